// The evaluator: calls of functions, methods and layers.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/uts/classes.h"
#include "framework/language/uts/strict_octets.h"
#include "framework/language/values/asn1_object.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/byte_array.h"
#include "framework/language/values/field_values.h"
#include "framework/language/values/hpack_text.h"
#include "framework/language/values/lent_values.h"
#include "framework/language/values/named_packets.h"
#include "framework/language/values/views.h"
#include "framework/packet/field_class.h"
#include "framework/packet/places.h"
#include "framework/packet/runtime_protocol.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

void add_unpacked(const Expr& given, Environment& variables, std::vector<GivenArgument>& out) {
    const Value value = evaluate(given.children[0], variables);
    if (given.kind == ExprKind::unpack) {
        for (Value& item : items_of(value, given.span)) out.push_back({{}, std::move(item), given.span, {}});
        return;
    }
    const auto* dictionary = value.as<std::shared_ptr<Dictionary>>();
    if (dictionary == nullptr)
        throw EvaluationError(given.span, fmt::format("** takes a dictionary, not {}", describe(value)));
    for (const auto& [key, item] : **dictionary) {
        if (!key.is_text()) throw EvaluationError(given.span, "** takes a dictionary with texts as keys");
        out.push_back({*key.as<std::string>(), item, given.span, given.span});
    }
}

}  // namespace

std::vector<GivenArgument> given_arguments(const Expr& call, Environment& variables) {
    std::vector<GivenArgument> out;
    out.reserve(call.children.size() - 1);
    for (std::size_t i = 1; i < call.children.size(); ++i) {
        const Expr& given = call.children[i];
        if (given.kind == ExprKind::unpack || given.kind == ExprKind::unpack_pairs)
            add_unpacked(given, variables, out);
        else if (given.kind == ExprKind::keyword)
            out.push_back({std::string(given.text), evaluate(given.children[0], variables),
                           given.children[0].span, given.name_span});
        else
            out.push_back({{}, evaluate(given, variables), given.span, {}});
    }
    return out;
}

std::vector<std::pair<std::string, Value>> evaluate_arguments(const Expr& call, Environment& variables) {
    std::vector<std::pair<std::string, Value>> out;
    if (call.kind != ExprKind::call) return out;
    for (GivenArgument& given : given_arguments(call, variables))
        out.emplace_back(std::move(given.name), std::move(given.value));
    return out;
}

// ---- layers ------------------------------------------------------------------------------------------

