// Routing and discovery protocols where the vectors do not reach: PIM's register, LDP's several messages,
// EIGRP's prefixes, node information, segment routing's padding.
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

TEST(Pim, ARegistersPacketIsNotSummedUp) {
    const Packet sent = craft("PIMv2Hdr") / craft("PIMv2Register") / craft("IP") / craft("UDP");
    const Octets built = sent.build();
    EXPECT_EQ(to_hex(Octets(built.begin(), built.begin() + 8)),
              "2100deff"
              "00000000");
    EXPECT_EQ(layers_of(Packet::dissect(built, *find_protocol("PIMv2Hdr"))), "PIMv2Hdr PIMv2Register IP UDP");
}

TEST(Pim, AddressesHaveTheirFamily) {
    const Packet sent =
        craft("PIMv2RegisterStop",
              {{"group_addr_family", 2}, {"gaddr", "ff3e::1"}, {"mask_len", 128}, {"src_ip", "192.0.2.1"}});
    EXPECT_EQ(to_hex(sent.build()),
              "02000080ff3e0000000000000000000000000001"
              "0100c0000201");
    const Packet read = Packet::dissect(sent.build(), *find_protocol("PIMv2RegisterStop"));
    EXPECT_EQ(read[0].get("gaddr"), Value("ff3e::1"));
    EXPECT_EQ(read[0].get("src_ip"), Value("192.0.2.1"));
}

TEST(Ldp, MessagesAndPdusFollowOneAnother) {
    const Packet sent =
        craft("LDP") / craft("LDPHello") / craft("LDPKeepAlive") / craft("LDP") / craft("LDPInit");
    const Packet read = Packet::dissect(sent.build(), *find_protocol("LDP"));
    EXPECT_EQ(layers_of(read), "LDP LDPHello LDPKeepAlive LDP LDPInit");
    EXPECT_EQ(read[0].integer("len"), 30u);
    EXPECT_EQ(read[3].integer("len"), 14u);
}

TEST(Ldp, TlvsThatAreNoFieldsAreKept) {
    const Packet hello = dissect("LDPHello", "0100 0014 00000001 0400 0004 00b40000 0401 0004 c0000201");
    EXPECT_EQ(represent(hello[0].get("params")), "[180, 0, 0]");
    ASSERT_EQ(hello[0].get("tlvs").items()->size(), 1u);
    const Packet mapping = dissect("LDPLabelMM", "0400 000c 00000001 0200 0004 00000010");
    EXPECT_EQ(represent(mapping[0].get("label")), "16");
    EXPECT_TRUE(mapping[0].get("fec").is_none());
    EXPECT_EQ(refusal("LDPLabelMM", "fec", "192.0.2.0/24"), "fec does not take '192.0.2.0/24'");
}

TEST(RouterRenumbering, OperationsCountTheirWords) {
    const Packet sent = craft(
        "ICMPv6RouterRenumbering",
        {{"operations",
          List{craft("ICMPv6RROperation", {{"prefix", "fec0::"}, {"use", List{craft("ICMPv6RRUsePrefix")}}}),
               craft("ICMPv6RROperation")}}});
    const Octets built = sent.build();
    ASSERT_EQ(built.size(), 16u + 24 + 32 + 24);
    EXPECT_EQ(built[17], 7);
    EXPECT_EQ(built[16 + 56 + 1], 3);
    const Packet read = Packet::dissect(built, *find_protocol("ICMPv6RouterRenumbering"));
    EXPECT_EQ(read[0].get("operations").items()->size(), 2u);
}

TEST(ExtendedEcho, NamesAnInterfaceAndIsAnswered) {
    const Packet asked = craft("IPv6") /
                         craft("ICMPv6ExtEchoRequest", {{"id", 7}, {"seq", 1}, {"local", 1}}) /
                         craft("ICMPExtension_Header");
    const Packet read = Packet::dissect(asked.build(), *find_protocol("IPv6"));
    EXPECT_EQ(layers_of(read), "IPv6 ICMPv6ExtEchoRequest ICMPExtension_Header");
    EXPECT_EQ(read[1].integer("local"), 1u);
    const auto reply = [](int id) { return craft("ICMPv6ExtEchoReply", {{"id", id}, {"seq", 1}}); };
    EXPECT_TRUE(answers(reply(7)[0], read[1]));
    EXPECT_FALSE(answers(reply(8)[0], read[1]));
}

TEST(Hsrp, AnInterfaceAdvertisesItself) {
    EXPECT_EQ(layers_of(dissect("HSRP", "0003 0001 000e 0200 0000 0001 6f000000")), "HSRPAdvertise");
    EXPECT_EQ(layers_of(dissect("HSRP", "0003 0803 0a78 0100 636973636f000000 c0a80001")), "HSRP");
}

