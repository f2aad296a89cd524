// BGP: optional parameters of OPEN and the capabilities in them (RFC 5492, RFC 4760, RFC 5291, RFC 4724, RFC
// 6793).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/bgp.h"

namespace pkttest::protocols {

static constexpr Name parameter_types[] = {
    {0, "Reserved"}, {1, "Authentication (deprecated)"}, {2, "Capabilities"}};
static constexpr Name capabilities[] = {{0, "Reserved"},
                                        {1, "Multiprotocol Extensions for BGP-4"},
                                        {2, "Route Refresh Capability for BGP-4"},
                                        {3, "Outbound Route Filtering Capability"},
                                        {4, "Multiple routes to a destination capability"},
                                        {5, "Extended Next Hop Encoding"},
                                        {6, "BGP-Extended Message"},
                                        {64, "Graceful Restart Capability"},
                                        {65, "Support for 4-octet AS number capability"},
                                        {66, "Deprecated (2003-03-06)"},
                                        {67, "Support for Dynamic Capability (capability specific)"},
                                        {68, "Multisession BGP Capability"},
                                        {69, "ADD-PATH Capability"},
                                        {70, "Enhanced Route Refresh Capability"},
                                        {71, "Long-Lived Graceful Restart (LLGR) Capability"},
                                        {73, "FQDN Capability"},
                                        {128, "Route Refresh Capability for BGP-4 (Cisco)"},
                                        {130, "Outbound Route Filtering Capability (Cisco)"}};
static constexpr Name orf_types[] = {{0, "Reserved"}, {64, "Address Prefix ORF"}, {65, "CP-ORF"}};
static constexpr Name directions[] = {{1, "receive"}, {2, "send"}, {3, "receive + send"}};
static constexpr Name restart_flags[] = {{0x80, "Forwarding state preserved (0x80: F bit set)"}};

static constexpr Extra value = {.extent = octets_from("param_length"), .unbroken = true};
constexpr Extra value_when(When condition) {
    Extra out = value;
    out.when = condition;
    return out;
}
static bool is_other(const Layer& layer) { return layer.integer("param_type") - 1 > 1; }

static Integer parameter_octets(const Layer& layer) {
    return static_cast<Integer>(layer.header().size()) - 2;
}
static constexpr Field parameter_fields[] = {
    enumeration("param_type", 8, 2, parameter_types), bits("param_length", 8, {.compute = parameter_octets}),
    optional_layer("param_value", "BGPCapability", value_when(equals("param_type", 2))),
    optional_layer("authentication_data", "BGPAuthenticationInformation",
                   value_when(equals("param_type", 1))),
    octets("param_data", "", value_when(when(is_other)))};
extern constexpr Protocol bgp_parameter = {.name = "BGPOptParam",
                                           .title = "BGP optional parameter",
                                           .shown = "Optional parameter",
                                           .fields = parameter_fields};
static_assert(well_formed(bgp_parameter));

/// In an OPEN message with extended lengths (RFC 9072).
static bool is_in_extended(const Layer& layer) {
    const Layer* open = layer.parent();
    return open != nullptr && open->is("BGPOpen") &&
           open->has(*find_field(open->protocol(), "ext_opt_param_len"));
}
static Integer long_parameter_octets(const Layer& layer) {
    return static_cast<Integer>(layer.header().size()) - 3;
}
static constexpr Field long_parameter_fields[] = {
    enumeration("param_type", 8, 2, parameter_types),
    bits("param_length", 16, {.compute = long_parameter_octets}),
    optional_layer("param_value", "BGPCapability", value_when(equals("param_type", 2))),
    optional_layer("authentication_data", "BGPAuthenticationInformation",
                   value_when(equals("param_type", 1))),
    octets("param_data", "", value_when(when(is_other)))};
static constexpr Carrier long_parameter_of[] = {Carrier("BGPOptParam", is_in_extended)};
extern constexpr Protocol bgp_long_parameter = {.name = "BGPOptParamExtended",
                                                .title = "BGP optional parameter of extended length",
                                                .fields = long_parameter_fields,
                                                .variant_of = long_parameter_of};
static_assert(well_formed(bgp_long_parameter));

static constexpr Field authentication_fields[] = {
    bits("authentication_code", 8), octets("authentication_data", Default(), {.extent = rest()})};
extern constexpr Protocol bgp_authentication = {.name = "BGPAuthenticationInformation",
                                                .title = "BGP authentication data",
                                                .shown = "BGP Authentication Data",
                                                .fields = authentication_fields};
static_assert(well_formed(bgp_authentication));

// ---- capabilities ------------------------------------------------------------------------------------

static Integer behind_length(const Layer& layer) { return static_cast<Integer>(layer.header().size()) - 2; }
constexpr Field code(int number) { return enumeration("code", 8, number, capabilities); }
static constexpr Field length = bits("length", 8, {.compute = behind_length});

/// One behind the other in a parameter.
constexpr Protocol capability(std::string_view name, std::string_view title, std::span<const Field> fields,
                              std::span<const Carrier> variant_of) {
    return {
        .name = name, .title = title, .fields = fields, .variant_of = variant_of, .carries = "BGPCapability"};
}

static constexpr Field generic_fields[] = {code(0), bits("length", 8, {.length_of = {"cap_data"}}),
                                           octets("cap_data", "", {.extent = octets_from("length")})};
extern constexpr Protocol bgp_capability = {.name = "BGPCapability",
                                            .title = "BGP capability",
                                            .shown = "BGPCapability",
                                            .fields = generic_fields,
                                            .abstract = true};
static_assert(well_formed(bgp_capability));

static constexpr Carrier generic_of[] = {{"BGPCapability"}};
extern constexpr Protocol bgp_capability_generic =
    capability("BGPCapGeneric", "BGP Capability", generic_fields, generic_of);
static_assert(well_formed(bgp_capability_generic));

static constexpr Field multiprotocol_fields[] = {code(1), bits("length", 8, 4), bgp_afi(),
                                                 bits("reserved", 8), bgp_safi()};
static constexpr Carrier multiprotocol_of[] = {{"BGPCapability", "code", 1}};
extern constexpr Protocol bgp_multiprotocol = capability(
    "BGPCapMultiprotocol", "Multiprotocol Extensions for BGP-4", multiprotocol_fields, multiprotocol_of);
static_assert(well_formed(bgp_multiprotocol));

static constexpr Field orf_fields[] = {code(3), length,
                                       layers("orf", "BGPCapORFBlock", {.extent = octets_from("length")})};
static constexpr Carrier orf_of[] = {{"BGPCapability", "code", 3}, {"BGPCapability", "code", 130}};
extern constexpr Protocol bgp_capability_orf =
    capability("BGPCapORF", "Outbound Route Filtering Capability", orf_fields, orf_of);
static_assert(well_formed(bgp_capability_orf));

static constexpr Field block_fields[] = {bgp_afi(), bits("reserved", 8), bgp_safi(),
                                         bits("orf_number", 8, {.count_of = {"entries"}}),
                                         layers("entries", "ORFTuple", {.extent = count_from("orf_number")})};
extern constexpr Protocol bgp_orf_block = {.name = "BGPCapORFBlock",
                                           .title = "BGP outbound route filters of a family",
                                           .shown = "ORF Capability Entry",
                                           .fields = block_fields};
static_assert(well_formed(bgp_orf_block));

static constexpr Field orf_tuple_fields[] = {enumeration("orf_type", 8, 0, orf_types),
                                             enumeration("send_receive", 8, 0, directions)};
extern constexpr Protocol bgp_orf_tuple = {.name = "ORFTuple",
                                           .title = "BGP outbound route filter's type",
                                           .shown = "ORF Type",
                                           .fields = orf_tuple_fields};
static_assert(well_formed(bgp_orf_tuple));

static constexpr Field restart_fields[] = {
    code(64), length, bits("restart_flags", 4), bits("restart_time", 12),
    layers("entries", "GRTuple", {.extent = octets_from("length", 1, -2)})};
static constexpr Carrier restart_of[] = {{"BGPCapability", "code", 64}};
extern constexpr Protocol bgp_graceful_restart =
    capability("BGPCapGracefulRestart", "Graceful Restart Capability", restart_fields, restart_of);
static_assert(well_formed(bgp_graceful_restart));

static constexpr Field restart_tuple_fields[] = {bgp_afi(), bgp_safi(),
                                                 enumeration("flags", 8, 0, restart_flags)};
extern constexpr Protocol bgp_restart_tuple = {.name = "GRTuple",
                                               .title = "BGP graceful restart of a family",
                                               .shown = "<AFI, SAFI, Flags for address family>",
                                               .fields = restart_tuple_fields};
static_assert(well_formed(bgp_restart_tuple));

static constexpr Field four_octets_fields[] = {code(65), bits("length", 8, 4), bits("asn", 32)};
static constexpr Carrier four_octets_of[] = {{"BGPCapability", "code", 65}};
extern constexpr Protocol bgp_four_octets = capability(
    "BGPCapFourBytesASN", "Support for 4-octet AS number capability", four_octets_fields, four_octets_of);
static_assert(well_formed(bgp_four_octets));

}  // namespace pkttest::protocols
