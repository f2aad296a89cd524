// The tutorial, followed as a new user would: its files are saved, its commands run in order, and they say
// what the page shows.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "tests/cli/run_program.h"
#include "tests/live/lab_leftovers.h"

namespace pkttest::live {
namespace {

using testing_support::run;
using testing_support::RunResult;
using testing_support::Workplace;

struct Fence {
    std::string kind;  ///< "utc", "sh", "output" …
    std::string text;
    std::string file;  ///< The last `NAME.utc` that the page named above it.
};

std::vector<Fence> fences_of(const std::string& page) {
    std::ifstream input(page);
    std::vector<Fence> out;
    std::string file;
    bool inside = false;
    for (std::string line; std::getline(input, line);) {
        if (line.starts_with("```")) {
            if (!inside) out.push_back({line.substr(3), "", file});
            inside = !inside;
        } else if (inside) {
            out.back().text += line + "\n";
        } else if (const auto end = line.find(".utc`"); end != std::string::npos) {
            const auto begin = line.rfind('`', end) + 1;
            file = line.substr(begin, end + 4 - begin);
        }
    }
    return out;
}

/// Without what differs from run to run and from place to place: times, seeds, the computer's name.
std::string steady(std::string text) {
    static const std::pair<std::regex, const char*> changes[] = {
        {std::regex("(seed|--seed) [0-9]+"), "$1 N"},
        {std::regex("[0-9]+(\\.[0-9]+)? (ms|s)\\b"), "TIME"},
        {std::regex("pkttest [0-9.]+ on [^:]+:"), "pkttest VERSION on HOST:"},
    };
    for (const auto& [pattern, replacement] : changes) text = std::regex_replace(text, pattern, replacement);
    return text;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream input(text);
    std::vector<std::string> out;
    for (std::string line; std::getline(input, line);) out.push_back(line);
    return out;
}

/// Whether these are the lines shown, where one of `…` alone stands for any that are indented as it is.
void expect_shown(const std::string& said, const std::string& shown) {
    const std::vector<std::string> found = lines_of(steady(said));
    std::size_t at = 0;
    for (const std::string& line : lines_of(steady(shown))) {
        if (const std::size_t mark = line.find("…"); mark != std::string::npos && mark + 3 == line.size()) {
            while (at < found.size() && found[at].starts_with(line.substr(0, mark))) ++at;
            continue;
        }
        ASSERT_LT(at, found.size()) << "no line: " << line << "\n" << said;
        ASSERT_EQ(found[at++], line) << said;
    }
    EXPECT_EQ(at, found.size()) << "not shown: " << said;
}

/// A computer with the port eth1 and a router on it, in namespaces of their own.
class Tutorial : public testing::Test {
 protected:
    void SetUp() override {
        if (const std::string why = why_no_lab(); !why.empty()) GTEST_SKIP() << why;
        made_ = true;
        const RunResult made = run({"sh", "-c", "set -e; t=" + computer_ + "; d=" + router_ + R"(
ip netns add $t; ip netns add $d
ip -n $t link add eth1 type veth peer name lan netns $d
ip -n $d link add wan type veth peer name far netns $t
ip -n $t link set lo up; ip -n $t link set far up
ip -n $d link set lan up; ip -n $d link set wan up
ip -n $d address add 192.168.1.1/24 dev lan; ip -n $d address add 198.51.100.1/24 dev wan
ip netns exec $d sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratemask=0
)"});
        ASSERT_EQ(made.status, 0) << testing::PrintToString(made);
        // The names of programs and folders on the page, for this place.
        const std::string prelude =
            "sudo() { \"$@\"; }\nPATH=" +
            std::string(PKTTEST_PROGRAM).substr(0, std::string(PKTTEST_PROGRAM).rfind('/')) +
            ":$PATH\nset -e\n";
        std::ofstream(here_.path("prelude")) << prelude;
    }
    void TearDown() override {
        if (!made_) return;
        run({"ip", "netns", "delete", computer_});
        run({"ip", "netns", "delete", router_});
    }
    RunResult commands(const std::string& text) const {
        testing_support::RunSettings settings;
        settings.folder = here_.path("");
        return run({"ip", "netns", "exec", computer_, "sh", "-c", ". ./prelude\n" + text}, settings);
    }

    const std::string computer_ = "tutorial-computer-" + std::to_string(::getpid());
    const std::string router_ = "tutorial-router-" + std::to_string(::getpid());
    const Workplace here_;
    bool made_ = false;
};

TEST_F(Tutorial, DoesWhatItSays) {
    std::size_t ran = 0, shown = 0;
    RunResult last;
    for (const Fence& fence : fences_of(SOURCE_DIR "/docs/tutorial.md")) {
        if (fence.kind.starts_with("utc")) {
            here_.file(fence.file, fence.text);
        } else if (fence.kind == "sh") {
            last = commands(fence.text);
            EXPECT_EQ(last.status, 0) << fence.text << testing::PrintToString(last);
            ++ran;
        } else {
            ASSERT_EQ(fence.kind, "output");
            ASSERT_NO_FATAL_FAILURE(expect_shown(last.out, fence.text));
            ++shown;
        }
    }
    EXPECT_GE(ran, 7U);
    EXPECT_EQ(ran, shown);  // No command goes without what it says.
}

TEST(Readme, ItsFirstCampaignRunsInItsLabAndAgainFromTheRecording) {
    if (const std::string why = why_no_lab(); !why.empty()) GTEST_SKIP() << why;
    const Workplace here;
    std::string file;
    for (const Fence& fence : fences_of(SOURCE_DIR "/README.md"))
        if (fence.kind == "utc") file = here.file("router.utc", fence.text);
    ASSERT_NE(file, "");
    const auto made = testing_support::pkttest({"run", "--lab", file, "--record", here.path("seen")});
    EXPECT_EQ(made.status, 0) << testing::PrintToString(made);
    EXPECT_NE(made.out.find("2 passed"), std::string::npos) << made.out;
    const auto again = testing_support::pkttest({"run", file, "--replay", here.path("seen")});
    EXPECT_EQ(again.status, 0) << testing::PrintToString(again);
}

}  // namespace
}  // namespace pkttest::live
