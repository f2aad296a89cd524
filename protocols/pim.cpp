// PIM, version 2 (RFC 7761, RFC 3973, RFC 5059, IANA pim-parameters): the header and its messages.
#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/over_ip.h"
#include "protocols/random_defaults.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{0, "Hello"},        {1, "Register"},  {2, "Register-Stop"},
                                 {3, "Join/Prune"},   {4, "Bootstrap"}, {5, "Assert"},
                                 {6, "Graft"},        {7, "Graft-Ack"}, {8, "Candidate-RP-Advertisement"},
                                 {9, "State Refresh"}};

/// A register's packet is not summed up (RFC 7761 4.9). Over IPv6 there is a pseudo header.
static Integer checksum(const Layer& layer) {
    const bool is_register = layer.integer("type") == 1;
    const auto lower = layer.below();
    if (lower && lower->protocol().name.starts_with("IPv6")) return transport_checksum(layer, 103);
    const auto whole = static_cast<std::size_t>(whole_octets(layer));
    return internet_checksum({layer.header().data(), is_register && whole > 8 ? 8 : whole});
}
static constexpr Field fields[] = {bits("version", 4, 2), enumeration("type", 4, 0, types),
                                   bits("reserved", 8),
                                   bits("chksum", 16, {.compute = checksum, .hex = true})};
static constexpr auto carriers = over_ip(103);
extern constexpr Protocol pim = {.name = "PIMv2Hdr",
                                 .title = "Protocol Independent Multicast Version 2 Header",
                                 .fields = fields,
                                 .carried_by = carriers};
static_assert(well_formed(pim));

constexpr Protocol message(std::string_view name, std::string_view title, std::span<const Field> of_it,
                           std::span<const Carrier> carried_by) {
    return {.name = name, .title = title, .fields = of_it, .carried_by = carried_by};
}

// ---- Hello -------------------------------------------------------------------------------------------

static constexpr Name options[] = {
    {1, "Holdtime"},       {2, "LAN Prune Delay"},        {19, "DR Priority"}, {20, "Generation ID"},
    {21, "State Refresh"}, {22, "Bidirectional Capable"}, {24, "Address List"}};
constexpr Field option(int type) { return enumeration("type", 16, type, options); }
constexpr Protocol hello_option(std::string_view name, std::string_view title, std::span<const Field> of_it,
                                std::span<const Carrier> variant_of) {
    return {
        .name = name, .title = title, .fields = of_it, .variant_of = variant_of, .payload_size = no_payload};
}

static constexpr Field hello_fields[] = {layers("option", "_PIMv2GenericHello", {})};
static constexpr Carrier hello_carriers[] = {{"PIMv2Hdr", "type", 0}};
extern constexpr Protocol pim_hello =
    message("PIMv2Hello", "PIMv2 Hello Options", hello_fields, hello_carriers);
static_assert(well_formed(pim_hello));

static constexpr Field generic_fields[] = {option(0), bits("length", 16, {.length_of = {"value"}}),
                                           octets("value", "", {.extent = octets_from("length")})};
extern constexpr Protocol pim_generic = {
    .name = "_PIMv2GenericHello", .title = "PIMv2 Generic Hello", .fields = generic_fields};
static_assert(well_formed(pim_generic));

static constexpr Field holdtime_fields[] = {option(1), bits("length", 16, 2), bits("holdtime", 16, 105)};
static constexpr Carrier holdtime_of[] = {{"_PIMv2GenericHello", {"type", 1}, {"length", 2}}};
extern constexpr Protocol pim_holdtime =
    hello_option("PIMv2HelloHoldtime", "PIMv2 Hello Options : Holdtime", holdtime_fields, holdtime_of);
static_assert(well_formed(pim_holdtime));

static constexpr Field delay_value_fields[] = {bits("t", 1), bits("propagation_delay", 15, 500),
                                               bits("override_interval", 16, 2500)};
extern constexpr Protocol pim_delay_value = {.name = "PIMv2HelloLANPruneDelayValue",
                                             .title = "PIMv2 Hello Options : LAN Prune Delay Value",
                                             .fields = delay_value_fields,
                                             .payload_size = no_payload};
static_assert(well_formed(pim_delay_value));
static constexpr Field default_delay = [] {
    Field field = layers("value", "PIMv2HelloLANPruneDelayValue", {.extent = octets_from("length")});
    field.initial = "PIMv2HelloLANPruneDelayValue";
    return field;
}();
static constexpr Field delay_fields[] = {option(2), bits("length", 16, {.length_of = {"value"}}),
                                         default_delay};
