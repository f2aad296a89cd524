// From packets to frames: sources, link layers, next hops, and the answers to who asks for ours.
#include "tests/exchange/bench_world.h"

namespace pkttest::exchange {
namespace {

/// The frames of one link, as they were sent.
std::vector<Packet> record_sends(ScriptedLink& link, std::vector<Packet>& out) {
    link.script = [&out](const Packet& sent) { out.push_back(sent); };
    return out;
}

/// A device that answers ARP requests for one address after a millisecond.
void answer_arp(BenchWorld& world, ScriptedLink& link, std::string address, std::vector<Packet>& others) {
    link.script = [&world, &link, &others, address](const Packet& sent) {
        const auto arp = layer_of(sent, "ARP");
        if (!arp) {
            others.push_back(sent);
            return;
        }
        if (arp->get("pdst") != Value(address)) return;
        Packet reply = craft("Ether", {{"src", "02:00:00:00:00:99"}, {"dst", arp->get("hwsrc")}});
        for (std::size_t i = 1; i < arp->index(); ++i)
            reply /= craft("Dot1Q", {{"vlan", sent[i].get("vlan")}});
        reply /= craft("ARP", {{"op", 2},
                               {"hwsrc", "02:00:00:00:00:99"},
                               {"psrc", address},
                               {"hwdst", arp->get("hwsrc")},
                               {"pdst", arp->get("psrc")}});
        link.receive(reply, world.clock.now() + 1ms);
    };
}

Packet to(std::string_view destination) { return craft("IP", {{"dst", destination}}) / craft("UDP"); }

TEST(Send, SetsGoOutMemberByMember) {
    BenchWorld world;
    std::vector<Packet> sent;
    record_sends(*world.lan, sent);
    Packet set = datagram("198.51.100.7", 1);
    set.set(2, "dport", Value(List{Value(1), Value(2), Value(3)}));
    EXPECT_EQ(world.exchange.send(set, lan, {.every = 10ms, .times = 2}), 6u);
    ASSERT_EQ(sent.size(), 6u);
    EXPECT_EQ(sent[4][2].integer("dport"), 2u);
    EXPECT_EQ(world.clock.now(), 50ms);
}

TEST(Send, DestinationsBesideTheDeviceAreAskedForDirectly) {
    BenchWorld world;
    std::vector<Packet> sent;
    answer_arp(world, *world.lan, "192.0.2.77", sent);
    world.exchange.send(to("192.0.2.77"), lan);
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0][0].get("dst"), Value("02:00:00:00:00:99"));
    EXPECT_EQ(sent[0][0].get("src"), Value("02:00:00:00:00:01"));
    EXPECT_EQ(sent[0][1].get("src"), Value("192.0.2.254")) << "beside the device";
}

TEST(Send, OthersGoByTheDevice) {
    BenchWorld world;
    std::vector<Packet> sent;
    answer_arp(world, *world.lan, "192.0.2.1", sent);
    world.exchange.send(to("198.51.100.7"), lan);
    world.exchange.send(to("203.0.113.5"), lan);
    ASSERT_EQ(sent.size(), 2u);
    EXPECT_EQ(sent[1][0].get("dst"), Value("02:00:00:00:00:99"));
    const auto asked =
        std::count_if(world.recorder.lines.begin(), world.recorder.lines.end(),
                      [](auto& line) { return line.find("(address resolution)") != std::string::npos; });
    EXPECT_EQ(asked, 1) << "the second packet finds it known";
}

TEST(Send, WhoeverDoesNotAnswerIsSentToByBroadcast) {
    BenchWorld world;
    std::vector<Packet> sent;
    answer_arp(world, *world.lan, "nobody", sent);
    world.exchange.send(to("192.0.2.77"), lan);
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0][0].get("dst"), Value("ff:ff:ff:ff:ff:ff"));
    EXPECT_EQ(world.clock.now(), 1s) << "two tries of half a second";
}

