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
constexpr Parameters fixed_length = {"name", "default", "length", "length_from"};
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
    {"BoundStrLenField", by_length, all_octets},
    {"StrFixedLenField", fixed_length, fixed_octets},
    {"XStrFixedLenField", fixed_length, fixed_octets, 0, false, false, true},
    {"StrNullField", plain, octets_until},
    {"StrStopField", stopped, octets_with_stop},
    {"StrFieldUtf16", rest_of, utf16},
    {"StrLenFieldUtf16", by_length, utf16},
    {"StrNullFieldUtf16", plain, utf16},
    {"DNSStrField", plain, dns_name},
    {"IEEEFloatField", plain, of_shape<float_shape>, 32},
    {"IEEEDoubleField", plain, of_shape<float_shape>, 64},
    {"LEIEEEFloatField", plain, of_shape<float_shape>, 32, true},
    {"LEIEEEDoubleField", plain, of_shape<float_shape>, 64, true},
    {"EigrpIPField", fixed_length, prefix<false>},
    {"EigrpIP6Field", fixed_length, prefix<true>},
    {"ShortVersionField", plain, of_shape<version_shape>, 16},
    {"UUIDField", plain, of_shape<uuid_shape>, 128},
};

}  // namespace

std::span<const FieldClass> octets_field_classes() { return classes; }

}  // namespace pkttest
