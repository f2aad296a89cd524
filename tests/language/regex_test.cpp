// Regular expressions, as Python's module re finds them.
#include "framework/language/values/regex.h"

#include <gtest/gtest.h>

namespace pkttest::language {
namespace {

struct Row {
    const char* pattern;
    const char* text;
    const char* found;  ///< nullptr: nothing.
};

class RegexFinds : public testing::TestWithParam<Row> {};

TEST_P(RegexFinds, WhatPythonFinds) {
    const auto [pattern, text, found] = GetParam();
    const auto match = Regex(pattern).match(text, 0, Regex::Where::anywhere);
    ASSERT_EQ(match.has_value(), found != nullptr) << pattern;
    if (!match) return;
    std::string shown;
    for (std::size_t i = match->groups.size() > 1 ? 1 : 0; i < match->groups.size(); ++i) {
        const auto [begin, end] = match->groups[i];
        shown += (shown.empty() ? "" : "|") +
                 (begin == Regex::nowhere ? "-" : std::string(text).substr(begin, end - begin));
    }
    EXPECT_EQ(shown, found) << pattern;
}

INSTANTIATE_TEST_SUITE_P(
    Patterns, RegexFinds,
    testing::Values(Row{"b+", "abbbc", "bbb"}, Row{"b+?", "abbbc", "b"}, Row{"a|bc", "xbc", "bc"},
                    Row{"(\\d+)-(\\w*)", "a 12-x9!", "12|x9"}, Row{"^b", "ab", nullptr},
                    Row{"(?m)^b", "a\nb", "b"}, Row{"c$", "abc\n", "c"}, Row{"c\\Z", "abc\n", nullptr},
                    Row{"[^a-c]", "abcd", "d"}, Row{"[]x]+", "a]x", "]x"}, Row{"a.c", "a\nc", nullptr},
                    Row{"(?s)a.c", "a\nc", "a\nc"}, Row{"(?i)ABC", "xaBc", "aBc"}, Row{"(a)|(b)", "b", "-|b"},
                    Row{"(ab)*", "ababa", "ab"}, Row{"a{2,3}", "aaaa", "aaa"}, Row{"a{2}$", "aaa", "aa"},
                    Row{"(?P<n>x)(?:y)", "xy", "x"}, Row{"(.)\\1", "abccd", "c"},
                    Row{"\\bfoo\\b", "a foo b", "foo"}, Row{"a(?=b)", "acab", "a"},
                    Row{"a(?!c)", "acab", "a"}, Row{"\\x41\\.", "A.", "A."}, Row{"", "abc", ""},
                    Row{"(a*)*", "aa", ""}, Row{"x*", "aaa", ""}, Row{"a{,2}b", "aaab", "aab"},
                    Row{"[[:a]+", "x:[a", ":[a"}, Row{"a++b", "aaab", "aaab"},
                    Row{"(?s)(?i)A.b", "a\nB", "a\nB"}));

TEST(Regex, RefusesWhatCannotBeRead) {
    for (const char* pattern : {"(", ")", "[a", "*", "a{3,2}", "\\", "(?<x)", "[b-a]", "\\xg0", "\\K",
                                "(*F)a", "(?R)", "\\1(a)", "a(?i)"})
        EXPECT_THROW(Regex{pattern}, RegexError) << pattern;
}

TEST(Regex, EndsWhereTryingTakesTooLong) {
    const Regex pattern("(a|aa)+$");
    EXPECT_THROW(pattern.match(std::string(60, 'a') + "b", 0, Regex::Where::start), RegexError);
}

}  // namespace
}  // namespace pkttest::language
