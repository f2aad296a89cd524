// Methods of packets that only frames of wireless LANs have in Scapy.
#pragma once

#include "framework/language/builtin.h"

namespace pkttest::language {

/// Dot11.address_meaning(index): what the address of this number, 1 to 4, stands for; None: nothing.
Value address_meaning(Call& call);
/// EAPOL_KEY.guess_key_number(): which message of the four-way handshake it is, 1 to 4; 0: none of them
/// (IEEE 802.11-2020, 12.7.6).
Value guess_key_number(Call& call);
/// Dot11Beacon.network_stats(): what the elements say about the network.
Value network_stats(Call& call);

}  // namespace pkttest::language
