// The evaluator: what steps ask for: packets, durations, conditions, rules of comparison.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

Packet to_packet(const Value& value, Span where) {
    if (const auto* layer = value.as<LayerReference>())
        return layer->index == 0 ? *layer->packet : layer->packet->tail(layer->index);
    if (const auto* protocol = value.as<const Protocol*>()) return Packet(**protocol);
    if (const std::string* octets = value.octets()) return Packet::raw(*octets);
    if (value.set() != nullptr) {
        Packet payload(*find_protocol("Raw"));
        payload.set(0, "load", value);
        return payload;
    }
    throw EvaluationError(where, value.is_none() ? "this is None, not a packet"
                                                 : fmt::format("this is no packet but {}", describe(value)));
}

std::vector<Packet> to_packets(const Value& value, Span where) {
    std::vector<Packet> out;
    if (value.items() == nullptr) return out.push_back(to_packet(value, where)), out;
    out.reserve(value.items()->size());
    for (const Value& item : *value.items()) out.push_back(to_packet(item, where));
    return out;
}

Packet evaluate_packet(const Expr& expr, Environment& variables) {
    return to_packet(evaluate(expr, variables), expr.span);
}

std::vector<Packet> evaluate_packets(const Expr& expr, Environment& variables) {
    return to_packets(evaluate(expr, variables), expr.span);
}

std::chrono::nanoseconds evaluate_duration(const Expr& expr, Environment& variables) {
    const Value value = evaluate(expr, variables);
    const auto duration = to_duration(value);
    if (!duration)
        throw EvaluationError(expr.span, fmt::format("this is no duration but {}", describe(value)),
                              "for example: 500ms, 1s, 2min");
    if (duration->count() < 0) throw EvaluationError(expr.span, "a duration is not below 0");
    return *duration;
}

std::uint64_t evaluate_count(const Expr& expr, Environment& variables) {
    const Value value = evaluate(expr, variables);
    Integer count = 0;
    if (!value.to_integer(count))
        throw EvaluationError(expr.span, fmt::format("this is no number but {}", describe(value)));
    if (count < 0) throw EvaluationError(expr.span, fmt::format("{} is less than 0", represent(count)));
    if (count > 1'000'000'000'000)
        throw EvaluationError(expr.span, fmt::format("{} is too many", represent(count)));
    return static_cast<std::uint64_t>(count);
}

std::string evaluate_text(const Expr& expr, Environment& variables) {
    return to_text(evaluate(expr, variables));
}

bool holds_for(const Expr& condition, const Packet& packet, Environment& variables) {
    Environment frame = Environment::briefly_inside(variables);
    const LayerReference whole{std::make_shared<Packet>(packet), 0};
    frame.set("p", Value(whole));
    frame.set_packet(whole);
    return is_true(evaluate(condition, frame));
}

namespace {

template <class Visit>
void for_each_capture(const Packet& pattern, Visit visit) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (!pattern[i].is_crafted()) continue;
        for (const auto& entry : pattern[i].slot().crafted->entries)
            if (entry.value.set() != nullptr)
                if (const auto* place = capture_in(*entry.value.set())) visit(**place);
    }
}

}  // namespace

void bind_captures(const Packet& pattern, Environment& variables) {
    for_each_capture(pattern, [&](const Captured& captured) {
        variables.set(captured.name, captured.value.value_or(Value()));
    });
}

bool has_captures(const Packet& pattern) {
    bool out = false;
    for_each_capture(pattern, [&](const Captured&) { out = true; });
    return out;
}

namespace {

bool is_literal(const Expr& expr) {
    return expr.kind == ExprKind::integer || expr.kind == ExprKind::text || expr.kind == ExprKind::bytes ||
           expr.kind == ExprKind::boolean || expr.kind == ExprKind::none || expr.kind == ExprKind::real ||
           expr.kind == ExprKind::duration;
}

void add_side(Condition& condition, const Expr& expr, const Value& value) {
    if (!is_literal(expr)) condition.sides.emplace_back(expr.span, represent(value));
}

Condition evaluate_matches(const Expr& expr, Environment& variables, const MatchRules& rules) {
    Condition out;
    const Expr& pattern = expr.children[1].children[0];
    const Value candidate = evaluate(expr.children[0], variables);
    const Value value = evaluate(pattern, variables);
    if (value.set() != nullptr && !candidate.is_packet()) {
        out.holds = value.set()->contains(candidate);
        out.sides.emplace_back(expr.children[0].span, represent(candidate));
        return out;
    }
    const Packet wanted = to_packet(value, pattern.span);
    if (candidate.is_none()) {
        out.sides.emplace_back(expr.children[0].span, "None");
    } else {
        const Packet found = to_candidate(candidate, expr.children[0].span);
        out.comparison = compare(wanted, found, rules);
        out.holds = matches(wanted, found, rules);  // Last, so that what it captures is what matched.
    }
    bind_captures(wanted, variables);
    return out;
}

Condition evaluate_comparison(const Expr& expr, Environment& variables) {
    Condition out;
    out.holds = true;
    Value left = evaluate(expr.children[0], variables);
    add_side(out, expr.children[0], left);
    for (std::size_t i = 1; i < expr.children.size() && out.holds; ++i) {
        const Expr& comparison = expr.children[i];
        Value right = evaluate(comparison.children[0], variables);
        add_side(out, comparison.children[0], right);
        out.holds = compare(comparison.op, left, right, expr.span);
        left = std::move(right);
    }
    return out;
}

}  // namespace

