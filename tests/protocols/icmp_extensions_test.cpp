// ICMP extensions: where they begin, what they hold, how an error is padded before them.
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Packet exceeded(const Packet& extension) {
    return craft("ICMP", {{"type", 11}}) / craft("IPerror", {{"len", 28}, {"chksum", 0}}) /
           craft("UDPerror", {{"len", 8}, {"chksum", 0}}) / craft("ICMPExtension_Header") / extension;
}

TEST(IcmpExtensions, AnErrorIsPaddedTo128Octets) {
    const Octets built =
        exceeded(craft("ICMPExtension_MPLS",
                       {{"stack", List{Value(craft("MPLS", {{"label", 16}, {"s", 1}, {"ttl", 1}}))}}}))
            .build();
    ASSERT_EQ(built.size(), 8u + 128 + 4 + 8);
    EXPECT_EQ(built[5], 32u) << "the length counts words (RFC 4884 4.1)";
    EXPECT_EQ(to_hex(Octets(built.begin() + 136, built.end())),
              "2000ddf4"
              "00080101"
              "00010101");
    const Packet read = Packet::dissect(built, *find_protocol("ICMP"));
    EXPECT_EQ(layers_of(read), "ICMP IPerror UDPerror Padding ICMPExtension_Header ICMPExtension_MPLS");
    Packet again = read;
    again.unset(0, *find_field(read[0].protocol(), "chksum"));
    EXPECT_EQ(to_hex(again.build()), to_hex(built));
}

TEST(IcmpExtensions, WithoutALengthAValidExtensionStandsBehind128Octets) {
    Octets octets =
        exceeded(craft("ICMPExtension_Object", {{"classnum", 9}, {"data", Bytes{"data"}}})).build();
    octets[5] = 0;
    EXPECT_EQ(layers_of(Packet::dissect(octets, *find_protocol("ICMP"))),
              "ICMP IPerror UDPerror Padding ICMPExtension_Header ICMPExtension_Object");
    octets[8 + 128 + 2] ^= 1;
    EXPECT_EQ(layers_of(Packet::dissect(octets, *find_protocol("ICMP"))), "ICMP IPerror UDPerror Padding");
}

TEST(IcmpExtensions, AnInterfaceSaysWhatItsBitsAnnounce) {
    const Packet sent = craft("ICMPExtension_InterfaceInformation", {{"has_ifindex", 1},
                                                                     {"has_ipaddr", 1},
                                                                     {"has_ifname", 1},
                                                                     {"has_mtu", 1},
                                                                     {"ifindex", 2},
                                                                     {"ip4", "192.0.2.1"},
                                                                     {"ifname", "eth0"},
                                                                     {"mtu", 1500}});
    EXPECT_EQ(to_hex(sent.build()),
              "001c020f"
              "00000002"
              "00010000c0000201"
              "0865746830000000"
              "000005dc");
    const Packet read = Packet::dissect(sent.build(), *find_protocol("ICMPExtension_InterfaceInformation"));
    EXPECT_EQ(read[0].get("ifname"), Value(Bytes{"eth0"}));
    EXPECT_EQ(read[0].text("ip4"), "192.0.2.1");
    EXPECT_EQ(read[0].integer("mtu"), 1500u);
    const Packet v6 =
        craft("ICMPExtension_InterfaceInformation", {{"has_ipaddr", 1}, {"ip6", "2001:db8::1"}});
    EXPECT_EQ(to_hex(v6.build()),
              "00180204"
              "00020000"
              "20010db8000000000000000000000001");
}

TEST(IcmpExtensions, Icmpv6CountsUnitsOfEightOctets) {
    const Packet sent = craft("ICMPv6TimeExceeded") / craft("IPerror6", {{"plen", 0}}) /
                        craft("ICMPExtension_Header") / craft("ICMPExtension_Object", {{"classnum", 9}});
    const Packet read = Packet::dissect(sent.build(), *find_protocol("ICMPv6TimeExceeded"));
    EXPECT_EQ(read[0].integer("length"), 16u);
    EXPECT_NE(layers_of(read).find("ICMPExtension_Header ICMPExtension_Object"), std::string::npos)
        << layers_of(read);
}

}  // namespace
}  // namespace pkttest
