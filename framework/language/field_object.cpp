// Fields as values: each of a shape's functions under the name that it has in Scapy.
#include "framework/language/field_object.h"

#include <fmt/format.h>

#include "framework/language/evaluation.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

class FieldObject final : public ScriptObject {
 public:
    FieldObject(const Protocol& protocol, const Field& field) : protocol(protocol), field(field) {}
    std::string_view kind() const override { return "field"; }
    std::string represent() const override {
        return fmt::format("<Field ({}).{}>", protocol.name, field.name);
    }
    bool equals(const Object& other) const override {
        const auto* same = dynamic_cast<const FieldObject*>(&other);
        return same != nullptr && &same->field == &field;
    }
    std::span<const Builtin> methods() const override;
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "name") return Value(field.name);
        if (name == "default") {
            const Value initial = default_of(field);
            return initial.is_none() ? initial : field.shape->human(field, initial);
        }
        if (name == "sz") return Value(field.width / 8.0);
        if (name == "islist") return Value(Integer{field.shape->takes_lists ? 1 : 0});
        if (name == "holds_packets")
            return Value(Integer{field.shape == &layers_shape || field.shape == &layer_shape ? 1 : 0});
        return std::nullopt;
    }

    const Protocol& protocol;
    const Field& field;
};

const FieldObject& self(const Call& call) { return *object_as<FieldObject>(*call.self); }

/// The layer that a method gets as `pkt`; a fresh one where it is None or has no such layer.
struct Place {
    explicit Place(const Call& call) : fresh(self(call).protocol) {
        const auto* given = call[0].as<LayerReference>();
        const bool fits = given != nullptr && given->index < given->packet->size() &&
                          &(*given->packet)[given->index].protocol() == &self(call).protocol;
        packet = fits ? given->packet.get() : &fresh;
        index = fits ? given->index : 0;
    }
    Layer layer() const { return (*packet)[index]; }
    Packet fresh;
    const Packet* packet;
    std::size_t index;
};

Value internal_of(const Call& call, std::size_t parameter) {
    Value out;
    if (const auto problem = normalize(self(call).field, call[parameter], out))
        throw EvaluationError(call.arguments[parameter].span, *problem).as("ValueError");
    return out;
}

Value to_human(Call& call) {
    const Value internal = internal_of(call, 1);
    const bool plain = internal.is_none() || internal.set() != nullptr;
    return plain ? internal : self(call).field.shape->human(self(call).field, internal);
}

Value to_text(Call& call) {
    const Place place(call);
    return Value(field_text(place.layer(), self(call).field, internal_of(call, 1)));
}

std::string encoded(const Call& call, const Value& internal) {
    const Place place(call);
    std::vector<std::uint8_t> out;
    BitWriter writer(out);
    self(call).field.shape->encode(self(call).field, place.layer(), internal, writer);
    return {out.begin(), out.end()};
}

Value add_to(Call& call) { return Value(Bytes{call.octets(1) + encoded(call, internal_of(call, 2))}); }

/// The value that octets stand for, and how many of them.
std::pair<Value, std::size_t> decoded(const Call& call, const std::string& octets) {
    const Place place(call);
    const Field& field = self(call).field;
    Cursor cursor{reinterpret_cast<const std::uint8_t*>(octets.data()), 0, octets.size() * 8};
    Value out;
    if (const char* reason = field.shape->decode(field, place.layer(), cursor, out)) call.fail(1, reason);
    return {out.is_none() ? out : field.shape->human(field, out), (cursor.bit + 7) / 8};
}

Value get_from(Call& call) {
    const std::string octets = call.octets(1);
    auto [value, taken] = decoded(call, octets);
    return Value::tuple({Value(Bytes{octets.substr(taken)}), std::move(value)});
}

Value from_machine(Call& call) {
    if (call[1].octets() == nullptr) return to_human(call);
    return decoded(call, call.octets(1)).first;
}

/// Numbers stay numbers, as in the reference; what else there is becomes octets.
Value to_machine(Call& call) {
    const Value internal = internal_of(call, 1);
    const Field& field = self(call).field;
    if (field.shape == &integer_shape || field.shape == &flags_shape) return internal;
    return Value(Bytes{encoded(call, internal)});
}

Value length_of(Call& call) { return Integer(encoded(call, internal_of(call, 1)).size()); }

Value count_of(Call& call) {
    const Field& field = self(call).field;
    return field.shape->count != nullptr ? Integer(field.shape->count(field, internal_of(call, 1)))
                                         : Integer{1};
}

Value random_value(Call& call) {
    const Field& field = self(call).field;
    return field.shape->human(field, field.shape->random(field));
}

constexpr Parameter packet = {"pkt"}, value = {"x"}, octets = {"s", Kind::bytes};
constexpr auto unknown = Kind::unknown;

constexpr Builtin table[] = {
    {"i2h", {{packet, value}}, unknown, "The value as a user sees it.", to_human},
    {"h2i", {{packet, value}}, unknown, "A user's value.", to_human},
    {"any2i", {{packet, value}}, unknown, "A user's value.", to_human},
    {"i2repr", {{packet, value}}, Kind::text, "The value as show() writes it.", to_text},
    {"i2m", {{packet, value}}, unknown, "The value on the wire.", to_machine},
    {"m2i", {{packet, value}}, unknown, "The value of octets.", from_machine},
    {"i2len", {{packet, value}}, Kind::number, "How many octets a value takes.", length_of},
    {"i2count", {{packet, value}}, Kind::number, "How many elements a value has.", count_of},
    {"randval", {}, unknown, "A random value.", random_value},
    {"addfield", {{packet, octets, {"val"}}}, Kind::bytes, "The octets with the value behind them.", add_to},
    {"getfield", {{packet, octets}}, Kind::list, "The octets behind the value, and the value.", get_from},
};

}  // namespace

std::span<const Builtin> FieldObject::methods() const { return table; }

Value field_value(const Protocol& protocol, const Field& field) {
    return object_value<FieldObject>(protocol, field);
}

Value fields_of(const Protocol& protocol) {
    List out;
    for (const Field& field : protocol.fields) out.push_back(field_value(protocol, field));
    return Value(std::move(out));
}

}  // namespace pkttest::language
