// Campaigns on interfaces and on captures: veth pairs stand in for cables, a namespace for the device.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>

#include "tests/cli/run_program.h"
#include "tests/live/lab_leftovers.h"

namespace pkttest::live {
namespace {

using testing_support::Child;
using testing_support::run;
using testing_support::Workplace;

/// Two namespaces, this test's own: the tester's end of two cables and a router that the kernel is.
class Cables : public testing::Test {
 protected:
    void SetUp() override {
        if (const std::string why = why_no_lab(); !why.empty()) GTEST_SKIP() << why;
        made_ = true;
        std::ofstream(here_.path("make.sh")) << "set -e; t=" << tester_ << "; d=" << device_ << R"(
ip netns add $t; ip netns add $d
ip netns exec $t sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
for link in lan wan; do
  ip -n $t link add cable-$link type veth peer name $link netns $d
  ip -n $t link set cable-$link up; ip -n $d link set $link up
done
ip -n $t link set lo up; ip -n $d link set lo up
ip -n $d address add 192.0.2.1/24 dev lan; ip -n $d address add 198.51.100.1/24 dev wan
ip -n $d address add 2001:db8:1::1/64 dev lan nodad; ip -n $d address add 2001:db8:2::1/64 dev wan nodad
ip netns exec $d sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
ip netns exec $d sysctl -qw net.ipv4.icmp_ratemask=0 net.ipv6.icmp.ratelimit=0
ip -n $d link set wan mtu 1400
)";
        const auto made = run({"sh", here_.path("make.sh")});
        ASSERT_EQ(made.status, 0) << testing::PrintToString(made);
    }
    void TearDown() override {
        if (!made_) return;
        run({"ip", "netns", "delete", tester_});
        run({"ip", "netns", "delete", device_});
    }
    std::vector<std::string> in(const std::string& name, std::vector<std::string> words) const {
        words.insert(words.begin(), {"ip", "netns", "exec", name});
        return words;
    }
    testing_support::RunResult router(const std::vector<std::string>& further) const {
        std::vector<std::string> words{
            PKTTEST_PROGRAM, "run",          SOURCE_DIR "/examples/020_router.utc", "--link", "lan=cable-lan",
            "--link",        "wan=cable-wan"};
        words.insert(words.end(), further.begin(), further.end());
        return run(in(tester_, words));
    }

