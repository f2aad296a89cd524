// What the benchmarks read of every frame, by pkttest and by libtins: Ethernet source, IP source, destination
// and TTL, ports, DNS name. Both add it to one sum, which must come out alike.
#pragma once

#include <tins/tins.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "framework/packet/dissect.h"
#include "pkttest/layers.h"
#include "protocols/dns.h"

namespace pkttest::bench {

/// A sum that sees every octet and costs next to nothing.
struct Sum {
    std::uint64_t value = 0;
    void add(std::uint64_t number) { value = value * 31 + number; }
    template <std::size_t size>
    void add(const std::uint8_t* octets) {
        // In pieces that a register takes at once: six octets by way of memory would wait for two writings.
        constexpr std::size_t piece = std::min<std::size_t>(std::bit_floor(size), 8);
        std::uint64_t first = 0, last = 0;
        std::memcpy(&first, octets, piece);
        std::memcpy(&last, octets + size - piece, piece);
        add(size > piece ? first ^ last : first);
    }
};

// ---- pkttest -----------------------------------------------------------------------------------------

/// The protocols, looked up once.
struct Protocols {
    const Protocol& ether = *find_protocol("Ether");
    const Protocol& vlan = *find_protocol("Dot1Q");
    const Protocol& ip = *find_protocol("IP");
    const Protocol& ip6 = *find_protocol("IPv6");
    const Protocol& tcp = *find_protocol("TCP");
    const Protocol& udp = *find_protocol("UDP");
    const Protocol& dns = *find_protocol("DNS");
};

template <std::size_t size>
void add_octets(Sum& sum, Header octets) {
    if (octets.size() == size) sum.add<size>(octets.data());
}

/// Whether the frame has this layer at `index`.
inline bool is(const Dissection& frame, std::size_t index, const Protocol& protocol) {
    return index < frame.size() && &frame.protocol(index) == &protocol;
}

inline bool read_addresses(Sum& sum, const Dissection& frame, std::size_t at, const Protocols& of) {
    if (is(frame, at, of.ip)) {
        const Header ip = frame.header(at);
        add_octets<4>(sum, typed::IP::src.octets(ip));
        add_octets<4>(sum, typed::IP::dst.octets(ip));
        sum.add(typed::IP::ttl.number(ip));
        return true;
    }
    if (!is(frame, at, of.ip6)) return false;
    const Header ip = frame.header(at);
    add_octets<16>(sum, typed::IPv6::src.octets(ip));
    add_octets<16>(sum, typed::IPv6::dst.octets(ip));
    sum.add(typed::IPv6::hlim.number(ip));
    return true;
}

inline void read_ports(Sum& sum, const Dissection& frame, std::size_t at, const Protocols& of) {
    if (is(frame, at, of.tcp)) {
        const Header tcp = frame.header(at);
        sum.add(typed::TCP::sport.number(tcp));
        sum.add(typed::TCP::dport.number(tcp));
    } else if (is(frame, at, of.udp)) {
        const Header udp = frame.header(at);
        sum.add(typed::UDP::sport.number(udp));
        sum.add(typed::UDP::dport.number(udp));
        if (!is(frame, at + 1, of.dns)) return;
        std::array<char, 256> name;
        sum.add(protocols::first_question(frame[at + 1], name).size() - 1);
    }
}

/// Finds a frame's layers and reads them.
inline void read_frame(Sum& sum, Dissection& frame, std::span<const std::uint8_t> octets,
                       const Protocols& of) {
    frame.dissect(octets, of.ether);
    add_octets<6>(sum, typed::Ether::src.octets(frame.header(0)));
    const std::size_t at = is(frame, 1, of.vlan) ? 2 : 1;
    if (read_addresses(sum, frame, at, of)) read_ports(sum, frame, at + 1, of);
}

// ---- libtins -----------------------------------------------------------------------------------------

template <std::size_t size, class Address>
void add_address(Sum& sum, const Address& address) {
    sum.add<size>(&*address.begin());
}

inline void add_ipv4(Sum& sum, Tins::IPv4Address address) {
    const std::uint32_t number = address;
    sum.add<4>(reinterpret_cast<const std::uint8_t*>(&number));
}

inline void read_dns(Sum& sum, const Tins::UDP& udp) {
    if (udp.sport() != 53 && udp.dport() != 53) return;
    const auto& payload = udp.rfind_pdu<Tins::RawPDU>().payload();
    const Tins::DNS dns(payload.data(), static_cast<std::uint32_t>(payload.size()));
    sum.add(dns.queries().front().dname().size());
}

inline void read_frame(Sum& sum, const Tins::EthernetII& ether) {
    add_address<6>(sum, ether.src_addr());
    if (const auto* ip = ether.find_pdu<Tins::IP>()) {
        add_ipv4(sum, ip->src_addr());
        add_ipv4(sum, ip->dst_addr());
        sum.add(ip->ttl());
    } else if (const auto* ip6 = ether.find_pdu<Tins::IPv6>()) {
        add_address<16>(sum, ip6->src_addr());
        add_address<16>(sum, ip6->dst_addr());
        sum.add(ip6->hop_limit());
    }
    if (const auto* tcp = ether.find_pdu<Tins::TCP>()) {
        sum.add(tcp->sport());
        sum.add(tcp->dport());
    } else if (const auto* udp = ether.find_pdu<Tins::UDP>()) {
        sum.add(udp->sport());
        sum.add(udp->dport());
        read_dns(sum, *udp);
    }
}

}  // namespace pkttest::bench
