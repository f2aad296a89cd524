// A field's value as show(), sprintf() and summaries write it.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/shape.h"
#include "framework/packet/text.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

/// A member of a set in the user's form: an address as text, a number by its name.
Value shown_member(const Field& field, const Value& member) {
    Integer number = 0;
    const bool may_have_name =
        field.shape == &integer_shape && !field.input_names && member.to_integer(number);
    const std::string_view name = may_have_name ? name_of(field, static_cast<std::uint64_t>(number)) : "";
    return name.empty() ? field.shape->human(field, member) : Value(name);
}

std::string set_text(const Field& field, const ValueSet& set) {
    if (std::string own = set.shown(); !own.empty()) return own;
    return set.map([&](const Value& member) { return shown_member(field, member); })->represent();
}

/// Options that nobody has given are empty text in the reference, an empty list once they are read.
bool is_untold_option_list(const Layer& layer, const Field& field) {
    return field.shape == &tuples_shape && !static_cast<const OptionTable*>(field.user)->flat &&
           layer.is_crafted() && layer.slot().crafted->find(index_of(layer.protocol(), field)) == nullptr;
}

/// What a field of several forms is in this layer, and its value in that form.
std::string chosen_text(const Layer& layer, const Field& field, const Value& value) {
    const Field& exact = chosen_field(field, layer);
    Value internal;
    if (value.is_none() || normalize(exact, value, internal)) return represent(value);
    return field_text(layer, exact, internal);
}

/// Packets in a field: one, or a list of them. Empty where there is none.
std::string packets_text(const Value& value) {
    if (const auto* one = value.as<LayerReference>()) return represent_packet(*one->packet, one->index);
    const List* items = value.items();
    if (items == nullptr || items->empty() || !items->front().is_packet()) return {};
    std::string out;
    for (const Value& item : *items)
        out += (out.empty() ? "[" : ", ") + (item.is_packet() ? packets_text(item) : represent(item));
    return out + "]";
}

}  // namespace

std::string value_text(const Value& value) {
    const auto* one = value.as<LayerReference>();
    if (one == nullptr || one->index >= one->packet->size()) return {};
    const Layer layer = (*one->packet)[one->index];
    const auto fields = layer.protocol().fields;
    return fields.size() == 1 && fields[0].name == "val" ? own_summary(layer) : std::string();
}

std::string field_text(const Layer& layer, const Field& field, const Value& value) {
    if (value.set() != nullptr) return set_text(field, *value.set());
    if (std::string typed = value_text(value); !typed.empty()) return typed;
    if (is_untold_option_list(layer, field)) return "''";
    if (std::string packets = packets_text(value); !packets.empty()) return packets;
    if (field.shape == &one_of_shape) return chosen_text(layer, field, value);
    if (value.is_none()) return "None";
    Integer number = 0;
    if (field.name_by != nullptr && value.to_integer(number))
        if (const auto name = field.name_by(layer, static_cast<std::uint64_t>(number)); !name.empty())
            return std::string(name);
    return field.shape->represent(field, value);
}

std::string Layer::text(std::string_view field) const {
    const Field* found = find_field(protocol(), field);
    if (found == nullptr) return {};
    const Value value = internal(*found);
    return value.is_none() && !has(*found) ? std::string() : field_text(*this, *found, value);
}

}  // namespace pkttest
