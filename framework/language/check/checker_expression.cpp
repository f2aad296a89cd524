// The checker's walk over expressions: names, operators, attributes, subscripts, comparisons.
#include "framework/language/check/checker_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "framework/language/syntax/foreign_words.h"
#include "framework/language/syntax/parser_forms.h"
#include "framework/language/values/packet_properties.h"
#include "framework/packet/field_class.h"
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
        for (const Protocol* protocol : protocols::all_protocols()) {
            for (const Field& field : protocol->fields) out.push_back(field.name);
            for (const Alias& alias : protocol->aliases) out.push_back(alias.former);
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }();
    const auto added = added_protocols();
    return std::binary_search(names.begin(), names.end(), name) ||
           std::any_of(added.begin(), added.end(),
                       [&](const Protocol* protocol) { return find_field(*protocol, name) != nullptr; });
}

/// Flags have their names as attributes: r[TCP].flags.S.
bool is_flag(const Field& field, std::string_view name) {
    return std::any_of(field.names.begin(), field.names.end(),
                       [&](const pkttest::Name& each) { return each.name == name; });
}

Kind kind_of_field(const Field& field) {
    if (field.shape == &integer_shape || field.shape == &flags_shape) return Kind::number;
    if (field.shape == &mac_shape || field.shape == &ipv4_shape || field.shape == &ipv6_shape)
        return Kind::text;
    if (field.shape == &octets_shape) return Kind::bytes;
    return field.shape->takes_lists ? Kind::list : Kind::unknown;
}

Type type_of_field(const Field& field) {
    Type out{kind_of_field(field)};
    out.field = &field;
    return out;
}

const Field* field_in(const std::vector<const Protocol*>& layers, std::string_view name) {
    for (const Protocol* layer : layers)
        if (const Field* field = find_field(*layer, name)) return field;
    return nullptr;
}

/// Of those that the name is the begin of; none for a name that says too little.
std::optional<std::string_view> shortest_that_begins(std::string_view name,
                                                     const std::vector<std::string_view>& candidates) {
    constexpr std::size_t says_too_little = 4;
    std::optional<std::string_view> out;
    if (name.size() < says_too_little) return out;
    for (const std::string_view each : candidates)
        if (each.starts_with(name) && (!out || each.size() < out->size())) out = each;
    return out;
}

/// The text of `veth-lan`, a name that the language takes for a subtraction; empty for anything else.
std::string dashed_word(const Expr& expr) {
    if (expr.kind == ExprKind::name) return std::string(expr.text);
    if (expr.kind != ExprKind::binary || expr.op != Operator::subtract) return {};
    const std::string left = dashed_word(expr.children[0]), right = dashed_word(expr.children[1]);
    return left.empty() || right.empty() ? "" : left + "-" + right;
}

bool same_but_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char one, unsigned char other) {
        return std::tolower(one) == std::tolower(other);
    });
}

/// Whether letters of `name`, the first one among them, make `short_name` in their order: "ttl" of
/// "time_to_live".
bool abbreviates(std::string_view short_name, std::string_view name) {
    if (short_name.size() < 2 || short_name.size() >= name.size() || short_name[0] != name[0]) return false;
    for (const char c : name)
        if (!short_name.empty() && short_name.front() == c) short_name.remove_prefix(1);
    return short_name.empty();
}

std::optional<std::string_view> longest_that_abbreviates(std::string_view name,
                                                         const std::vector<std::string_view>& candidates) {
    std::optional<std::string_view> out;
    for (const std::string_view each : candidates)
        if (abbreviates(each, name) && (!out || each.size() > out->size())) out = each;
    return out;
}

/// Kinds that have their methods and nothing else.
bool has_methods(const Type& type) {
    switch (type.kind) {
        case Kind::text:
        case Kind::bytes:
        case Kind::dictionary:
        case Kind::list:
        case Kind::number:
            return true;
        case Kind::none:
            return type.constant.has_value();
        default:
            return false;
    }
}

