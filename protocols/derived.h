// Numbers that nobody has to tell: what the values beside them say.
#pragma once

#include "framework/packet/field.h"

namespace pkttest::protocols {

/// The number of `field`, from the crafted layer's other values.
struct Derivation {
    std::uint64_t (*from)(const Field& field, const Layer& crafted);
};
extern const Shape derived_shape;

/// A number that is None until it is told; then, and in received layers, it is an ordinary number.
/// `derivation` must stay.
constexpr Field derived(std::string_view name, std::uint16_t width, const Derivation& derivation,
                        std::span<const Name> names = {}, Extra extra = {}) {
    extra.user = &derivation;
    return make_field(name, derived_shape, width, {}, extra, names);
}

}  // namespace pkttest::protocols
