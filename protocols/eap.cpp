// EAP (RFC 3748) and its methods: MD5, TLS (RFC 5216), TTLS (RFC 5281), PEAP, FAST (RFC 4851), Cisco's LEAP.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr std::uint64_t request_code = 1, response_code = 2;
static constexpr std::uint64_t identity_type = 1, nak_type = 3, expanded_type = 254;

static constexpr Name codes[] = {{1, "Request"}, {2, "Response"}, {3, "Success"},
                                 {4, "Failure"}, {5, "Initiate"}, {6, "Finish"}};
/// IANA, EAP method types.
static constexpr Name types[] = {
    {0, "Reserved"},
    {1, "Identity"},
    {2, "Notification"},
    {3, "Legacy Nak"},
    {4, "MD5-Challenge"},
    {5, "One-Time Password (OTP)"},
    {6, "Generic Token Card (GTC)"},
    {7, "Allocated - RFC3748"},
    {8, "Allocated - RFC3748"},
    {9, "RSA Public Key Authentication"},
    {10, "DSS Unilateral"},
    {11, "KEA"},
    {12, "KEA-VALIDATE"},
    {13, "EAP-TLS"},
    {14, "Defender Token (AXENT)"},
    {15, "RSA Security SecurID EAP"},
    {16, "Arcot Systems EAP"},
    {17, "EAP-Cisco Wireless"},
    {18, "GSM Subscriber Identity Modules (EAP-SIM)"},
    {19, "SRP-SHA1"},
    {20, "Unassigned"},
    {21, "EAP-TTLS"},
    {22, "Remote Access Service"},
    {23, "EAP-AKA Authentication"},
    {24, "EAP-3Com Wireless"},
    {25, "PEAP"},
    {26, "MS-EAP-Authentication"},
    {27, "Mutual Authentication w/Key Exchange (MAKE)"},
    {28, "CRYPTOCard"},
    {29, "EAP-MSCHAP-V2"},
    {30, "DynamID"},
    {31, "Rob EAP"},
    {32, "Protected One-Time Password"},
    {33, "MS-Authentication-TLV"},
    {34, "SentriNET"},
    {35, "EAP-Actiontec Wireless"},
    {36, "Cogent Systems Biometrics Authentication EAP"},
    {37, "AirFortress EAP"},
    {38, "EAP-HTTP Digest"},
    {39, "SecureSuite EAP"},
    {40, "DeviceConnect EAP"},
    {41, "EAP-SPEKE"},
    {42, "EAP-MOBAC"},
    {43, "EAP-FAST"},
    {44, "ZoneLabs EAP (ZLXEAP)"},
    {45, "EAP-Link"},
    {46, "EAP-PAX"},
    {47, "EAP-PSK"},
    {48, "EAP-SAKE"},
    {49, "EAP-IKEv2"},
    {50, "EAP-AKA"},
    {51, "EAP-GPSK"},
    {52, "EAP-pwd"},
    {53, "EAP-EKE Version 1"},
    {54, "EAP Method Type for PT-EAP"},
    {55, "TEAP"},
    {254, "Reserved for the Expanded Type"},
    {255, "Experimental"},
};
static constexpr Field type(int number, const Extra& extra = {}) {
    return enumeration("type", 8, number, types, extra);
}
static constexpr Field code = enumeration("code", 8, 1, codes);
static constexpr Field id = bits("id", 8);
static constexpr Field whole_len = bits("len", 16, {.compute = whole_octets});

/// Success and failure have no type.
static bool has_type(const Layer& layer) {
    const std::uint64_t number = layer.integer("code");
    return number != 3 && number != 4;
}
template <std::uint64_t wanted_code, std::uint64_t wanted_type>
static bool is_message(const Layer& layer) {
    return layer.integer("code") == wanted_code && layer.integer("type") == wanted_type;
}

static std::string summarize(const Layer& layer) {
    std::string out = fmt::format("EAP {} {}", layer.text("code"),
                                  layer.text("type").empty() ? "Reserved" : layer.text("type"));
    return is_message<response_code, identity_type>(layer) ? out + " " + layer.text("identity") : out;
}
/// A response has the request's identifier and its type, or says Nak; success and failure end a response
/// (RFC 3748, 4.1 and 4.2).
static bool answers_eap(const Layer& answer, const Layer& request) {
    if (find_field(request.protocol(), "code") == nullptr || answer.integer("id") != request.integer("id"))
        return false;
    const std::uint64_t number = answer.integer("code"), kind = answer.integer("type");
    if (number == request_code) return false;
    if (number != response_code) return request.integer("code") == response_code;
    return request.integer("code") == request_code &&
           (kind == request.integer("type") || kind == nak_type || kind == expanded_type);
}

