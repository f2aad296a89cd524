// The evaluator: attributes and subscripts.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/evaluate/operators.h"
#include "framework/language/uts/classes.h"
#include "framework/language/uts/tools.h"
#include "framework/language/values/byte_array.h"
#include "framework/language/values/field_object.h"
#include "framework/language/values/hpack_text.h"
#include "framework/language/values/lent_values.h"
#include "framework/language/values/packet_list_value.h"
#include "framework/language/values/packet_properties.h"
#include "framework/language/values/values_class.h"
#include "framework/packet/field_class.h"
#include "framework/packet/find.h"
#include "framework/packet/runtime_protocol.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

// ---- attributes --------------------------------------------------------------------------------------

namespace {

/// What had been octets under its former name may be read as an address under its own.
void check_former_name(const Layer& layer, const Field& field, std::string_view name) {
    if (PythonRules::hold() && field.shape == &one_of_shape &&
        chosen_field(field, layer).shape != &octets_shape)
        throw EvaluationError({}, fmt::format("{} of a field that is named {}", name, field.name))
            .uncovered();
}

/// A field's value; None where it is conditional and does not apply, whatever it was given.
std::optional<Value> packet_field(const LayerReference& reference, std::string_view name, std::size_t from,
                                  std::size_t to) {
    for (std::size_t i = from; i < std::min(to, reference.packet->size()); ++i) {
        const Layer layer = (*reference.packet)[i];
        const Field* field = find_field(layer.protocol(), name);
        if (field == nullptr) continue;
        if (field->name != name) check_former_name(layer, *field, name);
        return layer.has(*field) ? shown_text(lend(reference.packet, i, *field)) : Value();
    }
    return std::nullopt;
}

/// What every packet of Scapy's has under this name, before its fields: a field of it is for getfieldval().
const PacketProperty* hiding_property(std::string_view name) {
    static constexpr std::string_view hiding[] = {"name", "direction", "comment", "underlayer", "original"};
    const bool hides = std::find(std::begin(hiding), std::end(hiding), name) != std::end(hiding);
    return PythonRules::hold() && hides ? find_property(name) : nullptr;
}

Value packet_attribute(const LayerReference& reference, const Value& value, const Expr& expr) {
    const std::size_t here = reference.index;
    if (const PacketProperty* property = hiding_property(expr.text)) return property->read(reference);
    if (here < reference.packet->size())
        if (auto own = own_member((*reference.packet)[here].protocol(), expr.text, value))
            return std::move(*own);
    if (auto found = packet_field(reference, expr.text, here, here + 1)) return std::move(*found);
    if (const PacketProperty* property = find_property(expr.text)) return property->read(reference);
    if (const Builtin* method = find_method(Kind::packet, expr.text))
        return Value(std::shared_ptr<Object>(std::make_shared<BuiltinObject>(*method, value)));
    if (here < reference.packet->size())
        if (Value number = layer_constant((*reference.packet)[here].protocol().name, expr.text);
            !number.is_none())
            return number;
    if (auto found = packet_field(reference, expr.text, here + 1, reference.packet->size()))
        return std::move(*found);
    Problem problem{fmt::format("no layer of {} has a field named {}", layer_names(reference), expr.text),
                    {},
                    std::string(expr.text),
                    {}};
    for (std::size_t i = here; i < reference.packet->size(); ++i)
        for (const Field& field : (*reference.packet)[i].protocol().fields)
            problem.candidates.emplace_back(field.name);
    const EvaluationError error = EvaluationError(expr.name_span, problem).as("AttributeError");
    throw is_packet_attribute(expr.text) ? error.uncovered() : error.presumed();
}

}  // namespace

std::string layer_names(const LayerReference& reference) {
    std::string out;
    for (std::size_t i = reference.index; i < reference.packet->size(); ++i) {
        if (!out.empty()) out += '/';
        out += class_name((*reference.packet)[i].protocol());
    }
    return out.empty() ? "an empty packet" : out;
}

