// IP addresses and networks: text in and out, prefixes.
#include "framework/net/ip_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <charconv>

namespace pkttest::net {

std::optional<IpNumber> parse_ip(std::string_view text) {
    IpNumber out;
    const std::string copy(text);
    if (copy.size() != text.size() || copy.find('\0') != std::string::npos) return std::nullopt;
    out.v6 = copy.find(':') != std::string::npos;
    if (inet_pton(out.v6 ? AF_INET6 : AF_INET, copy.c_str(), out.octets.data()) != 1) return std::nullopt;
    return out;
}

std::string format(const IpNumber& address) {
    char text[INET6_ADDRSTRLEN] = {};
    inet_ntop(address.v6 ? AF_INET6 : AF_INET, address.octets.data(), text, sizeof text);
    return text;
}

bool IpNetwork::contains(const IpNumber& other) const {
    if (other.v6 != address.v6 || prefix < 0 || prefix > address.width()) return false;
    const auto whole = static_cast<std::size_t>(prefix / 8);
    for (std::size_t i = 0; i < whole; ++i)
        if (address.octets[i] != other.octets[i]) return false;
    const int rest = prefix % 8;
    return rest == 0 || ((address.octets[whole] ^ other.octets[whole]) >> (8 - rest)) == 0;
}

std::optional<IpNetwork> parse_network(std::string_view text) {
    const std::size_t slash = text.find('/');
    const auto address = parse_ip(text.substr(0, slash));
    if (!address) return std::nullopt;
    IpNetwork out{*address, address->width()};
    if (slash == std::string_view::npos) return out;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + slash + 1, end, out.prefix);
    if (read.ec != std::errc{} || read.ptr != end || out.prefix < 0 || out.prefix > address->width())
        return std::nullopt;
    return out;
}

std::string format(const IpNetwork& network) {
    return fmt::format("{}/{}", format(network.address), network.prefix);
}

}  // namespace pkttest::net
