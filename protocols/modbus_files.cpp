// Modbus file records and device identification (MODBUS Application Protocol Specification 1.1b3, 6.14, 6.15
// and 6.21): sub-requests and objects are layers one behind the other.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Field code(int number) { return bits("funcCode", 8, number, {.hex = true}); }
static constexpr Field word = bits("word", 16), word_in_hex = bits("word", 16, {.hex = true});
static constexpr Field one_word(std::string_view name, const Field& element, std::string_view length,
                                int unit, int add) {
    Field field = list(name, element, {.extent = octets_from(length, unit, add)});
    field.initial = 0;
    return field;
}

/// A function whose payload is records, one behind the other.
template <const Carrier* of>
static constexpr Protocol records(std::string_view name, std::string_view title,
                                  std::span<const Field> fields, std::string_view record) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = {of, 1},
                    .carries = record,
                    .payload_size = [](const Layer& layer) {
                        return static_cast<std::int64_t>(layer.integer(layer.protocol().fields[1]));
                    }});
}
static constexpr Protocol record(std::string_view name, std::string_view title,
                                 std::span<const Field> fields) {
    return checked({.name = name, .title = title, .fields = fields, .carries = name});
}

// ---- file records -----------------------------------------------------------------------------------

static constexpr Carrier read_request_of[] = {{"ModbusPDUUserDefinedFunctionCodeRequest", "funcCode", 20}};
static constexpr Carrier read_response_of[] = {{"ModbusPDUUserDefinedFunctionCodeResponse", "funcCode", 20}};
static constexpr Carrier write_request_of[] = {{"ModbusPDUUserDefinedFunctionCodeRequest", "funcCode", 21}};
static constexpr Carrier write_response_of[] = {{"ModbusPDUUserDefinedFunctionCodeResponse", "funcCode", 21}};

static constexpr Field read_request[] = {code(20), bits("byteCount", 8, {.compute = payload_octets})};
static constexpr Field read_response[] = {code(20), bits("dataLength", 8, {.compute = payload_octets})};
static constexpr Field write_either[] = {code(21), bits("dataLength", 8, {.compute = payload_octets})};
extern constexpr Protocol modbus_14_request = records<read_request_of>(
    "ModbusPDU14ReadFileRecordRequest", "Read File Record", read_request, "ModbusReadFileSubRequest");
extern constexpr Protocol modbus_14_response =
    records<read_response_of>("ModbusPDU14ReadFileRecordResponse", "Read File Record Response", read_response,
                              "ModbusReadFileSubResponse");
extern constexpr Protocol modbus_15_request = records<write_request_of>(
    "ModbusPDU15WriteFileRecordRequest", "Write File Record", write_either, "ModbusWriteFileSubRequest");
extern constexpr Protocol modbus_15_response =
    records<write_response_of>("ModbusPDU15WriteFileRecordResponse", "Write File Record Response",
                               write_either, "ModbusWriteFileSubResponse");

static constexpr Field sub_request[] = {bits("refType", 8, 6), bits("fileNumber", 16, 1),
                                        bits("recordNumber", 16), bits("recordLength", 16, 1)};
extern constexpr Protocol modbus_read_sub_request =
    record("ModbusReadFileSubRequest", "Sub-request of Read File Record", sub_request);
static constexpr Field sub_response[] = {bits("respLength", 8, {.length_of = {"recData", 1, 1}}),
                                         bits("refType", 8, 6),
                                         one_word("recData", word_in_hex, "respLength", 1, -1)};
extern constexpr Protocol modbus_read_sub_response =
    record("ModbusReadFileSubResponse", "Sub-response", sub_response);
static constexpr Field sub_write[] = {bits("refType", 8, 6), bits("fileNumber", 16, 1),
                                      bits("recordNumber", 16),
                                      bits("recordLength", 16, {.count_of = {"recordData"}}),
                                      one_word("recordData", word, "recordLength", 2, 0)};
extern constexpr Protocol modbus_write_sub_request =
    record("ModbusWriteFileSubRequest", "Sub request of Write File Record", sub_write);
extern constexpr Protocol modbus_write_sub_response =
    record("ModbusWriteFileSubResponse", "Sub response of Write File Record", sub_write);

// ---- device identification --------------------------------------------------------------------------

