// HPACK's strings as Scapy's objects (RFC 7541, 5.2): HPackLiteralString and HPackZString, which is in
// Huffman's code.
#pragma once

#include "framework/language/values/objects.h"
#include "framework/packet/layer.h"

namespace pkttest::language {

class HpackText final : public ScriptObject {
 public:
    HpackText(std::string text, bool is_coded) : origin(std::move(text)), is_coded(is_coded) {}
    std::string_view kind() const override { return "HPACK string"; }
    std::string represent() const override;
    std::string text() const override { return sent(); }
    std::optional<std::size_t> length() const override { return sent().size(); }
    std::optional<std::string> octets() const override { return sent(); }
    std::optional<bool> is_equal(const Value& other) const override;
    std::optional<Value> attribute(std::string_view name) const override;
    std::span<const Builtin> methods() const override;
    /// As its octets are sent.
    std::string sent() const;

    std::string origin;
    bool is_coded;
};

/// Such an object as a plain value, ("Compressed", text); other values as they are.
Value plain_text_of(Value value);
/// What a field takes for such an object; other values as they are.
Value to_hpack_field(const Field& field, const Value& value);
/// The object that a value of a layer's field is; nullptr where it is none.
std::shared_ptr<HpackText> hpack_text_of(const Layer& layer, const Field& field, const Value& value);
/// A packet's attribute is not the object, but how Scapy shows it; other values as they are.
Value shown_text(Value value);

}  // namespace pkttest::language
