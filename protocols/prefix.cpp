// The shapes of address prefixes. Internal form: text, "192.0.2.0/24".
#include "protocols/prefix.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/packet.h"
#include "framework/packet/shape.h"

namespace pkttest::protocols {

namespace {

struct Prefix {
    UnsignedInteger address = 0;
    unsigned bits = 0;
};

const PrefixForm& form_of(const Field& field) { return *static_cast<const PrefixForm*>(field.user); }
unsigned address_bits(const Field& field) { return form_of(field).v6 ? 128 : 32; }

std::size_t octets_for(const Field& field, std::uint64_t bits) {
    const auto word = static_cast<std::size_t>(form_of(field).word);
    return (bits + word * 8 - 1) / (word * 8) * word;
}

std::optional<Prefix> parse(const Field& field, std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const std::string_view address = text.substr(0, slash), bits = text.substr(slash + 1);
    Prefix out;
    const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), out.bits);
    if (error != std::errc() || end != bits.data() + bits.size() || out.bits > address_bits(field))
        return std::nullopt;
    if (form_of(field).v6) {
        const auto parsed = parse_ipv6(address);
        if (!parsed) return std::nullopt;
        out.address = *parsed;
    } else {
        const auto parsed = parse_ipv4(address);
        if (!parsed) return std::nullopt;
        out.address = *parsed;
    }
    return out;
}

Prefix prefix_of(const Field& field, const Value& internal) {
    const std::string* text = internal.octets();
    return text != nullptr ? parse(field, *text).value_or(Prefix{}) : Prefix{};
}

Value text_of(const Field& field, const std::uint8_t* data, std::size_t octets, std::uint64_t bits) {
    UnsignedInteger address = 0;
    const std::size_t whole = address_bits(field) / 8;
    for (std::size_t i = 0; i < whole; ++i) address = address << 8 | (i < octets ? data[i] : 0);
    return Value(fmt::format(
        "{}/{}", form_of(field).v6 ? ipv6_text(address) : ipv4_text(static_cast<std::uint32_t>(address)),
        bits));
}

void put_address(const Field& field, const Prefix& prefix, BitWriter& out) {
    const unsigned whole = address_bits(field);
    for (std::size_t i = 0; i < octets_for(field, prefix.bits); ++i)
        out.put(prefix.address >> (whole - 8 - i * 8) & 0xff, 8);
}

const char* decode_prefix(const Field& field, const Layer&, Cursor& cursor, Value& out) {
    if (cursor.octets_left() == 0) return "the layer ends before a prefix";
    const std::uint8_t bits = *cursor.here();
    const std::size_t octets = octets_for(field, bits);
    if (bits > address_bits(field)) return "a prefix is longer than an address";
    if (octets + 1 > cursor.octets_left()) return "the layer ends inside a prefix";
    out = text_of(field, cursor.here() + 1, octets, bits);
    cursor.bit += (octets + 1) * 8;
    return nullptr;
}

const char* decode_by_length(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const bool asks = field.extent.kind == Extent::Kind::count_by;
    const std::int64_t said =
        asks ? field.extent.by(layer) : static_cast<std::int64_t>(layer.integer(field.extent.field));
    if (said < 0) return "a length is too small for what it counts";
    const auto bits = static_cast<std::uint64_t>(said);
    if (bits > address_bits(field)) return "a prefix is longer than an address";
    const std::size_t octets = octets_for(field, bits);
    if (octets > cursor.octets_left()) return "the layer ends inside a prefix";
    out = text_of(field, cursor.here(), octets, bits);
    cursor.bit += octets * 8;
    return nullptr;
}

std::optional<Problem> normalize_prefix(const Field& field, const Value& in, Value& internal) {
    const std::string example = form_of(field).v6 ? "2001:db8::/32" : "192.0.2.0/24";
    if (in.octets() == nullptr || !parse(field, *in.octets()))
        return Problem{fmt::format("{} takes a prefix, not {}", field.name, represent(in)),
                       "for example: " + example};
    internal = Value(*in.octets());
    return std::nullopt;
}

Value same(const Field&, const Value& internal) { return internal; }
std::string represent_prefix(const Field&, const Value& internal) {
    return internal.octets() != nullptr ? *internal.octets() : std::string();
}
Value random_prefix(const Field& field) {
    std::uint8_t address[16];
    for (auto& octet : address) octet = static_cast<std::uint8_t>(generator()());
    const std::uint64_t bits = generator()() % (address_bits(field) + 1);
    return text_of(field, address, octets_for(field, bits), bits);
}

}  // namespace

extern constexpr Shape prefix_shape = {.name = "prefix",
                                       .skip =
                                           [](const Field& f, const Layer& l, Cursor& c) {
                                               Value ignored;
                                               return decode_prefix(f, l, c, ignored);
                                           },
                                       .decode = decode_prefix,
                                       .encode =
                                           [](const Field& f, const Layer&, const Value& v, BitWriter& out) {
                                               const Prefix prefix = prefix_of(f, v);
                                               out.put(prefix.bits, 8);
                                               put_address(f, prefix, out);
                                           },
                                       .normalize = normalize_prefix,
                                       .human = same,
                                       .represent = represent_prefix,
                                       .random = random_prefix};

extern constexpr Shape prefix_by_length_shape = {
    .name = "prefix",
    .skip =
        [](const Field& f, const Layer& l, Cursor& c) {
            Value ignored;
            return decode_by_length(f, l, c, ignored);
        },
    .decode = decode_by_length,
    .encode = [](const Field& f, const Layer&, const Value& v,
                 BitWriter& out) { put_address(f, prefix_of(f, v), out); },
    .normalize = normalize_prefix,
    .human = same,
    .represent = represent_prefix,
    .random = random_prefix,
    .count = [](const Field& f, const Value& v) -> std::size_t { return prefix_of(f, v).bits; }};

}  // namespace pkttest::protocols
