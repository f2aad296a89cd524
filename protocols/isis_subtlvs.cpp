// IS-IS: sub-TLVs of neighbours, prefixes and router capabilities (RFC 5305, RFC 5307, RFC 6119, RFC 5130,
// RFC 8667).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/real.h"

namespace pkttest::protocols {

/// Where a sub-TLV stands decides what its type means: a base for each place, for its variants only.
static constexpr Field head_fields[] = {bits("type", 8), bits("len", 8)};
constexpr Protocol place(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .fields = head_fields, .abstract = true};
}
extern constexpr Protocol isis_neighbour_subtlv =
    place("_ISIS_NeighbourSubTlv", "ISIS sub-TLV of a neighbour");
static_assert(well_formed(isis_neighbour_subtlv));
extern constexpr Protocol isis_prefix_subtlv = place("_ISIS_PrefixSubTlv", "ISIS sub-TLV of a prefix");
static_assert(well_formed(isis_prefix_subtlv));
extern constexpr Protocol isis_capability_subtlv =
    place("_ISIS_CapabilitySubTlv", "ISIS sub-TLV of a capability");
static_assert(well_formed(isis_capability_subtlv));

constexpr Carrier of_neighbour(std::uint64_t type) { return {"_ISIS_NeighbourSubTlv", "type", type}; }
constexpr Carrier of_prefix(std::uint64_t type) { return {"_ISIS_PrefixSubTlv", "type", type}; }
constexpr Carrier of_capability(std::uint64_t type) { return {"_ISIS_CapabilitySubTlv", "type", type}; }
constexpr Protocol subtlv(std::string_view name, std::string_view title, std::span<const Field> fields,
                          std::span<const Carrier> variant_of) {
    return {
        .name = name, .title = title, .fields = fields, .variant_of = variant_of, .payload_size = no_payload};
}
static Integer behind_length(const Layer& layer) { return static_cast<Integer>(layer.header().size()) - 2; }
static constexpr Field length = bits("len", 8, {.compute = behind_length});

static constexpr Field generic_fields[] = {bits("type", 8), bits("len", 8, {.length_of = {"val"}}),
                                           octets("val", "", {.extent = octets_from("len")})};
static constexpr Carrier generic_of[] = {
    {"_ISIS_NeighbourSubTlv"}, {"_ISIS_PrefixSubTlv"}, {"_ISIS_CapabilitySubTlv"}};
extern constexpr Protocol isis_generic_subtlv =
    subtlv("ISIS_GenericSubTlv", "ISIS Generic Sub-TLV", generic_fields, generic_of);
static_assert(well_formed(isis_generic_subtlv));

// ---- of neighbours -----------------------------------------------------------------------------------

static constexpr Name neighbour_types[] = {
    {3, "Administrative Group (Color)"}, {4, "Link Local/Remote Identifiers"},
    {6, "IPv4 Interface Address"},       {8, "IPv4 Neighbor Address"},
    {9, "Maximum Link Bandwidth"},       {10, "Maximum Reservable Link Bandwidth"},
    {11, "Unreserved Bandwidth"},        {12, "IPv6 Interface Address"},
    {13, "IPv6 Neighbor Address"},       {18, "TE Default Metric"}};
constexpr Field type(int number) { return enumeration("type", 8, number, neighbour_types); }

static constexpr Field group_fields[] = {enumeration("code", 8, 3, neighbour_types), length,
                                         ipv4("admingroup", "0.0.0.1")};
static constexpr Carrier group_of[] = {of_neighbour(3)};
extern constexpr Protocol isis_group =
    subtlv("ISIS_AdministrativeGroupSubTlv", "Administrative Group SubTLV (Color)", group_fields, group_of);
static_assert(well_formed(isis_group));

static constexpr Field identifiers_fields[] = {type(4), bits("len", 8, 8), bits("localid", 32),
                                               bits("remoteid", 32)};
static constexpr Carrier identifiers_of[] = {of_neighbour(4)};
extern constexpr Protocol isis_identifiers =
    subtlv("ISIS_LinkLocalRemoteIdentifiersSubTlv", "ISIS Link Local/Remote Identifiers (S)",
           identifiers_fields, identifiers_of);
static_assert(well_formed(isis_identifiers));

