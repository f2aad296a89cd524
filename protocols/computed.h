// Functions that many tables name: automatic lengths, layers that carry nothing.
#pragma once

#include "framework/packet/bits.h"
#include "framework/packet/layer.h"

namespace pkttest::protocols {

/// Where field `index` of a table lies, in bits. All fields before it have a width and no condition.
template <const auto& table>
constexpr std::size_t place_of(std::size_t index) {
    std::size_t bit = 0;
    for (std::size_t i = 0; i < index; ++i) {
        if (table[i].width == 0 || table[i].conditional()) throw "the field's place depends on the octets";
        bit += table[i].width;
    }
    return bit;
}
/// Layer::integer of a field whose place the compiler works out: for the functions that every frame runs
/// through. 0 where the layer ends before.
template <const auto& table, std::size_t index>
std::uint64_t number(const Layer& layer) {
    constexpr std::size_t bit = place_of<table>(index);
    const Slot& here = layer.slot();
    if (here.crafted != nullptr) return layer.integer(table[index]);
    if (bit + table[index].width > std::size_t{here.length} * 8) return 0;
    return read_bits(layer.table().data + here.start, bit, table[index].width, table[index].little_endian);
}

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
