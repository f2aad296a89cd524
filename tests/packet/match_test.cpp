// Patterns: layers in order, written fields only, sets, payloads, exactness, and the rows of a near miss.
#include "framework/packet/match.h"

#include <gtest/gtest.h>

#include "framework/packet/value_set.h"

namespace pkttest {
namespace {

Packet make(std::string_view name, std::initializer_list<std::pair<std::string_view, Value>> fields = {}) {
    Packet out(*find_protocol(name));
    for (const auto& [field, value] : fields) EXPECT_FALSE(out.set(0, field, value));
    return out;
}

Packet received() {
    const Packet sent = make("Ether", {{"dst", "02:00:00:00:00:02"}}) /
                        make("IP", {{"src", "192.0.2.9"}, {"dst", "192.0.2.1"}}) /
                        make("UDP", {{"sport", 7}, {"dport", 9}}) / Packet::raw("hello");
    return Packet::dissect(sent.build(), *find_protocol("Ether"));
}

TEST(Match, OnlyWrittenFieldsCount) {
    EXPECT_TRUE(matches(make("IP"), received()));
    EXPECT_TRUE(matches(make("IP") / make("UDP"), received()));
    EXPECT_TRUE(matches(make("IP", {{"dst", "192.0.2.1"}}) / make("UDP", {{"dport", 9}}), received()));
    EXPECT_FALSE(matches(make("IP", {{"dst", "192.0.2.2"}}), received()));
    EXPECT_FALSE(matches(make("UDP") / make("IP"), received()));
    EXPECT_FALSE(matches(make("TCP"), received()));
}

TEST(Match, ASetMeansAnyOfItsMembers) {
    EXPECT_TRUE(matches(make("IP", {{"dst", "192.0.2.0/24"}}), received()));
    EXPECT_FALSE(matches(make("IP", {{"dst", "198.51.100.0/24"}}), received()));
    EXPECT_TRUE(matches(make("UDP", {{"dport", Value(List{1, 9})}}), received()));
    EXPECT_TRUE(matches(make("UDP", {{"dport", Value::tuple({1, 1024})}}), received()));
    EXPECT_TRUE(matches(make("IP", {{"ttl", Value(anything())}}), received()));
    EXPECT_FALSE(matches(make("IP", {{"ttl", Value(absence())}}), received()));
}

TEST(Match, RawIsWhateverStandsBehind) {
    EXPECT_TRUE(matches(make("UDP") / Packet::raw("hello"), received()));
    EXPECT_FALSE(matches(make("UDP") / Packet::raw("hell"), received()));
    const Packet dns = Packet::dissect(
        (make("IP") / make("UDP", {{"dport", 53}}) / Packet::raw("\x01\x02")).build(), *find_protocol("IP"));
    EXPECT_TRUE(matches(make("UDP") / Packet::raw("\x01\x02"), dns))
        << "also where the octets are dissected further";
}

TEST(Match, PaddingDoesNotCount) {
    Octets octets = received().build();
    octets.resize(60);
    const Packet padded = Packet::dissect(octets, *find_protocol("Ether"));
    EXPECT_TRUE(matches(make("UDP") / Packet::raw("hello"), padded));
    MatchRules exactly;
    exactly.exactly = true;
    EXPECT_TRUE(matches(received(), padded, exactly));
}

TEST(Match, ExactlyComparesAllOctetsButTheIgnored) {
    MatchRules rules;
    rules.exactly = true;
    const Packet pattern = make("IP", {{"src", "192.0.2.9"}, {"dst", "192.0.2.1"}, {"id", 5}}) /
                           make("UDP", {{"sport", 7}, {"dport", 9}}) / Packet::raw("hello");
    EXPECT_FALSE(matches(pattern, received(), rules));
    const Protocol& ip = *find_protocol("IP");
    rules.ignoring = {{&ip, find_field(ip, "id")}, {&ip, find_field(ip, "chksum")}};
    EXPECT_TRUE(matches(pattern, received(), rules));
}

TEST(Match, RowsSayWhatDiffers) {
    const Comparison result =
        compare(make("IP", {{"ttl", 63}, {"dst", "192.0.2.1"}}) / make("TCP", {{"dport", 9}}), received());
    EXPECT_FALSE(result.matches);
    ASSERT_EQ(result.rows.size(), 3u);
    EXPECT_EQ(result.rows[0].layer + "." + result.rows[0].field, "IP.ttl");
    EXPECT_EQ(result.rows[0].expected + " " + result.rows[0].actual, "63 64");
    EXPECT_FALSE(result.rows[0].agrees);
    EXPECT_TRUE(result.rows[1].agrees);
    EXPECT_EQ(result.rows[2].layer + result.rows[2].field, "TCP");
}

TEST(Match, NearerMissesScoreHigher) {
    const Packet pattern = make("IP", {{"dst", "192.0.2.1"}}) / make("UDP", {{"dport", 10}});
    const Packet far = Packet::dissect((make("Ether") / make("ARP")).build(), *find_protocol("Ether"));
    EXPECT_GT(compare(pattern, received()).score, compare(pattern, far).score);
}

}  // namespace
}  // namespace pkttest
