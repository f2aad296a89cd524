// Tables that functions make: families whose members differ by a number and a name.
#pragma once

#include "framework/packet/protocol.h"

namespace pkttest::protocols {

/// The table itself, where it is well formed; else the program does not compile.
constexpr Protocol checked(const Protocol& protocol) {
    if (!well_formed(protocol)) throw "a protocol's table is not well formed";
    return protocol;
}

}  // namespace pkttest::protocols
