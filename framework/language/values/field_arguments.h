// What a field's methods get in .uts campaigns: Scapy's classes pass most values through as they are, and do
// odd things with values that a field does not have.
#pragma once

#include <optional>
#include <string_view>

#include "framework/language/values/objects.h"

namespace pkttest {
struct FieldClass;
}

namespace pkttest::language {

/// What Scapy's field of the class `what` (nullptr: not known) answers without a look at the value; nullopt
/// where it looks.
std::optional<Value> passed_through(const FieldClass* what, const Field& field, std::string_view method,
                                    const Value& given);
/// Whether a class's method is one that does what the field's shape does.
bool is_covered(const FieldClass* what, std::string_view method);
/// Whether a value is of the kind that `method` of the field is asked with; what it gives for others is not
/// known.
bool is_usual(const Field& field, std::string_view method, const Value& given);

}  // namespace pkttest::language
