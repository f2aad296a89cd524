// ASN.1's values as Scapy's objects in .uts campaigns: their types, and their octets in BER (X.690).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "framework/language/values/objects.h"

namespace pkttest::language {

/// What a type's content is made of.
enum class Asn1Form : std::uint8_t { number, truth, null, octets, oid, address, bits, items, time, other };

/// One of Scapy's types, by its name without "ASN1_".
struct Asn1Type {
    std::string_view name;
    int tag;  ///< Scapy's number of it: below 0 where there is none in BER.
    Asn1Form form;
    std::string_view base = {};  ///< The type it is one of, beside ASN1_Object.
};

class Asn1Object final : public ScriptObject {
 public:
    Asn1Object(const Asn1Type& type, Value value) : type(type), value(std::move(value)) {}
    std::string_view kind() const override { return "ASN.1 value"; }
    std::string represent() const override;
    std::string text() const override { return octets().value_or(represent()); }
    std::optional<Value> attribute(std::string_view wanted) const override;
    std::span<const Builtin> methods() const override;
    bool set_attribute(std::string_view wanted, const Value& given, Span) override;
    std::optional<bool> is_equal(const Value& other) const override;
    std::optional<int> order_with(const Value& other, Span where) const override;
    std::optional<std::string> octets() const override;

    const Asn1Type& type;
    Value value;
};

/// nullptr where there is none.
const Asn1Type* find_asn1_type(std::string_view name);
const Asn1Type* find_asn1_type(std::int64_t tag);
/// The object of a type. Complains, or says that it is not covered, where the type takes no such value.
Value make_asn1(const Asn1Type& type, Value value, Span where);
/// The tag of a type as a value; None where there is no such type.
Value asn1_tag(std::string_view type);
/// enc(), show(), strshow(): of times as well.
std::span<const Builtin> asn1_methods();

/// An object's octets in BER; numbers, text, octets and None as Scapy takes them.
std::string encode_ber(const Value& value, Span where);
/// A value's octets as one of a type.
std::string encode_ber(const Asn1Type& type, const Value& value, Span where);
/// The value at the front, which is cut off `octets`; one of `type` where that is given. `safe`: what cannot
/// be read is a value as well; otherwise BER_Decoding_Error.
Value decode_ber(std::string_view& octets, const Asn1Type* type, bool safe, Span where, int depth = 0);

/// Numbers, lengths and tags (X.690, 8.1.2, 8.1.3): cut off what they read; BER_Decoding_Error where they
/// cannot.
std::uint64_t read_ber_number(std::string_view& octets, std::uint64_t before, Span where);
std::uint64_t read_ber_length(std::string_view& octets, Span where);
std::uint64_t read_ber_tag(std::string_view& octets, Span where);

/// ASN1_INTEGER, BERcodec_INTEGER, ASN1_Class_UNIVERSAL, ASN1_Codecs; None where it is none of them, or the
/// campaign is no .uts campaign, whose ASN1_INTEGER is a layer.
Value asn1_named(std::string_view name);

/// What a BER field of a packet takes and gives in a .uts campaign: other fields and values as they are.
Value to_asn1_field(const Field& field, const Value& value);
Value from_asn1_field(const Field& field, Value value);

}  // namespace pkttest::language
