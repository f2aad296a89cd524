// The exchange on real links: the kernel's own stack in a namespace is the device. Needs root, else skipped.
#include <unistd.h>

#include <thread>

#include "framework/net/lab.h"
#include "framework/net/live_link.h"
#include "framework/packet/value_set.h"
#include "tests/exchange/bench_world.h"

namespace pkttest::exchange {
namespace {

#define NEEDS_ROOT() \
    if (geteuid() != 0) GTEST_SKIP() << "network namespaces need root"

/// A router between lan and wan.
struct LabWorld {
    LabWorld() : lab({router()}), exchange(clock, stop, &recorder) {
        for (const char* name : {"lan", "wan"})
            exchange.add_link(
                name, std::make_shared<net::LiveLink>(name, lab.interface_of(name), lab.tester_namespace()),
                {.device_addresses = lab.device_addresses(name)});
        exchange.begin_test(30s);
    }
    static net::LabHost router() {
        return {
            "dut",
            {{"lan", {"192.0.2.1/24", "2001:db8:1::1/64"}}, {"wan", {"198.51.100.1/24", "2001:db8:2::1/64"}}},
            {{"sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1"},
             {"sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0"}}};
    }

    RealClock clock;
    StopFlag stop;
    Recorder recorder;
    net::Lab lab;
    Exchange exchange;
};

Packet ip(std::string_view destination, int ttl = 64) {
    return craft("IP", {{"src", "192.0.2.10"}, {"dst", destination}, {"ttl", ttl}});
}

TEST(LiveExchange, ARouterForwardsAndAnswers) {
    NEEDS_ROOT();
    LabWorld world;
    world.exchange.answer(
        wan, "ARP_am",
        open_machine(*find_answering_machine("ARP_am"),
                     MachineArguments({std::pair(std::string("IP_addr"), Value("198.51.100.7"))})));
    world.exchange.send(ip("198.51.100.7") / udp_to(5000) / Packet::raw("hello"), lan);
    const Packet forwarded = craft("IP", {{"dst", "198.51.100.7"}, {"ttl", 63}}) / udp_to(5000);
    EXPECT_TRUE(world.exchange.expect({.pattern = forwarded, .links = {wan}, .within = 5s}).ok);

    const auto expired =
        world.exchange.sr(ip("198.51.100.7", 1) / udp_to(33434), lan, {.within = 5s, .first = true});
    ASSERT_EQ(expired.answered.size(), 1u);
    EXPECT_EQ(layer_of(expired.answered[0].answer.packet, "ICMP")->integer("type"), 11u);

    const auto martian = craft("IP", {{"src", "127.0.0.1"}, {"dst", "198.51.100.7"}}) / craft("ICMP");
    world.exchange.send(martian, lan);
    const Outcome nothing =
        world.exchange.expect_no({.pattern = craft("ICMP"), .links = {wan}, .within = 100ms});
    EXPECT_TRUE(nothing.ok);
    EXPECT_EQ(nothing.dropped, 0u);
}

TEST(LiveExchange, AnswersToAddressesOfOursComeBackInBothFamilies) {
    NEEDS_ROOT();
    LabWorld world;
    const auto four = world.exchange.sr(ip("192.0.2.1") / craft("ICMP"), lan, {.within = 5s, .first = true});
    EXPECT_EQ(four.answered.size(), 1u) << "the router asks for 192.0.2.10 and is told";
    const Packet six = craft("IPv6", {{"src", "2001:db8:1::10"}, {"dst", "2001:db8:1::1"}}) /
                       craft("ICMPv6EchoRequest", {{"id", 3}});
    EXPECT_EQ(world.exchange.sr(six, lan, {.within = 5s, .first = true}).answered.size(), 1u);
}

TEST(LiveExchange, ManyRequestsAtOnceFindTheirAnswers) {
    NEEDS_ROOT();
    LabWorld world;
    Packet set = ip("192.0.2.1") / craft("ICMP", {{"id", 9}});
    set.set(1, "seq", Value(range_of(1, 500)));
    EXPECT_EQ(world.exchange.sr(set, lan, {.within = 5s}).answered.size(), 500u);
}

TEST(LiveExchange, FramesOfBeforeTheTestAreStale) {
    NEEDS_ROOT();
    LabWorld world;
    world.exchange.send(ip("192.0.2.1") / craft("ICMP"), lan);
    world.exchange.wait(50ms);
    world.exchange.begin_test();
    EXPECT_FALSE(world.exchange.expect({.pattern = craft("ICMP"), .links = {lan}, .within = 50ms}).ok);
}

TEST(LiveExchange, AStopFlagEndsAWaitAtOnce) {
    NEEDS_ROOT();
    LabWorld world;
    std::thread other([&] {
        std::this_thread::sleep_for(50ms);
        world.stop.raise();
    });
    const Time began = world.clock.steady();
    EXPECT_THROW(world.exchange.expect({.pattern = udp_to(1), .within = 60s}), Stopped);
    other.join();
    EXPECT_LT(world.clock.steady() - began, 10s);
}

TEST(LiveExchange, AFrameThatIsTooLongNamesTheLink) {
    NEEDS_ROOT();
    LabWorld world;
    const Packet large = ip("192.0.2.1") / udp_to(1) / Packet::raw(std::string(4000, 'x'));
    try {
        world.exchange.send(large, lan);
        FAIL() << "it was sent";
    } catch (const std::invalid_argument& wrong) {
        EXPECT_THAT(wrong.what(), testing::HasSubstr("lan"));
    }
}

}  // namespace
}  // namespace pkttest::exchange
