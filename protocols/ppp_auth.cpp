// Authentication over PPP: PAP (RFC 1334) and CHAP (RFC 1994).
#include "framework/packet/plain_text.h"
#include "protocols/ppp.h"

namespace pkttest::protocols {

static constexpr Field data = octets("data", "", {.extent = octets_from("len", 1, -4)});

// ---- PAP ---------------------------------------------------------------------------------------------

static constexpr Name pap_codes[] = {
    {1, "Authenticate-Request"}, {2, "Authenticate-Ack"}, {3, "Authenticate-Nak"}};
static constexpr Carrier pap_carriers[] = {{"PPP", "proto", 0xc023}};
static constexpr Carrier pap_down[] = {{"PPP", "proto", 0xc023, down}};

static constexpr Field pap_fields[] = {control_code(1, pap_codes), control_id, control_len, data};
extern constexpr Protocol pap = {.name = "PPP_PAP",
                                 .title = "PPP Password Authentication Protocol",
                                 .fields = pap_fields,
                                 .carried_by = pap_carriers,
                                 .payload_size = no_payload};
static_assert(well_formed(pap));

static std::string summarize_request(const Layer& layer) {
    return fmt::format("PAP-Request username={} password={}", layer.text("username"), layer.text("password"));
}
static constexpr Field request_fields[] = {
    control_code(1, pap_codes),
    control_id,
    control_len,
    bits("username_len", 8, {.length_of = {"username"}}),
    octets("username", Default(), {.extent = octets_from("username_len")}),
    bits("passwd_len", 8, {.length_of = {"password"}}),
    octets("password", Default(), {.extent = octets_from("passwd_len")}),
};
static constexpr Carrier request_of[] = {{"PPP_PAP", "code", 1}};
extern constexpr Protocol pap_request = {.name = "PPP_PAP_Request",
                                         .title = "PPP Password Authentication Protocol",
                                         .fields = request_fields,
                                         .carried_by = pap_down,
                                         .variant_of = request_of,
                                         .payload_size = no_payload,
                                         .summary = summarize_request};
static_assert(well_formed(pap_request));

static std::string summarize_response(const Layer& layer) {
    const bool ack = layer.integer("code") == 2;
    return fmt::format("PAP-{}{}", ack ? "Ack" : "Nak",
                       layer.integer("msg_len") > 0 ? " msg=" + layer.text("message") : "");
}
static bool answers_request(const Layer& answer, const Layer& request) {
    return request.is("PPP_PAP_Request") && answer.integer("id") == request.integer("id");
}
static constexpr Field response_fields[] = {
    control_code(2, pap_codes),
    control_id,
    control_len,
    bits("msg_len", 8, {.length_of = {"message"}}),
    octets("message", "", {.extent = octets_from("msg_len")}),
};
static constexpr Carrier response_of[] = {{"PPP_PAP", "code", 2}, {"PPP_PAP", "code", 3}};
extern constexpr Protocol pap_response = {.name = "PPP_PAP_Response",
                                          .title = "PPP Password Authentication Protocol",
                                          .fields = response_fields,
                                          .carried_by = pap_down,
                                          .variant_of = response_of,
                                          .payload_size = no_payload,
                                          .summary = summarize_response,
                                          .answers = answers_request};
static_assert(well_formed(pap_response));

// ---- CHAP --------------------------------------------------------------------------------------------

static constexpr Name chap_codes[] = {{1, "Challenge"}, {2, "Response"}, {3, "Success"}, {4, "Failure"}};
static constexpr Carrier chap_carriers[] = {{"PPP", "proto", 0xc223}};
static constexpr Carrier chap_down[] = {{"PPP", "proto", 0xc223, down}};

static std::string summarize_chap(const Layer& layer) {
    const std::uint64_t code = layer.integer("code");
    if (code != 3 && code != 4) return {};
    return fmt::format("CHAP {} message={}", code == 3 ? "Success" : "Failure", layer.text("data"));
}
/// Success or failure follows a response, a response a challenge.
static bool answers_response(const Layer& answer, const Layer& request) {
    return request.is("PPP_CHAP_ChallengeResponse") && answers_code(answer, request, 2, 1u << 3 | 1u << 4);
}
static bool answers_challenge(const Layer& answer, const Layer& request) {
    return request.is("PPP_CHAP_ChallengeResponse") && answers_code(answer, request, 1, 1u << 2);
}
static constexpr Field chap_fields[] = {control_code(1, chap_codes), control_id, control_len, data};
extern constexpr Protocol chap = {.name = "PPP_CHAP",
                                  .title = "PPP Challenge Handshake Authentication Protocol",
                                  .fields = chap_fields,
                                  .carried_by = chap_carriers,
                                  .payload_size = no_payload,
                                  .summary = summarize_chap,
                                  .answers = answers_response};
static_assert(well_formed(chap));

static std::string summarize_challenge(const Layer& layer) {
    const Value octets = layer.get("value");
    const std::string value = octets.octets() != nullptr ? hex_digits(*octets.octets()) : std::string();
    return fmt::format("CHAP {}=0x{} optional_name={}", layer.integer("code") == 1 ? "challenge" : "response",
                       value, layer.text("optional_name"));
}
static std::int64_t name_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("len")) -
           static_cast<std::int64_t>(layer.integer("value_size")) - 5;
}
static constexpr Field challenge_fields[] = {
    control_code(1, chap_codes),
    control_id,
    control_len,
    bits("value_size", 8, {.length_of = {"value"}}),
    octets("value", std::string_view("\0\0\0\0\0\0\0\0", 8),
           {.extent = octets_from("value_size"), .hex = true}),
    octets("optional_name", "", {.extent = octets_by(name_octets)}),
};
static constexpr Carrier challenge_of[] = {{"PPP_CHAP", "code", 1}, {"PPP_CHAP", "code", 2}};
extern constexpr Protocol chap_challenge = {.name = "PPP_CHAP_ChallengeResponse",
                                            .title = "PPP Challenge Handshake Authentication Protocol",
                                            .fields = challenge_fields,
                                            .carried_by = chap_down,
                                            .variant_of = challenge_of,
                                            .payload_size = no_payload,
                                            .summary = summarize_challenge,
                                            .answers = answers_challenge};
static_assert(well_formed(chap_challenge));

}  // namespace pkttest::protocols
