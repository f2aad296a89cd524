// What show() writes for a number instead of it: times and counts with their unit, as a field's `name_by`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pkttest {
class Layer;
}

namespace pkttest::protocols {

/// A text that stays until the next one of this thread.
std::string_view shown(std::string text);

/// "Tue, 14 Nov 2023 22:13:20 +0000 (1700000000)": seconds since 1970.
std::string_view seconds_since_1970(const Layer&, std::uint64_t seconds);
/// The same of nanoseconds since 1970.
std::string_view nanoseconds_since_1970(const Layer&, std::uint64_t nanoseconds);
/// The same of seconds since 2000.
std::string_view seconds_since_2000(const Layer&, std::uint64_t seconds);
/// "Thu, 14 Dec 2017 09:39:29 +0000 (15987243223777981945)": NTP's 32 and 32 bits.
std::string_view ntp_timestamp(const Layer&, std::uint64_t bits);
/// "Tue, 14 Nov 2023 22:13:20 +0000" of them; nothing before 1970, for that is an interval.
std::string_view ntp_date(const Layer&, std::uint64_t bits);
/// "12 sec" of a count of 4 seconds.
std::string_view four_seconds(const Layer&, std::uint64_t count);
/// "0.01 sec", the greatest of 16 bits being "infinity (0xffff)".
std::string_view hundredths_of_16_bits(const Layer&, std::uint64_t count);
/// " -67 dBm".
std::string_view decibel_milliwatts(const Layer&, std::uint64_t number);
/// "14:29:9.795": milliseconds since midnight.
std::string_view milliseconds_of_day(const Layer&, std::uint64_t milliseconds);
/// "5 mW".
std::string_view milliwatts(const Layer&, std::uint64_t number);

}  // namespace pkttest::protocols
