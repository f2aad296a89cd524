// IS-IS: TLVs of PDUs (ISO 10589 9, RFC 1195, RFC 3358, RFC 5301 to 5308, RFC 7981; IANA
// isis-tlv-codepoints).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/derived.h"
#include "protocols/isis.h"
#include "protocols/prefix.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{1, "Area TLV"},
                                 {2, "IS Reachability TLV"},
                                 {6, "IS Neighbour TLV"},
                                 {7, "Instance Identifier TLV"},
                                 {8, "Padding TLV"},
                                 {9, "LSP Entries TLV"},
                                 {10, "Authentication TLV"},
                                 {12, "Optional Checksum TLV"},
                                 {13, "Purge Originator Identification TLV"},
                                 {14, "LSP Buffer Size TLV"},
                                 {22, "Extended IS-Reachability TLV"},
                                 {23, "IS Neighbour Attribute TLV"},
                                 {24, "IS Alias ID"},
                                 {128, "IP Internal Reachability TLV"},
                                 {129, "Protocols Supported TLV"},
                                 {130, "IP External Reachability TLV"},
                                 {131, "Inter-Domain Routing Protocol Information TLV"},
                                 {132, "IP Interface Address TLV"},
                                 {134, "Traffic Engineering Router ID TLV"},
                                 {135, "Extended IP Reachability TLV"},
                                 {137, "Dynamic Hostname TLV"},
                                 {138, "GMPLS Shared Risk Link Group TLV"},
                                 {139, "IPv6 Shared Risk Link Group TLV"},
                                 {140, "IPv6 Traffic Engineering Router ID TLV"},
                                 {141, "Inter-AS Reachability Information TLV"},
                                 {142, "Group Address TLV"},
                                 {143, "Multi-Topology-Aware Port Capability TLV"},
                                 {144, "Multi-Topology Capability TLV"},
                                 {145, "TRILL Neighbour TLV"},
                                 {147, "MAC-Reachability TLV"},
                                 {148, "BFD-Enabled TLV"},
                                 {211, "Restart TLV"},
                                 {222, "Multi-Topology Intermediate Systems TLV"},
                                 {223, "Multi-Topology IS Neighbour Attributes TLV"},
                                 {229, "Multi-Topology TLV"},
                                 {232, "IPv6 Interface Address TLV"},
                                 {233, "IPv6 Global Interface Address TLV"},
                                 {235, "Multi-Topology IPv4 Reachability TLV"},
                                 {236, "IPv6 Reachability TLV"},
                                 {237, "Multi-Topology IPv6 Reachability TLV"},
                                 {240, "Point-to-Point Three-Way Adjacency TLV"},
                                 {242, "IS-IS Router Capability TLV"},
                                 {251, "Generic Information TLV"}};
constexpr Field type(int number) { return enumeration("type", 8, number, types); }
constexpr Field length_of(std::string_view what, int add = 0) {
    return bits("len", 8, {.length_of = {what, 1, add}});
}
constexpr Protocol tlv(std::string_view name, std::string_view title, std::span<const Field> fields,
                       std::span<const Carrier> variant_of) {
    return {
        .name = name, .title = title, .fields = fields, .variant_of = variant_of, .payload_size = no_payload};
}
constexpr Protocol entry(std::string_view name, std::string_view title, std::span<const Field> fields) {
    return {.name = name, .title = title, .fields = fields, .payload_size = no_payload};
}
constexpr Carrier of_type(std::uint64_t number) { return {"ISIS_GenericTlv", "type", number}; }
static constexpr Extent to_length = octets_from("len");

static constexpr Field generic_fields[] = {type(0), length_of("val"),
                                           octets("val", "", {.extent = to_length})};
extern constexpr Protocol isis_generic = tlv("ISIS_GenericTlv", "ISIS Generic TLV", generic_fields, {});
static_assert(well_formed(isis_generic));

// ---- areas, names, authentication --------------------------------------------------------------------

static constexpr Field area_entry_fields[] = {
    bits("arealen", 8, {.length_of = {"areaid"}}),
    isis_id("areaid", isis_area_form, "49", {.extent = octets_from("arealen")})};
extern constexpr Protocol isis_area_entry = entry("ISIS_AreaEntry", "ISIS Area Entry", area_entry_fields);
static_assert(well_formed(isis_area_entry));
static constexpr Field area_fields[] = {type(1), length_of("areas"),
                                        layers("areas", "ISIS_AreaEntry", {.extent = to_length})};
static constexpr Carrier area_of[] = {of_type(1)};
extern constexpr Protocol isis_area = tlv("ISIS_AreaTlv", "ISIS Area TLV", area_fields, area_of);
static_assert(well_formed(isis_area));

static constexpr Field padding_fields[] = {type(8), length_of("padding"),
                                           octets("padding", "", {.extent = to_length})};
