// Key: reads what Layer reads, however short the frame, and nothing where a field has no place of its own.
#include "framework/packet/key.h"

#include <gtest/gtest.h>

#include "framework/packet/packet.h"
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Octets segment() {
    Packet tag = craft("Dot1Q");
    EXPECT_FALSE(tag.set(0, "vlan", Value(0x123)));
    EXPECT_FALSE(tag.set(0, "prio", Value(5)));
    return (craft("Ether") / tag / craft("IP") / craft("TCP") / Packet::raw("hello")).build();
}

struct Case {
    std::string_view field;
    Key<std::uint64_t> key;
};
constexpr Case cases[] = {
    {"dst", {"Ether", 0, 0, 48}}, {"src", {"Ether", 1, 48, 48}}, {"type", {"Ether", 2, 96, 16}},
    {"prio", {"Dot1Q", 0, 0, 3}}, {"vlan", {"Dot1Q", 2, 4, 12}}, {"ihl", {"IP", 1, 4, 4}},
    {"frag", {"IP", 6, 51, 13}},  {"ttl", {"IP", 7, 64, 8}},     {"dst", {"IP", 11, 128, 32}},
    {"sport", {"TCP", 0, 0, 16}}, {"seq", {"TCP", 2, 32, 32}},   {"flags", {"TCP", 6, 103, 9}},
};

/// How many frames, cut at every length, have the field's layer.
std::size_t compare(const Case& here, const Octets& whole) {
    std::size_t compared = 0;
    const Protocol& protocol = *find_protocol(here.key.protocol);
    const Field& field = *find_field(protocol, here.field);
    EXPECT_EQ(index_of(protocol, field), here.key.field) << here.field;
    for (std::size_t length = 1; length <= whole.size(); ++length) {
        const Octets octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        const Dissection frame(octets, *find_protocol("Ether"));
        const int index = frame.find(protocol);
        if (index < 0) continue;
        const auto at = static_cast<std::size_t>(index);
        const Header header = frame.header(at);
        EXPECT_EQ(here.key.number(header), frame[at].integer(field)) << here.field << length;
        const auto ours = here.key.octets(header), theirs = frame[at].octets(field);
        EXPECT_TRUE(std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end())) << here.field;
        ++compared;
    }
    return compared;
}

TEST(Key, ReadsWhatTheLayerReads) {
    const Octets whole = segment();
    for (const Case& here : cases) EXPECT_GT(compare(here, whole), 5u) << here.key.protocol << here.field;
}

TEST(Key, ReadsNothingOfFieldsThatLieElsewhereEachTime) {
    constexpr Key<std::string> name = {"BOOTP", 16};
    const Octets whole = segment();
    EXPECT_EQ(name.number(whole), 0u);
    EXPECT_TRUE(name.octets(whole).empty());
}

TEST(Key, ReadsLittleEndianNumbers) {
    constexpr std::uint8_t octets[] = {0x34, 0x12};
    EXPECT_EQ((Key<std::uint64_t>{"Dot11", 0, 0, 16, true}.number(octets)), 0x1234u);
    EXPECT_EQ((Key<std::uint64_t>{"Dot11", 0, 0, 16, true}.number(Header(octets).first(1))), 0u);
}

}  // namespace
}  // namespace pkttest
