// BGP: UPDATE with its reachability information and path attributes (RFC 4271 4.3, RFC 4760, RFC 7911). What
// the attributes hold stands in bgp_attributes.cpp.
#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/prefix.h"

namespace pkttest::protocols {

// ---- reachability information ------------------------------------------------------------------------

/// Whether octets are prefixes to their end, each behind a path identifier of so many octets.
static bool are_prefixes(std::span<const std::uint8_t> octets, std::size_t identifier, unsigned most_bits) {
    while (octets.size() > identifier) {
        const std::size_t bits = octets[identifier], whole = identifier + 1 + (bits + 7) / 8;
        if (bits > most_bits || whole > octets.size()) return false;
        octets = octets.subspan(whole);
    }
    return octets.empty();
}
/// A path identifier is agreed on beforehand (RFC 7911 4). Small ones begin with 0: then what reads well
/// decides.
template <unsigned most_bits>
bool has_identifier(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() > 4 && octets[0] == 0 && !are_prefixes(octets, 0, most_bits) &&
           are_prefixes(octets, 4, most_bits);
}

static constexpr Field prefix4 = prefix("prefix", prefix_shape, prefix4_form, "0.0.0.0/0");
static constexpr Field prefix6 = prefix("prefix", prefix_shape, prefix6_form, "::/0");
static constexpr Field identifier = bits("nlri_path_id", 32);

constexpr Protocol route(std::string_view name, std::string_view title, std::span<const Field> fields,
                         std::span<const Carrier> variant_of = {}) {
    return {
        .name = name, .title = title, .fields = fields, .variant_of = variant_of, .payload_size = no_payload};
}

static constexpr Field ipv4_fields[] = {prefix4};
extern constexpr Protocol bgp_nlri_ipv4 = route("BGPNLRI_IPv4", "IPv4 NLRI", ipv4_fields);
static_assert(well_formed(bgp_nlri_ipv4));
static constexpr Field ipv6_fields[] = {prefix6};
extern constexpr Protocol bgp_nlri_ipv6 = route("BGPNLRI_IPv6", "IPv6 NLRI", ipv6_fields);
static_assert(well_formed(bgp_nlri_ipv6));

static constexpr Field ipv4_path_fields[] = {identifier, prefix4};
static constexpr Carrier ipv4_path_of[] = {Carrier("BGPNLRI_IPv4", has_identifier<32>)};
extern constexpr Protocol bgp_nlri_ipv4_path =
    route("BGPNLRI_IPv4_AP", "IPv4 NLRI (Additional Path)", ipv4_path_fields, ipv4_path_of);
static_assert(well_formed(bgp_nlri_ipv4_path));
static constexpr Field ipv6_path_fields[] = {identifier, prefix6};
static constexpr Carrier ipv6_path_of[] = {Carrier("BGPNLRI_IPv6", has_identifier<128>)};
extern constexpr Protocol bgp_nlri_ipv6_path =
    route("BGPNLRI_IPv6_AP", "IPv6 NLRI (Additional Path)", ipv6_path_fields, ipv6_path_of);
static_assert(well_formed(bgp_nlri_ipv6_path));

// ---- UPDATE ------------------------------------------------------------------------------------------

/// What the message leaves behind both lists; without a header all that is there.
static std::int64_t nlri_octets(const Layer& layer) {
    const auto header = layer.below();
    const bool bare = !header || !header->is("BGPHeader");
    const std::uint64_t message = bare ? 19 + layer.header().size() : header->integer("len");
    const std::uint64_t before = 23 + layer.integer("withdrawn_routes_len") + layer.integer("path_attr_len");
    return static_cast<std::int64_t>(message > before ? message - before : 0);
}
static constexpr Field fields[] = {
    bits("withdrawn_routes_len", 16, {.length_of = {"withdrawn_routes"}}),
    layers("withdrawn_routes", "BGPNLRI_IPv4", {.extent = octets_from("withdrawn_routes_len")}),
    bits("path_attr_len", 16, {.length_of = {"path_attr"}}),
    layers("path_attr", "BGPPathAttr", {.extent = octets_from("path_attr_len"), .unbroken = true}),
    layers("nlri", "BGPNLRI_IPv4", {.extent = octets_by(nlri_octets)})};
static constexpr Carrier carriers[] = {{"BGPHeader", "type", 2}};
extern constexpr Protocol bgp_update = {.name = "BGPUpdate",
                                        .title = "BGP UPDATE message",
                                        .shown = "UPDATE",
                                        .fields = fields,
                                        .carried_by = carriers,
                                        .carries = "BGP"};
static_assert(well_formed(bgp_update));

// ---- path attributes ---------------------------------------------------------------------------------

static constexpr Name attribute_flags[] = {
    {0x01, "NA0"},     {0x02, "NA1"},        {0x04, "NA2"},     {0x08, "NA3"}, {0x10, "Extended-Length"},
    {0x20, "Partial"}, {0x40, "Transitive"}, {0x80, "Optional"}};
static constexpr Name attribute_types[] = {{0, "Reserved"},
                                           {1, "ORIGIN"},
                                           {2, "AS_PATH"},
                                           {3, "NEXT_HOP"},
                                           {4, "MULTI_EXIT_DISC"},
                                           {5, "LOCAL_PREF"},
                                           {6, "ATOMIC_AGGREGATE"},
                                           {7, "AGGREGATOR"},
                                           {8, "COMMUNITY"},
                                           {9, "ORIGINATOR_ID"},
                                           {10, "CLUSTER_LIST"},
                                           {11, "DPA (deprecated)"},
                                           {12, "ADVERTISER (Historic) (deprecated)"},
                                           {13, "RCID_PATH / CLUSTER_ID (Historic) (deprecated)"},
                                           {14, "MP_REACH_NLRI"},
                                           {15, "MP_UNREACH_NLRI"},
                                           {16, "EXTENDED COMMUNITIES"},
                                           {17, "AS4_PATH"},
                                           {18, "AS4_AGGREGATOR"},
                                           {19, "SAFI Specific Attribute (SSA) (deprecated)"},
                                           {20, "Connector Attribute (deprecated)"},
                                           {21, "AS_PATHLIMIT (deprecated)"},
                                           {22, "PMSI_TUNNEL"},
                                           {23, "Tunnel Encapsulation Attribute"},
                                           {24, "Traffic Engineering"},
                                           {25, "IPv6 Address Specific Extended Community"},
                                           {26, "AIGP"},
                                           {27, "PE Distinguisher Labels"},
                                           {28, "BGP Entropy Label Capability Attribute (deprecated)"},
                                           {29, "BGP-LS Attribute"},
                                           {40, "BGP Prefix-SID"},
                                           {128, "ATTR_SET"},
                                           {255, "Reserved for development"},
                                           {32, "LARGE_COMMUNITY"},
                                           {35, "OTC"}};

static bool is_extended(const Layer& attribute) { return (attribute.integer("type_flags") & 0x10) != 0; }
static std::int64_t attribute_octets(const Layer& attribute) {
    return static_cast<std::int64_t>(attribute.integer(is_extended(attribute) ? "attr_ext_len" : "attr_len"));
}
/// The attribute's value, as far as it is there; nothing while it is being built.
static std::span<const std::uint8_t> value_of(const Layer& attribute) {
    const auto octets = attribute.header();
    const std::size_t head = is_extended(attribute) ? 4 : 3;
    const auto size = static_cast<std::size_t>(attribute_octets(attribute));
    return octets.size() < head ? octets.first(0)
                                : octets.subspan(head, std::min(size, octets.size() - head));
}

/// Whether octets are segments of a path to their end, AS numbers of so many octets.
static bool are_segments(std::span<const std::uint8_t> octets, std::size_t number) {
    while (octets.size() >= 2) {
        const std::size_t whole = 2 + octets[1] * number;
        if (octets[0] < 1 || octets[0] > 4 || whole > octets.size()) return false;
        octets = octets.subspan(whole);
    }
    return octets.empty();
}
/// AS numbers have four octets where both speakers said so (RFC 6793 3): what reads well decides.
static bool has_long_path(const Layer& attribute) {
    const auto octets = value_of(attribute);
    return attribute.integer("type_code") == 2 && !are_segments(octets, 2) && are_segments(octets, 4);
}
static bool has_long_aggregator(const Layer& attribute) {
    return attribute.integer("type_code") == 7 && value_of(attribute).size() == 8;
}

/// What holds the value of an attribute of this type.
struct Kind {
    When when;
    std::string_view protocol;
};
constexpr Kind kind(std::uint64_t type, std::string_view protocol) {
    return {equals("type_code", type), protocol};
}
static constexpr Kind kinds[] = {kind(1, "BGPPAOrigin"),
                                 {when(has_long_path), "BGPPAAS4BytesPath"},
                                 kind(2, "BGPPAASPath"),
                                 kind(3, "BGPPANextHop"),
                                 kind(4, "BGPPAMultiExitDisc"),
                                 kind(5, "BGPPALocalPref"),
                                 kind(6, "BGPPAAtomicAggregate"),
                                 {when(has_long_aggregator), "BGPPAAS4Aggregator"},
                                 kind(7, "BGPPAAggregator"),
                                 kind(8, "BGPPACommunity"),
                                 kind(9, "BGPPAOriginatorID"),
                                 kind(10, "BGPPAClusterList"),
                                 kind(14, "BGPPAMPReachNLRI"),
                                 kind(15, "BGPPAMPUnreachNLRI"),
                                 kind(16, "BGPPAExtComms"),
                                 kind(17, "BGPPAAS4Path"),
                                 kind(18, "BGPPAAS4Aggregator"),
                                 kind(22, "BGPPAPMSITunnel"),
                                 kind(25, "BGPPAIPv6AddressSpecificExtComm"),
                                 kind(26, "BGPPAAIGP"),
                                 kind(29, "BGPPALinkState"),
                                 kind(32, "BGPPALargeCommunity"),
                                 kind(35, "BGPPAOnlyToCustomer"),
                                 kind(40, "BGPPAPrefixSID"),
                                 kind(128, "BGPPAAttrSet"),
                                 {{}, "Raw"}};

static constexpr auto held = [] {
    std::array<Field, std::size(kinds)> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = optional_layer("attribute", kinds[i].protocol,
                                {.extent = octets_by(attribute_octets), .unbroken = true});
    return out;
}();
static constexpr auto cases = [] {
    std::array<Case, std::size(kinds)> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = {kinds[i].when, &held[i]};
    return out;
}();

static constexpr Field attribute_fields[] = {
    flags("type_flags", 8, 0x80, attribute_flags), enumeration("type_code", 8, 0, attribute_types),
    bits("attr_ext_len", 16, {.when = any_bit("type_flags", 0x10), .length_of = {"attribute"}}),
    bits("attr_len", 8, {.when = no_bit("type_flags", 0x10), .length_of = {"attribute"}}),
    one_of("attribute", cases)};
extern constexpr Protocol bgp_attribute = {
    .name = "BGPPathAttr", .title = "BGP path attribute", .shown = "BGPPathAttr", .fields = attribute_fields};
static_assert(well_formed(bgp_attribute));

}  // namespace pkttest::protocols
