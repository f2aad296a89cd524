// Random values: seeded, within their ends, of the form that they promise; fuzzing and corruption.
#include "framework/packet/random_values.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace pkttest {
namespace {

std::string text(const SharedSet& set) {
    const Value value = set->at(0);
    return value.octets() != nullptr ? *value.octets() : represent(value);
}

Integer number(const SharedSet& set) {
    Integer out = 0;
    EXPECT_TRUE(set->at(0).to_integer(out));
    return out;
}

TEST(RandomValues, AreTheSameForTheSameSeed) {
    const auto draw = [] {
        seed_generator(42);
        std::string out;
        for (const SharedSet& set :
             {random_number("", 0, 1'000'000), random_ipv4("", "192.0.2.0/24"), random_mac("", "02:*"),
              random_string("", 8, "abc"), random_uuid(""), random_oid(""), random_gauss("", 5, 2)})
            out += text(set) + " ";
        return out;
    };
    const std::string first = draw();
    EXPECT_EQ(draw(), first);
    seed_generator(43);
    EXPECT_NE(text(random_number("", 0, 1'000'000'000)) + text(random_uuid("")), first);
}

TEST(RandomValues, StayWithinTheirEnds) {
    for (int i = 0; i < 1000; ++i) {
        const Integer drawn = number(random_number("", -5, 5));
        EXPECT_TRUE(drawn >= -5 && drawn <= 5);
        EXPECT_GE(number(random_exponential("", 0.5, 3)), 3);
        EXPECT_GE(number(random_gamma("", 0.5, 2)), 0);
    }
}

TEST(RandomValues, OfAnEnumerationComeOnceEach) {
    const SharedSet set = random_enumeration("", -10, 89);
    for (int round = 0; round < 3; ++round) {
        std::set<std::int64_t> seen;
        for (int i = 0; i < 100; ++i) seen.insert(static_cast<std::int64_t>(number(set)));
        EXPECT_EQ(seen.size(), 100u);
        EXPECT_EQ(*seen.begin(), -10);
        EXPECT_EQ(*seen.rbegin(), 89);
    }
}

TEST(RandomValues, OfEdgesAreEnds) {
    std::set<std::int64_t> seen;
    const SharedSet set = random_edge("", 0, 255);
    for (int i = 0; i < 2000; ++i) seen.insert(static_cast<std::int64_t>(number(set)));
    for (const std::int64_t edge : {0, 1, 127, 128, 129, 254, 255}) EXPECT_TRUE(seen.contains(edge)) << edge;
    EXPECT_FALSE(seen.contains(200));
}

struct Form {
    const char* name;
    SharedSet (*make)();
    const char* pattern;
};
class RandomText : public testing::TestWithParam<Form> {};
TEST_P(RandomText, HasItsForm) {
    const SharedSet set = GetParam().make();
    ASSERT_NE(set, nullptr);
    const std::regex pattern(GetParam().pattern);
    for (int i = 0; i < 200; ++i) {
        const std::string drawn = text(set);
        EXPECT_TRUE(std::regex_match(drawn, pattern)) << drawn;
    }
}
constexpr Form forms[] = {
    {"network", [] { return random_ipv4("", "192.0.2.0/28"); }, "192\\.0\\.2\\.([0-9]|1[0-5])"},
    {"octets", [] { return random_ipv4("", "10.*.1-2.7"); }, "10\\.\\d+\\.[12]\\.7"},
    {"six", [] { return random_ipv6("", "2001:db8::/32"); }, "2001:db8:[0-9a-f:]*"},
    {"groups", [] { return random_ipv6("", "fe80::1-2:5"); }, "fe80::000[12]:0005"},
    {"mac", [] { return random_mac("", "02:00-0f:*"); }, "02:0[0-9a-f](:[0-9a-f]{2}){4}"},
    {"string", [] { return random_string("", 5, "xy"); }, "[xy]{5}"},
    {"end", [] { return random_terminated("", 3, "z"); }, "[^z]{3}z"},
    {"uuid", [] { return random_uuid(""); }, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"},
    {"regexp", [] { return random_matching("", "(ab|c)[d-f]{2,3}\\d?x+"); }, "(ab|c)[d-f]{2,3}\\d?x+"},
    {"oid", [] { return random_oid(""); }, "\\d+(\\.\\d+)*"},
    {"arcs", [] { return random_oid("", "1.3.*.0-9.**"); }, "1\\.3\\.\\d+\\.[0-8](\\.\\d+)+"},
    {"several", [] { return random_ipv6("", "**:1:**"); }, "([0-9a-f]{4}:)*0001(:[0-9a-f]{4})*"},
};
INSTANTIATE_TEST_SUITE_P(Forms, RandomText, testing::ValuesIn(forms),
                         [](const auto& row) { return row.param.name; });

TEST(RandomValues, RefuseWhatIsNoTemplate) {
    EXPECT_EQ(random_ipv4("", "192.0.2"), nullptr);
    EXPECT_EQ(random_ipv6("", "::1::"), nullptr);
    EXPECT_EQ(random_ipv6("", "1:2:3"), nullptr);
    EXPECT_EQ(random_oid("", "1.9-2"), nullptr);
    EXPECT_EQ(random_mac("", "02:xx"), nullptr);
    EXPECT_EQ(random_matching("", "(a"), nullptr);
    EXPECT_EQ(random_matching("", "[z-a]"), nullptr);
    EXPECT_EQ(random_matching("", "a{3,2}"), nullptr);
}

Packet request() {
    return Packet(*find_protocol("IP")) / Packet(*find_protocol("GRE")) / Packet(*find_protocol("IP"));
}

TEST(Fuzz, LeavesWhatWasChosenAndWhatIsAutomatic) {
    Packet packet = request();
    ASSERT_FALSE(packet.set(0, "ttl", 9));
    const Packet fuzzed = fuzz(packet);
    for (int i = 0; i < 100; ++i) {
        const Packet read = Packet::dissect(fuzzed.build(), *find_protocol("IP"));
        EXPECT_EQ(read[0].integer("ttl"), 9u);
        EXPECT_EQ(read[0].integer("proto"), 47u);
    }
}

TEST(Fuzz, DrawsAnewAtEveryBuildAndOneValueForAllOfIt) {
    const Packet fuzzed = fuzz(request());
    std::set<Octets> seen;
    for (int i = 0; i < 50; ++i) {
        seen.insert(fuzzed.build());
        // Flags that say which fields there are must agree with those that are there.
        const Packet whole(fuzz(Packet(*find_protocol("GRE"))));
        const Octets octets = whole.build();
        const bool has_checksum = (octets[0] & 0xc0) != 0, has_key = (octets[0] & 0x20) != 0,
                   has_sequence = (octets[0] & 0x10) != 0;
        const bool has_routing = (octets[0] & 0x40) != 0;
        if (!has_routing) {
            EXPECT_EQ(octets.size(),
                      4u + (has_checksum ? 4 : 0) + (has_key ? 4 : 0) + (has_sequence ? 4 : 0));
        }
    }
    EXPECT_GT(seen.size(), 40u);
}

TEST(Corrupt, ChangesAsMuchAsAskedFor) {
    const Octets octets(200, 0xaa);
    const auto differing = [&](const Octets& other, auto distance) {
        int out = 0;
        for (std::size_t i = 0; i < octets.size(); ++i) out += distance(octets[i], other[i]);
        return out;
    };
    const auto octet = [](std::uint8_t a, std::uint8_t b) { return a != b ? 1 : 0; };
    const auto bits = [](std::uint8_t a, std::uint8_t b) { return __builtin_popcount(a ^ b); };
    EXPECT_EQ(differing(corrupt_bytes(octets), octet), 2);
    EXPECT_EQ(differing(corrupt_bytes(octets, 17), octet), 17);
    EXPECT_EQ(differing(corrupt_bits(octets), bits), 16);
    EXPECT_EQ(differing(corrupt_bits(octets, 3), bits), 3);
    EXPECT_EQ(corrupt_bytes({}).size(), 0u);
}

}  // namespace
}  // namespace pkttest
