// What a layer tells the one below it, as the reference's layers do; and what is found by it again.
#include "framework/packet/packet_template.h"
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

struct Row {
    std::string_view lower, upper, field, text;  ///< The lower layer's field as text.
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.lower << " below " << row.upper; }

class Bindings : public testing::TestWithParam<Row> {};

TEST_P(Bindings, TellTheLowerLayer) {
    const Row& row = GetParam();
    const Packet both = craft(row.lower) / craft(row.upper);
    EXPECT_EQ(both[0].text(row.field), row.text);
    const Packet read = Packet::dissect(both.build(), *find_protocol(row.lower));
    EXPECT_EQ(read[0].text(row.field), row.text);
    if (craft(row.upper).build().empty()) return;
    ASSERT_GT(read.size(), 1u);
    EXPECT_EQ(read[1].protocol().name, row.upper);
}

constexpr Row rows[] = {
    {"IPv6", "ICMPv6ND_RS", "dst", "ff02::2"},
    {"IPv6", "ICMPv6ND_RA", "dst", "ff02::1"},
    {"IPv6", "ICMPv6ND_NS", "dst", "ff02::1"},
    {"IPv6", "ICMPv6ND_NS", "hlim", "255"},
    {"IPv6", "ICMPv6MLQuery", "dst", "ff02::1"},
    {"IPv6", "ICMPv6MLDone", "dst", "ff02::2"},
    {"IPv6", "ICMPv6MLDone", "hlim", "1"},
    {"IPv6", "ICMPv6MLReport", "dst", "::1"},
    {"IPv6", "ICMPv6MLReport2", "dst", "ff02::16"},
    {"IPv6", "ICMPv6MRD_Termination", "dst", "ff02::6a"},
    {"IPv6", "OSPFv3_Hdr", "dst", "ff02::5"},
    {"IP", "OSPF_Hdr", "dst", "224.0.0.5"},
    {"IP", "CARP", "dst", "224.0.0.18"},
    {"Ether", "EAPOL", "dst", "01:80:c2:00:00:03"},
    {"Ether", "LLC", "type", "0x8870"},
    {"Dot1Q", "LLC", "type", "0x8870"},
    {"Dot3", "LLC_GARP", "dst", "01:80:c2:00:00:2f"},
    {"GRE", "LLC", "proto", "0x7a"},
    {"GRE_PPTP", "IP", "proto", "IPv4"},
    {"CookedLinuxV2", "EAPOL", "proto", "EAPOL"},
    {"CookedLinuxV2", "PPPoED", "proto", "PPP_DISC"},
    {"CookedLinuxV2", "CAN", "proto", "0xc"},
    {"CookedLinuxV2", "IPv6", "proto", "IPv6"},
    {"GTP_U_Header", "GTPEchoRequest", "gtp_type", "echo_request"},
    {"GTP_U_Header", "GTPEchoRequest", "S", "1"},
    {"IPerror", "IPerror", "proto", "ipencap"},
    {"IPerror", "TCPerror", "proto", "tcp"},
    {"IPerror", "GRE", "proto", "gre"},
    {"IPerror", "IPv6", "proto", "ipv6"},
    {"IPerror6", "IP", "nh", "IP"},
    {"IPerror6", "IPv6", "nh", "IPv6"},
    {"UDPerror", "L2TP", "dport", "l2f"},
    {"TCPerror", "LDP", "sport", "ldp"},
};
INSTANTIATE_TEST_SUITE_P(Protocols, Bindings, testing::ValuesIn(rows));

struct GroupRow {
    std::string_view lower;
    int port;
    std::string_view destination;
};

TEST(Groups, APortsPacketsGoToItsGroupUnlessSomebodySaysElse) {
    const GroupRow group_rows[] = {
        {"IP", 5353, "224.0.0.251"}, {"IPv6", 5353, "ff02::fb"}, {"IP", 1985, "224.0.0.2"},
        {"IPv6", 1985, "::1"},       {"IPv6", 2029, "ff02::66"}, {"IP", 53, "127.0.0.1"},
    };
    for (const auto& [lower, port, destination] : group_rows) {
        Packet packet = craft(lower) / craft("UDP", {{"dport", port}});
        EXPECT_EQ(packet[0].text("dst"), destination) << port;
        const Packet read = Packet::dissect(packet.build(), *find_protocol(lower));
        EXPECT_EQ(read[0].text("dst"), destination) << port;
        EXPECT_EQ(read[1].integer("dport"), static_cast<std::uint64_t>(port));
        const std::string_view other = lower == "IP" ? "192.0.2.1" : "2001:db8::1";
        EXPECT_FALSE(packet.set(0, "dst", Value(other)));
        EXPECT_EQ(Packet::dissect(packet.build(), *find_protocol(lower))[0].text("dst"), other) << port;
    }
    EXPECT_EQ((craft("IP") / craft("UDP") / craft("HSRP"))[0].text("dst"), "224.0.0.2");
}

TEST(Groups, ATemplateChangesNoPortThatADestinationDependsOn) {
    const Packet packet = craft("IP") / craft("UDP", {{"dport", 5000}});
    const Field& dport = *find_field(packet[1].protocol(), "dport");
    PacketTemplate untold(packet);
    EXPECT_FALSE(untold.set(1, dport, 5353));
    Packet with_destination = packet;
    EXPECT_FALSE(with_destination.set(0, "dst", Value("192.0.2.1")));
    PacketTemplate told(with_destination);
    ASSERT_TRUE(told.set(1, dport, 5353));
    with_destination.set_internal(1, dport, 5353);
    const auto octets = told.octets();
    EXPECT_EQ(Octets(octets.begin(), octets.end()), with_destination.build());
}

TEST(Quoted, DatagramsAreReadAsFarAsTheyGo) {
    const Packet query = craft("IP", {{"dst", "192.0.2.1"}}) / craft("UDP", {{"sport", 40000}}) /
                         craft("DNS", {{"qd", Value(craft("DNSQR", {{"qname", "example.com"}}))}});
    const Octets octets = query.build();
    const auto quoting = [&](std::size_t count) {
        Octets error = (craft("IP") / craft("ICMP", {{"type", 3}, {"code", 3}})).build();
        error.insert(error.end(), octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(count));
        error[3] = static_cast<std::uint8_t>(error.size());
        return Packet::dissect(error, *find_protocol("IP"));
    };
    const Packet whole = quoting(octets.size());
    EXPECT_EQ(layers_of(whole), "IP ICMP IPerror UDPerror DNS");
    EXPECT_EQ(hashret(whole), hashret(query));
    const Packet least = quoting(28);
    EXPECT_EQ(layers_of(least), "IP ICMP IPerror UDPerror");
    EXPECT_EQ(least.malformed(), "");
    EXPECT_EQ(hashret(least), hashret(query));
}

}  // namespace
}  // namespace pkttest
