// EDecimal: Scapy's numbers of decimal digits, exact up to 28 of them; what would be rounded is not covered.
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "framework/language/values/native_type.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

constexpr int most_digits = 28;

/// digits * 10^exponent.
struct Decimal {
    Integer digits = 0;
    int exponent = 0;
};

std::size_t count_of(Integer digits) { return represent(digits < 0 ? -digits : digits).size(); }

[[noreturn]] void fail_rounded(Span where) {
    throw EvaluationError(where, fmt::format("EDecimal of more than {} digits", most_digits)).uncovered();
}

Decimal checked(Integer digits, int exponent, Span where) {
    if (count_of(digits) > most_digits || exponent > 1000 || exponent < -1000) fail_rounded(where);
    return {digits, exponent};
}

Integer scaled(Integer digits, int by, Span where) {
    for (; by > 0; --by)
        if (__builtin_mul_overflow(digits, Integer{10}, &digits)) fail_rounded(where);
    return digits;
}

std::optional<Decimal> parse(std::string_view text, Span where) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
    Integer digits = 0;
    int exponent = 0;
    bool any = false, pointed = false;
    for (const char c : text.substr(0, mark)) {
        if (c == '.' && !pointed) {
            pointed = true;
        } else if (c >= '0' && c <= '9') {
            any = true;
            digits = scaled(digits, 1, where) + (c - '0');
            exponent -= pointed ? 1 : 0;
        } else {
            return std::nullopt;
        }
    }
    if (mark < text.size()) {
        const std::string power(text.substr(mark + 1));
        char* end = nullptr;
        const long given = std::strtol(power.c_str(), &end, 10);
        if (power.empty() || *end != '\0') return std::nullopt;
        if (given > 1000 || given < -1000) fail_rounded(where);
        exponent += static_cast<int>(given);
    }
    if (!any) return std::nullopt;
    if (negative && digits == 0) throw EvaluationError(where, "EDecimal of -0").uncovered();
    return checked(negative ? -digits : digits, exponent, where);
}

/// The decimal number that a binary one stands for exactly.
Decimal from_real(double real, Span where) {
    if (!std::isfinite(real) || std::abs(real) > 9e15) fail_rounded(where);
    Decimal out;
    double rest = real;
    for (; rest != std::floor(rest); rest *= 2) --out.exponent;
    if (out.exponent < -most_digits || std::abs(rest) > 9e15) fail_rounded(where);
    // n / 2^k is n * 5^k / 10^k.
    out.digits = static_cast<Integer>(rest);
    for (int i = out.exponent; i < 0; ++i)
        if (__builtin_mul_overflow(out.digits, Integer{5}, &out.digits)) fail_rounded(where);
    return checked(out.digits, out.exponent, where);
}

std::string written(const Decimal& number) {
    std::string digits = represent(number.digits < 0 ? -number.digits : number.digits);
    const std::string sign = number.digits < 0 ? "-" : "";
    const int power = number.exponent + static_cast<int>(digits.size()) - 1;
    if (number.exponent > 0 || power < -6) {
        if (digits.size() > 1) digits.insert(1, ".");
        return fmt::format("{}{}E{:+}", sign, digits, power);
    }
    const auto places = static_cast<std::size_t>(-number.exponent);
    if (places == 0) return sign + digits;
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    return sign + digits.insert(digits.size() - places, ".");
}

class ExactDecimal final : public ScriptObject {
 public:
    explicit ExactDecimal(Decimal number) : number(number) {}
    std::string_view kind() const override { return "decimal number"; }
    std::string represent() const override { return fmt::format("Decimal('{}')", written(number)); }
    std::string text() const override { return written(number); }
    bool truth() const override { return number.digits != 0; }
    std::optional<Value> attribute(std::string_view name) const override {
        return name == "__class__" ? std::optional(decimal_type("EDecimal")) : std::nullopt;
    }
    std::span<const Builtin> methods() const override;
    std::optional<bool> is_equal(const Value& other) const override;
    std::optional<int> order_with(const Value& other, Span where) const override;
    std::optional<Value> operate(Operator op, const Value& other, bool reflected, Span where) const override;
    double nearest() const { return std::strtod(written(number).c_str(), nullptr); }

    Decimal number;
};

/// nullopt where the value is no number.
std::optional<Decimal> to_decimal(const Value& value, Span where) {
    Integer whole = 0;
    if (const auto* object = object_as<ExactDecimal>(value)) return object->number;
    if (const double* real = value.as<double>()) return from_real(*real, where);
    return value.to_integer(whole) ? std::optional(checked(whole, 0, where)) : std::nullopt;
}

