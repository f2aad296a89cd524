// Hexadecimal digits, as functions and methods read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pkttest::language {

/// Blanks and colons between octets do not matter; nullopt where something else stands there.
std::optional<std::string> from_hex(std::string_view digits);

}  // namespace pkttest::language