Type constant(Kind kind, Value value) {
    Type out{kind};
    out.constant = std::move(value);
    return out;
}

}  // namespace

void ExpressionChecker::close() {
    for (const auto& [name, variable] : blocks_.back())
        if (variable.answer && !variable.used && whole_)
            diagnostics_.warning(variable.declared, fmt::format("{} is never read", name));
    for (const auto& [name, variable] : blocks_.back()) gone_.insert(name);
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

Diagnostic& ExpressionChecker::unknown(Span where, std::string message, std::string_view name,
                                       const std::vector<std::string_view>& candidates) {
    Diagnostic& diagnostic = diagnostics_.error(where, std::move(message));
    auto right = nearest(name, candidates);
    if (!right) right = shortest_that_begins(name, candidates);
    if (right) diagnostic.suggestion = std::string(*right);
    return diagnostic;
}

Diagnostic& ExpressionChecker::unknown_field(Span where, std::string message, std::string_view name,
                                             const std::vector<std::string_view>& candidates) {
    Diagnostic& diagnostic = unknown(where, std::move(message), name, candidates);
    if (diagnostic.suggestion) return diagnostic;
    if (const auto meant = longest_that_abbreviates(name, candidates))
        diagnostic.suggestion = std::string(*meant);
    return diagnostic;
}

Type ExpressionChecker::check_text_or_value(const Expr& expr) {
    const std::string word = dashed_word(expr);
    if (word.find('-') != word.npos && find(word.substr(0, word.find('-'))) == nullptr) {
        diagnostics_.error(expr.span, fmt::format("{} is not known", word))
            .notes.push_back(fmt::format("text is written in quotes: \"{}\"", word));
        return {};
    }
    const bool outer = std::exchange(text_may_stand_, expr.kind == ExprKind::name);
    const Type out = check(expr);
    text_may_stand_ = outer;
    return out;
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
        case ExprKind::named:
            if (patterns_ == 0)
                diagnostics_.error(expr.span, ":= captures a field's value: it stands in a pattern");
            check(expr.children[0]);
            declare(expr.text, {.declared = expr.name_span});
            return {Kind::values};
        case ExprKind::list:
        case ExprKind::tuple:
        case ExprKind::set:
            return check_items(expr, Kind::list);
        case ExprKind::dict:
            return check_items(expr, Kind::dictionary);
        case ExprKind::formatted:
            return check_items(expr, Kind::text);
        case ExprKind::unary:
            return check_unary(expr);
        case ExprKind::unpack:
            require(check(expr.children[0]),
                    {Kind::list, Kind::text, Kind::bytes, Kind::dictionary, Kind::packet, Kind::values},
                    expr.children[0].span, "a list of values");
            return {};
        case ExprKind::unpack_pairs:
            require(check(expr.children[0]), {Kind::dictionary}, expr.children[0].span, "a dictionary");
            return {};
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
    if (fields_of_ != nullptr && is_field_somewhere(expr.text)) {
        const Field* field = field_in(fields_of_->layers, expr.text);
        return field != nullptr ? type_of_field(*field) : Type{};
    }
    if (const Protocol* protocol = find_protocol(expr.text)) {
        Type out{Kind::layer};
        out.layer = protocol;
        return out;
    }
    if (expr.text == "any" || expr.text == "absent") return {Kind::values};
    if (find_builtin(expr.text) != nullptr || find_field_class(expr.text) != nullptr) return {Kind::function};
    unknown_name(expr);
    return {};
}

void ExpressionChecker::unknown_name(const Expr& expr) {
    if (gone_.contains(expr.text)) {
        diagnostics_.error(expr.span, fmt::format("{} is not known", expr.text))
            .notes.push_back(
                "it is set in another test or in a block, and known only there; what a header sets "
                "all tests know");
        return;
    }
    for (const std::string_view nothing : {"null", "nil", "undefined", "none", "NULL"})
        if (expr.text == nothing) {
            diagnostics_.error(expr.span, fmt::format("{} is not known", expr.text)).suggestion = "None";
            return;
        }
    std::vector<std::string_view> candidates;
    if (fields_of_ != nullptr)
        for (const Protocol* layer : fields_of_->layers)
            for (const Field& field : layer->fields) candidates.push_back(field.name);
    const auto likely = static_cast<std::ptrdiff_t>(candidates.size());
    for (const auto& block : blocks_)
        for (const auto& [name, variable] : block) candidates.push_back(name);
    for (const Protocol* protocol : known_protocols()) candidates.push_back(protocol->name);
    for (const Builtin* builtin : all_builtins()) candidates.push_back(builtin->name);
    for (const std::string_view constant : {"None", "True", "False", "any", "absent"})
        candidates.push_back(constant);
    std::sort(candidates.begin() + likely, candidates.end());
    explain_unknown(unknown(expr.span, fmt::format("{} is not known", expr.text), expr.text, candidates),
                    expr.text);
}

/// What a tester may have meant who wrote a name here.
void ExpressionChecker::explain_unknown(Diagnostic& diagnostic, std::string_view name) const {
    const auto note = [&](std::string text) {
        diagnostic.suggestion.reset();
        diagnostic.notes.push_back(std::move(text));
    };
    const std::string_view suggested = diagnostic.suggestion ? *diagnostic.suggestion : std::string_view();
    constexpr std::size_t says_little = 3;
    const bool is_slip = name.size() > says_little && !suggested.empty() &&
                         one_letter_off(name, std::span(&suggested, 1)).has_value();
    if (const StepForm* step = find_step(name); step != nullptr && step->value != StepValue::declaration)
        note(fmt::format("{} is a step, which a line begins with; as NAME keeps what it gives", name));
    else if (const std::string_view step_word = step_of_function(name); !step_word.empty())
        note(fmt::format("{} is a step, which a line begins with; it takes link layers too", step_word));
    else if (called_ != nullptr && find_field(*called_, name) != nullptr)
        note(fmt::format("a field is given with one =, as {}=VALUE; other conditions stand behind where",
                         name));
    else if (text_may_stand_ && !is_slip)
        note(fmt::format("text is written in quotes: \"{}\"", name));
    else if (fields_of_ != nullptr && suggested.empty())
        note("in where, the packet is p, as in p[IP].ttl, and a field of the pattern its name: ttl");
}

Type ExpressionChecker::check_pattern(const Expr& expr) {
    ++patterns_;
    Type out = check(expr);
    --patterns_;
    return out;
}

Type ExpressionChecker::check_where(const Expr& expr, const Type& pattern) {
    open();
    declare("p", {.type = {.kind = Kind::packet, .layers = pattern.layers}});
    const Type* outer = std::exchange(fields_of_, &pattern);
    const Type out = check(expr);
    fields_of_ = outer;
    close();
    return out;
}

void ExpressionChecker::check_names(std::size_t names, const Expr& value, const Type& type) {
    if (names < 2) return;
    if (type.kind == Kind::number || type.kind == Kind::truth || type.kind == Kind::none ||
        type.kind == Kind::duration) {
        diagnostics_.error(value.span, fmt::format("{} names take {} values, this is {}", names, names,
                                                   with_article(type.kind)));
        return;
    }
    if (value.kind != ExprKind::tuple && value.kind != ExprKind::list) return;
    for (const Expr& part : value.children)
        if (part.kind == ExprKind::unpack) return;
    const std::size_t given = value.children.size();
    if (given != names)
        diagnostics_.error(value.span, fmt::format("{} names take {} values, here {} {}", names, names,
                                                   given == 1 ? "is" : "are", given));
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
        unknown_field(expr.name_span, fmt::format("{} has no field named {}", protocol->name, expr.text),
                      expr.text, field_names(*protocol));
    }
}

