// RTCP: goodbyes, messages of applications, feedback, extended reports, several packets in one datagram.
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
    {"RTCP(packet_type='BYE', sources=[1, 2])", "82cb0002 00000001 00000002"},
    {"RTCP(packet_type='BYE', sources=[1], reason=b'teardown', fill=b'\\x00\\x00\\x00')",
     "81cb0004 00000001 08746561 72646f77 6e000000"},
    {"RTCP(packet_type='BYE')", "80cb0000"},
    {"RTCP(packet_type='APP', count=3, sourcesync=1, name=b'ABCD', data=b'12345678')",
     "83cc0004 00000001 41424344 3132333435363738"},
    {"RTCP(packet_type=205, sourcesync=1, media_source=2, fci=[RTCPNack(pid=1, blp=0x8001), "
     "RTCPNack(pid=20)])",
     "81cd0004 00000001 00000002 00018001 00140000"},
    {"RTCP(packet_type=205, count=3, sourcesync=1, fci=[RTCPTmmbr(sourcesync=9, exponent=2, mantissa=5, "
     "overhead=40)])",
     "83cd0004 00000001 00000000 00000009 08000a28"},
    {"RTCP(packet_type=206, sourcesync=1, media_source=2)", "81ce0002 00000001 00000002"},
    {"RTCP(packet_type=206, count=2, fci=[RTCPSli(first=1, number=2, picture_id=3)])",
     "82ce0003 00000000 00000000 00080083"},
    {"RTCP(packet_type=206, count=4, fci=[RTCPFir(sourcesync=7, seq=9)])",
     "84ce0004 00000000 00000000 00000007 09000000"},
    {"RTCP(packet_type=206, count=7, fci=[RTCPVbcm(sourcesync=7, seq=9, payload_type=5, message=b'abcde')])",
     "87ce0006 00000000 00000000 00000007 09050005 61626364 65000000"},
    {"RTCP(packet_type=206, count=15, sourcesync=1, fci=[RTCPRemb(exponent=3, mantissa=6, sources=[8, 9])])",
     "8fce0006 00000001 00000000 52454d42 020c0006 00000008 00000009"},
    {"RTCP(packet_type=205, count=15, sourcesync=1, fci=[RTCPTwcc(base_seq=4, status_count=4, "
     "reference_time=-2, chunks=[0x2002, 0xb000], deltas=b'\\x01\\x02\\x03\\x04')])",
     "8fcd0006 00000001 00000000 00040004 fffffe00 2002b000 01020304"},
    {"RTCP(packet_type=207, sourcesync=1, xr_blocks=[RTCPXRLossRLE(sourcesync=2, begin_seq=3, end_seq=4, "
     "chunks=[0x4001, 0x8002, 0]), RTCPXRReceiptTimes(times=[5]), RTCPXRReferenceTime(ntp_timestamp=6), "
     "RTCPXRDLRR(delays=[RTCPXRDelay(sourcesync=7)]), RTCPXRBlock(type=200, data=b'abcd')])",
     "80cf0013 00000001"
     "01000004 00000002 00030004 40018002 00000000"
     "03000003 00000000 00000000 00000005"
     "04000002 00000000 00000006"
     "05000003 00000007 00000000 00000000"
     "c8000001 61626364"},
    {"RTCP(packet_type=207, xr_blocks=[RTCPXRStatistics(flags='losses+jitter', hops=1, lost_packets=2)])",
     "80cf000b 00000000 06a80009 00000000 00000000 00000002 00000000"
     "00000000 00000000 00000000 00000000 00000000"},
    {"RTCP(packet_type=207, xr_blocks=[RTCPXRVoIPMetrics(sourcesync=1, signal_level=-20)])",
     "80cf000a 00000000 07000008 00000001 00000000 00000000 00000000 ec7f7f10 7f7f7f7f 00000000 00000000"},
    {"RTCP(packet_type=201, sourcesync=1)/RTCP(packet_type=206, sourcesync=1)/"
     "RTCP(packet_type=203, sources=[1])",
     "80c90001 00000001 81ce0002 00000001 00000000 81cb0001 00000001"},
};
TEST(Rtcp, BuildsAndDissects) {
    for (const Row& row : rows) {
        const Packet built = packet_of(row.expression);
        EXPECT_EQ(to_hex(built.build()), hex_without_blanks(row.hex)) << row.expression;
        Packet read = dissect("RTCP", row.hex);
        EXPECT_EQ(layers_of(read), layers_of(built)) << row.expression;
        EXPECT_EQ(read.malformed(), "") << row.expression;
        read.clear_cache();
        EXPECT_EQ(to_hex(read.build()), hex_without_blanks(row.hex)) << row.expression;
    }
}

TEST(Rtcp, FeedbackOfAnotherFormatKeepsItsOctets) {
    const Packet read = dissect("RTCP", "8ccd0003 00000001 00000002 01020304");
    EXPECT_EQ(represent(read[0].get("fci")), "[RTCPFeedback(data=b'\\x01\\x02\\x03\\x04')]");
    EXPECT_EQ(dissect("RTCP", "81cd0002 00000001 00000002")[0].text("count"), "Generic NACK");
}

TEST(Rtcp, FillingIsNoData) {
    const Packet read = dissect("RTCP", "a0cc0004 00000001 41424344 31323334 00000004");
    EXPECT_EQ(represent(read[0].get("data")), "b'1234'");
    EXPECT_EQ(represent(read[0].get("fill")), "b'\\x00\\x00\\x00\\x04'");
}

TEST(Rtcp, CutAnywhereLosesNoOctet) {
    for (const Row& row : rows) expect_no_octet_lost("RTCP", row.hex);
}

}  // namespace
}  // namespace pkttest
