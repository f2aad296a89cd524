// The checker: protocol blocks. Their expressions are checked one by one, then the protocol is made as the
// run will make it, unless it depends on what only the run knows.
#include "framework/language/check/checker_protocol.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/protocol_block.h"
#include "framework/packet/field_class.h"
#include "framework/packet/runtime_protocol.h"

namespace pkttest::language {

void ProtocolChecker::check(const ProtocolForm& form) {
    const std::size_t before = diagnostics_.error_count();
    form_ = &form;
    if (form.fields.empty() && form.rules.empty()) {  // What stood there was reported.
        expressions_.declare(form.name.text, {.declared = form.name.span});
        return;
    }
    for (const FieldForm& field : form.fields) check_field(field);
    const auto rules = rule_names();
    for (const RuleForm& rule : form.rules)  // make() reports a rule that no protocol has.
        if (std::find(rules.begin(), rules.end(), rule.name.text) != rules.end())
            check_rule(rule.value, rule.name.text);
    const bool known = diagnostics_.error_count() == before &&
                       std::all_of(form.fields.begin(), form.fields.end(),
                                   [&](const FieldForm& field) { return take_constants(field); });
    if (known)
        make(form);
    else
        expressions_.declare(form.name.text, {.declared = form.name.span});
}

void ProtocolChecker::report(const EvaluationError& error) {
    const Diagnostic& wrong = error.diagnostic();
    Diagnostic& kept = diagnostics_.error(wrong.span, wrong.message);
    kept.notes = wrong.notes;
    kept.suggestion = wrong.suggestion;
}

void ProtocolChecker::make(const ProtocolForm& form) {
    std::vector<EvaluationError> wrong;
    std::vector<RuntimeField> fields = make_fields(form, constants_, &wrong);
    for (const EvaluationError& error : wrong) report(error);
    try {
        if (wrong.empty()) return void(declare_protocol(form, std::move(fields), constants_, scope_));
    } catch (const EvaluationError& error) {
        report(error);
    }
    expressions_.declare(form.name.text, {.declared = form.name.span});
}

void ProtocolChecker::check_binding(const Expr& binding) {
    for (const Expr& side : binding.children)
        expressions_.require(expressions_.check(side), {Kind::layer, Kind::packet}, side.span,
                             "a layer such as UDP(dport=4242)");
}

void ProtocolChecker::check_field(const FieldForm& field) {
    if (field.cases.empty()) check_shape(field.shape);
    for (const FieldForm& each : field.cases) check_field(each);
    if (field.initial) expressions_.check(field.initial);
    if (field.names) expressions_.check(field.names);
    if (field.when) check_rule(field.when, "when");
}

/// A class with its arguments; those that ask the packet have the fields in sight. Unknown classes and
/// arguments are found when the protocol is made.
void ProtocolChecker::check_shape(const Expr& shape) {
    if (shape.kind != ExprKind::call) return;
    const FieldClass* what =
        shape.children[0].kind == ExprKind::name ? find_field_class(shape.children[0].text) : nullptr;
    if (what == nullptr) return;
    std::size_t position = what->parameters.front() == "name" ? 2 : 0;
    for (std::size_t i = 1; i < shape.children.size(); ++i) {
        const Expr& given = shape.children[i];
        const bool keyword = given.kind == ExprKind::keyword;
        const Expr& value = keyword ? given.children[0] : given;
        std::string_view parameter = keyword ? given.text : std::string_view();
        if (!keyword && position < what->parameters.size()) parameter = what->parameters[position++];
        const Expr& name = value.kind == ExprKind::call ? value.children[0] : value;
        if (is_rule_parameter(parameter))
            check_rule(value, parameter);
        else if (name.kind == ExprKind::name && find_field_class(name.text) != nullptr)
            check_shape(value);
        else
            expressions_.check(value);
    }
}

void ProtocolChecker::check_rule(const Expr& expr, std::string_view rule) {
    expressions_.open();
    for (const FieldForm& field : form_->fields) expressions_.declare(field.name.text, {});
    for (const std::string_view name : names_of_rule(rule)) expressions_.declare(name, {});
    expressions_.declare("p", {.type = {Kind::packet}});
    expressions_.check(expr);
    expressions_.close();
}

/// Sets the constants that an expression reads; false where it reads a variable that is none.
bool ProtocolChecker::take_constants(const Expr& expr) {
    if (expr.kind == ExprKind::lambda) return true;
    if (expr.kind == ExprKind::name)
        if (const Variable* variable = expressions_.find(expr.text)) {
            if (!variable->type.constant) return false;
            constants_.set(expr.text, *variable->type.constant);
        }
    if (expr.kind == ExprKind::keyword && is_rule_parameter(expr.text)) return true;
    return std::all_of(expr.children.begin(), expr.children.end(),
                       [&](const Expr& child) { return take_constants(child); });
}

bool ProtocolChecker::take_constants(const FieldForm& field) {
    return take_constants(field.shape) && take_constants(field.initial) && take_constants(field.names) &&
           std::all_of(field.cases.begin(), field.cases.end(),
                       [&](const FieldForm& each) { return take_constants(each); });
}

}  // namespace pkttest::language
