// DCCP: headers of every type, short and long sequence numbers, options, checksums, answers.
#include "framework/packet/text.h"
#include "tests/packet/crafting.h"
#include "tests/protocols/cut.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Row {
    const char* expression;
    const char* hex;
};
const Row rows[] = {
    {"DCCP(sport=1, dport=2, chksum=0, seq=3, service=0x44495343)",
     "0001 0002 05 00 0000 01 00 000000000003 44495343"},
    {"DCCP(sport=1, dport=2, chksum=0, type='Response', seq=3, ack=4, service=5)",
     "0001 0002 07 00 0000 03 00 000000000003 0000 000000000004 00000005"},
    {"DCCP(sport=1, dport=2, chksum=0, type='Data', x=0, ccval=3, seq=0x010203)/'ab'",
     "0001 0002 03 30 0000 04 010203 6162"},
    {"DCCP(sport=1, dport=2, chksum=0, type='Ack', x=0, seq=3, ack=4)",
     "0001 0002 04 00 0000 06 000003 00 000004"},
    {"DCCP(sport=1, dport=2, chksum=0, type='DataAck', seq=3, ack=4, options=[DCCPAckVector(cells=[0x40, "
     "0xc3]), DCCPOption(type='Slow Receiver'), DCCPTimestamp(timestamp=9)])/'ab'",
     "0001 0002 09 00 0000 09 00 000000000003 0000 000000000004 26044"
     "0c3 02 290600000009 00 6162"},
    {"DCCP(sport=1, dport=2, chksum=0, type='Reset', seq=3, ack=4, code='Closed', data1=7)",
     "0001 0002 07 00 0000 0f 00 000000000003 0000 000000000004 01070000"},
    {"DCCP(sport=1, dport=2, chksum=0, type='Sync', seq=3, ack=4, options=[DCCPFeature(type='Change R', "
     "feature='Congestion Control ID', values=[2, 3]), DCCPTimestampEcho(length=8, timestamp=1, elapsed=2), "
     "DCCPElapsedTime(length=6, elapsed=3), DCCPOption(type='Init Cookie', value=b'cook'), "
     "DCCPDataChecksum(checksum=0x01020304), DCCPDataDropped(blocks=[0x83])])",
     "0001 0002 0f 00 0000 11 00 000000000003 0000 000000000004 2205010203 2a08000000010002"
     "2b0600000003 2406636f6f6b 2c0601020304 280383 0000"},
};
TEST(Dccp, BuildsAndDissects) {
    for (const Row& row : rows) {
        const Packet built = packet_of(row.expression);
        EXPECT_EQ(to_hex(built.build()), hex_without_blanks(row.hex)) << row.expression;
        Packet read = dissect("DCCP", row.hex);
        EXPECT_EQ(layers_of(read), layers_of(built)) << row.expression;
        EXPECT_EQ(read.malformed(), "") << row.expression;
        read.clear_cache();
        EXPECT_EQ(to_hex(read.build()), hex_without_blanks(row.hex)) << row.expression;
    }
}

TEST(Dccp, TheChecksumCoversWhatTheHeaderSays) {
    const auto sum = [](const char* coverage, const char* data) {
        const Packet built = packet_of("IP(src='192.0.2.1', dst='192.0.2.2')/DCCP(type='Data', cscov=" +
                                       std::string(coverage) + ")/'" + data + "'");
        return Packet::dissect(built.build(), *find_protocol("IP"))[1].integer("chksum");
    };
    EXPECT_NE(sum("0", "abcdefgh"), sum("0", "abcdefgH"));
    EXPECT_EQ(sum("1", "abcdefgh"), sum("1", "Abcdefgh"));
    EXPECT_EQ(sum("2", "abcdefgh"), sum("2", "abcdEfgh"));
    EXPECT_NE(sum("2", "abcdefgh"), sum("2", "abcDefgh"));
}

TEST(Dccp, AnAnswerComesFromTheOtherPort) {
    const Packet request = packet_of("DCCP(sport=1, dport=2)"),
                 response = packet_of("DCCP(sport=2, dport=1, type=1)");
    EXPECT_TRUE(answers(response[0], request[0]));
    EXPECT_FALSE(answers(request[0], request[0]));
    EXPECT_EQ(hashret(request), hashret(response));
    EXPECT_EQ(summary(packet_of("IP(src='192.0.2.1', dst='192.0.2.2')/DCCP(sport=1, dport=2)")),
              "IP / DCCP 192.0.2.1:1 > 192.0.2.2:2 Request");
}

TEST(Dccp, CutAnywhereLosesNoOctet) {
    for (const Row& row : rows) expect_no_octet_lost("DCCP", row.hex);
}

}  // namespace
}  // namespace pkttest
