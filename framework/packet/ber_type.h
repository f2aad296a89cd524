// BER (X.690): what a field's octets are, which its shape needs to know.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace pkttest::ber {

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

}  // namespace pkttest::ber
