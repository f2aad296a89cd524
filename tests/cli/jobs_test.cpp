// --jobs: several processes, the events of one; a process that is killed, Ctrl-C, links that only one may
// use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "tests/cli/run_program.h"

namespace pkttest::testing_support {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

/// Without what differs from run to run.
json timeless(json value) {
    static const std::set<std::string> changing = {"duration_ns", "start_ns", "time_ns", "started_at",
                                                   "finished_at", "run_id",   "command"};
    if (value.is_object())
        for (auto& [name, member] : value.items())
            member = changing.contains(name) ? json() : timeless(member);
    if (value.is_array())
        for (json& item : value) item = timeless(item);
    return value;
}

class Jobs : public testing::Test {
 protected:
    Jobs() { settings_.environment = {{"XDG_CACHE_HOME", here_.path("cache")}}; }

    std::vector<std::string> command(const std::vector<std::string>& words) const {
        std::vector<std::string> out = {"run", "--allow-exec", "--report", "jsonl=" + here_.path("events")};
        out.insert(out.end(), words.begin(), words.end());
        return out;
    }
    RunResult run_jobs(const std::vector<std::string>& words) const {
        return pkttest(command(words), settings_);
    }
    std::vector<json> events() const {
        std::vector<json> out;
        std::istringstream lines(contents(here_.path("events")));
        for (std::string line; std::getline(lines, line);) out.push_back(timeless(json::parse(line)));
        return out;
    }
    /// "a.One: passed", in the order of the events.
    std::vector<std::string> verdicts() const {
        std::vector<std::string> out;
        for (const json& event : events())
            if (event["event"] == "TestFinished")
                out.push_back(event["id"].get<std::string>() + ": " + event["verdict"].get<std::string>());
        return out;
    }
    /// The number that a test writes to a file, once it is there.
    pid_t number_in(const std::string& name) const {
        for (int turn = 0; turn < 3000; ++turn) {
            if (const std::string text = contents(here_.path(name)); text.ends_with('\n'))
                return std::stoi(text);
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return 0;
    }

    const Workplace here_;
    RunSettings settings_;
};

constexpr const char* mixed = R"(~ all
link lan = "memory"
setup
    answer on lan with ICMPEcho_am()
+ First
= Echo {n}
for n in range(6)
sr1 IP(dst="192.0.2.1")/ICMP(seq=RandShort()) on lan within 1s as reply
check reply[ICMP].type == 0
= Wrong
~ slow
check 1 == len([1, 2])
+ Second
= Skipped
skip "not here"
= Fine
wait 1ms
)";

TEST_F(Jobs, TellWhatOneProcessTells) {
    const std::string first = here_.file("first.utc", mixed), third = here_.file("third.utc", mixed);
    const std::string second =
        here_.file("second.uts", "+ S\n= A\nx = [1]\n= B\nx.append(2)\n= C\nassert x == [1]\n");
    const std::vector<std::string> words = {first, second, third, "--seed", "7"};
    EXPECT_EQ(run_jobs(words).status, 1);
    const std::vector<json> alone = events();
    for (const char* jobs : {"2", "5", "0"}) {
        std::vector<std::string> with = words;
        with.insert(with.end(), {"--jobs", jobs});
        EXPECT_EQ(run_jobs(with).status, 1);
        EXPECT_EQ(events(), alone) << jobs;
    }
}

TEST_F(Jobs, AKilledProcessIsAnErrorAndHidesNothing) {
    const std::string campaign =
        here_.file("a.utc", "= One\nwait 1ms\n= Two\nexec \"kill -KILL $PPID\"\n= Three\nwait 1ms\n");
    const std::string other = here_.file("b.utc", "= One\nwait 1ms\n= Two\ncheck 1 == len([1, 2])\n");
    const RunResult result = run_jobs({campaign, other, "--jobs", "2", "--retries", "2"});
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(result.out, HasSubstr("the process that ran this test was ended by signal 9"));
    EXPECT_THAT(verdicts(), ElementsAre("a.One: passed", "a.Two: error", "a.Three: passed", "b.One: passed",
                                        "b.Two: failed", "b.Two: failed", "b.Two: failed"));
    EXPECT_THAT(result.out, HasSubstr("5 tests"));
    EXPECT_THAT(result.out, HasSubstr("a.utc --test a.Two"));
}

TEST_F(Jobs, AProcessThatHangsIsEndedAndHidesNothing) {
    const std::string campaign = here_.file(
        "a.utc",
        "link lan = \"memory\"\n= One\nexec \"kill -STOP $PPID\"\n= Two\nwait 1ms\n= Three\nwait 1ms\n");
    for (const char* jobs : {"1", "2"}) {
        const RunResult result = run_jobs({campaign, "--jobs", jobs, "--timeout", "0.5"});
        EXPECT_EQ(result.status, 3) << result.out << result.err;
        EXPECT_THAT(verdicts(), ElementsAre("a.One: error", "a.Two: passed", "a.Three: passed"));
        EXPECT_THAT(result.out,
                    HasSubstr("the process that ran this test did not end within 500ms, and was killed"));
    }
}

TEST_F(Jobs, TestsBehindOneThatHangsHaveTheirSession) {
    const std::string campaign =
        here_.file("a.uts",
                   "+ S\n= A\nx = 1\n= Hangs\ny = 2\nz = ('a'*60000000).find('a'*30000000+'b')\n"
                   "= Too long\nw = 3\nwhile True:\n    pass\n\n"
                   "= C\nassert x == 1\n= D\nassert z == 1\n= E\nassert w == 3\n");
    const RunResult result = run_jobs({campaign, "--timeout", "0.5"});
    EXPECT_EQ(result.status, 3) << result.out << result.err;
    EXPECT_THAT(verdicts(), ElementsAre("a.S.A: passed", "a.S.Hangs: error", "a.S.Too long: error",
                                        "a.S.C: passed", "a.S.D: skipped", "a.S.E: passed"));
    EXPECT_THAT(result.out, HasSubstr("z is set in the test \"Hangs\", which did not end"));
}

TEST_F(Jobs, ASessionWhoseProcessIsKilledGoesOnInAnother) {
    const std::string campaign =
        here_.file("a.uts", "+ S\n= A\nx = 1\n= B\nf = get_temp_file()\nwhile True:\n    pass\n\n= C\nx\n");
    const std::string temporary = here_.path("temporary");
    std::filesystem::create_directory(temporary);
    settings_.environment.emplace_back("TMPDIR", temporary);
    const std::string told =
        here_.file("told.utc", "= Told\nexec \"echo $PPID > " + here_.path("pid") + "; sleep 60\"\n");
    Child child(
        [&] {
            std::vector<std::string> words = command({told, campaign, "--jobs", "2", "--timeout", "100"});
            words.insert(words.begin(), PKTTEST_PROGRAM);
            return words;
        }(),
        settings_);
    ASSERT_GT(number_in("pid"), 0);
    const pid_t told_by = number_in("pid");
    pid_t session = 0;
    for (int turn = 0; turn < 3000 && session == 0; ++turn) {
        for (const pid_t each : child.children())
            if (each != told_by) session = each;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ASSERT_GT(session, 0);
    for (int turn = 0; turn < 3000 && std::filesystem::is_empty(temporary); ++turn)  // Until B has begun.
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    kill(session, SIGKILL);
    kill(told_by, SIGKILL);
    EXPECT_EQ(child.wait().status, 3);
    const auto all = verdicts();
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0], "told.Told: error");
    EXPECT_EQ(all[2], "a.S.B: error");
    EXPECT_EQ(all[3], "a.S.C: passed");
}

