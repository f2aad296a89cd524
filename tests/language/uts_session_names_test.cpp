// What stands in every session of Scapy's and its layers beside their fields, by rows: each holds, and what
// claims otherwise fails.
#include <gtest/gtest.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

struct Row {
    const char* expression;
    const char* value;
    const char* wrong;
};
class UtsSessionNames : public testing::TestWithParam<Row> {};

TEST_P(UtsSessionNames, HaveTheReferencesValues) {
    const auto [expression, value, wrong] = GetParam();
    EXPECT_EQ(run_code(std::string("assert ") + expression + " == " + value), "passed");
    EXPECT_EQ(run_code(std::string("assert ") + expression + " == " + wrong),
              "failed: the assertion does not hold");
}

constexpr Row numbers_of_layers[] = {
    {"TZSP.TYPE_RX_PACKET", "0", "1"},
    {"TZSP().TYPE_CONFIG", "3", "0"},
    {"TZSP.ENCAPSULATED_IEEE_802_11", "18", "1"},
    {"TZSPTagDataRate.DATA_RATE_33", "66", "33"},
    {"TZSPTagPadding.TAG_TYPE_END", "1", "0"},
    {"EAP.REQUEST", "1", "2"},
    {"EAP_MD5().RESPONSE", "2", "1"},
    {"EAPOL.KEY", "3", "2"},
    {"BGP.UPDATE_TYPE", "2", "1"},
    {"LLDPDUChassisID.SUBTYPE_MAC_ADDRESS", "4", "3"},
    {"LLDPDUTimeToLive.ETHER_HEADER_LEN", "14", "18"},
    {"MACControlPause.OP_CODE_PAUSE", "1", "2"},
};
INSTANTIATE_TEST_SUITE_P(Layers, UtsSessionNames, testing::ValuesIn(numbers_of_layers));

constexpr Row texts[] = {
    {"'ab'.replace('', '-')", "'-a-b-'", "'ab'"},
    {"b'ab'.replace(b'', b'-', 2)", "b'-a-b'", "b'-a-b-'"},
    {"'\\u00e9a'.replace('', '.')", "'.\\u00e9.a.'", "'..a.'"},
    {"''.replace('', 'x')", "'x'", "''"},
    {"plain_str(b'a\\xe9\\x00')", "'a\\\\xe9\\x00'", "'a\\u00e9\\x00'"},
    {"plain_str(b'\\xc3\\xa9')", "'\\u00e9'", "'\\\\xc3\\\\xa9'"},
};
INSTANTIATE_TEST_SUITE_P(Texts, UtsSessionNames, testing::ValuesIn(texts));

constexpr Row shown_names[] = {
    {"('802.1Q' in Ether()/Dot1Q())", "True", "False"},
    {"('802.1Q' in Ether()/IP())", "False", "True"},
    {"(Ether()/Dot1Q()).haslayer('802.1Q')", "True", "False"},
    {"(Ether()/Dot1Q()).haslayer('no such layer')", "False", "True"},
};
INSTANTIATE_TEST_SUITE_P(ShownNames, UtsSessionNames, testing::ValuesIn(shown_names));

constexpr Row handshakes[] = {
    {"EAPOL_KEY(key_type=1, key_ack=1, has_key_mic=0).guess_key_number()", "1", "3"},
    {"EAPOL_KEY(key_type=1).guess_key_number()", "2", "4"},
    {"EAPOL_KEY(key_type=1, key_ack=1, install=1).guess_key_number()", "3", "1"},
    {"EAPOL_KEY(key_type=1, secure=1).guess_key_number()", "4", "2"},
    {"(EAPOL()/EAPOL_KEY())[EAPOL_KEY].guess_key_number()", "0", "2"},
};
INSTANTIATE_TEST_SUITE_P(Handshakes, UtsSessionNames, testing::ValuesIn(handshakes));

constexpr Row labels[] = {
    {"raw(MPLS()/IP())[:4]", "b'\\x00\\x00\\x01\\x00'", "b'\\x00\\x00\\x31\\x00'"},
    {"raw(MPLS()/IPv6())[:4]", "b'\\x00\\x00\\x21\\x00'", "b'\\x00\\x00\\x31\\x00'"},
    {"raw(MPLS(label=5)/IP())[:4]", "b'\\x00\\x00\\x51\\x00'", "b'\\x00\\x00\\x01\\x00'"},
};
INSTANTIATE_TEST_SUITE_P(Labels, UtsSessionNames, testing::ValuesIn(labels));

