// Shapes of fixed width: integers with and without names, flags, MAC, IPv4 and IPv6 addresses.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/random_values.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

const char* skip_fixed(const Field& field, const Layer&, Cursor& cursor) {
    if (cursor.end - cursor.bit < field.width) return "the layer ends inside a field";
    cursor.bit += field.width;
    return nullptr;
}

Integer extend_sign(std::uint64_t value, unsigned width) {
    const auto wide = static_cast<Integer>(value);
    return value >> (width - 1) & 1 ? wide - (Integer{1} << width) : wide;
}

const char* decode_integer(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::size_t at = cursor.bit;
    if (const char* reason = skip_fixed(field, layer, cursor)) return reason;
    const std::uint64_t value = read_bits(cursor.data, at, field.width, field.little_endian);
    out = field.is_signed ? extend_sign(value, field.width) : static_cast<Integer>(value);
    return nullptr;
}

const char* decode_address(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::uint8_t* at = cursor.here();
    if (const char* reason = skip_fixed(field, layer, cursor)) return reason;
    UnsignedInteger value = 0;
    const unsigned octets = field.width / 8u;
    for (unsigned i = 0; i < octets; ++i) value = value << 8 | at[field.little_endian ? octets - 1 - i : i];
    out = static_cast<Integer>(value);
    return nullptr;
}

UnsignedInteger number_in(const Value& internal) {
    Integer value = 0;
    internal.to_integer(value);
    return static_cast<UnsignedInteger>(value);
}

void encode_number(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    out.put(number_in(internal), field.width, field.little_endian);
}

std::string in_base(Integer value, bool hex) {
    if (value < 0 || (!hex && value < 1'000'000)) return represent(value);
    return fmt::format("{:#x}", static_cast<UnsignedInteger>(value));
}

/// The numbers that a field of less than 128 bits can hold.
struct Span {
    Integer smallest, largest;
};
Span span_of(const Field& field) {
    const unsigned digits = field.width - (field.is_signed ? 1 : 0);
    const auto largest = static_cast<Integer>((UnsignedInteger{1} << digits) - 1);
    return {field.is_signed ? -largest - 1 : 0, largest};
}

std::optional<Problem> check_width(const Field& field, Integer value) {
    if (fits_width(field, value)) return std::nullopt;
    const auto [smallest, largest] = span_of(field);
    const bool too_small = value < smallest;
    return Problem{fmt::format("{} has {} bit{}, {} does not fit", field.name, field.width,
                               field.width == 1 ? "" : "s", in_base(value, field.hex)),
                   fmt::format("the {} value is {}", too_small ? "smallest" : "largest",
                               in_base(too_small ? smallest : largest, field.hex))};
}

std::vector<std::string> names_of(const Field& field) {
    std::vector<std::string> out;
    for (const Name& name : field.names) out.emplace_back(name.name);
    return out;
}

std::optional<Problem> wrong_type(const Field& field, const Value& in, std::string_view wanted) {
    return Problem{fmt::format("{} takes {}, not {} {}", field.name, wanted, in.kind(), represent(in))};
}

bool parse_name(const Field& field, std::string_view text, Integer& number) {
    const auto found = std::find_if(field.names.begin(), field.names.end(),
                                    [&](const Name& name) { return name.name == text; });
    if (found == field.names.end()) return false;
    number = field.is_signed ? Integer{static_cast<std::int64_t>(found->value)} : Integer{found->value};
    return true;
}

std::optional<Problem> normalize_name(const Field& field, const std::string& text, Value& internal) {
    Integer number = 0;
    if (parse_name(field, text, number)) return internal = Value(number), std::nullopt;
    if (field.names.empty()) return wrong_type(field, Value(text), "a number");
    return Problem{
        fmt::format("{} has no value named {}", field.name, represent_text(text)), {}, text, names_of(field)};
}

std::optional<Problem> normalize_integer(const Field& field, const Value& in, Value& internal) {
    Integer value = 0;
    if (in.is_text()) return normalize_name(field, *in.octets(), internal);
    if (!in.to_integer(value))
        return wrong_type(field, in, field.names.empty() ? "a number" : "a number or a name");
    if (auto problem = check_width(field, value)) return problem;
    internal = Value(value);
    return std::nullopt;
}

Value same(const Field&, const Value& internal) { return internal; }

