// Integers of more than 127 bits: schoolbook arithmetic over 32 bits at a time.
#include "framework/language/values/big_integer.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

using Parts = std::vector<std::uint32_t>;

void trim(Parts& parts) {
    while (!parts.empty() && parts.back() == 0) parts.pop_back();
}

int compare_parts(const Parts& a, const Parts& b) {
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    for (std::size_t i = a.size(); i-- > 0;)
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return 0;
}

Parts added(const Parts& a, const Parts& b) {
    Parts out;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry != 0; ++i) {
        carry += (i < a.size() ? a[i] : 0ULL) + (i < b.size() ? b[i] : 0ULL);
        out.push_back(static_cast<std::uint32_t>(carry));
        carry >>= 32;
    }
    return out;
}

/// a - b, where a is not below b.
Parts taken_off(const Parts& a, const Parts& b) {
    Parts out = a;
    std::int64_t borrow = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::int64_t left = std::int64_t{out[i]} - (i < b.size() ? b[i] : 0) - borrow;
        borrow = left < 0 ? 1 : 0;
        out[i] = static_cast<std::uint32_t>(left + (borrow << 32));
    }
    trim(out);
    return out;
}

Parts multiplied(const Parts& a, const Parts& b) {
    Parts out(a.size() + b.size(), 0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::uint64_t carry = 0;
        for (std::size_t j = 0; j < b.size() || carry != 0; ++j) {
            carry += out[i + j] + std::uint64_t{a[i]} * (j < b.size() ? b[j] : 0);
            out[i + j] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }
    trim(out);
    return out;
}

std::size_t bits_of(const Parts& parts) {
    return parts.empty() ? 0 : parts.size() * 32 - static_cast<std::size_t>(__builtin_clz(parts.back()));
}

Parts moved_up(const Parts& parts, std::size_t by) {
    Parts out(by / 32, 0);
    std::uint64_t carry = 0;
    for (const std::uint32_t part : parts) {
        carry |= std::uint64_t{part} << by % 32;
        out.push_back(static_cast<std::uint32_t>(carry));
        carry >>= 32;
    }
    out.push_back(static_cast<std::uint32_t>(carry));
    trim(out);
    return out;
}

Parts moved_down(const Parts& parts, std::size_t by) {
    Parts out;
    for (std::size_t i = by / 32; i < parts.size(); ++i) {
        const std::uint64_t both = parts[i] | std::uint64_t{i + 1 < parts.size() ? parts[i + 1] : 0} << 32;
        out.push_back(static_cast<std::uint32_t>(both >> by % 32));
    }
    trim(out);
    return out;
}

/// Quotient and remainder of magnitudes, a bit at a time; `b` is not 0.
std::pair<Parts, Parts> divided(const Parts& a, const Parts& b) {
    Parts quotient(a.size(), 0), rest;
    for (std::size_t bit = bits_of(a); bit-- > 0;) {
        rest = moved_up(rest, 1);
        if (a[bit / 32] >> bit % 32 & 1) rest = added(rest, {1});
        if (compare_parts(rest, b) < 0) continue;
        rest = taken_off(rest, b);
        quotient[bit / 32] |= std::uint32_t{1} << bit % 32;
    }
    trim(quotient);
    return {std::move(quotient), std::move(rest)};
}

std::uint32_t divide_by(Parts& parts, std::uint32_t divisor) {
    std::uint64_t rest = 0;
    for (std::size_t i = parts.size(); i-- > 0;) {
        rest = rest << 32 | parts[i];
        parts[i] = static_cast<std::uint32_t>(rest / divisor);
        rest %= divisor;
    }
    trim(parts);
    return static_cast<std::uint32_t>(rest);
}

Big from_integer(Integer value) {
    Big out{value < 0, {}};
    auto left = value < 0 ? -static_cast<UnsignedInteger>(value) : static_cast<UnsignedInteger>(value);
    for (; left != 0; left >>= 32) out.parts.push_back(static_cast<std::uint32_t>(left));
    return out;
}

Big sum(const Big& a, const Big& b) {
    if (a.negative == b.negative) return {a.negative, added(a.parts, b.parts)};
    const bool first = compare_parts(a.parts, b.parts) >= 0;
    return first ? Big{a.negative, taken_off(a.parts, b.parts)}
                 : Big{b.negative, taken_off(b.parts, a.parts)};
}

Big negated(Big number) {
    number.negative = !number.negative && !number.parts.empty();
    return number;
}

/// Python's // and %: towards below.
std::pair<Big, Big> floor_divided(const Big& a, const Big& b) {
    auto [quotient, rest] = divided(a.parts, b.parts);
    Big whole{a.negative != b.negative, std::move(quotient)}, left{a.negative, std::move(rest)};
    if (!left.parts.empty() && a.negative != b.negative) {
        whole = sum(whole, {true, {1}});
        left = sum(left, b);
    }
    return {std::move(whole), std::move(left)};
}

Parts combined(Operator op, const Parts& a, const Parts& b) {
    Parts out(std::max(a.size(), b.size()), 0);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::uint32_t x = i < a.size() ? a[i] : 0, y = i < b.size() ? b[i] : 0;
        out[i] = op == Operator::bit_and ? x & y : op == Operator::bit_or ? x | y : x ^ y;
    }
    trim(out);
    return out;
}

