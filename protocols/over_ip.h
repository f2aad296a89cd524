// What stands on IP and IPv6, and on IPv6's extension headers, by its protocol number: carriers in one call.
#pragma once

#include <array>

#include "framework/packet/protocol.h"

namespace pkttest::protocols {

/// On IPv6 and each of its extension headers, and behind an authentication header.
constexpr std::array<Carrier, 8> over_ipv6(std::uint64_t number, Carrier::Way way = Carrier::Way::both) {
    return {{{"IPv6", "nh", number, way},
             {"IPv6ExtHdrHopByHop", "nh", number, way},
             {"IPv6ExtHdrDestOpt", "nh", number, way},
             {"IPv6ExtHdrRouting", "nh", number, way},
             {"IPv6ExtHdrFragment", {"nh", number}, {"offset", 0}, way},
             {"IPerror6", "nh", number, number == 6 || number == 17 ? down : way},
             {"AH", "nh", number, way},
             {"IPv6ExtHdrSegmentRouting", "nh", number, way}}};
}

/// Where a packet goes that nobody told: the group ff02::`number` (RFC 4291, 2.7.1).
constexpr Condition to_link_group(UnsignedInteger number) {
    return {"dst", UnsignedInteger{0xff02} << 112 | number};
}
/// Where UDP's packets to a port go that nobody told: mDNS (RFC 6762, 3), HSRP (RFC 2281, 3), and HSRP for
/// IPv6 (Cisco's).
inline constexpr Told udp_groups[] = {{"IP", {"dst", 0xe00000fb}, {"dport", 5353}},
                                      {"IPv6", to_link_group(0xfb), {"dport", 5353}},
                                      {"IP", {"dst", 0xe0000002}, {"dport", 1985}},
                                      {"IPv6", to_link_group(0x66), {"dport", 2029}}};

/// On IP (the first fragment only) and as over_ipv6().
constexpr std::array<Carrier, 9> over_ip(std::uint64_t number, Carrier::Way way = Carrier::Way::both) {
    const auto v6 = over_ipv6(number, way);
    return {{{"IP", {"proto", number}, {"frag", 0}, way},
             v6[0],
             v6[1],
             v6[2],
             v6[3],
             v6[4],
             v6[5],
             v6[6],
             v6[7]}};
}

/// In the packet that an ICMP error quotes.
constexpr std::array<Carrier, 6> quoted(std::uint64_t number) {
    return {{{"IPerror", {"proto", number}, {"frag", 0}},
             {"IPerror6", "nh", number},
             {"IPv6ExtHdrHopByHop", "nh", number, down},
             {"IPv6ExtHdrDestOpt", "nh", number, down},
             {"IPv6ExtHdrRouting", "nh", number, down},
             {"IPv6ExtHdrFragment", "nh", number, down}}};
}

}  // namespace pkttest::protocols
