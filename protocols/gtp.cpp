// GTP, version 1 (3GPP TS 29.060, TS 29.281): control and user plane headers, extension headers, the PDU
// session container (TS 38.415, 5.5.2); and version 2's header (TS 29.274, 5.1).
#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr std::uint64_t no_more = 0, udp_port = 0x40, session_container = 0x85, pdcp_number = 0xc0;
static constexpr std::uint64_t user_data = 255;
static constexpr Name extension_types[] = {{no_more, "No more extension headers"},
                                           {1, "Reserved"},
                                           {2, "Reserved"},
                                           {udp_port, "UDP Port"},
                                           {session_container, "PDU Session Container"},
                                           {pdcp_number, "PDCP PDU Number"},
                                           {0xc1, "Reserved"},
                                           {0xc2, "Reserved"}};
static constexpr Name message_types[] = {{1, "echo_request"},
                                         {2, "echo_response"},
                                         {16, "create_pdp_context_req"},
                                         {17, "create_pdp_context_res"},
                                         {18, "update_pdp_context_req"},
                                         {19, "update_pdp_context_resp"},
                                         {20, "delete_pdp_context_req"},
                                         {21, "delete_pdp_context_res"},
                                         {26, "error_indication"},
                                         {27, "pdu_notification_req"},
                                         {31, "supported_extension_headers_notification"},
                                         {254, "end_marker"},
                                         {user_data, "g_pdu"}};

/// One of the three flags brings all three fields (TS 29.281, 5.1).
static bool has_options(const Layer& layer) {
    return (layer.integer("E") | layer.integer("S") | layer.integer("PN")) != 0;
}
static Integer length(const Layer& layer) { return whole_octets(layer) - 8; }
static constexpr Field next_ex = enumeration("next_ex", 8, 0, extension_types);

static constexpr Field fields[] = {
    bits("version", 3, 1),
    bits("PT", 1, 1),
    bits("reserved", 1),
    bits("E", 1),
    bits("S", 1),
    bits("PN", 1),
    enumeration("gtp_type", 8, 0, message_types),
    bits("length", 16, {.compute = length}),
    bits("teid", 32),
    bits("seq", 16, 0, {.when = when(has_options), .hex = true}),
    bits("npdu", 8, 0, {.when = when(has_options)}),
    enumeration("next_ex", 8, 0, extension_types, {.when = when(has_options)}),
};

/// A user's packet begins with its own version; what is no IP is PPP.
static const Protocol* user_packet(const Layer& layer) {
    const int first = payload_octet(layer, 0);
    if (first < 0) return nullptr;
    return find_protocol(first >> 4 == 6 ? "IPv6" : first >= 0x45 && first <= 0x4f ? "IP" : "PPP");
}
/// What stands behind a header that names its next extension.
static const Protocol* behind(const Layer& layer, std::uint64_t next) {
    switch (next) {
        case udp_port:
            return find_protocol("GTP_UDPPort_ExtensionHeader");
        case session_container:
            return find_protocol("GTPPDUSessionContainer");
        case pdcp_number:
            return find_protocol("GTP_PDCP_PDU_ExtensionHeader");
        case no_more:
            break;
        default:
            return find_protocol("Raw");
    }
    const auto header = layer.is("GTP_U_Header") ? layer : layer.below("GTP_U_Header");
    return header && header->integer("gtp_type") == user_data ? user_packet(layer) : nullptr;
}
static const Protocol* behind_header(const Layer& layer) {
    return behind(layer, layer.integer("E") != 0 ? layer.integer("next_ex") : no_more);
}
static const Protocol* behind_extension(const Layer& layer) {
    return behind(layer, layer.integer("next_ex"));
}

static bool answers_message(const Layer& answer, const Layer& request) {
    const std::uint64_t sequence = answer.integer("seq");
    return find_field(request.protocol(), "teid") != nullptr &&
           answer.integer("version") == request.integer("version") &&
           (sequence == 0 || sequence == request.integer("seq")) && payload_answers(answer, request);
}
static void hash_message(const Layer& layer, std::string& out) {
    const std::uint64_t sequence = layer.integer("seq");
    out += static_cast<char>(layer.integer("version"));
    if (sequence != 0) out.append({static_cast<char>(sequence), static_cast<char>(sequence >> 8)});
    add_payload_hashret(layer, out);
}

static constexpr Carrier control_carriers[] = {
    {"UDP", {"dport", 2123}, {"sport", 2123}, down}, {"UDP", "dport", 2123, up}, {"UDP", "sport", 2123, up}};
