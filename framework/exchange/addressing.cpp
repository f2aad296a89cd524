// Addressing of one link: sources, next hops, neighbours.
#include "framework/exchange/addressing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "framework/net/interfaces.h"
#include "framework/net/routes.h"
#include "framework/packet/address.h"

namespace pkttest::exchange {

namespace {

constexpr int ethernet_link_type = 1;
/// A local address for links that have none (IEEE 802, locally administered).
constexpr std::uint64_t made_up_mac = 0x0200'0000'0001;

int width(const IpAddress& address) { return address.v6 ? 128 : 32; }

UnsignedInteger host_mask(const IpAddress& address, int prefix) {
    const int bits = width(address) - prefix;
    if (bits >= 128) return ~static_cast<UnsignedInteger>(0);
    return (static_cast<UnsignedInteger>(1) << bits) - 1;
}

std::optional<IpAddress> parse_address(std::string_view text) {
    if (const auto v4 = parse_ipv4(text)) return IpAddress{false, *v4};
    if (const auto v6 = parse_ipv6(text)) return IpAddress{true, *v6};
    return std::nullopt;
}

}  // namespace

std::optional<Way> read_way(std::span<const std::uint8_t> frame) {
    const auto at = find_type(frame);
    if (!at) return std::nullopt;
    const int type = frame[*at] << 8 | frame[*at + 1];
    const auto body = frame.subspan(*at + 2);
    Way out;
    if (type == 0x0800 && body.size() >= 20) {
        out.source = read_address(body.subspan(12, 4));
        out.destination = read_address(body.subspan(16, 4));
    } else if (type == 0x86dd && body.size() >= 40) {
        out.source = read_address(body.subspan(8, 16));
        out.destination = read_address(body.subspan(24, 16));
    } else {
        return std::nullopt;
    }
    out.tags.assign(frame.begin() + 12, frame.begin() + static_cast<std::ptrdiff_t>(*at));
    return out;
}

bool Addressing::Network::contains(const IpAddress& other) const {
    const UnsignedInteger mask = host_mask(address, prefix);
    return other.v6 == address.v6 && (other.value | mask) == (address.value | mask);
}

Addressing::Network Addressing::parse(const std::string& text) {
    const std::size_t slash = text.find('/');
    const auto address = parse_address(std::string_view(text).substr(0, slash));
    if (!address) throw std::invalid_argument(fmt::format("\"{}\" is no address with a prefix", text));
    int prefix = width(*address);
    if (slash != std::string::npos) {
        const char* end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + slash + 1, end, prefix);
        if (read.ec != std::errc{} || read.ptr != end || prefix < 0 || prefix > width(*address))
            throw std::invalid_argument(
                fmt::format("\"{}\" has no prefix length from 0 to {}", text, width(*address)));
    }
    return {*address, prefix};
}

Addressing::Addressing(const net::Link& link, const std::vector<std::string>& device_addresses,
                       const std::vector<std::string>& own_addresses, bool system)
    : ethernet_(link.link_type() == ethernet_link_type), system_(system) {
    const auto mac = link.hardware_address();
    hardware_address_ = mac.size() == 6 ? read_mac(mac) : made_up_mac;
    for (const std::string& each : device_addresses) device_.push_back(parse(each));
    for (const std::string& each : own_addresses) interface_addresses_.push_back(parse(each));
    if (system && link.interface_index() != 0) read_system(link.interface_index());
}

void Addressing::read_system(int interface) {
    const auto interfaces = net::Interfaces::read();
    if (const net::Interface* found = interfaces.find(interface))
        for (const net::IpNetwork& each : found->addresses)
            interface_addresses_.push_back({read_address(each.address.wire()), each.prefix});
    const net::Routes table = net::Routes::read();
    for (const net::Route& route : table.all()) {
        if (route.interface != interface || !route.gateway) continue;
        routes_.push_back({{read_address(route.destination.address.wire()), route.destination.prefix},
                           read_address(route.gateway->wire())});
    }
}

