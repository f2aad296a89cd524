// Arguments of fields' methods: which Scapy's classes pass through, and which are usual.
#include "framework/language/values/field_arguments.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/big_integer.h"
#include "framework/packet/field_class.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

template <std::size_t size>
bool is_one_of(const std::string_view (&names)[size], std::string_view name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool is_whole_number(const Value& value) {
    Integer ignored = 0;
    const bool other = value.octets() != nullptr || value.items() != nullptr || value.as<double>() != nullptr;
    return !other && (value.to_integer(ignored) || is_big(value));
}

bool is_number(const Field& field) {
    return field.shape == &integer_shape || field.shape == &flags_shape || field.shape == &wide_shape ||
           field.shape == &float_shape;
}

/// Whether a class of numbers has no methods of its own that look at values, but for names, flags and
/// hexadecimal digits.
bool is_plain_number(const FieldClass* what, const Field& field) {
    static constexpr std::string_view own_ways[] = {
        "BitMultiEnumField", "ConditionalField", "Emph",     "MultiEnumField", "MultiFlagsField",
        "NBytesField",       "OByteField",       "OUIField", "XNBytesField",   "YesNoByteField"};
    return what != nullptr && is_number(field) && field.name_by == nullptr &&
           !is_one_of(own_ways, what->name);
}

bool is_bit_field(const FieldClass& what) {
    return what.name.find("Bit") != std::string_view::npos || what.name == "FlagsField";
}

/// Python's hex() of numbers, str() of what is none.
std::string in_hexadecimal(const Value& value) {
    Integer number = 0;
    if (is_whole_number(value) && value.to_integer(number)) return fmt::format("{:#x}", number);
    return value.is_text() ? *value.octets() : represent_python(value);
}

Value hexadecimals(const List& items) {
    std::string out;
    for (const Value& item : items) out += (out.empty() ? "" : ", ") + in_hexadecimal(item);
    return Value("[" + out + "]");
}

std::optional<Value> of_number(const FieldClass& what, const Field& field, std::string_view method,
                               const Value& given) {
    static constexpr std::string_view as_it_is[] = {"h2i", "i2h", "m2i"};
    const bool is_flags = field.shape == &flags_shape, has_names = !field.names.empty();
    if (is_flags && method != "h2i" && method != "i2len") return std::nullopt;
    if (is_one_of(as_it_is, method) || (method == "any2i" && !has_names)) return given;
    if (method == "i2m" && !given.is_none()) return given.is_text() ? Value(Bytes{*given.octets()}) : given;
    if (method == "i2repr" && what.hex && given.is_list()) return hexadecimals(*given.items());
    if (method == "i2repr" && !has_names && given.items() == nullptr)
        return Value(what.hex ? in_hexadecimal(given) : represent_python(given));
    if (method == "i2repr" && has_names && given.octets() != nullptr) return Value(represent_python(given));
    if (method != "i2len") return std::nullopt;
    if (is_bit_field(what)) return Value(field.width / 8.0);
    // Three octets are read and written as four.
    return Value(Integer{field.width == 24 ? 4 : field.width / 8});
}

std::optional<Value> of_octets(std::string_view method, const Value& given) {
    static constexpr std::string_view as_it_is[] = {"h2i", "i2h", "m2i"};
    if (is_one_of(as_it_is, method)) return given;
    if (method == "any2i") return given.is_text() ? Value(Bytes{*given.octets()}) : given;
    if (method == "i2m" && given.octets() != nullptr) return Value(Bytes{*given.octets()});
    return std::nullopt;
}

std::optional<Value> of_list(std::string_view method, const Value& given) {
    if (method == "i2m") return given.is_none() ? Value(0) : given;
    if (method == "i2count" && !given.is_list()) return Value(1);
    return std::nullopt;
}

bool is_usual_number(const Field& field, std::string_view method, const Value& given) {
    Value ignored;
    const bool is_flags = field.shape == &flags_shape;
    if (given.is_text()) return !field.names.empty() && (method == "any2i" || (is_flags && method == "i2h"));
    if (given.is_list() && !is_flags && (method == "any2i" || method == "i2repr"))
        return std::all_of(given.items()->begin(), given.items()->end(),
                           [&](const Value& item) { return is_usual_number(field, method, item); });
    // What is read may be octets: a layer's field has its own class.
    if (method == "m2i" && given.octets() != nullptr) return false;
    return is_whole_number(given) && !normalize(field, given, ignored);
}

bool is_set(const Value& value) { return to_unique(value) != nullptr; }

bool is_usual_address(const Field& field, std::string_view method, const Value& given) {
    const bool is_text = given.is_text();
    if (method == "m2i")
        return !is_text && given.octets() != nullptr && given.octets()->size() == field.width / 8;
    const bool is_ip = field.shape != &mac_shape;
    const bool takes_octets = method == "any2i" || (method == "h2i" && is_ip);
    if (given.is_list() && takes_octets && is_ip)
        return std::all_of(given.items()->begin(), given.items()->end(),
                           [&](const Value& item) { return is_usual_address(field, method, item); });
    // Octets are the digits of an address to an IPField.
    if (!is_text && field.shape == &ipv4_shape) {
        Value ignored;
        return takes_octets && given.octets() != nullptr && given.octets()->size() > 4 &&
               !normalize(field, Value(*given.octets()), ignored);
    }
    if (!is_text) return takes_octets && given.octets() != nullptr;
    if (field.shape != &ipv6_shape || method != "i2repr") return true;
    Value internal;
    return !normalize(field, given, internal) && equal(field.shape->human(field, internal), given);
}

}  // namespace

