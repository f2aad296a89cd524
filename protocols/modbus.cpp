// Modbus over TCP (MODBUS Messaging on TCP/IP Implementation Guide 1.0b, 3.1) with its function codes (MODBUS
// Application Protocol Specification 1.1b3, 6).
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/stream_rule.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

// ---- the header ----------------------------------------------------------------------------------------

/// The unit's octet counts too.
static Integer counted(const Layer& layer) { return payload_octets(layer) + 1; }
static constexpr Field header[] = {bits("transId", 16, {.hex = true}), bits("protoId", 16, {.hex = true}),
                                   bits("len", 16, {.compute = counted}),
                                   bits("unitId", 8, 255, {.hex = true})};

static const Protocol* guess_response(const Layer& layer) {
    return find_protocol(payload_octet(layer, 0) < 0x80 ? "ModbusPDUUserDefinedFunctionCodeResponse"
                                                        : "ModbusPDUUserDefinedFunctionCodeError");
}
static void hash_transaction(const Layer& layer, std::string& out) {
    out += static_cast<char>(layer.integer(header[0]) >> 8);
    out += static_cast<char>(layer.integer(header[0]));
}
static bool answers_function(const Layer& answer, const Layer& request) {
    if (!request.is("ModbusADURequest")) return false;
    const auto response = answer.above(), asked = request.above();
    return answer.integer("transId") == request.integer("transId") &&
           answer.integer("unitId") == request.integer("unitId") && response && asked &&
           (response->integer("funcCode") & 0x7f) == asked->integer("funcCode");
}
static constexpr Carrier request_carriers[] = {{"TCP", "dport", 502}};
extern constexpr Protocol modbus_request = checked({.name = "ModbusADURequest",
                                                    .title = "ModbusADU",
                                                    .fields = header,
                                                    .carried_by = request_carriers,
                                                    .carries = "ModbusPDUUserDefinedFunctionCodeRequest",
                                                    .hashret = hash_transaction});
static constexpr Carrier response_carriers[] = {{"TCP", "sport", 502}};
extern constexpr Protocol modbus_response = checked({.name = "ModbusADUResponse",
                                                     .title = "ModbusADU",
                                                     .fields = header,
                                                     .carried_by = response_carriers,
                                                     .guess_payload = guess_response,
                                                     .hashret = hash_transaction,
                                                     .answers = answers_function});

// ---- functions: what no exact form claims keeps the user-defined one -------------------------------------

constexpr std::string_view requests = "ModbusPDUUserDefinedFunctionCodeRequest";
constexpr std::string_view responses = "ModbusPDUUserDefinedFunctionCodeResponse";
constexpr std::string_view errors = "ModbusPDUUserDefinedFunctionCodeError";

static constexpr Field code(int number) { return bits("funcCode", 8, number, {.hex = true}); }
static constexpr Field number(std::string_view name, int initial = 0) {
    return bits(name, 16, initial, {.hex = true});
}
/// By the reference's words: which kind of message it is, and what its code stands for.
static std::string summarize_other(const Layer& layer) {
    const std::string_view title = layer.protocol().title;
    const std::string_view kind = title.substr(title.rfind(' ') + 1);
    const std::uint64_t number = layer.integer("funcCode");
    if (!title.starts_with("Reserved")) {
        const char first = static_cast<char>(kind[0] | 0x20);
        return fmt::format("Modbus User-Defined {} Unknown user-defined {}{} function Code", kind, first,
                           kind.substr(1));
    }
    constexpr std::uint64_t schneider = 90;
    if ((number & 0x7f) == schneider)
        return fmt::format("Modbus Reserved {0} Specific Schneider Electric {0}", kind);
    return fmt::format("Modbus Reserved {0} {1:#04x} Unknown Reserved {0}", kind, number);
}
static constexpr Field other_fields[] = {code(0), octets("payload", "", {})};
static constexpr Protocol other(std::string_view name, std::string_view title,
                                std::span<const Carrier> variants = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = other_fields,
                    .variant_of = variants,
                    .payload_size = no_payload,
                    .summary = summarize_other});
}
extern constexpr Protocol modbus_other_request = other(requests, "User-Defined Function Code Request");
extern constexpr Protocol modbus_other_response = other(responses, "User-Defined Function Code Response");
extern constexpr Protocol modbus_other_error = other(errors, "User-Defined Function Code Error");