TEST_F(Jobs, CtrlCEndsAllInOrder) {
    const std::string campaign =
        here_.file("a.utc", "teardown\n    exec \"echo down >> " + here_.path("down") +
                                "\"\n= Test {n}\nfor n in [1, 2, 3]\n" + "exec f\"echo $PPID > " +
                                here_.path("pid") + "{n}; sleep 60\"\n");
    std::vector<std::string> words =
        command({campaign, "--jobs", "2", "--report", "junit=" + here_.path("o.xml")});
    words.insert(words.begin(), PKTTEST_PROGRAM);
    Child child(words, settings_);
    const std::vector<pid_t> workers = {number_in("pid1"), number_in("pid2")};
    child.signal(SIGINT);
    EXPECT_EQ(child.wait().status, 2);
    EXPECT_THAT(verdicts(),
                ElementsAre("a.Test 1: interrupted", "a.Test 2: interrupted", "a.Test 3: interrupted"));
    EXPECT_EQ(contents(here_.path("down")), "down\ndown\n");
    EXPECT_THAT(contents(here_.path("o.xml")), HasSubstr("</testsuites>"));
    for (const pid_t worker : workers) EXPECT_NE(kill(worker, 0), 0);
}

TEST_F(Jobs, CtrlCInATerminalReachesAllProcessesAndEndsNoTeardown) {
    const std::string campaign =
        here_.file("a.utc", "teardown\n    exec \"sleep 0.5; echo down >> " + here_.path("down") +
                                "\"\n= Test\nexec \"echo $PPID > " + here_.path("pid") + "; sleep 60\"\n");
    std::vector<std::string> words = command({campaign});
    words.insert(words.begin(), PKTTEST_PROGRAM);
    Child child(words, settings_);
    const pid_t worker = number_in("pid");
    ASSERT_GT(worker, 0);
    kill(worker, SIGINT);
    child.signal(SIGINT);
    EXPECT_EQ(child.wait().status, 2);
    EXPECT_THAT(verdicts(), ElementsAre("a.Test: interrupted"));
    EXPECT_EQ(contents(here_.path("down")), "down\n");
}

