// Floating-point numbers of IEEE 754 in 32 or 64 bits, most significant octet first.
#pragma once

#include "framework/packet/field.h"

namespace pkttest::protocols {

extern const Shape real_shape;

/// `width` is 32 or 64.
constexpr Field real(std::string_view name, std::uint16_t width, Default initial = 0,
                     const Extra& extra = {}) {
    return make_field(name, real_shape, width, initial, extra);
}

}  // namespace pkttest::protocols
