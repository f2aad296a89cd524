// The shape of numbers that count steps of a unit: 802.1D's seconds in 1/256, RadioTap's Mb/s in 0.5.
// Internal form: the number of steps.
#include <fmt/format.h>

#include <cmath>

#include "framework/packet/shape.h"

namespace pkttest {

namespace {

double step_of(const Field& field) { return static_cast<const Scale*>(field.user)->step; }

std::optional<Problem> normalize_scaled(const Field& field, const Value& in, Value& internal) {
    Integer whole = 0;
    double number = 0;
    if (in.to_integer(whole))
        number = static_cast<double>(whole);
    else if (const double* real = in.as<double>())
        number = *real;
    else
        return Problem{fmt::format("{} takes a number, not {} {}", field.name, in.kind(), represent(in))};
    const double steps = std::round(number / step_of(field));
    const double span = std::ldexp(1.0, field.width);
    const double lowest = field.is_signed ? -span / 2 : 0;
    const double highest = field.is_signed ? span / 2 - 1 : span - 1;
    if (!(steps >= lowest && steps <= highest))
        return Problem{fmt::format("{} reaches from {} to {}, {} does not fit", field.name,
                                   lowest * step_of(field), highest * step_of(field), number)};
    internal = Value(static_cast<Integer>(steps));
    return std::nullopt;
}

Value human_scaled(const Field& field, const Value& internal) {
    Integer steps = 0;
    if (!internal.to_integer(steps)) return internal;
    return Value(static_cast<double>(steps) * step_of(field));
}

std::string represent_scaled(const Field& field, const Value& internal) {
    return represent(human_scaled(field, internal));
}

}  // namespace

extern constexpr Shape scaled_shape = based_on<integer_shape>({
    .name = "scaled number",
    .normalize = normalize_scaled,
    .human = human_scaled,
    .represent = represent_scaled,
});

}  // namespace pkttest