static constexpr Name accesses[] = {{1, "Basic"}, {2, "Regular"}, {3, "Extended"}, {4, "Specific"}};
static constexpr Name objects[] = {{0, "VendorName"},         {1, "ProductCode"}, {2, "MajorMinorRevision"},
                                   {3, "VendorUrl"},          {4, "ProductName"}, {5, "ModelName"},
                                   {6, "UserApplicationName"}};
static constexpr Name conformities[] = {{1, "Basic Identification (stream only)"},
                                        {2, "Regular Identification (stream only)"},
                                        {3, "Extended Identification (stream only)"},
                                        {129, "Basic Identification (stream and individual access)"},
                                        {130, "Regular Identification (stream and individual access)"},
                                        {131, "Extended Identification (stream and individual access)"}};
static constexpr Name continuations[] = {{0, "No"}, {1, "Yes"}};

static bool is_identification(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() > 1 && octets[0] == 43 && octets[1] == 14;
}
static constexpr Field encapsulated = bits("MEIType", 8, 14, {.hex = true});
static constexpr Field identify[] = {code(43), encapsulated, enumeration("readCode", 8, 1, accesses),
                                     enumeration("objectId", 8, 0, objects)};
static constexpr Carrier identify_of[] = {
    Carrier("ModbusPDUUserDefinedFunctionCodeRequest", is_identification)};
extern constexpr Protocol modbus_2b_request = checked({.name = "ModbusPDU2B0EReadDeviceIdentificationRequest",
                                                       .title = "Read Device Identification",
                                                       .fields = identify,
                                                       .variant_of = identify_of,
                                                       .payload_size = no_payload});
static constexpr Field identity[] = {code(43),
                                     encapsulated,
                                     enumeration("readCode", 8, 4, accesses),
                                     enumeration("conformityLevel", 8, 1, conformities),
                                     enumeration("more", 8, 0, continuations),
                                     enumeration("nextObjId", 8, 0, objects),
                                     bits("objCount", 8)};
static constexpr Carrier identity_of[] = {
    Carrier("ModbusPDUUserDefinedFunctionCodeResponse", is_identification)};
extern constexpr Protocol modbus_2b_response =
    checked({.name = "ModbusPDU2B0EReadDeviceIdentificationResponse",
             .title = "Read Device Identification",
             .fields = identity,
             .variant_of = identity_of,
             .guess_payload = [](const Layer& layer) {
                 return find_protocol(layer.integer("objCount") > 0 ? "ModbusObjectId" : "Raw");
             }});
static constexpr Field object[] = {enumeration("id", 8, 0, objects),
                                   bits("length", 8, {.length_of = {"value"}}),
                                   octets("value", "", {.extent = octets_from("length")})};
extern constexpr Protocol modbus_object = record("ModbusObjectId", "Object", object);

// ---- exceptions -------------------------------------------------------------------------------------

static constexpr Name exceptions[] = {{1, "Illegal Function Code"},
                                      {2, "Illegal Data Address"},
                                      {3, "Illegal Data Value"},
                                      {4, "Server Device Failure"},
                                      {5, "Acknowledge"},
                                      {6, "Server Device Busy"},
                                      {8, "Memory Parity Error"},
                                      {10, "Gateway Path Unavailable"},
                                      {11, "Gateway Target Device Failed to Respond"}};
template <int function>
static constexpr Field error_fields[] = {code(function), enumeration("exceptCode", 8, 1, exceptions)};
template <int function>
static constexpr Carrier error_of[] = {{"ModbusPDUUserDefinedFunctionCodeError", "funcCode", function}};
template <int function>
static constexpr Protocol error(std::string_view name, std::string_view title) {
    return checked({.name = name,
                    .title = title,
                    .fields = error_fields<function>,
                    .variant_of = error_of<function>,
                    .payload_size = no_payload});
}
extern constexpr Protocol modbus_14_error =
    error<148>("ModbusPDU14ReadFileRecordError", "Read File Record Exception");
extern constexpr Protocol modbus_15_error =
    error<149>("ModbusPDU15WriteFileRecordError", "Write File Record Exception");
extern constexpr Protocol modbus_2b_error =
    error<171>("ModbusPDU2B0EReadDeviceIdentificationError", "Read Exception Status Exception");

}  // namespace pkttest::protocols
