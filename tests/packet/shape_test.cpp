// Bits in and out, and what a field takes and refuses.
#include "framework/packet/shape.h"

#include <gtest/gtest.h>

#include "framework/packet/packet.h"
#include "framework/packet/value_set.h"

namespace pkttest {
namespace {

struct BitsRow {
    const char* what;
    std::size_t bit;
    unsigned width;
    bool little_endian;
    std::uint64_t value;
};

class BitFields : public testing::TestWithParam<BitsRow> {};

TEST_P(BitFields, ReadsWhatWasWrittenAndTouchesNothingElse) {
    const BitsRow& row = GetParam();
    for (const std::uint8_t background : {0x00, 0xff}) {
        Octets octets(12, background);
        write_bits(octets.data(), row.bit, row.width, row.value, row.little_endian);
        EXPECT_EQ(read_bits(octets.data(), row.bit, row.width, row.little_endian), row.value) << row.what;
        for (std::size_t bit = 0; bit < octets.size() * 8; ++bit) {
            if (bit < row.bit || bit >= row.bit + row.width) {
                EXPECT_EQ(read_bits(octets.data(), bit, 1, false), background & 1u)
                    << row.what << " bit " << bit;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, BitFields,
                         testing::Values(BitsRow{"octet", 8, 8, false, 0xa5},
                                         BitsRow{"short", 16, 16, false, 0xa55a},
                                         BitsRow{"little short", 16, 16, true, 0xa55a},
                                         BitsRow{"three octets", 8, 24, false, 0x123456},
                                         BitsRow{"little three", 8, 24, true, 0x123456},
                                         BitsRow{"nibble", 4, 4, false, 0x9},
                                         BitsRow{"thirteen", 3, 13, false, 0x1abc},
                                         BitsRow{"across nine octets", 3, 64, false, 0xfedcba9876543210},
                                         BitsRow{"sixty-four", 8, 64, false, 0xfedcba9876543210}));

Value taken(std::string_view layer, std::string_view field, const Value& value) {
    Packet packet(*find_protocol(layer));
    const auto problem = packet.set(0, field, value);
    EXPECT_FALSE(problem) << problem->message;
    return packet[0].get(field);
}

TEST(Fields, TakeNamesNumbersAndTextOfTheirKind) {
    EXPECT_EQ(taken("TCP", "flags", "SA"), Value(0x12));
    EXPECT_EQ(taken("TCP", "flags", 0x12), Value("SA"));
    EXPECT_EQ(taken("ICMP", "type", "echo-reply"), Value(0));
    EXPECT_EQ(taken("IP", "dst", "192.0.2.1"), Value("192.0.2.1"));
    EXPECT_EQ(taken("Ether", "src", "02:00:00:00:00:01"), Value("02:00:00:00:00:01"));
    EXPECT_EQ(taken("IPv6", "dst", "2001:db8::1"), Value("2001:db8::1"));
    EXPECT_EQ(taken("IP", "len", Value()), Value());
}

struct RefusalRow {
    const char* layer;
    const char* field;
    Value value;
    const char* message;
    const char* note;
};

TEST(Fields, RefuseWhatDoesNotFitAndSayWhy) {
    const RefusalRow rows[] = {
        {"IP", "ttl", 256, "ttl has 8 bits, 256 does not fit", "the largest value is 255"},
        {"IP", "ttl", -1, "ttl has 8 bits, -1 does not fit", "the smallest value is 0"},
        {"Dot1Q", "vlan", 4096, "vlan has 12 bits, 4096 does not fit", "the largest value is 4095"},
        {"IP", "dst", "192.0.2.256", "'192.0.2.256' is no IPv4 address for dst",
         "for example: \"192.0.2.1\""},
        {"Ether", "dst", "02:00", "'02:00' is no MAC address for dst", "for example: \"02:00:00:00:00:01\""},
        {"TCP", "flags", "SX", "flags has no flag named 'X'", "each letter is a flag: F S R P A U E C N"},
        {"TCP", "flags", "SYN", "flags has no flag named 'Y'", "each letter is a flag: F S R P A U E C N"},
        {"IP", "flags", "MFX", "flags has no flag named 'X'", ""},
        {"ICMP", "type", "echo-replay", "type has no value named 'echo-replay'", ""},
        {"IP", "ttl", "many", "ttl takes a number, not text 'many'", ""},
        {"UDP", "dport", Value(List{80, 70000}), "dport has 16 bits, 70000 does not fit",
         "the largest value is 65535"},
        {"IP", "nosuch", 1, "IP has no field named nosuch", ""},
    };
    for (const RefusalRow& row : rows) {
        Packet packet(*find_protocol(row.layer));
        const auto problem = packet.set(0, std::string_view(row.field), row.value);
        ASSERT_TRUE(problem) << row.message;
        EXPECT_EQ(problem->message, row.message);
        EXPECT_EQ(problem->note, row.note);
    }
}

TEST(Fields, ListsRangesAndNetworksAreSets) {
    Packet packet(*find_protocol("IP"));
    ASSERT_FALSE(packet.set(0, "dst", "192.0.2.0/30"));
    ASSERT_FALSE(packet.set(0, "ttl", Value::tuple({1, 3})));
    EXPECT_EQ(packet.member_count(), 12u);
    std::vector<std::string> seen;
    packet.for_each([&](const Packet& member) {
        seen.push_back(represent(member[0].get("dst")) + " " + represent(member[0].get("ttl")));
        return seen.size() < 4;
    });
    EXPECT_EQ(seen,
              (std::vector<std::string>{"'192.0.2.0' 1", "'192.0.2.1' 1", "'192.0.2.2' 1", "'192.0.2.3' 1"}));
}

TEST(Fields, RandomValuesComeFromTheSeed) {
    Packet packet(*find_protocol("IP"));
    const auto draw = [] { return Value(static_cast<Integer>(generator()() % 256)); };
    ASSERT_FALSE(packet.set(0, "ttl", Value(random_of("RandByte()", draw, nullptr))));
    seed_generator(7);
    const Octets first = packet.build(), second = packet.build();
    seed_generator(7);
    EXPECT_EQ(packet.build(), first);
    EXPECT_EQ(packet.build(), second);
    EXPECT_EQ(first.size(), 20u);
}

}  // namespace
}  // namespace pkttest
