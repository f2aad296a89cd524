// The system's interfaces with their addresses, over netlink.
#include "framework/net/interfaces.h"

#include <net/if.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>

#include <algorithm>

#include "framework/net/netlink.h"

namespace pkttest::net {

namespace {

Interface to_interface(rtnl_link* link) {
    Interface out;
    const char* name = rtnl_link_get_name(link);
    out.name = name != nullptr ? name : "";
    out.index = rtnl_link_get_ifindex(link);
    out.mtu = rtnl_link_get_mtu(link);
    const unsigned flags = rtnl_link_get_flags(link);
    out.up = (flags & IFF_UP) != 0;
    out.loopback = (flags & IFF_LOOPBACK) != 0;
    nl_addr* hardware = rtnl_link_get_addr(link);
    if (hardware != nullptr && nl_addr_get_len(hardware) > 0) {
        const auto* octets = static_cast<const std::uint8_t*>(nl_addr_get_binary_addr(hardware));
        out.hardware_address.assign(octets, octets + nl_addr_get_len(hardware));
    }
    return out;
}

}  // namespace

Interfaces Interfaces::read() {
    Interfaces out;
    const NetlinkSocket socket = open_netlink();
    nl_cache* raw = nullptr;
    int result = rtnl_link_alloc_cache(socket.get(), AF_UNSPEC, &raw);
    const NetlinkCache links = own_cache(raw, result, "interfaces");
    each_object<rtnl_link>(links, [&](rtnl_link* link) { out.add(to_interface(link)); });

    result = rtnl_addr_alloc_cache(socket.get(), &raw);
    const NetlinkCache addresses = own_cache(raw, result, "addresses");
    each_object<rtnl_addr>(addresses, [&](rtnl_addr* address) {
        const auto ip = to_ip(rtnl_addr_get_local(address), rtnl_addr_get_family(address));
        const auto owner = std::find_if(out.all_.begin(), out.all_.end(), [&](const Interface& each) {
            return each.index == rtnl_addr_get_ifindex(address);
        });
        if (ip && owner != out.all_.end())
            owner->addresses.push_back({*ip, rtnl_addr_get_prefixlen(address)});
    });
    for (Interface& each : out.all_)
        std::stable_partition(each.addresses.begin(), each.addresses.end(),
                              [](const IpNetwork& address) { return !address.address.v6; });
    return out;
}

void Interfaces::add(Interface interface) {
    remove(interface.index);
    const auto place = std::find_if(all_.begin(), all_.end(),
                                    [&](const Interface& each) { return each.index > interface.index; });
    all_.insert(place, std::move(interface));
}

void Interfaces::remove(int index) {
    std::erase_if(all_, [&](const Interface& each) { return each.index == index; });
}

const Interface* Interfaces::find(std::string_view name) const {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const Interface& each) { return each.name == name; });
    return found == all_.end() ? nullptr : &*found;
}

const Interface* Interfaces::find(int index) const {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const Interface& each) { return each.index == index; });
    return found == all_.end() ? nullptr : &*found;
}

}  // namespace pkttest::net
