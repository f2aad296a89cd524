// ONC RPC, TACACS+ and RTCP: lengths, records, arguments, several packets in one datagram.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Row {
    const char* expression;
    const char* hex;
};
const Row rows[] = {
    {"RPC(xid=1)/RPC_Call(program=100003, procedure=1, a_unix=Auth_Unix(mname=Object_Name(_name=b'abcde'), "
     "auxgids=[7]))",
     "00000001 00000000 00000002 000186a3 00000003 00000001 00000001 00000020"
     "00000000 00000005 6162636465000000 00000000 00000000 00000001 00000007 00000000 00000000"},
    {"RPC(xid=1)/RPC_Call(aflavor=3, a_data=b'abcd')",
     "00000001 00000000 00000002 000186a3 00000003 00000000 00000003 00000004 61626364 00000000 00000000"},
    {"RPC(xid=1)/RPC_Call(aflavor=0)/GETPORT_Call(prog=100003, vers=3, prot='UDP')",
     "00000001 00000000 00000002 000186a0 00000002 00000003 00000000 00000000 00000000 00000000"
     "000186a3 00000003 00000011 00000000"},
    {"TacacsHeader(seq=1, flags=1, session_id=2)/TacacsAuthenticationStart(user=b'u', port=b'tty', "
     "data=b'd')",
     "c0010101 00000002 0000000d 01010101 01030001 75 747479 64"},
    {"TacacsHeader(flags=1)/TacacsAuthorizationRequest(user=b'u', arg_len_list=[2, 3])/"
     "TacacsPacketArguments(data=b'ab')/TacacsPacketArguments(data=b'cde')",
     "c0020101 00000000 00000010 00010101 01000002 0203 75 6162 636465"},
    {"RTCP(packet_type=201, sourcesync=1, report_blocks=[ReceptionReport(sourcesync=2)])/"
     "RTCP(packet_type=202, sdes_chunks=[SDESChunk(sourcesync=1, items=[SDESItem(chunk_type='CNAME', "
     "value=b'ab')], pad=b'\\x00\\x00\\x00\\x00')])",
     "81c90007 00000001 00000002 00000000 00000000 00000000 00000000 00000000"
     "81ca0003 00000001 01026162 00000000"},
};
TEST(RemoteCalls, BuildAndDissect) {
    for (const Row& row : rows) {
        const Packet built = packet_of(row.expression);
        EXPECT_EQ(to_hex(built.build()), hex_without_blanks(row.hex)) << row.expression;
        Packet read = dissect(built[0].protocol().name, row.hex);
        EXPECT_EQ(layers_of(read), layers_of(built));
        EXPECT_EQ(read.malformed(), "") << row.expression;
        read.clear_cache();
        EXPECT_EQ(to_hex(read.build()), hex_without_blanks(row.hex)) << row.expression;
    }
}

TEST(RemoteCalls, ARecordOverTcpHoldsACall) {
    const Packet built = packet_of("TCP(sport=40000, dport=111)/RM_Header()/RPC(xid=1)/RPC_Call(aflavor=0)");
    const Packet read = Packet::dissect(built.build(), *find_protocol("TCP"));
    EXPECT_EQ(layers_of(read), "TCP RM_Header RPC RPC_Call");
    EXPECT_EQ(represent(read[1].get("rm")), represent(Value(0x80000028)));
}

TEST(RemoteCalls, RepliesAnswerTheirCalls) {
    const Packet call = packet_of("RPC(xid=5)/RPC_Call()"),
                 reply = packet_of("RPC(xid=5, mtype=1)/RPC_Reply()"),
                 other = packet_of("RPC(xid=6, mtype=1)/RPC_Reply()");
    EXPECT_TRUE(answers(reply[0], call[0]));
    EXPECT_FALSE(answers(other[0], call[0]));
    EXPECT_FALSE(answers(call[0], call[0]));
    EXPECT_EQ(hashret(reply), hashret(call));
    EXPECT_TRUE(answers(packet_of("TacacsHeader(seq=2)")[0], packet_of("TacacsHeader(seq=1)")[0]));
    EXPECT_FALSE(answers(packet_of("TacacsHeader(seq=3)")[0], packet_of("TacacsHeader(seq=1)")[0]));
}

TEST(RemoteCalls, BodiesOfAnotherSecretStayOctets) {
    EXPECT_EQ(layers_of(dissect("TacacsHeader", "c0010100 00000002 00000008 01020304 05060708")),
              "TacacsHeader Raw");
}

}  // namespace
}  // namespace pkttest
