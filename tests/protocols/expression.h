// The build vectors' expressions: calls with keywords and positions, `/`, `*`, attributes of classes,
// literals.
#pragma once

#include <string_view>

#include "framework/packet/packet.h"

namespace pkttest {

/// The packet that an expression makes. Throws std::runtime_error naming what cannot be read.
Packet packet_of(std::string_view expression);

}  // namespace pkttest
