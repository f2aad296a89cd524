// Classes of .uts campaigns that go on from Scapy's layers, and classes of signals.
#include <gmock/gmock.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* layers = R"py(class A(IP):
    name = "A"
    def mysummary(self):
        return "A!" + str(self.ttl)
    def twice(self):
        return self.ttl * 2

class B(A):
    def mysummary(self):
        return "B" + super().mysummary()

class E(Ether):
    def post_build(self, p, pay):
        p = super(E, self).post_build(p, pay)
        return p + b"zz"

class U(UDP):
    def guess_payload_class(self, payload):
        return DNS

a = A(src="1.1.1.1", dst="1.2.3.4")
plain = IP(src="1.1.1.1", dst="1.2.3.4")
)py";

class OfALayer : public testing::TestWithParam<const char*> {};

TEST_P(OfALayer, GoesOnAsInScapy) {
    EXPECT_EQ(run_code(std::string(layers) + GetParam()), "passed") << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Uts, OfALayer,
    testing::Values(
        "assert raw(a) == raw(plain) and raw(a/UDP()/b'a') == raw(plain/UDP()/b'a')\n",
        "assert isinstance(a, IP) and issubclass(B, IP) and type(a) is A and type(a) is not IP\n",
        "assert IP not in a and A in a and not a.haslayer(IP) and a.haslayer(A)\n",
        "assert A(raw(a/UDP()/b'x'))[UDP].load == b'x' and A(raw(a)).dst == '1.2.3.4'\n",
        "assert (a/UDP()).proto == 17 and (Ether()/a).type == 0x800 and IP in Ether(raw(Ether()/a))\n",
        "assert repr(a) == '<A  src=1.1.1.1 dst=1.2.3.4 |>' and a != plain and a.copy() == a\n",
        "assert a.summary() == 'A!64' and B(ttl=7).summary() == 'BA!7' and B(ttl=7).twice() == 14\n",
        "assert a.name == 'A' and B().name == 'A' and U().name == 'UDP'\n",
        "assert a.hashret() == plain.hashret() and a.answers(IP(src='1.2.3.4', dst='1.1.1.1'))\n",
        "assert raw(plain/U(dport=5)/b'abc') == raw(plain/UDP(dport=5)/b'abc')\n",
        "assert DNS in U(raw(UDP(dport=5)/DNS())) and DNS not in UDP(raw(UDP(sport=5, dport=5)/DNS()))\n",
        "e = E(src='00:00:00:00:00:01', dst='00:00:00:00:00:02')\n"
        "assert raw(e/b'abc')[-5:] == b'abczz' and raw(e/IP())[12:14] == b'\\x08\\x00'\n",
        "bind_layers(IP, U, proto=99)\n"
        "assert U in IP(raw(IP(proto=99)/UDP()/DNS())) and U in A(raw(IP(proto=99)/UDP()/DNS()))\n"
        "assert (IP()/U()).proto == 99 and (A()/U()).proto == 99\n"));

TEST(OfALayer, IsSkippedWhereItReplacesWhatTheLayerDoes) {
    EXPECT_THAT(run_code("class A(IP):\n    fields_desc = [ByteField('x', 1)]\n"),
                HasSubstr("class A of IP with its own fields_desc"));
    EXPECT_THAT(run_code("class A(IP):\n    def post_build(self, p, pay):\n        return p + pay\n"),
                HasSubstr("class A of IP with its own post_build"));
    EXPECT_THAT(run_code("class A(Raw):\n    pass\n"), HasSubstr("class A of Raw with this base"));
    EXPECT_THAT(run_code("class A(MPLS):\n    def guess_payload_class(self, s):\n"
                         "        return super().guess_payload_class(s)\n\nA(raw(MPLS()/b'x'))\n"),
                StartsWith("skipped"));
}

constexpr const char* signals = R"py(from scapy.layers.can import *
class S(SignalPacket):
    fields_desc = [
        LEUnsignedSignalField("a", default=0, start=0, size=8),
        LESignedSignalField("b", default=0, start=8, size=8, scaling=0.5, unit="m"),
        BEUnsignedSignalField("c", default=0, start=23, size=4),
        BESignedSignalField("d", default=0, start=19, size=12, offset=3),
        LEFloatSignalField("e", default=0, start=32)]

)py";

class Signals : public testing::TestWithParam<const char*> {};

TEST_P(Signals, AreScapys) { EXPECT_EQ(run_code(std::string(signals) + GetParam()), "passed") << GetParam(); }

