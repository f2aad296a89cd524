// Answering machines: the built-in ones, a campaign's own, on memory links and on others.
#include "tests/exchange/bench_world.h"

namespace pkttest::exchange {
namespace {

std::unique_ptr<Answerer> machine(std::string_view name,
                                  std::vector<std::pair<std::string, Value>> arguments = {}) {
    return open_machine(*find_answering_machine(name), MachineArguments(std::move(arguments)));
}

Packet who_has(std::string_view address) {
    return craft("Ether", {{"src", "02:00:00:00:00:0a"}, {"dst", "ff:ff:ff:ff:ff:ff"}}) /
           craft("ARP",
                 {{"op", 1}, {"hwsrc", "02:00:00:00:00:0a"}, {"psrc", "192.0.2.10"}, {"pdst", address}});
}

Packet is_at() { return craft("ARP", {{"op", 2}}); }

TEST(Machines, TheListNamesScapysMachines) {
    std::vector<std::string_view> names;
    for (const AnsweringMachine* each : all_answering_machines()) names.push_back(each->name);
    EXPECT_THAT(names, testing::IsSupersetOf({"ARP_am", "DNS_am", "ICMPEcho_am"}));
    EXPECT_EQ(find_answering_machine("arp"), nullptr);
}

TEST(Machines, ArgumentsAreChecked) {
    EXPECT_THROW(machine("ARP_am", {{"ip", "192.0.2.1"}}), std::invalid_argument);
    EXPECT_THROW(machine("ARP_am", {{"IP_addr", "router"}}), std::invalid_argument);
    EXPECT_THROW(machine("ARP_am", {{"ARP_addr", "here"}}), std::invalid_argument);
    EXPECT_THROW(machine("DNS_am", {{"match", "www"}}), std::invalid_argument);
    EXPECT_THROW(machine("DNS_am", {{"ttl", "soon"}}), std::invalid_argument);
}

struct Asked {
    Value addresses;
    std::string_view address;
    bool answers;
};

class ArpMachine : public testing::TestWithParam<Asked> {};
TEST_P(ArpMachine, AnswersForItsAddresses) {
    BenchWorld world(true);
    world.exchange.answer(lan, "ARP_am", machine("ARP_am", {{"IP_addr", GetParam().addresses}}));
    world.exchange.send(who_has(GetParam().address), lan);
    EXPECT_EQ(world.exchange.expect({.pattern = is_at(), .links = {lan}, .within = 1s}).ok,
              GetParam().answers);
}
INSTANTIATE_TEST_SUITE_P(Rows, ArpMachine,
                         testing::Values(Asked{"192.0.2.1", "192.0.2.1", true},
                                         Asked{"192.0.2.1", "192.0.2.2", false},
                                         Asked{"192.0.2.0/24", "192.0.2.200", true},
                                         Asked{"192.0.2.0/24", "192.0.3.1", false},
                                         Asked{Value(List{"192.0.2.1", "192.0.2.5"}), "192.0.2.5", true},
                                         Asked{Value(), "203.0.113.1", true}));

TEST(ArpMachine, GivesTheAddressThatItWasTold) {
    BenchWorld world(true);
    world.exchange.answer(lan, "ARP_am", machine("ARP_am", {{"ARP_addr", "02:aa:00:00:00:01"}}));
    world.exchange.send(who_has("192.0.2.1"), lan);
    const Outcome outcome = world.exchange.expect({.pattern = is_at(), .links = {lan}, .within = 1s});
    ASSERT_TRUE(outcome.ok);
    const Packet& reply = outcome.matched[0].packet;
    EXPECT_EQ(layer_of(reply, "ARP")->get("hwsrc"), Value("02:aa:00:00:00:01"));
    EXPECT_EQ(layer_of(reply, "ARP")->get("psrc"), Value("192.0.2.1"));
    EXPECT_EQ(reply[0].get("dst"), Value("02:00:00:00:00:0a"));
}

TEST(Machines, OnOtherLinksAnswerWhatIsReceived) {
    BenchWorld world;
    std::vector<Packet> sent;
    world.wan->script = [&](const Packet& packet) { sent.push_back(packet); };
    world.exchange.answer(wan, "ARP_am", machine("ARP_am", {{"IP_addr", "198.51.100.7"}}));
    world.wan->receive(who_has("198.51.100.7"), 5ms);
    world.lan->receive(who_has("198.51.100.7"), 6ms);
    world.exchange.wait(1s);
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0][0].get("dst"), Value("02:00:00:00:00:0a"));
    EXPECT_EQ(sent[0][0].get("src"), Value("02:00:00:00:00:01"));
    EXPECT_EQ(world.recorder.answers, std::vector<std::string>{"0 ARP_am"});
    EXPECT_THAT(world.recorder.lines, testing::Contains(testing::HasSubstr("(answered by ARP_am)")));
}

