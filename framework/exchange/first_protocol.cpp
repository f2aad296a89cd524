// Link types (https://www.tcpdump.org/linktypes.html) and the protocols that they begin with.
#include "framework/exchange/first_protocol.h"

#include <array>
#include <stdexcept>

namespace pkttest::exchange {

namespace {

const Protocol& known(std::string_view name) {
    if (const Protocol* found = find_protocol(name)) return *found;
    if (const Protocol* raw = find_protocol("Raw")) return *raw;
    throw std::logic_error("no protocols are linked in");
}

std::string_view name_of_link_type(int link_type, std::span<const std::uint8_t> octets) {
    const bool v6 = !octets.empty() && octets[0] >> 4 == 6;
    switch (link_type) {
        case 1:
            return "Ether";
        case 12:
        case 14:
        case 101:
            return v6 ? "IPv6" : "IP";
        case 228:
            return "IP";
        case 229:
            return "IPv6";
        case 113:
            return "CookedLinux";
        case 276:
            return "CookedLinuxV2";
        case 0:
            return "Loopback";
        default:
            return "Raw";
    }
}

}  // namespace

const Protocol& first_protocol(int link_type, std::span<const std::uint8_t> octets) {
    static const Protocol& ethernet = known("Ether");
    if (link_type == 1) return ethernet;
    return known(name_of_link_type(link_type, octets));
}

}  // namespace pkttest::exchange
