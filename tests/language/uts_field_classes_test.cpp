// Field classes of .uts campaigns, alone and as members of a class: what each answers is what Scapy 2.5 does.
#include <gmock/gmock.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

using testing::StartsWith;

class FieldClasses : public testing::TestWithParam<const char*> {};

TEST_P(FieldClasses, AnswerAsScapys) { EXPECT_EQ(run_code(GetParam()), "passed") << GetParam(); }

INSTANTIATE_TEST_SUITE_P(
    Uts, FieldClasses,
    testing::Values(
        "f = CharEnumField('c', 'a', {'a': 'alpha', 'b': 'beta'})\n"
        "assert f.i2m(None, 'a') == b'a' and f.any2i(None, 'alpha') == 'a' and f.any2i(None, 'b') == 'b'\n"
        "assert f.i2repr(None, 'a') == 'alpha' and f.i2repr(None, 'x') == \"'x'\"\n"
        "assert f.getfield(None, b'abc') == (b'bc', b'a') and f.addfield(None, b'-', 'a') == b'-a'\n"
        "try:\n    f.any2i(None, 'zzz')\n    assert False\nexcept KeyError:\n    pass\n",
        "f = CharEnumField('c', 'a', {'alpha': 'a', 'beta': 'b'})\n"
        "assert f.any2i(None, 'beta') == 'b' and f.i2repr(None, 'alpha') == \"'alpha'\"\n",
        "f = StrEnumField('x', b'a', {b'a': 'alpha'})\n"
        "assert f.i2repr(None, b'a') == \"b'a' (alpha)\" and f.i2repr(None, b'c') == \"b'c'\"\n"
        "assert f.any2i(None, 'alpha') == b'alpha' and f.getfield(None, b'abc') == (b'', b'abc')\n",
        "f = StrFixedLenEnumField('x', b'aa', {b'aa': 'alpha'}, length=2)\n"
        "assert f.i2repr(None, b'aa') == \"b'aa' (alpha)\" and f.getfield(None, b'abc') == (b'c', b'ab')\n",
        "f = StrFixedLenFieldUtf16('x', 'ab', length=4)\n"
        "assert f.any2i(None, 'ab') == b'a\\x00b\\x00' and f.i2h(None, b'a\\x00b\\x00') == 'ab'\n"
        "assert f.getfield(None, b'a\\x00b\\x00c\\x00') == (b'c\\x00', b'a\\x00b\\x00')\n",
        "f = XLEStrLenField('x', b'', length_from=lambda p: 3)\n"
        "assert f.i2m(None, b'abc') == b'cba' and f.addfield(None, b'', b'abc') == b'cba'\n"
        "assert f.getfield(None, b'abcd') == (b'd', b'cba') and f.i2repr(None, b'abc') == '616263'\n",
        "f = BCDFloatField('x', 1.5)\n"
        "assert f.i2m(None, 1.5) == 384 and f.m2i(None, 0x15) == 0.08203125 and f.i2m(None, 1.999) == 511\n",
        "f = BitExtendedField('x', 0, 7)\n"
        "assert f.addfield(None, b'', 300) == b'\\x82,' and f.getfield(None, b'\\x82,\\x03') == (b'\\x03', "
        "300)\n"
        "f = BitExtendedField('x', 0, 3)\n"
        "assert f.getfield(None, f.addfield(None, b'', 300)) == (b'', 300)\n",
        "f = IPPrefixField('p', '10.0.0.0/8')\n"
        "assert f.any2i(None, '10.0.0.0/8') == ('10.0.0.0', 8) and f.i2len(None, ('10.0.0.0', 8)) == 8\n"
        "assert f.i2m(None, ('10.1.0.0', 16)) == (b'\\n\\x01', 16)\n"
        "assert f.m2i(None, (b'\\n\\x01', 16)) == ('10.1.0.0', 16)\n"
        "assert f.i2h(None, ('10.0.0.0', 8)) == '10.0.0.0/8'\n",
        "f = ICMPTimeStampField('t', None)\n"
        "assert f.i2repr(None, 3600000) == '1:0:0.0' and f.addfield(None, b'', 5) == "
        "b'\\x00\\x00\\x00\\x05'\n",
        "from scapy.layers.inet import TCPOptionsField\n"
        "f = TCPOptionsField('o', [])\n"
        "assert f.i2m(None, [('MSS', 1460), ('NOP', None)]) == b'\\x02\\x04\\x05\\xb4\\x01\\x00\\x00\\x00'\n"
        "assert f.m2i(None, b'\\x02\\x04\\x05\\xb4\\x01\\x00')[0] == ('MSS', 1460)\n"
        "assert f.i2repr(None, [('MSS', 1460)]) == \"[('MSS', 1460)]\"\n",
        "from scapy.layers.dhcp import DHCPOptionsField\n"
        "f = DHCPOptionsField('o', b'')\n"
        "assert f.i2m(None, [('message-type', 1), 'end']) == b'5\\x01\\x01\\xff'\n"
        "assert f.m2i(None, b'5\\x01\\x01\\xff') == [('message-type', 1), 'end']\n",
        "f = IP6ListField('o', [])\n"
        "assert f.i2len(None, ['::1', '::2']) == 32 and f.i2repr(None, ['::1']) == '[ ::1 ]'\n"
        "assert f.i2m(None, ['::1']) == b'\\x00' * 15 + b'\\x01'\n",
        "f = MultiFlagsField('f', set(), 8, {0: {0: MultiFlagsEntry('A', 'OptA'), 1: MultiFlagsEntry('B', "
        "'OptB')}}, depends_on=lambda p: 0)\n"
        "assert f.i2m(None, {'A', 'B'}) == 3 and f.i2repr(None, {'A'}) == \"{'OptA (A)'}\"\n"
        "assert f.m2i(None, 5) == {'A', 'bit 2'} and f.any2i(None, 3) == set()\n"
        "try:\n    f.any2i(None, 'A')\n    assert False\nexcept ValueError:\n    pass\n"));

