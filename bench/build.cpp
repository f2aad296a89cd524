// Build Ether/IP/TCP: crafted anew each time of values and as people write it, the same packet with another
// port, and that in its octets.
#include <benchmark/benchmark.h>
#include <pkttest/layers.h>
#include <tins/tins.h>

#include <cstdio>
#include <cstdlib>

#include "framework/packet/packet.h"
#include "framework/packet/packet_template.h"

namespace pkttest::bench {

namespace {

struct Tables {
    const Protocol &ether = *find_protocol("Ether"), &ip = *find_protocol("IP"), &tcp = *find_protocol("TCP");
    const Field &ether_src = *find_field(ether, "src"), &ether_dst = *find_field(ether, "dst"),
                &ip_src = *find_field(ip, "src"), &ip_dst = *find_field(ip, "dst"),
                &sport = *find_field(tcp, "sport"), &dport = *find_field(tcp, "dport"),
                &flags = *find_field(tcp, "flags");
};

Packet craft(const Tables& of, std::uint16_t port) {
    Packet out(of.ether);
    out.set_internal(0, of.ether_dst, Integer{0x020000000002});
    out.set_internal(0, of.ether_src, Integer{0x020000000001});
    Packet ip(of.ip);
    ip.set_internal(0, of.ip_src, Integer{0xc0000201});
    ip.set_internal(0, of.ip_dst, Integer{0xc6336407});
    Packet tcp(of.tcp);
    tcp.set_internal(0, of.sport, 40000);
    tcp.set_internal(0, of.dport, static_cast<int>(port));
    tcp.set_internal(0, of.flags, 2);
    out /= std::move(ip);
    out /= std::move(tcp);
    return out;
}

Tins::EthernetII craft_tins(std::uint16_t port) {
    Tins::TCP tcp(port, 40000);
    tcp.flags(Tins::TCP::SYN);
    tcp.window(8192);
    Tins::IP ip("198.51.100.7", "192.0.2.1");
    ip.ttl(64);
    return Tins::EthernetII("02:00:00:00:00:02", "02:00:00:00:00:01") / ip / tcp;
}

/// Both must build the same (libtins pads the frame to 60 octets), or the comparison means nothing.
void check_octets() {
    const Octets ours = craft(Tables{}, 80).build();
    Tins::EthernetII frame = craft_tins(80);
    frame.rfind_pdu<Tins::IP>().id(1);
    const auto theirs = frame.serialize();
    if (theirs.size() >= ours.size() && std::equal(ours.begin(), ours.end(), theirs.begin())) return;
    std::fputs("pkttest and libtins build different octets\n", stderr);
    std::abort();
}

void build_fresh_pkttest(benchmark::State& state) {
    check_octets();
    const Tables of;
    std::uint16_t port = 0;
    Octets out;
    for (auto _ : state) {
        out.clear();
        craft(of, ++port).build_into(out);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(state.iterations());
}

void build_fresh_libtins(benchmark::State& state) {
    const Tins::HWAddress<6> source("02:00:00:00:00:01"), destination("02:00:00:00:00:02");
    const Tins::IPv4Address from("192.0.2.1"), to("198.51.100.7");
    std::uint16_t port = 0;
    for (auto _ : state) {
        Tins::TCP tcp(++port, 40000);
        tcp.flags(Tins::TCP::SYN);
        Tins::EthernetII frame = Tins::EthernetII(destination, source) / Tins::IP(to, from) / tcp;
        benchmark::DoNotOptimize(frame.serialize().data());
    }
    state.SetItemsProcessed(state.iterations());
}

/// As people write it: names, and addresses as text.
void build_written_pkttest(benchmark::State& state) {
    using namespace typed;
    int port = 0;
    Octets out;
    for (auto _ : state) {
        out.clear();
        const Packet packet = Ether({.dst = "02:00:00:00:00:02", .src = "02:00:00:00:00:01"}) /
                              IP({.src = "192.0.2.1", .dst = "198.51.100.7"}) /
                              TCP({.sport = 40000, .dport = ++port & 0xffff, .flags = "S"});
        packet.build_into(out);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(state.iterations());
}

void build_written_libtins(benchmark::State& state) {
    std::uint16_t port = 0;
    for (auto _ : state) {
        Tins::TCP tcp(++port, 40000);
        tcp.flags(Tins::TCP::SYN);
        Tins::EthernetII frame = Tins::EthernetII("02:00:00:00:00:02", "02:00:00:00:00:01") /
                                 Tins::IP("198.51.100.7", "192.0.2.1") / tcp;
        benchmark::DoNotOptimize(frame.serialize().data());
    }
    state.SetItemsProcessed(state.iterations());
}

void build_port_pkttest(benchmark::State& state) {
    const Tables of;
    Packet packet = craft(of, 1);
    int port = 0;
    Octets out;
    for (auto _ : state) {
        out.clear();
        packet.set_internal(2, of.dport, ++port & 0xffff);
        packet.build_into(out);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(state.iterations());
}

void build_patched_pkttest(benchmark::State& state) {
    const Tables of;
    PacketTemplate packet(craft(of, 1));
    std::uint16_t port = 0;
    for (auto _ : state) {
        if (!packet.set(2, of.dport, ++port)) std::abort();
        benchmark::DoNotOptimize(packet.octets().data());
    }
    state.SetItemsProcessed(state.iterations());
}

void build_port_libtins(benchmark::State& state) {
    Tins::EthernetII frame = craft_tins(1);
    auto& tcp = frame.rfind_pdu<Tins::TCP>();
    std::uint16_t port = 0;
    for (auto _ : state) {
        tcp.dport(++port);
        benchmark::DoNotOptimize(frame.serialize().data());
    }
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(build_fresh_pkttest);
BENCHMARK(build_fresh_libtins);
BENCHMARK(build_written_pkttest);
BENCHMARK(build_written_libtins);
BENCHMARK(build_port_pkttest);
BENCHMARK(build_patched_pkttest);
BENCHMARK(build_port_libtins);

}  // namespace

}  // namespace pkttest::bench
