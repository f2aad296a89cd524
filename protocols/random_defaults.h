// Defaults that are drawn anew at every build: `bits("generation_id", 32, {.start = &any_32_bits})`. The same
// seed draws the same.
#pragma once

#include "framework/packet/value.h"

namespace pkttest::protocols {

extern const Value any_4_bits, any_16_bits, any_32_bits;
extern const Value any_8_octets, any_28_octets, any_32_octets;
/// Letters and digits.
extern const Value any_16_characters;
extern const Value any_ipv4;

}  // namespace pkttest::protocols
