// GTP, PPTP, TZSP and Cisco HDLC where the vectors do not reach: extension headers, padding, answers.
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

const Packet inner = craft("IP", {{"src", "192.0.2.1"}, {"dst", "198.51.100.2"}});

TEST(Gtp, ExtensionHeadersFollowEachOther) {
    const Packet crafted = craft("GTP_U_Header", {{"teid", 1}}) /
                           craft("GTP_UDPPort_ExtensionHeader", {{"udp_port", 5}, {"next_ex", 0xc0}}) /
                           craft("GTP_PDCP_PDU_ExtensionHeader", {{"pdcp_pdu", 7}}) / inner;
    Octets octets = crafted.build();
    EXPECT_EQ(to_hex(octets).substr(0, 40),
              hex_without_blanks("34000020 00000001 00000040 010005c0 01000700"));
    octets[1] = 255;
    EXPECT_EQ(layers_of(Packet::dissect(octets, *find_protocol("GTPHeader"))),
              "GTP_U_Header GTP_UDPPort_ExtensionHeader GTP_PDCP_PDU_ExtensionHeader IP");
}

TEST(Gtp, ASessionContainerIsPaddedBeforeItsLastOctet) {
    const Packet container = craft("GTPPDUSessionContainer", {{"QFI", 9}, {"PPP", 1}, {"PPI", 5}});
    EXPECT_EQ(to_hex(container.build()), hex_without_blanks("020089a0 00000000"));
    const Packet crafted = craft("GTP_U_Header") / container / inner;
    const Packet read = Packet::dissect(crafted.build(), *find_protocol("GTPHeader"));
    EXPECT_EQ(layers_of(read), "GTP_U_Header GTPPDUSessionContainer IP");
    EXPECT_EQ(read[1].get("padding"), Value(Bytes{std::string(3, '\0')}));
}

TEST(Gtp, AnUnknownElementIsKeptAndTheNextOneRead) {
    const Packet read = dissect("GTPCreatePDPContextRequest", "fa0002abcd 0e05 851234");
    const Value list = read[0].get("IE_list");
    ASSERT_EQ(list.items()->size(), 3u);
    EXPECT_EQ(layers_of(*(*list.items())[0].as<LayerReference>()->packet), "IE_NotImplementedTLV");
    EXPECT_EQ(layers_of(*(*list.items())[1].as<LayerReference>()->packet), "IE_Recovery");
    EXPECT_EQ(to_hex(read.build()), "fa0002abcd0e05851234");
}

TEST(Gtp, DigitsArePackedFromTheLowHalf) {
    EXPECT_EQ(to_hex(craft("IE_IMSI", {{"imsi", "123456789012345"}}).build()), "0221436587092143f5");
    EXPECT_EQ(dissect("IE_IMSI", "0221436587092143f5")[0].get("imsi"), Value(Bytes{"123456789012345"}));
    EXPECT_EQ(refusal("IE_IMSI", "imsi", "12x"), "imsi takes digits, not '12x'");
    EXPECT_EQ(to_hex(craft("IE_AccessPointName", {{"APN", "web.net"}}).build()), "83000803776562036e6574");
    EXPECT_EQ(to_hex(craft("IE_GSNAddress", {{"ipv4_address", "192.0.2.1"}}).build()), "850004c0000201");
}

TEST(Gtp, AnEchoIsAnsweredBySequence) {
    const auto echo = [](int type, const char* name, int sequence) {
        return craft("GTPHeader", {{"gtp_type", type}, {"S", 1}, {"seq", sequence}}) / craft(name);
    };
    const Packet request = echo(1, "GTPEchoRequest", 5);
    EXPECT_TRUE(answers(echo(2, "GTPEchoResponse", 5), request));
    EXPECT_FALSE(answers(echo(2, "GTPEchoResponse", 6), request));
    EXPECT_EQ(hashret(echo(2, "GTPEchoResponse", 5)), hashret(request));
    EXPECT_EQ(layers_of(dissect("GTPHeader", "48200008 00000001 00000200")), "GTPv2Header");
}

bool pptp_answers(const Packet& answer, const Packet& request) { return answers(answer[0], request[0]); }

TEST(Pptp, ARepliesNumberFollowsItsRequests) {
    const Packet echo = craft("PPTPEchoRequest", {{"identifier", 3}});
    EXPECT_TRUE(pptp_answers(craft("PPTPEchoReply", {{"identifier", 3}}), echo));
    EXPECT_FALSE(pptp_answers(craft("PPTPEchoReply", {{"identifier", 4}}), echo));
    const Packet call = craft("PPTPOutgoingCallRequest", {{"call_id", 9}});
    EXPECT_TRUE(pptp_answers(craft("PPTPOutgoingCallReply", {{"peer_call_id", 9}}), call));
    EXPECT_FALSE(pptp_answers(craft("PPTPIncomingCallReply", {{"peer_call_id", 9}}), call));
    EXPECT_EQ(layers_of(dissect("PPTP", "000e0001 1a2b3c4d 00630000 abcd")), "PPTP");
}

TEST(Tzsp, PaddingAndUnknownTagsDoNotSpoilThePacket) {
    const Packet read = dissect("TZSP", "01000001 00 0a01ff f0021234 01 020000000002 020000000001 0800");
    EXPECT_EQ(layers_of(read), "TZSP TZSPTagPadding TZSPTagRawRSSIByte TZSPTagUnknown TZSPTagEnd Ether");
    EXPECT_EQ(layers_of(dissect("TZSP", "01040001 ff")), "TZSP Raw");
}

TEST(Slarp, ARequestIsAnsweredByAnAddress) {
    EXPECT_TRUE(answers(craft("SLARP", {{"type", "reply"}}), craft("SLARP", {{"type", "request"}})));
    EXPECT_FALSE(answers(craft("SLARP"), craft("SLARP", {{"type", "request"}})));
}

}  // namespace
}  // namespace pkttest
