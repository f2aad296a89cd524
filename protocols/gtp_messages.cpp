// GTP version 1's messages (3GPP TS 29.060, 7.2 to 7.5): lists of information elements.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

static constexpr Field elements[] = {layers("IE_list", "IE_NotImplementedTLV", {.extent = rest()})};

/// Messages by their type; `sequenced` ones set the flag that brings the sequence number.
template <std::uint64_t type>
static constexpr Carrier of_type[] = {{"GTPHeader", "gtp_type", type}, {"GTP_U_Header", "gtp_type", type}};
template <std::uint64_t type>
static constexpr Carrier sequenced[] = {{"GTPHeader", {"gtp_type", type}, {"S", 1}},
                                        {"GTP_U_Header", {"gtp_type", type}, {"S", 1}}};

static constexpr Protocol message(std::string_view name, std::string_view title,
                                  std::span<const Carrier> carriers) {
    return checked({.name = name, .title = title, .fields = elements, .carried_by = carriers});
}
/// The answer to the message of that name.
template <const Protocol& request>
static bool answers(const Layer&, const Layer& asked) {
    return asked.is(request.name);
}
template <const Protocol& request>
static constexpr Protocol reply(std::string_view name, std::string_view title,
                                std::span<const Carrier> carriers) {
    Protocol out = message(name, title, carriers);
    out.answers = answers<request>;
    return out;
}

extern constexpr Protocol gtp_echo_request = {
    .name = "GTPEchoRequest", .title = "GTP Echo Request", .carried_by = sequenced<1>};
extern constexpr Protocol gtp_echo_response =
    reply<gtp_echo_request>("GTPEchoResponse", "GTP Echo Response", sequenced<2>);
extern constexpr Protocol gtp_create_request =
    message("GTPCreatePDPContextRequest", "GTP Create PDP Context Request", of_type<16>);
extern constexpr Protocol gtp_create_response =
    reply<gtp_create_request>("GTPCreatePDPContextResponse", "GTP Create PDP Context Response", of_type<17>);
extern constexpr Protocol gtp_update_request =
    message("GTPUpdatePDPContextRequest", "GTP Update PDP Context Request", of_type<18>);
extern constexpr Protocol gtp_update_response =
    reply<gtp_update_request>("GTPUpdatePDPContextResponse", "GTP Update PDP Context Response", of_type<19>);
extern constexpr Protocol gtp_delete_request =
    message("GTPDeletePDPContextRequest", "GTP Delete PDP Context Request", of_type<20>);
extern constexpr Protocol gtp_delete_response =
    reply<gtp_delete_request>("GTPDeletePDPContextResponse", "GTP Delete PDP Context Response", of_type<21>);
extern constexpr Protocol gtp_notification_request =
    message("GTPPDUNotificationRequest", "GTP PDU Notification Request", of_type<27>);
extern constexpr Protocol gtp_extensions_notification =
    message("GTPSupportedExtensionHeadersNotification", "GTP Supported Extension Headers Notification",
            sequenced<31>);

static constexpr Carrier error_carriers[] = {{"GTP_U_Header", {"gtp_type", 26}, {"S", 1}}};
extern constexpr Protocol gtp_error_indication =
    message("GTPErrorIndication", "GTP Error Indication", error_carriers);

}  // namespace pkttest::protocols
