// UTscapy's campaigns through the runner: verdicts, logs, keywords that skip, selection and time.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "framework/runner/runner.h"

namespace pkttest::runner {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class UtsRuns : public testing::Test {
 protected:
    UtsRuns() {
        std::string name = (std::filesystem::temp_directory_path() / "pkttest-uts-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~UtsRuns() override { std::filesystem::remove_all(folder_); }

    Exit run_text(const std::string& text, RunOptions options = {}) {
        const std::string path = (folder_ / "a.uts").string();
        std::ofstream(path) << text;
        options.files = {path};
        return run_files(options);
    }
    Exit run_files(const RunOptions& options) {
        verdicts_.clear();
        attempts_.clear();
        log_.clear();
        return run(
            options,
            [&](const Event& event) {
                if (const auto* one = std::get_if<TestStarted>(&event)) attempts_.push_back(one->attempt);
                if (const auto* one = std::get_if<TestFinished>(&event)) {
                    verdicts_.push_back(one->verdict);
                    reasons_.push_back(one->reason);
                }
                if (const auto* one = std::get_if<LogLine>(&event)) log_.push_back(one->text);
                if (const auto* one = std::get_if<CheckFailed>(&event)) failures_.push_back(one->failure);
            },
            [](const std::string&) {});
    }

    std::filesystem::path folder_;
    std::vector<Verdict> verdicts_;
    std::vector<int> attempts_;
    std::vector<std::string> reasons_, log_;
    std::vector<Failure> failures_;
};

TEST_F(UtsRuns, ValuesGoToTheLog) {
    EXPECT_EQ(run_text("+ S\n= T\nx = 5\nx + 1\nprint('hello', x)\n"), Exit::passed);
    EXPECT_THAT(log_, ElementsAre("6", "hello 5"));
}

TEST_F(UtsRuns, AFailureNamesItsLine) {
    EXPECT_EQ(run_text("+ S\n= T\n# dropped\nassert 1 == 1\nassert IP(ttl=3).ttl == 4\n"), Exit::failed);
    ASSERT_EQ(failures_.size(), 1U);
    EXPECT_EQ(failures_[0].place.line, 5);
    EXPECT_THAT(failures_[0].source_line, HasSubstr("IP(ttl=3)"));
}

TEST_F(UtsRuns, KeywordsSkipWhatCannotRunHere) {
    EXPECT_EQ(run_text("+ S\n= A\n~ disabled\nFalse\n= B\n~ windows\nFalse\n= C\nTrue\n"), Exit::passed);
    EXPECT_THAT(verdicts_, ElementsAre(Verdict::skipped, Verdict::skipped, Verdict::passed));
    EXPECT_THAT(reasons_, Contains("keyword disabled"));
}

TEST_F(UtsRuns, ATestThatDoesNotEndRunsOutOfTime) {
    RunOptions options;
    options.timeout = std::chrono::milliseconds(50);
    run_text("+ S\n= T\nx = 1\nwhile True:\n    pass\n\n= U\nTrue\n", options);
    EXPECT_THAT(verdicts_, ElementsAre(Verdict::error, Verdict::passed));
    ASSERT_EQ(failures_.size(), 1U);
    EXPECT_EQ(failures_[0].place.line, 4);
    EXPECT_EQ(failures_[0].source_line, "while True:");
}

TEST_F(UtsRuns, TextsOfAllSizesHaveALimit) {
    run_text(
        "+ S\n= List\na = [1]\nfor i in range(30):\n    a = [a, a]\n\nassert repr(a)\n"
        "= Dump\nassert hexdump(b'a' * 60000000, dump=True)\n");
    EXPECT_THAT(reasons_, ElementsAre("this text is too long", "this text is too long"));
}

TEST_F(UtsRuns, WhatFailsIsTriedAgainWithTheVariablesThatItHad) {
    RunOptions options;
    options.retries = 2;
    EXPECT_EQ(run_text("+ S\n= A\nx = []\nprint('a')\n= B\nx.append(1)\nprint(len(x))\nassert len(x) == 2\n"
                       "= C\nassert x == [1]\n",
                       options),
              Exit::failed);
    EXPECT_THAT(verdicts_, ElementsAre(Verdict::passed, Verdict::failed, Verdict::failed, Verdict::failed,
                                       Verdict::passed));
    EXPECT_THAT(attempts_, ElementsAre(1, 1, 2, 3, 1));
    EXPECT_THAT(log_, ElementsAre("a", "1", "1", "1"));
}

TEST_F(UtsRuns, RepetitionsHaveVariablesOfTheirOwnAndOtherRandomValues) {
    RunOptions options;
    options.repeat = 3;
    EXPECT_EQ(run_text("+ S\n= A\nx = [int(RandInt())]\n= B\nx.append(2)\nassert len(x) == 2\nprint(x[0])\n"
                       "= C\nassert len(x) == 2\nFalse\n",
                       options),
              Exit::failed);
    EXPECT_THAT(attempts_, ElementsAre(1, 2, 3, 1, 2, 3, 1));
    const std::set<std::string> drawn(log_.begin(), log_.end());
    EXPECT_EQ(drawn.size(), 4U) << "each of B's repetitions sees what A draws in it, and C's False is logged";
}

TEST_F(UtsRuns, WhatASelectionLeavesOutSetsItsVariablesUnreported) {
    RunOptions options;
    options.selection.names = {"C"};
    const std::string text =
        "+ S\n= A\nx = 1\nprint('a')\n= B\n~ slow\nx += 1\nassert False\n= C\nprint(x)\n= D\nx\n";
    EXPECT_EQ(run_text(text, options), Exit::passed);
    EXPECT_THAT(log_, ElementsAre("2"));
    EXPECT_EQ(verdicts_.size(), 1U);
    options.selection.without = {"slow"};
    run_text(text, options);
    EXPECT_THAT(log_, ElementsAre("1"));
}

TEST_F(UtsRuns, WhatPassesAtALaterAttemptIsFlaky) {
    RunOptions options;
    options.retries = 1;
    const std::string path = (folder_ / "seen").string();
    const std::string text = "+ S\n= A\nimport os\nfound = os.path.exists('" + path + "')\nwrpcap('" + path +
                             "', [Ether()])\nassert found\n";
    EXPECT_EQ(run_text(text, options), Exit::passed);
    EXPECT_THAT(verdicts_, ElementsAre(Verdict::failed, Verdict::passed));
    std::filesystem::remove(path);
    options.flaky_fails = true;
    EXPECT_EQ(run_text(text, options), Exit::failed);
    EXPECT_THAT(reasons_.back(), HasSubstr("flaky"));
}

TEST_F(UtsRuns, ACaptureIsReadFromAFileOrFromMemory) {
    EXPECT_EQ(run_text("+ S\n= T\nfrom io import BytesIO\nname = get_temp_file()\n"
                       "wrpcap(name, [Ether()/IP(ttl=3), Ether()/ARP()])\n"
                       "with open(name, 'rb') as f:\n    octets = f.read()\n\n"
                       "assert rdpcap(name)[0].ttl == 3\nassert ARP in rdpcap(BytesIO(octets))[1]\n"),
              Exit::passed);
}

TEST_F(UtsRuns, WhatOneCampaignBindsIsGoneInTheNext) {
    const auto write = [&](const char* name, const std::string& text) {
        std::ofstream(folder_ / name) << text;
    };
    write("a.uts",
          "+ S\n= T\nclass Mine(Packet):\n    fields_desc = [ByteField('x', 0)]\n\n"
          "assert raw(Mine(x=1)) == b'\\x01'\n");
    write("b.uts", "+ S\n= T\nMine(x=1)\n");
    RunOptions options;
    options.files = {folder_.string()};
    run_files(options);
    EXPECT_THAT(verdicts_, ElementsAre(Verdict::passed, Verdict::skipped));
}

}  // namespace
}  // namespace pkttest::runner
