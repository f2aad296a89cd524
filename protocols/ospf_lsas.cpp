// OSPF version 2: link state advertisements (RFC 2328 A.4, RFC 3101, RFC 5250).
#include "protocols/computed.h"
#include "protocols/ospf.h"
#include "protocols/ospf_lsa.h"

namespace pkttest::protocols {

constexpr std::array<Field, 8> head(int type, const char* id = "192.168.0.0",
                                    const char* router = "1.1.1.1") {
    return {bits("age", 16, 1),
            flags("options", 8, 0, ospf_options),
            enumeration("type", 8, type, ospf_lsa_types),
            ipv4("id", id),
            ipv4("adrouter", router),
            bits("seq", 32, 0x80000001, {.hex = true}),
            bits("chksum", 16, {.compute = lsa_checksum, .hex = true}),
            bits("len", 16, {.compute = lsa_length})};
}

static constexpr Field header_fields[] = {bits("age", 16, 1),
                                          flags("options", 8, 0, ospf_options),
                                          enumeration("type", 8, 1, ospf_lsa_types),
                                          ipv4("id", "192.168.0.0"),
                                          ipv4("adrouter", "1.1.1.1"),
                                          bits("seq", 32, 0x80000001, {.hex = true}),
                                          bits("chksum", 16, 0, {.hex = true}),
                                          bits("len", 16, 36)};
extern constexpr Protocol ospf_lsa_header = {.name = "OSPF_LSA_Hdr",
                                             .title = "OSPF LSA header",
                                             .shown = "OSPF LSA Header",
                                             .fields = header_fields,
                                             .payload_size = no_payload};
static_assert(well_formed(ospf_lsa_header));

static constexpr auto base_fields = head(0);
extern constexpr Protocol ospf_base_lsa = {.name = "OSPF_BaseLSA",
                                           .title = "OSPF LSA",
                                           .shown = "OSPF_BaseLSA",
                                           .fields = base_fields,
                                           .abstract = true};
static_assert(well_formed(ospf_base_lsa));

static constexpr Name link_types[] = {{1, "p2p"}, {2, "transit"}, {3, "stub"}, {4, "virtual"}};
/// Metrics of further types of service (RFC 2328 A.4.2): the first one as fields, as in the reference.
static std::int64_t more_services(const Layer& link) {
    return 4 * (static_cast<std::int64_t>(link.integer("toscount")) - 1);
}
static constexpr When has_service = from("toscount", 1);
static constexpr Field link_fields[] = {
    ipv4("id", "192.168.0.0"),
    ipv4("data", "255.255.255.0"),
    enumeration("type", 8, 3, link_types),
    bits("toscount", 8),
    bits("metric", 16, 10),
    bits("tos", 8, 0, {.when = has_service}),
    bits("reserved", 8, 0, {.when = has_service}),
    bits("tosmetric", 16, 0, {.when = has_service}),
    octets("more", "", {.when = from("toscount", 2), .extent = octets_by(more_services)})};
extern constexpr Protocol ospf_link = {.name = "OSPF_Link",
                                       .title = "OSPF link",
                                       .shown = "OSPF Link",
                                       .fields = link_fields,
                                       .payload_size = no_payload};
static_assert(well_formed(ospf_link));

static constexpr Name router_flags[] = {{1, "B"}, {2, "E"}, {4, "V"}, {8, "W"}, {16, "Nt"}};
static constexpr auto router_fields =
    joined(head(1, "1.1.1.1"), body(flags("flags", 8, 0, router_flags), bits("reserved", 8),
                                    bits("linkcount", 16, {.count_of = {"linklist"}}),
                                    layers("linklist", "OSPF_Link", {.extent = count_from("linkcount")})));
static constexpr Carrier router_of[] = {{"OSPF_BaseLSA", "type", 1}};
extern constexpr Protocol ospf_router_lsa =
    lsa("OSPF_Router_LSA", "OSPF Router LSA", router_fields, router_of);
static_assert(well_formed(ospf_router_lsa));

static constexpr Field attached = ipv4("", "1.1.1.1");
static constexpr auto network_fields = joined(
    head(2),
    body(ipv4("mask", "255.255.255.0"), list("routerlist", attached, {.extent = octets_by(lsa_rest<24>)})));
static constexpr Carrier network_of[] = {{"OSPF_BaseLSA", "type", 2}};
extern constexpr Protocol ospf_network_lsa =
    lsa("OSPF_Network_LSA", "OSPF Network LSA", network_fields, network_of);
static_assert(well_formed(ospf_network_lsa));

static constexpr auto summary_fields = joined(
    head(3), body(ipv4("mask", "255.255.255.0"), bits("reserved", 8), bits("metric", 24, 10, {.hex = true})));
static constexpr Carrier summary_of[] = {{"OSPF_BaseLSA", "type", 3}};
extern constexpr Protocol ospf_summary_lsa =
    lsa("OSPF_SummaryIP_LSA", "OSPF Summary LSA (IP Network)", summary_fields, summary_of);
static_assert(well_formed(ospf_summary_lsa));

static constexpr auto asbr_fields = joined(
    head(4, "2.2.2.2"), body(ipv4("mask"), bits("reserved", 8), bits("metric", 24, 20, {.hex = true})));
static constexpr Carrier asbr_of[] = {{"OSPF_BaseLSA", "type", 4}};
extern constexpr Protocol ospf_asbr_lsa =
    lsa("OSPF_SummaryASBR_LSA", "OSPF Summary LSA (AS Boundary Router)", asbr_fields, asbr_of);
static_assert(well_formed(ospf_asbr_lsa));

static constexpr Name external_bits[] = {{1, "E"}};
static constexpr auto external_body =
    body(ipv4("mask", "255.255.255.0"), flags("ebit", 1, 0, external_bits), bits("reserved", 7),
         bits("metric", 24, 20, {.hex = true}), ipv4("fwdaddr"), bits("tag", 32, 0, {.hex = true}));
static constexpr auto external_fields = joined(head(5, "192.168.0.0", "2.2.2.2"), external_body);
static constexpr Carrier external_of[] = {{"OSPF_BaseLSA", "type", 5}};
extern constexpr Protocol ospf_external_lsa =
    lsa("OSPF_External_LSA", "OSPF External LSA (ASBR)", external_fields, external_of);
static_assert(well_formed(ospf_external_lsa));

static constexpr auto nssa_fields = joined(head(7, "192.168.0.0", "2.2.2.2"), external_body);
static constexpr Carrier nssa_of[] = {{"OSPF_BaseLSA", "type", 7}};
extern constexpr Protocol ospf_nssa_lsa =
    lsa("OSPF_NSSA_External_LSA", "OSPF NSSA External LSA", nssa_fields, nssa_of);
static_assert(well_formed(ospf_nssa_lsa));

static constexpr auto opaque_body = body(octets("data", "data", {.extent = octets_by(lsa_rest<20>)}));
static constexpr auto link_opaque_fields = joined(head(9, "192.0.2.1", "198.51.100.100"), opaque_body);
static constexpr auto area_opaque_fields = joined(head(10, "192.0.2.1", "198.51.100.100"), opaque_body);
static constexpr auto as_opaque_fields = joined(head(11, "192.0.2.1", "198.51.100.100"), opaque_body);
static constexpr Carrier link_opaque_of[] = {{"OSPF_BaseLSA", "type", 9}};
static constexpr Carrier area_opaque_of[] = {{"OSPF_BaseLSA", "type", 10}};
static constexpr Carrier as_opaque_of[] = {{"OSPF_BaseLSA", "type", 11}};
extern constexpr Protocol ospf_link_opaque_lsa =
    lsa("OSPF_Link_Scope_Opaque_LSA", "OSPF Link Scope External LSA", link_opaque_fields, link_opaque_of);
extern constexpr Protocol ospf_area_opaque_lsa =
    lsa("OSPF_Area_Scope_Opaque_LSA", "OSPF Area Scope External LSA", area_opaque_fields, area_opaque_of);
extern constexpr Protocol ospf_as_opaque_lsa =
    lsa("OSPF_AS_Scope_Opaque_LSA", "OSPF AS Scope External LSA", as_opaque_fields, as_opaque_of);
static_assert(well_formed(ospf_link_opaque_lsa) && well_formed(ospf_area_opaque_lsa) &&
              well_formed(ospf_as_opaque_lsa));

}  // namespace pkttest::protocols
