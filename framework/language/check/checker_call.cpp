// The checker's view of calls: layers with their fields' values, functions and methods with their arguments.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "framework/language/check/checker_expression.h"
#include "framework/language/values/big_integer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

std::vector<std::string_view> field_names(const Protocol& protocol) {
    std::vector<std::string_view> out;
    for (const Field& field : protocol.fields) out.push_back(field.name);
    return out;
}

bool is_argument(const Expr& expr) {
    return expr.kind != ExprKind::unpack && expr.kind != ExprKind::unpack_pairs;
}

/// A kind that a parameter takes: text and bytes one another, truth values as numbers.
bool takes(Kind wanted, Kind given) {
    if (wanted == Kind::unknown || given == Kind::unknown || wanted == given) return true;
    if (wanted == Kind::number) return given == Kind::truth;
    if (wanted == Kind::text || wanted == Kind::bytes) return given == Kind::text || given == Kind::bytes;
    if (wanted == Kind::list)
        return given == Kind::text || given == Kind::bytes || given == Kind::dictionary ||
               given == Kind::packet;
    if (wanted == Kind::function) return given == Kind::layer;
    return wanted == Kind::truth;
}

}  // namespace

Type ExpressionChecker::check_call(const Expr& expr) {
    const Expr& function = expr.children[0];
    const bool known = function.kind == ExprKind::name && find(function.text) == nullptr;
    const Protocol* protocol = known ? find_protocol(function.text) : nullptr;
    const Builtin* builtin = known ? find_builtin(function.text) : nullptr;
    if (!check_argument_order(expr)) {
        check_arguments(expr);
        if (protocol != nullptr) return {.kind = Kind::packet, .layers = {protocol}, .layer = protocol};
        return {};
    }
    if (protocol != nullptr) return check_layer_call(expr, *protocol);
    if (builtin != nullptr) return check_builtin_call(expr, *builtin, 1);
    const Type callee = check(function);
    check_arguments(expr);
    if (callee.kind == Kind::number || callee.kind == Kind::text || callee.kind == Kind::bytes ||
        callee.kind == Kind::list || callee.kind == Kind::packet || callee.kind == Kind::none ||
        callee.kind == Kind::duration)
        diagnostics_.error(function.span, fmt::format("{} can't be called", with_article(callee.kind)));
    if (function.kind == ExprKind::attribute && find_method(Kind::packet, function.text) != nullptr)
        return {find_method(Kind::packet, function.text)->result};
    return {};
}

bool ExpressionChecker::check_argument_order(const Expr& call) {
    const Expr* named = nullptr;
    for (std::size_t i = 1; i < call.children.size(); ++i) {
        const Expr& argument = call.children[i];
        if (argument.kind == ExprKind::keyword) {
            named = &argument;
        } else if (named != nullptr && is_argument(argument)) {
            diagnostics_
                .error(argument.span, fmt::format("a value without a name stands after {}=", named->text))
                .notes.push_back("values without a name come first, or give it its name");
            return false;
        }
    }
    return true;
}

void ExpressionChecker::check_arguments(const Expr& call) {
    for (std::size_t i = 1; i < call.children.size(); ++i)
        check(call.children[i].kind == ExprKind::keyword ? call.children[i].children[0] : call.children[i]);
}

Type ExpressionChecker::check_layer_call(const Expr& expr, const Protocol& protocol) {
    Type out{Kind::packet};
    out.layers = {&protocol};
    out.layer = &protocol;
    std::vector<const Field*> given;
    std::size_t position = 0;
    for (std::size_t i = 1; i < expr.children.size(); ++i) {
        const Expr& argument = expr.children[i];
        if (!is_argument(argument)) {
            check(argument);
            continue;
        }
        const bool keyword = argument.kind == ExprKind::keyword;
        const Expr& value = keyword ? argument.children[0] : argument;
        const Protocol* outer = std::exchange(called_, keyword ? nullptr : &protocol);
        const Type type = check_text_or_value(value);
        called_ = outer;
        if (keyword && argument.text == "_pkt") continue;
        if (!keyword && type.kind == Kind::bytes && expr.children.size() == 2) {
            out.layers.clear();  // Octets are dissected: what is above is not known.
            return out;
        }
        const Field* field = nullptr;
        if (keyword) {
            field = find_field(protocol, argument.text);
            if (field == nullptr) {
                unknown_field(argument.name_span,
                              fmt::format("{} has no field named {}", protocol.name, argument.text),
                              argument.text, field_names(protocol));
                continue;
            }
        } else if (position < protocol.fields.size()) {
            field = &protocol.fields[position++];
        } else {
            diagnostics_.error(argument.span,
                               fmt::format("{} has only {} field{}", protocol.name, protocol.fields.size(),
                                           protocol.fields.size() == 1 ? "" : "s"));
            break;
        }
        if (std::find(given.begin(), given.end(), field) != given.end())
            diagnostics_.error(keyword ? argument.name_span : argument.span,
                               fmt::format("{} is given twice", field->name));
        given.push_back(field);
        check_field_value(value, *field, type);
    }
    return out;
}

