// Operators over values: Python's, with `/` for layers, and `matches`.
#pragma once

#include "framework/language/builtin.h"
#include "framework/language/syntax/ast.h"
#include "framework/packet/match.h"

namespace pkttest::language {

/// While one lives, this thread's expressions tell bytes from text as Python does: they are never equal, have
/// no order, neither add up nor hold one another. Otherwise both are compared by their octets.
class PythonRules {
 public:
    PythonRules();
    ~PythonRules();
    PythonRules(const PythonRules&) = delete;
    PythonRules& operator=(const PythonRules&) = delete;
    static bool hold();
};
/// Whether both are octets that must not meet: bytes and text where Python's rules hold.
bool are_apart(const Value& a, const Value& b);

/// `a op b` for arithmetic and bits. `where` is blamed.
Value apply(Operator op, const Value& a, const Value& b, Span where);
/// `op a`: negative, positive, invert, logical_not.
Value apply(Operator op, const Value& a, Span where);
/// `a op b` for comparisons, `in`, `is` and `matches`.
bool compare(Operator op, const Value& a, const Value& b, Span where);

/// What a random value stands for this time; any other value itself.
Value drawn(const Value& value);
/// ==, durations and sets included.
bool equal(const Value& a, const Value& b);
/// Below 0, 0 or above, as Python orders them; complains where they have no order.
int order(const Value& a, const Value& b, Span where);
/// The whole part of a number; complains where it fits no integer.
Integer truncate(double real, Span where);
/// The items of whatever can be gone through: lists, tuples, sets, the keys of dictionaries, the characters
/// of text, the octets of bytes, the members of a packet set.
List items_of(const Value& value, Span where);
/// The characters of a text, whole UTF-8 sequences.
std::vector<std::string_view> characters(std::string_view text);
/// `p / q`; complains where one is neither packet nor octets.
Value stack(const Value& lower, const Value& upper, Span where);
/// A packet to hold against a pattern: as it would be received.
Packet to_candidate(const Value& value, Span where);
/// text % values; `octets`: of bytes.
std::string format_percent(const std::string& text, const Value& values, bool octets, Span where);
/// text.format(): `{}`, `{0.a[b]!r:>4}`.
std::string format_braces(std::string_view text, const List& positional,
                          const std::vector<std::pair<std::string, Value>>& named, Environment& variables,
                          Span where);
/// A value by a format specification, as Python's format(): ">5", "#06x", ".2f".
std::string format_value(const Value& value, std::string_view specification, Span where);
/// "integer 5", "text 'a'", cut where long: for messages.
std::string describe(const Value& value);

}  // namespace pkttest::language
