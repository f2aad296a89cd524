// The runner, from options to events: selection, independence of tests, verdicts, recordings.
#include "framework/runner/runner.h"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "framework/runner/recording.h"
#include "framework/runner/selection.h"

namespace pkttest::runner {
namespace {

using testing::HasSubstr;

/// Runs campaigns' texts in a folder of their own and keeps the events.
class Runs : public testing::Test {
 protected:
    Runs() {
        std::string name = (std::filesystem::temp_directory_path() / "pkttest-runner-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~Runs() override { std::filesystem::remove_all(folder_); }

    Exit run_text(const std::string& text, RunOptions options = {}) {
        const std::string path = (folder_ / "a.utc").string();
        std::ofstream(path) << text;
        options.files = {path};
        finished_.clear();
        said_.clear();
        return run(
            options,
            [&](const Event& event) {
                if (const auto* one = std::get_if<TestFinished>(&event)) finished_.push_back(*one);
                if (const auto* one = std::get_if<CheckFailed>(&event)) failures_.push_back(one->failure);
            },
            [&](const std::string& text_said) { said_ += text_said; });
    }
    std::map<std::string, Verdict> verdicts() const {
        std::map<std::string, Verdict> out;
        for (const TestFinished& each : finished_) out[each.id] = each.verdict;
        return out;
    }

    std::filesystem::path folder_;
    std::vector<TestFinished> finished_;
    std::vector<Failure> failures_;
    std::string said_;
};
using Verdicts = std::map<std::string, Verdict>;

TEST_F(Runs, EachTestStartsFromTheCampaignsOwnVariables) {
    EXPECT_EQ(run_text("let list = [1]\nlet n = 1\n+ S\nlet m = 2\n"
                       "= A\nlet n = 5\nlet m = 5\ncheck n + m == 10\n"
                       "= B\ncheck n == 1\ncheck m == 2\ncheck len(list) == 1\n"),
              Exit::passed)
        << said_;
}

TEST_F(Runs, VerdictsAreEachTestsOwn) {
    EXPECT_EQ(run_text("= Good\ncheck 1 == 1\n= Bad\ncheck 1 == 2\n= Wrong\ncheck 1 // len(\"\") == 1\n"
                       "= Left\nskip \"no device\"\n"),
              Exit::failed)
        << said_;
    EXPECT_EQ(verdicts(), (Verdicts{{"a.Good", Verdict::passed},
                                    {"a.Bad", Verdict::failed},
                                    {"a.Wrong", Verdict::error},
                                    {"a.Left", Verdict::skipped}}));
}

TEST_F(Runs, AFailureNamesItsPlaceAndLine) {
    run_text("= Bad\nlet n = 3\ncheck n == 4\n");
    ASSERT_EQ(failures_.size(), 1U);
    EXPECT_EQ(failures_[0].message, "n == 4 does not hold");
    EXPECT_EQ(failures_[0].place.line, 3U);
    EXPECT_THAT(failures_[0].source_line, HasSubstr("check n == 4"));
    EXPECT_THAT(failures_[0].details, HasSubstr("n is 3"));
}

TEST_F(Runs, ACheckOfAnAnswerThatDidNotComeSaysSo) {
    run_text(
        "link lan = \"memory\"\n= T\nsr1 IP(dst=\"192.0.2.1\")/ICMP() on lan within 10ms as reply\n"
        "check reply matches IP()/ICMP()\ncheck reply[IP].ttl == 3 or True\ncheck not reply\n");
    ASSERT_EQ(failures_.size(), 2U);
    EXPECT_THAT(failures_[0].message,
                HasSubstr("no answer to IP(dst=\"192.0.2.1\")/ICMP() on lan within 10ms"));
    EXPECT_EQ(failures_[0].details, "reply matches IP()/ICMP() does not hold");
    EXPECT_EQ(failures_[1].message, failures_[0].message);
}

TEST_F(Runs, WhatFailsIsTriedAgainAsOftenAsItSays) {
    EXPECT_EQ(run_text("retry 1\n= A\ncheck len(\"\") == 1\n= B\nretry 3\ncheck len(\"\") == 1\n"
                       "= C\ncheck len(\"\") == 0\n"),
              Exit::failed)
        << said_;
    std::vector<std::string> ids;
    for (const TestFinished& each : finished_) ids.push_back(each.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"a.A", "a.A", "a.B", "a.B", "a.B", "a.B", "a.C"}));
}

TEST_F(Runs, ATestThatPassesWhenTriedAgainHasPassed) {
    RunOptions options;
    options.allow_exec = true;
    const std::string count = (folder_ / "count").string();
    EXPECT_EQ(run_text("= A\nretry 5\nexec \"echo x >> " + count + "\"\nexec \"wc -l < " + count +
                           "\" as lines\ncheck int(lines) == 3\n",
                       options),
              Exit::passed)
        << said_;
    EXPECT_EQ(finished_.size(), 3U);
}

TEST_F(Runs, ExecIsRefusedUnlessAllowed) {
    const std::string witness = (folder_ / "witness").string();
    EXPECT_EQ(run_text("= A\nexec \"touch " + witness + "\"\n"), Exit::failed);
    EXPECT_FALSE(std::filesystem::exists(witness));
    ASSERT_EQ(finished_.size(), 1U);
    EXPECT_EQ(finished_[0].reason, "exec is refused");
}

TEST_F(Runs, KeywordsAreInheritedAndTakenAway) {
    const std::string path = (folder_ / "a.utc").string();
    std::ofstream(path)
        << "~ slow router\n+ S\n~ ipv4 -slow\n= A\nwait 1ms\n= B\n~ -ipv4 -router slow\nwait 1ms\n";
    RunOptions options;
    options.files = {path};
    const CheckResult checked = check(options, [&](const std::string& text) { said_ += text; });
    ASSERT_EQ(checked.tests.size(), 2U) << said_;
    EXPECT_EQ(checked.tests[0].keywords, (std::vector<std::string>{"router", "ipv4"}));
    EXPECT_EQ(checked.tests[1].keywords, (std::vector<std::string>{"slow"}));
}

TEST_F(Runs, AnIncludedFileBringsItsHeader) {
    std::ofstream(folder_ / "common.utc") << "% Left out\nlet base = 3\ndef twice(n) = n * 2\n"
                                             "protocol Shared\n    size: ByteField = base\n"
                                             "setup\n    let ready = 1\n";
    EXPECT_EQ(run_text("include \"common.utc\"\n= A\ncheck twice(base) == 6 and ready == 1\n"
                       "check bytes(Shared()) == b\"\\x03\"\n"),
              Exit::passed)
        << said_;
}

TEST_F(Runs, ASecondCampaignDoesNotSeeTheFirstOnesProtocols) {
    for (const int size : {1, 2})
        EXPECT_EQ(run_text("protocol Own\n    size: ByteField = " + std::to_string(size) +
                           "\n= A\ncheck bytes(Own())[0] == " + std::to_string(size) + "\n"),
                  Exit::passed)
            << said_;
    EXPECT_EQ(run_text("= A\ncheck bytes(Own()) == b\"\"\n"), Exit::usage);
}

TEST_F(Runs, FailFastSkipsTheRest) {
    RunOptions options;
    options.fail_fast = 1;
    EXPECT_EQ(run_text("= A\ncheck 1 == 2\n= B\ncheck 1 == 1\n", options), Exit::failed);
    EXPECT_EQ(verdicts(), (Verdicts{{"a.A", Verdict::failed}, {"a.B", Verdict::skipped}}));
}

TEST_F(Runs, AVariableOfTheCommandLineWins) {
    RunOptions options;
    options.variables = {{"n", "7"}};
    EXPECT_EQ(run_text("let n = 1\n= A\ncheck n == 7\n", options), Exit::passed) << said_;
}

TEST_F(Runs, ASeedGivesTheSameValuesToATestAloneAndAmongOthers) {
    RunOptions options;
    options.seed = 42;
    options.selection.names = {"B"};
    EXPECT_EQ(run_text("= A\ncheck 1 == 1\n= B\ncheck 1 == 2\n", options), Exit::failed);
    ASSERT_EQ(finished_.size(), 1U);
    EXPECT_THAT(finished_[0].rerun, HasSubstr("--test a.B"));
    EXPECT_THAT(finished_[0].rerun, HasSubstr("--seed 42"));
}

constexpr const char* waiting =
    "link lan = \"memory\"\n"
    "= Silent\n"
    "expect no ARP() on lan for 3600s\n"
    "= Fails\n"
    "expect UDP() on lan within 3600s\n";

TEST_F(Runs, ARecordingReplaysToTheSameVerdicts) {
    RunOptions options;
    options.timeout = std::chrono::milliseconds(0);
    options.record = (folder_ / "seen").string();
    EXPECT_EQ(run_text(waiting, options), Exit::failed) << said_;
    const Verdicts recorded = verdicts();
    EXPECT_EQ(recorded, (Verdicts{{"a.Silent", Verdict::passed}, {"a.Fails", Verdict::failed}}));
    EXPECT_NE(Recording(options.record).find("a.Silent"), nullptr);
    EXPECT_EQ(Recording(options.record).find("a.Other"), nullptr);
    std::swap(options.record, options.replay);
    EXPECT_EQ(run_text(waiting, options), Exit::failed) << said_;
    EXPECT_EQ(verdicts(), recorded);
}

constexpr const char* asking =
    "link lan = \"memory\"\n"
    "setup\n"
    "    answer on lan with ARP_am(IP_addr=\"192.0.2.1\", ARP_addr=\"02:00:00:00:00:01\")\n"
    "= Twice in one instant\n"
    "sr1 Ether(dst=\"ff:ff:ff:ff:ff:ff\")/ARP(psrc=\"192.0.2.10\", pdst=\"192.0.2.1\") on lan "
    "within 1s as first\n"
    "check first[ARP].op == 2 and first[ARP].pdst == \"192.0.2.10\"\n"
    "sr1 Ether(dst=\"ff:ff:ff:ff:ff:ff\")/ARP(psrc=\"192.0.2.11\", pdst=\"192.0.2.1\") on lan "
    "within 1s as second\n"
    "check second[ARP].op == 2 and second[ARP].pdst == \"192.0.2.11\"\n"
    "= Nobody\n"
    "expect ARP() on lan within 1s\n";

TEST_F(Runs, AnswersOfTheRequestsInstantReplay) {
    RunOptions options;
    options.record = (folder_ / "seen").string();
    EXPECT_EQ(run_text(asking, options), Exit::failed) << said_;
    const Verdicts recorded = verdicts();
    EXPECT_EQ(recorded,
              (Verdicts{{"a.Twice in one instant", Verdict::passed}, {"a.Nobody", Verdict::failed}}));
    std::swap(options.record, options.replay);
    EXPECT_EQ(run_text(asking, options), Exit::failed) << said_;
    EXPECT_EQ(verdicts(), recorded);
}

TEST_F(Runs, TestsRunInTheOrderOfTheFile) {
    run_text("+ One\n= C\ncheck 1 == 1\n= A\ncheck 1 == 1\n+ Two\n= B\ncheck 1 == 1\n");
    std::vector<std::string> order;
    for (const TestFinished& each : finished_) order.push_back(each.id);
    EXPECT_THAT(order, testing::ElementsAre("a.One.C", "a.One.A", "a.Two.B"));
}

TEST_F(Runs, NamesHaveNoControlCharacters) {
    run_text("= T {x}\nfor x in [\"a\\n\\x1b[31mb\", \"\u00e9\"]\ncheck x\n");
    ASSERT_EQ(finished_.size(), 2U);
    EXPECT_EQ(finished_[0].id, "a.T a\\x0a\\x1b[31mb");
    EXPECT_EQ(finished_[1].id, "a.T \u00e9");
}

TEST_F(Runs, MistakesAreToldAndNothingRuns) {
    EXPECT_EQ(run_text("= A\ncheck 1 == 1\n= B\nlet p = IPP()\n"), Exit::usage);
    EXPECT_TRUE(finished_.empty());
    EXPECT_THAT(said_, HasSubstr("IPP is not known"));
    EXPECT_THAT(said_, HasSubstr("a.utc:4"));
}

TEST(Selections, GlobsMatchWholeTexts) {
    EXPECT_TRUE(glob_matches("*ttl*", "a ttl b"));
    EXPECT_TRUE(glob_matches("a?c", "abc"));
    EXPECT_TRUE(glob_matches("[a-c]x", "bx"));
    EXPECT_FALSE(glob_matches("[!a-c]x", "bx"));
    EXPECT_FALSE(glob_matches("ttl", "a ttl"));
    EXPECT_TRUE(glob_matches("*a*a*a*b", std::string(200, 'a') + "b"));
}

TEST(Selections, NumbersAreRanges) {
    const NumberSet some("1,3-5,9-");
    for (const std::uint64_t in : {1, 3, 4, 5, 9, 1000}) EXPECT_TRUE(some.contains(in)) << in;
    for (const std::uint64_t out : {0, 2, 6, 8}) EXPECT_FALSE(some.contains(out)) << out;
    EXPECT_THROW(NumberSet("a"), std::invalid_argument);
    EXPECT_THROW(NumberSet("1-2-3"), std::invalid_argument);
}

TEST(Selections, ShardsShareAllTests) {
    std::vector<ListedTest> all(7);
    for (std::size_t i = 0; i < all.size(); ++i) all[i].number = i + 1;
    std::vector<std::uint64_t> numbers;
    for (int shard = 0; shard < 3; ++shard) {
        Selection selection;
        selection.shard = shard;
        selection.shards = 3;
        const Selector selector(selection);
        for (const ListedTest& test : all)
            if (selector.takes(test)) numbers.push_back(test.number);
    }
    EXPECT_THAT(numbers, testing::UnorderedElementsAre(1, 2, 3, 4, 5, 6, 7));
}

}  // namespace
}  // namespace pkttest::runner
