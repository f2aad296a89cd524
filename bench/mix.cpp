// The benchmarks' traffic, crafted with the packet library.
#include "bench/mix.h"

#include <random>
#include <string>

#include "framework/packet/packet.h"

namespace pkttest::bench {

namespace {

class Maker {
 public:
    explicit Maker(std::uint64_t seed) : random_(seed) {}

    Packet frame() {
        Packet out = make("Ether", {{"src", mac()}, {"dst", mac()}});
        if (below(100) < 20) out /= make("Dot1Q", {{"vlan", Integer(below(4094) + 1)}});
        const std::uint64_t kind = below(100);
        if (kind < 3) return out / arp();
        const bool v6 = kind < 99 && below(100) < 27;
        out /= network(v6);
        if (kind < 63) return out / tcp();
        if (kind < 85) return out / dns();
        if (kind < 93) return out / udp(high_port(), 5000) / Packet::raw(octets(below(600)));
        if (kind < 99) return out / (v6 ? make("ICMPv6EchoRequest", {{"data", Bytes{octets(56)}}}) : echo());
        return out / udp(68, 67) / dhcp();
    }

 private:
    using Values = std::initializer_list<std::pair<std::string_view, Value>>;

    std::uint64_t below(std::uint64_t end) { return random_() % end; }
    Integer mac() { return static_cast<Integer>(0x020000000000 | below(1u << 24)); }
    /// Out of a range where no protocol has a port: the peers would guess differently.
    Integer high_port() { return static_cast<Integer>(52000 + below(8000)); }
    std::string octets(std::size_t size) {
        std::string out(size, '\0');
        for (char& octet : out) octet = static_cast<char>(random_());
        return out;
    }

    static Packet make(std::string_view name, Values values) {
        Packet out(*find_protocol(name));
        for (const auto& [field, value] : values) out.set(0, field, value);
        return out;
    }

    Packet network(bool v6) {
        if (!v6)
            return make("IP", {{"src", Integer(0x0a000000 | below(1u << 24))},
                               {"dst", Integer(0xc6330000 | below(1u << 16))},
                               {"ttl", Integer(32 + below(96))}});
        const UnsignedInteger prefix = UnsignedInteger{0x20010db800000000} << 64;
        return make("IPv6", {{"src", static_cast<Integer>(prefix | below(1u << 24))},
                             {"dst", static_cast<Integer>(prefix | below(1u << 16))},
                             {"hlim", Integer(32 + below(96))}});
    }
    Packet arp() {
        return make("ARP", {{"psrc", Integer(0x0a000000 | below(1u << 24))}, {"pdst", "10.0.0.1"}});
    }
    Packet tcp() {
        // No protocol of pkttest's or the peers' reads these services: all do the same work.
        constexpr std::uint64_t services[] = {22, 25, 110, 143, 5432};
        Packet out = make("TCP", {{"sport", high_port()},
                                  {"dport", Integer(services[below(5)])},
                                  {"seq", Integer(random_() & 0xffffffff)},
                                  {"flags", "A"}});
        if (below(100) < 70) out /= Packet::raw(octets(below(1280)));
        return out;
    }
    Packet udp(Integer from, Integer to) { return make("UDP", {{"sport", from}, {"dport", to}}); }
    Packet dns() {
        const std::string name = "host" + std::to_string(below(5000)) + ".example.com";
        const bool answer = below(2) == 0;
        Packet message = make("DNS", {{"id", Integer(below(1u << 16))}, {"qr", Integer(answer)}});
        message.set(0, "qd", Value(make("DNSQR", {{"qname", Value(name)}})));
        if (answer)
            message.set(0, "an", Value(make("DNSRR", {{"rrname", Value(name)}, {"rdata", "192.0.2.1"}})));
        return (answer ? udp(53, high_port()) : udp(high_port(), 53)) / message;
    }
    Packet echo() {
        return make("ICMP", {{"id", Integer(below(1u << 16))}, {"seq", 1}}) / Packet::raw(octets(56));
    }
    Packet dhcp() {
        const List options{Value::tuple({"message-type", "discover"}), "end"};
        return make("BOOTP", {{"xid", Integer(random_() & 0xffffffff)}}) /
               make("DHCP", {{"options", Value(options)}});
    }

    std::mt19937_64 random_;
};

}  // namespace

Mix make_mix(std::size_t frames, std::uint64_t seed) {
    Maker maker(seed);
    Mix out;
    for (std::size_t i = 0; i < frames; ++i) {
        out.begins.push_back(out.octets.size());
        maker.frame().build_into(out.octets);
    }
    out.begins.push_back(out.octets.size());
    return out;
}

}  // namespace pkttest::bench
