// HTTP, SIP, MGCP, NetBIOS and SMB where the vectors do not reach: headers in any order, counted payloads,
// answers.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

std::string text_of(const Octets& octets) { return {octets.begin(), octets.end()}; }
Packet read(std::string_view first, std::string_view text) {
    return Packet::dissect(Octets(text.begin(), text.end()), *find_protocol(first));
}

TEST(Http, HeadersAreFoundInAnyOrderAndCase) {
    const Packet request =
        read("HTTP", "GET /a HTTP/1.1\r\nuser-agent:  x y \r\nX-One: 1\r\nHOST: h\r\nX-Two: 2\r\n\r\nbody");
    EXPECT_EQ(layers_of(request), "HTTP HTTPRequest Raw");
    EXPECT_EQ(request[1].get("User_Agent"), Value(Bytes{"x y"}));
    EXPECT_EQ(request[1].get("Host"), Value(Bytes{"h"}));
    EXPECT_TRUE(request[1].get("Cookie").is_none());
    EXPECT_EQ(represent(request[1].get("Unknown_Headers")), "{b'X-One': b'1', b'X-Two': b'2'}");
    Packet again = request;
    again.clear_cache();
    EXPECT_EQ(text_of(again.build()),
              "GET /a HTTP/1.1\r\nContent-Length: 4\r\nHost: h\r\nUser-Agent: x y\r\nX-One: 1\r\nX-Two: "
              "2\r\n\r\nbody");
}

