// A field as a value, with Scapy's Field API: IP().get_field("ttl").i2repr(p, 64), ByteField("a",
// 1).i2m(None, 3).
#pragma once

#include "framework/language/values/objects.h"

namespace pkttest {
class FieldObject;
}

namespace pkttest::language {

Value field_value(const Protocol& protocol, const Field& field);
/// A field that was made by its class and stands in no layer.
Value field_value(const FieldObject& made);
/// All fields of a layer: fields_desc.
Value fields_of(const Protocol& protocol);
/// The field that a value is; nullptr where it is none.
const Field* referenced_field(const Value& value);
/// isinstance(field, ByteField): nullopt where that cannot be told.
std::optional<bool> is_field_of(const Value& field, std::string_view class_name);

}  // namespace pkttest::language
