// Diameter by name: DiamReq("Device-Watchdog"), DiamAns(…) and AVP("Result-Code", val=2001) know numbers,
// flags and types.
#include <fmt/format.h>

#include "framework/packet/address.h"
#include "framework/packet/big_endian.h"
#include "framework/packet/packet.h"
#include "framework/packet/value_set.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/diameter.h"
#include "protocols/diameter_avps.h"

namespace pkttest::protocols {

struct Command {
    std::uint32_t code;
    std::string_view name;
    std::uint32_t application;
    std::uint8_t request_flags, answer_flags;
};
static constexpr Command commands[] = {{257, "Capabilities-Exchange", 0, 0x80, 0x00},
                                       {258, "Re-Auth", 0, 0xc0, 0x40},
                                       {260, "AA-Mobile-Node", 2, 0xc0, 0x40},
                                       {262, "Home-Agent-MIP", 2, 0xc0, 0x40},
                                       {265, "AA", 16777272, 0xc0, 0x40},
                                       {268, "Diameter-EAP", 16777272, 0xc0, 0x40},
                                       {271, "Accounting", 0, 0xc0, 0x40},
                                       {272, "Credit-Control", 4, 0xc0, 0x40},
                                       {274, "Abort-Session", 0, 0xc0, 0x40},
                                       {275, "Session-Termination", 0, 0xc0, 0x40},
                                       {280, "Device-Watchdog", 0, 0x80, 0x00},
                                       {282, "Disconnect-Peer", 0, 0x80, 0x00},
                                       {283, "User-Authorization", 6, 0xc0, 0x40},
                                       {284, "Server-Assignment", 6, 0xc0, 0x40},
                                       {285, "Location-Info", 6, 0xc0, 0x40},
                                       {286, "Multimedia-Auth", 6, 0xc0, 0x40},
                                       {287, "Registration-Termination", 6, 0xc0, 0x40},
                                       {288, "Push-Profile", 6, 0xc0, 0x40},
                                       {300, "User-Authorization", 16777216, 0xc0, 0x40},
                                       {301, "Server-Assignment", 16777216, 0xc0, 0x40},
                                       {302, "Location-Info", 16777216, 0xc0, 0x40},
                                       {303, "Multimedia-Auth", 16777216, 0xc0, 0x40},
                                       {304, "Registration-Termination", 16777216, 0xc0, 0x40},
                                       {305, "Push-Profile", 16777216, 0xc0, 0x40},
                                       {306, "User-Data", 16777217, 0xc0, 0x40},
                                       {307, "Profile-Update", 16777217, 0xc0, 0x40},
                                       {308, "Subscribe-Notifications", 16777217, 0xc0, 0x40},
                                       {309, "Push-Notification", 16777217, 0xc0, 0x40},
                                       {316, "Update-Location", 16777251, 0xc0, 0x40},
                                       {317, "Cancel-Location", 16777251, 0xc0, 0x40},
                                       {318, "Authentication-Information", 16777251, 0xc0, 0x40},
                                       {319, "Insert-Subscriber-Data", 16777251, 0xc0, 0x40},
                                       {320, "Delete-Subscriber-Data", 16777251, 0xc0, 0x40},
                                       {321, "Purge-UE", 16777251, 0xc0, 0x40},
                                       {322, "Reset", 16777251, 0xc0, 0x40},
                                       {323, "Notify", 16777251, 0xc0, 0x40},
                                       {324, "ME-Identity-Check", 16777252, 0xc0, 0x40},
                                       {325, "MIP6", 8, 0xc0, 0x40},
                                       {8388620, "Provide-Location", 16777255, 0xc0, 0x40},
                                       {8388621, "Location-Report", 16777255, 0xc0, 0x40},
                                       {8388622, "LCS-Routing-Info", 16777291, 0xc0, 0x40},
                                       {8388635, "Spending-Limit", 16777255, 0xc0, 0x40},
                                       {8388636, "Spending-Status-Notification", 16777255, 0xc0, 0x40},
                                       {8388638, "Update-VCSG-Location", 16777308, 0xc0, 0x40},
                                       {8388642, "Cancel-VCSG-Location", 16777308, 0xc0, 0x40}};

/// By number or by name, of which a beginning is enough; nullptr where there is none.
template <class Row>
static const Row* find_row(std::span<const Row> rows, const Value& id) {
    Integer code = -1;
    id.to_integer(code);
    for (const Row& row : rows)
        if (id.is_text() ? row.name.starts_with(*id.octets()) : row.code == code) return &row;
    return nullptr;
}
static const Command* command_of(const Layer& layer) { return find_row<Command>(commands, layer.get("cmd")); }
static const DiameterAvp* avp_of(const Layer& layer) {
    const Value id = layer.get("avpId");
    return find_row<DiameterAvp>(diameter_avps, id.is_none() ? layer.get("avpCode") : id);
}

// ---- what a name stands for: a field without octets, and numbers that follow from it ----------------

template <class Row, const auto& rows>
static std::optional<Problem> normalize_id(const Field& field, const Value& in, Value& internal) {
    Integer number = 0;
    if (in.to_integer(number) || (in.is_text() && find_row<Row>(rows, in) != nullptr))
        return internal = in, std::nullopt;
    Problem problem{fmt::format("{} knows no {}", field.name, represent(in)), {}, {}, {}};
    if (in.is_text()) problem.wrong = *in.octets();
    for (const Row& row : rows) problem.candidates.emplace_back(row.name);
    return problem;
}
template <class Row, const auto& rows>
static constexpr Shape id_shape = {
    .name = "name",
    .skip = [](const Field&, const Layer&, Cursor&) -> const char* { return nullptr; },
    .decode = [](const Field&, const Layer&, Cursor&, Value&) -> const char* { return nullptr; },
    .encode = [](const Field&, const Layer&, const Value&, BitWriter&) {},
    .normalize = normalize_id<Row, rows>,
    .human = [](const Field&, const Value& v) { return v; },
    .represent = [](const Field&, const Value& v) { return represent(v); },
    .random = [](const Field&) { return Value(rows[0].name); }};

/// A number that is the name's where none is told.
template <std::uint64_t (*meant)(const Layer&)>
static constexpr Shape meant_shape = {
    .name = "number",
    .skip = [](const Field& f, const Layer& l, Cursor& c) { return integer_shape.skip(f, l, c); },
    .decode = [](const Field& f, const Layer& l, Cursor& c,
                 Value& out) { return integer_shape.decode(f, l, c, out); },
    .encode = [](const Field& f, const Layer& l, const Value& v,
                 BitWriter& out) { integer_shape.encode(f, l, v.is_none() ? Value(meant(l)) : v, out); },
    .normalize = [](const Field& f, const Value& in,
                    Value& internal) { return integer_shape.normalize(f, in, internal); },
    .human = [](const Field& f, const Value& v) { return integer_shape.human(f, v); },
    .represent = [](const Field& f, const Value& v) { return integer_shape.represent(f, v); },
    .random = [](const Field& f) { return integer_shape.random(f); }};

static std::uint64_t command_code(const Layer& layer) {
    const Command* command = command_of(layer);
    return command != nullptr ? command->code : 0;
}
static std::uint64_t command_application(const Layer& layer) {
    const Command* command = command_of(layer);
    return command != nullptr ? command->application : 0;
}
static std::uint64_t command_flags(const Layer& layer) {
    const Command* command = command_of(layer);
    const bool asks = layer.is("DiamReq");
    return command == nullptr ? (asks ? 0x80 : 0) : asks ? command->request_flags : command->answer_flags;
}

static constexpr Field fields[] = {
    custom("cmd", id_shape<Command, commands>),
    bits("version", 8, 1),
    bits("drLen", 24, {.length_of = {"avpList", 1, 20}, .hex = true}),
    custom("drFlags", meant_shape<command_flags>, {}, {}, 8),
    custom("drCode", meant_shape<command_code>, {}, {}, 24),
    custom("drAppId", meant_shape<command_application>, {}, {}, 32),
    bits("drHbHId", 32, 0, {.hex = true}),
    bits("drEtEId", 32, 0, {.hex = true}),
    layers("avpList", "AVP", {.extent = octets_from("drLen", 1, -20), .stacked = true})};
extern constexpr Protocol diameter_request =
    checked({.name = "DiamReq", .title = "Diameter request by name", .fields = fields});
extern constexpr Protocol diameter_answer =
    checked({.name = "DiamAns", .title = "Diameter answer by name", .fields = fields});

// ---- AVPs by name ----------------------------------------------------------------------------------------

static std::uint64_t avp_code(const Layer& layer) {
    const DiameterAvp* avp = avp_of(layer);
    Integer code = 0;
    layer.get("avpId").to_integer(code);
    return avp != nullptr ? avp->code : static_cast<std::uint64_t>(code);
}
static std::uint64_t avp_flags(const Layer& layer) {
    const DiameterAvp* avp = avp_of(layer);
    return avp != nullptr ? avp->flags : 0;
}

/// "192.0.2.1" with its family before it (RFC 6733, 4.3.1).
static std::string address_octets(const std::string& text) {
    std::string out;
    if (const auto ipv4 = parse_ipv4(text)) {
        out.assign("\0\1", 2);
        out += big_endian(*ipv4, 4);
    } else if (const auto ipv6 = parse_ipv6(text)) {
        out.assign("\0\2", 2);
        out += big_endian(*ipv6, 16);
    } else {
        out = text;
    }
    return out;
}
/// A value by the type of its AVP: numbers in 4 or 8 octets, addresses with their family, AVPs one by one.
static void encode_value(const Field&, const Layer& layer, const Value& value, BitWriter& out) {
    const DiameterAvp* avp = avp_of(layer);
    Integer number = 0;
    const bool is_number = avp != nullptr && (avp->kind == Kind::number || avp->kind == Kind::number64);
    if (value.to_integer(number) || (is_number && value.octets() == nullptr)) {
        out.put(static_cast<UnsignedInteger>(number),
                avp != nullptr && avp->kind == Kind::number64 ? 64 : 32);
    } else if (const List* items = value.items()) {
        for (const Value& item : *items)
            if (const auto* inside = item.as<LayerReference>()) inside->packet->build_into(out.buffer());
    } else if (value.is_text() && avp != nullptr && avp->kind == Kind::address) {
        out.put_octets(address_octets(*value.octets()));
    } else if (value.octets() != nullptr) {
        out.put_octets(*value.octets());
    }
}
static constexpr Shape value_shape = {
    .name = "AVP value",
    .takes_lists = true,
    .skip = [](const Field& f, const Layer& l, Cursor& c) { return octets_shape.skip(f, l, c); },
    .decode = [](const Field& f, const Layer& l, Cursor& c,
                 Value& out) { return octets_shape.decode(f, l, c, out); },
    .encode = encode_value,
    .normalize = [](const Field&, const Value& in, Value& internal) -> std::optional<Problem> {
        return internal = in, std::nullopt;
    },
    .human = [](const Field&, const Value& v) { return v; },
    .represent = [](const Field&, const Value& v) { return represent(v); },
    .random = [](const Field&) { return Value(Bytes{"value"}); }};
static std::int64_t value_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("avpLen")) - (layer.integer("avpFlags") >= 0x80 ? 12 : 8);
}
static constexpr Field avp_fields[] = {
    custom("avpId", id_shape<DiameterAvp, diameter_avps>),
    custom("avpCode", meant_shape<avp_code>, {}, {}, 32),
    custom("avpFlags", meant_shape<avp_flags>, {}, {}, 8),
    diameter_length,
    enumeration("avpVnd", 32, 0, diameter_vendors, {.when = any_bit("avpFlags", 0x80)}),
    custom("val", value_shape, {}, {.extent = octets_by(value_octets)})};
extern constexpr Protocol diameter_avp = checked({.name = "AVP",
                                                  .title = "Diameter AVP by name",
                                                  .fields = avp_fields,
                                                  .payload_size = diameter_padding,
                                                  .post_build = diameter_pad});

}  // namespace pkttest::protocols
