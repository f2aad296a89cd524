// Multicast listener discovery (RFC 2710, RFC 3810) and multicast router discovery (RFC 4286).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/icmpv6.h"

namespace pkttest::protocols {

static constexpr Condition no_further{"hlim", 1};
static constexpr auto carriers = icmpv6_telling(no_further);
static constexpr auto to_nodes = icmpv6_telling(no_further, to_link_group(all_nodes));
static constexpr auto to_routers = icmpv6_telling(no_further, to_link_group(all_routers));
static constexpr auto to_version_2_routers = icmpv6_telling(no_further, to_link_group(0x16));
static constexpr auto to_snoopers = icmpv6_telling(no_further, to_link_group(0x6a));
static constexpr Field address = ipv6("address");

/// A version 2 query is longer than a version 1 query (RFC 3810 8.1).
static bool is_version_2(const Layer& layer) {
    return layer.integer("type") == 130 && layer.header().size() >= 28;
}

static constexpr Field ml_query2_fields[] = {
    icmpv6_type(130),
    bits("code", 8),
    icmpv6_checksum(),
    bits("mrd", 16, 10000),
    bits("reserved", 16),
    ipv6("mladdr"),
    bits("Resv", 4),
    bits("S", 1),
    bits("QRV", 3),
    bits("QQIC", 8),
    bits("sources_number", 16, {.count_of = {"sources"}}),
    list("sources", address, {.extent = count_from("sources_number")})};
static constexpr Carrier ml_query2_variant[] = {Carrier("_ICMPv6", is_version_2)};
extern constexpr Protocol ml_query2 = {.name = "ICMPv6MLQuery2",
                                       .title = "MLDv2 - Multicast Listener Query",
                                       .fields = ml_query2_fields,
                                       .carried_by = to_nodes,
                                       .variant_of = ml_query2_variant};
static_assert(well_formed(ml_query2));

static constexpr Field ml_query_fields[] = {icmpv6_type(130),       bits("code", 8),      icmpv6_checksum(),
                                            bits("mrd", 16, 10000), bits("reserved", 16), ipv6("mladdr")};
static constexpr Carrier ml_query_variant[] = {{"_ICMPv6", "type", 130}};
extern constexpr Protocol ml_query = {.name = "ICMPv6MLQuery",
                                      .title = "MLD - Multicast Listener Query",
                                      .fields = ml_query_fields,
                                      .carried_by = to_nodes,
                                      .variant_of = ml_query_variant};
static_assert(well_formed(ml_query));

static bool report_answers(const Layer&, const Layer& request) { return request.is("ICMPv6MLQuery"); }
static constexpr Field ml_report_fields[] = {icmpv6_type(131), bits("code", 8),      icmpv6_checksum(),
                                             bits("mrd", 16),  bits("reserved", 16), ipv6("mladdr")};
static constexpr Carrier ml_report_variant[] = {{"_ICMPv6", "type", 131}};
extern constexpr Protocol ml_report = {.name = "ICMPv6MLReport",
                                       .title = "MLD - Multicast Listener Report",
                                       .fields = ml_report_fields,
                                       .carried_by = carriers,
                                       .variant_of = ml_report_variant,
                                       .answers = report_answers};
static_assert(well_formed(ml_report));

static constexpr Field ml_done_fields[] = {icmpv6_type(132), bits("code", 8),      icmpv6_checksum(),
                                           bits("mrd", 16),  bits("reserved", 16), ipv6("mladdr")};
static constexpr Carrier ml_done_variant[] = {{"_ICMPv6", "type", 132}};
extern constexpr Protocol ml_done = {.name = "ICMPv6MLDone",
                                     .title = "MLD - Multicast Listener Done",
                                     .fields = ml_done_fields,
                                     .carried_by = to_routers,
                                     .variant_of = ml_done_variant};
static_assert(well_formed(ml_done));

static bool report2_answers(const Layer&, const Layer& request) { return request.is("ICMPv6MLQuery2"); }
static constexpr Field ml_report2_fields[] = {
    icmpv6_type(143),
    bits("res", 8),
    icmpv6_checksum(),
    bits("reserved", 16),
    bits("records_number", 16, {.count_of = {"records"}}),
    layers("records", "ICMPv6MLDMultAddrRec", {.extent = count_from("records_number"), .stacked = true})};
static constexpr Carrier ml_report2_variant[] = {{"_ICMPv6", "type", 143}};
extern constexpr Protocol ml_report2 = {.name = "ICMPv6MLReport2",
                                        .title = "MLDv2 - Multicast Listener Report",
                                        .fields = ml_report2_fields,
                                        .carried_by = to_version_2_routers,
                                        .variant_of = ml_report2_variant,
                                        .answers = report2_answers};
static_assert(well_formed(ml_report2));

static constexpr Field mrd_advertisement_fields[] = {icmpv6_type(151), bits("advinter", 8, 20),
                                                     icmpv6_checksum(), bits("queryint", 16),
                                                     bits("robustness", 16)};
static constexpr Carrier mrd_advertisement_variant[] = {{"_ICMPv6", "type", 151}};
extern constexpr Protocol mrd_advertisement = {.name = "ICMPv6MRD_Advertisement",
                                               .title = "ICMPv6 Multicast Router Discovery Advertisement",
                                               .fields = mrd_advertisement_fields,
                                               .carried_by = to_routers,
                                               .variant_of = mrd_advertisement_variant};
static_assert(well_formed(mrd_advertisement));

static constexpr Field mrd_solicitation_fields[] = {icmpv6_type(152), bits("res", 8), icmpv6_checksum()};
static constexpr Carrier mrd_solicitation_variant[] = {{"_ICMPv6", "type", 152}};
extern constexpr Protocol mrd_solicitation = {.name = "ICMPv6MRD_Solicitation",
                                              .title = "ICMPv6 Multicast Router Discovery Solicitation",
                                              .fields = mrd_solicitation_fields,
                                              .carried_by = to_routers,
                                              .variant_of = mrd_solicitation_variant};
static_assert(well_formed(mrd_solicitation));

static constexpr Field mrd_termination_fields[] = {icmpv6_type(153), bits("res", 8), icmpv6_checksum()};
static constexpr Carrier mrd_termination_variant[] = {{"_ICMPv6", "type", 153}};
extern constexpr Protocol mrd_termination = {.name = "ICMPv6MRD_Termination",
                                             .title = "ICMPv6 Multicast Router Discovery Termination",
                                             .fields = mrd_termination_fields,
                                             .carried_by = to_snoopers,
                                             .variant_of = mrd_termination_variant};
static_assert(well_formed(mrd_termination));

/// Auxiliary data is counted in words of 32 bits (RFC 3810 5.2.6).
static constexpr Field record_fields[] = {bits("rtype", 8, 4),
                                          bits("auxdata_len", 8, {.length_of = {"auxdata", 4}}),
                                          bits("sources_number", 16, {.count_of = {"sources"}}),
                                          ipv6("dst"),
                                          list("sources", address, {.extent = count_from("sources_number")}),
                                          octets("auxdata", "", {.extent = octets_from("auxdata_len", 4)})};
extern constexpr Protocol mld_record = {.name = "ICMPv6MLDMultAddrRec",
                                        .title = "ICMPv6 MLDv2 - Multicast Address Record",
                                        .fields = record_fields,
                                        .carries = "ICMPv6MLDMultAddrRec"};
static_assert(well_formed(mld_record));

}  // namespace pkttest::protocols
