// MD5 (RFC 1321), for protocols that hide or sign with it: TACACS+.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace pkttest {

/// The 16 octets of the digest.
std::array<std::uint8_t, 16> md5(std::string_view octets);

}  // namespace pkttest
