// Packets as values: stacking, dissecting, padding, malformed octets, changes, and text.
#include "framework/packet/packet.h"

#include <gtest/gtest.h>

#include "framework/packet/value_set.h"
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

const Protocol& protocol(std::string_view name) { return *find_protocol(name); }

Packet datagram(std::string_view payload = "hello") {
    return craft("Ether", {{"dst", "02:00:00:00:00:02"}, {"src", "02:00:00:00:00:01"}}) /
           craft("IP", {{"src", "192.0.2.9"}, {"dst", "192.0.2.1"}}) /
           craft("UDP", {{"sport", 7}, {"dport", 9}}) / Packet::raw(payload);
}

TEST(Packet, StackingSetsTypesLengthsAndChecksums) {
    const Packet built = Packet::dissect(datagram().build(), protocol("Ether"));
    EXPECT_EQ(layers_of(built), "Ether IP UDP Raw");
    EXPECT_EQ(built[0].integer("type"), 0x0800u);
    EXPECT_EQ(built[1].integer("proto"), 17u);
    EXPECT_EQ(built[1].integer("len"), 33u);
    EXPECT_EQ(built[1].integer("chksum"), 0xf6c0u);
    EXPECT_EQ(built[2].integer("len"), 13u);
    EXPECT_EQ(built[3].get("load"), Value("hello"));
}

TEST(Packet, UnchangedOctetsAreReturnedUntouched) {
    Octets octets = datagram().build();
    octets[24] ^= 0xff;  // a wrong checksum stays wrong
    const Packet received = Packet::dissect(octets, protocol("Ether"));
    EXPECT_EQ(received.build(), octets);
    Packet rebuilt = received;
    rebuilt.clear_cache();
    EXPECT_EQ(rebuilt.build(), octets);
}

TEST(Packet, OctetsBehindALengthArePadding) {
    Octets octets = datagram("x").build();
    octets.resize(60);
    const Packet received = Packet::dissect(octets, protocol("Ether"));
    EXPECT_EQ(layers_of(received), "Ether IP UDP Raw Padding");
    EXPECT_EQ(received[3].get("load"), Value("x"));
    EXPECT_EQ(received[2].payload().size(), 1u);
    EXPECT_EQ(received.build(), octets);
}

TEST(Packet, WhatCannotBeReadIsRawWithAReason) {
    const Octets whole = datagram().build();
    for (std::size_t size = 1; size < whole.size(); ++size) {
        const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const Packet received = Packet::dissect(cut, protocol("Ether"));
        EXPECT_EQ(received.build(), cut);
        if (size == 10) {
            EXPECT_EQ(layers_of(received), "Raw");
            EXPECT_EQ(received.malformed(), "Ether: the layer ends inside a field");
        }
        if (size == 20) {
            EXPECT_EQ(layers_of(received), "Ether Raw");
        }
    }
}

TEST(Packet, SettingAFieldOfAReceivedLayerKeepsTheOthers) {
    Packet received = Packet::dissect(datagram().build(), protocol("Ether"));
    ASSERT_FALSE(received.set(1, "ttl", 1));
    Octets octets = received.build();
    EXPECT_EQ(octets[22], 1);
    EXPECT_EQ((octets[24] << 8) | octets[25], 0xf6c0) << "the received checksum stays until it is unset";
    received.unset(1, *find_field(protocol("IP"), "chksum"));
    octets = received.build();
    EXPECT_EQ((octets[24] << 8) | octets[25], 0x35c1);
}

TEST(Packet, TailAndStackingOfReceivedLayers) {
    const Packet received = Packet::dissect(datagram().build(), protocol("Ether"));
    EXPECT_EQ(received.tail(2).build().size(), 13u);
    const Packet again = craft("IP", {{"dst", "198.51.100.1"}}) / received.tail(2);
    EXPECT_EQ(layers_of(again), "IP UDP Raw");
    EXPECT_EQ(again.build().size(), 33u);
}

TEST(Packet, EqualityIsByLayersAndValues) {
    EXPECT_TRUE(datagram() == datagram());
    EXPECT_FALSE(datagram() == datagram("other"));
    const Octets octets = datagram().build();
    EXPECT_TRUE(Packet::dissect(octets, protocol("Ether")) == Packet::dissect(octets, protocol("Ether")));
}

TEST(Packet, TextForms) {
    EXPECT_EQ(command(datagram()),
              "Ether(dst='02:00:00:00:00:02', src='02:00:00:00:00:01')/IP(src='192.0.2.9', dst='192.0.2.1')/"
              "UDP(sport=7, dport=9)/Raw(load=b'hello')");
    EXPECT_EQ(hexdump(Octets{'A', 0, 0xff}), "0000  41 00 FF                                         A..\n");
    const std::string text = show(craft("UDP"));
    EXPECT_EQ(text,
              "###[ UDP ]### \n  sport     = domain\n  dport     = domain\n  len       = None\n  chksum    = "
              "None\n");
}

TEST(Packet, HostileDepthAndLengthEnd) {
    Octets tunnel;
    for (int i = 0; i < 3000; ++i) {
        const Octets header = (craft("IP", {{"proto", 4}, {"len", 0}})).build();
        tunnel.insert(tunnel.end(), header.begin(), header.end());
    }
    const Packet received = Packet::dissect(tunnel, protocol("IP"));
    EXPECT_EQ(received.build(), tunnel);
    EXPECT_LE(received.size(), 300u);
}

}  // namespace
}  // namespace pkttest
