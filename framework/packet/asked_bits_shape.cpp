// The shape of BitFixedLenField: a number of as many bits as its layer is asked for.
#include <algorithm>

#include "framework/packet/rule.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

constexpr std::int64_t most_bits = 64;

/// Nothing of a number is there where the answer is no width.
unsigned asked_bits(const Field& field, const Layer& layer) {
    return static_cast<unsigned>(
        std::clamp<std::int64_t>(ask_number(*field.extent.rule, layer), 0, most_bits));
}

const char* decode_asked(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const unsigned bits = asked_bits(field, layer);
    if (cursor.end - cursor.bit < bits) return "the layer ends inside a field";
    out =
        Value(bits == 0 ? Integer{0} : static_cast<Integer>(read_bits(cursor.data, cursor.bit, bits, false)));
    cursor.bit += bits;
    return nullptr;
}

void encode_asked(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    Integer value = 0;
    internal.to_integer(value);
    if (const unsigned bits = asked_bits(field, layer); bits > 0)
        out.put(static_cast<UnsignedInteger>(value) & ((UnsignedInteger{1} << bits) - 1), bits);
}

std::optional<Problem> normalize_asked(const Field& field, const Value& in, Value& internal) {
    const Field number = bits(field.name, static_cast<std::uint16_t>(most_bits));
    return normalize(number, in, internal);
}

}  // namespace

extern constexpr Shape asked_bits_shape = {
    .name = "number of bits that are asked for",
    .skip =
        [](const Field& f, const Layer& l, Cursor& c) {
            Value ignored;
            return decode_asked(f, l, c, ignored);
        },
    .decode = decode_asked,
    .encode = encode_asked,
    .normalize = normalize_asked,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field&) { return Value(0); }};

}  // namespace pkttest
