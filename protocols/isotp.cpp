// Transport on CAN (ISO 15765-2): single, first and consecutive frames, flow control.
#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

/// A message that has been put together.
static constexpr Field message_fields[] = {octets("data", "", {})};
extern constexpr Protocol isotp = {
    .name = "ISOTP", .title = "ISO-TP message", .shown = "ISOTP", .fields = message_fields};
static_assert(well_formed(isotp));

// ---- the CAN frame -----------------------------------------------------------------------------------

static constexpr Name flag_names[] = {{1, "error"}, {2, "remote_transmission_request"}, {4, "extended"}};
static const Protocol* frame_of(const Layer& layer) {
    static constexpr std::string_view frames[] = {"ISOTP_SF", "ISOTP_FF", "ISOTP_CF", "ISOTP_FC"};
    const int first = payload_octet(layer, 0);
    return first >= 0 && first < 0x40 ? find_protocol(frames[first >> 4]) : nullptr;
}
static constexpr Field header_fields[] = {
    flags("flags", 3, 0, flag_names), bits("identifier", 29, {.hex = true}),
    bits("length", 8, {.compute = payload_octets}), bits("reserved", 24)};
static std::int64_t data_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("length"));
}
extern constexpr Protocol isotp_header = {.name = "ISOTPHeader",
                                          .title = "ISO-TP in a CAN frame",
                                          .shown = "ISOTPHeader",
                                          .fields = header_fields,
                                          .payload_size = data_octets,
                                          .guess_payload = frame_of};
static_assert(well_formed(isotp_header));

/// With extended addressing the data begins with the address.
static constexpr Field extended_fields[] = {
    flags("flags", 3, 0, flag_names), bits("identifier", 29, {.hex = true}),
    bits("length", 8, {.compute = [](const Layer& layer) { return payload_octets(layer) + 1; }}),
    bits("reserved", 24), bits("extended_address", 8, {.hex = true})};
static std::int64_t data_behind_address(const Layer& layer) {
    return std::max<std::int64_t>(data_octets(layer) - 1, 0);
}
extern constexpr Protocol isotp_header_extended = {.name = "ISOTPHeaderEA",
                                                   .title = "ISO-TP in a CAN frame, extended addressing",
                                                   .shown = "ISOTPHeaderExtendedAddress",
                                                   .fields = extended_fields,
                                                   .payload_size = data_behind_address,
                                                   .guess_payload = frame_of};
static_assert(well_formed(isotp_header_extended));

// ---- frames ------------------------------------------------------------------------------------------

static constexpr Name types[] = {{0, "single"}, {1, "first"}, {2, "consecutive"}, {3, "flow_control"}};

static constexpr Field single_fields[] = {enumeration("type", 4, 0, types),
                                          bits("message_size", 4, {.length_of = {"data"}}),
                                          octets("data", "", {.extent = octets_from("message_size")})};
extern constexpr Protocol isotp_single = {
    .name = "ISOTP_SF", .title = "ISO-TP single frame", .shown = "ISOTPSingleFrame", .fields = single_fields};
static_assert(well_formed(isotp_single));

static constexpr Field first_fields[] = {
    enumeration("type", 4, 1, types), bits("message_size", 12),
    bits("extended_message_size", 32, {.when = equals("message_size", 0)}), octets("data", "", {})};
extern constexpr Protocol isotp_first = {
    .name = "ISOTP_FF", .title = "ISO-TP first frame", .shown = "ISOTPFirstFrame", .fields = first_fields};
static_assert(well_formed(isotp_first));

static constexpr Field consecutive_fields[] = {enumeration("type", 4, 2, types), bits("index", 4),
                                               octets("data", "", {})};
extern constexpr Protocol isotp_consecutive = {.name = "ISOTP_CF",
                                               .title = "ISO-TP consecutive frame",
                                               .shown = "ISOTPConsecutiveFrame",
                                               .fields = consecutive_fields};
static_assert(well_formed(isotp_consecutive));

static constexpr Name flow_flags[] = {{0, "continue"}, {1, "wait"}, {2, "abort"}};
static constexpr Field flow_fields[] = {enumeration("type", 4, 3, types),
                                        enumeration("fc_flag", 4, 0, flow_flags), bits("block_size", 8),
                                        bits("separation_time", 8)};
extern constexpr Protocol isotp_flow = {.name = "ISOTP_FC",
                                        .title = "ISO-TP flow control",
                                        .shown = "ISOTPFlowControlFrame",
                                        .fields = flow_fields};
static_assert(well_formed(isotp_flow));

}  // namespace pkttest::protocols
