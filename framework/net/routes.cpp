// The system's routes over netlink, and the longest prefix.
#include "framework/net/routes.h"

#include <linux/rtnetlink.h>
#include <netlink/route/nexthop.h>
#include <netlink/route/route.h>

#include <algorithm>

#include "framework/net/netlink.h"

namespace pkttest::net {

namespace {

bool is_usable(rtnl_route* route) {
    const std::uint32_t table = rtnl_route_get_table(route);
    const std::uint8_t type = rtnl_route_get_type(route);
    return (table == RT_TABLE_MAIN || table == RT_TABLE_LOCAL) && (type == RTN_UNICAST || type == RTN_LOCAL);
}

/// One route a next hop.
void append(rtnl_route* route, std::vector<Route>& out) {
    const int family = rtnl_route_get_family(route);
    nl_addr* to = rtnl_route_get_dst(route);
    const auto destination = to_ip(to, family);
    if (!destination || !is_usable(route)) return;
    Route one;
    one.destination = {*destination, to != nullptr ? static_cast<int>(nl_addr_get_prefixlen(to)) : 0};
    one.metric = rtnl_route_get_priority(route);
    if (nl_addr* source = rtnl_route_get_pref_src(route)) one.source = to_ip(source, family);
    for (int i = 0; i < rtnl_route_get_nnexthops(route); ++i) {
        rtnl_nexthop* hop = rtnl_route_nexthop_n(route, i);
        one.interface = rtnl_route_nh_get_ifindex(hop);
        nl_addr* gateway = rtnl_route_nh_get_gateway(hop);
        one.gateway = gateway != nullptr ? to_ip(gateway, family) : std::nullopt;
        if (one.gateway && one.gateway->is_unspecified()) one.gateway.reset();
        out.push_back(one);
    }
}

bool is_better(const Route& a, const Route& b) {
    if (a.destination.prefix != b.destination.prefix) return a.destination.prefix > b.destination.prefix;
    return a.metric < b.metric;
}

}  // namespace

Routes Routes::read() {
    Routes out;
    const NetlinkSocket socket = open_netlink();
    nl_cache* raw = nullptr;
    const int result = rtnl_route_alloc_cache(socket.get(), AF_UNSPEC, 0, &raw);
    const NetlinkCache routes = own_cache(raw, result, "routes");
    each_object<rtnl_route>(routes, [&](rtnl_route* route) { append(route, out.all_); });
    return out;
}

void Routes::add(const Route& route) { all_.push_back(route); }

std::size_t Routes::remove(const Route& route) { return std::erase(all_, route); }

const Route* Routes::find(const IpNumber& destination, int interface) const {
    const Route* best = nullptr;
    for (const Route& each : all_) {
        if (interface != 0 && each.interface != interface) continue;
        if (!each.destination.contains(destination)) continue;
        if (best == nullptr || is_better(each, *best)) best = &each;
    }
    return best;
}

}  // namespace pkttest::net
