// Bluetooth: the host controller interface (Core Specification 5.3, volume 4, E) as files hold it
// (LINKTYPE_BLUETOOTH_HCI_H4 of the libpcap project), and its commands.
#include "protocols/bluetooth.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

// ---- transport --------------------------------------------------------------------------------------

static constexpr Field phdr_hdr_fields[] = {bits("direction", 32, Default())};
extern constexpr Protocol bluetooth_hci_phdr_hdr =
    bluetooth("HCI_PHDR_Hdr", "HCI PHDR transport layer", phdr_hdr_fields, {});
static constexpr Name hci_hdr_type[] = {{0, "Acknowledgement"}, {1, "Command"},      {2, "ACL Data"},
                                        {3, "Synchronous"},     {4, "Event"},        {5, "Reserve"},
                                        {14, "Vendor"},         {15, "Link Control"}};
static constexpr Field hci_hdr_fields[] = {enumeration("type", 8, 2, hci_hdr_type)};
static constexpr Carrier hci_hdr_carriers[] = {{"HCI_PHDR_Hdr"}};
extern constexpr Protocol bluetooth_hci_hdr =
    checked({.name = "HCI_Hdr",
             .title = "HCI header",
             .fields = hci_hdr_fields,
             .carried_by = hci_hdr_carriers,
             .summary = [](const Layer& layer) { return "HCI " + layer.text("type"); }});
static constexpr Field acl_hdr_fields[] = {
    word_bits("BC", 2, 2), word_bits("PB", 2, 2), word_bits("handle", 12, 2),
    bits("len", 16, {.compute = payload_octets, .little_endian = true})};
extern constexpr Protocol bluetooth_hci_acl_hdr =
    bluetooth_head("HCI_ACL_Hdr", "HCI ACL header", acl_hdr_fields, on<hci_hdr_of, 2>);

// ---- commands ---------------------------------------------------------------------------------------

static constexpr Field command_hdr_fields[] = {handle("opcode"), bits("len", 8, {.compute = payload_octets})};
extern constexpr Protocol bluetooth_commands_command_hdr =
    answering(bluetooth_head("HCI_Command_Hdr", "HCI Command header", command_hdr_fields, on<hci_hdr_of, 1>),
              [](const Layer&, const Layer&) { return false; });
extern constexpr Protocol bluetooth_commands_reset =
    bluetooth("HCI_Cmd_Reset", "Reset", {}, on<hci_command_hdr_of, 3075>);
static constexpr Name set_event_filter_type[] = {{0, "clear"}};
static constexpr Field set_event_filter_fields[] = {enumeration("type", 8, 0, set_event_filter_type)};
extern constexpr Protocol bluetooth_commands_set_event_filter = bluetooth(
    "HCI_Cmd_Set_Event_Filter", "Set Event Filter", set_event_filter_fields, on<hci_command_hdr_of, 3077>);
static constexpr Field connect_accept_timeout_fields[] = {little("timeout", 16, 32000)};
extern constexpr Protocol bluetooth_commands_connect_accept_timeout =
    bluetooth("HCI_Cmd_Connect_Accept_Timeout", "Connection Attempt Timeout", connect_accept_timeout_fields,
              on<hci_command_hdr_of, 3094>);
static constexpr Field le_host_supported_fields[] = {bits("supported", 8, 1), bits("simultaneous", 8, 1)};
extern constexpr Protocol bluetooth_commands_le_host_supported = bluetooth(
    "HCI_Cmd_LE_Host_Supported", "LE Host Supported", le_host_supported_fields, on<hci_command_hdr_of, 3181>);
static constexpr Field set_event_mask_fields[] = {
    octets("mask", std::string_view("\xff\xff\xfb\xff\x07\xf8\xbf\x3d", 8), {.extent = fixed(8)})};
extern constexpr Protocol bluetooth_commands_set_event_mask = bluetooth(
    "HCI_Cmd_Set_Event_Mask", "Set Event Mask", set_event_mask_fields, on<hci_command_hdr_of, 3073>);
extern constexpr Protocol bluetooth_commands_read_bd_addr =
    bluetooth("HCI_Cmd_Read_BD_Addr", "Read BD Addr", {}, on<hci_command_hdr_of, 4105>);
static constexpr Field write_local_name_fields[] = {octets("name", "Write Local Name", {})};
extern constexpr Protocol bluetooth_commands_write_local_name =
    bluetooth("HCI_Cmd_Write_Local_Name", "HCI_Cmd_Write_Local_Name", write_local_name_fields,
              on<hci_command_hdr_of, 3091>);
static constexpr Field write_extended_inquiry_response_fields[] = {
    bits("fec_required", 8), layers("eir_data", "EIR_Hdr", {.stacked = true})};
extern constexpr Protocol bluetooth_commands_write_extended_inquiry_response =
    bluetooth("HCI_Cmd_Write_Extended_Inquiry_Response", "Write Extended Inquiry Response",
              write_extended_inquiry_response_fields, on<hci_command_hdr_of, 3154>);
