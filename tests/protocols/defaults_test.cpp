// What nobody told: defaults, padding and checksums that depend on the layers around.
#include "framework/packet/value_set.h"
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Untold {
    const char* what;
    const char* expression;
    const char* hex;
};
void PrintTo(const Untold& row, std::ostream* out) { *out << row.what; }

class Defaults : public testing::TestWithParam<Untold> {};

TEST_P(Defaults, FitTheLayersAround) {
    EXPECT_EQ(to_hex(packet_of(GetParam().expression).build()), hex_without_blanks(GetParam().hex));
}

constexpr Untold rows[] = {
    {"binding errors pad their options (RFC 6275, 6.2.1)",
     "MIP6MH_BE(cksum=0, options=[MIP6OptMsgAuth(authdata=b'w7')])",
     "3b040700 0000 0000 00000000000000000000000000000000 00 09070100000000 7737 010400000000"},
    {"addresses are of the family that the packet has",
     "PFLog(iface=b'em0')/IPv6(src='2001:db8::1', dst='2001:db8::2', nh=59)",
     "64180100 656d3000000000000000000000000000 00000000000000000000000000000000 00000000 00000000 00000000"
     "00000000 00000000 00000000 ff000200 00000000000000000000000000000001 00000000000000000000000000000001"
     "0000 0000 60000000 0000 3b40 20010db8000000000000000000000001 20010db8000000000000000000000002"},
    {"UDP has no checksum without IP",
     "Ether(dst='02:00:00:00:00:02', src='02:00:00:00:00:01', type=0x9000)/UDP(sport=1, dport=2)/"
     "Raw(load=b'x')",
     "020000000002 020000000001 9000 0001 0002 0009 0000 78"},
    {"link addresses fill eight octets",
     "CookedLinuxV2(src=b'\\x02\\x00\\x00\\x00\\x00\\x01', proto=0x9000)/Raw(load=b'x')",
     "9000 0000 00000000 0200 00 00 0200000000010000 78"},
    {"a beacon has the source that its frame has",
     "Dot15d4(fcf_frametype=0, seqnum=1, fcf_destaddrmode=0)/"
     "Dot15d4Beacon(sf_sforder=2, sf_beaconorder=1)",
     "0000 01 21 0f 80 00"},
};
INSTANTIATE_TEST_SUITE_P(Rows, Defaults, testing::ValuesIn(rows));

class RandomDefaults : public testing::TestWithParam<const char*> {};

TEST_P(RandomDefaults, AreDrawnAnewAtEveryBuildAndRepeatWithTheSeed) {
    const Packet packet = packet_of(GetParam());
    seed_generator(7);
    const Octets first = packet.build(), second = packet.build();
    EXPECT_NE(first, second);
    EXPECT_EQ(first.size(), second.size());
    seed_generator(7);
    EXPECT_EQ(packet.build(), first);
}

TEST_P(RandomDefaults, StayAsTheyWereReceived) {
    const Octets sent = packet_of(GetParam()).build();
    Packet received = Packet::dissect(sent, packet_of(GetParam())[0].protocol());
    received.clear_cache();
    EXPECT_EQ(received.build(), sent);
}

constexpr const char* drawn[] = {"ICMPv6NIQueryName(cksum=0)",
                                 "ICMPv6NIReplyNOOP(cksum=0)",
                                 "SCTPChunkParamRandom()",
                                 "LoWPANFragmentationSubsequent()",
                                 "EIGRPAuthData()",
                                 "IE_TEIDI()",
                                 "IE_TEICP()",
                                 "IE_ChargingId()",
                                 "IE_GSNAddress(length=4)",
                                 "IE_EndUserAddress(length=6)",
                                 "PIMv2HelloGenerationID()",
                                 "TLSClientHello()",
                                 "TLS13ServerHello()",
                                 "TLS13NewSessionTicket()",
                                 "TLS_Ext_Cookie()"};
INSTANTIATE_TEST_SUITE_P(Rows, RandomDefaults, testing::ValuesIn(drawn));

TEST(FixedDefaults, RetryHasTheNameThatTellsIt) {
    EXPECT_EQ(packet_of("TLS13HelloRetryRequest()").build(), packet_of("TLS13HelloRetryRequest()").build());
}

}  // namespace
}  // namespace pkttest
