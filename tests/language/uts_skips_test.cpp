// What .uts campaigns need and pkttest does not cover is skipped, naming it: never passed, never taken for
// the campaign's own mistake.
#include <gmock/gmock.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Row {
    const char* code;
    const char* named;  ///< What the reason names.
};

class NotCovered : public testing::TestWithParam<Row> {};

TEST_P(NotCovered, IsSkippedByName) {
    const std::string verdict = run_code(std::string("True\n") + GetParam().code);
    EXPECT_THAT(verdict, StartsWith("skipped: line ")) << GetParam().code;
    EXPECT_THAT(verdict, HasSubstr(GetParam().named));
}

// Python swallows what is raised; what is not covered is not raised.
TEST_P(NotCovered, IsNotCaught) {
    std::string block = "try:\n";
    std::string_view rest = GetParam().code;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        block.append("    ").append(rest.substr(0, end)).append("\n");
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    EXPECT_THAT(run_code(block + "except Exception:\n    pass\n\n"), StartsWith("skipped")) << block;
    EXPECT_THAT(run_code(block + "except:\n    pass\n\n"), StartsWith("skipped")) << block;
}

INSTANTIATE_TEST_SUITE_P(
    Uts, NotCovered,
    testing::Values(
        Row{"import threading\nthreading.Event()", "threading is of threading, which is not covered"},
        Row{"from json import loads as read\nread('5')", "read is of json, which is not covered"},
        Row{"import nosuchmodule", "import of nosuchmodule"},
        Row{"from os import fork", "import of fork from os"},
        Row{"from nowhere import *", "import of nowhere"},
        Row{"from scapy.contrib.nothing import *", "import of scapy.contrib.nothing"},
        Row{"load_contrib('nothing')", "scapy.contrib.nothing"}, Row{"no_such_name", "no_such_name"},
        Row{"IP().no_such_method()", "no_such_method"}, Row{"IP().psdump()", "psdump"},
        Row{"'abc'.istitle()", "istitle"}, Row{"conf.L3socket", "L3socket"},
        Row{"conf.checkIPID = 1", "conf.checkIPID"}, Row{"conf.padding = 0", "conf.padding"},
        Row{"IP(no_such_field=1)", "no_such_field"}, Row{"2 ** 70000 > 1", "65536 bits"},
        Row{"open('/no/such/file', 'w')", "get_temp_file"},
        Row{"import os\nos.remove('/no/such/file')", "get_temp_file"},
        Row{"import random\nrandom.seed('text')", "random.seed"}, Row{"'a'.encode('cp500')", "cp500"},
        Row{"class A(Packet):\n    fields_desc = []\n    def do_dissect(self, s):\n        pass\n",
            "do_dissect"},
        Row{"class A(object):\n    def __contains__(self, it):\n        return True\n", "__contains__"},
        Row{"binascii.hexlify(b'a')", "binascii is not imported"}, Row{"zlib.crc32(b'')", "zlib is not"},
        Row{"BytesIO(b'')", "BytesIO is not imported"}, Row{"regex('a')", "regex"},
        Row{"FieldListField('a', [], ByteField('', 0)).getfield(None, 'ab')", "getfield of text"},
        Row{"DHCP6OptDNSDomains(dnsdomains=[b'a.b'])", "octets in dnsdomains"},
        Row{"VRRP(addrlist=('192.0.2.1',))", "a tuple for the list addrlist"},
        Row{"IPv6ExtHdrHopByHop(options=(PadN(),))", "a tuple for the list options"},
        Row{"TCP(flags=[1, 2])", "list [1, 2] for flags"}, Row{"with 5:\n    pass\n", "with over"},
        Row{"def f():\n    yield from [1]\n", "yield from"}));

TEST(NotCovered, ALineThatCannotBeReadIsSkipped) {
    EXPECT_THAT(run_code("True\nx = = 3"), StartsWith("skipped: line 4"));
    EXPECT_THAT(run_code("True\nfor i in [1]:\n    pass\nassert False"), StartsWith("skipped: line"));
}

TEST(NotCovered, WhatPythonRaisesIsCaughtOnlyWhereItsNameIsKnown) {
    EXPECT_EQ(run_code("try:\n    1 / 0\nexcept ZeroDivisionError:\n    pass\n"), "passed");
    EXPECT_THAT(run_code("try:\n    1 / 0\nexcept KeyError:\n    pass\n"), StartsWith("failed"));
    EXPECT_THAT(run_code("try:\n    IP(ttl='no number')\nexcept ValueError:\n    pass\n"),
                StartsWith("skipped"));
}

TEST(Limits, OfLoopsNestingAndMemory) {
    EXPECT_THAT(run_code("def f(n):\n    return f(n + 1)\n\nf(0)"), HasSubstr("too deeply"));
    EXPECT_THAT(run_code("x = [0] * 10 ** 9"), HasSubstr("too long"));
    EXPECT_THAT(run_code("x = b'a' * 10 ** 10"), HasSubstr("too long"));
    EXPECT_THAT(run_code("x = []\nx.append(x)"), HasSubstr("hold itself"));
    std::string deep;
    for (int i = 0; i < 60; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "if True:\n";
    EXPECT_THAT(run_code(deep + std::string(60, ' ') + "pass\n"), HasSubstr("nested"));
    EXPECT_THAT(run_code("import re\nre.match('(a|aa)+$', 'a' * 60 + 'b')"), StartsWith("skipped"));
}

}  // namespace
}  // namespace pkttest::language
