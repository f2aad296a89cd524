// What IPv6's extension headers share: they are looked through.
#pragma once

#include <string>

#include "framework/packet/layer.h"

namespace pkttest::protocols {

/// What they carry is what request and answer have in common.
void hash_through(const Layer& layer, std::string& out);
/// Extension headers differ on the way back; what they carry answers.
bool answers_through(const Layer& answer, const Layer& request);
/// In the packet that an ICMPv6 error quotes, TCP and UDP are what it quotes of them; else nullptr.
const Protocol* quoted_transport(const Layer& layer);

}  // namespace pkttest::protocols
