// Integers of more than 127 bits: Python's, as objects. Those that fit are always pkttest::Integer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "framework/language/values/objects.h"
#include "framework/packet/field.h"

namespace pkttest::language {

/// Sign and magnitude, the lowest 32 bits first, no zeros at the end.
struct Big {
    bool negative = false;
    std::vector<std::uint32_t> parts;
};

constexpr std::size_t most_bits = 1 << 16;  ///< Of a result; longer ones are not covered.

class BigInteger final : public ScriptObject {
 public:
    explicit BigInteger(Big number) : value(std::move(number)) {}
    std::string_view kind() const override { return "integer"; }
    std::string represent() const override;
    bool equals(const Object& other) const override;
    std::span<const Builtin> methods() const override;
    Big value;
};

/// A whole number of any size; nullopt where the value is none.
std::optional<Big> to_big(const Value& value);
bool is_big(const Value& value);
/// An Integer where it fits.
Value to_value(Big number);
/// What a field of more than 127 bits takes and gives: such a number is octets in the packet library.
Value to_wide_field(const Field& field, const Value& value);
Value from_wide_field(const Field& field, Value value);
/// Digits of a base from 2 to 36, with its prefix (0x) where `prefixed`, `_` left out; nullopt: these are
/// none.
std::optional<Big> parse_big(std::string_view digits, int base, bool prefixed);
std::string digits_of(const Big& number, int base);
/// Below 0, 0 or above.
int compare(const Big& a, const Big& b);

/// Arithmetic where one side is big or the result is; nullopt where the values are no whole numbers. `where`
/// is blamed.
std::optional<Value> apply_big(Operator op, const Value& a, const Value& b, Span where);

}  // namespace pkttest::language
