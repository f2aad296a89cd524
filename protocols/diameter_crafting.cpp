// Diameter by name: DiamReq("Device-Watchdog"), DiamAns(…) and AVP("Result-Code", val=2001) know numbers,
// flags and types.
#include <fmt/format.h>

#include "framework/packet/packet.h"
#include "framework/packet/value_set.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/diameter.h"
#include "protocols/diameter_avps_3gpp.h"
#include "protocols/diameter_avps_3gpp_more.h"

namespace pkttest::protocols {

struct Command {
    std::uint32_t code;
    std::string_view name, short_name;
    std::uint32_t application;
    std::uint8_t request_flags, answer_flags;
};
static constexpr Command commands[] = {{257, "Capabilities-Exchange", "CE", 0, 0x80, 0x00},
                                       {258, "Re-Auth", "RA", 0, 0xc0, 0x40},
                                       {260, "AA-Mobile-Node", "AM", 2, 0xc0, 0x40},
                                       {262, "Home-Agent-MIP", "HA", 2, 0xc0, 0x40},
                                       {265, "AA", "AA", 16777272, 0xc0, 0x40},
                                       {268, "Diameter-EAP", "DE", 16777272, 0xc0, 0x40},
                                       {271, "Accounting", "AC", 0, 0xc0, 0x40},
                                       {272, "Credit-Control", "CC", 4, 0xc0, 0x40},
                                       {274, "Abort-Session", "AS", 0, 0xc0, 0x40},
                                       {275, "Session-Termination", "ST", 0, 0xc0, 0x40},
                                       {280, "Device-Watchdog", "DW", 0, 0x80, 0x00},
                                       {282, "Disconnect-Peer", "DP", 0, 0x80, 0x00},
                                       {283, "User-Authorization", "UA", 6, 0xc0, 0x40},
                                       {284, "Server-Assignment", "SA", 6, 0xc0, 0x40},
                                       {285, "Location-Info", "LI", 6, 0xc0, 0x40},
                                       {286, "Multimedia-Auth", "MA", 6, 0xc0, 0x40},
                                       {287, "Registration-Termination", "RT", 6, 0xc0, 0x40},
                                       {288, "Push-Profile", "PP", 6, 0xc0, 0x40},
                                       {300, "User-Authorization", "UA", 16777216, 0xc0, 0x40},
                                       {301, "Server-Assignment", "SA", 16777216, 0xc0, 0x40},
                                       {302, "Location-Info", "LI", 16777216, 0xc0, 0x40},
                                       {303, "Multimedia-Auth", "MA", 16777216, 0xc0, 0x40},
                                       {304, "Registration-Termination", "RT", 16777216, 0xc0, 0x40},
                                       {305, "Push-Profile", "PP", 16777216, 0xc0, 0x40},
                                       {306, "User-Data", "UD", 16777217, 0xc0, 0x40},
                                       {307, "Profile-Update", "PU", 16777217, 0xc0, 0x40},
                                       {308, "Subscribe-Notifications", "SN", 16777217, 0xc0, 0x40},
                                       {309, "Push-Notification", "PN", 16777217, 0xc0, 0x40},
                                       {316, "Update-Location", "UL", 16777251, 0xc0, 0x40},
                                       {317, "Cancel-Location", "CL", 16777251, 0xc0, 0x40},
                                       {318, "Authentication-Information", "AI", 16777251, 0xc0, 0x40},
                                       {319, "Insert-Subscriber-Data", "ID", 16777251, 0xc0, 0x40},
                                       {320, "Delete-Subscriber-Data", "DS", 16777251, 0xc0, 0x40},
                                       {321, "Purge-UE", "PU", 16777251, 0xc0, 0x40},
                                       {322, "Reset", "RS", 16777251, 0xc0, 0x40},
                                       {323, "Notify", "NO", 16777251, 0xc0, 0x40},
                                       {324, "ME-Identity-Check", "EC", 16777252, 0xc0, 0x40},
                                       {325, "MIP6", "MI", 8, 0xc0, 0x40},
                                       {8388620, "Provide-Location", "PL", 16777255, 0xc0, 0x40},
                                       {8388621, "Location-Report", "LR", 16777255, 0xc0, 0x40},
                                       {8388622, "LCS-Routing-Info", "RI", 16777291, 0xc0, 0x40},
                                       {8388635, "Spending-Limit", "SL", 16777255, 0xc0, 0x40},
                                       {8388636, "Spending-Status-Notification", "SN", 16777255, 0xc0, 0x40},
                                       {8388638, "Update-VCSG-Location", "UV", 16777308, 0xc0, 0x40},
                                       {8388642, "Cancel-VCSG-Location", "CV", 16777308, 0xc0, 0x40}};

/// By number or by name, of which a beginning is enough; nullptr where there is none.
template <class Row>
static const Row* find_row(std::span<const Row> rows, const Value& id) {
    Integer code = -1;
    id.to_integer(code);
    for (const Row& row : rows)
        if (id.is_text() ? row.name.starts_with(*id.octets()) : row.code == code) return &row;
    return nullptr;
}
/// A text of up to three letters is a short name: CE, or CER and CEA.
static const Command* find_command(const Value& id) {
    if (!id.is_text() || id.octets()->size() > 3) return find_row<Command>(commands, id);
    for (const Command& row : commands)
        if (row.short_name.starts_with(id.octets()->substr(0, 2))) return &row;
    return nullptr;
}
static const Command* command_of(const Layer& layer) { return find_command(layer.get("cmd")); }

struct FoundAvp {
    const DiameterAvp* row = nullptr;
    std::uint32_t vendor = 0;
};
static constexpr struct {
    std::uint32_t vendor;
    std::span<const DiameterAvp> rows;
} avp_tables[] = {{0, diameter_avps}, {10415, diameter_3gpp_avps}, {10415, diameter_3gpp_more_avps}};

/// By name, by number, or by number and vendor in a list; the vendor is also told where the AVP is not known.
static FoundAvp find_avp(const Value& id) {
    Integer vendor = 0;
    const List* pair = id.items();
    if (pair != nullptr && (pair->size() != 2 || !pair->back().to_integer(vendor))) return {};
    for (const auto& table : avp_tables)
        if (id.is_text() || table.vendor == vendor)
            if (const auto* row = find_row(table.rows, pair != nullptr ? pair->front() : id))
                return {row, table.vendor};
    return {nullptr, static_cast<std::uint32_t>(vendor)};
}
static FoundAvp avp_of(const Layer& layer) {
    const Value id = layer.get("avpId");
    return find_avp(id.is_none() ? layer.get("avpCode") : id);
}

// ---- what a name stands for: a field without octets, and numbers that follow from it ----------------

static bool is_known(const Value& id, const Command*) { return find_command(id) != nullptr; }
static bool is_known(const Value& id, const DiameterAvp*) {
    const List* pair = id.items();
    Integer number = 0;
    return find_avp(id).row != nullptr ||
           (pair != nullptr && pair->size() == 2 && pair->front().to_integer(number) &&
            pair->back().to_integer(number));
}
template <class Row, const auto& rows>
static std::optional<Problem> normalize_id(const Field& field, const Value& in, Value& internal) {
    Integer number = 0;
    if (in.to_integer(number) || is_known(in, static_cast<const Row*>(nullptr)))
        return internal = in, std::nullopt;
    Problem problem{fmt::format("{} knows no {}", field.name, represent(in)), {}, {}, {}};
    if (in.is_text()) problem.wrong = *in.octets();
    for (const Row& row : rows) problem.candidates.emplace_back(row.name);
    return problem;
}
template <class Row, const auto& rows>
static constexpr Shape id_shape = {
    .name = "name",
    .takes_lists = std::is_same_v<Row, DiameterAvp>,
    .skip = [](const Field&, const Layer&, Cursor&) -> const char* { return nullptr; },
    .decode = [](const Field&, const Layer&, Cursor&, Value&) -> const char* { return nullptr; },
    .encode = [](const Field&, const Layer&, const Value&, BitWriter&) {},
    .normalize = normalize_id<Row, rows>,
    .human = [](const Field&, const Value& v) { return v; },
    .represent = [](const Field&, const Value& v) { return represent(v); },
    .random = [](const Field&) { return Value(rows[0].name); }};

/// A number that is the name's where none is told.
template <std::uint64_t (*meant)(const Layer&)>
static constexpr Shape meant_shape = based_on<integer_shape>({
    .name = "number",
    .encode = [](const Field& f, const Layer& l, const Value& v,
                 BitWriter& out) { integer_shape.encode(f, l, v.is_none() ? Value(meant(l)) : v, out); },
    .normalize = [](const Field& f, const Value& in, Value& internal) -> std::optional<Problem> {
        for (const Name& application : diameter_applications)
            if (f.name == "drAppId" && in.is_text() &&
                application.name.find(*in.octets()) != in.octets()->npos)
                return internal = Value(Integer(application.value)), std::nullopt;
        return integer_shape.normalize(f, in, internal);
    },
});

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
    if (const DiameterAvp* avp = avp_of(layer).row) return avp->code;
    const Value id = layer.get("avpId");
    Integer code = 0;
    const List* pair = id.items();
    (pair != nullptr && !pair->empty() ? pair->front() : id).to_integer(code);
    return static_cast<std::uint64_t>(code);
}
static std::uint64_t avp_vendor(const Layer& layer) { return avp_of(layer).vendor; }
static std::uint64_t avp_flags(const Layer& layer) {
    const FoundAvp avp = avp_of(layer);
    return avp.row != nullptr ? avp.row->flags : avp.vendor != 0 ? 0x80 : 0;
}

