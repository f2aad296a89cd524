// libnl's sockets and caches, owned and with errors as exceptions.
#include "framework/net/netlink.h"

#include <fmt/format.h>
#include <netlink/errno.h>
#include <netlink/netlink.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace pkttest::net {

namespace {

[[noreturn]] void fail(int result, const char* what) {
    throw std::system_error(EIO, std::generic_category(),
                            fmt::format("cannot read the system's {}: {}", what, nl_geterror(result)));
}

}  // namespace

NetlinkSocket open_netlink() {
    NetlinkSocket socket(nl_socket_alloc(), nl_socket_free);
    if (!socket) throw std::system_error(ENOMEM, std::generic_category(), "cannot open netlink");
    if (const int result = nl_connect(socket.get(), NETLINK_ROUTE); result < 0) fail(result, "tables");
    return socket;
}

NetlinkCache own_cache(nl_cache* cache, int result, const char* what) {
    if (result < 0) fail(result, what);
    return {cache, nl_cache_free};
}

std::optional<IpNumber> to_ip(nl_addr* address, int family) {
    if (family != AF_INET && family != AF_INET6) return std::nullopt;
    IpNumber out;
    out.v6 = family == AF_INET6;
    if (address == nullptr || nl_addr_get_len(address) == 0) return out;
    if (nl_addr_get_len(address) != out.size()) return std::nullopt;
    std::memcpy(out.octets.data(), nl_addr_get_binary_addr(address), out.size());
    return out;
}

}  // namespace pkttest::net
