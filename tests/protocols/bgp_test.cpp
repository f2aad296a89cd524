// BGP: several messages in one segment, lengths, sizes of AS numbers, path identifiers, types of communities,
// lists that are cut.
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Value listed(std::initializer_list<Packet> packets) {
    List out;
    for (const Packet& packet : packets) out.push_back(Value(packet));
    return Value(std::move(out));
}
Packet attribute(int type, const Packet& held) {
    return craft("BGPPathAttr", {{"type_code", type}, {"attribute", Value(held)}});
}
/// The first layer of a field that holds one.
std::string held_by(const Packet& packet, std::size_t layer, std::string_view field) {
    const Value value = packet[layer].get(field);
    const auto* reference = value.as<LayerReference>();
    return reference != nullptr ? layers_of(*reference->packet) : "";
}
Packet read_attribute(std::string_view hex) { return dissect("BGPPathAttr", hex); }

TEST(Bgp, MessagesOfOneSegmentKeepTheirLengths) {
    const Packet sent = craft("BGPHeader") /
                        craft("BGPNotification", {{"error_code", 6}, {"data", Bytes{"bye"}}}) /
                        craft("BGPKeepAlive") / craft("BGPHeader") / craft("BGPRouteRefresh");
    const Packet read = Packet::dissect(sent.build(), *find_protocol("BGPHeader"));
    EXPECT_EQ(layers_of(read), "BGPHeader BGPNotification BGPKeepAlive BGPHeader BGPRouteRefresh");
    EXPECT_EQ(read[0].integer("len"), 24u);
    EXPECT_EQ(read[1].get("data"), Value(Bytes{"bye"}));
    EXPECT_EQ(read[2].integer("len"), 19u);
    EXPECT_EQ(read[3].integer("len"), 23u);
}

TEST(Bgp, OctetsWithoutTheMarkerAreNoMessage) {
    EXPECT_EQ(layers_of(dissect("BGP", "00ffffffffffffffffffffffffffffff001304")), "Raw");
    EXPECT_EQ(layers_of(dissect("BGP", "ffffffffffffffffffffffffffffffff0013")), "Raw");
    EXPECT_EQ(layers_of(dissect("BGP", "ffffffffffffffffffffffffffffffff001304")), "BGPKeepAlive");
}

TEST(Bgp, AsNumbersHaveTheSizeThatReadsWell) {
    EXPECT_EQ(held_by(read_attribute("400206 0202 0001 ffff"), 0, "attribute"), "BGPPAASPath");
    EXPECT_EQ(held_by(read_attribute("400206 0201 00011170"), 0, "attribute"), "BGPPAAS4BytesPath");
    EXPECT_EQ(held_by(read_attribute("c00706 fc00 c0000209"), 0, "attribute"), "BGPPAAggregator");
    EXPECT_EQ(held_by(read_attribute("c00708 00011170 c0000209"), 0, "attribute"), "BGPPAAS4Aggregator");
}

TEST(Bgp, APathIdentifierIsSeenWherePrefixesDoNotReadWell) {
    const Packet plain = dissect("BGPUpdate", "0000 0000 00 18c00002");
    const auto first = [](const Packet& update) {
        return std::string(
            (*update[0].get("nlri").items()->front().as<LayerReference>()->packet)[0].protocol().name);
    };
    EXPECT_EQ(first(plain), "BGPNLRI_IPv4");
    EXPECT_EQ(first(dissect("BGPUpdate", "0000 0000 00000005 18c00002 00000006 19c0000280")),
              "BGPNLRI_IPv4_AP");
}

TEST(Bgp, ReachabilityOfIpv6ComesBack) {
    expect_round_trip(
        {"MP_REACH_NLRI",
         [] {
             return attribute(
                 14, craft("BGPPAMPReachNLRI",
                           {{"afi", 2},
                            {"safi", 1},
                            {"nh_addr_len", 16},
                            {"nh_v6_addr", "2001:db8::1"},
                            {"nlri", listed({craft("BGPNLRI_IPv6", {{"prefix", "2001:db8::/32"}})})}}));
         },
         "80 0e 1a 0002 01 10 20010db8000000000000000000000001 00 20 20010db8"});
    expect_round_trip(
        {"MP_UNREACH_NLRI",
         [] {
             return attribute(
                 15,
                 craft("BGPPAMPUnreachNLRI",
                       {{"afi", 2},
                        {"safi", 1},
                        {"afi_safi_specific",
                         Value(craft("BGPPAMPUnreachNLRI_IPv6",
                                     {{"withdrawn_routes",
                                       listed({craft("BGPNLRI_IPv6", {{"prefix", "2001:db8::/32"}})})}}))}}));
         },
         "80 0f 08 0002 01 20 20010db8"});
}

