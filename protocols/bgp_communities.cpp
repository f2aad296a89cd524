// BGP extended communities (RFC 4360, RFC 5668, RFC 5701, RFC 8955): what their two type octets say decides
// what the other six hold, and the other way round.
#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/derived.h"
#include "protocols/real.h"

namespace pkttest::protocols {

static constexpr Name high_types[] = {{0, "Transitive Two-Octet AS-Specific Extended Community"},
                                      {1, "Transitive IPv4-Address-Specific Extended Community"},
                                      {2, "Transitive Four-Octet AS-Specific Extended Community"},
                                      {3, "Transitive Opaque Extended Community"},
                                      {4, "QoS Marking"},
                                      {5, "CoS Capability"},
                                      {6, "EVPN"},
                                      {7, "Unassigned"},
                                      {8, "Flow spec redirect/mirror to IP next-hop"},
                                      {64, "Non-Transitive Two-Octet AS-Specific Extended Community"},
                                      {65, "Non-Transitive IPv4-Address-Specific Extended Community"},
                                      {66, "Non-Transitive Four-Octet AS-Specific Extended Community"},
                                      {67, "Non-Transitive Opaque Extended Community"},
                                      {68, "QoS Marking"},
                                      {128, "Generic Transitive Experimental Use Extended Community"},
                                      {129, "Generic Transitive Experimental Use Extended Community Part 2"},
                                      {130, "Generic Transitive Experimental Use Extended Community Part 3"}};
/// What the second octet means depends on the first: these names serve writing.
static constexpr Name low_types[] = {{2, "Route Target"},
                                     {3, "Route Origin"},
                                     {4, "Unassigned"},
                                     {5, "OSPF Domain Identifier"},
                                     {8, "BGP Data Collection"},
                                     {9, "Source AS"},
                                     {10, "L2VPN Identifier"},
                                     {16, "Cisco VPN-Distinguisher"},
                                     {2, "Route Target"},
                                     {3, "Route Origin"},
                                     {5, "OSPF Domain Identifier"},
                                     {7, "OSPF Route ID"},
                                     {10, "L2VPN Identifier"},
                                     {11, "VRF Route Import"},
                                     {12, "Flow-spec Redirect to IPv4"},
                                     {16, "Cisco VPN-Distinguisher"},
                                     {18, "Inter-Area P2MP Segmented Next-Hop"},
                                     {1, "Cost Community"},
                                     {3, "CP-ORF"},
                                     {4, "Extranet Source Extended Community"},
                                     {5, "Extranet Separation Extended Community"},
                                     {6, "OSPF Route Type"},
                                     {7, "Additional PMSI Tunnel Attribute Flags"},
                                     {11, "Color Extended Community"},
                                     {12, "Encapsulation Extended Community"},
                                     {13, "Default Gateway"},
                                     {14, "Point-to-Point-to-Multipoint (PPMP) Label"},
                                     {19, "Route-Target Record"},
                                     {20, "Consistent Hash Sort Order"},
                                     {0, "MAC Mobility"},
                                     {1, "ESI Label"},
                                     {2, "ES-Import Route Target"},
                                     {3, "EVPN Router's MAC Extended Community"},
                                     {4, "Layer 2 Extended Community"},
                                     {5, "E-TREE Extended Community"},
                                     {6, "DF Election Extended Community"},
                                     {7, "I-SID Extended Community"},
                                     {0, "OSPF Route Type (deprecated)"},
                                     {1, "OSPF Router ID (deprecated)"},
                                     {5, "OSPF Domain Identifier (deprecated)"},
                                     {6, "Flow spec traffic-rate"},
                                     {7, "Flow spec traffic-action"},
                                     {8, "Flow spec redirect AS-2byte format"},
                                     {9, "Flow spec traffic-remarking"},
                                     {10, "Layer2 Info Extended Community"},
                                     {11, "E-Tree Info"}};

constexpr Protocol community(std::string_view name, std::string_view title, std::span<const Field> fields) {
    return {.name = name, .title = title, .fields = fields};
}

static constexpr Field two_octets_fields[] = {bits("global_administrator", 16),
                                              bits("local_administrator", 32)};
extern constexpr Protocol bgp_two_octets = community(
    "BGPPAExtCommTwoOctetASSpecific", "Two-Octet AS Specific Extended Community", two_octets_fields);
static_assert(well_formed(bgp_two_octets));

static constexpr Field four_octets_fields[] = {bits("global_administrator", 32),
                                               bits("local_administrator", 16)};
extern constexpr Protocol bgp_four_octets_community = community(
    "BGPPAExtCommFourOctetASSpecific", "Four-Octet AS Specific Extended Community", four_octets_fields);
static_assert(well_formed(bgp_four_octets_community));
extern constexpr Protocol bgp_address_community = community(
    "BGPPAExtCommIPv4AddressSpecific", "IPv4 Address Specific Extended Community", four_octets_fields);
static_assert(well_formed(bgp_address_community));

static constexpr Field opaque_fields[] = {octets("value", "", {.extent = fixed(6)})};
extern constexpr Protocol bgp_opaque =
    community("BGPPAExtCommOpaque", "Opaque Extended Community", opaque_fields);
static_assert(well_formed(bgp_opaque));

static constexpr Field rate_fields[] = {bits("id", 16), real("rate", 32)};
extern constexpr Protocol bgp_rate =
    community("BGPPAExtCommTrafficRate", "FlowSpec traffic-rate extended community", rate_fields);
static_assert(well_formed(bgp_rate));

static constexpr Field action_fields[] = {bits("reserved", 46), bits("sample", 1),
                                          bits("terminal_action", 1)};
extern constexpr Protocol bgp_action =
    community("BGPPAExtCommTrafficAction", "FlowSpec traffic-action extended community", action_fields);
static_assert(well_formed(bgp_action));

static constexpr Field redirect2_fields[] = {bits("asn", 16), bits("value", 32)};
extern constexpr Protocol bgp_redirect2 = community(
    "BGPPAExtCommRedirectAS2Byte", "FlowSpec redirect AS-2byte extended community", redirect2_fields);
static_assert(well_formed(bgp_redirect2));

static constexpr Field redirect4_fields[] = {bits("asn", 32), bits("value", 16)};
extern constexpr Protocol bgp_redirect4 = community(
    "BGPPAExtCommRedirectAS4Byte", "FlowSpec redirect AS-4byte extended community", redirect4_fields);
static_assert(well_formed(bgp_redirect4));

static constexpr Field redirect_address_fields[] = {bits("ip_addr", 32), bits("value", 16)};
extern constexpr Protocol bgp_redirect_address = community(
    "BGPPAExtCommRedirectIPv4", "FlowSpec redirect IPv4 extended community", redirect_address_fields);
static_assert(well_formed(bgp_redirect_address));

static constexpr Field marking_fields[] = {bits("dscp", 48, 48)};
extern constexpr Protocol bgp_marking =
    community("BGPPAExtCommTrafficMarking", "FlowSpec traffic-marking extended community", marking_fields);
static_assert(well_formed(bgp_marking));

// ---- types and values --------------------------------------------------------------------------------

static constexpr std::uint64_t any = 256;
/// `low` of 256: any. The types of what is built are those of the first row that has its layer.
struct Kind {
    std::uint64_t high, low;
    std::string_view protocol;
};
static constexpr Kind kinds[] = {{0x00, any, "BGPPAExtCommTwoOctetASSpecific"},
                                 {0x40, any, "BGPPAExtCommTwoOctetASSpecific"},
                                 {0x01, any, "BGPPAExtCommIPv4AddressSpecific"},
                                 {0x41, any, "BGPPAExtCommIPv4AddressSpecific"},
                                 {0x02, any, "BGPPAExtCommFourOctetASSpecific"},
                                 {0x42, any, "BGPPAExtCommFourOctetASSpecific"},
                                 {0x03, any, "BGPPAExtCommOpaque"},
                                 {0x43, any, "BGPPAExtCommOpaque"},
                                 {0x80, 6, "BGPPAExtCommTrafficRate"},
                                 {0x80, 7, "BGPPAExtCommTrafficAction"},
                                 {0x80, 8, "BGPPAExtCommRedirectAS2Byte"},
                                 {0x80, 9, "BGPPAExtCommTrafficMarking"},
                                 {0x81, 8, "BGPPAExtCommRedirectIPv4"},
                                 {0x82, 8, "BGPPAExtCommRedirectAS4Byte"}};

template <std::size_t row>
bool is_kind(const Layer& layer) {
    return layer.integer("type_high") == kinds[row].high &&
           (kinds[row].low == any || layer.integer("type_low") == kinds[row].low);
}
static constexpr auto values = [] {
    std::array<Field, std::size(kinds) + 1> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] =
            optional_layer("value", i < std::size(kinds) ? kinds[i].protocol : "Raw", {.extent = fixed(6)});
    return out;
}();
template <std::size_t... I>
constexpr std::array<Case, sizeof...(I) + 1> cases_of(std::index_sequence<I...>) {
    return {Case{when(is_kind<I>), &values[I]}..., Case{{}, &values[sizeof...(I)]}};
}
static constexpr auto cases = cases_of(std::make_index_sequence<std::size(kinds)>());

