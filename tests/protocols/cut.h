// Octets cut at every length, for the tests of protocols.
#pragma once

#include <string_view>

#include "tests/packet/crafting.h"

namespace pkttest {

/// However short the octets are cut, none is lost, and each field's value can be shown.
inline void expect_no_octet_lost(std::string_view first, std::string_view hex) {
    const Octets whole = from_hex(hex);
    for (std::size_t size = 1; size < whole.size(); ++size) {
        const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const Packet read = Packet::dissect(cut, *find_protocol(first));
        EXPECT_EQ(to_hex(read.build()), to_hex(cut));
        for (std::size_t i = 0; i < read.size(); ++i)
            for (const Field& field : read[i].protocol().fields)
                if (read[i].has(field)) (void)represent(read[i].get(field));
    }
}

}  // namespace pkttest
