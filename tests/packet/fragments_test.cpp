// Fragments: cut, joined in any order, refused where pieces are missing or overlap.
#include "framework/packet/fragments.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "framework/packet/value_set.h"
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Packet datagram(std::size_t octets) {
    return craft("IP", {{"id", 7}, {"src", "192.0.2.1"}, {"dst", "192.0.2.2"}}) /
           craft("UDP", {{"sport", 4000}, {"dport", 5000}}) / Packet::raw(std::string(octets, 'x'));
}

Packet datagram6(std::size_t octets) {
    return craft("IPv6", {{"src", "2001:db8::1"}, {"dst", "2001:db8::2"}}) /
           craft("UDP", {{"sport", 4000}, {"dport", 5000}}) / Packet::raw(std::string(octets, 'x'));
}

std::vector<Packet> received(const std::vector<Packet>& packets) {
    std::vector<Packet> out;
    for (const Packet& packet : packets) out.push_back(Packet::dissect(packet.build(), packet[0].protocol()));
    return out;
}

TEST(Fragment, CutsAtMultiplesOfEightOctets) {
    const auto pieces = received(fragment(datagram(2992), 1483));
    ASSERT_EQ(pieces.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(pieces[i][0].integer("frag"), i * 185);
        EXPECT_EQ(pieces[i][0].integer("flags"), i < 2 ? 1u : 0u);
        EXPECT_EQ(pieces[i][0].integer("proto"), 17u);
        EXPECT_EQ(pieces[i][0].integer("id"), 7u);
    }
    EXPECT_EQ(pieces[0][0].integer("len"), 1500u);
    EXPECT_EQ(pieces[2][0].integer("len"), 60u);
}

TEST(Fragment, LeavesAloneWhatFits) {
    EXPECT_EQ(fragment(datagram(1472)).size(), 1u);
    EXPECT_EQ(fragment6(datagram6(1232), 1280).size(), 1u);
}

TEST(Fragment, KeepsEveryFragmentOfSixWithinItsSize) {
    const auto pieces = received(fragment6(datagram6(4000), 1280));
    ASSERT_GT(pieces.size(), 3u);
    for (const Packet& piece : pieces) EXPECT_LE(piece.received().size(), 1280u);
    EXPECT_EQ(pieces.front()[0].integer("nh"), 44u);
    EXPECT_EQ(pieces.front()[1].integer("nh"), 17u);
    EXPECT_EQ(pieces.back()[1].integer("m"), 0u);
}

TEST(Fragment, PutsHopByHopBeforeTheFragmentHeader) {
    const Packet packet = craft("IPv6", {{"src", "2001:db8::1"}, {"dst", "2001:db8::2"}}) /
                          craft("IPv6ExtHdrHopByHop") / craft("UDP") / Packet::raw(std::string(2000, 'x'));
    const auto pieces = received(fragment6(packet, 1280));
    ASSERT_EQ(pieces.size(), 2u);
    EXPECT_TRUE(pieces[0][1].is("IPv6ExtHdrHopByHop"));
    EXPECT_TRUE(pieces[0][2].is("IPv6ExtHdrFragment"));
    const Defragmented found = defragment(pieces);
    ASSERT_EQ(found.reassembled.size(), 1u);
    EXPECT_EQ(found.reassembled[0].build(), packet.build());
}

TEST(Defragment, JoinsInAnyOrderAndKeepsTheRest) {
    for (const Packet& packet : {datagram(3000), datagram6(3000)}) {
        auto pieces = received(packet[0].is("IP") ? fragment(packet, 600) : fragment6(packet, 600));
        std::reverse(pieces.begin(), pieces.end());
        pieces.push_back(pieces.front());
        pieces.push_back(craft("IP") / craft("TCP"));
        const Defragmented found = defragment(pieces);
        ASSERT_EQ(found.reassembled.size(), 1u);
        EXPECT_EQ(found.reassembled[0].build(), packet.build());
        EXPECT_EQ(found.whole.size(), 1u);
        EXPECT_TRUE(found.incomplete.empty());
    }
}

TEST(Defragment, JoinsWhatWasCutJustNow) {
    const Defragmented found = defragment(fragment(datagram(3000), 600));
    ASSERT_EQ(found.reassembled.size(), 1u);
    EXPECT_EQ(found.reassembled[0].build(), datagram(3000).build());
}

TEST(Defragment, KeepsWhatIsIncomplete) {
    auto pieces = received(fragment(datagram(3000), 600));
    pieces.erase(pieces.begin() + 2);
    const Defragmented found = defragment(pieces);
    EXPECT_TRUE(found.reassembled.empty());
    EXPECT_EQ(found.incomplete.size(), pieces.size());
}

TEST(Defragment, RefusesOverlaps) {
    auto pieces = received(fragment(datagram(1600), 800));
    auto overlapping = received(fragment(datagram(1600), 808));
    pieces.push_back(overlapping[1]);
    EXPECT_TRUE(defragment(pieces).reassembled.empty());
}

}  // namespace
}  // namespace pkttest