class FieldClassesOfMembers : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(FieldClassesOfMembers, AnswerAsScapys) {
    const auto& [fields, code] = GetParam();
    const std::string all = std::string(
                                "class E(Packet):\n    name = 'E'\n    fields_desc = [ByteField('v', 0)]\n"
                                "    def extract_padding(self, s):\n        return b'', s\n\n"
                                "class P(Packet):\n    name = 'P'\n    fields_desc = [") +
                            fields + "]\n\n" + code;
    EXPECT_EQ(run_code(all), "passed") << all;
}

constexpr std::pair<const char*, const char*> members[] = {
    {"CharEnumField('c', 'a', {'a': 'alpha'}), ByteField('n', 1)",
     "assert raw(P()) == b'a\\x01' and raw(P(c='alpha')) == b'a\\x01' and P(b'xy').c == b'x'\n"
     "assert repr(P(c='a', n=2)) == '<P  c=alpha n=2 |>'\n"},
    {"ByteField('kind', 0), MultiFlagsField('f', set(), 8, {0: {0: MultiFlagsEntry('A', 'OptA')}, 1: {0: "
     "MultiFlagsEntry('X', 'OptX'), 3: MultiFlagsEntry('A', 'Again')}}, depends_on=lambda p: p.kind)",
     "assert raw(P()) == b'\\x00\\x00' and raw(P(kind=1, f={'X', 'A'})) == b'\\x01\\x09'\n"
     "assert P(b'\\x01\\x03').f == {'X', 'bit 1'} and 'A' in P(b'\\x00\\x01').f\n"
     "assert repr(P(b'\\x00\\x01')) == \"<P  kind=0 f={'OptA (A)'} |>\"\n"},
    {"LEBitField('a', 0, 4), LEBitField('b', 0, 12), ByteField('c', 0)",
     "assert raw(P(a=1, b=2, c=3)) == b'!\\x00\\x03' and P(b'\\x12\\x34\\x56').a == 2\n"
     "assert P(raw(P(a=1, b=0x345, c=3))).b == 0x345\n"},
    {"LEBitField('a', 0, 3), LEBitEnumField('b', 0, 5, {1: 'one', 2: 'two'})",
     "assert raw(P(a=1, b='two')) == b'\\x11' and repr(P(b'\\x11')) == '<P  a=1 b=two |>'\n"},
    {"ByteField('n', 8), BitFixedLenField('v', 0, length_from=lambda p: p.n)",
     "assert raw(P(n=8, v=5)) == b'\\x08\\x05' and raw(P(n=16, v=5)) == b'\\x10\\x00\\x05'\n"
     "assert P(b'\\x10\\x00\\x05').v == 5\n"},
    {"ByteField('a', 1), FCSField('fcs', 0, fmt='<I')",
     "assert raw(P(a=2, fcs=0x01020304) / b'abc') == b'\\x02abc\\x04\\x03\\x02\\x01'\n"
     "p = P(b'\\x02abc\\x04\\x03\\x02\\x01')\n"
     "assert p.fcs == 0x01020304 and p.load == b'abc' and p.a == 2\n"},
    {"ByteField('a', 1), TrailerField(ShortField('t', 7))",
     "assert raw(P(a=2) / b'abc') == b'\\x02abc\\x00\\x07' and P(b'\\x02abc\\x04\\x03').t == 1027\n"},
    {"FieldLenField('n', None, fmt='B', length_of='p'), IP6PrefixField('p', '::/0', length_from=lambda p: "
     "p.n)",
     "assert raw(P(p='2001:db8::/32')) == b'\\x20\\x20\\x01\\x0d\\xb8'\n"
     "assert P(b'\\x11\\x20\\x01\\x80').p == '2001:8000::/17'\n"},
};

