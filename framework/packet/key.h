// Key: a field that the compiler knows, and reading one that lies at the same place in every packet.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "framework/packet/bits.h"

namespace pkttest {

/// The octets of a received layer's header.
using Header = std::span<const std::uint8_t>;

/// A field that the compiler knows, with what reading it gives: a number, text or octets, or a Value.
template <class T>
struct Key {
    std::string_view protocol;
    std::uint16_t field;
    /// Where it lies in every header; below 0: elsewhere from packet to packet.
    std::int32_t bit = -1;
    std::uint16_t width = 0;  ///< In bits.
    bool little_endian = false;

    /// Its number in a received header of its protocol: a load and a shift. 0 where the header ends before
    /// it, and for fields of more than 64 bits or that lie elsewhere from packet to packet: Layer reads
    /// those.
    [[gnu::always_inline]] constexpr std::uint64_t number(Header header) const {
        const auto first = static_cast<std::size_t>(bit);
        if (bit < 0 || width > 64 || first + width > header.size() * 8) return 0;
        return read_bits(header.data(), first, width, little_endian);
    }
    /// Its octets there, neither copied nor turned: an address. Empty where the header ends before it, and
    /// for fields that are no whole octets at the same place in every packet.
    [[gnu::always_inline]] constexpr Header octets(Header header) const {
        const auto first = static_cast<std::size_t>(bit);
        if (bit < 0 || first % 8 != 0 || width % 8 != 0 || first + width > header.size() * 8) return {};
        return header.subspan(first / 8, width / 8u);
    }
};

}  // namespace pkttest
