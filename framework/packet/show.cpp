// A packet as text: summary, show, command, hexdump. The forms are the reference's.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "framework/packet/compiled.h"
#include "framework/packet/packet.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

/// A field's internal value as `show` prints it.
std::string field_text(const Field& field, const Value& value) {
    if (value.is_none()) return "None";
    if (value.set() != nullptr) return value.set()->represent();
    return field.shape->represent(field, value);
}

/// The packets in a value, one or a list of them.
std::vector<const LayerReference*> packets_in(const Value& value) {
    std::vector<const LayerReference*> out;
    if (const auto* one = value.as<LayerReference>()) out.push_back(one);
    if (const List* items = value.items())
        for (const Value& item : *items)
            if (const auto* one = item.as<LayerReference>()) out.push_back(one);
    return out;
}

void show_layer(const Layer& layer, const std::string& indent, std::string& out);

void show_nested(const Field& field, const std::vector<const LayerReference*>& packets,
                 const std::string& indent, std::string& out) {
    out += fmt::format("{}\\{:<10}\\\n", indent, field.name);
    for (const LayerReference* reference : packets) {
        for (std::size_t i = reference->index; i < reference->packet->size(); ++i) {
            out += fmt::format("{} |###[ {} ]###\n", indent, (*reference->packet)[i].protocol().name);
            show_layer((*reference->packet)[i], indent + " |  ", out);
        }
    }
}

void show_layer(const Layer& layer, const std::string& indent, std::string& out) {
    for (const Field& field : layer.protocol().fields) {
        if (!layer.has(field)) continue;
        const Value value = layer.internal(field);
        if (const auto packets = packets_in(value); !packets.empty())
            show_nested(field, packets, indent, out);
        else
            out += fmt::format("{}{:<10}= {}\n", indent, field.name, field_text(field, value));
    }
}

/// A value as the campaign language writes it.
std::string literal(const Field& field, const Value& value) {
    if (value.set() != nullptr) return value.set()->represent();
    const Value human = field.shape->human(field, value);
    if (const auto* flags = human.as<Flags>()) {
        const std::string text = flag_text(field, flags->bits);
        std::uint64_t named = 0;
        for (const Name& name : field.names) named |= name.value;
        return (flags->bits & ~named) == 0 ? represent_text(text) : fmt::format("{}", flags->bits);
    }
    return represent(human);
}

/// What `command` writes: what a crafted layer was told, what a received one has beside its defaults.
bool is_written(const Layer& layer, const Field& field) {
    if (!layer.has(field)) return false;
    const std::size_t index = index_of(layer.protocol(), field);
    if (layer.is_crafted()) {
        const Value* told = layer.slot().crafted->find(index);
        return told != nullptr && !told->is_none();
    }
    return field.automatic() || !(layer.internal(field) == compiled(layer.protocol()).defaults[index]);
}

std::string layer_command(const Layer& layer) {
    std::string out(layer.protocol().name);
    out += '(';
    for (const Field& field : layer.protocol().fields) {
        if (!is_written(layer, field)) continue;
        if (out.back() != '(') out += ", ";
        out += fmt::format("{}={}", field.name, literal(field, layer.internal(field)));
    }
    return out + ")";
}

char printable(std::uint8_t octet) { return octet >= 0x20 && octet < 0x7f ? static_cast<char>(octet) : '.'; }

}  // namespace

std::string summary(const Packet& packet, std::size_t from) {
    std::vector<std::string_view> needed;
    std::string out;
    bool found = false;
    for (std::size_t i = packet.size(); i-- > from;) {
        const Layer layer = packet[i];
        const Protocol& protocol = layer.protocol();
        std::string text;
        const bool wanted = std::find(needed.begin(), needed.end(), protocol.name) != needed.end();
        if (protocol.summary != nullptr && (!found || wanted)) {
            text = protocol.summary(layer);
            if (!text.empty()) {
                found = true;
                needed.insert(needed.end(), protocol.summary_needs.begin(), protocol.summary_needs.end());
            }
        }
        if (text.empty()) text = std::string(protocol.name);
        out = out.empty() ? text : text + " / " + out;
    }
    return out;
}

std::string show(const Packet& packet, std::size_t from) {
    std::string out, indent = "  ";
    for (std::size_t i = from; i < packet.size(); ++i) {
        out += fmt::format("###[ {} ]###\n", packet[i].protocol().name);
        show_layer(packet[i], indent, out);
        indent += "   ";
    }
    if (!packet.malformed().empty()) out += fmt::format("malformed: {}\n", packet.malformed());
    return out;
}

std::string command(const Packet& packet, std::size_t from) {
    std::string out;
    for (std::size_t i = from; i < packet.size(); ++i) {
        if (i != from) out += '/';
        out += layer_command(packet[i]);
    }
    return out;
}

std::string hexdump(std::span<const std::uint8_t> octets) {
    std::string out;
    for (std::size_t row = 0; row < octets.size(); row += 16) {
        const std::size_t end = std::min(row + 16, octets.size());
        out += fmt::format("{:04x} ", row);
        for (std::size_t i = row; i < row + 16; ++i)
            out += i < end ? fmt::format(" {:02x}", octets[i]) : "   ";
        out += "  ";
        for (std::size_t i = row; i < end; ++i) out += printable(octets[i]);
        out += '\n';
    }
    return out;
}

}  // namespace pkttest