namespace {

[[noreturn]] void fail_unknown_field(const Protocol& protocol, const GivenArgument& given) {
    Problem problem{fmt::format("{} has no field named {}", protocol.name, given.name), {}, given.name, {}};
    for (const Field& field : protocol.fields) problem.candidates.emplace_back(field.name);
    throw EvaluationError(given.name_span, problem).as("AttributeError").presumed();
}

/// A function in a field's place is a pattern's predicate: IP(ttl=lambda ttl: ttl > 3).
Value field_value(const GivenArgument& given) {
    if (auto* range = object_as<Range>(given.value)) return Value(*range->take_items());
    if (object_as<Function>(given.value) == nullptr) return given.value;
    const Value function = given.value;
    const Span span = given.span;
    return Value(predicate_of("lambda", [function, span](const Value& value) {
        Environment frame;
        return is_true(call_value(function, {{{}, value, span, {}}}, span, frame));
    }));
}

Packet made_of(const Protocol& protocol, const std::vector<GivenArgument>& arguments) {
    if (arguments.size() == 1 && arguments[0].name.empty() && arguments[0].value.as<Bytes>() != nullptr) {
        const std::string& octets = *arguments[0].value.octets();
        return Packet::dissect({reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()},
                               protocol);
    }
    Packet packet(protocol);
    std::size_t position = 0;
    for (const GivenArgument& given : arguments) {
        const Field* field = nullptr;
        if (given.name.empty()) {
            if (position >= protocol.fields.size())
                throw EvaluationError(given.span, fmt::format("{} has {} fields, this is one too many",
                                                              protocol.name, protocol.fields.size()));
            field = &protocol.fields[position++];
        } else if (field = find_field(protocol, given.name); field == nullptr) {
            fail_unknown_field(protocol, given);
        }
        if (const auto problem = packet.set(0, *field, to_field(*field, field_value(given))))
            throw EvaluationError(given.span, *problem);
    }
    return packet;
}

/// Diameter's messages and AVPs are made by their names and numbers.
bool takes_anything(const Protocol& protocol) {
    return protocol.name == "Raw" || protocol.name == "Padding" || protocol.name.starts_with("AVP") ||
           protocol.name.starts_with("Diam");
}

/// Scapy's AVPs of a known number have the vendor that this number has, or none.
void check_vendor(const Protocol& asked, const Packet& packet, const std::vector<GivenArgument>& arguments) {
    if (asked.name != "AVP") return;
    const Field* vendor = find_field(packet[0].protocol(), "avpVnd");
    for (const GivenArgument& given : arguments)
        if (given.name == "avpVnd" && (vendor == nullptr || !packet[0].has(*vendor)))
            throw EvaluationError(given.span, "a vendor of an AVP that has none").uncovered();
}

/// What lies between the signals of a packet that was read is lost when it is built again.
void write_signals_anew(Packet& packet) {
    for (std::size_t i = 0; i < packet.size(); ++i) {
        const Layer layer = packet[i];
        const auto fields = layer.protocol().fields;
        if (layer.is_crafted() || fields.empty() || !goes_on_from(layer.protocol(), "SignalPacket")) continue;
        packet.set(i, fields[0], layer.get(fields[0]));
    }
}

/// As Scapy's classes: what stands without a name is octets to read, and no octets are none; the packet has
/// the time of its making.
Packet construct_in_python(const Protocol& protocol, const std::vector<GivenArgument>& arguments) {
    const bool positional = !arguments.empty() && arguments[0].name.empty();
    const std::string* octets = positional ? arguments[0].value.octets() : nullptr;
    if (positional && arguments[0].value.as<Bytes>() == nullptr && !takes_anything(protocol))
        throw EvaluationError(arguments[0].span, fmt::format("{} of {}, not of octets", protocol.name,
                                                             describe(arguments[0].value)))
            .uncovered();
    Packet packet =
        octets != nullptr && octets->empty() ? Packet(protocol) : spelled_out(made_of(protocol, arguments));
    if (octets != nullptr && packet[0].is("Raw") && protocol.name != "Raw" && !packet.malformed().empty())
        throw EvaluationError(arguments[0].span,
                              fmt::format("octets that cannot be read: {}", packet.malformed()))
            .uncovered();
    check_vendor(protocol, packet, arguments);
    write_signals_anew(packet);
    packet.time = std::chrono::system_clock::now().time_since_epoch();
    return packet;
}

Packet construct(const Protocol& protocol, const std::vector<GivenArgument>& arguments) {
    if (!PythonRules::hold()) return made_of(protocol, arguments);
    const bool is_hooked = protocol.rules != nullptr && protocol.rules->dispatch != nullptr;
    // What is read is dispatched on the way.
    const bool is_read = !arguments.empty() && arguments[0].name.empty();
    return construct_in_python(is_hooked && !is_read ? dispatched(protocol, arguments) : protocol, arguments);
}

// ---- lambdas -----------------------------------------------------------------------------------------

/// The next argument without a name, else the one of this name.
Value* argument_for(std::vector<GivenArgument>& arguments, std::string_view name, std::size_t& position) {
    const auto named = std::find_if(arguments.begin(), arguments.end(), [&](const GivenArgument& given) {
        return !name.empty() && given.name == name;
    });
    while (position < arguments.size() && !arguments[position].name.empty()) ++position;
    if (position == arguments.size()) return named != arguments.end() ? &named->value : nullptr;
    if (named != arguments.end())
        throw EvaluationError(named->name_span, fmt::format("the argument {} is given twice", name))
            .as("TypeError");
    return &arguments[position++].value;
}

bool names_parameter(const std::vector<Expr>& parameters, std::string_view name) {
    return std::any_of(parameters.begin(), parameters.end() - 1, [&](const Expr& each) {
        return each.kind == ExprKind::parameter && each.text == name;
    });
}

Value call_function(const Function& function, std::vector<GivenArgument> arguments, Span span) {
    Environment frame = Environment::briefly_inside(function.home());
    frame.services().check_time();
    for (auto it = function.captured.rbegin(); it != function.captured.rend(); ++it)
        frame.set(it->first, it->second);
    const auto& parts = function.lambda().children;
    std::size_t position = 0, taken = 0;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        const Expr& parameter = parts[i];
        if (parameter.kind == ExprKind::unpack) {
            List rest;
            while (Value* next = argument_for(arguments, "", position))
                rest.push_back(std::move(*next)), ++taken;
            if (parameter.text.empty() && !rest.empty())
                throw EvaluationError(span, "an argument without a name where only names are taken")
                    .as("TypeError");
            if (!parameter.text.empty()) frame.set(parameter.text, Value::tuple(std::move(rest)));
        } else if (parameter.kind == ExprKind::unpack_pairs) {
            auto rest = std::make_shared<Dictionary>();
            for (GivenArgument& given : arguments)
                if (!given.name.empty() && !names_parameter(parts, given.name))
                    rest->emplace_back(Value(given.name), std::move(given.value)), ++taken;
            frame.set(parameter.text, Value(std::move(rest)));
        } else if (Value* given = argument_for(arguments, parameter.text, position)) {
            frame.set(parameter.text, std::move(*given));
            ++taken;
        } else if (!parameter.children.empty()) {
            frame.set(parameter.text, function.defaults[i]);
        } else {
            throw EvaluationError(span, fmt::format("the argument {} is missing", parameter.text))
                .as("TypeError");
        }
    }
    if (taken < arguments.size())
        throw EvaluationError(span,
                              fmt::format("this function takes {} argument{}, {} are given", parts.size() - 1,
                                          parts.size() == 2 ? "" : "s", arguments.size()))
            .as("TypeError");
    return function.body() != nullptr ? run_body(*function.body(), frame) : evaluate(parts.back(), frame);
}

}  // namespace

