// Exceptions: Python's as values, and which handler takes which of the evaluator's errors.
#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "framework/language/uts/classes.h"

namespace pkttest::language {

namespace {

struct Ancestry {
    std::string_view name, base;
};
constexpr Ancestry known[] = {
    {"BaseException", ""},
    {"Exception", "BaseException"},
    {"KeyboardInterrupt", "BaseException"},
    {"SystemExit", "BaseException"},
    {"ArithmeticError", "Exception"},
    {"ZeroDivisionError", "ArithmeticError"},
    {"OverflowError", "ArithmeticError"},
    {"AssertionError", "Exception"},
    {"AttributeError", "Exception"},
    {"LookupError", "Exception"},
    {"IndexError", "LookupError"},
    {"KeyError", "LookupError"},
    {"NameError", "Exception"},
    {"UnboundLocalError", "NameError"},
    {"NotImplementedError", "RuntimeError"},
    {"RuntimeError", "Exception"},
    {"RecursionError", "RuntimeError"},
    {"StopIteration", "Exception"},
    {"SyntaxError", "Exception"},
    {"TypeError", "Exception"},
    {"ValueError", "Exception"},
    {"UnicodeError", "ValueError"},
    {"UnicodeDecodeError", "UnicodeError"},
    {"UnicodeEncodeError", "UnicodeError"},
    {"OSError", "Exception"},
    {"IOError", "OSError"},
    {"EOFError", "Exception"},
    {"ImportError", "Exception"},
    {"FileNotFoundError", "OSError"},
    {"PermissionError", "OSError"},
    {"TimeoutError", "OSError"},
    {"struct.error", "Exception"},
    {"binascii.Error", "ValueError"},
    {"socket.error", "OSError"},
    {"Scapy_Exception", "Exception"},
    {"ASN1_Error", "Scapy_Exception"},
    {"ASN1_Encoding_Error", "ASN1_Error"},
    {"ASN1_Decoding_Error", "ASN1_Error"},
    {"ASN1_BadTag_Decoding_Error", "ASN1_Decoding_Error"},
    {"BER_Exception", "Exception"},
    {"InvalidEncodingException", "Exception"},
    {"BER_Encoding_Error", "ASN1_Encoding_Error"},
    {"BER_Decoding_Error", "ASN1_Decoding_Error"},
    {"BER_BadTag_Decoding_Error", "BER_Decoding_Error"},
};

/// The session's own. Types view the names.
struct OwnAncestry {
    std::string name, base;
};
thread_local std::deque<OwnAncestry> own;

std::optional<Ancestry> find(std::string_view name) {
    for (const Ancestry& each : known)
        if (each.name == name) return each;
    for (const OwnAncestry& each : own)
        if (each.name == name) return Ancestry{each.name, each.base};
    return std::nullopt;
}

bool descends(std::string_view name, std::string_view wanted) {
    if (wanted == "IOError" || wanted == "socket.error") wanted = "OSError";
    for (auto at = find(name); at; at = find(at->base))
        if (at->name == wanted) return true;
    return false;
}

Value type_of_exception(const std::string& name);

class Exception final : public ScriptObject {
 public:
    Exception(std::string name, List arguments) : name(std::move(name)), arguments(std::move(arguments)) {}
    std::string_view kind() const override { return "exception"; }
    std::string represent() const override {
        const std::string text = pkttest::represent(Value::tuple(arguments));
        return name + (arguments.size() == 1 ? text.substr(0, text.size() - 2) + ")" : text);
    }
    std::optional<Value> attribute(std::string_view wanted) const override {
        if (wanted == "args") return Value::tuple(arguments);
        if (wanted == "__class__") return type_of_exception(name);
        return std::nullopt;
    }
    std::string text() const override {
        return arguments.empty() ? ""
                                 : to_text(arguments.size() == 1 ? arguments[0] : Value::tuple(arguments));
    }

