// PPTP's control messages (RFC 2637, 2). What its tunnel carries stands in gre.cpp.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/stream_rule.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

static constexpr std::uint64_t magic_cookie = 0x1a2b3c4d;
static constexpr Name kinds[] = {{1, "Control Message"}, {2, "Managemenent Message"}};
static constexpr Name messages[] = {{1, "Start-Control-Connection-Request"},
                                    {2, "Start-Control-Connection-Reply"},
                                    {3, "Stop-Control-Connection-Request"},
                                    {4, "Stop-Control-Connection-Reply"},
                                    {5, "Echo-Request"},
                                    {6, "Echo-Reply"},
                                    {7, "Outgoing-Call-Request"},
                                    {8, "Outgoing-Call-Reply"},
                                    {9, "Incoming-Call-Request"},
                                    {10, "Incoming-Call-Reply"},
                                    {11, "Incoming-Call-Connected"},
                                    {12, "Call-Clear-Request"},
                                    {13, "Call-Disconnect-Notify"},
                                    {14, "WAN-Error-Notify"},
                                    {15, "Set-Link-Info"}};
static constexpr Name framings[] = {{0x1, "Asynchronous Framing supported"},
                                    {0x2, "Synchronous Framing supported"}};
static constexpr Name bearers[] = {{0x1, "Analog access supported"}, {0x2, "Digital access supported"}};
static constexpr Name start_results[] = {{1, "OK"},
                                         {2, "General error"},
                                         {3, "Command channel already exists"},
                                         {4, "Not authorized"},
                                         {5, "Unsupported protocol version"}};
static constexpr Name errors[] = {{0, "None"},      {1, "Not-Connected"}, {2, "Bad-Format"},
                                  {3, "Bad-Value"}, {4, "No-Resource"},   {5, "Bad-Call ID"},
                                  {6, "PAC-Error"}};
static constexpr Name reasons[] = {{1, "None"}, {2, "Stop-Protocol"}, {3, "Stop-Local-Shutdown"}};
static constexpr Name results[] = {{1, "OK"}, {2, "General error"}};
static constexpr Name bearer_types[] = {
    {1, "Analog channel"}, {2, "Digital channel"}, {3, "Any type of channel"}};
static constexpr Name framing_types[] = {
    {1, "Asynchronous framing"}, {2, "Synchronous framing"}, {3, "Any type of framing"}};
static constexpr Name call_results[] = {{1, "Connected"},    {2, "General error"}, {3, "No Carrier"},
                                        {4, "Busy"},         {5, "No dial tone"},  {6, "Time-out"},
                                        {7, "Do not accept"}};
static constexpr Name disconnect_results[] = {
    {1, "Lost Carrier"}, {2, "General error"}, {3, "Admin Shutdown"}, {4, "Request"}};

static constexpr Field len(int octets) { return bits("len", 16, octets); }
static constexpr Field kind = enumeration("type", 16, 1, kinds);
static constexpr Field cookie = bits("magic_cookie", 32, magic_cookie, {.hex = true});
static constexpr Field message(int number) { return enumeration("ctrl_msg_type", 16, number, messages); }
static constexpr Field reserved(std::string_view name, std::uint16_t width = 16) {
    return bits(name, width, 0, {.hex = true});
}
static constexpr Field zero = reserved("reserved_0");
static constexpr Field result(std::span<const Name> names) { return enumeration("result_code", 8, 1, names); }
static constexpr Field error = enumeration("error_code", 8, 0, errors);
static constexpr Field call_id = bits("call_id", 16, 1), peer_call_id = bits("peer_call_id", 16, 1);
static constexpr Field bearer_type = enumeration("bearer_type", 32, 3, bearer_types);
static constexpr Field text(std::string_view name, int octets_there = 64, Default initial = "") {
    return octets(name, initial, {.extent = fixed(octets_there)});
}

static constexpr Field general_fields[] = {
    bits("len", 16, {.length_of = {"data", 1, 12}}),           kind, cookie, message(1), zero,
    octets("data", "", {.extent = octets_from("len", 1, -12)})};
static constexpr Carrier carriers[] = {{"TCP", "dport", 1723}, {"TCP", "sport", 1723, up}};
extern constexpr Protocol pptp = {.name = "PPTP",
                                  .title = "Point-to-Point Tunneling Protocol",
                                  .shown = "PPTP",
                                  .fields = general_fields,
                                  .carried_by = carriers};
static_assert(well_formed(pptp));

