// The network interfaces of this system, read over netlink (rtnetlink(7)); a copy that can be changed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "framework/net/ip_address.h"

namespace pkttest::net {

struct Interface {
    std::string name;
    int index = 0;
    std::vector<std::uint8_t> hardware_address;  ///< Empty where it has none.
    std::vector<IpNetwork> addresses;            ///< IPv4 first, each family in the kernel's order.
    std::uint32_t mtu = 0;
    bool up = false;
    bool loopback = false;
};

class Interfaces {
 public:
    /// Empty; resync() or add() fill it.
    Interfaces() = default;
    /// Those of the calling thread's network namespace. Throws std::system_error.
    static Interfaces read();

    /// Forgets every change and reads anew.
    void resync() { *this = read(); }
    /// Adds one, or replaces the one with its index.
    void add(Interface interface);
    void remove(int index);

    const std::vector<Interface>& all() const { return all_; }
    /// nullptr where there is none.
    const Interface* find(std::string_view name) const;
    const Interface* find(int index) const;

 private:
    std::vector<Interface> all_;  ///< By index.
};

}  // namespace pkttest::net
