// BOOTP: fixed octets that may be cut, the vendor area, requests and their answers.
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

TEST(Bootp, BuildsItsFixedOctets) {
    const Octets built =
        craft("BOOTP", {{"xid", 1}, {"flags", "B"}, {"chaddr", "02:00:00:00:00:01"}}).build();
    ASSERT_EQ(built.size(), 236u);
    EXPECT_EQ(to_hex(Octets(built.begin(), built.begin() + 36)),
              hex_without_blanks("01010600 00000001 0000 8000 00000000 00000000 00000000 00000000"
                                 "0200000000010000"));
}

TEST(Bootp, WithoutTheCookieTheVendorAreaIsOctets) {
    Octets octets = craft("BOOTP").build();
    for (const char c : std::string("vend")) octets.push_back(static_cast<std::uint8_t>(c));
    const Packet read = Packet::dissect(octets, *find_protocol("BOOTP"));
    EXPECT_EQ(layers_of(read), "BOOTP");
    EXPECT_EQ(read[0].get("options"), Value(Bytes{"vend"}));
}

TEST(Bootp, ACutPacketKeepsWhatIsThere) {
    Octets octets = craft("BOOTP", {{"sname", Bytes{"server"}}}).build();
    octets.resize(28 + 16 + 6);
    const Packet read = Packet::dissect(octets, *find_protocol("BOOTP"));
    EXPECT_EQ(layers_of(read), "BOOTP");
    EXPECT_EQ(read[0].get("sname"), Value(Bytes{"server"}));
    EXPECT_EQ(read[0].get("file"), Value(Bytes{""}));
    EXPECT_EQ(read.build(), octets);
    octets.resize(27);
    EXPECT_EQ(layers_of(Packet::dissect(octets, *find_protocol("BOOTP"))), "Raw");
}

TEST(Bootp, AnAnswerHasTheRequestsTransaction) {
    const Packet request = craft("BOOTP", {{"xid", 0x01020304}});
    EXPECT_TRUE(answers(craft("BOOTP", {{"op", 2}, {"xid", 0x01020304}}), request));
    EXPECT_FALSE(answers(craft("BOOTP", {{"op", 2}, {"xid", 5}}), request));
    EXPECT_EQ(hashret(request), "\x01\x02\x03\x04");
}

TEST(Bootp, OctetsThatDoNotFitAreRefused) {
    EXPECT_EQ(refusal("BOOTP", "chaddr", std::string(17, 'x')), "chaddr has 16 octets, 17 do not fit");
    EXPECT_EQ(refusal("BOOTP", "op", "REQUEST"), "op has no value named 'REQUEST'");
}

}  // namespace
}  // namespace pkttest
