// HTTP/1 (RFC 9110, RFC 9112): requests and responses, a field for every header that is in use.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/header_lines.h"

namespace pkttest::protocols {

static constexpr std::string_view methods[] = {"OPTIONS", "GET",   "HEAD",    "POST", "PUT",
                                               "DELETE",  "TRACE", "CONNECT", "PATCH"};

static const Protocol* guess(const Layer& layer) {
    const auto octets = layer.payload();
    const bool may_begin = !octets.empty() && octets[0] >= 'A' && octets[0] <= 'Z';
    const std::string_view line = may_begin ? first_line(octets) : std::string_view();
    if (is_request_line(line, "HTTP", methods)) return find_protocol("HTTPRequest");
    return find_protocol(is_status_line(line, "HTTP") ? "HTTPResponse" : "Raw");
}
static constexpr Carrier carriers[] = {{"TCP", {"sport", 80}, {"dport", 80}, down},
                                       {"TCP", "sport", 80, up},
                                       {"TCP", "dport", 80, up},
                                       {"TCP", "sport", 8080, up},
                                       {"TCP", "dport", 8080, up}};
extern constexpr Protocol http = {
    .name = "HTTP", .title = "HTTP 1", .carried_by = carriers, .guess_payload = guess, .is_flat = true};
static_assert(well_formed(http));

static void hash(const Layer&, std::string& out) { out += "HTTP1"; }
static constexpr Carrier below[] = {{"HTTP", down}};

static constexpr Field request_fields[] = {
    line_part("Method", 0, "GET"),
    line_part("Path", 1, "/"),
    line_part("Http_Version", 2, "HTTP/1.1"),
    header_line("A_IM"),
    header_line("Accept"),
    header_line("Accept_Charset"),
    header_line("Accept_Datetime"),
    header_line("Accept_Encoding"),
    header_line("Accept_Language"),
    header_line("Access_Control_Request_Headers"),
    header_line("Access_Control_Request_Method"),
    header_line("Authorization"),
    header_line("Cache_Control"),
    header_line("Connection"),
    payload_count("Content_Length"),
    header_line("Content_MD5"),
    header_line("Content_Type"),
    header_line("Cookie"),
    header_line("DNT"),
    header_line("Date"),
    header_line("Expect"),
    header_line("Forwarded"),
    header_line("From"),
    header_line("Front_End_Https"),
    header_line("HTTP2_Settings"),
    header_line("Host"),
    header_line("If_Match"),
    header_line("If_Modified_Since"),
    header_line("If_None_Match"),
    header_line("If_Range"),
    header_line("If_Unmodified_Since"),
    header_line("Keep_Alive"),
    header_line("Max_Forwards"),
    header_line("Origin"),
    header_line("Permanent"),
    header_line("Pragma"),
    header_line("Proxy_Authorization"),
    header_line("Proxy_Connection"),
    header_line("Range"),
    header_line("Referer"),
    header_line("Save_Data"),
    header_line("TE"),
    header_line("Upgrade"),
    header_line("Upgrade_Insecure_Requests"),
    header_line("User_Agent"),
    header_line("Via"),
    header_line("Warning"),
    header_line("X_ATT_DeviceId"),
    header_line("X_Correlation_ID"),
    header_line("X_Csrf_Token"),
    header_line("X_Forwarded_For"),
    header_line("X_Forwarded_Host"),
    header_line("X_Forwarded_Proto"),
    header_line("X_Http_Method_Override"),
    header_line("X_Request_ID"),
    header_line("X_Requested_With"),
    header_line("X_UIDH"),
    header_line("X_Wap_Profile"),
    other_headers("Unknown_Headers"),
};
extern constexpr Protocol http_request = {.name = "HTTPRequest",
                                          .title = "HTTP Request",
                                          .fields = request_fields,
                                          .carried_by = below,
                                          .summary =
                                              [](const Layer& layer) {
                                                  return fmt::format(
                                                      "{} {} ", octets_in(layer, "Method"),
                                                      represent(Value(octets_in(layer, "Path"))));
                                              },
                                          .hashret = hash,
                                          .post_build = write_payload_count,
                                          .header_size = header_lines_size};
static_assert(well_formed(http_request));

static constexpr Field response_fields[] = {
    line_part("Http_Version", 0, "HTTP/1.1"),
    line_part("Status_Code", 1, "200"),
    line_part("Reason_Phrase", 2, "OK"),
    header_line("Accept_Patch"),
    header_line("Accept_Ranges"),
    header_line("Access_Control_Allow_Credentials"),
    header_line("Access_Control_Allow_Headers"),
    header_line("Access_Control_Allow_Methods"),
    header_line("Access_Control_Allow_Origin"),
    header_line("Access_Control_Expose_Headers"),
    header_line("Access_Control_Max_Age"),
    header_line("Age"),
    header_line("Allow"),
    header_line("Alt_Svc"),
    header_line("Cache_Control"),
    header_line("Connection"),
    header_line("Content_Disposition"),
    header_line("Content_Encoding"),
    header_line("Content_Language"),
    payload_count("Content_Length"),
    header_line("Content_Location"),
    header_line("Content_MD5"),
    header_line("Content_Range"),
    header_line("Content_Security_Policy"),
    header_line("Content_Type"),
    header_line("Date"),
    header_line("Delta_Base"),
    header_line("ETag"),
    header_line("Expires"),
    header_line("IM"),
    header_line("Keep_Alive"),
    header_line("Last_Modified"),
    header_line("Link"),
    header_line("Location"),
    header_line("P3P"),
    header_line("Permanent"),
    header_line("Pragma"),
    header_line("Proxy_Authenticate"),
    header_line("Public_Key_Pins"),
    header_line("Refresh"),
    header_line("Retry_After"),
    header_line("Server"),
    header_line("Set_Cookie"),
    header_line("Status"),
    header_line("Strict_Transport_Security"),
    header_line("Timing_Allow_Origin"),
    header_line("Tk"),
    header_line("Trailer"),
    header_line("Transfer_Encoding"),
    header_line("Upgrade"),
    header_line("Vary"),
    header_line("Via"),
    header_line("WWW_Authenticate"),
    header_line("Warning"),
    header_line("X_Content_Duration"),
    header_line("X_Content_Security_Policy"),
    header_line("X_Content_Type_Options"),
    header_line("X_Correlation_ID"),
    header_line("X_Frame_Options"),
    header_line("X_Powered_By"),
    header_line("X_Request_ID"),
    header_line("X_UA_Compatible"),
    header_line("X_WebKit_CSP"),
    header_line("X_XSS_Protection"),
    other_headers("Unknown_Headers"),
};
extern constexpr Protocol http_response = {
    .name = "HTTPResponse",
    .title = "HTTP Response",
    .fields = response_fields,
    .carried_by = below,
    .summary =
        [](const Layer& layer) {
            return fmt::format("{} {}", octets_in(layer, "Status_Code"), octets_in(layer, "Reason_Phrase"));
        },
    .hashret = hash,
    .answers = [](const Layer&, const Layer& request) { return request.is("HTTPRequest"); },
    .post_build = write_payload_count,
    .header_size = header_lines_size};
static_assert(well_formed(http_response));

}  // namespace pkttest::protocols
