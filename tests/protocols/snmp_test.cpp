// SNMP: types of values, version 3 in clear and encrypted, answers, hostile BER.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Row {
    const char* expression;
    const char* hex;
};
const Row rows[] = {
    {"SNMP(version=0, community='c', PDU=SNMPtrapv1(enterprise='1.3.6.1', agent_addr='192.0.2.1', "
     "generic_trap=3, time_stamp=256))",
     "301f 020100 040163 a417 06032b0601 4004c0000201 020103 020100 43020100 3000"},
    {"SNMP(community='c', PDU=SNMPreport(id=5))", "3013 020101 040163 a80b 020105 020100 020100 3000"},
    {"SNMP(PDU=SNMPbulk(id=128, max_repetitions=10, varbindlist=[SNMPvarbind(oid='1.3.6.1.2', "
     "value=ASN1_COUNTER32(4294967295))]))",
     "3028 020101 04067075626c6963 a51b 02020080 020100 02010a 300f 300d 06042b060102 410500ffffffff"},
    {"SNMPv3(header=SNMPv3Header(id=1), security=SNMPv3USM(user='u'), "
     "data=SNMPv3ScopedPDU(PDU=SNMPget(id=2)))",
     "3039 020103 300e 020101 020300ffe3 040104 020103 0411 300f 0400 020100 020100 040175 0400 0400"
     "3011 0400 0400 a00b 020102 020100 020100 3000"},
    {"SNMPv3(header=SNMPv3Header(id=1, flags=b'\\x07'), data=ASN1_STRING(b'secret'))",
     "302d 020103 300e 020101 020300ffe3 040107 020103 0410 300e 0400 020100 020100 0400 0400 0400"
     "0406 736563726574"},
    {"SNMP(PDU=SNMPget(id=2, varbindlist=[SNMPvarbind(oid='1.3', value=ASN1_BADTAG(val=b'0\\x00'))]))",
     "301f 020101 04067075626c6963 a012 020102 020100 020100 3007 3005 06012b 3000"},
};
TEST(Snmp, BuildsAndDissects) {
    for (const Row& row : rows) {
        const Packet built = packet_of(row.expression);
        std::string hex = hex_without_blanks(row.hex);
        EXPECT_EQ(to_hex(built.build()), hex) << row.expression;
        Packet read = Packet::dissect(built.build(), *find_protocol("SNMP"));
        EXPECT_EQ(layers_of(read), layers_of(built));
        read.clear_cache();
        EXPECT_EQ(read.build(), built.build()) << row.expression;
    }
}

TEST(Snmp, SecurityParametersAreALayerWhereTheyCanBeRead) {
    const Packet read =
        Packet::dissect(packet_of("SNMPv3(security=SNMPv3USM(user='me'))").build(), *find_protocol("SNMP"));
    EXPECT_NE(represent(read[0].get("security")).find("user=b'me'"), std::string::npos);
    const Packet other =
        Packet::dissect(packet_of("SNMPv3(security=b'other')").build(), *find_protocol("SNMP"));
    EXPECT_EQ(other[0].get("security"), Value(Bytes{"other"}));
}

TEST(Snmp, AResponseHasTheIdentifierOfItsRequest) {
    const Packet get = packet_of("SNMP(PDU=SNMPget(id=7))"),
                 response = packet_of("SNMP(PDU=SNMPresponse(id=7))"),
                 other = packet_of("SNMP(PDU=SNMPresponse(id=8))");
    EXPECT_TRUE(answers(response[0], get[0]));
    EXPECT_FALSE(answers(other[0], get[0]));
    EXPECT_FALSE(answers(get[0], get[0]));
    EXPECT_TRUE(answers(packet_of("SNMPv3(header=SNMPv3Header(id=3))")[0],
                        packet_of("SNMPv3(header=SNMPv3Header(id=3))")[0]));
}

/// Each is what Scapy 2.5 writes.
TEST(Snmp, ValuesAreShownWithTheirTypes) {
    const Packet message = packet_of(
        "SNMP(version=1, community='c', PDU=SNMPtrapv1(agent_addr='192.0.2.1', time_stamp=99, varbindlist=["
        "SNMPvarbind(oid='1.3.6', value=ASN1_COUNTER32(7)), SNMPvarbind(oid='1.3.6', value=-5), "
        "SNMPvarbind(oid='1.3.6'), SNMPvarbind(oid='1.3.6', value=ASN1_STRING('a'))]))");
    EXPECT_EQ(message[0].text("version"), "'v2c' 0x1 <ASN1_INTEGER[1]>");
    EXPECT_EQ(message[0].text("community"), "<ASN1_STRING[b'c']>");
    const std::string shown = show(message);
    for (const char* line : {"agent_addr= <ASN1_IPADDRESS['192.0.2.1']>\n",
                             "time_stamp= 0x63 <ASN1_TIME_TICKS[99]>\n", "oid       = <ASN1_OID['.1.3.6']>\n",
                             "value     = 0x7 <ASN1_COUNTER32[7]>\n", "value     = -0x5 <ASN1_INTEGER[-5]>\n",
                             "value     = <ASN1_NULL[0]>\n", "value     = <ASN1_STRING[b'a']>\n"})
        EXPECT_NE(shown.find(line), std::string::npos) << line << shown;
}

/// Lengths that run over, types that do not fit: Raw, never a crash.
const char* const hostile[] = {"30",
                               "3080020101",
                               "3084ffffffff020101",
                               "30030201",
                               "3005020101040a",
                               "30050201013000",
                               "30100201010406707562ff30300203",
                               "300a020103300302010104",
                               "301f020101040670756200000000"};
TEST(Snmp, HostileOctetsAreRaw) {
    for (const char* hex : hostile) EXPECT_EQ(layers_of(dissect("SNMP", hex)), "Raw") << hex;
}

}  // namespace
}  // namespace pkttest
