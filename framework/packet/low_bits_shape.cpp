// The shape of LEBitField: numbers that stand one behind the other from the least significant bit of each
// octet on, as EtherCAT has them (IEC 61158-4-12).
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

const char* decode_low(const Field& field, const Layer&, Cursor& cursor, Value& out) {
    if (cursor.end - cursor.bit < field.width) return "the layer ends inside a field";
    UnsignedInteger value = 0;
    for (unsigned i = 0; i < field.width; ++i, ++cursor.bit)
        value |= UnsignedInteger{cursor.data[cursor.bit / 8] >> cursor.bit % 8 & 1u} << i;
    out = Value(static_cast<Integer>(value));
    return nullptr;
}

void encode_low(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    Integer value = 0;
    internal.to_integer(value);
    std::size_t bit = out.bits();
    const std::size_t first = bit / 8;
    const std::uint8_t before = bit % 8 != 0 ? out.buffer()[first] : std::uint8_t{0};
    out.put(0, field.width);
    out.buffer()[first] |= before;
    for (unsigned i = 0; i < field.width; ++i, ++bit)
        if ((value >> i & 1) != 0) out.buffer()[bit / 8] |= static_cast<std::uint8_t>(1 << bit % 8);
}

}  // namespace

extern constexpr Shape low_bits_shape = based_on<integer_shape>(
    {.name = "bits from the least significant one on", .decode = decode_low, .encode = encode_low});

}  // namespace pkttest
