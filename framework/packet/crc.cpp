// CRCs by a table for each polynomial, and Fletcher's checksum.
#include "framework/packet/crc.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace pkttest {

namespace {

using Table = std::array<std::uint32_t, 256>;

/// The polynomial is written with its lowest power in the highest bit.
constexpr Table make_table(std::uint32_t polynomial) {
    Table out{};
    for (std::uint32_t octet = 0; octet < out.size(); ++octet) {
        std::uint32_t value = octet;
        for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? value >> 1 ^ polynomial : value >> 1;
        out[octet] = value;
    }
    return out;
}

constexpr Table ieee = make_table(0xedb88320), castagnoli = make_table(0x82f63b78);

std::uint32_t crc(const Table& table, std::span<const std::uint8_t> octets, std::uint32_t initial) {
    std::uint32_t value = ~initial;
    for (const std::uint8_t octet : octets) value = table[(value ^ octet) & 0xff] ^ value >> 8;
    return ~value;
}

std::pair<std::uint32_t, std::uint32_t> sums(std::span<const std::uint8_t> octets) {
    std::uint32_t first = 0, second = 0;
    for (const std::uint8_t octet : octets) {
        first = (first + octet) % 255;
        second = (second + first) % 255;
    }
    return {first, second};
}

}  // namespace

std::uint32_t crc32(std::span<const std::uint8_t> octets, std::uint32_t initial) {
    return crc(ieee, octets, initial);
}

std::uint32_t crc32c(std::span<const std::uint8_t> octets, std::uint32_t initial) {
    return crc(castagnoli, octets, initial);
}

std::uint16_t fletcher16(std::span<const std::uint8_t> octets) {
    const auto [first, second] = sums(octets);
    return static_cast<std::uint16_t>(second << 8 | first);
}

std::pair<std::uint8_t, std::uint8_t> fletcher16_octets(std::span<const std::uint8_t> octets,
                                                        std::size_t offset) {
    std::vector<std::uint8_t> copy(octets.begin(), octets.end());
    for (std::size_t i = offset; i < std::min(offset + 2, copy.size()); ++i) copy[i] = 0;
    const auto [first, second] = sums(copy);
    const auto behind = static_cast<std::int64_t>(copy.size()) - static_cast<std::int64_t>(offset) - 1;
    /// 0 and 255 are the same sum; 255 is the one that is sent.
    const auto reduced = [](std::int64_t value) {
        value %= 255;
        return value <= 0 ? value + 255 : value;
    };
    const std::int64_t upper = reduced(behind * first - second);
    const std::int64_t lower = reduced(-std::int64_t{first} - upper);
    return {static_cast<std::uint8_t>(upper), static_cast<std::uint8_t>(lower)};
}

}  // namespace pkttest
