// Sessions: what sniff() passes packets through, and what keeps something from one packet to the next.
#pragma once

#include <vector>

#include "framework/language/values/objects.h"
#include "framework/packet/packet.h"

namespace pkttest::language {

class PacketSession : public ScriptObject {
 public:
    std::string_view kind() const override { return "session"; }
    /// process() and rest().
    std::span<const Builtin> methods() const override;
    /// What is whole with this packet.
    virtual std::vector<Packet> add(const Packet& packet, Span where) = 0;
    /// What never became whole; it is forgotten.
    virtual std::vector<Packet> rest() { return {}; }
};

}  // namespace pkttest::language
