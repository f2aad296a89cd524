// Addresses as text and as numbers: MAC (IEEE 802), IPv4, IPv6 (RFC 4291, RFC 5952), and sets of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "framework/packet/value_set.h"

namespace pkttest {

std::optional<std::uint64_t> parse_mac(std::string_view text);
std::optional<std::uint32_t> parse_ipv4(std::string_view text);
std::optional<UnsignedInteger> parse_ipv6(std::string_view text);
std::string mac_text(std::uint64_t address);
std::string ipv4_text(std::uint32_t address);
std::string ipv6_text(UnsignedInteger address);

/// "192.0.2.0/24", "192.168.*.2", "10.0.0-3.1" or, with `v6`, "2001:db8::/64" as a set of numbers; nullptr
/// where the text is none of these. A network holds all its addresses, as in Scapy's Net.
SharedSet address_set(std::string_view text, bool v6);

}  // namespace pkttest
