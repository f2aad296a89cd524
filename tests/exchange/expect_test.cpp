// What expectations see: fresh frames only, each once, wherever they stand in the history.
#include "tests/exchange/bench_world.h"

namespace pkttest::exchange {
namespace {

TEST(Expect, TakesAFrameThatComesInTime) {
    BenchWorld world;
    world.wan->receive(datagram("198.51.100.7", 5000), 300ms);
    const Outcome outcome = world.exchange.expect({.pattern = udp_to(5000), .links = {wan}, .within = 1s});
    EXPECT_TRUE(outcome.ok);
    ASSERT_EQ(outcome.matched.size(), 1u);
    EXPECT_EQ(outcome.matched[0].time, 300ms);
    EXPECT_EQ(world.clock.now(), 300ms);
    EXPECT_EQ(world.recorder.matches, std::vector<std::uint64_t>{outcome.matched[0].id});
}

TEST(Expect, EndsAtItsDeadlineWhateverComes) {
    BenchWorld world;
    for (int i = 1; i <= 50; ++i) world.wan->receive(datagram("198.51.100.7", 6000), i * 100ms);
    const Outcome outcome = world.exchange.expect({.pattern = udp_to(5000), .links = {wan}, .within = 1s});
    EXPECT_FALSE(outcome.ok);
    EXPECT_EQ(world.clock.now(), 1s);
    EXPECT_EQ(outcome.passed_by, 10u);
}

TEST(Expect, IgnoresOtherLinks) {
    BenchWorld world;
    world.lan->receive(datagram("198.51.100.7", 5000), 1ms);
    EXPECT_FALSE(world.exchange.expect({.pattern = udp_to(5000), .links = {wan}, .within = 1s}).ok);
    EXPECT_TRUE(world.exchange.expect({.pattern = udp_to(5000), .links = {}, .within = 1s}).ok);
}

TEST(Expect, ShowsTheNearestMiss) {
    BenchWorld world;
    world.wan->receive(datagram("203.0.113.9", 7000), 1ms);
    world.wan->receive(datagram("198.51.100.7", 5001), 2ms);
    world.wan->receive(craft("Ether") / craft("ARP"), 3ms);
    const Packet pattern = craft("IP", {{"dst", "198.51.100.7"}}) / udp_to(5000);
    const Outcome outcome = world.exchange.expect({.pattern = pattern, .links = {wan}, .within = 1s});
    ASSERT_TRUE(outcome.nearest.has_value());
    EXPECT_EQ(outcome.passed_by, 3u);
    EXPECT_EQ(outcome.nearest->received.time, 2ms);
    EXPECT_FALSE(outcome.nearest->only_where);
    std::vector<std::string> rows;
    for (const Difference& row : outcome.nearest->comparison.rows)
        rows.push_back(row.layer + "." + row.field + (row.agrees ? " ==" : " !="));
    EXPECT_THAT(rows, testing::Contains("IP.dst =="));
    EXPECT_THAT(rows, testing::Contains("UDP.dport !="));
}

TEST(Expect, WhereIsAskedOnlyOfFramesThatMatch) {
    BenchWorld world;
    world.wan->receive(datagram("198.51.100.7", 5001), 1ms);
    world.wan->receive(datagram("198.51.100.7", 5000, "no"), 2ms);
    world.wan->receive(datagram("198.51.100.7", 5000, "yes"), 3ms);
    int asked = 0;
    const auto where = [&](const Packet& packet) {
        ++asked;
        return packet.received().back() == 's';
    };
    const Outcome outcome =
        world.exchange.expect({.pattern = udp_to(5000), .where = where, .links = {wan}, .within = 1s});
    EXPECT_TRUE(outcome.ok);
    EXPECT_EQ(asked, 2);
}

TEST(Expect, SaysThatOnlyWhereFailed) {
    BenchWorld world;
    world.wan->receive(datagram("198.51.100.7", 5000), 2ms);
    const auto never = [](const Packet&) { return false; };
    const Outcome outcome = world.exchange.expect({.pattern = udp_to(5000), .where = never, .within = 1s});
    ASSERT_TRUE(outcome.nearest.has_value());
    EXPECT_TRUE(outcome.nearest->only_where);
}

TEST(Expect, TimesCountsFrames) {
    BenchWorld world;
    for (int i = 1; i <= 3; ++i) world.wan->receive(datagram("198.51.100.7", 5000), i * 10ms);
    const Expectation twice{.pattern = udp_to(5000), .links = {wan}, .within = 1s, .times = 2};
    EXPECT_EQ(world.exchange.expect(twice).matched.size(), 2u);
    const Outcome second = world.exchange.expect(twice);
    EXPECT_FALSE(second.ok);
    EXPECT_EQ(second.matched.size(), 1u);
}

TEST(Expect, FilterIsBpfOverTheFrame) {
    BenchWorld world;
    world.wan->receive(datagram("198.51.100.7", 5001), 1ms);
    world.wan->receive(datagram("198.51.100.7", 5000), 2ms);
    const Outcome outcome = world.exchange.expect({.within = 1s, .filter = "udp dst port 5000"});
    ASSERT_TRUE(outcome.ok);
    EXPECT_EQ(outcome.matched[0].time, 2ms);
    EXPECT_EQ(outcome.passed_by, 0u);
    EXPECT_THROW(world.exchange.expect({.filter = "udp dst prt"}), std::invalid_argument);
}

TEST(Rounds, AnswersOfOneSendAreExpectedOneByOneInAnyOrder) {
    BenchWorld world;
    world.lan->script = [&](const Packet&) {
        for (const int port : {1, 2, 3}) world.wan->receive(datagram("198.51.100.7", port), 1ms);
    };
    world.exchange.send(datagram("198.51.100.7", 9), lan);
    for (const int port : {3, 1, 2})
        EXPECT_TRUE(world.exchange.expect({.pattern = udp_to(port), .links = {wan}, .within = 1s}).ok)
            << port;
    EXPECT_FALSE(world.exchange.expect({.pattern = udp_to(2), .links = {wan}, .within = 1s}).ok);
}

TEST(Rounds, AFrameOfAnEarlierRoundIsStale) {
    BenchWorld world;
    world.lan->script = [&](const Packet&) {
        world.wan->receive(datagram("198.51.100.7", 5000), world.clock.now() + 1ms);
        world.wan->receive(datagram("198.51.100.7", 5000), world.clock.now() + 2ms);
        world.lan->script = nullptr;
    };
    const Expectation expected{.pattern = udp_to(5000), .links = {wan}, .within = 1s};
    world.exchange.send(datagram("198.51.100.7", 5000), lan);
    EXPECT_TRUE(world.exchange.expect(expected).ok);
    world.exchange.wait(10ms);
    world.exchange.send(datagram("198.51.100.7", 5000), lan);
    EXPECT_FALSE(world.exchange.expect(expected).ok);
}

TEST(Rounds, SendsInARowAreOneRound) {
    BenchWorld world;
    world.lan->script = [&](const Packet& sent) { world.wan->receive(sent, world.clock.now()); };
    world.exchange.send(datagram("198.51.100.7", 1), lan);
    world.exchange.wait(50ms);
    world.exchange.send(datagram("198.51.100.7", 2), lan);
    EXPECT_TRUE(world.exchange.expect({.pattern = udp_to(1), .links = {wan}, .within = 1s}).ok);
    EXPECT_TRUE(world.exchange.expect({.pattern = udp_to(2), .links = {wan}, .within = 1s}).ok);
}

TEST(Rounds, ANewTestForgetsEverything) {
    BenchWorld world;
    world.wan->receive(datagram("198.51.100.7", 5000), 1ms);
    world.exchange.wait(1s);
    world.exchange.begin_test();
    EXPECT_FALSE(world.exchange.expect({.pattern = udp_to(5000), .within = 1s}).ok);
}

TEST(Rounds, OwnFramesAreNeverMatched) {
    BenchWorld world;
    world.exchange.send(datagram("198.51.100.7", 5000), wan);
    EXPECT_FALSE(world.exchange.expect({.pattern = udp_to(5000), .links = {wan}, .within = 1s}).ok);
    EXPECT_EQ(world.recorder.sent, 1);
}

TEST(Rounds, AnEchoWithTheSameOctetsIsReceived) {
    BenchWorld world;
    world.wan->script = [&](const Packet& sent) { world.wan->receive(sent, 1ms); };
    world.exchange.send(datagram("198.51.100.7", 5000), wan);
    EXPECT_TRUE(world.exchange.expect({.pattern = udp_to(5000), .links = {wan}, .within = 1s}).ok);
}

TEST(AnyOrder, EachFrameServesOneExpectation) {
    BenchWorld world;
    world.wan->receive(datagram("198.51.100.7", 2), 1ms);
    world.lan->receive(datagram("198.51.100.7", 1), 2ms);
    const Expectation group[] = {{.pattern = udp_to(1), .links = {lan}},
                                 {.pattern = udp_to(2), .links = {wan}},
                                 {.pattern = udp_to(2), .links = {wan}}};
    const auto outcomes = world.exchange.expect_any_order(group, 1s);
    ASSERT_EQ(outcomes.size(), 3u);
    EXPECT_TRUE(outcomes[0].ok);
    EXPECT_TRUE(outcomes[1].ok);
    EXPECT_FALSE(outcomes[2].ok);
}

TEST(ExpectNo, PassesAfterTheWholeDuration) {
    BenchWorld world;
    world.wan->receive(datagram("198.51.100.7", 5001), 1ms);
    const Outcome outcome =
        world.exchange.expect_no({.pattern = udp_to(5000), .links = {wan}, .within = 500ms});
    EXPECT_TRUE(outcome.ok);
    EXPECT_EQ(outcome.passed_by, 1u);
    EXPECT_EQ(world.clock.now(), 500ms);
}

TEST(ExpectNo, EndsAtTheFirstOffender) {
    BenchWorld world;
    world.wan->receive(datagram("198.51.100.7", 5000), 100ms);
    const Outcome outcome =
        world.exchange.expect_no({.pattern = udp_to(5000), .links = {wan}, .within = 500ms});
    EXPECT_FALSE(outcome.ok);
    ASSERT_EQ(outcome.matched.size(), 1u);
    EXPECT_EQ(world.clock.now(), 100ms);
}

TEST(ExpectNo, CountsWhatCameSinceTheSend) {
    BenchWorld world;
    world.lan->script = [&](const Packet& sent) {
        world.wan->receive(sent, 1ms);
        world.wan->receive(sent, 2ms);
    };
    world.exchange.send(datagram("198.51.100.7", 5000), lan);
    world.exchange.wait(10ms);
    EXPECT_TRUE(world.exchange.expect({.pattern = udp_to(5000), .links = {wan}, .within = 1s}).ok);
    EXPECT_FALSE(world.exchange.expect_no({.pattern = udp_to(5000), .links = {wan}, .within = 1s}).ok)
        << "the duplicate that came before this step";
}

TEST(ExpectNo, NoiseCountsOnlyWhereThePatternNamesIt) {
    BenchWorld world;
    const Packet arp = craft("Ether", {{"src", "02:00:00:00:00:0b"}}) / craft("ARP", {{"psrc", "192.0.2.9"}});
    world.wan->receive(arp, 1ms);
    const Outcome quiet =
        world.exchange.expect_no({.pattern = craft("Ether"), .links = {wan}, .within = 10ms});
    EXPECT_TRUE(quiet.ok);
    EXPECT_EQ(quiet.ignored, 1u);
    EXPECT_FALSE(world.exchange.expect_no({.pattern = craft("ARP"), .links = {wan}, .within = 10ms}).ok);
}

TEST(Sniff, CollectsUntilCountStopOrTime) {
    BenchWorld world;
    for (int i = 1; i <= 5; ++i) world.wan->receive(datagram("198.51.100.7", i), i * 10ms);
    const Outcome two = world.exchange.sniff({.what = {.within = 1s, .times = 2}});
    EXPECT_EQ(two.matched.size(), 2u);
    EXPECT_EQ(world.clock.now(), 20ms);
    const auto is_four = [](const Packet& packet) { return matches(udp_to(4), packet); };
    EXPECT_EQ(world.exchange.sniff({.what = {.within = 1s, .times = 0}, .stop = is_four}).matched.size(), 2u);
    EXPECT_EQ(world.exchange.sniff({.what = {.within = 1s, .times = 0}}).matched.size(), 1u);
    EXPECT_EQ(world.clock.now(), 1040ms);
}

TEST(Limits, AStopFlagEndsEveryOperation) {
    BenchWorld world;
    world.stop.raise();
    EXPECT_THROW(world.exchange.wait(1s), Stopped);
    EXPECT_THROW(world.exchange.expect({.within = 1s}), Stopped);
    EXPECT_THROW(world.exchange.send(datagram("198.51.100.7", 1), lan), Stopped);
    world.stop.clear();
    EXPECT_NO_THROW(world.exchange.wait(1s));
}

TEST(Limits, TheTestsLimitIsRealTime) {
    BenchWorld world;
    world.exchange.begin_test(1ms);
    EXPECT_THROW(
        {
            for (;;) world.exchange.wait(1s);
        },
        OutOfTime);
    world.exchange.set_limit(0ns);
    EXPECT_NO_THROW(world.exchange.wait(1h));
}

TEST(Limits, TimeScaleStretchesDurations) {
    BenchWorld world(false, 4.0);
    world.exchange.wait(1s);
    EXPECT_EQ(world.clock.now(), 4s);
}

}  // namespace
}  // namespace pkttest::exchange
