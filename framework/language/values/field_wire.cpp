// Methods of fields that turn values into octets, and back: i2m, m2i, addfield, getfield.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/values/field_arguments.h"
#include "framework/language/values/field_bits.h"
#include "framework/language/values/field_reference.h"
#include "framework/packet/hpack_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

std::string encoded(const Call& call, const Value& internal) {
    const Place place(call);
    std::vector<std::uint8_t> out;
    BitWriter writer(out);
    here(call).shape->encode(here(call), place.layer(), internal, writer);
    return {out.begin(), out.end()};
}

namespace {

/// The value behind bits that are no whole octets yet.
void append_encoded(const Call& call, const Value& internal, PartialOctets& out) {
    const Place place(call);
    std::vector<std::uint8_t> octets;
    BitWriter writer(octets);
    if (out.bits > 0) writer.put(static_cast<UnsignedInteger>(out.pending), out.bits);
    here(call).shape->encode(here(call), place.layer(), internal, writer);
    const auto bits = static_cast<unsigned>(writer.bits() % 8);
    out.octets.append(octets.begin(), octets.end() - (bits > 0 ? 1 : 0));
    out.pending = bits > 0 ? octets.back() >> (8 - bits) : 0;
    out.bits = bits;
}

/// A number behind the bits that its first octet has before it.
Value prefixed(const Call& call, const Value& internal) {
    const unsigned before = (8 - here(call).width % 8) % 8;
    PartialOctets out{{}, before, 0};
    append_encoded(call, internal, out);
    return Value(Bytes{out.octets});
}

/// Whether what a field has on the wire is a number, whatever it stands for.
bool is_read_as_number(const Field& field) {
    return is_number(field) || field.shape == &magic_shape || is_flag_set(field) ||
           (field.shape == &time_text_shape && field.width <= 32) || field.shape == &fixed_point_shape ||
           field.shape == &signal_shape || field.shape == &asked_names_shape ||
           (field.shape == &scaling_shape && !scaling_of(field).is_real);
}

/// The number that a value is on the wire.
Integer machine_number(const Call& call, const Value& internal) {
    const Field& field = here(call);
    Integer number = 0;
    if (field.shape != &scaling_shape && !is_flag_set(field)) return internal.to_integer(number), number;
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
    if (self(call).alone != nullptr && here(call).shape == &word_bits_shape)
        throw EvaluationError(call.span, fmt::format("{} of a part of a number", call.name)).uncovered();
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
    if (octets_of_signal(here(call)) > most_octets || fields.empty() || fields[0].shape != &signal_shape)
        throw EvaluationError(call.span, fmt::format("{} of a signal in no SignalPacket", call.name))
            .uncovered();
}

Value with_signal(const Call& call, const std::string& octets) {
    check_place_of_signal(call);
    std::vector<std::uint8_t> out(octets.begin(), octets.end());
    BitWriter writer(out, 0);
    signal_shape.encode(here(call), Place(call).layer(), internal_of(call, 2), writer);
    return Value(Bytes{{out.begin(), out.end()}});
}

}  // namespace

Value add_to(Call& call) {
    PartialOctets out = octets_in(call);
    const Field& field = here(call);
    if (!is_there(call)) return call[1];
    if (field.shape == &signal_shape) return with_signal(call, out.octets);
    const Value internal = kept_value(call, 2);
    if ((out.bits != 0 || field.width % 8 != 0) && is_read_as_number(field))
        out.append(static_cast<UnsignedInteger>(machine_number(call, internal)), field.width);
    else
        append_encoded(call, internal, out);
    return out.written();
}

namespace {

/// A network's octets, and the bits of its prefix.
Value network_on_wire(const Field& field, const Value& internal) {
    return Value::tuple({Value(Bytes{octets_in_network(field, internal)}), internal.items()->back()});
}
Value network_read(const Call& call) {
    const List* parts = call[1].items();
    Integer bits = 0;
    if (parts == nullptr || parts->size() != 2 || parts->front().octets() == nullptr ||
        !parts->back().to_integer(bits))
        throw EvaluationError(call.span, fmt::format("m2i of {}", describe(call[1]))).uncovered();
    return network_from(here(call), *parts->front().octets(), bits);
}

struct Decoded {
    Value value;
    std::size_t end;  ///< Bit.
};
Decoded decoded(const Call& call, const std::string& octets, std::size_t first = 0) {
    const Place place(call);
    const Field& field = here(call);
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

}  // namespace

Value get_from(Call& call) {
    if (PythonRules::hold() && !is_covered(self(call).what, call.name))
        throw EvaluationError(call.span, fmt::format("getfield of {}", self(call).what->name)).uncovered();
    PartialOctets from = octets_in(call);
    if (!is_there(call)) return Value::tuple({call[1], Value()});
    const bool is_signal = here(call).shape == &signal_shape;
    if (is_signal) check_place_of_signal(call);
    Decoded found = decoded(call, from.octets, from.bits);
    if (is_signal) return Value::tuple({call[1], std::move(found.value)});
    from.octets.erase(0, found.end / 8);
    from.bits = found.end % 8;
    return Value::tuple({from.left(), std::move(found.value)});
}

Value from_machine(Call& call) {
    const Field& field = here(call);
    if (field.shape == &network_shape) return network_read(call);
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
    if (call[1].as<Flags>() != nullptr) return call[1];
    const Value internal = internal_of(call, 1);
    if (here(call).shape == &network_shape) return network_on_wire(here(call), internal);
    if (here(call).shape == &hpack_number_shape) return prefixed(call, internal);
    if (!is_read_as_number(here(call))) return Value(Bytes{encoded(call, internal)});
    if (internal.is_none()) return Value(0);
    if (here(call).shape == &signal_shape) return to_steps(here(call), internal);
    return is_number(here(call)) ? internal : Value(machine_number(call, internal));
}

}  // namespace pkttest::language
