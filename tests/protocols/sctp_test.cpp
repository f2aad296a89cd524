// SCTP and UDP-Lite: checksums, lengths without padding, parameters in a row, answers, hostile octets.
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Packet over_ip(const Packet& upper) {
    return craft("IP", {{"src", "192.0.2.1"}, {"dst", "198.51.100.2"}, {"id", 1}}) / upper;
}

TEST(Sctp, ALengthLeavesTheLastParametersPaddingOut) {
    const Packet cookie = craft("SCTPChunkParamStateCookie", {{"cookie", Bytes{"abcde"}}});
    const Packet address = craft("SCTPChunkParamIPv4Addr", {{"addr", "192.0.2.9"}});
    const Packet init = craft("SCTPChunkInitAck", {{"params", List{Value(address), Value(cookie)}}});
    EXPECT_EQ(to_hex(init.build()), hex_without_blanks("02000025 00000000 00000000 00000000 00000000"
                                                       "00050008 c0000209 00070009 6162636465 000000"));
    const Packet both = craft("SCTP") / init / craft("SCTPChunkCookieAck");
    const Packet read = Packet::dissect(both.build(), *find_protocol("SCTP"));
    EXPECT_EQ(layers_of(read), "SCTP SCTPChunkInitAck SCTPChunkCookieAck");
    EXPECT_EQ(read[1].get("params").items()->size(), 2u);
}

TEST(Sctp, ListsOfNumbersAreMeasuredWithoutPadding) {
    EXPECT_EQ(to_hex(craft("SCTPChunkParamSupportedAddrTypes").build()), "000c000600050000");
    EXPECT_EQ(to_hex(craft("SCTPChunkParamSupportedExtensions").build()), "800800070fc18000");
    EXPECT_EQ(to_hex(craft("SCTPChunkParamRequestedHMACFunctions").build()), "8004000600010000");
}

TEST(Sctp, AnUnknownParameterIsKeptAndTheNextOneRead) {
    const Packet read = dissect("SCTPChunkHeartbeatReq", "04000014 7fff0005 61000000 c0000004 80000004");
    const Value params = read[0].get("params");
    ASSERT_EQ(params.items()->size(), 3u);
    EXPECT_EQ(layers_of(*(*params.items())[0].as<LayerReference>()->packet), "SCTPChunkParam");
    EXPECT_EQ(layers_of(*(*params.items())[1].as<LayerReference>()->packet), "SCTPChunkParamFwdTSN");
    EXPECT_EQ(layers_of(*(*params.items())[2].as<LayerReference>()->packet), "SCTPChunkParamECNCapable");
}

TEST(Sctp, GapsAreWrittenAsTextOrPairs) {
    const Packet sack =
        craft("SCTPChunkSACK", {{"gap_ack_list", List{Value("2:3"), Value(List{Value(5), Value(7)})}},
                                {"dup_tsn_list", List{Value(1)}}});
    EXPECT_EQ(to_hex(sack.build()),
              hex_without_blanks("0300001c 00000000 00000000 0002 0001 00020003 00050007 00000001"));
    EXPECT_EQ(refusal("SCTPChunkSACK", "gap_ack_list", List{Value("2-3")}),
              "in gap_ack_list: '2-3' is no gap for gap_ack");
}

TEST(Sctp, AnAnswerHasThePortsCrossedOver) {
    const Packet request = over_ip(craft("SCTP", {{"sport", 1000}, {"dport", 2000}}));
    EXPECT_TRUE(answers(craft("SCTP", {{"sport", 2000}, {"dport", 1000}}),
                        craft("SCTP", {{"sport", 1000}, {"dport", 2000}})));
    EXPECT_FALSE(answers(craft("SCTP", {{"sport", 1000}, {"dport", 2000}}),
                         craft("SCTP", {{"sport", 1000}, {"dport", 2000}})));
    EXPECT_EQ(summary(request), "192.0.2.1 > 198.51.100.2 sctp / SCTP");
}

TEST(Sctp, LengthsThatCannotBeLoseNoOctet) {
    for (const char* hex : {"00000000 00000001 00000000 00000000 01000000",
                            "00000000 00000001 00000000 00000000 0100ffff 00000000",
                            "00000000 00000001 00000000 00000000 0400000c 00010000 00010000",
                            "00000000 00000001 00000000 00000000 03000010 00000001 00000002 ffffffff 0001"}) {
        const Packet read = dissect("SCTP", hex);
        EXPECT_EQ(to_hex(read.build()), hex_without_blanks(hex));
    }
}

TEST(Sctp, DynamicAddressesHaveTheDefaultOfTheirFamily) {
    const auto built = [](const char* name, int family) {
        return to_hex(craft(name, {{"correlation_id", 1}, {"addr_type", family}}).build());
    };
    EXPECT_EQ(built("SCTPChunkParamAddIPAddr", 5), "c001001000000001000500087f000001");
    EXPECT_EQ(built("SCTPChunkParamDelIPAddr", 6), "c002001c0000000100060014" + std::string(31, '0') + "1");
    EXPECT_EQ(built("SCTPChunkParamAddIPAddr", 7), "c001000c0000000100070004");
}

TEST(UdpLite, TheChecksumCoversWhatTheSenderSays) {
    const Packet header = craft("UDPLite", {{"sport", 1}, {"dport", 2}, {"coverage", 8}});
    const Octets one = over_ip(header / Packet::raw("one")).build();
    const Octets two = over_ip(header / Packet::raw("two")).build();
    EXPECT_EQ(Octets(one.begin() + 20, one.begin() + 28), Octets(two.begin() + 20, two.begin() + 28));
    const Packet whole = craft("UDPLite", {{"sport", 1}, {"dport", 2}});
    EXPECT_NE(over_ip(whole / Packet::raw("one")).build()[26],
              over_ip(whole / Packet::raw("two")).build()[26]);
    EXPECT_EQ(layers_of(Packet::dissect(one, *find_protocol("IP"))), "IP UDPLite Raw");
}

}  // namespace
}  // namespace pkttest