TEST(Send, TheAnswerToOurQuestionIsNobodysPacket) {
    BenchWorld world;
    std::vector<Packet> sent;
    answer_arp(world, *world.lan, "192.0.2.1", sent);
    world.exchange.send(to("198.51.100.7"), lan);
    EXPECT_FALSE(world.exchange.expect({.pattern = craft("ARP"), .links = {lan}, .within = 1s}).ok);
}

TEST(Send, MulticastAndBroadcastNeedNoQuestion) {
    BenchWorld world;
    std::vector<Packet> sent;
    answer_arp(world, *world.lan, "nobody", sent);
    for (const char* each : {"224.0.0.5", "192.0.2.255", "255.255.255.255"})
        world.exchange.send(to(each), lan);
    ASSERT_EQ(sent.size(), 3u);
    EXPECT_EQ(sent[0][0].get("dst"), Value("01:00:5e:00:00:05"));
    EXPECT_EQ(sent[1][0].get("dst"), Value("ff:ff:ff:ff:ff:ff"));
    EXPECT_EQ(sent[2][0].get("dst"), Value("ff:ff:ff:ff:ff:ff"));
    EXPECT_EQ(world.clock.now(), 0s);
}

TEST(Send, AddressesThatAreWrittenStay) {
    BenchWorld world;
    std::vector<Packet> sent;
    record_sends(*world.lan, sent);
    world.exchange.send(datagram("198.51.100.7", 1), lan);
    EXPECT_EQ(sent[0][0].get("dst"), Value("02:00:00:00:00:0b"));
    EXPECT_EQ(sent[0][0].get("src"), Value("02:00:00:00:00:0a"));
    EXPECT_EQ(sent[0][1].get("src"), Value("192.0.2.10"));
}

TEST(Send, OpenEthernetAddressesAreFilledBelowVlanTags) {
    BenchWorld world;
    std::vector<Packet> sent;
    answer_arp(world, *world.lan, "192.0.2.1", sent);
    const Packet tagged = craft("Ether") / craft("Dot1Q", {{"vlan", 7}}) / to("198.51.100.7");
    world.exchange.send(tagged, lan);
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0][0].get("dst"), Value("02:00:00:00:00:99")) << "asked for with the same tag";
    EXPECT_EQ(sent[0][1].integer("vlan"), 7u);
}

TEST(Send, NothingGoesOutForAPacketWithoutLayers) {
    BenchWorld world;
    EXPECT_THROW(world.exchange.send(Packet(), lan), std::invalid_argument);
}

TEST(OwnAddresses, AreAnsweredForOnceTheyWereSentFrom) {
    BenchWorld world;
    std::vector<Packet> sent;
    record_sends(*world.lan, sent);
    const Packet question =
        craft("Ether", {{"src", "02:00:00:00:00:99"}, {"dst", "ff:ff:ff:ff:ff:ff"}}) /
        craft("ARP",
              {{"op", 1}, {"hwsrc", "02:00:00:00:00:99"}, {"psrc", "192.0.2.1"}, {"pdst", "192.0.2.10"}});
    world.lan->receive(question, 1ms);
    world.exchange.wait(10ms);
    EXPECT_TRUE(sent.empty());
    world.exchange.send(datagram("198.51.100.7", 1), lan);
    world.lan->receive(question, 20ms);
    world.exchange.wait(100ms);
    ASSERT_EQ(sent.size(), 2u);
    const auto reply = layer_of(sent[1], "ARP");
    ASSERT_TRUE(reply.has_value());
    EXPECT_EQ(reply->integer("op"), 2u);
    EXPECT_EQ(reply->get("psrc"), Value("192.0.2.10"));
    EXPECT_EQ(reply->get("hwsrc"), Value("02:00:00:00:00:0a")) << "as the packet was sent from";
    EXPECT_EQ(sent[1][0].get("dst"), Value("02:00:00:00:00:99"));
}

}  // namespace
}  // namespace pkttest::exchange