TEST(CiscoHdlc, AnOctetMayPrecedeOsisPackets) {
    EXPECT_EQ(layers_of(dissect("CHDLC", "0f00fefe 03 831401001a010000")), "CHDLC_OSI ISIS_CommonHdr");
    EXPECT_EQ(layers_of(dissect("CHDLC", "0f00fefe 831401001a010000")), "CHDLC ISIS_CommonHdr");
}

TEST(OpenFlow, AMessageFollowsAVendorsOne) {
    EXPECT_EQ(layers_of(dissect("OpenFlow", "01040014 00000019 005c16c7 0000000500000000 01130008 0000001a")),
              "OFPTVendor Raw OFPTBarrierReply");
}

TEST(Erspan, TheFrameTypeSaysWhatIsMirrored) {
    const Packet frame = craft("ERSPAN_III") / craft("Ether", {{"type", 0x9000}}) / Packet::raw("x");
    Octets octets = frame.build();
    EXPECT_EQ(layers_of(Packet::dissect(octets, *find_protocol("ERSPAN_III"))), "ERSPAN_III Ether Raw");
    octets[10] = 0x1c;
    EXPECT_EQ(layers_of(Packet::dissect(octets, *find_protocol("ERSPAN_III"))), "ERSPAN_III Raw");
}

TEST(Eigrp, ADestinationHasTheOctetsOfItsLength) {
    const Octets built = craft("EIGRPIntRoute", {{"dst", "10.0.0.0"}, {"prefixlen", 8}}).build();
    EXPECT_EQ(built.size(), 26u);
    EXPECT_EQ(built[3], 26u);
    const Packet version = craft("EIGRPSwVer", {{"ios", "v15.1"}});
    EXPECT_EQ(version[0].get("ios"), Value(0x0f01));
    EXPECT_EQ(version[0].text("ios"), "v15.1");
    EXPECT_EQ(refusal("EIGRPSwVer", "ios", "v15"), "ios takes a version, not 'v15'");
}

TEST(NodeInformation, TheCodeIsThatOfTheSubject) {
    const auto code = [](const Value& subject) {
        return craft("ICMPv6NIQueryName", {{"data", subject}}).build()[1];
    };
    EXPECT_EQ(code("2001:db8::1"), 0);
    EXPECT_EQ(code("example.com"), 1);
    EXPECT_EQ(code("192.0.2.1"), 2);
}

TEST(NodeInformation, RepliesHoldNamesOrAddresses) {
    const auto round = [](const char* name, const Value& data) {
        return represent(
            Packet::dissect(craft(name, {{"data", data}}).build(), *find_protocol(name))[0].get("data"));
    };
    EXPECT_EQ(round("ICMPv6NIReplyName", List{"a.b", "c"}), "[0, b'a.b', b'c']");
    EXPECT_EQ(round("ICMPv6NIReplyIPv4", List{Value::tuple({3, "192.0.2.1"}), "192.0.2.2"}),
              "[(3, '192.0.2.1'), (0, '192.0.2.2')]");
    const auto with_nonce = [](const char* name, const char* nonce) {
        return craft("IPv6", {{"src", "::1"}, {"dst", "::1"}}) / craft(name, {{"nonce", Bytes{nonce}}});
    };
    const Packet query = with_nonce("ICMPv6NIQueryName", "12345678");
    EXPECT_TRUE(answers(with_nonce("ICMPv6NIReplyName", "12345678"), query));
    EXPECT_FALSE(answers(with_nonce("ICMPv6NIReplyName", "12345679"), query));
}

TEST(SegmentRouting, PaddingFillsTheLastUnit) {
    const auto with = [](const Packet& tlv) {
        return craft("IPv6ExtHdrSegmentRouting",
                     {{"addresses", List{"2001:db8::1"}}, {"tlv_objects", List{Value(tlv)}}});
    };
    EXPECT_EQ(
        to_hex(with(craft("IPv6ExtHdrSegmentRoutingTLV", {{"type", 9}, {"value", Bytes{"abcde"}}})).build())
            .substr(48),
        "0905616263646500");
    EXPECT_EQ(
        to_hex(with(craft("IPv6ExtHdrSegmentRoutingTLV", {{"type", 9}, {"value", Bytes{"abc"}}})).build())
            .substr(48),
        "09036162630401"
        "00");
    EXPECT_EQ(
        to_hex(craft("IPv6ExtHdrSegmentRoutingTLVHMAC", {{"hmackeyid", 1}, {"hmac", Bytes{"12"}}}).build()),
        "05080000"
        "00000001"
        "3132");
}

