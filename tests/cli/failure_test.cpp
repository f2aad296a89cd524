// A failed expect: its nearest miss in every report, the command that runs it again, JUnit's attributes.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/cli/run_program.h"

namespace pkttest::cli {
namespace {

using testing::HasSubstr;
using testing_support::contents;
using testing_support::pkttest;
using testing_support::run;
using testing_support::Workplace;

/// The device answers with TTL 63 where the test wants 64.
constexpr const char* campaign = R"(link lan = "memory"
setup
    answer on lan when IP()/ICMP(type="echo-request") as q with IP(src=q[IP].dst, dst=q[IP].src, ttl=63)/ICMP(type="echo-reply")
= It's fine
check 1 == 1
= The TTL is 64
send IP(src="192.0.2.10", dst="192.0.2.1")/ICMP() on lan
expect IP(src="192.0.2.1", ttl=64)/ICMP(type="echo-reply") on lan within 1s
)";

class AFailedExpect : public testing::Test {
 protected:
    void SetUp() override {
        result_ = pkttest({"run", here_.file("a b.utc", campaign), "--report", "console", "--report",
                           "junit=" + here_.path("o.xml"), "--report", "html=" + here_.path("o.html"),
                           "--report", "jsonl=" + here_.path("o.jsonl")});
        ASSERT_EQ(result_.status, 1) << testing::PrintToString(result_);
    }
    std::string xpath(const std::string& expression) const {
        std::string out = run({"xmllint", "--xpath", expression, here_.path("o.xml")}).out;
        while (!out.empty() && out.back() == '\n') out.pop_back();
        return out;
    }

    Workplace here_;
    testing_support::RunResult result_;
};

TEST_F(AFailedExpect, ShowsItsNearestMissInEveryReport) {
    for (const std::string& text :
         {result_.out, contents(here_.path("o.xml")), contents(here_.path("o.html"))}) {
        EXPECT_THAT(text, HasSubstr("1 packet came and did not match"));
        EXPECT_THAT(text, HasSubstr("63"));
        EXPECT_THAT(text, HasSubstr("64"));
        EXPECT_THAT(text, HasSubstr("ttl"));
        EXPECT_THAT(text, HasSubstr("--test"));
    }
}

TEST_F(AFailedExpect, IsAWholeJUnitTestcase) {
    EXPECT_EQ(run({"xmllint", "--noout", here_.path("o.xml")}).status, 0);
    EXPECT_EQ(xpath("string(/testsuites/@tests)"), "2");
    EXPECT_EQ(xpath("string(/testsuites/@failures)"), "1");
    EXPECT_EQ(xpath("string(/testsuites/@errors)"), "0");
    EXPECT_EQ(xpath("count(//testsuite/testcase)"), "2");
    EXPECT_EQ(xpath("count(//testcase[failure])"), "1");
    EXPECT_EQ(xpath("string(//testcase[failure]/@name)"), "The TTL is 64");
    EXPECT_NE(xpath("string(//testcase[failure]/failure/@message)"), "");
    EXPECT_NE(xpath("string(//testcase[failure]/@classname)"), "");
    EXPECT_EQ(xpath("boolean(number(//testsuite[1]/@time) >= 0)"), "true");
}

TEST_F(AFailedExpect, NamesTheCommandThatRunsItAgain) {
    std::string command;
    std::istringstream lines(contents(here_.path("o.jsonl")));
    for (std::string line; std::getline(lines, line);)
        if (const auto event = nlohmann::json::parse(line);
            event["event"] == "TestFinished" && event["verdict"] == "failed")
            command = event["rerun"];
    ASSERT_THAT(command, HasSubstr("--test"));
    EXPECT_THAT(result_.out, HasSubstr(command));
    testing_support::RunSettings settings;
    const std::string folder = std::filesystem::path(PKTTEST_PROGRAM).parent_path().string();
    settings.environment = {{"PATH", folder + ":/usr/bin:/bin"}};
    const auto again = run({"sh", "-c", command}, settings);
    EXPECT_EQ(again.status, 1) << testing::PrintToString(again);
    EXPECT_THAT(again.out, HasSubstr("1 test in"));
    EXPECT_THAT(again.out, HasSubstr("The TTL is 64"));
}

TEST(AFailedMatch, ShowsThePacketThatWasComparedAndNoLink) {
    const Workplace here;
    const auto result = pkttest({"run", here.file("a.utc",
                                                  "= A\nlet p = IP(ttl=3)/UDP()\n"
                                                  "check p matches IP(ttl=4)/UDP()\n")});
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.out, HasSubstr("the packet: IP / UDP"));
    EXPECT_THAT(result.out, testing::ContainsRegex("! IP.ttl +4 +3"));
}

TEST(ManyTests, ThousandsRunAndAreCounted) {
    const Workplace here;
    const std::string file = here.file("a.utc", "= Number {n}\nfor n in range(5000)\ncheck n >= 0\n");
    const auto result =
        pkttest({"run", file, "--quiet", "--report", "junit=" + here.path("o.xml"), "--report", "console"});
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
    EXPECT_THAT(result.out, HasSubstr("5000 passed"));
    EXPECT_THAT(contents(here.path("o.xml")), HasSubstr("tests=\"5000\""));
}

}  // namespace
}  // namespace pkttest::cli
