// BGP: what path attributes hold (RFC 4271 5, RFC 1997, RFC 4456, RFC 4760, RFC 6793, and later ones as
// named).
#include <algorithm>
#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/bgp.h"

namespace pkttest::protocols {

constexpr Protocol held(std::string_view name, std::string_view title, std::span<const Field> fields) {
    return {.name = name, .title = title, .fields = fields};
}
/// Values of the same kind one behind the other.
constexpr Protocol repeated(std::string_view name, std::string_view title, std::span<const Field> fields) {
    return {.name = name, .title = title, .fields = fields, .carries = name};
}

static constexpr Name origins[] = {{0, "IGP"}, {1, "EGP"}, {2, "INCOMPLETE"}};
static constexpr Field origin_fields[] = {enumeration("origin", 8, 0, origins)};
extern constexpr Protocol bgp_origin = held("BGPPAOrigin", "ORIGIN", origin_fields);
static_assert(well_formed(bgp_origin));

// ---- paths -------------------------------------------------------------------------------------------

static constexpr Name segment_types[] = {
    {1, "AS_SET"}, {2, "AS_SEQUENCE"}, {3, "AS_CONFED_SEQUENCE"}, {4, "AS_CONFED_SET"}};
static constexpr Field segment_type = enumeration("segment_type", 8, 2, segment_types);
static constexpr Field segment_length = bits("segment_length", 8, {.count_of = {"segment_value"}});
static constexpr Field short_number = bits("asn", 16), long_number = bits("asn", 32);

static constexpr Field segment_fields[] = {
    segment_type, segment_length,
    list("segment_value", short_number, {.extent = count_from("segment_length")})};
extern constexpr Protocol bgp_segment = held("ASPathSegment", "ASPathSegment", segment_fields);
static_assert(well_formed(bgp_segment));
static constexpr Field long_segment_fields[] = {
    segment_type, segment_length,
    list("segment_value", long_number, {.extent = count_from("segment_length")})};
extern constexpr Protocol bgp_long_segment = {.name = "AS4BytesPathSegment",
                                              .title = "BGP path segment of four-octet AS numbers",
                                              .former = "ASPathSegment",
                                              .fields = long_segment_fields};
static_assert(well_formed(bgp_long_segment));

static constexpr Field path_fields[] = {layers("segments", "ASPathSegment", {})};
/// All octets, where none of them is half of a number or a segment's type alone.
static std::int64_t path_octets(const Layer& layer) {
    const auto octets = layer.header();
    std::size_t at = 0;
    while (octets.size() - at >= 2) {
        const std::size_t numbers = std::min<std::size_t>(octets.size() - at - 2, octets[at + 1] * 2u);
        if (numbers % 2 != 0) return -1;
        at += 2 + numbers;
    }
    return at == octets.size() ? static_cast<std::int64_t>(at) : -1;
}
extern constexpr Protocol bgp_path = {
    .name = "BGPPAASPath", .title = "AS_PATH (RFC 4271)", .fields = path_fields, .header_size = path_octets};
static_assert(well_formed(bgp_path));
static constexpr Field long_path_fields[] = {layers("segments", "AS4BytesPathSegment", {})};
extern constexpr Protocol bgp_long_path = held("BGPPAAS4BytesPath", "AS_PATH (RFC 4893)", long_path_fields);
static_assert(well_formed(bgp_long_path));
extern constexpr Protocol bgp_as4_path = repeated("BGPPAAS4Path", "AS4_PATH", long_segment_fields);
static_assert(well_formed(bgp_as4_path));

// ---- values of a few numbers -------------------------------------------------------------------------

static constexpr Field next_hop_fields[] = {ipv4("next_hop")};
extern constexpr Protocol bgp_next_hop = held("BGPPANextHop", "NEXT_HOP", next_hop_fields);
static_assert(well_formed(bgp_next_hop));

static constexpr Field med_fields[] = {bits("med", 32)};
extern constexpr Protocol bgp_med = held("BGPPAMultiExitDisc", "MULTI_EXIT_DISC", med_fields);
static_assert(well_formed(bgp_med));

static constexpr Field local_pref_fields[] = {bits("local_pref", 32)};
extern constexpr Protocol bgp_local_pref = held("BGPPALocalPref", "LOCAL_PREF", local_pref_fields);
static_assert(well_formed(bgp_local_pref));

extern constexpr Protocol bgp_atomic = held("BGPPAAtomicAggregate", "ATOMIC_AGGREGATE", {});
static_assert(well_formed(bgp_atomic));

static constexpr Field aggregator_fields[] = {bits("aggregator_asn", 16), ipv4("speaker_address")};
extern constexpr Protocol bgp_aggregator = held("BGPPAAggregator", "AGGREGATOR", aggregator_fields);
static_assert(well_formed(bgp_aggregator));
static constexpr Field long_aggregator_fields[] = {bits("aggregator_asn", 32), ipv4("speaker_address")};
extern constexpr Protocol bgp_as4_aggregator =
    held("BGPPAAS4Aggregator", "AS4_AGGREGATOR ", long_aggregator_fields);
static_assert(well_formed(bgp_as4_aggregator));

static constexpr Name communities[] = {{4294901760, "planned-shut"},
                                       {4294901761, "ACCEPT-OWN"},
                                       {4294901762, "ROUTE_FILTER_TRANSLATED_v4"},
                                       {4294901763, "ROUTE_FILTER_v4"},
                                       {4294901764, "ROUTE_FILTER_TRANSLATED_v6"},
                                       {4294901765, "ROUTE_FILTER_v6"},
                                       {4294901766, "LLGR_STALE"},
                                       {4294901767, "NO_LLGR"},
                                       {4294901768, "accept-own-nexthop"},
                                       {4294967041, "NO_EXPORT"},
                                       {4294967042, "NO_ADVERTISE"},
                                       {4294967043, "NO_EXPORT_SUBCONFED"},
                                       {4294967044, "NOPEER"}};
static constexpr Field community_fields[] = {enumeration("community", 32, 0, communities)};
extern constexpr Protocol bgp_community = repeated("BGPPACommunity", "COMMUNITIES", community_fields);
static_assert(well_formed(bgp_community));

static constexpr Field originator_fields[] = {ipv4("originator_id")};
extern constexpr Protocol bgp_originator = held("BGPPAOriginatorID", "ORIGINATOR_ID", originator_fields);
static_assert(well_formed(bgp_originator));

static constexpr Field cluster = bits("cluster_id", 32);
static constexpr Field cluster_fields[] = {list("cluster_list", cluster, {.extent = rest()})};
extern constexpr Protocol bgp_cluster_list = held("BGPPAClusterList", "CLUSTER_LIST", cluster_fields);
static_assert(well_formed(bgp_cluster_list));

static constexpr Name tunnel_types[] = {{0, "No tunnel information present"},
                                        {1, "RSVP-TE P2MP LSP"},
                                        {2, "mLDP P2MP LSP"},
                                        {3, "PIM-SSM Tree"},
                                        {4, "PIM-SM Tree"},
                                        {5, "BIDIR-PIM Tree"},
                                        {6, "Ingress Replication"},
                                        {7, "mLDP MP2MP LSP"}};
static constexpr Field tunnel_fields[] = {bits("flags", 8), enumeration("tunnel_type", 8, 0, tunnel_types),
                                          bits("label", 24), octets("tunnel_id", "", {.extent = rest()})};
extern constexpr Protocol bgp_tunnel = held("BGPPAPMSITunnel", "BGP PMSI_TUNNEL (RFC 6514)", tunnel_fields);
static_assert(well_formed(bgp_tunnel));

static constexpr Field aigp_fields[] = {bits("type", 8, 1), bits("length", 16, 11), bits("metric", 64)};
extern constexpr Protocol bgp_aigp =
    repeated("BGPPAAIGP", "BGP accumulated IGP metric (RFC 7311)", aigp_fields);
static_assert(well_formed(bgp_aigp));

static constexpr Field large_fields[] = {bits("global_administrator", 32), bits("local_data_1", 32),
                                         bits("local_data_2", 32)};
extern constexpr Protocol bgp_large_community =
    repeated("BGPPALargeCommunity", "BGP large community (RFC 8092)", large_fields);
static_assert(well_formed(bgp_large_community));

static constexpr Field customer_fields[] = {bits("asn", 32)};
extern constexpr Protocol bgp_customer =
    held("BGPPAOnlyToCustomer", "BGP only to customer (RFC 9234)", customer_fields);
static_assert(well_formed(bgp_customer));

static constexpr Field set_fields[] = {bits("origin_as", 32), layers("path_attr", "BGPPathAttr", {})};
extern constexpr Protocol bgp_attribute_set = held("BGPPAAttrSet", "BGP ATTR_SET (RFC 6368)", set_fields);
static_assert(well_formed(bgp_attribute_set));

// ---- values of TLVs ----------------------------------------------------------------------------------

static constexpr Name sid_types[] = {
    {1, "Label-Index"}, {3, "Originator SRGB"}, {5, "SRv6 L3 Service"}, {6, "SRv6 L2 Service"}};
static constexpr Field sid_fields[] = {enumeration("type", 8, 1, sid_types),
                                       bits("length", 16, {.length_of = {"value"}}),
                                       octets("value", "", {.extent = octets_from("length")})};
extern constexpr Protocol bgp_sid_tlv =
    held("BGPPrefixSIDTLV", "BGP prefix segment identifier's TLV", sid_fields);
static_assert(well_formed(bgp_sid_tlv));
static constexpr Field sids_fields[] = {layers("tlvs", "BGPPrefixSIDTLV", {})};
extern constexpr Protocol bgp_prefix_sid =
    held("BGPPAPrefixSID", "BGP prefix segment identifier (RFC 8669)", sids_fields);
static_assert(well_formed(bgp_prefix_sid));

static constexpr Field state_fields[] = {bits("type", 16), bits("length", 16, {.length_of = {"value"}}),
                                         octets("value", "", {.extent = octets_from("length")})};
extern constexpr Protocol bgp_state_tlv = held("BGPLinkStateTLV", "BGP link state's TLV", state_fields);
static_assert(well_formed(bgp_state_tlv));
static constexpr Field states_fields[] = {layers("tlvs", "BGPLinkStateTLV", {})};
extern constexpr Protocol bgp_link_state = held("BGPPALinkState", "BGP link state (RFC 9552)", states_fields);
static_assert(well_formed(bgp_link_state));

// ---- reachability of other families (RFC 4760) -------------------------------------------------------

/// What routes of a family are; safi 1 stands for multicast too.
struct Family {
    std::uint64_t afi, safi;
    std::string_view route;
};
static constexpr Family families[] = {{1, 1, "BGPNLRI_IPv4"},        {2, 1, "BGPNLRI_IPv6"},
                                      {1, 4, "BGPNLRI_LabeledIPv4"}, {2, 4, "BGPNLRI_LabeledIPv6"},
                                      {1, 128, "BGPNLRI_VPNv4"},     {2, 128, "BGPNLRI_VPNv6"},
                                      {25, 70, "BGPNLRI_EVPN"},      {16388, 71, "BGPNLRI_LinkState"}};
template <std::size_t row>
bool is_family(const Layer& layer) {
    const std::uint64_t safi = layer.integer("safi");
    return layer.integer("afi") == families[row].afi && (safi == 2 ? 1 : safi) == families[row].safi;
}
template <std::size_t... I>
constexpr std::array<Case, sizeof...(I) + 1> cases_of(const std::array<Field, sizeof...(I) + 1>& fields,
                                                      std::index_sequence<I...>) {
    return {Case{when(is_family<I>), &fields[I]}..., Case{{}, &fields[sizeof...(I)]}};
}

/// Next hops of other lengths: a route distinguisher before the address (RFC 4364 4.3.2), or none.
static bool has_other_next_hop(const Layer& layer) {
    const std::uint64_t octets = layer.integer("nh_addr_len");
    return octets != 4 && octets != 16 && octets != 32;
}

static constexpr auto routes = [] {
    std::array<Field, std::size(families) + 1> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = layers("nlri", i < std::size(families) ? families[i].route : "Raw", {});
    return out;
}();
static constexpr auto route_cases = cases_of(routes, std::make_index_sequence<std::size(families)>());
static constexpr Field reach_fields[] = {
    bgp_afi(),
    bgp_safi(),
    bits("nh_addr_len", 8),
    ipv4("nh_v4_addr", "0.0.0.0", {.when = equals("nh_addr_len", 4)}),
    ipv6("nh_v6_addr", "::", {.when = equals("nh_addr_len", 16)}),
    ipv6("nh_v6_global", "::", {.when = equals("nh_addr_len", 32)}),
    ipv6("nh_v6_link_local", "::", {.when = equals("nh_addr_len", 32)}),
    octets("nh_addr", "", {.when = when(has_other_next_hop), .extent = octets_from("nh_addr_len")}),
    bits("reserved", 8),
    one_of("nlri", route_cases)};
extern constexpr Protocol bgp_reach = held("BGPPAMPReachNLRI", "MP_REACH_NLRI", reach_fields);
static_assert(well_formed(bgp_reach));

template <std::size_t row>
static constexpr Field withdrawn_fields[] = {layers("withdrawn_routes", families[row].route, {})};
extern constexpr Protocol bgp_withdrawn4 =
    held("BGPPAMPUnreachNLRI_IPv4", "MP_UNREACH_NLRI (IPv4 NLRI)", withdrawn_fields<0>);
extern constexpr Protocol bgp_withdrawn6 =
    held("BGPPAMPUnreachNLRI_IPv6", "MP_UNREACH_NLRI (IPv6 NLRI)", withdrawn_fields<1>);
extern constexpr Protocol bgp_withdrawn_labelled4 =
    held("BGPPAMPUnreachNLRI_LabeledIPv4", "MP_UNREACH_NLRI (labelled IPv4)", withdrawn_fields<2>);
extern constexpr Protocol bgp_withdrawn_labelled6 =
    held("BGPPAMPUnreachNLRI_LabeledIPv6", "MP_UNREACH_NLRI (labelled IPv6)", withdrawn_fields<3>);
extern constexpr Protocol bgp_withdrawn_vpn4 =
    held("BGPPAMPUnreachNLRI_VPNv4", "MP_UNREACH_NLRI (VPN, IPv4)", withdrawn_fields<4>);
extern constexpr Protocol bgp_withdrawn_vpn6 =
    held("BGPPAMPUnreachNLRI_VPNv6", "MP_UNREACH_NLRI (VPN, IPv6)", withdrawn_fields<5>);
extern constexpr Protocol bgp_withdrawn_evpn =
    held("BGPPAMPUnreachNLRI_EVPN", "MP_UNREACH_NLRI (EVPN)", withdrawn_fields<6>);
extern constexpr Protocol bgp_withdrawn_state =
    held("BGPPAMPUnreachNLRI_LinkState", "MP_UNREACH_NLRI (link state)", withdrawn_fields<7>);
static_assert(well_formed(bgp_withdrawn4) && well_formed(bgp_withdrawn6) &&
              well_formed(bgp_withdrawn_labelled4) && well_formed(bgp_withdrawn_labelled6) &&
              well_formed(bgp_withdrawn_vpn4) && well_formed(bgp_withdrawn_vpn6) &&
              well_formed(bgp_withdrawn_evpn) && well_formed(bgp_withdrawn_state));

static constexpr std::string_view withdrawn_names[] = {
    bgp_withdrawn4.name,          bgp_withdrawn6.name,     bgp_withdrawn_labelled4.name,
    bgp_withdrawn_labelled6.name, bgp_withdrawn_vpn4.name, bgp_withdrawn_vpn6.name,
    bgp_withdrawn_evpn.name,      bgp_withdrawn_state.name};
static constexpr auto gone = [] {
    std::array<Field, std::size(families) + 1> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = optional_layer("afi_safi_specific", i < std::size(families) ? withdrawn_names[i] : "Raw",
                                {.extent = rest()});
    return out;
}();
static constexpr auto gone_cases = cases_of(gone, std::make_index_sequence<std::size(families)>());
static constexpr Field unreach_fields[] = {bgp_afi(), bgp_safi(), one_of("afi_safi_specific", gone_cases)};
extern constexpr Protocol bgp_unreach = held("BGPPAMPUnreachNLRI", "MP_UNREACH_NLRI", unreach_fields);
static_assert(well_formed(bgp_unreach));

}  // namespace pkttest::protocols
