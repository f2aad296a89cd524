// ShortNumber: a field of at most 16 bits at one place of every header, read without a look at the table.
// Internal to the packet library.
#pragma once

#include <endian.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

#include "framework/packet/field.h"

namespace pkttest {

struct ShortNumber {
    std::uint16_t offset = 0;  ///< The first of the two octets that hold it.
    std::uint16_t mask = 0;    ///< Of the two octets shifted right by `shift`.
    std::uint32_t shift = 0;

    /// `header`: offset + 2 octets at least.
    std::size_t in(const std::uint8_t* header) const {
        std::uint16_t pair;
        std::memcpy(&pair, header + offset, sizeof pair);
        return static_cast<std::size_t>(be16toh(pair)) >> shift & mask;
    }

    /// Writes it; what of `value` is wider than the field is left out.
    void put(std::uint8_t* header, std::uint64_t value) const {
        std::uint16_t pair;
        std::memcpy(&pair, header + offset, sizeof pair);
        const auto bits = static_cast<std::uint64_t>(mask) << shift;
        pair = htobe16(static_cast<std::uint16_t>((be16toh(pair) & ~bits) | (value << shift & bits)));
        std::memcpy(header + offset, &pair, sizeof pair);
    }

    /// The same bits as the memory holds them: another number, but as good a key, for less.
    struct Bits {
        std::uint16_t offset = 0, mask = 0;
        std::size_t in(const std::uint8_t* header) const {
            std::uint16_t pair;
            std::memcpy(&pair, header + offset, sizeof pair);
            return static_cast<std::size_t>(pair & mask);
        }
    };
    Bits bits() const { return {offset, bits_of(mask)}; }
    /// Those of the field's `value`.
    std::uint16_t bits_of(std::uint64_t value) const {
        return htobe16(static_cast<std::uint16_t>(value << shift));
    }

    /// `bit`: the field's offset, below 0 where it has none; `octets`: how many every header has. nullopt
    /// where the field's bits lie elsewhere from header to header, or in more than two octets.
    static std::optional<ShortNumber> of(const Field& field, std::int32_t bit, std::size_t octets) {
        if (bit < 0 || octets < 2 || (field.little_endian && field.width > 8)) return std::nullopt;
        // In the second of the two octets where one is enough: keys of one octet lie together then.
        const auto first = static_cast<std::size_t>(bit);
        const std::size_t before = first % 8 + field.width <= 8 && first >= 8 ? 1 : 0;
        const std::size_t at = std::min(first / 8 - before, octets - 2);
        const std::size_t end = first - at * 8 + field.width;
        if (end > 16 || at > 0xffff) return std::nullopt;
        return ShortNumber{static_cast<std::uint16_t>(at),
                           static_cast<std::uint16_t>((1u << field.width) - 1),
                           static_cast<std::uint32_t>(16 - end)};
    }
};

}  // namespace pkttest
