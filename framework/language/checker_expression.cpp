// The checker's walk over expressions: names, operators, attributes, subscripts, comparisons.
#include "framework/language/checker_expression.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

std::vector<std::string_view> field_names(const Protocol& protocol) {
    std::vector<std::string_view> out;
    for (const Field& field : protocol.fields) out.push_back(field.name);
    return out;
}

/// Whether any protocol has a field of this name.
bool is_field_somewhere(std::string_view name) {
    static const auto names = [] {
        std::vector<std::string_view> out;
        for (const Protocol* protocol : known_protocols()) {
            for (const Field& field : protocol->fields) out.push_back(field.name);
            for (const Alias& alias : protocol->aliases) out.push_back(alias.former);
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }();
    return std::binary_search(names.begin(), names.end(), name);
}

/// Flags have their names as attributes: r[TCP].flags.S.
bool is_flag(const Field& field, std::string_view name) {
    return std::any_of(field.names.begin(), field.names.end(),
                       [&](const pkttest::Name& each) { return each.name == name; });
}

/// What a packet has beside fields and methods.
struct Property {
    std::string_view name;
    Kind kind;
};
constexpr Property packet_properties[] = {
    {"payload", Kind::packet}, {"underlayer", Kind::unknown}, {"name", Kind::text},     {"title", Kind::text},
    {"time", Kind::number},    {"wirelen", Kind::number},     {"malformed", Kind::text}};

Kind kind_of_field(const Field& field) {
    if (field.shape == &integer_shape || field.shape == &flags_shape) return Kind::number;
    if (field.shape == &mac_shape || field.shape == &ipv4_shape || field.shape == &ipv6_shape)
        return Kind::text;
    if (field.shape == &octets_shape) return Kind::bytes;
    return field.shape->takes_lists ? Kind::list : Kind::unknown;
}

Type constant(Kind kind, Value value) {
    Type out{kind};
    out.constant = std::move(value);
    return out;
}

bool is_textual(Kind kind) { return kind == Kind::text || kind == Kind::bytes; }

}  // namespace

void ExpressionChecker::close() {
    for (const auto& [name, variable] : blocks_.back())
        if (variable.answer && !variable.used)
            diagnostics_.warning(variable.declared, fmt::format("{} is never read", name));
    blocks_.pop_back();
}

void ExpressionChecker::declare(std::string_view name, Variable variable) {
    blocks_.back().insert_or_assign(name, std::move(variable));
}

Variable* ExpressionChecker::find(std::string_view name) {
    for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block)
        if (const auto found = block->find(name); found != block->end()) return &found->second;
    return nullptr;
}

void ExpressionChecker::unknown(Span where, std::string message, std::string_view name,
                                const std::vector<std::string_view>& candidates) {
    Diagnostic& diagnostic = diagnostics_.error(where, std::move(message));
    if (const auto right = nearest(name, candidates)) diagnostic.suggestion = std::string(*right);
}

void ExpressionChecker::require(const Type& type, std::initializer_list<Kind> wanted, Span where,
                                std::string_view what) {
    if (type.kind == Kind::unknown || std::find(wanted.begin(), wanted.end(), type.kind) != wanted.end())
        return;
    diagnostics_.error(where, fmt::format("{} is wanted here, this is {}", what, with_article(type.kind)));
}

Type ExpressionChecker::check(const Expr& expr) {
    switch (expr.kind) {
        case ExprKind::none:
            return constant(Kind::none, Value());
        case ExprKind::boolean:
            return constant(Kind::truth, Value(expr.integer != 0));
        case ExprKind::integer:
            return constant(Kind::number, Value(expr.integer));
        case ExprKind::real:
            return constant(Kind::number, Value(expr.real));
        case ExprKind::text:
            return constant(Kind::text, Value(expr.text));
        case ExprKind::bytes:
            return constant(Kind::bytes, Value(Bytes{std::string(expr.text)}));
        case ExprKind::duration:
            return {Kind::duration};
        case ExprKind::name:
            return check_name(expr);
        case ExprKind::call:
            return check_call(expr);
        case ExprKind::attribute:
            return check_attribute(expr);
        case ExprKind::subscript:
            return check_subscript(expr);
        case ExprKind::binary:
            return check_binary(expr);
        case ExprKind::compare:
            return check_compare(expr);
        case ExprKind::lambda:
            return check_lambda(expr);
        case ExprKind::list_of:
        case ExprKind::set_of:
        case ExprKind::dict_of:
        case ExprKind::generator:
            return check_comprehension(expr);
        case ExprKind::list:
        case ExprKind::tuple:
        case ExprKind::set:
            return check_items(expr, Kind::list);
        case ExprKind::dict:
            return check_items(expr, Kind::dictionary);
        case ExprKind::formatted:
            return check_items(expr, Kind::text);
        case ExprKind::unary: {
            const Type inner = check(expr.children[0]);
            Integer value = 0;
            if (expr.op == Operator::logical_not) return {Kind::truth};
            if (expr.op == Operator::negative && inner.constant && inner.constant->to_integer(value))
                return constant(Kind::number, Value(-value));
            return {inner.kind == Kind::truth ? Kind::number : inner.kind};
        }
        default:
            for (const Expr& child : expr.children) check(child);
            return {};
    }
}

