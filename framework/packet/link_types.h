// The outermost protocol of a capture's or an interface's link type.
#pragma once

#include <cstdint>
#include <span>

#include "framework/packet/protocol.h"

namespace pkttest {

/// The first protocol of frames of a DLT_/LINKTYPE_ value (www.tcpdump.org/linktypes.html); Raw for those
/// that no table describes. Raw IP types tell IPv4 from IPv6 by the frame's first octet.
const Protocol& first_protocol(int link_type, std::span<const std::uint8_t> frame);

/// The link type of frames that begin with this protocol; Ethernet's for those that are no link's.
int link_type_of(const Protocol& first);

}  // namespace pkttest
