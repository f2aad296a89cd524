// What ISAKMP and IKEv2 share: their payloads announce each other by the same field.
#pragma once

#include <array>

#include "framework/packet/protocol.h"

namespace pkttest::protocols {

/// A payload of type `number` behind each of `lowers`, whose `next_payload` announces it.
template <std::size_t count>
constexpr std::array<Carrier, count> announced_by(const std::string_view (&lowers)[count],
                                                  std::uint64_t number) {
    return [&]<std::size_t... i>(std::index_sequence<i...>) {
        return std::array<Carrier, count>{Carrier(lowers[i], "next_payload", number)...};
    }
    (std::make_index_sequence<count>());
}

/// Attributes of an ISAKMP transform: tuples of name and value, `ISAKMP_payload_Proposal.proto` tells whose.
extern const Shape isakmp_attributes_shape;

}  // namespace pkttest::protocols
