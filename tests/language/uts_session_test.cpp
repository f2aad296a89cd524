// UTscapy's campaigns: its line markers, its verdicts, and what a skipped test leaves unknown.
#include <gmock/gmock.h>

#include "framework/language/uts/uts.h"
#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(UtsVerdict, OfATestWithoutValuesIsPassed) { EXPECT_EQ(run_code("x = 0"), "passed"); }
TEST(UtsVerdict, IsTheLastValueShown) {
    EXPECT_EQ(run_code("1 == 1"), "passed");
    EXPECT_EQ(run_code("False\n1 == 1"), "passed");
    EXPECT_EQ(run_code("1 == 1\n[]"), "failed: the last value shown is list []");
}
TEST(UtsVerdict, LeavesNoneOut) {
    EXPECT_EQ(run_code("1 == 1\nNone"), "passed");
    EXPECT_THAT(run_code("1 == 2\nNone"), StartsWith("failed"));
}
TEST(UtsVerdict, OfAnAssertionThatDoesNotHoldIsFailed) {
    EXPECT_EQ(run_code("assert 1 == 2\nTrue"), "failed: the assertion does not hold");
}
TEST(UtsVerdict, OfWhatIsRaisedIsFailed) {
    EXPECT_THAT(run_code("1 / 0\nTrue"), StartsWith("failed: division by zero"));
    EXPECT_THAT(run_code("raise ValueError('no')\nTrue"), StartsWith("failed: ValueError: no"));
}
TEST(UtsVerdict, CountsNotWhatBlocksOfAFunctionShow) {
    EXPECT_EQ(run_code("def f():\n    False\n\nx = f()"), "passed");
}

TEST(UtsVerdict, IsSkippedAtWhatIsNotCovered) {
    EXPECT_EQ(run_code("import threading\nthreading.Event"),
              "skipped: line 4: threading is of threading, which is not covered");
    EXPECT_EQ(run_code("import threading\nfrom json import loads"), "passed");
    EXPECT_EQ(run_code("True\nno_such_name(1)"), "skipped: line 4: no_such_name is not known");
    EXPECT_THAT(run_code("True\n@decorated\ndef f():\n    pass\n"), StartsWith("skipped: line 4: decorated"));
    EXPECT_THAT(run_code("async def f():\n    pass\n"), StartsWith("skipped: line 3"));
}

TEST(UtsSession, SharesVariablesInTheOrderOfTheFile) {
    EXPECT_THAT(run_uts("+ set\n= one\nx = 5\n= two\nassert x == 5\nx += 1\n= three\nx == 6\n"),
                ElementsAre("passed", "passed", "passed"));
}

TEST(UtsSession, SkipsTestsThatNeedWhatASkippedOneSets) {
    EXPECT_THAT(
        run_uts("+ set\n= one\nimport threading\nq = threading.Thread()\n= two\nq == 1\n= three\nTrue\n"),
        ElementsAre("skipped: line 4: threading is of threading, which is not covered",
                    "skipped: line 6: q is set in the test \"one\", which was skipped at line 4", "passed"));
}

TEST(UtsSession, KnowsAgainWhatIsSetAgain) {
    EXPECT_THAT(run_uts("+ set\n= one\nimport nosuchmodule\nq = 5\n= two\nq = 6\nq == 6\n"),
                ElementsAre(StartsWith("skipped"), "passed"));
}

TEST(UtsSession, WithholdsWhatAnUnreadableBlockMentions) {
    EXPECT_THAT(run_uts("+ set\n= one\nx = 1\n= two\nasync def f():\n    x = 2\n\n= three\nassert x == 1\n"),
                ElementsAre("passed", StartsWith("skipped"), HasSubstr("x is set in the test \"two\"")));
}

TEST(UtsReader, DropsLinesWithAMarkerWhereverTheyStand) {
    EXPECT_EQ(run_code("x = [1,\n# no\n2,\n* no\n3]\nassert len(x) == 3"), "passed");
}

TEST(UtsReader, KeepsKeywordsAndTitles) {
    Sources sources;
    Diagnostics diagnostics;
    const auto source =
        sources.add("a.uts", "% Title\n~ first\n+ Set\n~ second\n= Test\n~ third -fourth\nTrue\n");
    const Campaign campaign = parse_uts(sources, source, diagnostics);
    EXPECT_EQ(campaign.title.text, "Title");
    ASSERT_EQ(campaign.sets.size(), 1U);
    ASSERT_EQ(campaign.sets[0].tests.size(), 1U);
    const language::Test& test = campaign.sets[0].tests[0];
    ASSERT_EQ(test.keywords.size(), 2U);
    EXPECT_EQ(test.keywords[0].text, "third");
    EXPECT_TRUE(test.keywords[1].removed);
    EXPECT_EQ(test.keywords[1].text, "fourth");
}

TEST(UtsReader, ComplainsAboutLinesOutsideOfTests) {
    Sources sources;
    Diagnostics diagnostics;
    parse_uts(sources, sources.add("a.uts", "x = 1\n= Test\nTrue\n"), diagnostics);
    ASSERT_EQ(diagnostics.all().size(), 2U);
    EXPECT_EQ(diagnostics.all()[0].message, "this line stands in no test");
    EXPECT_EQ(diagnostics.all()[1].message, "a test stands in a set");
}

TEST(UtsSession, KeepsTheLastValueShownAsUnderscore) {
    EXPECT_EQ(run_code("5\nNone\nassert _ == 5\n_ + 1"), "passed");
}

}  // namespace
}  // namespace pkttest::language
