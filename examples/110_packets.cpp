// The packet library from C++: names are checked by the compiler, values when they are set.
// An own project: find_package(pkttest), then target_link_libraries(NAME PRIVATE pkttest::pkttest).
#include <fmt/format.h>
#include <pkttest/layers.h>

int main() {
    using namespace pkttest;
    using namespace pkttest::typed;

    // A packet is a value: layers stacked by `/`, lengths and checksums worked out when it is built. Fields
    // stand in the order of the header, as C++ wants it.
    Packet syn = Ether({.dst = "02:00:00:00:00:02"}) /
                 IP({.ttl = 3, .src = "192.0.2.1", .dst = "192.0.2.2"}) /
                 TCP({.sport = 1025, .dport = 80, .flags = "S"});
    fmt::print("{}\n", summary(syn));

    // Another port, the same packet otherwise.
    Packet other = syn;
    other.set(TCP::dport, 443);
    const Octets octets = other.build();
    fmt::print("{}", hexdump(octets));

    // Received octets: fields are decoded when somebody reads them.
    const Packet received = Packet::dissect(octets, *find_protocol("Ether"));
    fmt::print("TTL {}, port {}, to {}\n", received.get(IP::ttl), received.get(TCP::dport),
               received.get(IP::dst));

    // Sets stand for several packets.
    const Packet sweep = IP({.dst = "192.0.2.0/30"}) / ICMP();
    sweep.for_each([](const Packet& one) {
        fmt::print("{}\n", one.get(IP::dst));
        return true;
    });
    return received.get(TCP::dport) == 443 && sweep.member_count() == 4 ? 0 : 1;
}
