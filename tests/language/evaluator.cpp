// The evaluator: what expressions are worth, row by row, and what is said where they are worth nothing.
#include "framework/language/evaluate/evaluator.h"

#include <gmock/gmock.h>

#include <deque>

#include "framework/language/syntax/parser.h"
#include "tests/language/evaluate_text.h"

namespace pkttest::language {
namespace {

struct Row {
    const char* expression;
    const char* value;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.expression; }

class Worth : public testing::TestWithParam<Row> {};
TEST_P(Worth, IsAsPythonSays) { EXPECT_EQ(worth(GetParam().expression), GetParam().value); }

constexpr Row arithmetic[] = {
    {"1 + 2 * 3", "7"},
    {"(1 + 2) * 3", "9"},
    {"-7 // 2", "-4"},
    {"-7 % 3", "2"},
    {"7 % -3", "-2"},
    {"7 // -2", "-4"},
    {"2 ** 10", "1024"},
    {"2 ** -1", "0.5"},
    {"7 / 2", "3.5"},
    {"1 << 100", "1267650600228229401496703205376"},
    {"-1 >> 200", "-1"},
    {"0xf0 | 0x0f & 0x3c ^ 1", "253"},
    {"~5", "-6"},
    {"True + True", "2"},
    {"1.5 * 2", "3.0"},
    {"7.5 // 2", "3.0"},
    {"2 ** 127", "170141183460469231731687303715884105728"},
    {"1 << 127", "170141183460469231731687303715884105728"},
    {"(2 ** 126 - 1) * 2 + 2", "170141183460469231731687303715884105728"},
    {"1 // 0", "error: division by zero"},
    {"1 % 0", "error: division by zero"},
    {"1.0 / 0", "error: division by zero"},
    {"1 << -1", "error: a shift by less than 0"},
    {"1 + 'a'", "error: + does not work with integer 1 and text 'a'"},
    {"-'a'", "error: - does not work with text 'a'"},
    {"500ms + 1s", "1500ms"},
    {"1s * 3", "3s"},
    {"90s", "90s"},
    {"1s / 500ms", "2.0"},
    {"2s - 500ms > 1s", "True"},
    {"0.25 < 500ms", "True"},
    {"1s + 'a'", "error: + does not work with duration 1s and text 'a'"},
};
INSTANTIATE_TEST_SUITE_P(Arithmetic, Worth, testing::ValuesIn(arithmetic));

constexpr Row texts[] = {
    {"'a' + 'b'", "'ab'"},
    {"'ab' * 3", "'ababab'"},
    {"3 * b'a'", "b'aaa'"},
    {"'x' * 0", "''"},
    {"'x' * 10 ** 9", "error: this text is too long [67108864 octets are the most]"},
    {"'hello'[1]", "'e'"},
    {"'hello'[-1]", "'o'"},
    {"'hello'[1:3]", "'el'"},
    {"'hello'[::-1]", "'olleh'"},
    {"'hello'[:-1]", "'hell'"},
    {"'hello'[10:20]", "''"},
    {"'h\u00e9llo'[1:3]", "'\u00e9l'"},
    {"len('h\u00e9llo')", "5"},
    {"b'abc'[0]", "97"},
    {"b'abc'[1:]", "b'bc'"},
    {"'abc'[3]", "error: there is no position 3, the length is 3"},
    {"'b' in 'abc'", "True"},
    {"'x' not in 'abc'", "True"},
    {"97 in b'abc'", "True"},
    {"'abc' < 'abd'", "True"},
    {"'A-B'.lower().split('-')", "['a', 'b']"},
    {"' a  b '.split()", "['a', 'b']"},
    {"'a,b,c'.split(',', 1)", "['a', 'b,c']"},
    {"', '.join(['a', 'b'])", "'a, b'"},
    {"','.join([1])", "error: join of text takes text, not integer 1 [str() makes one]"},
    {"'aXbX'.replace('X', '-')", "'a-b-'"},
    {"'abc'.startswith(('x', 'ab'))", "True"},
    {"'abc'.find('c')", "2"},
    {"'abc'.find('z')", "-1"},
    {"'  a '.strip() + '.'", "'a.'"},
    {"'5'.zfill(3)", "'005'"},
    {"'a'.encode() == b'a'", "True"},
    {"b'\\x01\\xff'.hex()", "'01ff'"},
    {"bytes.fromhec", "error: function <function bytes> has no fromhec"},
    {"hex_bytes('45 00')", "b'E\\x00'"},
    {"b''.fromhex('zz')", "error: this is not hexadecimal [for example: \"45 00 00 1c\"]"},
    {"'%d of %s: %02x' % (1, 'two', 255)", "'1 of two: ff'"},
    {"'%5.1f%%' % 12.345", "' 12.3%'"},
    {"'%-5d|' % 42", "'42   |'"},
    {"'%5s|%-5s|' % ('a', 'b')", "'    a|b    |'"},
    {"'%d' % 'x'", "error: %d takes a number, not text 'x'"},
    {"'%d %d' % (1,)", "error: % has fewer values than it takes here"},
    {"'%d' % (1, 2)", "error: 2 values for the 1 that % takes here"},
    {"f'{5:>4}|{5:<4}|{5:^4}|{5:04}'", "'   5|5   | 5  |0005'"},
    {"f'{255:x} {255:#X} {5:b} {8:#o}'", "'ff 0XFF 101 0o10'"},
    {"f'{1234567:,}'", "'1,234,567'"},
    {"f'{3.14159:.2f} {0.5:%} {1.0}'", "'3.14 50.000000% 1.0'"},
    {"f'{\"abc\":.2}|{\"a\":*^5}'", "'ab|**a**'"},
    {"f'{\"a\"!r} {[1, 2]}'", "\"'a' [1, 2]\""},
    {"f'{5:{3}d}'", "'  5'"},
    {"f'{5:y}'", "error: format y does not take an integer"},
    {"f'{\"a\":d}'", "error: format d takes a number, not a text"},
    {"f'{1:99999999}'", "error: this format is too wide [10000 is the most]"},
    {"f'{-255:#06x}'", "'-0x0ff'"},
};
INSTANTIATE_TEST_SUITE_P(Texts, Worth, testing::ValuesIn(texts));

constexpr Row collections[] = {
    {"[1, 2, 3][-1]", "3"},
    {"(1, 2, 3)[1:]", "(2, 3)"},
    {"[1, *[2, 3], 4]", "[1, 2, 3, 4]"},
    {"[1] + [2] * 2", "[1, 2, 2]"},
    {"[1, 2] + (3,)", "error: + does not work with list [1, 2] and tuple (3,)"},
    {"{'a': 1, **{'b': 2}}['b']", "2"},
    {"{'alpha': 1}['alpa']", "error: there is no key 'alpa' [did you mean alpha?]"},
    {"{'a': 1}.get('b', 5)", "5"},
    {"{'a': 1, 'a': 2}", "{'a': 2}"},
    {"list({'a': 1}.items())", "[('a', 1)]"},
    {"{1, 2, 2, 1}", "{1, 2}"},
    {"{1, 2} == {2, 1}", "True"},
    {"{1, 2} | {3}", "{1, 2, 3}"},
    {"{1, 2} & {2, 3}", "{2}"},
    {"{1, 2} - {2}", "{1}"},
    {"len(set([1, 1, 2]))", "2"},
    {"[n ** 2 for n in range(5) if n % 2]", "[1, 9]"},
    {"{a: b for a, b in [('x', 1), ('y', 2)]}", "{'x': 1, 'y': 2}"},
    {"[(a, b) for a in [1, 2] for b in 'xy']", "[(1, 'x'), (1, 'y'), (2, 'x'), (2, 'y')]"},
    {"sum(n for n in [1, 2, 3])", "6"},
    {"[a for a, b in [(1, 2, 3)]]", "error: 2 names take 2 values, here are 3"},
    {"list(range(10, 0, -3))", "[10, 7, 4, 1]"},
    {"range(10 ** 12)", "error: this list is too long [1000000 items are the most]"},
    {"[0] * 10 ** 7", "error: this list is too long [1000000 items are the most]"},
    {"sorted([3, 1, 2], reverse=True)", "[3, 2, 1]"},
    {"sorted(['bb', 'a'], key=len)", "['a', 'bb']"},
    {"sorted([1, 'a'])", "error: integer 1 and text 'a' have no order"},
    {"[1, 2] < [1, 3]", "True"},
    {"min(3, 1, 2), max([3, 1, 2])", "(1, 3)"},
    {"max([])", "error: max has nothing to choose from"},
    {"max([], default=7)", "7"},
    {"list(enumerate('ab', 1))", "[(1, 'a'), (2, 'b')]"},
    {"list(zip([1, 2, 3], 'ab'))", "[(1, 'a'), (2, 'b')]"},
    {"list(map(len, ['a', 'bb']))", "[1, 2]"},
    {"list(filter(lambda n: n > 1, [1, 2, 3]))", "[2, 3]"},
    {"any([0, 1]) and not all([0, 1])", "True"},
    {"next(iter([7, 8])), next(iter([]), 9)", "(7, 9)"},
    {"1 in [1, 2] and 3 not in (1, 2)", "True"},
    {"'a' in {'a': 1}", "True"},
    {"5[0]", "error: integer 5 has no parts"},
    {"[1].add(2)", "error: a list has append, not add"},
    {"(1,).append(2)", "error: a tuple cannot be changed"},
    {"(lambda l: [l.append(l), l])([1])", "error: a list cannot hold itself"},
};
INSTANTIATE_TEST_SUITE_P(Collections, Worth, testing::ValuesIn(collections));

constexpr Row logic[] = {
    {"0 or 'a'", "'a'"},
    {"'' and 1 // 0", "''"},
    {"1 or 1 // 0", "1"},
    {"not []", "True"},
    {"1 < 2 <= 2 != 3", "True"},
    {"1 < 2 > 3", "False"},
    {"3 > 2 and 1 if False else 5", "5"},
    {"None is None, 1 is not None", "(True, True)"},
    {"(lambda a, b=2: a + b)(1)", "3"},
    {"(lambda a: a)(a=4)", "4"},
    {"(lambda *all: len(all))(1, 2, 3)", "3"},
    {"(lambda a: a)()", "error: the argument a is missing"},
    {"(lambda a: a)(1, 2)", "error: this function takes 1 argument, 2 are given"},
    {"[f(10) for f in [lambda x: x + n for n in [1, 2]]]", "[11, 12]"},
    {"[(lambda x: x + n)(10) for n in [1, 2]]", "[11, 12]"},
    {"(lambda f: f(f))(lambda f: f(f))",
     "error: functions call one another too deeply [2000 levels are the most]"},
    {"5(1)", "error: integer 5 cannot be called"},
    {"lenn('a')", "error: lenn is not known [did you mean len?]"},
    {"len()", "error: len needs value [len(value)]"},
    {"len(1, 2)", "error: len takes no such argument [len(value)]"},
    {"sorted([1], kee=len)", "error: sorted has no parameter named kee [sorted(values, key=, reverse=)]"},
    {"None.ttl", "error: this is None, it has no ttl"},
    {"'a'.uper()", "error: text 'a' has no uper [did you mean upper?]"},
    {"int('0x1f', 16), int('12'), int(3.9)", "(31, 12, 3)"},
    {"int('zz')", "error: text 'zz' is no whole number"},
    {"isinstance(1, int), isinstance('a', (int, str)), isinstance(IP(), IP)", "(True, True, True)"},
    {"round(2.567, 2), round(2.5), abs(-3)", "(2.57, 2, 3)"},
    {"chr(0x263a), ord('\u263a'), hex(255)", "('\u263a', 9786, '0xff')"},
    {"str(5) + repr('a')", "\"5'a'\""},
    {"(255).to_bytes(2)", "b'\\x00\\xff'"},
    {"pow(3, 200, 13)", "9"},
    {"pow(3, 1000, 2**127) == 3**1000 % 2**127", "True"},
    {"pow(2**130 + 1, 2**70, -10**40) == pow((2**130 + 1) % 10**40, 2**70, 10**40) - 10**40", "True"},
};
INSTANTIATE_TEST_SUITE_P(Logic, Worth, testing::ValuesIn(logic));

constexpr Row packets[] = {
    {"IP(dst='192.0.2.1')/UDP(dport=53)/'x'", "IP(dst='192.0.2.1')/UDP(dport=53)/Raw(load=b'x')"},
    {"(IP(ttl=5)/UDP())[IP].ttl", "5"},
    {"(IP()/UDP(dport=5))[UDP].dport", "5"},
    {"(IP()/UDP(dport=5)).dport", "5"},
    {"(IP()/UDP(dport=5))['UDP'].dport", "5"},
    {"(IP(ttl=1)/IP(ttl=2))[IP:2].ttl", "2"},
    {"(IP()/UDP())[TCP]", "error: TCP is not in IP/UDP"},
    {"(IP()/UDP())[IP:2]", "error: IP is not 2 times in IP/UDP"},
    {"(IP()/UDP())['UPD']", "error: there is no layer named UPD [did you mean UDP?]"},
    {"UDP in IP()/UDP(), 'TCP' in IP()/UDP()", "(True, False)"},
    {"(IP()/UDP()).haslayer(UDP)", "True"},
    {"(IP()/UDP()).getlayer(TCP)", "None"},
    {"(IP()/UDP()).getlayer(1).name", "'UDP'"},
    {"(IP()/UDP()).lastlayer().name", "'UDP'"},
    {"(IP()/UDP()).layers()", "[IP, UDP]"},
    {"(IP()/UDP()).payload.name", "'UDP'"},
    {"(IP()/UDP())[UDP].underlayer.name", "'IP'"},
    {"len((IP()/UDP())[UDP].payload)", "0"},
    {"bool((IP()/UDP())[UDP].payload)", "False"},
    {"bytes(IP()/UDP())[9]", "17"},
    {"len(IP()/UDP()/'abc')", "31"},
    {"IP(bytes(IP(dst='192.0.2.1')/UDP(dport=53)))[UDP].dport", "53"},
    {"IP(ttl=300)", "error: ttl has 8 bits, 300 does not fit [the largest value is 255]"},
    {"IP(tll=3)", "error: IP has no field named tll [did you mean ttl?]"},
    {"IP(dst='192.0.2')", "error: '192.0.2' is no IPv4 address for dst [for example: \"192.0.2.1\"]"},
    {"ICMP(type='echo-reqest')", "error: type has no value named 'echo-reqest' [did you mean echo-request?]"},
    {"(IP()/UDP()).tll", "error: no layer of IP/UDP has a field named tll [did you mean ttl?]"},
    {"TCP(flags='SA').flags == 'SA' and TCP(flags='SA').flags == 0x12", "True"},
    {"TCP(flags='SA').flags & 2", "2"},
    {"f\"{TCP(flags='SA').flags} {TCP(flags='SA').flags:#x}\"", "'SA 0x12'"},
    {"IP(**{'ttl': 3}).ttl, IP(*[4]).version", "(3, 4)"},
    {"IP()/5", "error: this is no packet but integer 5"},
    {"len(list(IP(ttl=[1, 2, 3])/UDP(dport=(1, 2))))", "6"},
    {"[p.ttl for p in IP(ttl=(1, 3))]", "[1, 2, 3]"},
    {"len(IP() * 3)", "3"},
    {"len(IP()/[UDP(), TCP()])", "2"},
    {"IP(ttl=3) == IP(ttl=3), IP(ttl=3) == IP(ttl=4)", "(True, False)"},
    {"IP(dst='192.0.2.1')/UDP() matches IP(dst='192.0.2.0/24')", "True"},
    {"IP(ttl=64)/UDP() matches IP(ttl=(1, 63))", "False"},
    {"IP(ttl=64)/UDP() matches IP(ttl=any)/UDP", "True"},
    {"None matches IP()", "False"},
    {"IP(ttl=RandNum(3, 3)).command()", "'IP(ttl=RandNum(min=3, max=3))'"},
    {"list(IP(bytes(IP(ttl=RandNum(3, 3)))))[0].ttl", "3"},
    {"Net('192.0.2.0/30') matches 1", "error: this is no packet but integer 1"},
    {"list(Net('192.0.2.0/30'))[-1]", "'192.0.2.3'"},
    {"(IP(dst='192.0.2.9')/ICMP()).sprintf('to %IP.dst% by %ICMP.type%')", "'to 192.0.2.9 by echo-request'"},
    {"checksum(b'\\x45\\x00')", "47871"},
    {"inet_ntoa(inet_aton('192.0.2.1'))", "'192.0.2.1'"},
    {"rdpcap('x.pcap')", "error: captures cannot be read here"},
    {"RandNum(5, 1)", "error: the end is below the start"},
    {"IP(src='192.0.2.1', dst='192.0.2.2')/ICMP()/'x' matches IP()/ICMP()/'x'", "True"},
    {"(IP()/ICMP()).copy().show().splitlines()[0]", "'###[ IP ]### '"},
    {"'TTL' in ls(IP) or 'ttl' in ls(IP)", "True"},
};
INSTANTIATE_TEST_SUITE_P(Packets, Worth, testing::ValuesIn(packets));

TEST(Evaluator, ChecksumsOfAnInnerLayerAreThoseOfTheWholePacket) {
    EXPECT_EQ(worth("bytes((IP(src='192.0.2.1', dst='192.0.2.2')/UDP(sport=1, dport=2)/'x')[UDP]) == "
                    "bytes(IP(src='192.0.2.1', dst='192.0.2.2')/UDP(sport=1, dport=2)/'x')[20:]"),
              "True");
}

TEST(Evaluator, PaddingIsNoPayload) {
    EXPECT_EQ(worth("Ether(bytes(Ether()/IP()/ICMP()) + b'\\x00' * 20)[ICMP].payload.name"), "'NoPayload'");
    EXPECT_EQ(worth("bytes(Ether(bytes(Ether()/IP()/ICMP()/'ab') + b'\\x00' * 20)[ICMP].payload)"), "b'ab'");
}

Expr parsed(Sources& sources, std::string text) {
    Diagnostics diagnostics;
    return parse_expression(sources, sources.add("input", std::move(text)), diagnostics);
}

TEST(Evaluator, WhereSeesFieldsBeforeVariablesAndThePacketAsP) {
    Sources sources;
    Environment variables;
    variables.set("limit", Value(10));
    variables.set("ttl", Value(99));
    Packet packet(*find_protocol("IP"));
    packet.set(0, "ttl", Value(5));
    EXPECT_TRUE(holds_for(parsed(sources, "ttl < limit and p[IP].ttl == 5"), packet, variables));
    EXPECT_FALSE(holds_for(parsed(sources, "ttl > limit"), packet, variables));
    EXPECT_EQ(worth("ttl", variables), "99");
}

TEST(Evaluator, AConditionTellsWhatItCompared) {
    Sources sources;
    Environment variables;
    variables.set("a", Value(5));
    const Condition compared = evaluate_condition(parsed(sources, "a == 6"), variables);
    EXPECT_FALSE(compared.holds);
    ASSERT_EQ(compared.sides.size(), 1u);
    EXPECT_EQ(sources.text(compared.sides[0].first), "a");
    EXPECT_EQ(compared.sides[0].second, "5");
    const Condition matched = evaluate_condition(parsed(sources, "IP(ttl=3) matches IP(ttl=4)"), variables);
    ASSERT_TRUE(matched.comparison.has_value());
    EXPECT_EQ(matched.comparison->rows.at(0).actual, "3");
    EXPECT_FALSE(matched.holds);
}

TEST(Environment, ATestStartsFromCopiesOfOuterVariables) {
    Environment campaign;
    worth("1", campaign);
    campaign.set("log", Value(List{Value(1)}));
    campaign.set("name", Value("a"));
    Environment first = Environment::starting_from(campaign);
    EXPECT_EQ(worth("[log.append(2), log, name]", first), "[None, [1, 2], 'a']");
    Environment second = Environment::starting_from(campaign);
    EXPECT_EQ(worth("log", second), "[1]");
    EXPECT_EQ(worth("log", campaign), "[1]");
}

TEST(Environment, FunctionsOfTheCampaignSeeTheTestsVariables) {
    Sources sources;
    Environment campaign;
    const Expr lambda = parsed(sources, "lambda x: log.append(x)");
    campaign.set("log", Value(List{}));
    campaign.set("note", evaluate(lambda, campaign));
    Environment test = Environment::starting_from(campaign);
    EXPECT_EQ(worth("[note(5), log]", test), "[None, [5]]");
    EXPECT_EQ(worth("log", campaign), "[]");
}

TEST(Environment, AFrameSeesAndHidesOuterNames) {
    Environment outer;
    outer.set("a", Value(1));
    outer.set("b", Value(2));
    Environment inner = Environment::inside(outer);
    inner.set("a", Value(3));
    EXPECT_EQ(worth("a, b", inner), "(3, 2)");
    EXPECT_EQ(worth("a, b", outer), "(1, 2)");
}

TEST(Evaluator, AssignTakesTuplesApart) {
    Environment variables;
    const Name names[] = {{"a", {}}, {"b", {}}};
    assign(names, Value::tuple({Value(1), Value(2)}), {}, variables);
    EXPECT_EQ(worth("a + b", variables), "3");
    EXPECT_THROW(assign(names, Value(5), {}, variables), EvaluationError);
}

class Captures : public Services {
 public:
    List read_capture(const std::string& path, std::optional<std::size_t> count) override {
        List out{Value(path), Value(2), Value(3)};
        out.resize(std::min(out.size(), count.value_or(out.size())));
        return out;
    }
    void write_capture(const std::string& path, const std::vector<Packet>& packets,
                       const CaptureOptions&) override {
        written = path + " " + std::to_string(packets.size());
    }
    void check_time() override { ++checks; }
    std::string written;
    int checks = 0;
};

TEST(Evaluator, CapturesAndTheTimeAreTheServicesBusiness) {
    Captures captures;
    Environment variables(&captures);
    Environment test = Environment::starting_from(variables);
    EXPECT_EQ(worth("rdpcap('a.pcap', count=2)", test), "['a.pcap', 2]");
    EXPECT_EQ(worth("wrpcap('b.pcap', [IP(), IP()])", test), "None");
    EXPECT_EQ(captures.written, "b.pcap 2");
    EXPECT_EQ(worth("len([n for n in range(5000)])", test), "5000");
    EXPECT_GE(captures.checks, 4);
}

TEST(Diagnose, AValueThatDoesNotFitIsAnErrorAtItsPlace) {
    EXPECT_EQ(diagnose("Dot1Q(vlan=0x1000)"),
              "input:1:12: error: vlan has 12 bits, 4096 does not fit\n"
              "  Dot1Q(vlan=0x1000)\n"
              "             ^~~~~~\n"
              "  the largest value is 4095\n");
}

TEST(Diagnose, AnUnknownNameIsShownWithTheNearest) {
    EXPECT_EQ(diagnose("IP()/TPC(dport=80)"),
              "input:1:6: error: TPC is not known\n"
              "  IP()/TPC(dport=80)\n"
              "       ^~~\n"
              "  did you mean \"TCP\"?\n");
}

}  // namespace
}  // namespace pkttest::language
