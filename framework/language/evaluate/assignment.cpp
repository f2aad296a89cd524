// Assignment: what can stand left of `=`, and `del`.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/byte_array.h"
#include "framework/language/values/lent_values.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

void assign_parts(const Expr& target, const Value& value, Environment& variables) {
    List parts = items_of(value, target.span);
    const auto& names = target.children;
    const auto star = std::find_if(names.begin(), names.end(),
                                   [](const Expr& each) { return each.kind == ExprKind::unpack; });
    const bool starred = star != names.end();
    if (starred ? parts.size() + 1 < names.size() : parts.size() != names.size())
        throw EvaluationError(target.span, fmt::format("{} variables take {} values, not {}", names.size(),
                                                       names.size(), parts.size()))
            .as("ValueError");
    const auto before = static_cast<std::size_t>(star - names.begin());
    const std::size_t taken = starred ? parts.size() + 1 - names.size() : 0;
    for (std::size_t i = 0, part = 0; i < names.size(); ++i) {
        if (!starred || i != before) {
            assign_to(names[i], parts[part++], variables);
            continue;
        }
        const auto first = parts.begin() + static_cast<std::ptrdiff_t>(part);
        assign_to(names[i].children[0], Value(List(first, first + static_cast<std::ptrdiff_t>(taken))),
                  variables);
        part += taken;
    }
}

/// A packet's time, from seconds of any kind of number.
std::chrono::nanoseconds to_time(const Value& value, Span where) {
    Environment frame;
    const Value seconds =
        call_builtin(*find_builtin("float"), nullptr, {{{}, value, where, {}}}, where, frame);
    const double* real = seconds.as<double>();
    Integer whole = 0;
    if (real == nullptr && !seconds.to_integer(whole))
        throw EvaluationError(where, fmt::format("a time is a number, not {}", describe(value)));
    const double nanoseconds = (real != nullptr ? *real : static_cast<double>(whole)) * 1e9;
    if (!(nanoseconds > -9e18 && nanoseconds < 9e18))
        throw EvaluationError(where, fmt::format("{} seconds as a packet's time", to_text(value)))
            .uncovered();
    return std::chrono::nanoseconds(static_cast<std::int64_t>(nanoseconds));
}

void assign_payload(const LayerReference& layer, const Value& value, Span where) {
    Packet whole = *layer.packet;
    whole.remove_from(layer.index + 1);
    if (!value.is_none()) whole /= to_packet(value, where);
    *layer.packet = std::move(whole);
}

}  // namespace

void assign_attribute(const Value& owner, const Expr& target, const Value& value) {
    if (const auto* layer = owner.as<LayerReference>()) {
        if (layer->index >= layer->packet->size())
            throw EvaluationError(target.span, "an empty packet has no fields").as("AttributeError");
        if (target.text == "payload") return assign_payload(*layer, value, target.span);
        if (target.text == "time") {
            layer->packet->time = to_time(value, target.span);
            return;
        }
        for (std::size_t i = layer->index; i < layer->packet->size(); ++i) {
            const Field* field = find_field((*layer->packet)[i].protocol(), target.text);
            if (field == nullptr) continue;
            call_in(*layer->packet, i, *field);
            if (const auto problem = layer->packet->set(i, *field, to_field(*field, value)))
                throw EvaluationError(target.span, *problem).as("ValueError");
            return give_back();
        }
        throw EvaluationError(target.name_span,
                              fmt::format("{} has no field named {}", layer_names(*layer), target.text))
            .uncovered();
    }
    if (auto* object = object_as<ScriptObject>(owner))
        if (object->set_attribute(target.text, value, target.span)) return;
    throw EvaluationError(target.span, fmt::format("{} takes no {}", describe(owner), target.text))
        .uncovered();
}

