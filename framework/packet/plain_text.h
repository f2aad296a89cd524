// Plain text: octets and numbers as Python's repr() writes them, for show() and the language.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pkttest {

/// repr() of octets read as UTF-8, what is no UTF-8 as \xNN: 'hello', 'caf\\xe9' (show() writes names,
/// payloads and other strings so).
std::string represent_plain(std::string_view octets);

/// repr() of a float: "1.0", "0.25", "1e+16".
std::string represent_real(double number);

/// "0a1b", or "0a:1b" with a separator between octets.
std::string hex_digits(std::string_view octets, std::string_view separator = {});
namespace detail {
constexpr std::array<std::int8_t, 256> hex_digit_values = [] {
    std::array<std::int8_t, 256> out{};
    out.fill(-1);
    for (int value = 0; value < 16; ++value)
        for (const char* digits : {"0123456789abcdef", "0123456789ABCDEF"})
            out[static_cast<std::uint8_t>(digits[value])] = static_cast<std::int8_t>(value);
    return out;
}();
}  // namespace detail
/// What a character is worth as a hexadecimal digit; below 0: it is none.
inline int hex_digit(char c) { return detail::hex_digit_values[static_cast<std::uint8_t>(c)]; }

/// A text of more than `most` characters without its middle, as Scapy shows long numbers:
/// "1208925819...9174706176".
std::string shortened(std::string text, std::size_t most, std::size_t first);

/// Reads one character of UTF-8 at the start of `octets`; its octets, 0 where there is none.
std::size_t read_character(std::string_view octets, char32_t& code);

}  // namespace pkttest
