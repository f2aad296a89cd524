// The shape of ScalingField: numbers with a scale and an offset, as what they stand for.
#include <fmt/format.h>

#include <cmath>

#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

const Scaling& scaling_of(const Field& field) { return *static_cast<const Scaling*>(field.user); }
const Shape& on_the_wire(const Field& field) {
    return scaling_of(field).is_real ? float_shape : integer_shape;
}

}  // namespace

Value from_steps(const Field& field, const Value& read) {
    const Scaling& by = scaling_of(field);
    Integer whole = 0;
    if (by.whole && !by.is_real && read.to_integer(whole))
        return Value(whole * static_cast<Integer>(by.scaling) + static_cast<Integer>(by.offset));
    double number = 0;
    read.to_real(number);
    number = number * by.scaling + by.offset;
    if (by.is_real) return Value(number);
    const double unit = std::pow(10, by.digits);
    return Value(std::round(number * unit) / unit);
}

/// The nearest one, halves to the even.
Value to_steps(const Field& field, const Value& internal) {
    const Scaling& by = scaling_of(field);
    double number = 0;
    internal.to_real(number);
    number = (number - by.offset) / by.scaling;
    if (by.is_real) return Value(number);
    return Value(static_cast<Integer>(by.cuts ? std::trunc(number) : std::nearbyint(number)));
}

namespace {

const char* decode_scaling(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    Value read;
    if (const char* reason = on_the_wire(field).decode(field, layer, cursor, read)) return reason;
    out = from_steps(field, read);
    return nullptr;
}

void encode_scaling(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    const Value number = internal.is_none() ? Value(0) : to_steps(field, internal);
    on_the_wire(field).encode(field, layer, number, out);
}

/// Octets stand for what they would be read as.
bool from_octets(const Field& field, const Value& in, Value& internal) {
    const std::string* octets = in.octets();
    if (octets == nullptr || octets->size() * 8 != field.width || scaling_of(field).is_real) return false;
    const auto* data = reinterpret_cast<const std::uint8_t*>(octets->data());
    auto number = static_cast<Integer>(read_bits(data, 0, field.width, field.little_endian));
    if (field.is_signed && number >> (field.width - 1) != 0) number -= Integer{1} << field.width;
    return internal = from_steps(field, Value(number)), true;
}

std::optional<Problem> normalize_scaling(const Field& field, const Value& in, Value& internal) {
    double number = 0;
    if (from_octets(field, in, internal)) return std::nullopt;
    if (!in.to_real(number))
        return Problem{fmt::format("{} takes a number, not {} {}", field.name, in.kind(), represent(in))};
    const double span = std::ldexp(1.0, field.width);
    double steps = 0;
    to_steps(field, in).to_real(steps);
    const double least = field.is_signed ? -span / 2 : 0, most = field.is_signed ? span / 2 - 1 : span - 1;
    if (!scaling_of(field).is_real && !(steps >= least && steps <= most))
        return Problem{
            fmt::format("{} has {} bits, {} does not fit", field.name, field.width, represent(in))};
    internal = in;
    return std::nullopt;
}

}  // namespace

extern constexpr Shape scaling_shape = based_on<integer_shape>({
    .name = "number with a scale",
    .decode = decode_scaling,
    .encode = encode_scaling,
    .normalize = normalize_scaling,
    .represent =
        [](const Field& field, const Value& internal) {
            if (scaling_of(field).cuts) return represent(internal);
            return fmt::format("{} {}", represent(internal), scaling_of(field).unit);
        },
    .random = [](const Field& f) { return from_steps(f, integer_shape.random(f)); },
});

}  // namespace pkttest
