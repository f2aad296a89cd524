// The neighbour table of this system (ARP, neighbour discovery) over netlink; a copy that can be changed.
#pragma once

#include <cstdint>
#include <vector>

#include "framework/net/ip_address.h"

namespace pkttest::net {

struct Neighbour {
    IpNumber address;
    int interface = 0;                           ///< Index.
    std::vector<std::uint8_t> hardware_address;  ///< 6 octets on Ethernet.
    friend bool operator==(const Neighbour&, const Neighbour&) = default;
};

class Neighbours {
 public:
    Neighbours() = default;
    /// Those of the calling thread's network namespace that have a hardware address and did not fail. Throws
    /// std::system_error.
    static Neighbours read();

    void resync() { *this = read(); }
    /// Adds one, or replaces the one with its address and interface.
    void add(Neighbour neighbour);
    void remove(const IpNumber& address, int interface);

    const std::vector<Neighbour>& all() const { return all_; }
    /// nullptr where it is unknown.
    const Neighbour* find(const IpNumber& address, int interface) const;

 private:
    std::vector<Neighbour> all_;
};

}  // namespace pkttest::net
