// Functions that do not take bytes for text, or text for bytes; most of Scapy's take either.
#pragma once

#include <string_view>

namespace pkttest::language {

/// By the name of the builtin or method.
bool tells_bytes_from_text(std::string_view name);

}  // namespace pkttest::language
