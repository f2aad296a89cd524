// Per-Packet Information (CACE Technologies, PPI header format 1.0.7): measurements before a frame of any
// link type.
#include "framework/packet/layer.h"
#include "framework/packet/link_types.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name types[] = {
    {2, "dot11-common"}, {3, "dot11-nmac"},  {4, "dot11-nmacphy"}, {5, "spectrum-map"}, {6, "process-info"},
    {7, "capture-info"}, {8, "aggregation"}, {9, "dot3"},          {30002, "gps"},      {30003, "vector"},
    {30004, "sensor"},   {30005, "antenna"}, {30006, "btle"}};
static constexpr Field header_fields[] = {
    enumeration("pfh_type", 16, 0, types, {.little_endian = true}),
    bits("pfh_length", 16, {.compute = payload_octets, .little_endian = true})};
extern constexpr Protocol ppi_header = {
    .name = "PPI_Hdr",
    .title = "PPI Header",
    .fields = header_fields,
    .payload_size = [](const Layer& layer) { return static_cast<std::int64_t>(layer.integer("pfh_length")); },
    .summary = [](const Layer& layer) { return "PPI " + layer.text("pfh_type"); }};
static_assert(well_formed(ppi_header));

static constexpr Field fields[] = {
    bits("version", 8), bits("flags", 8),
    bits("len", 16, {.length_of = {"headers", 1, 8}, .little_endian = true}),
    bits("dlt", 32, Default(), {.little_endian = true}),
    layers("headers", "PPI_Hdr", {.extent = octets_from("len", 1, -8), .stacked = true})};
static constexpr Carrier payloads[] = {
    {"Ether", "dlt", 1, down}, {"Dot11", "dlt", 105, down}, {"RadioTap", "dlt", 127, down}};
extern constexpr Protocol ppi = {.name = "PPI",
                                 .title = "Per-Packet Information header (PPI)",
                                 .fields = fields,
                                 .payloads = payloads,
                                 .guess_payload = [](const Layer& layer) -> const Protocol* {
                                     return &first_protocol(static_cast<int>(layer.integer("dlt")),
                                                            layer.payload());
                                 }};
static_assert(well_formed(ppi));

}  // namespace pkttest::protocols
