// Methods of fields that turn values into what a user sees, and back: i2h, h2i, any2i, i2repr, i2len,
// i2count, randval.
#include <fmt/format.h>

#include "framework/language/values/big_integer.h"
#include "framework/language/values/field_reference.h"
#include "framework/language/values/field_values.h"
#include "framework/language/values/hpack_text.h"
#include "framework/language/values/native_type.h"
#include "framework/packet/hpack_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

Value human(const Field& field, const Value& internal) {
    const bool plain = internal.is_none() || internal.set() != nullptr;
    return plain ? internal : field.shape->human(field, internal);
}

bool is_number(const Field& field) {
    return field.shape == &integer_shape || field.shape == &flags_shape || field.shape == &wide_shape;
}
const Field& here(const Call& call) {
    const Field& field = self(call).field;
    return field.shape == &one_of_shape ? chosen_field(field, Place(call).layer()) : field;
}

/// Whether a conditional field is there. Without a packet one cannot ask.
bool is_there(const Call& call) {
    const Field& field = self(call).field;
    return !field.conditional() || holds(field.when, Place(call).layer());
}

/// Whose wrong values are failed assertions in the reference.
bool is_of_hpack(const Field& field) {
    return field.shape == &hpack_number_shape || field.shape == &hpack_string_shape ||
           field.shape == &magic_shape;
}

static Value normalized_uuid(const Field& field, const std::string& text) {
    Value out;
    if (const auto problem = normalize(field, Value(text), out))
        throw EvaluationError({}, *problem).uncovered();
    return out;
}

Value internal_of(const Call& call, std::size_t parameter) {
    Value out;
    const Field& field = here(call);
    if (auto uuid = uuid_text_of(call[parameter])) return normalized_uuid(field, *uuid);
    Value given = to_wide_field(field, to_hpack_field(field, to_flag_set_field(field, call[parameter])));
    if (field.shape == &octets_shape && field.extent.kind == Extent::Kind::fixed && given.octets() != nullptr)
        given = Value(Bytes{given.octets()->substr(0, static_cast<std::size_t>(field.extent.add))});
    if (const auto problem = normalize(field, given, out)) {
        const bool unknown_name =
            given.is_text() && (!field.names.empty() || field.shape == &named_octets_shape);
        const EvaluationError error(call.arguments[parameter].span, *problem);
        if (PythonRules::hold() && !unknown_name && !is_of_hpack(field)) throw error.uncovered();
        throw error.as(unknown_name && field.shape != &flags_shape ? "KeyError"
                       : is_of_hpack(field)                        ? "AssertionError"
                                                                   : "ValueError");
    }
    return out;
}

/// Whether the reference keeps this field's values in another form than a user sees.
bool keeps_another_form(const Field& field) {
    return field.shape == &fixed_point_shape || field.shape == &utf16_shape || field.shape == &network_shape;
}

/// A value that is in its internal form already, where that is not a user's.
Value kept_value(const Call& call, std::size_t parameter) {
    Integer number = 0;
    const Shape* shape = here(call).shape;
    if (shape == &named_octets_shape && call[parameter].octets() != nullptr) return call[parameter];
    const bool is_kept =
        (shape == &fixed_point_shape || shape == &time_text_shape) && call[parameter].to_integer(number);
    return is_kept ? Value(number) : internal_of(call, parameter);
}

/// A value as the reference keeps it: strings of HPACK are objects.
Value object_of(const Call& call, Value value) {
    auto text = hpack_text_of(Place(call).layer(), here(call), value);
    if (text != nullptr) return Value(std::shared_ptr<Object>(std::move(text)));
    if (here(call).shape == &uuid_shape && value.is_text() && PythonRules::hold())
        return uuid_object(*value.octets());
    return from_flag_set_field(here(call), std::move(value));
}

Value to_human(Call& call) {
    Integer steps = 0;
    if (here(call).shape == &fixed_point_shape && PythonRules::hold() && call[1].to_integer(steps))
        return from_fixed_point(static_cast<UnsignedInteger>(steps),
                                static_cast<const FixedPoint*>(here(call).user)->fraction_bits);
    return shown_text(object_of(call, human(here(call), kept_value(call, 1))));
}

/// Lists of values stay lists.
Value to_internal(Call& call) {
    const List* items = here(call).shape->takes_lists ? nullptr : call[1].items();
    if (keeps_another_form(here(call))) return internal_of(call, 1);
    // Without a packet nothing says which names the bits have.
    if (Integer bits = 0; is_flag_set(here(call)) && call[1].to_integer(bits))
        return from_flag_set_field(here(call), Value(List()));
    if (items == nullptr || !call[1].is_list())
        return object_of(call, human(here(call), internal_of(call, 1)));
    List out;
    for (const Value& item : *items) {
        Value internal;
        if (const auto problem = normalize(here(call), item, internal))
            throw EvaluationError(call.arguments[1].span, *problem).as("ValueError");
        out.push_back(human(here(call), internal));
    }
    return Value(std::move(out));
}

