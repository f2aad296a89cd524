// ISAKMP and IKEv2: chained payloads, transforms and their attributes, which version follows which port.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

/// An expression, its octets; they read back as the same layers.
struct Row {
    const char* expression;
    const char* hex;
};
const Row rows[] = {
    {"IKEv2(init_SPI=b'12345678', exch_type=34, flags=8)/IKEv2_payload_SA(prop=IKEv2_payload_Proposal("
     "trans=IKEv2_payload_Transform(transform_type='Encryption', transform_id=12, key_length=256)/"
     "IKEv2_payload_Transform(transform_type='PRF', "
     "transform_id=2)/IKEv2_payload_Transform(transform_type=3, "
     "transform_id=2)/IKEv2_payload_Transform(transform_type='GroupDesc', transform_id=14)))/"
     "IKEv2_payload_KE(group=14, load=b'kkkk')/IKEv2_payload_Nonce(load=b'nonce')/"
     "IKEv2_payload_Notify(type=16388, load=b'hhhh')/IKEv2_payload_VendorID(vendorID=b'v')",
     "3132333435363738 0000000000000000 21202208 00000000 00000072 22000030 0000002c01010004 "
     "0300000c0100000c800e0100"
     "0300000802000002 0300000803000002 000000080400000e 2800000c000e00006b6b6b6b 290000096e6f6e6365"
     "2b00000c0000400468686868 0000000576"},
    {"IKEv2(exch_type=35)/IKEv2_payload_IDi(IDtype=2, ID=b'a.b')/IKEv2_payload_IDr(IDtype=1, ID='192.0.2.1')/"
     "IKEv2_payload_AUTH(auth_type=2, "
     "load=b'abc')/IKEv2_payload_TSi(traffic_selector=[IPv4TrafficSelector()])/"
     "IKEv2_payload_TSr(traffic_selector=[IPv6TrafficSelector(IP_protocol_ID=6)])/"
     "IKEv2_payload_CP(attributes=[ConfigurationAttribute(type=1, value='10.0.0.1'), "
     "ConfigurationAttribute(type=10, value=b'')])/IKEv2_payload_CERTREQ(cert_type=4, cert_data=b'abcd')",
     "0000000000000000 0000000000000000 23202300 00000000 000000a3"
     "2400000b 02000000 612e62 2700000c 01000000 c0000201 2c00000b 02000000 616263"
     "2d000018 01000000 07000010 0000ffff c0a80001 c0a800ff"
     "2f000030 01000000 08060028 0000ffff 20010000000000000000000000000000 20010000000000000000000000000000"
     "26000014 01000000 00010004 0a000001 000a0000 00000009 04 61626364"},
    {"IKEv2(exch_type=37)/IKEv2_payload_Delete(proto=3, SPI=[b'aaaa', b'bbbb'])",
     "0000000000000000 0000000000000000 2a202500 00000000 0000002c 00000010 03040002 61616161 62626262"},
    {"IKEv2(exch_type=35)/IKEv2_payload_Encrypted(next_payload=35, load=b'enc')",
     "0000000000000000 0000000000000000 2e202300 00000000 00000023 23000007 656e63"},
    {"ISAKMP(exch_type=5)/ISAKMP_payload_Hash(load=b'h')/ISAKMP_payload_Notify(doi=1, proto=1, SPI=b'ss', "
     "notify_msg_type=36136, notify_data=b'seq')/ISAKMP_payload_Delete(doi=1, proto=3, SPIs=[b'aaaa'])",
     "0000000000000000 0000000000000000 08100500 00000000 00000042 0b000005 68"
     "0c000011 00000001 01028d28 7373 736571 00000010 00000001 03040001 61616161"},
    {"ISAKMP(exch_type=32)/ISAKMP_payload_ID(IDtype=1, IdentData='192.0.2.1')/ISAKMP_payload_ID(IDtype=4, "
     "IdentData=b'netwmask')",
     "0000000000000000 0000000000000000 05102000 00000000 00000038 0500000c 01000000 c0000201"
     "00000010 04000000 6e6574776d61736b"},
};
TEST(Isakmp, PayloadsAnnounceEachOtherAndCountThemselves) {
    for (const Row& row : rows) {
        const Packet built = packet_of(row.expression);
        EXPECT_EQ(to_hex(built.build()), hex_without_blanks(row.hex)) << row.expression;
        Packet read = dissect(built[0].protocol().name, row.hex);
        EXPECT_EQ(layers_of(read), layers_of(built));
        EXPECT_EQ(read.malformed(), "");
        read.clear_cache();
        EXPECT_EQ(to_hex(read.build()), hex_without_blanks(row.hex)) << row.expression;
    }
}

