// ByteArray: Python's bytearray, octets that change in their place.
#pragma once

#include "framework/language/values/objects.h"

namespace pkttest::language {

class ByteArray final : public ScriptObject {
 public:
    explicit ByteArray(std::string octets) : content(std::move(octets)) {}
    std::string_view kind() const override { return "bytearray"; }
    std::string represent() const override;
    bool truth() const override { return !content.empty(); }
    /// Its own, and those of bytes.
    std::optional<Value> attribute(std::string_view name) const override;
    std::span<const Builtin> methods() const override;
    std::optional<std::size_t> length() const override { return content.size(); }
    std::optional<std::string> octets() const override { return content; }
    std::optional<Value> item(const Value& key, Span where) const override;
    std::optional<List> take_items() override;
    bool set_item(const Value& key, const Value& value, Span where) override;
    std::optional<bool> is_equal(const Value& other) const override;
    std::optional<int> order_with(const Value& other, Span where) const override;
    std::optional<Value> operate(Operator op, const Value& other, bool reflected, Span where) const override;

    /// Puts bytes, or a list of octets, at its end.
    void extend(const Value& more, Span where);

    std::string content;
};

/// The octet that a number is; complains where it is none.
char octet_of(const Value& value, Span where);
/// The bytes of a bytearray; other values as they are.
Value plain_octets(Value value);

}  // namespace pkttest::language
