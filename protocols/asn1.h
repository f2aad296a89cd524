// ASN.1 values in BER (X.690) as fields of a layer that is a SEQUENCE: SNMP's messages and what they hold.
#pragma once

#include "framework/packet/field.h"
#include "framework/packet/shape.h"

namespace pkttest::protocols {

namespace ber {

constexpr std::uint8_t integer = 0x02, string = 0x04, null = 0x05, oid = 0x06, sequence = 0x30,
                       ip_address = 0x40, time_ticks = 0x43;
/// A field of any type: numbers, octets and OIDs as they are, other types as layers, ASN1_COUNTER32(5).
constexpr std::uint8_t any = 0xff;

/// A protocol that a tag announces.
struct Choice {
    std::uint8_t tag;
    std::string_view protocol;
};

/// What a field's octets are.
struct Type {
    std::uint8_t tag = 0;    ///< The field's own; `any`; 0 where `choices` say it.
    std::uint8_t outer = 0;  ///< On a layer's first field: the tag of the layer itself; 0: it has none.
    std::string_view element = {};  ///< SEQUENCE OF: the layers inside.
    std::span<const Choice> choices = {};
    std::string_view wrapped = {};  ///< An OCTET STRING that holds a layer, where it can be read as one.
};

}  // namespace ber

extern const Shape ber_shape;

/// A field of a BER layer. The layer's first field has the layer's tag as `type.outer`.
constexpr Field ber_field(std::string_view name, const ber::Type& type, Default initial = {},
                          std::span<const Name> names = {}) {
    return make_field(name, ber_shape, 0, initial, {.user = &type}, names);
}

/// The octets of a layer made of such fields; -1 where tags or lengths are not as they have to be.
std::int64_t ber_size(const Layer& layer);

}  // namespace pkttest::protocols
