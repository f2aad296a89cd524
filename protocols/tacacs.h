// What the bodies of TACACS+ are hidden with (RFC 8907, 4.5): octets in clear are combined with a pad made
// from the session, the number of the packet and a shared secret.
#pragma once

#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/shape.h"

namespace pkttest::protocols {

extern const Shape hidden_shape, hidden_list_shape;

/// The payload of a received header in clear.
std::string clear_body(const Layer& header);
/// Hides a built layer's octets where its header asks for it.
void hide_octets(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start);

/// The fields of a body as they stand hidden: each reads and writes as the one in clear.
template <const auto& clear>
constexpr auto hidden = [] {
    std::array<Field, std::size(clear)> fields{};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Field& inner = clear[i];
        fields[i] = inner;
        fields[i].shape = inner.shape == &list_shape ? &hidden_list_shape : &hidden_shape;
        fields[i].element = &inner;
        // A condition: what stands at a known place would be read without asking the shape.
        fields[i].when = when([](const Layer&) { return true; });
    }
    return fields;
}();

}  // namespace pkttest::protocols
