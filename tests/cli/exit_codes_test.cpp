// The exit codes of `pkttest run`, each by a campaign that causes it, and the options that go wrong.
#include <gmock/gmock.h>
#include <signal.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/run_program.h"

namespace pkttest::cli {
namespace {

using testing::HasSubstr;
using testing_support::Child;
using testing_support::contents;
using testing_support::pkttest;
using testing_support::RunSettings;
using testing_support::Workplace;

constexpr const char* passing = "= Passes\ncheck 1 == 1\n";
constexpr const char* failing = "= Passes\ncheck 1 == 1\n= Fails\ncheck 1 == 2\n";

struct Case {
    const char* name;
    const char* campaign;
    std::vector<std::string> options;
    int status;
    const char* says;  ///< On one of the two outputs.
};
void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }

class ExitCode : public testing::TestWithParam<Case> {};

TEST_P(ExitCode, IsAsTheManualSays) {
    const Workplace here;
    std::vector<std::string> words{"run", here.file("a.utc", GetParam().campaign)};
    words.insert(words.end(), GetParam().options.begin(), GetParam().options.end());
    const auto result = pkttest(words);
    EXPECT_EQ(result.status, GetParam().status) << testing::PrintToString(result);
    EXPECT_THAT(result.out + result.err, HasSubstr(GetParam().says));
}

const Case cases[] = {
    {"AllPassed", passing, {}, 0, "1 passed"},
    {"OneFailed", failing, {}, 1, "1 failed"},
    {"AnErrorInATest", "= T\ncheck 1 // len(\"\") == 1\n", {}, 1, "division by zero"},
    {"AProgramThatIsNeededByItsPath", "needs /bin/sh\n= T\ncheck len(\"a\") == 2\n", {}, 1, "1 failed"},
    {"AnUnknownInterface",
     "link lan = \"no-such-if0\"\n= T\nsend IP(dst=\"192.0.2.1\") on lan\n",
     {},
     3,
     "no-such-if0"},
    {"AMissingCapture",
     "link lan = \"memory\"\n= T\nexpect no IP() on lan for 1s\n",
     {"--link", "lan=pcap:/no/such.pcap"},
     3,
     "/no/such.pcap"},
    {"AReplayOfNothing", passing, {"--replay", "/no/such"}, 3, "/no/such"},
    {"AMistake", "= T\nchek 1 == 1\n", {}, 4, "error"},
    {"AnUnknownLink", passing, {"--link", "lan=memory"}, 4, "no campaign has a link lan"},
    {"AWrongFlag", passing, {"--wrong"}, 4, "--wrong"},
    {"AnUnknownReport", passing, {"--report", "pdf=x"}, 4, "pdf"},
    {"AWrongShard", passing, {"--shard", "3/2"}, 4, "--shard"},
    {"WrongNumbers", passing, {"-n", "x"}, 4, "x"},
    {"AWrongTimeScale", passing, {"--time-scale", "0"}, 4, "--time-scale"},
    {"NothingMatches", passing, {"--test", "nothing"}, 5, "no test was selected"},
    {"AnEmptyCampaign", "", {}, 5, "no test was selected"},
};
INSTANTIATE_TEST_SUITE_P(Run, ExitCode, testing::ValuesIn(cases),
                         [](const auto& row) { return std::string(row.param.name); });

struct WrongUsage {
    const char* name;
    std::vector<std::string> words;  ///< CAMPAIGN stands for one.
    const char* says;
};
void PrintTo(const WrongUsage& row, std::ostream* out) { *out << row.name; }

class WrongCommandLine : public testing::TestWithParam<WrongUsage> {};

TEST_P(WrongCommandLine, IsSaidInTheUsersWords) {
    const Workplace here;
    const std::string campaign = here.file("a.utc", passing);
    std::vector<std::string> words = GetParam().words;
    for (std::string& word : words)
        if (word == "CAMPAIGN") word = campaign;
    const auto result = pkttest(words);
    EXPECT_EQ(result.status, 4) << testing::PrintToString(result);
    EXPECT_THAT(result.err, HasSubstr(GetParam().says));
}

const WrongUsage wrong_usages[] = {
    {"Subcommand", {"rnu", "CAMPAIGN"}, "pkttest: there is no subcommand rnu; did you mean run?"},
    {"NoSubcommand", {}, "pkttest: A subcommand is required\n`pkttest --help`"},
    {"Option",
     {"run", "CAMPAIGN", "--repot", "junit=x"},
     "pkttest run: there is no option --repot; did you mean --report?"},
    {"OptionBeforeAll", {"--jobs"}, "pkttest: there is no option --jobs"},
    {"NoCampaign", {"run"}, "pkttest run: CAMPAIGN is required"},
    {"Number", {"run", "CAMPAIGN", "--seed", "x"}, "--seed wants a whole number, 0 or more, not 'x'"},
    {"Flag", {"run", "CAMPAIGN", "--lab=maybe"}, "--lab wants true or false, not 'maybe'"},
    {"WholeNumber",
     {"run", "CAMPAIGN", "--jobs", "many"},
     "--jobs wants a whole number from 0 to 1000, not 'many'"},
    {"Seconds", {"run", "CAMPAIGN", "--timeout", "10s"}, "--timeout wants a number of seconds, not '10s'"},
    {"Factor", {"run", "CAMPAIGN", "--time-scale", "0"}, "--time-scale wants a number above 0, not '0'"},
    {"Word", {"run", "CAMPAIGN", "--flaky", "maybe"}, "--flaky wants pass or fail, not 'maybe'"},
    {"Link",
     {"run", "CAMPAIGN", "--link", "wan=eth1"},
     "--link: no campaign has a link wan; there is memory"},
    {"Variable",
     {"run", "CAMPAIGN", "--set", "ruoter=1"},
     "--set: no campaign has a variable ruoter; there is none"},
    {"Dialect",
     {"run", "CAMPAIGN", "--report", "junit:stirct=x"},
     "--report: knows no dialect 'stirct' of junit; there is rich, strict"},
    {"NoDialects", {"run", "CAMPAIGN", "--report", "html:strict=x"}, "of html; there is none"},
    {"ReportWithoutFile", {"run", "CAMPAIGN", "--report", "junit="}, "--report: wants a file behind junit="},
    {"LabOfNone", {"run", "CAMPAIGN", "--lab"}, "--lab: no campaign has a lab block"},
    {"NearFile",
     {"run", SOURCE_DIR "/examples/010_quikstart.utc"},
     "; did you mean " SOURCE_DIR "/examples/010_quickstart.utc?"},
    {"FolderWithoutCampaigns",
     {"run", SOURCE_DIR "/docs/images"},
     "there is no campaign in the folder " SOURCE_DIR "/docs/images: no .utc and no .uts file"},
    {"BinaryFile", {"run", PKTTEST_PROGRAM}, "is no campaign: it holds octets that are no text"},
    {"Layer", {"protocols", "Ipp"}, "there is no layer 'Ipp'; did you mean IP?"},
    {"Function", {"functions", "rdcap"}, "there is no function or method 'rdcap'; did you mean rdpcap?"},
};
INSTANTIATE_TEST_SUITE_P(Usage, WrongCommandLine, testing::ValuesIn(wrong_usages),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Run, FailFastTakesANumberBehindAnEqualsSignOnly) {
    const Workplace here;
    const std::string campaign =
        here.file("a.utc", "= A\ncheck 1 == len([1, 2])\n= B\ncheck 1 == len([1, 2])\n= C\nwait 1ms\n");
    EXPECT_THAT(pkttest({"run", "--fail-fast", campaign}).out, HasSubstr("1 failed, 2 skipped"));
    EXPECT_THAT(pkttest({"run", "--fail-fast=2", campaign}).out, HasSubstr("2 failed, 1 skipped"));
}

TEST(Run, AMissingCampaignIsWrongUsage) {
    const auto result = pkttest({"run", "/no/such.utc"});
    EXPECT_EQ(result.status, 4) << testing::PrintToString(result);
    EXPECT_THAT(result.err, HasSubstr("/no/such.utc"));
}

TEST(Run, AReportThatCannotBeWrittenIsAnErrorOfTheEnvironment) {
    const Workplace here;
    const auto result =
        pkttest({"run", here.file("a.utc", passing), "--report", "junit=" + here.path("missing/out.xml")});
    EXPECT_EQ(result.status, 3) << testing::PrintToString(result);
    EXPECT_THAT(result.err, HasSubstr("missing/out.xml"));
}

TEST(Run, AReportThatIsAFolderIsOneBeforeAnythingRuns) {
    const Workplace here;
    const auto result = pkttest(
        {"run", here.file("a.utc", passing), "--report", "junit=" + here.path(""), "--report", "console"});
    EXPECT_EQ(result.status, 3) << testing::PrintToString(result);
    EXPECT_THAT(result.err, HasSubstr("Is a directory"));
    EXPECT_EQ(result.out, "");
}

TEST(Run, ADashIsStandardOutput) {
    const Workplace here;
    RunSettings settings;
    settings.folder = here.path("");
    const auto result = pkttest({"run", here.file("a.utc", passing), "--report", "junit=-"}, settings);
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
    EXPECT_THAT(result.out, testing::StartsWith("<?xml"));
    EXPECT_EQ(contents(here.path("-")), "");
}

TEST(Run, ABrokenRecordingIsSaidWithItsLine) {
    const Workplace here;
    const std::string campaign = here.file("a.utc", passing), seen = here.path("seen");
    ASSERT_EQ(pkttest({"run", campaign, "--record", seen}).status, 0);
    std::ofstream(seen + "/recording.jsonl", std::ios::app) << "{\"bad\n";
    const auto result = pkttest({"run", campaign, "--replay", seen});
    EXPECT_EQ(result.status, 3);
    EXPECT_EQ(
        result.err,
        "pkttest: " + seen + "/recording.jsonl is no index of a recording: line 3 is not one of its lines\n");
}

TEST(Run, ReportsOfACampaignWithMistakesNameThem) {
    const Workplace here;
    const std::string junit = here.path("o.xml");
    const auto result = pkttest(
        {"run", here.file("a.utc", "= T\nchek 1\nsned 1\nwiat 1\nexpcet 1\n"), "--report", "junit=" + junit});
    EXPECT_EQ(result.status, 4);
    EXPECT_THAT(contents(junit), HasSubstr("a.utc:2:1: chek is not a step; "));
    EXPECT_THAT(contents(junit), HasSubstr("a.utc:4:1: wiat is not a step; 1 more"));
}

TEST(Run, AFullDiskSpoilsOneReportOnlyAndIsAnError) {
    const Workplace here;
    const std::string junit = here.path("o.xml"), events = here.path("o.jsonl");
    const auto result = pkttest({"run", here.file("a.utc", passing), "--report", "junit=" + junit, "--report",
                                 "html=/dev/full", "--report", "jsonl=" + events});
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(result.err, HasSubstr("the report /dev/full: No space left"));
    EXPECT_THAT(result.out, HasSubstr("1 passed"));
    EXPECT_THAT(contents(junit), HasSubstr("</testsuites>"));
    EXPECT_THAT(contents(events), HasSubstr("RunFinished"));
}

TEST(Output, ThatCannotBeWrittenIsAnError) {
    const Workplace here;
    const std::string campaign = here.file("a.utc", passing), program = PKTTEST_PROGRAM;
    for (const std::string& words :
         {"run " + campaign, "run " + campaign + " --report junit", "list " + campaign,
          std::string("show 4500 --first IP"), std::string("protocols IP")}) {
        const auto result = testing_support::run({"sh", "-c", program + " " + words + " > /dev/full"});
        EXPECT_EQ(result.status, 3) << words;
        EXPECT_THAT(result.err, HasSubstr("No space left")) << words;
    }
}

TEST(Run, NobodyReadsTheOutput) {
    const Workplace here;
    testing_support::RunSettings settings;
    settings.closed_output = true;
    const auto result = pkttest(
        {"run", here.file("a.utc", failing), "--report", "console", "--report", "jsonl=" + here.path("o")},
        settings);
    EXPECT_EQ(result.status, 1) << testing::PrintToString(result);
    EXPECT_THAT(contents(here.path("o")), HasSubstr("RunFinished"));
}

/// Runs long enough in real time for any machine to send the signal in the middle.
constexpr const char* endless =
    "= First\ncheck 1 == 1\n= Endless\nexec \"sleep 600\" within 600s\n= Last\ncheck 1 == 1\n";

class Stopped : public testing::TestWithParam<int> {};

TEST_P(Stopped, EndsInOrderAndReportsWhatWasDone) {
    const Workplace here;
    Child child({PKTTEST_PROGRAM, "run", here.file("a.utc", endless), "--allow-exec", "--timeout", "0",
                 "--report", "console", "--report", "jsonl=" + here.path("o.jsonl"), "--report",
                 "junit=" + here.path("o.xml")});
    ASSERT_TRUE(child.wait_for_output("First"));
    child.signal(GetParam());
    const auto result = child.wait();
    EXPECT_EQ(result.status, 2) << testing::PrintToString(result);
    EXPECT_EQ(testing_support::run({"xmllint", "--noout", here.path("o.xml")}).status, 0);
    std::vector<std::string> verdicts;
    std::istringstream lines(contents(here.path("o.jsonl")));
    for (std::string line; std::getline(lines, line);)
        if (const auto event = nlohmann::json::parse(line); event["event"] == "TestFinished")
            verdicts.push_back(event["verdict"]);
    EXPECT_EQ(verdicts, (std::vector<std::string>{"passed", "interrupted", "interrupted"}));
}
INSTANTIATE_TEST_SUITE_P(By, Stopped, testing::Values(SIGINT, SIGTERM));

class Crashed : public testing::TestWithParam<int> {};

TEST_P(Crashed, LeavesReportsThatSaySo) {
    const Workplace here;
    Child child({PKTTEST_PROGRAM, "run", here.file("a.utc", endless), "--allow-exec", "--timeout", "0",
                 "--report", "console", "--report", "junit=" + here.path("o.xml")});
    ASSERT_TRUE(child.wait_for_output("First"));
    child.signal(GetParam());
    const auto result = child.wait();
    EXPECT_EQ(result.status, 3) << testing::PrintToString(result);
    EXPECT_THAT(result.err, HasSubstr("pkttest: internal error: "));
    EXPECT_EQ(testing_support::run({"xmllint", "--noout", here.path("o.xml")}).status, 0);
    EXPECT_THAT(contents(here.path("o.xml")), HasSubstr("the run ended before it was finished"));
}
INSTANTIATE_TEST_SUITE_P(By, Crashed, testing::Values(SIGSEGV, SIGABRT));

}  // namespace
}  // namespace pkttest::cli
