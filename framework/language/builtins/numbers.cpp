// Functions about numbers: int, float, abs, min, max, sum, round, pow, divmod.
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/big_integer.h"

namespace pkttest::language {

namespace {

constexpr auto number = Kind::number;
/// Of 32 bits each: longer exponents and moduli would take long.
constexpr std::size_t most_modular_parts = 128;

/// The digits of a text in a base, 0: by its prefix.
std::optional<Integer> parse_integer(std::string text, int base) {
    std::erase(text, '_');
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos) return std::nullopt;
    std::string_view rest =
        std::string_view(text).substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+')) rest.remove_prefix(1);
    const auto prefixed = [&](std::string_view prefix, int of) {
        if (rest.size() < 3 || rest[0] != '0' || (rest[1] | 32) != prefix[1] || (base != 0 && base != of))
            return;
        rest.remove_prefix(2);
        base = of;
    };
    prefixed("0x", 16), prefixed("0o", 8);
    if (base != 16) prefixed("0b", 2);
    if (base == 0) base = 10;
    Integer out = 0;
    for (const char c : rest) {
        const int digit = c >= '0' && c <= '9'                 ? c - '0'
                          : (c | 32) >= 'a' && (c | 32) <= 'z' ? (c | 32) - 'a' + 10
                                                               : 99;
        if (digit >= base) return std::nullopt;
        if (__builtin_mul_overflow(out, Integer{base}, &out) ||
            __builtin_add_overflow(out, Integer{digit}, &out))
            return std::nullopt;
    }
    if (rest.empty()) return std::nullopt;
    return negative ? -out : out;
}

/// What an object's own method makes of it.
std::optional<Value> converted(Call& call, std::string_view name) {
    if (const auto* object = object_as<ScriptObject>(call[0]))
        for (const Builtin& method : object->methods())
            if (method.name == name) return call_builtin(method, &call[0], {}, call.span, call.variables);
    return std::nullopt;
}

Value run_int(Call& call) {
    Integer integer = 0;
    if (!call.has(0) && !call.stands(0)) return 0;
    const auto base = static_cast<int>(call.has(1) ? call.integer_within(1, 0, 36) : 10);
    call.arguments[0].value = drawn(call[0]);
    if (const double* real = call[0].as<double>()) return truncate(*real, call.span);
    if (call[0].to_integer(integer)) return integer;
    if (is_big(call[0])) return call[0];
    if (auto own = converted(call, "__int__")) return std::move(*own);
    if (const auto parsed =
            call[0].octets() != nullptr ? parse_integer(*call[0].octets(), base) : std::nullopt)
        return *parsed;
    if (call[0].octets() != nullptr && base != 0 && call[0].octets()->size() > 30)
        if (auto large = parse_big(*call[0].octets(), base, base != 10)) return to_value(std::move(*large));
    call.raise(call[0].octets() != nullptr ? "ValueError" : "TypeError",
               fmt::format("{} is no whole number", describe(call[0])));
}

Value run_float(Call& call) {
    if (!call.has(0) && !call.stands(0)) return 0.0;
    if (call[0].as<double>() != nullptr) return call[0];
    if (double real = 0; call[0].to_real(real)) return real;
    if (auto own = converted(call, "__float__")) return std::move(*own);
    if (const auto duration = to_duration(call[0])) return static_cast<double>(duration->count()) / 1e9;
    if (const std::string* text = call[0].octets(); text != nullptr && !text->empty()) {
        char* end = nullptr;
        const double out = std::strtod(text->c_str(), &end);
        if (*end == '\0') return out;
    }
    call.raise(call[0].octets() != nullptr ? "ValueError" : "TypeError",
               fmt::format("{} is no number", describe(call[0])));
}

Value run_abs(Call& call) {
    return order(call[0], Value(0), call.span) < 0 ? apply(Operator::negative, call[0], call.span) : call[0];
}

/// The extreme by `sign` of several values, or of the items of one.
Value extreme(const Call& call, int sign) {
    List items;
    if (call.rest.size() == 1)
        items = items_of(call.rest[0].value, call.rest[0].span);
    else
        for (const Call::Argument& argument : call.rest) items.push_back(argument.value);
    if (items.empty() && call.has(2)) return call[2];
    if (items.empty()) call.raise("ValueError", fmt::format("{} has nothing to choose from", call.name));
    const auto key = [&](const Value& item) { return call.has(1) ? call.invoke(call[1], {item}) : item; };
    std::size_t best = 0;
    Value best_key = key(items[0]);
    for (std::size_t i = 1; i < items.size(); ++i) {
        Value other = key(items[i]);
        if (order(other, best_key, call.span) * sign <= 0) continue;
        best = i;
        best_key = std::move(other);
    }
    return items[best];
}
Value run_min(Call& call) { return extreme(call, -1); }
Value run_max(Call& call) { return extreme(call, 1); }

Value run_sum(Call& call) {
    Value out = call.has(1) ? call[1] : Value(0);
    for (const Value& item : call.items(0)) out = apply(Operator::add, out, item, call.span);
    return out;
}

Value run_round(Call& call) {
    const double* real = call[0].as<double>();
    if (real == nullptr) return call.integer(0);
    if (!call.has(1)) return truncate(std::nearbyint(*real), call.span);
    const double scale = std::pow(10, static_cast<double>(call.integer_within(1, -300, 300)));
    return std::nearbyint(*real * scale) / scale;
}

Value run_pow(Call& call) {
    if (!call.has(2)) return apply(Operator::power, call[0], call[1], call.span);
    const auto base = to_big(call[0]), exponent = to_big(call[1]), modulus = to_big(call[2]);
    if (!base || !exponent || !modulus) call.raise("TypeError", "pow with a modulus takes whole numbers");
    if (modulus->parts.empty()) call.raise("ValueError", "pow with a modulus of 0");
    if (exponent->negative) call.fail(1, "pow with a modulus takes no exponent below 0");
    for (const Big& each : {*exponent, *modulus})
        if (each.parts.size() > most_modular_parts)
            throw EvaluationError(call.span, "pow of such numbers").uncovered();
    const auto reduced = [&](const Value& value) {
        return apply(Operator::modulo, value, call[2], call.span);
    };
    Value square = reduced(call[0]), out = reduced(Value(1));
    for (std::size_t bit = 0; bit < 32 * exponent->parts.size(); ++bit) {
        if ((exponent->parts[bit / 32] >> bit % 32 & 1) != 0)
            out = reduced(apply(Operator::multiply, out, square, call.span));
        square = reduced(apply(Operator::multiply, square, square, call.span));
    }
    return out;
}

Value run_divmod(Call& call) {
    return Value::tuple({apply(Operator::floor_divide, call[0], call[1], call.span),
                         apply(Operator::modulo, call[0], call[1], call.span)});
}

}  // namespace

