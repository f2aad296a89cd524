// Fragments of IPv4 (RFC 791, 3.2) and IPv6 (RFC 8200, 4.5): cutting packets and putting them together again.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "framework/packet/packet.h"

namespace pkttest {

/// The fragments of a packet's innermost IP layer, each with at most `size` octets of payload (a multiple of
/// 8 is taken, at least 8). A packet without IP, or one that fits, comes back as it is.
std::vector<Packet> fragment(const Packet& packet, std::size_t size = 1480);

/// The fragments of an IPv6 packet, each at most `size` octets long from its IPv6 header on. The fragment
/// header goes behind hop-by-hop, destination and routing headers; one that is there already is used.
std::vector<Packet> fragment6(const Packet& packet, std::size_t size);

/// A fragment as it came.
struct Fragment {
    std::string key;         ///< Alike for all fragments of one packet: addresses, protocol, identification.
    std::size_t offset = 0;  ///< In octets.
    bool more = false;       ///< Others follow it.
    std::string octets;
};
/// Of the innermost IP or fragment header; nullopt where the packet is no fragment.
std::optional<Fragment> fragment_of(const Packet& packet);

struct Defragmented {
    std::vector<Packet> whole;        ///< Were no fragments.
    std::vector<Packet> reassembled;  ///< Put together, in the order of their first fragments.
    std::vector<Packet> incomplete;   ///< Fragments whose others are missing, or overlap (RFC 5722).
};
/// Puts the fragments in `packets` together, by addresses, protocol and identification. A fragment that is
/// there twice counts once.
Defragmented defragment(std::span<const Packet> packets);

}  // namespace pkttest
