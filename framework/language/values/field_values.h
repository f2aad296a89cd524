// Sets of flags: what a campaign may give to a field of flags, and compare it with.
#pragma once

#include "framework/language/values/objects.h"

namespace pkttest::language {

/// The bits of a set of flags' names; nullopt where it is no set, or one of them is no flag of the field.
std::optional<std::uint64_t> flags_of_set(const Field& field, const Value& value);

}  // namespace pkttest::language
