// Dissection: what was found in the frames before changes nothing in those that follow.
#include "framework/packet/dissect.h"

#include <gtest/gtest.h>

#include "framework/packet/packet.h"
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Packet datagram(int from, int to) {
    return craft("Ether") / craft("IP") / craft("UDP", {{"sport", from}, {"dport", to}}) /
           Packet::raw("12345678");
}

std::string found_in(const Octets& octets) {
    return layers_of(Packet::dissect(octets, *find_protocol("Ether")));
}

TEST(Dissection, TakesNoFragmentForWhatWholePacketsHold) {
    const Octets whole = datagram(60000, 60001).build();
    EXPECT_EQ(found_in(whole), "Ether IP UDP Raw");
    Packet later = Packet::dissect(whole, *find_protocol("Ether"));
    ASSERT_FALSE(later.set(1, "frag", Value(1)));
    EXPECT_EQ(found_in(later.build()), "Ether IP Raw");
    EXPECT_EQ(found_in(whole), "Ether IP UDP Raw");
}

TEST(Dissection, TakesNoLengthForAType) {
    const Octets typed = datagram(60000, 60001).build();
    EXPECT_EQ(found_in(typed), "Ether IP UDP Raw");
    const Octets sized = (craft("Dot3") / craft("LLC") / Packet::raw("1234")).build();
    EXPECT_EQ(found_in(sized), "Dot3 LLC Raw");
    const Octets tagged =
        (craft("Ether") / craft("Dot1Q", {{"type", 7}}) / craft("LLC") / Packet::raw("1234")).build();
    EXPECT_EQ(found_in(typed), "Ether IP UDP Raw");
    EXPECT_EQ(found_in(tagged), "Ether Dot1Q LLC Raw");
}

TEST(Dissection, FindsTheSameInAnyOrder) {
    const int ports[] = {53, 67, 69, 123, 161, 500, 520, 1812, 4789, 6081, 60000};
    std::vector<Octets> frames;
    for (const int from : ports)
        for (const int to : ports) frames.push_back(datagram(from, to).build());
    std::vector<std::string> found;
    for (const Octets& frame : frames) found.push_back(found_in(frame));
    for (std::size_t i = frames.size(); i-- > 0;) EXPECT_EQ(found_in(frames[i]), found[i]);
}

TEST(Dissection, GoesOnWithTheTablesBeyondTheLayersThatFitInside) {
    Packet deep = craft("Ether");
    for (int i = 0; i < 20; ++i) deep /= craft("Dot1Q");
    deep /= craft("IP") / craft("UDP", {{"sport", 60000}, {"dport", 60001}}) / Packet::raw("x");
    const Octets octets = deep.build();
    const Dissection frame(octets, *find_protocol("Ether"));
    ASSERT_EQ(frame.size(), 24u);
    EXPECT_EQ(frame.protocol(22).name, "UDP");
    EXPECT_EQ(frame.protocol(23).name, "Raw");
}

}  // namespace
}  // namespace pkttest
