// Text for reports: whatever a packet or a device wrote, made safe to print, to store in XML and to read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pkttest::reporters {

/// Readable text, valid UTF-8 and valid in XML 1.0: ANSI escape sequences are left out whole; control
/// characters (but newline and tab), bytes that are no UTF-8, U+FFFE and U+FFFF become \xNN, one for each
/// byte.
std::string shown(std::string_view text);

/// shown() on one line: newlines and tabs become blanks.
std::string shown_line(std::string_view text);

/// At most `columns` characters, the last one "…" where something was cut. One code point counts as one
/// column.
std::string clipped(std::string_view utf8, std::size_t columns);

/// Code points of a valid UTF-8 text.
std::size_t columns_of(std::string_view utf8);

/// "1.002": seconds with three decimals, in any locale; a negative duration is 0.
std::string seconds(std::int64_t nanoseconds);

/// "12 ms", "1.50 s", "2 min 05 s": for people.
std::string duration(std::int64_t nanoseconds);

/// "1 test", "2 tests".
std::string counted(std::uint64_t count, std::string_view noun);

}  // namespace pkttest::reporters
