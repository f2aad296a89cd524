// Operators: arithmetic. Integers that do not fit are an error, never another number.
#include "framework/language/evaluate/operators.h"

#include <fmt/format.h>

#include <cmath>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/objects.h"
#include "framework/language/values/packet_list_value.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

[[noreturn]] void does_not_fit(Span where) {
    throw EvaluationError(where, "the result does not fit 127 bits").uncovered();
}

[[noreturn]] void not_defined(Operator op, const Value& a, const Value& b, Span where) {
    throw EvaluationError(
        where, fmt::format("{} does not work with {} and {}", to_text(op), describe(a), describe(b)))
        .as("TypeError");
}

Integer floor_quotient(Integer a, Integer b) {
    const Integer quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

/// The result where it is too large for an Integer.
Value beyond(Operator op, Integer a, Integer b, Span where) {
    return *apply_big(op, Value(a), Value(b), where);
}

Value power(Integer base, Integer exponent, Span where) {
    Integer out = 1;
    if (base == 0 || base == 1 || exponent == 0) return exponent == 0 ? Integer{1} : base;
    if (base == -1) return exponent % 2 == 0 ? 1 : -1;
    for (Integer i = 0; i < exponent; ++i)
        if (__builtin_mul_overflow(out, base, &out)) return beyond(Operator::power, base, exponent, where);
    return out;
}

Value shift_left(Integer value, Integer by, Span where) {
    if (by < 0) throw EvaluationError(where, "a shift by less than 0").as("ValueError");
    if (value == 0) return 0;
    Integer out = 0;
    if (by > 126 || __builtin_mul_overflow(value, Integer{1} << by, &out))
        return beyond(Operator::shift_left, value, by, where);
    return out;
}

Value divide_integers(Operator op, Integer a, Integer b, Span where) {
    if (b == 0) throw EvaluationError(where, "division by zero").as("ZeroDivisionError");
    if (op == Operator::divide) return static_cast<double>(a) / static_cast<double>(b);
    if (b == -1) {
        Integer negated = 0;
        if (__builtin_sub_overflow(Integer{0}, a, &negated)) return beyond(op, a, b, where);
        return op == Operator::modulo ? Integer{0} : negated;
    }
    const Integer quotient = floor_quotient(a, b);
    return op == Operator::modulo ? a - quotient * b : quotient;
}

Value apply_integers(Operator op, Integer a, Integer b, Span where) {
    Integer out = 0;
    switch (op) {
        case Operator::add:
            if (__builtin_add_overflow(a, b, &out)) return beyond(op, a, b, where);
            return out;
        case Operator::subtract:
            if (__builtin_sub_overflow(a, b, &out)) return beyond(op, a, b, where);
            return out;
        case Operator::multiply:
            if (__builtin_mul_overflow(a, b, &out)) return beyond(op, a, b, where);
            return out;
        case Operator::power:
            if (b < 0) return std::pow(static_cast<double>(a), static_cast<double>(b));
            return power(a, b, where);
        case Operator::shift_left:
            return shift_left(a, b, where);
        case Operator::shift_right:
            if (b < 0) throw EvaluationError(where, "a shift by less than 0").as("ValueError");
            return a >> (b > 126 ? 126 : b);
        case Operator::bit_and:
            return a & b;
        case Operator::bit_or:
            return a | b;
        case Operator::bit_xor:
            return a ^ b;
        default:
            return divide_integers(op, a, b, where);
    }
}

Value apply_reals(Operator op, double a, double b, const Value& left, const Value& right, Span where) {
    const bool divides = op == Operator::divide || op == Operator::floor_divide || op == Operator::modulo;
    if (divides && b == 0) throw EvaluationError(where, "division by zero").as("ZeroDivisionError");
    switch (op) {
        case Operator::add:
            return a + b;
        case Operator::subtract:
            return a - b;
        case Operator::multiply:
            return a * b;
        case Operator::divide:
            return a / b;
        case Operator::floor_divide:
            return std::floor(a / b);
        case Operator::modulo:
            return a - std::floor(a / b) * b;
        case Operator::power:
            return std::pow(a, b);
        default:
            not_defined(op, left, right, where);
    }
}

bool to_real(const Value& value, double& out) { return value.to_real(out); }

/// Durations count in seconds where they meet numbers.
Value apply_durations(Operator op, const Value& a, const Value& b, Span where) {
    const auto x = to_duration(a), y = to_duration(b);
    double left = x ? static_cast<double>(x->count()) / 1e9 : 0;
    double right = y ? static_cast<double>(y->count()) / 1e9 : 0;
    if ((!x && !to_real(a, left)) || (!y && !to_real(b, right))) not_defined(op, a, b, where);
    const Value result = apply_reals(op, left, right, a, b, where);
    const bool sums = op == Operator::add || op == Operator::subtract;
    const bool scales = (op == Operator::multiply && !(x && y)) || (op == Operator::divide && x && !y);
    if (!((sums && x && y) || scales)) return result;
    const double nanoseconds = *result.as<double>() * 1e9;
    if (!(std::abs(nanoseconds) < 9e18)) throw EvaluationError(where, "this duration is too long");
    return duration_value(std::chrono::nanoseconds(std::llround(nanoseconds)));
}

Value joined_lists(const List& a, const List& b, bool tuple, Span where) {
    check_item_count(a.size() + b.size(), where);
    List out(a);
    out.insert(out.end(), b.begin(), b.end());
    return tuple ? Value::tuple(std::move(out)) : Value(std::move(out));
}

/// a + b for what is no number; false where they do not add.
bool concatenate(const Value& a, const Value& b, Value& out, Span where) {
    const bool texts = a.is_text() && b.is_text();
    if (texts || (a.as<Bytes>() != nullptr && b.as<Bytes>() != nullptr)) {
        check_octet_count(a.octets()->size() + b.octets()->size(), where);
        std::string joined = *a.octets() + *b.octets();
        out = texts ? Value(std::move(joined)) : Value(Bytes{std::move(joined)});
        return true;
    }
    if (const auto* x = packet_list_name(a), *y = packet_list_name(b); x != nullptr && y != nullptr) {
        const Value joined = joined_lists(*a.items(), *b.items(), false, where);
        return out = packet_list(*joined.items(), x->name + "+" + y->name, x->of_pairs), true;
    }
    if ((a.is_list() && b.is_list()) || (a.is_tuple() && b.is_tuple()))
        return out = joined_lists(*a.items(), *b.items(), a.is_tuple(), where), true;
    return false;
}

std::string repeated(const std::string& octets, Integer times, Span where) {
    if (times <= 0 || octets.empty()) return {};
    if (times > static_cast<Integer>(most_octets)) check_octet_count(most_octets + 1, where);
    check_octet_count(octets.size() * static_cast<std::size_t>(times), where);
    std::string out;
    out.reserve(octets.size() * static_cast<std::size_t>(times));
    for (Integer i = 0; i < times; ++i) out += octets;
    return out;
}

List repeated(const List& items, Integer times, Span where) {
    if (times <= 0 || items.empty()) return {};
    if (times > static_cast<Integer>(most_items)) check_item_count(most_items + 1, where);
    check_item_count(items.size() * static_cast<std::size_t>(times), where);
    std::size_t octets = 0;
    for (const Value& item : items) octets += item.octets() != nullptr ? item.octets()->size() : 0;
    check_octet_count(octets * static_cast<std::size_t>(times), where);
    List out;
    out.reserve(items.size() * static_cast<std::size_t>(times));
    for (Integer i = 0; i < times; ++i) out.insert(out.end(), items.begin(), items.end());
    return out;
}

/// value * times for texts, bytes, lists and packets; false where there is no such thing.
bool repeat(const Value& value, const Value& count, Value& out, Span where) {
    Integer times = 0;
    if (!count.to_integer(times)) return false;
    if (value.is_text()) return out = Value(repeated(*value.octets(), times, where)), true;
    if (value.as<Bytes>() != nullptr)
        return out = Value(Bytes{repeated(*value.octets(), times, where)}), true;
    if (value.is_list()) return out = Value(repeated(*value.items(), times, where)), true;
    if (value.is_tuple()) return out = Value::tuple(repeated(*value.items(), times, where)), true;
    if (value.is_packet()) return out = Value(repeated(List{value}, times, where)), true;
    return false;
}

/// Dictionaries joined by |.
bool combine_dictionaries(Operator op, const Value& a, const Value& b, Value& out) {
    const auto* x = a.as<std::shared_ptr<Dictionary>>();
    const auto* y = b.as<std::shared_ptr<Dictionary>>();
    if (op != Operator::bit_or || x == nullptr || y == nullptr) return false;
    auto made = std::make_shared<Dictionary>(**x);
    for (const auto& [key, item] : **y) set_item(*made, key, item);
    return out = Value(std::move(made)), true;
}

/// Set operations.
bool combine_sets(Operator op, const Value& a, const Value& b, Value& out) {
    const auto* x = to_unique(a);
    const auto* y = to_unique(b);
    if (x == nullptr || y == nullptr) return false;
    auto made = std::make_shared<UniqueValues>();
    for (const Value& item : x->items()) {
        const bool common = y->contains(item);
        if (op == Operator::bit_or || common == (op == Operator::bit_and)) made->add(item);
    }
    if (op == Operator::bit_or || op == Operator::bit_xor)
        for (const Value& item : y->items())
            if (!x->contains(item)) made->add(item);
    out = Value(std::shared_ptr<Object>(std::move(made)));
    return op == Operator::bit_or || op == Operator::bit_and || op == Operator::bit_xor ||
           op == Operator::subtract;
}

/// Flags with more of them, by name or as a number: flags | "F". Adding is setting, taking away is unsetting.
bool combine_flags(Operator op, const Value& a, const Value& b, Value& out) {
    const auto* flags = a.as<Flags>();
    Value wanted;
    Integer bits = 0;
    if (flags == nullptr || flags->field == nullptr) return false;
    const bool is_named = b.is_text() && !flags->field->shape->normalize(*flags->field, b, wanted);
    if (!(is_named ? wanted : b).to_integer(bits) || bits < 0) return false;
    const auto named = static_cast<std::uint64_t>(bits);
    if (op == Operator::subtract) return out = Value(Flags{flags->bits & ~named, flags->field}), true;
    if (op == Operator::bit_or || op == Operator::add)
        return out = Value(Flags{flags->bits | named, flags->field}), true;
    if (op == Operator::bit_and) return out = Value(Flags{flags->bits & named, flags->field}), true;
    if (op == Operator::bit_xor) return out = Value(Flags{flags->bits ^ named, flags->field}), true;
    return false;
}

bool is_stacked(const Value& value) { return value.is_packet() || value.as<const Protocol*>() != nullptr; }

bool holds_packets(const Value& value) {
    return value.is_list() && !value.items()->empty() && value.items()->front().is_packet();
}

}  // namespace