LayerReference payload_of(const LayerReference& reference) {
    const Packet& packet = *reference.packet;
    std::size_t end = packet.size();
    while (!PythonRules::hold() && end > reference.index && packet[end - 1].is("Padding")) --end;
    const std::size_t above = reference.index + 1;
    if (above >= end) return {std::make_shared<Packet>(), 0};
    if (end == packet.size()) return {reference.packet, above};
    auto out = std::make_shared<Packet>(packet.tail(above));
    out->remove_from(end - above);
    return {std::move(out), 0};
}

namespace {

/// flags.S, flags.SA: whether these are set; nullopt where they are no names of flags.
std::optional<Value> flag_of(const Flags& flags, std::string_view names) {
    Value bits;
    Integer wanted = 0;
    if (flags.field == nullptr || flags.field->shape->normalize(*flags.field, Value(names), bits))
        return std::nullopt;
    bits.to_integer(wanted);
    return Value((static_cast<Integer>(flags.bits) & wanted) == wanted);
}

/// A message's records were one packet before they were a list: its attributes are still the first one's.
const Value* only_record(const Value& value) {
    const auto* items = value.items();
    if (!PythonRules::hold() || items == nullptr || items->empty()) return nullptr;
    const auto* first = items->front().as<LayerReference>();
    if (first == nullptr || first->packet == nullptr || first->packet->size() <= first->index) return nullptr;
    return (*first->packet)[first->index].protocol().name.starts_with("DNS") ? &items->front() : nullptr;
}

}  // namespace

Value attribute_of(const Value& value, const Expr& expr, Environment& variables) {
    if (const auto* packet = value.as<LayerReference>()) return packet_attribute(*packet, value, expr);
    if (const auto* protocol = value.as<const Protocol*>()) {
        if (expr.text == "__name__" || (expr.text == "name" && !PythonRules::hold()))
            return Value(class_name(**protocol));
        if (auto own = own_member(**protocol, expr.text, {})) return std::move(*own);
        if (expr.text == "_name" && PythonRules::hold()) return Value(shown_name(**protocol));
        if (expr.text == "title") return Value((*protocol)->title);
        if (expr.text == "fields_desc") return fields_of(**protocol);
        if (const Protocol* part = find_part(**protocol, expr.text)) return Value(part);
        if (const Field* field = find_field(**protocol, expr.text)) return field_value(**protocol, *field);
        if (Value number = constant_named(fmt::format("{}.{}", (*protocol)->name, expr.text));
            !number.is_none())
            return number;
        if (Value number = layer_constant((*protocol)->name, expr.text); !number.is_none()) return number;
    }
    if (const auto* flags = value.as<Flags>()) {
        if (expr.text == "value") return static_cast<Integer>(flags->bits);
        if (auto found = flag_of(*flags, expr.text)) return std::move(*found);
    }
    if (const auto* made = object_as<FieldObject>(value))
        return attribute_of(field_value(*made), expr, variables);
    if (const auto* object = object_as<ScriptObject>(value)) {
        if (auto found = object->attribute(expr.text)) return std::move(*found);
        for (const Builtin& method : object->methods())
            if (method.name == expr.text)
                return Value(std::shared_ptr<Object>(std::make_shared<BuiltinObject>(method, value)));
    }
    if (const auto* builtin = object_as<BuiltinObject>(value); builtin != nullptr && !builtin->is_method) {
        if (expr.text == "__name__") return Value(builtin->builtin.name);
        if (const Builtin* inner = find_builtin(fmt::format("{}.{}", builtin->builtin.name, expr.text)))
            return object_value<BuiltinObject>(*inner);
    }
    if (value.set() != nullptr)
        if (auto found = values_attribute(*value.set(), expr.text)) return std::move(*found);
    if (value.items() != nullptr)
        if (auto found = packet_list_attribute(value, expr.text)) return std::move(*found);
    const Kind kind = kind_of(value);
    if (const Builtin* method = find_method(kind, expr.text))
        return Value(std::shared_ptr<Object>(std::make_shared<BuiltinObject>(*method, value)));
    if (const Value* record = only_record(value)) return attribute_of(*record, expr, variables);
    Problem problem{value.is_none() ? fmt::format("this is None, it has no {}", expr.text)
                                    : fmt::format("{} has no {}", describe(value), expr.text),
                    {},
                    std::string(expr.text),
                    {}};
    for (const Builtin& method : methods_of(kind)) problem.candidates.emplace_back(method.name);
    const EvaluationError error = EvaluationError(expr.name_span, problem).as("AttributeError");
    throw is_foreign_attribute(value, expr.text) ? error.uncovered() : error;
}

