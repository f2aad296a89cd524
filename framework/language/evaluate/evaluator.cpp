// The evaluator: one function for each kind of expression, found by the kind.
#include "framework/language/evaluate/evaluator.h"

#include <fmt/format.h>

#include <array>

#include "framework/language/uts/tools.h"
#include "framework/language/values/asn1_object.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/native_type.h"
#include "framework/packet/field_class.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

EvaluationError::EvaluationError(Span span, std::string message)
    : EvaluationError(Diagnostic{Severity::error, span, std::move(message), {}, {}}) {}

EvaluationError::EvaluationError(Span span, std::string message, std::string note)
    : EvaluationError(Diagnostic{Severity::error, span, std::move(message), {std::move(note)}, {}}) {}

EvaluationError EvaluationError::as(std::string_view exception) const {
    EvaluationError out(*this);
    out.exception_ = exception;
    return out;
}

EvaluationError EvaluationError::with(Value raised) const {
    EvaluationError out(*this);
    out.raised_ = std::move(raised);
    return out;
}

EvaluationError EvaluationError::presumed() const {
    EvaluationError out = uncovered();
    out.presumed_ = true;
    return out;
}

EvaluationError EvaluationError::uncovered() const {
    EvaluationError out(*this);
    out.uncovered_ = true;
    return out;
}

namespace {

Diagnostic to_diagnostic(Span span, const Problem& problem) {
    Diagnostic out{Severity::error, span, problem.message, {}, {}};
    if (!problem.note.empty()) out.notes.push_back(problem.note);
    const std::vector<std::string_view> candidates(problem.candidates.begin(), problem.candidates.end());
    if (const auto name = nearest(problem.wrong, candidates)) out.suggestion = std::string(*name);
    return out;
}

thread_local int depth = 0;

}  // namespace

EvaluationError::EvaluationError(Span span, const Problem& problem)
    : EvaluationError(to_diagnostic(span, problem)) {}

DepthCounter::DepthCounter(Span where) {
    if (depth >= deepest_call)
        throw EvaluationError(where, "functions call one another too deeply",
                              fmt::format("{} levels are the most", deepest_call));
    ++depth;
}

DepthCounter::~DepthCounter() { --depth; }

std::optional<Value> look_up(std::string_view name, Environment& variables) {
    if (const Value* variable = variables.find(name)) return *variable;
    if (is_session_name(name)) return session_value(name);
    if (Value asn1 = asn1_named(name); !asn1.is_none()) return asn1;
    if (const Protocol* protocol = find_protocol(name)) return Value(protocol);
    if (name == "any") return Value(anything());
    if (name == "absent") return Value(absence());
    if (const Builtin* builtin = find_builtin(name))
        return Value(std::shared_ptr<Object>(std::make_shared<BuiltinObject>(*builtin)));
    for (const auto& known :
         {exception_type, type_named, module_named, tool_named, constant_named, asn1_time_type, decimal_type})
        if (Value found = known(name); !found.is_none()) return found;
    if (const FieldClass* field = find_field_class(name))
        return Value(std::shared_ptr<Object>(std::make_shared<FieldClassObject>(*field)));
    return std::nullopt;
}

const Value* find_variable(const Expr& name, Environment& variables) {
    const Value* found = variables.find(name.text);
    if (found != nullptr)
        if (const auto* withheld = object_as<Withheld>(*found)) {
            const EvaluationError error(name.span, fmt::format("{} {}", name.text, withheld->reason));
            throw withheld->is_unbound ? error.as("UnboundLocalError") : error.uncovered();
        }
    return found;
}

void fail_unknown_name(const Expr& name, Environment& variables) {
    Diagnostic error{Severity::error, name.span, fmt::format("{} is not known", name.text), {}, {}};
    if (is_session_name(name.text)) error.message = fmt::format("{} is not imported", name.text);
    std::vector<std::string_view> candidates = variables.names();
    for (const Protocol* protocol : known_protocols()) candidates.push_back(protocol->name);
    for (const Builtin* builtin : all_builtins()) candidates.push_back(builtin->name);
    if (const auto meant = nearest(name.text, candidates)) error.suggestion = std::string(*meant);
    throw EvaluationError(std::move(error)).as("NameError").uncovered();
}