static constexpr Field interface4_fields[] = {type(6), length, ipv4("address")};
static constexpr Carrier interface4_of[] = {of_neighbour(6)};
extern constexpr Protocol isis_interface4_subtlv = subtlv(
    "ISIS_IPv4InterfaceAddressSubTlv", "ISIS IPv4 Interface Address (S)", interface4_fields, interface4_of);
static_assert(well_formed(isis_interface4_subtlv));
static constexpr Field neighbour4_fields[] = {type(8), length, ipv4("address")};
static constexpr Carrier neighbour4_of[] = {of_neighbour(8)};
extern constexpr Protocol isis_neighbour4_subtlv = subtlv(
    "ISIS_IPv4NeighborAddressSubTlv", "ISIS IPv4 Neighbor Address (S)", neighbour4_fields, neighbour4_of);
static_assert(well_formed(isis_neighbour4_subtlv));
static constexpr Field interface6_fields[] = {type(12), length, ipv6("address")};
static constexpr Carrier interface6_of[] = {of_neighbour(12)};
extern constexpr Protocol isis_interface6_subtlv = subtlv(
    "ISIS_IPv6InterfaceAddressSubTlv", "ISIS IPv6 Interface Address (S)", interface6_fields, interface6_of);
static_assert(well_formed(isis_interface6_subtlv));
static constexpr Field neighbour6_fields[] = {type(13), length, ipv6("address")};
static constexpr Carrier neighbour6_of[] = {of_neighbour(13)};
extern constexpr Protocol isis_neighbour6_subtlv = subtlv(
    "ISIS_IPv6NeighborAddressSubTlv", "ISIS IPv6 Neighbor Address (S)", neighbour6_fields, neighbour6_of);
static_assert(well_formed(isis_neighbour6_subtlv));

static constexpr Field bandwidth_fields[] = {type(9), length, real("maxbw", 32, 1000)};
static constexpr Carrier bandwidth_of[] = {of_neighbour(9)};
extern constexpr Protocol isis_bandwidth = subtlv(
    "ISIS_MaximumLinkBandwidthSubTlv", "Maximum Link Bandwidth SubTLV", bandwidth_fields, bandwidth_of);
static_assert(well_formed(isis_bandwidth));
static constexpr Field reservable_fields[] = {type(10), length, real("maxrsvbw", 32, 1000)};
static constexpr Carrier reservable_of[] = {of_neighbour(10)};
extern constexpr Protocol isis_reservable =
    subtlv("ISIS_MaximumReservableLinkBandwidthSubTlv", "Maximum Reservable Link Bandwidth SubTLV",
           reservable_fields, reservable_of);
static_assert(well_formed(isis_reservable));
static constexpr Field one_bandwidth = real("", 32, 1000);
/// One for each priority.
static const Value eight_bandwidths(List(8, Value(1000)));
static constexpr Field unreserved_fields[] = {
    type(11), length,
    list("unrsvbw", one_bandwidth, {.extent = octets_from("len"), .start = &eight_bandwidths})};
static constexpr Carrier unreserved_of[] = {of_neighbour(11)};
extern constexpr Protocol isis_unreserved =
    subtlv("ISIS_UnreservedBandwidthSubTlv", "Unreserved Bandwidth SubTLV", unreserved_fields, unreserved_of);
static_assert(well_formed(isis_unreserved));
static constexpr Field metric_fields[] = {type(18), length, bits("temetric", 24, 1000)};
static constexpr Carrier metric_of[] = {of_neighbour(18)};
extern constexpr Protocol isis_metric =
    subtlv("ISIS_TEDefaultMetricSubTlv", "TE Default Metric SubTLV", metric_fields, metric_of);
static_assert(well_formed(isis_metric));

// ---- of prefixes -------------------------------------------------------------------------------------

static constexpr Name prefix_types[] = {
    {1, "32-bit Administrative Tag"}, {2, "64-bit Administrative Tag"}, {3, "Prefix Segment Identifier"}};
static constexpr Field tag32 = bits("", 32), tag64 = bits("", 64);
static constexpr Field tags32_fields[] = {enumeration("type", 8, 1, prefix_types), length,
                                          list("tags", tag32, {.extent = octets_from("len")})};
