// Methods of fields in .uts campaigns, asked with values that the field does not have: what Scapy's classes
// answer where that is certain, else the test is skipped.
#include <gmock/gmock.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

using testing::StartsWith;

class FieldMethods : public testing::TestWithParam<const char*> {};

TEST_P(FieldMethods, AnswerAsScapys) { EXPECT_EQ(run_code(GetParam()), "passed") << GetParam(); }

INSTANTIATE_TEST_SUITE_P(
    Uts, FieldMethods,
    testing::Values(
        "f = ByteField('a', 1)\n"
        "assert f.i2m(None, 300) == 300 and f.i2m(None, None) == 0 and f.i2m(None, 'x') == b'x'\n"
        "assert f.m2i(None, b'a') == b'a' and f.any2i(None, 'x') == 'x' and f.i2h(None, -3) == -3\n"
        "assert f.i2repr(None, b'abc') == \"b'abc'\" and f.i2repr(None, 300) == '300'\n"
        "assert f.i2len(None, None) == 1 and f.i2len(None, 300) == 1\n",
        "f = XIntField('a', 1)\n"
        "assert f.i2repr(None, 255) == '0xff' and f.i2repr(None, -1) == '-0x1' and f.i2repr(None, 'a') == "
        "'a'\n",
        "assert ThreeBytesField('a', 1).i2len(None, 258) == 4\n",
        "f = BitField('a', 1, 16).i2len(None, 3)\nassert f == 2.0 and isinstance(f, float)\n",
        "f = ByteEnumField('a', 1, {1: 'one'})\n"
        "assert f.any2i(None, 'one') == 1 and f.h2i(None, 'one') == 'one' and f.i2m(None, 'one') == b'one'\n"
        "assert f.i2repr(None, 'one') == \"'one'\" and f.i2repr(None, 1) == 'one'\n",
        "try:\n    FlagsField('a', 1, 8, 'ABCDEFGH').any2i(None, 'AZ')\n    assert False\n"
        "except ValueError:\n    pass\n",
        "f = StrField('a', 'x')\n"
        "assert f.i2h(None, 'a') == 'a' and f.any2i(None, 'a') == b'a' and f.any2i(None, 5) == 5\n",
        "f = StrFixedLenField('a', 'x', 4)\n"
        "assert f.i2m(None, b'ab') == b'ab' and f.any2i(None, b'abcdef') == b'abcdef'\n",
        "assert StrNullField('a', 'x').i2m(None, b'ab') == b'ab'\n",
        "f = MACField('a', None)\n"
        "assert f.any2i(None, 'AA:02:03:04:05:06') == 'AA:02:03:04:05:06' and f.any2i(None, 'x') == 'x'\n",
        "f = FieldListField('a', [], ByteField('', 0))\n"
        "assert f.i2m(None, [1]) == [1] and f.i2count(None, None) == 1 and f.i2count(None, [1, 2]) == 2\n",
        "assert IEEEFloatField('a', 1).i2m(None, 1) == 1 and IEEEFloatField('a', 1).i2repr(None, 1) == '1'\n",
        "assert NTPInfoPeer().filtdelay == [0] * 8 and len(raw(NTPInfoPeer())) == 280\n"));

class FieldMethodsNotCovered : public testing::TestWithParam<const char*> {};

TEST_P(FieldMethodsNotCovered, AreSkipped) {
    EXPECT_THAT(run_code(std::string("print(") + GetParam() + ")"), StartsWith("skipped: line 3"));
    EXPECT_THAT(run_code(std::string("try:\n    ") + GetParam() + "\nexcept Exception:\n    pass\n"),
                StartsWith("skipped"));
}

INSTANTIATE_TEST_SUITE_P(
    Uts, FieldMethodsNotCovered,
    testing::Values("ByteField('a', 1).addfield(None, b'', 300)",
                    "ByteField('a', 1).addfield(None, b'', 'a')",
                    "BitField('a', 1, 4).addfield(None, b'', 20)", "StrField('a', 'x').i2m(None, 5)",
                    "StrField('a', 'x').i2len(None, 5)", "MACField('a', None).i2m(None, 5)",
                    "MACField('a', None).m2i(None, b'abc')", "IPField('a', None).i2m(None, b'abcd')",
                    "IPField('a', None).any2i(None, 5)", "IP6Field('a', None).m2i(None, b'a')",
                    "IP6Field('a', None).i2repr(None, '2002:0102:0304::1')",
                    "ByteEnumField('a', 1, {1: 'one'}).addfield(None, b'', 'one')",
                    "FlagsField('a', 1, 8, 'ABCDEFGH').i2m(None, 'AB')",
                    "FlagsField('a', 1, 8, 'ABCDEFGH').i2repr(None, [1, 2])",
                    "NBytesField('a', 1, 3).getfield(None, b'abcd')", "NBytesField('a', 1, 3).i2m(None, 258)",
                    "PacketField('a', None, IP).m2i(None, b'a')", "IP(dst=1)", "IPv6(dst=1)", "Ether(dst=1)",
                    "ISAKMP_payload_ID().load"));

}  // namespace
}  // namespace pkttest::language
