// The octets of address resolution on Ethernet: ARP (RFC 826) and neighbour discovery (RFC 4861), tagged or
// not.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "framework/packet/value.h"

namespace pkttest::exchange {

using Octets = std::vector<std::uint8_t>;

/// An address of either family.
struct IpAddress {
    bool v6 = false;
    UnsignedInteger value = 0;
    friend bool operator==(const IpAddress&, const IpAddress&) = default;
    friend bool operator<(const IpAddress& a, const IpAddress& b) {
        return a.v6 != b.v6 ? b.v6 : a.value < b.value;
    }
    bool is_unspecified() const { return value == 0; }
    bool is_multicast() const { return v6 ? value >> 120 == 0xff : value >> 28 == 0xe; }
};

constexpr std::uint64_t broadcast_mac = 0xffff'ffff'ffff;

std::uint64_t read_mac(std::span<const std::uint8_t> octets);

/// The hardware address that stands for a multicast address (RFC 1112 6.4, RFC 2464 7).
std::uint64_t multicast_mac(const IpAddress& address);

/// What a frame tells of its sender, or asks.
struct NeighbourMessage {
    bool asks = false;             ///< ARP request, neighbour solicitation.
    IpAddress target;              ///< asks: whose hardware address is wanted.
    IpAddress sender;              ///< Who speaks; unspecified in a probe.
    std::uint64_t sender_mac = 0;  ///< 0 where the message does not say.
    std::uint64_t frame_source = 0;
    Octets tags;  ///< The VLAN tags between addresses and type, 4 octets each.
};

/// Reads an Ethernet frame; nullopt where it is neither ARP for IPv4 nor a neighbour solicitation or
/// advertisement.
std::optional<NeighbourMessage> read_neighbour_message(std::span<const std::uint8_t> frame);

/// "Who has target?": an ARP request to all, or a neighbour solicitation.
Octets make_question(const IpAddress& target, const IpAddress& source, std::uint64_t source_mac,
                     const Octets& tags);
/// Where the tags of an Ethernet frame end and its type stands; nullopt where the frame is too short.
std::optional<std::size_t> find_type(std::span<const std::uint8_t> frame);
/// An address out of 4 or 16 octets.
IpAddress read_address(std::span<const std::uint8_t> octets);

/// The reply to a question for `question.target`, which is at `mac`.
Octets make_reply(const NeighbourMessage& question, std::uint64_t mac);

}  // namespace pkttest::exchange