namespace {

/// The entry of a list that a subscript names.
Value& entry_in(List& items, const Value& key, Span where) {
    if (const auto at = find_position(key, items.size(), where)) return items[*at];
    throw EvaluationError(where, fmt::format("the list has {} items", items.size())).as("IndexError");
}

/// First and end of a slice without a step.
std::pair<std::size_t, std::size_t> plain_slice(const Expr& slice, std::size_t size, Environment& variables) {
    if (slice.children[2]) throw EvaluationError(slice.span, "a step in a slice that is set").uncovered();
    const auto bound = [&](std::size_t part, Integer otherwise) {
        Integer out = otherwise;
        if (slice.children[part]) evaluate(slice.children[part], variables).to_integer(out);
        const auto length = static_cast<Integer>(size);
        return static_cast<std::size_t>(std::clamp<Integer>(out < 0 ? out + length : out, 0, length));
    };
    const std::size_t first = bound(0, 0), end = bound(1, static_cast<Integer>(size));
    return {first, std::max(first, end)};
}

/// `list[::2] = items`.
void set_stepwise(List& list, const Expr& slice, const List& items, Environment& variables) {
    const std::vector<std::size_t> places = slice_positions(slice, list.size(), variables);
    if (places.size() != items.size())
        throw EvaluationError(
            slice.span, fmt::format("{} items for the {} places of this slice", items.size(), places.size()))
            .as("ValueError");
    for (std::size_t i = 0; i < places.size(); ++i) list[places[i]] = items[i];
}

/// `bytearray[2:4] = octets`.
void set_octets(std::string& content, const Expr& slice, const Value& value, Environment& variables) {
    const Value octets = plain_octets(value);
    if (octets.as<Bytes>() == nullptr)
        throw EvaluationError(slice.span, "what is put into a part of a bytearray are octets").uncovered();
    const auto [first, end] = plain_slice(slice, content.size(), variables);
    check_octet_count(content.size() + octets.octets()->size(), slice.span);
    content.replace(first, end - first, *octets.octets());
}

void assign_item(const Expr& target, const Value& value, Environment& variables) {
    const Value owner = evaluate(target.children[0], variables);
    const Expr& index = target.children[1];
    if (const auto* list = owner.as<std::shared_ptr<List>>()) {
        check_depth(value, target.span, list->get());
        if (index.kind != ExprKind::slice) {
            entry_in(**list, evaluate(index, variables), index.span) = value;
            return;
        }
        const List items = items_of(value, target.span);
        if (index.children[2]) return set_stepwise(**list, index, items, variables);
        const auto [first, end] = plain_slice(index, (*list)->size(), variables);
        check_item_count((*list)->size() + items.size(), target.span);
        const auto at = (*list)->begin();
        const auto behind =
            (*list)->erase(at + static_cast<std::ptrdiff_t>(first), at + static_cast<std::ptrdiff_t>(end));
        (*list)->insert(behind, items.begin(), items.end());
        return;
    }
    if (const auto* dictionary = owner.as<std::shared_ptr<Dictionary>>()) {
        check_depth(value, target.span, dictionary->get());
        check_item_count((*dictionary)->size() + 1, target.span);
        return set_item(**dictionary, evaluate(index, variables), value);
    }
    if (auto* array = object_as<ByteArray>(owner); array != nullptr && index.kind == ExprKind::slice)
        return set_octets(array->content, index, value, variables);
    if (auto* object = object_as<ScriptObject>(owner); object != nullptr && index.kind != ExprKind::slice)
        if (object->set_item(evaluate(index, variables), value, target.span)) return;
    throw EvaluationError(target.span, fmt::format("an item of {} cannot be set", describe(owner)))
        .uncovered();
}

void remove_item(const Expr& target, Environment& variables) {
    const Value owner = evaluate(target.children[0], variables);
    const Expr& index = target.children[1];
    if (const auto* list = owner.as<std::shared_ptr<List>>()) {
        if (index.kind == ExprKind::slice) {
            const auto [first, end] = plain_slice(index, (*list)->size(), variables);
            const auto at = (*list)->begin();
            (*list)->erase(at + static_cast<std::ptrdiff_t>(first), at + static_cast<std::ptrdiff_t>(end));
            return;
        }
        const Value& entry = entry_in(**list, evaluate(index, variables), index.span);
        (*list)->erase((*list)->begin() + (&entry - (*list)->data()));
        return;
    }
    if (const auto* dictionary = owner.as<std::shared_ptr<Dictionary>>()) {
        const Value key = evaluate(index, variables);
        if (std::erase_if(**dictionary, [&](const auto& each) { return equal(each.first, key); }) == 0)
            throw EvaluationError(index.span, fmt::format("there is no key {}", represent(key)))
                .as("KeyError");
        return;
    }
    if (auto* array = object_as<ByteArray>(owner)) {
        if (index.kind == ExprKind::slice)
            return set_octets(array->content, index, Value(Bytes{}), variables);
        const Value key = evaluate(index, variables);
        array->content.erase(position_of(key, array->content.size(), index.span), 1);
        return;
    }
    throw EvaluationError(target.span, fmt::format("an item of {} cannot be taken out", describe(owner)))
        .uncovered();
}

void remove_attribute(const Expr& target, Environment& variables) {
    const Value owner = evaluate(target.children[0], variables);
    const auto* layer = owner.as<LayerReference>();
    if (layer == nullptr)
        throw EvaluationError(target.span, fmt::format("del of a part of {}", describe(owner))).uncovered();
    if (target.text == "payload") return assign_payload(*layer, {}, target.span);
    for (std::size_t i = layer->index; i < layer->packet->size(); ++i) {
        const Field* field = find_field((*layer->packet)[i].protocol(), target.text);
        if (field == nullptr) continue;
        call_in(*layer->packet, i, *field);
        layer->packet->unset(i, *field);
        return give_back();
    }
    throw EvaluationError(target.span, fmt::format("no layer has a field named {}", target.text))
        .as("AttributeError");
}

/// flags.S = True: the flags anew, where they came from.
void assign_flag(const Flags& flags, const Expr& target, const Value& value, Environment& variables) {
    Value named;
    Integer bits = 0;
    if (const auto problem = flags.field->shape->normalize(*flags.field, Value(target.text), named))
        throw EvaluationError(target.name_span, *problem).as("AttributeError").uncovered();
    named.to_integer(bits);
    const auto changed = static_cast<std::uint64_t>(bits);
    const std::uint64_t now = is_true(value) ? flags.bits | changed : flags.bits & ~changed;
    assign_to(target.children[0], Value(Flags{now, flags.field}), variables);
}

}  // namespace

