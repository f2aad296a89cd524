// The system's neighbour table over netlink.
#include "framework/net/neighbours.h"

#include <linux/neighbour.h>
#include <netlink/route/neighbour.h>

#include <algorithm>

#include "framework/net/netlink.h"

namespace pkttest::net {

namespace {

void append(rtnl_neigh* entry, std::vector<Neighbour>& out) {
    const auto address = to_ip(rtnl_neigh_get_dst(entry), rtnl_neigh_get_family(entry));
    nl_addr* hardware = rtnl_neigh_get_lladdr(entry);
    const int state = rtnl_neigh_get_state(entry);
    constexpr int unusable = NUD_INCOMPLETE | NUD_FAILED | NUD_NOARP;
    if (!address || address->is_unspecified() || hardware == nullptr || nl_addr_get_len(hardware) == 0)
        return;
    if (state > 0 && (state & unusable) != 0) return;
    const auto* octets = static_cast<const std::uint8_t*>(nl_addr_get_binary_addr(hardware));
    out.push_back({*address, rtnl_neigh_get_ifindex(entry), {octets, octets + nl_addr_get_len(hardware)}});
}

}  // namespace

Neighbours Neighbours::read() {
    Neighbours out;
    const NetlinkSocket socket = open_netlink();
    nl_cache* raw = nullptr;
    const int result = rtnl_neigh_alloc_cache(socket.get(), &raw);
    const NetlinkCache entries = own_cache(raw, result, "neighbours");
    each_object<rtnl_neigh>(entries, [&](rtnl_neigh* entry) { append(entry, out.all_); });
    return out;
}

void Neighbours::add(Neighbour neighbour) {
    remove(neighbour.address, neighbour.interface);
    all_.push_back(std::move(neighbour));
}

void Neighbours::remove(const IpNumber& address, int interface) {
    std::erase_if(
        all_, [&](const Neighbour& each) { return each.address == address && each.interface == interface; });
}

const Neighbour* Neighbours::find(const IpNumber& address, int interface) const {
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const Neighbour& each) {
        return each.address == address && each.interface == interface;
    });
    return found == all_.end() ? nullptr : &*found;
}

}  // namespace pkttest::net