namespace {

std::string text_of(const Call& call, const Value& internal) {
    const Field& field = here(call);
    if (field.shape == &time_text_shape && internal.is_none()) return field.shape->represent(field, Value(0));
    if (field.shape == &tuples_shape && internal.items() != nullptr)
        return field.shape->represent(field, internal);
    return field_text(Place(call).layer(), here(call), internal);
}

}  // namespace

/// A list of named numbers is a list of texts, any other list one text.
Value to_text(Call& call) {
    const Field& field = here(call);
    if (field.shape == &hpack_string_shape) return Value(represent_python(to_human(call)));
    // What no choice has is the number itself.
    const bool is_choice = self(call).what != nullptr && self(call).what->name == "YesNoByteField";
    if (Integer number = 0; is_choice && call[1].to_integer(number))
        if (name_of(field, static_cast<std::uint64_t>(number)).empty()) return call[1];
    if (!call[1].is_list() || field.shape->takes_lists) return Value(text_of(call, kept_value(call, 1)));
    if (field.names.empty()) return Value(represent_python(call[1]));
    List out;
    for (const Value& item : *call[1].items()) {
        Value internal;
        if (const auto problem = normalize(field, item, internal))
            throw EvaluationError(call.arguments[1].span, *problem).as("ValueError");
        out.emplace_back(text_of(call, internal));
    }
    return Value(std::move(out));
}
/// Without what pads them.
static std::size_t count_of_octets(const Call& call) {
    const Field& inner = *here(call).element;
    return inner.shape->count(inner, internal_of(call, 1));
}

Value length_of(Call& call) {
    const Field& field = here(call);
    if (field.shape == &signal_shape) return Integer{scaling_of(field).size / 8};
    const bool is_padded = field.shape == &padded_shape || field.shape == &padded_list_shape;
    if (is_padded && PythonRules::hold() && field.element->shape == &octets_shape)
        return Integer(count_of_octets(call));
    if (field.shape == &network_shape) return internal_of(call, 1).items()->back();
    if (is_number(field) && field.width % 8 != 0) return Value(field.width / 8.0);
    const bool is_text =
        field.extent.kind != Extent::Kind::until &&
        (field.shape == &octets_shape || field.shape == &utf16_shape || field.shape == &stopped_shape);
    if (is_text) return Integer(field.shape->count(field, internal_of(call, 1)));
    return Integer(encoded(call, internal_of(call, 1)).size());
}

Value count_of(Call& call) {
    const Field& field = here(call);
    return field.shape->count != nullptr ? Integer(field.shape->count(field, internal_of(call, 1)))
                                         : Integer{1};
}

namespace {

/// The function that makes the random values of a field, Scapy's Rand*.
std::string_view random_function(const Field& field) {
    if (field.shape == &mac_shape) return "RandMAC";
    if (field.shape == &ipv4_shape) return "RandIP";
    if (field.shape == &ipv6_shape) return "RandIP6";
    if (field.shape == &uuid_shape) return "RandUUID";
    if (field.shape == &octets_shape) return "RandBin";
    if (field.shape == &hpack_number_shape) return "RandLong";
    if (field.shape != &integer_shape) return {};
    static constexpr std::string_view plain[] = {"RandByte", "RandShort", "RandInt",  "RandInt",
                                                 "RandLong", "RandLong",  "RandLong", "RandLong"};
    static constexpr std::string_view with_sign[] = {"RandSByte", "RandSShort", "RandSInt",  "RandSInt",
                                                     "RandSLong", "RandSLong",  "RandSLong", "RandSLong"};
    if (field.width % 8 != 0) return {};
    return (field.is_signed ? with_sign : plain)[field.width / 8 - 1];
}

}  // namespace

Value random_value(Call& call) {
    const Field& field = here(call);
    const Builtin* function = find_builtin(random_function(field));
    if (function != nullptr) return call_builtin(*function, nullptr, {}, call.span, call.variables);
    function = find_builtin("RandNum");
    if ((field.shape == &integer_shape || field.shape == &flags_shape) && field.width < 64)
        return call_builtin(
            *function, nullptr,
            {{{}, Value(0), call.span, {}}, {{}, Value((Integer{1} << field.width) - 1), call.span, {}}},
            call.span, call.variables);
    return field.shape->human(field, field.shape->random(field));
}

}  // namespace pkttest::language
