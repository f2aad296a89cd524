// Find: layers in packets and in their fields; what goes with reading a packet anew.
#include "framework/packet/find.h"

#include "framework/packet/compiled.h"
#include "framework/packet/runtime_protocol.h"

namespace pkttest {

namespace {

/// Options, values of ASN.1 and padded lists have shapes of their own.
bool may_hold_layers(const Field& field) {
    if (field.shape == &tuples_shape || field.shape == &list_shape) return false;
    return field.shape == &layer_shape || field.shape == &one_of_shape || field.shape->takes_lists ||
           !field.protocol.empty();
}

class Search {
 public:
    /// nullptr: any protocol.
    Search(const Protocol* protocol, int nth, const std::function<bool(const Layer&)>& wanted)
        : protocol_(protocol), left_(nth), wanted_(wanted) {}

    std::optional<LayerReference> look(const LayerReference& from) {
        for (std::size_t i = from.index; i < from.packet->size(); ++i) {
            const Layer layer = (*from.packet)[i];
            if (matches(layer) && (!wanted_ || wanted_(layer)) && --left_ == 0)
                return LayerReference{from.packet, i};
            for (const Field& field : layer.protocol().fields)
                if (auto found = look_into(layer, field)) return found;
        }
        return std::nullopt;
    }

 private:
    /// Tables made of a template have the name of what they stand for.
    bool matches(const Layer& layer) const {
        return protocol_ == nullptr || &layer.protocol() == protocol_ ||
               class_name(layer.protocol()) == class_name(*protocol_);
    }

    std::optional<LayerReference> look_into(const Layer& layer, const Field& field) {
        if (!may_hold_layers(field)) return std::nullopt;
        const Value value = layer.get(field);
        if (const auto* one = value.as<LayerReference>()) return look(*one);
        if (const List* items = value.items())
            for (const Value& item : *items)
                if (const auto* one = item.as<LayerReference>())
                    if (auto found = look(*one)) return found;
        return std::nullopt;
    }

    const Protocol* protocol_;
    int left_;
    const std::function<bool(const Layer&)>& wanted_;
};

}  // namespace

std::optional<LayerReference> find_layer(const LayerReference& from, const Protocol& protocol, int nth,
                                         const std::function<bool(const Layer&)>& wanted) {
    return Search(&protocol, nth, wanted).look(from);
}

std::optional<LayerReference> find_layer_at(const LayerReference& from, int nth) {
    return Search(nullptr, nth + 1, nullptr).look(from);
}

bool has_shown_layer(const LayerReference& from, std::string_view name) {
    for (std::size_t i = from.index; i < from.packet->size(); ++i)
        if (shown_name((*from.packet)[i].protocol()) == name) return true;
    return false;
}

void hide_defaults(Packet& packet, std::size_t from) {
    packet.clear_cache();
    for (std::size_t i = from; i < packet.size(); ++i) {
        const Protocol& protocol = packet[i].protocol();
        const auto& defaults = compiled(protocol).defaults;
        for (const Field& field : protocol.fields) {
            const Value* told = packet[i].slot().crafted->find(index_of(protocol, field));
            if (told != nullptr && *told == defaults[index_of(protocol, field)]) packet.unset(i, field);
        }
    }
}

const Protocol& guess_payload(const Layer& layer) {
    const Protocol& protocol = layer.protocol();
    const Protocol* found = protocol.guess_payload != nullptr ? protocol.guess_payload(layer) : nullptr;
    if (found == nullptr) found = compiled(protocol).payloads.find(layer);
    return found != nullptr ? *found : raw_protocol();
}

bool carries_nothing(const Protocol& protocol) {
    return protocol.guess_payload == nullptr && compiled(protocol).payloads.empty();
}

void decode_payload_as(Packet& packet, std::size_t layer, const Protocol& protocol) {
    if (layer + 1 >= packet.size()) return;
    const Octets octets = packet.tail(layer + 1).build();
    packet.remove_from(layer + 1);
    packet /= Packet::dissect(octets, protocol);
}

}  // namespace pkttest