/// Replies follow their request's number; calls are told apart by the identifier that the request chose.
static bool answers_message(const Layer& answer, const Layer& request) {
    const std::uint64_t number = answer.integer("ctrl_msg_type");
    if (find_field(request.protocol(), "magic_cookie") == nullptr ||
        request.integer("ctrl_msg_type") + 1 != number || number > 11 || (number % 2 != 0 && number != 11))
        return false;
    if (number == 6) return answer.integer("identifier") == request.integer("identifier");
    return number < 8 || answer.integer("peer_call_id") == request.integer("call_id");
}
template <std::uint64_t number>
static constexpr Carrier numbered[] = {{"PPTP", "ctrl_msg_type", number}};
static constexpr Carrier below[] = {{"TCP", "dport", 1723, down}};
static constexpr Protocol control(std::string_view name, std::string_view title,
                                  std::span<const Field> fields, std::span<const Carrier> variant_of) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .carried_by = below,
                    .variant_of = variant_of,
                    .answers = answers_message});
}

static constexpr Field start_request_fields[] = {len(156),
                                                 kind,
                                                 cookie,
                                                 message(1),
                                                 zero,
                                                 bits("protocol_version", 16, 0x100),
                                                 reserved("reserved_1"),
                                                 flags("framing_capabilities", 32, 0, framings),
                                                 flags("bearer_capabilities", 32, 0, bearers),
                                                 bits("maximum_channels", 16, 65535),
                                                 bits("firmware_revision", 16, 256),
                                                 text("host_name", 64, "linux"),
                                                 text("vendor_string")};
extern constexpr Protocol pptp_start_request =
    control("PPTPStartControlConnectionRequest", "PPTP Start Control Connection Request",
            start_request_fields, numbered<1>);

static constexpr Field start_reply_fields[] = {len(156),
                                               kind,
                                               cookie,
                                               message(2),
                                               zero,
                                               bits("protocol_version", 16, 0x100),
                                               result(start_results),
                                               error,
                                               flags("framing_capabilities", 32, 0, framings),
                                               flags("bearer_capabilities", 32, 0, bearers),
                                               bits("maximum_channels", 16, 65535),
                                               bits("firmware_revision", 16, 256),
                                               text("host_name", 64, "linux"),
                                               text("vendor_string")};
extern constexpr Protocol pptp_start_reply =
    control("PPTPStartControlConnectionReply", "PPTP Start Control Connection Reply", start_reply_fields,
            numbered<2>);

static constexpr Field stop_request_fields[] = {len(16),
                                                kind,
                                                cookie,
                                                message(3),
                                                zero,
                                                enumeration("reason", 8, 1, reasons),
                                                reserved("reserved_1", 8),
                                                reserved("reserved_2")};
extern constexpr Protocol pptp_stop_request =
    control("PPTPStopControlConnectionRequest", "PPTP Stop Control Connection Request", stop_request_fields,
            numbered<3>);

static constexpr Field stop_reply_fields[] = {
    len(16), kind, cookie, message(4), zero, result(results), error, reserved("reserved_2")};
extern constexpr Protocol pptp_stop_reply = control(
    "PPTPStopControlConnectionReply", "PPTP Stop Control Connection Reply", stop_reply_fields, numbered<4>);

static constexpr Field echo_request_fields[] = {len(16),    kind, cookie,
                                                message(5), zero, bits("identifier", 32, Default())};
extern constexpr Protocol pptp_echo_request =
    control("PPTPEchoRequest", "PPTP Echo Request", echo_request_fields, numbered<5>);

static constexpr Field echo_reply_fields[] = {len(20),         kind,  cookie,
                                              message(6),      zero,  bits("identifier", 32, Default()),
                                              result(results), error, reserved("reserved_1")};
extern constexpr Protocol pptp_echo_reply =
    control("PPTPEchoReply", "PPTP Echo Reply", echo_reply_fields, numbered<6>);

static constexpr Field outgoing_request_fields[] = {len(168),
                                                    kind,
                                                    cookie,
                                                    message(7),
                                                    zero,
                                                    call_id,
                                                    bits("call_serial_number", 16),
                                                    bits("minimum_bps", 32, 0x8000),
                                                    bits("maximum_bps", 32, 0x80000000u),
                                                    bearer_type,
                                                    enumeration("framing_type", 32, 3, framing_types),
                                                    bits("pkt_window_size", 16, 16),
                                                    bits("pkt_proc_delay", 16),
                                                    bits("phone_number_len", 16),
                                                    reserved("reserved_1"),
                                                    text("phone_number"),
                                                    text("subaddress")};
extern constexpr Protocol pptp_outgoing_request =
    control("PPTPOutgoingCallRequest", "PPTP Outgoing Call Request", outgoing_request_fields, numbered<7>);

