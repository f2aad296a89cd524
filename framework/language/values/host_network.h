// This host's interfaces and routes as Scapy's session has them (conf.route, conf.route6, get_if_addr()):
// read from the system when first asked for, and changeable without the system's knowing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "framework/language/values/objects.h"
#include "framework/net/interfaces.h"

namespace pkttest::language {

struct HostRoute {
    net::IpNetwork destination;
    std::string gateway;                    ///< "0.0.0.0" or "::": the destination is on the link.
    std::string interface;                  ///< Its name.
    std::vector<net::IpNumber> candidates;  ///< Sources, the one that the route prefers first.
    std::uint32_t metric = 0;
    friend bool operator==(const HostRoute&, const HostRoute&) = default;
};

/// How a packet leaves.
struct HostWay {
    std::string interface, source, gateway;
};

class HostNetwork {
 public:
    /// The session's. Throws std::system_error where the system's cannot be read.
    static HostNetwork& of_session();
    /// What a session changed is gone; the next reads anew.
    static void forget();
    static HostNetwork read();

    const net::Interfaces& interfaces() const { return interfaces_; }
    const std::vector<HostRoute>& routes() const { return routes_; }
    void add(HostRoute route) { routes_.push_back(std::move(route)); }
    /// An interface that only the session knows, with addresses of no host.
    void add_interface(std::string name);
    /// False where there is none.
    bool remove(const HostRoute& route);
    /// Reads the routes of one family anew.
    void resync(bool v6);
    /// The longest prefix that holds it, the lowest metric; over the loopback interface where nothing leads.
    HostWay find(const net::IpNumber& destination) const;
    /// The first address of an interface in the family; nullptr where it has none.
    const net::IpNumber* address_of(std::string_view interface, bool v6) const;
    std::string loopback() const;
    /// Where the default route leads, else the loopback interface.
    std::string default_interface() const;

 private:
    net::Interfaces interfaces_;
    std::vector<HostRoute> routes_;
};

/// conf.route, conf.route6, conf.ifaces, conf.iface.
Value route_table(bool v6);
Value interface_table();
Value default_interface();

/// What route() of a packet says: three texts, or None three times where no layer tells a destination.
Value route_of(const Packet& packet, std::size_t from);

}  // namespace pkttest::language
