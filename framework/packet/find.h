// Find: layers anywhere in a packet, also in the packets that fields hold (DNSQR in DNS).
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "framework/packet/packet.h"

namespace pkttest {

/// The nth (from 1) layer of `protocol` at or above `from`; a layer's fields are looked into before the layer
/// above it. For a layer in a field, the packet that the field holds: a copy where the layer was received.
/// `wanted` may ask for more.
std::optional<LayerReference> find_layer(const LayerReference& from, const Protocol& protocol, int nth = 1,
                                         const std::function<bool(const Layer&)>& wanted = nullptr);

/// The nth (from 0) of all layers in that order.
std::optional<LayerReference> find_layer_at(const LayerReference& from, int nth);

/// Whether a layer at or above `from` is shown under this name: Dot1Q as "802.1Q".
bool has_shown_layer(const LayerReference& from, std::string_view name);

/// Puts every field back that has its default's value anyway: what is left is what somebody chose.
void hide_defaults(Packet& packet, std::size_t from = 0);

/// What the bindings say is above a layer; Raw where they say nothing.
const Protocol& guess_payload(const Layer& layer);

/// Whether no table says that anything is above it: what follows is no part of it.
bool carries_nothing(const Protocol& protocol);

/// Reads what is above `layer` as `protocol`, whatever the bindings say. Everything above becomes received.
void decode_payload_as(Packet& packet, std::size_t layer, const Protocol& protocol);

}  // namespace pkttest
