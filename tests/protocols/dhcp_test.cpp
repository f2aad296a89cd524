// DHCP's options: names, several values, routes, what cannot be read.
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Packet options(List list) { return craft("DHCP", {{"options", Value(std::move(list))}}); }
Value tuple(List items) { return Value::tuple(std::move(items)); }

const RoundTrip rows[] = {
    {"DHCP(options=[('message-type', 'discover'), 'end'])",
     [] {
         return options({tuple({"message-type", "discover"}), "end"});
     },
     "350101 ff"},
    {"DHCP(options=[('router', '192.0.2.1', '192.0.2.2')])",
     [] {
         return options({tuple({"router", "192.0.2.1", "192.0.2.2"})});
     },
     "0308 c0000201 c0000202"},
    {"DHCP(options=[('param_req_list', [1, 3]), 'pad'])",
     [] {
         return options({tuple({"param_req_list", List{1, 3}}), "pad"});
     },
     "3702 0103 00"},
    {"DHCP(options=[('classless_static_routes', ['198.51.100.0/24:192.0.2.1', '0.0.0.0/0:192.0.2.2'])])",
     [] {
         return options(
             {tuple({"classless_static_routes", List{"198.51.100.0/24:192.0.2.1", "0.0.0.0/0:192.0.2.2"}})});
     },
     "790d 18c63364c0000201 00c0000202"},
    {"DHCP(options=[('hostname', 'h'), (224, b'xy')])",
     [] {
         return options({tuple({"hostname", "h"}), tuple({224, Bytes{"xy"}})});
     },
     "0c0168 e0027879"},
};

class DhcpBuildsAndDissects : public testing::TestWithParam<RoundTrip> {};
TEST_P(DhcpBuildsAndDissects, Row) { expect_round_trip(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Dhcp, DhcpBuildsAndDissects, testing::ValuesIn(rows));

struct Reading {
    const char* hex;
    const char* options;
};
const Reading readings[] = {
    {"350101ff", "[('message-type', 1), 'end']"},
    {"35020101ff", "[('message-type', 1, 1), 'end']"},
    {"0304c0000201", "[('router', '192.0.2.1')]"},
    {"3501", "[b'5\\x01']"},
    {"0c00ff0000", "[('hostname', b''), 'end', 'pad', 'pad']"},
    {"0303c00002ff", "[b'\\x03\\x03\\xc0\\x00\\x02\\xff']"},
    {"7902ff00", "[b'y\\x02\\xff\\x00']"},
    {"35", "[b'5']"},
};

TEST(Dhcp, WhatCannotBeReadIsKeptAsOctets) {
    for (const Reading& row : readings) {
        Packet read = dissect("DHCP", row.hex);
        EXPECT_EQ(represent(read[0].get("options")), row.options) << row.hex;
        read.clear_cache();
        EXPECT_EQ(to_hex(read.build()), row.hex);
    }
}

TEST(Dhcp, FollowsBootpsCookie) {
    const Packet built = craft("UDP", {{"sport", 68}, {"dport", 67}}) /
                         craft("BOOTP", {{"chaddr", "02:00:00:00:00:01"}}) /
                         options({tuple({"message-type", "offer"}), "end"});
    const Packet read = Packet::dissect(built.build(), *find_protocol("UDP"));
    EXPECT_EQ(layers_of(read), "UDP BOOTP DHCP");
    EXPECT_EQ(read[1].get("options"), Value(Bytes{"c\x82Sc"}));
    EXPECT_EQ(summary(read), "UDP / BOOTP / DHCP Offer");
}

TEST(Dhcp, WrongOptionsAreNamed) {
    EXPECT_EQ(refusal("DHCP", "options", List{tuple({"mesage-type", 1})}),
              "options has no option named 'mesage-type'");
    EXPECT_EQ(refusal("DHCP", "options", List{tuple({"router", "192.0.2"})}),
              "in option 'router' of options: '192.0.2' is no IPv4 address for address");
    EXPECT_EQ(refusal("DHCP", "options", List{tuple({"message-type", "discovery"})}),
              "in option 'message-type' of options: type has no value named 'discovery'");
    EXPECT_EQ(refusal("DHCP", "options", List{tuple({"classless_static_routes", List{"x"}})}),
              "in option 'classless_static_routes' of options: 'x' is no route");
    EXPECT_EQ(refusal("DHCP", "options", List{tuple({"hostname", std::string(256, 'h')})}),
              "in option 'hostname' of options: an option has at most 255 octets, 256 do not fit");
}

}  // namespace
}  // namespace pkttest