TEST(Isis, AnLspsChecksumAndLengthAreFilled) {
    const Packet sent = craft("ISIS_CommonHdr") / craft("ISIS_L1_LSP");
    EXPECT_EQ(to_hex(sent.build()), "831b010012010000001b04af01020304050600000000000135b103");
    const Packet read = Packet::dissect(sent.build(), *find_protocol("ISIS_CommonHdr"));
    EXPECT_EQ(layers_of(read), "ISIS_CommonHdr ISIS_L1_LSP");
    EXPECT_EQ(read[1].get("lspid"), Value("0102.0304.0506.00-00"));
    EXPECT_EQ(refusal("ISIS_L1_LSP", "lspid", "0102.0304"), "lspid takes an identifier, not '0102.0304'");
}

TEST(Isis, AnOptionalChecksumCoversThePdu) {
    const Packet sent =
        craft("ISIS_CommonHdr") / craft("ISIS_L1_CSNP", {{"tlvs", List{Value(craft("ISIS_ChecksumTlv"))}}});
    EXPECT_EQ(to_hex(sent.build()),
              "83210100180100000025010203040506000000000000000000ffffffffffffffff0c02c434");
}

TEST(Isis, PrefixesAndNeighboursHoldTheirOwnSubTlvs) {
    const Packet tlv =
        craft("ISIS_ExtendedIpReachabilityTlv",
              {{"pfxs", List{Value(craft("ISIS_ExtendedIpPrefix",
                                         {{"pfx", "10.1.2.0/23"},
                                          {"subtlvindicator", 1},
                                          {"subtlvs", List{Value(craft("ISIS_32bitAdministrativeTagSubTlv",
                                                                       {{"tags", List{5}}}))}}}))}}});
    EXPECT_EQ(to_hex(tlv.build()),
              "870f"
              "00000001570a0102"
              "06010400000005");
    const Packet read = Packet::dissect(tlv.build(), *find_protocol("ISIS_GenericTlv"));
    EXPECT_NE(show(read).find("ISIS 32-bit Administrative Tag"), std::string::npos) << show(read);
    const Packet neighbour = dissect("ISIS_GenericTlv", "160e 01020304050607 00000a 03 010100");
    EXPECT_NE(show(neighbour).find("ISIS Generic Sub-TLV"), std::string::npos) << show(neighbour);
}

TEST(Isis, SequenceNumbersAcknowledgeTheLsp) {
    const auto acknowledgement = [](const char* id) {
        const Packet entry = craft("ISIS_LspEntry", {{"lspid", id}});
        return craft("ISIS_L1_PSNP",
                     {{"tlvs", List{Value(craft("ISIS_LspEntryTlv", {{"entries", List{Value(entry)}}}))}}});
    };
    const Packet head = craft("ISIS_CommonHdr"), lsp = head / craft("ISIS_L1_LSP");
    EXPECT_TRUE(answers(head / acknowledgement("0102.0304.0506.00-00"), lsp));
    EXPECT_FALSE(answers(head / acknowledgement("0102.0304.0506.00-01"), lsp));
}

TEST(Mobility, OptionsArePaddedToTheirAlignment) {
    const Packet update =
        craft("MIP6MH_BU", {{"options", List{Value(craft("MIP6OptAltCoA", {{"acoa", "2001:db8::1"}}))}}});
    EXPECT_EQ(to_hex(update.build()),
              "3b03050000000000d0000003"
              "0100"
              "0310"
              "20010db8000000000000000000000001");
    const Packet read = Packet::dissect(update.build(), *find_protocol("MIP6MH_Generic"));
    EXPECT_EQ(layers_of(read), "MIP6MH_BU");
    EXPECT_EQ(read[0].get("options").items()->size(), 2u);
}

TEST(Mobility, AnAcknowledgementAnswersTheUpdateThatWantsIt) {
    const auto over = [](const Packet& message) {
        return craft("IPv6", {{"src", "::1"}, {"dst", "::1"}}) / message;
    };
    const Packet update = over(craft("MIP6MH_BU", {{"seq", 5}}));
    EXPECT_TRUE(answers(over(craft("MIP6MH_BA", {{"seq", 5}})), update));
    EXPECT_FALSE(answers(over(craft("MIP6MH_BA", {{"seq", 6}})), update));
    EXPECT_FALSE(answers(over(craft("MIP6MH_BA", {{"seq", 5}})),
                         over(craft("MIP6MH_BU", {{"seq", 5}, {"flags", "H"}}))));
    EXPECT_EQ(hashret(update), hashret(over(craft("MIP6MH_BA"))));
}

