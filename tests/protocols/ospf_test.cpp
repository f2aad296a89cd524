// OSPF: automatic lengths and both checksums, link-local signalling, acknowledgements, hostile input.
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

Packet update_of(std::string_view header, std::string_view update, std::string_view lsa) {
    return craft(header, {{"src", "192.0.2.1"}}) / craft(update, {{"lsalist", List{Value(craft(lsa))}}});
}

TEST(Ospf, AnLsaFillsItsLengthAndChecksum) {
    const Octets built = craft("OSPF_Network_LSA", {{"routerlist", List{"192.0.2.1", "192.0.2.2"}}}).build();
    const Packet read = Packet::dissect(built, *find_protocol("OSPF_BaseLSA"));
    EXPECT_EQ(layers_of(read), "OSPF_Network_LSA");
    EXPECT_EQ(read[0].integer("len"), 32u);
    std::uint32_t first = 0, second = 0;
    for (std::size_t i = 2; i < built.size(); ++i) second += first += built[i];
    EXPECT_EQ(first % 255, 0u) << "Fletcher's sums over all but the age are 0 (RFC 2328 12.1.7)";
    EXPECT_EQ(second % 255, 0u);
}

TEST(Ospf, LinkLocalSignallingIsNotCounted) {
    const Packet hello = craft("OSPF_Hdr") / craft("OSPF_Hello", {{"options", 0x12}});
    const std::uint64_t alone = Packet::dissect(hello.build(), *find_protocol("OSPF_Hdr"))[0].integer("len");
    const Packet both =
        hello / craft("OSPF_LLS_Hdr", {{"llstlv", List{Value(craft("LLS_Extended_Options"))}}});
    const Packet read = Packet::dissect(both.build(), *find_protocol("OSPF_Hdr"));
    EXPECT_EQ(layers_of(read), "OSPF_Hdr OSPF_Hello OSPF_LLS_Hdr");
    EXPECT_EQ(read[0].integer("len"), alone);
    EXPECT_EQ(read[2].integer("len"), 3u);
}

void expect_acknowledged(const char* header, const char* update, const char* lsa, const char* acknowledgement,
                         const char* lsa_header) {
    const Packet sent = update_of(header, update, lsa);
    const auto said = [&](std::uint32_t sequence) {
        const Value named(craft(lsa_header, {{"seq", sequence}}));
        return craft(header) / craft(acknowledgement, {{"lsaheaders", List{named}}});
    };
    EXPECT_TRUE(answers(said(0x80000001), sent)) << header;
    EXPECT_FALSE(answers(said(0x80000002), sent)) << header;
}

TEST(Ospf, AnAcknowledgementAnswersItsUpdate) {
    expect_acknowledged("OSPF_Hdr", "OSPF_LSUpd", "OSPF_Router_LSA", "OSPF_LSAck", "OSPF_LSA_Hdr");
    expect_acknowledged("OSPFv3_Hdr", "OSPFv3_LSUpd", "OSPFv3_Router_LSA", "OSPFv3_LSAck", "OSPFv3_LSA_Hdr");
}

TEST(Ospf, CountsThatLieLoseNothing) {
    Packet sent = update_of("OSPF_Hdr", "OSPF_LSUpd", "OSPF_Router_LSA");
    Octets octets = sent.build();
    octets[24 + 3] = 200;           // lsacount
    octets[24 + 4 + 19] = 255;      // the LSA's length
    octets[24 + 4 + 20 + 3] = 255;  // its links
    const Packet read = Packet::dissect(octets, *find_protocol("OSPF_Hdr"));
    EXPECT_EQ(layers_of(read), "OSPF_Hdr OSPF_LSUpd");
    EXPECT_EQ(read.build(), octets);
    EXPECT_NE(show(read), "");
}

TEST(Ospf, APrefixTakesWordsOfItsLength) {
    const Packet lsa = craft("OSPFv3_Inter_Area_Prefix_LSA", {{"prefix", "2001:db8:1::/48"}});
    EXPECT_EQ(to_hex(lsa.build()).substr(48), "3000000020010db800010000");
    EXPECT_EQ(refusal("OSPFv3_Inter_Area_Prefix_LSA", "prefix", "2001:db8::"),
              "prefix takes a prefix, not '2001:db8::'");
}

}  // namespace
}  // namespace pkttest