extern const Builtin builtin_int = {"int",
                                    {{optional("value"), optional("base", number)}},
                                    number,
                                    "A whole number from a number or a text.",
                                    run_int};
extern const Builtin builtin_float = {
    "float", {{optional("value")}}, number, "A number with a fraction.", run_float};
extern const Builtin builtin_abs = {"abs", {{{"number", number}}}, number, "Without its sign.", run_abs};
extern const Builtin builtin_min = {"min",
                                    {{rest_of("values"), named("key", Kind::function), named("default")}},
                                    Kind::unknown,
                                    "The least of several values, or of a list's.",
                                    run_min};
extern const Builtin builtin_max = {"max",
                                    {{rest_of("values"), named("key", Kind::function), named("default")}},
                                    Kind::unknown,
                                    "The greatest of several values, or of a list's.",
                                    run_max};
extern const Builtin builtin_sum = {
    "sum", {{{"values"}, optional("start")}}, Kind::unknown, "All values added.", run_sum};
extern const Builtin builtin_round = {"round",
                                      {{{"number", number}, optional("digits", number)}},
                                      number,
                                      "To the nearest, halves to even.",
                                      run_round};
extern const Builtin builtin_pow = {"pow",
                                    {{{"base", number}, {"exponent", number}, optional("modulus", number)}},
                                    number,
                                    "A power, of a modulus where given.",
                                    run_pow};
extern const Builtin builtin_divmod = {"divmod",
                                       {{{"dividend", number}, {"divisor", number}}},
                                       Kind::list,
                                       "Quotient and remainder.",
                                       run_divmod};

}  // namespace pkttest::language