constexpr std::pair<const char*, const char*> more_members[] = {
    {"BitField('a', 1, 9, tot_size=-2), BitField('b', 2, 2), BitField('c', 3, 5, end_tot_size=-2)",
     "assert raw(P()) == b'\\xc3\\x00' and P(raw(P(a=300, b=1, c=9))).a == 300\n"
     "assert P(raw(P(a=300, b=1, c=9))).c == 9\n"},
    {"FlagsField('f', 0, 8, ['a', 'b', 'c'])",
     "assert str(P(f=3).f) == 'a+b' and P(f='a+c').f == 5\n"
     "p = P(f='a')\np.f += 1\nassert str(p.f) == 'a' and repr(p.f | 4) == '<Flag 5 (a+c)>'\n"
     "assert str(p.f - 'a') == '' and p.f << 1 == 2\n"},
    {"ByteField('n', 3), BoundStrLenField('s', b'', 0, 2, length_from=lambda p: p.n)",
     "assert P(b'\\x03abcd').s == b'abc'\n"},
    {"EnumField('x', 1, (lambda x: 'n%d' % x, lambda s: int(s[1:])), 'B')",
     "assert repr(P(x='n7')) == '<P  x=n7 |>' and raw(P(x='n7')) == b'\\x07' and P(b'\\x05').x == 5\n"},
    {"PacketListField('l', [], next_cls_cb=lambda pkt, lst, p, remain: E if len(lst) < 2 else None)",
     "p = P(b'\\x01\\x02\\x03\\x04')\nassert [x.v for x in p.l] == [1, 2, 3] and p.load == b'\\x04'\n"
     "assert p.l[1].parent == p\n"},
};

INSTANTIATE_TEST_SUITE_P(More, FieldClassesOfMembers, testing::ValuesIn(more_members));
INSTANTIATE_TEST_SUITE_P(Uts, FieldClassesOfMembers, testing::ValuesIn(members));

class FieldClassesNotCovered : public testing::TestWithParam<const char*> {};

TEST_P(FieldClassesNotCovered, AreSkipped) {
    EXPECT_THAT(run_code(std::string("try:\n    x = ") + GetParam() + "\nexcept Exception:\n    pass\n"),
                StartsWith("skipped: line"))
        << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Uts, FieldClassesNotCovered,
    testing::Values("CharEnumField('c', 'a', ['a', 'b'])", "LEBitField('a', 0, 16).addfield(None, b'', 1)",
                    "NetBIOSNameField('n', 'abc').i2m(None, b'TEST')",
                    "IPPrefixField('p', '10.0.0.0/8').addfield(None, b'', '10.0.0.0/8')",
                    "NetBIOSNameField('n', 'abc', 33)",
                    "BitFixedLenField('v', 0, length_from=lambda p: 8).i2len(None, 3)",
                    "BitField('a', 1, 9, tot_size=-2).addfield(None, b'', 1)", "NBytesField('x', 0, 5, 6, 7)",
                    "OUIField('x', 0).i2repr(None, 0xaabbcc)", "AVP('Origin-Host', avpVnd=5, val=b'abc')",
                    "AVP(1, avpVnd=10415, val=b'abc')", "IP().parent"));

class Generators : public testing::TestWithParam<const char*> {};

TEST_P(Generators, GiveTheirValuesOneByOne) { EXPECT_EQ(run_code(GetParam()), "passed") << GetParam(); }

