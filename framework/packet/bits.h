// Bits: numbers of any width at any place in octets, network order or little-endian.
#pragma once

#include <endian.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "framework/packet/value.h"

namespace pkttest {

/// Reads `width` bits at bit offset `bit` of `data` as an unsigned number. The caller checked the bounds.
std::uint64_t read_odd_bits(const std::uint8_t* data, std::size_t bit, unsigned width, bool little_endian);
inline std::uint64_t read_bits(const std::uint8_t* data, std::size_t bit, unsigned width,
                               bool little_endian) {
    const std::uint8_t* at = data + bit / 8;
    if (bit % 8 == 0 && !little_endian) {
        if (width == 8) return *at;
        if (width == 16) return static_cast<std::uint64_t>(at[0] << 8 | at[1]);
        if (width == 32)
            return static_cast<std::uint64_t>(at[0]) << 24 |
                   static_cast<std::uint64_t>(at[1] << 16 | at[2] << 8 | at[3]);
    }
    const auto end = static_cast<unsigned>(bit % 8) + width;
    if (end <= 16 && !little_endian) {
        const unsigned mask = (1u << width) - 1;
        if (end <= 8) return static_cast<unsigned>(*at) >> (8 - end) & mask;
        return static_cast<unsigned>(at[0] << 8 | at[1]) >> (16 - end) & mask;
    }
    return read_odd_bits(data, bit, width, little_endian);
}
inline void put_big_endian(std::uint8_t* at, std::uint16_t value) {
    value = htobe16(value);
    std::memcpy(at, &value, sizeof value);
}
inline void put_big_endian(std::uint8_t* at, std::uint32_t value) {
    value = htobe32(value);
    std::memcpy(at, &value, sizeof value);
}
/// Overwrites `width` bits at `bit`.
void write_odd_bits(std::uint8_t* data, std::size_t bit, unsigned width, UnsignedInteger value,
                    bool little_endian);
inline void write_bits(std::uint8_t* data, std::size_t bit, unsigned width, UnsignedInteger value,
                       bool little_endian) {
    std::uint8_t* at = data + bit / 8;
    if (bit % 8 != 0 || width % 8 != 0 || little_endian)
        return write_odd_bits(data, bit, width, value, little_endian);
    if (width == 8) {
        *at = static_cast<std::uint8_t>(value);
        return;
    }
    if (width == 16) return put_big_endian(at, static_cast<std::uint16_t>(value));
    if (width == 32) return put_big_endian(at, static_cast<std::uint32_t>(value));
    if (width <= 64) {
        auto small = static_cast<std::uint64_t>(value);
        for (unsigned octet = width / 8; octet-- > 0; small >>= 8)
            at[octet] = static_cast<std::uint8_t>(small);
        return;
    }
    for (unsigned octet = width / 8; octet-- > 0; value >>= 8) at[octet] = static_cast<std::uint8_t>(value);
}

}  // namespace pkttest