Value evaluate_attribute(const Expr& expr, Environment& variables) {
    return attribute_of(evaluate(expr.children[0], variables), expr, variables);
}

// ---- subscripts --------------------------------------------------------------------------------------

std::optional<std::size_t> find_position(const Value& index, std::size_t size, Span where) {
    Integer at = 0;
    if (!index.to_integer(at))
        throw EvaluationError(where, fmt::format("a position is a number, not {}", describe(index)))
            .as("TypeError");
    const auto length = static_cast<Integer>(size);
    if (at < 0) at += length;
    return at < 0 || at >= length ? std::nullopt : std::optional(static_cast<std::size_t>(at));
}

std::size_t position_of(const Value& index, std::size_t size, Span where) {
    if (const auto at = find_position(index, size, where)) return *at;
    throw EvaluationError(where,
                          fmt::format("there is no position {}, the length is {}", represent(index), size))
        .as("IndexError");
}

std::vector<std::size_t> slice_positions(const Expr& slice, std::size_t size, Environment& variables) {
    const auto bound = [&](std::size_t part) -> std::optional<Integer> {
        const Expr& expr = slice.children[part];
        if (!expr) return std::nullopt;
        const Value value = evaluate(expr, variables);
        Integer out = 0;
        if (value.is_none()) return std::nullopt;
        if (!value.to_integer(out))
            throw EvaluationError(expr.span, fmt::format("a position is a number, not {}", describe(value)));
        return out;
    };
    const auto length = static_cast<Integer>(size);
    const Integer step = bound(2).value_or(1);
    if (step == 0) throw EvaluationError(slice.span, "a slice's step is not 0");
    const Integer lowest = step > 0 ? 0 : -1, highest = step > 0 ? length : length - 1;
    const auto clamp = [&](Integer at) {
        return std::min(std::max(at < 0 ? at + length : at, lowest), highest);
    };
    const auto first = bound(0), last = bound(1);
    const Integer begin = first ? clamp(*first) : step > 0 ? 0 : length - 1;
    const Integer end = last ? clamp(*last) : step > 0 ? length : -1;
    std::vector<std::size_t> out;
    const Integer stride = std::min(std::max(step, -length - 1), length + 1);
    for (Integer at = begin; stride > 0 ? at < end : at > end; at += stride)
        out.push_back(static_cast<std::size_t>(at));
    return out;
}

