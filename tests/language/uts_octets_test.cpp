// Bytes and text in .uts campaigns: two things, as in Python. Each row holds there, and must hold here.
#include <gtest/gtest.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

class OctetsAndText : public testing::TestWithParam<const char*> {};

TEST_P(OctetsAndText, Hold) { EXPECT_EQ(run_code(GetParam()), "passed") << GetParam(); }

INSTANTIATE_TEST_SUITE_P(
    AreTwoThings, OctetsAndText,
    testing::Values(
        "assert b'a' != 'a' and not (b'a' == 'a') and [b'a'] != ['a'] and (1, b'a') != (1, 'a')",
        "assert {'a': 1} != {b'a': 1} and 'a' not in [b'a'] and b'a' not in {'a': 1}",
        "assert len({b'a', 'a'}) == 2 and len({b'a': 1, 'a': 2}) == 2",
        "assert [b'a', 'a'].index('a') == 1 and [b'a', 'a'].count('a') == 1",
        "assert Raw('abc').load != 'abc' and Raw('abc').load == b'abc'",
        "assert DNSQR(raw(DNSQR(qname='a.com'))).qname == b'a.com.'",
        "assert IP(dst='192.0.2.1').dst != b'192.0.2.1' and TCP(flags='SA').flags == 'SA'",
        "assert IP()/'abc' == IP()/b'abc'",
        "import struct\nassert struct.unpack(b'!H', b'\\0\\1') == (1,) and getattr(IP(), 'ttl') == 64"));

/// Python raises TypeError for these.
class Mixed : public testing::TestWithParam<const char*> {};

TEST_P(Mixed, IsATypeError) {
    const std::string caught =
        std::string("try:\n    ") + GetParam() + "\n    assert False\nexcept TypeError:\n    pass\n\n";
    EXPECT_EQ(run_code(caught), "passed") << GetParam();
    EXPECT_TRUE(run_code(GetParam()).starts_with("failed: "));
}

INSTANTIATE_TEST_SUITE_P(OctetsAndText, Mixed,
                         testing::Values("b'a' in 'abc'", "'a' in b'abc'", "97 in 'abc'", "b'a' < 'b'",
                                         "'a' + b'a'", "sorted(['b', b'a'])", "'abc'.startswith(b'a')",
                                         "b'abc'.startswith((b'x', 'a'))", "b','.join(['a'])",
                                         "'a,b'.split(b',')", "b'abc'.replace('a', 'b')", "b'abc'.find('a')",
                                         "b'abc'.strip('a')", "b'%s' % 'a'", "'%d' % 'a'", "'%s' % (1, 2)",
                                         "bytes('a')", "raw('abc')", "b'abc'.ljust(5, '.')", "ord('ab')",
                                         "open(b'x', b'rb')", "getattr(IP(), b'ttl')", "hasattr(5, b'x')",
                                         "bytes.fromhex(b'00')", "int.from_bytes('ab', 'big')"));

INSTANTIATE_TEST_SUITE_P(
    Methods, OctetsAndText,
    testing::Values(
        "assert not hasattr('a', 'decode') and not hasattr(b'a', 'encode')",
        "try:\n    'abc'.decode()\n    assert False\nexcept AttributeError:\n    pass\n\n",
        "try:\n    IP().nosuchfield\n    assert False\nexcept AttributeError:\n    pass\n\n",
        "assert bytes('\\xe9', 'utf8') == b'\\xc3\\xa9' and str(b'\\xe9', 'latin1') == '\\xe9'",
        "assert 'a'.encode('utf-16-le') == b'a\\0' and b'\\0a'.decode('utf-16-be') == 'a'",
        "assert '\\U0001f600'.encode('utf-16-be') == b'\\xd8\\x3d\\xde\\x00'",
        "assert 'a b c'.split(None, 1) == ['a', 'b c'] and 'a b c'.rsplit(None, 1) == ['a b', 'c']",
        "assert 'a\\x0bb\\r\\nc'.splitlines() == ['a', 'b', 'c'] and b'a\\x0bb'.splitlines() == "
        "[b'a\\x0bb']",
        "assert 'abc'.removeprefix('a') == 'bc' and b'abc'.removesuffix(b'c') == b'ab'",
        "assert b'\\1\\2\\3'.hex(':', 2) == '01:0203' and 'abc'.translate({97: 'x', 98: None}) == 'xc'",
        "assert 'abcabc'.count('a', 1) == 1 and b'abc'.count(98) == 1 and 'a1'.isidentifier()",
        "assert repr('\\x00\\xa0\\u200b') == \"'\\\\x00\\\\xa0\\\\u200b'\" and '%c%c' % ('a', 98) == "
        "'ab'"));

TEST(OctetsAndTextOfCampaigns, ThatIsNotCoveredIsSkipped) {
    EXPECT_EQ(run_code("assert '\\xe9'.upper() == '\\xc9'"), "skipped: line 3: upper of more than ASCII");
    EXPECT_EQ(run_code("'a'.encode('cp500')"), "skipped: line 3: the encoding cp500");
}

}  // namespace
}  // namespace pkttest::language