namespace {

Value evaluate_invalid(const Expr& expr, Environment&) {
    throw EvaluationError(expr.span, "this could not be read");
}

Value evaluate_misplaced(const Expr& expr, Environment&) {
    throw EvaluationError(expr.span, "this does not stand alone");
}

Value evaluate_none(const Expr&, Environment&) { return {}; }
Value evaluate_boolean(const Expr& expr, Environment&) { return expr.integer != 0; }
Value evaluate_integer(const Expr& expr, Environment&) {
    // A literal that does not fit has no integer, but its digits.
    if (expr.integer != 0 || expr.text.size() < 30) return expr.integer;
    const char second = expr.text.size() > 1 ? static_cast<char>(expr.text[1] | 32) : '\0';
    const auto large = parse_big(expr.text,
                                 second == 'x'   ? 16
                                 : second == 'o' ? 8
                                 : second == 'b' ? 2
                                                 : 10,
                                 true);
    if (!large) throw EvaluationError(expr.span, "a number of so many digits").uncovered();
    return to_value(*large);
}
Value evaluate_real(const Expr& expr, Environment&) { return expr.real; }
Value evaluate_text_literal(const Expr& expr, Environment&) { return Value(expr.text); }
Value evaluate_bytes(const Expr& expr, Environment&) { return Value(Bytes{std::string(expr.text)}); }

Value evaluate_duration_literal(const Expr& expr, Environment&) {
    return duration_value(std::chrono::nanoseconds(static_cast<std::int64_t>(expr.integer)));
}

Value evaluate_name(const Expr& expr, Environment& variables) {
    if (const Value* variable = find_variable(expr, variables)) return *variable;
    if (std::optional<Value> found = look_up(expr.text, variables)) return std::move(*found);
    fail_unknown_name(expr, variables);
}

/// Python's `(n := 5)`. Of a pattern: what it captures is bound when the pattern has matched; until then the
/// name stands for "the same".
Value evaluate_named(const Expr& expr, Environment& variables) {
    Value wanted = evaluate(expr.children[0], variables);
    if (PythonRules::hold()) {
        // Of a comprehension's frame the name would be gone.
        if (variables.is_brief()) throw EvaluationError(expr.span, ":= within another block").uncovered();
        variables.set(expr.text, wanted);
        return wanted;
    }
    auto place = std::make_shared<Captured>(Captured{std::string(expr.text), {}});
    variables.set(expr.text, Value(captured_in(place)));
    return Value(capture_of(std::move(place), std::move(wanted)));
}

Value evaluate_unary(const Expr& expr, Environment& variables) {
    return apply(expr.op, evaluate(expr.children[0], variables), expr.span);
}

Value evaluate_binary(const Expr& expr, Environment& variables) {
    Value left = evaluate(expr.children[0], variables);
    const Value right = evaluate(expr.children[1], variables);
    return apply(expr.op, left, right, expr.span);
}

Value evaluate_compare(const Expr& expr, Environment& variables) {
    Value left = evaluate(expr.children[0], variables);
    for (std::size_t i = 1; i < expr.children.size(); ++i) {
        const Expr& comparison = expr.children[i];
        Value right = evaluate(comparison.children[0], variables);
        const bool holds = compare(comparison.op, left, right, expr.span);
        if (comparison.op == Operator::matches && right.is_packet())
            bind_captures(*right.as<LayerReference>()->packet, variables);
        if (!holds) return false;
        left = std::move(right);
    }
    return true;
}

Value evaluate_logical(const Expr& expr, Environment& variables) {
    const bool stops_at = expr.op == Operator::logical_or;
    Value last;
    for (const Expr& child : expr.children) {
        last = evaluate(child, variables);
        if (is_true(last) == stops_at) return last;
    }
    return last;
}

Value evaluate_conditional(const Expr& expr, Environment& variables) {
    return evaluate(expr.children[is_true(evaluate(expr.children[1], variables)) ? 0 : 2], variables);
}

Value evaluate_lambda(const Expr& expr, Environment& variables);

List evaluate_items(const Expr& expr, Environment& variables) {
    List out;
    out.reserve(expr.children.size());
    for (const Expr& child : expr.children) {
        if (child.kind != ExprKind::unpack) {
            out.push_back(evaluate(child, variables));
            continue;
        }
        for (Value& item : items_of(evaluate(child.children[0], variables), child.span))
            out.push_back(std::move(item));
    }
    check_item_count(out.size(), expr.span);
    return out;
}

Value evaluate_list(const Expr& expr, Environment& variables) {
    return Value(evaluate_items(expr, variables));
}
Value evaluate_tuple(const Expr& expr, Environment& variables) {
    return Value::tuple(evaluate_items(expr, variables));
}

Value evaluate_set(const Expr& expr, Environment& variables) {
    auto out = std::make_shared<UniqueValues>();
    for (Value& item : evaluate_items(expr, variables)) out->add(std::move(item));
    return Value(std::shared_ptr<Object>(std::move(out)));
}

Value evaluate_dictionary(const Expr& expr, Environment& variables) {
    auto out = std::make_shared<Dictionary>();
    for (const Expr& child : expr.children) {
        if (child.kind == ExprKind::pair) {
            Value key = evaluate(child.children[0], variables);
            set_item(*out, std::move(key), evaluate(child.children[1], variables));
            continue;
        }
        const Value more = evaluate(child.children[0], variables);
        const auto* dictionary = more.as<std::shared_ptr<Dictionary>>();
        if (dictionary == nullptr)
            throw EvaluationError(child.span, fmt::format("** takes a dictionary, not {}", describe(more)));
        for (const auto& [key, item] : **dictionary) set_item(*out, key, item);
    }
    return Value(std::move(out));
}

using Form = Value (*)(const Expr&, Environment&);

/// By ExprKind, in its order.
constexpr Form forms[] = {
    evaluate_misplaced,         // absent
    evaluate_invalid,           // invalid
    evaluate_none,              // none
    evaluate_boolean,           // boolean
    evaluate_integer,           // integer
    evaluate_real,              // real
    evaluate_duration_literal,  // duration
    evaluate_text_literal,      // text
    evaluate_bytes,             // bytes
    evaluate_formatted,         // formatted
    evaluate_misplaced,         // replacement
    evaluate_name,              // name
    evaluate_attribute,         // attribute
    evaluate_subscript,         // subscript
    evaluate_misplaced,         // slice
    evaluate_call,              // call
    evaluate_misplaced,         // keyword
    evaluate_misplaced,         // unpack
    evaluate_misplaced,         // unpack_pairs
    evaluate_unary,             // unary
    evaluate_binary,            // binary
    evaluate_compare,           // compare
    evaluate_misplaced,         // comparison
    evaluate_logical,           // logical
    evaluate_conditional,       // conditional
    evaluate_lambda,            // lambda
    evaluate_misplaced,         // parameter
    evaluate_list,              // list
    evaluate_tuple,             // tuple
    evaluate_dictionary,        // dict
    evaluate_set,               // set
    evaluate_misplaced,         // pair
    evaluate_comprehension,     // list_of
    evaluate_comprehension,     // set_of
    evaluate_comprehension,     // dict_of
    evaluate_comprehension,     // generator
    evaluate_misplaced,         // comprehension
    evaluate_named,             // named
};
static_assert(std::size(forms) == static_cast<std::size_t>(ExprKind::named) + 1);

}  // namespace