TEST(Isakmp, AttributesAreNamedByTheProposalsProtocol) {
    const std::string attributes = "80010001 80040002 00020004 00015180 8005 0002";
    const auto transforms = [&](const char* proto) {
        const Packet read = dissect("ISAKMP_payload_Proposal", std::string("00000024 01") + proto +
                                                                   "0001 0000001c 01030000" + attributes);
        const Value inside = read[0].get("trans");
        return represent((*inside.as<LayerReference>()->packet)[0].get("transforms"));
    };
    EXPECT_EQ(
        transforms("01"),
        "[('Encryption', 'DES-CBC'), ('GroupDesc', '1024MODPgr'), ('Hash', 86400), ('GroupType', 'ECP')]");
    EXPECT_EQ(transforms("03"),
              "[('LifeType', 'seconds'), ('EncapsulationMode', 'Transport'), ('LifeDuration', 86400), "
              "('AuthenticationAlgorithm', 'HMAC-SHA')]");
}

TEST(Isakmp, AttributesAreWrittenByTheirNames) {
    EXPECT_EQ(to_hex(packet_of("ISAKMP_payload_Transform(transforms=[('EncapsulationMode', 'Tunnel'), "
                               "('LifeType', 'seconds'), ('LifeDuration', 86400), (99, 5)])")
                         .build()),
              "0000001b00010000"
              "8004000180010001"
              "0002000301518080630005");
    EXPECT_EQ(refusal("ISAKMP_payload_Transform", "transforms", List{Value::tuple({"Encrption", "AES-CBC"})}),
              "transforms has no attribute ('Encrption', 'AES-CBC')");
}

struct Dispatch {
    const char* first;
    const char* hex;
    const char* layers;
};
const Dispatch dispatches[] = {
    {"UDP", "01f401f400240000 0000000000000001 0000000000000000 00202500 00000000 0000001c", "UDP IKEv2"},
    {"UDP", "01f401f400240000 0000000000000001 0000000000000000 00100500 00000000 0000001c", "UDP ISAKMP"},
    {"UDP", "1194119400280000 00000000 0000000000000001 0000000000000000 00202500 00000000 0000001c",
     "UDP NON_ESP IKEv2"},
    {"UDP", "1194119400280000 00000000 0000000000000001 0000000000000000 00100500 00000000 0000001c",
     "UDP NON_ESP ISAKMP"},
    {"ISAKMP", "0000000000000001 0000000000000000 63100500 00000000 00000020 00000004",
     "ISAKMP ISAKMP_payload"},
    {"ISAKMP", "0000000000000001 0000000000000000 01100501 00000000 00000020 00000004", "ISAKMP Raw"},
    {"ISAKMP", "0000000000000001 0000000000000000 0c100500 00000000 00000028 0000000c 00000001 01000fff",
     "ISAKMP ISAKMP_payload_Delete"},
};
TEST(Isakmp, ThePortSaysIkeAndTheVersionWhich) {
    for (const Dispatch& row : dispatches)
        EXPECT_EQ(layers_of(dissect(row.first, row.hex)), row.layers) << row.hex;
}

TEST(Isakmp, AnAnswerHasTheCookieOfTheRequest) {
    const Packet request = packet_of("ISAKMP(init_cookie=b'12345678')"),
                 answer = packet_of("ISAKMP(init_cookie=b'12345678', resp_cookie=b'87654321')"),
                 other = packet_of("ISAKMP(init_cookie=b'12345679')");
    EXPECT_TRUE(answers(answer[0], request[0]));
    EXPECT_FALSE(answers(other[0], request[0]));
    EXPECT_EQ(hashret(answer), hashret(request));
    EXPECT_FALSE(answers(packet_of("IKEv2(id=1)")[0], packet_of("IKEv2(id=2)")[0]));
}

}  // namespace
}  // namespace pkttest