class UtsSeeds : public testing::TestWithParam<Row> {};
TEST_P(UtsSeeds, GiveTheReferencesValues) {
    const auto [expression, value, wrong] = GetParam();
    const std::string begin = std::string("random.seed(3)\nassert ") + expression + " == ";
    EXPECT_EQ(run_code(begin + value), "passed");
    EXPECT_EQ(run_code(begin + wrong), "failed: the assertion does not hold");
}
constexpr Row seeded[] = {
    {"RandIP6()", "'79d6:42c6:bd6a:f2b7:218c:06bd:f03f:84ca'", "'79d6::'"},
    {"RandIP6('2001:db8::*')", "'2001:0db8::bd6a'", "'2001:0db8::79d6'"},
    {"RandIP6('2001:db8:*:0:1::*')", "'2001:0db8:218c:0:0001::f03f'", "'2001:0db8:79d6:0:0001::42c6'"},
    {"RandIP6('2001:db8:0-1:*::1-f')", "'2001:0db8:0000:84ca::0004'", "'2001:0db8:0000:42c6::0006'"},
    {"RandIP6('2001::**')", "'2001::42c6:bd6a:f2b7'", "'2001::79d6'"},
    {"RandIP6('*::')", "'f2b7::0'", "'79d6::'"},
    {"RandOID()", "'79.46.93.98'", "'2.15'"},
    {"RandOID('1.2.3.*.0-28')", "'1.2.3.27.17'", "'1.2.3.0.0'"},
    {"RandFloat(1, 2)._fix()", "1.2379646270918914", "1.5"},
    {"raw(fuzz(UDP()))", "b'B\\xc6y\\xd6\\x00\\x08\\x00\\x00'", "b'y\\xd6B\\xc6\\x00\\x08\\x00\\x00'"},
    {"raw(IP(src='1.2.3.4', dst='5.6.7.8', id=RandShort(), ttl=RandByte()) / UDP(sport=RandShort()))[4:9]",
     "b'\\xbd\\x6a\\x00\\x00\\x42'", "b'\\x79\\xd6\\x00\\x00\\x42'"},
};
INSTANTIATE_TEST_SUITE_P(Scapy, UtsSeeds, testing::ValuesIn(seeded));

TEST(UtsSession, DrawsRandomValuesOfPacketsThatAreGoneThrough) {
    EXPECT_EQ(run_code("random.seed(3)\n[p.ttl for p in IP(dst='1.2.3.4', ttl=RandByte())] == [121]"),
              "passed");
    EXPECT_EQ(run_code("a = list(IP(dst='1.2.3.4', ttl=RandByte(), id=[1, 2]))\n"
                       "len(a) == 2 and all(isinstance(p.ttl, int) and raw(p) == raw(p) for p in a)"),
              "passed");
}

TEST(UtsSession, TellsInsideABlockWhatItPrintedSoFar) {
    EXPECT_EQ(run_code("with ContextManagerCaptureOutput() as out:\n    print('a')\n"
                       "    first = out.get_output()\n    print('b')\n\n"
                       "(first, out.get_output()) == ('a\\n', 'a\\nb\\n')"),
              "passed");
}

TEST(UtsSession, AddsInterfacesOfItsOwn) {
    EXPECT_EQ(run_code("conf.ifaces._add_fake_iface('test0')\n"
                       "conf.route.add(net='10.99.0.0/16', dev='test0')\n"
                       "assert conf.ifaces['test0'].ip == '127.0.0.1'\n"
                       "assert conf.ifaces.dev_from_name('test0').name == 'test0'\n"
                       "conf.route.route('10.99.1.1')[0] == 'test0'"),
              "passed");
    EXPECT_EQ(run_code("conf.ifaces.dev_from_name('test1')"), "failed: there is no interface test1");
}

TEST(UtsSession, HoldsPacketsWithoutLayersInFields) {
    EXPECT_EQ(run_code("raw(BGPPAExtCommunity(value=Packet())) == b'\\x00\\x00'"), "passed");
    EXPECT_EQ(run_code("raw(DNSRROPT(rdata=[Packet()])) == raw(DNSRROPT())"), "passed");
    EXPECT_EQ(run_code("p = DiamAns(raw(DiamAns()/'abc'))"), "passed");
}

TEST(UtsSession, SkipsWhatALayersClassMayHave) {
    EXPECT_EQ(run_code("PPPoETag.tag_list[0]"), "skipped: line 3: layer PPPoETag has no tag_list");
}

}  // namespace
}  // namespace pkttest::language
