// sFlow, syslog, NetBIOS and Diameter: nested records, headers in text, names, AVPs by name.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Row {
    const char* expression;
    const char* hex;
};
const Row rows[] = {
    {"SFlow(agent='192.0.2.1', samples=[SFlowFlowSample(source_index=3, "
     "records=[SFlowRawHeader(frame_length=64, "
     "header=Ether(dst='02:00:00:00:00:02', src='02:00:00:00:00:01', type=0x9000)/Raw(load=b'x'))])])",
     "00000005 00000001 c0000201 00000000 00000000 00000000 00000001"
     "00000001 00000048 00000000 00000003 00000001 00000000 00000000 00000000 00000000 00000001"
     "00000001 00000020 00000001 00000040 00000000 0000000f 020000000002 020000000001 9000 78 00"},
    {"SFlow(address_type='IPv6', agent='2001:db8::1', samples=[SFlowCounterSample(records=["
     "SFlowProcessorCounters(cpu_5s=1)])])",
     "00000005 00000002 20010db8000000000000000000000001 00000000 00000000 00000000 00000001"
     "00000002 00000030 00000000 00000000 00000001"
     "000003e9 0000001c 00000001 00000000 00000000 0000000000000000 0000000000000000"},
    {"Syslog(priority='auth.crit', message=b'su: failed')", "3c33343e 73753a206661696c6564"},
    {"SyslogRFC5424(priority=165, hostname='h', app_name='a', structured_data='[x y=\"]\"]', message='m')",
     "3c3136353e 3120 2d20 6820 6120 2d20 2d20 5b7820793d225d225d 206d"},
    {"SyslogRFC5424()", "3c31333e 3120 2d20 2d20 2d20 2d20 2d20 2d"},
    {"NBNSHeader(NAME_TRN_ID=1)/NBNSQueryRequest(QUESTION_NAME='AB')",
     "0001 0110 0001 0000 0000 0000 20 45424543 4341434143414341434143414341434143414341434143414341 4141 00 "
     "0020 0001"},
};
TEST(Management, BuildsAndDissects) {
    for (const Row& row : rows) {
        const Packet built = packet_of(row.expression);
        EXPECT_EQ(to_hex(built.build()), hex_without_blanks(row.hex)) << row.expression;
        Packet read = dissect(built[0].is("SyslogRFC5424") ? "Syslog" : built[0].protocol().name, row.hex);
        EXPECT_EQ(layers_of(read), layers_of(built));
        EXPECT_EQ(read.malformed(), "") << row.expression;
        read.clear_cache();
        EXPECT_EQ(to_hex(read.build()), hex_without_blanks(row.hex)) << row.expression;
    }
}

struct Reading {
    const char* hex;
    const char* layers;
    const char* message;
};
const Reading messages[] = {
    {"6e6f207072696f72697479", "Syslog", "b'no priority'"},
    {"3c3139323e78", "Syslog", "b'<192>x'"},
    {"3c3030373e78", "Syslog", "b'<007>x'"},
    {"3c373e78", "Syslog", "b'x'"},
    {"3c373e3120202020202020", "Syslog", "b'1       '"},
    {"3c373e3120612062206320642065205b78", "Syslog", "b'1 a b c d e [x'"},
    {"3c373e31206120622063206420652066202d206d", "Syslog", "b'1 a b c d e f - m'"},
    {"3c373e3120612062206320642065202d206d", "SyslogRFC5424", "b'm'"},
};
TEST(Management, SyslogWithoutAHeaderIsFree) {
    for (const Reading& row : messages) {
        Packet read = dissect("Syslog", row.hex);
        EXPECT_EQ(layers_of(read), row.layers) << row.hex;
        EXPECT_EQ(represent(read[0].get("message")), row.message);
        read.clear_cache();
        EXPECT_EQ(to_hex(read.build()), hex_without_blanks(row.hex));
    }
    EXPECT_EQ(refusal("Syslog", "priority", 192), "192 is no priority");
    EXPECT_EQ(summary(dissect("Syslog", "3c33343e78")), "Syslog auth.crit");
}

TEST(Management, NetBiosNamesAreLetters) {
    EXPECT_EQ(refusal("NBNSQueryRequest", "QUESTION_NAME", "SIXTEENCHARACTER"),
              "QUESTION_NAME has at most 15 characters, 16 do not fit");
    const Packet built = packet_of("NBNSQueryRequest(QUESTION_NAME='PC')");
    Packet read = Packet::dissect(built.build(), *find_protocol("NBNSQueryRequest"));
    EXPECT_EQ(read[0].get("QUESTION_NAME"), Value(Bytes{"PC"}));
    Octets strange = built.build();
    strange[1] = 0xff;
    read = Packet::dissect(strange, *find_protocol("NBNSQueryRequest"));
    read.clear_cache();
    EXPECT_EQ(read.build(), strange);
}

TEST(Management, DiameterIsWrittenByName) {
    const Packet built = packet_of(
        "DiamReq('Capabilities-Exchange', drHbHId=1, avpList=[AVP('Host-IP-Address', val='192.0.2.1'), "
        "AVP('Vendor-Id', val=0), AVP('Product-Name', val='p'), AVP('Vendor-Specific-Application-Id', "
        "val=[AVP('Auth-Application-Id', val=4)])])");
    EXPECT_EQ(to_hex(built.build()),
              hex_without_blanks("01000050 80000101 00000000 00000001 00000000"
                                 "00000101 4000000e 0001c0000201 0000 0000010a 4000000c 00000000"
                                 "0000010d 00000009 70 000000 00000104 40000014 00000102 4000000c 00000004"));
    const Packet read = Packet::dissect(built.build(), *find_protocol("DiamG"));
    const Value list = read[0].get("avpList");
    ASSERT_NE(list.items(), nullptr);
    EXPECT_EQ(list.items()->size(), 4u);
    EXPECT_EQ(refusal("AVP", "avpId", "Resutl-Code"), "avpId knows no 'Resutl-Code'");
}

TEST(Management, DiameterNumbersAreZeroUnlessWritten) {
    EXPECT_EQ(to_hex(packet_of("AVP('Disconnect-Cause')").build()), "000001114000000c00000000");
    EXPECT_EQ(to_hex(packet_of("AVP('Origin-Host')").build()), "0000010840000008");
}

TEST(Management, DiameterAnswersByHop) {
    const Packet request = packet_of("DiamG(drFlags=0x80, drCode=280, drHbHId=5)"),
                 answer = packet_of("DiamG(drCode=280, drHbHId=5)"),
                 other = packet_of("DiamG(drCode=280, drHbHId=6)");
    EXPECT_TRUE(answers(answer[0], request[0]));
    EXPECT_FALSE(answers(other[0], request[0]));
    EXPECT_FALSE(answers(request[0], request[0]));
}

}  // namespace
}  // namespace pkttest