static constexpr Name le_set_scan_parameters_type[] = {{1, "active"}};
static constexpr Name le_set_scan_parameters_policy[] = {{0, "all"}, {1, "whitelist"}};
static constexpr Field le_set_scan_parameters_fields[] = {
    enumeration("type", 8, 1, le_set_scan_parameters_type), handle("interval", 16), handle("window", 16),
    enumeration("atype", 8, 0, bluetooth_address_types),
    enumeration("policy", 8, 0, le_set_scan_parameters_policy)};
extern constexpr Protocol bluetooth_commands_le_set_scan_parameters =
    bluetooth("HCI_Cmd_LE_Set_Scan_Parameters", "LE Set Scan Parameters", le_set_scan_parameters_fields,
              on<hci_command_hdr_of, 8203>);
static constexpr Field le_set_scan_enable_fields[] = {bits("enable", 8, 1), bits("filter_dups", 8, 1)};
extern constexpr Protocol bluetooth_commands_le_set_scan_enable =
    bluetooth("HCI_Cmd_LE_Set_Scan_Enable", "LE Set Scan Enable", le_set_scan_enable_fields,
              on<hci_command_hdr_of, 8204>);
static constexpr Field disconnect_fields[] = {handle("handle"), bits("reason", 8, 19)};
extern constexpr Protocol bluetooth_commands_disconnect =
    bluetooth("HCI_Cmd_Disconnect", "Disconnect", disconnect_fields, on<hci_command_hdr_of, 1030>);
static constexpr Name le_create_connection_filter[] = {{0, "address"}};
static constexpr Field le_create_connection_fields[] = {
    little("interval", 16, 96),
    little("window", 16, 48),
    enumeration("filter", 8, 0, le_create_connection_filter),
    enumeration("patype", 8, 0, bluetooth_address_types),
    little_mac("paddr"),
    enumeration("atype", 8, 0, bluetooth_address_types),
    little("min_interval", 16, 40),
    little("max_interval", 16, 56),
    little("latency", 16),
    little("timeout", 16, 42),
    little("min_ce", 16),
    little("max_ce", 16)};
extern constexpr Protocol bluetooth_commands_le_create_connection =
    bluetooth("HCI_Cmd_LE_Create_Connection", "LE Create Connection", le_create_connection_fields,
              on<hci_command_hdr_of, 8205>);
extern constexpr Protocol bluetooth_commands_le_create_connection_cancel = bluetooth(
    "HCI_Cmd_LE_Create_Connection_Cancel", "LE Create Connection Cancel", {}, on<hci_command_hdr_of, 8206>);
extern constexpr Protocol bluetooth_commands_le_read_white_list_size =
    bluetooth("HCI_Cmd_LE_Read_White_List_Size", "LE Read White List Size", {}, on<hci_command_hdr_of, 8207>);
extern constexpr Protocol bluetooth_commands_le_clear_white_list =
    bluetooth("HCI_Cmd_LE_Clear_White_List", "LE Clear White List", {}, on<hci_command_hdr_of, 8208>);
static constexpr Field le_add_device_to_white_list_fields[] = {
    enumeration("atype", 8, 0, bluetooth_address_types), little_mac("address")};
extern constexpr Protocol bluetooth_commands_le_add_device_to_white_list =
    bluetooth("HCI_Cmd_LE_Add_Device_To_White_List", "LE Add Device to White List",
              le_add_device_to_white_list_fields, on<hci_command_hdr_of, 8209>);
static constexpr Field le_remove_device_from_white_list_fields[] = {
    enumeration("atype", 8, 0, bluetooth_address_types), little_mac("address")};
extern constexpr Protocol bluetooth_commands_le_remove_device_from_white_list =
    bluetooth("HCI_Cmd_LE_Remove_Device_From_White_List", "LE Remove Device from White List",
              le_remove_device_from_white_list_fields, on<hci_command_hdr_of, 8210>);
static constexpr Field le_connection_update_fields[] = {
    handle("handle"),  handle("min_interval"), handle("max_interval"),     handle("latency"),
    handle("timeout"), little("min_ce", 16),   little("max_ce", 16, 65535)};
extern constexpr Protocol bluetooth_commands_le_connection_update =
    bluetooth("HCI_Cmd_LE_Connection_Update", "LE Connection Update", le_connection_update_fields,
              on<hci_command_hdr_of, 8211>);
extern constexpr Protocol bluetooth_commands_le_read_buffer_size =
    bluetooth("HCI_Cmd_LE_Read_Buffer_Size", "LE Read Buffer Size", {}, on<hci_command_hdr_of, 8194>);
static constexpr Field le_read_remote_used_features_fields[] = {little("handle", 16, 64)};
extern constexpr Protocol bluetooth_commands_le_read_remote_used_features =
    bluetooth("HCI_Cmd_LE_Read_Remote_Used_Features", "LE Read Remote Used Features",
              le_read_remote_used_features_fields, on<hci_command_hdr_of, 8214>);
