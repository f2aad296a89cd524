// Bluetooth: the attribute protocol (Core Specification 5.3, volume 3, F).
#include "protocols/bluetooth.h"

namespace pkttest::protocols {

// ---- attributes -------------------------------------------------------------------------------------

static constexpr Field att_hdr_fields[] = {bits("opcode", 8, Default(), {.hex = true})};
extern constexpr Protocol bluetooth_att_hdr =
    bluetooth("ATT_Hdr", "ATT header", att_hdr_fields, on<l2cap_hdr_of, 4>);
static constexpr Field handle_fields[] = {handle("handle"), handle("value")};
extern constexpr Protocol bluetooth_att_handle =
    bluetooth_part("ATT_Handle", "ATT Short Handle", handle_fields);
static constexpr Field handle_uuid128_fields[] = {handle("handle"),
                                                  custom("value", uuid_shape, {}, {.little_endian = true})};
extern constexpr Protocol bluetooth_att_handle_uuid128 =
    bluetooth_part("ATT_Handle_UUID128", "ATT Handle (UUID 128)", handle_uuid128_fields);
static constexpr Name error_response_ecode[] = {{1, "invalid handle"},         {2, "read not permitted"},
                                                {3, "write not permitted"},    {4, "invalid pdu"},
                                                {5, "insufficient auth"},      {6, "unsupported req"},
                                                {7, "invalid offset"},         {8, "insuficient author"},
                                                {9, "prepare queue full"},     {10, "attr not found"},
                                                {11, "attr not long"},         {12, "insufficient key size"},
                                                {13, "invalid value size"},    {14, "unlikely"},
                                                {15, "insufficiet encrypt"},   {16, "unsupported gpr type"},
                                                {17, "insufficient resources"}};
static constexpr Field error_response_fields[] = {bits("request", 8, 0, {.hex = true}), little("handle", 16),
                                                  enumeration("ecode", 8, 0, error_response_ecode)};
extern constexpr Protocol bluetooth_att_error_response =
    bluetooth("ATT_Error_Response", "Error Response", error_response_fields, on<att_hdr_of, 1>);
static constexpr Field exchange_mtu_request_fields[] = {little("mtu", 16)};
extern constexpr Protocol bluetooth_att_exchange_mtu_request = bluetooth(
    "ATT_Exchange_MTU_Request", "Exchange MTU Request", exchange_mtu_request_fields, on<att_hdr_of, 2>);
static constexpr Field exchange_mtu_response_fields[] = {little("mtu", 16)};
extern constexpr Protocol bluetooth_att_exchange_mtu_response = bluetooth(
    "ATT_Exchange_MTU_Response", "Exchange MTU Response", exchange_mtu_response_fields, on<att_hdr_of, 3>);
static constexpr Field find_information_request_fields[] = {handle("start"), handle("end", 65535)};
extern constexpr Protocol bluetooth_att_find_information_request =
    bluetooth("ATT_Find_Information_Request", "Find Information Request", find_information_request_fields,
              on<att_hdr_of, 4>);
static constexpr Field find_information_response_handles_0 = layers("handles", "ATT_Handle", {});
static constexpr Field find_information_response_handles_1 = layers("handles", "ATT_Handle_UUID128", {});
static constexpr Field find_information_response_handles_else = octets("handles", "", {});
static constexpr Case find_information_response_handles_cases[] = {
    {equals("format", 1), &find_information_response_handles_0},
    {equals("format", 2), &find_information_response_handles_1},
    {{}, &find_information_response_handles_else}};
static constexpr Field find_information_response_fields[] = {
    bits("format", 8, 1, {.hex = true}), one_of("handles", find_information_response_handles_cases)};
extern constexpr Protocol bluetooth_att_find_information_response =
    bluetooth("ATT_Find_Information_Response", "Find Information Response", find_information_response_fields,
              on<att_hdr_of, 5>);
static constexpr Field find_by_type_value_request_fields[] = {
    handle("start", 1), handle("end", 65535), handle("uuid", Default()), octets("data", "", {})};
extern constexpr Protocol bluetooth_att_find_by_type_value_request =
    bluetooth("ATT_Find_By_Type_Value_Request", "Find By Type Value Request",
              find_by_type_value_request_fields, on<att_hdr_of, 6>);
static constexpr Field find_by_type_value_response_fields[] = {layers("handles", "ATT_Handle", {})};
extern constexpr Protocol bluetooth_att_find_by_type_value_response =
    bluetooth("ATT_Find_By_Type_Value_Response", "Find By Type Value Response",
              find_by_type_value_response_fields, on<att_hdr_of, 7>);
/// The longer of the two forms of the request.
static constexpr Carrier long_read_of[] = {
    Carrier("ATT_Hdr",
            [](const Layer& layer) { return layer.integer("opcode") == 8 && layer.payload().size() == 20; }),
    {"ATT_Hdr", "opcode", 8, down}};
static constexpr Field read_by_type_request_128bit_fields[] = {
    handle("start", 1), handle("end", 65535),
    bits("uuid1", 64, Default(), {.little_endian = true, .hex = true}),
    bits("uuid2", 64, Default(), {.little_endian = true, .hex = true})};
extern constexpr Protocol bluetooth_att_read_by_type_request_128bit =
    bluetooth("ATT_Read_By_Type_Request_128bit", "Read By Type Request", read_by_type_request_128bit_fields,
              long_read_of);
static constexpr Field read_by_type_request_fields[] = {handle("start", 1), handle("end", 65535),
                                                        handle("uuid", Default())};
extern constexpr Protocol bluetooth_att_read_by_type_request = bluetooth(
    "ATT_Read_By_Type_Request", "Read By Type Request", read_by_type_request_fields, on<att_hdr_of, 8>);
/// As long as the list that it is in says.
static std::int64_t value_octets(const Layer& layer) {
    const Layer* list = layer.parent();
    if (layer.is_crafted()) return 0;
    return list != nullptr ? static_cast<std::int64_t>(list->integer("len")) - 2
                           : static_cast<std::int64_t>(layer.header().size()) - 2;
}
static constexpr Field handle_variable_fields[] = {handle("handle"),
                                                   octets("value", "", {.extent = octets_by(value_octets)})};
extern constexpr Protocol bluetooth_att_handle_variable =
    bluetooth_part("ATT_Handle_Variable", "ATT_Handle_Variable", handle_variable_fields);
static constexpr Field read_by_type_response_fields[] = {bits("len", 8, 4),
                                                         layers("handles", "ATT_Handle_Variable", {})};
extern constexpr Protocol bluetooth_att_read_by_type_response = bluetooth(
    "ATT_Read_By_Type_Response", "Read By Type Response", read_by_type_response_fields, on<att_hdr_of, 9>);
static constexpr Field read_request_fields[] = {handle("gatt_handle")};
extern constexpr Protocol bluetooth_att_read_request =
    bluetooth("ATT_Read_Request", "Read Request", read_request_fields, on<att_hdr_of, 10>);
static constexpr Field read_response_fields[] = {octets("value", "", {})};
extern constexpr Protocol bluetooth_att_read_response =
    bluetooth("ATT_Read_Response", "Read Response", read_response_fields, on<att_hdr_of, 11>);
static constexpr Field one_handle = handle("handle");
static constexpr Field read_multiple_request_fields[] = {list("handles", one_handle, {})};
extern constexpr Protocol bluetooth_att_read_multiple_request = bluetooth(
    "ATT_Read_Multiple_Request", "Read Multiple Request", read_multiple_request_fields, on<att_hdr_of, 14>);
static constexpr Field read_multiple_response_fields[] = {octets("values", "", {})};
extern constexpr Protocol bluetooth_att_read_multiple_response =
    bluetooth("ATT_Read_Multiple_Response", "Read Multiple Response", read_multiple_response_fields,
              on<att_hdr_of, 15>);
static constexpr Field read_by_group_type_request_fields[] = {handle("start"), handle("end", 65535),
                                                              handle("uuid", Default())};
extern constexpr Protocol bluetooth_att_read_by_group_type_request =
    bluetooth("ATT_Read_By_Group_Type_Request", "Read By Group Type Request",
              read_by_group_type_request_fields, on<att_hdr_of, 16>);
static constexpr Field read_by_group_type_response_fields[] = {bits("length", 8, 0, {.hex = true}),
                                                               octets("data", "", {})};
extern constexpr Protocol bluetooth_att_read_by_group_type_response =
    bluetooth("ATT_Read_By_Group_Type_Response", "Read By Group Type Response",
              read_by_group_type_response_fields, on<att_hdr_of, 17>);
static constexpr Field write_request_fields[] = {handle("gatt_handle"), octets("data", "", {})};
extern constexpr Protocol bluetooth_att_write_request =
    bluetooth("ATT_Write_Request", "Write Request", write_request_fields, on<att_hdr_of, 18>);
static constexpr Field write_command_fields[] = {handle("gatt_handle"), octets("data", "", {})};
extern constexpr Protocol bluetooth_att_write_command =
    bluetooth("ATT_Write_Command", "Write Request", write_command_fields, on<att_hdr_of, 82>);
extern constexpr Protocol bluetooth_att_write_response =
    bluetooth("ATT_Write_Response", "Write Response", {}, on<att_hdr_of, 19>);
static constexpr Field prepare_write_request_fields[] = {handle("gatt_handle"), little("offset", 16),
                                                         octets("data", "", {})};
extern constexpr Protocol bluetooth_att_prepare_write_request = bluetooth(
    "ATT_Prepare_Write_Request", "Prepare Write Request", prepare_write_request_fields, on<att_hdr_of, 22>);
static constexpr Field prepare_write_response_fields[] = {handle("gatt_handle"), little("offset", 16),
                                                          octets("data", "", {})};
extern constexpr Protocol bluetooth_att_prepare_write_response =
    bluetooth("ATT_Prepare_Write_Response", "Prepare Write Response", prepare_write_response_fields,
              on<att_hdr_of, 23>);
static constexpr Field handle_value_notification_fields[] = {handle("gatt_handle"), octets("value", "", {})};
extern constexpr Protocol bluetooth_att_handle_value_notification =
    bluetooth("ATT_Handle_Value_Notification", "Handle Value Notification", handle_value_notification_fields,
              on<att_hdr_of, 27>);
static constexpr Name execute_write_request_flags[] = {{0, "Cancel all prepared writes"},
                                                       {1, "Immediately write all pending prepared values"}};
static constexpr Field execute_write_request_fields[] = {
    enumeration("flags", 8, 1, execute_write_request_flags)};
extern constexpr Protocol bluetooth_att_execute_write_request = bluetooth(
    "ATT_Execute_Write_Request", "Execute Write Request", execute_write_request_fields, on<att_hdr_of, 24>);
extern constexpr Protocol bluetooth_att_execute_write_response =
    bluetooth("ATT_Execute_Write_Response", "Execute Write Response", {}, on<att_hdr_of, 25>);
static constexpr Field read_blob_request_fields[] = {handle("gatt_handle"), little("offset", 16)};
extern constexpr Protocol bluetooth_att_read_blob_request =
    bluetooth("ATT_Read_Blob_Request", "Read Blob Request", read_blob_request_fields, on<att_hdr_of, 12>);
static constexpr Field read_blob_response_fields[] = {octets("value", "", {})};
extern constexpr Protocol bluetooth_att_read_blob_response =
    bluetooth("ATT_Read_Blob_Response", "Read Blob Response", read_blob_response_fields, on<att_hdr_of, 13>);
static constexpr Field handle_value_indication_fields[] = {handle("gatt_handle"), octets("value", "", {})};
extern constexpr Protocol bluetooth_att_handle_value_indication =
    bluetooth("ATT_Handle_Value_Indication", "Handle Value Indication", handle_value_indication_fields,
              on<att_hdr_of, 29>);

}  // namespace pkttest::protocols
