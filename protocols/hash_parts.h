// Parts of what makes request and answer find each other (Scapy's hashret): numbers as octets, in the byte
// order that the reference writes them in.
#pragma once

#include <cstdint>
#include <string>

#include "framework/packet/value.h"

namespace pkttest::protocols {

/// Least significant octet first.
inline void hash_little(std::string& out, std::uint64_t number, int octets) {
    for (int i = 0; i < octets; ++i) out += static_cast<char>(number >> (8 * i));
}
/// Most significant octet first.
inline void hash_big(std::string& out, UnsignedInteger number, int octets) {
    for (int i = octets - 1; i >= 0; --i) out += static_cast<char>(number >> (8 * i));
}

}  // namespace pkttest::protocols
