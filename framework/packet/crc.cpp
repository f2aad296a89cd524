// Fletcher's checksum.
#include "framework/packet/crc.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace pkttest {

namespace {

std::pair<std::uint32_t, std::uint32_t> sums(std::span<const std::uint8_t> octets) {
    std::uint32_t first = 0, second = 0;
    for (const std::uint8_t octet : octets) {
        first = (first + octet) % 255;
        second = (second + first) % 255;
    }
    return {first, second};
}

}  // namespace

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
