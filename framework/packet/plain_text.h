// Plain text: octets and numbers as Python's repr() writes them, for show() and the language.
#pragma once

#include <string>
#include <string_view>

namespace pkttest {

/// repr() of octets read as UTF-8, what is no UTF-8 as \xNN: 'hello', 'caf\\xe9' (show() writes names,
/// payloads and other strings so).
std::string represent_plain(std::string_view octets);

/// repr() of a float: "1.0", "0.25", "1e+16".
std::string represent_real(double number);

/// "0a1b".
std::string hex_digits(std::string_view octets);

/// Reads one character of UTF-8 at the start of `octets`; its octets, 0 where there is none.
std::size_t read_character(std::string_view octets, char32_t& code);

}  // namespace pkttest
