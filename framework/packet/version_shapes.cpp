// Shapes of EIGRP's fields: addresses as long as their prefix (RFC 7868 6.7.2), and versions of two octets.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "framework/packet/rule.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

// ---- addresses -------------------------------------------------------------------------------------------

constexpr Field whole_ipv4 = ipv4("address"), whole_ipv6 = ipv6("address");

const Field& address_of(const Field& field) {
    return static_cast<const Prefix*>(field.user)->is_ipv6 ? whole_ipv6 : whole_ipv4;
}

/// IPv6's prefixes have an octet more than their bits fill.
std::size_t octets_of(const Field& field, const Layer& layer) {
    const bool is_ipv6 = static_cast<const Prefix*>(field.user)->is_ipv6;
    const std::int64_t bits =
        field.extent.rule != nullptr ? ask_number(*field.extent.rule, layer) : field.extent.add;
    const std::int64_t octets = is_ipv6 ? bits / 8 + 1 : (bits + 7) / 8;
    return static_cast<std::size_t>(std::clamp<std::int64_t>(octets, 1, is_ipv6 ? 16 : 4));
}

const char* skip_address(const Field& field, const Layer& layer, Cursor& cursor) {
    const std::size_t octets = octets_of(field, layer);
    if (octets > cursor.octets_left()) return "the layer ends inside an address";
    cursor.bit += octets * 8;
    return nullptr;
}

const char* decode_address(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    std::uint8_t whole[16] = {};
    const std::uint8_t* start = cursor.here();
    if (const char* reason = skip_address(field, layer, cursor)) return reason;
    std::copy_n(start, octets_of(field, layer), whole);
    Cursor address{whole, 0, sizeof whole * 8};
    return address_of(field).shape->decode(address_of(field), layer, address, out);
}

void encode_address(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    std::vector<std::uint8_t> whole;
    BitWriter writer(whole);
    address_of(field).shape->encode(address_of(field), layer, internal, writer);
    out.put_octets({reinterpret_cast<const char*>(whole.data()), octets_of(field, layer)});
}

/// The length asks for no address.
std::optional<Problem> normalize_address(const Field& field, const Value& in, Value& internal) {
    if (in.octets() != nullptr && in.octets()->empty()) return internal = Value(0), std::nullopt;
    return address_of(field).shape->normalize(address_of(field), in, internal);
}

// ---- versions --------------------------------------------------------------------------------------------

std::optional<Integer> version_in(std::string_view text) {
    const std::size_t point = text.find('.');
    if (!text.starts_with('v') || point == text.npos) return std::nullopt;
    unsigned major = 0, minor = 0;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data() + 1, text.data() + point, major);
    const auto second = std::from_chars(text.data() + point + 1, end, minor);
    const bool is_whole =
        first.ptr == text.data() + point && second.ptr == end && point > 1 && major < 256 && minor < 256;
    return is_whole ? std::optional(Integer{major} << 8 | minor) : std::nullopt;
}

std::optional<Problem> normalize_version(const Field& field, const Value& in, Value& internal) {
    if (!in.is_text()) return integer_shape.normalize(field, in, internal);
    const auto number = version_in(*in.octets());
    if (!number && field.start != nullptr && !field.start->is_text())
        return integer_shape.normalize(field, *field.start, internal);
    if (!number)
        return Problem{fmt::format("{} takes a version, not {}", field.name, represent(in)),
                       "for example: v12.4"};
    internal = Value(*number);
    return std::nullopt;
}

std::string represent_version(const Field&, const Value& internal) {
    Integer number = 0;
    if (!internal.to_integer(number)) return "unknown";
    return fmt::format("v{}.{}", static_cast<int>(number >> 8 & 0xff), static_cast<int>(number & 0xff));
}

}  // namespace

extern constexpr Shape address_prefix_shape = {
    .name = "address",
    .skip = skip_address,
    .decode = decode_address,
    .encode = encode_address,
    .normalize = normalize_address,
    .human = [](const Field& f, const Value& v) { return address_of(f).shape->human(address_of(f), v); },
    .represent = [](const Field& f,
                    const Value& v) { return address_of(f).shape->represent(address_of(f), v); },
    .random = [](const Field& f) { return address_of(f).shape->random(address_of(f)); }};

extern constexpr Shape version_shape = {
    .name = "version",
    .skip = [](const Field& f, const Layer& l, Cursor& c) { return integer_shape.skip(f, l, c); },
    .decode = [](const Field& f, const Layer& l, Cursor& c,
                 Value& out) { return integer_shape.decode(f, l, c, out); },
    .encode = [](const Field& f, const Layer& l, const Value& v,
                 BitWriter& out) { integer_shape.encode(f, l, v, out); },
    .normalize = normalize_version,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = represent_version,
    .random = [](const Field& f) { return integer_shape.random(f); }};

}  // namespace pkttest
