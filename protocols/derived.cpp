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

extern constexpr Shape derived_shape = {
    .name = "derived number",
    .skip = [](const Field& f, const Layer& l, Cursor& c) { return integer_shape.skip(f, l, c); },
    .decode = [](const Field& f, const Layer& l, Cursor& c,
                 Value& out) { return integer_shape.decode(f, l, c, out); },
    .encode = encode,
    .normalize = [](const Field& f, const Value& in,
                    Value& out) { return integer_shape.normalize(f, in, out); },
    .human = [](const Field& f, const Value& v) { return integer_shape.human(f, v); },
    .represent = [](const Field& f, const Value& v) { return integer_shape.represent(f, v); },
    .random = [](const Field& f) { return integer_shape.random(f); }};

}  // namespace pkttest::protocols