namespace {

std::string cut_octets(const std::string& octets, const std::vector<std::size_t>& positions) {
    std::string out;
    out.reserve(positions.size());
    for (const std::size_t at : positions) out += octets[at];
    return out;
}

Value slice_of(const Value& value, const Expr& slice, Environment& variables) {
    if (const auto* array = object_as<ByteArray>(value)) {
        const auto positions = slice_positions(slice, array->content.size(), variables);
        return object_value<ByteArray>(cut_octets(array->content, positions));
    }
    if (const auto* bytes = value.as<Bytes>())
        return Value(
            Bytes{cut_octets(bytes->octets, slice_positions(slice, bytes->octets.size(), variables))});
    if (value.is_text()) {
        const auto parts = characters(*value.octets());
        std::string out;
        for (const std::size_t at : slice_positions(slice, parts.size(), variables)) out += parts[at];
        return Value(std::move(out));
    }
    const List* items = value.items();
    if (items == nullptr) {
        const EvaluationError error(slice.span, fmt::format("{} has no parts to slice", describe(value)));
        throw kind_of(value) == Kind::function ? error.uncovered() : error.as("TypeError");
    }
    List out;
    for (const std::size_t at : slice_positions(slice, items->size(), variables)) out.push_back((*items)[at]);
    return value.is_tuple() ? Value::tuple(std::move(out))
                            : packet_list_like(value, std::move(out), "mod {}");
}

const Protocol* protocol_in(const Value& value, Span where) {
    if (const auto* protocol = value.as<const Protocol*>()) return *protocol;
    if (!value.is_text())
        throw EvaluationError(where,
                              fmt::format("a packet is asked for a layer, not for {}", describe(value)),
                              "for example: p[IP], p[TCP:2]");
    if (const Protocol* protocol = find_protocol(*value.octets())) return protocol;
    Problem problem{fmt::format("there is no layer named {}", *value.octets()), {}, *value.octets(), {}};
    for (const Protocol* protocol : known_protocols()) problem.candidates.emplace_back(protocol->name);
    throw EvaluationError(where, problem);
}

/// p[1]: the next layer, the layers that fields hold counted before those above.
Value nth_layer(const LayerReference& reference, Integer nth, Span where) {
    auto found = nth < 0 || nth > 1'000'000 ? std::nullopt : find_layer_at(reference, static_cast<int>(nth));
    if (!found)
        throw EvaluationError(
            where, fmt::format("{} has no layer number {}", layer_names(reference), represent(nth)))
            .as("IndexError");
    return Value(std::move(*found));
}

/// p[TCP], p[TCP:2].
Value layer_of(const LayerReference& reference, const Expr& index, Environment& variables) {
    const bool counted = index.kind == ExprKind::slice;
    const Expr& name = counted ? index.children[0] : index;
    const Value wanted = evaluate(name, variables);
    if (Integer at = 0; !counted && PythonRules::hold() && wanted.to_integer(at))
        return nth_layer(reference, at, index.span);
    const Protocol* protocol = protocol_in(wanted, name.span);
    Integer nth = 1;
    if (counted && index.children[1]) evaluate(index.children[1], variables).to_integer(nth);
    if (nth < 1 || nth > 1'000'000)
        throw EvaluationError(index.span, "layers are counted from 1").as("IndexError");
    if (auto found = find_layer(reference, *protocol, static_cast<int>(nth))) return Value(std::move(*found));
    throw EvaluationError(index.span,
                          nth == 1 ? fmt::format("{} is not in {}", protocol->name, layer_names(reference))
                                   : fmt::format("{} is not {} times in {}", protocol->name, represent(nth),
                                                 layer_names(reference)))
        .as("IndexError");
}

Value entry_of(const Dictionary& dictionary, const Value& key, Span where) {
    for (const auto& [known, item] : dictionary)
        if (equal(known, key)) return item;
    Problem problem{fmt::format("there is no key {}", represent(key)), {}, {}, {}};
    if (key.is_text()) problem.wrong = *key.octets();
    for (const auto& [known, item] : dictionary)
        if (known.is_text()) problem.candidates.push_back(*known.octets());
    throw EvaluationError(where, problem).as("KeyError").with(exception_of("KeyError", {key}));
}

}  // namespace

Value evaluate_subscript(const Expr& expr, Environment& variables) {
    const Value value = evaluate(expr.children[0], variables);
    const Expr& index = expr.children[1];
    if (const auto* packet = value.as<LayerReference>()) return layer_of(*packet, index, variables);
    if (value.is_none())
        throw EvaluationError(expr.children[0].span, "this is None, it has no parts").as("TypeError");
    if (index.kind == ExprKind::slice) return slice_of(value, index, variables);
    const Value key = evaluate(index, variables);
    if (const auto* dictionary = value.as<std::shared_ptr<Dictionary>>())
        return entry_of(**dictionary, key, index.span);
    if (const auto* protocol = key.as<const Protocol*>(); protocol != nullptr && packet_list_name(value))
        return elements_with_layer(value, **protocol);
    if (const List* items = value.items()) return (*items)[position_of(key, items->size(), index.span)];
    if (const auto* bytes = value.as<Bytes>()) {
        const auto at = position_of(key, bytes->octets.size(), index.span);
        return Integer{static_cast<unsigned char>(bytes->octets[at])};
    }
    if (value.is_text()) {
        const auto parts = characters(*value.octets());
        return Value(parts[position_of(key, parts.size(), index.span)]);
    }
    if (const auto* object = object_as<ScriptObject>(value))
        if (auto found = object->item(key, index.span)) return std::move(*found);
    throw EvaluationError(expr.children[0].span, fmt::format("{} has no parts", describe(value)))
        .as("TypeError");
}

}  // namespace pkttest::language
