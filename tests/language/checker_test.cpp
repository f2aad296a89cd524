// The checker's messages, whole: where, what is wrong, what was expected, the nearest right name, and a note
// where more helps.
#include <gtest/gtest.h>

#include "tests/language/check_text.h"

namespace pkttest::language {
namespace {

struct Row {
    const char *name, *campaign, *shown;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Says : public testing::TestWithParam<Row> {};

TEST_P(Says, WhatIsWrongWhereAndHowItIsRight) {
    EXPECT_EQ(Checked("input", std::string("link lan = \"memory\"\n") + GetParam().campaign).shown(),
              GetParam().shown);
}

static constexpr Row rows[] = {
    {"AFieldIsNamedWithItsNearest",
     "= T\n"
     "send IP(tll=3)\n",
     "input:3:9: error: IP has no field named tll\n"
     "  send IP(tll=3)\n"
     "          ^~~\n"
     "  did you mean \"ttl\"?\n"},
    {"ANameOfAnotherTestIsKnownThere", "= A\nlet x = 5\ncheck x == 5\n= B\ncheck x == 5\n",
     "input:6:7: error: x is not known\n"
     "  check x == 5\n"
     "        ^\n"
     "  it is set in another test or in a block, and known only there; what a header sets all tests know\n"},
    {"NothingIsNone", "= T\ncheck null == 1\n",
     "input:3:7: error: null is not known\n"
     "  check null == 1\n"
     "        ^~~~\n"
     "  did you mean \"None\"?\n"},
    {"ALinkDeclaredTwiceNamesTheFirst", "link wan = \"memory\"\nlink wan = \"memory\"\n= T\nwait 1ms\n",
     "input:3:6: error: the link wan is declared twice\n"
     "  link wan = \"memory\"\n"
     "       ^~~\n"
     "  the first one stands in line 2\n"},
    {"ALayerIsNamedWithItsNearest",
     "= T\n"
     "send IPv(dst=\"192.0.2.1\")\n",
     "input:3:6: error: IPv is not known\n"
     "  send IPv(dst=\"192.0.2.1\")\n"
     "       ^~~\n"
     "  did you mean \"IP\"?\n"},
    {"ATextWantsQuotes", "= T\nsend IP()/TCP(flags=SYN)\n",
     "input:3:21: error: SYN is not known\n"
     "  send IP()/TCP(flags=SYN)\n"
     "                      ^~~\n"
     "  text is written in quotes: \"SYN\"\n"},
    {"AStepIsNoFunction", "= T\nlet r = sr1(IP())\ncheck r == 1\n",
     "input:3:9: error: sr1 is not known\n"
     "  let r = sr1(IP())\n"
     "          ^~~\n"
     "  sr1 is a step, which a line begins with; as NAME keeps what it gives\n"},
    {"AFieldMayBeNamedInFull", "= T\nsend IP(source=\"192.0.2.1\")\n",
     "input:3:9: error: IP has no field named source\n"
     "  send IP(source=\"192.0.2.1\")\n"
     "          ^~~~~~\n"
     "  did you mean \"src\"?\n"},
    {"FlagsAreLetters", "= T\nsend IP()/TCP(flags=\"SYN\")\n",
     "input:3:21: error: flags has no flag named 'Y'\n"
     "  send IP()/TCP(flags=\"SYN\")\n"
     "                      ^~~~~\n"
     "  each letter is a flag: F S R P A U E C N\n"},
    {"AStepIsNotCalled", "= T\nsniff(iface=\"eth0\", count=3)\n",
     "input:3:12: error: sniff is a step, not a function\n"
     "  sniff(iface=\"eth0\", count=3)\n"
     "             ^\n"
     "  its clauses stand behind it, without = and commas: sniff … on LINK as NAME\n"},
    {"OperatorsOfOtherLanguages", "= T\ncheck 2 => 1\n",
     "input:3:9: error: => is not an operator\n"
     "  check 2 => 1\n"
     "          ^~\n"
     "  did you mean \">=\"?\n"},
    {"AFieldIsGivenNotCompared", "= T\nsend IP(ttl == 3)\n",
     "input:3:9: error: ttl is not known\n"
     "  send IP(ttl == 3)\n"
     "          ^~~\n"
     "  a field is given with one =, as ttl=VALUE; other conditions stand behind where\n"},
    {"WhereNamesThePacketAndItsFields", "= T\nexpect IP() where reply.ttl < 64\n",
     "input:3:19: error: reply is not known\n"
     "  expect IP() where reply.ttl < 64\n"
     "                    ^~~~~\n"
     "  in where, the packet is p, as in p[IP].ttl, and a field of the pattern its name: ttl\n"},
    {"ALayerIsTakenInBrackets", "= T\nsr1 IP()/TCP() as r\ncheck r.TCP.flags == \"SA\"\n",
     "input:4:9: error: a packet has no field named TCP\n"
     "  check r.TCP.flags == \"SA\"\n"
     "          ^~~\n"
     "  a layer of a packet is written p[TCP]\n"},
    {"ANameThatIsBegunIsGoneOnWith", "= T\nsend IPv6()/ICMPv6Echo()\n",
     "input:3:13: error: ICMPv6Echo is not known\n"
     "  send IPv6()/ICMPv6Echo()\n"
     "              ^~~~~~~~~~\n"
     "  did you mean \"ICMPv6EchoReply\"?\n"},
    {"ADurationIsOneWord", "= T\nwait 1 second\n",
     "input:3:8: error: second is not a clause of wait\n"
     "  wait 1 second\n"
     "         ^~~~~~\n"
     "  a duration is one word: 500ms, 2s, 1min\n"},
    {"ACommentBeginsWithAHash", "= T\nsend IP() on lan // now\n",
     "input:3:18: error: // is not expected here\n"
     "  send IP() on lan // now\n"
     "                   ^~\n"
     "  a comment begins with #\n"},
    {"AValueTooLargeSaysTheLargest",
     "= T\n"
     "send IP()/Dot1Q(vlan=4096)\n",
     "input:3:22: error: vlan has 12 bits, 4096 does not fit\n"
     "  send IP()/Dot1Q(vlan=4096)\n"
     "                       ^~~~\n"
     "  the largest value is 4095\n"},
    {"AValueTooSmallSaysTheSmallest",
     "= T\n"
     "send IP(ttl=-1)\n",
     "input:3:13: error: ttl has 8 bits, -1 does not fit\n"
     "  send IP(ttl=-1)\n"
     "              ^~\n"
     "  the smallest value is 0\n"},
    {"AValueOfAnotherKindSaysWhatIsTaken",
     "= T\n"
     "send IP(ttl=\"many\")\n",
     "input:3:13: error: ttl takes a number, not text 'many'\n"
     "  send IP(ttl=\"many\")\n"
     "              ^~~~~~\n"},
    {"AMemberOfASetIsShownWhereItStands",
     "= T\n"
     "send IP(ttl=[1, 256])\n",
     "input:3:17: error: ttl has 8 bits, 256 does not fit\n"
     "  send IP(ttl=[1, 256])\n"
     "                  ^~~\n"
     "  the largest value is 255\n"},
    {"ANameOfAValueHasItsNearest",
     "= T\n"
     "send ICMP(type=\"echo-requst\")\n",
     "input:3:16: error: type has no value named 'echo-requst'\n"
     "  send ICMP(type=\"echo-requst\")\n"
     "                 ^~~~~~~~~~~~~\n"
     "  did you mean \"echo-request\"?\n"},
    {"AnAddressShowsAnExample",
     "= T\n"
     "send IP(dst=\"192.0.2.256\")\n",
     "input:3:13: error: '192.0.2.256' is no IPv4 address for dst\n"
     "  send IP(dst=\"192.0.2.256\")\n"
     "              ^~~~~~~~~~~~~\n"
     "  for example: \"192.0.2.1\"\n"},
    {"ANetworkShowsExamples",
     "= T\n"
     "send IP(dst=\"192.0.2.0/33\")\n",
     "input:3:13: error: '192.0.2.0/33' is no network or set of addresses for dst\n"
     "  send IP(dst=\"192.0.2.0/33\")\n"
     "              ^~~~~~~~~~~~~~\n"
     "  for example: 192.0.2.0/24, 192.168.*.2, 10.0.0-3.1, 2001:db8::/32\n"},
    {"AnAddressWithoutQuotesIsShownWithThem",
     "= T\n"
     "send IP(dst=192.0.2.1)\n",
     "input:3:13: error: an address is written in quotes\n"
     "  send IP(dst=192.0.2.1)\n"
     "              ^~~~~~~~~\n"
     "  write \"192.0.2.1\" instead\n"},
    {"AStepHasItsNearest",
     "= T\n"
     "sned IP()\n",
     "input:3:1: error: sned is not a step\n"
     "  sned IP()\n"
     "  ^~~~\n"
     "  did you mean \"send\"?\n"},
    {"AStepWithoutANearestSaysWhatALineBeginsWith",
     "= T\n"
     "printout IP()\n",
     "input:3:1: error: printout is not a step\n"
     "  printout IP()\n"
     "  ^~~~~~~~\n"
     "  a line of a test begins with a step, such as check, send or let\n"},
    {"AClauseHasItsNearest",
     "= T\n"
     "send IP() onn lan\n",
     "input:3:11: error: onn is not a clause of send\n"
     "  send IP() onn lan\n"
     "            ^~~\n"
     "  did you mean \"on\"?\n"},
    {"AClauseOfAnotherStepNamesTheOneThatIsMeant",
     "= T\n"
     "expect no IP() within 1s\n",
     "input:3:16: error: expect no takes no within\n"
     "  expect no IP() within 1s\n"
     "                 ^~~~~~\n"
     "  did you mean \"for\"?\n"},
    {"ALinkHasItsNearest",
     "= T\n"
     "send IP() on lna\n",
     "input:3:14: error: no link is named lna\n"
     "  send IP() on lna\n"
     "               ^~~\n"
     "  did you mean \"lan\"?\n"},
    {"AVariableIsSetWithLet",
     "= T\n"
     "port = 80\n",
     "input:3:1: error: a variable is set with let\n"
     "  port = 80\n"
     "  ^~~~\n"
     "  did you mean \"let port = ...\"?\n"},
    {"AVariableHasItsNearest",
     "= T\n"
     "let port = 80\n"
     "check prot == 80\n",
     "input:4:7: error: prot is not known\n"
     "  check prot == 80\n"
     "        ^~~~\n"
     "  did you mean \"port\"?\n"},
    {"AMissingValueShowsAnExample",
     "= T\n"
     "wait\n",
     "input:3:5: error: wait needs a duration\n"
     "  wait\n"
     "      ^\n"
     "  for example: wait 500ms\n"},
    {"AKindSaysWhatIsWanted",
     "= T\n"
     "wait 10\n",
     "input:3:6: error: a duration such as 500ms or 2s is wanted here, this is a number\n"
     "  wait 10\n"
     "       ^~\n"},
    {"AUnitSaysWhichThereAre",
     "= T\n"
     "wait 10sec\n",
     "input:3:8: error: sec is not a unit of time\n"
     "  wait 10sec\n"
     "         ^~~\n"
     "  durations are written 100us, 500ms, 1s, 2min or 1h\n"},
    {"AForeignOperatorShowsOurs",
     "= T\n"
     "check 1 == 1 && 2 == 2\n",
     "input:3:14: error: && is not an operator\n"
     "  check 1 == 1 && 2 == 2\n"
     "               ^~\n"
     "  did you mean \"and\"?\n"},
    {"AForeignCharacterShowsThePlainOne",
     "= T\n"
     "check “a” == \"a\"\n",
     "input:3:7: error: this character is not part of the language\n"
     "  check “a” == \"a\"\n"
     "        ^\n"
     "  write \" instead\n"},
    {"AFieldComparedWithANameSaysItsNumber",
     "= T\n"
     "sr1 IP()/ICMP() as r\n"
     "check r[ICMP].type == \"echo-reply\"\n",
     "input:4:23: error: type is a number, it never equals text 'echo-reply'\n"
     "  check r[ICMP].type == \"echo-reply\"\n"
     "                        ^~~~~~~~~~~~\n"
     "  'echo-reply' is 0\n"},
    {"AFunctionShowsHowItIsCalled",
     "= T\n"
     "check len() == 1\n",
     "input:3:7: error: len needs more arguments: len(value)\n"
     "  check len() == 1\n"
     "        ^~~~~\n"},
    {"AMachineHasItsNearest",
     "= T\n"
     "answer with ARP_an()\n",
     "input:3:13: error: no answering machine is named ARP_an\n"
     "  answer with ARP_an()\n"
     "              ^~~~~~\n"
     "  did you mean \"ARP_am\"?\n"},
    {"AnAnswerShowsAnExample",
     "= T\n"
     "answer when IP()\n",
     "input:3:1: error: answer needs with and what to answer with\n"
     "  answer when IP()\n"
     "  ^~~~~~\n"
     "  for example: answer on lan when IP()/UDP() as q with IP(dst=q[IP].src)/ICMP()\n"},
    {"ASecondSetupSaysWhatToDo",
     "setup\n"
     "    wait 1ms\n"
     "setup\n"
     "    wait 2ms\n"
     "= T\n"
     "wait 1ms\n",
     "input:4:1: error: setup stands twice here\n"
     "  setup\n"
     "  ^~~~~\n"
     "  put all of its steps into one block\n"},
    {"AFieldOfThePayloadSaysWhereItIsLookedFor",
     "= T\n"
     "let p = IP()/UDP()\n"
     "check p[UDP].port == 53\n",
     "input:4:14: warning: UDP has no field named port of its own\n"
     "  check p[UDP].port == 53\n"
     "               ^~~~\n"
     "  did you mean \"sport\"?\n"
     "  it is looked for in the layers above UDP\n"},
    {"AllMistakesComeAtOnce",
     "= T\n"
     "send IP(tll=3)\n"
     "sned IP()\n"
     "send IP(ttl=256)\n",
     "input:3:9: error: IP has no field named tll\n"
     "  send IP(tll=3)\n"
     "          ^~~\n"
     "  did you mean \"ttl\"?\n"
     "input:4:1: error: sned is not a step\n"
     "  sned IP()\n"
     "  ^~~~\n"
     "  did you mean \"send\"?\n"
     "input:5:13: error: ttl has 8 bits, 256 does not fit\n"
     "  send IP(ttl=256)\n"
     "              ^~~\n"
     "  the largest value is 255\n"},
};
INSTANTIATE_TEST_SUITE_P(Checker, Says, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Checker, SaysNothingOfWhatIsNeverReadWhereALineCannotBeRead) {
    const Checked checked("input",
                          "link lan = \"memory\"\n= T\nsr1 IP()/ICMP() on lan as reply\nchek reply\n");
    EXPECT_EQ(checked.shown(),
              "input:4:1: error: chek is not a step\n  chek reply\n  ^~~~\n  did you mean \"check\"?\n");
}

}  // namespace
}  // namespace pkttest::language