[[noreturn]] void too_long(Span where) {
    throw EvaluationError(where, fmt::format("a number of more than {} bits", most_bits)).uncovered();
}

std::size_t small(const Big& number, Span where) {
    if (number.negative || number.parts.size() > 1) too_long(where);
    return number.parts.empty() ? 0 : number.parts[0];
}

Big power(Big base, std::size_t exponent, Span where) {
    if (bits_of(base.parts) > 1 && bits_of(base.parts) * exponent > most_bits + 64) too_long(where);
    Big out{false, {1}};
    for (; exponent != 0; exponent >>= 1) {
        if (exponent & 1) out = {out.negative != base.negative, multiplied(out.parts, base.parts)};
        if (exponent > 1) base = {false, multiplied(base.parts, base.parts)};
    }
    return out;
}

Big shifted(const Big& a, const Big& b, bool up, Span where) {
    const std::size_t by = small(b, where);
    if (up && bits_of(a.parts) + by > most_bits) too_long(where);
    if (up) return {a.negative, moved_up(a.parts, by)};
    if (!a.negative) return {false, moved_down(a.parts, by)};
    return floor_divided(a, {false, moved_up({1}, std::min(by, most_bits))}).first;
}

}  // namespace

std::string BigInteger::represent() const { return digits_of(value, 10); }

bool BigInteger::equals(const Object& other) const {
    const auto* number = dynamic_cast<const BigInteger*>(&other);
    return number != nullptr && compare(number->value, value) == 0;
}

std::optional<Big> to_big(const Value& value) {
    Integer integer = 0;
    if (value.to_integer(integer)) return from_integer(integer);
    if (const auto* number = object_as<BigInteger>(value)) return number->value;
    return std::nullopt;
}

bool is_big(const Value& value) { return object_as<BigInteger>(value) != nullptr; }

Value to_value(Big number) {
    trim(number.parts);
    if (bits_of(number.parts) > 127) return object_value<BigInteger>(std::move(number));
    UnsignedInteger out = 0;
    for (std::size_t i = number.parts.size(); i-- > 0;) out = out << 32 | number.parts[i];
    return number.negative ? static_cast<Integer>(-out) : static_cast<Integer>(out);
}

Value to_wide_field(const Field& field, const Value& value) {
    const auto* number = object_as<BigInteger>(value);
    const std::size_t octets = field.width / 8u;
    if (number == nullptr || field.shape != &wide_shape || number->value.negative ||
        bits_of(number->value.parts) > field.width)
        return value;
    std::string out(octets, '\0');
    const auto& parts = number->value.parts;
    for (std::size_t i = 0; i < octets && i / 4 < parts.size(); ++i)
        out[octets - 1 - i] = static_cast<char>(parts[i / 4] >> (8 * (i % 4)));
    return Value(Bytes{std::move(out)});
}

Value from_wide_field(const Field& field, Value value) {
    const auto* octets = value.as<Bytes>();
    if (octets == nullptr || field.shape != &wide_shape) return value;
    Big out;
    const std::size_t size = octets->octets.size();
    out.parts.resize((size + 3) / 4);
    for (std::size_t i = 0; i < size; ++i)
        out.parts[i / 4] |= std::uint32_t{static_cast<std::uint8_t>(octets->octets[size - 1 - i])}
                            << (8 * (i % 4));
    return to_value(std::move(out));
}

