// The shape of SignalField: bits anywhere in a layer's octets, as databases of CAN messages name them.
#include <fmt/format.h>

#include <bit>

#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

const Scaling& signal_of(const Field& field) { return *static_cast<const Scaling*>(field.user); }

/// Where one of a signal's bits lies, in the order of the wire: the most significant bit of an octet first.
/// `bit` counts from the signal's least significant one.
std::size_t place_of(const Field& field, int bit) {
    const Scaling& signal = signal_of(field);
    const auto turned = [](int number) { return static_cast<std::size_t>(number / 8 * 8 + 7 - number % 8); };
    return field.little_endian ? turned(signal.start + bit)
                               : turned(signal.start) + static_cast<std::size_t>(signal.size - 1 - bit);
}

}  // namespace

std::size_t octets_of_signal(const Field& field) {
    return place_of(field, field.little_endian ? signal_of(field).size - 1 : 0) / 8 + 1;
}

namespace {

const char* skip_signal(const Field& field, const Layer&, Cursor& cursor) {
    cursor.bit = std::max(cursor.bit, std::min(cursor.end, octets_of_signal(field) * 8));
    return nullptr;
}

Value number_of(const Field& field, std::uint64_t bits) {
    const int size = signal_of(field).size;
    if (signal_of(field).is_real)
        return size == 32 ? Value(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits))))
                          : Value(std::bit_cast<double>(bits));
    const bool below_0 = field.is_signed && bits >> (size - 1) != 0;
    return Value(static_cast<Integer>(bits) - (below_0 ? Integer{1} << size : Integer{0}));
}

const char* decode_signal(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    std::uint64_t bits = 0;
    for (int bit = 0; bit < signal_of(field).size; ++bit) {
        const std::size_t place = place_of(field, bit);
        if (place < cursor.end && (cursor.data[place / 8] >> (7 - place % 8) & 1) != 0)
            bits |= std::uint64_t{1} << bit;
    }
    out = from_steps(field, number_of(field, bits));
    return skip_signal(field, layer, cursor);
}

std::uint64_t bits_of(const Field& field, const Value& internal) {
    const Value steps = to_steps(field, internal.is_none() ? Value(0) : internal);
    double real = 0;
    Integer number = 0;
    steps.to_real(real);
    if (!signal_of(field).is_real) return steps.to_integer(number), static_cast<std::uint64_t>(number);
    return signal_of(field).size == 32 ? std::bit_cast<std::uint32_t>(static_cast<float>(real))
                                       : std::bit_cast<std::uint64_t>(real);
}

/// Bits that are set already stay so.
void encode_signal(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    const std::size_t start = out.size() - out.octets_of_layer();
    auto& octets = out.buffer();
    octets.resize(std::max(octets.size(), start + octets_of_signal(field)));
    const std::uint64_t bits = bits_of(field, internal);
    for (int bit = 0; bit < signal_of(field).size; ++bit) {
        const std::size_t place = place_of(field, bit);
        if ((bits >> bit & 1) != 0) octets[start + place / 8] |= static_cast<std::uint8_t>(0x80 >> place % 8);
    }
}

/// What does not fit loses its upper bits, as in the reference.
std::optional<Problem> normalize_signal(const Field& field, const Value& in, Value& internal) {
    double number = 0;
    if (!in.to_real(number))
        return Problem{fmt::format("{} takes a number, not {} {}", field.name, in.kind(), represent(in))};
    internal = in;
    return std::nullopt;
}

}  // namespace

extern constexpr Shape signal_shape = {
    .name = "signal",
    .skip = skip_signal,
    .decode = decode_signal,
    .encode = encode_signal,
    .normalize = normalize_signal,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent =
        [](const Field& field, const Value& internal) {
            return fmt::format("{} {}", represent(internal), signal_of(field).unit);
        },
    .random =
        [](const Field& field) {
            const Field number = bits("", static_cast<std::uint16_t>(signal_of(field).size));
            Integer drawn = 0;
            integer_shape.random(number).to_integer(drawn);
            return from_steps(field, number_of(field, static_cast<std::uint64_t>(drawn)));
        }};

}  // namespace pkttest
