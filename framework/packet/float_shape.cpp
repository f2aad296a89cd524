// The shape of floating-point numbers of 32 and 64 bits (IEEE 754).
#include <fmt/format.h>

#include <bit>

#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

const char* decode_float(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    Value bits;
    if (const char* reason = integer_shape.decode(field, layer, cursor, bits)) return reason;
    Integer number = 0;
    bits.to_integer(number);
    out = field.width == 32 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(number)))
                            : std::bit_cast<double>(static_cast<std::uint64_t>(number));
    return nullptr;
}

void encode_float(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    const double* real = internal.as<double>();
    const double number = real != nullptr ? *real : 0;
    const std::uint64_t bits = field.width == 32 ? std::bit_cast<std::uint32_t>(static_cast<float>(number))
                                                 : std::bit_cast<std::uint64_t>(number);
    out.put(bits, field.width, field.little_endian);
}

std::optional<Problem> normalize_float(const Field& field, const Value& in, Value& internal) {
    Integer whole = 0;
    if (const double* real = in.as<double>())
        internal = *real;
    else if (in.to_integer(whole))
        internal = static_cast<double>(whole);
    else
        return Problem{fmt::format("{} takes a number, not {} {}", field.name, in.kind(), represent(in))};
    return std::nullopt;
}

}  // namespace

extern constexpr Shape float_shape = based_on<integer_shape>({
    .name = "floating-point number",
    .decode = decode_float,
    .encode = encode_float,
    .normalize = normalize_float,
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field&) { return Value(static_cast<double>(generator()() % 2'000'000) / 1e3 - 1e3); },
});

}  // namespace pkttest
