// The first octet of a fuzzer's input picks the protocol that the others are read as.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <span>

#include "framework/packet/packet.h"

namespace pkttest {

/// Never called with size 0.
inline const Protocol& pick_protocol(const std::uint8_t* data) {
    static const auto all = known_protocols();
    // The outermost layers of captures first, so that their numbers stay when protocols are added.
    static const std::string_view usual[] = {"Ether", "IP",  "IPv6", "CookedLinux",
                                             "UDP",   "TCP", "DNS",  "DHCP"};
    if (data[0] < std::size(usual))
        if (const Protocol* protocol = find_protocol(usual[data[0]])) return *protocol;
    return *all[data[0] % all.size()];
}

inline void expect(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
}

}  // namespace pkttest
