// Geneve (RFC 8926).
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

static constexpr Name classes[] = {
    {0x0100, "Linux"},
    {0x0101, "Open vSwitch"},
    {0x0102, "Open Virtual Networking (OVN)"},
    {0x0103, "In-band Network Telemetry (INT)"},
    {0x0104, "VMware"},
    {0x0105, "Amazon.com, Inc."},
    {0x0106, "Cisco Systems, Inc."},
    {0x0107, "Oracle Corporation"},
    {0x0110, "Amazon.com, Inc."},
    {0x0118, "IBM"},
    {0x0128, "Ericsson"},
    {0xfeff, "Unassigned"},
    {0xffff, "Experimental"},
};
static constexpr Field option_fields[] = {
    enumeration("classid", 16, 0, classes, {.hex = true}),
    bits("type", 8, 0, {.hex = true}),
    bits("reserved", 3),
    bits("length", 5, {.length_of = {"data", 4}}),
    octets("data", "", {.extent = octets_from("length", 4)}),
};
extern constexpr Protocol geneve_options = {
    .name = "GeneveOptions", .title = "Geneve Options", .fields = option_fields};
static_assert(well_formed(geneve_options));

static constexpr Field fields[] = {
    bits("version", 2),
    bits("optionlen", 6, {.length_of = {"options", 4}}),
    bits("oam", 1),
    bits("critical", 1),
    bits("reserved", 6),
    enumeration("proto", 16, 0, ethertypes, {.hex = true}),
    bits("vni", 24, 0, {.hex = true}),
    bits("reserved2", 8, 0, {.hex = true}),
    layers("options", "GeneveOptions", {.extent = octets_from("optionlen", 4)}),
};
static constexpr Carrier carriers[] = {{"UDP", "dport", 6081}};

static std::string summarize(const Layer& layer) {
    return fmt::format("GENEVE (vni={},optionlen={},proto={})", layer.text("vni"), layer.text("optionlen"),
                       layer.text("proto"));
}
static bool geneve_answers(const Layer& answer, const Layer& request) {
    return request.is("GENEVE") && answer.integer("proto") == request.integer("proto") &&
           answer.integer("vni") == request.integer("vni") && payload_answers(answer, request);
}
static constexpr Carrier payloads[] = {{"IP", "proto", 0x0800},
                                       {"IPv6", "proto", 0x86dd},
                                       {"ARP", "proto", 0x0806},
                                       {"Ether", "proto", 0x6558},
                                       {"Dot1Q", "proto", 0x8100}};
extern constexpr Protocol geneve = {.name = "GENEVE",
                                    .title = "Generic Network Virtualization Encapsulation",
                                    .shown = "GENEVE",
                                    .fields = fields,
                                    .carried_by = carriers,
                                    .payloads = payloads,
                                    .summary = summarize,
                                    .answers = geneve_answers};
static_assert(well_formed(geneve));

}  // namespace pkttest::protocols
