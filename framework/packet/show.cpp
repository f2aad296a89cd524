// A packet as text: summary and show. The forms are the reference's.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "framework/packet/compiled.h"
#include "framework/packet/runtime_protocol.h"
#include "framework/packet/text.h"
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
    if (value.as<LayerReference>() != nullptr) return value_text(value).empty();
    if (!field.protocol.empty()) return value.is_list();
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
        if (!layer.protocol().is_flat) margin.indent += "   ";
    }
}

}  // namespace

std::string own_summary(const Layer& layer) {
    return layer.protocol().summary != nullptr ? layer.protocol().summary(layer) : std::string();
}

std::string summary(const Packet& packet, std::size_t from) {
    std::vector<std::string_view> needed;
    std::string out;
    bool found = false;
    for (std::size_t i = packet.size(); i-- > from;) {
        const Layer layer = packet[i];
        const Protocol& protocol = layer.protocol();
        std::string text;
        const bool wanted = std::find(needed.begin(), needed.end(), protocol.name) != needed.end();
        if (!found || wanted) {
            text = own_summary(layer);
            if (!text.empty()) {
                found = true;
                needed.insert(needed.end(), protocol.summary_needs.begin(), protocol.summary_needs.end());
            }
        }
        if (text.empty() && protocol.is_silent) continue;
        if (text.empty()) text = std::string(class_name(protocol));
        out = out.empty() ? text : text + " / " + out;
    }
    return out;
}

std::string show(const Packet& packet, std::size_t from) {
    std::string out;
    show_layers(packet, from, {}, out);
    return out;
}

}  // namespace pkttest
