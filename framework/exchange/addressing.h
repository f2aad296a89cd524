// Addressing: what an exchange knows of addresses on one link: ours, the device's, and who is where.
//
// Which source. A packet with an IP layer whose source is not set gets the tester's address on the link: an
// address of the interface in the destination's network, else its first; on a link without one, beside a
// device address A/n, the last usable address of that network (the one before where it is the device's own):
// 192.0.2.254 for 192.0.2.1/24, 2001:db8::ffff:ffff:ffff:fffe for 2001:db8::1/64.
//
// Whose hardware address. Multicast and broadcast have computed ones. Otherwise the next hop is the
// destination where it lies in a network of the link, or nothing is known of the link's networks; else the
// device's address on the link; on an interface that the system routes by, what its routes say. The next hop
// is asked for by ARP or neighbour discovery, from the packet's own source where that lies in the hop's
// network, else from the tester's address there, with the packet's VLAN tags. Who does not answer is sent to
// by broadcast.
//
// Which addresses are ours: every source of a packet that we sent on the link. When somebody asks for one,
// the exchange answers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "framework/exchange/neighbour_frames.h"
#include "framework/net/link.h"

namespace pkttest::exchange {

/// Where an IP packet goes, as its frame says.
struct Way {
    IpAddress destination;
    IpAddress source;
    Octets tags;  ///< VLAN tags.
};
/// Reads an Ethernet frame that carries IP; nullopt for every other one.
std::optional<Way> read_way(std::span<const std::uint8_t> frame);

class Addressing {
 public:
    /// Addresses as "192.0.2.1/24"; throws std::invalid_argument where one is none. `system`: the link's
    /// interface stands in our network namespace, and its addresses and routes are used.
    Addressing(const net::Link& link, const std::vector<std::string>& device_addresses,
               const std::vector<std::string>& own_addresses, bool system);
    Addressing() = default;

    /// Forgets what was learned: our addresses, neighbours.
    void forget();

    bool is_ethernet() const { return ethernet_; }
    std::uint64_t hardware_address() const { return hardware_address_; }

    /// Our own addresses that we know before anything is sent, as text with prefix.
    std::vector<std::string> own_addresses() const;
    /// The source for a packet to `destination`; nullopt where we have none.
    std::optional<IpAddress> source_for(const IpAddress& destination) const;
    IpAddress next_hop(const IpAddress& destination) const;
    /// Who asks for a hop: the packet's own source where it lies in the hop's network, else the tester's
    /// address there, for nobody answers a stranger (a martian's source, an address behind us).
    IpAddress asker(const IpAddress& hop, const IpAddress& source) const;
    /// The hardware address of a hop: computed or learned.
    std::optional<std::uint64_t> find(const IpAddress& hop) const;
    void learn(const IpAddress& address, std::uint64_t mac);
    /// Learns from a received frame.
    void learn(const NeighbourMessage& message);

    void add_own(const IpAddress& address, std::uint64_t mac);
    /// Our hardware address for one of our addresses; nullopt where it is not ours.
    std::optional<std::uint64_t> find_own(const IpAddress& address) const;

 private:
    struct Network {
        IpAddress address;  ///< A host in it: the device's, or the interface's.
        int prefix = 0;
        bool contains(const IpAddress& other) const;
    };
    struct Route {
        Network destination;
        IpAddress gateway;
    };
    static Network parse(const std::string& text);
    static IpAddress beside(const Network& device);
    bool is_broadcast(const IpAddress& address) const;
    void read_system(int interface);
    IpAddress route_to(const IpAddress& destination) const;

    bool ethernet_ = false;
    bool system_ = false;  ///< The kernel answers for its own addresses.
    std::uint64_t hardware_address_ = 0;
    std::vector<Network> device_;  ///< The device's addresses.
    std::vector<Network> interface_addresses_;
    std::vector<Route> routes_;  ///< Of the interface.
    std::map<IpAddress, std::uint64_t> own_;
    std::map<IpAddress, std::uint64_t> neighbours_;
};

}  // namespace pkttest::exchange
