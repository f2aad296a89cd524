// Classes in .uts campaigns: packets as protocols, and plain ones.
#include <gmock/gmock.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

TEST(UtsClass, OfPacketsIsAProtocol) {
    EXPECT_EQ(run_code("class Simple(Packet):\n"
                       "    name = 'simple one'\n"
                       "    fields_desc = [\n"
                       "        ByteField('a', 1),\n"
                       "        ShortField('b', 0x1234),\n"
                       "    ]\n"
                       "\n"
                       "assert raw(Simple(a=5)) == b'\\x05\\x12\\x34'\n"
                       "q = Simple(b'\\x01\\x00\\x02rest')\n"
                       "assert q.a == 1 and q.b == 2 and q[Raw].load == b'rest'\n"),
              "passed");
}

TEST(UtsClass, FieldsAskThePacket) {
    EXPECT_EQ(run_code("class Rec(Packet):\n"
                       "    fields_desc = [ByteField('v', 0)]\n"
                       "    def extract_padding(self, s):\n"
                       "        return b'', s\n"
                       "\n"
                       "class Many(Packet):\n"
                       "    fields_desc = [FieldLenField('n', None, count_of='recs', fmt='B'),\n"
                       "                   PacketListField('recs', [], Rec, count_from=lambda pkt: pkt.n),\n"
                       "                   ConditionalField(ShortField('c', 3), lambda pkt: pkt.n == 2)]\n"
                       "\n"
                       "m = Many(b'\\x02\\x05\\x06\\x00\\x07more')\n"
                       "assert [r.v for r in m.recs] == [5, 6] and m.c == 7 and m.load == b'more'\n"
                       "assert raw(Many(recs=[Rec(v=1)])) == b'\\x01\\x01'\n"),
              "passed");
}

TEST(UtsClass, MethodsOfScapyAreAsked) {
    EXPECT_EQ(
        run_code("class Q(Packet):\n"
                 "    fields_desc = [ByteField('op', 0), ByteField('len', None)]\n"
                 "    def post_build(self, p, pay):\n"
                 "        if self.len is None:\n"
                 "            p = p[:1] + bytes([len(pay)]) + p[2:]\n"
                 "        return p + pay\n"
                 "    def answers(self, other):\n"
                 "        return isinstance(other, Q) and self.op == other.op\n"
                 "    def guess_payload_class(self, payload):\n"
                 "        return IP if self.op == 1 else Raw\n"
                 "\n"
                 "assert raw(Q(op=9)/b'abc') == b'\\x09\\x03abc'\n"
                 "assert Q(op=1).answers(Q(op=1)) and not Q(op=1).answers(Q(op=2))\n"
                 "assert IP in Q(b'\\x01\\x00' + raw(IP())) and IP not in Q(b'\\x02\\x00' + raw(IP()))\n"),
        "passed");
}

TEST(UtsClass, StaysForTheTestsBehindIt) {
    EXPECT_THAT(
        run_uts(
            "+ set\n= one\nclass X(Packet):\n    fields_desc = [ByteField('x', 1)]\n\n= two\nX().x == 1\n"),
        ElementsAre("passed", "passed"));
}

TEST(UtsClass, WithMoreThanATableSaysIsSkipped) {
    EXPECT_THAT(run_uts("+ set\n= one\nclass X(Packet):\n    fields_desc = []\n    def do_build(self):\n     "
                        "   return b''\n\n"
                        "= two\nraw(X())\n"),
                ElementsAre(StartsWith("skipped: line 3: class X with its own do_build"),
                            "skipped: line 9: X is set in the test \"one\", which was skipped at line 3"));
}

TEST(UtsClass, PlainOnesHaveAttributesAndMethods) {
    EXPECT_EQ(run_code("class A(object):\n"
                       "    x = 5\n"
                       "    def __init__(self, v):\n"
                       "        self.v = v\n"
                       "    def get(self):\n"
                       "        return self.v + self.x\n"
                       "\n"
                       "a = A(3)\n"
                       "a.v += 1\n"
                       "assert a.get() == 9 and isinstance(a, A) and not isinstance(5, A)\n"),
              "passed");
}

}  // namespace
}  // namespace pkttest::language