/// Codes that companies had before the specification (its annex A).
template <const std::string_view& base, unsigned bit>
static constexpr Carrier reserved[] = {
    {base, "funcCode", bit | 9},   {base, "funcCode", bit | 10}, {base, "funcCode", bit | 13},
    {base, "funcCode", bit | 14},  {base, "funcCode", bit | 41}, {base, "funcCode", bit | 42},
    {base, "funcCode", bit | 90},  {base, "funcCode", bit | 91}, {base, "funcCode", bit | 125},
    {base, "funcCode", bit | 126}, {base, "funcCode", bit | 127}};
extern constexpr Protocol modbus_reserved_request =
    other("ModbusPDUReservedFunctionCodeRequest", "Reserved Function Code Request", reserved<requests, 0>);
extern constexpr Protocol modbus_reserved_response =
    other("ModbusPDUReservedFunctionCodeResponse", "Reserved Function Code Response", reserved<responses, 0>);
extern constexpr Protocol modbus_reserved_error =
    other("ModbusPDUReservedFunctionCodeError", "Reserved Function Code Error", reserved<errors, 0x80>);

template <const std::string_view& base, unsigned function>
static constexpr Carrier of_code[] = {{base, "funcCode", function}};
template <unsigned function>
static constexpr Protocol request(std::string_view name, std::string_view title,
                                  std::span<const Field> fields) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = of_code<requests, function>,
                    .payload_size = no_payload});
}
template <unsigned function>
static constexpr Protocol response(std::string_view name, std::string_view title,
                                   std::span<const Field> fields) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = of_code<responses, function>,
                    .payload_size = no_payload});
}

static constexpr Name exceptions[] = {{1, "Illegal Function Code"},
                                      {2, "Illegal Data Address"},
                                      {3, "Illegal Data Value"},
                                      {4, "Server Device Failure"},
                                      {5, "Acknowledge"},
                                      {6, "Server Device Busy"},
                                      {8, "Memory Parity Error"},
                                      {10, "Gateway Path Unavailable"},
                                      {11, "Gateway Target Device Failed to Respond"}};
template <unsigned function, bool is_long>
static constexpr Field error_fields[] = {
    code(function | 0x80), enumeration(is_long ? "exceptionCode" : "exceptCode", 8, 1, exceptions)};
template <unsigned function, bool is_long = false>
static constexpr Protocol error(std::string_view name, std::string_view title) {
    return checked({.name = name,
                    .title = title,
                    .fields = error_fields<function, is_long>,
                    .variant_of = of_code<errors, function | 0x80>,
                    .payload_size = no_payload});
}

// ---- coils, inputs, registers ----------------------------------------------------------------------------

static constexpr Field octet = bits("octet", 8);
static constexpr Field word = bits("word", 16);
static constexpr Field octet_in_hex = bits("octet", 8, {.hex = true});
static constexpr Field word_in_hex = bits("word", 16, {.hex = true});
static constexpr Field counted_octets(std::string_view of) {
    return bits("byteCount", 8, {.length_of = {of}});
}
/// One zero by default.
static constexpr Field values(std::string_view name, const Field& element, const Extent& extent) {
    Field field = list(name, element, {.extent = extent});
    field.initial = 0;
    return field;
}

template <int function>
static constexpr Field range[] = {code(function), number("startAddr"), number("quantity", 1)};
static constexpr Extent by_count = octets_from("byteCount");
static constexpr Field coils[] = {code(1), counted_octets("coilStatus"),
                                  values("coilStatus", octet, by_count)};
static constexpr Field inputs[] = {code(2), counted_octets("inputStatus"),
                                   values("inputStatus", octet, by_count)};