static constexpr Field le_set_random_address_fields[] = {little_mac("address")};
extern constexpr Protocol bluetooth_commands_le_set_random_address =
    bluetooth("HCI_Cmd_LE_Set_Random_Address", "LE Set Random Address", le_set_random_address_fields,
              on<hci_command_hdr_of, 8197>);
static constexpr Name le_set_advertising_parameters_adv_type[] = {{0, "ADV_IND"},
                                                                  {1, "ADV_DIRECT_IND"},
                                                                  {2, "ADV_SCAN_IND"},
                                                                  {3, "ADV_NONCONN_IND"},
                                                                  {4, "ADV_DIRECT_IND_LOW"}};
static constexpr Name le_set_advertising_parameters_filter_policy[] = {{0, "all:all"},
                                                                       {1, "connect:all scan:whitelist"},
                                                                       {2, "connect:whitelist scan:all"},
                                                                       {3, "all:whitelist"}};
static constexpr Field le_set_advertising_parameters_fields[] = {
    little("interval_min", 16, 2048),
    little("interval_max", 16, 2048),
    enumeration("adv_type", 8, 0, le_set_advertising_parameters_adv_type),
    enumeration("oatype", 8, 0, bluetooth_address_types),
    enumeration("datype", 8, 0, bluetooth_address_types),
    little_mac("daddr"),
    bits("channel_map", 8, 7),
    enumeration("filter_policy", 8, 0, le_set_advertising_parameters_filter_policy)};
extern constexpr Protocol bluetooth_commands_le_set_advertising_parameters =
    bluetooth("HCI_Cmd_LE_Set_Advertising_Parameters", "LE Set Advertising Parameters",
              le_set_advertising_parameters_fields, on<hci_command_hdr_of, 8198>);
static constexpr Field le_set_advertising_data_fields[] = {
    bits("len", 8, {.length_of = {"data"}}),
    layers("data", "EIR_Hdr", {.extent = octets_from("len"), .stacked = true})};
extern constexpr Protocol bluetooth_commands_le_set_advertising_data =
    bluetooth("HCI_Cmd_LE_Set_Advertising_Data", "LE Set Advertising Data", le_set_advertising_data_fields,
              on<hci_command_hdr_of, 8200>);
static constexpr Field le_set_scan_response_data_fields[] = {
    bits("len", 8, {.length_of = {"data"}}), octets("data", "", {.extent = octets_from("len")})};
extern constexpr Protocol bluetooth_commands_le_set_scan_response_data =
    bluetooth("HCI_Cmd_LE_Set_Scan_Response_Data", "LE Set Scan Response Data",
              le_set_scan_response_data_fields, on<hci_command_hdr_of, 8201>);
static constexpr Field le_set_advertise_enable_fields[] = {bits("enable", 8)};
extern constexpr Protocol bluetooth_commands_le_set_advertise_enable =
    bluetooth("HCI_Cmd_LE_Set_Advertise_Enable", "LE Set Advertise Enable", le_set_advertise_enable_fields,
              on<hci_command_hdr_of, 8202>);
static constexpr Field le_start_encryption_request_fields[] = {
    little("handle", 16), octets("rand", Default(), {.extent = fixed(8)}), handle("ediv"),
    octets("ltk", zeros(16), {.extent = fixed(16)})};
extern constexpr Protocol bluetooth_commands_le_start_encryption_request =
    bluetooth("HCI_Cmd_LE_Start_Encryption_Request", "LE Start Encryption",
              le_start_encryption_request_fields, on<hci_command_hdr_of, 8217>);
static constexpr Field le_long_term_key_request_negative_reply_fields[] = {little("handle", 16)};
extern constexpr Protocol bluetooth_commands_le_long_term_key_request_negative_reply =
    bluetooth("HCI_Cmd_LE_Long_Term_Key_Request_Negative_Reply", "LE Long Term Key Request Negative Reply",
              le_long_term_key_request_negative_reply_fields, on<hci_command_hdr_of, 8219>);
static constexpr Field le_long_term_key_request_reply_fields[] = {
    little("handle", 16), octets("ltk", zeros(16), {.extent = fixed(16)})};
extern constexpr Protocol bluetooth_commands_le_long_term_key_request_reply =
    bluetooth("HCI_Cmd_LE_Long_Term_Key_Request_Reply", "LE Long Term Key Request Reply",
              le_long_term_key_request_reply_fields, on<hci_command_hdr_of, 8218>);
static constexpr Field complete_read_bd_addr_fields[] = {little_mac("addr")};
extern constexpr Protocol bluetooth_commands_complete_read_bd_addr =
    bluetooth("HCI_Cmd_Complete_Read_BD_Addr", "Read BD Addr", complete_read_bd_addr_fields,
              on<hci_event_command_complete_of, 4105>);
static constexpr Field complete_le_read_white_list_size_fields[] = {bits("status", 8), bits("size", 8)};
extern constexpr Protocol bluetooth_commands_complete_le_read_white_list_size =
    bluetooth("HCI_Cmd_Complete_LE_Read_White_List_Size", "LE Read White List Size",
              complete_le_read_white_list_size_fields, on<hci_event_command_complete_of, 8207>);

}  // namespace pkttest::protocols