static constexpr Field outgoing_reply_fields[] = {len(32),
                                                  kind,
                                                  cookie,
                                                  message(8),
                                                  zero,
                                                  call_id,
                                                  peer_call_id,
                                                  result(call_results),
                                                  error,
                                                  bits("cause_code", 16),
                                                  bits("connect_speed", 32, 100000000),
                                                  bits("pkt_window_size", 16, 16),
                                                  bits("pkt_proc_delay", 16),
                                                  bits("channel_id", 32)};
extern constexpr Protocol pptp_outgoing_reply =
    control("PPTPOutgoingCallReply", "PPTP Outgoing Call Reply", outgoing_reply_fields, numbered<8>);

static constexpr Field incoming_request_fields[] = {len(220),
                                                    kind,
                                                    cookie,
                                                    message(9),
                                                    zero,
                                                    call_id,
                                                    bits("call_serial_number", 16, 1),
                                                    bearer_type,
                                                    bits("channel_id", 32),
                                                    bits("dialed_number_len", 16),
                                                    bits("dialing_number_len", 16),
                                                    text("dialed_number"),
                                                    text("dialing_number"),
                                                    text("subaddress")};
extern constexpr Protocol pptp_incoming_request =
    control("PPTPIncomingCallRequest", "PPTP Incoming Call Request", incoming_request_fields, numbered<9>);

static constexpr Field incoming_reply_fields[] = {len(148),
                                                  kind,
                                                  cookie,
                                                  message(10),
                                                  zero,
                                                  call_id,
                                                  peer_call_id,
                                                  result(call_results),
                                                  error,
                                                  bits("pkt_window_size", 16, 64),
                                                  bits("pkt_transmit_delay", 16),
                                                  reserved("reserved_1")};
extern constexpr Protocol pptp_incoming_reply =
    control("PPTPIncomingCallReply", "PPTP Incoming Call Reply", incoming_reply_fields, numbered<10>);

static constexpr Field connected_fields[] = {len(28),
                                             kind,
                                             cookie,
                                             message(11),
                                             zero,
                                             peer_call_id,
                                             reserved("reserved_1"),
                                             bits("connect_speed", 32, 100000000),
                                             bits("pkt_window_size", 16, 64),
                                             bits("pkt_transmit_delay", 16),
                                             enumeration("framing_type", 32, 1, framing_types)};
extern constexpr Protocol pptp_incoming_connected =
    control("PPTPIncomingCallConnected", "PPTP Incoming Call Connected", connected_fields, numbered<11>);

static constexpr Field clear_fields[] = {
    len(16), kind, cookie, message(12), zero, call_id, reserved("reserved_1")};
extern constexpr Protocol pptp_clear =
    control("PPTPCallClearRequest", "PPTP Call Clear Request", clear_fields, numbered<12>);

static constexpr Field disconnect_fields[] = {len(148),
                                              kind,
                                              cookie,
                                              message(13),
                                              zero,
                                              call_id,
                                              result(disconnect_results),
                                              error,
                                              bits("cause_code", 16),
                                              reserved("reserved_1"),
                                              text("call_statistic", 128)};
extern constexpr Protocol pptp_disconnect =
    control("PPTPCallDisconnectNotify", "PPTP Call Disconnect Notify", disconnect_fields, numbered<13>);

static constexpr Field wan_error_fields[] = {len(40),
                                             kind,
                                             cookie,
                                             message(14),
                                             zero,
                                             peer_call_id,
                                             reserved("reserved_1"),
                                             bits("crc_errors", 32),
                                             bits("framing_errors", 32),
                                             bits("hardware_overruns", 32),
                                             bits("buffer_overruns", 32),
                                             bits("time_out_errors", 32),
                                             bits("alignment_errors", 32)};
extern constexpr Protocol pptp_wan_error =
    control("PPTPWANErrorNotify", "PPTP WAN Error Notify", wan_error_fields, numbered<14>);

static constexpr Field link_fields[] = {len(24),
                                        kind,
                                        cookie,
                                        message(15),
                                        zero,
                                        peer_call_id,
                                        reserved("reserved_1"),
                                        reserved("send_accm", 32),
                                        reserved("receive_accm", 32)};
extern constexpr Protocol pptp_link_info =
    control("PPTPSetLinkInfo", "PPTP Set Link Info", link_fields, numbered<15>);

// ---- over TCP ----

extern constexpr StreamRule pptp_stream = {.protocol = "PPTP", .octets = 2};

}  // namespace pkttest::protocols
