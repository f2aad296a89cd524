// Wireless LAN frames (IEEE 802.11-2020, 9.2 and 9.3): the header, with and without the frame check sequence,
// and QoS control.
#include <fmt/format.h>

#include <array>

#include "framework/packet/address.h"
#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

// ---- names -------------------------------------------------------------------------------------------

static constexpr Name types[] = {{0, "Management"}, {1, "Control"}, {2, "Data"}, {3, "Extension"}};
static constexpr Name management[] = {{0, "Association Request"},
                                      {1, "Association Response"},
                                      {2, "Reassociation Request"},
                                      {3, "Reassociation Response"},
                                      {4, "Probe Request"},
                                      {5, "Probe Response"},
                                      {6, "Timing Advertisement"},
                                      {8, "Beacon"},
                                      {9, "ATIM"},
                                      {10, "Disassociation"},
                                      {11, "Authentication"},
                                      {12, "Deauthentication"},
                                      {13, "Action"},
                                      {14, "Action No Ack"}};
static constexpr Name control[] = {{2, "Trigger"},
                                   {3, "TACK"},
                                   {4, "Beamforming Report Poll"},
                                   {5, "VHT/HE NDP Announcement"},
                                   {6, "Control Frame Extension"},
                                   {7, "Control Wrapper"},
                                   {8, "Block Ack Request"},
                                   {9, "Block Ack"},
                                   {10, "PS-Poll"},
                                   {11, "RTS"},
                                   {12, "CTS"},
                                   {13, "Ack"},
                                   {14, "CF-End"},
                                   {15, "CF-End+CF-Ack"}};
static constexpr Name data[] = {{0, "Data"},
                                {1, "Data+CF-Ack"},
                                {2, "Data+CF-Poll"},
                                {3, "Data+CF-Ack+CF-Poll"},
                                {4, "Null (no data)"},
                                {5, "CF-Ack (no data)"},
                                {6, "CF-Poll (no data)"},
                                {7, "CF-Ack+CF-Poll (no data)"},
                                {8, "QoS Data"},
                                {9, "QoS Data+CF-Ack"},
                                {10, "QoS Data+CF-Poll"},
                                {11, "QoS Data+CF-Ack+CF-Poll"},
                                {12, "QoS Null (no data)"},
                                {14, "QoS CF-Poll (no data)"},
                                {15, "QoS CF-Ack+CF-Poll (no data)"}};
static constexpr Name extension[] = {{0, "DMG Beacon"}, {1, "S1G Beacon"}};
static constexpr std::span<const Name> subtypes[] = {management, control, data, extension};

/// All of them: what a subtype means depends on the type.
static constexpr auto every_subtype = [] {
    std::array<Name, std::size(management) + std::size(control) + std::size(data) + std::size(extension)>
        out{};
    std::size_t at = 0;
    for (const auto names : subtypes)
        for (const Name& name : names) out[at++] = name;
    return out;
}();

static constexpr Name extensions[] = {{2, "Poll"},    {3, "SPR"},          {4, "Grant"},
                                      {5, "DMG CTS"}, {6, "DMG DTS"},      {7, "Grant Ack"},
                                      {8, "SSW"},     {9, "SSW-Feedback"}, {10, "SSW-Ack"}};
static constexpr std::uint64_t to_ds = 0x01, from_ds = 0x02, protected_frame = 0x40, order = 0x80;
static constexpr Name frame_flags[] = {
    {to_ds, "to-DS"}, {from_ds, "from-DS"},           {0x04, "MF"},    {0x08, "retry"}, {0x10, "pw-mgt"},
    {0x20, "MD"},     {protected_frame, "protected"}, {order, "order"}};

// ---- which fields are there --------------------------------------------------------------------------

static std::uint64_t kind_of(const Layer& layer) {
    return layer.integer("type") << 4 | layer.integer("subtype");
}
static bool is_extended(const Layer& layer) { return kind_of(layer) == (1u << 4 | 6); }
static bool has_transmitter(const Layer& layer) {
    constexpr unsigned control_frames = 0xcf70;  // By subtype; 9.3.1.
    const std::uint64_t type = layer.integer("type");
    return type != 3 && (type != 1 || (control_frames >> layer.integer("subtype") & 1) != 0);
}
static bool has_third(const Layer& layer) {
    const std::uint64_t type = layer.integer("type");
    return type == 0 || type == 2 || (is_extended(layer) && layer.integer("cfe") == 6);
}
static bool has_fourth(const Layer& layer) {
    return layer.integer("type") == 2 && (~layer.integer("FCfield") & (to_ds | from_ds)) == 0;
}

