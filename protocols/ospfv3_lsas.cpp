// OSPF version 3: link state advertisements (RFC 5340 A.4).
#include "framework/packet/script_shapes.h"
#include "protocols/computed.h"
#include "protocols/ospf_lsa.h"
#include "protocols/ospfv3.h"
#include "protocols/prefix.h"

namespace pkttest::protocols {

constexpr std::array<Field, 7> head(int type) {
    return {bits("age", 16, 1),
            enumeration("type", 16, type, ospfv3_lsa_types, {.hex = true}),
            ipv4("id"),
            ipv4("adrouter", "1.1.1.1"),
            bits("seq", 32, 0x80000001, {.hex = true}),
            bits("chksum", 16, {.compute = lsa_checksum, .hex = true}),
            bits("len", 16, {.compute = lsa_length})};
}

static constexpr Field header_fields[] = {bits("age", 16, 1),
                                          enumeration("type", 16, 0x2001, ospfv3_lsa_types, {.hex = true}),
                                          ipv4("id"),
                                          ipv4("adrouter", "1.1.1.1"),
                                          bits("seq", 32, 0x80000001, {.hex = true}),
                                          bits("chksum", 16, 0, {.hex = true}),
                                          bits("len", 16, 36)};
extern constexpr Protocol ospfv3_lsa_header = {.name = "OSPFv3_LSA_Hdr",
                                               .title = "OSPFv3 LSA header",
                                               .shown = "OSPFv3 LSA Header",
                                               .fields = header_fields,
                                               .payload_size = no_payload};
static_assert(well_formed(ospfv3_lsa_header));

static constexpr auto base_fields = head(0);
extern constexpr Protocol ospfv3_base_lsa = {
    .name = "OSPFv3_BaseLSA", .title = "OSPFv3 LSA", .fields = base_fields, .abstract = true};
static_assert(well_formed(ospfv3_base_lsa));

static constexpr Name prefix_options[] = {{1, "NU"}, {2, "LA"}, {4, "MC"}, {8, "P"}};
static constexpr Field prefix_length = bits("prefixlen", 8, {.count_of = {"prefix"}});
static constexpr Field prefix_flags = flags("prefixoptions", 8, 0, prefix_options);
static constexpr Field prefix_field = prefix("prefix", prefix_by_length_shape, prefix6_words,
                                             "2001:db8:0:42::/64", {.extent = count_from("prefixlen")});
static constexpr Field options = flags("options", 24, 0, ospfv3_options);

static constexpr Name link_types[] = {{1, "p2p"}, {2, "transit"}, {3, "reserved"}, {4, "virtual"}};
static constexpr Field link_fields[] = {enumeration("type", 8, 1, link_types),
                                        bits("reserved", 8),
                                        bits("metric", 16, 10),
                                        bits("intid", 32),
                                        bits("neighintid", 32),
                                        ipv4("neighbor", "2.2.2.2")};
extern constexpr Protocol ospfv3_link = {.name = "OSPFv3_Link",
                                         .title = "OSPFv3 link",
                                         .shown = "OSPFv3 Link",
                                         .fields = link_fields,
                                         .payload_size = no_payload};
static_assert(well_formed(ospfv3_link));

static constexpr Field item_fields[] = {prefix_length, prefix_flags, bits("metric", 16, 10), prefix_field};
extern constexpr Protocol ospfv3_prefix_item = {.name = "OSPFv3_Prefix_Item",
                                                .title = "OSPFv3 prefix",
                                                .shown = "OSPFv3 Link Prefix Item",
                                                .fields = item_fields,
                                                .payload_size = no_payload};
static_assert(well_formed(ospfv3_prefix_item));

/// Letters that stand apart: "V+B".
static constexpr Field flags_of(std::span<const Name> names) {
    Field field = flags("flags", 8, 0, names);
    field.user = &flags_apart;
    return field;
}
static constexpr Name router_flags[] = {{1, "B"}, {2, "E"}, {4, "V"}, {8, "W"}};
static constexpr auto router_fields =
    joined(head(0x2001), body(flags_of(router_flags), options,
                              layers("linklist", "OSPFv3_Link", {.extent = octets_by(lsa_rest<24>)})));
static constexpr Carrier router_of[] = {{"OSPFv3_BaseLSA", "type", 0x2001}};
extern constexpr Protocol ospfv3_router_lsa =
    lsa("OSPFv3_Router_LSA", "OSPFv3 Router LSA", router_fields, router_of);
static_assert(well_formed(ospfv3_router_lsa));

static constexpr Field attached = ipv4("", "0.0.0.1");
static constexpr auto network_fields = joined(
    head(0x2002),
    body(bits("reserved", 8), options, list("routerlist", attached, {.extent = octets_by(lsa_rest<24>)})));
static constexpr Carrier network_of[] = {{"OSPFv3_BaseLSA", "type", 0x2002}};
extern constexpr Protocol ospfv3_network_lsa =
    lsa("OSPFv3_Network_LSA", "OSPFv3 Network LSA", network_fields, network_of);
static_assert(well_formed(ospfv3_network_lsa));

static constexpr auto area_prefix_fields =
    joined(head(0x2003), body(bits("reserved", 8), bits("metric", 24, 10, {.hex = true}), prefix_length,
                              prefix_flags, bits("reserved2", 16), prefix_field));
static constexpr Carrier area_prefix_of[] = {{"OSPFv3_BaseLSA", "type", 0x2003}};
extern constexpr Protocol ospfv3_area_prefix_lsa =
    lsa("OSPFv3_Inter_Area_Prefix_LSA", "OSPFv3 Inter Area Prefix LSA", area_prefix_fields, area_prefix_of);
static_assert(well_formed(ospfv3_area_prefix_lsa));

static constexpr auto area_router_fields =
    joined(head(0x2004), body(bits("reserved", 8), options, bits("reserved2", 8),
                              bits("metric", 24, 1, {.hex = true}), ipv4("router", "2.2.2.2")));
static constexpr Carrier area_router_of[] = {{"OSPFv3_BaseLSA", "type", 0x2004}};
extern constexpr Protocol ospfv3_area_router_lsa =
    lsa("OSPFv3_Inter_Area_Router_LSA", "OSPFv3 Inter Area Router LSA", area_router_fields, area_router_of);
static_assert(well_formed(ospfv3_area_router_lsa));

static constexpr Name external_flags[] = {{1, "T"}, {2, "F"}, {4, "E"}};
static constexpr auto external_body = body(
    flags_of(external_flags), bits("metric", 24, 20, {.hex = true}), prefix_length, prefix_flags,
    enumeration("reflstype", 16, 0, ospfv3_lsa_types, {.hex = true}), prefix_field,
    ipv6("fwaddr", "::", {.when = any_bit("flags", 2)}), bits("tag", 32, 0, {.when = any_bit("flags", 1)}),
    ipv4("reflsid", "0.0.0.0", {.when = differs("reflstype", 0)}));
static constexpr auto external_fields = joined(head(0x4005), external_body);
static constexpr Carrier external_of[] = {{"OSPFv3_BaseLSA", "type", 0x4005}};
extern constexpr Protocol ospfv3_external_lsa =
    lsa("OSPFv3_AS_External_LSA", "OSPFv3 AS External LSA", external_fields, external_of);
static_assert(well_formed(ospfv3_external_lsa));

static constexpr auto nssa_fields = joined(head(0x2007), external_body);
static constexpr Carrier nssa_of[] = {{"OSPFv3_BaseLSA", "type", 0x2007}};
extern constexpr Protocol ospfv3_nssa_lsa =
    lsa("OSPFv3_Type_7_LSA", "OSPFv3 Type 7 LSA", nssa_fields, nssa_of);
static_assert(well_formed(ospfv3_nssa_lsa));

static constexpr auto link_lsa_fields =
    joined(head(8), body(bits("prio", 8, 1), options, ipv6("lladdr", "fe80::"),
                         bits("prefixes", 32, {.count_of = {"prefixlist"}}),
                         layers("prefixlist", "OSPFv3_Prefix_Item", {.extent = count_from("prefixes")})));
static constexpr Carrier link_lsa_of[] = {{"OSPFv3_BaseLSA", "type", 8}};
extern constexpr Protocol ospfv3_link_lsa =
    lsa("OSPFv3_Link_LSA", "OSPFv3 Link LSA", link_lsa_fields, link_lsa_of);
static_assert(well_formed(ospfv3_link_lsa));

static constexpr auto intra_fields = joined(
    head(0x2009), body(bits("prefixes", 16, {.count_of = {"prefixlist"}}),
                       enumeration("reflstype", 16, 0, ospfv3_lsa_types, {.hex = true}), ipv4("reflsid"),
                       ipv4("refadrouter"),
                       layers("prefixlist", "OSPFv3_Prefix_Item", {.extent = count_from("prefixes")})));
static constexpr Carrier intra_of[] = {{"OSPFv3_BaseLSA", "type", 0x2009}};
extern constexpr Protocol ospfv3_intra_lsa =
    lsa("OSPFv3_Intra_Area_Prefix_LSA", "OSPFv3 Intra Area Prefix LSA", intra_fields, intra_of);
static_assert(well_formed(ospfv3_intra_lsa));

}  // namespace pkttest::protocols
