// IP addresses of either family and networks, as octets and as text (RFC 4291, RFC 5952).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pkttest::net {

struct IpNumber {
    bool v6 = false;
    std::array<std::uint8_t, 16> octets{};  ///< In the order of the wire; IPv4 uses the first 4.

    std::size_t size() const { return v6 ? 16 : 4; }
    int width() const { return v6 ? 128 : 32; }
    std::span<const std::uint8_t> wire() const { return {octets.data(), size()}; }
    bool is_unspecified() const { return octets == std::array<std::uint8_t, 16>{}; }
    friend auto operator<=>(const IpNumber&, const IpNumber&) = default;
};

/// nullopt where it is no address.
std::optional<IpNumber> parse_ip(std::string_view text);
std::string format(const IpNumber& address);

/// An address and the length of its network's prefix.
struct IpNetwork {
    IpNumber address;
    int prefix = 0;
    /// Whether the first `prefix` bits agree; never across families.
    bool contains(const IpNumber& other) const;
    friend bool operator==(const IpNetwork&, const IpNetwork&) = default;
};

/// "192.0.2.1/24"; without "/" the whole width. nullopt where it is none.
std::optional<IpNetwork> parse_network(std::string_view text);
std::string format(const IpNetwork& network);

}  // namespace pkttest::net