    std::string name;
    List arguments;
};

class ExceptionType final : public ScriptObject {
 public:
    explicit ExceptionType(std::string_view name) : name(name) {}
    std::string_view kind() const override { return "exception type"; }
    std::string represent() const override { return fmt::format("<class '{}'>", name); }
    std::optional<Value> attribute(std::string_view wanted) const override {
        if (wanted == "__name__") return Value(name);
        return std::nullopt;
    }
    bool equals(const Object& other) const override {
        const auto* type = dynamic_cast<const ExceptionType*>(&other);
        return type != nullptr && type->name == name;
    }
    std::optional<bool> is_type_of(const Value& value) const override {
        const auto* exception = object_as<Exception>(value);
        return exception != nullptr && descends(exception->name, name);
    }
    bool is_callable() const override { return true; }
    Value call(std::vector<GivenArgument> given, Span, Environment&) const override {
        List arguments;
        for (GivenArgument& argument : given)
            if (argument.name.empty()) arguments.push_back(std::move(argument.value));
        return Value(
            std::shared_ptr<Object>(std::make_shared<Exception>(std::string(name), std::move(arguments))));
    }
    std::string_view name;
};

Value type_of_exception(const std::string& name) {
    const Value found = exception_type(name);
    if (!found.is_none()) return found;
    for (const OwnAncestry& each : own)
        if (each.name == name) return object_value<ExceptionType>(each.name);
    return {};
}

}  // namespace

Value exception_of(std::string_view name, List arguments) {
    return object_value<Exception>(std::string(name), std::move(arguments));
}

Value exception_type(std::string_view name) {
    const auto* found = std::find_if(std::begin(known), std::end(known),
                                     [&](const Ancestry& each) { return each.name == name; });
    return found == std::end(known) ? Value() : object_value<ExceptionType>(found->name);
}

bool is_exception_type(const Value& value) { return object_as<ExceptionType>(value) != nullptr; }

void forget_exceptions() { own.clear(); }

Value derived_exception(const std::string& name, const Value& base) {
    const std::string of(object_as<ExceptionType>(base)->name);
    // A class made anew under its name is the same one, unless its base has changed.
    const auto same = [&](const OwnAncestry& each) { return each.name == name && each.base == of; };
    auto found = std::find_if(own.begin(), own.end(), same);
    if (found == own.end()) {
        static constexpr std::size_t most = 1000;
        if (find(name) || own.size() >= most)
            throw EvaluationError({}, fmt::format("a second exception named {}", name)).uncovered();
        found = own.insert(own.end(), {name, of});
    }
    return object_value<ExceptionType>(found->name);
}

Value exception_value(const EvaluationError& error) {
    if (!error.raised().is_none()) return error.raised();
    const std::string name = error.exception().empty() ? "Exception" : error.exception();
    return Value(
        std::shared_ptr<Object>(std::make_shared<Exception>(name, List{Value(std::string(error.what()))})));
}

bool is_caught(const EvaluationError& error, const Value& type, Span where) {
    if (const List* several = type.items())
        return std::any_of(several->begin(), several->end(),
                           [&](const Value& one) { return is_caught(error, one, where); });
    const auto* wanted = object_as<ExceptionType>(type);
    if (wanted == nullptr)
        throw EvaluationError(where, fmt::format("except takes an exception's type, not {}", describe(type)))
            .uncovered();
    if (error.exception().empty())
        throw EvaluationError(
            where, fmt::format("except {}: whether that is raised is not known", wanted->name), error.what())
            .uncovered();
    // Only who names it knows that it comes.
    if (error.is_presumed() && wanted->name != error.exception()) throw EvaluationError(error);
    if (wanted->name == "Exception" || wanted->name == "BaseException") return true;
    return descends(error.exception(), wanted->name);
}

void raise(const Value& value, Span where) {
    if (const auto* type = object_as<ExceptionType>(value))
        raise(object_value<Exception>(std::string(type->name), List{}), where);
    const auto* exception = object_as<Exception>(value);
    if (exception == nullptr)
        throw EvaluationError(where, fmt::format("raise takes an exception, not {}", describe(value)))
            .uncovered();
    const std::string text = exception->text();
    throw EvaluationError(where,
                          text.empty() ? exception->name : fmt::format("{}: {}", exception->name, text))
        .as(exception->name)
        .with(value);
}

}  // namespace pkttest::language
