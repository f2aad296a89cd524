// Field classes of octets and text: fixed, by a length, up to a terminator, the rest; floating point and
// UUIDs.
#include <fmt/format.h>

#include "framework/packet/field_class.h"

namespace pkttest {

namespace {

using Parameters = std::string_view[];

constexpr Parameters plain = {"name", "default"};
constexpr Parameters rest_of = {"name", "default", "fmt", "remain"};
constexpr Parameters by_length = {"name", "default", "length_from", "max_length"};
constexpr Parameters fixed_length = {"name", "default", "length", "length_from"};
constexpr Parameters stopped = {"name", "default", "stop", "additional"};

std::optional<Problem> all_octets(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, octets_shape, 0, out);
    if (auto problem = set_extent(call, out)) return problem;
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
    return set_default(out, call["default"]);
}

std::optional<Problem> octets_until(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    start_field(call, octets_shape, 0, out);
    const std::string stop = call.has("stop") ? call.text("stop") : std::string(1, '\0');
    if (stop.size() != 1)
        return Problem{fmt::format("{} stops at one octet, not at {}", what.name, represent(call["stop"]))};
    out.field.extent = until(static_cast<unsigned char>(stop[0]));
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

constexpr FieldClass classes[] = {
    {"StrField", rest_of, all_octets},
    {"XStrField", rest_of, all_octets},
    {"StrLenField", by_length, all_octets},
    {"XStrLenField", by_length, all_octets},
    {"BoundStrLenField", by_length, all_octets},
    {"StrFixedLenField", fixed_length, fixed_octets},
    {"XStrFixedLenField", fixed_length, fixed_octets},
    {"StrNullField", plain, octets_until},
    {"StrStopField", stopped, octets_until},
    {"DNSStrField", plain, dns_name},
    {"IEEEFloatField", plain, of_shape<float_shape>, 32},
    {"IEEEDoubleField", plain, of_shape<float_shape>, 64},
    {"LEIEEEFloatField", plain, of_shape<float_shape>, 32, true},
    {"LEIEEEDoubleField", plain, of_shape<float_shape>, 64, true},
    {"UUIDField", plain, of_shape<uuid_shape>, 128},
};

}  // namespace

std::span<const FieldClass> octets_field_classes() { return classes; }

}  // namespace pkttest
