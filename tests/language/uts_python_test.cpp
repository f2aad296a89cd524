// What tests of .uts campaigns may write: each row is Python that holds there, and must hold here.
#include <gtest/gtest.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

class Python : public testing::TestWithParam<const char*> {};

TEST_P(Python, Holds) { EXPECT_EQ(run_code(GetParam()), "passed") << GetParam(); }

INSTANTIATE_TEST_SUITE_P(
    Texts, Python,
    testing::Values(R"("a,b".split(",") == ["a", "b"] and "a-b-c".rsplit("-", 1) == ["a-b", "c"])",
                    R"("a-b-c".partition("-") == ("a", "-", "b-c"))",
                    R"("abc".startswith("b", 1) and "abc".find("c", 1, 2) == -1)",
                    R"("%s is %02x %r" % ("a", 10, "q") == "a is 0a 'q'")",
                    R"("%(a)s-%(b)d" % {"a": "x", "b": 3} == "x-3")", R"(b"%d-%s" % (5, b"x") == b"5-x")",
                    R"("{0} {b:>4} {c!r}".format("a", b=1, c="q") == "a    1 'q'")",
                    R"("{a[0]} {{}}".format(a=[5]) == "5 {}")",
                    R"("\xe9".encode("latin1") == b"\xe9" and b"\xe9".decode("latin1") == "\xe9")",
                    R"("abc" 'def' """ghi""" == "abcdefghi")", R"("-5".zfill(4) == "-005")",
                    R"("abc".center(7, "*") == "**abc**")", R"(str(None) == "None")",
                    R"("abc"[::-1] == "cba" and "hello world".title() == "Hello World")"));

INSTANTIATE_TEST_SUITE_P(
    Octets, Python,
    testing::Values(R"(bytes.fromhex("01 02") == b"\x01\x02" and b"\x01".hex() == "01")",
                    R"(int.from_bytes(b"\x01\x00", "big") == 256)",
                    R"((256).to_bytes(2, "big") == b"\x01\x00")",
                    R"(b"abc"[0] == 97 and 97 in b"abc" and bytes([1, 2]) == b"\x01\x02")"));

INSTANTIATE_TEST_SUITE_P(
    LargeIntegers, Python,
    testing::Values(
        "2 ** 128 == 340282366920938463463374607431768211456",
        "0x1ffffffffffffffffffffffffffffffffff == 2 ** 137 - 1",
        "2 ** 200 > 2 ** 199 > 1 and -(2 ** 200) < 0",
        "2 ** 200 // 2 ** 190 == 1024 and 2 ** 200 % 1000 == 376",
        "-(2 ** 130) // 3 == -453709822561251284617832809909024281942 and -(2 ** 130) % 3 == 2",
        "(1 << 130) >> 128 == 4 and (2 ** 130 | 1) & 3 == 1 and (2 ** 130) ^ (2 ** 130) == 0",
        "hex(2 ** 128) == '0x1' + '0' * 32", "str(10 ** 40) == '1' + '0' * 40",
        "int('1' + '0' * 40) == 10 ** 40 and int('f' * 40, 16) == 2 ** 160 - 1",
        "(2 ** 130).bit_length() == 131 and (2 ** 128).to_bytes(17, 'big') == b'\\x01' + b'\\x00' * 16",
        "int.from_bytes(b'\\xff' * 20, 'big') == 2 ** 160 - 1 and isinstance(2 ** 130, int)",
        "2 ** 130 - 2 ** 130 + 5 == 5 and 2 ** 64 * 2 ** 64 == 2 ** 128 and type(2 ** 130) is int"));

INSTANTIATE_TEST_SUITE_P(
    Collections, Python,
    testing::Values("a, *b = [1, 2, 3]\nassert b == [2, 3]",
                    "l = [1, 2, 3]\nl[1:2] = [7, 8]\nassert l == [1, 7, 8, 3]",
                    "d = {}\nd.update(z=1)\nd.setdefault('n', []).append(2)\nassert d == {'z': 1, 'n': [2]}",
                    "s = {1}\ns.update([2, 3])\ns.discard(9)\nassert s == {1, 2, 3} and {1}.issubset(s)",
                    "g = (x for x in [1, 2])\nassert next(g) == 1 and list(g) == [2]",
                    "assert [*range(3), 5] == [0, 1, 2, 5] and dict(a=1) == {'a': 1}",
                    "x = y = [1]\nx += [2]\nassert y == [1, 2]"));

INSTANTIATE_TEST_SUITE_P(
    Sequences, Python,
    testing::Values(
        "assert repr(range(5)) == 'range(0, 5)' and range(5) != [0, 1, 2, 3, 4] and 3 in range(5)",
        "assert range(10)[3] == 3 and len(range(2, 10, 3)) == 3 and isinstance(range(1), range)",
        "m = map(lambda a, b: a + b, [1, 2], [3, 4])\nassert next(m) == 4 and list(m) == [6] and list(m) == "
        "[]",
        "try:\n    len(map(str, [1]))\n    assert False\nexcept TypeError:\n    pass\n",
        "try:\n    zip([1])[0]\n    assert False\nexcept TypeError:\n    pass\n",
        "try:\n    next([1])\n    assert False\nexcept TypeError:\n    pass\n",
        "e = enumerate('ab', start=5)\nassert e.__next__() == (5, 'a') and list(reversed('ab')) == ['b', "
        "'a']",
        "d = {'a': 1}\nk = d.keys()\nd['b'] = 2\nassert list(k) == ['a', 'b'] and k == {'a', 'b'} and len(k) "
        "== 2",
        "assert {'a': 1, 'b': 2}.keys() & {'a'} == {'a'} and {'c'} | {'a': 1}.keys() == {'a', 'c'}",
        "assert [p.dport for p in IP()/TCP(dport=range(1, 4))] == [1, 2, 3]",
        "assert repr({'a': 1}.items()) == \"dict_items([('a', 1)])\" and ('a', 1) in {'a': 1}.items()",
        "assert {1} <= {1, 2} and not {1} < {1} and {1, 2} >= {2} and {1}.isdisjoint({2})",
        "assert {'a': 1} | {'a': 2, 'b': 3} == {'a': 2, 'b': 3} and issubclass(bool, int)",
        "assert (-1).to_bytes(2, 'big', signed=True) == b'\\xff\\xff' and (2.0).is_integer()",
        "try:\n    (256).to_bytes(1, 'big')\n    assert False\nexcept OverflowError:\n    pass\n",
        "try:\n    min([])\n    assert False\nexcept ValueError:\n    pass\n",
        "try:\n    int(None)\n    assert False\nexcept TypeError:\n    pass\n",
        "for each in [1], 'a', b'a', bytearray(b'a'), range(1):\n    try:\n        each['a']\n        "
        "assert False\n    except TypeError:\n        pass\n"));

INSTANTIATE_TEST_SUITE_P(
    Statements, Python,
    testing::Values(
        "n = 0\nfor i in range(5):\n    if i == 1:\n        continue\n    elif i == 4:\n        break\n    "
        "else:\n"
        "        n += i\n\nassert n == 5",
        "n = 5\nwhile n > 0:\n    n -= 1\nelse:\n    n = 100\n\nassert n == 100",
        "def f(a, b=2, *args, **kw):\n    '''doc'''\n    return a + b + len(args) + len(kw)\n\nassert f(1, "
        "2, 3, x=4) == 5",
        "def outer():\n    v = 5\n    def inner(x):\n        return x + v\n    return inner\n\nassert "
        "outer()(3) == 8",
        "c = 0\ndef bump():\n    global c\n    c += 1\n\nbump(); bump()\nassert c == 2",
        "try:\n    raise ValueError('bad')\nexcept (TypeError, ValueError) as e:\n    assert str(e) == "
        "'bad'\n    m = 1\n"
        "else:\n    m = 2\nfinally:\n    m += 10\n\nassert m == 11",
        "try:\n    {}['a']\n    assert False\nexcept KeyError:\n    pass",
        "try:\n    int('x')\n    assert False\nexcept ValueError:\n    pass",
        "with ContextManagerCaptureOutput() as cm:\n    print('hello', 5)\n\nassert cm.get_output() == "
        "'hello 5\\n'",
        "fs = [lambda i=i: i for i in range(3)]\nassert [f() for f in fs] == [0, 1, 2]",
        "n = 0\nfor i in range(3):\n    n += 1\n    \n    n += 10\n\nassert n == 33",
        "  z = 5\nassert z == 5", "if True:\n    a = 1\n        # deep\n    b = 2\n\nassert b == 2",
        "def deco(f):\n    return lambda: f() + 4\n\n@deco\ndef g():\n    return 1\n\nassert g() == 5",
        "for i in [1, 2]: pass\n\nassert i == 2", "a: int = 5\nassert a == 5",
        "assert eval('1+1') == 2\nexec('v = 5')\nassert v == 5"));

INSTANTIATE_TEST_SUITE_P(
    Modules, Python,
    testing::Values(
        "import struct\nassert struct.pack('!HI', 1, 2) == b'\\x00\\x01\\x00\\x00\\x00\\x02'",
        "from struct import unpack\nassert unpack('>Hb', b'\\x01\\x02\\xff') == (258, -1)",
        "import binascii, base64\nassert binascii.unhexlify('01ff') == b'\\x01\\xff'\n"
        "assert base64.b64decode(base64.b64encode(b'hello')) == b'hello'",
        "import zlib\nassert zlib.crc32(b'123456789') == 0xcbf43926",
        "import re\nassert re.match(r'a(\\d+)', 'a12').group(1) == '12'\nassert re.sub('a', 'b', 'aaa') == "
        "'bbb'",
        "import re\nassert re.findall('.', 'a\u00e9b') == ['a', '\u00e9', 'b']\n"
        "assert re.search('b', 'a\u00e9b').span() == (2, 3) and len(re.findall(b'.', b'a\\xc3\\xa9')) == 3\n"
        "assert re.split('x*', 'axb') == ['', 'a', '', 'b', ''] and re.sub('\\\\B', '_', 'a\u00e9') == "
        "'a_\u00e9'",
        "import socket\nassert socket.inet_pton(socket.AF_INET6, '::1') == b'\\x00' * 15 + b'\\x01'",
        "import random\nrandom.seed(0)\nassert random.randint(1, 100) == 50 and random.getrandbits(8) == 194",
        "import os\nf = get_temp_file()\nwith open(f, 'wb') as fd:\n    fd.write(b'123')\n\n"
        "assert open(f, 'rb').read() == b'123'\nos.remove(f)\nassert not os.path.exists(f)",
        "from io import BytesIO\nb = BytesIO(b'abc')\nb.seek(1)\nassert b.read() == b'bc' and b.getvalue() "
        "== b'abc'",
        "with ContextManagerCaptureOutput() as c:\n    IP().show()\n    (IP()/UDP()).show2()\n"
        "    r = c.get_output()\n\n"
        "assert r == IP().show(dump=True) + '\\n' + (IP()/UDP()).show2(dump=True) + '\\n'",
        "import copy\na = [1, [2]]\nb = copy.deepcopy(a)\nb[1].append(3)\nassert a == [1, [2]]"));

INSTANTIATE_TEST_SUITE_P(
    Scapy, Python,
    testing::Values(
        "old = conf.debug_dissector\nconf.debug_dissector = True\nconf.debug_dissector = old\nconf.verb = 0",
        "load_contrib('igmp')\nfrom scapy.contrib.igmp import *\nfrom scapy.layers.inet import IP, UDP",
        "assert isinstance(IP(), Packet) and isinstance(IP().payload, NoPayload) and type(IP()) is IP",
        "assert hasattr(IP(), 'ttl') and not hasattr(IP(), 'nosuchfield') and getattr(IP(), 'zzz', 5) == 5",
        "b = Bunch(a=5)\nb.c = 1\nassert b.a + b.c == 6\nwith no_debug_dissector():\n    p = IP()\n\n"
        "@retry_test\ndef t():\n    return True\n",
        "assert in6_mactoifaceid('00:01:02:03:04:05') == '0201:02FF:FE03:0405'\n"
        "assert in6_getAddrType('fe80::1') == IPV6_ADDR_UNICAST | IPV6_ADDR_LINKLOCAL\n"
        "assert in6_ctop(in6_ptoc('2001:db8::1')) == '2001:db8::1' and in6_getscope('fe80::1') == 0x20",
        "assert RRlist2bitmap([1, 2, 15]) == b'\\x00\\x02\\x60\\x01'\n"
        "assert bitmap2RRlist(RRlist2bitmap([1, 255, 256])) == [1, 255, 256]",
        "from io import BytesIO\np = rdcandump(BytesIO(b'(1436509052.249713) vcan0 044#2A366C2B\\n'))\n"
        "assert len(p) == 1 and p[0].identifier == 0x44 and p[0].length == 4 and p[0].data == b'*6l+'",
        "p = Ether(raw(Ether()/IP()/UDP(sport=9, dport=9)/b'abc') + b'0' * 4)\n"
        "assert p[Raw].payload.load == b'0000' and len(p[UDP].payload) == 7 and Padding in p[IP].payload",
        "p = ICMP(raw(ICMP()))\nassert ICMP().gw is None and p.gw is None\n"
        "assert ICMP().getfieldval('gw') == p.getfieldval('gw') == '0.0.0.0'",
        "assert NoPayload() == IP().payload and 'S' in TCP(flags='SA').flags and 'F' not in "
        "TCP(flags='SA').flags",
        "assert IP().__class__ == IP and IP.__name__ == 'IP' and issubclass(IP, Packet)",
        "p = IP()\nsetattr(p, 'ttl', 5)\np.payload = UDP()\nassert p.ttl == 5 and UDP in p\ndel "
        "p.ttl\nassert p.ttl == 64"));

}  // namespace
}  // namespace pkttest::language
