// Steps and clauses: each row is a test's text and what was read, or the whole messages.
#include <gtest/gtest.h>

#include "framework/language/syntax/parser.h"

namespace pkttest::language {
namespace {

std::string dump(const std::vector<Step>& steps, const std::string& indent = "");

std::string dump(const Step& step, const std::string& indent) {
    std::string out = indent + std::string(to_text(step.kind));
    for (const Name& name : step.names) out.append(" ").append(name.text);
    if (step.value) out.append(" ").append(dump(step.value));
    for (const Clause& clause : step.clauses) {
        out.append(" |").append(to_text(clause.kind));
        for (const Expr& value : clause.values) out.append(" ").append(dump(value));
    }
    return out + "\n" + dump(step.body, indent + "    ");
}

std::string dump(const std::vector<Step>& steps, const std::string& indent) {
    std::string out;
    for (const Step& step : steps) out += dump(step, indent);
    return out;
}

std::string read(std::string text) {
    Sources sources;
    Diagnostics diagnostics;
    const std::vector<Step> steps = parse_steps(sources, sources.add("input", std::move(text)), diagnostics);
    return render(diagnostics.all(), sources) + dump(steps);
}

struct Row {
    const char* text;
    const char* result;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class ReadsSteps : public testing::TestWithParam<Row> {};
TEST_P(ReadsSteps, AsThis) { EXPECT_EQ(read(GetParam().text), GetParam().result); }

constexpr Row right[] = {
    {"let a, b = 1, 2", "let a b (tuple 1 2)\n"},
    {"send IP() on lan, wan every 10ms times 3", "send (call IP) |on lan wan |every 10000000ns |times 3\n"},
    {"send times / on on on", "send (/ times on) |on on\n"},
    {"expect IP() within 1s on wan as r", "expect (call IP) |within 1000000000ns |on wan |as r\n"},
    {"expect exactly IP() ignoring IP.id, IP", "expect (call IP) |exactly |ignoring (attr id IP) IP\n"},
    {"expect IP() exactly where ttl < 3 filter \"udp\"",
     "expect (call IP) |exactly |where (compare ttl (< 3)) |filter \"udp\"\n"},
    {"expect no IP() on wan for 500ms", "expect no (call IP) |on wan |for 500000000ns\n"},
    {"expect in any order within 1s\n  expect IP() on lan\n  UDP() as u",
     "expect in any order |within 1000000000ns\n    expect (call IP) |on lan\n    expect (call UDP) |as u\n"},
    {"sr IP() on lan as answered, unanswered", "sr (call IP) |on lan |as answered unanswered\n"},
    {"sr1 IP()/ICMP() on lan within 1s times 2 as reply",
     "sr1 (/ (call IP) (call ICMP)) |on lan |within 1000000000ns |times 2 |as reply\n"},
    {"sniff on lan for 2s times 3 as ps", "sniff |on lan |for 2000000000ns |times 3 |as ps\n"},
    {"sniff", "sniff\n"},
    {"sniff TCP() where len > 3", "sniff (call TCP) |where (compare len (> 3))\n"},
    {"answer on wan with ARP_am(IP_addr=a)", "answer |on wan |with (call ARP_am (keyword IP_addr a))\n"},
    {"answer on wan when IP()/ICMP() as q with IP(dst=q[IP].src)",
     "answer |on wan |when (/ (call IP) (call ICMP)) |as q |with (call IP (keyword dst (attr src (subscript "
     "q IP))))\n"},
    {"check a matches IP() exactly", "check (compare a (matches (call IP))) |exactly\n"},
    {"assert [x for x in y] == []", "assert (compare (listof x (for x y)) (== (list)))\n"},
    {"replay \"a.pcap\" on lan every 1ms", "replay \"a.pcap\" |on lan |every 1000000ns\n"},
    {"wait 500ms", "wait 500000000ns\n"},
    {"wait delay", "wait delay\n"},
    {"repeat 3 times as i\n\twait 1s\n\trepeat n every 1s\n\t\twait 2s\nwait 3s",
     "repeat 3 |as i\n    wait 1000000000ns\n    repeat n |every 1000000000ns\n        wait "
     "2000000000ns\nwait 3000000000ns\n"},
    {"skip \"old\" when version < 3", "skip \"old\" |when (compare version (< 3))\n"},
    {"xfail 'broken'", "xfail \"broken\"\n"},
    {"exec \"ls\" within 1s as out", "exec \"ls\" |within 1000000000ns |as out\n"},
    {"send IP(\n    dst=a,  # there\n\n)/UDP(\n) on lan  # done\r\nwait 1s\r\n",
     "send (/ (call IP (keyword dst a)) (call UDP)) |on lan\nwait 1000000000ns\n"},
    {"check a == \\\n  b", "check (compare a (== b))\n"},
    {"\xef\xbb\xbfwait 1s", "wait 1000000000ns\n"},
};
INSTANTIATE_TEST_SUITE_P(Steps, ReadsSteps, testing::ValuesIn(right));

class RefusesSteps : public testing::TestWithParam<Row> {};
TEST_P(RefusesSteps, WithThisMessage) { EXPECT_EQ(read(GetParam().text), GetParam().result); }

constexpr Row wrong[] = {
    {"expect",
     "input:1:7: error: expect needs a pattern\n"
     "  expect\n"
     "        ^\n"
     "  for example: expect IP()/UDP() on lan\n"},
    {"expect on lan",
     "input:1:1: error: expect needs a pattern\n"
     "  expect on lan\n"
     "  ^~~~~~\n"
     "  for example: expect IP()/UDP() on lan\n"},
    {"exepct IP() on lan",
     "input:1:1: error: exepct is not a step\n"
     "  exepct IP() on lan\n"
     "  ^~~~~~\n"
     "  did you mean \"expect\"?\n"},
    {"frobnicate IP()",
     "input:1:1: error: frobnicate is not a step\n"
     "  frobnicate IP()\n"
     "  ^~~~~~~~~~\n"
     "  a line of a test begins with a step, such as check, send or let\n"},
    {"r = sr1(IP())",
     "input:1:1: error: a variable is set with let\n"
     "  r = sr1(IP())\n"
     "  ^\n"
     "  did you mean \"let r = ...\"?\n"
     "let r (call sr1 (call IP))\n"},
    {"IP()/TCP()",
     "input:1:1: error: IP begins no step\n"
     "  IP()/TCP()\n"
     "  ^~\n"
     "  a line of a test begins with a step, such as check, send or let\n"},
    {"send IP() onn lan",
     "input:1:11: error: onn is not a clause of send\n"
     "  send IP() onn lan\n"
     "            ^~~\n"
     "  did you mean \"on\"?\n"
     "send (call IP) |on lan\n"},
    {"send IP() whatever lan",
     "input:1:11: error: whatever is not a clause of send\n"
     "  send IP() whatever lan\n"
     "            ^~~~~~~~\n"
     "  its clauses are on, every, times\n"},
    {"expect IP() timeout 2s",
     "input:1:13: error: timeout is not a clause of expect\n"
     "  expect IP() timeout 2s\n"
     "              ^~~~~~~\n"
     "  did you mean \"within\"?\n"
     "expect (call IP) |within 2000000000ns\n"},
    {"send IP() on",
     "input:1:13: error: on needs the name of a link\n"
     "  send IP() on\n"
     "              ^\n"
     "  for example: on lan\n"},
    {"send IP() on 5",
     "input:1:14: error: on needs the name of a link, not a number\n"
     "  send IP() on 5\n"
     "               ^\n"
     "  for example: on lan\n"},
    {"send IP() on lan on wan",
     "input:1:18: error: on stands twice in this step\n"
     "  send IP() on lan on wan\n"
     "                   ^~\n"
     "send (call IP) |on lan\n"},
    {"send IP() within 1s",
     "input:1:11: error: send takes no within\n"
     "  send IP() within 1s\n"
     "            ^~~~~~\n"
     "  its clauses are on, every, times\n"
     "send (call IP)\n"},
    {"expect IP() for 1s",
     "input:1:13: error: expect takes no for\n"
     "  expect IP() for 1s\n"
     "              ^~~\n"
     "  did you mean \"within\"?\n"
     "expect (call IP)\n"},
    {"wait",
     "input:1:5: error: wait needs a duration\n"
     "  wait\n"
     "      ^\n"
     "  for example: wait 500ms\n"},
    {"wait for 1s",
     "input:1:1: error: wait needs a duration\n"
     "  wait for 1s\n"
     "  ^~~~\n"
     "  for example: wait 500ms\n"},
    {"wait 1s on lan",
     "input:1:9: error: wait takes no on\n"
     "  wait 1s on lan\n"
     "          ^~\n"
     "wait 1000000000ns\n"},
    {"let x",
     "input:1:6: error: let needs = behind the name\n"
     "  let x\n"
     "       ^\n"
     "  for example: let router = \"192.0.2.1\"\n"},
    {"let x == 1",
     "input:1:7: error: let needs = behind the name, not ==\n"
     "  let x == 1\n"
     "        ^~\n"
     "  for example: let router = \"192.0.2.1\"\n"},
    {"check a = b",
     "input:1:9: error: = is not an operator\n"
     "  check a = b\n"
     "          ^\n"
     "  did you mean \"==\"?\n"},
    {"check",
     "input:1:6: error: check needs a condition\n"
     "  check\n"
     "       ^\n"
     "  for example: check reply[IP].ttl == 63\n"},
    {"repeat 3 times\nwait 1s",
     "input:1:1: error: repeat needs indented lines below it\n"
     "  repeat 3 times\n"
     "  ^~~~~~\n"
     "repeat 3\n"
     "wait 1000000000ns\n"},
    {"expect in order",
     "input:1:11: error: a group begins with expect in any order\n"
     "  expect in order\n"
     "            ^~~~~\n"
     "  did you mean \"expect in any order\"?\n"},
    {"expect in any order\n    check 1",
     "input:2:5: error: only patterns stand in a group\n"
     "      check 1\n"
     "      ^~~~~\n"
     "  for example: expect IP()/UDP() on lan\n"
     "expect in any order\n"},
    {"expect in any order\n    expect no IP()",
     "input:2:12: error: expect no does not stand in a group\n"
     "      expect no IP()\n"
     "             ^~\n"
     "expect in any order\n"},
    {"expect IP() ignoring 5",
     "input:1:22: error: ignoring needs fields by layer and name\n"
     "  expect IP() ignoring 5\n"
     "                       ^\n"
     "  for example: ignoring IP.id, IP.chksum\n"},
    {"setup\n    wait 1s",
     "input:1:1: error: setup does not stand in a test or a block\n"
     "  setup\n"
     "  ^~~~~\n"
     "  it stands before the first test\n"},
    {"for x in y",
     "input:1:1: error: for stands right below the title of its test\n"
     "  for x in y\n"
     "  ^~~\n"
     "  within a test: repeat N as i runs its block with i from 0 on\n"},
    {"sleep 3",
     "input:1:1: error: sleep is not a step\n"
     "  sleep 3\n"
     "  ^~~~~\n"
     "  wait 3s lets time pass\n"},
    {"srp1(Ether()/ARP())",
     "input:1:1: error: srp1 begins no step\n"
     "  srp1(Ether()/ARP())\n"
     "  ^~~~\n"
     "  sr1 takes packets with and without their link layer\n"},
    {"assert r, \"why\"",
     "input:1:9: error: , is not expected here\n"
     "  assert r, \"why\"\n"
     "          ^\n"
     "  several values stand in brackets\n"},
    {"needs root",
     "input:1:1: error: needs does not stand in a block\n"
     "  needs root\n"
     "  ^~~~~\n"
     "  it stands in a header or a test\n"},
    {"\"text\"",
     "input:1:1: error: a text begins no step\n"
     "  \"text\"\n"
     "  ^~~~~~\n"
     "  a line of a test begins with a step, such as check, send or let\n"},
    {"repeat 2\n        wait 1s\n    wait 2s",
     "input:3:5: error: this line is indented otherwise than the block's first line\n"
     "      wait 2s\n"
     "      ^\n"
     "repeat 2\n"
     "    wait 1000000000ns\n"
     "    wait 2000000000ns\n"},
    {"send IP(dst=a\nexpect UDP() on lan",
     "input:1:8: error: ( is never closed\n"
     "  send IP(dst=a\n"
     "         ^\n"
     "  a ) is missing\n"
     "expect (call UDP) |on lan\n"},
    {"send IP(dst=\n    a b,\n    c)\nwait 1s",
     "input:2:7: error: a comma or an operator is missing before b\n"
     "      a b,\n"
     "        ^\n"
     "  or the ) of the ( that is open here\n"
     "wait 1000000000ns\n"},
    {"send 'abc\nwait 1s",
     "input:1:6: error: this text is never closed\n"
     "  send 'abc\n"
     "       ^~~~\n"
     "  the closing ' is missing\n"
     "wait 1000000000ns\n"},
};
INSTANTIATE_TEST_SUITE_P(Steps, RefusesSteps, testing::ValuesIn(wrong));

TEST(Steps, OnesThatAreWrongAreEachReportedAndTheOthersRead) {
    EXPECT_EQ(read("wait 1s\nsend\nwait 2s\nchek x\nwait 3s\n"),
              "input:2:5: error: send needs a packet\n"
              "  send\n"
              "      ^\n"
              "  for example: send IP(dst=router)/UDP(dport=53) on lan\n"
              "input:4:1: error: chek is not a step\n"
              "  chek x\n"
              "  ^~~~\n"
              "  did you mean \"check\"?\n"
              "wait 1000000000ns\nwait 2000000000ns\nwait 3000000000ns\n");
}

TEST(Steps, SpanEndsBeforeTheCommentAndTheBody) {
    Sources sources;
    Diagnostics diagnostics;
    const std::uint32_t source = sources.add("input", "repeat 3 times  # often\n    wait 1s\n");
    const std::vector<Step> steps = parse_steps(sources, source, diagnostics);
    ASSERT_EQ(steps.size(), 1u);
    EXPECT_EQ(sources.text(steps[0].span), "repeat 3 times");
}

}  // namespace
}  // namespace pkttest::language
