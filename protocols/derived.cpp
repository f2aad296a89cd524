// The shape of derived numbers: an integer, but for what is written where nobody told it.
#include "protocols/derived.h"

#include "framework/packet/layer.h"
#include "framework/packet/shape.h"

namespace pkttest::protocols {

static void encode(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    const auto& derivation = *static_cast<const Derivation*>(field.user);
    integer_shape.encode(
        field, layer,
        internal.is_none() ? Value(static_cast<Integer>(derivation.from(field, layer))) : internal, out);
}

extern constexpr Shape derived_shape = based_on<integer_shape>({.name = "derived number", .encode = encode});

}  // namespace pkttest::protocols
