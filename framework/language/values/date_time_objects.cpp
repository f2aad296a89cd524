// datetime, timedelta, timezone: their values' attributes, methods and arithmetic, and the types themselves.
#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/date_time.h"
#include "framework/language/values/native_type.h"

namespace pkttest::language {

namespace {

constexpr std::int64_t second = 1'000'000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

/// Of what is kept: sums of two stay far from the ends of their type.
constexpr std::int64_t longest = 4'000'000'000'000'000'000;
constexpr std::int64_t first_moment = -62'135'596'800 * second, last_moment = 253'402'300'800 * second - 1;

Value delta(std::int64_t microseconds) {
    if (microseconds > longest || microseconds < -longest)
        throw EvaluationError({}, "a timedelta of so many days").uncovered();
    return object_value<TimeDelta>(microseconds);
}
Value at(Moment moment) {
    if (moment.microseconds < first_moment || moment.microseconds > last_moment)
        throw EvaluationError({}, "there are years from 1 to 9999").as("OverflowError");
    return object_value<DateTime>(std::move(moment));
}
std::int64_t days_of(std::int64_t microseconds) {
    return microseconds / day - (microseconds % day < 0 ? 1 : 0);
}
/// A point in time on UTC's clock.
std::int64_t absolute(const Moment& moment) { return moment.microseconds - moment.zone->offset; }

double real_of(const Value& value, Span where) {
    double out = 0;
    if (value.is_none() || !value.to_real(out))
        throw EvaluationError(where, fmt::format("a number is needed, not {}", describe(value)))
            .as("TypeError");
    return out;
}

int whole(const Value& value, int otherwise, Span where) {
    Integer out = otherwise;
    if (!value.is_none() && !value.to_integer(out))
        throw EvaluationError(where, fmt::format("a whole number is needed, not {}", describe(value)))
            .as("TypeError");
    return static_cast<int>(std::clamp<Integer>(out, -1'000'000, 1'000'000));
}

std::optional<Zone> zone_of(const Value& value, Span where) {
    if (value.is_none()) return std::nullopt;
    const auto* zone = object_as<TimeZone>(value);
    if (zone == nullptr) throw EvaluationError(where, "tzinfo is a timezone").as("TypeError");
    return zone->zone;
}

Moment moment_from(const Calendar& calendar, std::optional<Zone> zone, Span where) {
    const auto found = to_microseconds(calendar);
    if (!found) throw EvaluationError(where, "there is no such day or time").as("ValueError");
    return {*found, std::move(zone)};
}

std::int64_t in_range(double microseconds, Span where) {
    if (!(std::abs(microseconds) < 4e18)) throw EvaluationError(where, "too long a time").as("OverflowError");
    return std::llround(microseconds);
}

}  // namespace

// ---- timedelta ---------------------------------------------------------------------------------------

std::string TimeDelta::represent() const {
    const std::int64_t whole_days = days_of(microseconds), rest = microseconds - whole_days * day;
    std::string out;
    const auto add = [&](std::string_view name, std::int64_t value) {
        if (value != 0) out += fmt::format("{}{}={}", out.empty() ? "" : ", ", name, value);
    };
    add("days", whole_days), add("seconds", rest / second), add("microseconds", rest % second);
    return fmt::format("datetime.timedelta({})", out.empty() ? "0" : out);
}

std::string TimeDelta::text() const {
    const std::int64_t whole_days = days_of(microseconds), rest = microseconds - whole_days * day;
    std::string out = fmt::format("{}:{:02}:{:02}", rest / hour, rest / minute % 60, rest / second % 60);
    if (rest % second != 0) out += fmt::format(".{:06}", rest % second);
    if (whole_days == 0) return out;
    return fmt::format("{} day{}, {}", whole_days, std::abs(whole_days) == 1 ? "" : "s", out);
}

std::optional<Value> TimeDelta::attribute(std::string_view name) const {
    const std::int64_t rest = microseconds - days_of(microseconds) * day;
    if (name == "days") return Value(days_of(microseconds));
    if (name == "seconds") return Value(rest / second);
    if (name == "microseconds") return Value(rest % second);
    if (name == "__class__") return date_time_type("datetime.timedelta");
    return std::nullopt;
}

std::optional<bool> TimeDelta::is_equal(const Value& other) const {
    const auto* delta = object_as<TimeDelta>(other);
    return delta != nullptr && delta->microseconds == microseconds;
}

std::optional<int> TimeDelta::order_with(const Value& other, Span) const {
    const auto* delta = object_as<TimeDelta>(other);
    if (delta == nullptr) return std::nullopt;
    return microseconds < delta->microseconds ? -1 : microseconds > delta->microseconds ? 1 : 0;
}

std::optional<Value> TimeDelta::operate(Operator op, const Value& other, bool reflected, Span where) const {
    const auto own = static_cast<double>(microseconds);
    double factor = 0;
    if (const auto* with = object_as<TimeDelta>(other)) {
        if (op == Operator::add) return delta(microseconds + with->microseconds);
        if (op == Operator::subtract) return delta(microseconds - with->microseconds);
        if (with->microseconds == 0) return std::nullopt;
        if (op == Operator::divide) return Value(own / static_cast<double>(with->microseconds));
        if (op == Operator::floor_divide) return Value(microseconds / with->microseconds);
        return std::nullopt;
    }
    if (!other.to_real(factor)) return std::nullopt;
    if (op == Operator::multiply) return delta(in_range(own * factor, where));
    if (op == Operator::divide && !reflected && factor != 0) return delta(in_range(own / factor, where));
    return std::nullopt;
}

namespace {

Value total_seconds(Call& call) {
    return static_cast<double>(object_as<TimeDelta>(*call.self)->microseconds) / second;
}
constexpr Builtin delta_methods[] = {
    {"total_seconds", {}, Kind::number, "All of it in seconds.", total_seconds},
};

}  // namespace

std::span<const Builtin> TimeDelta::methods() const { return delta_methods; }

// ---- timezone ----------------------------------------------------------------------------------------

std::string TimeZone::represent() const {
    if (zone.offset == 0 && zone.name.empty()) return "datetime.timezone.utc";
    const std::string offset = TimeDelta(zone.offset).represent();
    return zone.name.empty() ? fmt::format("datetime.timezone({})", offset)
                             : fmt::format("datetime.timezone({}, {})", offset, represent_text(zone.name));
}

std::string TimeZone::text() const {
    if (!zone.name.empty()) return zone.name;
    return zone.offset == 0 ? "UTC" : "UTC" + offset_text(zone.offset, ":");
}

std::optional<Value> TimeZone::attribute(std::string_view name) const {
    if (name == "__class__") return date_time_type("datetime.timezone");
    return std::nullopt;
}

std::optional<bool> TimeZone::is_equal(const Value& other) const {
    const auto* with = object_as<TimeZone>(other);
    return with != nullptr && with->zone == zone;
}

// ---- datetime ----------------------------------------------------------------------------------------

std::string DateTime::represent() const {
    const Calendar at = to_calendar(moment.microseconds);
    std::string out =
        fmt::format("datetime.datetime({}, {}, {}, {}, {}", at.year, at.month, at.day, at.hour, at.minute);
    if (at.second != 0 || at.microsecond != 0) out += fmt::format(", {}", at.second);
    if (at.microsecond != 0) out += fmt::format(", {}", at.microsecond);
    if (moment.zone) out += fmt::format(", tzinfo={}", TimeZone(*moment.zone).represent());
    return out + ")";
}

std::optional<Value> DateTime::attribute(std::string_view name) const {
    const Calendar at = to_calendar(moment.microseconds);
    if (name == "year") return Value(at.year);
    if (name == "month") return Value(at.month);
    if (name == "day") return Value(at.day);
    if (name == "hour") return Value(at.hour);
    if (name == "minute") return Value(at.minute);
    if (name == "second") return Value(at.second);
    if (name == "microsecond") return Value(at.microsecond);
    if (name == "tzinfo") return moment.zone ? object_value<TimeZone>(*moment.zone) : Value();
    if (name == "__class__") return date_time_type("datetime.datetime");
    return std::nullopt;
}

std::optional<bool> DateTime::is_equal(const Value& other) const {
    const auto* with = object_as<DateTime>(other);
    if (with == nullptr || moment.zone.has_value() != with->moment.zone.has_value()) return false;
    return moment.zone ? absolute(moment) == absolute(with->moment)
                       : moment.microseconds == with->moment.microseconds;
}

std::optional<int> DateTime::order_with(const Value& other, Span where) const {
    const auto* with = object_as<DateTime>(other);
    if (with == nullptr) return std::nullopt;
    if (moment.zone.has_value() != with->moment.zone.has_value())
        throw EvaluationError(where, "only one of the times knows its offset from UTC").as("TypeError");
    const std::int64_t a = moment.zone ? absolute(moment) : moment.microseconds;
    const std::int64_t b = moment.zone ? absolute(with->moment) : with->moment.microseconds;
    return a < b ? -1 : a > b ? 1 : 0;
}

std::optional<Value> DateTime::operate(Operator op, const Value& other, bool reflected, Span where) const {
    if (const auto* by = object_as<TimeDelta>(other)) {
        if (op == Operator::add) return at({moment.microseconds + by->microseconds, moment.zone});
        if (op == Operator::subtract && !reflected)
            return at({moment.microseconds - by->microseconds, moment.zone});
        return std::nullopt;
    }
    const auto* with = object_as<DateTime>(other);
    if (with == nullptr || op != Operator::subtract) return std::nullopt;
    order_with(other, where);  // Complains where they cannot be compared.
    return delta(moment.zone ? absolute(moment) - absolute(with->moment)
                             : moment.microseconds - with->moment.microseconds);
}

namespace {

const Moment& self(const Call& call) { return object_as<DateTime>(*call.self)->moment; }

Value strftime(Call& call) { return Value(format_time(self(call), call.octets(0), call.span)); }
Value isoformat(Call& call) {
    const std::string between = call.octets(0, "T");
    if (between.size() != 1) call.raise("TypeError", "isoformat takes one character");
    return Value(iso_text(self(call), between[0]));
}
Value timestamp(Call& call) {
    const std::int64_t out = self(call).zone ? absolute(self(call)) : self(call).microseconds;
    if (!self(call).zone) throw EvaluationError(call.span, "timestamp() without a timezone").uncovered();
    return static_cast<double>(out) / second;
}
Value utcoffset(Call& call) { return self(call).zone ? delta(self(call).zone->offset) : Value(); }
Value weekday(Call& call) { return (days_of(self(call).microseconds) % 7 + 7 + 3) % 7; }
Value astimezone(Call& call) {
    const auto zone = zone_of(call[0], call.span);
    if (!zone || !self(call).zone)
        throw EvaluationError(call.span, "astimezone() by the system's timezone").uncovered();
    return at({absolute(self(call)) + zone->offset, zone});
}
Value replace(Call& call) {
    Calendar calendar = to_calendar(self(call).microseconds);
    std::optional<Zone> zone = self(call).zone;
    int* const parts[] = {&calendar.year,   &calendar.month,  &calendar.day,        &calendar.hour,
                          &calendar.minute, &calendar.second, &calendar.microsecond};
    static constexpr std::string_view names[] = {"year",   "month",  "day",        "hour",
                                                 "minute", "second", "microsecond"};
    for (std::size_t i = 0; i < call.rest.size() && i < std::size(parts); ++i)
        *parts[i] = whole(call.rest[i].value, 0, call.span);
    for (const auto& [name, value] : call.pairs) {
        const auto* found = std::find(std::begin(names), std::end(names), name);
        if (found != std::end(names)) *parts[found - std::begin(names)] = whole(value, 0, call.span);
        if (name == "tzinfo") zone = zone_of(value, call.span);
        if (found == std::end(names) && name != "tzinfo")
            call.raise("TypeError", fmt::format("replace has no argument {}", name));
    }
    return at(moment_from(calendar, zone, call.span));
}

constexpr Builtin moment_methods[] = {
    {"strftime", {{{"format", Kind::text}}}, Kind::text, "As text, by a format.", strftime},
    {"isoformat", {{optional("between", Kind::text)}}, Kind::text, "As ISO 8601 writes it.", isoformat},
    {"timestamp", {}, Kind::number, "Seconds from 1970 on.", timestamp},
    {"utcoffset", {}, Kind::unknown, "How far it is from UTC.", utcoffset},
    {"weekday", {}, Kind::number, "0 for a Monday.", weekday},
    {"astimezone", {{optional("zone")}}, Kind::unknown, "The same time by another clock.", astimezone},
    {"replace", {{rest_of("values"), pairs_of("parts")}}, Kind::unknown, "With other parts.", replace},
};

}  // namespace

std::span<const Builtin> DateTime::methods() const { return moment_methods; }

// ---- the types ---------------------------------------------------------------------------------------

namespace {

Value make_moment(const NativeArguments& given, Span where) {
    Calendar calendar;
    int* const parts[] = {&calendar.year,   &calendar.month,  &calendar.day,        &calendar.hour,
                          &calendar.minute, &calendar.second, &calendar.microsecond};
    if (given[0].is_none() || given[1].is_none() || given[2].is_none())
        throw EvaluationError(where, "datetime needs a year, a month and a day").as("TypeError");
    for (std::size_t i = 0; i < std::size(parts); ++i) *parts[i] = whole(given[i], *parts[i], where);
    return at(moment_from(calendar, zone_of(given[7], where), where));
}

Value make_delta(const NativeArguments& given, Span where) {
    static constexpr std::int64_t units[] = {day, second, 1, 1000, minute, hour, 7 * day};
    double sum = 0;
    Integer exact = 0;
    for (std::size_t i = 0; i < std::size(units); ++i) {
        Integer count = 0;
        if (given[i].is_none()) continue;
        if (given[i].to_integer(count) && count > -1'000'000'000 && count < 1'000'000'000)
            exact += count * units[i];
        else
            sum += real_of(given[i], where) * static_cast<double>(units[i]);
    }
    exact += in_range(std::nearbyint(sum), where);
    return delta(static_cast<std::int64_t>(std::clamp<Integer>(exact, -longest - 1, longest + 1)));
}

Value make_zone(const NativeArguments& given, Span where) {
    const auto* offset = object_as<TimeDelta>(given[0]);
    if (offset == nullptr) throw EvaluationError(where, "timezone takes a timedelta").as("TypeError");
    if (std::abs(offset->microseconds) >= day)
        throw EvaluationError(where, "a timezone is less than a day from UTC").as("ValueError");
    return object_value<TimeZone>(
        Zone{offset->microseconds, given[1].is_none() ? std::string() : to_text(given[1])});
}

Value run_strptime(Call& call) {
    auto read = parse_time(call.octets(0), call.octets(1), call.span);
    if (!read)
        call.raise("ValueError", fmt::format("{} is not of the format {}", call.octets(0), call.octets(1)));
    return at(std::move(*read));
}
Value from_seconds(const Call& call, double seconds, const std::optional<Zone>& zone) {
    return at({in_range(seconds * second, call.span) + (zone ? zone->offset : 0), zone});
}
Value run_fromtimestamp(Call& call) {
    const auto zone = zone_of(call[1], call.span);
    if (!zone) throw EvaluationError(call.span, "fromtimestamp() by the system's timezone").uncovered();
    return from_seconds(call, real_of(call[0], call.span), zone);
}
Value run_utcfromtimestamp(Call& call) {
    return from_seconds(call, real_of(call[0], call.span), std::nullopt);
}
Value run_now(Call& call) {
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    const auto zone = zone_of(call[0], call.span);
    return at({now.count() + (zone ? zone->offset : 0), zone});
}

constexpr Builtin moment_functions[] = {
    {"strptime", {{{"text"}, {"format"}}}, Kind::unknown, "Reads a time by a format.", run_strptime},
    {"fromtimestamp", {{{"seconds"}, optional("tz")}}, Kind::unknown, "From 1970 on.", run_fromtimestamp},
    {"utcfromtimestamp", {{{"seconds"}}}, Kind::unknown, "From 1970 on, at UTC.", run_utcfromtimestamp},
    {"now", {{optional("tz")}}, Kind::unknown, "The time.", run_now},
    {"utcnow",
     {},
     Kind::unknown,
     "The time at UTC.",
     [](Call& call) {
         call.arguments.resize(1);
         return run_now(call);
     }},
};

std::optional<Value> zone_constant(std::string_view name) {
    return name == "utc" ? std::optional(object_value<TimeZone>(Zone{})) : std::nullopt;
}

template <class T>
bool is(const Value& value) {
    return object_as<T>(value) != nullptr;
}

constexpr std::string_view moment_parameters[] = {"year",   "month",  "day",         "hour",
                                                  "minute", "second", "microsecond", "tzinfo"};
constexpr std::string_view delta_parameters[] = {"days",    "seconds", "microseconds", "milliseconds",
                                                 "minutes", "hours",   "weeks"};
constexpr std::string_view zone_parameters[] = {"offset", "name"};
constexpr NativeTable types[] = {
    {"datetime.datetime", moment_parameters, make_moment, is<DateTime>, moment_functions, nullptr},
    {"datetime.timedelta", delta_parameters, make_delta, is<TimeDelta>, {}, nullptr},
    {"datetime.timezone", zone_parameters, make_zone, is<TimeZone>, {}, zone_constant},
};

}  // namespace

Value date_time_type(std::string_view name) { return native_type(types, name); }

}  // namespace pkttest::language
