// Scapy's questions about the host's interfaces: get_if_addr(), get_if_addr6(), get_if_hwaddr(),
// get_if_list().
#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/host_network.h"

namespace pkttest::language {

namespace {

const net::Interface* asked(const Call& call) {
    return HostNetwork::of_session().interfaces().find(to_text(call[0]));
}

Value address(Call& call) {
    const net::IpNumber* own = HostNetwork::of_session().address_of(to_text(call[0]), false);
    return Value(own != nullptr ? format(*own) : "0.0.0.0");
}

Value address6(Call& call) {
    const net::IpNumber* own = HostNetwork::of_session().address_of(to_text(call[0]), true);
    return own != nullptr ? Value(format(*own)) : Value();
}

Value hardware_address(Call& call) {
    const net::Interface* interface = asked(call);
    if (interface == nullptr) call.raise("OSError", std::strerror(ENODEV));
    std::string out;
    for (const std::uint8_t octet : interface->hardware_address)
        out += fmt::format("{}{:02x}", out.empty() ? "" : ":", octet);
    return Value(out.empty() ? "00:00:00:00:00:00" : out);
}

Value names(Call&) {
    List out;
    for (const net::Interface& each : HostNetwork::of_session().interfaces().all())
        out.emplace_back(each.name);
    return Value(std::move(out));
}

constexpr std::array<Parameter, Builtin::most_parameters> of_interface = {{{"iff"}}};

}  // namespace

extern const Builtin builtin_interface_address = {"get_if_addr", of_interface, Kind::text,
                                                  "An interface's IPv4 address.", address};
extern const Builtin builtin_interface_address6 = {
    "get_if_addr6", of_interface, Kind::text, "An interface's IPv6 address that others reach.", address6};
extern const Builtin builtin_interface_hardware = {"get_if_hwaddr", of_interface, Kind::text,
                                                   "An interface's hardware address.", hardware_address};
extern const Builtin builtin_interface_names = {
    "get_if_list", {}, Kind::list, "The names of the host's interfaces.", names};

}  // namespace pkttest::language