static constexpr Carrier delay_of[] = {{"_PIMv2GenericHello", "type", 2}};
extern constexpr Protocol pim_delay =
    hello_option("PIMv2HelloLANPruneDelay", "PIMv2 Hello Options : LAN Prune Delay", delay_fields, delay_of);
static_assert(well_formed(pim_delay));

static constexpr Field priority_fields[] = {option(19), bits("length", 16, 4), bits("dr_priority", 32, 1)};
static constexpr Carrier priority_of[] = {{"_PIMv2GenericHello", {"type", 19}, {"length", 4}}};
extern constexpr Protocol pim_priority =
    hello_option("PIMv2HelloDRPriority", "PIMv2 Hello Options : DR Priority", priority_fields, priority_of);
static_assert(well_formed(pim_priority));

static constexpr Field generation_fields[] = {option(20), bits("length", 16, 4),
                                              bits("generation_id", 32, {.start = &any_32_bits})};
static constexpr Carrier generation_of[] = {{"_PIMv2GenericHello", {"type", 20}, {"length", 4}}};
extern constexpr Protocol pim_generation = hello_option(
    "PIMv2HelloGenerationID", "PIMv2 Hello Options : Generation ID", generation_fields, generation_of);
static_assert(well_formed(pim_generation));

static constexpr Field refresh_value_fields[] = {bits("version", 8, 1), bits("interval", 8),
                                                 bits("reserved", 16)};
extern constexpr Protocol pim_refresh_value = {.name = "PIMv2HelloStateRefreshValue",
                                               .title = "PIMv2 Hello Options : State-Refresh Value",
                                               .fields = refresh_value_fields,
                                               .payload_size = no_payload};
static_assert(well_formed(pim_refresh_value));
static constexpr Field default_refresh = [] {
    Field field = layers("value", "PIMv2HelloStateRefreshValue", {.extent = octets_from("length")});
    field.initial = "PIMv2HelloStateRefreshValue";
    return field;
}();
static constexpr Field refresh_fields[] = {option(21), bits("length", 16, {.length_of = {"value"}}),
                                           default_refresh};
static constexpr Carrier refresh_of[] = {{"_PIMv2GenericHello", "type", 21}};
extern constexpr Protocol pim_refresh =
    hello_option("PIMv2HelloStateRefresh", "PIMv2 Hello Options : State-Refresh", refresh_fields, refresh_of);
static_assert(well_formed(pim_refresh));

// ---- encoded addresses (RFC 7761 4.9.1) --------------------------------------------------------------

static constexpr Name families[] = {{1, "IPv4"}, {2, "IPv6"}};
constexpr Field family(std::string_view name) { return enumeration(name, 8, 1, families); }

static constexpr Field address4 = ipv4("address"), address6 = ipv6("address");
static constexpr Case by_family[] = {{equals("addr_family", 2), &address6}, {{}, &address4}};
static constexpr Case by_upstream_family[] = {{equals("up_addr_family", 2), &address6}, {{}, &address4}};
static constexpr Case by_group_family[] = {{equals("group_addr_family", 2), &address6}, {{}, &address4}};
static constexpr Field encoding = bits("encoding_type", 8);

static constexpr Field source_fields[] = {
    family("addr_family"), encoding,          bits("rsrvd", 5),        bits("sparse", 1),
    bits("wildcard", 1),   bits("rpt", 1, 1), bits("mask_len", 8, 32), one_of("src_ip", by_family)};
extern constexpr Protocol pim_join = {.name = "PIMv2JoinAddrs",
                                      .title = "PIMv2 Join: Source Address",
                                      .fields = source_fields,
                                      .payload_size = no_payload};
static_assert(well_formed(pim_join));
extern constexpr Protocol pim_prune = {.name = "PIMv2PruneAddrs",
                                       .title = "PIMv2 Prune: Source Address",
                                       .fields = source_fields,
                                       .payload_size = no_payload};
static_assert(well_formed(pim_prune));

// ---- Join/Prune, Graft and its acknowledgement -------------------------------------------------------

static constexpr Field group_fields[] = {
    family("addr_family"),
    encoding,
    bits("bidirection", 1),
    bits("reserved", 6),
    bits("admin_scope_zone", 1),
    bits("mask_len", 8, 32),
    one_of("gaddr", by_family),
    bits("num_joins", 16, {.count_of = {"join_ips"}}),
    bits("num_prunes", 16, {.count_of = {"prune_ips"}}),
    layers("join_ips", "PIMv2JoinAddrs", {.extent = count_from("num_joins")}),
    layers("prune_ips", "PIMv2PruneAddrs", {.extent = count_from("num_prunes")})};
