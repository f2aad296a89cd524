// Functions that many tables name: automatic lengths, layers that carry nothing.
#pragma once

#include "framework/packet/layer.h"

namespace pkttest::protocols {

/// Octets of what the layer carries.
inline Integer payload_octets(const Layer& layer) { return static_cast<Integer>(layer.payload().size()); }
/// Octets of the layer alone.
inline Integer header_octets(const Layer& layer) { return static_cast<Integer>(layer.header().size()); }
/// Octets of the layer with what it carries.
inline Integer whole_octets(const Layer& layer) {
    return static_cast<Integer>(layer.header().size() + layer.payload().size());
}
/// Carries nothing: what follows belongs to somebody else.
inline std::int64_t no_payload(const Layer&) { return 0; }
/// The octet at `offset` of what the layer carries; -1 where it ends before.
inline int payload_octet(const Layer& layer, std::size_t offset) {
    const auto payload = layer.payload();
    return offset < payload.size() ? payload[offset] : -1;
}

/// A field's octets as they are; none where it is not there or stands for several.
inline std::string octets_in(const Layer& layer, std::string_view field) {
    const Value value = layer.get(field);
    return value.octets() != nullptr ? *value.octets() : std::string();
}

}  // namespace pkttest::protocols