INSTANTIATE_TEST_SUITE_P(
    Uts, Generators,
    testing::Values(
        "def f(n):\n    for i in range(n):\n        if i != 1:\n            yield i * 2\n\n"
        "assert list(f(4)) == [0, 4, 6] and sum(f(3)) == 4 and [x for x in f(1)] == [0] and list(f(0)) == "
        "[]\n",
        "def f():\n    'Two.'\n    a = 1\n    yield a\n    a += 1\n    yield a\n    return\n    yield 9\n\n"
        "g = f()\nassert next(g) == 1 and next(g) == 2\n"
        "try:\n    next(g)\n    assert False\nexcept StopIteration:\n    pass\n"));

TEST(AGenerator, IsSkippedWhereItsLinesDoMore) {
    const auto of = [](const std::string& lines) {
        return run_code("x = []\ndef f():\n" + lines + "\nlist(f())\n");
    };
    EXPECT_THAT(of("    while True:\n        yield 1\n"), StartsWith("skipped: line 4: yield in a function"));
    EXPECT_THAT(of("    x.append(1)\n    yield x\n"), StartsWith("skipped: line 4: yield in a function"));
    EXPECT_THAT(of("    yield 1\n    yield int('a')\n"), StartsWith("skipped: line"));
    EXPECT_THAT(of("    try:\n        pass\n    except ValueError:\n        yield 1\n"),
                StartsWith("skipped: line 4: yield in a function"));
    EXPECT_THAT(
        run_code("def f():\n    try:\n        pass\n    finally:\n        if False:\n            yield\n"
                 "\nassert f() is None\n"),
        StartsWith("skipped"));
    EXPECT_THAT(of("    yield from [1]\n"), StartsWith("skipped: line 4: yield from"));
    EXPECT_THAT(of("    a = yield\n"), StartsWith("skipped"));
}

class ClassHooks : public testing::TestWithParam<const char*> {};

TEST_P(ClassHooks, AreAskedAsByScapy) { EXPECT_EQ(run_code(GetParam()), "passed") << GetParam(); }

INSTANTIATE_TEST_SUITE_P(Uts, ClassHooks,
                         testing::Values(
                             R"(class K(Packet):
    fields_desc = [ByteField('t', 0)]
    @classmethod
    def dispatch_hook(cls, _pkt=None, *args, **kargs):
        if _pkt and _pkt[0] == 1:
            return K1
        return cls

class K1(K):
    fields_desc = [ByteField('t', 1), ByteField('v', 0)]

class L(Packet):
    fields_desc = [PacketListField('l', [], K, length_from=lambda p: 4)]

assert K(b'\x01\x02').v == 2 and type(K(b'\x01\x02')) is K1 and type(K(b'\x00')) is K and type(K()) is K
assert L(b'\x01\x02\x00\x03').l[0].v == 2
)",
                             R"(class Default(Packet):
    fields_desc = [ByteField('n', 0)]

class A(Packet):
    fields_desc = [ByteField('n', 0)]
    def default_payload_class(self, s):
        return Default

class B(Packet):
    fields_desc = [ByteField('n', 0)]
    def guess_payload_class(self, s):
        return Default if self.n == 1 else Packet.guess_payload_class(self, s)

class C(B):
    def guess_payload_class(self, s):
        return Default if self.n == 2 else super(C, self).guess_payload_class(s)

assert A(b'\x01\x05')[Default].n == 5 and B(b'\x01\x05')[Default].n == 5 and B(b'\x02\x05').load == b'\x05'
assert C(b'\x02\x05')[Default].n == 5 and C(b'\x01\x05')[Default].n == 5 and C(b'\x03\x05').load == b'\x05'
bind_layers(Default, UDP, n=7)
assert UDP in Default(b'\x07' + raw(UDP()))
)",
                             R"(class O(Packet):
    fields_desc = [ByteField('n', 1)]
    overload_fields = {UDP: {'dport': 777}}

assert (UDP()/O()).dport == 777 and (UDP(dport=5)/O()).dport == 5 and UDP().dport == 53
)",
                             R"(from scapy.layers.can import *
class S(SignalPacket):
    fields_desc = [LEUnsignedSignalField('a', 0, start=0, size=4)]

p = S(b'\xff\xff')
assert p.a == 15 and raw(p) == b'\x0f\xff' and p.load == b'\xff'
)"));

}  // namespace
}  // namespace pkttest::language