Value Function::ask(const Layer& layer, const List& more) const {
    const std::size_t takes = lambda_->children.size() - 1;
    std::vector<GivenArgument> arguments;
    const auto packet = std::make_shared<Packet>(Packet::of(layer));
    const Places places(layer, (*packet)[layer.index()]);
    if (takes != more.size())
        arguments.push_back({{}, Value(LayerReference{packet, layer.index()}), lambda_->span, {}});
    for (const Value& each : more)
        if (arguments.size() < takes) arguments.push_back({{}, each, lambda_->span, {}});
    return call_function(*this, std::move(arguments), lambda_->span);
}

namespace {

// ---- builtins ----------------------------------------------------------------------------------------

bool fits(Kind wanted, const Value& value) {
    Integer ignored = 0;
    switch (wanted) {
        case Kind::number:
            return value.to_integer(ignored) || value.as<double>() != nullptr || is_big(value);
        case Kind::text:
        case Kind::bytes:
            return value.octets() != nullptr;
        case Kind::list:
            return kind_of(value) == Kind::list;
        case Kind::dictionary:
        case Kind::packet:
        case Kind::layer:
        case Kind::function:
            return kind_of(value) == wanted;
        default:
            return true;
    }
}

class Binder {
 public:
    Binder(const Builtin& builtin, Call& call) : builtin_(builtin), call_(call) {
        call_.arguments.resize(builtin.parameter_count());
    }

    void bind(std::vector<GivenArgument> arguments) {
        for (GivenArgument& given : arguments) {
            if (given.name.empty())
                positional(given);
            else
                keyword(given);
        }
        for (std::size_t i = 0; i < call_.arguments.size(); ++i)
            if (builtin_.parameters[i].need == Parameter::Need::required && !call_.arguments[i].given)
                throw EvaluationError(call_.span,
                                      fmt::format("{} needs {}", builtin_.name, builtin_.parameters[i].name),
                                      builtin_.signature());
    }

