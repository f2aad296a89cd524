// The subcommands besides `run`: help, version, check, list, show, report, protocols; and the examples.
#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/cli/run_program.h"

namespace pkttest::cli {
namespace {

using testing::HasSubstr;
using testing_support::contents;
using testing_support::pkttest;
using testing_support::Workplace;

constexpr const char* campaign =
    "% Title\n~ all\n+ One\n= First\n~ smoke\ncheck 1 == 1\n"
    "= Sizes {n}\nfor n in [1, 2]\ncheck n > 0\n+ Two\n= Second\ncheck 1 == 1\n";

TEST(Help, NamesEverySubcommandAndTheExitCodes) {
    const auto result = pkttest({"--help"});
    EXPECT_EQ(result.status, 0);
    for (const char* name : {"run", "check", "list", "show", "report", "protocols", "explain"}) {
        EXPECT_THAT(result.out, HasSubstr(std::string("\n  ") + name));
        const auto own = pkttest({name, "--help"});
        EXPECT_EQ(own.status, 0) << name;
        EXPECT_THAT(own.out, HasSubstr("--help")) << name;
    }
    EXPECT_THAT(result.out, HasSubstr("Exit codes: 0 all passed"));
}

TEST(Help, NoSubcommandIsWrongUsage) {
    EXPECT_EQ(pkttest({}).status, 4);
    EXPECT_EQ(pkttest({"rnu", "a.utc"}).status, 4);
}

TEST(Functions, AreListedWithTheirParameters) {
    const auto result = pkttest({"functions", "rdpcap"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.out, HasSubstr("rdpcap(filename, count=)"));
    EXPECT_THAT(pkttest({"functions", "--as", "markdown"}).out,
                HasSubstr("## Methods of packets\n\n| call | what |\n"));
}

TEST(Version, IsOneLine) {
    const auto result = pkttest({"--version"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.out, testing::MatchesRegex("pkttest [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(Check, SaysWhereAMistakeIs) {
    const Workplace here;
    EXPECT_EQ(pkttest({"check", here.file("good.utc", campaign)}).out, "no mistakes found in 4 tests\n");
    const auto result = pkttest({"check", here.file("bad.utc", "= T\nchek 1 == 1\n")});
    EXPECT_EQ(result.status, 4);
    EXPECT_THAT(result.out, HasSubstr("bad.utc:2:1: error: "));
    EXPECT_THAT(result.out, HasSubstr("check"));
    EXPECT_THAT(result.out, HasSubstr("1 error, 0 warnings"));
}

std::vector<std::string> listed(std::vector<std::string> words) {
    words.insert(words.begin(), "list");
    words.push_back("--json");
    std::vector<std::string> out;
    const auto result = pkttest(words);
    for (const auto& test : nlohmann::json::parse(result.out)) out.push_back(test["name"]);
    return out;
}
using Names = std::vector<std::string>;

TEST(List, ShowsWhatASelectionTakes) {
    const Workplace here;
    const std::string file = here.file("a.utc", campaign);
    EXPECT_EQ(listed({file}), (Names{"First", "Sizes 1", "Sizes 2", "Second"}));
    EXPECT_EQ(listed({file, "--test", "Sizes*"}), (Names{"Sizes 1", "Sizes 2"}));
    EXPECT_EQ(listed({file, "--test", "a.One.First", "--test", "Second"}), (Names{"First", "Second"}));
    EXPECT_EQ(listed({file, "-k", "smoke"}), (Names{"First"}));
    EXPECT_EQ(listed({file, "-K", "smoke", "-n", "1-3"}), (Names{"Sizes 1", "Sizes 2"}));
    EXPECT_EQ(listed({file, "-k", "smoke or not smoke", "-n", "1"}), (Names{"First"}));
    EXPECT_EQ(listed({file, "-k", "not smoke"}), (Names{"Sizes 1", "Sizes 2", "Second"}));
    EXPECT_THAT(pkttest({"list", file}).out, HasSubstr("a.One.First"));
    EXPECT_EQ(pkttest({"list", file, "--test", "none"}).status, 5);
}

TEST(List, TakesACampaignThatIsNamedTwiceOnce) {
    const Workplace here;
    const std::string file = here.file("a.utc", campaign);
    EXPECT_EQ(listed({file, here.path("./a.utc"), here.path(""), here.path("*.utc")}).size(), 4U);
}

constexpr const char* echo_hex =
    "02 00 00 00 00 02 02 00 00 00 00 01 08 00 45 00 00 1c 00 01 00 00 40 01 f6 8f c0 00 02 0a c0 00 02 01"
    " 08 00 f7 fd 00 01 00 01";

TEST(Show, GivesProgramsEveryLayerAndValue) {
    const auto result = pkttest({"show", "--json", echo_hex});
    ASSERT_EQ(result.status, 0) << result.err;
    const auto packet = nlohmann::json::parse(result.out);
    ASSERT_GE(packet["layers"].size(), 3u);
    EXPECT_EQ(packet["layers"][0]["layer"], "Ether");
    EXPECT_EQ(packet["layers"][1]["at"], 14);
    EXPECT_EQ(packet["layers"][1]["fields"]["version"], 4);
}

TEST(Show, DissectsHexadecimal) {
    const auto result = pkttest({"show", echo_hex});
    EXPECT_EQ(result.status, 0);
    for (const char* text : {"ICMP", "192.0.2.10", "192.0.2.1", "echo-request"})
        EXPECT_THAT(result.out, HasSubstr(text));
}

TEST(Show, RefusesWhatIsNeitherFileNorHexadecimal) {
    EXPECT_EQ(pkttest({"show", "nonsense"}).status, 4);
    EXPECT_EQ(pkttest({"show", "123"}).status, 4);
    EXPECT_EQ(pkttest({"show", "00", "--first", "Nonsense"}).status, 4);
    const Workplace here;
    EXPECT_EQ(pkttest({"show", here.file("a.pcap", "this is no capture")}).status, 3);
    EXPECT_EQ(pkttest({"show", here.path("")}).status, 3);
}

TEST(Show, DissectsACaptureThatACampaignWrote) {
    const Workplace here;
    const std::string capture = here.path("a.pcap");
    const auto wrote =
        pkttest({"run", here.file("a.utc", "= T\nlet count = wrpcap(\"" + capture +
                                               "\", [Ether()/IP(dst=\"192.0.2.1\")/UDP(dport=7), "
                                               "Ether()/ARP()])\n")});
    ASSERT_EQ(wrote.status, 0) << testing::PrintToString(wrote);
    const auto result = pkttest({"show", capture});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.out, HasSubstr("    1  "));
    EXPECT_THAT(result.out, HasSubstr("    2  "));
    EXPECT_THAT(result.out, HasSubstr("ARP"));
    const std::string whole = contents(capture);
    const auto cut = pkttest({"show", here.file("cut.pcap", whole.substr(0, whole.size() - 5))});
    EXPECT_EQ(cut.status, 3) << "not all of it could be shown";
    EXPECT_THAT(cut.out, HasSubstr("    1  "));
    EXPECT_THAT(cut.err, HasSubstr("cut.pcap: "));
}

TEST(Report, IsMadeAgainFromTheEvents) {
    const Workplace here;
    const std::string events = here.path("run.jsonl");
    ASSERT_EQ(pkttest({"run", here.file("a.utc", campaign), "--report", "jsonl=" + events, "--report",
                       "junit=" + here.path("first.xml"), "--report", "html=" + here.path("first.html")})
                  .status,
              0);
    const auto result = pkttest({"report", events, "--report", "junit=" + here.path("second.xml"), "--html",
                                 here.path("second.html"), "--jsonl", here.path("second.jsonl")});
    ASSERT_EQ(result.status, 0) << testing::PrintToString(result);
    EXPECT_EQ(contents(here.path("first.xml")), contents(here.path("second.xml")));
    EXPECT_EQ(contents(here.path("first.html")), contents(here.path("second.html")));
    EXPECT_EQ(contents(events), contents(here.path("second.jsonl")));
    EXPECT_EQ(pkttest({"report", "/no/such.jsonl"}).status, 3);
    const std::string cut = here.file("cut.jsonl", contents(events).substr(0, contents(events).size() - 5));
    const auto partly = pkttest({"report", cut, "--junit", here.path("partly.xml")});
    EXPECT_EQ(partly.status, 3) << "not all of it could be reported";
    EXPECT_THAT(partly.err, HasSubstr("the last line breaks off"));
    EXPECT_THAT(contents(here.path("partly.xml")), HasSubstr("</testsuites>"));
}

TEST(Options, ThatAreRepeatableLeaveTheCampaignBehindThem) {
    const Workplace here;
    const std::string file = here.file("a.utc", campaign);
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"--report", "junit=" + here.path("o.xml")}, {"-t", "*"}, {"-K", "none"}}) {
        std::vector<std::string> all = {"run"};
        all.insert(all.end(), words.begin(), words.end());
        all.push_back(file);
        EXPECT_EQ(pkttest(all).status, 0) << words.front();
    }
}

TEST(Examples, EveryOneIsWithoutMistakes) {
    const auto result = pkttest({"check", SOURCE_DIR "/examples"});
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
}

TEST(Examples, EveryOneThatNeedsNoDevicePasses) {
    std::size_t ran = 0;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/examples")) {
        if (entry.path().extension() != ".utc" && entry.path().extension() != ".uts") continue;
        const std::string text = contents(entry.path().string());
        if (text.find("\nlab\n") != std::string::npos) continue;
        const auto result = pkttest({"run", entry.path().string()});
        EXPECT_EQ(result.status, 0) << entry.path() << "\n" << testing::PrintToString(result);
        ++ran;
    }
    EXPECT_GE(ran, 1U);
}

}  // namespace
}  // namespace pkttest::cli
