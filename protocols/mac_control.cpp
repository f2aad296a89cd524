// MAC control frames (IEEE 802.3, 31 and 64): PAUSE, multi-point control, and priority flow control
// (802.1Qbb).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/over_ethernet.h"

namespace pkttest::protocols {

static constexpr Carrier carriers[] = {{"Ether", "type", 0x8808}, {"Dot1Q", "type", 0x8808}};
static constexpr Carrier below_messages[] = {{"Ether", "type", 0x8808, down},
                                             {"Dot1Q", "type", 0x8808, down}};

/// What stands behind a message takes the place of its zeros.
static void fill_alone(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) {
    if (layer.payload().empty()) fill_frame(layer, out, start);
}

static const Protocol* message_of(const Layer& layer) {
    static constexpr Name messages[] = {{1, "MACControlPause"},
                                        {2, "MACControlGate"},
                                        {3, "MACControlReport"},
                                        {4, "MACControlRegisterReq"},
                                        {5, "MACControlRegister"},
                                        {6, "MACControlRegisterAck"},
                                        {0x0101, "MACControlClassBasedFlowControl"}};
    const int high = payload_octet(layer, 0), low = payload_octet(layer, 1);
    for (const Name& row : messages)
        if (low >= 0 && row.value == static_cast<std::uint64_t>(high << 8 | low))
            return find_protocol(row.name);
    return nullptr;
}
/// An empty layer: the operation code belongs to the message behind it.
extern constexpr Protocol mac_control = {.name = "MACControl",
                                         .title = "MAC control",
                                         .shown = "MACControl",
                                         .carried_by = carriers,
                                         .guess_payload = message_of,
                                         .post_build = fill_alone};
static_assert(well_formed(mac_control));

static constexpr Protocol message(std::string_view name, std::string_view title,
                                  std::span<const Field> fields) {
    return {.name = name,
            .title = title,
            .fields = fields,
            .carried_by = below_messages,
            .post_build = fill_alone};
}
static constexpr Name flag_names[] = {{1, "register"}, {2, "deregister"}, {3, "ack"}, {4, "nack"}};

static constexpr Field pause_fields[] = {bits("_op_code", 16, 1), bits("pause_time", 16)};
extern constexpr Protocol mac_pause = message("MACControlPause", "MACControlPause", pause_fields);
static_assert(well_formed(mac_pause));

static constexpr Field gate_fields[] = {bits("_op_code", 16, 2), bits("timestamp", 32)};
extern constexpr Protocol mac_gate = message("MACControlGate", "MACControlGate", gate_fields);
static_assert(well_formed(mac_gate));

static constexpr Field report_fields[] = {bits("_op_code", 16, 3), bits("timestamp", 32),
                                          enumeration("flags", 8, 0, flag_names), bits("pending_grants", 8)};
extern constexpr Protocol mac_report = message("MACControlReport", "MACControlReport", report_fields);
static_assert(well_formed(mac_report));

static constexpr Field request_fields[] = {bits("_op_code", 16, 4),   bits("timestamp", 32),
                                           bits("assigned_port", 16), enumeration("flags", 8, 0, flag_names),
                                           bits("sync_time", 16),     bits("echoed_pending_grants", 8)};
extern constexpr Protocol mac_register_request =
    message("MACControlRegisterReq", "MACControlRegisterReq", request_fields);
static_assert(well_formed(mac_register_request));

static constexpr Field register_fields[] = {bits("_op_code", 16, 5), bits("timestamp", 32),
                                            enumeration("flags", 8, 0, flag_names),
                                            bits("echoed_assigned_port", 16), bits("echoed_sync_time", 16)};
extern constexpr Protocol mac_register = message("MACControlRegister", "MACControlRegister", register_fields);
static_assert(well_formed(mac_register));

static constexpr Field acknowledgement_fields[] = {
    bits("_op_code", 16, 6), bits("timestamp", 32), enumeration("flags", 8, 0, flag_names),
    bits("echoed_assigned_port", 16), bits("echoed_sync_time", 16)};
extern constexpr Protocol mac_register_ack =
    message("MACControlRegisterAck", "MACControlRegisterAck", acknowledgement_fields);
static_assert(well_formed(mac_register_ack));

static constexpr Field class_fields[] = {
    bits("_op_code", 16, 0x0101), bits("_reserved", 8),      bits("c7_enabled", 1),
    bits("c6_enabled", 1),        bits("c5_enabled", 1),     bits("c4_enabled", 1),
    bits("c3_enabled", 1),        bits("c2_enabled", 1),     bits("c1_enabled", 1),
    bits("c0_enabled", 1),        bits("c0_pause_time", 16), bits("c1_pause_time", 16),
    bits("c2_pause_time", 16),    bits("c3_pause_time", 16), bits("c4_pause_time", 16),
    bits("c5_pause_time", 16),    bits("c6_pause_time", 16), bits("c7_pause_time", 16)};
extern constexpr Protocol mac_class_based =
    message("MACControlClassBasedFlowControl", "MACControlClassBasedFlowControl", class_fields);
static_assert(well_formed(mac_class_based));

}  // namespace pkttest::protocols