static bool has_vendor(const Layer& layer) {
    const Value flags = layer.get("avpFlags");
    Integer told = 0;
    return ((flags.to_integer(told) ? static_cast<std::uint64_t>(told) : avp_flags(layer)) & 0x80) != 0;
}

/// A value by the type of its AVP: numbers in 4 or 8 octets, addresses with their family, AVPs one by one.
static void encode_value(const Field&, const Layer& layer, const Value& value, BitWriter& out) {
    const DiameterAvp* avp = avp_of(layer).row;
    Integer number = 0;
    const bool is_number = avp != nullptr && (avp->kind == Kind::number || avp->kind == Kind::number64);
    if (value.to_integer(number) || (is_number && value.octets() == nullptr)) {
        out.put(static_cast<UnsignedInteger>(number),
                avp != nullptr && avp->kind == Kind::number64 ? 64 : 32);
    } else if (const List* items = value.items()) {
        for (const Value& item : *items)
            if (const auto* inside = item.as<LayerReference>()) inside->packet->build_into(out.buffer());
    } else if (value.is_text() && avp != nullptr && avp->kind == Kind::address) {
        out.put_octets(diameter_address(*value.octets()));
    } else if (value.octets() != nullptr) {
        out.put_octets(*value.octets());
    }
}
static constexpr Shape value_shape = based_on<octets_shape>({
    .name = "AVP value",
    .takes_lists = true,
    .encode = encode_value,
    .normalize = [](const Field&, const Value& in, Value& internal) -> std::optional<Problem> {
        return internal = in, std::nullopt;
    },
    .represent = [](const Field&, const Value& v) { return represent(v); },
    .random = [](const Field&) { return Value(Bytes{"value"}); },
});
static constexpr Field avp_fields[] = {
    custom("avpId", id_shape<DiameterAvp, diameter_avps>),
    custom("avpCode", meant_shape<avp_code>, {}, {}, 32),
    custom("avpFlags", meant_shape<avp_flags>, {}, {}, 8),
    diameter_length,
    custom("avpVnd", meant_shape<avp_vendor>, {}, {.when = when(has_vendor)}, 32),
    custom("val", value_shape, {}, {.extent = octets_by(diameter_value_octets)})};
extern constexpr Protocol diameter_avp = checked({.name = "AVP",
                                                  .title = "Diameter AVP by name",
                                                  .fields = avp_fields,
                                                  .payload_size = diameter_padding,
                                                  .post_build = diameter_pad});

}  // namespace pkttest::protocols
