// PPP's Link Control Protocol (RFC 1661, 5) and its options (RFC 1661, 6; RFC 1570).
#include "protocols/computed.h"
#include "protocols/ppp.h"

namespace pkttest::protocols {

// ---- options -----------------------------------------------------------------------------------------

static constexpr Name option_types[] = {{1, "Maximum-Receive-Unit"},
                                        {2, "Async-Control-Character-Map"},
                                        {3, "Authentication-protocol"},
                                        {4, "Quality-protocol"},
                                        {5, "Magic-number"},
                                        {7, "Protocol-Field-Compression"},
                                        {8, "Address-and-Control-Field-Compression"},
                                        {13, "Callback"}};
static constexpr Field type(Default code) { return enumeration("type", 8, code, option_types); }
static constexpr Field len = bits("len", 8, {.compute = header_octets});

static constexpr Field option_fields[] = {type({}), len,
                                          octets("data", {}, {.extent = octets_from("len", 1, -2)})};
extern constexpr Protocol lcp_option = {
    .name = "PPP_LCP_Option", .title = "PPP LCP Option", .fields = option_fields, .payload_size = no_payload};
static_assert(well_formed(lcp_option));

static constexpr Field mru_fields[] = {type(1), bits("len", 8, 4), bits("max_recv_unit", 16, 1500)};
static constexpr Carrier mru_of[] = {{"PPP_LCP_Option", "type", 1}};
extern constexpr Protocol lcp_mru = {.name = "PPP_LCP_MRU_Option",
                                     .title = "PPP LCP Option",
                                     .fields = mru_fields,
                                     .variant_of = mru_of,
                                     .payload_size = no_payload};
static_assert(well_formed(lcp_mru));

static constexpr Field accm_fields[] = {type(2), bits("len", 8, 6), bits("accm", 32)};
static constexpr Carrier accm_of[] = {{"PPP_LCP_Option", "type", 2}};
extern constexpr Protocol lcp_accm = {.name = "PPP_LCP_ACCM_Option",
                                      .title = "PPP LCP Option",
                                      .fields = accm_fields,
                                      .variant_of = accm_of,
                                      .payload_size = no_payload};
static_assert(well_formed(lcp_accm));

static constexpr Name authentications[] = {{0xc023, "Password authentication protocol"},
                                           {0xc223, "Challenge-response authentication protocol"},
                                           {0xc227, "PPP Extensible authentication protocol"}};
static constexpr Name algorithms[] = {{5, "MD5"}, {6, "SHA1"}, {128, "MS-CHAP"}, {129, "MS-CHAP-v2"}};
static constexpr Field auth_fields[] = {
    type(3),
    len,
    enumeration("auth_protocol", 16, 0xc023, authentications),
    octets("data", "", {.when = differs("auth_protocol", 0xc223), .extent = octets_from("len", 1, -4)}),
    enumeration("algorithm", 8, 5, algorithms, {.when = equals("auth_protocol", 0xc223)}),
};
static constexpr Carrier auth_of[] = {{"PPP_LCP_Option", "type", 3}};
extern constexpr Protocol lcp_auth = {.name = "PPP_LCP_Auth_Protocol_Option",
                                      .title = "PPP LCP Option",
                                      .fields = auth_fields,
                                      .variant_of = auth_of,
                                      .payload_size = no_payload};
static_assert(well_formed(lcp_auth));

static constexpr Name qualities[] = {{0xc025, "Link Quality Report"}};
static constexpr Field quality_fields[] = {type(4), len,
                                           enumeration("quality_protocol", 16, 0xc025, qualities),
                                           octets("data", "", {.extent = octets_from("len", 1, -4)})};
static constexpr Carrier quality_of[] = {{"PPP_LCP_Option", "type", 4}};
extern constexpr Protocol lcp_quality = {.name = "PPP_LCP_Quality_Protocol_Option",
                                         .title = "PPP LCP Option",
                                         .fields = quality_fields,
                                         .variant_of = quality_of,
                                         .payload_size = no_payload};
static_assert(well_formed(lcp_quality));

static constexpr Field magic_fields[] = {type(5), bits("len", 8, 6), bits("magic_number", 32, Default())};
static constexpr Carrier magic_of[] = {{"PPP_LCP_Option", "type", 5}};
extern constexpr Protocol lcp_magic = {.name = "PPP_LCP_Magic_Number_Option",
                                       .title = "PPP LCP Option",
                                       .fields = magic_fields,
                                       .variant_of = magic_of,
                                       .payload_size = no_payload};
static_assert(well_formed(lcp_magic));

static constexpr Name operations[] = {{0, "Location determined by user authentication"},
                                      {1, "Dialing string"},
                                      {2, "Location identifier"},
                                      {3, "E.164 number"},
                                      {4, "Distinguished name"}};
static constexpr Field callback_fields[] = {type(13), len, enumeration("operation", 8, 0, operations),
                                            octets("message", "", {.extent = octets_from("len", 1, -3)})};
static constexpr Carrier callback_of[] = {{"PPP_LCP_Option", "type", 13}};
extern constexpr Protocol lcp_callback = {.name = "PPP_LCP_Callback_Option",
                                          .title = "PPP LCP Option",
                                          .fields = callback_fields,
                                          .variant_of = callback_of,
                                          .payload_size = no_payload};
static_assert(well_formed(lcp_callback));

// ---- packets -----------------------------------------------------------------------------------------

static constexpr Field code(int initial) {
    return control_code(initial, std::span<const Name>(control_codes).first(11));
}
static std::string summarize(const Layer& layer) { return "LCP " + layer.text("code"); }
static constexpr Carrier carriers[] = {{"PPP", "proto", 0xc021}};
static constexpr Carrier down_carriers[] = {{"PPP", "proto", 0xc021, down}};

static constexpr Field fields[] = {code(5), control_id, control_len,
                                   octets("data", "", {.extent = octets_from("len", 1, -4)})};
extern constexpr Protocol lcp = {.name = "PPP_LCP",
                                 .title = "PPP Link Control Protocol",
                                 .fields = fields,
                                 .carried_by = carriers,
                                 .payload_size = no_payload,
                                 .summary = summarize};
static_assert(well_formed(lcp));

static constexpr Field configure_fields[] = {
    code(1), control_id, control_len,
    layers("options", "PPP_LCP_Option", {.extent = octets_from("len", 1, -4)})};
static constexpr Carrier configure_of[] = {
    {"PPP_LCP", "code", 1}, {"PPP_LCP", "code", 2}, {"PPP_LCP", "code", 3}, {"PPP_LCP", "code", 4}};
extern constexpr Protocol lcp_configure = {.name = "PPP_LCP_Configure",
                                           .title = "PPP Link Control Protocol",
                                           .fields = configure_fields,
                                           .carried_by = down_carriers,
                                           .variant_of = configure_of,
                                           .payload_size = no_payload,
                                           .summary = summarize,
                                           .answers = answers_configure};
static_assert(well_formed(lcp_configure));

static bool answers_terminate(const Layer& answer, const Layer& request) {
    return request.is("PPP_LCP_Terminate") && answers_code(answer, request, 5, 1u << 6);
}
static constexpr Carrier terminate_of[] = {{"PPP_LCP", "code", 5}, {"PPP_LCP", "code", 6}};
extern constexpr Protocol lcp_terminate = {.name = "PPP_LCP_Terminate",
                                           .title = "PPP Link Control Protocol",
                                           .fields = fields,
                                           .carried_by = down_carriers,
                                           .variant_of = terminate_of,
                                           .payload_size = no_payload,
                                           .summary = summarize,
                                           .answers = answers_terminate};
static_assert(well_formed(lcp_terminate));

static constexpr Field code_reject_fields[] = {
    code(7), control_id, control_len,
    layer("rejected_packet", "PPP_LCP", {.extent = octets_from("len", 1, -4), .unbroken = true})};
static constexpr Carrier code_reject_of[] = {{"PPP_LCP", "code", 7}};
extern constexpr Protocol lcp_code_reject = {.name = "PPP_LCP_Code_Reject",
                                             .title = "PPP Link Control Protocol",
                                             .fields = code_reject_fields,
                                             .carried_by = down_carriers,
                                             .variant_of = code_reject_of,
                                             .payload_size = no_payload,
                                             .summary = summarize};
static_assert(well_formed(lcp_code_reject));

static constexpr Field protocol_reject_fields[] = {
    code(8), control_id, control_len, enumeration("rejected_protocol", 16, Default(), ppp_protocols),
    layer("rejected_information", "Raw", {.extent = octets_from("len", 1, -6)})};
static constexpr Carrier protocol_reject_of[] = {{"PPP_LCP", "code", 8}};
extern constexpr Protocol lcp_protocol_reject = {.name = "PPP_LCP_Protocol_Reject",
                                                 .title = "PPP Link Control Protocol",
                                                 .fields = protocol_reject_fields,
                                                 .carried_by = down_carriers,
                                                 .variant_of = protocol_reject_of,
                                                 .payload_size = no_payload,
                                                 .summary = summarize};
static_assert(well_formed(lcp_protocol_reject));

static constexpr Field discard_fields[] = {code(11), control_id, control_len,
                                           bits("magic_number", 32, Default()),
                                           octets("data", "", {.extent = octets_from("len", 1, -8)})};
static constexpr Carrier discard_of[] = {{"PPP_LCP", "code", 11}};
extern constexpr Protocol lcp_discard = {.name = "PPP_LCP_Discard_Request",
                                         .title = "PPP Link Control Protocol",
                                         .fields = discard_fields,
                                         .carried_by = down_carriers,
                                         .variant_of = discard_of,
                                         .payload_size = no_payload,
                                         .summary = summarize};
static_assert(well_formed(lcp_discard));

static constexpr Field echo_fields[] = {code(9), control_id, control_len, bits("magic_number", 32, Default()),
                                        octets("data", "", {.extent = octets_from("len", 1, -8)})};
static bool answers_echo(const Layer& answer, const Layer& request) {
    return request.is("PPP_LCP_Echo") && answers_code(answer, request, 9, 1u << 10);
}
static constexpr Carrier echo_of[] = {{"PPP_LCP", "code", 9}, {"PPP_LCP", "code", 10}};
extern constexpr Protocol lcp_echo = {.name = "PPP_LCP_Echo",
                                      .title = "PPP Link Control Protocol",
                                      .fields = echo_fields,
                                      .carried_by = down_carriers,
                                      .variant_of = echo_of,
                                      .payload_size = no_payload,
                                      .summary = summarize,
                                      .answers = answers_echo};
static_assert(well_formed(lcp_echo));

}  // namespace pkttest::protocols
