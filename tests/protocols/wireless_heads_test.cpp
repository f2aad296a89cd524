// What stands before a wireless frame: 6LoWPAN's older compression (RFC 4944, 10), 802.15.4's TAP, PPI's
// places; and the link types that name them.
#include "framework/packet/link_types.h"
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Head {
    const char* expression;
    const char* first;
    const char* layers;
    const char* hex;
};
void PrintTo(const Head& head, std::ostream* out) { *out << head.expression; }

class WirelessHeads : public testing::TestWithParam<Head> {};

TEST_P(WirelessHeads, AreBuiltAndReadAlike) {
    const std::string hex = hex_without_blanks(GetParam().hex);
    EXPECT_EQ(to_hex(packet_of(GetParam().expression).build()), hex);
    Packet read = dissect(GetParam().first, hex);
    EXPECT_EQ(layers_of(read), GetParam().layers);
    read.clear_cache();
    EXPECT_EQ(to_hex(read.build()), hex);
}

constexpr Head heads[] = {
    {"LoWPAN_HC1(sp=1, si=1, dp=1, di=1, tc_fl=1, nh=1, hc2=1, hc2Field=LoWPAN_HC2_UDP(sc=1, dc=1, lc=1), "
     "hopLimit=64, udpSourcePort=1, udpDestPort=2, udpChecksum=0xabcd)/Raw(load=b'\\xaa')",
     "SixLoWPAN", "LoWPAN_HC1 Raw", "42 fb e0 40 12 abcd aa"},
    {"LoWPAN_HC1(sp=1, si=1, dp=1, di=1, tc_fl=1, nh=1, hc2=1, hc2Field=LoWPAN_HC2_UDP(sc=1), "
     "hopLimit=64, udpSourcePort=1, udpDestPort=0xf0b2, udpLength=9, udpChecksum=0xabcd)",
     "SixLoWPAN", "LoWPAN_HC1", "42 fb 80 40 1f0b 2000 9abc d0"},
    {"LoWPAN_HC1(sp=1, si=0, dp=0, di=0, nh=2, hopLimit=64, src='fe80::1', dst='2001:db8::2', "
     "traffic_class=0x20, flow_label=0x12345)",
     "SixLoWPAN", "LoWPAN_HC1", "42 84 40 0000000000000001 20010db8000000000000000000000002 20 123450"},
    {"Dot15d4TAP(tlvs=[Dot15d4TAPFCSType(value=1), Dot15d4TAPRSS(value=-50.0), "
     "Dot15d4TAPChannel(channel=11)])/Dot15d4FCS(fcf_frametype=2, seqnum=0x56)",
     "Dot15d4TAP", "Dot15d4TAP Dot15d4FCS",
     "00001c00 00000100 01000000 01000400 000048c2 03000300 0b000000 0200560b82"},
    {"Dot15d4TAP(tlvs=[Dot15d4TAPTLV(type=0x8000, value=b'abcde')])/Dot15d4(fcf_frametype=2, seqnum=1)",
     "Dot15d4TAP", "Dot15d4TAP Dot15d4", "00001000 0080 0500 6162636465000000 020001"},
    {"PPI(dlt=105, headers=[PPI_Hdr()/PPI_Geotag_GPS(Latitude=1.0)])", "PPI", "PPI",
     "0000180069000000 32750c00 02000c0002000000 8068e26b"},
    {"PPI_Geotag_GPS(GPSFlags='GPS', Latitude=41.8, Longitude=-87.5, Altitude=12.5, GPSTime=1000, eph=3.25)",
     "PPI_Geotag_GPS", "PPI_Geotag_GPS",
     "02002000af000000 02000000 80fe3384 40612237 48ba4b6b e8030000 50973100"},
    {"PPI_Geotag_Sensor(SensorType=1, ScaleFactor=-2, Val_X=3.5)", "PPI_Geotag_Sensor", "PPI_Geotag_Sensor",
     "02000f0007000000 0100 fe b85a4a6b"},
};
INSTANTIATE_TEST_SUITE_P(Rows, WirelessHeads, testing::ValuesIn(heads));

TEST(WirelessHeads, SayWhereAFrameWasCaptured) {
    const Packet read = dissect("PPI_Geotag_GPS", "0200100006000000 80fe3384 40612237");
    EXPECT_EQ(read[0].get("Latitude"), Value(41.8));
    EXPECT_EQ(read[0].get("Longitude"), Value(-87.5));
    EXPECT_TRUE(read[0].get("Altitude").is_none());
    EXPECT_EQ(refusal("PPI_Geotag_GPS", "Latitude", Value(500)),
              "Latitude reaches from -180 to 249.4967295, 500 does not fit");
}

/// In seconds, whatever the flags say that the octets count.
TEST(WirelessHeads, SayWhenAFrameWasReceived) {
    for (const std::string_view octets : {"60e3160000000000 0000 0000 0000 0000 0000 bda1",
                                          "dc05000000000000 0200 0000 0000 0000 0000 bda1"}) {
        const Packet read = dissect("PPI_Dot11Common", octets);
        EXPECT_EQ(represent(read[0].get("TSF_Timer")), "1.5") << octets;
        EXPECT_EQ(read[0].text("Antsignal"), " -67 dBm");
    }
    EXPECT_EQ(to_hex(packet_of("PPI_Dot11Common(TSF_Timer=1.5, Pkt_Flags='TSFT_ms')").build()).substr(0, 4),
              "dc05");
}

TEST(LinkTypes, NameTheirFirstProtocol) {
    const std::uint8_t frame[] = {0xff, 0x03};
    constexpr std::pair<int, std::string_view> rows[] = {
        {50, "PPP"}, {51, "PPPoE"}, {144, "CookedLinux"}, {204, "DIR_PPP"}, {283, "Dot15d4TAP"}};
    for (const auto& [number, name] : rows) EXPECT_EQ(first_protocol(number, frame).name, name) << number;
    EXPECT_EQ(link_type_of(*find_protocol("HDLC")), 50);
    EXPECT_EQ(link_type_of(*find_protocol("CookedLinux")), 113);
}

}  // namespace
}  // namespace pkttest