void assign_to(const Expr& target, const Value& value, Environment& variables) {
    switch (target.kind) {
        case ExprKind::name:
            check_depth(value, target.span);
            return variables.set(target.text, value);
        case ExprKind::tuple:
        case ExprKind::list:
            return assign_parts(target, value, variables);
        case ExprKind::attribute:
            if (const Value owner = evaluate(target.children[0], variables); owner.as<Flags>() == nullptr)
                assign_attribute(owner, target, value);
            else
                assign_flag(*owner.as<Flags>(), target, value, variables);
            return;
        default:
            assign_item(target, value, variables);
            return give_back();
    }
}

Value unbound_value() {
    static const Value unbound = object_value<Withheld>("is not set here, but is this function's own", true);
    return unbound;
}

bool forget(std::string_view name, Environment& variables) {
    if (!variables.remove(name)) return false;
    if (variables.is_brief()) variables.set(name, unbound_value());
    return true;
}

void remove(const Expr& target, Environment& variables) {
    if (target.kind == ExprKind::attribute) return remove_attribute(target, variables);
    if (target.kind == ExprKind::subscript) {
        remove_item(target, variables);
        return give_back();
    }
    if (const Value* found = variables.find(target.text); found != nullptr && target.kind == ExprKind::name)
        if (const auto* withheld = object_as<Withheld>(*found); withheld != nullptr && withheld->is_unbound)
            find_variable(target, variables);
    if (target.kind != ExprKind::name || !forget(target.text, variables))
        throw EvaluationError(target.span, fmt::format("{} is not set", target.text)).as("NameError");
}

}  // namespace pkttest::language
