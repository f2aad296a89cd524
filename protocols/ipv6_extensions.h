// What IPv6's extension headers share: they are looked through, and their options are padded to their
// alignment.
#pragma once

#include <string>

#include "framework/packet/field.h"
#include "framework/packet/layer.h"

namespace pkttest::protocols {

/// What they carry is what request and answer have in common.
void hash_through(const Layer& layer, std::string& out);
/// Extension headers differ on the way back; what they carry answers.
bool answers_through(const Layer& answer, const Layer& request);
/// In the packet that an ICMPv6 error quotes, TCP and UDP are what it quotes of them; else nullptr.
const Protocol* quoted_transport(const Layer& layer);

/// An option begins at a multiple of `unit` plus `offset` octets of its header.
struct Alignment {
    std::string_view option;
    std::size_t unit, offset;
};
struct AlignedOptions {
    std::span<const Alignment> alignments;
    std::size_t start;  ///< Octets of the header before its options.
};
extern const Shape aligned_options_shape;
extern const Shape phantom_shape;

/// 1 where options are padded by themselves; takes no octets.
inline constexpr Field autopad = custom("autopad", phantom_shape, 1);
/// The field `options`, behind `autopad`.
constexpr Field aligned_options(std::string_view base, const AlignedOptions& form, const Extent& extent) {
    Field field = custom("options", aligned_options_shape, {}, {.extent = extent, .user = &form});
    field.protocol = base;
    return field;
}

}  // namespace pkttest::protocols
