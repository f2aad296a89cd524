// CoAP (RFC 7252): options as pairs of name and octets, their numbers and lengths written as differences and
// in one to three octets (3.1).
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest::protocols {

// ---- options (5.10) ---------------------------------------------------------------------------------

static constexpr Name option_names[] = {{1, "If-Match"},      {3, "Uri-Host"},        {4, "ETag"},
                                        {5, "If-None-Match"}, {7, "Uri-Port"},        {8, "Location-Path"},
                                        {11, "Uri-Path"},     {12, "Content-Format"}, {14, "Max-Age"},
                                        {15, "Uri-Query"},    {17, "Accept"},         {20, "Location-Query"},
                                        {35, "Proxy-Uri"},    {39, "Proxy-Scheme"},   {60, "Size1"}};
/// Later ones (RFC 7641, 7959, 8613, 7967, 8768, 9175): names for writing, what is read is a number as in the
/// reference.
static constexpr Name later_options[] = {{6, "Observe"},       {9, "OSCORE"},       {16, "Hop-Limit"},
                                         {19, "Q-Block1"},     {23, "Block2"},      {27, "Block1"},
                                         {28, "Size2"},        {31, "Q-Block2"},    {252, "Echo"},
                                         {258, "No-Response"}, {292, "Request-Tag"}};
constexpr std::uint8_t payload_marker = 0xff;

/// 4 bits, with 1 or 2 more octets for 13 and 14; -1 where they are not there or the value is reserved.
static std::int64_t extended(unsigned nibble, std::span<const std::uint8_t>& rest) {
    if (nibble < 13) return nibble;
    const std::size_t octets = nibble - 12;
    if (nibble == 15 || rest.size() < octets) return -1;
    const std::int64_t value = nibble == 13 ? rest[0] + 13 : (rest[0] << 8 | rest[1]) + 269;
    rest = rest.subspan(octets);
    return value;
}

/// Takes one option from the front; false where there is none that is whole. The last value may be cut.
static bool take_option(std::span<const std::uint8_t>& rest, std::uint64_t& number, std::string& value) {
    if (rest.empty() || rest[0] == payload_marker) return false;
    auto behind = rest.subspan(1);
    const std::int64_t delta = extended(rest[0] >> 4, behind);
    const std::int64_t length = delta < 0 ? -1 : extended(rest[0] & 15, behind);
    if (length < 0) return false;
    const std::size_t octets = std::min(static_cast<std::size_t>(length), behind.size());
    number += static_cast<std::uint64_t>(delta);
    value.assign(behind.begin(), behind.begin() + static_cast<std::ptrdiff_t>(octets));
    rest = behind.subspan(octets);
    return true;
}

static const char* decode_options(const Field& field, const Layer&, Cursor& cursor, Value& out) {
    std::span<const std::uint8_t> rest(cursor.here(), cursor.octets_left());
    const std::size_t before = rest.size();
    List options;
    std::uint64_t number = 0;
    for (std::string value; take_option(rest, number, value);) {
        const std::string_view name = name_of(field, number);
        options.push_back(Value::tuple({name.empty() ? Value(number) : Value(name), Bytes{value}}));
    }
    if (!rest.empty() && rest[0] != payload_marker) return "an option cannot be read";
    cursor.bit += (before - rest.size()) * 8;
    out = Value(std::move(options));
    return nullptr;
}

/// The nibble that stands for a number, and the octets that say the rest.
static unsigned nibble_of(std::uint64_t value) {
    return value < 13 ? static_cast<unsigned>(value) : value < 269 ? 13 : 14;
}
static void put_extended(std::uint64_t value, BitWriter& out) {
    if (value >= 269)
        out.put(value - 269, 16);
    else if (value >= 13)
        out.put(value - 13, 8);
}

/// The number that the head of a pair is or names; -1: none.
static std::int64_t number_of(const Field& field, const Value& head) {
    Integer number = 0;
    if (head.to_integer(number))
        return number >= 0 && number <= 0xffff ? static_cast<std::int64_t>(number) : -1;
    const std::string* text = head.octets();
    for (const std::span<const Name> names : {field.names, std::span<const Name>(later_options)})
        for (const Name& name : names)
            if (text != nullptr && name.name == *text) return static_cast<std::int64_t>(name.value);
    return -1;
}

static void encode_options(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    if (internal.items() == nullptr) return;
    std::vector<std::pair<std::int64_t, const std::string*>> options;
    for (const Value& option : *internal.items())
        options.emplace_back(number_of(field, (*option.items())[0]), (*option.items())[1].octets());
    std::stable_sort(options.begin(), options.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::int64_t last = 0;
    for (const auto& [number, value] : options) {
        const auto delta = static_cast<std::uint64_t>(number - last);
        out.put(nibble_of(delta), 4);
        out.put(nibble_of(value->size()), 4);
        put_extended(delta, out);
        put_extended(value->size(), out);
        out.put_octets(*value);
        last = number;
    }
}

/// Numbers are written in as few octets as hold them (3.2).
static std::optional<Problem> normalize_option_value(const Value& in, Value& out) {
    Integer number = 0;
    if (in.octets() != nullptr && in.octets()->size() <= 0xffff + 269)
        return out = Bytes{*in.octets()}, std::nullopt;
    if (in.is_none()) return out = Bytes{}, std::nullopt;
    if (in.octets() != nullptr || !in.to_integer(number) || number < 0 || number >> 64 != 0)
        return Problem{fmt::format("an option's value is octets or a number, not {}", represent(in))};
    std::string octets;
    for (; number > 0; number >>= 8) octets.insert(octets.begin(), static_cast<char>(number));
    out = Bytes{octets};
    return std::nullopt;
}

static std::optional<Problem> normalize_options(const Field& field, const Value& in, Value& internal) {
    List out;
    const Problem wrong{
        fmt::format("{} takes pairs of name and value, not {} {}", field.name, in.kind(), represent(in)),
        "for example: [(\"Uri-Path\", \"sensors\")]"};
    if (in.items() == nullptr) return wrong;
    for (const Value& option : *in.items()) {
        const List* pair = option.items();
        if (pair == nullptr || pair->size() != 2) return wrong;
        if (number_of(field, (*pair)[0]) < 0) {
            Problem unknown{fmt::format("{} has no option {}", field.name, represent((*pair)[0]))};
            if ((*pair)[0].is_text()) unknown.wrong = *(*pair)[0].octets();
            for (const Name& name : field.names) unknown.candidates.emplace_back(name.name);
            for (const Name& name : later_options) unknown.candidates.emplace_back(name.name);
            return unknown;
        }
        const auto number = static_cast<std::uint64_t>(number_of(field, (*pair)[0]));
        const std::string_view name = name_of(field, number);
        Value value;
        if (auto problem = normalize_option_value((*pair)[1], value)) return problem;
        out.push_back(Value::tuple({name.empty() ? Value(number) : Value(name), value}));
    }
    internal = Value(std::move(out));
    return std::nullopt;
}

static constexpr Shape options_shape = {
    .name = "options",
    .takes_lists = true,
    .skip =
        [](const Field& field, const Layer& layer, Cursor& cursor) {
            Value ignored;
            return decode_options(field, layer, cursor, ignored);
        },
    .decode = decode_options,
    .encode = encode_options,
    .normalize = normalize_options,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random =
        [](const Field& field) {
            const Name& name = field.names[generator()() % field.names.size()];
            return Value(List{Value::tuple({Value(name.name), Bytes{std::string(generator()() % 16, 'x')}})});
        },
    .count =
        [](const Field&, const Value& internal) {
            return internal.items() != nullptr ? internal.items()->size() : 0;
        }};

// ---- the message ------------------------------------------------------------------------------------

static constexpr Name types[] = {{0, "CON"}, {1, "NON"}, {2, "ACK"}, {3, "RST"}};
static constexpr Name codes[] = {{0, "Empty"},
                                 {1, "GET"},
                                 {2, "POST"},
                                 {3, "PUT"},
                                 {4, "DELETE"},
                                 {5, "FETCH"},
                                 {6, "PATCH"},
                                 {7, "iPATCH"},
                                 {65, "2.01 Created"},
                                 {66, "2.02 Deleted"},
                                 {67, "2.03 Valid"},
                                 {68, "2.04 Changed"},
                                 {69, "2.05 Content"},
                                 {95, "2.31 Continue"},
                                 {128, "4.00 Bad Request"},
                                 {129, "4.01 Unauthorized"},
                                 {130, "4.02 Bad Option"},
                                 {131, "4.03 Forbidden"},
                                 {132, "4.04 Not Found"},
                                 {133, "4.05 Method Not Allowed"},
                                 {134, "4.06 Not Acceptable"},
                                 {136, "4.08 Request Entity Incomplete"},
                                 {137, "4.09 Conflict"},
                                 {140, "4.12 Precondition Failed"},
                                 {141, "4.13 Request Entity Too Large"},
                                 {143, "4.15 Unsupported Content-Format"},
                                 {150, "4.22 Unprocessable Entity"},
                                 {157, "4.29 Too Many Requests"},
                                 {160, "5.00 Internal Server Error"},
                                 {161, "5.01 Not Implemented"},
                                 {162, "5.02 Bad Gateway"},
                                 {163, "5.03 Service Unavailable"},
                                 {164, "5.04 Gateway Timeout"},
                                 {165, "Proxying Not Supported"},
                                 {168, "5.08 Hop Limit Reached"}};

/// The options have left nothing before it but the payload's marker.
static std::int64_t marker_octets(const Layer& layer) {
    if (layer.is_crafted()) return 0;
    const auto octets = layer.header();
    std::span<const std::uint8_t> rest =
        octets.subspan(std::min<std::size_t>(octets.size(), 4 + layer.integer("tkl")));
    std::uint64_t number = 0;
    for (std::string value; take_option(rest, number, value);) {
    }
    return rest.empty() ? 0 : 1;
}
static constexpr Field fields[] = {bits("ver", 2, 1),
                                   enumeration("type", 2, 0, types),
                                   bits("tkl", 4, {.length_of = {"token"}}),
                                   enumeration("code", 8, 0, codes),
                                   bits("msg_id", 16),
                                   octets("token", "", {.extent = octets_from("tkl")}),
                                   [] {
                                       Field field = custom("options", options_shape);
                                       field.names = option_names;
                                       return field;
                                   }(),
                                   octets("paymark", "", {.extent = octets_by(marker_octets)})};

static void hash_token(const Layer& layer, std::string& out) {
    const Value token = layer.get("token");
    if (token.octets() != nullptr) out += *token.octets();
}
/// A response has the request's token (5.3.2); acknowledgement and reset have its message number (4.2).
static bool coap_answers(const Layer& answer, const Layer& request) {
    if (!request.is("CoAP")) return false;
    const std::uint64_t type = answer.integer("type"), code = answer.integer("code");
    const bool is_reply = type >= 2, is_response = code >= 64;
    if (is_reply && answer.integer("msg_id") != request.integer("msg_id")) return false;
    if (!is_response) return is_reply && code == 0;
    return answer.get("token") == request.get("token");
}
static constexpr Carrier carriers[] = {{"UDP", "sport", 5683, up}, {"UDP", "dport", 5683}};
extern constexpr Protocol coap = {.name = "CoAP",
                                  .title = "CoAP",
                                  .fields = fields,
                                  .carried_by = carriers,
                                  .hashret = hash_token,
                                  .answers = coap_answers};
static_assert(well_formed(coap));

}  // namespace pkttest::protocols
