// Times and counts as show() writes them.
#include "protocols/shown_text.h"

#include <fmt/format.h>

#include <cmath>
#include <ctime>

namespace pkttest::protocols {

std::string_view shown(std::string text) {
    static thread_local std::string kept;
    kept = std::move(text);
    return kept;
}

/// "Tue, 14 Nov 2023 22:13:20 +0000"
static std::string calendar_text(std::int64_t seconds) {
    const auto time = static_cast<std::time_t>(seconds);
    std::tm parts = {};
    char out[64] = {};
    if (::gmtime_r(&time, &parts) == nullptr) return fmt::format("{}", seconds);
    return {out, std::strftime(out, sizeof out, "%a, %d %b %Y %H:%M:%S +0000", &parts)};
}
static std::string_view with_number(std::int64_t seconds) {
    return shown(fmt::format("{} ({})", calendar_text(seconds), seconds));
}

std::string_view seconds_since_1970(const Layer&, std::uint64_t seconds) {
    return with_number(static_cast<std::int64_t>(seconds));
}
std::string_view nanoseconds_since_1970(const Layer&, std::uint64_t nanoseconds) {
    return with_number(static_cast<std::int64_t>(nanoseconds / 1'000'000'000));
}
std::string_view seconds_since_2000(const Layer&, std::uint64_t seconds) {
    constexpr std::int64_t year_2000 = 946684800;
    return with_number(static_cast<std::int64_t>(seconds) + year_2000);
}

std::string_view ntp_timestamp(const Layer&, std::uint64_t bits) {
    constexpr std::uint64_t fifty_years = std::uint64_t{50} * 31536000;
    constexpr double to_1970 = -2209075761;  // As the reference counts, some hours off.
    if (bits >> 32 < fifty_years) return shown(fmt::format("Some date a few decades ago ({})", bits));
    const double seconds =
        static_cast<double>(bits >> 32) + static_cast<double>(bits & 0xffffffff) / 4294967296.0 + to_1970;
    return shown(fmt::format("{} ({})", calendar_text(static_cast<std::int64_t>(std::floor(seconds))), bits));
}

std::string_view ntp_date(const Layer&, std::uint64_t bits) {
    constexpr std::int64_t year_1970 = 2208988800;
    const auto seconds = static_cast<std::int64_t>(bits >> 32);
    return seconds < year_1970 ? std::string_view() : shown(calendar_text(seconds - year_1970));
}

std::string_view four_seconds(const Layer&, std::uint64_t count) {
    return shown(fmt::format("{} sec", 4 * count));
}
std::string_view hundredths_of_16_bits(const Layer&, std::uint64_t count) {
    if (count == 0xffff) return "infinity (0xffff)";
    return shown(fmt::format("{:.2f} sec", static_cast<double>(count) / 100));
}
std::string_view milliseconds_of_day(const Layer&, std::uint64_t milliseconds) {
    const std::uint64_t seconds = milliseconds / 1000;
    return shown(
        fmt::format("{}:{}:{}.{}", seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000));
}
std::string_view decibel_milliwatts(const Layer&, std::uint64_t number) {
    return shown(fmt::format("{:4} dBm", static_cast<std::int64_t>(number)));
}
std::string_view milliwatts(const Layer&, std::uint64_t number) {
    return shown(fmt::format("{} mW", number));
}

}  // namespace pkttest::protocols
