// Runs again: retries, repeats, what failed last, orders, slow tests; the configuration; the manual page.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "tests/cli/run_program.h"

namespace pkttest::testing_support {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// A campaign whose second test fails as long as a file `broken` is in its folder.
class Again : public testing::Test {
 protected:
    Again() {
        std::ofstream(here_.path("broken")) << "yes";
        campaign_ = here_.file("a.utc", "= Good\nwait 1ms\n= Bad\nexec \"test ! -e " + here_.path("broken") +
                                            "\"\n= Late\nwait 1ms\n");
        settings_.environment = {{"XDG_CACHE_HOME", here_.path("cache")}};
        settings_.folder = here_.path("");
    }
    RunResult run_again(std::vector<std::string> words) const {
        words.insert(words.begin(), {"run", campaign_, "--allow-exec"});
        return pkttest(words, settings_);
    }
    void mend() const { std::filesystem::remove(here_.path("broken")); }

    const Workplace here_;
    std::string campaign_;
    RunSettings settings_;
};

TEST_F(Again, LastFailedRunsWhatFailed) {
    EXPECT_EQ(run_again({"--last-failed", "--list"}).out.find("Good"),
              run_again({"--list"}).out.find("Good"));
    EXPECT_EQ(run_again({}).status, 1);
    const RunResult failed = run_again({"--last-failed", "--list"});
    EXPECT_THAT(failed.out, HasSubstr("a.Bad"));
    EXPECT_THAT(failed.out, Not(HasSubstr("a.Good")));
    const std::string first = run_again({"--failed-first", "--list"}).out;
    EXPECT_LT(first.find("a.Bad"), first.find("a.Good"));
    mend();
    EXPECT_EQ(run_again({"--last-failed"}).status, 0);
    EXPECT_THAT(run_again({"--last-failed", "--list"}).out, HasSubstr("a.Good"));
}

TEST_F(Again, RetriesMarkFlakyTestsAndMayFailThem) {
    const std::string flaky =
        here_.file("flaky.utc", "= Flaky\nexec \"test -e " + here_.path("seen") + " || { touch " +
                                    here_.path("seen") + "; exit 1; }\"\n");
    const auto run_flaky = [&](std::vector<std::string> words) {
        std::filesystem::remove(here_.path("seen"));
        words.insert(words.begin(), {"run", flaky, "--allow-exec"});
        return pkttest(words, settings_);
    };
    EXPECT_EQ(run_flaky({}).status, 1);
    const RunResult passed = run_flaky({"--retries", "2"});
    EXPECT_EQ(passed.status, 0);
    EXPECT_THAT(passed.out, HasSubstr("1 passed, 1 flaky"));
    const RunResult failed = run_flaky({"--retries", "2", "--flaky", "fail"});
    EXPECT_EQ(failed.status, 1);
    EXPECT_THAT(failed.out, HasSubstr("flaky: it passed, but not at the first attempt"));
    EXPECT_THAT(failed.out, AllOf(HasSubstr("attempt 2"), Not(HasSubstr("attempt 3"))));
}

TEST_F(Again, RepeatEndsWithTheFirstFailure) {
    const RunResult result = run_again({"--repeat", "3"});
    EXPECT_THAT(result.out, HasSubstr("a.Good, attempt 3"));
    EXPECT_THAT(result.out, Not(HasSubstr("a.Bad, attempt 2")));
    mend();
    const RunResult fine = run_again({"--repeat", "3", "--report", "junit=" + here_.path("out.xml")});
    EXPECT_EQ(fine.status, 0);
    EXPECT_THAT(contents(here_.path("out.xml")), HasSubstr("tests=\"3\""));
}

TEST_F(Again, RepetitionsDrawOtherRandomValues) {
    const std::string drawing =
        here_.file("drawing.utc", "= Drawn\nlet n = RandNum(0, 1000000000) + 0\nexec f\"echo {n} >> " +
                                      here_.path("drawn") + "\"\n");
    EXPECT_EQ(pkttest({"run", drawing, "--allow-exec", "--repeat", "3", "--seed", "7"}, settings_).status, 0);
    std::istringstream lines(contents(here_.path("drawn")));
    std::set<std::string> drawn;
    for (std::string line; std::getline(lines, line);) drawn.insert(line);
    EXPECT_EQ(drawn.size(), 3u);
}

TEST_F(Again, UntilFailReportsTheRoundThatFailed) {
    const std::string counting =
        here_.file("counting.utc", "= Third\nexec \"echo >> " + here_.path("n") + "; test $(wc -l < " +
                                       here_.path("n") + ") -lt 3\"\n");
    const RunResult result = pkttest({"run", counting, "--allow-exec", "--until-fail"}, settings_);
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.err, HasSubstr("round 2: passed\nround 3: ended\n"));
    EXPECT_THAT(result.out, HasSubstr("1 test in"));
}