extern constexpr Protocol gtp = {.name = "GTPHeader",
                                 .title = "GPRS tunnelling, control plane",
                                 .shown = "GTP-C Header",
                                 .fields = fields,
                                 .carried_by = control_carriers,
                                 .guess_payload = behind_header,
                                 .hashret = hash_message,
                                 .answers = answers_message};
static_assert(well_formed(gtp));

static constexpr Carrier user_carriers[] = {
    {"UDP", {"dport", 2152}, {"sport", 2152}, down}, {"UDP", "dport", 2152, up}, {"UDP", "sport", 2152, up}};
static constexpr Carrier user_of[] = {{"GTPHeader", {"version", 1}, {"gtp_type", 26}},
                                      {"GTPHeader", {"version", 1}, {"gtp_type", 254}},
                                      {"GTPHeader", {"version", 1}, {"gtp_type", user_data}}};
static constexpr Carrier user_payloads[] = {{"IP", "gtp_type", user_data, down},
                                            {"IPv6", "gtp_type", user_data, down},
                                            {"PPP", "gtp_type", user_data, down}};
extern constexpr Protocol gtp_user = {.name = "GTP_U_Header",
                                      .title = "GPRS tunnelling, user plane",
                                      .shown = "GTP-U Header",
                                      .fields = fields,
                                      .carried_by = user_carriers,
                                      .payloads = user_payloads,
                                      .variant_of = user_of,
                                      .guess_payload = behind_header,
                                      .hashret = hash_message,
                                      .answers = answers_message};
static_assert(well_formed(gtp_user));

// ---- extension headers (TS 29.281, 5.2) ----------------------------------------------------------------

static constexpr Field udp_port_fields[] = {bits("length", 8, 1), bits("udp_port", 16), next_ex};
static constexpr Carrier udp_port_carriers[] = {{"GTPHeader", {"E", 1}, {"next_ex", udp_port}, down},
                                                {"GTP_U_Header", {"E", 1}, {"next_ex", udp_port}, down}};
extern constexpr Protocol gtp_udp_port = {.name = "GTP_UDPPort_ExtensionHeader",
                                          .title = "GTP extension: UDP port",
                                          .shown = "GTP_UDPPort_ExtensionHeader",
                                          .fields = udp_port_fields,
                                          .carried_by = udp_port_carriers,
                                          .guess_payload = behind_extension};
static_assert(well_formed(gtp_udp_port));

static constexpr Field pdcp_fields[] = {bits("length", 8, 1), bits("pdcp_pdu", 16), next_ex};
static constexpr Carrier pdcp_carriers[] = {{"GTPHeader", {"E", 1}, {"next_ex", pdcp_number}, down},
                                            {"GTP_U_Header", {"E", 1}, {"next_ex", pdcp_number}, down}};
extern constexpr Protocol gtp_pdcp = {.name = "GTP_PDCP_PDU_ExtensionHeader",
                                      .title = "GTP extension: PDCP PDU number",
                                      .shown = "GTP_PDCP_PDU_ExtensionHeader",
                                      .fields = pdcp_fields,
                                      .carried_by = pdcp_carriers,
                                      .guess_payload = behind_extension};
static_assert(well_formed(gtp_pdcp));

// ---- the PDU session container -------------------------------------------------------------------------

static constexpr std::uint64_t downlink = 0, uplink = 1;
static constexpr Name container_types[] = {{downlink, "DL PDU SESSION INFORMATION"},
                                           {uplink, "UL PDU SESSION INFORMATION"}};
/// A part of one direction's form that a bit announces.
enum class Bit { qmp, snp, ppp, downlink_delay, uplink_delay, n3n9_delay };
static constexpr std::string_view bit_names[] = {"QMP",        "SNP",        "PPP",
                                                 "dlDelayInd", "ulDelayInd", "N3N9DelayInd"};
template <std::uint64_t direction, Bit bit>
static constexpr When announced = when([](const Layer& layer) {
    return layer.integer("type") == direction && layer.integer(bit_names[static_cast<int>(bit)]) != 0;
});
static constexpr Field part(std::string_view name, std::uint16_t width, When there, bool hex = true) {
    return bits(name, width, 0, {.when = there, .hex = hex});
}

