// What the benchmarks read of every frame, by pkttest and by libtins: Ethernet source, IP source, destination
// and TTL, ports, DNS name. Both add it to one sum, which must come out alike.
#pragma once

#include <tins/tins.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "framework/packet/fixed_field.h"
#include "protocols/dns.h"

namespace pkttest::bench {

/// A sum that sees every octet and costs next to nothing.
struct Sum {
    std::uint64_t value = 0;
    void add(std::uint64_t number) { value = value * 31 + number; }
    template <std::size_t size>
    void add(const std::uint8_t* octets) {
        std::uint64_t first = 0, last = 0;
        std::memcpy(&first, octets, std::min<std::size_t>(size, 8));
        if (size > 8) std::memcpy(&last, octets + size - 8, 8);
        add(first ^ last);
    }
};

// ---- pkttest -----------------------------------------------------------------------------------------

/// The tables' fields, looked up once.
struct Fields {
    FixedField ether_src{"Ether", "src"}, ip_src{"IP", "src"}, ip_dst{"IP", "dst"}, ip_ttl{"IP", "ttl"},
        ip6_src{"IPv6", "src"}, ip6_dst{"IPv6", "dst"}, ip6_hlim{"IPv6", "hlim"}, tcp_sport{"TCP", "sport"},
        tcp_dport{"TCP", "dport"}, udp_sport{"UDP", "sport"}, udp_dport{"UDP", "dport"};
    const Protocol& dns = *find_protocol("DNS");
};

template <std::size_t size>
void add_octets(Sum& sum, const Dissection& frame, std::size_t layer, const FixedField& field) {
    const auto octets = field.octets(frame, layer);
    if (octets.size() == size) sum.add<size>(octets.data());
}

inline void read_layer(Sum& sum, const Dissection& frame, std::size_t layer, const Fields& of) {
    const Protocol* protocol = &frame.protocol(layer);
    if (protocol == &of.ether_src.protocol()) {
        add_octets<6>(sum, frame, layer, of.ether_src);
    } else if (protocol == &of.ip_src.protocol()) {
        add_octets<4>(sum, frame, layer, of.ip_src);
        add_octets<4>(sum, frame, layer, of.ip_dst);
        sum.add(of.ip_ttl.number(frame, layer));
    } else if (protocol == &of.ip6_src.protocol()) {
        add_octets<16>(sum, frame, layer, of.ip6_src);
        add_octets<16>(sum, frame, layer, of.ip6_dst);
        sum.add(of.ip6_hlim.number(frame, layer));
    } else if (protocol == &of.tcp_sport.protocol()) {
        sum.add(of.tcp_sport.number(frame, layer));
        sum.add(of.tcp_dport.number(frame, layer));
    } else if (protocol == &of.udp_sport.protocol()) {
        sum.add(of.udp_sport.number(frame, layer));
        sum.add(of.udp_dport.number(frame, layer));
    } else if (protocol == &of.dns) {
        std::array<char, 256> buffer;
        const auto name = protocols::first_question(frame[layer], buffer);
        sum.add(name.size() - 1);
    }
}

/// Finds a frame's layers and reads them.
inline void read_frame(Sum& sum, Dissection& frame, std::span<const std::uint8_t> octets, const Fields& of) {
    frame.dissect(octets, of.ether_src.protocol());
    for (std::size_t layer = 0; layer < frame.size(); ++layer) read_layer(sum, frame, layer, of);
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
