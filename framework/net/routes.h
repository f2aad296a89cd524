// The routes of this system (main and local tables, IPv4 and IPv6) over netlink; a copy that can be changed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "framework/net/ip_address.h"

namespace pkttest::net {

struct Route {
    IpNetwork destination;            ///< 0.0.0.0/0 and ::/0 are default routes.
    int interface = 0;                ///< Index.
    std::optional<IpNumber> gateway;  ///< None: the destination is on the link.
    std::optional<IpNumber> source;   ///< The preferred source, where the route names one.
    std::uint32_t metric = 0;
    friend bool operator==(const Route&, const Route&) = default;
};

class Routes {
 public:
    Routes() = default;
    /// Those of the calling thread's network namespace. Throws std::system_error.
    static Routes read();

    void resync() { *this = read(); }
    void add(const Route& route);
    /// Removes routes equal to this one; how many.
    std::size_t remove(const Route& route);

    const std::vector<Route>& all() const { return all_; }
    /// The longest prefix that holds the address, the lowest metric among equals; of `interface` only, where
    /// it is not 0. nullptr where nothing leads there.
    const Route* find(const IpNumber& destination, int interface = 0) const;

 private:
    std::vector<Route> all_;
};

}  // namespace pkttest::net
