// Extensions of ICMP's and ICMPv6's errors: where they begin (RFC 4884).
#pragma once

#include "framework/packet/layer.h"

namespace pkttest::protocols {

/// Octets of the quoted datagram, `unit` octets for each that the length field counts; -1 where no extension
/// follows. Without a length the datagram has 128 octets, where a valid extension follows (RFC 4884 5.5).
std::int64_t quoted_octets(const Layer& error, int unit);

}  // namespace pkttest::protocols