static constexpr Carrier padding_of[] = {of_type(8)};
extern constexpr Protocol isis_padding =
    tlv("ISIS_PaddingTlv", "ISIS Padding TLV", padding_fields, padding_of);
static_assert(well_formed(isis_padding));

static constexpr Name auth_types[] = {
    {1, "Plain"}, {3, "Generic Cryptographic"}, {17, "HMAC-MD5"}, {54, "HMAC-MD5 (RFC 5304)"}};
static constexpr Field auth_fields[] = {type(10), length_of("password", 1),
                                        enumeration("authtype", 8, 1, auth_types),
                                        octets("password", "", {.extent = octets_from("len", 1, -1)})};
static constexpr Carrier auth_of[] = {of_type(10)};
extern constexpr Protocol isis_auth =
    tlv("ISIS_AuthenticationTlv", "ISIS Authentication TLV", auth_fields, auth_of);
static_assert(well_formed(isis_auth));

static constexpr Field checksum_fields[] = {type(12), bits("len", 8, 2),
                                            bits("checksum", 16, Default(), {.hex = true})};
static constexpr Carrier checksum_of[] = {of_type(12)};
extern constexpr Protocol isis_checksum =
    tlv("ISIS_ChecksumTlv", "ISIS Optional Checksum TLV", checksum_fields, checksum_of);
static_assert(well_formed(isis_checksum));

static constexpr Field buffer_fields[] = {type(14), bits("len", 8, 2), bits("lspbuffersize", 16, 1497)};
static constexpr Carrier buffer_of[] = {of_type(14)};
extern constexpr Protocol isis_buffer =
    tlv("ISIS_BufferSizeTlv", "ISIS Buffer Size TLV", buffer_fields, buffer_of);
static_assert(well_formed(isis_buffer));

static constexpr Field nlpid = enumeration("", 8, 204, isis_nlpids);
static constexpr Field protocols_fields[] = {type(129), bits("len", 8, {.count_of = {"nlpids"}}),
                                             list("nlpids", nlpid, {.extent = count_from("len")})};
static constexpr Carrier protocols_of[] = {of_type(129)};
extern constexpr Protocol isis_protocols =
    tlv("ISIS_ProtocolsSupportedTlv", "ISIS Protocols Supported TLV", protocols_fields, protocols_of);
static_assert(well_formed(isis_protocols));

static constexpr Field hostname_fields[] = {type(137), length_of("hostname"),
                                            octets("hostname", "", {.extent = to_length})};
static constexpr Carrier hostname_of[] = {of_type(137)};
extern constexpr Protocol isis_hostname =
    tlv("ISIS_DynamicHostnameTlv", "ISIS Dynamic Hostname TLV", hostname_fields, hostname_of);
static_assert(well_formed(isis_hostname));

// ---- neighbours --------------------------------------------------------------------------------------

static constexpr Field neighbour_mac = mac("");
static constexpr Field neighbours_fields[] = {type(6), length_of("neighbours"),
                                              list("neighbours", neighbour_mac, {.extent = to_length})};
static constexpr Carrier neighbours_of[] = {of_type(6)};
extern constexpr Protocol isis_neighbours =
    tlv("ISIS_IsNeighbourTlv", "ISIS IS Neighbour TLV", neighbours_fields, neighbours_of);
static_assert(well_formed(isis_neighbours));

static constexpr Field reachable_fields[] = {bits("defmetric", 8, 1), bits("delmetric", 8, 128),
                                             bits("expmetric", 8, 128), bits("errmetric", 8, 128),
                                             isis_id("neighbourid", isis_node, "0102.0304.0506.07")};
extern constexpr Protocol isis_reachable =
    entry("ISIS_IsReachabilityEntry", "ISIS IS Reachability", reachable_fields);
static_assert(well_formed(isis_reachable));
static constexpr Field reachability_fields[] = {
    type(2), length_of("neighbours", 1), bits("virtual", 8),
    layers("neighbours", "ISIS_IsReachabilityEntry", {.extent = octets_from("len", 1, -1)})};
static constexpr Carrier reachability_of[] = {of_type(2)};
extern constexpr Protocol isis_reachability =
    tlv("ISIS_IsReachabilityTlv", "ISIS IS Reachability TLV", reachability_fields, reachability_of);
static_assert(well_formed(isis_reachability));

static constexpr Field extended_neighbour_fields[] = {
    isis_id("neighbourid", isis_node, "0102.0304.0506.07"), bits("metric", 24, 1),
    bits("subtlvslen", 8, {.length_of = {"subtlvs"}}),
    layers("subtlvs", "_ISIS_NeighbourSubTlv", {.extent = octets_from("subtlvslen")})};
