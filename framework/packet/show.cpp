// A packet as text: summary, show, command, hexdump. The forms are the reference's.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "framework/packet/compiled.h"
#include "framework/packet/packet.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

/// The packets in a value, one or a list of them.
std::vector<const LayerReference*> packets_in(const Value& value) {
    std::vector<const LayerReference*> out;
    if (const auto* one = value.as<LayerReference>()) out.push_back(one);
    if (const List* items = value.items())
        for (const Value& item : *items)
            if (const auto* one = item.as<LayerReference>()) out.push_back(one);
    return out;
}

/// Whether `show` gives the field a block of lines, even where there is nothing in it.
bool holds_packets(const Field& field, const Value& value) {
    if (value.as<LayerReference>() != nullptr) return true;
    if (field.shape == &layers_shape) return value.is_list();
    return !packets_in(value).empty();
}

/// Where a block of lines stands: what is in front of every line, and in front of the fields only.
struct Margin {
    std::string label, indent;
};

void show_layers(const Packet& packet, std::size_t from, Margin margin, std::string& out);

void show_field(const Layer& layer, const Field& field, const Margin& margin, std::string& out) {
    const Value value = layer.internal(field);
    if (!holds_packets(field, value)) {
        out += fmt::format("{}{}  {:<10}= {}\n", margin.label, margin.indent, field.name,
                           field_text(layer, field, value));
        return;
    }
    out += fmt::format("{}{}  \\{:<10}\\\n", margin.label, margin.indent, field.name);
    for (const LayerReference* reference : packets_in(value))
        show_layers(*reference->packet, reference->index, {margin.label + margin.indent + "   |", ""}, out);
}

void show_layers(const Packet& packet, std::size_t from, Margin margin, std::string& out) {
    for (std::size_t i = from; i < packet.size(); ++i) {
        const Layer layer = packet[i];
        out += fmt::format("{}###[ {} ]### \n", margin.label, shown_name(layer.protocol()));
        for (const Field& field : layer.protocol().fields)
            if (layer.has(field)) show_field(layer, field, margin, out);
        margin.indent += "   ";
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
        if (text.empty() && protocol.is_silent) continue;
        if (text.empty()) text = std::string(protocol.name);
        out = out.empty() ? text : text + " / " + out;
    }
    return out;
}

std::string show(const Packet& packet, std::size_t from) {
    std::string out;
    show_layers(packet, from, {}, out);
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
