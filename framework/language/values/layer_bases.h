// Which layers' classes are a kind of another one's in Scapy: isinstance(p, IP) of an IPerror.
#pragma once

#include <string_view>

namespace pkttest::language {

/// The layer whose class Scapy's class of this one goes on from; empty where there is none but Packet, or
/// the protocol's own table tells.
std::string_view layer_base(std::string_view layer);

}  // namespace pkttest::language
