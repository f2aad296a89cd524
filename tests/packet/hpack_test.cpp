// HPACK's Huffman code and header tables, by the examples of RFC 7541, appendix C.
#include "framework/packet/hpack.h"

#include <gtest/gtest.h>

namespace pkttest {
namespace {

using namespace std::string_literals;

TEST(Hpack, TextsAreCodedAsInTheStandard) {
    EXPECT_EQ(hpack::encode("www.example.com"), "\xf1\xe3\xc2\xe5\xf2\x3a\x6b\xa0\xab\x90\xf4\xff");
    EXPECT_EQ(hpack::encode("no-cache"), "\xa8\xeb\x10\x64\x9c\xbf");
    EXPECT_EQ(hpack::encode("custom-value"), "\x25\xa8\x49\xe9\x5b\xb8\xe8\xb4\xbf");
    EXPECT_EQ(hpack::encode("Mon, 21 Oct 2013 20:13:21 GMT"),
              "\xd0\x7a\xbe\x94\x10\x54\xd4\x44\xa8\x20\x05\x95\x04\x0b\x81\x66\xe0\x82\xa6\x2d\x1b\xff");
    EXPECT_EQ(hpack::encode(""), "");
}

TEST(Hpack, EveryOctetIsReadAgain) {
    std::string all;
    for (int octet = 0; octet < 256; ++octet) {
        const std::string one(3, static_cast<char>(octet));
        EXPECT_EQ(hpack::decode(hpack::encode(one)), one) << octet;
        all += one;
    }
    EXPECT_EQ(hpack::decode(hpack::encode(all)), all);
    EXPECT_EQ(hpack::code_of('0').bits, 0u);
    EXPECT_EQ(hpack::code_of('z').bits, 0x7bu);
    EXPECT_EQ(hpack::code_of('\n').bits, 0x3ffffffcu);
    EXPECT_EQ(hpack::code_of(hpack::end_of_string).bits, 0x3fffffffu);
}

TEST(Hpack, OtherFillingThanUpToSevenOnesIsNoText) {
    hpack::Fault fault = hpack::Fault::none;
    EXPECT_EQ(hpack::decode("\x1f"), "a");
    EXPECT_FALSE(hpack::decode("\x18", 8, &fault));
    EXPECT_EQ(fault, hpack::Fault::padding);
    EXPECT_FALSE(hpack::decode("\x1f\xff", 16, &fault));
    EXPECT_EQ(fault, hpack::Fault::padding);
    EXPECT_FALSE(hpack::decode("\xff\xff\xff\xff", 32, &fault));
    EXPECT_EQ(fault, hpack::Fault::end_of_string);
    EXPECT_FALSE(hpack::decode("\0"s, 2));
}

TEST(Hpack, TheNewestFieldComesFirstAndTheOldestGoes) {
    hpack::Table table(80);
    EXPECT_EQ(table.at(2)->value, "GET");
    EXPECT_EQ(table.at(61)->name, "www-authenticate");
    EXPECT_EQ(table.at(0), nullptr);
    EXPECT_EQ(table.at(62), nullptr);
    EXPECT_EQ(table.find(":status"), 8u);
    EXPECT_EQ(table.find(":status", "404"), 13u);
    table.add({"a", "1"});
    table.add({"b", "2"});
    EXPECT_EQ(table.size(), 68u);
    EXPECT_EQ(table.at(62)->name, "b");
    EXPECT_EQ(table.find("a", "1"), 63u);
    table.add({"c", "3"});
    EXPECT_EQ(table.added(), 2u);
    EXPECT_EQ(table.find("a"), 0u);
    table.set_room(40);
    EXPECT_EQ(table.added(), 1u);
    EXPECT_EQ(table.at(62)->name, "c");
    table.add({std::string(50, 'x'), ""});
    EXPECT_EQ(table.size(), 0u);
}

}  // namespace
}  // namespace pkttest