Integer truncate(double real, Span where) {
    if (!(std::abs(real) < 1e38)) does_not_fit(where);
    return static_cast<Integer>(real);
}

static bool is_random(const Value& value) { return value.set() != nullptr && value.set()->is_random(); }

Value drawn(const Value& value) { return is_random(value) ? value.set()->at(0) : value; }

Value apply(Operator op, const Value& a, const Value& b, Span where) {
    if (is_random(a) || is_random(b)) return apply(op, drawn(a), drawn(b), where);
    Integer x = 0, y = 0;
    double real_x = 0, real_y = 0;
    Value out;
    const bool are_flags = (a.as<Flags>() != nullptr || b.as<Flags>() != nullptr) && PythonRules::hold();
    const bool turns = op == Operator::bit_or || op == Operator::bit_and;
    if (are_flags && (combine_flags(op, a, b, out) || (turns && combine_flags(op, b, a, out)))) return out;
    if (a.to_integer(x) && b.to_integer(y)) return apply_integers(op, x, y, where);
    if (is_big(a) || is_big(b))
        if (auto result = apply_big(op, a, b, where)) return std::move(*result);
    if (to_real(a, real_x) && to_real(b, real_y)) return apply_reals(op, real_x, real_y, a, b, where);
    if (combine_flags(op, a, b, out)) return out;
    if (op == Operator::divide && (is_stacked(a) || is_stacked(b) || holds_packets(a) || holds_packets(b)))
        return stack(a, b, where);
    if (op == Operator::modulo && a.is_text()) return Value(format_percent(*a.octets(), b, false, where));
    if (op == Operator::modulo && a.as<Bytes>() != nullptr)
        return Value(Bytes{format_percent(*a.octets(), b, true, where)});
    if (op == Operator::add && concatenate(a, b, out, where)) return out;
    if (op == Operator::multiply && (repeat(a, b, out, where) || repeat(b, a, out, where))) return out;
    if (to_duration(a) || to_duration(b)) return apply_durations(op, a, b, where);
    if (combine_sets(op, a, b, out) || combine_dictionaries(op, a, b, out)) return out;
    if (const auto* object = object_as<ScriptObject>(a))
        if (auto result = object->operate(op, b, false, where)) return std::move(*result);
    if (const auto* object = object_as<ScriptObject>(b))
        if (auto result = object->operate(op, a, true, where)) return std::move(*result);
    not_defined(op, a, b, where);
}

