// What the readers of the system's tables share of libnl: sockets, caches, addresses, errors.
#pragma once

#include <netlink/addr.h>
#include <netlink/cache.h>
#include <netlink/socket.h>

#include <memory>
#include <optional>

#include "framework/net/ip_address.h"

namespace pkttest::net {

using NetlinkSocket = std::unique_ptr<nl_sock, void (*)(nl_sock*)>;
using NetlinkCache = std::unique_ptr<nl_cache, void (*)(nl_cache*)>;

/// A socket of the routing family in the calling thread's network namespace. Throws std::system_error.
NetlinkSocket open_netlink();

/// Takes over the cache that a libnl call has made; throws std::system_error where it failed ("routes").
NetlinkCache own_cache(nl_cache* cache, int result, const char* what);

/// nullopt where it is no IP address. An address without octets is the unspecified one.
std::optional<IpNumber> to_ip(nl_addr* address, int family);

/// Calls visit(Object*) for each object of a cache.
template <typename Object, typename Visit>
void each_object(const NetlinkCache& cache, const Visit& visit) {
    for (nl_object* each = nl_cache_get_first(cache.get()); each != nullptr; each = nl_cache_get_next(each))
        visit(reinterpret_cast<Object*>(each));
}

}  // namespace pkttest::net
