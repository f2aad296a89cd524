// conf.route, conf.route6 and conf.iface as objects, and the route of a packet.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/host_network.h"

namespace pkttest::language {

namespace {

/// An address or the first one of a set: "192.0.2.0/24", "192.168.*.1-5".
std::optional<net::IpNumber> first_address(std::string text) {
    text.erase(std::min(text.find('/'), text.size()));
    std::replace(text.begin(), text.end(), '*', '0');
    for (std::size_t dash = text.find('-'); dash != std::string::npos; dash = text.find('-'))
        text.erase(dash, std::min(text.find('.', dash), text.size()) - dash);
    return net::parse_ip(text);
}

Value way_to(const net::IpNumber& destination) {
    const HostWay way = HostNetwork::of_session().find(destination);
    return Value::tuple({Value(way.interface), Value(way.source), Value(way.gateway)});
}

class HostInterface final : public ScriptObject {
 public:
    explicit HostInterface(std::string name) : name_(std::move(name)) {}
    std::string_view kind() const override { return "interface"; }
    std::string represent() const override { return fmt::format("<NetworkInterface {}>", name_); }
    std::string text() const override { return name_; }
    std::optional<Value> attribute(std::string_view wanted) const override;
    std::optional<bool> is_equal(const Value& other) const override {
        const auto* interface = object_as<HostInterface>(other);
        return interface != nullptr ? interface->name_ == name_ : equal(Value(name_), other);
    }

 private:
    std::string name_;
};

std::optional<Value> HostInterface::attribute(std::string_view wanted) const {
    const HostNetwork& network = HostNetwork::of_session();
    const net::Interface* found = network.interfaces().find(name_);
    if (wanted == "name" || wanted == "network_name") return Value(name_);
    if (wanted == "ip") {
        const net::IpNumber* address = network.address_of(name_, false);
        return address != nullptr ? Value(format(*address)) : Value();
    }
    if (wanted == "index" && found != nullptr) return Value(Integer{found->index});
    return std::nullopt;
}

/// conf.ifaces: by name or by number, and those that a test adds.
class InterfaceTable final : public ScriptObject {
 public:
    std::string_view kind() const override { return "interfaces"; }
    std::optional<std::size_t> length() const override { return all().size(); }
    std::optional<Value> item(const Value& key, Span where) const override {
        Integer index = 0;
        for (const net::Interface& each : all())
            if (key.to_integer(index) ? each.index == index : equal(Value(each.name), key))
                return object_value<HostInterface>(each.name);
        throw EvaluationError(where, fmt::format("there is no interface {}", to_text(key))).as("KeyError");
    }
    std::span<const Builtin> methods() const override;

