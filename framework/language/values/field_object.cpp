// Fields as values: what they are made of, and their methods under the names that those have in Scapy.
#include "framework/language/values/field_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "framework/language/values/field_arguments.h"
#include "framework/language/values/field_reference.h"
#include "framework/language/values/given_form.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

/// Flags point to their field, and outlive it.
void keep_for_ever(std::shared_ptr<const RuntimeProtocol> protocol) {
    static std::mutex mutex;
    static auto& kept = *new std::vector<std::shared_ptr<const RuntimeProtocol>>;
    const std::lock_guard lock(mutex);
    kept.push_back(std::move(protocol));
}

/// The names of a field's values, or the values of its names.
Value names_of(const Field& field, bool by_name) {
    auto out = std::make_shared<Dictionary>();
    for (const pkttest::Name& each : field.names) {
        const Value number(static_cast<Integer>(each.value)), name(each.name);
        out->emplace_back(by_name ? name : number, by_name ? number : name);
    }
    return Value(std::move(out));
}

/// Letters are written as one text.
Value flag_names(const Field& field) {
    List out;
    std::string letters;
    for (const pkttest::Name& each : field.names) out.emplace_back(each.name), letters += each.name;
    return letters.size() == out.size() ? Value(std::move(letters)) : Value(std::move(out));
}

struct Attribute {
    std::string_view name;
    Value (*read)(const FieldReference& self);
};
constexpr Attribute attributes[] = {
    {"name", [](const FieldReference& self) { return Value(self.field.name); }},
    {"default",
     [](const FieldReference& self) {
         return is_open(self.protocol, self.field) ? Value() : human(self.field, default_of(self.field));
     }},
    {"sz",
     [](const FieldReference& self) {
         // Numbers of three octets are four where the reference makes them.
         const bool is_three = self.what != nullptr && self.what->width == 24;
         if (is_three) return Value(Integer{4});
         return self.field.width % 8 == 0 ? Value(Integer{self.field.width / 8})
                                          : Value(self.field.width / 8.0);
     }},
    {"size",
     [](const FieldReference& self) {
         const bool is_signal = self.field.shape == &signal_shape;
         return Value(Integer{is_signal ? scaling_of(self.field).size : self.field.width});
     }},
    {"islist",
     [](const FieldReference& self) { return Value(Integer{self.field.shape->takes_lists ? 1 : 0}); }},
    {"holds_packets",
     [](const FieldReference& self) {
         return Value(Integer{self.field.shape == &layers_shape || self.field.shape == &layer_shape ? 1 : 0});
     }},
    {"i2s", [](const FieldReference& self) { return names_of(self.field, false); }},
    {"s2i", [](const FieldReference& self) { return names_of(self.field, true); }},
    {"names", [](const FieldReference& self) { return flag_names(self.field); }},
};

}  // namespace

std::shared_ptr<const RuntimeProtocol> FieldReference::lone(const pkttest::FieldObject& made) {
    if (made.alone != nullptr) return made.alone;
    auto out = std::make_shared<RuntimeProtocol>("", "");
    out->add(made.field);
    made.alone = out;
    if (out->finish().fields[0].shape == &flags_shape) keep_for_ever(out);
    return out;
}

std::optional<Value> FieldReference::attribute(std::string_view name) const {
    const bool of_names = name == "i2s" || name == "s2i";
    if ((of_names && field.names.empty()) || (name == "names" && field.shape != &flags_shape))
        return std::nullopt;
    if (name == "__class__" && what != nullptr) return object_value<FieldClassObject>(*what);
    if (name == "fld" && what != nullptr && what->parameters[0] == "fld") return field_value(protocol, field);
    for (const Attribute& each : attributes)
        if (each.name == name) return each.read(*this);
    return std::nullopt;
}

namespace {

/// A method in .uts campaigns: values that Scapy's class passes through come back, unusual ones are not
/// covered.
template <Value (*method)(Call&), std::size_t parameter = 1>
Value checked(Call& call) {
    if (!PythonRules::hold()) return method(call);
    const FieldReference& asked = self(call);
    if (auto known = passed_through(asked.what, asked.field, call.name, call[parameter])) return *known;
    if (!is_covered(asked.what, call.name) || !is_usual(here(call), call.name, call[parameter]))
        throw EvaluationError(call.span, fmt::format("{} of {}", call.name, describe(call[parameter])))
            .uncovered();
    return method(call);
}

constexpr Parameter packet = {"pkt"}, value = {"x"}, octets = {"s"};
constexpr auto unknown = Kind::unknown;

constexpr Builtin table[] = {
    {"i2h", {{packet, value}}, unknown, "The value as a user sees it.", checked<to_human>},
    {"h2i", {{packet, value}}, unknown, "A user's value.", checked<to_internal>},
    {"any2i", {{packet, value}}, unknown, "A user's value.", checked<to_internal>},
    {"i2repr", {{packet, value}}, Kind::text, "The value as show() writes it.", checked<to_text>},
    {"i2m", {{packet, value}}, unknown, "The value on the wire.", checked<to_machine>},
    {"m2i", {{packet, value}}, unknown, "The value of octets.", checked<from_machine>},
    {"i2len", {{packet, value}}, Kind::number, "How many octets a value takes.", checked<length_of>},
    {"i2count", {{packet, value}}, Kind::number, "How many elements a value has.", checked<count_of>},
    {"randval", {}, unknown, "A random value.", random_value},
    {"addfield",
     {{packet, octets, {"val"}}},
     Kind::bytes,
     "The octets with the value behind them.",
     checked<add_to, 2>},
    {"getfield", {{packet, octets}}, Kind::list, "The octets behind the value, and the value.", get_from},
    {"copy", {}, unknown, "The field.", [](Call& call) { return *call.self; }},
};

}  // namespace

std::span<const Builtin> FieldReference::methods() const { return table; }

Value field_value(const Protocol& protocol, const Field& field) {
    return object_value<FieldReference>(protocol, field);
}

Value field_value(const pkttest::FieldObject& made) { return object_value<FieldReference>(made); }

Value fields_of(const Protocol& protocol) {
    List out;
    for (const Field& field : protocol.fields) out.push_back(field_value(protocol, field));
    return Value(std::move(out));
}

const Field* referenced_field(const Value& given) {
    const auto* reference = object_as<FieldReference>(given);
    return reference != nullptr ? &reference->field : nullptr;
}

std::optional<bool> is_field_of(const Value& field, std::string_view class_name) {
    const auto* made = object_as<pkttest::FieldObject>(field);
    const auto* reference = object_as<FieldReference>(field);
    if (made == nullptr && reference == nullptr) return false;
    if (class_name == "Field") return true;
    const FieldClass* what = made != nullptr ? made->what : reference->what;
    if (what == nullptr || what->name != class_name) return std::nullopt;
    return true;
}

}  // namespace pkttest::language
