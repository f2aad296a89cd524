// TFTP (RFC 1350) with options (RFC 2347).
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name operations[] = {{1, "RRQ"}, {2, "WRQ"},   {3, "DATA"},
                                      {4, "ACK"}, {5, "ERROR"}, {6, "OACK"}};
static constexpr Name errors[] = {{0, "Not defined"},
                                  {1, "File not found"},
                                  {2, "Access violation"},
                                  {3, "Disk full or allocation exceeded"},
                                  {4, "Illegal TFTP operation"},
                                  {5, "Unknown transfer ID"},
                                  {6, "File already exists"},
                                  {7, "No such user"},
                                  {8, "Terminate transfer due to option negotiation"}};
static constexpr std::string_view beside_udp[] = {"UDP"};

static constexpr Field fields[] = {enumeration("op", 16, 1, operations)};
static constexpr Carrier carriers[] = {{"UDP", "dport", 69}};
extern constexpr Protocol tftp = checked({.name = "TFTP",
                                          .title = "Trivial File Transfer Protocol",
                                          .shown = "TFTP opcode",
                                          .fields = fields,
                                          .carried_by = carriers});

/// What a request asks for is answered by its first block, its acknowledgement or its options.
static bool asks(const Layer& layer) { return layer.is("TFTP_RRQ") || layer.is("TFTP_WRQ"); }
static bool answers_nothing(const Layer&, const Layer&) { return false; }

static constexpr Field request_fields[] = {octets("filename", "", {.extent = until(0)}),
                                           octets("mode", "octet", {.extent = until(0)})};
static constexpr Carrier read_carriers[] = {{"TFTP", "op", 1}}, write_carriers[] = {{"TFTP", "op", 2}};
extern constexpr Protocol tftp_rrq =
    checked({.name = "TFTP_RRQ",
             .title = "TFTP Read Request",
             .fields = request_fields,
             .carried_by = read_carriers,
             .summary = [](const Layer& layer) { return "RRQ " + layer.text("filename"); },
             .summary_needs = beside_udp,
             .answers = answers_nothing});
extern constexpr Protocol tftp_wrq =
    checked({.name = "TFTP_WRQ",
             .title = "TFTP Write Request",
             .fields = request_fields,
             .carried_by = write_carriers,
             .summary = [](const Layer& layer) { return "WRQ " + layer.text("filename"); },
             .summary_needs = beside_udp,
             .answers = answers_nothing});

static constexpr Field block_fields[] = {bits("block", 16)};
static constexpr Carrier data_carriers[] = {{"TFTP", "op", 3}}, ack_carriers[] = {{"TFTP", "op", 4}};
/// A block follows the acknowledgement of the one before, the first one the request.
static bool data_answers(const Layer& layer, const Layer& request) {
    const std::uint64_t before = (layer.integer("block") - 1) & 0xffff;
    return (request.is("TFTP_RRQ") && before == 0) ||
           (request.is("TFTP_ACK") && request.integer("block") == before);
}
static bool ack_answers(const Layer& layer, const Layer& request) {
    if (request.is("TFTP_DATA")) return layer.integer("block") == request.integer("block");
    return (asks(request) || request.is("TFTP_OACK")) && layer.integer("block") == 0;
}
extern constexpr Protocol tftp_data =
    checked({.name = "TFTP_DATA",
             .title = "TFTP data",
             .shown = "TFTP Data",
             .fields = block_fields,
             .carried_by = data_carriers,
             .summary = [](const Layer& layer) { return "DATA " + layer.text("block"); },
             .summary_needs = beside_udp,
             .answers = data_answers});
extern constexpr Protocol tftp_ack =
    checked({.name = "TFTP_ACK",
             .title = "TFTP acknowledgement",
             .shown = "TFTP Ack",
             .fields = block_fields,
             .carried_by = ack_carriers,
             .summary = [](const Layer& layer) { return "ACK " + layer.text("block"); },
             .summary_needs = beside_udp,
             .answers = ack_answers});

static std::string error_summary(const Layer& layer) {
    return fmt::format("ERROR {}: {}", layer.text("errorcode"), layer.text("errormsg"));
}
static constexpr Field error_fields[] = {enumeration("errorcode", 16, 0, errors),
                                         octets("errormsg", "", {.extent = until(0)})};
static constexpr Carrier error_carriers[] = {{"TFTP", "op", 5}};
extern constexpr Protocol tftp_error =
    checked({.name = "TFTP_ERROR",
             .title = "TFTP error",
             .shown = "TFTP Error",
             .fields = error_fields,
             .carried_by = error_carriers,
             .summary = error_summary,
             .summary_needs = beside_udp,
             .answers = [](const Layer&, const Layer& request) {
                 return asks(request) || request.is("TFTP_DATA") || request.is("TFTP_ACK");
             }});

static constexpr Carrier oack_carriers[] = {{"TFTP", "op", 6}};
extern constexpr Protocol tftp_oack =
    checked({.name = "TFTP_OACK",
             .title = "TFTP Option Ack",
             .carried_by = oack_carriers,
             .answers = [](const Layer&, const Layer& request) { return asks(request); }});

static constexpr Field option_fields[] = {octets("oname", "", {.extent = until(0)}),
                                          octets("value", "", {.extent = until(0)})};
extern constexpr Protocol tftp_option = checked({.name = "TFTP_Option",
                                                 .title = "TFTP option",
                                                 .shown = "TFTP_Option",
                                                 .fields = option_fields,
                                                 .payload_size = no_payload});

static constexpr Field options_fields[] = {layers("options", "TFTP_Option", {.extent = rest()})};
static constexpr Carrier options_carriers[] = {{"TFTP_RRQ"}, {"TFTP_WRQ"}, {"TFTP_OACK"}};
extern constexpr Protocol tftp_options = checked({.name = "TFTP_Options",
                                                  .title = "TFTP options",
                                                  .shown = "TFTP_Options",
                                                  .fields = options_fields,
                                                  .carried_by = options_carriers});

}  // namespace pkttest::protocols
