// Addresses and sets of them.
#include "framework/packet/address.h"

#include <gtest/gtest.h>

namespace pkttest {
namespace {

TEST(Address, TextAndBack) {
    EXPECT_EQ(mac_text(*parse_mac("02:Ab:00:00:00:ff")), "02:ab:00:00:00:ff");
    EXPECT_EQ(ipv4_text(*parse_ipv4("192.0.2.1")), "192.0.2.1");
    EXPECT_EQ(ipv6_text(*parse_ipv6("2001:DB8:0:0::1")), "2001:db8::1");
}

TEST(Address, WhatIsNoneIsRefused) {
    for (const char* text : {"", "02", "02:00:00:00:00:0g", "02:00:00:00:00:001"})
        EXPECT_FALSE(parse_mac(text)) << text;
    for (const char* text : {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1..1.1", "1.2.3.4 ", "-1.2.3.4"})
        EXPECT_FALSE(parse_ipv4(text)) << text;
    for (const char* text : {"", ":", "1::2::3", "g::"}) EXPECT_FALSE(parse_ipv6(text)) << text;
}

struct SetRow {
    const char* text;
    bool v6;
    std::uint64_t count;
    const char* first;
    const char* member;
    const char* other;
};

TEST(Address, Sets) {
    const SetRow rows[] = {
        {"192.0.2.0/24", false, 256, "192.0.2.0", "192.0.2.255", "192.0.3.0"},
        {"192.0.2.77/30", false, 4, "192.0.2.76", "192.0.2.79", "192.0.2.80"},
        {"192.168.*.2", false, 256, "192.168.0.2", "192.168.9.2", "192.168.9.3"},
        {"10.0-1.0.4-5", false, 4, "10.0.0.4", "10.1.0.5", "10.2.0.4"},
        {"2001:db8::/126", true, 4, "2001:db8::", "2001:db8::3", "2001:db8::4"},
    };
    const auto number = [](const SetRow& row, const char* text) {
        return row.v6 ? Value(static_cast<Integer>(*parse_ipv6(text))) : Value(Integer{*parse_ipv4(text)});
    };
    for (const SetRow& row : rows) {
        const SharedSet set = address_set(row.text, row.v6);
        ASSERT_TRUE(set) << row.text;
        EXPECT_EQ(set->count(), row.count) << row.text;
        EXPECT_EQ(set->at(0), number(row, row.first)) << row.text;
        EXPECT_TRUE(set->contains(number(row, row.member))) << row.text;
        EXPECT_FALSE(set->contains(number(row, row.other))) << row.text;
    }
    for (const char* text : {"192.0.2.0/33", "192.0.2/24", "1.2.3.300", "1.2.3.5-4"})
        EXPECT_FALSE(address_set(text, false)) << text;
}

}  // namespace
}  // namespace pkttest
