// Numbers that have a name in every session of Scapy's: kinds of addresses, EtherTypes, link types, systems.
#include "framework/language/tools.h"

namespace pkttest::language {

namespace {

struct Number {
    std::string_view name;
    std::int64_t value;
};
constexpr Number numbers[] = {
    {"ARPHDR_ETHER", 1},
    {"ARPHDR_LOOPBACK", 772},
    {"ARPHDR_PPP", 512},
    {"ARPHDR_TUN", 65534},
    {"DLT_CAN_SOCKETCAN", 227},
    {"DLT_EN10MB", 1},
    {"DLT_IEEE802_11", 105},
    {"DLT_IEEE802_11_RADIO", 127},
    {"DLT_IPV4", 228},
    {"DLT_IPV6", 229},
    {"DLT_LINUX_SLL", 113},
    {"DLT_LINUX_SLL2", 276},
    {"DLT_NULL", 0},
    {"DLT_PPP", 9},
    {"DLT_RAW", 12},
    {"DLT_RAW_ALT", 101},
    {"ETH_P_ALL", 3},
    {"ETH_P_ARP", 0x0806},
    {"ETH_P_IP", 0x0800},
    {"ETH_P_IPV6", 0x86dd},
    {"ETH_P_MACSEC", 0x88e5},
    {"IPV6_ADDR_6TO4", 0x100},
    {"IPV6_ADDR_CAST_MASK", 0x0f},
    {"IPV6_ADDR_GLOBAL", 0x00},
    {"IPV6_ADDR_LINKLOCAL", 0x20},
    {"IPV6_ADDR_LOOPBACK", 0x10},
    {"IPV6_ADDR_MULTICAST", 0x02},
    {"IPV6_ADDR_SCOPE_MASK", 0xf0},
    {"IPV6_ADDR_SITELOCAL", 0x40},
    {"IPV6_ADDR_UNICAST", 0x01},
    {"IPV6_ADDR_UNSPECIFIED", 0x10000},
    {"MTU", 0xffff},
};

struct Truth {
    std::string_view name;
    bool value;
};
constexpr Truth systems[] = {
    {"BIG_ENDIAN", false}, {"BSD", false},    {"DARWIN", false},  {"FREEBSD", false}, {"IS_64BITS", true},
    {"LINUX", true},       {"NETBSD", false}, {"OPENBSD", false}, {"SOLARIS", false}, {"WINDOWS", false},
};

}  // namespace

Value constant_named(std::string_view name) {
    for (const Number& each : numbers)
        if (each.name == name) return Value(Integer{each.value});
    for (const Truth& each : systems)
        if (each.name == name) return Value(each.value);
    if (name == "ETHER_ANY") return Value(Bytes{std::string(6, '\0')});
    if (name == "ETHER_BROADCAST") return Value(Bytes{std::string(6, '\xff')});
    return {};
}

}  // namespace pkttest::language