static constexpr Field auth_type = enumeration("auth_type", 8, 0, types);
static constexpr Extent behind_type = octets_from("len", 1, -5);
static constexpr Field fields[] = {
    enumeration("code", 8, 4, codes),
    id,
    whole_len,
    type(0, {.when = when(has_type)}),
    list("desired_auth_types", auth_type,
         {.when = when(is_message<response_code, nak_type>), .extent = behind_type}),
    octets("identity", "", {.when = when(is_message<response_code, identity_type>), .extent = behind_type}),
    octets("message", "", {.when = when(is_message<request_code, identity_type>), .extent = behind_type}),
};
static constexpr Carrier carriers[] = {{"EAPOL", "type", 0}, {"PPP", "proto", 0xc227}};
static constexpr Carrier carriers_down[] = {{"EAPOL", "type", 0, down}, {"PPP", "proto", 0xc227, down}};
extern constexpr Protocol eap = {.name = "EAP",
                                 .title = "Extensible Authentication Protocol",
                                 .shown = "EAP",
                                 .fields = fields,
                                 .carried_by = carriers,
                                 .payload_size = no_payload,
                                 .summary = summarize,
                                 .answers = answers_eap};
static_assert(well_formed(eap));

/// A method has requests and responses of its type.
template <std::uint64_t number>
static constexpr Carrier method[] = {{"EAP", {"code", request_code}, {"type", number}},
                                     {"EAP", {"code", response_code}, {"type", number}}};
static constexpr Protocol make(std::string_view name, std::string_view title, std::span<const Field> table,
                               std::span<const Carrier> of) {
    return {.name = name,
            .title = title,
            .fields = table,
            .carried_by = carriers_down,
            .variant_of = of,
            .payload_size = no_payload,
            .summary = summarize,
            .answers = answers_eap};
}

static std::int64_t name_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("len")) -
           static_cast<std::int64_t>(layer.integer("value_size")) - 6;
}
static constexpr Field md5_fields[] = {
    code,
    id,
    whole_len,
    type(4),
    bits("value_size", 8, {.length_of = {"value"}}),
    octets("value", "", {.extent = octets_from("value_size"), .hex = true}),
    octets("optional_name", "", {.extent = octets_by(name_octets), .hex = true}),
};
extern constexpr Protocol eap_md5 = make("EAP_MD5", "EAP-MD5", md5_fields, method<4>);
static_assert(well_formed(eap_md5));

// ---- methods that carry TLS: the message's whole length comes with its first fragment ---------------

static std::int64_t tls_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("len")) - 6 -
           4 * static_cast<std::int64_t>(layer.integer("L"));
}
static constexpr Field length_included = bits("L", 1);
static constexpr Field more_fragments = bits("M", 1);
static constexpr Field start = bits("S", 1);
static constexpr Extra with_length{.when = equals("L", 1)};
static constexpr Extra fragment{.extent = octets_by(tls_octets), .hex = true};

static constexpr Field tls_fields[] = {
    code,
    id,
    whole_len,
    type(13),
    length_included,
    more_fragments,
    start,
    bits("reserved", 5),
    bits("tls_message_len", 32, 0, with_length),
    octets("tls_data", "", fragment),
};
extern constexpr Protocol eap_tls = make("EAP_TLS", "EAP-TLS", tls_fields, method<13>);
static_assert(well_formed(eap_tls));

static constexpr Field ttls_fields[] = {
    code,
    id,
    whole_len,
    type(21),
    length_included,
    more_fragments,
    start,
    bits("reserved", 2),
    bits("version", 3),
    bits("message_len", 32, 0, with_length),
    octets("data", "", fragment),
};
extern constexpr Protocol eap_ttls = make("EAP_TTLS", "EAP-TTLS", ttls_fields, method<21>);
static_assert(well_formed(eap_ttls));

static constexpr Field peap_fields[] = {
    code,
    id,
    whole_len,
    type(25),
    length_included,
    more_fragments,
    start,
    bits("reserved", 3),
    bits("version", 2, 1),
    bits("tls_message_len", 32, 0, with_length),
    octets("tls_data", "", fragment),
};
extern constexpr Protocol eap_peap = make("EAP_PEAP", "PEAP", peap_fields, method<25>);
static_assert(well_formed(eap_peap));

static constexpr Field fast_fields[] = {
    code,
    id,
    whole_len,
    type(43),
    length_included,
    more_fragments,
    start,
    bits("reserved", 2),
    bits("version", 3),
    bits("message_len", 32, 0, with_length),
    octets("data", "", fragment),
};
extern constexpr Protocol eap_fast = make("EAP_FAST", "EAP-FAST", fast_fields, method<43>);
static_assert(well_formed(eap_fast));

static std::int64_t username_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("len")) -
           static_cast<std::int64_t>(layer.integer("count")) - 8;
}
static constexpr Field leap_fields[] = {
    code,
    id,
    whole_len,
    type(17),
    bits("version", 8, 1),
    bits("unused", 8, 0, {.hex = true}),
    bits("count", 8, {.length_of = {"challenge_response"}}),
    octets("challenge_response", "", {.extent = octets_from("count"), .hex = true}),
    octets("username", "", {.extent = octets_by(username_octets)}),
};
extern constexpr Protocol leap = make("LEAP", "Cisco LEAP", leap_fields, method<17>);
static_assert(well_formed(leap));

}  // namespace pkttest::protocols
