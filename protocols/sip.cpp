// SIP (RFC 3261): requests and responses, a field for every header of its section 20.
#include <fmt/format.h>

#include <array>
#include <concepts>
#include <utility>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/header_lines.h"

namespace pkttest::protocols {

/// RFC 3261, 3262, 3311, 3428, 3515, 3903, 6086 and 6665.
static constexpr std::string_view methods[] = {"INVITE",  "ACK",   "BYE",       "CANCEL", "REGISTER",
                                               "OPTIONS", "PRACK", "SUBSCRIBE", "NOTIFY", "PUBLISH",
                                               "INFO",    "REFER", "MESSAGE",   "UPDATE"};

static const Protocol* guess(const Layer& layer) {
    const std::string_view line = first_line(layer.payload());
    if (is_request_line(line, "SIP", methods)) return find_protocol("SIPRequest");
    return find_protocol(is_status_line(line, "SIP") ? "SIPResponse" : "Raw");
}
/// The reference leaves what comes to port 5060 as octets: `bind_layers(UDP, SIP, dport=5060)` reads it.
static constexpr Carrier carriers[] = {{"UDP", "dport", 5060, down}, {"TCP", "dport", 5060, down}};
extern constexpr Protocol sip = {
    .name = "SIP", .title = "Session Initiation Protocol", .carried_by = carriers, .guess_payload = guess};
static_assert(well_formed(sip));

static void hash(const Layer& layer, std::string& out) { out += octets_in(layer, "Call_ID"); }
static constexpr Carrier below[] = {{"SIP", down}};

/// The headers of section 20, in both kinds of message.
static constexpr Field headers[] = {joined_lines("Via"),
                                    header_line("Max_Forwards"),
                                    header_line("From"),
                                    header_line("To"),
                                    header_line("Call_ID"),
                                    header_line("CSeq"),
                                    joined_lines("Contact"),
                                    joined_lines("Accept"),
                                    joined_lines("Accept_Encoding"),
                                    joined_lines("Accept_Language"),
                                    joined_lines("Alert_Info"),
                                    joined_lines("Allow"),
                                    header_line("Authentication_Info"),
                                    header_line("Authorization"),
                                    joined_lines("Call_Info"),
                                    header_line("Content_Disposition"),
                                    joined_lines("Content_Encoding"),
                                    joined_lines("Content_Language"),
                                    header_line("Content_Type"),
                                    header_line("Date"),
                                    joined_lines("Error_Info"),
                                    header_line("Expires"),
                                    joined_lines("In_Reply_To"),
                                    header_line("MIME_Version"),
                                    header_line("Min_Expires"),
                                    header_line("Organization"),
                                    header_line("Priority"),
                                    header_line("Proxy_Authenticate"),
                                    header_line("Proxy_Authorization"),
                                    joined_lines("Proxy_Require"),
                                    joined_lines("Record_Route"),
                                    header_line("Reply_To"),
                                    joined_lines("Require"),
                                    header_line("Retry_After"),
                                    joined_lines("Route"),
                                    header_line("Server"),
                                    header_line("Subject"),
                                    joined_lines("Supported"),
                                    header_line("Timestamp"),
                                    joined_lines("Unsupported"),
                                    header_line("User_Agent"),
                                    header_line("WWW_Authenticate"),
                                    joined_lines("Warning"),
                                    payload_count("Content_Length"),
                                    other_headers("Unknown_Headers")};
/// The parts of the first line, and the headers behind them.
template <std::same_as<Field>... Parts>
static constexpr auto behind(Parts... parts) {
    return [&]<std::size_t... i>(std::index_sequence<i...>) { return std::array{parts..., headers[i]...}; }
    (std::make_index_sequence<std::size(headers)>());
}

static constexpr auto request_fields =
    behind(line_part("Method", 0, "OPTIONS"), line_part("Request_URI", 1, "sip:localhost"),
           line_part("SIP_Version", 2, "SIP/2.0"));
extern constexpr Protocol sip_request = {.name = "SIPRequest",
                                         .title = "SIP request",
                                         .fields = request_fields,
                                         .carried_by = below,
                                         .summary =
                                             [](const Layer& layer) {
                                                 return fmt::format("SIP {} {}", octets_in(layer, "Method"),
                                                                    octets_in(layer, "Request_URI"));
                                             },
                                         .hashret = hash,
                                         .post_build = write_payload_count,
                                         .header_size = header_lines_size};
static_assert(well_formed(sip_request));

static constexpr auto response_fields =
    behind(line_part("SIP_Version", 0, "SIP/2.0"), line_part("Status_Code", 1, "200"),
           line_part("Reason_Phrase", 2, "OK"));
/// A response is of its request's call and number in it (RFC 3261, 8.1.3.5 and 17.1.3).
static bool answers_request(const Layer& answer, const Layer& request) {
    return request.is("SIPRequest") && answer.get("Call_ID") == request.get("Call_ID") &&
           answer.get("CSeq") == request.get("CSeq");
}
extern constexpr Protocol sip_response = {.name = "SIPResponse",
                                          .title = "SIP response",
                                          .fields = response_fields,
                                          .carried_by = below,
                                          .summary =
                                              [](const Layer& layer) {
                                                  return fmt::format("SIP {} {}",
                                                                     octets_in(layer, "Status_Code"),
                                                                     octets_in(layer, "Reason_Phrase"));
                                              },
                                          .hashret = hash,
                                          .answers = answers_request,
                                          .post_build = write_payload_count,
                                          .header_size = header_lines_size};
static_assert(well_formed(sip_response));

}  // namespace pkttest::protocols
