// Wiring by `ip -batch`: pairs are made with their ends in place, tuned while they are down, then brought up.
// A link of one host is a pair; a link of several is a bridge among the tester's interfaces.
#include "framework/net/lab_wiring.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <map>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "framework/net/descriptor.h"
#include "framework/net/ethtool.h"
#include "framework/net/in_namespace.h"
#include "framework/net/process.h"

namespace pkttest::net {

namespace {

constexpr std::chrono::milliseconds ip_limit{30'000};
constexpr std::chrono::milliseconds carrier_limit{10'000};

struct Wire {
    std::string link;
    std::string host;        ///< Its namespace.
    std::string tester_end;  ///< The interface in the tester's namespace.
    std::vector<std::string> addresses;
    bool bridged = false;
};

bool has_v6(const Wire& wire) {
    return std::any_of(wire.addresses.begin(), wire.addresses.end(),
                       [](const std::string& each) { return each.find(':') != std::string::npos; });
}

std::vector<Wire> plan(const std::vector<LabHost>& hosts, const std::string& prefix) {
    std::map<std::string, int> hosts_on;
    for (const LabHost& host : hosts)
        for (const LabPort& port : host.ports) ++hosts_on[port.link];
    std::vector<Wire> out;
    for (const LabHost& host : hosts)
        for (const LabPort& port : host.ports) {
            const bool bridged = hosts_on[port.link] > 1;
            // No link has a name like this, so it is free.
            const std::string end = bridged ? fmt::format("~{}", out.size()) : port.link;
            out.push_back({port.link, prefix + host.name, end, port.addresses, bridged});
        }
    return out;
}

void run_ip(std::vector<std::string> arguments, const std::string& script) {
    arguments.insert(arguments.begin(), "ip");
    Finished finished;
    try {
        finished = run_process(arguments, script, ip_limit);
    } catch (const std::system_error&) {
        throw std::runtime_error("a lab needs the program `ip` (package iproute2), which is not there");
    }
    if (finished.status == 0) return;
    const bool denied = finished.errors.find("not permitted") != std::string::npos ||
                        finished.errors.find("ermission denied") != std::string::npos;
    throw std::runtime_error(fmt::format(
        "the lab cannot be made: `ip` says: {}{}", finished.errors,
        denied ? "a lab needs CAP_SYS_ADMIN and CAP_NET_ADMIN, which root in a container may lack" : ""));
}

void batch(const std::string& network_namespace, const std::string& script) {
    if (script.empty()) return;
    if (network_namespace.empty()) return run_ip({"-batch", "-"}, script);
    run_ip({"-n", network_namespace, "-batch", "-"}, script);
}

std::string making_script(const std::vector<LabHost>& hosts, const std::vector<Wire>& wires,
                          const std::string& prefix) {
    const std::string tester = prefix + "tester";
    std::string out = fmt::format("netns add {}\n", tester);
    for (const LabHost& host : hosts) out += fmt::format("netns add {}{}\n", prefix, host.name);
    for (const Wire& wire : wires)
        out += fmt::format("link add {} netns {} type veth peer name {} netns {}\n", wire.tester_end, tester,
                           wire.link, wire.host);
    return out;
}

/// What the tester's namespace needs beyond the pairs: bridges, then everything up.
std::string tester_script(const std::vector<Wire>& wires) {
    std::string bridges, up;
    std::vector<std::string> made;
    for (const Wire& wire : wires) {
        if (wire.bridged && std::find(made.begin(), made.end(), wire.link) == made.end()) {
            made.push_back(wire.link);
            bridges += fmt::format("link add {} type bridge forward_delay 0 mcast_snooping 0\n", wire.link);
            up += fmt::format("link set {} up\n", wire.link);
        }
        if (wire.bridged) bridges += fmt::format("link set {} master {}\n", wire.tester_end, wire.link);
        up += fmt::format("link set {} up\n", wire.tester_end);
    }
    return bridges + up;
}

std::string host_script(const std::vector<Wire>& wires, const std::string& host) {
    std::string out = "link set lo up\n";
    for (const Wire& wire : wires) {
        if (wire.host != host) continue;
        for (const std::string& address : wire.addresses)
            out += fmt::format("addr add {} dev {}{}\n", address, wire.link,
                               address.find(':') != std::string::npos ? " nodad" : "");
        out += fmt::format("link set {} up\n", wire.link);
    }
    return out;
}

/// Writes to /proc/sys/net of the thread's namespace; a kernel without IPv6 has nothing there to set.
void set_ipv6(const std::string& interface, const char* setting, const char* value) {
    const std::string path = fmt::format("/proc/sys/net/ipv6/conf/{}/{}", interface, setting);
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.is_open() && errno == ENOENT) return;
    if (!file.is_open() || ::write(file.get(), value, std::strlen(value)) < 0)
        throw std::runtime_error(fmt::format("the lab cannot write {}: {}", path, std::strerror(errno)));
}

Descriptor any_socket() {
    Descriptor out(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!out.is_open()) throw std::system_error(errno, std::generic_category(), "cannot open a socket");
    return out;
}

void end_offloads(const std::string& interface) {
    const Descriptor socket = any_socket();
    for (const Offload& each : offloads()) switch_off(socket.get(), interface, each);
}

void tune_tester(const std::vector<Wire>& wires) {
    set_ipv6("all", "disable_ipv6", "1");
    set_ipv6("default", "disable_ipv6", "1");
    for (const Wire& wire : wires) end_offloads(wire.tester_end);
}

void tune_host(const std::vector<Wire>& wires, const std::string& host) {
    for (const Wire& wire : wires) {
        if (wire.host != host) continue;
        if (has_v6(wire)) {
            set_ipv6(wire.link, "accept_dad", "0");
            // A lab's addresses are given: asking for routers only spoils an `expect no`.
            set_ipv6(wire.link, "router_solicitations", "0");
            set_ipv6(wire.link, "accept_ra", "0");
        } else {
            set_ipv6(wire.link, "disable_ipv6", "1");
        }
        end_offloads(wire.link);
    }
}

bool carries(int socket, const std::string& interface) {
    // Asking for the link by ethtool makes the kernel act on a change of carrier that it else leaves for up
    // to a second.
    ethtool_value link{ETHTOOL_GLINK, 0};
    ifreq query{};
    std::strncpy(query.ifr_name, interface.c_str(), IFNAMSIZ - 1);
    query.ifr_data = reinterpret_cast<char*>(&link);
    ::ioctl(socket, SIOCETHTOOL, &query);
    query.ifr_data = nullptr;
    return ::ioctl(socket, SIOCGIFFLAGS, &query) == 0 && (query.ifr_flags & IFF_RUNNING) != 0;
}

/// The kernel makes a pair work a moment after both ends are up.
void wait_for_carrier(const std::string& interface) {
    const Descriptor socket = any_socket();
    const auto end = std::chrono::steady_clock::now() + carrier_limit;
    while (!carries(socket.get(), interface)) {
        if (std::chrono::steady_clock::now() > end)
            throw std::runtime_error(fmt::format("the lab's link {} does not come up", interface));
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace

void make_wiring(const std::vector<LabHost>& hosts, const std::string& prefix) {
    const std::string tester = prefix + "tester";
    const std::vector<Wire> wires = plan(hosts, prefix);
    batch("", making_script(hosts, wires, prefix));
    in_namespace(tester, [&] { tune_tester(wires); });
    batch(tester, tester_script(wires));
    for (const LabHost& host : hosts) {
        const std::string name = prefix + host.name;
        in_namespace(name, [&] { tune_host(wires, name); });
        batch(name, host_script(wires, name));
        in_namespace(name, [&] {
            for (const Wire& wire : wires)
                if (wire.host == name) wait_for_carrier(wire.link);
        });
    }
    in_namespace(tester, [&] {
        for (const Wire& wire : wires) wait_for_carrier(wire.bridged ? wire.link : wire.tester_end);
    });
}

}  // namespace pkttest::net