 private:
    void positional(GivenArgument& given) {
        if (next_ < call_.arguments.size() && builtin_.parameters[next_].need == Parameter::Need::rest) {
            check(next_, given);
            call_.rest.push_back({std::move(given.value), given.span, true});
        } else if (next_ < call_.arguments.size() &&
                   builtin_.parameters[next_].need != Parameter::Need::named &&
                   builtin_.parameters[next_].need != Parameter::Need::pairs) {
            put(next_++, given);
        } else {
            throw EvaluationError(given.span, fmt::format("{} takes no such argument", builtin_.name),
                                  builtin_.signature())
                .uncovered();
        }
    }
    void keyword(GivenArgument& given) {
        for (std::size_t i = 0; i < call_.arguments.size(); ++i)
            if (builtin_.parameters[i].name == given.name) return put(i, given);
        const std::size_t last = call_.arguments.size();
        if (last > 0 && builtin_.parameters[last - 1].need == Parameter::Need::pairs) {
            check(last - 1, given);
            call_.pairs.emplace_back(std::move(given.name), std::move(given.value));
            return;
        }
        throw EvaluationError(given.name_span,
                              fmt::format("{} has no parameter named {}", builtin_.name, given.name),
                              builtin_.signature())
            .uncovered();
    }
    void put(std::size_t parameter, GivenArgument& given) {
        const Kind wanted = builtin_.parameters[parameter].kind;
        if (wanted == Kind::bytes || wanted == Kind::text) given.value = plain_octets(std::move(given.value));
        check(parameter, given);
        call_.arguments[parameter] = {std::move(given.value), given.span, true};
    }
    void check(std::size_t parameter, const GivenArgument& given) const {
        const Parameter& wanted = builtin_.parameters[parameter];
        const bool left_out = given.value.is_none() && wanted.need != Parameter::Need::required;
        const bool takes_format = builtin_.name.starts_with("struct.");
        const bool other_octets =
            (wanted.kind == Kind::text && given.value.as<Bytes>() != nullptr && !takes_format) ||
            (wanted.kind == Kind::bytes && given.value.is_text());
        if (other_octets && PythonRules::hold() && tells_bytes_from_text(builtin_.name))
            throw EvaluationError(given.span, fmt::format("{} takes {}, not {}", builtin_.name,
                                                          with_article(wanted.kind), describe(given.value)))
                .as("TypeError");
        if (left_out || fits(wanted.kind, given.value)) return;
        const EvaluationError error(
            given.span, fmt::format("{} takes {}, not {}", builtin_.name, with_article(wanted.kind),
                                    describe(given.value)));
        // Scapy's numbers of its own kinds are numbers to Python's functions.
        const bool may_fit = PythonRules::hold() && object_as<ScriptObject>(given.value) != nullptr;
        throw may_fit ? error.uncovered() : error;
    }

    const Builtin& builtin_;
    Call& call_;
    std::size_t next_ = 0;
};

}  // namespace

Value call_builtin(const Builtin& builtin, const Value* self, std::vector<GivenArgument> arguments, Span span,
                   Environment& variables) {
    Call call{variables, span, self, builtin.name};
    Binder(builtin, call).bind(std::move(arguments));
    for (Call::Argument& argument : call.arguments)
        if (argument.given && argument.value.is_none()) argument.given = false;
    Value result = builtin.run(call);
    if (self != nullptr && (self->is_list() || self->is_packet())) give_back();
    return result;
}

