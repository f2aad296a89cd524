// What fields take and give in campaigns where that is more than the packet library's own values: long
// numbers, sets of flags, Scapy's objects.
#include "framework/language/values/field_values.h"

#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/asn1_object.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/byte_array.h"
#include "framework/language/values/given_form.h"
#include "framework/language/values/hpack_text.h"
#include "framework/language/values/native_type.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

/// nullopt where the field has no such flag.
std::optional<std::uint64_t> flag_of(const Field& field, const Value& member) {
    Integer bits = 0;
    if (const auto* flags = member.as<Flags>()) return flags->bits;
    if (member.to_integer(bits)) return static_cast<std::uint64_t>(bits);
    if (!member.is_text()) return std::nullopt;
    for (const pkttest::Name& name : field.names)
        if (name.name == *member.octets()) return name.value;
    return std::nullopt;
}

/// Scapy's flags in a list are set together; anything but names in it raises, sooner or later.
Value to_flags_of_list(const Field& field, const Value& value) {
    std::uint64_t bits = 0;
    for (const Value& member : *value.items()) {
        const auto flag = member.is_text() && value.is_list() ? flag_of(field, member) : std::nullopt;
        if (!flag) throw EvaluationError({}, fmt::format("{} for flags", describe(value))).uncovered();
        bits |= *flag;
    }
    return Value(bits);
}

/// Flags by what their layer is: the first of the field's cases that knows them all.
Value to_flags(const Field& field, const Value& value) {
    if (PythonRules::hold() && field.shape == &flags_shape && value.items() != nullptr)
        return to_flags_of_list(field, value);
    if (to_unique(value) == nullptr) return value;
    if (const auto bits = flags_of_set(field, value)) return Value(*bits);
    for (const Case& one : field.cases)
        if (const auto bits = flags_of_set(*one.field, value)) return Value(*bits);
    return value;
}

}  // namespace

Value list_of_set(Value value) {
    const UniqueValues* set = to_unique(value);
    return set != nullptr ? Value(List(set->items())) : std::move(value);
}

Value to_flag_set_field(const Field& field, const Value& given) {
    if (!is_flag_set(field)) return given;
    if (to_unique(given) != nullptr) return list_of_set(given);
    const EvaluationError error({}, fmt::format("{} in {}, which holds a set", describe(given), field.name));
    Integer bits = 0;
    throw given.is_none() || given.to_integer(bits) ? error.uncovered() : error.as("ValueError");
}

Value from_flag_set_field(const Field& field, Value kept) {
    if (!is_flag_set(field) || !kept.is_list()) return kept;
    auto out = std::make_shared<UniqueValues>();
    for (const Value& name : *kept.items()) out->add(name);
    return Value(std::shared_ptr<Object>(std::move(out)));
}

std::optional<std::uint64_t> flags_of_set(const Field& field, const Value& value) {
    const UniqueValues* set = to_unique(value);
    if (set == nullptr || field.shape != &flags_shape) return std::nullopt;
    std::uint64_t bits = 0;
    for (const Value& member : set->items()) {
        const auto flag = flag_of(field, member);
        if (!flag) return std::nullopt;
        bits |= *flag;
    }
    return bits;
}

Value to_field(const Field& field, const Value& given) {
    if (is_flag_set(field)) return to_flag_set_field(field, given);
    // Scapy builds zero octets of it then, not the default.
    if (given.is_none() && PythonRules::hold() && !field.automatic())
        if (const Value initial = default_of(field); initial.is_list() || is_true(initial))
            throw EvaluationError(
                {}, fmt::format("None in {}, which begins as {}", field.name, represent(initial)))
                .uncovered();
    if (const auto real = field.shape == &fixed_point_shape ? decimal_real(given) : std::nullopt)
        return Value(*real);
    if (auto uuid = uuid_text_of(given)) return Value(std::move(*uuid));
    const Value plain =
        to_hpack_field(field, to_asn1_field(field, to_wide_field(field, plain_octets(given))));
    return to_flags(field, in_given_form(field, plain));
}

Value python_value(const Layer& layer, const Field& field) {
    Integer steps = 0;
    const bool is_fraction = field.shape == &fixed_point_shape && PythonRules::hold();
    if (is_fraction && layer.internal(field).to_integer(steps))
        return from_fixed_point(static_cast<UnsignedInteger>(steps),
                                static_cast<const FixedPoint*>(field.user)->fraction_bits);
    Value value = layer.get(field);
    if (field.shape == &uuid_shape && value.is_text() && PythonRules::hold())
        return uuid_object(*value.octets());
    if (const Value* given = given_form(value)) return *given;
    if (PythonRules::hold() && reads_as_none(layer, field)) return {};
    if (auto text = PythonRules::hold() ? hpack_text_of(layer, field, value) : nullptr)
        return Value(std::shared_ptr<Object>(std::move(text)));
    return from_flag_set_field(field, from_asn1_field(field, from_wide_field(field, std::move(value))));
}

}  // namespace pkttest::language
