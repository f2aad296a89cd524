// The shapes of HPACK's numbers and strings (RFC 7541, 5), and of Scapy's fields of them.
#pragma once

#include "framework/packet/field.h"

namespace pkttest {

/// A number that begins in the last `width` bits of an octet and may go on behind it. Unset it is the octets
/// of the field that `user` names, a `const char*`, adjusted by `rule`; 0 without one.
extern const Shape hpack_number_shape;
/// A text in the form that the layer's field named by `user` says, "type" without one: 1 is Huffman's code.
/// ("Compressed", text) is sent in that form whatever the field says.
extern const Shape hpack_string_shape;
/// Such a form: unset it follows the field that `user` names, "data" without one.
extern const Shape hpack_type_shape;
/// Bits that are always the default.
extern const Shape magic_shape;

/// A string's form as the layer tells it; what the value tells goes before.
bool is_compressed(const Field& string, const Layer& layer, const Value& value);

}  // namespace pkttest