Value evaluate(const Expr& expr, Environment& variables) {
    const DepthCounter counter(expr.span);
    return forms[static_cast<std::size_t>(expr.kind)](expr, variables);
}

/// What a lambda made in a comprehension or a call keeps of it: those variables are gone when it is called.
class Evaluator {
 public:
    static Value function(const Expr& expr, Environment& variables, const Statement* body) {
        std::vector<std::pair<std::string, Value>> captured;
        std::vector<Value> defaults;
        for (const Expr& part : expr.children) {
            const bool has_default = part.kind == ExprKind::parameter && !part.children.empty();
            defaults.push_back(has_default ? evaluate(part.children[0], variables) : Value());
        }
        Environment* home = &variables;
        for (; home->temporary_ && home->outer_ != nullptr; home = home->outer_)
            for (const auto& variable : home->variables_)
                captured.emplace_back(variable.name, variable.value);
        auto function = std::make_shared<Function>(expr, *home, body);
        function->captured = std::move(captured);
        function->defaults = std::move(defaults);
        for (Environment* at = &variables; PythonRules::hold() && at != home; at = at->outer_)
            at->closures_.emplace_back(function);
        return Value(std::shared_ptr<Object>(std::move(function)));
    }
};

Value make_function(const Expr& lambda, Environment& variables, const Statement* body) {
    return Evaluator::function(lambda, variables, body);
}

namespace {

Value evaluate_lambda(const Expr& expr, Environment& variables) { return make_function(expr, variables); }

}  // namespace

}  // namespace pkttest::language