TEST(Http, APayloadIsCountedUnlessItComesInChunksOrTheLengthIsTold) {
    const auto response = [](FieldValues fields) {
        return text_of((craft("HTTP") / craft("HTTPResponse", fields) / Packet::raw("hello")).build());
    };
    EXPECT_EQ(response({}), "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    EXPECT_EQ(response({{"Content_Length", 9}}), "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
    EXPECT_EQ(response({{"Transfer_Encoding", "chunked"}}),
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello");
}

TEST(Http, TheLengthsBelowCountTheHeaderThatWasAdded) {
    const Octets built =
        (craft("IP") / craft("TCP") / craft("HTTP") / craft("HTTPRequest") / Packet::raw("0123456789"))
            .build();
    EXPECT_EQ(built[3], built.size());
    const Packet again = Packet::dissect(built, *find_protocol("IP"));
    EXPECT_EQ(layers_of(again), "IP TCP HTTP HTTPRequest Raw");
    EXPECT_EQ(again[3].get("Content_Length"), Value(Bytes{"10"}));
}

TEST(Http, WhatIsNoHttpIsRaw) {
    for (const char* text :
         {"GET /a\r\n\r\n", "BREW / HTTP/1.1\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "GET / HTTP/1.1", "\r\n"})
        EXPECT_EQ(layers_of(read("HTTP", text)), "HTTP Raw") << text;
    EXPECT_EQ(layers_of(read("HTTPRequest", "no line")), "Raw");
}

TEST(Http, AResponseAnswersARequest) {
    const Packet request = craft("HTTP") / craft("HTTPRequest"),
                 response = craft("HTTP") / craft("HTTPResponse");
    EXPECT_TRUE(answers(response, request));
    EXPECT_FALSE(answers(request, response));
    EXPECT_EQ(hashret(response), hashret(request));
    EXPECT_EQ(refusal("HTTPRequest", "Unknown_Headers", "X: 1"),
              "Unknown_Headers takes a dictionary of headers, not text 'X: 1'");
}

TEST(Http2, FramesAreReadByTypeAndFlags) {
    const Packet one = dissect("HTTP", "000006 04 00 00000000 0003 00000064");
    EXPECT_EQ(layers_of(one), "H2Frame H2SettingsFrame");
    EXPECT_EQ(one[1].get("settings").items()->size(), 1u);
    const Packet padded = dissect("H2Frame", "000006 00 08 00000001 02 616263 0000");
    EXPECT_EQ(layers_of(padded), "H2Frame H2PaddedDataFrame");
    EXPECT_EQ(padded[1].get("data"), Value(Bytes{"abc"}));
    EXPECT_EQ(layers_of(dissect("H2Frame", "000007 01 24 00000003 80000000 10 8286")),
              "H2Frame H2PriorityHeadersFrame");
    const Packet two = dissect("HTTP", "000000 04 01 00000000 000004 08 00 00000000 00000001");
    EXPECT_EQ(layers_of(two), "H2Seq");
    EXPECT_EQ(two[0].get("frames").items()->size(), 2u);
}

TEST(Http2, AFrameSaysWhatItCarries) {
    const Packet data =
        craft("H2Frame", {{"stream_id", 1}}) / craft("H2PaddedDataFrame", {{"data", "a"}, {"padding", "--"}});
    EXPECT_EQ(to_hex(data.build()), hex_without_blanks("000004 00 08 00000001 02 61 2d2d"));
    EXPECT_EQ(to_hex((craft("H2Frame") / craft("H2PingFrame", {{"opaque", 1}})).build()),
              hex_without_blanks("000008 06 00 00000000 0000000000000001"));
}

TEST(Http2, TextsAreReadWhetherTheyAreCodedOrNot) {
    EXPECT_EQ(to_hex(packet_of("HPackHdrString(type='Compressed', data='www')").build()), "83f1e3c7");
    EXPECT_EQ(to_hex(packet_of("HPackHdrString(data=('Compressed', 'www'))").build()), "83f1e3c7");
    EXPECT_EQ(to_hex(packet_of("HPackHdrString(type=1, data=('Literal', 'www'))").build()), "83777777");
    EXPECT_EQ(to_hex(packet_of("HPackHdrString(type=1, len=9, data='www')").build()), "89f1e3c7");
    Packet read = dissect("HPackHdrString", "83f1e3c7");
    EXPECT_EQ(represent(read[0].get("data")), "b'www'");
    read.clear_cache();
    EXPECT_EQ(to_hex(read.build()), "83f1e3c7");
    EXPECT_EQ(layers_of(dissect("HPackHdrString", "83f1e300")), "Raw");
    EXPECT_EQ(represent(dissect("HPackHeaders", "408218008177")[0].get("hdr_name")),
              "Raw(load=b'\\x82\\x18\\x00\\x81w')");
    EXPECT_EQ(refusal("HPackHdrString", "data", 5), "data takes text or bytes, not integer 5");
}

TEST(Http2, FlagsHaveTheNamesOfTheirFrames) {
    EXPECT_EQ(dissect("H2Frame", "000000 04 01 00000000")[0].text("flags"), "A");
    EXPECT_EQ(dissect("H2Frame", "000000 00 09 00000001")[0].text("flags"), "ES+P");
    EXPECT_EQ(to_hex(packet_of("H2Frame(flags='A')/H2SettingsFrame()").build()), "000000040100000000");
    EXPECT_EQ(to_hex(packet_of("H2Frame(flags='ES+EH', stream_id=1)/H2HeadersFrame()").build()),
              "000000010500000001");
}

TEST(Http2, HeaderBlocksAreListsOfTheirForms) {
    const Packet built = packet_of(
        "H2Frame(stream_id=1)/H2HeadersFrame(hdrs=[HPackIndexedHdr(index=2), HPackIndexedHdr(index=300), "
        "HPackLitHdrFldWithIncrIndexing(hdr_name=HPackHdrString(data=b'x-a'), "
        "hdr_value=HPackHdrString(data=b'b')), "
        "HPackLitHdrFldWithoutIndexing(index=4, hdr_value=HPackHdrString(data=b'/')), "
        "HPackDynamicSizeUpdate(max_size=31)])");
    EXPECT_EQ(to_hex(built.build()),
              "000010010000000001"
              "82ffad014003782d61016204012f3f00");
    Packet read = Packet::dissect(built.build(), *find_protocol("H2Frame"));
    EXPECT_EQ(represent(read[1].get("hdrs")),
              "[HPackIndexedHdr(magic=1, index=2), HPackIndexedHdr(magic=1, index=300), "
              "HPackLitHdrFldWithIncrIndexing(magic=1, index=0, hdr_name=HPackHdrString(type=0, len=3, "
              "data=b'x-a'), hdr_value=HPackHdrString(type=0, len=1, data=b'b')), "
              "HPackLitHdrFldWithoutIndexing(magic=0, never_index=0, index=4, "
              "hdr_value=HPackHdrString(type=0, len=1, data=b'/')), "
              "HPackDynamicSizeUpdate(magic=1, max_size=31)]");
    read.clear_cache();
    EXPECT_EQ(read.build(), built.build());
    EXPECT_EQ(layers_of(dissect("H2Frame", "000002 01 00 00000001 ffff")), "H2Frame H2HeadersFrame");
}

TEST(Sip, LinesOfOneNameAreOneList) {
    const Packet invite =
        read("SIP", "INVITE sip:b SIP/2.0\r\nVia: one\r\nCall-ID: 1@a\r\nVIA: two\r\nCSeq: 1 INVITE\r\n\r\n");
    EXPECT_EQ(layers_of(invite), "SIP SIPRequest");
    EXPECT_EQ(invite[1].get("Via"), Value(Bytes{"one, two"}));
    EXPECT_EQ(summary(invite), "SIP / SIP INVITE sip:b");
    const Packet response = craft("SIP") / craft("SIPResponse", {{"Call_ID", "1@a"}, {"CSeq", "1 INVITE"}});
    EXPECT_EQ(text_of(response.build()),
              "SIP/2.0 200 OK\r\nCall-ID: 1@a\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n");
    EXPECT_TRUE(answers(response, invite));
    EXPECT_EQ(hashret(response), hashret(invite));
    EXPECT_FALSE(
        answers(craft("SIP") / craft("SIPResponse", {{"Call_ID", "2@a"}, {"CSeq", "1 INVITE"}}), invite));
    EXPECT_EQ((craft("UDP") / craft("SIP") / craft("SIPRequest"))[0].get("dport"), Value(5060));
}

TEST(Mgcp, ParametersFollowTheFirstLine) {
    const Packet command = read("MGCP", "CRCX 12 a@b MGCP 1.0\nC: 1\n");
    EXPECT_EQ(layers_of(command), "MGCP Raw");
    EXPECT_EQ(command[0].get("version"), Value(Bytes{"MGCP 1.0"}));
}

TEST(NetBios, NamesHaveFifteenCharacters) {
    EXPECT_EQ(refusal("NBNSQueryRequest", "QUESTION_NAME", "ABCDEFGHIJKLMNOP"),
              "QUESTION_NAME has at most 15 characters, 16 do not fit");
    const Packet response =
        craft("NBNSHeader", {{"NAME_TRN_ID", 7}}) / craft("NBNSQueryResponse", {{"RR_NAME", "HOST"}});
    const Packet again = Packet::dissect(response.build(), *find_protocol("NBNSHeader"));
    EXPECT_EQ(layers_of(again), "NBNSHeader NBNSQueryResponse");
    EXPECT_EQ(summary(again), "NBNSHeader / NBNSQueryResponse '\\\\HOST' is at 127.0.0.1");
    const Packet request = craft("NBNSHeader", {{"NAME_TRN_ID", 7}}) / craft("NBNSQueryRequest");
    EXPECT_TRUE(answers(again, request));
    EXPECT_FALSE(answers(request, again));
}

TEST(NetBios, AStatusListsTheNamesOfANode) {
    const Packet status = craft("NBNSHeader") / craft("NBNSNodeStatusResponse");
    const Octets built = status.build();
    const Packet again = Packet::dissect(built, *find_protocol("NBNSHeader"));
    EXPECT_EQ(layers_of(again), "NBNSHeader NBNSNodeStatusResponse");
    EXPECT_EQ(again[1].get("NUM_NAMES"), Value(1));
    EXPECT_EQ(again.build(), built);
}

TEST(Smb, TheVersionIsInTheFirstOctet) {
    const auto in_session = [](const char* name) {
        return layers_of(
            Packet::dissect((craft("NBTSession") / craft(name)).build(), *find_protocol("NBTSession")));
    };
    EXPECT_EQ(in_session("SMB_Header"), "NBTSession SMB_Header");
    EXPECT_EQ(in_session("SMB2_Header"), "NBTSession SMB2_Header");
    EXPECT_EQ(craft("SMB_Header").build().size(), 32u);
    EXPECT_EQ(craft("SMB2_Header", {{"Flags", 2}}).build().size(), 64u);
}

}  // namespace
}  // namespace pkttest
