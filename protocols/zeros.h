// Defaults of octets that are all zero: `octets("ltk", zeros(16), {.extent = fixed(16)})`.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace pkttest::protocols {

inline constexpr std::array<char, 128> many_zeros{};

/// At most 128 of them.
constexpr std::string_view zeros(std::size_t octets) {
    return std::string_view(many_zeros.data(), many_zeros.size()).substr(0, octets);
}

}  // namespace pkttest::protocols
