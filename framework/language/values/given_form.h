// What a field was given, where Scapy keeps it as it stands: "AA:…" of an address, names within options.
#pragma once

#include <string_view>

#include "framework/language/values/objects.h"
#include "framework/packet/layer.h"

namespace pkttest::language {

/// What a field takes so that it reads back as it was given; other values as they are.
Value in_given_form(const Field& field, const Value& given);
/// What a field was given; nullptr where it reads as any other value of its kind.
const Value* given_form(const Value& value);

/// Whether Scapy's default of the field is None, whatever is built or shown in its place.
bool is_open(const Protocol& protocol, const Field& field);
/// Whether the field has no value in Scapy while nobody has set it, although something is built, and mostly
/// shown, in its place. False once it is set, and for layers that were read.
bool is_open(const Layer& layer, const Field& field);
/// Whether an open field is None for those who read it as well.
bool reads_as_none(const Layer& layer, const Field& field);

/// Scapy's == of two packets: values as they were given, open fields as what they are.
bool equal_packets(const LayerReference& a, const LayerReference& b);

}  // namespace pkttest::language