/// The gateway of the most exact route on the interface; the destination itself where there is none.
IpAddress Addressing::route_to(const IpAddress& destination) const {
    const Route* best = nullptr;
    for (const Route& route : routes_)
        if (route.destination.contains(destination) &&
            (best == nullptr || route.destination.prefix > best->destination.prefix))
            best = &route;
    return best == nullptr ? destination : best->gateway;
}

std::vector<std::string> Addressing::own_addresses() const {
    std::vector<std::string> out;
    for (const Network& each : interface_addresses_) {
        const IpAddress& address = each.address;
        const std::string text =
            address.v6 ? ipv6_text(address.value) : ipv4_text(static_cast<std::uint32_t>(address.value));
        out.push_back(fmt::format("{}/{}", text, each.prefix));
    }
    return out;
}

void Addressing::forget() {
    own_.clear();
    neighbours_.clear();
}

IpAddress Addressing::beside(const Network& device) {
    const UnsignedInteger mask = host_mask(device.address, device.prefix);
    const int host_bits = width(device.address) - device.prefix;
    IpAddress out = device.address;
    if (host_bits < 2) {
        out.value ^= host_bits == 1 ? 1 : 0;
        return out;
    }
    out.value = (device.address.value | mask) - 1;
    if (out == device.address) out.value -= 1;
    return out;
}

std::optional<IpAddress> Addressing::source_for(const IpAddress& destination) const {
    for (const Network& each : interface_addresses_)
        if (each.contains(destination)) return each.address;
    for (const Network& each : device_)
        if (each.contains(destination)) return beside(each);
    for (const Network& each : interface_addresses_)
        if (each.address.v6 == destination.v6) return each.address;
    for (const Network& each : device_)
        if (each.address.v6 == destination.v6) return beside(each);
    return std::nullopt;
}

IpAddress Addressing::asker(const IpAddress& hop, const IpAddress& source) const {
    const auto own = source_for(hop);
    if (!own) return source;
    for (const auto* networks : {&interface_addresses_, &device_})
        for (const Network& each : *networks)
            if (each.contains(hop)) return each.contains(source) ? source : *own;
    return source;
}

IpAddress Addressing::next_hop(const IpAddress& destination) const {
    const auto on_link = [&](const Network& each) { return each.contains(destination); };
    if (destination.is_multicast() || is_broadcast(destination) ||
        std::any_of(device_.begin(), device_.end(), on_link) ||
        std::any_of(interface_addresses_.begin(), interface_addresses_.end(), on_link))
        return destination;
    const IpAddress routed = route_to(destination);
    if (routed != destination) return routed;
    for (const Network& each : device_)
        if (each.address.v6 == destination.v6) return each.address;
    return destination;
}

bool Addressing::is_broadcast(const IpAddress& address) const {
    if (address.v6) return false;
    if (address.value == 0xffff'ffff) return true;
    const auto ends = [&](const Network& each) {
        return each.contains(address) && each.prefix < 31 &&
               address.value == (each.address.value | host_mask(each.address, each.prefix));
    };
    return std::any_of(device_.begin(), device_.end(), ends) ||
           std::any_of(interface_addresses_.begin(), interface_addresses_.end(), ends);
}

std::optional<std::uint64_t> Addressing::find(const IpAddress& hop) const {
    if (hop.is_multicast()) return multicast_mac(hop);
    if (is_broadcast(hop)) return broadcast_mac;
    const auto found = neighbours_.find(hop);
    return found == neighbours_.end() ? std::nullopt : std::optional(found->second);
}

void Addressing::learn(const IpAddress& address, std::uint64_t mac) { neighbours_[address] = mac; }

void Addressing::learn(const NeighbourMessage& message) {
    if (!message.sender.is_unspecified() && message.sender_mac != 0)
        learn(message.sender, message.sender_mac);
}

void Addressing::add_own(const IpAddress& address, std::uint64_t mac) {
    if (!address.is_unspecified() && !address.is_multicast()) own_[address] = mac;
}

std::optional<std::uint64_t> Addressing::find_own(const IpAddress& address) const {
    const auto of_system = [&](const Network& each) { return each.address == address; };
    if (system_ && std::any_of(interface_addresses_.begin(), interface_addresses_.end(), of_system))
        return std::nullopt;
    const auto found = own_.find(address);
    return found == own_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace pkttest::exchange
