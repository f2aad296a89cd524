// Which packets answer which, where no field of one layer tells it: quotes in ICMPv6 errors, extension
// headers on either side, Bluetooth's events and signals.
#include "expression.h"
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

bool answers(const std::string& answer, const std::string& request) {
    const auto received = [](const std::string& expression) {
        const Packet crafted = packet_of(expression);
        return Packet::dissect(crafted.build(), crafted[0].protocol());
    };
    const Packet crafted = packet_of(request);
    const bool out = pkttest::answers(received(answer), crafted);
    EXPECT_EQ(out, pkttest::answers(received(answer), received(request))) << answer << " " << request;
    return out;
}

const std::string there = "IPv6(src='2001:db8::1', dst='2001:db8::2')",
                  back = "IPv6(src='2001:db8::2', dst='2001:db8::1')";

std::string error(const std::string& quoted) {
    return "IPv6(src='2001:db8::9', dst='2001:db8::1')/ICMPv6TimeExceeded()/IPerror6(src='2001:db8::1', "
           "dst='2001:db8::2')/" +
           quoted;
}

TEST(Answers, AnErrorOfIcmpv6AnswersWhatItQuotes) {
    EXPECT_TRUE(answers(error("ICMPv6EchoRequest(id=1, seq=2)"), there + "/ICMPv6EchoRequest(id=1, seq=2)"));
    EXPECT_FALSE(answers(error("ICMPv6EchoRequest(id=1, seq=3)"), there + "/ICMPv6EchoRequest(id=1, seq=2)"));
    EXPECT_FALSE(answers(error("ICMPv6EchoReply(id=1, seq=2)"), there + "/ICMPv6EchoRequest(id=1, seq=2)"));
    EXPECT_TRUE(
        answers(error("UDPerror(sport=5, dport=9)/Raw('ab')"), there + "/UDP(sport=5, dport=9)/'ab'"));
    EXPECT_FALSE(
        answers(error("UDPerror(sport=6, dport=9)/Raw('ab')"), there + "/UDP(sport=5, dport=9)/'ab'"));
    EXPECT_TRUE(answers(error("TCPerror(sport=5, dport=9, options=[('MSS', 1220)])"),
                        there + "/TCP(sport=5, dport=9, options=[('MSS', 1460)])"));
    EXPECT_FALSE(answers(error("TCPerror(sport=5, dport=9, seq=1)"), there + "/TCP(sport=5, dport=9)"));
}

TEST(Answers, ExtensionHeadersOfARequestAreLookedBehind) {
    const std::string reply = back + "/ICMPv6EchoReply(id=1)", request = "ICMPv6EchoRequest(id=1)";
    EXPECT_TRUE(answers(reply, there + "/IPv6ExtHdrRouting()/" + request));
    EXPECT_TRUE(answers(reply, there + "/IPv6ExtHdrFragment()/" + request));
    EXPECT_FALSE(answers(back + "/ICMPv6EchoReply(id=2)", there + "/IPv6ExtHdrRouting()/" + request));
    EXPECT_FALSE(answers(back.substr(0, back.size() - 1) + ", nh=254)/Raw('x')", there + "/" + request));
}

TEST(Answers, AnEventAnswersTheCommandThatItNames) {
    const std::string reset = "HCI_Hdr(type=1)/HCI_Command_Hdr()/HCI_Cmd_Reset()",
                      event = "HCI_Hdr(type=4)/HCI_Event_Hdr()/";
    EXPECT_TRUE(answers(event + "HCI_Event_Command_Complete(opcode=0x0c03)", reset));
    EXPECT_TRUE(answers(event + "HCI_Event_Command_Status(opcode=0x0c03)", reset));
    EXPECT_FALSE(answers(event + "HCI_Event_Command_Complete(opcode=0x0c05)", reset));
    EXPECT_FALSE(answers(reset, reset));
    const std::string connect = "HCI_Hdr(type=1)/HCI_Command_Hdr()/HCI_Cmd_LE_Create_Connection(",
                      complete = event + "HCI_Event_LE_Meta()/HCI_LE_Meta_Connection_Complete(";
    EXPECT_TRUE(answers(complete + "paddr='02:00:00:00:00:01')", connect + "paddr='02:00:00:00:00:01')"));
    EXPECT_FALSE(answers(complete + "paddr='02:00:00:00:00:02')", connect + "paddr='02:00:00:00:00:01')"));
}

TEST(Answers, ASignalAnswersTheRequestWithItsIdentifier) {
    const std::string head = "HCI_Hdr(type=2)/HCI_ACL_Hdr()/L2CAP_Hdr(cid=1)/L2CAP_CmdHdr(id=";
    EXPECT_TRUE(answers(head + "3)/L2CAP_ConnResp(scid=5)", head + "3)/L2CAP_ConnReq(scid=5)"));
    EXPECT_FALSE(answers(head + "3)/L2CAP_ConnResp(scid=6)", head + "3)/L2CAP_ConnReq(scid=5)"));
    EXPECT_FALSE(answers(head + "4)/L2CAP_ConnResp(scid=5)", head + "3)/L2CAP_ConnReq(scid=5)"));
    EXPECT_TRUE(answers(head + "3, code=1)", head + "3)/L2CAP_ConnReq(scid=5)"));
    EXPECT_TRUE(answers(head + "3)/L2CAP_InfoResp(type=2)", head + "3)/L2CAP_InfoReq(type=2)"));
    EXPECT_FALSE(answers(head + "3)/L2CAP_InfoReq()", head + "3)/L2CAP_InfoReq()"));
}

}  // namespace
}  // namespace pkttest