extern constexpr Protocol isis_extended_neighbour =
    entry("ISIS_ExtendedIsNeighbourEntry", "ISIS Extended IS Neighbour Entry", extended_neighbour_fields);
static_assert(well_formed(isis_extended_neighbour));
static constexpr Field extended_neighbours_fields[] = {
    type(22), length_of("neighbours"),
    layers("neighbours", "ISIS_ExtendedIsNeighbourEntry", {.extent = to_length})};
static constexpr Carrier extended_neighbours_of[] = {of_type(22)};
extern constexpr Protocol isis_extended_neighbours =
    tlv("ISIS_ExtendedIsReachabilityTlv", "ISIS Extended IS Reachability TLV", extended_neighbours_fields,
        extended_neighbours_of);
static_assert(well_formed(isis_extended_neighbours));

static constexpr Field lsp_entry_fields[] = {
    bits("lifetime", 16, 1200), isis_id("lspid", isis_lsp, "0102.0304.0506.07-08"),
    bits("seqnum", 32, 1, {.hex = true}), bits("checksum", 16, Default(), {.hex = true})};
extern constexpr Protocol isis_lsp_entry = entry("ISIS_LspEntry", "ISIS LSP Entry", lsp_entry_fields);
static_assert(well_formed(isis_lsp_entry));
static constexpr Field entries_fields[] = {type(9), length_of("entries"),
                                           layers("entries", "ISIS_LspEntry", {.extent = to_length})};
static constexpr Carrier entries_of[] = {of_type(9)};
extern constexpr Protocol isis_entries =
    tlv("ISIS_LspEntryTlv", "ISIS LSP Entry TLV", entries_fields, entries_of);
static_assert(well_formed(isis_entries));

/// The state alone, or also the circuit, or also the neighbour (RFC 5303 3.1): the told fields say which.
static std::uint64_t state_octets(const Field&, const Layer& layer) {
    if (!layer.get("neighbourextlocalcircuitid").is_none()) return 15;
    if (!layer.get("neighboursystemid").is_none()) return 11;
    return layer.get("extlocalcircuitid").is_none() ? 1 : 5;
}
static constexpr Derivation by_fields = {state_octets};
template <int least>
bool reaches(const Layer& layer) {
    const Value told = layer.is_crafted() ? layer.get("len") : Value(0);
    const std::uint64_t octets = told.is_none() ? state_octets({}, layer) : layer.integer("len");
    return octets >= least;
}
static constexpr Name states[] = {{0, "Up"}, {1, "Initialising"}, {2, "Down"}};
static constexpr Field state_fields[] = {
    type(240),
    derived("len", 8, by_fields),
    enumeration("state", 8, 2, states),
    bits("extlocalcircuitid", 32, {}, {.when = when(reaches<5>)}),
    isis_id("neighboursystemid", isis_system, {}, {.when = when(reaches<11>)}),
    bits("neighbourextlocalcircuitid", 32, {}, {.when = when(reaches<15>)})};
static constexpr Carrier state_of[] = {of_type(240)};
extern constexpr Protocol isis_state =
    tlv("ISIS_P2PAdjacencyStateTlv", "ISIS P2P Adjacency State TLV", state_fields, state_of);
static_assert(well_formed(isis_state));

// ---- IP ----------------------------------------------------------------------------------------------

static constexpr Field address4 = ipv4(""), address6 = ipv6("");
static constexpr Field interface4_fields[] = {type(132), length_of("addresses"),
                                              list("addresses", address4, {.extent = to_length})};
static constexpr Carrier interface4_of[] = {of_type(132)};
extern constexpr Protocol isis_interface4 =
    tlv("ISIS_IpInterfaceAddressTlv", "ISIS IP Interface Address TLV", interface4_fields, interface4_of);
static_assert(well_formed(isis_interface4));
static constexpr Field interface6_fields[] = {type(232), length_of("addresses"),
                                              list("addresses", address6, {.extent = to_length})};
static constexpr Carrier interface6_of[] = {of_type(232)};
extern constexpr Protocol isis_interface6 =
    tlv("ISIS_Ipv6InterfaceAddressTlv", "ISIS IPv6 Interface Address TLV", interface6_fields, interface6_of);
static_assert(well_formed(isis_interface6));

static constexpr Field router_fields[] = {type(134), bits("len", 8, 4), ipv4("routerid")};
static constexpr Carrier router_of[] = {{"ISIS_GenericTlv", {"type", 134}, {"len", 4}}};
extern constexpr Protocol isis_router =
    tlv("ISIS_TERouterIDTlv", "ISIS TE Router ID TLV", router_fields, router_of);
static_assert(well_formed(isis_router));

