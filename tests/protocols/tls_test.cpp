// TLS where the vectors do not reach: extensions by message, several messages and records, what cannot be
// read.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

const Packet& packet_in(const Value& value) { return *value.as<LayerReference>()->packet; }

std::string names_in(const Packet& packet, std::string_view field) {
    std::string out;
    const Value list = packet[0].get(field);
    for (const Value& one : *list.items()) out += (out.empty() ? "" : " ") + layers_of(packet_in(one));
    return out;
}

const std::string random_28(28, 'r');

Packet client_hello() {
    const auto list_of = [](Packet packet) { return List{Value(std::move(packet))}; };
    const Packet name = craft("ServerName", {{"servername", "a.b"}});
    const Packet share = craft("KeyShareEntry", {{"group", "x25519"}, {"key_exchange", Bytes{"abcd"}}});
    const Packet protocol = craft("ProtocolName", {{"protocol", "h2"}});
    return craft(
        "TLSClientHello",
        {{"random_bytes", Bytes{random_28}},
         {"ciphers", List{Value("TLS_AES_128_GCM_SHA256"), Value(0x1302)}},
         {"ext", List{Value(craft("TLS_Ext_ServerName", {{"servernames", list_of(name)}})),
                      Value(craft("TLS_Ext_SupportedGroups", {{"groups", List{Value("x25519")}}})),
                      Value(craft("TLS_Ext_ALPN", {{"protocols", list_of(protocol)}})),
                      Value(craft("TLS_Ext_SupportedVersion_CH", {{"versions", List{Value(0x304)}}})),
                      Value(craft("TLS_Ext_KeyShare_CH", {{"client_shares", list_of(share)}}))}}});
}

const char* const hello_hex =
    "0100005f 0303 00000000 72727272727272727272727272727272727272727272727272727272 00 0004 1301 1302 01 00 "
    "0032"
    "0000 0008 0006 00 0003 612e62"
    "000a 0004 0002 001d"
    "0010 0005 0003 02 6832"
    "002b 0003 02 0304"
    "0033 000a 0008 001d 0004 61626364";

TEST(Tls, AClientHelloBuildsAndReadsWithItsExtensions) {
    const Packet hello = client_hello();
    EXPECT_EQ(to_hex(hello.build()), hex_without_blanks(hello_hex));
    Packet read = Packet::dissect(craft("TLS", {{"msg", List{Value(hello)}}}).build(), *find_protocol("TLS"));
    EXPECT_EQ(summary(read), "TLS None:None > None:None / TLS / TLS Handshake - Client Hello");
    EXPECT_EQ(read[0].integer("type"), 22u);
    const Value messages = read[0].get("msg");
    EXPECT_EQ(names_in(packet_in((*messages.items())[0]), "ext"),
              "TLS_Ext_ServerName TLS_Ext_SupportedGroups TLS_Ext_ALPN TLS_Ext_SupportedVersion_CH "
              "TLS_Ext_KeyShare_CH");
    const Octets before = read.build();
    read.clear_cache();
    EXPECT_EQ(read.build(), before);
}

TEST(Tls, TheSameExtensionMeansAnotherThingInAServerHello) {
    const Packet read =
        dissect("TLSServerHello",
                "02000042 0303 00000000 72727272727272727272727272727272727272727272727272727272 00"
                "1301 00 001a 002b 0002 0304 0033 0008 001d 0004 61626364 fe0d 0000 0000 0000");
    EXPECT_EQ(names_in(read, "ext"),
              "TLS_Ext_SupportedVersion_SH TLS_Ext_KeyShare_SH TLS_Ext_Unknown TLS_Ext_ServerName");
}

TEST(Tls, WithoutExtensionsThereIsNoLength) {
    const Packet hello = craft("TLSServerHello", {{"random_bytes", Bytes{random_28}}, {"cipher", 0x2f}});
    EXPECT_EQ(hello.build().size(), 42u);
    const Packet read = Packet::dissect(hello.build(), *find_protocol("TLSServerHello"));
    EXPECT_TRUE(read[0].get("extlen").is_none());
    EXPECT_EQ(read[0].get("cipher"), Value(0x2f));
}

TEST(Tls, ARecordHoldsSeveralMessagesAndASegmentSeveralRecords) {
    const Packet read = dissect("TLS", "1603030008 0e000000 00000000 1403030001 01 1703030002 abcd 160303");
    EXPECT_EQ(layers_of(read), "TLS TLS TLS _TLSEncryptedContent");
    EXPECT_EQ(names_in(read, "msg"), "TLSServerHelloDone TLSHelloRequest");
}

