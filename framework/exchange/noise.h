// The ignore-list of `expect no`: what stands on a link by itself, whatever is tested. Exact, and printed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "framework/packet/packet.h"

namespace pkttest::exchange {

struct Noise {
    std::string_view title;  ///< "IPv6 router solicitation (ICMPv6 type 133)".
    bool (*is)(const Packet& packet);
    /// A pattern with a layer whose name begins so asks for it, and then it counts.
    std::string_view layers[3];
};

/// The list, in the order of the manual.
std::span<const Noise> noise_list();
/// The entry that a packet falls under and `pattern` does not name; nullptr where it counts.
const Noise* find_noise(const Packet& packet, const Packet& pattern);
/// The list as lines for people.
std::string noise_text();

}  // namespace pkttest::exchange