namespace {

/// The reference asserts what the arguments of HPACK's classes must be.
bool asserts_arguments(const FieldClass& what) {
    const auto asserting = hpack_field_classes();
    return std::any_of(asserting.begin(), asserting.end(),
                       [&](const FieldClass& each) { return &each == &what; });
}

Value construct(const FieldClass& what, std::vector<GivenArgument> arguments, Span span) {
    FieldArguments given;
    for (GivenArgument& each : arguments)
        given.emplace_back(std::move(each.name), list_of_set(plain_text_of(std::move(each.value))));
    // The reference says what it takes for a name; other mistakes it finds later.
    const bool names_octets = !given.empty() && given[0].second.as<Bytes>() != nullptr;
    if (PythonRules::hold() && names_octets && (given[0].first.empty() || given[0].first == "name"))
        throw EvaluationError(span, fmt::format("a name of bytes for {}", what.name)).as("ValueError");
    RuntimeField made;
    if (const auto problem = make_field(what, given, made)) {
        EvaluationError error(span, *problem);
        if (asserts_arguments(what)) throw error.as("AssertionError");
        throw PythonRules::hold() ? error.uncovered() : error;
    }
    return Value(std::shared_ptr<Object>(std::make_shared<FieldObject>(std::move(made), &what)));
}

}  // namespace

Value call_value(const Value& function, std::vector<GivenArgument> arguments, Span span,
                 Environment& variables) {
    const DepthCounter counter(span);
    if (const auto* protocol = function.as<const Protocol*>()) {
        for (GivenArgument& given : arguments) given.value = plain_octets(std::move(given.value));
        return Value(construct(**protocol, arguments));
    }
    if (const auto* lambda = object_as<Function>(function))
        return call_function(*lambda, std::move(arguments), span);
    if (const auto* builtin = object_as<BuiltinObject>(function))
        return call_builtin(builtin->builtin, builtin->is_method ? &builtin->owner : nullptr,
                            std::move(arguments), span, variables);
    if (const auto* field = object_as<FieldClassObject>(function))
        return construct(field->field_class, std::move(arguments), span);
    if (const auto* object = object_as<ScriptObject>(function); object != nullptr && object->is_callable())
        return object->call(std::move(arguments), span, variables);
    throw EvaluationError(span, fmt::format("{} cannot be called", describe(function))).as("TypeError");
}

namespace {

/// `len(p)` in a place where a packet's field is named len: a function is meant.
bool hides_builtin(const Value& found, const Expr& callee) {
    Integer ignored = 0;
    const bool is_plain =
        found.is_none() || found.to_integer(ignored) || found.octets() != nullptr || found.items() != nullptr;
    return is_plain && find_builtin(callee.text) != nullptr;
}

}  // namespace

Value evaluate_call(const Expr& expr, Environment& variables) {
    const Expr& callee = expr.children[0];
    if (callee.kind == ExprKind::name) {
        if (const Value* found = find_variable(callee, variables);
            found != nullptr && !hides_builtin(*found, callee)) {
            const Value function = *found;
            return call_value(function, given_arguments(expr, variables), expr.span, variables);
        }
        const bool is_plain = !is_session_name(callee.text);
        if (const Value asn1 = is_plain ? asn1_named(callee.text) : Value(); !asn1.is_none())
            return call_value(asn1, given_arguments(expr, variables), expr.span, variables);
        if (const Protocol* protocol = is_plain ? find_protocol(callee.text) : nullptr)
            return Value(construct(*protocol, given_arguments(expr, variables)));
        if (const Builtin* builtin = is_plain ? find_builtin(callee.text) : nullptr)
            return call_builtin(*builtin, nullptr, given_arguments(expr, variables), expr.span, variables);
        const auto other = look_up(callee.text, variables);
        if (!other) fail_unknown_name(callee, variables);
        return call_value(*other, given_arguments(expr, variables), expr.span, variables);
    }
    if (callee.kind == ExprKind::attribute) {
        const Value owner = evaluate(callee.children[0], variables);
        if (const Builtin* method = find_method(kind_of(owner), callee.text))
            return call_builtin(*method, &owner, given_arguments(expr, variables), expr.span, variables);
        const Value function = attribute_of(owner, callee, variables);
        return call_value(function, given_arguments(expr, variables), expr.span, variables);
    }
    const Value function = evaluate(callee, variables);
    return call_value(function, given_arguments(expr, variables), expr.span, variables);
}

}  // namespace pkttest::language
