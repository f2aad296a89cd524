// ASN.1 values in BER (X.690) as fields of a layer that is a SEQUENCE: SNMP's messages and what they hold.
#pragma once

#include "framework/packet/ber_type.h"
#include "framework/packet/field.h"
#include "framework/packet/shape.h"

namespace pkttest::protocols {

extern const Shape ber_shape;

/// A field of a BER layer. The layer's first field has the layer's tag as `type.outer`.
constexpr Field ber_field(std::string_view name, const ber::Type& type, Default initial = {},
                          std::span<const Name> names = {}) {
    return make_field(name, ber_shape, 0, initial, {.user = &type}, names);
}

/// The octets of a layer made of such fields; -1 where tags or lengths are not as they have to be.
std::int64_t ber_size(const Layer& layer);

}  // namespace pkttest::protocols