    const std::string tester_ = "cables-tester-" + std::to_string(::getpid());
    const std::string device_ = "cables-device-" + std::to_string(::getpid());
    const Workplace here_;
    bool made_ = false;
};

TEST_F(Cables, TheRouterCampaignPassesOnInterfaces) {
    Child server(in(device_, {"nc", "-l", "-k", "8080"}));
    const auto listens = run(
        in(device_, {"sh", "-c", "until ss -Hltn 'sport = :8080' | grep -q LISTEN; do sleep 0.05; done"}));
    ASSERT_EQ(listens.status, 0);
    const auto result = router({});
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
}

TEST_F(Cables, ThatNothingCameOverALinkThatWasDownProvesNothing) {
    const std::string campaign = here_.file("quiet.utc",
                                            "link lan = \"cable-lan\"\n"
                                            "= Quiet\nexpect no UDP() on lan for 50ms\n"
                                            "= Quiet, in between\n"
                                            "exec \"ip link set cable-lan down; ip link set cable-lan up\"\n"
                                            "expect no UDP() on lan for 50ms\n"
                                            "= Quiet, unplugged\n"
                                            "exec \"ip netns exec " +
                                                device_ +
                                                " ip link set lan down\"\n"
                                                "expect no UDP() on lan for 50ms\n");
    const auto result = run(in(tester_, {PKTTEST_PROGRAM, "run", campaign, "--allow-exec"}));
    EXPECT_EQ(result.status, 1) << testing::PrintToString(result);
    EXPECT_THAT(result.out, testing::HasSubstr("1 passed, 2 inconclusive"));
    EXPECT_THAT(result.out,
                testing::HasSubstr("lan: cable-lan is or was down while it was read: that nothing "
                                   "unexpected was seen says nothing"));
    EXPECT_THAT(result.out, testing::HasSubstr("lan: cable-lan has no carrier"));
}

TEST_F(Cables, WhereThereIsNoInterfaceTheCampaignsLabIsNamed) {
    const std::string campaign = here_.file("lab.utc",
                                            "link lan = \"no-such-cable\"\nlab\n    host dut\n"
                                            "        lan 192.0.2.1/24\n= T\nwait 1ms\n");
    const auto result = run(in(tester_, {PKTTEST_PROGRAM, "run", campaign}));
    EXPECT_EQ(result.status, 3) << testing::PrintToString(result);
    EXPECT_THAT(result.out, testing::HasSubstr("there is no interface no-such-cable"));
    EXPECT_THAT(result.out, testing::HasSubstr("; the campaign has a lab, which --lab makes"));
    EXPECT_THAT(result.out, testing::Not(testing::HasSubstr("ended early")));
}

testing_support::RunSettings limited(int seconds) {
    testing_support::RunSettings out;
    out.limit = std::chrono::seconds(seconds);
    return out;
}

/// The offloads that are on at the tester's end of the LAN, a line each.
constexpr const char* offloads_of_the_lan =
    "ethtool -k cable-lan | grep -E '^(tx-checksumming|.tx-tcp-segmentation|generic-segmentation).*: on'";

TEST_F(Cables, OffloadsAreOffWhileTheRunLastsAndOnAfterwards) {
    const auto before = run(in(tester_, {"sh", "-c", offloads_of_the_lan}));
    ASSERT_EQ(before.status, 0) << "the cable has no offload";
    const std::string campaign = here_.file(
        "look.utc", fmt::format("link lan = \"memory\"\n= None is on\nexec \"! {}\"\n", offloads_of_the_lan));
    const auto result = run(in(tester_, {PKTTEST_PROGRAM, "run", campaign, "--link", "lan=cable-lan",
                                         "--offloads", "off", "--allow-exec"}));
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
    EXPECT_THAT(result.out, testing::HasSubstr("of cable-lan off while the run lasts"));
    EXPECT_EQ(run(in(tester_, {"sh", "-c", offloads_of_the_lan})).out, before.out);
}

TEST_F(Cables, OffloadsComeBackWithTheRunAfterAKilledOne) {
    const auto before = run(in(tester_, {"sh", "-c", offloads_of_the_lan}));
    const std::string campaign = here_.file("wait.utc", "link lan = \"memory\"\n= T\nwait 60s\n");
    const std::vector<std::string> words{PKTTEST_PROGRAM, "run",        campaign, "--link",
                                         "lan=cable-lan", "--offloads", "off"};
    Child killed(in(tester_, words), limited(60));
    ASSERT_EQ(run(in(tester_, {"sh", "-c",
                               fmt::format("while {} >/dev/null; do sleep 0.05; done", offloads_of_the_lan)}))
                  .status,
              0);
    const std::vector<pid_t> workers = killed.children();
    killed.kill_all();
    killed.wait();
    while (!still_running(workers).empty()) ::usleep(10'000);
    EXPECT_NE(run(in(tester_, {"sh", "-c", offloads_of_the_lan})).status, 0);
    const std::string short_one = here_.file("short.utc", "link lan = \"memory\"\n= T\nwait 1ms\n");
    EXPECT_EQ(
        run(in(tester_, {PKTTEST_PROGRAM, "run", short_one, "--link", "lan=cable-lan", "--offloads", "off"}))
            .status,
        0);
    EXPECT_EQ(run(in(tester_, {"sh", "-c", offloads_of_the_lan})).out, before.out);
}

/// What tcpdump took, by its further arguments.
struct Taken {
    const char* name;
    std::vector<std::string> arguments;
    const char* pcap_magic;  ///< The first four octets in hexadecimal.
};
void PrintTo(const Taken& row, std::ostream* out) { *out << row.name; }

class Captures : public Cables, public testing::WithParamInterface<Taken> {};

constexpr const char* expecting = R"(link lan = "memory"
= The echo and its answer were seen
expect IP(src="192.0.2.1", dst="192.0.2.1")/ICMP(type="echo-request", seq=1) on lan within 60s
expect IP(src="192.0.2.1", dst="192.0.2.1")/ICMP(type="echo-reply", seq=1) on lan within 60s
= Nothing else was
expect no UDP() on lan for 1s
)";

TEST_P(Captures, ACampaignThatOnlyExpectsRunsOnThem) {
    const std::string capture = here_.path("seen.pcap");
    std::vector<std::string> words{"tcpdump", "-U", "-Z", "root", "-w", capture, "-c", "12"};
    words.insert(words.end(), GetParam().arguments.begin(), GetParam().arguments.end());
    words.push_back("icmp");
    Child tcpdump(in(device_, words), limited(60));
    // Echoes are sent until it has seen enough: nothing depends on when it is ready.
    while (!still_running({tcpdump.pid()}).empty()) {
        const auto echo = run(in(device_, {"ping", "-c", "1", "-W", "20", "192.0.2.1"}));
        ASSERT_EQ(echo.status, 0) << testing::PrintToString(echo);
    }
    ASSERT_EQ(tcpdump.wait().status, 0);
    EXPECT_EQ(testing_support::contents(capture).substr(0, 4), GetParam().pcap_magic);
    const auto result =
        testing_support::pkttest({"run", here_.file("seen.utc", expecting), "--link", "lan=pcap:" + capture});
    EXPECT_EQ(result.status, 0) << testing::PrintToString(result);
}

const Taken taken[] = {
    {"Microseconds", {"-i", "lo"}, "\xd4\xc3\xb2\xa1"},
    {"Nanoseconds", {"-i", "lo", "--time-stamp-precision=nano"}, "\x4d\x3c\xb2\xa1"},
    {"LinuxCooked", {"-i", "any"}, "\xd4\xc3\xb2\xa1"},
    {"LinuxCookedOne", {"-i", "any", "-y", "LINUX_SLL"}, "\xd4\xc3\xb2\xa1"},
};
INSTANTIATE_TEST_SUITE_P(Tcpdump, Captures, testing::ValuesIn(taken),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace pkttest::live
