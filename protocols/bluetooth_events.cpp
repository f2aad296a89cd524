// Bluetooth: events of the controller (Core Specification 5.3, volume 4, E, 7.7) and the advertising data
// that they carry (Core Specification Supplement 10, A).
#include "protocols/bluetooth.h"

namespace pkttest::protocols {

// ---- events -----------------------------------------------------------------------------------------

/// What the event says answers the command; events that say nothing of one answer none.
static bool answers_above(const Layer& answer, const Layer& request) {
    const auto upper = answer.above();
    return upper && upper->protocol().answers != nullptr && answers(*upper, request);
}
static bool answers_command(const Layer& answer, const Layer& request) {
    return request.is("HCI_Command_Hdr") && answers_above(answer, request);
}
static bool has_opcode(const Layer& answer, const Layer& request) {
    return request.is("HCI_Command_Hdr") && answer.integer("opcode") == request.integer("opcode");
}
static bool has_peer(const Layer& answer, const Layer& request) {
    const auto command = request.above();
    return command && command->is("HCI_Cmd_LE_Create_Connection") &&
           command->integer("patype") == answer.integer("patype") &&
           command->get("paddr") == answer.get("paddr");
}

static constexpr Field events_hdr_fields[] = {bits("code", 8, 0, {.hex = true}),
                                              bits("len", 8, {.compute = payload_octets})};
extern constexpr Protocol bluetooth_events_hdr =
    answering(bluetooth_head("HCI_Event_Hdr", "HCI Event header", events_hdr_fields, on<hci_hdr_of, 4>),
              answers_command);
static constexpr Name disconnection_complete_status[] = {{0, "success"}};
static constexpr Field disconnection_complete_fields[] = {
    enumeration("status", 8, 0, disconnection_complete_status), little("handle", 16),
    bits("reason", 8, 0, {.hex = true})};
extern constexpr Protocol bluetooth_events_disconnection_complete =
    bluetooth("HCI_Event_Disconnection_Complete", "Disconnection Complete", disconnection_complete_fields,
              on<hci_event_hdr_of, 5>);
static constexpr Name encryption_change_status[] = {{0, "change has occurred"}};
static constexpr Name encryption_change_enabled[] = {{0, "OFF"}, {1, "ON (LE)"}, {2, "ON (BR/EDR)"}};
static constexpr Field encryption_change_fields[] = {enumeration("status", 8, 0, encryption_change_status),
                                                     little("handle", 16),
                                                     enumeration("enabled", 8, 0, encryption_change_enabled)};
extern constexpr Protocol bluetooth_events_encryption_change = bluetooth(
    "HCI_Event_Encryption_Change", "Encryption Change", encryption_change_fields, on<hci_event_hdr_of, 8>);
static constexpr Name command_complete_status[] = {
    {0, "Success"},
    {1, "Unknown HCI Command"},
    {2, "Unknown Connection Identifier"},
    {3, "Hardware Failure"},
    {4, "Page Timeout"},
    {5, "Authentication Failure"},
    {6, "PIN or Key Missing"},
    {7, "Memory Capacity Exceeded"},
    {8, "Connection Timeout"},
    {9, "Connection Limit Exceeded"},
    {10, "Synchronous Connection Limit To A Device Exceeded"},
    {11, "Connection Already Exists"},
    {12, "Command Disallowed"},
    {13, "Connection Rejected due to Limited Resources"},
    {14, "Connection Rejected Due To Security Reasons"},
    {15, "Connection Rejected due to Unacceptable BD_ADDR"},
    {16, "Connection Accept Timeout Exceeded"},
    {17, "Unsupported Feature or Parameter Value"},
    {18, "Invalid HCI Command Parameters"},
    {19, "Remote User Terminated Connection"},
    {20, "Remote Device Terminated Connection due to Low Resources"},
    {21, "Remote Device Terminated Connection due to Power Off"},
    {22, "Connection Terminated By Local Host"},
    {23, "Repeated Attempts"},
    {24, "Pairing Not Allowed"},
    {25, "Unknown LMP PDU"},
    {26, "Unsupported Remote Feature / Unsupported LMP Feature"},
    {27, "SCO Offset Rejected"},
    {28, "SCO Interval Rejected"},
    {29, "SCO Air Mode Rejected"},
    {30, "Invalid LMP Parameters / Invalid LL Parameters"},
    {31, "Unspecified Error"},
    {32, "Unsupported LMP Parameter Value / Unsupported LL Parameter Value"},
    {33, "Role Change Not Allowed"},
    {34, "LMP Response Timeout / LL Response Timeout"},
    {35, "LMP Error Transaction Collision / LL Procedure Collision"},
    {36, "LMP PDU Not Allowed"},
    {37, "Encryption Mode Not Acceptable"},
    {38, "Link Key cannot be Changed"},
    {39, "Requested QoS Not Supported"},
    {40, "Instant Passed"},
    {41, "Pairing With Unit Key Not Supported"},
    {42, "Different Transaction Collision"},
    {43, "Reserved for future use"},
    {44, "QoS Unacceptable Parameter"},
    {45, "QoS Rejected"},
    {46, "Channel Classification Not Supported"},
    {47, "Insufficient Security"},
    {48, "Parameter Out Of Mandatory Range"},
    {49, "Reserved for future use"},
    {50, "Role Switch Pending"},
    {51, "Reserved for future use"},
    {52, "Reserved Slot Violation"},
    {53, "Role Switch Failed"},
    {54, "Extended Inquiry Response Too Large"},
    {55, "Secure Simple Pairing Not Supported By Host"},
    {56, "Host Busy - Pairing"},
    {57, "Connection Rejected due to No Suitable Channel Found"},
    {58, "Controller Busy"},
    {59, "Unacceptable Connection Parameters"},
    {60, "Advertising Timeout"},
    {61, "Connection Terminated due to MIC Failure"},
    {62, "Connection Failed to be Established / Synchronization Timeout"},
    {63, "MAC Connection Failed"},
    {64, "Coarse Clock Adjustment Rejected but Will Try to Adjust Using Clock Dragging"},
    {65, "Type0 Submap Not Defined"},
    {66, "Unknown Advertising Identifier"},
    {67, "Limit Reached"},
    {68, "Operation Cancelled by Host"},
    {69, "Packet Too Long"}};
static constexpr Field command_complete_fields[] = {bits("number", 8), handle("opcode"),
                                                    enumeration("status", 8, 0, command_complete_status)};
extern constexpr Protocol bluetooth_events_command_complete =
    answering(bluetooth("HCI_Event_Command_Complete", "Command Complete", command_complete_fields,
                        on<hci_event_hdr_of, 14>),
              has_opcode);
static constexpr Name command_status_status[] = {{0, "pending"}};
static constexpr Field command_status_fields[] = {enumeration("status", 8, 0, command_status_status),
                                                  bits("number", 8), handle("opcode", Default())};
extern constexpr Protocol bluetooth_events_command_status = answering(
    bluetooth("HCI_Event_Command_Status", "Command Status", command_status_fields, on<hci_event_hdr_of, 15>),
    has_opcode);
static constexpr Field number_of_completed_packets_fields[] = {bits("number", 8)};
extern constexpr Protocol bluetooth_events_number_of_completed_packets =
    bluetooth("HCI_Event_Number_Of_Completed_Packets", "Number Of Completed Packets",
              number_of_completed_packets_fields, on<hci_event_hdr_of, 19>);
static constexpr Name le_meta_event[] = {{1, "connection_complete"},
                                         {2, "advertising_report"},
                                         {3, "connection_update_complete"},
                                         {5, "long_term_key_request"}};
static constexpr Field le_meta_fields[] = {enumeration("event", 8, 0, le_meta_event)};
extern constexpr Protocol bluetooth_events_le_meta = answering(
    bluetooth("HCI_Event_LE_Meta", "LE Meta", le_meta_fields, on<hci_event_hdr_of, 62>), answers_above);
static constexpr Name connection_complete_role[] = {{0, "master"}};
static constexpr Field connection_complete_fields[] = {
    enumeration("status", 8, 0, disconnection_complete_status),
    little("handle", 16),
    enumeration("role", 8, 0, connection_complete_role),
    enumeration("patype", 8, 0, bluetooth_address_types),
    little_mac("paddr"),
    little("interval", 16, 54),
    little("latency", 16),
    little("supervision", 16, 42),
    bits("clock_latency", 8, 5, {.hex = true})};
extern constexpr Protocol bluetooth_events_connection_complete =
    answering(bluetooth("HCI_LE_Meta_Connection_Complete", "Connection Complete", connection_complete_fields,
                        on<hci_event_le_meta_of, 1>),
              has_peer);
static constexpr Field connection_update_complete_fields[] = {
    enumeration("status", 8, 0, disconnection_complete_status), little("handle", 16),
    little("interval", 16, 54), little("latency", 16), little("timeout", 16, 42)};
extern constexpr Protocol bluetooth_events_connection_update_complete =
    bluetooth("HCI_LE_Meta_Connection_Update_Complete", "Connection Update Complete",
              connection_update_complete_fields, on<hci_event_le_meta_of, 3>);
static constexpr Name advertising_report_type[] = {{0, "conn_und"}, {4, "scan_rsp"}};
static constexpr Field advertising_report_fields[] = {
    enumeration("type", 8, 0, advertising_report_type),
    enumeration("atype", 8, 0, bluetooth_address_types),
    little_mac("addr"),
    bits("len", 8, {.length_of = {"data"}}),
    layers("data", "EIR_Hdr", {.extent = octets_from("len"), .stacked = true}),
    bits("rssi", 8, 0, {.is_signed = true})};
extern constexpr Protocol bluetooth_events_advertising_report =
    bluetooth_part("HCI_LE_Meta_Advertising_Report", "Advertising Report", advertising_report_fields);
static constexpr Field advertising_reports_fields[] = {
    bits("len", 8, {.count_of = {"reports"}}),
    layers("reports", "HCI_LE_Meta_Advertising_Report", {.extent = count_from("len")})};
extern constexpr Protocol bluetooth_events_advertising_reports =
    bluetooth("HCI_LE_Meta_Advertising_Reports", "Advertising Reports", advertising_reports_fields,
              on<hci_event_le_meta_of, 2>);
static constexpr Field long_term_key_request_fields[] = {
    little("handle", 16), octets("rand", Default(), {.extent = fixed(8)}), handle("ediv")};
extern constexpr Protocol bluetooth_events_long_term_key_request =
    bluetooth("HCI_LE_Meta_Long_Term_Key_Request", "Long Term Key Request", long_term_key_request_fields,
              on<hci_event_le_meta_of, 5>);

// ---- advertising data -------------------------------------------------------------------------------

static constexpr Name eir_hdr_type[] = {{1, "flags"},
                                        {2, "incomplete_list_16_bit_svc_uuids"},
                                        {3, "complete_list_16_bit_svc_uuids"},
                                        {4, "incomplete_list_32_bit_svc_uuids"},
                                        {5, "complete_list_32_bit_svc_uuids"},
                                        {6, "incomplete_list_128_bit_svc_uuids"},
                                        {7, "complete_list_128_bit_svc_uuids"},
                                        {8, "shortened_local_name"},
                                        {9, "complete_local_name"},
                                        {10, "tx_power_level"},
                                        {13, "class_of_device"},
                                        {14, "simple_pairing_hash"},
                                        {15, "simple_pairing_rand"},
                                        {16, "sec_mgr_tk"},
                                        {17, "sec_mgr_oob_flags"},
                                        {18, "slave_conn_intvl_range"},
                                        {20, "list_16_bit_svc_sollication_uuids"},
                                        {21, "list_128_bit_svc_sollication_uuids"},
                                        {22, "svc_data_16_bit_uuid"},
                                        {23, "pub_target_addr"},
                                        {24, "rand_target_addr"},
                                        {25, "appearance"},
                                        {26, "adv_intvl"},
                                        {27, "le_addr"},
                                        {28, "le_role"},
                                        {29, "simple_pairing_hash_256"},
                                        {30, "simple_pairing_rand_256"},
                                        {31, "list_32_bit_svc_sollication_uuids"},
                                        {32, "svc_data_32_bit_uuid"},
                                        {33, "svc_data_128_bit_uuid"},
                                        {34, "sec_conn_confirm"},
                                        {35, "sec_conn_rand"},
                                        {36, "uri"},
                                        {37, "indoor_positioning"},
                                        {38, "transport_discovery"},
                                        {39, "le_supported_features"},
                                        {40, "channel_map_update"},
                                        {41, "mesh_pb_adv"},
                                        {42, "mesh_message"},
                                        {43, "mesh_beacon"},
                                        {61, "3d_information"},
                                        {255, "mfg_specific_data"}};
static constexpr Field eir_hdr_fields[] = {
    bits("len", 8, {.compute = [](const Layer& layer) { return payload_octets(layer) + 1; }}),
    enumeration("type", 8, 0, eir_hdr_type)};
extern constexpr Protocol bluetooth_eir_hdr =
    checked({.name = "EIR_Hdr",
             .title = "EIR Header",
             .fields = eir_hdr_fields,
             .payload_size =
                 [](const Layer& layer) {
                     return std::max<std::int64_t>(static_cast<std::int64_t>(layer.integer("len")) - 1, 0);
                 },
             .summary = [](const Layer& layer) { return "EIR " + layer.text("type"); }});
static constexpr Field raw_fields[] = {octets("data", "", {})};
static constexpr Carrier raw_carriers[] = {{"EIR_Hdr"}};
extern constexpr Protocol bluetooth_eir_raw = bluetooth("EIR_Raw", "EIR Raw", raw_fields, raw_carriers);
static constexpr Name flags_flags[] = {{0x1, "limited_disc_mode"},
                                       {0x2, "general_disc_mode"},
                                       {0x4, "br_edr_not_supported"},
                                       {0x8, "simul_le_br_edr_ctrl"},
                                       {0x10, "simul_le_br_edr_host"},
                                       {0x20, "reserved5"},
                                       {0x40, "reserved6"},
                                       {0x80, "reserved7"}};
static constexpr Field flags_fields[] = {flags("flags", 8, 2, flags_flags)};
extern constexpr Protocol bluetooth_eir_flags =
    bluetooth("EIR_Flags", "Flags", flags_fields, on<eir_hdr_of, 1>);
static constexpr Field short_uuid = handle("uuid"),
                       long_uuid = custom("uuid", uuid_shape, {}, {.little_endian = true});
static constexpr Field completelist16bitserviceuuids_fields[] = {list("svc_uuids", short_uuid, {})};
extern constexpr Protocol bluetooth_eir_completelist16bitserviceuuids =
    bluetooth("EIR_CompleteList16BitServiceUUIDs", "Complete list of 16-bit service UUIDs",
              completelist16bitserviceuuids_fields, on<eir_hdr_of, 3>);
static constexpr Field incompletelist16bitserviceuuids_fields[] = {list("svc_uuids", short_uuid, {})};
extern constexpr Protocol bluetooth_eir_incompletelist16bitserviceuuids =
    bluetooth("EIR_IncompleteList16BitServiceUUIDs", "Incomplete list of 16-bit service UUIDs",
              incompletelist16bitserviceuuids_fields, on<eir_hdr_of, 2>);
static constexpr Field completelist128bitserviceuuids_fields[] = {list("svc_uuids", long_uuid, {})};
extern constexpr Protocol bluetooth_eir_completelist128bitserviceuuids =
    bluetooth("EIR_CompleteList128BitServiceUUIDs", "Complete list of 128-bit service UUIDs",
              completelist128bitserviceuuids_fields, on<eir_hdr_of, 7>);
static constexpr Field incompletelist128bitserviceuuids_fields[] = {list("svc_uuids", long_uuid, {})};
extern constexpr Protocol bluetooth_eir_incompletelist128bitserviceuuids =
    bluetooth("EIR_IncompleteList128BitServiceUUIDs", "Incomplete list of 128-bit service UUIDs",
              incompletelist128bitserviceuuids_fields, on<eir_hdr_of, 6>);
static constexpr Field completelocalname_fields[] = {octets("local_name", "", {})};
extern constexpr Protocol bluetooth_eir_completelocalname =
    bluetooth("EIR_CompleteLocalName", "Complete Local Name", completelocalname_fields, on<eir_hdr_of, 9>);
static constexpr Field shortenedlocalname_fields[] = {octets("local_name", "", {})};
extern constexpr Protocol bluetooth_eir_shortenedlocalname =
    bluetooth("EIR_ShortenedLocalName", "Shortened Local Name", shortenedlocalname_fields, on<eir_hdr_of, 8>);
static constexpr Field tx_power_level_fields[] = {bits("level", 8, 0, {.is_signed = true})};
extern constexpr Protocol bluetooth_eir_tx_power_level =
    bluetooth("EIR_TX_Power_Level", "TX Power Level", tx_power_level_fields, on<eir_hdr_of, 10>);
static constexpr Field manufacturer_specific_data_fields[] = {handle("company_id", Default())};
extern constexpr Protocol bluetooth_eir_manufacturer_specific_data =
    bluetooth("EIR_Manufacturer_Specific_Data", "EIR Manufacturer Specific Data",
              manufacturer_specific_data_fields, on<eir_hdr_of, 255>);
static constexpr Field device_id_fields[] = {handle("vendor_id_source"), handle("vendor_id"),
                                             handle("product_id"), handle("version")};
extern constexpr Protocol bluetooth_eir_device_id =
    bluetooth("EIR_Device_ID", "Device ID", device_id_fields, on<eir_hdr_of, 16>);
static constexpr Field servicedata16bituuid_fields[] = {handle("svc_uuid", Default())};
extern constexpr Protocol bluetooth_eir_servicedata16bituuid =
    bluetooth("EIR_ServiceData16BitUUID", "EIR Service Data - 16-bit UUID", servicedata16bituuid_fields,
              on<eir_hdr_of, 22>);

}  // namespace pkttest::protocols
