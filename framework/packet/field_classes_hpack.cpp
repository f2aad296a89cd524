// Field classes of HPACK (RFC 7541, 5): numbers with a prefix, bits that are always the same, strings.
#include <fmt/format.h>

#include "framework/packet/field_class.h"
#include "framework/packet/hpack_shapes.h"

namespace pkttest {

namespace {

using Parameters = std::string_view[];

constexpr Parameters sized = {"name", "default", "size"};
constexpr Parameters measuring = {"name", "default", "size", "length_of", "adjust"};
constexpr Parameters string_of = {"name", "default", "length_from", "type_from"};

/// A text that lives as long as the field.
const char* keep_name(const std::string& name, RuntimeField& out) {
    return out.keep(std::string(name)).c_str();
}

std::optional<Problem> prefixed(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    const std::int64_t size = call.number("size", 0);
    if (size < 1 || size > 8)
        return Problem{fmt::format("{} has a prefix of 1 to 8 bits, not {}", what.name, size)};
    start_field(call, hpack_number_shape, static_cast<std::uint16_t>(size), out);
    if (what.name == "UVarIntField" && !call.has("default")) return Problem{"UVarIntField is a number"};
    if (!call.has("length_of")) return set_default(out, call["default"]);
    out.field.user = keep_name(call.text("length_of"), out);
    if (call.has("adjust")) {
        const auto rule = to_rule(call["adjust"]);
        if (rule == nullptr) return Problem{"adjust takes a function of the length"};
        out.field.rule = out.keep_rule(rule);
    }
    return set_default(out, call["default"]);
}

std::optional<Problem> magic(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    const std::int64_t size = call.number("size", 0);
    if (size < 1 || size > 64)
        return Problem{fmt::format("{} has a size from 1 to 64 bits, not {}", what.name, size)};
    if (!call.has("default")) return Problem{fmt::format("{} is a number", what.name)};
    start_field(call, magic_shape, static_cast<std::uint16_t>(size), out);
    return set_default(out, call["default"]);
}

std::optional<Problem> string(const FieldClass&, const FieldCall& call, RuntimeField& out) {
    start_field(call, hpack_string_shape, 0, out);
    if (auto problem = set_extent(call, out)) return problem;
    if (call.has("type_from")) out.field.user = keep_name(call.text("type_from"), out);
    return set_default(out, call["default"]);
}

constexpr FieldClass classes[] = {
    {"AbstractUVarIntField", sized, prefixed},  {"UVarIntField", sized, prefixed},
    {"FieldUVarLenField", measuring, prefixed}, {"HPackMagicBitField", sized, magic},
    {"HPackStrLenField", string_of, string},
};

}  // namespace

std::span<const FieldClass> hpack_field_classes() { return classes; }

}  // namespace pkttest