TEST(Rsvp, EachObjectCountsWhatItHolds) {
    const Packet sent = craft("RSVP") / craft("RSVP_Object") /
                        craft("RSVP_HOP", {{"neighbor", "192.0.2.9"}}) /
                        craft("RSVP_Object", {{"Class", 8}}) / craft("RSVP_Data", {{"Data", Bytes{"abcd"}}});
    EXPECT_EQ(to_hex(sent.build()).substr(12),
              "001c"
              "000c0301c000020900000001"
              "0008080161626364");
    const Packet read =
        dissect("RSVP", "11010000 01000020 000c0301 c0000209 00000005 00080801 61626364 00040901");
    EXPECT_EQ(layers_of(read), "RSVP RSVP_Object RSVP_HOP RSVP_Object RSVP_Data RSVP_Object");
}

TEST(Rpl, PrefixesReachAsFarAsTheirOption) {
    const Packet read = dissect("RPLOptUnknown", "030e 40 00 ffffffff 20010db800000000 0502 00 00");
    EXPECT_EQ(layers_of(read), "RPLOptRIO RPLOptTgt");
    EXPECT_EQ(read[0].get("prefix"), Value("2001:db8::"));
    EXPECT_TRUE(read[1].get("prefix").is_none());
    Packet again = read;
    again.clear_cache();
    EXPECT_EQ(again.build(), read.build());
}

TEST(Rpl, MetricsStandInTheirContainer) {
    const Packet metric =
        craft("RPLOptDAGMC", {{"options", List{Value(craft("RPLDAGMCHopCount", {{"HopCount", 3}})),
                                               Value(craft("RPLDAGMCLinkETX", {{"ETX", 128}}))}}});
    EXPECT_EQ(to_hex(metric.build()),
              "020c"
              "030000020003"
              "070000020080");
    const Packet read = Packet::dissect(metric.build(), *find_protocol("RPLOptUnknown"));
    EXPECT_EQ(read[0].get("options").items()->size(), 2u);
}

TEST(Hsrp, Version2IsToldByItsFirstTlv) {
    const Packet sent = craft("UDP") / craft("HSRPv2", {{"virtualIP", "192.0.2.254"}}) /
                        craft("HSRPv2TLV", {{"value", Bytes{"cisco"}}});
    const Packet read = Packet::dissect(sent.build(), *find_protocol("UDP"));
    EXPECT_EQ(layers_of(read), "UDP HSRPv2 HSRPv2TLV");
    EXPECT_EQ(read[1].get("virtualIP"), Value("192.0.2.254"));
}

TEST(Igmp, AuxiliaryDataIsCountedInWords) {
    const Packet report =
        craft("IGMPv3_MR",
              {{"records",
                List{Value(craft("IGMPv3_MR_Group", {{"maddr", "239.1.1.1"}, {"auxdata", Bytes{"abcd"}}})),
                     Value(craft("IGMPv3_MR_Group", {{"maddr", "239.1.1.2"}}))}}});
    const Packet read = Packet::dissect(report.build(), *find_protocol("IGMP"));
    EXPECT_EQ(to_hex(report.build()).substr(16),
              "04010000ef01010161626364"
              "04000000ef010102");
    ASSERT_EQ(read[0].get("records").items()->size(), 2u);
}

TEST(Ospf, ALinkMayHaveMetricsOfSeveralServices) {
    const Packet link =
        craft("OSPF_Link", {{"toscount", 2}, {"tos", 1}, {"tosmetric", 5}, {"more", Bytes{"abcd"}}});
    EXPECT_EQ(to_hex(link.build()),
              "c0a80000ffffff000302000a"
              "01000005"
              "61626364");
    const Packet lsa = craft("OSPF_Router_LSA", {{"linklist", List{Value(link), Value(craft("OSPF_Link"))}}});
    const Packet read = Packet::dissect(lsa.build(), *find_protocol("OSPF_BaseLSA"));
    EXPECT_EQ(read[0].get("linklist").items()->size(), 2u);
}

TEST(Glbp, LengthsAreFilled) {
    const Packet sent =
        craft("GLBP", {{"tlvs", List{Value(craft("GLBPHello", {{"virtualip", "192.0.2.254"}}))}}});
    EXPECT_EQ(to_hex(sent.build()),
              "010000010000000000000000"
              "011c0020006400000000"
              "0bb800002710"
              "025838400000"
              "0104c00002fe");
}

}  // namespace
}  // namespace pkttest