TEST_F(Again, ASlowTestIsNamedWhileItRuns) {
    const std::string slow = here_.file("slow.utc", "= Long\nexec \"sleep 1\"\n");
    const RunResult result = pkttest({"run", slow, "--allow-exec", "--slow", "0.1"}, settings_);
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.err, HasSubstr("slow: slow.Long runs for more than 0."));
}

TEST_F(Again, TheConfigurationGivesWhatNobodyGave) {
    here_.file("pkttest.toml",
               "retries = 1\nquiet = true\n[profile.ci]\nretries = 2\n[profile.bad]\nretires = 1\n");
    EXPECT_THAT(run_again({}).out, HasSubstr("a.Bad, attempt 2"));
    EXPECT_THAT(run_again({}).out, Not(HasSubstr("a.Good")));
    EXPECT_THAT(run_again({"--profile", "ci"}).out, HasSubstr("a.Bad, attempt 3"));
    EXPECT_THAT(run_again({"--retries", "0"}).out, Not(HasSubstr("attempt 2")));
    const RunResult bad = run_again({"--profile", "bad"});
    EXPECT_EQ(bad.status, 4);
    EXPECT_THAT(bad.err,
                HasSubstr("pkttest.toml:6: retires is no option of `pkttest run`; did you mean retries?"));
    EXPECT_THAT(run_again({"--profile", "no"}).err, HasSubstr("has no profile no; there are: bad, ci"));
    settings_.environment.emplace_back("PKTTEST_RUN_RETRIES", "3");
    EXPECT_THAT(run_again({"--profile", "ci"}).out, HasSubstr("a.Bad, attempt 4"));
    settings_.environment.back() = {"PKTTEST_RUN_RETIRES", "3"};
    EXPECT_THAT(
        run_again({}).err,
        HasSubstr(
            "PKTTEST_RUN_RETIRES stands for no option of `pkttest run`; did you mean PKTTEST_RUN_RETRIES?"));
    settings_.environment.pop_back();
    here_.file("pkttest.toml", "retries = \n");
    EXPECT_THAT(run_again({}).err, HasSubstr("pkttest.toml:1: "));
    here_.file("pkttest.toml", "retries = \"many\"\n");
    EXPECT_EQ(run_again({}).status, 4);
}

TEST(ManualPage, NamesEveryOptionOfRun) {
    const std::string page = pkttest({"man"}).out;
    for (const char* name :
         {"\\-\\-last\\-failed", "\\-\\-shard", "\\-\\-report", "pkttest.toml", "EXIT STATUS"})
        EXPECT_THAT(page, HasSubstr(name));
}

TEST(Completion, OfBashCompletesSubcommandsAndOptions) {
    const Workplace here;
    const std::string script = here.file(
        "script", pkttest({"completion", "bash"}).out +
                      "COMP_WORDS=(pkttest ru); COMP_CWORD=1; _pkttest; echo ${COMPREPLY[@]}\n"
                      "COMP_WORDS=(pkttest run --shar); COMP_CWORD=2; _pkttest; echo ${COMPREPLY[@]}\n");
    EXPECT_EQ(run({"bash", script}).out, "run\n--shard --shard-by\n");
    EXPECT_THAT(pkttest({"completion", "zsh"}).out, HasSubstr("#compdef pkttest"));
    EXPECT_THAT(pkttest({"completion", "fish"}).out,
                HasSubstr("-n '__fish_seen_subcommand_from run' -l shard -r -d"));
    EXPECT_EQ(pkttest({"completion", "tcsh"}).status, 4);
}

}  // namespace
}  // namespace pkttest::testing_support