static constexpr Carrier tags32_of[] = {of_prefix(1)};
extern constexpr Protocol isis_tags32 = subtlv(
    "ISIS_32bitAdministrativeTagSubTlv", "ISIS 32-bit Administrative Tag (S)", tags32_fields, tags32_of);
static_assert(well_formed(isis_tags32));
static constexpr Field tags64_fields[] = {enumeration("type", 8, 2, prefix_types), length,
                                          list("tags", tag64, {.extent = octets_from("len")})};
static constexpr Carrier tags64_of[] = {of_prefix(2)};
extern constexpr Protocol isis_tags64 = subtlv(
    "ISIS_64bitAdministrativeTagSubTlv", "ISIS 64-bit Administrative Tag (S)", tags64_fields, tags64_of);
static_assert(well_formed(isis_tags64));

static constexpr Name sid_flags[] = {{1, "res1"}, {2, "res2"}, {4, "L"},  {8, "V"},
                                     {16, "E"},   {32, "P"},   {64, "N"}, {128, "R"}};
static constexpr Field sid_fields[] = {enumeration("type", 8, 3, prefix_types),
                                       bits("len", 8, 5),
                                       flags("flags", 8, 0, sid_flags),
                                       bits("algorithm", 8),
                                       bits("sid", 24, 0, {.when = equals("len", 5)}),
                                       bits("idx", 32, 0, {.when = equals("len", 6)})};
static constexpr Carrier sid_of[] = {of_prefix(3)};
extern constexpr Protocol isis_sid =
    subtlv("ISIS_PrefixSegmentIdentifierSubTlv", "ISIS Prefix SID sub TLV", sid_fields, sid_of);
static_assert(well_formed(isis_sid));

// ---- of capabilities ---------------------------------------------------------------------------------

static constexpr Name label_types[] = {{1, "ISIS SID/Label sub TLV"}};
static constexpr Field label_fields[] = {enumeration("type", 8, 1, label_types), bits("len", 8, 3),
                                         bits("sid", 24, 0, {.when = equals("len", 3)}),
                                         bits("idx", 32, 0, {.when = equals("len", 4)})};
extern constexpr Protocol isis_label = {.name = "ISIS_SIDLabelSubTLV",
                                        .title = "ISIS SID Label sub TLV",
                                        .fields = label_fields,
                                        .payload_size = no_payload};
static_assert(well_formed(isis_label));
static constexpr Field range_fields[] = {bits("range", 24),
                                         optional_layer("sid_label", "ISIS_SIDLabelSubTLV")};
extern constexpr Protocol isis_range = {.name = "ISIS_SRGBDescriptorEntry",
                                        .title = "ISIS SRGB Descriptor",
                                        .fields = range_fields,
                                        .payload_size = no_payload};
static_assert(well_formed(isis_range));

static constexpr Name capability_types[] = {{2, "Segment Routing Capability sub TLV"},
                                            {19, "Segment Routing Algorithm"}};
static constexpr Name routing_flags[] = {{1, "res1"},  {2, "res2"},  {4, "res3"}, {8, "res4"},
                                         {16, "res5"}, {32, "res6"}, {64, "V"},   {128, "I"}};
static constexpr Field routing_fields[] = {
    enumeration("type", 8, 2, capability_types), length, flags("flags", 8, 0, routing_flags),
    layers("srgb_ranges", "ISIS_SRGBDescriptorEntry", {.extent = octets_from("len", 1, -1)})};
static constexpr Carrier routing_of[] = {of_capability(2)};
extern constexpr Protocol isis_routing =
    subtlv("ISIS_SRCapabilitiesSubTLV", "ISIS SR Capabilities TLV", routing_fields, routing_of);
static_assert(well_formed(isis_routing));

static constexpr Field algorithm = bits("", 8);
static constexpr Field algorithms = [] {
    Field field = list("algorithms", algorithm, {.extent = octets_from("len")});
    field.initial = 0;
    return field;
}();
static constexpr Field algorithm_fields[] = {enumeration("type", 8, 19, capability_types), length,
                                             algorithms};
static constexpr Carrier algorithm_of[] = {of_capability(19)};
extern constexpr Protocol isis_algorithm =
    subtlv("ISIS_SRAlgorithmSubTLV", "ISIS SR Algorithm sub TLV", algorithm_fields, algorithm_of);
static_assert(well_formed(isis_algorithm));

}  // namespace pkttest::protocols
