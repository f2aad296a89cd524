// Text made safe, durations, cutting.
#include "reporters/text.h"

#include <gtest/gtest.h>

#include "tests/reporters/render.h"

namespace pkttest::reporters {

namespace {

struct Row {
    std::string_view input, expected;
};

/// CTest's names show no addresses.
void PrintTo(const Row& row, std::ostream* out) { *out << row_name(0, row.expected); }

class Shown : public testing::TestWithParam<Row> {};

TEST_P(Shown, IsSafe) { EXPECT_EQ(shown(GetParam().input), GetParam().expected); }

using namespace std::literals;

constexpr Row rows[] = {
    {"plain", "plain"},
    {"line\nnext\ttab", "line\nnext\ttab"},
    {"a\0b"sv, "a\\x00b"},
    {"\a\b\r\x7f", "\\x07\\x08\\x0D\\x7F"},
    {"grüße 包 😀", "grüße 包 😀"},
    {"\xff", "\\xFF"},
    {"\xc3(", "\\xC3("},
    {"\xc0\xaf", "\\xC0\\xAF"},                    // overlong
    {"\xed\xa0\x80", "\\xED\\xA0\\x80"},           // surrogate
    {"\xf4\x90\x80\x80", "\\xF4\\x90\\x80\\x80"},  // above U+10FFFF
    {"cut \xe5\x8c", "cut \\xE5\\x8C"},
    {"\xef\xbf\xbe\xef\xbf\xbf", "\\xEF\\xBF\\xBE\\xEF\\xBF\\xBF"},
    {"\xc2\x9b", "\\xC2\\x9B"},  // CSI as a C1 control
    {"\x1b[31mred\x1b[0m", "red"},
    {"\x1b[38;2;1;2;3mx\x1b[K", "x"},
    {"\x1b]0;title\ax", "x"},
    {"\x1b]8;;http://x\x1b\\link", "link"},
    {"\x1b]0;without an end\nnext", "0;without an end\nnext"},
    {"\x1b(Bx", "x"},
    {"\x1b[", ""},
    {"\x1b", "\\x1B"},
    {"\x1b\n", "\\x1B\n"},
};

INSTANTIATE_TEST_SUITE_P(Rows, Shown, testing::ValuesIn(rows),
                         [](const auto& row) { return row_name(row.index, row.param.expected); });

TEST(Text, OneLine) { EXPECT_EQ(shown_line("a\nb\tc"), "a b c"); }

TEST(Text, Clipped) {
    EXPECT_EQ(clipped("grüße", 5), "grüße");
    EXPECT_EQ(clipped("grüße", 4), "grü…");
    EXPECT_EQ(clipped("包包包", 2), "包…");
    EXPECT_EQ(clipped("abc", 0), "");
}

TEST(Text, Durations) {
    EXPECT_EQ(seconds(1'002'999'999), "1.002");
    EXPECT_EQ(seconds(-1), "0.000");
    EXPECT_EQ(duration(12'000'000), "12 ms");
    EXPECT_EQ(duration(1'504'000'000), "1.50 s");
    EXPECT_EQ(duration(125'000'000'000), "2 min 05 s");
}

TEST(Text, Counted) {
    EXPECT_EQ(counted(1, "test"), "1 test");
    EXPECT_EQ(counted(0, "test"), "0 tests");
}

}  // namespace

}  // namespace pkttest::reporters
