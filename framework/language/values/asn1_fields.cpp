// BER fields of packets in .uts campaigns: their values are Scapy's objects of ASN.1.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/asn1_object.h"
#include "framework/packet/ber_type.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

/// nullptr where the field is none of BER, or the campaign's language knows values of ASN.1 as layers.
const ber::Type* ber_type(const Field& field) {
    if (field.shape == nullptr || field.shape->name != "BER" || !PythonRules::hold()) return nullptr;
    return static_cast<const ber::Type*>(field.user);
}

/// As of an object identifier: 1.3.6.1.
bool has_numbers_and_dots(std::string_view text) {
    return text.find('.') != text.npos && text.find_first_not_of("0123456789.") == text.npos;
}

/// The type of a plain value in a field of any type.
std::string_view plain_type(const Value& value) {
    if (value.octets() == nullptr) return "INTEGER";
    return value.is_text() && has_numbers_and_dots(*value.octets()) ? "OID" : "STRING";
}

std::string_view without_prefix(std::string_view protocol) {
    static constexpr std::string_view prefix = "ASN1_";
    return protocol.starts_with(prefix) ? protocol.substr(prefix.size()) : std::string_view();
}

Value object_of(const Asn1Type* type, Value value) {
    return type != nullptr ? object_value<Asn1Object>(*type, std::move(value)) : value;
}

/// ASN1_COUNTER32(5) as a layer; octets of a type that has no layer, where they can be read.
Value from_layer(const LayerReference& reference, const Value& value) {
    const Layer layer = (*reference.packet)[reference.index];
    const Asn1Type* type = find_asn1_type(without_prefix(layer.protocol().name));
    if (type == nullptr) return value;
    Value content = layer.get(layer.protocol().fields[0]);
    if (type->name != "BADTAG") return object_of(type, std::move(content));
    if (content.octets() == nullptr) return value;
    std::string_view octets = *content.octets();
    Value read = decode_ber(octets, nullptr, true, {});
    return octets.empty() ? read : value;
}

/// The layer that a value of a type is, which its octets make where it has none of its own.
Value to_layer(const Asn1Object& object) {
    const Protocol* own = find_protocol(fmt::format("ASN1_{}", object.type.name));
    const Protocol* protocol = own != nullptr ? own : find_protocol("ASN1_BADTAG");
    const Value content = own != nullptr ? object.value : Value(Bytes{*object.octets()});
    Packet packet(*protocol);
    if (packet.set(0, protocol->fields[0], content))
        return Value(std::shared_ptr<Object>(std::make_shared<Asn1Object>(object)));
    return Value(std::move(packet));
}

}  // namespace

Value to_asn1_field(const Field& field, const Value& value) {
    const auto* object = object_as<Asn1Object>(value);
    const ber::Type* type = object != nullptr ? ber_type(field) : nullptr;
    if (type == nullptr) return value;
    if (type->tag == object->type.tag) return object->value;
    for (const ber::Choice& choice : type->choices)
        if (choice.tag == object->type.tag) return to_layer(*object);
    if (type->tag != ber::any)
        throw EvaluationError({}, fmt::format("ASN1_{} in the field {}", object->type.name, field.name))
            .uncovered();
    if (object->type.name == "INTEGER" || object->type.name == "OID") return object->value;
    if (const std::string* octets = object->value.octets();
        object->type.name == "STRING" && octets != nullptr)
        return has_numbers_and_dots(*octets) ? Value(Bytes{*octets}) : object->value;
    return to_layer(*object);
}

Value from_asn1_field(const Field& field, Value value) {
    const ber::Type* type = ber_type(field);
    if (type == nullptr || value.is_none() || value.set() != nullptr) return value;
    if (const auto* layer = value.as<LayerReference>()) return from_layer(*layer, value);
    if (!type->choices.empty() || !type->element.empty()) return value;
    if (value.items() != nullptr) return object_value<Asn1Object>(*find_asn1_type("NULL"), Value(0));
    const Asn1Type* own =
        type->tag == ber::any ? find_asn1_type(plain_type(value)) : find_asn1_type(std::int64_t{type->tag});
    return object_of(own, std::move(value));
}

}  // namespace pkttest::language
