// PacketTemplate: random values in random fields give the octets that a packet built anew has, for every
// protocol with a checksum and for checksums in checksums.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "expression.h"
#include "framework/packet/packet_template.h"
#include "framework/packet/value_set.h"

namespace pkttest {
namespace {

/// A number that is plain in this sense: a user may tell it, and it has no shape of its own.
bool is_number(const Field& field) {
    return field.shape == &integer_shape || field.shape == &flags_shape || field.shape == &mac_shape ||
           field.shape == &ipv4_shape || field.shape == &ipv6_shape;
}

UnsignedInteger random_value(std::mt19937_64& random, unsigned width) {
    const UnsignedInteger all = width >= 128 ? ~UnsignedInteger{0} : (UnsignedInteger{1} << width) - 1;
    if (random() % 8 == 0) return random() % 2 == 0 ? 0 : all;
    return (UnsignedInteger{random()} << 64 | random()) & all;
}

std::string hexadecimal(std::span<const std::uint8_t> octets) { return hexdump(octets); }

/// Random defaults drawn once, so that every build is of the same packet.
void draw(Packet& packet) {
    for (std::size_t i = 0; i < packet.size(); ++i)
        for (const Field& field : packet[i].protocol().fields)
            if (const Value value = packet[i].internal(field); value.set() != nullptr)
                packet.set_internal(i, field, value.set()->at(0));
}

/// Changes numbers of `packet` at random; the names of those that could be changed in the octets.
std::set<std::string> patch_at_random(Packet packet, int rounds) {
    std::mt19937_64 random(20);
    draw(packet);
    PacketTemplate patched(packet);
    EXPECT_EQ(hexadecimal(patched.octets()), hexadecimal(packet.build())) << summary(packet);
    std::set<std::string> changed;
    for (int round = 0; round < rounds; ++round) {
        const std::size_t layer = random() % packet.size();
        const Protocol& protocol = packet[layer].protocol();
        if (protocol.fields.empty()) continue;
        const Field& field = protocol.fields[random() % protocol.fields.size()];
        if (!is_number(field)) continue;
        const UnsignedInteger value = random_value(random, field.width);
        if (!patched.set(layer, field, value)) continue;
        const std::string name = std::string(protocol.name) + "." + std::string(field.name);
        changed.insert(std::to_string(layer) + " " + name);
        packet.set_internal(layer, field, static_cast<Integer>(value));
        const Octets built = packet.build();
        if (std::equal(built.begin(), built.end(), patched.octets().begin(), patched.octets().end()))
            continue;
        ADD_FAILURE() << summary(packet) << ": " << name << " changed\npatched\n"
                      << hexadecimal(patched.octets()) << "built\n"
                      << hexadecimal(built);
        break;
    }
    return changed;
}

struct Stack {
    const char* packet;
    std::vector<const char*> changes;  ///< These at least: the layer's number and the field.
};

const Stack stacks[] = {
    {"Ether()/IP(src='192.0.2.1')/TCP()/Raw(load=b'odd')",
     {"0 Ether.src", "1 IP.src", "1 IP.dst", "1 IP.ttl", "1 IP.frag", "2 TCP.seq", "2 TCP.flags"}},
    {"Ether()/Dot1Q()/IPv6(src='2001:db8::1',dst='2001:db8::2')/UDP()/Raw(load=b'x')",
     {"1 Dot1Q.vlan", "2 IPv6.src", "2 IPv6.dst", "2 IPv6.fl", "3 UDP.sport", "3 UDP.dport"}},
    {"IP(src='192.0.2.1')/ICMP(type=13)",
     {"0 IP.id", "1 ICMP.id", "1 ICMP.seq", "1 ICMP.ts_ori", "1 ICMP.code"}},
    {"IP(src='192.0.2.1',dst='192.0.2.2',options=[IPOption(option=7,value=b'abc')])/TCP(options=[('MSS', "
     "1)])",
     {"0 IP.src", "0 IP.tos", "1 TCP.dport"}},
    {"IP(src='192.0.2.1',options=[IPOption_LSRR(routers=['192.0.2.9'])])/UDP()", {"0 IP.dst", "1 UDP.sport"}},
    {"IPv6(src='2001:db8::1')/IPv6ExtHdrHopByHop()/IPv6ExtHdrDestOpt()/ICMPv6EchoRequest(data=b'abc')",
     {"0 IPv6.dst", "3 ICMPv6EchoRequest.id", "3 ICMPv6EchoRequest.seq"}},
    {"IPv6(src='2001:db8::1')/IPv6ExtHdrRouting(addresses=['2001:db8::9'])/UDP()",
     {"0 IPv6.src", "0 IPv6.dst", "2 UDP.dport"}},
    {"IPv6(src='2001:db8::1')/IPv6ExtHdrFragment()/UDP()",
     {"0 IPv6.src", "1 IPv6ExtHdrFragment.id", "2 UDP.dport"}},
    // A tunnel's checksum covers the checksums of what is in it, at even and at odd places.
    {"Ether()/IP(src='192.0.2.1')/UDP()/VXLAN()/Ether()/IP(src='198.51.100.1')/TCP()/Raw(load=b'abc')",
     {"1 IP.src", "2 UDP.sport", "3 VXLAN.vni", "4 Ether.src", "5 IP.src", "5 IP.ttl", "6 TCP.sport"}},
    {"IP(src='192.0.2.1',dst='192.0.2.9')/UDP()/Raw(load=b'x')/IP(src='198.51.100.1',dst='192.0.2.9')/UDP()/"
     "Raw(load=b'y')/IP(src='192.0.2.3')/UDP()",
     {"0 IP.dst", "1 UDP.dport", "3 IP.dst", "4 UDP.dport", "6 IP.src", "7 UDP.sport"}},
    {"IP(src='192.0.2.1')/GRE(chksum_present=1)/IP(src='198.51.100.1')/ICMP()",
     {"0 IP.dst", "1 GRE.offset", "2 IP.dst", "3 ICMP.seq"}},
    {"IP(src='192.0.2.1')/IPv6(src='2001:db8::1')/TCP()", {"0 IP.dst", "1 IPv6.dst", "2 TCP.ack"}},
    {"IPv6(src='2001:db8::1')/UDP()/GENEVE()/Ether()/IPv6(src='2001:db8::2',dst='2001:db8::3')/UDP()/"
     "Raw(load=b'odd')",
     {"0 IPv6.dst", "4 IPv6.dst", "5 UDP.dport"}},
    {"IP(src='192.0.2.1')/ICMP(type=3)/IPerror(src='192.0.2.2')/UDPerror()",
     {"2 IPerror.dst", "3 UDPerror.sport"}},
    // Checks that are no sums of octets are worked out anew.
    {"IP(src='192.0.2.1')/SCTP()/Raw(load=b'abcd')", {"0 IP.dst", "1 SCTP.sport", "1 SCTP.tag"}},
    {"IP(src='192.0.2.1')/UDPLite(coverage=8)/Raw(load=b'abcd')", {"0 IP.dst", "1 UDPLite.sport"}},
    {"IP(src='192.0.2.1',dst='192.0.2.9')/UDP()/IP(src='192.0.2.3')/SCTP()", {"1 UDP.dport", "3 SCTP.dport"}},
    // Without a source told it follows from the destination.
    {"IP()/UDP()", {"0 IP.dst", "1 UDP.sport"}},
    // What a tester has told stays as it is.
    {"IP(src='192.0.2.1',chksum=0x1234,len=99)/UDP(chksum=0)",
     {"0 IP.dst", "0 IP.chksum", "0 IP.len", "1 UDP.chksum"}},
};

TEST(PacketTemplateSums, StacksAreAsBuiltAnew) {
    for (const Stack& stack : stacks) {
        const auto changed = patch_at_random(packet_of(stack.packet), 3000);
        for (const char* name : stack.changes)
            EXPECT_TRUE(changed.contains(name)) << stack.packet << ": " << name << " can be changed";
    }
}

/// What is built now differs from what is built later.
bool tells_the_time(const Protocol& protocol) {
    return protocol.name.starts_with("NTP") || protocol.name == "NetflowHeaderV9";
}

/// Every protocol that computes something, alone and on all that may carry it.
TEST(PacketTemplateSums, EveryProtocolIsAsBuiltAnew) {
    const char* lower[] = {"IP(src='192.0.2.1')", "IPv6(src='2001:db8::1')",
                           "Ether()/IP(src='192.0.2.1')/UDP()"};
    for (const Protocol* protocol : known_protocols()) {
        const bool computes = std::any_of(protocol->fields.begin(), protocol->fields.end(),
                                          [](const Field& field) { return field.compute != nullptr; });
        if (!computes || tells_the_time(*protocol)) continue;
        patch_at_random(Packet(*protocol) / Packet::raw("abc"), 300);
        for (const char* carrier : lower)
            patch_at_random(packet_of(carrier) / Packet(*protocol) / Packet::raw("payload"), 300);
    }
}

}  // namespace
}  // namespace pkttest
