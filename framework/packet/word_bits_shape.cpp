// The shape of parts of a number that is written little-endian: capabilities of 802.11, handles of Bluetooth.
// The parts are read where they would be in network order, from the octets turned round.
#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

/// Bits of the number before this part: those of the parts in front of it.
std::size_t bits_before(const Field& field, const Layer& layer) {
    const auto fields = layer.protocol().fields;
    const std::size_t whole = field.word * 8u;
    std::size_t bits = 0;
    for (const Field* one = &field; one != fields.data() && one[-1].word == field.word; --one)
        bits += one[-1].width;
    return bits % whole;
}

const char* decode_part(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::size_t before = bits_before(field, layer), first = (cursor.bit - before) / 8;
    if (before > cursor.bit || (first + field.word) * 8 > cursor.end) return "the layer ends inside a number";
    UnsignedInteger value = 0;
    for (std::size_t bit = before; bit < before + field.width; ++bit) {
        const unsigned octet = cursor.data[first + field.word - 1 - bit / 8];
        value = value << 1 | (octet >> (7 - bit % 8) & 1);
    }
    cursor.bit += field.width;
    out = Value(static_cast<Integer>(value));
    return nullptr;
}

void encode_part(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    Integer value = 0;
    internal.to_integer(value);
    out.put(static_cast<UnsignedInteger>(value), field.width);
    if (bits_before(field, layer) + field.width != field.word * 8u) return;
    std::reverse(out.buffer().end() - field.word, out.buffer().end());
}

}  // namespace

extern constexpr Shape word_bits_shape =
    based_on<integer_shape>({.name = "part of a number", .decode = decode_part, .encode = encode_part});

}  // namespace pkttest
