// Network Service Header (RFC 8300).
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Field metadata_number = bits("metadata", 32, 0, {.hex = true});
static constexpr Field metadata_fields[] = {
    bits("class_", 16),
    bits("type", 8),
    bits("reserved", 1),
    bits("length", 7, {.count_of = {"metadata"}}),
    list("metadata", metadata_number, {.extent = count_from("length")}),
};
extern constexpr Protocol nsh_tlv = {.name = "NSHTLV",
                                     .title = "NSH variable-length context header",
                                     .shown = "NSHTLV",
                                     .fields = metadata_fields};
static_assert(well_formed(nsh_tlv));

static constexpr Name metadata_types[] = {
    {0, "Reserved MDType"}, {1, "Fixed Length"}, {2, "Variable Length"}, {15, "Experimental MDType"}};
static constexpr Name next_protocols[] = {{1, "IPv4"},          {2, "IPv6"}, {3, "Ethernet"},
                                          {4, "NSH"},           {5, "MPLS"}, {254, "Experiment 1"},
                                          {255, "Experiment 2"}};

static Integer words(const Layer& layer) { return static_cast<Integer>(layer.header().size() / 4); }
static std::int64_t context_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("length")) * 4 - 8;
}
static constexpr Field fields[] = {
    bits("ver", 2),
    bits("oam", 1),
    bits("unused1", 1),
    bits("ttl", 6, 63),
    bits("length", 6, {.compute = words}),
    bits("unused2", 4),
    enumeration("mdtype", 4, 1, metadata_types),
    enumeration("nextproto", 8, 3, next_protocols),
    bits("spi", 24, {.hex = true}),
    bits("si", 8, 255),
    octets("context_header", "", {.when = equals("mdtype", 1), .extent = fixed(16), .hex = true}),
    layers("vlch", "NSHTLV", {.when = equals("mdtype", 2), .extent = octets_by(context_octets)}),
};
static constexpr Carrier carriers[] = {{"Ether", "type", 0x894f},
                                       {"GRE", "proto", 0x894f},
                                       {"VXLAN", {"flags", 0x0c}, {"NextProtocol", 4}},
                                       {"NSH", "nextproto", 4}};
static std::string summarize(const Layer& layer) {
    return fmt::format("SPI: {:#x} - SI: {}", layer.integer("spi"), layer.integer("si"));
}
static constexpr Carrier payloads[] = {
    {"IP", "nextproto", 1}, {"IPv6", "nextproto", 2}, {"Ether", "nextproto", 3}};
extern constexpr Protocol nsh = {.name = "NSH",
                                 .title = "Network Service Header",
                                 .shown = "NSH",
                                 .fields = fields,
                                 .carried_by = carriers,
                                 .payloads = payloads,
                                 .summary = summarize};
static_assert(well_formed(nsh));

}  // namespace pkttest::protocols
