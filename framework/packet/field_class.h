// Field classes: Scapy's names for kinds of fields ("ShortField"), and what each makes of its arguments. A
// protocol that is made at run time is written with them.
//
//     RuntimeField field;
//     if (auto wrong = make_field(*find_field_class("BitField"), {{"name", "ttl"}, {"", 64}, {"size", 8}},
//     field))
//         complain(wrong->message);
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "framework/packet/runtime_protocol.h"
#include "framework/packet/shape.h"

namespace pkttest {

/// Arguments of a field class, in order; those given by position have no name.
using FieldArguments = std::vector<std::pair<std::string, Value>>;

/// The arguments by the class's parameters.
class FieldCall {
 public:
    FieldCall(std::span<const std::string_view> parameters) : parameters_(parameters) {}
    /// A complaint about one too many, one that is not known, or one given twice.
    std::optional<Problem> bind(std::string_view class_name, const FieldArguments& arguments);
    /// None where it is not given.
    const Value& operator[](std::string_view parameter) const;
    bool has(std::string_view parameter) const { return !(*this)[parameter].is_none(); }
    /// The number of a parameter; `otherwise` where it is not given or no number.
    std::int64_t number(std::string_view parameter, std::int64_t otherwise) const;
    std::string text(std::string_view parameter) const;

 private:
    std::span<const std::string_view> parameters_;
    std::vector<std::pair<std::string_view, Value>> bound_;
};

struct FieldClass {
    using Make = std::optional<Problem> (*)(const FieldClass& what, const FieldCall& call, RuntimeField& out);

    std::string_view name;
    std::span<const std::string_view> parameters;
    Make make = nullptr;
    std::uint16_t width = 0;  ///< Numbers: bits.
    bool little_endian = false;
    bool is_signed = false;
    bool hex = false;
};

/// nullptr where there is none of this name.
const FieldClass* find_field_class(std::string_view name);
/// All, in the order of their tables.
std::vector<const FieldClass*> field_classes();
/// Whether an argument of this name asks the packet: length_from, count_from, adjust …
bool is_rule_parameter(std::string_view parameter);
/// Makes a field. Problem: in the tester's words, `out` is of no use.
std::optional<Problem> make_field(const FieldClass& what, const FieldArguments& arguments, RuntimeField& out);
/// Says what a field is where nothing is given: after a class's making, or to change it.
std::optional<Problem> set_default(RuntimeField& field, const Value& value);
/// Names a number's values: {1: "one"}, ["zero", "one"]; flags by their bits, in order.
std::optional<Problem> set_names(RuntimeField& field, const Value& names);

/// A field as a value: what `ShortField("x", 1)` yields.
class FieldObject final : public Object {
 public:
    explicit FieldObject(RuntimeField made, const FieldClass* what = nullptr)
        : field(std::move(made)), what(what) {}
    std::string_view kind() const override { return "field"; }
    std::string represent() const override;
    RuntimeField field;
    const FieldClass* what;  ///< The class that made it, where one did.
    mutable std::shared_ptr<const RuntimeProtocol>
        alone;  ///< A protocol of this field only, made when asked.
};
/// A field class as a value.
class FieldClassObject final : public Object {
 public:
    explicit FieldClassObject(const FieldClass& what) : field_class(what) {}
    std::string_view kind() const override { return "field class"; }
    std::string represent() const override { return std::string(field_class.name); }
    const FieldClass& field_class;
};

// ---- the tables, a file each -------------------------------------------------------------------------

std::span<const FieldClass> number_field_classes();
std::span<const FieldClass> octets_field_classes();
std::span<const FieldClass> compound_field_classes();
std::span<const FieldClass> hpack_field_classes();
std::span<const FieldClass> signal_field_classes();
std::span<const FieldClass> layer_field_classes();

// ---- what they share ---------------------------------------------------------------------------------

/// The rule that a value is; nullptr where it is none.
std::shared_ptr<const Rule> to_rule(const Value& value);
/// Sets a field's extent by length_from, count_from or length. Problem: one of them is no rule.
std::optional<Problem> set_extent(const FieldCall& call, RuntimeField& out);
/// Starts a field: its name, shape, width; parameters `name` and `default`.
void start_field(const FieldCall& call, const Shape& shape, std::uint16_t width, RuntimeField& out);
/// The field in a value: an instance, or a class with nothing given.
std::optional<Problem> field_in(const Value& value, std::string_view name, RuntimeField& out);

}  // namespace pkttest
