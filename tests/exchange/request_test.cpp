// sr and sr1: pairs, retries, several answers, and what a layer 3 caller gets.
#include "framework/packet/value_set.h"
#include "tests/exchange/bench_world.h"

namespace pkttest::exchange {
namespace {

Packet echo(int sequence) {
    return craft("Ether", {{"src", "02:00:00:00:00:0a"}, {"dst", "02:00:00:00:00:0b"}}) /
           craft("IP", {{"src", "192.0.2.10"}, {"dst", "192.0.2.1"}}) /
           craft("ICMP", {{"type", 8}, {"id", 77}, {"seq", sequence}});
}

/// The device answers echo requests, each `copies` times, from the `first`-th request on.
void answer_echo(BenchWorld& world, int copies = 1, int first = 1) {
    auto count = std::make_shared<int>(0);
    world.lan->script = [&world, copies, first, count](const Packet& sent) {
        const auto icmp = layer_of(sent, "ICMP");
        const auto ip = layer_of(sent, "IP");
        if (!icmp || ++*count < first) return;
        const Packet reply = craft("Ether", {{"src", sent[0].get("dst")}, {"dst", sent[0].get("src")}}) /
                             craft("IP", {{"src", ip->get("dst")}, {"dst", ip->get("src")}}) /
                             craft("ICMP", {{"type", 0}, {"id", icmp->get("id")}, {"seq", icmp->get("seq")}});
        for (int i = 1; i <= copies; ++i) world.lan->receive(reply, world.clock.now() + i * 1ms);
    };
}

TEST(Request, Sr1EndsWithTheFirstAnswer) {
    BenchWorld world;
    answer_echo(world);
    const RequestResult result = world.exchange.sr(echo(5), lan, {.within = 1s, .first = true});
    ASSERT_EQ(result.answered.size(), 1u);
    EXPECT_TRUE(result.unanswered.empty());
    EXPECT_EQ(layer_of(result.answered[0].answer.packet, "ICMP")->integer("seq"), 5u);
    EXPECT_EQ(world.clock.now(), 1ms);
}

TEST(Request, NothingComesAndTheTimeIsOver) {
    BenchWorld world;
    world.lan->receive(datagram("192.0.2.10", 9), 100ms);
    const RequestResult result = world.exchange.sr(echo(5), lan, {.within = 1s, .first = true});
    EXPECT_TRUE(result.answered.empty());
    EXPECT_EQ(result.unanswered.size(), 1u);
    EXPECT_EQ(result.passed_by, 1u);
    ASSERT_TRUE(result.other.has_value());
    EXPECT_EQ(world.clock.now(), 1s);
}

TEST(Request, UnansweredOnesAreSentAgain) {
    BenchWorld world;
    answer_echo(world, 1, 3);
    const RequestResult result = world.exchange.sr(echo(5), lan, {.within = 1s, .times = 3});
    EXPECT_EQ(result.answered.size(), 1u);
    EXPECT_EQ(world.recorder.sent, 3);
    EXPECT_EQ(world.clock.now(), 2001ms);
}

TEST(Request, EachMemberOfASetFindsItsAnswer) {
    BenchWorld world;
    answer_echo(world);
    Packet set = echo(0);
    set.set(2, "seq", Value(range_of(1, 100)));
    const RequestResult result = world.exchange.sr(set, lan, {.within = 1s});
    ASSERT_EQ(result.answered.size(), 100u);
    for (const auto& pair : result.answered)
        EXPECT_EQ(layer_of(pair.sent, "ICMP")->integer("seq"),
                  layer_of(pair.answer.packet, "ICMP")->integer("seq"));
}

TEST(Request, MultiCollectsEveryAnswerToTheEnd) {
    BenchWorld world;
    answer_echo(world, 3);
    const RequestResult result = world.exchange.sr(echo(5), lan, {.within = 1s, .multi = true});
    EXPECT_EQ(result.answered.size(), 3u);
    EXPECT_EQ(world.clock.now(), 1s);
}

TEST(Request, AnAnswerOfBeforeIsNoAnswer) {
    BenchWorld world;
    answer_echo(world, 2);
    EXPECT_EQ(world.exchange.sr(echo(5), lan, {.within = 1s, .first = true}).answered.size(), 1u);
    world.exchange.wait(10ms);
    world.lan->script = nullptr;
    EXPECT_TRUE(world.exchange.sr(echo(5), lan, {.within = 1s, .first = true}).answered.empty());
}

TEST(Request, WhatCameWithTheAnswerCanBeExpected) {
    BenchWorld world;
    answer_echo(world);
    const auto inner = world.lan->script;
    world.lan->script = [&](const Packet& sent) {
        world.wan->receive(datagram("198.51.100.7", 5000), world.clock.now());
        inner(sent);
    };
    EXPECT_EQ(world.exchange.sr(echo(5), lan, {.within = 1s, .first = true}).answered.size(), 1u);
    EXPECT_TRUE(world.exchange.expect({.pattern = udp_to(5000), .links = {wan}, .within = 1s}).ok);
}

TEST(Request, Layer3RequestsGetLayer3Answers) {
    BenchWorld world;
    answer_echo(world);
    const Packet request = echo(5).tail(1);
    const RequestResult result = world.exchange.sr(request, lan, {.within = 1s, .first = true});
    ASSERT_EQ(result.answered.size(), 1u);
    EXPECT_TRUE(result.answered[0].answer.packet[0].is("IP"));
    EXPECT_TRUE(result.answered[0].sent[0].is("IP"));
}

}  // namespace
}  // namespace pkttest::exchange