/// True where it complained.
bool ExpressionChecker::report_problem(const Expr& value, const Field& field, const Value& constant) {
    Value internal;
    const auto problem = normalize(field, to_wide_field(field, constant), internal);
    if (!problem) return false;
    Diagnostic& diagnostic = diagnostics_.error(value.span, problem->message);
    if (!problem->note.empty()) diagnostic.notes.push_back(problem->note);
    const std::vector<std::string_view> candidates(problem->candidates.begin(), problem->candidates.end());
    if (const auto right = nearest(problem->wrong, candidates)) diagnostic.suggestion = std::string(*right);
    return true;
}

void ExpressionChecker::check_field_value(const Expr& value, const Field& field, const Type& type) {
    if (type.constant && type.kind != Kind::none) {
        // A set's members complain one by one, each at its own place.
        if (value.kind == ExprKind::list && !field.shape->takes_lists) {
            for (const Expr& member : value.children)
                if (const Type each = check(member); each.constant)
                    report_problem(member, field, *each.constant);
            return;
        }
        report_problem(value, field, *type.constant);
        return;
    }
    const bool scalar = field.width > 0 && !field.shape->takes_lists;
    if (scalar && field.shape != &octets_shape &&
        (type.kind == Kind::packet || type.kind == Kind::duration || type.kind == Kind::dictionary ||
         type.kind == Kind::layer))
        diagnostics_.error(value.span, fmt::format("{} can't be {}", field.name, with_article(type.kind)));
}

Type ExpressionChecker::check_builtin_call(const Expr& expr, const Builtin& builtin,
                                           std::size_t first_argument) {
    std::size_t positional = 0, most = 0;
    bool unpacked = false, rest = false;
    const auto parameters = std::span(builtin.parameters).first(builtin.parameter_count());
    for (const Parameter& parameter : parameters) {
        rest = rest || parameter.need == Parameter::Need::rest;
        most += parameter.need == Parameter::Need::named || parameter.need == Parameter::Need::pairs ? 0 : 1;
    }
    std::vector<const Parameter*> given;
    for (std::size_t i = first_argument; i < expr.children.size(); ++i) {
        const Expr& argument = expr.children[i];
        if (!is_argument(argument)) {
            unpacked = true;
            check(argument);
            continue;
        }
        const bool keyword = argument.kind == ExprKind::keyword;
        const Expr& value = keyword ? argument.children[0] : argument;
        const Type type = check(value);
        const Parameter* parameter = nullptr;
        if (keyword) {
            const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& each) {
                return each.name == argument.text;
            });
            if (found == parameters.end() && !parameters.empty() &&
                parameters.back().need == Parameter::Need::pairs)
                continue;
            if (found == parameters.end()) {
                std::vector<std::string_view> names;
                for (const Parameter& each : parameters) names.push_back(each.name);
                unknown(argument.name_span,
                        fmt::format("{} takes no argument named {}", builtin.name, argument.text),
                        argument.text, names);
                unpacked = true;  // What it was meant for is not missing as well.
                continue;
            }
            parameter = &*found;
        } else {
            if (positional < parameters.size()) parameter = &parameters[positional];
            ++positional;
        }
        if (parameter != nullptr && parameter->need != Parameter::Need::rest) {
            if (std::find(given.begin(), given.end(), parameter) != given.end())
                diagnostics_.error(keyword ? argument.name_span : argument.span,
                                   fmt::format("{} is given twice", parameter->name));
            given.push_back(parameter);
        }
        if (parameter != nullptr && parameter->need != Parameter::Need::rest &&
            !takes(parameter->kind, type.kind))
            diagnostics_.error(value.span, fmt::format("{} takes {} for {}, this is {}", builtin.name,
                                                       with_article(parameter->kind), parameter->name,
                                                       with_article(type.kind)));
    }
    const auto missing = [&](const Parameter& each) {
        return each.need == Parameter::Need::required &&
               std::find(given.begin(), given.end(), &each) == given.end();
    };
    if (!unpacked && std::any_of(parameters.begin(), parameters.end(), missing))
        diagnostics_.error(expr.span,
                           fmt::format("{} needs more arguments: {}", builtin.name, builtin.signature()));
    else if (!unpacked && !rest && positional > most)
        diagnostics_.error(expr.span,
                           fmt::format("{} takes fewer arguments: {}", builtin.name, builtin.signature()));
    return {builtin.result};
}

}  // namespace pkttest::language
