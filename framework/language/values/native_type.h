// Types of Python's and Scapy's that are neither a function's nor a layer's: a table row each.
#pragma once

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

/// The arguments of a call by the type's parameters; None for what is not given.
using NativeArguments = std::vector<Value>;

struct NativeTable {
    std::string_view name;  ///< With its module, where it has one: "datetime.timedelta".
    std::span<const std::string_view> parameters;
    Value (*make)(const NativeArguments& given, Span where);
    bool (*holds)(const Value& value);        ///< isinstance().
    std::span<const Builtin> functions = {};  ///< Called on the type itself.
    std::optional<Value> (*constant)(std::string_view name) = nullptr;
};

class NativeType final : public ScriptObject {
 public:
    explicit NativeType(const NativeTable& table) : table_(table) {}
    std::string_view kind() const override { return "type"; }
    std::string represent() const override;
    bool equals(const Object& other) const override;
    std::optional<Value> attribute(std::string_view name) const override;
    std::optional<bool> is_type_of(const Value& value) const override { return table_.holds(value); }
    bool is_callable() const override { return true; }
    Value call(std::vector<GivenArgument> given, Span span, Environment& variables) const override;

 private:
    const NativeTable& table_;
};

/// The type of this name, which outlives it; None where the tables have none.
Value native_type(std::span<const NativeTable> tables, std::string_view name);

/// By full name: of the modules datetime, collections and uuid; of ASN.1's times.
Value date_time_type(std::string_view name);
Value collections_type(std::string_view name);
Value uuid_type(std::string_view name);
Value asn1_time_type(std::string_view name);
/// EDecimal.
Value decimal_type(std::string_view name);
/// The binary number nearest to an EDecimal; nullopt for other values.
std::optional<double> decimal_real(const Value& value);
/// A rounded_decimal() as EDecimal.
Value from_fixed_point(UnsignedInteger bits, int fraction);
/// A random UUID, version 4.
Value random_uuid_object();
/// uuid.UUID of its text; none where it is no UUID's.
Value uuid_object(std::string_view text);
/// A UUID's text; nullopt of other values.
std::optional<std::string> uuid_text_of(const Value& value);

}  // namespace pkttest::language