std::optional<Value> passed_through(const FieldClass* what, const Field& field, std::string_view method,
                                    const Value& given) {
    static constexpr std::string_view kept[] = {"any2i", "h2i", "i2h"};
    if (is_plain_number(what, field)) return of_number(*what, field, method, given);
    if (what != nullptr && field.shape == &octets_shape)
        return field.little_endian && method == "i2m" ? std::nullopt : of_octets(method, given);
    if (field.shape == &list_shape && field.element->shape != &ipv6_shape) return of_list(method, given);
    if (field.shape == &extended_shape && method == "i2len") return Value(1);
    if (field.shape == &extended_shape && is_one_of(kept, method)) return given;
    if (field.shape == &mac_shape && given.is_text() && is_one_of(kept, method)) return given;
    return std::nullopt;
}

bool is_covered(const FieldClass* what, std::string_view method) {
    struct Odd {
        std::string_view field_class;
        std::string_view methods[4];
    };
    static constexpr Odd odd[] = {
        {"BitFixedLenField", {"i2len", "i2m", "m2i"}},
        {"LEBitEnumField", {"addfield", "getfield"}},
        {"LEBitField", {"addfield", "getfield"}},
        {"NBytesField", {"getfield", "i2m", "m2i"}},
        {"OUIField", {"i2repr"}},
        {"NetBIOSNameField", {"addfield", "getfield", "i2m", "i2len"}},
        {"XNBytesField", {"getfield", "i2m", "m2i"}},
    };
    return what == nullptr || std::none_of(std::begin(odd), std::end(odd), [&](const Odd& each) {
               return each.field_class == what->name && is_one_of(each.methods, method);
           });
}

bool is_usual(const Field& field, std::string_view method, const Value& given) {
    const bool is_address =
        field.shape == &mac_shape || field.shape == &ipv4_shape || field.shape == &ipv6_shape;
    const bool is_list = field.shape == &list_shape;
    const bool is_time = field.shape == &time_text_shape;
    const bool is_scaled = field.shape == &scaling_shape || field.shape == &signal_shape;
    if (is_scaled && given.is_none()) return method != "any2i" && method != "m2i";
    if (is_time && given.is_none())
        return method == "i2repr" && static_cast<const TimeText*>(field.user)->format.empty();
    if (given.is_none()) return method != "i2repr" || !(is_list || field.shape == &ipv6_shape);
    if (is_list && given.items() != nullptr && field.element != nullptr)
        return std::all_of(given.items()->begin(), given.items()->end(),
                           [&](const Value& item) { return is_usual(*field.element, method, item); });
    if (is_scaled && method == "any2i" && given.octets() != nullptr)
        return given.octets()->size() == field.width / 8;
    if (is_scaled) return is_whole_number(given) || given.as<double>() != nullptr;
    if (field.shape == &float_shape) return given.as<double>() != nullptr && method != "i2m";
    if (field.shape == &network_shape)
        return given.is_text() == (method == "any2i" || method == "h2i") &&
               (given.is_text() || given.is_tuple());
    if (is_flag_set(field)) return is_set(given) || method == "m2i" || method == "any2i";
    if (is_number(field)) return is_usual_number(field, method, given);
    if (is_address) return is_usual_address(field, method, given);
    if (field.shape == &extended_shape)
        return method == "m2i" ? given.as<Bytes>() != nullptr : is_whole_number(given);
    return field.shape != &octets_shape || given.octets() != nullptr;
}

}  // namespace pkttest::language
