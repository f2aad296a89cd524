// Numbers that have a name in every session of Scapy's: kinds of addresses, EtherTypes, link types, systems.
#include "framework/language/uts/tools.h"

namespace pkttest::language {

namespace {

constexpr NamedNumber numbers[] = {
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
    {"H2ContinuationFrame.type_id", 9},
    {"H2DataFrame.type_id", 0},
    {"H2ErrorCodes.CANCEL", 8},
    {"H2ErrorCodes.COMPRESSION_ERROR", 9},
    {"H2ErrorCodes.CONNECT_ERROR", 10},
    {"H2ErrorCodes.ENHANCE_YOUR_CALM", 11},
    {"H2ErrorCodes.FLOW_CONTROL_ERROR", 3},
    {"H2ErrorCodes.FRAME_SIZE_ERROR", 6},
    {"H2ErrorCodes.HTTP_1_1_REQUIRED", 13},
    {"H2ErrorCodes.INADEQUATE_SECURITY", 12},
    {"H2ErrorCodes.INTERNAL_ERROR", 2},
    {"H2ErrorCodes.NO_ERROR", 0},
    {"H2ErrorCodes.PROTOCOL_ERROR", 1},
    {"H2ErrorCodes.REFUSED_STREAM", 7},
    {"H2ErrorCodes.SETTINGS_TIMEOUT", 4},
    {"H2ErrorCodes.STREAM_CLOSED", 5},
    {"H2GoAwayFrame.type_id", 7},
    {"H2HeadersFrame.type_id", 1},
    {"H2PaddedDataFrame.type_id", 0},
    {"H2PaddedHeadersFrame.type_id", 1},
    {"H2PaddedPriorityHeadersFrame.type_id", 1},
    {"H2PaddedPushPromiseFrame.type_id", 5},
    {"H2PingFrame.type_id", 6},
    {"H2PriorityFrame.type_id", 2},
    {"H2PriorityHeadersFrame.type_id", 1},
    {"H2PushPromiseFrame.type_id", 5},
    {"H2ResetFrame.type_id", 3},
    {"H2Setting.SETTINGS_ENABLE_PUSH", 2},
    {"H2Setting.SETTINGS_HEADER_TABLE_SIZE", 1},
    {"H2Setting.SETTINGS_INITIAL_WINDOW_SIZE", 4},
    {"H2Setting.SETTINGS_MAX_CONCURRENT_STREAMS", 3},
    {"H2Setting.SETTINGS_MAX_FRAME_SIZE", 5},
    {"H2Setting.SETTINGS_MAX_HEADER_LIST_SIZE", 6},
    {"H2SettingsFrame.type_id", 4},
    {"H2WindowUpdateFrame.type_id", 8},
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
    for (const std::span<const NamedNumber> table : {std::span<const NamedNumber>(numbers), module_numbers()})
        for (const NamedNumber& each : table)
            if (each.name == name) return Value(Integer{each.value});
    for (const Truth& each : systems)
        if (each.name == name) return Value(each.value);
    if (name == "H2_CLIENT_CONNECTION_PREFACE") return Value(Bytes{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"});
    if (name == "ETHER_ANY") return Value(Bytes{std::string(6, '\0')});
    if (name == "ETHER_BROADCAST") return Value(Bytes{std::string(6, '\xff')});
    return {};
}

}  // namespace pkttest::language
