// Python's module datetime: datetime, timedelta, timezone, as far as tests of protocols use them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "framework/language/values/objects.h"

namespace pkttest::language {

/// An offset from UTC.
struct Zone {
    std::int64_t offset = 0;  ///< In microseconds, less than a day.
    std::string name;         ///< Empty: the offset's own.
    bool operator==(const Zone& other) const { return offset == other.offset; }
};

/// A point in time as a clock on a wall shows it, with or without that wall's offset from UTC.
struct Moment {
    std::int64_t microseconds = 0;  ///< From 1970-01-01 00:00 of the same clock.
    std::optional<Zone> zone;
};

struct Calendar {
    int year = 1900, month = 1, day = 1, hour = 0, minute = 0, second = 0, microsecond = 0;
};
/// nullopt where there is no such day or time.
std::optional<std::int64_t> to_microseconds(const Calendar& calendar);
Calendar to_calendar(std::int64_t microseconds);

/// strftime(): "%Y-%m-%d". What it does not know is not covered.
std::string format_time(const Moment& moment, std::string_view format, Span where);
/// strptime(); nullopt where the text is not of the format.
std::optional<Moment> parse_time(std::string_view text, std::string_view format, Span where);
/// "+0200", with `colon` "+02:00".
std::string offset_text(std::int64_t offset, std::string_view colon = "");
/// "2020-01-02T03:04:05.000006+00:00".
std::string iso_text(const Moment& moment, char between);

class TimeDelta final : public ScriptObject {
 public:
    explicit TimeDelta(std::int64_t microseconds) : microseconds(microseconds) {}
    std::string_view kind() const override { return "timedelta"; }
    std::string represent() const override;
    std::string text() const override;
    bool truth() const override { return microseconds != 0; }
    std::optional<Value> attribute(std::string_view name) const override;
    std::span<const Builtin> methods() const override;
    std::optional<bool> is_equal(const Value& other) const override;
    std::optional<int> order_with(const Value& other, Span where) const override;
    std::optional<Value> operate(Operator op, const Value& other, bool reflected, Span where) const override;
    const std::int64_t microseconds;
};

class TimeZone final : public ScriptObject {
 public:
    explicit TimeZone(Zone zone) : zone(std::move(zone)) {}
    std::string_view kind() const override { return "timezone"; }
    std::string represent() const override;
    std::string text() const override;
    std::optional<Value> attribute(std::string_view name) const override;
    std::optional<bool> is_equal(const Value& other) const override;
    const Zone zone;
};

class DateTime final : public ScriptObject {
 public:
    explicit DateTime(Moment moment) : moment(std::move(moment)) {}
    std::string_view kind() const override { return "datetime"; }
    std::string represent() const override;
    std::string text() const override { return iso_text(moment, ' '); }
    std::optional<Value> attribute(std::string_view name) const override;
    std::span<const Builtin> methods() const override;
    std::optional<bool> is_equal(const Value& other) const override;
    std::optional<int> order_with(const Value& other, Span where) const override;
    std::optional<Value> operate(Operator op, const Value& other, bool reflected, Span where) const override;
    const Moment moment;
};

}  // namespace pkttest::language