std::optional<Big> parse_big(std::string_view digits, int base, bool prefixed) {
    if (prefixed && digits.size() > 2 && digits[0] == '0' && (digits[1] | 32) >= 'a') digits.remove_prefix(2);
    Big out;
    for (const char c : digits) {
        if (c == '_') continue;
        const int digit = c >= '0' && c <= '9'                 ? c - '0'
                          : (c | 32) >= 'a' && (c | 32) <= 'z' ? (c | 32) - 'a' + 10
                                                               : 99;
        if (digit >= base || out.parts.size() * 32 > most_bits) return std::nullopt;
        out.parts = added(multiplied(out.parts, {static_cast<std::uint32_t>(base)}),
                          digit == 0 ? Parts{} : Parts{static_cast<std::uint32_t>(digit)});
    }
    return out;
}

std::string digits_of(const Big& number, int base) {
    std::string out;
    for (Parts left = number.parts; !left.empty();)
        out += "0123456789abcdefghijklmnopqrstuvwxyz"[divide_by(left, static_cast<std::uint32_t>(base))];
    if (out.empty()) out = "0";
    if (number.negative) out += '-';
    std::reverse(out.begin(), out.end());
    return out;
}

int compare(const Big& a, const Big& b) {
    if (a.negative != b.negative) return a.negative ? -1 : 1;
    const int order = compare_parts(a.parts, b.parts);
    return a.negative ? -order : order;
}

std::optional<Value> apply_big(Operator op, const Value& left, const Value& right, Span where) {
    const auto a = to_big(left), b = to_big(right);
    if (!a || !b) return std::nullopt;
    if (std::max(bits_of(a->parts), bits_of(b->parts)) > most_bits) too_long(where);
    switch (op) {
        case Operator::add:
            return to_value(sum(*a, *b));
        case Operator::subtract:
            return to_value(sum(*a, negated(*b)));
        case Operator::multiply:
            return to_value({a->negative != b->negative, multiplied(a->parts, b->parts)});
        case Operator::floor_divide:
        case Operator::modulo:
            if (b->parts.empty()) throw EvaluationError(where, "division by zero").as("ZeroDivisionError");
            return to_value(op == Operator::modulo ? floor_divided(*a, *b).second
                                                   : floor_divided(*a, *b).first);
        case Operator::power:
            return to_value(power(*a, small(*b, where), where));
        case Operator::shift_left:
        case Operator::shift_right:
            return to_value(shifted(*a, *b, op == Operator::shift_left, where));
        case Operator::bit_and:
        case Operator::bit_or:
        case Operator::bit_xor:
            if (a->negative || b->negative)
                throw EvaluationError(where, "bits of large numbers below 0").uncovered();
            return to_value({false, combined(op, a->parts, b->parts)});
        default:
            throw EvaluationError(where, fmt::format("{} of numbers of more than 127 bits", to_text(op)))
                .uncovered();
    }
}

namespace {

const Big& self(const Call& call) { return object_as<BigInteger>(*call.self)->value; }

Value bit_length(Call& call) { return Integer(bits_of(self(call).parts)); }

Value to_bytes(Call& call) {
    const auto size = static_cast<std::size_t>(call.integer_within(0, 0, 65'536));
    const std::string order = call.octets(1, "big");
    if (self(call).negative || bits_of(self(call).parts) > size * 8)
        call.raise("OverflowError", fmt::format("this number does not fit {} octets", size));
    std::string out(size, '\0');
    for (std::size_t i = 0; i < size && i / 4 < self(call).parts.size(); ++i)
        out[i] = static_cast<char>(self(call).parts[i / 4] >> 8 * (i % 4) & 0xff);
    if (order == "big") std::reverse(out.begin(), out.end());
    return Value(Bytes{std::move(out)});
}

constexpr Builtin table[] = {
    {"bit_length", {}, Kind::number, "How many bits it has.", bit_length},
    {"to_bytes",
     {{{"length", Kind::number}, optional("byteorder", Kind::text)}},
     Kind::bytes,
     "Its octets.",
     to_bytes},
};

}  // namespace

std::span<const Builtin> BigInteger::methods() const { return table; }

}  // namespace pkttest::language
