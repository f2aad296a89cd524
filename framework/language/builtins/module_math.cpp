// Modules math and time: Python's, as far as campaigns use them.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <numeric>
#include <thread>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

constexpr auto number = Kind::number;

double real(const Call& call, std::size_t parameter) {
    Integer integer = 0;
    if (const double* found = call[parameter].as<double>()) return *found;
    if (!call[parameter].to_integer(integer))
        call.fail(parameter, fmt::format("{} takes a number, not {}", call.name, describe(call[parameter])));
    return static_cast<double>(integer);
}

double in_domain(const Call& call, double value, bool inside) {
    if (!inside || std::isnan(value)) throw EvaluationError(call.span, "math domain error").as("ValueError");
    return value;
}

Value run_ceil(Call& call) { return truncate(std::ceil(real(call, 0)), call.span); }
Value run_floor(Call& call) { return truncate(std::floor(real(call, 0)), call.span); }
Value run_trunc(Call& call) { return truncate(real(call, 0), call.span); }
Value run_sqrt(Call& call) { return in_domain(call, std::sqrt(real(call, 0)), real(call, 0) >= 0); }
Value run_log2(Call& call) { return in_domain(call, std::log2(real(call, 0)), real(call, 0) > 0); }
Value run_log10(Call& call) { return in_domain(call, std::log10(real(call, 0)), real(call, 0) > 0); }
Value run_log(Call& call) {
    const double whole = in_domain(call, std::log(real(call, 0)), real(call, 0) > 0);
    return call.has(1) ? whole / in_domain(call, std::log(real(call, 1)), real(call, 1) > 0) : whole;
}
Value run_pow(Call& call) { return std::pow(real(call, 0), real(call, 1)); }
Value run_isclose(Call& call) {
    const double a = real(call, 0), b = real(call, 1), relative = call.has(2) ? real(call, 2) : 1e-9;
    const double absolute = call.has(3) ? real(call, 3) : 0;
    return std::abs(a - b) <= std::max(relative * std::max(std::abs(a), std::abs(b)), absolute);
}
Value run_isnan(Call& call) { return std::isnan(real(call, 0)); }
Value run_gcd(Call& call) {
    return Integer{std::gcd(static_cast<std::int64_t>(call.integer_within(0, 0, INT64_MAX)),
                            static_cast<std::int64_t>(call.integer_within(1, 0, INT64_MAX)))};
}

Value run_time(Call&) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
}
Value run_monotonic(Call&) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Value run_sleep(Call& call) {
    using Clock = std::chrono::steady_clock;
    const double seconds = std::min(real(call, 0), 86400.0);
    if (!(seconds >= 0)) throw EvaluationError(call.span, "a sleep is not below 0").as("ValueError");
    const auto until =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    for (auto now = Clock::now(); now < until; now = Clock::now()) {
        call.variables.services().check_time();
        std::this_thread::sleep_for(std::min<Clock::duration>(until - now, std::chrono::milliseconds(20)));
    }
    return {};
}

}  // namespace

extern const Builtin builtin_math_ceil = {
    "math.ceil", {{{"number", number}}}, number, "The next whole number.", run_ceil};
extern const Builtin builtin_math_floor = {
    "math.floor", {{{"number", number}}}, number, "The whole number below.", run_floor};
extern const Builtin builtin_math_trunc = {
    "math.trunc", {{{"number", number}}}, number, "Without its fraction.", run_trunc};
extern const Builtin builtin_math_sqrt = {
    "math.sqrt", {{{"number", number}}}, number, "The square root.", run_sqrt};
extern const Builtin builtin_math_log2 = {
    "math.log2", {{{"number", number}}}, number, "The logarithm of base 2.", run_log2};
extern const Builtin builtin_math_log10 = {
    "math.log10", {{{"number", number}}}, number, "The logarithm of base 10.", run_log10};
extern const Builtin builtin_math_log = {
    "math.log", {{{"number", number}, optional("base", number)}}, number, "The logarithm.", run_log};
extern const Builtin builtin_math_pow = {
    "math.pow", {{{"base", number}, {"exponent", number}}}, number, "A power.", run_pow};
extern const Builtin builtin_math_isnan = {
    "math.isnan", {{{"number", number}}}, Kind::truth, "Whether it is no number.", run_isnan};
extern const Builtin builtin_math_isclose = {
    "math.isclose",
    {{{"a", number}, {"b", number}, named("rel_tol", number), named("abs_tol", number)}},
    Kind::truth,
    "Whether two numbers are nearly the same.",
    run_isclose};
extern const Builtin builtin_math_gcd = {
    "math.gcd", {{{"a", number}, {"b", number}}}, number, "The greatest common divisor.", run_gcd};
extern const Builtin builtin_time_time = {"time.time", {}, number, "Seconds since 1970.", run_time};
extern const Builtin builtin_time_monotonic = {
    "time.monotonic", {}, number, "Seconds of a clock that is never set.", run_monotonic};
extern const Builtin builtin_time_perf_counter = {
    "time.perf_counter", {}, number, "The same.", run_monotonic};
extern const Builtin builtin_time_sleep = {
    "time.sleep", {{{"seconds", number}}}, Kind::none, "Waits.", run_sleep};

}  // namespace pkttest::language
