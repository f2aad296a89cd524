// Which variable a name is in the functions of .uts campaigns: their own where they set it, else the
// session's.
#include <gmock/gmock.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Unbound : public testing::TestWithParam<const char*> {};

TEST_P(Unbound, NameOfAFunctionFailsUntilItIsSet) {
    const std::string verdict = run_code(std::string("x = 5\n") + GetParam() + "\n\nf()\n");
    EXPECT_THAT(verdict, StartsWith("failed")) << GetParam();
    EXPECT_THAT(verdict, HasSubstr("x is not set here, but is this function's own"));
}

TEST_P(Unbound, NameRaisesWhatPythonRaises) {
    const std::string code = std::string("x = 5\n") + GetParam() +
                             "\n\ncaught = []\ntry:\n    f()\nexcept UnboundLocalError as error:\n"
                             "    caught.append(isinstance(error, NameError))\n\ncaught == [True]";
    EXPECT_EQ(run_code(code), "passed") << code;
}

INSTANTIATE_TEST_SUITE_P(
    Uts, Unbound,
    testing::Values(
        "def f():\n    y = x\n    x = 1\n    return y", "def f():\n    x += 1\n    return x",
        "def f():\n    for x in []:\n        pass\n    return x",
        "def f():\n    if x > 9:\n        x = 1\n    return True",
        "def f():\n    try:\n        raise ValueError()\n    except ValueError as x:\n        pass\n"
        "    return x",
        "def f():\n    x = 1\n    del x\n    return x", "def f():\n    del x",
        "def f():\n    y = x\n    import os as x\n    return y",
        "def f():\n    y = x\n    def x():\n        pass\n    return y",
        "def f():\n    [a, (x, b)] = x, (1, 2)"));

TEST(UtsScope, LeavesOtherNamesToTheSession) {
    EXPECT_EQ(run_code("x = 5\ndef f(y=1, *rest, **more):\n    y += x\n    rest += (y,)\n    return rest\n\n"
                       "assert f(2) == (7,)\n"),
              "passed");
    EXPECT_EQ(run_code("x = 5\ndef f():\n    global x\n    x += 1\n    return x\n\nassert f() == 6 == x\n"),
              "passed");
    EXPECT_EQ(run_code("x = 5\ndef f():\n    return [x for x in (1, 2)] + [x]\n\nassert f() == [1, 2, 5]\n"),
              "passed");
    EXPECT_EQ(run_code("def f(n):\n    def g():\n        return n + m\n    m = 3\n    return g()\n\n"
                       "assert f(2) == 5\n"),
              "passed");
}

TEST(UtsScope, SetsWhatAnExpressionNames) {
    EXPECT_EQ(run_code("assert (n := 5) == 5 and n == 5\nif (m := len('abc')) > 2:\n    k = m\n\n"
                       "assert k == 3 and [(q := 1), q] == [1, 1]"),
              "passed");
    EXPECT_THAT(run_code("def f():\n    return (x := 3)\n\nf()"), HasSubstr(":= within another block"));
    EXPECT_THAT(run_code("[(y := x) for x in (1, 2)]"), HasSubstr(":= within another block"));
}

TEST(UtsScope, ForgetsAHandlersName) {
    EXPECT_THAT(run_code("e = 1\ntry:\n    raise ValueError()\nexcept ValueError as e:\n    pass\n\ne == 1"),
                HasSubstr("e is not known"));
}

}  // namespace
}  // namespace pkttest::language
