// ETHTOOL_G… and ETHTOOL_S… requests over SIOCETHTOOL.
#include "framework/net/ethtool.h"

#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>

#include <cstring>

namespace pkttest::net {

namespace {

constexpr Offload table[] = {
    {"tx", "our own kernel's packets leave with checksums that only the card completes", ETHTOOL_GTXCSUM,
     ETHTOOL_STXCSUM},
    {"tso", "our own kernel's TCP segments leave unsplit as this machine sees them", ETHTOOL_GTSO,
     ETHTOOL_STSO},
    {"gso", "our own kernel's packets leave unsplit as this machine sees them", ETHTOOL_GGSO, ETHTOOL_SGSO},
    {"gro", "received segments may arrive merged into one", ETHTOOL_GGRO, ETHTOOL_SGRO},
    {"lro", "received segments may arrive merged into one", ETHTOOL_GFLAGS, ETHTOOL_SFLAGS, ETH_FLAG_LRO},
};

bool request(int socket, const std::string& interface, std::uint32_t command, std::uint32_t& value) {
    ethtool_value data{command, value};
    ifreq query{};
    std::strncpy(query.ifr_name, interface.c_str(), IFNAMSIZ - 1);
    query.ifr_data = reinterpret_cast<char*>(&data);
    if (::ioctl(socket, SIOCETHTOOL, &query) != 0) return false;
    value = data.data;
    return true;
}

bool switch_to(int socket, const std::string& interface, const Offload& offload, bool on) {
    std::uint32_t value = on ? 1 : 0;
    if (offload.bit != 0) {
        if (!request(socket, interface, offload.get, value)) return false;
        value = on ? value | offload.bit : value & ~offload.bit;
    }
    return request(socket, interface, offload.set, value);
}

}  // namespace

std::span<const Offload> offloads() { return table; }

bool is_on(int socket, const std::string& interface, const Offload& offload) {
    std::uint32_t value = 0;
    if (!request(socket, interface, offload.get, value)) return false;
    return (offload.bit != 0 ? value & offload.bit : value) != 0;
}

bool has_carrier(int socket, const std::string& interface) {
    std::uint32_t value = 0;
    return !request(socket, interface, ETHTOOL_GLINK, value) || value != 0;
}

bool switch_off(int socket, const std::string& interface, const Offload& offload) {
    return switch_to(socket, interface, offload, false);
}

bool switch_on(int socket, const std::string& interface, const Offload& offload) {
    return switch_to(socket, interface, offload, true);
}

}  // namespace pkttest::net
