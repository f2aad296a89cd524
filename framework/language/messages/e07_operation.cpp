// E07: functions, methods, operators and comparisons.
#include "framework/language/messages.h"

namespace pkttest::language {

static constexpr Message messages[] = {
    {"E0701", "{} needs more arguments: {}", "Behind the colon stands how the function is called.",
     "check len() == 1", "check len([1]) == 1"},
    {"E0702", "{} takes fewer arguments: {}", "Behind the colon stands how the function is called.",
     "check len([1], [2]) == 1", "check len([1]) == 1"},
    {"E0703", "{} takes no argument named {}",
     "The function or answering machine has no parameter of this name.", "check round(1.5, digit=1) == 1",
     "check round(1.25, digits=1) == 1.2"},
    {"E0704", "{} takes {} for {}, this is {}", "The argument's kind does not fit the parameter.",
     "check round(\"a\") == 1", "check round(1.5) == 2"},
    {"E0705", "{} has no method named {}", "Values of this kind have no such method.",
     "check \"a\".uper() == \"A\"", "check \"a\".upper() == \"A\""},
    {"E0706", "{} can't be called", "Only functions, methods and layers have parentheses behind them.",
     "check 5(1) == 1", "check abs(1) == 1"},
    {"E0711", "{} does not work with {} and {}\n{} does not work with {}",
     "The operator has no meaning for these values.", "check \"a\" + 1 == 2",
     "check \"a\" + str(1) == \"a1\""},
    {"E0712", "this divides by zero", "The right side of /, // or % is 0.", "check 1 / 0 == 1",
     "check 1 / 2 == 0.5"},
    {"E0713", "{} and {} have no order",
     "Numbers have an order, texts have one, lists have one; across kinds there is none.", "check 1 < \"a\"",
     "check 1 < 2"},
    {"E0714", "{} never equals {}\n{} is a number, it never equals {}",
     "Values of these kinds are never equal, so the result is known before anything runs. The note says what "
     "number a "
     "name stands for.",
     "check 1 == \"1\"", "check 1 == int(\"1\")"},
    {"E0715", "in does not look into {}", "in looks into lists, texts, dictionaries and packets.",
     "check 1 in 5", "check 1 in [5, 1]"},
    {"E0716", "a number has no items\na position is a number, not {}",
     "[0] takes an item of a list or a character of a text.", "check [1, 2][\"a\"] == 1",
     "check [1, 2][0] == 1"},
};

extern const MessageGroup message_operations = {"Functions, operators and comparisons", messages};

}  // namespace pkttest::language
