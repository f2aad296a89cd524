// The properties of packets, Scapy's.
#include "framework/language/values/packet_properties.h"

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/asn1_object.h"
#include "framework/language/values/field_object.h"
#include "framework/language/values/given_form.h"
#include "framework/language/values/lent_values.h"
#include "framework/packet/compiled.h"
#include "framework/packet/text.h"

namespace pkttest::language {

namespace {

bool is_empty(const LayerReference& packet) { return packet.index >= packet.packet->size(); }

Layer layer_in(const LayerReference& packet) { return (*packet.packet)[packet.index]; }

Value underlayer(const LayerReference& packet) {
    return packet.index == 0 ? Value() : Value(LayerReference{packet.packet, packet.index - 1});
}

Value name(const LayerReference& packet) {
    return Value(is_empty(packet) ? std::string_view("NoPayload") : shown_name(layer_in(packet).protocol()));
}

Value title(const LayerReference& packet) {
    return Value(is_empty(packet) ? std::string_view() : layer_in(packet).protocol().title);
}

/// The fields that `has` says, by name.
template <class Has, class Read>
Value by_name(const LayerReference& packet, Has has, Read read) {
    auto out = std::make_shared<Dictionary>();
    if (is_empty(packet)) return Value(std::move(out));
    const Layer layer = layer_in(packet);
    for (const Field& field : layer.protocol().fields)
        if (has(layer, field)) out->emplace_back(Value(field.name), read(layer, field));
    return Value(std::move(out));
}

bool is_told(const Layer& layer, const Field& field) {
    if (!layer.is_crafted()) return layer.has(field);
    if (layer.slot().crafted->find(index_of(layer.protocol(), field)) != nullptr) return true;
    return is_copied_default(layer.protocol(), field);
}

bool is_overloaded(const Layer& layer, const Field& field) {
    const auto upper = layer.above();
    const auto* overrides = upper ? compiled(layer.protocol()).overrides_by(upper->protocol()) : nullptr;
    return overrides != nullptr &&
           overrides->sets(static_cast<std::uint16_t>(index_of(layer.protocol(), field)));
}

Value default_of_field(const Layer& layer, const Field& field) {
    if (is_open(layer.protocol(), field)) return {};
    const Value initial = default_of(field);
    return initial.is_none() ? initial : field.shape->human(field, initial);
}

Value fields(const LayerReference& packet) { return by_name(packet, is_told, python_value); }
Value overloaded(const LayerReference& packet) { return by_name(packet, is_overloaded, python_value); }
Value defaults(const LayerReference& packet) {
    return by_name(
        packet, [](const Layer&, const Field&) { return true; }, default_of_field);
}

Value fields_desc(const LayerReference& packet) {
    return is_empty(packet) ? Value(List{}) : fields_of(layer_in(packet).protocol());
}

/// The octets that the packet was read from, from this layer on.
Value original(const LayerReference& packet) {
    if (is_empty(packet) || layer_in(packet).is_crafted()) return Value(Bytes{});
    const auto octets = packet.packet->received().subspan(layer_in(packet).slot().start);
    return Value(Bytes{std::string(octets.begin(), octets.end())});
}

/// Upper layers have times of their own in Scapy, which say when the layer was made.
Value time(const LayerReference& packet) {
    if (packet.index > 0 && PythonRules::hold())
        throw EvaluationError({}, "the time of a layer that is not the packet's first").uncovered();
    return static_cast<double>(packet.packet->time.count()) / 1e9;
}

Value wire_length(const LayerReference& packet) {
    if (packet.packet->wire_length != 0) return Integer{packet.packet->wire_length};
    return PythonRules::hold() ? Value() : Value(Integer(packet.packet->build().size()));
}

Value is_explicit(const LayerReference& packet) {
    return Value(Integer{!is_empty(packet) && !layer_in(packet).is_crafted() ? 1 : 0});
}

/// The received octets of this layer alone.
Value raw_cache(const LayerReference& packet) {
    if (is_empty(packet) || layer_in(packet).is_crafted()) return {};
    const auto octets = layer_in(packet).header();
    return Value(Bytes{std::string(octets.begin(), octets.end())});
}

Value comment(const LayerReference& packet) {
    return packet.packet->comment().empty() ? Value() : Value(packet.packet->comment());
}

/// Of a packet in a field: whose field it is. A packet that was put there has none here.
Value parent(const LayerReference& packet) {
    Value holder = packet.index == 0 ? holder_of(*packet.packet) : Value();
    if (holder.is_none()) throw EvaluationError({}, "the parent of a packet that no field holds").uncovered();
    return holder;
}

constexpr PacketProperty table[] = {
    {"__class__", Kind::unknown, [](const LayerReference& packet) { return type_of(Value(packet), {}); }},
    {"payload", Kind::packet, [](const LayerReference& packet) { return Value(payload_of(packet)); }},
    {"underlayer", Kind::unknown, underlayer},
    {"parent", Kind::unknown, parent},
    {"name", Kind::text, name},
    {"title", Kind::text, title},
    {"fields", Kind::dictionary, fields},
    {"default_fields", Kind::dictionary, defaults},
    {"overloaded_fields", Kind::dictionary, overloaded},
    {"fields_desc", Kind::list, fields_desc},
    {"original", Kind::bytes, original},
    {"time", Kind::number, time},
    {"sent_time", Kind::unknown, [](const LayerReference&) { return Value(); }},
    {"wirelen", Kind::number, wire_length},
    {"comment", Kind::unknown, comment},
    {"sniffed_on", Kind::unknown, [](const LayerReference&) { return Value(); }},
    {"direction", Kind::unknown, [](const LayerReference&) { return Value(); }},
    {"explicit", Kind::number, is_explicit},
    {"raw_packet_cache", Kind::unknown, raw_cache},
    {"malformed", Kind::text, [](const LayerReference& packet) { return Value(packet.packet->malformed()); }},
};

}  // namespace

std::span<const PacketProperty> packet_properties() { return table; }

const PacketProperty* find_property(std::string_view name) {
    for (const PacketProperty& property : table)
        if (property.name == name) return &property;
    return nullptr;
}

}  // namespace pkttest::language