/// `p[UDP].port` may mean a field of the payload; next to `dport` it most likely does not.
void ExpressionChecker::warn_of_other_field(const Expr& expr, const Protocol& layer) {
    const auto right = one_letter_off(expr.text, field_names(layer));
    if (!right) return;
    Diagnostic& diagnostic = diagnostics_.warning(
        expr.name_span, fmt::format("{} has no field named {} of its own", layer.name, expr.text));
    diagnostic.suggestion = std::string(*right);
    diagnostic.notes.push_back(fmt::format("it is looked for in the layers above {}", layer.name));
}

Type ExpressionChecker::check_packet_attribute(const Expr& expr, const Type& owner) {
    if (owner.layer != nullptr)
        if (const Field* field = find_field(*owner.layer, expr.text)) return type_of_field(*field);
    if (const Field* field = field_in(owner.layers, expr.text)) return type_of_field(*field);
    for (const PacketProperty& property : packet_properties())
        if (property.name == expr.text) return {property.kind};
    const bool is_method = find_method(Kind::packet, expr.text) != nullptr;
    if (is_field_somewhere(expr.text) && !is_method && owner.layer != nullptr)
        warn_of_other_field(expr, *owner.layer);
    if (is_field_somewhere(expr.text) || is_method) return {};
    std::vector<std::string_view> candidates;
    if (owner.layer != nullptr) candidates = field_names(*owner.layer);
    for (const Protocol* layer : owner.layers)
        for (const Field& field : layer->fields) candidates.push_back(field.name);
    for (const Builtin& method : methods_of(Kind::packet)) candidates.push_back(method.name);
    for (const PacketProperty& property : packet_properties()) candidates.push_back(property.name);
    const std::string subject = owner.layer != nullptr ? std::string(owner.layer->name) : "a packet";
    Diagnostic& error = unknown_field(
        expr.name_span, fmt::format("{} has no field named {}", subject, expr.text), expr.text, candidates);
    const auto layers = known_protocols();
    const auto meant = std::find_if(layers.begin(), layers.end(), [&](const Protocol* each) {
        return same_but_case(each->name, expr.text);
    });
    if (meant != layers.end()) {
        error.suggestion.reset();
        error.notes.push_back(fmt::format("a layer of a packet is written p[{}]", (*meant)->name));
    }
    return {};
}

