// The checker's view of operators and comparisons: what can't work together, what never holds.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/check/checker_expression.h"
#include "framework/language/evaluate/evaluation.h"
#include "framework/language/evaluate/operators.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

bool is_textual(Kind kind) { return kind == Kind::text || kind == Kind::bytes; }
bool is_numeric(Kind kind) { return kind == Kind::number || kind == Kind::truth || kind == Kind::duration; }

/// Kinds of which the checker knows what operators do with them.
bool is_plain(const Type& type) {
    const bool known = type.field == nullptr || type.field->shape == &integer_shape;
    return known && (is_numeric(type.kind) || is_textual(type.kind) || type.kind == Kind::none ||
                     type.kind == Kind::list);
}

/// Whether `a op b` may work; true in all cases of doubt.
bool work_together(Operator op, Kind a, Kind b) {
    if (is_numeric(a) && is_numeric(b)) return true;
    if (op == Operator::modulo && is_textual(a)) return true;
    if (op == Operator::multiply)
        return (is_numeric(a) && b != Kind::none) || (is_numeric(b) && a != Kind::none);
    if (a == Kind::list && b == Kind::list) return true;
    if (op == Operator::divide && (a == Kind::list || b == Kind::list)) return true;
    return op == Operator::add && is_textual(a) && is_textual(b);
}

/// Whether a number is written out, if as a sum or a power: names may have other values when a step runs.
bool is_written_out(const Expr& expr) {
    const bool is_operation = expr.kind == ExprKind::binary || expr.kind == ExprKind::unary;
    return expr.kind == ExprKind::integer ||
           (is_operation && std::all_of(expr.children.begin(), expr.children.end(), is_written_out));
}

bool is_packet(Kind kind) { return kind == Kind::packet || kind == Kind::layer; }

bool has_order(Operator op) {
    return op == Operator::less || op == Operator::less_equal || op == Operator::greater ||
           op == Operator::greater_equal;
}

/// Whether one kind may be less than another; true in all cases of doubt.
bool may_compare(const Type& a, const Type& b) {
    const auto known = [](const Type& type) {
        return is_plain(type) || (type.field == nullptr && is_packet(type.kind));
    };
    if (!known(a) || !known(b)) return true;
    if (a.kind == Kind::none || b.kind == Kind::none || is_packet(a.kind) || is_packet(b.kind)) return false;
    return (is_numeric(a.kind) && is_numeric(b.kind)) || (is_textual(a.kind) && is_textual(b.kind)) ||
           (a.kind == Kind::list && b.kind == Kind::list);
}

}  // namespace

Type ExpressionChecker::check_unary(const Expr& expr) {
    const Type inner = check(expr.children[0]);
    Integer value = 0;
    if (expr.op == Operator::logical_not) return {Kind::truth};
    if (is_plain(inner) && !is_numeric(inner.kind)) {
        diagnostics_.error(
            expr.span, fmt::format("{} does not work with {}", to_text(expr.op), with_article(inner.kind)));
        return {};
    }
    if (expr.op == Operator::negative && inner.constant && inner.constant->to_integer(value)) {
        Type out{Kind::number};
        out.constant = Value(-value);
        return out;
    }
    return {inner.kind == Kind::truth ? Kind::number : inner.kind};
}

Type ExpressionChecker::check_stacked(const Expr& expr, const Type& left, const Type& right) {
    for (const auto& [side, type] :
         {std::pair(&expr.children[0], &left), std::pair(&expr.children[1], &right)})
        if (type->kind == Kind::number || type->kind == Kind::truth || type->kind == Kind::duration ||
            type->kind == Kind::none)
            diagnostics_.error(side->span,
                               fmt::format("{} can't be a layer's payload", with_article(type->kind)));
    Type out{Kind::packet};
    out.layers = left.layers;
    out.layers.insert(out.layers.end(), right.layers.begin(), right.layers.end());
    out.layer = out.layers.empty() ? nullptr : out.layers.front();
    return out;
}

/// None where the operation fails: the step that runs it says why.
static std::optional<Value> result_of(const Expr& expr, const Type& left, const Type& right) {
    try {
        return apply(expr.op, *left.constant, *right.constant, expr.span);
    } catch (const EvaluationError&) {
        return std::nullopt;
    }
}

