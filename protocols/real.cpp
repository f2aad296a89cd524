// The shape of IEEE 754 numbers. Internal form: a floating-point number.
#include "protocols/real.h"

#include <fmt/format.h>

#include <bit>

#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest::protocols {

static const char* skip(const Field& field, const Layer&, Cursor& cursor) {
    if (cursor.end - cursor.bit < field.width) return "the layer ends inside a field";
    cursor.bit += field.width;
    return nullptr;
}
static const char* decode(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::size_t at = cursor.bit;
    if (const char* reason = skip(field, layer, cursor)) return reason;
    const std::uint64_t octets = read_bits(cursor.data, at, field.width, field.little_endian);
    out = field.width == 32 ? Value(double{std::bit_cast<float>(static_cast<std::uint32_t>(octets))})
                            : Value(std::bit_cast<double>(octets));
    return nullptr;
}
static void encode(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    const double* given = internal.as<double>();
    const double number = given != nullptr ? *given : 0;
    if (field.width == 32)
        out.put(std::bit_cast<std::uint32_t>(static_cast<float>(number)), 32, field.little_endian);
    else
        out.put(std::bit_cast<std::uint64_t>(number), 64, field.little_endian);
}
static std::optional<Problem> normalize(const Field& field, const Value& in, Value& internal) {
    Integer whole = 0;
    if (in.as<double>() != nullptr)
        internal = in;
    else if (in.to_integer(whole))
        internal = Value(static_cast<double>(whole));
    else
        return Problem{fmt::format("{} takes a number, not {} {}", field.name, in.kind(), represent(in))};
    return std::nullopt;
}

extern constexpr Shape real_shape = {
    .name = "real number",
    .skip = skip,
    .decode = decode,
    .encode = encode,
    .normalize = normalize,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field&) { return Value(static_cast<double>(generator()() % 1000)); }};

}  // namespace pkttest::protocols
