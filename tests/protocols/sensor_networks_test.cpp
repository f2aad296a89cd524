// 802.15.4, 6LoWPAN, Bluetooth and PTP where the vectors do not reach: check sequences, addresses by mode,
// compressed headers, parts of little-endian numbers, answers.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

std::string built(std::string_view expression) { return to_hex(packet_of(expression).build()); }

TEST(Dot15d4, CheckSequenceIsTheStandardsOne) {
    // ITU-T V.41's polynomial, the lowest bit first, from 0: "123456789" would give 0x2189.
    EXPECT_EQ(built("Dot15d4FCS(fcf_frametype=2, seqnum=0x56)"), "0200560b82");
    const Packet read = dissect("Dot15d4FCS", "02005600ff");
    EXPECT_EQ(layers_of(read), "Dot15d4FCS");
    EXPECT_EQ(read[0].integer("fcs"), 0xff00u);
}

TEST(Dot15d4, CommandsCarryTheirArguments) {
    const Packet made = packet_of(
        "Dot15d4(fcf_frametype=3, fcf_srcaddrmode=3)/Dot15d4Cmd(dest_addr=1, src_addr=2, cmd_id=1)/"
        "Dot15d4CmdAssocReq(device_type=1)");
    EXPECT_EQ(to_hex(made.build()), "03c801ffff0100000002000000000000000102");
    EXPECT_EQ(layers_of(Packet::dissect(made.build(), *find_protocol("Dot15d4"))),
              "Dot15d4 Dot15d4Cmd Dot15d4CmdAssocReq");
}

TEST(Dot15d4, AcknowledgementsAnswerFramesThatAskForThem) {
    const Packet frame = packet_of("Dot15d4(fcf_frametype=1, fcf_ackreq=1, seqnum=9)");
    EXPECT_TRUE(answers(packet_of("Dot15d4(fcf_frametype=2, seqnum=9)"), frame));
    EXPECT_FALSE(answers(packet_of("Dot15d4(fcf_frametype=2, seqnum=8)"), frame));
    EXPECT_FALSE(answers(packet_of("Dot15d4(fcf_frametype=2, seqnum=9)"),
                         packet_of("Dot15d4(fcf_frametype=1, seqnum=9)")));
}

struct Compressed {
    const char* hex;
    const char* source;
    const char* target;
    const char* layers;
};
class Lowpan : public testing::TestWithParam<Compressed> {};
/// Addresses of RFC 6282, 3.1.1, by their modes.
TEST_P(Lowpan, CompressedAddressesAreReadAndWritten) {
    const Packet read = dissect("SixLoWPAN", GetParam().hex);
    EXPECT_EQ(layers_of(read), GetParam().layers);
    EXPECT_EQ(read[0].get("src"), Value(GetParam().source));
    EXPECT_EQ(read[0].get("dst"), Value(GetParam().target));
    Packet anew = read;
    anew.clear_cache();
    EXPECT_EQ(to_hex(anew.build()), hex_without_blanks(GetParam().hex));
}
INSTANTIATE_TEST_SUITE_P(
    Modes, Lowpan,
    testing::Values(
        Compressed{"7a22 3a 1234 5678 00", "fe80::ff:fe00:1234", "fe80::ff:fe00:5678", "LoWPAN_IPHC Raw"},
        Compressed{"7a11 3a 0011223344556677 8899aabbccddeeff 00", "fe80::11:2233:4455:6677",
                   "fe80::8899:aabb:ccdd:eeff", "LoWPAN_IPHC Raw"},
        Compressed{"7a2b 3a 1234 01 00", "fe80::ff:fe00:1234", "ff02::1", "LoWPAN_IPHC Raw"},
        Compressed{"7a2a 3a 1234 05 010203 00", "fe80::ff:fe00:1234", "ff05::1:203", "LoWPAN_IPHC Raw"},
        Compressed{"7e22 1234 5678 f3 12 0000 aa", "fe80::ff:fe00:1234", "fe80::ff:fe00:5678",
                   "LoWPAN_IPHC LoWPAN_NHC_UDP Raw"}));