/// The flags are an octet; half of one in control frame extensions, whose lower half is `cfe`.
static constexpr Field whole_flags = flags("FCfield", 8, 0, frame_flags);
static const char* decode_flags(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::size_t at = cursor.bit;
    if (const char* reason = flags_shape.decode(whole_flags, layer, cursor, out)) return reason;
    if (!is_extended(layer)) return nullptr;
    cursor.bit = at + 4;
    out = Value(static_cast<Integer>(read_bits(cursor.data, at, 4, false) << 4));
    (void)field;
    return nullptr;
}
static void encode_flags(const Field&, const Layer& layer, const Value& internal, BitWriter& out) {
    Integer value = 0;
    internal.to_integer(value);
    const auto octet = static_cast<UnsignedInteger>(value);
    is_extended(layer) ? out.put(octet >> 4, 4) : out.put(octet, 8);
}
static const char* skip_flags(const Field&, const Layer& layer, Cursor& cursor) {
    if (cursor.octets_left() == 0) return "the layer ends inside a field";
    cursor.bit += is_extended(layer) ? 4 : 8;
    return nullptr;
}
static constexpr Shape frame_flags_shape = {
    .name = "flags",
    .skip = skip_flags,
    .decode = decode_flags,
    .encode = encode_flags,
    .normalize = [](const Field&, const Value& in,
                    Value& internal) { return flags_shape.normalize(whole_flags, in, internal); },
    .human = [](const Field&, const Value& value) { return flags_shape.human(whole_flags, value); },
    .represent = [](const Field&, const Value& value) { return flags_shape.represent(whole_flags, value); },
    .random = [](const Field&) { return flags_shape.random(whole_flags); }};

// ---- what addresses stand for (9.3.2.1, table 9-26) ------------------------------------------------------

static std::string_view role_in_data(const Layer& layer, int address) {
    const std::uint64_t flags = layer.integer("FCfield");
    const bool to = (flags & to_ds) != 0, from = (flags & from_ds) != 0;
    const auto upper = address > 2 ? layer.above() : std::nullopt;
    const bool has_several = upper && upper->is("Dot11QoS") && upper->integer("A_MSDU_Present") != 0;
    switch (address) {
        case 1:
            return !to ? "RA=DA" : from ? "RA" : "RA=BSSID";
        case 2:
            return !from ? "TA=SA" : to ? "TA" : "TA=BSSID";
        case 3:
            return has_several ? "BSSID" : to ? "DA" : from ? "SA" : "BSSID";
        default:
            return !to ? "" : has_several || from ? "BSSID" : "SA";
    }
}
/// The role of addr1 to addr4; empty where it has none.
static std::string_view role_of(const Layer& layer, int address) {
    static constexpr std::string_view management_roles[] = {"RA=DA", "TA=SA", "BSSID/STA", ""},
                                      control_roles[] = {"RA", "TA", "", ""},
                                      slot_roles[] = {"RA", "NAV-SA", "NAV-DA", ""},
                                      extension_roles[] = {"BSSID", "", "", ""};
    const auto at = static_cast<std::size_t>(address - 1);
    if (is_extended(layer) && layer.integer("cfe") == 6) return slot_roles[at];
    switch (layer.integer("type")) {
        case 0:
            return management_roles[at];
        case 1:
            return control_roles[at];
        case 2:
            return role_in_data(layer, address);
        default:
            return extension_roles[at];
    }
}
static std::string with_role(const Layer& layer, std::uint64_t address, int number) {
    const std::string_view role = role_of(layer, number);
    return role.empty() ? mac_text(address) : fmt::format("{} ({})", mac_text(address), role);
}
template <int number>
static std::string_view address_and_role(const Layer& layer, std::uint64_t address) {
    return shown(with_role(layer, address, number));
}
static std::string_view name_of_subtype(const Layer& layer, std::uint64_t value) {
    for (const Name& one : subtypes[layer.integer("type")])
        if (one.value == value) return one.name;
    return {};
}

static Integer check_sequence(const Layer& layer) {
    const auto header = layer.header();
    return crc32({header.data(), header.size() + layer.payload().size()});
}

static constexpr Field with_check_sequence[] = {
    enumeration("subtype", 4, 0, every_subtype, {.input_names = true, .name_by = name_of_subtype}),
    enumeration("type", 2, 0, types),
    bits("proto", 2),
    custom("FCfield", frame_flags_shape, 0),
    enumeration("cfe", 4, 0, extensions, {.when = when(is_extended)}),
    bits("ID", 16, 0, {.little_endian = true}),
    mac("addr1", "00:00:00:00:00:00", {.name_by = address_and_role<1>}),
    mac("addr2", "00:00:00:00:00:00", {.when = when(has_transmitter), .name_by = address_and_role<2>}),
    mac("addr3", "00:00:00:00:00:00", {.when = when(has_third), .name_by = address_and_role<3>}),
    bits("SC", 16, 0, {.when = no_bit("type", 1), .little_endian = true}),
    mac("addr4", "00:00:00:00:00:00", {.when = when(has_fourth), .name_by = address_and_role<4>}),
    bits("fcs", 32, {}, {.compute = check_sequence, .little_endian = true, .hex = true}),
};

