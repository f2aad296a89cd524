// A field as a value with what its methods share. Internal to field_object.cpp, field_forms.cpp and
// field_wire.cpp.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/field_class.h"
#include "framework/packet/packet.h"
#include "framework/packet/script_shapes.h"

namespace pkttest::language {

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
    /// Made once for a field.
    static std::shared_ptr<const RuntimeProtocol> lone(const pkttest::FieldObject& made);
};

inline const FieldReference& self(const Call& call) { return *object_as<FieldReference>(*call.self); }
inline const Scaling& scaling_of(const Field& field) { return *static_cast<const Scaling*>(field.user); }

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

/// The field that a method is asked of; of several forms the one that its layer has.
const Field& here(const Call& call);
/// Whether a conditional field is there. Without a packet one cannot ask.
bool is_there(const Call& call);
/// Whether a field holds numbers as they are on the wire.
bool is_number(const Field& field);
/// Whose wrong values are failed assertions in the reference.
bool is_of_hpack(const Field& field);
/// What a user sees of an internal value.
Value human(const Field& field, const Value& internal);
/// An argument's internal form. Throws as the reference does where it has none.
Value internal_of(const Call& call, std::size_t parameter);
/// Whether the reference keeps this field's values in another form than a user sees.
bool keeps_another_form(const Field& field);
/// A value that is in its internal form already, where that is not a user's.
Value kept_value(const Call& call, std::size_t parameter);
/// A value as the reference keeps it: strings of HPACK are objects.
Value object_of(const Call& call, Value value);

// ---- methods: values as a user sees them (field_forms.cpp) ---------------------------------------------

Value to_human(Call& call);
Value to_internal(Call& call);
Value to_text(Call& call);
Value length_of(Call& call);
Value count_of(Call& call);
Value random_value(Call& call);

// ---- methods: values and octets (field_wire.cpp) -------------------------------------------------------

/// A value's octets.
std::string encoded(const Call& call, const Value& internal);
Value to_machine(Call& call);
Value from_machine(Call& call);
Value add_to(Call& call);
Value get_from(Call& call);

}  // namespace pkttest::language
