// Fields as values: each of a shape's functions under the name that it has in Scapy.
#include "framework/language/values/field_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/field_arguments.h"
#include "framework/language/values/field_bits.h"
#include "framework/language/values/given_form.h"
#include "framework/language/values/hpack_text.h"
#include "framework/packet/field_class.h"
#include "framework/packet/hpack_shapes.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

/// A field of a layer, or one alone: then its protocol has nothing but it.
class FieldReference final : public ScriptObject {
 public:
    FieldReference(const Protocol& protocol, const Field& field) : protocol(protocol), field(field) {}
    explicit FieldReference(const pkttest::FieldObject& made)
        : what(made.what), alone(lone(made)), protocol(alone->table()), field(protocol.fields[0]) {}

    std::string_view kind() const override { return "field"; }
    std::string represent() const override {
        return fmt::format("<{} ({}).{}>", what != nullptr ? what->name : "Field", protocol.name, field.name);
    }
    bool equals(const Object& other) const override {
        const auto* same = dynamic_cast<const FieldReference*>(&other);
        return same != nullptr && &same->field == &field;
    }
    std::span<const Builtin> methods() const override;
    std::optional<Value> attribute(std::string_view name) const override;

    const FieldClass* what = nullptr;
    std::shared_ptr<const RuntimeProtocol> alone;
    const Protocol& protocol;
    const Field& field;

 private:
    /// Made once for a field: its values may point to it, and outlive it where they are flags.
    static std::shared_ptr<const RuntimeProtocol> lone(const pkttest::FieldObject& made) {
        if (made.alone != nullptr) return made.alone;
        auto out = std::make_shared<RuntimeProtocol>("", "");
        out->add(made.field);
        made.alone = out;
        if (out->finish().fields[0].shape == &flags_shape) keep_for_ever(out);
        return out;
    }
    static void keep_for_ever(std::shared_ptr<const RuntimeProtocol> protocol) {
        static std::mutex mutex;
        static auto& kept = *new std::vector<std::shared_ptr<const RuntimeProtocol>>;
        const std::lock_guard lock(mutex);
        kept.push_back(std::move(protocol));
    }
};

Value human(const Field& field, const Value& internal) {
    const bool plain = internal.is_none() || internal.set() != nullptr;
    return plain ? internal : field.shape->human(field, internal);
}

