// Field classes of octets and text: fixed, by a length, up to a terminator, the rest; floating point and
// UUIDs.
#include <fmt/format.h>

#include "framework/packet/field_class.h"
#include "framework/packet/script_shapes.h"

namespace pkttest {

namespace {

using Parameters = std::string_view[];

constexpr Parameters plain = {"name", "default"};
constexpr Parameters rest_of = {"name", "default", "fmt", "remain"};
constexpr Parameters by_length = {"name", "default", "length_from", "max_length"};
constexpr Parameters bounded = {"name", "default", "minlen", "maxlen", "length_from"};
constexpr Parameters fixed_length = {"name", "default", "length", "length_from"};
constexpr Parameters named = {"name", "default", "enum", "fmt"};
constexpr Parameters named_rest = {"name", "default", "enum", "remain"};
constexpr Parameters named_fixed = {"name", "default", "enum", "length", "length_from"};
constexpr Parameters networks = {"name", "default", "wordbytes", "length_from"};
constexpr Parameters stopped = {"name", "default", "stop", "additional"};

std::optional<Problem> all_octets(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, octets_shape, 0, out);
    out.field.hex = what.hex;
    if (auto problem = set_extent(call, out)) return problem;
    out.field.extent.add = static_cast<int>(call.number("remain", 0));
    return set_default(out, call["default"]);
}

std::optional<Problem> fixed_octets(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    if (!call.has("length")) return all_octets(what, call, out);
    const std::int64_t length = call.number("length", -1);
    if (length < 0 || length > 8000)
        return Problem{fmt::format("{} has a length from 0 to 8000 octets, not {}", what.name,
                                   represent(call["length"]))};
    start_field(call, octets_shape, static_cast<std::uint16_t>(length * 8), out);
    out.field.extent = fixed(static_cast<int>(length));
    out.field.hex = what.hex;
    return set_default(out, call["default"]);
}

/// Read and written from the last octet to the first.
std::optional<Problem> turned_octets(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    if (auto problem = all_octets(what, call, out)) return problem;
    out.field.little_endian = true;
    return std::nullopt;
}

/// {b"a": "alpha"}; for letters {"alpha": "a"} as well.
std::optional<Problem> named_octets(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    const Value given = call["default"];
    OctetNames by{{}, what.width != 0};
    if (by.are_letters)
        start_field(call, named_octets_shape, what.width, out);
    else if (auto problem = fixed_octets(what, call, out))
        return problem;
    if (by.are_letters) out.field.extent = fixed(what.width / 8);
    const auto* names = call["enum"].as<std::shared_ptr<Dictionary>>();
    if (names == nullptr && (by.are_letters || call.has("enum")))
        return Problem{fmt::format("{} takes names, as in {{\"a\": \"alpha\"}}", what.name)};
    for (const auto& [key, name] : names != nullptr ? **names : Dictionary()) {
        if (key.octets() == nullptr || name.octets() == nullptr)
            return Problem{fmt::format("{} names {}, which is no text", what.name, represent(key))};
        const bool turned = by.are_letters && (**names).front().first.octets()->size() != 1;
        by.names.emplace_back(turned ? name : key, *(turned ? key : name).octets());
    }
    out.field.shape = &named_octets_shape;
    out.field.user = &out.keep(std::move(by));
    return set_default(out, given);
}

std::optional<Problem> fixed_utf16(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    if (auto problem = fixed_octets(what, call, out)) return problem;
    out.field.shape = &utf16_shape;
    return set_default(out, call["default"]);
}

/// An address and the bits of its prefix.
template <bool is_ipv6>
std::optional<Problem> network(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, network_shape, 0, out);
    const std::int64_t word = call.number("wordbytes", 1);
    if (word < 1 || word > 16) return Problem{fmt::format("{} has words of 1 to 16 octets", what.name)};
    if (auto problem = set_extent(call, out)) return problem;
    out.field.user = &out.keep(Network{is_ipv6, static_cast<std::size_t>(word)});
    if (call.has("default")) return set_default(out, call["default"]);
    return set_default(out, Value(is_ipv6 ? "::/1" : "0.0.0.0/1"));
}

