// Craft: how machines write packets by the names of Scapy, whatever protocols are linked in.
#pragma once

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "framework/packet/packet.h"

namespace pkttest::exchange {

/// One crafted layer. std::logic_error where no such protocol is linked in or a value does not fit.
inline Packet craft(std::string_view protocol,
                    std::initializer_list<std::pair<std::string_view, Value>> fields = {}) {
    const Protocol* found = find_protocol(protocol);
    if (found == nullptr) throw std::logic_error("no protocol " + std::string(protocol));
    Packet packet(*found);
    for (const auto& [name, value] : fields)
        if (const auto problem = packet.set(0, name, value)) throw std::logic_error(problem->message);
    return packet;
}

/// The first layer of this name; nullopt where there is none.
inline std::optional<Layer> layer_of(const Packet& packet, std::string_view protocol) {
    for (std::size_t i = 0; i < packet.size(); ++i)
        if (packet[i].is(protocol)) return packet[i];
    return std::nullopt;
}

/// The layers below `upper` as an answer carries them: VLAN tags kept, Ethernet addresses left to the
/// exchange, which turns the request's round.
inline Packet answer_link_layer(const Packet& request, std::size_t upper) {
    Packet out;
    for (std::size_t i = 0; i < upper; ++i) {
        const Layer layer = request[i];
        if (layer.is("Ether")) out /= craft("Ether");
        if (layer.is("Dot1Q"))
            out /= craft("Dot1Q", {{"prio", layer.get("prio")}, {"vlan", layer.get("vlan")}});
    }
    return out;
}

}  // namespace pkttest::exchange
