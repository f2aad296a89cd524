// Classes of .uts campaigns: `class NAME(Packet)` as a protocol made at run time, and plain classes.
#pragma once

#include "framework/language/evaluation.h"

namespace pkttest::language {

/// What a class statement makes. Throws EvaluationError, uncovered() where the class has more than name,
/// fields_desc and simple methods, or another base than Packet or object.
Value make_class(const Statement& statement, Environment& variables);

}  // namespace pkttest::language