/// Octets before the padding: all fields that are there.
static std::size_t octets_before(const Layer& layer, std::string_view name) {
    std::size_t width = 0;
    for (const Field& field : layer.protocol().fields) {
        if (field.name == name) break;
        if (!field.conditional() || holds(field.when, layer)) width += field.width;
    }
    return width / 8;
}
/// The next extension's type stands in the last octet of a multiple of 4 (TS 29.281, 5.2.1).
static std::int64_t padding_octets(const Layer& layer) {
    const std::size_t before = octets_before(layer, "padding") + 1;
    const std::size_t all = std::max<std::size_t>(layer.integer("ExtHdrLen") * 4, before);
    return static_cast<std::int64_t>(all - before);
}
static const char* skip_padding(const Field& field, const Layer& layer, Cursor& cursor) {
    return octets_shape.skip(field, layer, cursor);
}
static const char* decode_padding(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    return octets_shape.decode(field, layer, cursor, out);
}
/// Zeros as needed where nothing else is asked for.
static void encode_padding(const Field& field, const Layer& layer, const Value& value, BitWriter& out) {
    if (value.octets() != nullptr && !value.octets()->empty())
        return octets_shape.encode(field, layer, value, out);
    out.put_octets(std::string((4 - (octets_before(layer, field.name) + 1) % 4) % 4, '\0'));
}
static constexpr Shape padding_shape = based_on<octets_shape>({
    .name = "padding",
    .skip = skip_padding,
    .decode = decode_padding,
    .encode = encode_padding,
    .random = [](const Field&) { return Value(Bytes{}); },
});

static constexpr Field container_fields[] = {
    bits("ExtHdrLen", 8, {.compute = [](const Layer& layer) { return header_octets(layer) / 4; }}),
    enumeration("type", 4, downlink, container_types),
    bits("QMP", 1),
    part("dlDelayInd", 1, equals("type", uplink), false),
    part("ulDelayInd", 1, equals("type", uplink), false),
    bits("SNP", 1),
    part("N3N9DelayInd", 1, equals("type", uplink), false),
    part("spareUl1", 1, equals("type", uplink)),
    part("spareDl1", 2, equals("type", downlink)),
    part("PPP", 1, equals("type", downlink), false),
    part("RQI", 1, equals("type", downlink), false),
    bits("QFI", 6),
    part("PPI", 3, announced<downlink, Bit::ppp>),
    part("spareDl2", 5, announced<downlink, Bit::ppp>),
    part("dlSendTime", 64, announced<downlink, Bit::qmp>),
    part("dlQFISeqNum", 24, announced<downlink, Bit::snp>),
    part("dlSendTimeRpt", 64, announced<uplink, Bit::qmp>),
    part("dlRecvTime", 64, announced<uplink, Bit::qmp>),
    part("ulSendTime", 64, announced<uplink, Bit::qmp>),
    part("dlDelayRslt", 32, announced<uplink, Bit::downlink_delay>),
    part("ulDelayRslt", 32, announced<uplink, Bit::uplink_delay>),
    part("UlQFISeqNum", 24, announced<uplink, Bit::snp>),
    part("N3N9DelayRslt", 32, announced<uplink, Bit::n3n9_delay>),
    custom("padding", padding_shape, {}, {.extent = octets_by(padding_octets)}),
    enumeration("NextExtHdr", 8, 0, extension_types),
};
static constexpr Carrier container_carriers[] = {
    {"GTP_U_Header", {"E", 1}, {"gtp_type", user_data}, {"next_ex", session_container}, down}};
static constexpr Alias container_aliases[] = {
    {"qmp", "QMP"}, {"P", "PPP"}, {"R", "RQI"}, {"extraPadding", "padding"}};
extern constexpr Protocol gtp_container = {
    .name = "GTPPDUSessionContainer",
    .title = "GTP PDU Session Container",
    .fields = container_fields,
    .carried_by = container_carriers,
    .aliases = container_aliases,
    .guess_payload = [](const Layer& layer) { return behind(layer, layer.integer("NextExtHdr")); },
};
static_assert(well_formed(gtp_container));

// ---- version 2 -----------------------------------------------------------------------------------------

static Integer length_v2(const Layer& layer) { return whole_octets(layer) - 4; }
static constexpr Field fields_v2[] = {
    bits("version", 3, 2),
    bits("P", 1, 1),
    bits("T", 1, 1),
    bits("MP", 1),
    bits("SPARE1", 1),
    bits("SPARE2", 1),
    bits("gtp_type", 8),
    bits("length", 16, {.compute = length_v2}),
    bits("teid", 32, 0, {.when = equals("T", 1), .hex = true}),
    bits("seq", 24),
    bits("msg_priority", 4),
    bits("SPARE3", 4),
};
static constexpr Carrier of_version_2[] = {{"GTPHeader", "version", 2}};
extern constexpr Protocol gtp_v2 = {.name = "GTPv2Header",
                                    .title = "GPRS tunnelling, control plane, version 2",
                                    .fields = fields_v2,
                                    .variant_of = of_version_2};
static_assert(well_formed(gtp_v2));

}  // namespace pkttest::protocols
