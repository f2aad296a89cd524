// Tests of framework/packet/ber.h: what is written is read again, and what is cut or too large is not read.
#include "framework/packet/ber.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pkttest::ber {

using testing::ElementsAre;
using testing::Optional;
using namespace std::string_literals;

TEST(Ber, NumbersHaveSevenBitsAnOctet) {
    EXPECT_EQ(number_octets(0), "\0"s);
    EXPECT_EQ(number_octets(0, 0), "");
    EXPECT_EQ(number_octets(1079), "\x88\x37");
    EXPECT_EQ(number_octets(5, 3), "\x80\x80\x05");
}

TEST(Ber, LengthsAbove127SayHowManyOctetsTheyHave) {
    EXPECT_EQ(length_octets(127), "\x7f");
    EXPECT_EQ(length_octets(128), "\x81\x80");
    EXPECT_EQ(length_octets(0x10000), "\x83\x01\0\0"s);
    EXPECT_EQ(length_octets(5, 2), "\x82\0\x05"s);
}

TEST(Ber, WhatIsWrittenIsReadAgain) {
    for (const std::uint64_t number : {0ull, 1ull, 127ull, 128ull, 16384ull, (1ull << 57) - 1}) {
        const std::string octets = number_octets(number) + "x", length = length_octets(number) + "x";
        std::string_view rest = octets, behind = length;
        EXPECT_EQ(take_number(rest).number, number);
        EXPECT_EQ(take_length(behind).number, number);
        EXPECT_EQ(rest, "x");
        EXPECT_EQ(behind, "x");
    }
}

TEST(Ber, WhatIsCutOrTooLargeStaysWhereItIs) {
    const auto fault = [](Taken (*take)(std::string_view&), const std::string& octets) {
        std::string_view rest = octets;
        const Fault out = take(rest).fault;
        EXPECT_EQ(rest, octets);
        return out;
    };
    EXPECT_EQ(fault(take_length, ""), Fault::empty);
    EXPECT_EQ(fault(take_length, "\x82\x01"), Fault::cut);
    EXPECT_EQ(fault(take_length, "\x89" + std::string(9, '\xff')), Fault::too_large);
    EXPECT_EQ(fault(take_tag, ""), Fault::empty);
    EXPECT_EQ(fault(take_tag, "\x3f\x81"), Fault::cut);
    EXPECT_EQ(fault(take_tag, "\x3f" + std::string(12, '\xff')), Fault::too_large);
}

TEST(Ber, TheFirstTwoNumbersOfAnObjectIdentifierAreOne) {
    EXPECT_THAT(arcs_of("1.3.6.1"), Optional(ElementsAre(1, 3, 6, 1)));
    for (const char* text : {"1.", "1..3", "x", "1.3x", "1.-3"})
        EXPECT_EQ(arcs_of(text), std::nullopt) << text;
    EXPECT_EQ(oid_content({1, 3, 6, 1}), "\x2b\x06\x01");
    EXPECT_EQ(oid_content({2, 999, 3}), "\x88\x37\x03");
    EXPECT_EQ(oid_text("\x88\x37\x03"), "2.999.3");
    EXPECT_EQ(oid_text("\x2b\x86"), std::nullopt);
}

}  // namespace pkttest::ber