template <int function>
static constexpr Field registers[] = {code(function), counted_octets("registerVal"),
                                      values("registerVal", word, by_count)};
template <int function>
static constexpr Field output[] = {code(function), number(function == 5 ? "outputAddr" : "registerAddr"),
                                   number(function == 5 ? "outputValue" : "registerValue")};

extern constexpr Protocol modbus_01_request =
    request<1>("ModbusPDU01ReadCoilsRequest", "Read Coils Request", range<1>);
extern constexpr Protocol modbus_01_response =
    response<1>("ModbusPDU01ReadCoilsResponse", "Read Coils Response", coils);
extern constexpr Protocol modbus_01_error = error<1>("ModbusPDU01ReadCoilsError", "Read Coils Exception");
extern constexpr Protocol modbus_02_request =
    request<2>("ModbusPDU02ReadDiscreteInputsRequest", "Read Discrete Inputs", range<2>);
extern constexpr Protocol modbus_02_response =
    response<2>("ModbusPDU02ReadDiscreteInputsResponse", "Read Discrete Inputs Response", inputs);
extern constexpr Protocol modbus_02_error =
    error<2>("ModbusPDU02ReadDiscreteInputsError", "Read Discrete Inputs Exception");
extern constexpr Protocol modbus_03_request =
    request<3>("ModbusPDU03ReadHoldingRegistersRequest", "Read Holding Registers", range<3>);
extern constexpr Protocol modbus_03_response =
    response<3>("ModbusPDU03ReadHoldingRegistersResponse", "Read Holding Registers Response", registers<3>);
extern constexpr Protocol modbus_03_error =
    error<3>("ModbusPDU03ReadHoldingRegistersError", "Read Holding Registers Exception");
extern constexpr Protocol modbus_04_request =
    request<4>("ModbusPDU04ReadInputRegistersRequest", "Read Input Registers", range<4>);
extern constexpr Protocol modbus_04_response =
    response<4>("ModbusPDU04ReadInputRegistersResponse", "Read Input Registers Response", registers<4>);
extern constexpr Protocol modbus_04_error =
    error<4>("ModbusPDU04ReadInputRegistersError", "Read Input Registers Exception");
extern constexpr Protocol modbus_05_request =
    request<5>("ModbusPDU05WriteSingleCoilRequest", "Write Single Coil", output<5>);
extern constexpr Protocol modbus_05_response =
    response<5>("ModbusPDU05WriteSingleCoilResponse", "Write Single Coil", output<5>);
extern constexpr Protocol modbus_05_error =
    error<5>("ModbusPDU05WriteSingleCoilError", "Write Single Coil Exception");
extern constexpr Protocol modbus_06_request =
    request<6>("ModbusPDU06WriteSingleRegisterRequest", "Write Single Register", output<6>);
extern constexpr Protocol modbus_06_response =
    response<6>("ModbusPDU06WriteSingleRegisterResponse", "Write Single Register Response", output<6>);
extern constexpr Protocol modbus_06_error =
    error<6>("ModbusPDU06WriteSingleRegisterError", "Write Single Register Exception");

static constexpr Field many_coils[] = {code(15), number("startAddr"), number("quantityOutput", 1),
                                       counted_octets("outputsValue"),
                                       values("outputsValue", octet_in_hex, by_count)};
static constexpr Field many_coils_response[] = {code(15), number("startAddr"), number("quantityOutput", 1)};
extern constexpr Protocol modbus_0f_request =
    request<15>("ModbusPDU0FWriteMultipleCoilsRequest", "Write Multiple Coils", many_coils);
extern constexpr Protocol modbus_0f_response = response<15>(
    "ModbusPDU0FWriteMultipleCoilsResponse", "Write Multiple Coils Response", many_coils_response);
extern constexpr Protocol modbus_0f_error =
    error<15>("ModbusPDU0FWriteMultipleCoilsError", "Write Multiple Coils Exception");

static constexpr Field many_registers[] = {
    code(16), number("startAddr"), bits("quantityRegisters", 16, {.count_of = {"outputsValue"}}),
    counted_octets("outputsValue"), values("outputsValue", word_in_hex, by_count)};
