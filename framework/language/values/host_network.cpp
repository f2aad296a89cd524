// The host's routes, and which one is taken.
#include "framework/language/values/host_network.h"

#include <algorithm>
#include <optional>

#include "framework/net/routes.h"

namespace pkttest::language {

namespace {

std::optional<HostNetwork>& session() {
    static std::optional<HostNetwork> network;
    return network;
}

bool is_link_local(const net::IpNumber& address) {
    return address.v6 && address.octets[0] == 0xfe && (address.octets[1] & 0xc0) == 0x80;
}
bool is_link_local_group(const net::IpNumber& address) {
    return address.v6 && address.octets[0] == 0xff && (address.octets[1] & 0x0f) == 2;
}

bool is_own(const net::Interfaces& interfaces, const net::IpNumber& address) {
    return std::any_of(interfaces.all().begin(), interfaces.all().end(), [&](const net::Interface& each) {
        return std::any_of(each.addresses.begin(), each.addresses.end(),
                           [&](const net::IpNetwork& own) { return own.address == address; });
    });
}

/// The interface's addresses that packets to the destination may have.
std::vector<net::IpNumber> candidates_of(const net::Interface& interface, const net::Route& route) {
    std::vector<net::IpNumber> out;
    if (route.source) out.push_back(*route.source);
    const net::IpNumber& to = route.destination.address;
    for (const net::IpNetwork& each : interface.addresses)
        if (each.address.v6 == to.v6 && is_link_local(each.address) == is_link_local(to) &&
            each.address != route.source)
            out.push_back(each.address);
    return out;
}

std::string unspecified(bool v6) { return v6 ? "::" : "0.0.0.0"; }

void append(const net::Interfaces& interfaces, const net::Route& route, std::vector<HostRoute>& out) {
    const net::Interface* interface = interfaces.find(route.interface);
    const bool v6 = route.destination.address.v6;
    const bool to_itself = !v6 && route.destination.prefix == 32 && !route.gateway &&
                           is_own(interfaces, route.destination.address);
    if (interface == nullptr || to_itself || (!v6 && interface->loopback)) return;
    HostRoute one{route.destination, route.gateway ? format(*route.gateway) : unspecified(v6),
                  interface->name, candidates_of(*interface, route), route.metric};
    if (!one.candidates.empty()) out.push_back(std::move(one));
}

std::vector<HostRoute> read_routes(const net::Interfaces& interfaces) {
    std::vector<HostRoute> out;
    for (const net::Interface& each : interfaces.all())
        for (const net::IpNetwork& own : each.addresses) {
            if (!each.loopback || own.address.v6) continue;
            net::IpNetwork network = own;
            for (std::size_t i = 0; i < 4; ++i) {
                const int bits = std::clamp(own.prefix - static_cast<int>(i) * 8, 0, 8);
                network.address.octets[i] &= static_cast<std::uint8_t>(0xff00 >> bits);
            }
            out.push_back({network, unspecified(false), each.name, {own.address}, 1});
        }
    const net::Routes table = net::Routes::read();
    for (const net::Route& route : table.all()) append(interfaces, route, out);
    return out;
}

}  // namespace

HostNetwork& HostNetwork::of_session() {
    if (!session()) session() = read();
    return *session();
}

void HostNetwork::forget() { session().reset(); }

HostNetwork HostNetwork::read() {
    HostNetwork out;
    out.interfaces_ = net::Interfaces::read();
    out.routes_ = read_routes(out.interfaces_);
    return out;
}

void HostNetwork::add_interface(std::string name) {
    net::Interface added;
    added.name = std::move(name);
    for (const net::Interface& each : interfaces_.all()) {
        if (each.name == added.name) return;
        added.index = std::max(added.index, each.index);
    }
    ++added.index;
    for (const std::string_view address : {"127.0.0.1/8", "::/128"})
        if (const auto network = net::parse_network(std::string(address)))
            added.addresses.push_back(*network);
    interfaces_.add(std::move(added));
}

bool HostNetwork::remove(const HostRoute& route) {
    const auto found = std::find(routes_.begin(), routes_.end(), route);
    if (found == routes_.end()) return false;
    routes_.erase(found);
    return true;
}

void HostNetwork::resync(bool v6) {
    std::erase_if(routes_, [&](const HostRoute& each) { return each.destination.address.v6 == v6; });
    for (HostRoute& each : read_routes(interfaces_))
        if (each.destination.address.v6 == v6) routes_.push_back(std::move(each));
}

HostWay HostNetwork::find(const net::IpNumber& destination) const {
    if (!destination.v6 && is_own(interfaces_, destination))
        return {loopback(), format(destination), unspecified(false)};
    const HostRoute* best = nullptr;
    for (const HostRoute& each : routes_) {
        const bool holds = each.destination.contains(destination) ||
                           (is_link_local_group(destination) && is_link_local(each.destination.address));
        const bool better =
            best == nullptr || each.destination.prefix > best->destination.prefix ||
            (each.destination.prefix == best->destination.prefix && each.metric < best->metric);
        if (holds && better) best = &each;
    }
    if (best == nullptr) return {loopback(), unspecified(destination.v6), unspecified(destination.v6)};
    return {best->interface, format(best->candidates.front()), best->gateway};
}

const net::IpNumber* HostNetwork::address_of(std::string_view interface, bool v6) const {
    const net::Interface* found = interfaces_.find(interface);
    if (found == nullptr) return nullptr;
    for (const net::IpNetwork& each : found->addresses)
        if (each.address.v6 == v6 && !is_link_local(each.address)) return &each.address;
    return nullptr;
}

std::string HostNetwork::loopback() const {
    for (const net::Interface& each : interfaces_.all())
        if (each.loopback) return each.name;
    return "lo";
}

std::string HostNetwork::default_interface() const {
    const HostRoute* best = nullptr;
    for (const HostRoute& each : routes_)
        if (!each.destination.address.v6 && each.destination.prefix == 0 &&
            (best == nullptr || each.metric < best->metric))
            best = &each;
    return best != nullptr ? best->interface : loopback();
}

}  // namespace pkttest::language