std::string represent_integer(const Field& field, const Value& internal) {
    if (internal.set() != nullptr) return internal.set()->represent();
    Integer value = 0;
    if (!internal.to_integer(value)) return represent(internal);
    const std::string_view name = (value >= 0 || field.is_signed) && !field.input_names
                                      ? name_of(field, static_cast<std::uint64_t>(value))
                                      : "";
    if (!name.empty()) return std::string(name);
    return field.hex ? fmt::format("{:#x}", static_cast<UnsignedInteger>(value)) : represent(value);
}

Value random_number(const Field& field) {
    const std::uint64_t value = draw_below(field.width >= 64 ? 0 : std::uint64_t{1} << field.width);
    return field.is_signed ? Value(extend_sign(value, field.width)) : Value(static_cast<Integer>(value));
}

// ---- flags -------------------------------------------------------------------------------------------

/// The bit of the flag that `text` begins with, `text` advanced behind it; 0 where there is none.
std::uint64_t take_flag(const Field& field, std::string_view& text) {
    std::uint64_t bit = 0;
    std::size_t longest = 0;
    for (const auto& [value, name] : field.names) {
        if (name.size() <= longest || name.front() != text.front() || !text.starts_with(name)) continue;
        bit = value;
        longest = name.size();
    }
    text.remove_prefix(longest);
    return bit;
}

/// `rest`: of a text of flags, from the first that is none on.
Problem no_flag(const Field& field, std::string_view rest) {
    const bool letters = are_letters(field);
    const std::string wrong(rest.substr(0, letters ? 1 : rest.find('+')));
    const std::vector<std::string> names = names_of(field);
    return {fmt::format("{} has no flag named {}", field.name, represent_text(wrong)),
            letters ? fmt::format("each letter is a flag: {}", fmt::join(names, " ")) : "", wrong, names};
}

/// Leaves in `text` what is no flag.
std::uint64_t take_flags(const Field& field, std::string_view& text) {
    std::uint64_t bits = 0;
    while (!text.empty()) {
        const bool is_plus = text.front() == '+';
        if (is_plus) text.remove_prefix(1);
        const std::uint64_t bit = is_plus ? 0 : take_flag(field, text);
        if (bit == 0 && !is_plus) break;
        bits |= bit;
    }
    return bits;
}

bool parse_flags(const Field& field, std::string_view text, Integer& number) {
    number = take_flags(field, text);
    return text.empty();
}

std::optional<Problem> normalize_flags(const Field& field, const Value& in, Value& internal) {
    if (!in.is_text()) return normalize_integer(field, in, internal);
    std::string_view text = *in.octets();
    const std::uint64_t bits = take_flags(field, text);
    if (!text.empty()) return no_flag(field, text);
    internal = Value(bits);
    return std::nullopt;
}

Value human_flags(const Field& field, const Value& internal) {
    Integer bits = 0;
    if (!internal.to_integer(bits)) return internal;
    return Flags{static_cast<std::uint64_t>(bits), &field};
}

std::string represent_flags(const Field& field, const Value& internal) {
    if (internal.set() != nullptr) return internal.set()->represent();
    Integer bits = 0;
    if (!internal.to_integer(bits)) return represent(internal);
    return flag_text(field, static_cast<std::uint64_t>(bits));
}

// ---- addresses ---------------------------------------------------------------------------------------

/// An address given as octets (b"\x02…") or as a number.
bool address_from_octets(const Field& field, const Value& in, Value& internal) {
    Integer number = 0;
    if (in.to_integer(number))
        return internal = Value(number), !check_width(field, number) || field.width == 128;
    const auto* bytes = in.as<Bytes>();
    if (bytes == nullptr || bytes->octets.size() != field.width / 8u) return false;
    UnsignedInteger value = 0;
    for (const char c : bytes->octets) value = value << 8 | static_cast<std::uint8_t>(c);
    return internal = Value(static_cast<Integer>(value)), true;
}

using Parse = bool(const Field& field, std::string_view text, Integer& number);

template <auto parse>
bool parse_address(const Field&, std::string_view text, Integer& number) {
    const auto parsed = parse(text);
    if (parsed) number = static_cast<Integer>(*parsed);
    return parsed.has_value();
}

std::optional<Problem> normalize_address(const Field& field, const Value& in, Value& internal, Parse& parse,
                                         const char* what, const char* example) {
    Integer number = 0;
    if (in.is_text()) {
        if (parse(field, *in.octets(), number)) return internal = Value(number), std::nullopt;
        return Problem{
            fmt::format("{} is no {} address for {}", represent_text(*in.octets()), what, field.name),
            fmt::format("for example: {}", example)};
    }
    if (address_from_octets(field, in, internal)) return std::nullopt;
    if (in.octets() != nullptr && parse(field, *in.octets(), number))
        return internal = Value(number), std::nullopt;
    return wrong_type(field, in, fmt::format("a {} address", what));
}

