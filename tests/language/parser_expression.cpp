// Expressions: each row is what is written and the tree it makes, as dump() shows it.
#include <gtest/gtest.h>

#include "framework/language/syntax/parser.h"

namespace pkttest::language {
namespace {

std::string read(std::string text) {
    Sources sources;
    Diagnostics diagnostics;
    const Expr expr = parse_expression(sources, sources.add("input", std::move(text)), diagnostics);
    const std::string messages = render(diagnostics.all(), sources);
    return messages.empty() ? dump(expr) : messages;
}

struct Row {
    const char* text;
    const char* tree;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class ReadsExpressions : public testing::TestWithParam<Row> {};
TEST_P(ReadsExpressions, AsThisTree) { EXPECT_EQ(read(GetParam().text), GetParam().tree); }

constexpr Row literals[] = {
    {"1", "1"},
    {"0xff", "255"},
    {"0b101", "5"},
    {"0o17", "15"},
    {"1_000", "1000"},
    {"00", "0"},
    {"170141183460469231731687303715884105727", "170141183460469231731687303715884105727"},
    {"1.5", "1.5"},
    {".5", "0.5"},
    {"1e3", "1000"},
    {"1s", "1000000000ns"},
    {"500ms", "500000000ns"},
    {"1.5us", "1500ns"},
    {"2min", "120000000000ns"},
    {"1h", "3600000000000ns"},
    {"7ns", "7ns"},
    {"None", "None"},
    {"True", "True"},
    {"False", "False"},
    {"\"a\"", "\"a\""},
    {"'a\"b'", "\"a\\\"b\""},
    {"\"\"", "\"\""},
    {R"("\x41\n\101\\")", R"("A\x0aA\\")"},
    {R"(r"\x41\n")", R"("\\x41\\n")"},
    {R"("\u00e9\x80")", "\"\u00e9\u0080\""},
    {R"(b"\x00\xff")", "b\"\\x00\xff\""},
    {"'''a\nb'''", R"("a\x0ab")"},
    {"\"a\" 'b'\n\"c\"", "\"abc\""},
    {"b'a' b'b'", "b\"ab\""},
    {"u'a'", "\"a\""},
    {"f\"a{x}b\"", "(f \"a\" (replace x) \"b\")"},
    {"f\"{x!r:>{n}}\"", "(f (replace r x (f \">\" (replace n))))"},
    {"f'{x:02x}'", "(f (replace x (f \"02x\")))"},
    {"f\"{x=}\"", "(f \"x=\" (replace r x))"},
    {"f'{d[\"a\"]} {{}}'", "(f (replace (subscript d \"a\")) \" {}\")"},
    {"f'{a != b}'", "(f (replace (compare a (!= b))))"},
    {"'p' f'{x}' 'q'", "(f \"p\" (replace x) \"q\")"},
};

constexpr Row operators[] = {
    {"1 + 2 * 3", "(+ 1 (* 2 3))"},
    {"(1 + 2) * 3", "(* (+ 1 2) 3)"},
    {"1 - 2 - 3", "(- (- 1 2) 3)"},
    {"2 ** 3 ** 2", "(** 2 (** 3 2))"},
    {"-2 ** 2", "(- (** 2 2))"},
    {"2 ** -1", "(** 2 (- 1))"},
    {"~a & b | c ^ d", "(| (& (~ a) b) (^ c d))"},
    {"1 << 2 + 3 >> 1", "(>> (<< 1 (+ 2 3)) 1)"},
    {"a // b % c", "(% (// a b) c)"},
    {"a < b <= c != d", "(compare a (< b) (<= c) (!= d))"},
    {"a in b", "(compare a (in b))"},
    {"a not in b", "(compare a (not in b))"},
    {"a is None", "(compare a (is None))"},
    {"a is not None", "(compare a (is not None))"},
    {"not a == b", "(not (compare a (== b)))"},
    {"a and b and c or d", "(or (and a b c) d)"},
    {"not a and not b", "(and (not a) (not b))"},
    {"a if b else c if d else e", "(if a b (if c d e))"},
    {"reply matches IP()/ICMP()", "(compare reply (matches (/ (call IP) (call ICMP))))"},
    {"lambda: 1", "(lambda 1)"},
    {"lambda p, n=2, *a, **k: p", "(lambda (parameter p) (parameter n 2) (* a a) (** k k) p)"},
};

constexpr Row operands[] = {
    {"IP(dst=\"192.0.2.1\")/UDP(dport=53)/b'x'",
     "(/ (/ (call IP (keyword dst \"192.0.2.1\")) (call UDP (keyword dport 53))) b\"x\")"},
    {"f(a, *b, k=1, **c)", "(call f a (* b) (keyword k 1) (** c))"},
    {"f(a,)", "(call f a)"},
    {"f(x for x in y)", "(call f (generator x (for x y)))"},
    {"p[TCP].flags.S", "(attr S (attr flags (subscript p TCP)))"},
    {"p[TCP:2]", "(subscript p (slice TCP 2 -))"},
    {"p[1:2:3]", "(subscript p (slice 1 2 3))"},
    {"p[:]", "(subscript p (slice - - -))"},
    {"p[::2]", "(subscript p (slice - - 2))"},
    {"p[-1]", "(subscript p (- 1))"},
    {"p[1, 2:]", "(subscript p (tuple 1 (slice 2 - -)))"},
    {"(1, 1024)", "(tuple 1 1024)"},
    {"(1,)", "(tuple 1)"},
    {"()", "(tuple)"},
    {"1, 2", "(tuple 1 2)"},
    {"(*a, b)", "(tuple (* a) b)"},
    {"[]", "(list)"},
    {"[1, 2,]", "(list 1 2)"},
    {"{}", "(dict)"},
    {"{1: 'a', **b}", "(dict (pair 1 \"a\") (** b))"},
    {"{1, 2}", "(set 1 2)"},
    {"[p for p in ps if p if q]", "(listof p (for p ps p q))"},
    {"[a + b for a, b in x for (c, d) in y]", "(listof (+ a b) (for (tuple a b) x) (for (tuple c d) y))"},
    {"{a: b for a in x}", "(dictof (pair a b) (for a x))"},
    {"{a for a in x}", "(setof a (for a x))"},
    {"(a for a in x)", "(generator a (for a x))"},
    {"on + times / within", "(+ on (/ times within))"},
};

INSTANTIATE_TEST_SUITE_P(Literals, ReadsExpressions, testing::ValuesIn(literals));
INSTANTIATE_TEST_SUITE_P(Operators, ReadsExpressions, testing::ValuesIn(operators));
INSTANTIATE_TEST_SUITE_P(Operands, ReadsExpressions, testing::ValuesIn(operands));

class RefusesExpressions : public testing::TestWithParam<Row> {};
TEST_P(RefusesExpressions, WithThisMessage) { EXPECT_EQ(read(GetParam().text), GetParam().tree); }

constexpr Row wrong[] = {
    {"",
     "input:1:1: error: this needs an expression\n"
     "  \n"
     "  ^\n"
     "  for example: IP(dst=\"192.0.2.1\")/UDP()\n"},
    {"1 +",
     "input:1:4: error: + needs a value behind it\n"
     "  1 +\n"
     "     ^\n"},
    {"IP(",
     "input:1:3: error: ( is never closed\n"
     "  IP(\n"
     "    ^\n"
     "  a ) is missing\n"},
    {"IP(ttl=)",
     "input:1:8: error: ttl= needs a value, not )\n"
     "  IP(ttl=)\n"
     "         ^\n"},
    {"[1, 2",
     "input:1:1: error: [ is never closed\n"
     "  [1, 2\n"
     "  ^\n"
     "  a ] is missing\n"},
    {"IP() UDP()",
     "input:1:6: error: an operator is missing before UDP\n"
     "  IP() UDP()\n"
     "       ^~~\n"
     "  layers are stacked with /\n"},
    {"f(a b)",
     "input:1:5: error: a comma or an operator is missing before b\n"
     "  f(a b)\n"
     "      ^\n"
     "  or the ) of the ( that is open here\n"},
    {"a && b",
     "input:1:3: error: && is not an operator\n"
     "  a && b\n"
     "    ^~\n"
     "  did you mean \"and\"?\n"},
    {"!a",
     "input:1:1: error: ! is not an operator\n"
     "  !a\n"
     "  ^\n"
     "  did you mean \"not\"?\n"},
    {"a = b",
     "input:1:3: error: = is not an operator\n"
     "  a = b\n"
     "    ^\n"
     "  did you mean \"==\"?\n"},
    {"a if b",
     "input:1:1: error: a conditional expression needs else\n"
     "  a if b\n"
     "  ^~~~~~\n"
     "  VALUE if CONDITION else VALUE\n"},
    {"p.",
     "input:1:3: error: a name must stand behind the dot\n"
     "  p.\n"
     "    ^\n"
     "  for example: p[IP].ttl\n"},
    {"p[]",
     "input:1:3: error: what to take is missing between [ and ]\n"
     "  p[]\n"
     "    ^\n"
     "  for example: p[IP], packets[0], text[1:3]\n"},
    {"'abc",
     "input:1:1: error: this text is never closed\n"
     "  'abc\n"
     "  ^~~~\n"
     "  the closing ' is missing\n"},
    {"0x",
     "input:1:1: error: a number needs digits after 0x\n"
     "  0x\n"
     "  ^~\n"},
    {"0b12",
     "input:1:4: error: 2 is not a digit of a number to base 2\n"
     "  0b12\n"
     "     ^\n"},
    {"0755",
     "input:1:1: error: a number does not begin with 0\n"
     "  0755\n"
     "  ^~~~\n"
     "  octal numbers are written 0o755\n"},
    {"170141183460469231731687303715884105728",
     "input:1:1: error: this number is too large\n"
     "  170141183460469231731687303715884105728\n"
     "  ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
     "  the largest number has 127 bits\n"},
    {"5sec",
     "input:1:2: error: sec is not a unit of time\n"
     "  5sec\n"
     "   ^~~\n"
     "  durations are written 100us, 500ms, 1s, 2min or 1h\n"},
    {"9999999999h",
     "input:1:1: error: this duration is too long\n"
     "  9999999999h\n"
     "  ^~~~~~~~~~~\n"
     "  the longest is 292 years\n"},
    {"'\\q'",
     "input:1:2: warning: \\q is not an escape\n"
     "  '\\q'\n"
     "   ^~\n"
     "  for a backslash write \\\\q, or put r before the quote\n"},
    {"'\\x4'",
     "input:1:2: error: \\x needs 2 hexadecimal digits\n"
     "  '\\x4'\n"
     "   ^~\n"},
    {"'\\ud800'",
     "input:1:2: error: there is no such character\n"
     "  '\\ud800'\n"
     "   ^~~~~~\n"},
    {"b'\u00e9'",
     "input:1:3: error: bytes hold ASCII characters only\n"
     "  b'\xC3\xA9'\n"
     "    ^\n"
     "  write others as \\xHH\n"},
    {"'a' b'b'",
     "input:1:5: error: bytes and text don't join\n"
     "  'a' b'b'\n"
     "      ^~~~\n"
     "  put b before both or neither\n"},
    {"\u201ca\u201d",
     "input:1:1: error: this character is not part of the language\n"
     "  \xE2\x80\x9C"
     "a\xE2\x80\x9D\n"
     "  ^\n"
     "  write \" instead\n"},
    {"a ? b",
     "input:1:3: error: this character is not part of the language\n"
     "  a ? b\n"
     "    ^\n"},
    {"f'{'",
     "input:1:3: error: { is never closed\n"
     "  f'{'\n"
     "    ^\n"
     "  write {{ for the sign itself\n"},
    {"f'}'",
     "input:1:3: error: } stands alone in a formatted text\n"
     "  f'}'\n"
     "    ^\n"
     "  write }} for the sign itself\n"},
    {"f'{}'",
     "input:1:4: error: {} needs a value\n"
     "  f'{}'\n"
     "     ^\n"
     "  for example: {port}\n"},
    {"f'{a b}'",
     "input:1:6: error: an operator is missing before b\n"
     "  f'{a b}'\n"
     "       ^\n"},
    {"f'{a!x}'",
     "input:1:5: error: !x is not a conversion\n"
     "  f'{a!x}'\n"
     "      ^~\n"
     "  there are !r, !s and !a\n"},
    {"{1: 2, 3}",
     "input:1:8: error: a dict has KEY: VALUE throughout, a set has values only\n"
     "  {1: 2, 3}\n"
     "         ^\n"},
    {"[x for x]",
     "input:1:9: error: for needs in and values behind its name\n"
     "  [x for x]\n"
     "          ^\n"
     "  for example: [p for p in packets]\n"},
    {"lambda 1: 2",
     "input:1:8: error: a parameter is a name\n"
     "  lambda 1: 2\n"
     "         ^\n"
     "  lambda p: p.ttl > 1\n"},
    {")",
     "input:1:1: error: this needs an expression, not )\n"
     "  )\n"
     "  ^\n"
     "  for example: IP(dst=\"192.0.2.1\")/UDP()\n"},
    {"(1",
     "input:1:1: error: ( is never closed\n"
     "  (1\n"
     "  ^\n"
     "  a ) is missing\n"},
    {"f(1]",
     "input:1:4: error: ] is not expected here\n"
     "  f(1]\n"
     "     ^\n"
     "  a ) is missing before it\n"},
    {"a not b",
     "input:1:3: error: an operator is missing before not\n"
     "  a not b\n"
     "    ^~~\n"},
    {"1 in",
     "input:1:5: error: in needs a value behind it\n"
     "  1 in\n"
     "      ^\n"},
};
INSTANTIATE_TEST_SUITE_P(Expressions, RefusesExpressions, testing::ValuesIn(wrong));

TEST(Expressions, NestedTooDeeplyAreRefusedNotFollowed) {
    for (const char* open :
         {"(", "[", "{", "f(", "p[", "-", "~", "not ", "lambda: ", "2**", "1 if a else ", "{1:"}) {
        std::string text;
        for (int i = 0; i < 100'000; ++i) text += open;
        EXPECT_NE(read(text).find("error: this expression is nested too deeply\n"), std::string::npos)
            << open;
    }
}

TEST(Expressions, ChainsThatAreTooLongAreRefused) {
    for (const char* link : {"+1", "/a", ".b", "[0]", "()"}) {
        std::string text = "a";
        for (int i = 0; i < 100'000; ++i) text += link;
        EXPECT_NE(read(text).find("error: this expression is too long\n"), std::string::npos) << link;
    }
}

TEST(Expressions, SpansCoverWhatIsWritten) {
    Sources sources;
    Diagnostics diagnostics;
    const Expr sum =
        parse_expression(sources, sources.add("input", " (a) + IP(ttl = 64).dst[1] "), diagnostics);
    EXPECT_EQ(sources.text(sum.span), "(a) + IP(ttl = 64).dst[1]");
    EXPECT_EQ(sources.text(sum.name_span), "+");
    const Expr& attribute = sum.children[1].children[0];
    EXPECT_EQ(sources.text(attribute.span), "IP(ttl = 64).dst");
    EXPECT_EQ(sources.text(attribute.name_span), "dst");
    const Expr& argument = attribute.children[0].children[1];
    EXPECT_EQ(sources.text(argument.span), "ttl = 64");
    EXPECT_EQ(sources.text(argument.name_span), "ttl");
}

}  // namespace
}  // namespace pkttest::language
