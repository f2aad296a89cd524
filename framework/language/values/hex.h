// Hexadecimal digits, as functions and methods read and write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pkttest::language {

/// Two small digits an octet, `separator` between octets.
std::string to_hex(std::string_view octets, std::string_view separator = "");
/// Blanks and colons between octets do not matter; nullopt where something else stands there.
std::optional<std::string> from_hex(std::string_view digits);

}  // namespace pkttest::language
