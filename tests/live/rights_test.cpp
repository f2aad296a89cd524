// Rights and owners: what is said to who may not send, whose a run's files are, and what it leaves of an
// interface.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/cli/run_program.h"
#include "tests/live/lab_leftovers.h"

namespace pkttest::live {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing_support::run;
using testing_support::RunResult;
using testing_support::RunSettings;
using testing_support::Workplace;

constexpr const char* nobody = "65534";

class Rights : public testing::Test {
 protected:
    void SetUp() override {
        if (const std::string why = why_no_lab(); !why.empty()) GTEST_SKIP() << why;
    }
    /// pkttest as a user without any right.
    RunResult run_as_nobody(std::vector<std::string> words) const {
        words.insert(words.begin(),
                     {"setpriv", "--reuid", nobody, "--regid", nobody, "--clear-groups", PKTTEST_PROGRAM});
        RunSettings settings;
        settings.environment = {{"XDG_CACHE_HOME", here_.path("cache")}};
        settings.folder = here_.path("");
        return run(words, settings);
    }
    const Workplace here_;
};

TEST_F(Rights, SendingNamesTheCapabilityAndHowToGiveIt) {
    if (run_as_nobody({"--version"}).status != 0) GTEST_SKIP() << "others may not run " PKTTEST_PROGRAM;
    const RunResult result =
        run_as_nobody({"run", here_.file("a.utc", "link lan = \"lo\"\n= T\nsend IP()/ICMP() on lan\n")});
    EXPECT_EQ(result.status, 3) << testing::PrintToString(result);
    EXPECT_THAT(result.out, AllOf(HasSubstr("frames on lo need the capability CAP_NET_RAW"),
                                  HasSubstr("sudo setcap cap_net_raw,cap_net_admin+eip")));
}

TEST_F(Rights, ALabSaysThatItNeedsRoot) {
    if (run_as_nobody({"--version"}).status != 0) GTEST_SKIP() << "others may not run " PKTTEST_PROGRAM;
    const std::string campaign = here_.file(
        "a.utc", "link lan = \"veth\"\nlab\n    host dut\n        lan 192.0.2.1/24\n= T\nwait 1ms\n");
    const RunResult result = run_as_nobody({"run", "--lab", campaign});
    EXPECT_EQ(result.status, 3) << testing::PrintToString(result);
    EXPECT_THAT(result.out, HasSubstr("a lab makes network namespaces, which needs root"));
}

TEST_F(Rights, MemoryAndRecordingsNeedNone) {
    if (run_as_nobody({"--version"}).status != 0) GTEST_SKIP() << "others may not run " PKTTEST_PROGRAM;
    const std::string campaign = here_.file(
        "a.utc",
        "link lan = \"memory\"\nsetup\n    answer on lan with ICMPEcho_am()\n"
        "= T\nsr1 IP(dst=\"192.0.2.1\")/ICMP() on lan within 1s as reply\ncheck reply matches IP()/ICMP()\n");
    for (const char* option : {"--record", "--replay"}) {
        const RunResult result = run_as_nobody({"run", campaign, option, here_.path("seen")});
        EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
    }
}

TEST_F(Rights, WhatARunUnderSudoWritesBelongsToWhoCalledIt) {
    RunSettings settings;
    settings.environment = {{"SUDO_UID", nobody},
                            {"SUDO_GID", nobody},
                            {"SUDO_USER", "nobody"},
                            {"XDG_CACHE_HOME", here_.path("cache")}};
    settings.folder = here_.path("");
    const std::string campaign = here_.file(
        "a.utc", "link lan = \"memory\"\n= T\nsend IP(dst=\"192.0.2.1\")/ICMP() on lan\ncheck 1 == 2\n");
    const RunResult result = testing_support::pkttest(
        {"run", campaign, "--record", here_.path("seen"), "--captures", here_.path("kept"), "--report",
         "junit=" + here_.path("out.xml"), "--report", "html=" + here_.path("out.html")},
        settings);
    EXPECT_EQ(result.status, 1) << testing::PrintToString(result);
    std::size_t files = 0;
    for (const char* name : {"seen", "kept", "out.xml", "out.html", "cache"}) {
        std::vector<std::string> paths{here_.path(name)};
        if (std::filesystem::is_directory(paths.front()))
            for (const auto& entry : std::filesystem::recursive_directory_iterator(paths.front()))
                paths.push_back(entry.path().string());
        for (const std::string& path : paths) {
            struct stat status = {};
            ASSERT_EQ(::stat(path.c_str(), &status), 0) << path;
            EXPECT_EQ(std::to_string(status.st_uid) + ":" + std::to_string(status.st_gid), "65534:65534")
                << path;
            ++files;
        }
    }
    EXPECT_GE(files, 8U);
}

TEST_F(Rights, PromiscuousModeEndsWithTheRunAlsoWithAKilledOne) {
    const std::string place = "rights-" + std::to_string(::getpid());
    const auto promiscuity = [&] {
        const RunResult shown = run({"ip", "-n", place, "-d", "-o", "link", "show", "dev", "cable"});
        const std::size_t at = shown.out.find("promiscuity ");
        return at == std::string::npos ? "?" : shown.out.substr(at + 12, 1);
    };
    ASSERT_EQ(run({"sh", "-c",
                   "set -e; ip netns add " + place + "; ip -n " + place +
                       " link add cable type veth peer name other; ip -n " + place +
                       " link set cable up; ip -n " + place + " link set other up"})
                  .status,
              0);
    const std::string campaign = here_.file(
        "a.utc", "link lan = \"cable\"\n= T\nexec \"echo runs\"\nexpect no UDP() on lan for 300ms\n");
    const std::vector<std::string> words{"ip",  "netns",  "exec",         place,    PKTTEST_PROGRAM,
                                         "run", campaign, "--allow-exec", "--slow", "0.05"};
    EXPECT_EQ(promiscuity(), "0");
    {
        testing_support::Child child(words);
        EXPECT_TRUE(child.wait_for_output("cable is promiscuous while the link is open"));
        EXPECT_EQ(promiscuity(), "1");
        EXPECT_EQ(child.wait().status, 0);
    }
    EXPECT_EQ(promiscuity(), "0");
    {
        testing_support::Child child(words);
        EXPECT_TRUE(child.wait_for_output("cable is promiscuous while the link is open"));
        child.kill_all();
        child.wait();
    }
    for (int tries = 0; tries < 200 && promiscuity() != "0"; ++tries) ::usleep(10'000);
    EXPECT_EQ(promiscuity(), "0");
    run({"ip", "netns", "delete", place});
}

}  // namespace
}  // namespace pkttest::live
