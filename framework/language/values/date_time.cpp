// Points in time: the calendar, and times as text.
#include "framework/language/values/date_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

constexpr std::int64_t second = 1'000'000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
constexpr std::string_view days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                     "Thursday", "Friday", "Saturday"};

std::int64_t floor_divided(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

std::optional<std::int64_t> to_microseconds(const Calendar& at) {
    const std::chrono::year_month_day date{std::chrono::year(at.year),
                                           std::chrono::month(static_cast<unsigned>(at.month)),
                                           std::chrono::day(static_cast<unsigned>(at.day))};
    const bool fits = at.year >= 1 && at.year <= 9999 && at.month >= 1 && at.month <= 12 && at.day >= 1 &&
                      date.ok() && at.hour >= 0 && at.hour < 24 && at.minute >= 0 && at.minute < 60 &&
                      at.second >= 0 && at.second < 60 && at.microsecond >= 0 && at.microsecond < second;
    if (!fits) return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch().count() * day + at.hour * hour +
           at.minute * minute + at.second * second + at.microsecond;
}

Calendar to_calendar(std::int64_t microseconds) {
    const std::int64_t whole = floor_divided(microseconds, day);
    const std::int64_t rest = microseconds - whole * day;
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(whole))};
    return {static_cast<int>(date.year()),
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            static_cast<int>(rest / hour),
            static_cast<int>(rest / minute % 60),
            static_cast<int>(rest / second % 60),
            static_cast<int>(rest % second)};
}

std::string offset_text(std::int64_t offset, std::string_view colon) {
    const std::int64_t size = std::abs(offset);
    std::string out =
        fmt::format("{}{:02}{}{:02}", offset < 0 ? '-' : '+', size / hour, colon, size / minute % 60);
    if (size % minute != 0) out += fmt::format("{}{:02}", colon, size / second % 60);
    return out;
}

std::string iso_text(const Moment& moment, char between) {
    const Calendar at = to_calendar(moment.microseconds);
    std::string out = fmt::format("{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}", at.year, at.month, at.day, between,
                                  at.hour, at.minute, at.second);
    if (at.microsecond != 0) out += fmt::format(".{:06}", at.microsecond);
    return moment.zone ? out + offset_text(moment.zone->offset, ":") : out;
}

std::string format_time(const Moment& moment, std::string_view format, Span where) {
    const Calendar at = to_calendar(moment.microseconds);
    const auto weekday = static_cast<std::size_t>((floor_divided(moment.microseconds, day) % 7 + 7 + 4) %
                                                  7);  // 1970 began on a Thursday.
    const auto month = static_cast<std::size_t>(at.month - 1);
    const auto one = [&](char letter) -> std::string {
        switch (letter) {
            case 'Y':
                return fmt::format("{}", at.year);
            case 'y':
                return fmt::format("{:02}", at.year % 100);
            case 'm':
                return fmt::format("{:02}", at.month);
            case 'd':
                return fmt::format("{:02}", at.day);
            case 'H':
                return fmt::format("{:02}", at.hour);
            case 'I':
                return fmt::format("{:02}", (at.hour + 11) % 12 + 1);
            case 'M':
                return fmt::format("{:02}", at.minute);
            case 'S':
                return fmt::format("{:02}", at.second);
            case 'f':
                return fmt::format("{:06}", at.microsecond);
            case 'j':
                return fmt::format("{:03}", floor_divided(moment.microseconds, day) -
                                                floor_divided(*to_microseconds({at.year}), day) + 1);
            case 'a':
                return std::string(days[weekday].substr(0, 3));
            case 'A':
                return std::string(days[weekday]);
            case 'b':
                return std::string(months[month].substr(0, 3));
            case 'B':
                return std::string(months[month]);
            case 'p':
                return at.hour < 12 ? "AM" : "PM";
            case 'z':
                return moment.zone ? offset_text(moment.zone->offset) : "";
            case 'Z':
                return moment.zone ? TimeZone(*moment.zone).text() : "";
            case '%':
                return "%";
            default:
                throw EvaluationError(where, fmt::format("strftime with %{}", letter)).uncovered();
        }
    };
    std::string out;
    for (std::size_t i = 0; i < format.size(); ++i)
        if (format[i] == '%' && i + 1 < format.size())
            out += one(format[++i]);
        else
            out += format[i];
    return out;
}

