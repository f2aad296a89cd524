// Sets of flags: what a campaign may give to a field of flags, and compare it with.
#pragma once

#include "framework/language/values/objects.h"

namespace pkttest::language {

/// The bits of a set of flags' names; nullopt where it is no set, or one of them is no flag of the field.
std::optional<std::uint64_t> flags_of_set(const Field& field, const Value& value);

/// A set as the list that fields keep in its place; other values as they are.
Value list_of_set(Value value);
/// What a field of sets of flags' names keeps of a set; other fields' values as they are.
Value to_flag_set_field(const Field& field, const Value& given);
/// The set of a list that such a field keeps.
Value from_flag_set_field(const Field& field, Value kept);

}  // namespace pkttest::language
