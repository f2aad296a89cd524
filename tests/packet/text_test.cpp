// A packet's other texts from C++: sprintf, repr, JSON, hexadecimal forms; layers in fields; lists.
#include "framework/packet/text.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "framework/packet/crc.h"
#include "framework/packet/find.h"
#include "framework/packet/packet_list.h"
#include "framework/packet/plain_text.h"
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Packet datagram(std::string_view payload = "hi") {
    return craft("IP", {{"src", "192.0.2.1"}, {"dst", "192.0.2.2"}, {"ttl", 3}}) /
           craft("UDP", {{"sport", 9}, {"dport", 53}}) / Packet::raw(payload);
}

TEST(Sprintf, FillsInFieldsAndParts) {
    EXPECT_EQ(sprintf(datagram(), "%IP.src%:%r,UDP.dport% %UDP.dport% {TCP:tcp}{!TCP:no tcp}"),
              "192.0.2.1:53 domain no tcp");
    EXPECT_EQ(sprintf(datagram(), "%+05dr,IP.ttl%|%#xr,IP.ttl%|%.1fr,IP.ttl%|%-4s,UDP.len%|"),
              "+0003|0x3|3.0|None|");
    EXPECT_EQ(sprintf(datagram(), "%sport%", 1), "discard");
}

TEST(Sprintf, RefusesWhatItCannotRead) {
    for (const char* format :
         {"%IP.src", "%9q,IP.src%", "%xr,IP.src%", "%IP:x.src%", "{IP:", "{IP}", "%1$s,IP.ttl%"})
        EXPECT_THROW(sprintf(datagram(), format), std::invalid_argument) << format;
}