TEST(Tls, AKeyExchangeIsReadByItsCurveOrPrime) {
    const Packet curve = dissect("TLSServerKeyExchange", "0c00000f 03001d 02 4142 0403 0005 0102030405");
    EXPECT_EQ(layers_of(packet_in(curve[0].get("params"))), "ServerECDHNamedCurveParams");
    EXPECT_EQ(layers_of(packet_in(curve[0].get("sig"))), "_TLSSignature");
    const Packet prime = dissect("TLSServerKeyExchange", "0c00000f 0001 0b 0001 02 0001 08 0401 0002 abcd");
    EXPECT_EQ(layers_of(packet_in(prime[0].get("params"))), "ServerDHParams");
}

struct Exchange {
    const char* parameters;
    const char* hex;
};
constexpr Exchange exchanges[] = {
    {"ServerECDHExplicitPrimeParams(p=b'pp', curve=ECCurvePkt(a=b'a', b=b'bb'), base=b'base', order=b'o', "
     "cofactor=b'c', point=b'pt')",
     "01 027070 0161 026262 0462617365 016f 0163 027074"},
    {"ServerECDHExplicitChar2Params(m=5, basis_type=2, basis=ECPentanomialBasis(k1=b'1', k2=b'2', k3=b'3'), "
     "curve=ECCurvePkt(a=b'a', b=b'bb'), base=b'base', order=1, cofactor=2, point=b'pt')",
     "02 0005 02 0131 0132 0133 0161 026262 0462617365 01 02 027074"},
    {"ServerRSAParams(rsamod=b'mod', rsaexp=b'exp')", "00036d6f64 0003657870"},
    {"ServerPSKParams(psk_identity_hint=b'hint')", "000468696e74"},
    {"ServerDHParams(dh_p=b'p', dh_g=b'g', dh_Ys=b'y')", "000170 000167 000179"},
};
TEST(Tls, ParametersAreToldByHowTheyEnd) {
    for (const Exchange& row : exchanges) {
        const Packet made = packet_of(row.parameters);
        const std::string hex = hex_without_blanks(row.hex);
        EXPECT_EQ(to_hex(made.build()), hex) << row.parameters;
        for (const char* signature : {"", "0401 0002 abcd"}) {
            if (made[0].is("ServerPSKParams") && *signature != '\0') continue;  // RFC 4279: unsigned.
            const std::string body = hex + hex_without_blanks(signature);
            const std::string size = to_hex({static_cast<std::uint8_t>(body.size() / 2)});
            Packet read = dissect("TLSServerKeyExchange", "0c0000" + size + body);
            EXPECT_EQ(layers_of(packet_in(read[0].get("params"))), made[0].protocol().name);
            read.clear_cache();
            EXPECT_EQ(to_hex(read.build()), "0c0000" + size + body);
        }
    }
}

TEST(Tls, WhatIsNoMessageIsKept) {
    for (const char* hex :
         {"1603030005 0100ffff00", "1603030003 010000", "1603030004 63000000", "1603030000",
          "1603030028 4fa1b2c3d4e5f60718293a4b5c6d7e8f4fa1b2c3d4e5f60718293a4b5c6d7e8f0011223344556677"}) {
        Packet read = dissect("TLS", hex);
        EXPECT_EQ(layers_of(read), "TLS") << hex;
        read.clear_cache();
        EXPECT_EQ(to_hex(read.build()), hex_without_blanks(hex));
    }
}

TEST(Tls, TheTypeFollowsFromTheMessages) {
    EXPECT_EQ(to_hex(craft("TLS", {{"msg", craft("TLSAlert", {{"level", "fatal"}})}}).build()),
              "15030300020200");
    EXPECT_EQ(to_hex(craft("TLS", {{"msg", Bytes{"ab"}}}).build()), "17030300026162");
    EXPECT_EQ(to_hex(craft("TLS", {{"type", "alert"}}).build()), "1503030000");
}

TEST(Tls, HandshakesOfNoKnownTypeAreRaw) {
    const auto messages = [](const char* hex) {
        return represent(Packet::dissect(from_hex(hex), *find_protocol("TLS"))[0].get("msg"));
    };
    EXPECT_EQ(messages("1603030005 19 000001 98"), "[Raw(load=b'\\x19\\x00\\x00\\x01\\x98')]");
    EXPECT_EQ(messages("1603030004 0e 000000"), "[TLSServerHelloDone(msgtype=14, msglen=0)]");
}

}  // namespace
}  // namespace pkttest