Value apply(Operator op, const Value& a, Span where) {
    if (is_random(a)) return apply(op, drawn(a), where);
    if (op == Operator::logical_not) return !is_true(a);
    Integer integer = 0;
    if (a.as<Flags>() != nullptr && PythonRules::hold())
        throw EvaluationError(where, fmt::format("{} does not work with flags", to_text(op))).as("TypeError");
    if (a.to_integer(integer)) {
        if (op == Operator::positive) return integer;
        if (op == Operator::invert) return ~integer;
        return apply_integers(Operator::subtract, 0, integer, where);
    }
    if (is_big(a) && op != Operator::invert)
        return op == Operator::negative ? *apply_big(Operator::subtract, Value(0), a, where) : a;
    if (const double* real = a.as<double>(); real != nullptr && op != Operator::invert)
        return op == Operator::negative ? -*real : *real;
    if (const auto duration = to_duration(a); duration && op == Operator::negative)
        return duration_value(-*duration);
    if (const auto* object = object_as<ScriptObject>(a); object != nullptr && op == Operator::negative)
        if (auto result = object->operate(Operator::multiply, Value(-1), false, where))
            return std::move(*result);
    const EvaluationError error(where, fmt::format("{} does not work with {}", to_text(op), describe(a)));
    throw kind_of(a) == Kind::function ? error : error.as("TypeError");
}

}  // namespace pkttest::language
