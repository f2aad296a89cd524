// Lists and packets that fields hold, in .uts campaigns: what a script changes in them changes their packet.
//
//     options = p.options          # lent
//     options.append(option)       # and given back: p has one more
#pragma once

#include "framework/language/values/objects.h"

namespace pkttest::language {

/// A field's value as a script gets it: of a list or a packet a copy, the same one as long as somebody has
/// it; anything else as it is. `layer` counts from the packet's first.
Value lend(const std::shared_ptr<Packet>& packet, std::size_t layer, const Field& field);
/// Gives back what was changed in values that are lent: to be called after whatever may change one.
/// The layer whose field a packet was lent from; None where that is not known.
Value holder_of(const Packet& packet);
void give_back();
/// The field is about to be set: what was lent of it is no longer its value.
void call_in(const Packet& packet, std::size_t layer, const Field& field);
/// The packet with the sources that are known although nobody gave them, as Scapy shows it.
Packet with_sources(const Packet& packet);
/// Whatever is lent is on its own from now on.
void forget_lent_values();

}  // namespace pkttest::language