Type ExpressionChecker::check_items(const Expr& expr, Kind kind) {
    List values;
    bool all = kind == Kind::list;
    for (const Expr& child : expr.children) {
        const Type type = check(child);
        all = all && type.constant.has_value();
        if (all) values.push_back(*type.constant);
    }
    Type out{kind};
    if (all)
        out.constant =
            expr.kind == ExprKind::tuple ? Value::tuple(std::move(values)) : Value(std::move(values));
    return out;
}

Type ExpressionChecker::check_name(const Expr& expr) {
    if (Variable* variable = find(expr.text)) {
        variable->used = true;
        return variable->type;
    }
    if (fields_in_sight_ && is_field_somewhere(expr.text)) return {};
    if (const Protocol* protocol = find_protocol(expr.text)) {
        Type out{Kind::layer};
        out.layer = protocol;
        return out;
    }
    if (expr.text == "any" || expr.text == "absent") return {Kind::values};
    if (find_builtin(expr.text) != nullptr) return {Kind::function};
    std::vector<std::string_view> candidates;
    for (const auto& block : blocks_)
        for (const auto& [name, variable] : block) candidates.push_back(name);
    for (const Protocol* protocol : known_protocols()) candidates.push_back(protocol->name);
    for (const Builtin* builtin : all_builtins()) candidates.push_back(builtin->name);
    std::sort(candidates.begin(), candidates.end());
    unknown(expr.span, fmt::format("{} is not known", expr.text), expr.text, candidates);
    return {};
}

Type ExpressionChecker::check_where(const Expr& expr) {
    open();
    declare("p", {.type = {Kind::packet}});
    fields_in_sight_ = true;
    const Type out = check(expr);
    fields_in_sight_ = false;
    close();
    return out;
}

void ExpressionChecker::check_ignored(const Expr& expr) {
    const Expr& layer = expr.kind == ExprKind::attribute ? expr.children[0] : expr;
    if (layer.kind != ExprKind::name) return;
    const Protocol* protocol = find_protocol(layer.text);
    if (protocol == nullptr) {
        std::vector<std::string_view> names;
        for (const Protocol* each : known_protocols()) names.push_back(each->name);
        unknown(layer.span, fmt::format("no layer is named {}", layer.text), layer.text, names);
    } else if (expr.kind == ExprKind::attribute && find_field(*protocol, expr.text) == nullptr) {
        unknown(expr.name_span, fmt::format("{} has no field named {}", protocol->name, expr.text), expr.text,
                field_names(*protocol));
    }
}

