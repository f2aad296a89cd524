// Digests, by Mbed TLS: what protocols sign and hide with, and which text of a campaign a report speaks of.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pkttest {

/// MD5 (RFC 1321): 16 octets.
std::array<std::uint8_t, 16> md5(std::string_view octets);
/// SHA-256 (FIPS 180-4) in lower-case hex, 64 characters.
std::string sha256_hex(std::string_view octets);

}  // namespace pkttest
