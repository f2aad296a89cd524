// Plain classes of .uts campaigns: attributes and methods, inherited from other plain classes.
#pragma once

#include <memory>

#include "framework/language/uts/class_body.h"

namespace pkttest::language {

/// The class; `bases` are plain classes. Throws EvaluationError, uncovered(), where it has a method of
/// Python's own that is not covered.
Value make_plain_class(const Statement& statement, ClassBody body, const List& bases);
/// A member as an object of its class has it: with the object, the class or neither as first argument. No
/// `owner`: as the class itself has it.
Value member_of(const Value& member, const Value& owner, const Value& type);
bool is_plain_class(const Value& value);
bool is_instance_of_plain_class(const Value& value);
/// super(): of the class whose method calls it and its `self`, or of both arguments.
Value super_of(Call& call);

}  // namespace pkttest::language
