// What ICMPv6's messages share (RFC 4443): type, checksum, and what carries them.
#pragma once

#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/over_ip.h"

namespace pkttest::protocols {

inline constexpr Name icmpv6_types[] = {{1, "Destination unreachable"},
                                        {2, "Packet too big"},
                                        {3, "Time exceeded"},
                                        {4, "Parameter problem"},
                                        {100, "Private Experimentation"},
                                        {101, "Private Experimentation"},
                                        {128, "Echo Request"},
                                        {129, "Echo Reply"},
                                        {130, "MLD Query"},
                                        {131, "MLD Report"},
                                        {132, "MLD Done"},
                                        {133, "Router Solicitation"},
                                        {134, "Router Advertisement"},
                                        {135, "Neighbor Solicitation"},
                                        {136, "Neighbor Advertisement"},
                                        {137, "Redirect Message"},
                                        {138, "Router Renumbering"},
                                        {139, "ICMP Node Information Query"},
                                        {140, "ICMP Node Information Response"},
                                        {141, "Inverse Neighbor Discovery Solicitation Message"},
                                        {142, "Inverse Neighbor Discovery Advertisement Message"},
                                        {143, "MLD Report Version 2"},
                                        {144, "Home Agent Address Discovery Request Message"},
                                        {145, "Home Agent Address Discovery Reply Message"},
                                        {146, "Mobile Prefix Solicitation"},
                                        {147, "Mobile Prefix Advertisement"},
                                        {148, "Certification Path Solicitation"},
                                        {149, "Certification Path Advertisement"},
                                        {151, "Multicast Router Advertisement"},
                                        {152, "Multicast Router Solicitation"},
                                        {153, "Multicast Router Termination"},
                                        {155, "RPL Control Message"},
                                        {200, "Private Experimentation"},
                                        {201, "Private Experimentation"}};

constexpr Field icmpv6_type(int value) { return enumeration("type", 8, value, icmpv6_types); }
constexpr Field icmpv6_checksum() {
    return bits("cksum", 16,
                {.compute = [](const Layer& layer) -> Integer { return transport_checksum(layer, 58); },
                 .basis = Basis::sum,
                 .hex = true});
}

/// Octets of an option, filled with zeros to a whole number of units of 8 with its head of 2; where `user` is
/// set, zeros at the end are no part of what was received.
extern const Shape nd_filled_shape;

/// Messages are found as variants of ICMPv6Unknown; these set the lower layer's next header.
inline constexpr auto icmpv6_down = over_ipv6(58, down);

/// As icmpv6_down, where IPv6 is told more: neighbour discovery's hop limit is 255 (RFC 4861 4.1), multicast
/// listeners' 1 (RFC 3810 5).
constexpr std::array<Carrier, 8> icmpv6_telling(Condition first, Condition second = {}) {
    auto out = icmpv6_down;
    out[0] = Carrier("IPv6", {"nh", 58}, first, second, down);
    return out;
}
constexpr UnsignedInteger all_nodes = 1, all_routers = 2;

}  // namespace pkttest::protocols