static constexpr Field many_registers_response[] = {code(16), number("startAddr"),
                                                    number("quantityRegisters", 1)};
extern constexpr Protocol modbus_10_request =
    request<16>("ModbusPDU10WriteMultipleRegistersRequest", "Write Multiple Registers", many_registers);
extern constexpr Protocol modbus_10_response =
    response<16>("ModbusPDU10WriteMultipleRegistersResponse", "Write Multiple Registers Response",
                 many_registers_response);
extern constexpr Protocol modbus_10_error =
    error<16>("ModbusPDU10WriteMultipleRegistersError", "Write Multiple Registers Exception");

static constexpr Field masks[] = {code(22), number("refAddr"), number("andMask", 0xffff), number("orMask")};
extern constexpr Protocol modbus_16_request =
    request<22>("ModbusPDU16MaskWriteRegisterRequest", "Mask Write Register", masks);
extern constexpr Protocol modbus_16_response =
    response<22>("ModbusPDU16MaskWriteRegisterResponse", "Mask Write Register Response", masks);
extern constexpr Protocol modbus_16_error =
    error<22>("ModbusPDU16MaskWriteRegisterError", "Mask Write Register Exception");

static constexpr Field read_write[] = {
    code(23),
    number("readStartingAddr"),
    number("readQuantityRegisters", 1),
    number("writeStartingAddr"),
    bits("writeQuantityRegisters", 16, {.count_of = {"writeRegistersValue"}}),
    counted_octets("writeRegistersValue"),
    values("writeRegistersValue", word_in_hex, by_count)};
extern constexpr Protocol modbus_17_request =
    request<23>("ModbusPDU17ReadWriteMultipleRegistersRequest", "Read Write Multiple Registers", read_write);
extern constexpr Protocol modbus_17_response = response<23>(
    "ModbusPDU17ReadWriteMultipleRegistersResponse", "Read Write Multiple Registers Response", registers<23>);
extern constexpr Protocol modbus_17_error =
    error<23>("ModbusPDU17ReadWriteMultipleRegistersError", "Read Write Multiple Exception");

static constexpr Field queue_request[] = {code(24), number("FIFOPointerAddr")};
static constexpr Field queue[] = {code(24), bits("byteCount", 16, {.length_of = {"FIFOVal", 1, 2}}),
                                  bits("FIFOCount", 16, {.count_of = {"FIFOVal"}}),
                                  list("FIFOVal", word, {.extent = octets_from("byteCount", 1, -2)})};
extern constexpr Protocol modbus_18_request =
    request<24>("ModbusPDU18ReadFIFOQueueRequest", "Read FIFO Queue", queue_request);
extern constexpr Protocol modbus_18_response =
    response<24>("ModbusPDU18ReadFIFOQueueResponse", "Read FIFO Queue Response", queue);
extern constexpr Protocol modbus_18_error =
    error<24>("ModbusPDU18ReadFIFOQueueError", "Read FIFO Queue Exception");

// ---- serial lines' ---------------------------------------------------------------------------------------

template <int function>
static constexpr Field alone[] = {code(function)};
static constexpr Field status[] = {code(7), bits("startAddr", 8, {.hex = true})};
extern constexpr Protocol modbus_07_request =
    request<7>("ModbusPDU07ReadExceptionStatusRequest", "Read Exception Status", alone<7>);
extern constexpr Protocol modbus_07_response =
    response<7>("ModbusPDU07ReadExceptionStatusResponse", "Read Exception Status Response", status);
extern constexpr Protocol modbus_07_error =
    error<7>("ModbusPDU07ReadExceptionStatusError", "Read Exception Status Exception");