extern constexpr Protocol pim_group = {.name = "PIMv2GroupAddrs",
                                       .title = "PIMv2 Join/Prune: Multicast Group Address",
                                       .fields = group_fields,
                                       .payload_size = no_payload};
static_assert(well_formed(pim_group));

/// A graft's acknowledgement is the graft (RFC 3973 4.7.5).
static bool acknowledges(const Layer& answer, const Layer& request) {
    const auto said = answer.below(), asked = request.below();
    return request.is("PIMv2JoinPrune") && said && asked && said->integer("type") == 7 &&
           asked->integer("type") == 6;
}
static constexpr Field join_fields[] = {
    family("up_addr_family"),
    bits("up_encoding_type", 8),
    one_of("up_neighbor_ip", by_upstream_family),
    bits("reserved", 8),
    bits("num_group", 8, {.count_of = {"jp_ips"}}),
    bits("holdtime", 16, 210),
    layers("jp_ips", "PIMv2GroupAddrs", {.extent = count_from("num_group")})};
static constexpr Carrier join_carriers[] = {
    {"PIMv2Hdr", "type", 3}, {"PIMv2Hdr", "type", 6, up}, {"PIMv2Hdr", "type", 7, up}};
extern constexpr Protocol pim_join_prune = {.name = "PIMv2JoinPrune",
                                            .title = "PIMv2 Join/Prune Options",
                                            .fields = join_fields,
                                            .carried_by = join_carriers,
                                            .payload_size = no_payload,
                                            .answers = acknowledges};
static_assert(well_formed(pim_join_prune));

// ---- Register and Register-Stop ----------------------------------------------------------------------

static const Protocol* registered(const Layer& layer) {
    return find_protocol(payload_octet(layer, 0) >> 4 == 6 ? "IPv6" : "IP");
}
static constexpr Field register_fields[] = {bits("border", 1), bits("null_register", 1),
                                            bits("reserved", 30)};
static constexpr Carrier register_carriers[] = {{"PIMv2Hdr", "type", 1}};
extern constexpr Protocol pim_register = {.name = "PIMv2Register",
                                          .title = "PIMv2 Register",
                                          .fields = register_fields,
                                          .carried_by = register_carriers,
                                          .guess_payload = registered};
static_assert(well_formed(pim_register));

static bool stops(const Layer&, const Layer& request) { return request.is("PIMv2Register"); }
static constexpr Field stop_fields[] = {family("group_addr_family"),
                                        bits("group_encoding_type", 8),
                                        bits("bidirection", 1),
                                        bits("reserved", 6),
                                        bits("admin_scope_zone", 1),
                                        bits("mask_len", 8, 32),
                                        one_of("gaddr", by_group_family),
                                        family("addr_family"),
                                        encoding,
                                        one_of("src_ip", by_family)};
static constexpr Carrier stop_carriers[] = {{"PIMv2Hdr", "type", 2}};
extern constexpr Protocol pim_register_stop = {.name = "PIMv2RegisterStop",
                                               .title = "PIMv2 Register-Stop",
                                               .fields = stop_fields,
                                               .carried_by = stop_carriers,
                                               .answers = stops};
static_assert(well_formed(pim_register_stop));

// ---- Assert, Bootstrap, Candidate-RP-Advertisement ---------------------------------------------------

static constexpr Field assert_fields[] = {family("group_addr_family"),
                                          bits("group_encoding_type", 8),
                                          bits("bidirection", 1),
                                          bits("reserved", 6),
                                          bits("admin_scope_zone", 1),
                                          bits("mask_len", 8, 32),
                                          one_of("gaddr", by_group_family),
                                          family("addr_family"),
                                          encoding,
                                          one_of("src_ip", by_family),
                                          bits("rpt", 1),
                                          bits("metric_preference", 31),
                                          bits("metric", 32)};
static constexpr Carrier assert_carriers[] = {{"PIMv2Hdr", "type", 5}};
extern constexpr Protocol pim_assert = message("PIMv2Assert", "PIMv2 Assert", assert_fields, assert_carriers);
static_assert(well_formed(pim_assert));

