// DNS, its records and options, and names on the wire.
#include "protocols/dns.h"

#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

const RoundTrip rows[] = {
    {"DNSQR()", [] { return craft("DNSQR"); }, "03777777 07 6578616d706c65 03636f6d 00 0001 0001"},
    {"DNSQR(qname='.')",
     [] {
         return craft("DNSQR", {{"qname", "."}});
     },
     "00 0001 0001"},
    {"DNSRR(rrname='a', rdata='192.0.2.1')",
     [] {
         return craft("DNSRR", {{"rrname", "a"}, {"rdata", "192.0.2.1"}});
     },
     "0161 00 0001 0001 00000000 0004 c0000201"},
    {"DNSRR(rrname='a', type='AAAA', rdata='2001:db8::1')",
     [] {
         return craft("DNSRR", {{"rrname", "a"}, {"type", "AAAA"}, {"rdata", "2001:db8::1"}});
     },
     "0161 00 001c 0001 00000000 0010 20010db8000000000000000000000001"},
    {"DNSRR(rrname='a', type='TXT', rdata=[b'x', b'yz'])",
     [] {
         return craft("DNSRR", {{"rrname", "a"}, {"type", "TXT"}, {"rdata", List{Bytes{"x"}, Bytes{"yz"}}}});
     },
     "0161 00 0010 0001 00000000 0005 0178 02797a"},
    {"DNSRRMX(rrname='a', preference=1, exchange='b')",
     [] {
         return craft("DNSRRMX", {{"rrname", "a"}, {"preference", 1}, {"exchange", "b"}});
     },
     "0161 00 000f 0001 00000000 0005 0001 0162 00"},
    {"DNSRRSRV(rrname='a', port=5060, target='b')",
     [] {
         return craft("DNSRRSRV", {{"rrname", "a"}, {"port", 5060}, {"target", "b"}});
     },
     "0161 00 0021 0001 00000000 0009 0000 0000 13c4 0162 00"},
    {"DNSRRHINFO(rrname='a', cpu=b'C', os=b'OS')",
     [] {
         return craft("DNSRRHINFO", {{"rrname", "a"}, {"cpu", Bytes{"C"}}, {"os", Bytes{"OS"}}});
     },
     "0161 00 000d 0001 00000000 0005 0143 024f53"},
    {"DNSRRNSEC(rrname='a', nextname='b', typebitmaps=[1, 257])",
     [] {
         return craft("DNSRRNSEC", {{"rrname", "a"}, {"nextname", "b"}, {"typebitmaps", List{1, 257}}});
     },
     "0161 00 002f 0001 00000000 0009 0162 00 000140 010140"},
    {"DNSRROPT(rdata=[EDNS0TLV(optcode=3, optdata=b'id')])",
     [] {
         return craft("DNSRROPT",
                      {{"rdata", List{craft("EDNS0TLV", {{"optcode", 3}, {"optdata", Bytes{"id"}}})}}});
     },
     "00 0029 1000 00 00 8000 0006 0003 0002 6964"},
    {"EDNS0ClientSubnet(source_plen=20, address='192.0.2.0')",
     [] {
         return craft("EDNS0ClientSubnet", {{"source_plen", 20}, {"address", "192.0.2.0"}});
     },
     "0008 0007 0001 14 00 c00002"},
    {"LLMNRResponse(qd=[], an=[])", [] { return craft("LLMNRResponse"); }, "0000 8000 0000 0000 0000 0000"},
};

