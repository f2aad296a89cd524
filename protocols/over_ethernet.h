// What stands on Ethernet and its VLAN tags, by its EtherType: carriers in one call.
#pragma once

#include <array>

#include "framework/packet/protocol.h"

namespace pkttest::protocols {

constexpr std::array<Carrier, 4> over_ethernet(std::uint64_t type, Carrier::Way way = Carrier::Way::both) {
    return {{{"Ether", "type", type, way},
             {"Dot1Q", "type", type, way},
             {"Dot1AD", "type", type, way},
             {"CookedLinux", "proto", type, way}}};
}

}  // namespace pkttest::protocols
