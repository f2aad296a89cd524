// A layer's field as a value, with Scapy's Field API: IP().get_field("ttl").i2repr(p, 64).
#pragma once

#include "framework/language/objects.h"

namespace pkttest::language {

Value field_value(const Protocol& protocol, const Field& field);
/// All fields of a layer: fields_desc.
Value fields_of(const Protocol& protocol);

}  // namespace pkttest::language