Type ExpressionChecker::check_binary(const Expr& expr) {
    const Type left = check(expr.children[0]), right = check(expr.children[1]);
    if (expr.op == Operator::divide && (is_packet(left.kind) || is_packet(right.kind)))
        return check_stacked(expr, left, right);
    if (is_plain(left) && is_plain(right) && !work_together(expr.op, left.kind, right.kind)) {
        diagnostics_.error(expr.span, fmt::format("{} does not work with {} and {}", to_text(expr.op),
                                                  with_article(left.kind), with_article(right.kind)));
        return {};
    }
    const bool divides =
        expr.op == Operator::divide || expr.op == Operator::floor_divide || expr.op == Operator::modulo;
    Integer divisor = 1;
    if (divides && is_numeric(left.kind) && right.constant && right.constant->to_integer(divisor) &&
        divisor == 0)
        diagnostics_.error(expr.children[1].span, "this divides by zero");
    if (left.kind == Kind::number && right.kind == Kind::number) {
        Type out{Kind::number};
        if (left.constant && right.constant && is_written_out(expr))
            out.constant = result_of(expr, left, right);
        return out;
    }
    if (is_textual(left.kind) && (left.kind == right.kind || expr.op == Operator::multiply))
        return {left.kind};
    return {};
}

// ---- comparisons ---------------------------------------------------------------------------------------

Type ExpressionChecker::check_compare(const Expr& expr) {
    Type left = check(expr.children[0]);
    const Expr* left_expr = &expr.children[0];
    for (std::size_t i = 1; i < expr.children.size(); ++i) {
        const Expr& comparison = expr.children[i];
        const Expr& right_expr = comparison.children[0];
        Type right = comparison.op == Operator::matches ? check_pattern(right_expr) : check(right_expr);
        check_pair(left, *left_expr, comparison, right);
        left = std::move(right);
        left_expr = &comparison.children[0];
    }
    return {Kind::truth};
}

void ExpressionChecker::check_named_value(const Type& field_side, const Type& constant_side, Span where) {
    const Field* field = field_side.field;
    if (field == nullptr || !constant_side.constant || constant_side.kind == Kind::none ||
        field->shape->takes_lists)
        return;
    const Value& value = *constant_side.constant;
    if (value.is_list() || value.is_tuple()) return;
    if (field->shape == &integer_shape && value.octets() != nullptr) {
        Value number;
        Diagnostic& diagnostic =
            diagnostics_.error(where, fmt::format("{} is a number, it never equals {} {}", field->name,
                                                  value.kind(), represent(value)));
        if (!normalize(*field, value, number))
            diagnostic.notes.push_back(fmt::format("{} is {}", represent(value), represent(number)));
        return;
    }
    Value internal;
    if (const auto problem = normalize(*field, value, internal)) {
        Diagnostic& diagnostic = diagnostics_.error(where, problem->message);
        if (!problem->note.empty()) diagnostic.notes.push_back(problem->note);
        const std::vector<std::string_view> candidates(problem->candidates.begin(),
                                                       problem->candidates.end());
        if (const auto right = nearest(problem->wrong, candidates))
            diagnostic.suggestion = std::string(*right);
    }
}

void ExpressionChecker::check_pair(const Type& left, const Expr& left_expr, const Expr& comparison,
                                   const Type& right) {
    const Expr& right_expr = comparison.children[0];
    if (comparison.op == Operator::matches) {
        if (right.kind == Kind::values) return;
        require(left, {Kind::packet}, left_expr.span, "a packet");
        require(right, {Kind::packet, Kind::layer}, right_expr.span, "a pattern such as IP()/UDP()");
        return;
    }
    const bool looks_into = comparison.op == Operator::in || comparison.op == Operator::not_in;
    if (looks_into && is_plain(right) && !is_textual(right.kind) && right.kind != Kind::list)
        diagnostics_.error(right_expr.span,
                           fmt::format("in does not look into {}", with_article(right.kind)));
    if (has_order(comparison.op) && !may_compare(left, right))
        diagnostics_.error(comparison.span, fmt::format("{} and {} have no order", with_article(left.kind),
                                                        with_article(right.kind)));
    const bool equality = comparison.op == Operator::equal || comparison.op == Operator::not_equal;
    if (equality) {
        check_named_value(left, right, right_expr.span);
        check_named_value(right, left, left_expr.span);
        const auto plain = [](const Type& type) {
            return type.field == nullptr && type.kind != Kind::unknown;
        };
        if (plain(left) && plain(right) &&
            ((left.kind == Kind::number && is_textual(right.kind)) ||
             (is_textual(left.kind) && right.kind == Kind::number)))
            diagnostics_.error(comparison.span, fmt::format("{} never equals {}", with_article(left.kind),
                                                            with_article(right.kind)));
    }
}

}  // namespace pkttest::language
