// The shape of MultiFlagsField: the names of the bits that are set, as a list of text; "bit 5" for those
// without a name.
#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

constexpr std::string_view unnamed = "bit ";

const std::vector<FlagEntry>& entries_of(const Field& field) {
    return *static_cast<const std::vector<FlagEntry>*>(field.user);
}

/// nullopt where the field has no such bit.
std::optional<unsigned> bit_of(const Field& field, std::string_view name) {
    for (const FlagEntry& each : entries_of(field))
        if (each.name == name) return each.bit;
    unsigned bit = 0;
    if (!name.starts_with(unnamed)) return std::nullopt;
    const char* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + unnamed.size(), end, bit);
    return read.ptr == end && bit < field.width ? std::optional(bit) : std::nullopt;
}

const char* decode_set(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    Value number;
    Integer bits = 0;
    if (const char* reason = integer_shape.decode(field, layer, cursor, number)) return reason;
    number.to_integer(bits);
    List names;
    for (unsigned bit = 0; bit < field.width; ++bit) {
        if ((bits >> bit & 1) == 0) continue;
        std::string name = fmt::format("{}{}", unnamed, bit);
        for (const FlagEntry& each : entries_of(field))
            if (each.bit == bit) name = each.name;
        names.emplace_back(std::move(name));
    }
    out = Value(std::move(names));
    return nullptr;
}

/// Which names there are is known when the layer is built.
void encode_set(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    Integer bits = 0;
    for (const Value& name : internal.items() != nullptr ? *internal.items() : List()) {
        const auto bit = bit_of(field, *name.octets());
        if (!bit) throw std::runtime_error(fmt::format("{} has no flag {}", field.name, represent(name)));
        bits |= Integer{1} << *bit;
    }
    integer_shape.encode(field, layer, Value(bits), out);
}

std::optional<Problem> normalize_set(const Field& field, const Value& in, Value& internal) {
    const Problem wrong{fmt::format("{} takes a set of flags' names, not {}", field.name, represent(in))};
    if (in.items() == nullptr) return wrong;
    for (const Value& name : *in.items())
        if (!name.is_text()) return wrong;
    internal = in;
    return std::nullopt;
}

std::string represent_set(const Field& field, const Value& internal) {
    if (internal.items() == nullptr) return represent(internal);
    std::string out;
    for (const Value& name : *internal.items()) {
        Value shown = name;
        for (const FlagEntry& each : entries_of(field))
            if (name == Value(each.name)) shown = Value(fmt::format("{} ({})", each.meaning, each.name));
        out += (out.empty() ? "{" : ", ") + represent(shown);
    }
    return out.empty() ? "set()" : out + "}";
}

Value random_set(const Field& field) {
    List names;
    for (const FlagEntry& each : entries_of(field)) names.emplace_back(each.name);
    return Value(std::move(names));
}

}  // namespace

extern constexpr Shape flag_set_shape = based_on<integer_shape>({
    .name = "set of flags",
    .takes_lists = true,
    .decode = decode_set,
    .encode = encode_set,
    .normalize = normalize_set,
    .represent = represent_set,
    .random = random_set,
});

bool is_flag_set(const Field& field) {
    if (field.shape == &one_of_shape) return is_flag_set(*field.cases.back().field);
    return field.shape == &flag_set_shape;
}

}  // namespace pkttest