TEST(Bluetooth, StacksFromTheTransportToTheAttribute) {
    const Packet made = packet_of(
        "HCI_Hdr()/HCI_ACL_Hdr(handle=0x123, PB=2)/L2CAP_Hdr()/ATT_Hdr()/ATT_Read_Request(gatt_handle=5)");
    EXPECT_EQ(to_hex(made.build()), "0223210700030004000a0500");
    const Packet read = Packet::dissect(made.build(), *find_protocol("HCI_Hdr"));
    EXPECT_EQ(layers_of(read), "HCI_Hdr HCI_ACL_Hdr L2CAP_Hdr ATT_Hdr ATT_Read_Request");
    EXPECT_EQ(read[1].integer("handle"), 0x123u);
    EXPECT_EQ(read[1].integer("PB"), 2u);
}

TEST(Bluetooth, AdvertisingReportsHaveAddressesAndData) {
    const Packet read = dissect("HCI_Hdr", "043e15020100010605040302010902010605096162 6364c5");
    EXPECT_EQ(layers_of(read), "HCI_Hdr HCI_Event_Hdr HCI_Event_LE_Meta HCI_LE_Meta_Advertising_Reports");
    const Value reports = read[3].get("reports");
    ASSERT_EQ(reports.items()->size(), 1u);
}

TEST(Bluetooth, TheLongerReadByTypeHasAWholeIdentifier) {
    EXPECT_EQ(layers_of(dissect("ATT_Hdr", "080100ffff0028")), "ATT_Hdr ATT_Read_By_Type_Request");
    EXPECT_EQ(layers_of(dissect("ATT_Hdr", "080100ffff000102030405060708090a0b0c0d0e0f")),
              "ATT_Hdr ATT_Read_By_Type_Request_128bit");
}

TEST(Ptp, MessagesAreAsLongAsTheStandardSays) {
    constexpr std::pair<const char*, std::size_t> lengths[] = {
        {"Sync", 44},      {"Delay_Req", 44},  {"Pdelay_Req", 54},         {"Pdelay_Resp", 54},
        {"Follow_Up", 44}, {"Delay_Resp", 54}, {"Pdelay_Resp_Follow", 54}, {"Announce", 64},
        {"Signaling", 44}, {"Management", 48}};
    for (const auto& [type, octets] : lengths) {
        const Octets message = craft("PTP", {{"messageType", type}}).build();
        EXPECT_EQ(message.size(), octets) << type;
        EXPECT_EQ(message[3], octets) << type;
    }
}

TEST(Ptp, ResponsesNameWhoAsked) {
    const Packet request =
        packet_of("PTP(messageType='Delay_Req', sequenceId=3, clockIdentity=7, portNumber=1)");
    EXPECT_TRUE(answers(packet_of("PTP(messageType='Delay_Resp', sequenceId=3, requestingClockIdentity=7, "
                                  "requestingPortNumber=1)"),
                        request));
    EXPECT_FALSE(answers(packet_of("PTP(messageType='Delay_Resp', sequenceId=3, requestingClockIdentity=8, "
                                   "requestingPortNumber=1)"),
                         request));
    EXPECT_FALSE(answers(packet_of("PTP(messageType='Pdelay_Resp', sequenceId=3, requestingClockIdentity=7, "
                                   "requestingPortNumber=1)"),
                         request));
}

TEST(OpenFlow, MatchesLeaveFreeWhatNobodySet) {
    EXPECT_EQ(built("OFPMatch()").substr(0, 8), "003fffff");
    EXPECT_EQ(built("OFPMatch(tp_dst=80)"),
              "003fff4f000000000000000000000000000000000000080000060000000000000000000000000050");
}

TEST(OpenFlow, MessagesStandOneBehindTheOther) {
    EXPECT_EQ(layers_of(dissect("OpenFlow", "0100000800000001 0105000800000002")),
              "OFPTHello OFPTFeaturesRequest");
    EXPECT_EQ(layers_of(dissect("OpenFlow", "0400001000000001 0001000800000010")), "OFPTHello3");
    EXPECT_EQ(layers_of(dissect("OpenFlow", "0200001000000001 0001000800000010")), "OpenFlow");
}

TEST(Bluetooth, UuidsAreSentFromTheirLastOctet) {
    const Packet read = dissect("ATT_Handle_UUID128", "0500 78563412785634127856341278563412");
    EXPECT_EQ(read[0].get("value"), Value("12345678-1234-5678-1234-567812345678"));
    Packet built = read;
    built.clear_cache();
    EXPECT_EQ(built.build(), read.build());
}

}  // namespace
}  // namespace pkttest