Type ExpressionChecker::check_attribute(const Expr& expr) {
    const Type owner = check(expr.children[0]);
    if (owner.field != nullptr && owner.field->shape == &flags_shape) {
        if (is_flag(*owner.field, expr.text) || find_method(owner.kind, expr.text) != nullptr)
            return {Kind::truth};
    }
    if (owner.kind == Kind::packet) {
        if (owner.layer != nullptr)
            if (const Field* field = find_field(*owner.layer, expr.text)) {
                Type out{kind_of_field(*field)};
                out.field = field;
                return out;
            }
        for (const Protocol* layer : owner.layers)
            if (const Field* field = find_field(*layer, expr.text)) {
                Type out{kind_of_field(*field)};
                out.field = field;
                return out;
            }
        for (const Property& property : packet_properties)
            if (property.name == expr.text) return {property.kind};
        if (is_field_somewhere(expr.text) || find_method(Kind::packet, expr.text) != nullptr) return {};
        std::vector<std::string_view> candidates;
        if (owner.layer != nullptr) candidates = field_names(*owner.layer);
        for (const Builtin& method : methods_of(Kind::packet)) candidates.push_back(method.name);
        for (const Property& property : packet_properties) candidates.push_back(property.name);
        const std::string subject = owner.layer != nullptr ? std::string(owner.layer->name) : "a packet";
        unknown(expr.name_span, fmt::format("{} has no field named {}", subject, expr.text), expr.text,
                candidates);
        return {};
    }
    const bool has_table =
        owner.kind == Kind::text || owner.kind == Kind::bytes || owner.kind == Kind::dictionary;
    if (has_table && owner.field == nullptr && find_method(owner.kind, expr.text) == nullptr) {
        std::vector<std::string_view> candidates;
        for (const Builtin& method : methods_of(owner.kind)) candidates.push_back(method.name);
        unknown(expr.name_span, fmt::format("{} has no method named {}", with_article(owner.kind), expr.text),
                expr.text, candidates);
    }
    return {};
}

Type ExpressionChecker::check_subscript(const Expr& expr) {
    const Type owner = check(expr.children[0]);
    const Expr& key = expr.children[1];
    const Type index = check(key.kind == ExprKind::slice ? key.children[0] : key);
    if (key.kind == ExprKind::slice)
        for (std::size_t i = 1; i < key.children.size(); ++i)
            if (key.children[i]) check(key.children[i]);
    if (index.kind == Kind::layer) {
        Type out{Kind::packet};
        out.layer = index.layer;
        return out;
    }
    if (owner.kind == Kind::number && owner.field == nullptr)
        diagnostics_.error(expr.children[0].span, "a number has no items");
    return {};
}

Type ExpressionChecker::check_binary(const Expr& expr) {
    const Type left = check(expr.children[0]), right = check(expr.children[1]);
    const bool packets = left.kind == Kind::packet || right.kind == Kind::packet ||
                         left.kind == Kind::layer || right.kind == Kind::layer;
    if (expr.op == Operator::divide && packets) {
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
    if (expr.op == Operator::add &&
        ((is_textual(left.kind) && right.kind == Kind::number && right.field == nullptr) ||
         (left.kind == Kind::number && left.field == nullptr && is_textual(right.kind))))
        diagnostics_.error(expr.span, fmt::format("{} and {} can't be added", with_article(left.kind),
                                                  with_article(right.kind)));
    if ((expr.op == Operator::floor_divide || expr.op == Operator::modulo) && left.kind == Kind::number &&
        right.constant) {
        Integer divisor = 1;
        if (right.constant->to_integer(divisor) && divisor == 0)
            diagnostics_.error(expr.children[1].span, "this divides by zero");
    }
    if (left.kind == Kind::number && right.kind == Kind::number) return {Kind::number};
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
        Type right = check(comparison.children[0]);
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
        require(left, {Kind::packet}, left_expr.span, "a packet");
        require(right, {Kind::packet, Kind::layer}, right_expr.span, "a pattern such as IP()/UDP()");
        return;
    }
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

// ---- names that expressions bring along -----------------------------------------------------------------

void ExpressionChecker::declare_targets(const Expr& target) {
    if (target.kind == ExprKind::name) declare(target.text, {});
    for (const Expr& child : target.children) declare_targets(child);
}

Type ExpressionChecker::check_comprehension(const Expr& expr) {
    open();
    for (std::size_t i = 1; i < expr.children.size(); ++i) {
        const Expr& part = expr.children[i];
        check(part.children[1]);
        declare_targets(part.children[0]);
        for (std::size_t condition = 2; condition < part.children.size(); ++condition)
            check(part.children[condition]);
    }
    check(expr.children[0]);
    close();
    return {expr.kind == ExprKind::dict_of ? Kind::dictionary : Kind::list};
}

Type ExpressionChecker::check_lambda(const Expr& expr) {
    open();
    for (std::size_t i = 0; i + 1 < expr.children.size(); ++i) {
        const Expr& parameter = expr.children[i];
        if (parameter.kind == ExprKind::parameter) {
            for (const Expr& initial : parameter.children) check(initial);
            declare(parameter.text, {});
        } else {
            declare_targets(parameter);
        }
    }
    check(expr.children.back());
    close();
    return {Kind::function};
}

}  // namespace pkttest::language
