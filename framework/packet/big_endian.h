// Numbers as octets in network order, where no field of a table writes them.
#pragma once

#include <cstddef>
#include <string>

#include "framework/packet/value.h"

namespace pkttest {

/// The last `octets` octets of the number, most significant first.
inline std::string big_endian(UnsignedInteger number, std::size_t octets) {
    std::string out(octets, '\0');
    for (std::size_t i = octets; i-- > 0; number >>= 8) out[i] = static_cast<char>(number & 0xff);
    return out;
}

}  // namespace pkttest