INSTANTIATE_TEST_SUITE_P(
    Uts, Signals,
    testing::Values(
        "assert raw(S(a=1, b=1.5, c=3, d=5, e=1.25)) == b'\\x01\\x03\\x30\\x02\\x00\\x00\\xa0\\x3f'\n",
        "assert raw(S()) == b'\\x00\\x00\\x0f\\xfd\\x00\\x00\\x00\\x00'\n",
        "s = S(b'\\x01\\xfe\\x34\\x56\\x00\\x00\\xa0\\x3f')\n"
        "assert (s.a, s.b, s.c, s.d, s.e) == (1, -1.0, 3, 0x456 + 3, 1.25)\n",
        "s = S(b'\\x01\\x02')\nassert (s.a, s.b, s.c, s.d, s.e) == (1, 1.0, 0, 3, 0.0)\n",
        "assert repr(S(b'12345678ab')[Raw]) == \"<Raw  load='ab' |>\"\n",
        "assert repr(S(b=1.5)) == '<S  b=1.5 m |>' and S().name == 'S' and isinstance(S(), SignalPacket)\n",
        "assert raw(SignalHeader(identifier=5)/S(a=1))[:9] == "
        "b'\\x00\\x00\\x00\\x05\\x08\\x00\\x00\\x00\\x01'\n",
        "f = SignalField('x', 0, 12, 8, fmt='<B')\n"
        "assert f.addfield(S(), b'', 5) == b'\\x00\\x50\\x00' and f.getfield(S(), b'\\x00\\x50')[1] == 5\n"
        "assert f.addfield(S(), b'\\xff\\xff\\xff\\xff', 5) == b'\\xff' * 4 and f.size == 8\n",
        "f = SignalField('x', 0, 3, 16, fmt='>B')\nassert f.addfield(S(), b'', 0x1234) == "
        "b'\\x01\\x23\\x40'\n",
        "f = BESignedSignalField('x', 0, 3, 12)\nassert f.getfield(S(), b'\\x0f\\xfb') == (b'\\x0f\\xfb', "
        "-5)\n"));

TEST(Signals, StandInPacketsOfSignalsAlone) {
    EXPECT_THAT(run_code("class S(Packet):\n    fields_desc = [LEUnsignedSignalField('a', 0, 0, 8)]\n"),
                HasSubstr("a is a signal in no SignalPacket"));
    EXPECT_THAT(run_code("class S(SignalPacket):\n    fields_desc = [ByteField('a', 0)]\n"),
                HasSubstr("a is no signal"));
}

TEST(FieldClasses, OfNumbersWithAnEndOfTheirOwn) {
    EXPECT_EQ(
        run_code("class X(Packet):\n"
                 "    fields_desc = [LSBExtendedField('l', 5), MSBExtendedField('m', 300)]\n\n"
                 "assert raw(X()) == b'\\x0a\\x82\\x2c' and raw(X(l=0x1234)) == b'\\x49\\x68\\x82\\x2c'\n"
                 "p = X(b'\\x49\\x68\\x81\\x01zz')\n"
                 "assert p.l == 0x1234 and p.m == 129 and p.load == b'zz'\n"
                 "m = MSBExtendedField('a', None)\n"
                 "assert m.i2len(None, 300) == 1 and m.i2m(None, 300) == b'\\x82\\x2c'\n"
                 "assert m.getfield(None, b'\\xff\\x01\\x05') == (b'\\x05', 16257)\n"
                 "assert m.getfield(None, b'\\x80\\x80') == (b'', None)\n"),
        "passed");
}

TEST(FieldClasses, OfTimesIn48Bits) {
    EXPECT_EQ(run_code("t = TimeSignedField('t', 0)\n"
                       "assert t.i2m(None, 5) == b'\\0\\0\\0\\0\\0\\x05' and t.m2i(None, "
                       "b'\\0\\0\\0\\0\\x01\\x02') == 258\n"
                       "assert t.i2repr(None, 1234567890) == 'Fri Feb 13 23:31:30 2009'\n"
                       "assert t.getfield(None, b'\\0\\0\\0\\0\\x01\\x02x') == (b'x', 258)\n"),
              "passed");
    EXPECT_THAT(run_code("TimeSignedField('t', 0).i2repr(None, None)\n"), StartsWith("skipped"));
}

}  // namespace
}  // namespace pkttest::language