static constexpr Field network_fields[] = {bits("defmetric", 8, 1),   bits("delmetric", 8, 128),
                                           bits("expmetric", 8, 128), bits("errmetric", 8, 128),
                                           ipv4("ipaddress"),         ipv4("subnetmask", "255.255.255.255")};
extern constexpr Protocol isis_network =
    entry("ISIS_IpReachabilityEntry", "ISIS IP Reachability", network_fields);
static_assert(well_formed(isis_network));
static constexpr Field networks = layers("entries", "ISIS_IpReachabilityEntry", {.extent = to_length});
static constexpr Field internal_fields[] = {type(128), length_of("entries"), networks};
static constexpr Carrier internal_of[] = {of_type(128)};
extern constexpr Protocol isis_internal =
    tlv("ISIS_InternalIpReachabilityTlv", "ISIS Internal IP Reachability TLV", internal_fields, internal_of);
static_assert(well_formed(isis_internal));
static constexpr Field external_fields[] = {type(130), length_of("entries"), networks};
static constexpr Carrier external_of[] = {of_type(130)};
extern constexpr Protocol isis_external =
    tlv("ISIS_ExternalIpReachabilityTlv", "ISIS External IP Reachability TLV", external_fields, external_of);
static_assert(well_formed(isis_external));

static constexpr When has_subtlvs = equals("subtlvindicator", 1);
static constexpr Field subtlvs_length =
    bits("subtlvslen", 8, {.when = has_subtlvs, .length_of = {"subtlvs"}});
static constexpr Field prefix_subtlvs =
    layers("subtlvs", "_ISIS_PrefixSubTlv", {.when = has_subtlvs, .extent = octets_from("subtlvslen")});
static constexpr Field prefix4_fields[] = {
    bits("metric", 32, 1),
    bits("updown", 1),
    bits("subtlvindicator", 1),
    bits("pfxlen", 6, {.count_of = {"pfx"}}),
    prefix("pfx", prefix_by_length_shape, prefix4_form, "0.0.0.0/1", {.extent = count_from("pfxlen")}),
    subtlvs_length,
    prefix_subtlvs};
extern constexpr Protocol isis_prefix4 =
    entry("ISIS_ExtendedIpPrefix", "ISIS Extended IP Prefix", prefix4_fields);
static_assert(well_formed(isis_prefix4));
static constexpr Field prefixes4_fields[] = {type(135), length_of("pfxs"),
                                             layers("pfxs", "ISIS_ExtendedIpPrefix", {.extent = to_length})};
static constexpr Carrier prefixes4_of[] = {of_type(135)};
extern constexpr Protocol isis_prefixes4 = tlv(
    "ISIS_ExtendedIpReachabilityTlv", "ISIS Extended IP Reachability TLV", prefixes4_fields, prefixes4_of);
static_assert(well_formed(isis_prefixes4));

static constexpr Field prefix6_fields[] = {
    bits("metric", 32, 1),
    bits("updown", 1),
    bits("external", 1),
    bits("subtlvindicator", 1),
    bits("reserved", 5),
    bits("pfxlen", 8, {.count_of = {"pfx"}}),
    prefix("pfx", prefix_by_length_shape, prefix6_form, "::/1", {.extent = count_from("pfxlen")}),
    subtlvs_length,
    prefix_subtlvs};
extern constexpr Protocol isis_prefix6 = entry("ISIS_Ipv6Prefix", "ISIS IPv6 Prefix", prefix6_fields);
static_assert(well_formed(isis_prefix6));
static constexpr Field prefixes6_fields[] = {type(236), length_of("pfxs"),
                                             layers("pfxs", "ISIS_Ipv6Prefix", {.extent = to_length})};
static constexpr Carrier prefixes6_of[] = {of_type(236)};
extern constexpr Protocol isis_prefixes6 =
    tlv("ISIS_Ipv6ReachabilityTlv", "ISIS IPv6 Reachability TLV", prefixes6_fields, prefixes6_of);
static_assert(well_formed(isis_prefixes6));

// ---- capabilities ------------------------------------------------------------------------------------

static constexpr Name capability_flags[] = {{1, "S"},     {2, "D"},     {4, "res1"},  {8, "res2"},
                                            {16, "res3"}, {32, "res4"}, {64, "res5"}, {128, "res6"}};
static constexpr Field capability_fields[] = {
    type(242), length_of("subtlvs", 5), ipv4("routerid"), flags("flags", 8, 0, capability_flags),
    layers("subtlvs", "_ISIS_CapabilitySubTlv", {.extent = octets_from("len", 1, -5)})};
static constexpr Carrier capability_of[] = {of_type(242)};
extern constexpr Protocol isis_capability =
    tlv("ISIS_RouterCapabilityTlv", "ISIS Router Capability TLV", capability_fields, capability_of);
static_assert(well_formed(isis_capability));

}  // namespace pkttest::protocols