 private:
    static const std::vector<net::Interface>& all() { return HostNetwork::of_session().interfaces().all(); }
};

Value add_interface(Call& call) {
    HostNetwork::of_session().add_interface(call.octets(0));
    return {};
}
Value interface_named(Call& call) {
    if (HostNetwork::of_session().interfaces().find(call.octets(0)) == nullptr)
        call.raise("ValueError", fmt::format("there is no interface {}", call.octets(0)));
    return object_value<HostInterface>(call.octets(0));
}
constexpr Builtin interface_methods[] = {
    {"_add_fake_iface",
     {{{"ifname", Kind::text}}},
     Kind::none,
     "Adds an interface to the session's.",
     add_interface},
    {"dev_from_name", {{{"name", Kind::text}}}, Kind::unknown, "The interface of a name.", interface_named},
};
std::span<const Builtin> InterfaceTable::methods() const { return interface_methods; }

class RouteTable final : public ScriptObject {
 public:
    explicit RouteTable(bool v6) : v6(v6) {}
    std::string_view kind() const override { return "routes"; }
    std::string represent() const override;
    std::optional<Value> attribute(std::string_view name) const override;
    std::span<const Builtin> methods() const override;
    const bool v6;
};

template <class Take>
void each_route(bool v6, Take take) {
    for (const HostRoute& each : HostNetwork::of_session().routes())
        if (each.destination.address.v6 == v6) take(each);
}

std::uint32_t number_of(const net::IpNumber& v4) {
    std::uint32_t out = 0;
    for (const std::uint8_t octet : v4.wire()) out = out << 8 | octet;
    return out;
}

/// As Scapy's: numbers and masks for IPv4, texts and lengths for IPv6.
Value row_of(const HostRoute& route) {
    const net::IpNumber& to = route.destination.address;
    const Value gateway(route.gateway), interface(route.interface), metric(Integer{route.metric});
    if (!to.v6) {
        const auto mask = static_cast<std::uint32_t>(0xffffffffULL << (32 - route.destination.prefix));
        return Value::tuple({Value(Integer{number_of(to)}), Value(Integer{mask}), gateway, interface,
                             Value(format(route.candidates.front())), metric});
    }
    List sources;
    for (const net::IpNumber& each : route.candidates) sources.emplace_back(format(each));
    return Value::tuple({Value(format(to)), Value(Integer{route.destination.prefix}), gateway, interface,
                         Value(std::move(sources)), metric});
}

std::string RouteTable::represent() const {
    std::string out = v6 ? "Destination  Next Hop  Iface  Src candidates  Metric"
                         : "Network  Netmask  Gateway  Iface  Output IP  Metric";
    each_route(v6, [&](const HostRoute& each) {
        out += fmt::format("\n{}  {}  {}  {}  {}", format(each.destination), each.gateway, each.interface,
                           format(each.candidates.front()), each.metric);
    });
    return out;
}

std::optional<Value> RouteTable::attribute(std::string_view name) const {
    if (name == "ipv6_ifaces" || name != "routes") return std::nullopt;
    List out;
    each_route(v6, [&](const HostRoute& each) { out.push_back(row_of(each)); });
    return Value(std::move(out));
}

// ---- methods -----------------------------------------------------------------------------------------

bool of_v6(const Call& call) { return object_as<RouteTable>(*call.self)->v6; }

/// In IPv4 the parameters are host, net, gw, dev, metric; in IPv6 dst stands for the first two.
enum Part : std::size_t { host, network, gateway, device, metric, destination };
constexpr std::array<Parameter, Builtin::most_parameters> v4_parts = {
    {named("host", Kind::text), named("net", Kind::text), named("gw", Kind::text), named("dev"),
     named("metric", Kind::number)}};
constexpr std::array<Parameter, Builtin::most_parameters> v6_parts = {
    {optional("dst", Kind::text), optional("gw", Kind::text), named("dev"), named("metric", Kind::number)}};

struct Asked {
    std::string destination, gateway, device;
    std::uint32_t metric = 1;
};

Asked asked_of(const Call& call) {
    Asked out;
    const auto metric_at = [&](std::size_t at) {
        return call.has(at) ? static_cast<std::uint32_t>(call.integer_within(at, 0, UINT32_MAX)) : 1U;
    };
    if (of_v6(call)) {
        out = {call.octets(0, ""), call.octets(1, ""), call.has(2) ? to_text(call[2]) : "", metric_at(3)};
    } else {
        out = {call.octets(call.has(host) ? host : network, ""), call.octets(gateway, ""),
               call.has(device) ? to_text(call[device]) : "", metric_at(metric)};
        if (call.has(host) == call.has(network)) call.raise("Scapy_Exception", "a route has a host or a net");
    }
    return out;
}

HostRoute made_route(const Call& call) {
    const Asked asked = asked_of(call);
    const bool v6 = of_v6(call);
    const auto to = net::parse_network(asked.destination);
    if (!to || to->address.v6 != v6)
        call.raise("OSError", fmt::format("{} is no network", asked.destination));
    const auto hop = asked.gateway.empty() ? std::nullopt : net::parse_ip(asked.gateway);
    if (!asked.gateway.empty() && (!hop || hop->v6 != v6))
        call.raise("OSError", fmt::format("{} is no address", asked.gateway));
    const HostNetwork& known = HostNetwork::of_session();
    HostRoute out{*to, hop ? format(*hop) : v6 ? "::" : "0.0.0.0", asked.device, {}, asked.metric};
    std::string source;
    if (asked.device.empty()) {
        const HostWay way = known.find(hop.value_or(to->address));
        out.interface = way.interface;
        source = way.source;
    } else if (const net::IpNumber* own = known.address_of(asked.device, v6)) {
        source = format(*own);
    }
    const auto address = net::parse_ip(source);
    out.candidates.push_back(address.value_or(net::IpNumber{.v6 = v6, .octets = {}}));
    return out;
}

Value add_route(Call& call) {
    HostNetwork::of_session().add(made_route(call));
    return {};
}

Value remove_route(Call& call) {
    HostNetwork& known = HostNetwork::of_session();
    if (!of_v6(call)) {
        if (!known.remove(made_route(call))) call.raise("ValueError", "No matching route found!");
        return {};
    }
    const auto to = net::parse_network(call.octets(0, ""));
    std::vector<HostRoute> found;
    each_route(true, [&](const HostRoute& each) {
        if (to && each.destination == *to && (!call.has(1) || each.gateway == call.octets(1, "")))
            found.push_back(each);
    });
    if (found.size() == 1) known.remove(found.front());
    return {};
}

Value find_route(Call& call) {
    const bool v6 = of_v6(call);
    const std::string text = call.octets(0, "");
    const auto address = text.empty() ? net::IpNumber{.v6 = v6, .octets = {}} : first_address(text);
    if (!address || address->v6 != v6) call.raise("OSError", fmt::format("{} is no address", text));
    return way_to(*address);
}

Value resync(Call& call) {
    HostNetwork::of_session().resync(of_v6(call));
    return {};
}

constexpr std::string_view adds = "Adds a route to the session's.", removes = "Removes one of them.",
                           finds = "Interface, source and next hop of packets to an address.",
                           reads = "Reads the system's routes anew.";
constexpr std::array<Parameter, Builtin::most_parameters> destination_parts = {
    {optional("dst", Kind::text), optional("verbose")}};
constexpr Builtin v4_methods[] = {
    {"route", destination_parts, Kind::list, finds, find_route},
    {"add", v4_parts, Kind::none, adds, add_route},
    {"delt", v4_parts, Kind::none, removes, remove_route},
    {"resync", {}, Kind::none, reads, resync},
    {"invalidate_cache", {}, Kind::none, "Does nothing.", [](Call&) { return Value(); }},
};
constexpr Builtin v6_methods[] = {
    {"route", destination_parts, Kind::list, finds, find_route},
    {"add", v6_parts, Kind::none, adds, add_route},
    {"delt", v6_parts, Kind::none, removes, remove_route},
    {"resync", {}, Kind::none, reads, resync},
    {"invalidate_cache", {}, Kind::none, "Does nothing.", [](Call&) { return Value(); }},
};
std::span<const Builtin> RouteTable::methods() const {
    return v6 ? std::span<const Builtin>(v6_methods) : v4_methods;
}

}  // namespace

Value route_table(bool v6) { return object_value<RouteTable>(v6); }
Value interface_table() { return object_value<InterfaceTable>(); }
Value default_interface() {
    return object_value<HostInterface>(HostNetwork::of_session().default_interface());
}

Value route_of(const Packet& packet, std::size_t from) {
    for (std::size_t i = from; i < packet.size(); ++i) {
        const Layer layer = packet[i];
        const bool is_ip = layer.is("IP") || layer.is("IPv6");
        if (!is_ip && !layer.is("ARP")) continue;
        const Value to = layer.get(is_ip ? "dst" : "pdst");
        const auto address = to.is_text() ? first_address(*to.octets()) : std::nullopt;
        if (!address) throw EvaluationError({}, "route() of a packet to several addresses").uncovered();
        return way_to(*address);
    }
    return Value::tuple({Value(), Value(), Value()});
}

}  // namespace pkttest::language
