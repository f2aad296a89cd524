// 802.11 and radiotap where the vectors do not reach: check sequences, alignment, elements that do not fit
// their exact form, encrypted frames, answers.
#include "framework/packet/text.h"
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"
namespace pkttest {
namespace {

Packet again(const Packet& packet) { return Packet::dissect(packet.build(), packet[0].protocol()); }

TEST(Dot11, CheckSequenceStandsBehindThePayloadAndIsComputed) {
    const Packet made = packet_of("RadioTap()/Dot11FCS()/Dot11Beacon()/Dot11Elt(ID='SSID', info='ab')");
    const Packet read = again(made);
    EXPECT_EQ(layers_of(read), "RadioTap Dot11FCS Dot11Beacon Dot11Elt");
    EXPECT_EQ(read[3].get("info"), Value(Bytes{"ab"}));
    const Octets octets = made.build();
    const std::uint32_t sequence = octets.end()[-4] | octets.end()[-3] << 8 | octets.end()[-2] << 16 |
                                   static_cast<std::uint32_t>(octets.end()[-1]) << 24;
    EXPECT_EQ(read[1].integer("fcs"), sequence);
    EXPECT_EQ(read.build(), octets);
    Packet changed = read;
    changed.clear_cache();
    EXPECT_EQ(changed.build(), octets);
    // IEEE 802.3's residue: the check sequence over a frame and its own check sequence.
    EXPECT_EQ(packet_of("Dot11FCS(type=1, subtype=13)").build().size(), 14u);
}

TEST(Dot11, CheckSequenceStandsBehindThePaddingOfWhatIsCarried) {
    Packet made = packet_of(
        "Dot11FCS(type=2)/LLC()/SNAP()/IP(src='192.0.2.1', dst='192.0.2.2', len=28)/UDP()/Raw('pad')");
    const Packet read = again(made);
    EXPECT_EQ(layers_of(read), "Dot11FCS LLC SNAP IP UDP Padding");
    EXPECT_EQ(read[5].get("load"), Value(Bytes{"pad"}));
    EXPECT_NE(read[0].integer("fcs"), 0u);
    EXPECT_EQ(read.build(), made.build());
    EXPECT_EQ(read.tail(3).build().size(), 31u);
}

TEST(Dot11, FrameThatEndsBeforeItsCheckSequenceIsRaw) {
    const Octets octets{0xd4, 0, 0, 0, 2, 0, 0, 0, 0, 1, 7, 7, 7};
    const Packet read = Packet::dissect(octets, *find_protocol("Dot11FCS"));
    EXPECT_EQ(layers_of(read), "Raw");
    EXPECT_EQ(read.build(), octets);
}

TEST(Dot11, FourAddressesOnlyBetweenDistributionSystems) {
    EXPECT_EQ(packet_of("Dot11(type=2, FCfield='to-DS+from-DS')").build().size(), 30u);
    EXPECT_EQ(packet_of("Dot11(type=2, FCfield='to-DS')").build().size(), 24u);
    EXPECT_EQ(packet_of("Dot11(type=1, subtype=6, cfe=6)").build().size(), 22u);
}

TEST(Dot11, AccessPointNamesNeighboursToMoveTo) {
    const char* frame =
        "d000 0000 020000000002 020000000001 020000000001 0000"  // Dot11
        "0a 07 05 0b 0a00 ff"                                    // The mode says: candidates, termination.
        "04 0a 0807060504030201 1e00"
        "34 0d 0200000000aa 8f0b0000 51 06 09"
        "34 10 0200000000bb 03000000 73 24 09 03 01 ff";
    const Octets octets = from_hex(frame);
    const Packet read = Packet::dissect(octets, *find_protocol("Dot11"));
    EXPECT_EQ(layers_of(read), "Dot11 Dot11Action Dot11WNM Dot11BSSTMRequest");
    EXPECT_EQ(
        represent_packet(read, 3),
        "<Dot11BSSTMRequest  token=5 mode=Preferred_Candidate_List_Included+Abridged+"
        "BSS_Termination_Included disassociation_timer=10 validity_interval=255 termination_duration="
        "<BSSTerminationDuration  id=4 len=10 TSF=72623859790382856 duration=30 |> neighbor_report=["
        "<NeighborReport  type=52 len=13 BSSID=02:00:00:00:00:aa reserved=0 FTM=0 VHT=0 HT=1 mobility=0 "
        "capabilities=56 key_scope=1 security=1 AP_reach=3 op_class=81 channel=6 phy_type=9 |>, "
        "<NeighborReport  type=52 len=16 BSSID=02:00:00:00:00:bb reserved=0 FTM=0 VHT=0 HT=0 mobility=0 "
        "capabilities=0 key_scope=0 security=0 AP_reach=3 op_class=115 channel=36 phy_type=9 subelems=["
        "<SubelemTLV  type=3 len=1 value=[255] |>] |>] |>");
    Packet changed = read;
    changed.clear_cache();
    EXPECT_EQ(changed.build(), octets);
}

TEST(Dot11, StationTellsWhetherItMoves) {
    EXPECT_EQ(packet_of("Dot11BSSTMResponse(token=3, target='02:00:00:00:00:01')").build(),
              (Octets{3, 0, 0, 2, 0, 0, 0, 0, 1}));
    EXPECT_EQ(packet_of("Dot11BSSTMResponse(token=3, status=4)").build(), (Octets{3, 4, 0}));
    EXPECT_EQ(packet_of("Dot11()/Dot11Action()/Dot11WNM()/Dot11BSSTMResponse(status=7)")[2].integer("action"),
              8u);
    EXPECT_EQ(packet_of("Dot11BSSTMRequest(mode='ESS_Disassociation_Imminent', url='ab')").build(),
              (Octets{0, 16, 0, 0, 0, 2, 'a', 'b'}));
    EXPECT_TRUE(
        answers(packet_of("Dot11BSSTMResponse(token=3)")[0], packet_of("Dot11BSSTMRequest(token=3)")[0]));
    EXPECT_FALSE(
        answers(packet_of("Dot11BSSTMResponse(token=3)")[0], packet_of("Dot11BSSTMRequest(token=4)")[0]));
}

struct Element {
    const char* hex;
    const char* protocol;
};
class Dot11Elements : public testing::TestWithParam<Element> {};
TEST_P(Dot11Elements, AreReadByTheirExactFormOnlyWhereTheyFitIt) {
    Octets octets;
    const std::string hex = GetParam().hex;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        octets.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    const Packet read = Packet::dissect(octets, *find_protocol("Dot11Elt"));
    EXPECT_EQ(layers_of(read), GetParam().protocol);
    EXPECT_EQ(read.build(), octets);
    Packet anew = read;
    anew.clear_cache();
    EXPECT_EQ(anew.build(), octets);
}
INSTANTIATE_TEST_SUITE_P(
    Forms, Dot11Elements,
    testing::Values(Element{"030106", "Dot11EltDSSSet"}, Element{"0302060600017a", "Dot11Elt Dot11Elt"},
                    Element{"3002010000017a", "Dot11Elt Dot11Elt"},
                    Element{"30140100000fac040100000fac040100000fac020000", "Dot11EltRSN"},
                    Element{"30160100000fac040100000fac040100000fac0200000000", "Dot11EltRSN"},
                    Element{"30150100000fac040100000fac040100000fac02000000", "Dot11Elt"},
                    Element{"3014010000", "Raw"}, Element{"dd0200500000", "Dot11Elt Dot11Elt"},
                    Element{"dd160050f20101000050f20201000050f20201000050f202", "Dot11EltMicrosoftWPA"},
                    Element{"dd0a0050f2010100004010220000", "Dot11EltVendorSpecific Dot11Elt"},
                    Element{"070a444520010d1424020a000000", "Dot11EltCountry Dot11Elt"},
                    Element{"320230ff", "Dot11EltRates"}, Element{"0008", "Dot11Elt"}));

TEST(Dot11, EncryptedFramesAreToldApartByTheirHead) {
    const auto head = [](std::initializer_list<std::uint8_t> start) {
        Octets octets = packet_of("Dot11(type=2, FCfield='protected')").build();
        octets.insert(octets.end(), start);
        octets.insert(octets.end(), 8, 0x55);
        return layers_of(Packet::dissect(octets, *find_protocol("Dot11")));
    };
    EXPECT_EQ(head({1, 2, 3, 0}), "Dot11 Dot11WEP");
    EXPECT_EQ(head({1, 0x21, 3, 0x20}), "Dot11 Dot11TKIP");
    EXPECT_EQ(head({1, 2, 0, 0x20}), "Dot11 Dot11CCMP");
    EXPECT_EQ(head({1, 2, 3, 0x20}), "Dot11 Dot11Encrypted");
}

TEST(Dot11, ResponsesAnswerRequests) {
    const char* station = "02:00:00:00:00:01";
    const auto frame = [&](int subtype, const char* field, const char* body) {
        return packet_of("Dot11(type=0, subtype=" + std::to_string(subtype) + ", " + field + "='" + station +
                         "')/" + body);
    };
    EXPECT_TRUE(answers(frame(5, "addr1", "Dot11ProbeResp()"), frame(4, "addr2", "Dot11ProbeReq()")));
    EXPECT_FALSE(answers(frame(1, "addr1", "Dot11AssoResp()"), frame(4, "addr2", "Dot11ProbeReq()")));
    EXPECT_TRUE(
        answers(frame(11, "addr1", "Dot11Auth(seqnum=2)"), frame(11, "addr2", "Dot11Auth(seqnum=1)")));
    EXPECT_FALSE(
        answers(frame(11, "addr1", "Dot11Auth(seqnum=3)"), frame(11, "addr2", "Dot11Auth(seqnum=1)")));
}

TEST(RadioTap, FieldsStandAtMultiplesOfTheirSize) {
    const Packet made = packet_of(
        "RadioTap(present='Flags+Channel+Antenna+timestamp+L_SIG', ChannelFrequency=5180, Antenna=1, "
        "timestamp=1, lsig_length=100, lsig_rate=11)/Dot11()");
    const Packet read = again(made);
    EXPECT_EQ(read[0].integer("len"), 32u);
    EXPECT_EQ(read[0].integer("ChannelFrequency"), 5180u);
    EXPECT_EQ(read[0].integer("timestamp"), 1u);
    EXPECT_EQ(read[0].integer("lsig_length"), 100u);
    EXPECT_EQ(read[0].integer("lsig_rate"), 11u);
    const Octets octets = made.build();
    EXPECT_EQ(octets[30], 0x4b);
    EXPECT_EQ(octets[31], 0x06);
}

TEST(RadioTap, MoreMasksAndWhatIsNotKnownAreKept) {
    const Octets octets{0, 0,    20,   0, 0x20, 0,    0, 0xa0, 0x20, 0, 0, 0xa0, 0x20, 0, 0,
                        0, 0xd8, 0xd9, 0, 1,    0xd4, 0, 0,    0,    2, 0, 0,    0,    0, 1};
    const Packet read = Packet::dissect(octets, *find_protocol("RadioTap"));
    EXPECT_EQ(layers_of(read), "RadioTap Dot11");
    EXPECT_EQ(read[0].get("Ext").items()->size(), 2u);
    EXPECT_EQ(read[0].get("notdecoded"), Value(Bytes{std::string("\xd9\0\1", 3)}));
    Packet anew = read;
    anew.clear_cache();
    EXPECT_EQ(anew.build(), octets);
}

}  // namespace
}  // namespace pkttest
