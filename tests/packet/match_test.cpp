// Patterns: layers in order, written fields only, sets, payloads, exactness, and the rows of a near miss.
#include "framework/packet/match.h"

#include <gtest/gtest.h>

#include "framework/packet/value_set.h"
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Packet received() {
    const Packet sent = craft("Ether", {{"dst", "02:00:00:00:00:02"}}) /
                        craft("IP", {{"src", "192.0.2.9"}, {"dst", "192.0.2.1"}}) /
                        craft("UDP", {{"sport", 7}, {"dport", 9}}) / Packet::raw("hello");
    return Packet::dissect(sent.build(), *find_protocol("Ether"));
}

TEST(Match, OnlyWrittenFieldsCount) {
    EXPECT_TRUE(matches(craft("IP"), received()));
    EXPECT_TRUE(matches(craft("IP") / craft("UDP"), received()));
    EXPECT_TRUE(matches(craft("IP", {{"dst", "192.0.2.1"}}) / craft("UDP", {{"dport", 9}}), received()));
    EXPECT_FALSE(matches(craft("IP", {{"dst", "192.0.2.2"}}), received()));
    EXPECT_FALSE(matches(craft("UDP") / craft("IP"), received()));
    EXPECT_FALSE(matches(craft("TCP"), received()));
}

TEST(Match, ASetMeansAnyOfItsMembers) {
    EXPECT_TRUE(matches(craft("IP", {{"dst", "192.0.2.0/24"}}), received()));
    EXPECT_FALSE(matches(craft("IP", {{"dst", "198.51.100.0/24"}}), received()));
    EXPECT_TRUE(matches(craft("UDP", {{"dport", Value(List{1, 9})}}), received()));
    EXPECT_TRUE(matches(craft("UDP", {{"dport", Value::tuple({1, 1024})}}), received()));
    EXPECT_TRUE(matches(craft("IP", {{"ttl", Value(anything())}}), received()));
    EXPECT_FALSE(matches(craft("IP", {{"ttl", Value(absence())}}), received()));
}

TEST(Match, RawIsWhateverStandsBehind) {
    EXPECT_TRUE(matches(craft("UDP") / Packet::raw("hello"), received()));
    EXPECT_FALSE(matches(craft("UDP") / Packet::raw("hell"), received()));
    const Packet dns =
        Packet::dissect((craft("IP") / craft("UDP", {{"dport", 53}}) / Packet::raw("\x01\x02")).build(),
                        *find_protocol("IP"));
    EXPECT_TRUE(matches(craft("UDP") / Packet::raw("\x01\x02"), dns))
        << "also where the octets are dissected further";
}

TEST(Match, PaddingDoesNotCount) {
    Octets octets = received().build();
    octets.resize(60);
    const Packet padded = Packet::dissect(octets, *find_protocol("Ether"));
    EXPECT_TRUE(matches(craft("UDP") / Packet::raw("hello"), padded));
    MatchRules exactly;
    exactly.exactly = true;
    EXPECT_TRUE(matches(received(), padded, exactly));
}

TEST(Match, ExactlyComparesAllOctetsButTheIgnored) {
    MatchRules rules;
    rules.exactly = true;
    const Packet pattern = craft("IP", {{"src", "192.0.2.9"}, {"dst", "192.0.2.1"}, {"id", 5}}) /
                           craft("UDP", {{"sport", 7}, {"dport", 9}}) / Packet::raw("hello");
    EXPECT_FALSE(matches(pattern, received(), rules));
    const Protocol& ip = *find_protocol("IP");
    rules.ignoring = {{&ip, find_field(ip, "id")}, {&ip, find_field(ip, "chksum")}};
    EXPECT_TRUE(matches(pattern, received(), rules));
}

TEST(Match, RowsSayWhatDiffers) {
    const Comparison result =
        compare(craft("IP", {{"ttl", 63}, {"dst", "192.0.2.1"}}) / craft("TCP", {{"dport", 9}}), received());
    EXPECT_FALSE(result.matches);
    ASSERT_EQ(result.rows.size(), 3u);
    EXPECT_EQ(result.rows[0].layer + "." + result.rows[0].field, "IP.ttl");
    EXPECT_EQ(result.rows[0].expected + " " + result.rows[0].actual, "63 64");
    EXPECT_FALSE(result.rows[0].agrees);
    EXPECT_TRUE(result.rows[1].agrees);
    EXPECT_EQ(result.rows[2].layer + result.rows[2].field, "TCP");
}

TEST(Match, NearerMissesScoreHigher) {
    const Packet pattern = craft("IP", {{"dst", "192.0.2.1"}}) / craft("UDP", {{"dport", 10}});
    const Packet far = Packet::dissect((craft("Ether") / craft("ARP")).build(), *find_protocol("Ether"));
    EXPECT_GT(compare(pattern, received()).score, compare(pattern, far).score);
}

}  // namespace
}  // namespace pkttest
