// E01: characters, texts and numbers.
#include "framework/language/messages.h"

namespace pkttest::language {

static constexpr Message messages[] = {
    {"E0101", "this text is never closed",
     "A text ends with the quote that began it, on the same line. Three quotes go over several lines.",
     "check \"abc == 1", "check \"abc\" == \"abc\""},
    {"E0102", "bytes hold ASCII characters only",
     "Between b\" and \" stand octets. Write those that are no ASCII character as \\x and two digits.",
     "check b\"é\" == b\"\"", "check b\"\\xc3\\xa9\" == \"é\".encode()"},
    {"E0103", "{} needs {} hexadecimal digits",
     "\\x takes two hexadecimal digits, \\u four and \\U eight. A backslash itself is written \\\\, or the "
     "text as "
     "r\"…\".",
     "check \"\\xZZ\" == \"\"", "check \"\\x5a\" == \"Z\""},
    {"E0104", "there is no such character",
     "Characters have numbers from 0 to 0x10ffff, surrogates left out.", "check \"\\U00110000\" == \"\"",
     "check \"\\u00e9\" == \"é\""},
    {"E0105", "this character is not part of the language",
     "The sign means nothing here. Word processors put in quotes and dashes that look alike: write the plain "
     "ones.",
     "check “a” == \"a\"", "check \"a\" == \"a\""},
    {"E0106", "an address is written in quotes",
     "Addresses are texts: \"192.0.2.1\", \"2001:db8::1\", \"02:00:00:00:00:01\".",
     "send IP(dst=192.0.2.1) on lan", "send IP(dst=\"192.0.2.1\") on lan"},
    {"E0111", "a number needs digits after {}", "0x, 0o and 0b begin a number to base 16, 8 or 2.",
     "check 0x == 1", "check 0x1f == 31"},
    {"E0112", "{} is not a digit of a number to base {}",
     "Numbers after 0b have the digits 0 and 1, after 0o those to 7.", "check 0b12 == 1", "check 0b10 == 2"},
    {"E0113", "this number is too large", "Numbers have up to 127 bits.",
     "check 170141183460469231731687303715884105728 == 1",
     "check 170141183460469231731687303715884105727 > 1"},
    {"E0114", "a number does not begin with 0", "In C 0755 is an octal number, here 0o755 is.",
     "check 0755 == 493", "check 0o755 == 493"},
    {"E0115", "this duration is too long", "Durations are kept in nanoseconds: 292 years are the longest.",
     "wait 9999999h", "wait 1h"},
    {"E0116", "{} is not a unit of time",
     "A duration is a number and its unit, without a blank: us, ms, s, min or h. Anything else behind a "
     "number is a "
     "mistake as well.",
     "wait 10sec", "wait 10s"},
};

extern const MessageGroup message_texts = {"Characters, texts and numbers", messages};

}  // namespace pkttest::language
