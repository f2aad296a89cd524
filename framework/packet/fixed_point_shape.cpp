// The shape of numbers with a binary fraction: NTP's timestamps. Internal form: the bits as they are sent.
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "framework/packet/shape.h"

namespace pkttest {

namespace {

int fraction_bits(const Field& field) { return static_cast<const FixedPoint*>(field.user)->fraction_bits; }

/// 0.1 in binary has no end, but every binary fraction has one in decimal.
std::string decimal(std::uint64_t bits, int fraction) {
    const std::uint64_t mask = (std::uint64_t{1} << fraction) - 1;
    std::string out = fmt::format("{}", bits >> fraction);
    UnsignedInteger left = bits & mask;
    if (left != 0) out += '.';
    for (; left != 0; left &= mask) {
        left *= 10;
        out += static_cast<char>('0' + static_cast<int>(left >> fraction));
    }
    return out;
}

/// A number with more digits than a real number has.
class ExactNumber : public Object {
 public:
    ExactNumber(std::uint64_t bits, int fraction) : bits_(bits), fraction_(fraction) {}
    std::string_view kind() const override { return "number"; }
    std::string represent() const override { return decimal(bits_, fraction_); }
    bool equals(const Object& other) const override {
        const auto* exact = dynamic_cast<const ExactNumber*>(&other);
        return exact != nullptr && represent() == exact->represent();
    }
    std::optional<double> real() const override { return std::ldexp(static_cast<double>(bits_), -fraction_); }
    /// The number in units of 1 / 2^fraction; nullopt where it has a smaller part.
    std::optional<std::uint64_t> in(int fraction) const {
        if (fraction != fraction_) return std::nullopt;
        return bits_;
    }

 private:
    std::uint64_t bits_;
    int fraction_;
};

std::optional<Problem> normalize_fixed(const Field& field, const Value& in, Value& internal) {
    const int fraction = fraction_bits(field);
    if (const auto* object = in.as<std::shared_ptr<Object>>())
        if (const auto* exact = dynamic_cast<const ExactNumber*>(object->get()))
            if (const auto bits = exact->in(fraction)) return internal = Value(*bits), std::nullopt;
    double real = 0;
    if (!in.to_real(real))
        return Problem{fmt::format("{} takes a number, not {} {}", field.name, in.kind(), represent(in))};
    const int whole = field.width - fraction;
    if (!(real >= 0 && real < std::ldexp(1.0, whole)))
        return Problem{
            fmt::format("{} reaches from 0 to 2^{}, {} does not fit", field.name, whole, represent(in))};
    internal = Value(static_cast<std::uint64_t>(std::ldexp(real, fraction)));
    return std::nullopt;
}

Value human_fixed(const Field& field, const Value& internal) {
    Integer number = 0;
    if (!internal.to_integer(number)) return internal;
    const auto bits = static_cast<std::uint64_t>(number);
    const int fraction = fraction_bits(field);
    if (bits << (64 - fraction) == 0) return Value(bits >> fraction);
    const double real = std::ldexp(static_cast<double>(bits), -fraction);
    if (static_cast<Integer>(std::ldexp(real, fraction)) == number) return Value(real);
    return Value(std::shared_ptr<Object>(std::make_shared<ExactNumber>(bits, fraction)));
}

/// Rounded: nobody reads the thirty digits that a small part may have.
std::string represent_fixed(const Field& field, const Value& internal) {
    Integer number = 0;
    if (!internal.to_integer(number)) return represent(internal);
    const auto [digits, places] = rounded_decimal(static_cast<UnsignedInteger>(number), fraction_bits(field));
    std::string out = fmt::format("{:0{}}", static_cast<std::uint64_t>(digits), places + 1);
    return places == 0 ? out : out.insert(out.size() - static_cast<std::size_t>(places), ".");
}

}  // namespace

RoundedDecimal rounded_decimal(UnsignedInteger bits, int fraction) {
    constexpr int most_places = 18;
    const int significant = fraction * 301 / 1000;  // log10(2) is 0.301…
    const UnsignedInteger one = UnsignedInteger{1} << fraction, part = bits & (one - 1);
    RoundedDecimal out{static_cast<Integer>(bits >> fraction), 0};
    if (part == 0) return out;
    UnsignedInteger scaled = part;
    for (int digits = 0; digits < significant && out.places < most_places; ++out.places) {
        scaled *= 10;
        out.digits *= 10;
        if (digits > 0 || scaled >= one) ++digits;
    }
    const UnsignedInteger rest = scaled & (one - 1), half = one / 2;
    UnsignedInteger rounded = scaled >> fraction;
    if (rest > half || (rest == half && rounded % 2 == 1)) ++rounded;
    out.digits += static_cast<Integer>(rounded);
    for (; out.places > 0 && out.digits % 10 == 0; --out.places) out.digits /= 10;
    return out;
}

extern constexpr Shape fixed_point_shape = based_on<integer_shape>({
    .name = "fixed-point number",
    .normalize = normalize_fixed,
    .human = human_fixed,
    .represent = represent_fixed,
});

}  // namespace pkttest
