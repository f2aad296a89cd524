// Options of IP version 4 (RFC 791 and the IANA registry): each a variant of IPOption by its number.
#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

static constexpr Name classes[] = {{0, "control"}, {2, "debug"}};

static constexpr Field copied(int value) { return bits("copy_flag", 1, value); }
static constexpr Field option_class(int value) { return enumeration("optclass", 2, value, classes); }
static constexpr Field number(int value) { return enumeration("option", 5, value, ip_options); }
static constexpr Field address = ipv4("address");

/// A length that is too small for its own two octets leaves out as many octets from the end, as Scapy counts.
static std::int64_t option_octets(const Layer& layer) {
    constexpr std::int64_t head = 2;
    const auto there = static_cast<std::int64_t>(layer.header().size());
    if (there < head) return -1;
    const std::int64_t told = layer.header()[1];
    return std::min(told >= head ? told : std::max(there + told - head, head), there);
}
static constexpr Field generic_fields[] = {copied(0), option_class(0), number(0),
                                           bits("length", 8, {.length_of = {"value", 1, 2}}),
                                           octets("value", "", {})};
extern constexpr Protocol ip_option = {.name = "IPOption",
                                       .title = "IP option",
                                       .shown = "IP Option",
                                       .fields = generic_fields,
                                       .payload_size = no_payload,
                                       .header_size = option_octets};
static_assert(well_formed(ip_option));

static constexpr Carrier eol_variant[] = {{"IPOption", "option", 0}};
static constexpr Field eol_fields[] = {copied(0), option_class(0), number(0)};
extern constexpr Protocol ip_option_eol = {.name = "IPOption_EOL",
                                           .title = "IP Option End of Options List",
                                           .fields = eol_fields,
                                           .variant_of = eol_variant,
                                           .payload_size = no_payload};
static_assert(well_formed(ip_option_eol));

static constexpr Carrier nop_variant[] = {{"IPOption", "option", 1}};
static constexpr Field nop_fields[] = {copied(0), option_class(0), number(1)};
extern constexpr Protocol ip_option_nop = {.name = "IPOption_NOP",
                                           .title = "IP Option No Operation",
                                           .fields = nop_fields,
                                           .variant_of = nop_variant,
                                           .payload_size = no_payload};
static_assert(well_formed(ip_option_nop));

static constexpr Carrier security_variant[] = {{"IPOption", "option", 2}};
static constexpr Field security_fields[] = {copied(1),
                                            option_class(0),
                                            number(2),
                                            bits("length", 8, 11),
                                            bits("security", 16),
                                            bits("compartment", 16),
                                            bits("handling_restrictions", 16),
                                            octets("transmission_control_code", "xxx", {.extent = fixed(3)})};
extern constexpr Protocol ip_option_security = {.name = "IPOption_Security",
                                                .title = "IP Option Security",
                                                .fields = security_fields,
                                                .variant_of = security_variant,
                                                .payload_size = no_payload};
static_assert(well_formed(ip_option_security));

static constexpr Field route_fields(int copy, int option, int part) {
    switch (part) {
        case 0:
            return copied(copy);
        case 1:
            return option_class(0);
        case 2:
            return number(option);
        case 3:
            return bits("length", 8, {.length_of = {"routers", 1, 3}});
        case 4:
            return bits("pointer", 8, 4);
        default:
            return list("routers", address, {.extent = octets_from("length", 1, -3)});
    }
}
static constexpr Field rr_fields[] = {route_fields(0, 7, 0), route_fields(0, 7, 1), route_fields(0, 7, 2),
                                      route_fields(0, 7, 3), route_fields(0, 7, 4), route_fields(0, 7, 5)};
static constexpr Carrier rr_variant[] = {{"IPOption", "option", 7}};
extern constexpr Protocol ip_option_rr = {.name = "IPOption_RR",
                                          .title = "IP Option Record Route",
                                          .fields = rr_fields,
                                          .variant_of = rr_variant,
                                          .payload_size = no_payload};
static_assert(well_formed(ip_option_rr));

static constexpr Field lsrr_fields[] = {route_fields(1, 3, 0), route_fields(1, 3, 1), route_fields(1, 3, 2),
                                        route_fields(1, 3, 3), route_fields(1, 3, 4), route_fields(1, 3, 5)};
static constexpr Carrier lsrr_variant[] = {{"IPOption", "option", 3}};
extern constexpr Protocol ip_option_lsrr = {.name = "IPOption_LSRR",
                                            .title = "IP Option Loose Source and Record Route",
                                            .fields = lsrr_fields,
                                            .variant_of = lsrr_variant,
                                            .payload_size = no_payload};
static_assert(well_formed(ip_option_lsrr));

static constexpr Field ssrr_fields[] = {route_fields(1, 9, 0), route_fields(1, 9, 1), route_fields(1, 9, 2),
                                        route_fields(1, 9, 3), route_fields(1, 9, 4), route_fields(1, 9, 5)};
static constexpr Carrier ssrr_variant[] = {{"IPOption", "option", 9}};
extern constexpr Protocol ip_option_ssrr = {.name = "IPOption_SSRR",
                                            .title = "IP Option Strict Source and Record Route",
                                            .fields = ssrr_fields,
                                            .variant_of = ssrr_variant,
                                            .payload_size = no_payload};
static_assert(well_formed(ip_option_ssrr));