/// A type that is not told is that of the value's layer.
static std::uint64_t type_of_value(const Field& field, const Layer& layer) {
    const Value value = layer.get("value");
    const auto* held = value.as<LayerReference>();
    if (held == nullptr || held->index >= held->packet->size()) return 0;
    for (const Kind& kind : kinds)
        if ((*held->packet)[held->index].is(kind.protocol))
            return field.name == "type_high" ? kind.high : kind.low % any;
    return 0;
}
static constexpr Derivation by_value = {type_of_value};
static constexpr Field fields[] = {derived("type_high", 8, by_value, high_types),
                                   derived("type_low", 8, by_value, low_types, {.input_names = true}),
                                   one_of("value", cases)};
extern constexpr Protocol bgp_extended_community = {.name = "BGPPAExtCommunity",
                                                    .title = "BGP extended community",
                                                    .shown = "EXTENDED_COMMUNITY",
                                                    .fields = fields};
static_assert(well_formed(bgp_extended_community));

static constexpr Field list_fields[] = {layers("extended_communities", "BGPPAExtCommunity", {})};
/// All octets, where the last community has its value or nothing of it.
static std::int64_t list_octets(const Layer& layer) {
    const std::size_t octets = layer.header().size(), last = octets % 8;
    return last == 0 || last == 2 ? static_cast<std::int64_t>(octets) : -1;
}
extern constexpr Protocol bgp_extended_communities = {.name = "BGPPAExtComms",
                                                      .title = "EXTENDED_COMMUNITIES",
                                                      .fields = list_fields,
                                                      .header_size = list_octets};
static_assert(well_formed(bgp_extended_communities));

static constexpr Field ipv6_fields[] = {enumeration("type_high", 8, 0, high_types),
                                        enumeration("type_low", 8, 2, low_types, {.input_names = true}),
                                        ipv6("global_administrator"), bits("local_administrator", 16)};
extern constexpr Protocol bgp_ipv6_community = {.name = "BGPPAIPv6AddressSpecificExtComm",
                                                .title = "BGP extended community of an IPv6 address",
                                                .shown = "IPv6 Address Specific Extended Community",
                                                .fields = ipv6_fields,
                                                .carries = "BGPPAIPv6AddressSpecificExtComm"};
static_assert(well_formed(bgp_ipv6_community));

}  // namespace pkttest::protocols