bool is_number(const Field& field) {
    return field.shape == &integer_shape || field.shape == &flags_shape || field.shape == &wide_shape;
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

Value flag_names(const Field& field) {
    List out;
    for (const pkttest::Name& each : field.names) out.emplace_back(each.name);
    return Value(std::move(out));
}

const Scaling& scaling_of(const Field& field) { return *static_cast<const Scaling*>(field.user); }

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

const FieldReference& self(const Call& call) { return *object_as<FieldReference>(*call.self); }

/// The layer that a method gets as `pkt`; where that is no layer, a fresh one of the field's protocol.
struct Place {
    explicit Place(const Call& call) : fresh(self(call).protocol) {
        const auto* given = call[0].as<LayerReference>();
        const bool is_there = given != nullptr && given->index < given->packet->size();
        const bool fits = is_there && (self(call).alone != nullptr ||
                                       &(*given->packet)[given->index].protocol() == &self(call).protocol);
        packet = fits ? given->packet.get() : &fresh;
        index = fits ? given->index : 0;
    }
    Layer layer() const { return (*packet)[index]; }
    Packet fresh;
    const Packet* packet;
    std::size_t index;
};

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

Value internal_of(const Call& call, std::size_t parameter) {
    Value out;
    const Field& field = self(call).field;
    Value given = to_wide_field(field, to_hpack_field(field, call[parameter]));
    if (field.extent.kind == Extent::Kind::fixed && given.octets() != nullptr)
        given = Value(Bytes{given.octets()->substr(0, static_cast<std::size_t>(field.extent.add))});
    if (const auto problem = normalize(field, given, out)) {
        const bool unknown_name = given.is_text() && !field.names.empty();
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
    return field.shape == &fixed_point_shape || field.shape == &utf16_shape;
}

/// A value that is in its internal form already, where that is not a user's.
Value kept_value(const Call& call, std::size_t parameter) {
    Integer number = 0;
    const bool is_kept = self(call).field.shape == &fixed_point_shape && call[parameter].to_integer(number);
    return is_kept ? Value(number) : internal_of(call, parameter);
}

/// A value as the reference keeps it: strings of HPACK are objects.
Value object_of(const Call& call, Value value) {
    auto text = hpack_text_of(Place(call).layer(), self(call).field, value);
    return text != nullptr ? Value(std::shared_ptr<Object>(std::move(text))) : std::move(value);
}

Value to_human(Call& call) {
    return shown_text(object_of(call, human(self(call).field, kept_value(call, 1))));
}

/// Lists of values stay lists.
Value to_internal(Call& call) {
    const List* items = self(call).field.shape->takes_lists ? nullptr : call[1].items();
    if (keeps_another_form(self(call).field)) return internal_of(call, 1);
    if (items == nullptr || !call[1].is_list())
        return object_of(call, human(self(call).field, internal_of(call, 1)));
    List out;
    for (const Value& item : *items) {
        Value internal;
        if (const auto problem = normalize(self(call).field, item, internal))
            throw EvaluationError(call.arguments[1].span, *problem).as("ValueError");
        out.push_back(human(self(call).field, internal));
    }
    return Value(std::move(out));
}

std::string text_of(const Call& call, const Value& internal) {
    return field_text(Place(call).layer(), self(call).field, internal);
}

/// A list of named numbers is a list of texts, any other list one text.
Value to_text(Call& call) {
    const Field& field = self(call).field;
    if (field.shape == &hpack_string_shape) return Value(represent_python(to_human(call)));
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

std::string encoded(const Call& call, const Value& internal) {
    const Place place(call);
    std::vector<std::uint8_t> out;
    BitWriter writer(out);
    self(call).field.shape->encode(self(call).field, place.layer(), internal, writer);
    return {out.begin(), out.end()};
}

/// The value behind bits that are no whole octets yet.
void append_encoded(const Call& call, const Value& internal, PartialOctets& out) {
    const Place place(call);
    std::vector<std::uint8_t> octets;
    BitWriter writer(octets);
    if (out.bits > 0) writer.put(static_cast<UnsignedInteger>(out.pending), out.bits);
    self(call).field.shape->encode(self(call).field, place.layer(), internal, writer);
    const auto bits = static_cast<unsigned>(writer.bits() % 8);
    out.octets.append(octets.begin(), octets.end() - (bits > 0 ? 1 : 0));
    out.pending = bits > 0 ? octets.back() >> (8 - bits) : 0;
    out.bits = bits;
}

/// A number behind the bits that its first octet has before it.
Value prefixed(const Call& call, const Value& internal) {
    const unsigned before = (8 - self(call).field.width % 8) % 8;
    PartialOctets out{{}, before, 0};
    append_encoded(call, internal, out);
    return Value(Bytes{out.octets});
}

/// Whether what a field has on the wire is a number, whatever it stands for.
bool is_read_as_number(const Field& field) {
    return is_number(field) || field.shape == &magic_shape ||
           (field.shape == &time_text_shape && field.width <= 32) || field.shape == &fixed_point_shape ||
           field.shape == &signal_shape || (field.shape == &scaling_shape && !scaling_of(field).is_real);
}

/// The number that a value is on the wire.
Integer machine_number(const Call& call, const Value& internal) {
    const Field& field = self(call).field;
    Integer number = 0;
    if (field.shape != &scaling_shape) return internal.to_integer(number), number;
    const std::string octets = encoded(call, internal);
    const auto* data = reinterpret_cast<const std::uint8_t*>(octets.data());
    number = static_cast<Integer>(read_bits(data, 0, field.width, field.little_endian));
    const bool below_0 = field.is_signed && number >> (field.width - 1) != 0;
    return below_0 ? number - (Integer{1} << field.width) : number;
}

/// The reference's fields make text of text, or fail, as their own code has it.
void no_text(const Call& call) {
    if (PythonRules::hold() && call[1].is_text())
        throw EvaluationError(call.arguments[1].span, fmt::format("{} of text", call.name)).uncovered();
}

PartialOctets octets_in(const Call& call) {
    no_text(call);
    auto out = PartialOctets::of(call[1]);
    if (!out && call[1].items() != nullptr)
        call.raise("TypeError", fmt::format("{} of {}", call.name, describe(call[1])));
    if (!out) call.fail(1, fmt::format("{} takes octets, not {}", call.name, describe(call[1])));
    return std::move(*out);
}

/// Signals know their places, in packets of signals alone.
void check_place_of_signal(const Call& call) {
    const auto* given = call[0].as<LayerReference>();
    const bool is_there = given != nullptr && given->index < given->packet->size();
    const auto fields =
        is_there ? (*given->packet)[given->index].protocol().fields : std::span<const Field>();
    constexpr std::size_t most_octets = 8;
    if (octets_of_signal(self(call).field) > most_octets || fields.empty() ||
        fields[0].shape != &signal_shape)
        throw EvaluationError(call.span, fmt::format("{} of a signal in no SignalPacket", call.name))
            .uncovered();
}

Value with_signal(const Call& call, const std::string& octets) {
    check_place_of_signal(call);
    std::vector<std::uint8_t> out(octets.begin(), octets.end());
    BitWriter writer(out, 0);
    signal_shape.encode(self(call).field, Place(call).layer(), internal_of(call, 2), writer);
    return Value(Bytes{{out.begin(), out.end()}});
}

Value add_to(Call& call) {
    PartialOctets out = octets_in(call);
    const Field& field = self(call).field;
    if (!is_there(call)) return call[1];
    if (field.shape == &signal_shape) return with_signal(call, out.octets);
    const Value internal = kept_value(call, 2);
    if ((out.bits != 0 || field.width % 8 != 0) && is_read_as_number(field))
        out.append(static_cast<UnsignedInteger>(machine_number(call, internal)), field.width);
    else
        append_encoded(call, internal, out);
    return out.written();
}

struct Decoded {
    Value value;
    std::size_t end;  ///< Bit.
};
Decoded decoded(const Call& call, const std::string& octets, std::size_t first = 0) {
    const Place place(call);
    const Field& field = self(call).field;
    Cursor cursor{reinterpret_cast<const std::uint8_t*>(octets.data()), first, octets.size() * 8};
    Value out;
    if (const char* reason = field.shape->decode(field, place.layer(), cursor, out))
        throw EvaluationError(call.arguments[1].span, reason)
            .as(field.shape == &hpack_string_shape ? "InvalidEncodingException"
                : is_of_hpack(field)               ? "AssertionError"
                                                   : "struct.error");
    if (const auto* layer = out.as<LayerReference>(); layer != nullptr && PythonRules::hold())
        if (const auto reason = layer->packet->malformed(); !reason.empty())
            throw EvaluationError(call.span, fmt::format("{} of octets that cannot be read", call.name))
                .uncovered();
    return {keeps_another_form(field) ? out : object_of(call, human(field, out)), cursor.bit};
}

Value get_from(Call& call) {
    if (PythonRules::hold() && !is_covered(self(call).what, call.name))
        throw EvaluationError(call.span, fmt::format("getfield of {}", self(call).what->name)).uncovered();
    PartialOctets from = octets_in(call);
    if (!is_there(call)) return Value::tuple({call[1], Value()});
    const bool is_signal = self(call).field.shape == &signal_shape;
    if (is_signal) check_place_of_signal(call);
    Decoded found = decoded(call, from.octets, from.bits);
    if (is_signal) return Value::tuple({call[1], std::move(found.value)});
    from.octets.erase(0, found.end / 8);
    from.bits = found.end % 8;
    return Value::tuple({from.left(), std::move(found.value)});
}

Value from_machine(Call& call) {
    const Field& field = self(call).field;
    no_text(call);
    Integer number = 0;
    if (field.shape == &signal_shape) return from_steps(field, call[1]);
    if (call[1].octets() == nullptr && is_read_as_number(field) && call[1].to_integer(number)) {
        std::vector<std::uint8_t> octets;
        BitWriter(octets).put(static_cast<UnsignedInteger>(number), field.width, field.little_endian);
        return decoded(call, {octets.begin(), octets.end()}).value;
    }
    const auto partial = PartialOctets::of(call[1]);
    if (field.shape == &hpack_number_shape && (!partial || (partial->bits == 0) != (field.width == 8)))
        call.raise("AssertionError", "octets, and how many bits of them go before the number");
    if (field.shape == &hpack_number_shape) return decoded(call, partial->octets, partial->bits).value;
    if (call[1].octets() == nullptr) return to_human(call);
    return decoded(call, call.octets(1)).value;
}

/// Numbers stay numbers, as in the reference; what else there is becomes octets.
Value to_machine(Call& call) {
    const Value internal = internal_of(call, 1);
    if (self(call).field.shape == &hpack_number_shape) return prefixed(call, internal);
    if (!is_read_as_number(self(call).field)) return Value(Bytes{encoded(call, internal)});
    if (internal.is_none()) return Value(0);
    if (self(call).field.shape == &signal_shape) return to_steps(self(call).field, internal);
    return is_number(self(call).field) ? internal : Value(machine_number(call, internal));
}

Value length_of(Call& call) {
    const Field& field = self(call).field;
    if (field.shape == &signal_shape) return Integer{scaling_of(field).size / 8};
    if (is_number(field) && field.width % 8 != 0) return Value(field.width / 8.0);
    const bool is_text =
        field.extent.kind != Extent::Kind::until &&
        (field.shape == &octets_shape || field.shape == &utf16_shape || field.shape == &stopped_shape);
    if (is_text) return Integer(field.shape->count(field, internal_of(call, 1)));
    return Integer(encoded(call, internal_of(call, 1)).size());
}

Value count_of(Call& call) {
    const Field& field = self(call).field;
    return field.shape->count != nullptr ? Integer(field.shape->count(field, internal_of(call, 1)))
                                         : Integer{1};
}

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

Value random_value(Call& call) {
    const Field& field = self(call).field;
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

/// A method in .uts campaigns: values that Scapy's class passes through come back, unusual ones are not
/// covered.
template <Value (*method)(Call&), std::size_t parameter = 1>
Value checked(Call& call) {
    if (!PythonRules::hold()) return method(call);
    const FieldReference& asked = self(call);
    if (auto known = passed_through(asked.what, asked.field, call.name, call[parameter])) return *known;
    if (!is_covered(asked.what, call.name) || !is_usual(asked.field, call.name, call[parameter]))
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

const Field* referenced_field(const Value& value) {
    const auto* reference = object_as<FieldReference>(value);
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