Type ExpressionChecker::check_attribute(const Expr& expr) {
    const Type owner = check(expr.children[0]);
    if (owner.kind == Kind::packet) return check_packet_attribute(expr, owner);
    if (owner.field != nullptr) {
        if (owner.field->shape != &flags_shape || find_method(owner.kind, expr.text) != nullptr) return {};
        if (is_flag(*owner.field, expr.text)) return {Kind::truth};
        if (expr.text == "value") return {Kind::number};
        std::vector<std::string_view> names;
        for (const pkttest::Name& each : owner.field->names) names.push_back(each.name);
        unknown(expr.name_span, fmt::format("{} has no flag named {}", owner.field->name, expr.text),
                expr.text, names);
        return {};
    }
    if (has_methods(owner) && find_method(owner.kind, expr.text) == nullptr) {
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
    const bool sequence = owner.kind == Kind::text || owner.kind == Kind::bytes || owner.kind == Kind::list;
    if (owner.kind == Kind::number && owner.field == nullptr)
        diagnostics_.error(expr.children[0].span, "a number has no items");
    else if (sequence && owner.field == nullptr && key.kind != ExprKind::slice &&
             (index.kind == Kind::text || index.kind == Kind::bytes || index.kind == Kind::none))
        diagnostics_.error(key.span, fmt::format("a position is a number, not {}", with_article(index.kind)));
    return {};
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
        require(check(part.children[1]),
                {Kind::list, Kind::text, Kind::bytes, Kind::dictionary, Kind::packet, Kind::values},
                part.children[1].span, "a list of values");
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