static constexpr Name diagnostics[] = {{0, "Return Query Data"},
                                       {1, "Restart Communications Option"},
                                       {2, "Return Diagnostic Register"},
                                       {3, "Change ASCII Input Delimiter"},
                                       {4, "Force Listen Only Mode"},
                                       {10, "Clear Counters and Diagnostic Register"},
                                       {11, "Return Bus Message Count"},
                                       {12, "Return Bus Communication Error Count"},
                                       {13, "Return Bus Exception Error Count"},
                                       {14, "Return Slave Message Count"},
                                       {15, "Return Slave No Response Count"},
                                       {16, "Return Slave NAK Count"},
                                       {17, "Return Slave Busy Count"},
                                       {18, "Return Bus Character Overrun Count"},
                                       {20, "Clear Overrun Counter and Flag"}};
static constexpr Field diagnosis[] = {code(8), enumeration("subFunc", 16, 0, diagnostics, {.hex = true}), [] {
                                          Field field = values("data", word_in_hex, rest());
                                          field.initial = 0;
                                          return field;
                                      }()};
extern constexpr Protocol modbus_08_request =
    request<8>("ModbusPDU08DiagnosticsRequest", "Diagnostics", diagnosis);
extern constexpr Protocol modbus_08_response =
    response<8>("ModbusPDU08DiagnosticsResponse", "Diagnostics Response", diagnosis);
extern constexpr Protocol modbus_08_error =
    error<8, true>("ModbusPDU08DiagnosticsError", "Diagnostics Exception");

static constexpr Field event_counter[] = {code(11), number("status"), number("eventCount", 0xffff)};
extern constexpr Protocol modbus_0b_request =
    request<11>("ModbusPDU0BGetCommEventCounterRequest", "Get Comm Event Counter", alone<11>);
extern constexpr Protocol modbus_0b_response =
    response<11>("ModbusPDU0BGetCommEventCounterResponse", "Get Comm Event Counter Response", event_counter);
extern constexpr Protocol modbus_0b_error =
    error<11, true>("ModbusPDU0BGetCommEventCounterError", "Get Comm Event Counter Exception");

static constexpr Field event_log[] = {code(12),
                                      bits("byteCount", 8, {.length_of = {"event", 1, 6}}),
                                      number("status"),
                                      number("eventCount", 0x0108),
                                      number("messageCount", 0x0121),
                                      [] {
                                          Field field =
                                              values("event", octet_in_hex, octets_from("byteCount", 1, -6));
                                          field.initial = std::string_view("\x20\0", 2);
                                          return field;
                                      }()};
extern constexpr Protocol modbus_0c_request =
    request<12>("ModbusPDU0CGetCommEventLogRequest", "Get Comm Event Log", alone<12>);
extern constexpr Protocol modbus_0c_response =
    response<12>("ModbusPDU0CGetCommEventLogResponse", "Get Comm Event Log Response", event_log);
extern constexpr Protocol modbus_0c_error =
    error<12, true>("ModbusPDU0CGetCommEventLogError", "Get Comm Event Log Exception");

static bool has_identity(const Layer& layer) { return layer.is_crafted() || layer.integer("byteCount") > 0; }
static constexpr Field identity[] = {
    code(17), bits("byteCount", 8, {.length_of = {"slaveId", 1, 1}}),
    octets("slaveId", "", {.when = when(has_identity), .extent = octets_from("byteCount", 1, -1)}),
    bits("runIdicatorStatus", 8, 0, {.when = when(has_identity), .hex = true})};
extern constexpr Protocol modbus_11_request =
    request<17>("ModbusPDU11ReportSlaveIdRequest", "Report Slave Id", alone<17>);
extern constexpr Protocol modbus_11_response =
    response<17>("ModbusPDU11ReportSlaveIdResponse", "Report Slave Id Response", identity);
extern constexpr Protocol modbus_11_error =
    error<17>("ModbusPDU11ReportSlaveIdError", "Report Slave Id Exception");

// ---- over TCP ----

extern constexpr StreamRule modbus_request_stream = {
    .protocol = "ModbusADURequest", .at = 4, .octets = 2, .add = 6};
extern constexpr StreamRule modbus_response_stream = {
    .protocol = "ModbusADUResponse", .at = 4, .octets = 2, .add = 6};

}  // namespace pkttest::protocols
