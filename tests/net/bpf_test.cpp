// Filters: what they let through, what is wrong with them.
#include "framework/net/bpf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/net/temporary_file.h"

namespace pkttest::net {
namespace {

constexpr const char* udp =
    "ffffffffffff 020000000001 0800 4500001c00010000 4011 0000 c0000201 c0000202 0035 1234 0008 0000";
constexpr const char* tagged_udp =
    "ffffffffffff 020000000001 8100 0064 0800 4500001c00010000 4011 0000 c0000201 c0000202 0035 1234 0008 "
    "0000";
constexpr const char* raw_udp = "4500001c00010000 4011 0000 c0000201 c0000202 0035 1234 0008 0000";

struct Row {
    const char* filter;
    int link_type;
    const char* packet;
    bool matches;
};

constexpr Row rows[] = {
    {"", 1, udp, true},
    {" ", 1, udp, true},
    {"udp", 1, udp, true},
    {"tcp", 1, udp, false},
    {"udp port 53", 1, udp, true},
    {"udp port 54", 1, udp, false},
    {"src host 192.0.2.1 and dst net 192.0.2.0/24", 1, udp, true},
    {"vlan 100", 1, tagged_udp, true},
    {"vlan 100 and udp port 53", 1, tagged_udp, true},
    {"vlan 101", 1, tagged_udp, false},
    {"vlan", 1, udp, false},
    {"udp", 1, tagged_udp, false},
    {"udp port 53", 12, raw_udp, true},
    {"len > 40", 1, udp, true},
    {"len > 60", 1, udp, false},
    {"tcp[12] = 0", 1, "00", false},
};

class FiltersRow : public testing::TestWithParam<Row> {};

TEST_P(FiltersRow, Matches) {
    const Row& row = GetParam();
    EXPECT_EQ(Filter(row.filter, row.link_type).matches(octets(row.packet)), row.matches) << row.filter;
}

INSTANTIATE_TEST_SUITE_P(Filter, FiltersRow, testing::ValuesIn(rows));

TEST(Filter, TheLengthIsThatOnTheWire) { EXPECT_TRUE(Filter("len > 60").matches(octets(udp), 1500)); }

TEST(Filter, AWrongOneSaysWhy) {
    EXPECT_EQ(filter_error("udp"), "");
    EXPECT_THAT(filter_error("udp porrt 53"), testing::HasSubstr("syntax error"));
    EXPECT_EQ(filter_error(std::string_view("udp\0", 4)), "it holds a NUL character");
    try {
        Filter("udp porrt 53");
        FAIL() << "no error";
    } catch (const std::invalid_argument& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("wrong filter \"udp porrt 53\": "));
    }
}

}  // namespace
}  // namespace pkttest::net
