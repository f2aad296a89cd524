// The shape of UUIDs: text in five groups, sixteen octets in network order (RFC 4122, 4.1.2) or all reversed.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

constexpr std::size_t uuid_octets = 16;

std::string uuid_text(std::string_view octets) {
    std::string out;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
        out += fmt::format("{:02x}", static_cast<std::uint8_t>(octets[i]));
    }
    return out;
}

/// The octets of hexadecimal text, its hyphens left out; empty where it is none.
std::string uuid_from(std::string_view text) {
    std::string out;
    int high = -1;
    for (const char c : text) {
        if (c == '-') continue;
        const int digit = c >= '0' && c <= '9'                 ? c - '0'
                          : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                               : -1;
        if (digit < 0) return {};
        if (high >= 0) out += static_cast<char>(high << 4 | digit);
        high = high < 0 ? digit : -1;
    }
    return high < 0 ? out : std::string();
}

const char* skip_uuid(const Field&, const Layer&, Cursor& cursor) {
    if (cursor.octets_left() < uuid_octets) return "the layer ends inside a UUID";
    cursor.bit += uuid_octets * 8;
    return nullptr;
}

/// Little-endian ones are sent from the last octet to the first.
std::string in_order(const Field& field, std::string octets) {
    if (field.little_endian) std::reverse(octets.begin(), octets.end());
    return octets;
}

const char* decode_uuid(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const char* at = reinterpret_cast<const char*>(cursor.here());
    if (const char* reason = skip_uuid(field, layer, cursor)) return reason;
    out = Value(Bytes{in_order(field, std::string(at, uuid_octets))});
    return nullptr;
}

void encode_uuid(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    out.put_octets(internal.octets() != nullptr ? in_order(field, *internal.octets())
                                                : std::string(uuid_octets, '\0'));
}

std::optional<Problem> normalize_uuid(const Field& field, const Value& in, Value& internal) {
    std::string octets = in.octets() == nullptr ? "" : in.is_text() ? uuid_from(*in.octets()) : *in.octets();
    if (octets.size() != uuid_octets)
        return Problem{fmt::format("{} is no UUID for {}", represent(in), field.name),
                       "for example: \"12345678-1234-5678-1234-567812345678\""};
    internal = Value(Bytes{std::move(octets)});
    return std::nullopt;
}

Value human_uuid(const Field&, const Value& internal) {
    return internal.octets() != nullptr ? Value(uuid_text(*internal.octets())) : internal;
}

}  // namespace

extern constexpr Shape uuid_shape = {
    .name = "UUID",
    .skip = skip_uuid,
    .decode = decode_uuid,
    .encode = encode_uuid,
    .normalize = normalize_uuid,
    .human = human_uuid,
    .represent =
        [](const Field&, const Value& v) {
            return v.octets() != nullptr ? fmt::format("UUID('{}')", uuid_text(*v.octets())) : represent(v);
        },
    .random =
        [](const Field&) {
            std::string octets(uuid_octets, '\0');
            for (char& octet : octets) octet = static_cast<char>(generator()());
            return Value(Bytes{std::move(octets)});
        }};

}  // namespace pkttest