Condition evaluate_condition(const Expr& expr, Environment& variables, const MatchRules& rules) {
    if (expr.kind == ExprKind::compare && expr.children.size() == 2 &&
        expr.children[1].op == Operator::matches)
        return evaluate_matches(expr, variables, rules);
    if (expr.kind == ExprKind::compare) return evaluate_comparison(expr, variables);
    Condition out;
    const Value value = evaluate(expr, variables);
    out.holds = is_true(value);
    if (value.as<bool>() == nullptr) add_side(out, expr, value);
    return out;
}

MatchRules match_rules(const Step& step) {
    MatchRules out;
    out.exactly = step.clause(ClauseKind::exactly) != nullptr;
    const Clause* ignoring = step.clause(ClauseKind::ignoring);
    if (ignoring == nullptr) return out;
    for (const Expr& value : ignoring->values) {
        const bool whole = value.kind == ExprKind::name;
        const Expr& layer = whole ? value : value.children[0];
        const Protocol* protocol = find_protocol(layer.text);
        if (protocol == nullptr)
            throw EvaluationError(layer.span, fmt::format("there is no layer named {}", layer.text));
        const Field* field = whole ? nullptr : find_field(*protocol, value.text);
        if (!whole && field == nullptr)
            throw EvaluationError(value.name_span,
                                  fmt::format("{} has no field named {}", protocol->name, value.text));
        if (whole)
            for (const Field& each : protocol->fields) out.ignoring.emplace_back(protocol, &each);
        else
            out.ignoring.emplace_back(protocol, field);
    }
    return out;
}

std::string octets_of(const LayerReference& reference) {
    const Octets whole = reference.packet->build();
    std::size_t size = whole.size();
    if (reference.index > 0) size = std::min(size, reference.packet->tail(reference.index).build().size());
    return {reinterpret_cast<const char*>(whole.data()) + (whole.size() - size), size};
}

Dictionary pairs_in(const List& pairs, Span where) {
    Dictionary out;
    for (const Value& item : pairs) {
        const List* pair = item.items();
        if (pair == nullptr || pair->size() != 2)
            throw EvaluationError(where, fmt::format("a dictionary takes pairs, not {}", describe(item)))
                .as("TypeError");
        set_item(out, (*pair)[0], (*pair)[1]);
    }
    return out;
}

void set_item(Dictionary& dictionary, Value key, Value item) {
    for (auto& [known, value] : dictionary) {
        if (!equal(known, key)) continue;
        value = std::move(item);
        return;
    }
    dictionary.emplace_back(std::move(key), std::move(item));
}

bool is_true(const Value& value) {
    Integer integer = 0;
    if (value.is_none()) return false;
    if (value.to_integer(integer)) return integer != 0;
    if (const double* real = value.as<double>()) return *real != 0;
    if (const std::string* octets = value.octets()) return !octets->empty();
    if (const List* items = value.items()) return !items->empty();
    if (const auto* dictionary = value.as<std::shared_ptr<Dictionary>>()) return !(*dictionary)->empty();
    if (const auto* packet = value.as<LayerReference>()) return packet->index < packet->packet->size();
    if (const auto* set = to_unique(value)) return !set->items().empty();
    if (const auto duration = to_duration(value)) return duration->count() != 0;
    if (const auto* object = object_as<ScriptObject>(value))
        return object->length() ? *object->length() != 0 : object->truth();
    return true;
}

std::string to_text(const Value& value) {
    if (value.is_text()) return *value.octets();
    if (const auto* packet = value.as<LayerReference>()) return summary(*packet->packet, packet->index);
    if (const auto* object = object_as<ScriptObject>(value)) return object->text();
    if (value.set() != nullptr && value.set()->is_random()) {
        const Value one = drawn(value);
        const bool plain = one.octets() != nullptr && std::none_of(one.octets()->begin(), one.octets()->end(),
                                                                   [](char c) { return (c & 0x80) != 0; });
        return plain ? *one.octets() : to_text(one);
    }
    return value.as<Flags>() != nullptr ? represent(value) : represent_python(value);
}

Kind kind_of(const Value& value) {
    if (value.is_none()) return Kind::none;
    if (value.as<bool>() != nullptr) return Kind::truth;
    if (value.as<Integer>() != nullptr || value.as<double>() != nullptr || value.as<Flags>() != nullptr)
        return Kind::number;
    if (value.is_text()) return Kind::text;
    if (value.as<Bytes>() != nullptr) return Kind::bytes;
    if (value.items() != nullptr || to_unique(value) != nullptr) return Kind::list;
    if (value.as<std::shared_ptr<Dictionary>>() != nullptr) return Kind::dictionary;
    if (value.is_packet()) return Kind::packet;
    if (value.as<const Protocol*>() != nullptr) return Kind::layer;
    if (value.set() != nullptr) return Kind::values;
    if (to_duration(value)) return Kind::duration;
    return Kind::function;
}

}  // namespace pkttest::language