TEST(Machines, AnswerDuringEveryWaitAndEndWhenTold) {
    BenchWorld world;
    int sent = 0;
    world.wan->script = [&](const Packet&) { ++sent; };
    world.exchange.answer(wan, "ARP_am", machine("ARP_am"));
    world.wan->receive(who_has("198.51.100.7"), 5ms);
    world.exchange.expect({.pattern = udp_to(1), .links = {lan}, .within = 10ms});
    EXPECT_EQ(sent, 1);
    world.exchange.end_machines(0);
    world.wan->receive(who_has("198.51.100.7"), 15ms);
    world.exchange.wait(10ms);
    EXPECT_EQ(sent, 1);
}

TEST(Machines, TimesLimitsTheAnswers) {
    BenchWorld world(true);
    world.exchange.answer(lan, "ARP_am", machine("ARP_am"), 2);
    for (int i = 0; i < 4; ++i) world.exchange.send(who_has("192.0.2.1"), lan);
    EXPECT_EQ(world.exchange.sniff({.what = {.pattern = is_at(), .within = 1s, .times = 0}}).matched.size(),
              2u);
}

TEST(EchoMachine, AnswersWithTheSameData) {
    BenchWorld world(true);
    world.exchange.answer(lan, "ICMPEcho_am", machine("ICMPEcho_am"));
    const Packet request = craft("IP", {{"src", "192.0.2.10"}, {"dst", "192.0.2.1"}}) /
                           craft("ICMP", {{"type", 8}, {"id", 3}, {"seq", 4}}) / Packet::raw("abcdef");
    const RequestResult result = world.exchange.sr(request, lan, {.first = true});
    ASSERT_EQ(result.answered.size(), 1u);
    const Packet& reply = result.answered[0].answer.packet;
    EXPECT_EQ(layer_of(reply, "IP")->get("src"), Value("192.0.2.1"));
    EXPECT_EQ(layer_of(reply, "Raw")->get("load"), Value("abcdef"));
}

TEST(CustomMachine, RepliesWithWhatItsCallMakes) {
    BenchWorld world(true);
    CustomMachine own;
    own.pattern = udp_to(7);
    own.reply = [](const Packet& request) {
        const auto ip = *layer_of(request, "IP");
        return std::vector<Packet>{craft("IP", {{"src", ip.get("dst")}, {"dst", ip.get("src")}}) /
                                   craft("UDP", {{"sport", 7}}) / Packet::raw("pong")};
    };
    world.exchange.answer(lan, "answer", make_custom_machine(std::move(own)));
    world.exchange.send(datagram("192.0.2.1", 8), lan);
    world.exchange.send(datagram("192.0.2.1", 7), lan);
    const Packet pong = craft("UDP", {{"sport", 7}}) / Packet::raw("pong");
    const Outcome outcome = world.exchange.sniff({.what = {.within = 1s, .times = 0}});
    ASSERT_EQ(outcome.matched.size(), 1u);
    EXPECT_TRUE(matches(pong, outcome.matched[0].packet));
    EXPECT_EQ(outcome.matched[0].packet[0].get("dst"), Value("02:00:00:00:00:0a")) << "turned round";
    EXPECT_EQ(outcome.matched[0].packet[0].get("src"), Value("02:00:00:00:00:0b"));
}

}  // namespace
}  // namespace pkttest::exchange
