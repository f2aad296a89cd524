// The campaigns for real devices, each in its lab; and what the lab says of servers that do not run.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "tests/cli/run_program.h"
#include "tests/live/lab_leftovers.h"

namespace pkttest::live {
namespace {

using testing::HasSubstr;
using testing_support::pkttest;
using testing_support::Workplace;

std::vector<std::string> campaigns() {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/campaigns"))
        if (entry.path().extension() == ".utc") out.push_back(entry.path().stem().string());
    std::sort(out.begin(), out.end());
    return out;
}

/// The program that plays the device in a campaign's lab.
std::string server_of(const std::string& campaign) {
    if (campaign == "ospf_router") return "/usr/lib/frr/ospfd";
    return campaign == "tcp_service" ? "nc" : "dnsmasq";
}

class DeviceCampaign : public testing::TestWithParam<std::string> {};

TEST_P(DeviceCampaign, PassesInItsLab) {
    if (const std::string why = why_no_lab(); !why.empty()) GTEST_SKIP() << why;
    const std::string server = server_of(GetParam());
    if (std::system(("command -v " + server + " >/dev/null 2>&1").c_str()) != 0)
        GTEST_SKIP() << "needs " << server;
    const auto result = pkttest({"run", "--lab", SOURCE_DIR "/campaigns/" + GetParam() + ".utc"});
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
}

TEST_P(DeviceCampaign, IsTidy) {
    EXPECT_EQ(pkttest({"fmt", "--check", SOURCE_DIR "/campaigns/" + GetParam() + ".utc"}).status, 0);
}

INSTANTIATE_TEST_SUITE_P(Device, DeviceCampaign, testing::ValuesIn(campaigns()),
                         [](const auto& name) { return name.param; });

class LabServers : public testing::Test {
 protected:
    void SetUp() override {
        if (const std::string why = why_no_lab(); !why.empty()) GTEST_SKIP() << why;
    }
    testing_support::RunResult run_lab(const std::string& commands, const std::string& header = "") const {
        return pkttest({"run", "--lab",
                        here_.file("a.utc", "link lan = \"veth\"\n" + header +
                                                "lab\n    host dut\n        lan 192.0.2.1/24\n" + commands +
                                                "= T\nwait 300ms\n")});
    }
    const Workplace here_;
};

TEST_F(LabServers, AServerThatFailsIsAnErrorOfTheTest) {
    const auto result = run_lab("        start \"exit 3\"\n");
    EXPECT_EQ(result.status, 1) << testing::PrintToString(result);
    EXPECT_THAT(result.out, HasSubstr("host dut: `exit 3` should keep running and ended with status 3"));
}

TEST_F(LabServers, OneThatEndsWellOrByASignalIsNone) {
    const auto result = run_lab("        start \"exit 0\"\n        start \"kill -TERM $$\"\n");
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
}

TEST_F(LabServers, NoLabIsMadeForTestsThatCannotRunHere) {
    const auto result = run_lab("        run \"no-such-program\"\n", "needs no-such-program\n");
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
    EXPECT_THAT(result.out, HasSubstr("needs no-such-program"));
}

}  // namespace
}  // namespace pkttest::live
