// What an expression is worth, or what is said about it, as a text: for rows of tests.
#pragma once

#include <string>
#include <string_view>

#include "framework/language/evaluate/evaluator.h"

namespace pkttest::language {

/// repr() of the expression's value; where it has none, "error: MESSAGE", with the notes in brackets.
std::string worth(std::string_view expression, Environment& variables);
std::string worth(std::string_view expression);
/// What checker and evaluator say about an expression, rendered; empty where nothing is wrong.
std::string diagnose(std::string_view expression);

}  // namespace pkttest::language
