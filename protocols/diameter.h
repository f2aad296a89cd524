// What Diameter's files share: how an AVP begins and ends.
#pragma once

#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

inline constexpr Name diameter_avp_flags[] = {{0x20, "P"}, {0x40, "M"}, {0x80, "V"}};
inline constexpr Name diameter_vendors[] = {{9, "ciscoSystems"}, {311, "Microsoft"}, {2636, "Juniper"},
                                            {8164, "Starent"},   {10415, "3GPP"},    {12645, "Vodafone"},
                                            {13019, "ETSI"}};

constexpr Field diameter_code(std::uint32_t code = 0) { return bits("avpCode", 32, code); }
inline constexpr Field diameter_flags = flags("avpFlags", 8, 0, diameter_avp_flags),
                       diameter_length = bits("avpLen", 24, Extra{.compute = header_octets, .hex = true});

/// Zeros behind an AVP up to a multiple of 4 octets.
std::int64_t diameter_padding(const Layer& layer);
void diameter_pad(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start);

}  // namespace pkttest::protocols
