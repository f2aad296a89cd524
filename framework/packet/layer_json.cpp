// Every layer of a packet with all of its values as JSON, for other programs to compare.
#include <fmt/format.h>

#include <limits>

#include "framework/packet/plain_text.h"
#include "framework/packet/text.h"

namespace pkttest {

namespace {

std::string json_of(const Value& value);

std::string json_number(Integer number) {
    const bool fits = number >= std::numeric_limits<std::int64_t>::min() &&
                      number <= std::numeric_limits<std::uint64_t>::max();
    return fits ? represent(number) : fmt::format(R"({{"int": "{}"}})", represent(number));
}

std::string json_octets(std::string_view octets) { return R"({"bytes": ")" + hex_digits(octets) + "\"}"; }

std::string json_list(const List& items) {
    std::string out = "[";
    for (const Value& item : items) out += (out.size() == 1 ? "" : ", ") + json_of(item);
    return out + "]";
}

std::string json_pairs(const Dictionary& dictionary) {
    std::string out;
    for (const auto& [key, value] : dictionary)
        out += fmt::format("{}[{}, {}]", out.empty() ? "" : ", ", json_of(key), json_of(value));
    return fmt::format(R"({{"pairs": [{}]}})", out);
}

/// `"name": value` of every field that is there, behind `out`.
void add_fields(const Layer& layer, std::string& out) {
    for (const Field& field : layer.protocol().fields)
        if (layer.has(field))
            out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", json_string(field.name),
                               json_of(layer.get(field)));
}

std::string json_nested(const Packet& packet, std::size_t from) {
    if (from >= packet.size()) return "null";
    std::string out = fmt::format(R"("_": {})", json_string(packet[from].protocol().name));
    add_fields(packet[from], out);
    if (from + 1 < packet.size()) out += R"(, "_payload": )" + json_nested(packet, from + 1);
    return "{" + out + "}";
}

std::string json_of(const Value& value) {
    if (value.is_none()) return "null";
    if (const bool* truth = value.as<bool>()) return *truth ? "true" : "false";
    if (const auto* bytes = value.as<Bytes>()) return json_octets(bytes->octets);
    if (const auto* text = value.as<std::string>()) return json_string(*text);
    if (Integer number = 0; value.to_integer(number)) return json_number(number);
    if (const auto* packet = value.as<LayerReference>()) return json_nested(*packet->packet, packet->index);
    if (const List* items = value.items()) return json_list(*items);
    if (const auto* pairs = value.as<std::shared_ptr<Dictionary>>()) return json_pairs(**pairs);
    if (const double* real = value.as<double>(); real != nullptr && *real - *real == 0)
        return represent(value);
    return fmt::format(R"({{"decimal": {}}})", json_string(represent(value)));
}

}  // namespace

std::string json_string(std::string_view octets) {
    std::string out = "\"";
    for (const char c : octets)
        if (c == '"' || c == '\\')
            out += {'\\', c};
        else if (c >= 0x20 && c < 0x7f)
            out += c;
        else
            out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    return out + "\"";
}

std::string json_layers(const Packet& packet) {
    std::string out;
    for (std::size_t i = 0; i < packet.size(); ++i) {
        const Layer layer = packet[i];
        std::string fields;
        add_fields(layer, fields);
        out +=
            fmt::format(R"({}{{"layer": {}, )", out.empty() ? "" : ", ", json_string(layer.protocol().name));
        if (!layer.is_crafted())
            out += fmt::format(R"("at": {}, "octets": {}, )", layer.slot().start, layer.slot().length);
        out += fmt::format(R"("fields": {{{}}}}})", fields);
    }
    return "[" + out + "]";
}

}  // namespace pkttest