TEST_F(Jobs, FailFastStartsNoMore) {
    const std::string campaign = here_.file(
        "a.utc", "= Bad\ncheck 1 == len([1, 2])\n= Good {n}\nfor n in range(40)\nexec \"sleep 0.05\"\n");
    EXPECT_EQ(run_jobs({campaign, "--jobs", "2", "--fail-fast"}).status, 1);
    const auto all = verdicts();
    ASSERT_EQ(all.size(), 41U);
    EXPECT_EQ(all.front(), "a.Bad: failed");
    EXPECT_EQ(all.back(), "a.Good 39: skipped");
}

TEST_F(Jobs, ARecordingOfSeveralProcessesReplays) {
    const std::string campaign = here_.file("first.utc", mixed);
    EXPECT_EQ(run_jobs({campaign, "--jobs", "4", "--record", here_.path("seen")}).status, 1);
    const auto recorded = verdicts();
    EXPECT_EQ(run_jobs({campaign, "--jobs", "3", "--replay", here_.path("seen")}).status, 1);
    EXPECT_EQ(verdicts(), recorded);
}

TEST_F(Jobs, ALinkIsUsedByOneCampaignAtATime) {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root, for a live link";
    const std::string log = here_.path("log");
    const auto campaign = [&](const std::string& name, const std::string& link,
                              const std::string& meanwhile) {
        return here_.file(name + ".utc", "link lan = \"" + link + "\"\n= A\nexec \"echo begin " + name +
                                             " >> " + log + "; " + meanwhile + "; echo end " + name + " >> " +
                                             log + "\" within 30s\n");
    };
    const std::string slow = "sleep 0.3",
                      both = "until [ $(grep -c begin " + log + ") = 2 ]; do sleep 0.01; done";
    EXPECT_EQ(run_jobs({campaign("a", "lo", slow), campaign("b", "lo", slow), "--jobs", "2"}).status, 0);
    EXPECT_EQ(contents(log), "begin a\nend a\nbegin b\nend b\n");
    std::filesystem::remove(log);
    EXPECT_EQ(run_jobs({campaign("a", "lo", both), campaign("b", "memory", both), "--jobs", "2"}).status, 0);
    EXPECT_THAT(contents(log), testing::MatchesRegex("begin .\nbegin .\nend .\nend .\n"));
}

}  // namespace
}  // namespace pkttest::testing_support
