// Octets that end early: which layers can still be read, as Scapy 2.5 and later ones read them.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Cut {
    const char* first;
    const char* hex;
    const char* layers;
};
void PrintTo(const Cut& row, std::ostream* out) { *out << row.first << ' ' << row.hex; }

class Cuts : public testing::TestWithParam<Cut> {};

TEST_P(Cuts, LeaveWhatCanBeRead) {
    const Octets octets = from_hex(GetParam().hex);
    const Packet read = Packet::dissect(octets, *find_protocol(GetParam().first));
    EXPECT_EQ(layers_of(read), GetParam().layers);
    EXPECT_EQ(read.build(), octets);
}

constexpr Cut cuts[] = {
    {"UDP", "0001 0002 0000 0000 61626364", "UDP Padding"},
    {"UDP", "0001 0002 0000 0000 6162636465666768696a", "UDP Raw Padding"},
    {"UDP", "0001 0002 0007 0000 6162", "UDP Raw Padding"},
    {"Ether", "020000000002 020000000001 88e5 2c 00 00000001 0200", "Ether Raw"},
    {"Ether", "020000000002 020000000001 88e5 2c 00 00000001 0200000000010001", "Ether MACsec"},
    {"OpenFlow", "00", "_UnknownOpenFlow"},
    {"OpenFlow", "01", "_UnknownOpenFlow"},
    {"OpenFlow", "0100000800000001", "OFPTHello"},
    {"OpenFlow", "010c0040 00000001 02 00000000000000 0001 020000000001", "Raw"},
    {"BGPUpdate", "0000 0010 40020e 0203 0001", "BGPUpdate"},
    {"BGPUpdate", "0000 0010 40020e 02", "Raw"},
    {"BGPUpdate", "0000 0010 40020e 0203 00", "Raw"},
    {"BGPUpdate", "0000 0020 c01010 0002 0001 00000001", "BGPUpdate"},
    {"BGPUpdate", "0000 0020 c01010 0002 0001 0000", "Raw"},
    {"LDP", "0001 0020 c0000201 0000", "LDP"},
    {"LDP", "0001 0020 c0000201 0000 02", "Raw"},
    {"LDP", "0001 0020 c0000201 0000 0001 00", "Raw"},
    {"LDP", "0001 0020 c0000201 0000 0401 0018 00000001 0100 0010", "LDP LDPLabelReqM"},
    {"LDP", "0001 0020 c0000201 0000 0401 0018 00000001 0100 0010 02000118 c00002", "LDP LDPLabelReqM"},
    {"LDP", "0001 0020 c0000201 0000 0401 0018 00000001 0100 0010 02000118 c000", "LDP Raw"},
    {"LDP", "0001 001e c0000201 0000 0100 0014 00000001 0400 0004 00b480", "LDP LDPHello"},
    {"DHCP6_Solicit", "01 000001 0006 0004 0017 00", "DHCP6_Solicit DHCP6OptOptReq"},
    {"DHCP6_Solicit", "01 000001 0011 0010 00000009 00", "DHCP6_Solicit Raw"},
    {"DHCP6_Solicit", "01 000001 0011 0010 00000009 0001 0004 61",
     "DHCP6_Solicit DHCP6OptVendorSpecificInfo"},
};
INSTANTIATE_TEST_SUITE_P(Rows, Cuts, testing::ValuesIn(cuts));

TEST(IpOptions, LengthsThatAreTooSmallLeaveOutTheEnd) {
    const auto options = [](const char* hex) {
        const std::string head = "46000018000100004000 0000c0000201c6336402 ";
        return represent(Packet::dissect(from_hex(head + hex), *find_protocol("IP"))[0].get("options"));
    };
    EXPECT_EQ(options("1e000100"),
              "[IPOption(copy_flag=0, optclass=0, option=30, length=0, value=b''), "
              "IPOption_NOP(copy_flag=0, optclass=0, option=1), "
              "IPOption_EOL(copy_flag=0, optclass=0, option=0)]");
}

TEST(NodeInformation, NamesAreReadHoweverTheyEnd) {
    const std::string head = "8b01000000020000 0102030405060708";
    const auto data = [&](const char* hex) {
        return represent(
            Packet::dissect(from_hex(head + hex), *find_protocol("ICMPv6NIQueryName"))[0].get("data"));
    };
    EXPECT_EQ(data("0161 0162 00"), "b'a.b'");
    EXPECT_EQ(data("0161 0162 0000"), "b'a.b'");
    EXPECT_EQ(data("0161 00"), "b'a'");
    EXPECT_EQ(data("000000"), "b''");
}

TEST(NodeInformation, NamesAreBuiltAgainAsTheyEnded) {
    const Octets octets = from_hex("8c00000000020000 0102030405060708 00000009 0161 0162 0000");
    Packet reply = Packet::dissect(octets, *find_protocol("ICMPv6NIReplyName"));
    EXPECT_EQ(represent(reply[0].get("data")), "[9, b'a.b']");
    reply.clear_cache();
    EXPECT_EQ(reply.build(), octets);
}

TEST(NodeInformation, AnswersToUnknownQuestionsKeepTheirOctets) {
    const Packet reply = dissect("ICMPv6NIReplyNOOP", "8c00000000050000 0102030405060708 01020304");
    EXPECT_EQ(layers_of(reply), "ICMPv6NIReplyNOOP");
    EXPECT_EQ(represent(reply[0].get("data")), "b'\\x01\\x02\\x03\\x04'");
    const std::string head = "6000000000103a40" + std::string(64, '0');
    EXPECT_EQ(layers_of(dissect("IPv6", head + "8c000000000500000102030405060708")),
              "IPv6 ICMPv6NIReplyNOOP");
}

TEST(Socks, DatagramsCarryWhatTheirPortSays) {
    const std::string head = "00000001c0000235", dns = "000001000000000000000000";
    EXPECT_EQ(layers_of(dissect("SOCKS5UDP", head + "0035" + dns)), "SOCKS5UDP DNS");
    EXPECT_EQ(layers_of(dissect("SOCKS5UDP", head + "9c40" + dns)), "SOCKS5UDP Raw");
}

TEST(AtaOverEthernet, ArgumentsBehindTheHeaderSayTheCommand) {
    const auto command = [](const char* arguments) { return (craft("AOE") / craft(arguments)).build()[5]; };
    EXPECT_EQ(command("IssueATACommand"), 0);
    EXPECT_EQ(command("QueryConfigInformation"), 1);
    EXPECT_EQ(command("MacMaskList"), 2);
    EXPECT_EQ(command("ReserveRelease"), 3);
}

TEST(MulticastListeners, RecordsStandOnEachOther) {
    const Packet report = packet_of(
        "ICMPv6MLReport2(cksum=1, records=[ICMPv6MLDMultAddrRec(dst='ff02::1:3'), "
        "ICMPv6MLDMultAddrRec(dst='ff02::fb')])");
    const Packet read = Packet::dissect(report.build(), *find_protocol("ICMPv6MLReport2"));
    const Value records = read[0].get("records");
    ASSERT_EQ(records.items()->size(), 1u);
    EXPECT_EQ(layers_of(*records.items()->front().as<LayerReference>()->packet),
              "ICMPv6MLDMultAddrRec ICMPv6MLDMultAddrRec");
}

}  // namespace
}  // namespace pkttest
