// GRE (RFC 2784, RFC 2890) with RFC 1701's routing, and PPTP's form of it (RFC 2637, 4.1).
#include "framework/packet/checksum.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/numbers.h"
#include "protocols/over_ip.h"

namespace pkttest::protocols {

static bool has_checksum(const Layer& layer) {
    return layer.integer("chksum_present") != 0 || layer.integer("routing_present") != 0;
}
static Integer checksum(const Layer& layer) {
    if (layer.integer("chksum_present") == 0) return 0;
    return internet_checksum({layer.header().data(), static_cast<std::size_t>(whole_octets(layer))});
}

static constexpr Field fields[] = {
    bits("chksum_present", 1),
    bits("routing_present", 1),
    bits("key_present", 1),
    bits("seqnum_present", 1),
    bits("strict_route_source", 1),
    bits("recursion_control", 3),
    bits("flags", 5),
    bits("version", 3),
    enumeration("proto", 16, 0, ethertypes, {.hex = true}),
    bits("chksum", 16, {.compute = checksum, .basis = Basis::sum, .when = when(has_checksum), .hex = true}),
    bits("offset", 16, 0, {.when = when(has_checksum), .hex = true}),
    bits("key", 32, 0, {.when = equals("key_present", 1), .hex = true}),
    bits("sequence_number", 32, 0, {.when = equals("seqnum_present", 1), .hex = true}),
};
static constexpr auto carriers = over_ip(47);
static constexpr Carrier payloads[] = {{"IP", "proto", 0x0800},
                                       {"IPv6", "proto", 0x86dd},
                                       {"ARP", "proto", 0x0806},
                                       {"Ether", "proto", 0x6558},
                                       {"Dot1Q", "proto", 0x8100}};
extern constexpr Protocol gre = {.name = "GRE",
                                 .title = "Generic Routing Encapsulation",
                                 .shown = "GRE",
                                 .fields = fields,
                                 .carried_by = carriers,
                                 .payloads = payloads};
static_assert(well_formed(gre));

static constexpr Field pptp_fields[] = {
    bits("chksum_present", 1),
    bits("routing_present", 1),
    bits("key_present", 1, 1),
    bits("seqnum_present", 1),
    bits("strict_route_source", 1),
    bits("recursion_control", 3),
    bits("acknum_present", 1),
    bits("flags", 4),
    bits("version", 3, 1),
    enumeration("proto", 16, 0x880b, ethertypes, {.hex = true}),
    bits("payload_len", 16, {.compute = payload_octets}),
    bits("call_id", 16, Default()),
    bits("sequence_number", 32, 0, {.when = equals("seqnum_present", 1), .hex = true}),
    bits("ack_number", 32, 0, {.when = equals("acknum_present", 1), .hex = true}),
};
static constexpr Carrier pptp_carriers[] = {{"IP", {"proto", 47}, {"frag", 0}, down},
                                            {"IPv6", "nh", 47, down}};
static constexpr Carrier pptp_of[] = {{"GRE", "proto", 0x880b}};
extern constexpr Protocol gre_pptp = {.name = "GRE_PPTP",
                                      .title = "GRE of PPTP",
                                      .shown = "GRE PPTP",
                                      .fields = pptp_fields,
                                      .carried_by = pptp_carriers,
                                      .variant_of = pptp_of,
                                      .carries_as = "GRE"};
static_assert(well_formed(gre_pptp));

static constexpr Field routing_fields[] = {
    bits("address_family", 16),
    bits("SRE_offset", 8),
    bits("SRE_len", 8, {.length_of = {"routing_info"}}),
    octets("routing_info", "", {.extent = octets_from("SRE_len")}),
};
static bool goes_on(const Layer& layer) {
    return layer.integer("address_family") != 0 || layer.integer("SRE_len") != 0;
}
static constexpr Carrier routing_carriers[] = {
    {"GRE", "routing_present", 1}, {"GRE_PPTP", "routing_present", 1}, {"GRErouting", down}};
extern constexpr Protocol gre_routing = {
    .name = "GRErouting",
    .title = "GRE routing information",
    .fields = routing_fields,
    .carried_by = routing_carriers,
    .guess_payload =
        [](const Layer& layer) { return goes_on(layer) ? find_protocol("GRErouting") : nullptr; },
};
static_assert(well_formed(gre_routing));

}  // namespace pkttest::protocols
