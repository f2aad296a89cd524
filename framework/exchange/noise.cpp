// The ignore-list as a table.
#include "framework/exchange/noise.h"

#include <algorithm>

namespace pkttest::exchange {

namespace {

std::optional<Layer> find(const Packet& packet, std::string_view name) {
    for (std::size_t i = 0; i < packet.size(); ++i)
        if (packet[i].is(name)) return packet[i];
    return std::nullopt;
}

bool has_field(const Packet& packet, std::string_view layer, std::string_view field, std::uint64_t value) {
    const auto found = find(packet, layer);
    return found && found->integer(field) == value;
}

/// The type of an ICMPv6 message, whatever layer stands for it; -1 where there is none.
int icmpv6_type(const Packet& packet) {
    for (std::size_t i = 0; i < packet.size(); ++i) {
        const Layer layer = packet[i];
        if (layer.protocol().name.starts_with("ICMPv6") && !layer.header().empty()) return layer.header()[0];
    }
    return -1;
}

template <int first, int last = first>
bool is_icmpv6(const Packet& packet) {
    const int type = icmpv6_type(packet);
    return type >= first && type <= last;
}

bool is_mld(const Packet& packet) { return is_icmpv6<130, 132>(packet) || is_icmpv6<143>(packet); }

bool is_arp(const Packet& packet) { return find(packet, "ARP").has_value(); }

bool is_mdns(const Packet& packet) { return has_field(packet, "UDP", "dport", 5353); }
bool is_llmnr(const Packet& packet) { return has_field(packet, "UDP", "dport", 5355); }

bool has_ether_type(const Packet& packet, std::uint64_t type) {
    return has_field(packet, "Ether", "type", type) || has_field(packet, "Dot1Q", "type", type);
}
bool is_lldp(const Packet& packet) { return has_ether_type(packet, 0x88cc); }

bool is_igmp(const Packet& packet) { return has_field(packet, "IP", "proto", 2); }

bool is_spanning_tree(const Packet& packet) {
    return !packet.received().empty() && packet.received().size() >= 14 && packet[0].is("Ether") &&
           std::equal(packet.received().begin(), packet.received().begin() + 5, "\x01\x80\xc2\x00\x00",
                      [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
}

constexpr Noise list[] = {
    {"ARP request and reply", is_arp, {"ARP"}},
    {"IPv6 router solicitation and advertisement (ICMPv6 133, 134)",
     is_icmpv6<133, 134>,
     {"ICMPv6ND_R", "ICMPv6Unknown"}},
    {"IPv6 neighbour solicitation and advertisement (ICMPv6 135, 136)",
     is_icmpv6<135, 136>,
     {"ICMPv6ND_N", "ICMPv6Unknown"}},
    {"multicast listener discovery (ICMPv6 130 to 132, 143)", is_mld, {"ICMPv6ML", "ICMPv6Unknown"}},
    {"IGMP (IP protocol 2)", is_igmp, {"IGMP"}},
    {"multicast DNS (UDP port 5353)", is_mdns, {"UDP", "DNS"}},
    {"LLMNR (UDP port 5355)", is_llmnr, {"UDP", "DNS", "LLMNR"}},
    {"LLDP (type 0x88cc)", is_lldp, {"LLDP"}},
    {"bridge control frames (to 01:80:c2:00:00:0x)", is_spanning_tree, {"STP", "LLC", "Dot3"}},
};

bool names(const Packet& pattern, const Noise& noise) {
    for (std::size_t i = 0; i < pattern.size(); ++i)
        for (const std::string_view layer : noise.layers)
            if (!layer.empty() && pattern[i].protocol().name.starts_with(layer)) return true;
    return false;
}

}  // namespace

std::span<const Noise> noise_list() { return list; }

const Noise* find_noise(const Packet& packet, const Packet& pattern) {
    for (const Noise& noise : list)
        if (noise.is(packet) && !names(pattern, noise)) return &noise;
    return nullptr;
}

std::string noise_text() {
    std::string out;
    for (const Noise& noise : list) out += std::string(noise.title) + '\n';
    return out;
}

}  // namespace pkttest::exchange