// ---- what it carries, says and answers -----------------------------------------------------------------

/// The head of a protected payload: of 4 octets at least, as in WEP (12.3.2).
static const Protocol* protected_head(const Layer& frame, const Layer& layer) {
    const bool is_protected = (frame.integer("FCfield") & protected_frame) != 0;
    if (!is_protected) return nullptr;
    return find_protocol(layer.payload().size() < 4 ? "Raw" : "Dot11Encrypted");
}

static const Protocol* guess(const Layer& layer) {
    const std::uint64_t kind = kind_of(layer);
    if (kind >> 3 == (2u << 1 | 1) && kind != (2u << 4 | 13)) return find_protocol("Dot11QoS");
    return protected_head(layer, layer);
}

static std::string summarize(const Layer& layer) {
    const auto address = [&](std::string_view field) {
        const std::string text = layer.text(field);
        return text.empty() ? with_role(layer, 0, field == "addr1" ? 1 : 2) : text;
    };
    return fmt::format("802.11 {} {} {} > {}", layer.text("type"), layer.text("subtype"), address("addr2"),
                       address("addr1"));
}

/// Responses of management go to whom the request came from; data is answered above.
static bool dot11_answers(const Layer& answer, const Layer& request) {
    if (!request.is("Dot11") && !request.is("Dot11FCS")) return false;
    if (answer.integer("type") == 2) return payload_answers(answer, request);
    if (answer.integer("type") != 0 || answer.integer("addr1") != request.integer("addr2")) return false;
    const std::uint64_t asked = request.integer("subtype"), said = answer.integer("subtype");
    if (asked == 11) return said == 11 && payload_answers(answer, request);
    return (asked == 0 || asked == 2 || asked == 4) && said == asked + 1;
}

static constexpr Carrier carriers[] = {{"PrismHeader"}, {"RadioTap", down}};
static constexpr Carrier payloads[] = {{"LLC", "type", 2}};
extern constexpr Protocol dot11 = {.name = "Dot11",
                                   .title = "802.11",
                                   .fields = std::span(with_check_sequence).first(11),
                                   .carried_by = carriers,
                                   .payloads = payloads,
                                   .guess_payload = guess,
                                   .summary = summarize,
                                   .answers = dot11_answers};
static_assert(well_formed(dot11));

static constexpr Carrier fcs_carriers[] = {{"RadioTap", {"present", 2}, {"Flags", 16}, down}};
extern constexpr Protocol dot11_fcs = {.name = "Dot11FCS",
                                       .title = "802.11-FCS",
                                       .fields = with_check_sequence,
                                       .carried_by = fcs_carriers,
                                       .payloads = payloads,
                                       .trailer = 4,
                                       .guess_payload = guess,
                                       .summary = summarize,
                                       .answers = dot11_answers};
static_assert(well_formed(dot11_fcs));

// ---- QoS control (9.2.4.5) and HT control (9.2.4.6) -----------------------------------------------------

static bool has_high_throughput(const Layer& layer) {
    const auto lower = layer.below();
    return lower && lower->protocol().name.starts_with("Dot11") && (lower->integer("FCfield") & order) != 0;
}
static constexpr Field qos_fields[] = {
    bits("A_MSDU_Present", 1),
    bits("Ack_Policy", 2),
    bits("EOSP", 1),
    bits("TID", 4),
    bits("TXOP", 8),
    bits("HTC", 32, 0, {.when = when(has_high_throughput), .little_endian = true, .hex = true})};

/// An aggregate of MSDUs has addresses and lengths of its own, no LLC header.
static const Protocol* guess_service_data(const Layer& layer) {
    const auto lower = layer.below();
    if (lower && lower->protocol().name.starts_with("Dot11"))
        if (const Protocol* head = protected_head(*lower, layer)) return head;
    const auto payload = layer.payload();
    const bool is_llc = !payload.empty() && payload[0] == 0xaa;
    return layer.integer("A_MSDU_Present") != 0 && !is_llc ? find_protocol("Raw") : nullptr;
}
static constexpr Carrier qos_carriers[] = {{"Dot11", {"type", 2}, {"subtype", 12}, down},
                                           {"Dot11FCS", {"type", 2}, {"subtype", 12}, down}};
extern constexpr Protocol dot11_qos = {.name = "Dot11QoS",
                                       .title = "802.11 QoS",
                                       .fields = qos_fields,
                                       .carried_by = qos_carriers,
                                       .carries = "LLC",
                                       .guess_payload = guess_service_data};
static_assert(well_formed(dot11_qos));

}  // namespace pkttest::protocols