std::optional<Problem> octets_until(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, octets_shape, 0, out);
    out.field.extent = until(0);
    return set_default(out, call["default"]);
}

std::optional<Problem> octets_with_stop(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    const std::int64_t additional = call.number("additional", 0);
    if (call.text("stop").empty() || additional < 0)
        return Problem{fmt::format("{} takes the octets that it stops at: stop=b\"…\"", what.name)};
    start_field(call, stopped_shape, 0, out);
    out.field.extent = rest();
    out.field.user = &out.keep(Stop{call.text("stop"), static_cast<std::size_t>(additional)});
    return set_default(out, call["default"]);
}

std::optional<Problem> utf16(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, utf16_shape, 0, out);
    if (auto problem = set_extent(call, out)) return problem;
    if (what.name == "StrNullFieldUtf16") out.field.extent = until(0);
    return set_default(out, call["default"]);
}

std::optional<Problem> dns_name(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, domain_name_shape, 0, out);
    return set_default(out, call["default"]);
}

template <const Shape& shape>
std::optional<Problem> of_shape(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, shape, what.width, out);
    out.field.little_endian = what.little_endian;
    return set_default(out, call["default"]);
}

/// An address of as many octets as its prefix fills.
template <bool is_ipv6>
std::optional<Problem> prefix(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, address_prefix_shape, 0, out);
    if (auto problem = set_extent(call, out)) return problem;
    if (call.has("length"))
        out.field.extent = {.kind = Extent::Kind::octets_by,
                            .add = static_cast<int>(call.number("length", 0))};
    out.field.user = &out.keep(Prefix{is_ipv6});
    return set_default(out, call["default"]);
}

constexpr FieldClass classes[] = {
    {"StrField", rest_of, all_octets},
    {"XStrField", rest_of, all_octets, 0, false, false, true},
    {"StrLenField", by_length, all_octets},
    {"XStrLenField", by_length, all_octets, 0, false, false, true},
    {"BoundStrLenField", bounded, all_octets},
    {"StrFixedLenField", fixed_length, fixed_octets},
    {"XStrFixedLenField", fixed_length, fixed_octets, 0, false, false, true},
    {"XLEStrLenField", by_length, turned_octets, 0, false, false, true},
    {"CharEnumField", named, named_octets, 8},
    {"StrEnumField", named_rest, named_octets},
    {"StrFixedLenEnumField", named_fixed, named_octets},
    {"StrNullField", plain, octets_until},
    {"StrStopField", stopped, octets_with_stop},
    {"StrFieldUtf16", rest_of, utf16},
    {"StrFixedLenFieldUtf16", fixed_length, fixed_utf16},
    {"StrLenFieldUtf16", by_length, utf16},
    {"StrNullFieldUtf16", plain, utf16},
    {"DNSStrField", plain, dns_name},
    {"IEEEFloatField", plain, of_shape<float_shape>, 32},
    {"IEEEDoubleField", plain, of_shape<float_shape>, 64},
    {"LEIEEEFloatField", plain, of_shape<float_shape>, 32, true},
    {"LEIEEEDoubleField", plain, of_shape<float_shape>, 64, true},
    {"EigrpIPField", fixed_length, prefix<false>},
    {"EigrpIP6Field", fixed_length, prefix<true>},
    {"IPPrefixField", networks, network<false>},
    {"IP6PrefixField", networks, network<true>},
    {"ShortVersionField", plain, of_shape<version_shape>, 16},
    {"UUIDField", plain, of_shape<uuid_shape>, 128},
};

}  // namespace

std::span<const FieldClass> octets_field_classes() { return classes; }

}  // namespace pkttest
