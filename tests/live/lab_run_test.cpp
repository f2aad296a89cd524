// `pkttest run --lab`: the router example, what remains after it, after Ctrl-C and after a kill; its
// recording.
#include <gmock/gmock.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/cli/run_program.h"
#include "tests/live/lab_leftovers.h"

namespace pkttest::live {
namespace {

using testing_support::Child;
using testing_support::contents;
using testing_support::pkttest;
using testing_support::run;
using testing_support::Workplace;

constexpr const char* router = SOURCE_DIR "/examples/020_router.utc";

using Verdicts = std::map<std::string, std::string>;

Verdicts verdicts_of(const std::string& events) {
    Verdicts out;
    std::istringstream lines(contents(events));
    for (std::string line; std::getline(lines, line);)
        if (const auto event = nlohmann::json::parse(line); event["event"] == "TestFinished")
            out[event["id"]] = event["verdict"];
    return out;
}

std::ptrdiff_t count(const Verdicts& verdicts, const std::string& wanted) {
    return std::count_if(verdicts.begin(), verdicts.end(), [&](auto& each) { return each.second == wanted; });
}

class LabRun : public testing::Test {
 protected:
    void SetUp() override {
        if (const std::string why = why_no_lab(); !why.empty()) GTEST_SKIP() << why;
    }
    std::string events() const { return here_.path("run.jsonl"); }
    std::vector<std::string> router_run() const {
        return {PKTTEST_PROGRAM, "run",     "--lab",    router,
                "--report",      "console", "--report", "jsonl=" + events()};
    }

    /// The process that runs the tests, when one has passed.
    static pid_t worker_of(Child& child) {
        EXPECT_TRUE(child.wait_for_output("passed")) << testing::PrintToString(child.wait());
        const std::vector<pid_t> children = child.children();
        EXPECT_EQ(children.size(), 1U);
        return children.empty() ? 0 : children.front();
    }

    Workplace here_;
};

TEST_F(LabRun, TheRouterPassesAndNothingRemains) {
    Child child(router_run());
    const pid_t pid = worker_of(child);
    EXPECT_NE(lab_namespaces_of(pid), (std::vector<std::string>{}));
    const auto result = child.wait();
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
    EXPECT_GE(count(verdicts_of(events()), "passed"), 15);
    EXPECT_EQ(lab_namespaces_of(pid), (std::vector<std::string>{}));
}

TEST_F(LabRun, CtrlCRemovesAllAndReportsWhatWasDone) {
    Child child(router_run());
    const pid_t pid = worker_of(child);
    const std::vector<pid_t> served = processes_in(lab_namespaces_of(pid));
    EXPECT_NE(served, (std::vector<pid_t>{}));
    child.signal(SIGINT);
    const auto result = child.wait();
    EXPECT_EQ(still_running(served), (std::vector<pid_t>{}));
    EXPECT_EQ(result.status, 2) << testing::PrintToString(result);
    EXPECT_EQ(lab_namespaces_of(pid), (std::vector<std::string>{}));
    const Verdicts verdicts = verdicts_of(events());
    EXPECT_GE(count(verdicts, "passed"), 1);
    EXPECT_GE(count(verdicts, "interrupted"), 1);
}

TEST_F(LabRun, TheNextRunRemovesWhatAKilledOneLeft) {
    Child killed(router_run());
    const pid_t pid = worker_of(killed);
    const std::vector<pid_t> served = processes_in(lab_namespaces_of(pid));
    EXPECT_NE(served, (std::vector<pid_t>{}));
    killed.kill_all();
    EXPECT_EQ(killed.wait().signal, SIGKILL);
    while (!still_running({pid}).empty()) ::usleep(10'000);
    const auto result = run(router_run());
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
    EXPECT_EQ(lab_namespaces_of(pid), (std::vector<std::string>{}));
    EXPECT_EQ(still_running(served), (std::vector<pid_t>{}));
}

/// Takes 20 s of a real clock, whatever the machine.
constexpr const char* slow = R"(link lan = "veth-lan"
lab
    host dut
        lan 192.0.2.1/24
= It answers
sr1 IP(src="192.0.2.10", dst="192.0.2.1")/ICMP(id=7) on lan within 5s as reply
check reply matches ICMP(type="echo-reply", id=7)
= Nobody else answers
send IP(src="192.0.2.10", dst="192.0.2.99")/ICMP() on lan
expect no IP(src="192.0.2.99") on lan for 20s
= This one fails
sr1 IP(src="192.0.2.10", dst="192.0.2.1")/ICMP(id=8) on lan within 5s as reply
check reply[IP].ttl == 1
)";

TEST_F(LabRun, ARecordingReplaysWithTheSameVerdictsWithoutRightsAndWithoutWaiting) {
    const std::string campaign = here_.file("slow.utc", slow), again = here_.path("again.jsonl");
    const auto recorded =
        pkttest({"run", "--lab", campaign, "--record", here_.path("seen"), "--report", "jsonl=" + events()});
    ASSERT_EQ(recorded.status, 1) << testing::PrintToString(recorded);
    run({"chmod", "-R", "a+rX", here_.path("seen")});
    const auto began = std::chrono::steady_clock::now();
    const auto replayed =
        run({"setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", PKTTEST_PROGRAM, "run",
             campaign, "--replay", here_.path("seen"), "--report", "jsonl=" + again});
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(15));
    EXPECT_EQ(replayed.status, 1) << testing::PrintToString(replayed);
    EXPECT_EQ(verdicts_of(again), verdicts_of(events()));
    EXPECT_EQ(count(verdicts_of(again), "passed"), 2);
    EXPECT_EQ(count(verdicts_of(again), "failed"), 1);
}

}  // namespace
}  // namespace pkttest::live