static constexpr Name timestamp_kinds[] = {
    {0, "timestamp_only"}, {1, "timestamp_and_ip_addr"}, {3, "prespecified_ip_addr"}};
static Integer whole_length(const Layer& layer) { return static_cast<Integer>(layer.header().size()); }
static constexpr Field timestamp_fields[] = {copied(0),
                                             option_class(2),
                                             number(4),
                                             bits("length", 8, {.compute = whole_length}),
                                             bits("pointer", 8, 9),
                                             bits("oflw", 4),
                                             enumeration("flg", 4, 1, timestamp_kinds),
                                             ipv4("internet_address", "0.0.0.0", {.when = differs("flg", 0)}),
                                             bits("timestamp", 32)};
static constexpr Carrier timestamp_variant[] = {{"IPOption", "option", 4}};
extern constexpr Protocol ip_option_timestamp = {.name = "IPOption_Timestamp",
                                                 .title = "IP Option Timestamp",
                                                 .fields = timestamp_fields,
                                                 .variant_of = timestamp_variant,
                                                 .payload_size = no_payload};
static_assert(well_formed(ip_option_timestamp));

static constexpr Field stream_fields[] = {copied(1), option_class(0), number(8), bits("length", 8, 4),
                                          bits("security", 16)};
static constexpr Carrier stream_variant[] = {{"IPOption", "option", 8}};
extern constexpr Protocol ip_option_stream_id = {.name = "IPOption_Stream_Id",
                                                 .title = "IP Option Stream ID",
                                                 .fields = stream_fields,
                                                 .variant_of = stream_variant,
                                                 .payload_size = no_payload};
static_assert(well_formed(ip_option_stream_id));

static constexpr Field probe_fields[] = {copied(0), option_class(0), number(11), bits("length", 8, 4),
                                         bits("mtu", 16)};
static constexpr Carrier probe_variant[] = {{"IPOption", "option", 11}};
extern constexpr Protocol ip_option_mtu_probe = {.name = "IPOption_MTU_Probe",
                                                 .title = "IP Option MTU Probe",
                                                 .fields = probe_fields,
                                                 .variant_of = probe_variant,
                                                 .payload_size = no_payload};
static_assert(well_formed(ip_option_mtu_probe));

static constexpr Field reply_fields[] = {copied(0), option_class(0), number(12), bits("length", 8, 4),
                                         bits("mtu", 16)};
static constexpr Carrier reply_variant[] = {{"IPOption", "option", 12}};
extern constexpr Protocol ip_option_mtu_reply = {.name = "IPOption_MTU_Reply",
                                                 .title = "IP Option MTU Reply",
                                                 .fields = reply_fields,
                                                 .variant_of = reply_variant,
                                                 .payload_size = no_payload};
static_assert(well_formed(ip_option_mtu_reply));

static constexpr Field traceroute_fields[] = {copied(0),
                                              option_class(0),
                                              number(18),
                                              bits("length", 8, 12),
                                              bits("id", 16),
                                              bits("outbound_hops", 16),
                                              bits("return_hops", 16),
                                              ipv4("originator_ip")};
static constexpr Carrier traceroute_variant[] = {{"IPOption", "option", 18}};
extern constexpr Protocol ip_option_traceroute = {.name = "IPOption_Traceroute",
                                                  .title = "IP Option Traceroute",
                                                  .fields = traceroute_fields,
                                                  .variant_of = traceroute_variant,
                                                  .payload_size = no_payload};
static_assert(well_formed(ip_option_traceroute));

static constexpr Field extension_fields[] = {
    copied(1), option_class(0), number(19), bits("length", 8, 10), ipv4("src_ext"), ipv4("dst_ext")};
static constexpr Carrier extension_variant[] = {{"IPOption", "option", 19}};
extern constexpr Protocol ip_option_address_extension = {.name = "IPOption_Address_Extension",
                                                         .title = "IP Option Address Extension",
                                                         .fields = extension_fields,
                                                         .variant_of = extension_variant,
                                                         .payload_size = no_payload};
static_assert(well_formed(ip_option_address_extension));

static constexpr Name alerts[] = {{0, "router_shall_examine_packet"}};
static constexpr Field alert_fields[] = {copied(1), option_class(0), number(20), bits("length", 8, 4),
                                         enumeration("alert", 16, 0, alerts)};
static constexpr Carrier alert_variant[] = {{"IPOption", "option", 20}};
extern constexpr Protocol ip_option_router_alert = {.name = "IPOption_Router_Alert",
                                                    .title = "IP Option Router Alert",
                                                    .fields = alert_fields,
                                                    .variant_of = alert_variant,
                                                    .payload_size = no_payload};
static_assert(well_formed(ip_option_router_alert));

static constexpr Field sdbm_fields[] = {copied(1), option_class(0), number(21),
                                        bits("length", 8, {.length_of = {"addresses", 1, 2}}),
                                        list("addresses", address, {.extent = octets_from("length", 1, -2)})};
static constexpr Carrier sdbm_variant[] = {{"IPOption", "option", 21}};
extern constexpr Protocol ip_option_sdbm = {.name = "IPOption_SDBM",
                                            .title = "IP Option Selective Directed Broadcast Mode",
                                            .fields = sdbm_fields,
                                            .variant_of = sdbm_variant,
                                            .payload_size = no_payload};
static_assert(well_formed(ip_option_sdbm));

}  // namespace pkttest::protocols