class DnsBuildsAndDissects : public testing::TestWithParam<RoundTrip> {};
TEST_P(DnsBuildsAndDissects, Row) { expect_round_trip(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Dns, DnsBuildsAndDissects, testing::ValuesIn(rows));

constexpr const char* compressed_answer =
    "0015 8180 0001 0002 0000 0000 07 6578616d706c65 03636f6d 00 0001 0001"
    "c00c 0001 0001 000000e1 0004 c0000250"
    "c00c 0005 0001 000000e1 0006 03777777 c00c";

const Layer element(const Value& list, std::size_t index) {
    const auto* reference = (*list.items())[index].as<LayerReference>();
    return (*reference->packet)[reference->index];
}

TEST(Dns, PointersAreFollowedFromTheMessagesStart) {
    const Packet answer = dissect("DNS", compressed_answer);
    const Value records = answer[0].get("an");
    ASSERT_EQ(records.items()->size(), 2u);
    EXPECT_EQ(element(records, 0).get("rrname"), Value(Bytes{"example.com."}));
    EXPECT_EQ(element(records, 0).get("rdata"), Value("192.0.2.80"));
    EXPECT_EQ(element(records, 1).get("rdata"), Value(Bytes{"www.example.com."}));
    EXPECT_EQ(summary(answer), "DNS Ans 192.0.2.80");
}

TEST(Dns, PointersOverTcpCountFromBehindTheLength) {
    const Packet query = craft("IP", {{"src", "192.0.2.1"}, {"dst", "192.0.2.2"}}) /
                         craft("TCP", {{"dport", 53}, {"sport", 40000}}) /
                         Packet::raw(std::string("\0\x3f", 2));
    Octets octets = query.build();
    const Octets message = from_hex(compressed_answer);
    octets.insert(octets.end(), message.begin(), message.end());
    octets[3] = static_cast<std::uint8_t>(octets.size());
    const Packet read = Packet::dissect(octets, *find_protocol("IP"));
    EXPECT_EQ(layers_of(read), "IP TCP DNS");
    EXPECT_EQ(read[2].integer("length"), message.size());
    EXPECT_EQ(element(read[2].get("an"), 1).get("rdata"), Value(Bytes{"www.example.com."}));
}

TEST(Dns, AnUpdateDeletesByRecordsWithoutData) {
    const Packet update = dissect("DNS",
                                  "0001 2800 0001 0000 0002 0000 017a 00 0006 0001"
                                  "0177 c00c 000d 00ff 00000000 0000"
                                  "0178 c00c 000f 00ff 00000000 0000");
    const Value records = update[0].get("ns");
    for (const std::size_t nth : {0u, 1u}) {
        const Layer record = element(records, nth);
        EXPECT_TRUE(record.is("DNSRR"));
        EXPECT_EQ(record.integer("rclass"), 255u);
        EXPECT_EQ(record.integer("rdlen"), 0u);
    }
    EXPECT_EQ(layers_of(dissect("DNSRR", "00 0029 1000 00000000 0000")), "DNSRROPT");
}

TEST(Dns, ARecordWhoseNameHasNoEndStaysRaw) {
    const std::string head = "0000 0100 0001 0000 0000 0000";
    const std::string tail = "0001 0001";
    const std::string names[] = {"c00c", "c0ff", "0161c00c", "40", "3f616263"};
    for (const std::string& name : names) {
        const Packet read = dissect("DNS", head + name + tail);
        EXPECT_EQ(layers_of(read), "DNS");
        const Value questions = read[0].get("qd");
        EXPECT_EQ(element(questions, 0).protocol().name, "Raw") << name;
        std::array<char, 256> buffer;
        EXPECT_EQ(protocols::first_question(read[0], buffer), "") << name;
        EXPECT_EQ(to_hex(read.build()), hex_without_blanks(head + name + tail));
    }
}

TEST(Dns, ANameOfMoreThan255OctetsIsNotRead) {
    std::string name;
    for (int i = 0; i < 5; ++i) name += "3f" + std::string(126, '6');
    const Packet read = dissect("DNS", "0000 0100 0001 0000 0000 0000" + name + "00 0001 0001");
    const Value questions = read[0].get("qd");
    EXPECT_EQ(element(questions, 0).protocol().name, "Raw");
}

TEST(Dns, CountsThatSayMoreThanThereIsLoseNoOctet) {
    const char* hex = "0000 0100 ffff ffff ffff ffff 0161 00 0001 0001 016200";
    const Packet read = dissect("DNS", hex);
    EXPECT_EQ(layers_of(read), "DNS");
    const Value questions = read[0].get("qd");
    ASSERT_EQ(questions.items()->size(), 2u);
    EXPECT_EQ(element(questions, 1).protocol().name, "Raw");
    EXPECT_EQ(to_hex(read.build()), hex_without_blanks(hex));
}

TEST(Dns, TheFirstQuestionIsReadWithoutAllocation) {
    const Packet read = dissect("DNS", compressed_answer);
    std::array<char, 256> buffer;
    EXPECT_EQ(protocols::first_question(read[0], buffer), "example.com.");
    std::array<char, 5> small;
    EXPECT_EQ(protocols::first_question(read[0], small), "");
}

TEST(Dns, AMessageAsksForSomethingByDefault) {
    EXPECT_EQ(
        to_hex(craft("DNS", {{"id", 15}}).build()),
        hex_without_blanks("000f 0100 0001 0000 0000 0000 03777777 07 6578616d706c65 03636f6d 00 0001 0001"));
}

TEST(Dns, PortsFollowFromTheMessage) {
    const Packet mdns = craft("UDP", {{"sport", 5353}, {"dport", 5353}}) / craft("DNS");
    EXPECT_EQ(summary(Packet::dissect(mdns.build(), *find_protocol("UDP"))),
              "UDP / mDNS Qry b'www.example.com.'");
    const Packet tcp = Packet::dissect((craft("TCP") / craft("DNS")).build(), *find_protocol("TCP"));
    EXPECT_EQ(tcp[0].integer("dport"), 53u);
    EXPECT_EQ(tcp[1].integer("length"), 33u);
    const Packet llmnr =
        Packet::dissect((craft("UDP") / craft("LLMNRResponse")).build(), *find_protocol("UDP"));
    EXPECT_EQ(layers_of(llmnr), "UDP LLMNRResponse");
}

TEST(Dns, AnAnswerHasTheQuestionsId) {
    const Packet query = craft("DNS", {{"id", 7}});
    EXPECT_TRUE(answers(craft("DNS", {{"id", 7}, {"qr", 1}}), query));
    EXPECT_FALSE(answers(craft("DNS", {{"id", 8}, {"qr", 1}}), query));
    EXPECT_FALSE(answers(craft("DNS", {{"id", 7}, {"qr", 0}}), query));
    EXPECT_EQ(hashret(query), hashret(craft("DNS", {{"id", 7}, {"qr", 1}})));
}

TEST(Dns, NamesThatDoNotFitAreRefused) {
    EXPECT_EQ(refusal("DNSQR", "qname", std::string(64, 'a') + ".example"),
              "a label of qname has 64 octets, 63 fit");
    EXPECT_EQ(refusal("DNSQR", "qname", "a..b"), "qname has an empty label: 'a..b'");
    EXPECT_EQ(refusal("DNSQR", "qname", 5), "qname takes a domain name, not integer 5");
    EXPECT_EQ(refusal("DNSQR", "qtype", "AAA"), "qtype has no value named 'AAA'");
    EXPECT_EQ(refusal("DNSRR", "rdata", 5), "rdata takes text, bytes or a list of them, not integer 5");
}

}  // namespace
}  // namespace pkttest