TEST(Bgp, RoutesOfOtherFamiliesHaveTheirOwnForm) {
    expect_round_trip({"VPNv4",
                       [] {
                           return craft("BGPNLRI_VPNv4", {{"labels", List{0x000101}},
                                                          {"rd", 0x0000fc0000000064},
                                                          {"prefix", "192.0.2.0/24"}});
                       },
                       "70 000101 0000fc0000000064 c00002"});
    const Packet reach = read_attribute("80 0e 12 0001 04 04 c0000201 00 38 000100 000111 0a 18 000101");
    const Value routes = (*reach[0].get("attribute").as<LayerReference>()->packet)[0].get("nlri");
    ASSERT_EQ(routes.items()->size(), 2u) << represent(routes);
    const Packet& first = *routes.items()->front().as<LayerReference>()->packet;
    EXPECT_EQ(layers_of(first), "BGPNLRI_LabeledIPv4");
    EXPECT_EQ(first[0].get("prefix"), Value("10.0.0.0/8"));
    EXPECT_EQ(first[0].get("labels").items()->size(), 2u);
}

TEST(Bgp, AnExtendedCommunityTakesTheTypeOfItsValue) {
    const auto built = [](const Packet& value) {
        return to_hex(craft("BGPPAExtCommunity", {{"value", Value(value)}}).build());
    };
    EXPECT_EQ(built(craft("BGPPAExtCommTrafficRate", {{"id", 3}, {"rate", 1.5}})), "800600033fc00000");
    EXPECT_EQ(built(craft("BGPPAExtCommRedirectIPv4", {{"ip_addr", 1}})), "8108000000010000");
    EXPECT_EQ(held_by(dissect("BGPPAExtCommunity", "0002 fc00 00000064"), 0, "value"),
              "BGPPAExtCommTwoOctetASSpecific");
    EXPECT_EQ(held_by(dissect("BGPPAExtCommunity", "0600 0100 00000064"), 0, "value"), "Raw");
}

TEST(Bgp, AParameterMayHoldSeveralCapabilities) {
    const Packet open = dissect("BGPOpen", "04 fc00 00b4 c0000201 0a 0208 0200 4104 0000fc00");
    EXPECT_EQ(
        held_by(*open[0].get("opt_params").items()->front().as<LayerReference>()->packet, 0, "param_value"),
        "BGPCapGeneric BGPCapFourBytesASN");
}

TEST(Bgp, ParametersMayHaveExtendedLengths) {
    const char* hex = "04 fc00 00b4 c0000201 ff ff 0009 02 0006 0104 0001 0001";
    Packet open = dissect("BGPOpen", hex);
    EXPECT_EQ(layers_of(open), "BGPOpen");
    const Value parameters = open[0].get("opt_params");
    const Packet& parameter = *parameters.items()->front().as<LayerReference>()->packet;
    EXPECT_EQ(layers_of(parameter), "BGPOptParamExtended");
    EXPECT_EQ(held_by(parameter, 0, "param_value"), "BGPCapMultiprotocol");
    open.clear_cache();
    EXPECT_EQ(to_hex(open.build()), hex_without_blanks(hex));
}

TEST(Bgp, AListOfAttributesThatIsCutSpoilsTheMessage) {
    EXPECT_EQ(layers_of(dissect("BGPUpdate", "0000 000b 40010100 400304c000")), "Raw");
    EXPECT_EQ(layers_of(dissect("BGPUpdate", "0000 000b 40010100")), "BGPUpdate");
    EXPECT_EQ(layers_of(dissect("BGPUpdate", "0000 000b 40010100 400304 c00002")), "Raw");
}

}  // namespace
}  // namespace pkttest