static constexpr Field rp_fields[] = {family("addr_family"),    encoding,
                                      one_of("rp", by_family),  bits("holdtime", 16, 150),
                                      bits("priority", 8, 192), bits("reserved", 8)};
extern constexpr Protocol pim_rp = {
    .name = "PIMv2BootstrapRP", .title = "PIMv2 Bootstrap: Rendezvous Point", .fields = rp_fields};
static_assert(well_formed(pim_rp));

static constexpr Field range_fields[] = {
    family("addr_family"),
    encoding,
    bits("bidirection", 1),
    bits("reserved", 6),
    bits("admin_scope_zone", 1),
    bits("mask_len", 8, 4),
    one_of("gaddr", by_family),
    bits("rp_count", 8, {.count_of = {"rps"}}),
    bits("frag_rp_count", 8, {.count_of = {"rps"}}),
    bits("reserved2", 16),
    layers("rps", "PIMv2BootstrapRP", {.extent = count_from("frag_rp_count")})};
extern constexpr Protocol pim_range = {
    .name = "PIMv2BootstrapGroup", .title = "PIMv2 Bootstrap: Group Range", .fields = range_fields};
static_assert(well_formed(pim_range));

static constexpr Field bootstrap_fields[] = {bits("fragment_tag", 16),
                                             bits("hash_mask_len", 8, 30),
                                             bits("bsr_priority", 8),
                                             family("addr_family"),
                                             encoding,
                                             one_of("bsr", by_family),
                                             layers("groups", "PIMv2BootstrapGroup", {})};
static constexpr Carrier bootstrap_carriers[] = {{"PIMv2Hdr", "type", 4}};
extern constexpr Protocol pim_bootstrap =
    message("PIMv2Bootstrap", "PIMv2 Bootstrap", bootstrap_fields, bootstrap_carriers);
static_assert(well_formed(pim_bootstrap));

static constexpr Field served_fields[] = {family("addr_family"),       encoding,
                                          bits("bidirection", 1),      bits("reserved", 6),
                                          bits("admin_scope_zone", 1), bits("mask_len", 8, 4),
                                          one_of("gaddr", by_family)};
extern constexpr Protocol pim_served = {.name = "PIMv2CandidateGroup",
                                        .title = "PIMv2 Candidate-RP-Advertisement: Group Range",
                                        .fields = served_fields};
static_assert(well_formed(pim_served));

static constexpr Field candidate_fields[] = {
    bits("prefix_count", 8, {.count_of = {"groups"}}),
    bits("priority", 8, 192),
    bits("holdtime", 16, 150),
    family("addr_family"),
    encoding,
    one_of("rp", by_family),
    layers("groups", "PIMv2CandidateGroup", {.extent = count_from("prefix_count")})};
static constexpr Carrier candidate_carriers[] = {{"PIMv2Hdr", "type", 8}};
extern constexpr Protocol pim_candidate =
    message("PIMv2CandidateRP", "PIMv2 Candidate-RP-Advertisement", candidate_fields, candidate_carriers);
static_assert(well_formed(pim_candidate));

// ---- State Refresh (RFC 3973 4.7.10) -----------------------------------------------------------------

static constexpr Case by_originator_family[] = {{equals("originator_addr_family", 2), &address6},
                                                {{}, &address4}};
static constexpr Field state_fields[] = {family("group_addr_family"),
                                         bits("group_encoding_type", 8),
                                         bits("bidirection", 1),
                                         bits("reserved", 6),
                                         bits("admin_scope_zone", 1),
                                         bits("mask_len", 8, 32),
                                         one_of("gaddr", by_group_family),
                                         family("addr_family"),
                                         encoding,
                                         one_of("src_ip", by_family),
                                         family("originator_addr_family"),
                                         bits("originator_encoding_type", 8),
                                         one_of("originator", by_originator_family),
                                         bits("rpt", 1),
                                         bits("metric_preference", 31),
                                         bits("metric", 32),
                                         bits("source_mask_len", 8, 32),
                                         bits("ttl", 8),
                                         bits("prune_indicator", 1),
                                         bits("prune_now", 1),
                                         bits("assert_override", 1),
                                         bits("reserved2", 5),
                                         bits("interval", 8)};
static constexpr Carrier state_carriers[] = {{"PIMv2Hdr", "type", 9}};
extern constexpr Protocol pim_state =
    message("PIMv2StateRefresh", "PIMv2 State Refresh", state_fields, state_carriers);
static_assert(well_formed(pim_state));

}  // namespace pkttest::protocols
