// PacketTemplate: what it patches are the octets that a packet built anew has; what it cannot do it says.
#include "framework/packet/packet_template.h"

#include <gtest/gtest.h>

#include "expression.h"

namespace pkttest {
namespace {

const Field& field(std::string_view protocol, std::string_view name) {
    return *find_field(*find_protocol(protocol), name);
}

Octets octets(const PacketTemplate& packet) { return {packet.octets().begin(), packet.octets().end()}; }

TEST(PacketTemplate, EveryPortIsAsBuiltAnew) {
    Packet packet =
        packet_of("Ether()/IP(src='192.0.2.1',dst='198.51.100.7')/TCP(flags='S')/Raw(load=b'odd')");
    PacketTemplate patched(packet);
    EXPECT_EQ(octets(patched), packet.build());
    for (int port = 0; port < 65536; port += 257) {
        packet.set_internal(2, field("TCP", "dport"), Value(port));
        ASSERT_TRUE(patched.set(2, field("TCP", "dport"), static_cast<UnsignedInteger>(port)));
        ASSERT_EQ(octets(patched), packet.build()) << port;
    }
}

TEST(PacketTemplate, AnAddressChangesTheChecksumsOfBothLayers) {
    Packet packet = packet_of("IP(src='192.0.2.1',dst='198.51.100.7')/UDP(sport=1,dport=2)/Raw(load=b'x')");
    PacketTemplate patched(packet);
    packet.set_internal(0, field("IP", "dst"), Value(0x0a000001));
    ASSERT_TRUE(patched.set(0, field("IP", "dst"), 0x0a000001));
    EXPECT_EQ(octets(patched), packet.build());
}

TEST(PacketTemplate, BitsBesideTheFieldStay) {
    Packet packet = packet_of("Dot1Q(prio=5,vlan=1)/IP(src='192.0.2.1',dst='192.0.2.2')");
    PacketTemplate patched(packet);
    packet.set_internal(0, field("Dot1Q", "vlan"), Value(0xabc));
    ASSERT_TRUE(patched.set(0, field("Dot1Q", "vlan"), 0xfabc));
    EXPECT_EQ(octets(patched), packet.build());
}

TEST(PacketTemplate, ATestersOwnChecksumStays) {
    Packet packet = packet_of("IP(src='192.0.2.1',dst='192.0.2.2',chksum=0x1234)/UDP(sport=1,dport=2)");
    PacketTemplate patched(packet);
    packet.set_internal(0, field("IP", "ttl"), Value(3));
    ASSERT_TRUE(patched.set(0, field("IP", "ttl"), 3));
    EXPECT_EQ(octets(patched), packet.build());
}

TEST(PacketTemplate, RefusesWhatItCannotChange) {
    PacketTemplate plain(packet_of("IP(dst='192.0.2.2')/UDP()"));
    const Octets before = octets(plain);
    EXPECT_FALSE(plain.set(0, field("IP", "len"), 9));
    EXPECT_FALSE(plain.set(0, field("IP", "options"), 9));
    EXPECT_FALSE(plain.set(7, field("IP", "ttl"), 9));
    EXPECT_EQ(octets(plain), before);
    PacketTemplate conditional(packet_of("IP(dst='192.0.2.2')/ICMP()"));
    EXPECT_FALSE(conditional.set(1, field("ICMP", "type"), 0)) << "it decides which fields follow";
    EXPECT_FALSE(conditional.set(1, field("ICMP", "chksum"), 9));
    EXPECT_TRUE(conditional.set(1, field("ICMP", "seq"), 9));
    PacketTemplate sets(packet_of("IP(dst='192.0.2.2',ttl=[1,2])/UDP()"));
    EXPECT_FALSE(sets.set(0, field("IP", "ttl"), 9));
}

/// What a UDP checksum of zero is sent as (RFC 768) turns up once in 65535 ports.
TEST(PacketTemplate, AChecksumOfZeroIsSentAsAllOnes) {
    Packet packet = packet_of("IP(src='192.0.2.1',dst='192.0.2.2')/UDP(sport=1,dport=2)/Raw(load=b'odd')");
    PacketTemplate patched(packet);
    int all_ones = 0;
    for (int port = 0; port < 65536; ++port) {
        ASSERT_TRUE(patched.set(1, field("UDP", "sport"), static_cast<UnsignedInteger>(port)));
        const auto octets = patched.octets();
        ASSERT_FALSE(octets[26] == 0 && octets[27] == 0) << port;
        all_ones += octets[26] == 0xff && octets[27] == 0xff ? 1 : 0;
    }
    EXPECT_EQ(all_ones, 1);
}

TEST(PacketTemplate, ASumOfNothingButZerosIsAllOnes) {
    Packet packet = packet_of("IP(src='192.0.2.1',dst='192.0.2.2')/ICMP(type=0,id=0,seq=7)");
    PacketTemplate patched(packet);
    for (const int sequence : {0, 1, 0, 0xffff, 0}) {
        packet.set_internal(1, field("ICMP", "seq"), Value(sequence));
        ASSERT_TRUE(patched.set(1, field("ICMP", "seq"), static_cast<UnsignedInteger>(sequence)));
        EXPECT_EQ(octets(patched), packet.build()) << sequence;
    }
}

}  // namespace
}  // namespace pkttest