namespace {

/// Reads a text by the letters of a format, each as far as it goes.
class TimeReader {
 public:
    TimeReader(std::string_view text, Span where) : rest_(text), where_(where) {}

    std::optional<Moment> read(std::string_view format) {
        for (std::size_t i = 0; i < format.size(); ++i) {
            const bool letter = format[i] == '%' && i + 1 < format.size();
            if (letter ? !part(format[++i]) : !plain(format[i])) return std::nullopt;
        }
        const auto at = to_microseconds(calendar_);
        if (!rest_.empty() || !at) return std::nullopt;
        return Moment{*at, zone_};
    }

 private:
    bool plain(char wanted) {
        const bool blank = wanted == ' ';
        if (rest_.empty() || (rest_[0] != wanted && !blank)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// The most digits up to `size` that make a number from `least` to `most`.
    bool number(std::size_t size, int least, int most, int& out) {
        for (std::size_t taken = size; taken > 0; --taken) {
            const std::string_view digits = rest_.substr(0, taken);
            if (digits.size() < taken || digits.find_first_not_of("0123456789") != digits.npos) continue;
            out = 0;
            for (const char c : digits) out = out * 10 + (c - '0');
            if (out < least || out > most) continue;
            rest_.remove_prefix(taken);
            return true;
        }
        return false;
    }
    bool name(std::span<const std::string_view> names, bool cut, int& out) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string_view wanted = cut ? names[i].substr(0, 3) : names[i];
            const auto same = [](char a, char b) { return (a | 32) == (b | 32); };
            if (rest_.size() < wanted.size() ||
                !std::equal(wanted.begin(), wanted.end(), rest_.begin(), same))
                continue;
            rest_.remove_prefix(wanted.size());
            out = static_cast<int>(i) + 1;
            return true;
        }
        return false;
    }
    bool offset() {
        int hours = 0, minutes = 0;
        if (rest_.starts_with('Z')) return rest_.remove_prefix(1), zone_ = Zone{}, true;
        const bool negative = rest_.starts_with('-');
        if (!negative && !rest_.starts_with('+')) return false;
        rest_.remove_prefix(1);
        if (rest_.size() < 4 || !number(2, 0, 23, hours)) return false;
        if (rest_.starts_with(':')) rest_.remove_prefix(1);
        if (!number(2, 0, 59, minutes)) return false;
        zone_ = Zone{(negative ? -1 : 1) * (hours * hour + minutes * minute), {}};
        return true;
    }
    bool part(char letter) {
        int weekday = 0, year = 0;
        switch (letter) {
            case 'Y':
                return rest_.size() >= 4 && rest_.find_first_not_of("0123456789") >= 4 &&
                       number(4, 0, 9999, calendar_.year);
            case 'y':
                if (rest_.find_first_not_of("0123456789") < 2 || !number(2, 0, 99, year)) return false;
                return calendar_.year = year < 69 ? 2000 + year : 1900 + year, true;
            case 'm':
                return number(2, 1, 12, calendar_.month);
            case 'd':
                return number(2, 1, 31, calendar_.day);
            case 'H':
                return number(2, 0, 23, calendar_.hour);
            case 'M':
                return number(2, 0, 59, calendar_.minute);
            case 'S':
                return number(2, 0, 61, calendar_.second);
            case 'f': {
                const std::size_t size =
                    std::min({rest_.find_first_not_of("0123456789"), rest_.size(), std::size_t{6}});
                if (!number(size, 0, 999'999, calendar_.microsecond)) return false;
                for (std::size_t i = size; i < 6; ++i) calendar_.microsecond *= 10;
                return true;
            }
            case 'b':
                return name(months, true, calendar_.month);
            case 'B':
                return name(months, false, calendar_.month);
            case 'a':
                return name(days, true, weekday);
            case 'A':
                return name(days, false, weekday);
            case 'z':
                return offset();
            case '%':
                return plain('%');
            default:
                throw EvaluationError(where_, fmt::format("strptime with %{}", letter)).uncovered();
        }
    }

    std::string_view rest_;
    Span where_;
    Calendar calendar_;
    std::optional<Zone> zone_;
};

}  // namespace

std::optional<Moment> parse_time(std::string_view text, std::string_view format, Span where) {
    return TimeReader(text, where).read(format);
}

}  // namespace pkttest::language
