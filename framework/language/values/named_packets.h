// Packets that Scapy's functions make by a name: DiamReq("Device-Watchdog") is a DiamG, AVP("Vendor-Id") the
// layer of that AVP.
#pragma once

#include "framework/packet/packet.h"

namespace pkttest::language {

/// The packet that a layer of such a name stands for; any other as it is.
Packet spelled_out(Packet packet);

}  // namespace pkttest::language