/// Below 0, 0 or above.
int compared(const Decimal& a, const Decimal& b, Span where) {
    const Integer x = scaled(a.digits, a.exponent - std::min(a.exponent, b.exponent), where),
                  y = scaled(b.digits, b.exponent - std::min(a.exponent, b.exponent), where);
    return x < y ? -1 : x > y ? 1 : 0;
}

std::optional<bool> ExactDecimal::is_equal(const Value& other) const {
    if (const double* given = other.as<double>()) return *given == nearest();
    const auto decimal = to_decimal(other, {});
    return decimal && compared(number, *decimal, {}) == 0;
}

std::optional<int> ExactDecimal::order_with(const Value& other, Span where) const {
    if (const double* given = other.as<double>(); given != nullptr && *given != nearest())
        return nearest() < *given ? -1 : 1;
    const auto decimal = to_decimal(other, where);
    return decimal ? std::optional(compared(number, *decimal, where)) : std::nullopt;
}

Decimal multiplied(const Decimal& a, const Decimal& b, Span where) {
    Integer digits = 0;
    if (__builtin_mul_overflow(a.digits, b.digits, &digits)) fail_rounded(where);
    return checked(digits, a.exponent + b.exponent, where);
}

Decimal added(const Decimal& a, const Decimal& b, Span where) {
    const int exponent = std::min(a.exponent, b.exponent);
    Integer sum = 0;
    if (__builtin_add_overflow(scaled(a.digits, a.exponent - exponent, where),
                               scaled(b.digits, b.exponent - exponent, where), &sum))
        fail_rounded(where);
    return checked(sum, exponent, where);
}

Decimal divided(Decimal a, const Decimal& b, Span where) {
    if (b.digits == 0) throw EvaluationError(where, "this divides by 0").as("ZeroDivisionError");
    for (; a.digits % b.digits != 0; --a.exponent) a.digits = scaled(a.digits, 1, where);
    return checked(a.digits / b.digits, a.exponent - b.exponent, where);
}

std::optional<Value> ExactDecimal::operate(Operator op, const Value& other, bool reflected,
                                           Span where) const {
    const auto decimal = to_decimal(other, where);
    if (!decimal) return std::nullopt;
    const Decimal &a = reflected ? *decimal : number, &b = reflected ? number : *decimal;
    if (op == Operator::add) return object_value<ExactDecimal>(added(a, b, where));
    if (op == Operator::subtract) return object_value<ExactDecimal>(added(a, {-b.digits, b.exponent}, where));
    if (op == Operator::multiply) return object_value<ExactDecimal>(multiplied(a, b, where));
    if (op == Operator::divide) return object_value<ExactDecimal>(divided(a, b, where));
    throw EvaluationError(where, "this operator with EDecimal").uncovered();
}

Value run_int(Call& call) {
    const Decimal& number = object_as<ExactDecimal>(*call.self)->number;
    Integer whole = scaled(number.digits, number.exponent, call.span);
    for (int i = number.exponent; i < 0; ++i) whole /= 10;
    return Value(whole);
}
Value run_float(Call& call) { return Value(object_as<ExactDecimal>(*call.self)->nearest()); }

constexpr Builtin decimal_methods[] = {
    {"__int__", {}, Kind::number, "The whole part.", run_int},
    {"__float__", {}, Kind::number, "The nearest binary number.", run_float},
};
std::span<const Builtin> ExactDecimal::methods() const { return decimal_methods; }

Value make(const NativeArguments& given, Span where) {
    if (given[0].is_none()) return object_value<ExactDecimal>(Decimal{});
    const auto found = given[0].is_text() ? parse(*given[0].octets(), where) : to_decimal(given[0], where);
    if (!found) throw EvaluationError(where, fmt::format("EDecimal of {}", describe(given[0]))).uncovered();
    return object_value<ExactDecimal>(*found);
}

bool is_decimal(const Value& value) { return object_as<ExactDecimal>(value) != nullptr; }

constexpr std::string_view parameters[] = {"value"};
constexpr NativeTable types[] = {{"EDecimal", parameters, make, is_decimal}};

}  // namespace

Value decimal_type(std::string_view name) { return native_type(types, name); }

std::optional<double> decimal_real(const Value& value) {
    const auto* decimal = object_as<ExactDecimal>(value);
    return decimal != nullptr ? std::optional(decimal->nearest()) : std::nullopt;
}

Value from_fixed_point(UnsignedInteger bits, int fraction) {
    const RoundedDecimal rounded = rounded_decimal(bits, fraction);
    return object_value<ExactDecimal>(Decimal{rounded.digits, -rounded.places});
}

}  // namespace pkttest::language
