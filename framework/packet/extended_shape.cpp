// The shape of BitExtendedField, LSBExtendedField and MSBExtendedField: numbers in groups of seven bits, the
// most significant first; one bit of each octet says that another follows.
#include <fmt/format.h>

#include <array>

#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

constexpr std::size_t most_octets = 10;  // 64 bits.

/// The bit that says that another octet follows, and those below it.
unsigned mark(const Field& field) { return 1u << static_cast<const ExtensionBit*>(field.user)->place; }
unsigned below(const Field& field) { return mark(field) - 1; }

unsigned without_mark(const Field& field, unsigned octet) {
    return (octet & ~(below(field) << 1 | 1)) >> 1 | (octet & below(field));
}
unsigned beside_mark(const Field& field, unsigned group) {
    return (group & ~below(field)) << 1 | (group & below(field));
}

const char* decode_extended(const Field& field, const Layer&, Cursor& cursor, Value& out) {
    std::uint64_t number = 0;
    out = {};
    const std::size_t available = cursor.octets_left();
    for (std::size_t i = 0; i < available; ++i) {
        if (i == most_octets) return "a number of more than 64 bits";
        const std::uint8_t octet = cursor.here()[0];
        cursor.bit += 8;
        number = number << 7 | without_mark(field, octet);
        if ((octet & mark(field)) == 0) return out = Value(static_cast<Integer>(number)), nullptr;
    }
    return nullptr;  // Without a last octet there is no number.
}

void encode_extended(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    Integer number = 0;
    if (!internal.to_integer(number)) return;
    std::array<std::uint8_t, most_octets> octets = {};
    std::size_t first = most_octets;
    auto left = static_cast<std::uint64_t>(number);
    do {
        const bool last = first == most_octets;
        octets[--first] =
            static_cast<std::uint8_t>(beside_mark(field, left & 0x7f) | (last ? 0 : mark(field)));
        left >>= 7;
    } while (left != 0);
    out.put_octets({reinterpret_cast<const char*>(octets.data()) + first, most_octets - first});
}

std::optional<Problem> normalize_extended(const Field& field, const Value& in, Value& internal) {
    Field number = bits(field.name, 64);
    return normalize(number, in, internal);
}

const char* skip_extended(const Field& field, const Layer& layer, Cursor& cursor) {
    Value ignored;
    return decode_extended(field, layer, cursor, ignored);
}

}  // namespace

extern constexpr Shape extended_shape = {
    .name = "number in groups of seven bits",
    .skip = skip_extended,
    .decode = decode_extended,
    .encode = encode_extended,
    .normalize = normalize_extended,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field&) { return integer_shape.random(bits("", 32)); }};

}  // namespace pkttest
