// The protocol that a link's frames begin with.
#pragma once

#include <span>

#include "framework/packet/protocol.h"

namespace pkttest::exchange {

/// For a DLT_ value of libpcap and the frame's octets (raw IP is IPv4 or IPv6 by its first nibble). Raw where
/// the link type is not known.
const Protocol& first_protocol(int link_type, std::span<const std::uint8_t> octets);

}  // namespace pkttest::exchange
