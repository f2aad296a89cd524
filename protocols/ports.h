// What UDP, TCP and their like do with ports: summaries, and which answers which.
#pragma once

#include <string>
#include <string_view>

#include "framework/packet/layer.h"

namespace pkttest::protocols {

/// "UDP 192.0.2.1:domain > 198.51.100.7:40000", the addresses left out where no IP is below.
std::string port_summary(const Layer& layer);
/// Ports crossed over.
bool crossed_ports(const Layer& answer, const Layer& request);
/// A datagram to the port that the request came from whose payload answers the request's. It may come from
/// another port than the request went to (RFC 1350, 4).
bool datagram_answers(const Layer& answer, const Layer& request);
/// The ports that an ICMP error quotes are those of `request`, a layer named `protocol`.
bool same_ports(const Layer& quoted, const Layer& request, std::string_view protocol);
void port_hashret(const Layer& layer, std::string& out);

}  // namespace pkttest::protocols
