// Classes of .uts campaigns that go on from others, and what Python asks of objects by special names.
#include <gmock/gmock.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* animals = R"py(class Animal:
    legs = 4
    def __init__(self, name="it"):
        self.name = name
    def speak(self):
        return self.name + " has " + str(self.legs)
    def __repr__(self):
        return "Animal(%s)" % self.name

class Bird(Animal):
    legs = 2
    def __init__(self, name, sings):
        super().__init__(name.upper())
        self.sings = sings
    def speak(self):
        return super().speak() + "!"

class Parrot(Bird):
    def speak(self):
        return super(Parrot, self).speak() + "?"

)py";

class Inheritance : public testing::TestWithParam<const char*> {};

TEST_P(Inheritance, IsPythons) {
    EXPECT_EQ(run_code(std::string(animals) + GetParam()), "passed") << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Plain, Inheritance,
    testing::Values("assert Animal().speak() == 'it has 4' and Bird('b', True).speak() == 'B has 2!'",
                    "assert Parrot('p', True).speak() == 'P has 2!?' and Parrot('p', True).sings",
                    "assert isinstance(Parrot('p', 1), Animal) and not isinstance(Animal(), Bird)",
                    "assert repr(Bird('b', 1)) == 'Animal(B)' and str([Bird('b', 1)]) == '[Animal(B)]'",
                    "assert hasattr(Bird, 'legs') and not hasattr(Bird('b', 1), 'wings')",
                    "try:\n    Animal().wings\n    assert False\nexcept AttributeError:\n    pass\n",
                    "Animal.legs = 3\nassert Animal().legs == 3 and Bird('b', 1).legs == 2"));

TEST(UtsSpecialMethods, AreAskedByOperatorsAndFunctions) {
    EXPECT_EQ(run_code(R"py(class V(object):
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return isinstance(other, V) and self.n == other.n
    def __lt__(self, other):
        return self.n < other.n
    def __add__(self, other):
        return V(self.n + other.n)
    def __len__(self):
        return self.n
    def __getitem__(self, i):
        return i * 2
    def __iter__(self):
        return iter(range(self.n))
    def __call__(self, k):
        return self.n + k
    def __bytes__(self):
        return b"v" * self.n
    def __str__(self):
        return "V%d" % self.n

assert V(1) == V(1) and V(1) != V(2) and V(1) < V(2) and not V(2) < V(1)
assert (V(1) + V(2)).n == 3 and len(V(4)) == 4 and V(1)[5] == 10 and not V(0)
assert list(V(3)) == [0, 1, 2] and V(1)(2) == 3 and bytes(V(2)) == b"vv"
assert "%s" % V(3) == "V3" and sorted([V(2), V(1)])[0].n == 1 and V(1) in [V(1)]
)py"),
              "passed");
    EXPECT_THAT(run_code("class A:\n    def __del__(self):\n        pass\n\n"), StartsWith("skipped"));
}

TEST(UtsSpecialMethods, DecorateMethods) {
    EXPECT_EQ(run_code(R"py(class S:
    @staticmethod
    def f(x):
        return x + 1
    @classmethod
    def g(cls, x):
        return cls.__name__ + str(x)
    @property
    def h(self):
        return 7

assert S.f(1) == 2 and S().f(2) == 3 and S.g(1) == "S1" and S().g(2) == "S2" and S().h == 7
)py"),
              "passed");
    EXPECT_THAT(run_code("class S:\n    @len\n    def f(self):\n        pass\n\n"),
                HasSubstr("a decorated f in a class"));
}

TEST(UtsSpecialMethods, ManageBlocks) {
    EXPECT_EQ(run_code(R"py(class M:
    def __enter__(self):
        self.on = 1
        return self
    def __exit__(self, kind, value, trace):
        self.on = 0

with M() as m:
    assert m.on == 1

assert m.on == 0
)py"),
              "passed");
}

TEST(UtsExceptions, OfTheCampaignsOwnAreRaisedAndCaught) {
    EXPECT_EQ(run_code(R"py(class MyError(ValueError):
    pass

class Other(MyError):
    """words"""

try:
    raise Other("bad")
except MyError as e:
    assert str(e) == "bad" and isinstance(e, ValueError) and type(e).__name__ == "Other"

try:
    {}["x"]
except KeyError as e:
    assert e.args == ("x",)
)py"),
              "passed");
    EXPECT_THAT(run_code("class MyError(Exception):\n    pass\n\nraise MyError('bad')"),
                StartsWith("failed: MyError: bad"));
}

TEST(UtsClass, OfPacketsGoesOnFromAnother) {
    EXPECT_EQ(run_code(R"py(class Base(Packet):
    name = "Base"
    fields_desc = [ByteField("a", 1), ShortField("b", 2)]
    def answers(self, other):
        return 1

class Longer(Base):
    fields_desc = Base.fields_desc + [ByteField("c", 3)]

class Carrying(Base):
    def guess_payload_class(self, payload):
        return IP

assert raw(Longer()) == b"\x01\x00\x02\x03" and Longer().answers(Longer())
assert isinstance(Longer(), Base) and issubclass(Longer, Base) and not isinstance(Base(), Longer)
assert raw(Carrying(a=5)) == b"\x05\x00\x02" and IP in Carrying(raw(Carrying()/IP()))
)py"),
              "passed");
}

TEST(UtsPython, TakesNestedNamesAndParametersByName) {
    EXPECT_EQ(
        run_code(
            "s = 0\nfor i, (a, b) in enumerate([(1, 2), (3, 4)]):\n    s += i + a * b\n\nassert s == 15"),
        "passed");
    EXPECT_EQ(run_code("def f(a, *, b=2):\n    return a + b\n\nassert f(1, b=5) == 6"), "passed");
    EXPECT_EQ(run_code("l = [0, 1, 2, 3, 4]\nl[::2] = ['a', 'b', 'c']\nassert l == ['a', 1, 'b', 3, 'c']"),
              "passed");
}

TEST(UtsModules, HaveDictionariesWithDefaults) {
    EXPECT_EQ(run_code(R"py(from collections import defaultdict
d = defaultdict(list)
d["a"].append(1)
d["c"] = [5]
assert d["a"] == [1] and d["b"] == [] and len(d) == 3 and sorted(d) == ["a", "b", "c"]
assert repr(defaultdict(None, {1: 2})) == "defaultdict(None, {1: 2})"
)py"),
              "passed");
}

TEST(UtsModules, HaveUuids) {
    EXPECT_EQ(run_code(R"py(import uuid
u = uuid.UUID("12345678-1234-5678-1234-567812345678")
assert str(u) == "12345678-1234-5678-1234-567812345678" and u.hex == "12345678123456781234567812345678"
assert u.int == 0x12345678123456781234567812345678 and uuid.UUID(int=u.int) == u
assert uuid.UUID(bytes=u.bytes) == u and uuid.UUID(bytes_le=u.bytes_le) == u
assert repr(u) == "UUID('12345678-1234-5678-1234-567812345678')" and uuid.uuid4() != uuid.uuid4()
try:
    uuid.UUID("no")
    assert False
except ValueError:
    pass

)py"),
              "passed");
}

}  // namespace
}  // namespace pkttest::language
