// What stands on Ethernet and its VLAN tags, by its EtherType: carriers in one call; frames of the least
// size.
#pragma once

#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

constexpr std::array<Carrier, 4> over_ethernet(std::uint64_t type, Carrier::Way way = Carrier::Way::both) {
    return {{{"Ether", "type", type, way},
             {"Dot1Q", "type", type, way},
             {"Dot1AD", "type", type, way},
             {"CookedLinux", "proto", type, way}}};
}

/// A frame has 60 octets at least (IEEE 802.3, 3.2.8): the first layer of what Ethernet or a tag carries puts
/// zeros behind its payload.
inline void fill_frame(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) {
    const auto lower = layer.below();
    const auto ether = layer.below("Ether");
    if (!ether || !(lower->is("Ether") || lower->is("Dot1Q") || lower->is("Dot1AD"))) return;
    const std::size_t octets = layer.header().size() + layer.payload().size();
    const std::size_t end = layer.slot().start + octets, least = ether->slot().start + 60;
    if (end < least) out.insert(out.begin() + static_cast<std::ptrdiff_t>(start + octets), least - end, 0);
}

}  // namespace pkttest::protocols
