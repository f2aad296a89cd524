// A packet as an expression that builds it again, as Python's repr() and as JSON.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/compiled.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/runtime_protocol.h"
#include "framework/packet/shape.h"
#include "framework/packet/text.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

std::string packets_literal(const List& packets) {
    std::string out;
    for (const Value& one : packets) out += (out.empty() ? "[" : ",") + represent(one);
    return out + "]";
}

/// A value as the campaign language writes it.
std::string literal(const Field& field, const Value& value) {
    if (value.set() != nullptr) return value.set()->represent();
    const Value human = field.shape->human(field, value);
    if (const auto* flags = human.as<Flags>()) return fmt::format("{}", flags->bits);
    if (field.shape == &wide_shape && human.octets() != nullptr) {
        Field decimal = field;
        decimal.hex = false;
        return wide_shape.represent(decimal, human);
    }
    if (human.is_list() && !human.items()->empty() && human.items()->front().is_packet())
        return packets_literal(*human.items());
    return represent(human);
}

bool is_empty_list(const Value& value) { return value.items() != nullptr && value.items()->empty(); }

/// What `command` writes: what a crafted layer was told, all that a received one has but empty lists.
bool is_written(const Layer& layer, const Field& field) {
    if (!layer.has(field)) return false;
    if (layer.is_crafted())
        if (const Value* told = layer.slot().crafted->find(index_of(layer.protocol(), field)))
            return !told->is_none();
    if (layer.is_crafted() && !is_copied_default(layer.protocol(), field)) return false;
    const Value value = layer.internal(field);
    return !value.is_none() && !is_empty_list(value);
}

/// Copies of defaults stand before all others.
std::string layer_command(const Layer& layer) {
    std::string out(class_name(layer.protocol()));
    out += '(';
    for (const bool copied : {true, false})
        for (const Field& field : layer.protocol().fields) {
            if (is_copied_default(layer.protocol(), field) != copied || !is_written(layer, field)) continue;
            if (out.back() != '(') out += ", ";
            out += fmt::format("{}={}", field.name, literal(field, layer.internal(field)));
        }
    return out + ")";
}

/// Whether the layer has a value of its own, or the layer above gives it one by being there: what it tells
/// where its own fields have a value does not count.
bool is_set(const Layer& layer, const Field& field) {
    if (!layer.has(field)) return false;
    const Value value = layer.internal(field);
    if (is_empty_list(value)) return false;
    if (!layer.is_crafted()) return !value.is_none();
    const std::size_t index = index_of(layer.protocol(), field);
    if (layer.slot().crafted->find(index) != nullptr) return true;
    if (is_copied_default(layer.protocol(), field)) return true;
    const auto upper = layer.above();
    const auto* overrides = upper ? compiled(layer.protocol()).overrides_by(upper->protocol()) : nullptr;
    return overrides != nullptr && overrides->sets(index);
}

// ---- JSON --------------------------------------------------------------------------------------------

/// A JSON string; octets that are no UTF-8 stand as \\xNN in it.
std::string json_text(std::string_view text) {
    std::string out = "\"";
    while (!text.empty()) {
        char32_t code = 0;
        const std::size_t size = read_character(text, code);
        if (size == 0)
            out += fmt::format("\\\\x{:02x}", static_cast<unsigned char>(text[0]));
        else if (code == '"' || code == '\\')
            out += {'\\', static_cast<char>(code)};
        else if (code == '\n' || code == '\r' || code == '\t')
            out += code == '\n' ? "\\n" : code == '\r' ? "\\r" : "\\t";
        else if (code >= 0x20 && code < 0x7f)
            out += static_cast<char>(code);
        else if (code < 0x10000)
            out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code));
        else
            out += fmt::format("\\u{:04x}\\u{:04x}",
                               0xd800 + ((static_cast<std::uint32_t>(code) - 0x10000) >> 10),
                               0xdc00 + ((static_cast<std::uint32_t>(code) - 0x10000) & 0x3ff));
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return out + "\"";
}

std::string json_value(const Value& value) {
    if (value.is_none()) return "null";
    if (const bool* truth = value.as<bool>()) return *truth ? "true" : "false";
    if (value.octets() != nullptr) return json_text(*value.octets());
    if (Integer number = 0; value.to_integer(number)) return represent(number);
    if (const auto* packet = value.as<LayerReference>()) return json(*packet->packet, packet->index);
    const List* items = value.items();
    if (items == nullptr)
        return value.as<double>() != nullptr ? represent(value) : json_text(represent(value));
    std::string out;
    for (const Value& item : *items) out += (out.empty() ? "[" : ", ") + json_value(item);
    return out.empty() ? "[]" : out + "]";
}

/// Fields of several types keep the reference from copying any default of their layer.
bool copies_defaults(const Protocol& protocol) {
    return std::none_of(protocol.fields.begin(), protocol.fields.end(),
                        [](const Field& field) { return field.shape == &one_of_shape; });
}

}  // namespace

bool is_copied_default(const Protocol& protocol, const Field& field) {
    if (field.shape == &tuples_shape) return false;
    const Value initial = default_of(field);
    return (initial.is_list() || initial.is_packet() || initial.set() != nullptr) &&
           copies_defaults(protocol);
}

std::string command(const Packet& packet, std::size_t from) {
    std::string out;
    for (std::size_t i = from; i < packet.size(); ++i) {
        if (i != from) out += '/';
        out += layer_command(packet[i]);
    }
    return out;
}

std::string represent_packet(const Packet& packet, std::size_t from) {
    if (from >= packet.size()) return "";
    const Layer layer = packet[from];
    std::string out = fmt::format("<{} ", class_name(layer.protocol()));
    for (const Field& field : layer.protocol().fields)
        if (is_set(layer, field))
            out += fmt::format(" {}={}", field.name, field_text(layer, field, layer.internal(field)));
    return out + " |" + represent_packet(packet, from + 1) + ">";
}

std::string json(const Packet& packet, std::size_t from) {
    if (from >= packet.size()) return "{}";
    const Layer layer = packet[from];
    std::string out;
    const auto add = [&](std::string_view name, const std::string& value) {
        out += fmt::format("{}{}: {}", out.empty() ? "{" : ", ", json_text(name), value);
    };
    for (const Field& field : layer.protocol().fields)
        if (is_set(layer, field)) add(field.name, json_value(layer.get(field)));
    if (from + 1 < packet.size()) add("payload", json(packet, from + 1));
    return out.empty() ? "{}" : out + "}";
}

}  // namespace pkttest
