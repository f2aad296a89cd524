// ScaleFrom: a number in steps of a unit that begins elsewhere than at 0, such as degrees from -40 on.
#pragma once

#include <cstddef>

#include "framework/packet/shape.h"

namespace pkttest {

/// What a field of offset_scaled_shape points to with `user`.
struct ScaleFrom {
    Scale scale;
    double offset = 0;  ///< What no step stands for.
};
static_assert(offsetof(ScaleFrom, scale) == 0, "scaled fields read their Scale there");

extern const Shape offset_scaled_shape;

}  // namespace pkttest
