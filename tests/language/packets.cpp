// Packets in campaigns as in the reference: expected texts are what Scapy 2.5 gives for the same expression.
#include <gtest/gtest.h>

#include <deque>
#include <ostream>

#include "framework/language/syntax/parser.h"
#include "tests/language/evaluate_text.h"

namespace pkttest::language {
namespace {

/// Variables of all rows.
struct Definition {
    std::string_view name, expression;
};
constexpr Definition definitions[] = {
    {"P",
     "Ether(dst='02:00:00:00:00:02', src='02:00:00:00:00:01')/IP(src='192.0.2.1', dst='192.0.2.2', ttl=33)/"
     "TCP(sport=1025, dport=80, flags='SA', options=[('MSS', 1460), ('NOP', None)])/Raw(b'hello')"},
    {"D",
     "DNS(qd=DNSQR(qname='a.b'), an=[DNSRR(rrname='a.b', rdata='1.2.3.4'), DNSRR(rrname='a.c', "
     "rdata='1.2.3.5')])"},
    {"Q",
     "Ether(src='02:00:00:00:00:01', dst='02:00:00:00:00:02')/IP(src='192.0.2.1', dst='192.0.2.2')/"
     "ICMP(id=7, seq=1)"},
    {"A",
     "Ether(src='02:00:00:00:00:02', dst='02:00:00:00:00:01')/IP(src='192.0.2.2', dst='192.0.2.1')/"
     "ICMP(type=0, id=7, seq=1)"},
    {"U",
     "Ether(src='02:00:00:00:00:01', dst='02:00:00:00:00:02')/IP(src='192.0.2.1', dst='192.0.2.2')/"
     "UDP(sport=5, dport=6)/Raw(b'hi')/Padding(b'\\x00\\x00')"},
    {"O", "Ether(src='02:00:00:00:00:01', dst='02:00:00:00:00:02', type=0x1234)/Raw(b'x')/Padding(b'ab')"},
    {"L", "[Q, A, U, O]"},
    {"T",
     "[IP(src='192.0.2.1', dst=d)/TCP(dport=p, flags=f) for d, p, f in [('192.0.2.9', 80, 'SA'), "
     "('192.0.2.10', 80, 'RA'), ('192.0.2.9', 443, 'RA'), ('192.0.2.10', 8080, 'SA')]]"},
    {"xyz", "lambda p: (p.dst, p.dport, p.sprintf('%TCP.flags%'))"},
};

Value value_of(std::string_view expression, Environment& variables) {
    static std::deque<Sources> sources;
    static std::deque<Expr> trees;
    Diagnostics diagnostics;
    Sources& own = sources.emplace_back();
    trees.push_back(parse_expression(own, own.add("input", std::string(expression)), diagnostics));
    return evaluate(trees.back(), variables);
}

Environment& variables() {
    static Environment environment;
    static const bool made = [] {
        for (const auto& [name, expression] : definitions)
            environment.set(name, value_of(expression, environment));
        return true;
    }();
    EXPECT_TRUE(made);
    return environment;
}

struct Row {
    std::string_view expression, worth;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.expression; }

class PacketWorth : public testing::TestWithParam<Row> {};

TEST_P(PacketWorth, IsAsInTheReference) {
    EXPECT_EQ(worth(GetParam().expression, variables()), GetParam().worth);
}

constexpr Row layers[] = {
    {"D[DNSQR].qname, D.haslayer(DNSRR), DNSQR in D, UDP in D", "(b'a.b.', True, True, False)"},
    {"D[DNSRR].rdata, D[DNSRR:2].rdata", "('1.2.3.4', '1.2.3.5')"},
    {"D.getlayer(DNSRR, 2).rrname", "b'a.c.'"},
    {"D.getlayer(DNSRR, rrname='a.c.').rdata", "'1.2.3.5'"},
    {"P.getlayer(TCP, dport=81)", "None"},
    {"[x.name for x in P.iterpayloads()]", "['Ethernet', 'IP', 'TCP', 'Raw']"},
    {"P.name, P.payload.payload.payload.name", "('Ethernet', 'Raw')"},
    {"P.fields", "{'dst': '02:00:00:00:00:02', 'src': '02:00:00:00:00:01'}"},
    {"P[IP].overloaded_fields", "{'frag': 0, 'proto': 6}"},
    {"P[IP].default_fields['ttl'], P[IP].default_fields['len']", "(64, None)"},
    {"[f.name for f in IP.fields_desc][:4]", "['version', 'ihl', 'tos', 'len']"},
    {"P.getfield_and_val('dport')[1]", "80"},
    {"P[IP].get_field('proto').i2repr(P[IP], 6), TCP().get_field('flags').i2repr(TCP(), 18)",
     "('tcp', 'SA')"},
    {"IP().get_field('ttl').default, IP().get_field('len').i2len(None, 5)", "(64, 2)"},
    {"IP().get_field('len').addfield(IP(), b'ab', 258)", "b'ab\\x01\\x02'"},
    {"IP().get_field('len').getfield(IP(), b'\\x01\\x02ab')", "(b'ab', 258)"},
    {"IP().get_field('src').m2i(IP(), b'\\xc0\\x00\\x02\\x01')", "'192.0.2.1'"},
    {"Ether(raw(P)).guess_payload_class().__name__, UDP(dport=53).guess_payload_class().__name__",
     "('IP', 'DNS')"},
    {"Ether().default_payload_class().__name__", "'Raw'"},
    {"[len(f) for f in (IP(src='1.2.3.4', dst='1.2.3.5')/('X'*2000)).fragment(500)]",
     "[516, 516, 516, 516, 36]"},
};
INSTANTIATE_TEST_SUITE_P(Layers, PacketWorth, testing::ValuesIn(layers));

constexpr Row texts[] = {
    {"repr(IP())", "'<IP  |>'"},
    {"repr(P[IP])",
     R"("<IP  frag=0 ttl=33 proto=tcp src=192.0.2.1 dst=192.0.2.2 |<TCP  sport=1025 dport=http flags=SA options=[('MSS', 1460), ('NOP', None)] |<Raw  load='hello' |>>>")"},
    {"repr(IP(dst='192.0.2.0/30'))", "'<IP  dst=Net(\"192.0.2.0/30\") |>'"},
    {"repr(TCP(flags='SA').flags), str(TCP(flags='SA').flags)", "('<Flag 18 (SA)>', 'SA')"},
    {"P.mysummary()", "'02:00:00:00:00:01 > 02:00:00:00:00:02 (IPv4)'"},
    {"P[TCP].mysummary()", "'TCP 192.0.2.1:1025 > 192.0.2.2:http SA'"},
    {"(IP(ttl=3)/UDP(dport=53)).json()", R"('{"frag": 0, "ttl": 3, "proto": 17, "payload": {"dport": 53}}')"},
    {"P.sprintf('%IP.src% > %IP.dst% %TCP.flags% %TCP.dport% %r,TCP.dport%')",
     "'192.0.2.1 > 192.0.2.2 SA http 80'"},
    {"P.sprintf('%-18s,IP.src%|%5s,IP.ttl%|%04xr,IP.ttl%|%dr,IP.ttl%')",
     "'192.0.2.1         |   33|0021|33'"},
    {"P.sprintf('{TCP:tcp %TCP.dport%}{UDP:udp}{!UDP:no udp}')", "'tcp httpno udp'"},
    {"P.sprintf('{IP:{TCP:both}{UDP:not}} %( %) %%')", "'both { } %'"},
    {"P.sprintf('%IP:2.src% %UDP.sport% %dst%')", "'?? ?? 02:00:00:00:00:02'"},
    {"P.sprintf('%IP.dport% %TCP.options% %IP.options% %Raw.load% %r,Raw.load%')",
     R"("80 [('MSS', 1460), ('NOP', None)] [] 'hello' b'hello'")"},
    {"P.sprintf('%IP.src')",
     "error: the directive %IP.src of sprintf has no % at its end [for example: \"%IP.src% %-8s,TCP.flags% "
     "{UDP:udp}\"]"},
    {"P.sprintf('{IP:x')",
     "error: the condition {IP:x of sprintf has no } [for example: \"%IP.src% %-8s,TCP.flags% {UDP:udp}\"]"},
    {"hexdump(b'hello world, this is', dump=True)",
     "'0000  68 65 6C 6C 6F 20 77 6F 72 6C 64 2C 20 74 68 69  hello world, thi\\n"
     "0010  73 20 69 73                                      s is'"},
    {"hexstr(b'ab\\x00'), hexstr(b'ab\\x00', onlyasc=1), hexstr(b'ab\\x00', onlyhex=1)",
     "('61 62 00  ab.', 'ab.', '61 62 00')"},
    {"linehexdump(b'ab\\x00', dump=True), chexdump(b'ab\\x00', dump=True)",
     "('61 62 00  ab.', '0x61, 0x62, 0x00')"},
    {"import_hexcap('0000  45 00 00 1c  E...\\n0010  01 02\\n')", "b'E\\x00\\x00\\x1c\\x01\\x02'"},
    {"hexdiff(b'abcdefghijklmnopqrstuvwxyz', b'abcdefghixklmnopqrstuvwxyz123', dump=True).splitlines()[2:]",
     "['0010        71 72 73 74 75 76 77 78  79 7A                     qrstuvwxyz   ', "
     "'     0010   71 72 73 74 75 76 77 78  79 7A 31 32 33            qrstuvwxyz123']"},
    {"ls(IP, dump=True).splitlines()[0]", "\"version    : BitField  (4 bits)                  = ('4')\""},
    {"ls(IP(ttl=3), dump=True).splitlines()[7]",
     "\"ttl        : ByteField                           = 3               ('64')\""},
};
INSTANTIATE_TEST_SUITE_P(Texts, PacketWorth, testing::ValuesIn(texts));

constexpr Row lists[] = {
    {"L.summary(dump=True).splitlines()[1]", "'Ether / IP / ICMP 192.0.2.2 > 192.0.2.1 echo-reply 0'"},
    {"L.nsummary(lfilter=lambda p: Padding in p, dump=True).splitlines()[1]",
     "'0003 02:00:00:00:00:01 > 02:00:00:00:00:02 (0x1234) / Raw / Padding'"},
    {"L.summary(lambda p: p.src, dump=True).splitlines()[0]", "'02:00:00:00:00:01'"},
    {"[len(x) for x in L.sr()], len(L.filter(lambda p: UDP in p))", "([1, 2], 1)"},
    {"L.sr()[0].summary(dump=True)",
     "'Ether / IP / ICMP 192.0.2.1 > 192.0.2.2 echo-request 0 ==> Ether / IP / ICMP 192.0.2.2 > 192.0.2.1 "
     "echo-reply 0\\n'"},
    {"sorted(L.sessions().keys())",
     "['Ethernet type=1234', 'ICMP 192.0.2.1 > 192.0.2.2 type=8 code=0 id=0x7', 'ICMP 192.0.2.2 > 192.0.2.1 "
     "type=0 code=0 id=0x7', 'UDP 192.0.2.1:5 > 192.0.2.2:6']"},
    {"[l.replace('  ', '') for l in [m[21:] for m in L.padding(dump=True).splitlines()]]",
     "['Ether / IP / UDP 192.0.2.1:5 > 192.0.2.2:6 / Raw / Padding', '..', "
     "'02:00:00:00:00:01 > 02:00:00:00:00:02 (0x1234) / Raw / Padding', 'ab']"},
    {"len(L.nzpadding(dump=True).splitlines()), len(L.hexraw(dump=True).splitlines())", "(2, 6)"},
    {"L[2:3].hexdump(dump=True).splitlines()[2]",
     "'0010  00 1E 00 01 00 00 40 11 F6 CA C0 00 02 01 C0 00  ......@.........'"},
    {"T.make_table(xyz, dump=True).splitlines()",
     "['     192.0.2.9 192.0.2.10 ', '80   SA        RA         ', '443  RA        -          ', '8080 -     "
     "    "
     "SA         ']"},
    {"T.make_lined_table(xyz, dump=True).splitlines()[:3]",
     "['-----+-----------+------------+', '     | 192.0.2.9 | 192.0.2.10 | ', "
     "'-----+-----------+------------+']"},
    {"T.make_tex_table(xyz, dump=True).splitlines()[1:4]",
     "[' & 192.0.2.9 & 192.0.2.10 \\\\\\\\', '\\\\hline', '80 & SA & RA \\\\\\\\']"},
};
INSTANTIATE_TEST_SUITE_P(Lists, PacketWorth, testing::ValuesIn(lists));

constexpr Row values[] = {
    {"'S' in TCP(flags='SA').flags, 'SF' in TCP(flags='SA').flags, 'Q' in TCP(flags='SA').flags",
     "(True, False, False)"},
    {"int(TCP(flags='SA').flags | 'F'), int(TCP(flags='SA').flags & 'S'), int(TCP(flags='SA').flags ^ 'S')",
     "(19, 2, 16)"},
    {"[(f.flags.value, f.frag, f.payload.load) for f in overlap_frag(IP(id=1)/(b'x' * 16), b'y' * 8)]",
     "[(1, 0, b'yyyyyyyy'), (1, 0, b'xxxxxxxx'), (0, 1, b'xxxxxxxx')]"},
    {"fletcher16_checksum(b'abcde'), fletcher16_checkbytes(b'abcde\\x00\\x00', 5)", "(51440, b'F\\xc8')"},
    {"in4_chksum(6, P[IP], b'abcd'), in6_chksum(17, IPv6(src='::1', dst='::2'), b'abcd')", "(46890, 15137)"},
    {"hex(crc32(b'123456789')), hex(crc32c(b'123456789'))", "('0xcbf43926', '0xe3069283')"},
    {"atol('1.2.3.4'), ltoa(16909060), hex(itom(24))", "(16909060, '1.2.3.4', '0xffffff00')"},
    {"0 <= RandByte() < 256, RandNum(4, 4) + 1, RandNum(1, 5) in [1, 2, 3, 4, 5]", "(True, 5, True)"},
    {"len(RandString(8)), len(RandBin(9)), len(str(RandMAC())), int(RandNum(7, 7))", "(8, 9, 17, 7)"},
    {"sorted([int(x) for x in [RandEnum(0, 3)]])[0] in [0, 1, 2, 3]", "True"},
    {"IP(ttl=RandByte()).show(dump=True).splitlines()[8]", "'  ttl       = <RandByte>'"},
    {"[int(v) for v in [IncrementalValue(3, 2)] * 3]", "[3, 5, 7]"},
    {"fuzz(IP()/TCP()).proto, fuzz(IP(ttl=9)).ttl", "(6, 9)"},
    {"fuzz(IP()/TCP()).show(dump=True).splitlines()[1]", "'  version   = <RandNum>'"},
    {"len(corrupt_bits('ABCDE')), corrupt_bytes('ABCDE') != b'ABCDE', len(corrupt_bytes('A'*100, n=3))",
     "(5, True, 100)"},
    {"import_object(export_object(P, dump=True)) == P", "True"},
    {"import_object(export_object([1, 'a', IP(raw(P[IP]))], dump=True))[2].ttl", "33"},
};
INSTANTIATE_TEST_SUITE_P(Values, PacketWorth, testing::ValuesIn(values));

TEST(Packets, AreChangedInPlaceByTheirMethods) {
    Environment own = Environment::starting_from(variables());
    const auto at = [&](std::string_view expression) { return worth(expression, own); };
    own.set("p", value_of("IP(raw(P[IP]))", own));
    own.set("u", value_of("IP(raw(IP(src='1.1.1.1', dst='2.2.2.2')/UDP(sport=9, dport=9)/DNS(id=5)))", own));
    EXPECT_EQ(at("Raw in u, u.hide_defaults(), 'ttl' in u.fields, u.fields['src']"),
              "(True, None, False, '1.1.1.1')");
    EXPECT_EQ(at("u[UDP].decode_payload_as(DNS), u[DNS].id"), "(None, 5)");
}

TEST(Packets, AreBoundAndSplitAtRunTime) {
    Environment own;
    const auto at = [&](std::string_view expression) { return worth(expression, own); };
    const std::string_view read =
        "IP(raw(IP(src='1.1.1.1', dst='2.2.2.2')/UDP(sport=9, dport=4567)/DNS())).layers()";
    EXPECT_EQ(at(read), "[IP, UDP, Raw]");
    EXPECT_EQ(at("bind_layers(UDP, DNS, dport=4567)"), "None");
    EXPECT_EQ(at(read), "[IP, UDP, DNS]");
    EXPECT_EQ(at("(UDP()/DNS()).dport"), "4567");
    EXPECT_EQ(at("split_layers(UDP, DNS, dport=4567)"), "None");
    EXPECT_EQ(at(read), "[IP, UDP, Raw]");
    EXPECT_EQ(at("(UDP()/DNS()).dport"), "53");
    EXPECT_EQ(at("bind_layers(UDP, DNS, dprot=4567)"),
              "error: UDP has no field named dprot [did you mean dport?]");
}

}  // namespace
}  // namespace pkttest::language