std::optional<Problem> normalize_mac(const Field& field, const Value& in, Value& internal) {
    return normalize_address(field, in, internal, parse_address<parse_mac>, "MAC", "\"02:00:00:00:00:01\"");
}
std::optional<Problem> normalize_ipv4(const Field& field, const Value& in, Value& internal) {
    return normalize_address(field, in, internal, parse_address<parse_ipv4>, "IPv4", "\"192.0.2.1\"");
}
std::optional<Problem> normalize_ipv6(const Field& field, const Value& in, Value& internal) {
    return normalize_address(field, in, internal, parse_address<parse_ipv6>, "IPv6", "\"2001:db8::1\"");
}

std::string address_text(const Field& field, UnsignedInteger number) {
    if (field.shape == &mac_shape) return mac_text(static_cast<std::uint64_t>(number));
    if (field.shape == &ipv4_shape) return ipv4_text(static_cast<std::uint32_t>(number));
    return ipv6_text(number);
}

Value human_address(const Field& field, const Value& internal) {
    Integer ignored = 0;
    return internal.to_integer(ignored) ? Value(address_text(field, number_in(internal))) : internal;
}

/// What an address of an automatic tunnel tells of it: Teredo (RFC 4380, 4), 6to4 (RFC 3056, 2).
std::string tunnel_text(UnsignedInteger address) {
    const auto part = [&](int shift) { return static_cast<std::uint32_t>(address >> shift); };
    if (part(96) == 0x20010000)
        return fmt::format(" [Teredo srv: {} cli: {}:{}]", ipv4_text(part(64)), ipv4_text(~part(0)),
                           ~part(32) & 0xffff);
    if (address >> 112 == 0x2002) return fmt::format(" [6to4 GW: {}]", ipv4_text(part(80)));
    return {};
}

std::string represent_address(const Field& field, const Value& internal) {
    if (internal.set() != nullptr) return internal.set()->represent();
    const Value human = human_address(field, internal);
    if (!human.is_text()) return represent(human);
    return *human.octets() + (field.shape == &ipv6_shape ? tunnel_text(number_in(internal)) : std::string());
}

Value random_address(const Field& field) {
    if (field.width < 64) return static_cast<Integer>(draw_below(std::uint64_t{1} << field.width));
    const UnsignedInteger upper = draw_below(0);
    return static_cast<Integer>(upper << 64 | draw_below(0));
}

}  // namespace

bool fits_width(const Field& field, Integer value) {
    constexpr unsigned widest = 128;
    if (field.width >= widest) return true;
    const auto [smallest, largest] = span_of(field);
    return value >= smallest && value <= largest;
}

extern constexpr Shape integer_shape = {.name = "integer",
                                        .skip = skip_fixed,
                                        .decode = decode_integer,
                                        .encode = encode_number,
                                        .normalize = normalize_integer,
                                        .parse = parse_name,
                                        .human = same,
                                        .represent = represent_integer,
                                        .random = random_number};
extern constexpr Shape flags_shape = {.name = "flags",
                                      .skip = skip_fixed,
                                      .decode = decode_integer,
                                      .encode = encode_number,
                                      .normalize = normalize_flags,
                                      .parse = parse_flags,
                                      .human = human_flags,
                                      .represent = represent_flags,
                                      .random = random_number};
extern constexpr Shape mac_shape = {.name = "MAC address",
                                    .skip = skip_fixed,
                                    .decode = decode_address,
                                    .encode = encode_number,
                                    .normalize = normalize_mac,
                                    .parse = parse_address<parse_mac>,
                                    .human = human_address,
                                    .represent = represent_address,
                                    .random = random_address};
extern constexpr Shape ipv4_shape = {.name = "IPv4 address",
                                     .skip = skip_fixed,
                                     .decode = decode_address,
                                     .encode = encode_number,
                                     .normalize = normalize_ipv4,
                                     .parse = parse_address<parse_ipv4>,
                                     .human = human_address,
                                     .represent = represent_address,
                                     .random = random_address};
extern constexpr Shape ipv6_shape = {.name = "IPv6 address",
                                     .skip = skip_fixed,
                                     .decode = decode_address,
                                     .encode = encode_number,
                                     .normalize = normalize_ipv6,
                                     .parse = parse_address<parse_ipv6>,
                                     .human = human_address,
                                     .represent = represent_address,
                                     .random = random_address};

}  // namespace pkttest
