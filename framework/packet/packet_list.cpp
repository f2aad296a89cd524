// Packet lists: matching, sessions, dumps.
#include "framework/packet/packet_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/text.h"

namespace pkttest {

namespace {

const Layer* find(const Packet& packet, std::string_view name, std::optional<Layer>& out) {
    for (std::size_t i = 0; i < packet.size(); ++i)
        if (packet[i].is(name)) return &out.emplace(packet[i]);
    return nullptr;
}

bool has(const Packet& packet, std::string_view name) {
    std::optional<Layer> ignored;
    return find(packet, name, ignored) != nullptr;
}

/// The form of a session by what the packet carries; addresses are put in for SRC and DST.
std::string_view session_format(const Packet& packet) {
    struct Row {
        std::string_view layer, format;
    };
    static constexpr Row rows[] = {
        {"TCP", "TCP SRC:%r,TCP.sport% > DST:%r,TCP.dport%"},
        {"UDP", "UDP SRC:%r,UDP.sport% > DST:%r,UDP.dport%"},
        {"ICMP", "ICMP SRC > DST type=%r,ICMP.type% code=%r,ICMP.code% id=%ICMP.id%"},
        {"IPv6", "IPv6 SRC > DST nh=%IPv6.nh%"},
        {"IP", "IP SRC > DST proto=%IP.proto%"},
        {"ARP", "ARP %ARP.psrc% > %ARP.pdst%"},
        {"Ether", "Ethernet type=%04xr,Ether.type%"},
    };
    if (!has(packet, "Ether")) return "Other";
    for (const Row& row : rows)
        if (has(packet, row.layer)) return row.format;
    return "Other";
}

std::string with_addresses(std::string format) {
    const auto put = [&](std::string_view what, std::string_view field) {
        if (const std::size_t at = format.find(what); at != std::string::npos)
            format.replace(at, what.size(), fmt::format("{{IP:%IP.{0}%}}{{IPv6:%IPv6.{0}%}}", field));
    };
    put("SRC", "src");
    put("DST", "dst");
    return format;
}

std::string octets_text(const Packet& packet, std::string_view layer) {
    for (std::size_t i = 0; i < packet.size(); ++i)
        if (packet[i].is(layer)) {
            const Value load = packet[i].get("load");
            return load.octets() != nullptr ? *load.octets() : std::string();
        }
    return {};
}

std::string dump(std::string_view octets) {
    return hexdump({reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()});
}

bool is_one_octet(std::string_view octets) {
    return octets.find_first_not_of(octets.substr(0, 1)) == octets.npos;
}

/// The octets under a packet's line; false where the packet has no line.
bool dump_of(const Packet& packet, ListDump what, std::string& out) {
    if (what == ListDump::all) return out = hexdump(packet.build()), true;
    if (what == ListDump::raw) return out = has(packet, "Raw") ? dump(octets_text(packet, "Raw")) : "", true;
    if (!has(packet, "Padding")) return false;
    const std::string padding = octets_text(packet, "Padding");
    if (what == ListDump::odd_padding && is_one_octet(padding)) return false;
    return out = dump(padding), true;
}

}  // namespace

Matched match_answers(std::span<const Packet> packets, bool multi, std::size_t lookahead) {
    std::vector<char> taken(packets.size(), 0);
    Matched out;
    for (std::size_t i = 0; i < packets.size(); ++i) {
        if (taken[i] != 0 && !multi) continue;
        std::size_t looked = 0;
        for (std::size_t j = i + 1; j < packets.size(); ++j) {
            if (taken[j] != 0 && !multi) continue;
            if (lookahead != 0 && ++looked > lookahead) break;
            if (!answers(packets[j], packets[i])) continue;
            out.answered.emplace_back(i, j);
            taken[i] = taken[j] = 1;
            if (!multi) break;
        }
    }
    for (std::size_t i = 0; i < packets.size(); ++i)
        if (taken[i] == 0) out.left.push_back(i);
    return out;
}

std::string session_of(const Packet& packet) {
    return sprintf(packet, with_addresses(std::string(session_format(packet))));
}

std::string numbered_summary(std::span<const Packet> packets, const PacketFilter& wanted,
                             const std::function<std::string(const Packet&)>& line) {
    std::string out;
    for (std::size_t i = 0; i < packets.size(); ++i)
        if (!wanted || wanted(packets[i]))
            out += fmt::format("{:04} {}\n", i, line ? line(packets[i]) : summary(packets[i]));
    return out;
}

std::string list_hexdump(std::span<const Packet> packets, ListDump what, const PacketFilter& wanted) {
    std::string out, octets;
    for (std::size_t i = 0; i < packets.size(); ++i) {
        if ((wanted && !wanted(packets[i])) || !dump_of(packets[i], what, octets)) continue;
        out += fmt::format("{:04} {} {}\n{}", i, sprintf(packets[i], "%.time%"), summary(packets[i]), octets);
    }
    return out;
}

}  // namespace pkttest
