// Streams: fragments and segments put together in any order, cut into messages where a table says how.
#include "framework/packet/streams.h"

#include <gtest/gtest.h>

#include "framework/packet/fragments.h"

namespace pkttest {
namespace {

Packet layer(std::string_view name, std::initializer_list<std::pair<std::string_view, Value>> fields = {}) {
    Packet out(*find_protocol(name));
    for (const auto& [field, value] : fields) EXPECT_FALSE(out.set(0, field, value)) << field;
    return out;
}

Packet received(const Packet& packet) { return Packet::dissect(packet.build(), packet[0].protocol()); }

std::string built(const Packet& packet) {
    const Octets octets = packet.build();
    return {octets.begin(), octets.end()};
}

Packet segment(std::uint32_t sequence, std::string_view data, const char* flags = "A", int port = 53) {
    Packet out = layer("IP", {{"src", "192.0.2.1"}, {"dst", "192.0.2.2"}}) /
                 layer("TCP", {{"sport", 1025}, {"dport", port}, {"seq", sequence}, {"flags", flags}});
    if (!data.empty()) out /= Packet::raw(data);
    return received(out);
}

/// A DNS message with its length in front, as over TCP (RFC 1035 4.2.2).
std::string question(int id) {
    const std::string message =
        built(layer("DNS", {{"id", id}, {"qd", Value(layer("DNSQR", {{"qname", "."}}))}}));
    return std::string({'\0', static_cast<char>(message.size())}) + message;
}

std::string raw_of(const std::vector<Packet>& packets) {
    std::string out;
    for (const Packet& packet : packets) {
        const Layer last = packet[packet.size() - 1];
        if (!out.empty()) out += '|';
        out += last.is("Raw") ? *last.get("load").octets() : std::string(last.protocol().name);
    }
    return out;
}

TEST(IpReassembly, GivesTheDatagramWithItsLastFragment) {
    const auto pieces =
        fragment(layer("IP", {{"id", 7}, {"src", "192.0.2.1"}, {"dst", "192.0.2.2"}}) /
                     layer("UDP", {{"sport", 9}, {"dport", 9}}) / Packet::raw(std::string(3000, 'x')),
                 1000);
    ASSERT_EQ(pieces.size(), 4u);
    IpReassembly session;
    EXPECT_TRUE(session.add(received(pieces[2])).empty());
    EXPECT_TRUE(session.add(received(pieces[0])).empty());
    EXPECT_TRUE(session.add(received(pieces[3])).empty());
    EXPECT_EQ(session.rest().size(), 3u);
    const auto whole = session.add(received(pieces[1]));
    ASSERT_EQ(whole.size(), 1u);
    EXPECT_EQ(whole[0].build().size(), 20u + 8 + 3000);
    EXPECT_TRUE(session.rest().empty());
    EXPECT_EQ(session.add(segment(1, "")).size(), 1u);
}

TEST(TcpReassembly, GivesPiecesOfUnknownProtocolsInOrder) {
    TcpReassembly session;
    EXPECT_EQ(raw_of(session.add(segment(99, "", "S", 9999))), "TCP");
    EXPECT_EQ(raw_of(session.add(segment(105, "world", "A", 9999))), "");
    EXPECT_EQ(raw_of(session.add(segment(100, "hello", "A", 9999))), "helloworld");
    EXPECT_EQ(raw_of(session.add(segment(100, "hello", "A", 9999))), "");
    EXPECT_EQ(raw_of(session.add(segment(108, "ld!", "A", 9999))), "!");
}

TEST(TcpReassembly, CarriesOnAcrossTheEndOfSequenceNumbers) {
    TcpReassembly session;
    EXPECT_EQ(raw_of(session.add(segment(0xfffffffe, "abcd", "A", 9999))), "abcd");
    EXPECT_EQ(raw_of(session.add(segment(2, "ef", "A", 9999))), "ef");
}

TEST(TcpReassembly, WaitsForAWholeMessageAndCutsSeveral) {
    const std::string first = question(1), second = question(2), both = first + second;
    ASSERT_EQ(first.size(), 19u);
    TcpReassembly session;
    EXPECT_TRUE(session.add(segment(1000, both.substr(0, 10))).empty());
    const auto messages = session.add(segment(1010, both.substr(10)));
    ASSERT_EQ(messages.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        const auto at = messages[i].find(*find_protocol("DNS"));
        ASSERT_TRUE(at);
        EXPECT_EQ(messages[i][*at].integer("id"), i + 1);
        EXPECT_EQ(messages[i][*at].integer("length"), 17u);
    }
}

TEST(TcpReassembly, GivesWhatThereIsAtTheEnd) {
    const std::string message = question(1);
    TcpReassembly session;
    EXPECT_TRUE(session.add(segment(1000, message.substr(0, 10))).empty());
    EXPECT_EQ(session.add(segment(1010, "", "FA")).size(), 2u);
    EXPECT_TRUE(session.add(segment(5000, message.substr(0, 10), "A", 53)).empty());
    EXPECT_EQ(session.rest().size(), 0u);
}

}  // namespace
}  // namespace pkttest