TEST(Sprintf, TellsTheTimeOfDay) {
    Packet packet = datagram();
    packet.time = std::chrono::microseconds(90'061'000'002);
    const std::string text = sprintf(packet, "%.time%");
    EXPECT_EQ(text.size(), 15u);
    EXPECT_EQ(text.substr(5), ":01.000002");
}

TEST(Represent, NamesWhatIsSet) {
    EXPECT_EQ(represent_packet(datagram(), 1), "<UDP  sport=discard dport=domain |<Raw  load='hi' |>>");
    EXPECT_EQ(represent_packet(craft("IP")), "<IP  |>");
}

TEST(Represent, EscapesWhatUnicodeDoesNotPrint) {
    EXPECT_EQ(represent_plain("\u00e9\u4e2d\U0001f600"), "'\u00e9\u4e2d\U0001f600'");
    // A format character, private use, a code point that no character has, one above all of them.
    EXPECT_EQ(represent_plain("\u0890\ue000\u0378\U000d199e"), "'\\u0890\\ue000\\u0378\\U000d199e'");
}

TEST(Show, NamesTheMembersOfASet) {
    const auto port = [](const Value& ports) { return craft("UDP", {{"dport", ports}})[0].text("dport"); };
    EXPECT_EQ(port(Value(List{Value(53), Value(9999)})), "['domain', 9999]");
    EXPECT_EQ(port(Value::tuple({Value(53), Value(9999)})), "(53, 9999)");
    EXPECT_EQ(craft("IP", {{"dst", Value(List{Value("192.0.2.1")})}})[0].text("dst"), "['192.0.2.1']");
}

TEST(Json, EscapesWhatIsNoText) {
    EXPECT_EQ(json(Packet::raw("a\"\\\n\x01\xff")), "{\"load\": \"a\\\"\\\\\\n\\u0001\\\\xff\"}");
    EXPECT_EQ(json(craft("IP")), "{}");
}

TEST(Hexdiff, ShowsWhatWasPutIn) {
    const std::string a = "abcdefgh", b = "abcdXefgh";
    const auto span = [](const std::string& text) {
        return std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    };
    EXPECT_EQ(hexdiff(span(a), span(b)),
              "0000        61 62 63 64    65 66 67  68                        abcd efgh\n"
              "     0000   61 62 63 64 58 65 66 67  68                        abcdXefgh\n");
    EXPECT_EQ(hexdiff(span(a), span(a)),
              "0000 0000   61 62 63 64 65 66 67 68                            abcdefgh\n");
    EXPECT_EQ(hexdiff({}, {}), "");
}

TEST(FindLayer, LooksIntoFields) {
    const auto dns = std::make_shared<Packet>(craft(
        "DNS",
        {{"qd", Value(craft("DNSQR", {{"qname", "a.b"}}))},
         {"an", Value(List{Value(craft("DNSRR", {{"ttl", 1}})), Value(craft("DNSRR", {{"ttl", 2}}))})}}));
    const auto second = find_layer({dns, 0}, *find_protocol("DNSRR"), 2);
    ASSERT_TRUE(second);
    EXPECT_EQ((*second->packet)[second->index].integer("ttl"), 2u);
    EXPECT_FALSE(find_layer({dns, 0}, *find_protocol("DNSRR"), 3));
    const auto chosen = find_layer({dns, 0}, *find_protocol("DNSRR"), 1,
                                   [](const Layer& record) { return record.integer("ttl") == 2; });
    ASSERT_TRUE(chosen);
}

TEST(FindLayer, GivesCraftedOnesThemselves) {
    const auto dns = std::make_shared<Packet>(
        craft("DNS", {{"qd", Value(List{Value(craft("DNSQR", {{"qname", "a.b"}}))})}}));
    const auto question = find_layer({dns, 0}, *find_protocol("DNSQR"));
    ASSERT_TRUE(question);
    EXPECT_FALSE(question->packet->set(question->index, "qname", "c.d"));
    EXPECT_NE(json(*dns).find("c.d."), std::string::npos);
}

TEST(HideDefaults, KeepsWhatWasChosen) {
    Packet packet = Packet::dissect(datagram().build(), *find_protocol("IP"));
    hide_defaults(packet);
    EXPECT_EQ(represent_packet(packet).substr(0, 9), "<IP  ihl=");
    EXPECT_NE(represent_packet(packet).find("ttl=3"), std::string::npos);
    EXPECT_EQ(represent_packet(packet).find("version"), std::string::npos);
}

TEST(MatchAnswers, PairsEachRequestOnce) {
    const auto echo = [](int type, int sequence) {
        return craft("IP", {{"src", type == 8 ? "192.0.2.1" : "192.0.2.2"},
                            {"dst", type == 8 ? "192.0.2.2" : "192.0.2.1"}}) /
               craft("ICMP", {{"type", type}, {"id", 1}, {"seq", sequence}});
    };
    const std::vector<Packet> packets = {echo(8, 1), echo(8, 2), echo(0, 2), echo(0, 1), echo(0, 1)};
    const Matched once = match_answers(packets);
    EXPECT_EQ(once.answered, (std::vector<Exchange>{{0, 3}, {1, 2}}));
    EXPECT_EQ(once.left, (std::vector<std::size_t>{4}));
    EXPECT_EQ(match_answers(packets, true).answered.size(), 3u);
    EXPECT_EQ(match_answers(packets, false, 1).answered, (std::vector<Exchange>{{1, 2}}));
}

TEST(Crc, HasTheCheckValuesOfItsStandards) {
    const std::string_view digits = "123456789";
    const std::span octets(reinterpret_cast<const std::uint8_t*>(digits.data()), digits.size());
    EXPECT_EQ(crc32(octets), 0xcbf43926u);
    EXPECT_EQ(crc32c(octets), 0xe3069283u);
    EXPECT_EQ(crc32(octets.subspan(4), crc32(octets.first(4))), 0xcbf43926u);
    std::vector<std::uint8_t> checked(octets.begin(), octets.end());
    const auto [upper, lower] = fletcher16_octets(checked, 3);
    checked[3] = upper;
    checked[4] = lower;
    EXPECT_EQ(fletcher16(checked), 0u);
}

}  // namespace
}  // namespace pkttest
