// Frames of which a capture kept the beginning only (a snap length): what they may have been.
#pragma once

#include "framework/packet/match.h"

namespace pkttest::exchange {

/// Whether octets of a received packet are missing at its end.
bool is_cut(const Packet& packet);

/// Whether a cut packet that does not match could have matched with the octets that are missing: what is
/// there agrees with the pattern, and what the pattern asks for besides may stand behind it.
bool may_match(const Packet& pattern, const Packet& cut);

/// Whether a cut packet may have been the answer to a request: the layers that are whole do not speak against
/// it.
bool may_answer(const Packet& cut, const Packet& request);

}  // namespace pkttest::exchange
