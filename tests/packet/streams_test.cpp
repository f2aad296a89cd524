// Streams: fragments and segments put together in any order, cut into messages where a table says how.
#include "framework/packet/streams.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "framework/packet/fragments.h"
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Packet received(const Packet& packet) { return Packet::dissect(packet.build(), packet[0].protocol()); }

std::string built(const Packet& packet) {
    const Octets octets = packet.build();
    return {octets.begin(), octets.end()};
}

Packet segment(std::uint32_t sequence, std::string_view data, const char* flags = "A", int port = 53) {
    Packet out = craft("IP", {{"src", "192.0.2.1"}, {"dst", "192.0.2.2"}}) /
                 craft("TCP", {{"sport", 1025}, {"dport", port}, {"seq", sequence}, {"flags", flags}});
    if (!data.empty()) out /= Packet::raw(data);
    return received(out);
}

/// A DNS message with its length in front, as over TCP (RFC 1035 4.2.2).
std::string question(int id) {
    const std::string message =
        built(craft("DNS", {{"id", id}, {"qd", Value(craft("DNSQR", {{"qname", "."}}))}}));
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
        fragment(craft("IP", {{"id", 7}, {"src", "192.0.2.1"}, {"dst", "192.0.2.2"}}) /
                     craft("UDP", {{"sport", 9}, {"dport", 9}}) / Packet::raw(std::string(3000, 'x')),
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

/// A fragment of a datagram with this identification, `offset` in units of eight octets.
Packet piece(int id, int offset, std::string_view octets, bool more) {
    return received(craft("IP", {{"id", id},
                                 {"src", "192.0.2.1"},
                                 {"dst", "192.0.2.2"},
                                 {"proto", 253},
                                 {"frag", offset},
                                 {"flags", more ? 1 : 0}}) /
                    Packet::raw(octets));
}

TEST(IpReassembly, LeavesDatagramsWhoseFragmentsOverlapApart) {
    IpReassembly session;
    EXPECT_TRUE(session.add(piece(1, 0, std::string(16, 'a'), true)).empty());
    EXPECT_TRUE(session.add(piece(1, 1, std::string(16, 'b'), false)).empty());
    EXPECT_TRUE(session.add(piece(1, 2, std::string(8, 'c'), false)).empty());
    EXPECT_EQ(session.rest().size(), 3u);
    EXPECT_TRUE(session.add(piece(2, 0, std::string(16, 'a'), true)).empty());
    EXPECT_TRUE(session.add(piece(2, 0, std::string(16, 'a'), true)).empty());
    EXPECT_EQ(session.add(piece(2, 2, "end", false)).size(), 1u);
}

TEST(IpReassembly, ManyFragmentsInAnyOrderAndTwiceCostNoMoreThanTheirNumber) {
    IpReassembly session;
    std::vector<Packet> whole;
    for (const int start : {1, 3, 0, 2})  // The first one comes late, and each that is odd twice.
        for (int at = start; at < 8000; at += 4)
            for (int time = 0; time <= at % 2; ++time)
                for (Packet& each : session.add(piece(1, at, "eight---", at < 7999))) whole.push_back(each);
    ASSERT_EQ(whole.size(), 1u);
    EXPECT_EQ(whole[0].build().size(), 20u + 8 * 8000);
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

/// The messages of a stream that comes in pieces of so many octets, the even ones of each ten after the odd.
std::string messages_of(const std::string& stream, std::size_t size, int port) {
    TcpReassembly session;
    std::vector<Packet> all = session.add(segment(0xffffff00, "", "S", port));
    std::vector<std::size_t> order;
    for (std::size_t at = 0; at < stream.size(); at += size) order.push_back(at);
    for (std::size_t i = 0; i + 1 < order.size(); i += 2) std::swap(order[i], order[i + 1]);
    for (const std::size_t at : order)
        for (Packet& whole : session.add(
                 segment(static_cast<std::uint32_t>(0xffffff01 + at), stream.substr(at, size), "A", port)))
            all.push_back(std::move(whole));
    for (Packet& whole : session.add(segment(0, "", "FA", port))) all.push_back(std::move(whole));
    std::string out;
    for (std::size_t i = 1; i + 1 < all.size(); ++i)
        out += fmt::format("{} {}|", all[i][2].protocol().name, built(all[i].tail(2)).size());
    return out;
}

struct Stream {
    int port;
    std::string octets, messages;
};
const std::string marker(16, '\xff');
const Stream streams[] = {
    {53, question(1) + question(2), "DNS 19|DNS 19|"},
    {80, "POST / HTTP/1.1\r\nContent-length:  3 \r\n\r\nabcGET / HTTP/1.1\r\n\r\n", "HTTP 43|HTTP 18|"},
    {80,
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nHTTP/1.1 204 No\r\n\r\n"
     "HTTP/1.0 200 OK\r\n\r\nup to the end",
     "HTTP 60|HTTP 19|HTTP 32|"},
    {80, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + std::string(18, '\0'), "HTTP 24|H2Frame 9|H2Frame 9|"},
    {179, marker + std::string("\0\x13\x04", 3) + marker + std::string("\0\x15\x03\x06\x02", 5),
     "BGPKeepAlive 19|BGPHeader 21|"},
    {443, std::string("\x16\x03\x03\0\x04\x0e\0\0\0\x14\x03\x03\0\x01\x01", 15), "TLS 9|TLS 6|"},
    {502, std::string("\0\x01\0\0\0\x02\x01\x07\0\x02\0\0\0\x02\x01\x07", 16),
     "ModbusADURequest 8|ModbusADURequest 8|"},
    {1883,
     std::string("\xc0\0\x30\x84\0\0\x02"
                 "ab\xc0\0",
                 11),
     "MQTT 2|MQTT 7|MQTT 2|"},
    {44818, std::string("\x65\0\x04\0", 4) + std::string(24, '\0'), "ENIPTCP 28|"}};

TEST(TcpReassembly, CutsMessagesWhereTheyEndHoweverTheSegmentsWereCut) {
    for (const Stream& each : streams)
        for (const std::size_t size : {1u, 2u, 3u, 7u, 20u, 1000u})
            EXPECT_EQ(messages_of(each.octets, size, each.port), each.messages)
                << each.port << " by " << size;
}

/// The messages of one connection whose two directions take turns.
std::string dialogue(const std::vector<std::pair<bool, std::string>>& pieces) {
    TcpReassembly session;
    std::uint32_t sequences[2] = {1, 1};
    std::string out;
    for (const auto& [is_server, data] : pieces) {
        const char* ends[2] = {"192.0.2.1", "192.0.2.2"};
        const int ports[2] = {4000, 80};
        std::uint32_t& sequence = sequences[is_server];
        const Packet piece = craft("IP", {{"src", ends[is_server]}, {"dst", ends[!is_server]}}) /
                             craft("TCP", {{"sport", ports[is_server]},
                                           {"dport", ports[!is_server]},
                                           {"seq", sequence},
                                           {"flags", "A"}}) /
                             Packet::raw(data);
        for (const Packet& whole : session.add(received(piece)))
            out += fmt::format("{}|", built(whole.tail(2)).size());
        sequence += static_cast<std::uint32_t>(data.size());
    }
    return out;
}

TEST(TcpReassembly, WhatWasAskedSaysWhetherAnAnswerHasABody) {
    const std::string head = "HEAD / HTTP/1.1\r\n\r\n", get = "GET / HTTP/1.1\r\n\r\n",
                      interim = "HTTP/1.1 100 \r\n\r\n", ok = "HTTP/1.1 200 OK\r\n",
                      five = ok + "Content-Length: 5\r\n\r\n", tunnel = "CONNECT a:1 HTTP/1.1\r\n\r\n";
    EXPECT_EQ(dialogue({{false, head}, {true, five}}), "19|38|");
    EXPECT_EQ(dialogue({{false, get}, {true, five}, {true, "abcde"}}), "18|43|");
    EXPECT_EQ(dialogue({{false, get + head + get}, {true, five + "abcde" + interim + five + five + "abc"}}),
              "18|19|18|43|17|38|");
    EXPECT_EQ(dialogue({{false, tunnel}, {true, ok + "\r\n"}, {true, "\x16\x03\x01"}}), "24|19|3|");
    EXPECT_EQ(dialogue({{true, five}}), "");
}

TEST(TcpReassembly, OctetsThatAreNoMessageOfTheProtocolAreGivenAsTheyCome) {
    TcpReassembly session;
    EXPECT_EQ(raw_of(session.add(segment(1, "no marker", "A", 179))), "no marker");
    EXPECT_EQ(raw_of(session.add(segment(10, marker.substr(0, 9), "A", 179))), "");
    EXPECT_EQ(raw_of(session.add(segment(19, "x", "A", 179))), marker.substr(0, 9) + "x");
}

TEST(TcpReassembly, LongerPiecesReplaceShorterOnesAheadOfTheirTime) {
    TcpReassembly session;
    session.add(segment(99, "", "S", 9999));
    for (const char* early : {"cd", "c", "cde"})
        EXPECT_TRUE(session.add(segment(102, early, "A", 9999)).empty());
    EXPECT_TRUE(session.add(segment(104, "efg", "A", 9999)).empty());
    EXPECT_EQ(raw_of(session.add(segment(100, "ab", "A", 9999))), "abcdefg");
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
