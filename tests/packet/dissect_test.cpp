// Dissection: what was found in the frames before changes nothing in those that follow.
#include "framework/packet/dissect.h"

#include <gtest/gtest.h>

#include "framework/packet/packet.h"

namespace pkttest {
namespace {

Packet layer(std::string_view name, std::initializer_list<std::pair<std::string_view, Value>> values = {}) {
    Packet out(*find_protocol(name));
    for (const auto& [field, value] : values) EXPECT_FALSE(out.set(0, field, value)) << field;
    return out;
}

Packet datagram(int from, int to) {
    return layer("Ether") / layer("IP") / layer("UDP", {{"sport", Value(from)}, {"dport", Value(to)}}) /
           Packet::raw("12345678");
}

std::string layers_of(const Octets& octets) {
    const Dissection frame(octets, *find_protocol("Ether"));
    std::string out;
    for (std::size_t i = 0; i < frame.size(); ++i) (out += frame.protocol(i).name) += ' ';
    return out;
}

TEST(Dissection, TakesNoFragmentForWhatWholePacketsHold) {
    const Octets whole = datagram(60000, 60001).build();
    EXPECT_EQ(layers_of(whole), "Ether IP UDP Raw ");
    Packet later = Packet::dissect(whole, *find_protocol("Ether"));
    ASSERT_FALSE(later.set(1, "frag", Value(1)));
    EXPECT_EQ(layers_of(later.build()), "Ether IP Raw ");
    EXPECT_EQ(layers_of(whole), "Ether IP UDP Raw ");
}

TEST(Dissection, TakesNoLengthForAType) {
    const Octets typed = datagram(60000, 60001).build();
    EXPECT_EQ(layers_of(typed), "Ether IP UDP Raw ");
    const Octets sized = (layer("Dot3") / layer("LLC") / Packet::raw("1234")).build();
    EXPECT_EQ(layers_of(sized), "Dot3 LLC Raw ");
    const Octets tagged =
        (layer("Ether") / layer("Dot1Q", {{"type", Value(7)}}) / layer("LLC") / Packet::raw("1234")).build();
    EXPECT_EQ(layers_of(typed), "Ether IP UDP Raw ");
    EXPECT_EQ(layers_of(tagged), "Ether Dot1Q LLC Raw ");
}

TEST(Dissection, FindsTheSameInAnyOrder) {
    const int ports[] = {53, 67, 69, 123, 161, 500, 520, 1812, 4789, 6081, 60000};
    std::vector<Octets> frames;
    for (const int from : ports)
        for (const int to : ports) frames.push_back(datagram(from, to).build());
    std::vector<std::string> found;
    for (const Octets& frame : frames) found.push_back(layers_of(frame));
    for (std::size_t i = frames.size(); i-- > 0;) EXPECT_EQ(layers_of(frames[i]), found[i]);
}

TEST(Dissection, GoesOnWithTheTablesBeyondTheLayersThatFitInside) {
    Packet deep = layer("Ether");
    for (int i = 0; i < 20; ++i) deep /= layer("Dot1Q");
    deep /= layer("IP") / layer("UDP", {{"sport", Value(60000)}, {"dport", Value(60001)}}) / Packet::raw("x");
    const Octets octets = deep.build();
    const Dissection frame(octets, *find_protocol("Ether"));
    ASSERT_EQ(frame.size(), 24u);
    EXPECT_EQ(frame.protocol(22).name, "UDP");
    EXPECT_EQ(frame.protocol(23).name, "Raw");
}

}  // namespace
}  // namespace pkttest
