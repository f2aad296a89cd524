// Diagnostics: how they are shown, and which name is the nearest.
#include "framework/language/syntax/diagnostic.h"

#include <gtest/gtest.h>

namespace pkttest::language {
namespace {

std::string shown(std::string text, std::uint32_t begin, std::uint32_t end, bool color = false) {
    Sources sources;
    const std::uint32_t source = sources.add("input", std::move(text));
    return render(Diagnostic{Severity::error, {source, begin, end}, "wrong", {}, std::nullopt}, sources,
                  color);
}

TEST(Render, ShowsPlaceLineCaretAndNotes) {
    Sources sources;
    const std::uint32_t source = sources.add("input", "VXLAN(vni=0x1000000)\n");
    Diagnostics diagnostics;
    diagnostics.error({source, 10, 19}, "vni has 24 bits, 0x1000000 does not fit")
        .notes.push_back("the largest value is 0xffffff");
    EXPECT_EQ(render(diagnostics.all(), sources),
              "input:1:11: error: vni has 24 bits, 0x1000000 does not fit\n"
              "  VXLAN(vni=0x1000000)\n"
              "            ^~~~~~~~~\n"
              "  the largest value is 0xffffff\n");
}

TEST(Render, ShowsWarningAndSuggestion) {
    Sources sources;
    const std::uint32_t source = sources.add("a.utc", "\nIP(tll=1)\n");
    EXPECT_EQ(render(Diagnostic{Severity::warning, {source, 4, 7}, "IP has no tll", {}, "ttl"}, sources),
              "a.utc:2:4: warning: IP has no tll\n"
              "  IP(tll=1)\n"
              "     ^~~\n"
              "  did you mean \"ttl\"?\n");
}

TEST(Render, CountsCharactersNotBytes) {
    EXPECT_EQ(shown("\u00e4\u20ac x", 6, 7), "input:1:4: error: wrong\n  \u00e4\u20ac x\n     ^\n");
}

TEST(Render, MarksTheFirstLineOfASpanOverSeveral) {
    EXPECT_EQ(shown("ab\ncd", 1, 5), "input:1:2: error: wrong\n  ab\n   ^\n");
}

TEST(Render, ShowsTheEndOfTheText) {
    EXPECT_EQ(shown("ab", 2, 2), "input:1:3: error: wrong\n  ab\n    ^\n");
    EXPECT_EQ(shown("", 0, 0), "input:1:1: error: wrong\n  \n  ^\n");
}

TEST(Render, LetsNothingSteerTheTerminal) {
    EXPECT_EQ(shown("a\tb\033[2Jc\r\n", 3, 4), "input:1:4: error: wrong\n  a b?[2Jc\n     ^\n");
}

TEST(Render, CutsLongLinesAroundTheSpan) {
    const std::string shown_line = shown(std::string(1000, 'a') + "b" + std::string(1000, 'c'), 1000, 1001);
    EXPECT_EQ(shown_line, "input:1:1001: error: wrong\n  ..." + std::string(120, 'a') + "b" +
                              std::string(60, 'c') + "...\n  " + std::string(123, ' ') + "^\n");
}

TEST(Render, ColorsPlaceSeverityAndCaret) {
    EXPECT_EQ(shown("a", 0, 1, true),
              "\033[1minput:1:1: \033[0m\033[1;31merror: \033[0mwrong\n  a\n  \033[1;32m^\033[0m\n");
}

TEST(Diagnostics, AreSortedByPlace) {
    Diagnostics diagnostics;
    diagnostics.error({0, 5, 6}, "later");
    diagnostics.warning({0, 1, 2}, "sooner");
    diagnostics.sort();
    EXPECT_EQ(diagnostics.all().front().message, "sooner");
    EXPECT_EQ(diagnostics.error_count(), 1u);
}

struct Near {
    const char* written;
    const char* meant;  // "" for none
};
void PrintTo(const Near& row, std::ostream* out) { *out << row.written; }

class NearestName : public testing::TestWithParam<Near> {};
TEST_P(NearestName, IsThis) {
    static constexpr std::string_view names[] = {"dst", "src",           "ttl",    "UDP", "TCP",
                                                 "TTL", "time-exceeded", "expect", "x"};
    EXPECT_EQ(nearest(GetParam().written, names).value_or(""), GetParam().meant);
}

constexpr Near nears[] = {
    {"dts", "dst"},
    {"tll", "ttl"},
    {"Ttl", "ttl"},
    {"udp", "UDP"},
    {"Udp", "UDP"},
    {"exepct", "expect"},
    {"expects", "expect"},
    {"EXPECT", "expect"},
    {"y", ""},
    {"X", "x"},
    {"banana", ""},
    {"", ""},
    {"time_exceded", "time-exceeded"},
};
INSTANTIATE_TEST_SUITE_P(Names, NearestName, testing::ValuesIn(nears));

}  // namespace
}  // namespace pkttest::language
