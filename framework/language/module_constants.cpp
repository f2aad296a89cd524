// Numbers that modules of Scapy's have names for: what `from scapy.contrib.mqttsn import *` brings beside
// layers.
#include <algorithm>

#include "framework/language/tools.h"

namespace pkttest::language {

namespace {

struct Number {
    std::string_view name;
    std::int64_t value;
};
/// By name.
constexpr Number numbers[] = {
    {"ACCEPTED", 0},
    {"ADVERTISE", 0},
    {"APPLE_MFG", 76},
    {"BGP_MAXIMUM_MESSAGE_SIZE", 4096},
    {"CAN_FD_MAX_DLEN", 64},
    {"CAN_FD_MTU", 72},
    {"CAN_INV_FILTER", 0x20000000},
    {"CAN_MAX_DLEN", 8},
    {"CAN_MAX_IDENTIFIER", 0x1fffffff},
    {"CAN_MTU", 16},
    {"CONNACK", 5},
    {"CONNECT", 4},
    {"CURR_GEOTAG_VER", 2},
    {"DCP_GET_SET_FRAME_ID", 0xfefd},
    {"DCP_IDENTIFY_REQUEST_FRAME_ID", 0xfefe},
    {"DCP_IDENTIFY_RESPONSE_FRAME_ID", 0xfeff},
    {"DCP_REQUEST", 0},
    {"DCP_RESPONSE", 1},
    {"DCP_SERVICE_ID_GET", 3},
    {"DCP_SERVICE_ID_IDENTIFY", 5},
    {"DCP_SERVICE_ID_SET", 4},
    {"DEFAULT_ICV_LEN", 16},
    {"DIAMETER_BYTES_ALIGNMENT", 4},
    {"DISCONNECT", 24},
    {"EDDYSTONE_UUID", 0xfeaa},
    {"ENCAPS_MSG", 254},
    {"ETHER_SPEED_MBIT_10", 1},
    {"ETHER_SPEED_MBIT_100", 2},
    {"ETHER_SPEED_MBIT_1000", 4},
    {"ETH_P_8021Q", 33024},
    {"EXPOSURE_NOTIFICATION_UUID", 0xfd6f},
    {"GWINFO", 2},
    {"LLDP_ETHER_TYPE", 35020},
    {"MAC_CONTROL_ETHER_TYPE", 34824},
    {"MAGIC_COOKIE", 0x2112a442},
    {"MIN_PACKET_LENGTH", 44},
    {"NOSCI_LEN", 20},
    {"PINGREQ", 22},
    {"PINGRESP", 23},
    {"PPI_AGGREGATION", 8},
    {"PPI_ANTENNA", 30005},
    {"PPI_BTLE", 30006},
    {"PPI_CAPTURE_INFO", 7},
    {"PPI_DOT11COMMON", 2},
    {"PPI_DOT11NMAC", 3},
    {"PPI_DOT11NMACPHY", 4},
    {"PPI_DOT3", 9},
    {"PPI_GPS", 30002},
    {"PPI_PROCESS_INFO", 6},
    {"PPI_SENSOR", 30004},
    {"PPI_SPECTRUM_MAP", 5},
    {"PPI_VECTOR", 30003},
    {"PUBACK", 13},
    {"PUBCOMP", 14},
    {"PUBLISH", 12},
    {"PUBREC", 15},
    {"PUBREL", 16},
    {"QOS_0", 0},
    {"QOS_1", 1},
    {"QOS_2", 2},
    {"QOS_NEG1", 3},
    {"REGACK", 11},
    {"REGISTER", 10},
    {"REJ_CONJ", 1},
    {"REJ_NOTSUP", 3},
    {"REJ_TID", 2},
    {"SCI_LEN", 8},
    {"SEARCHGW", 1},
    {"STATIC_CACHE_RESET_LENGTH", 8},
    {"STATIC_CACHE_RESPONSE_LENGTH", 8},
    {"STATIC_END_OF_DATA_V0_LENGTH", 12},
    {"STATIC_END_OF_DATA_V1_LENGTH", 24},
    {"STATIC_IPV4_PREFIX_LENGTH", 20},
    {"STATIC_IPV6_PREFIX_LENGTH", 32},
    {"STATIC_RESET_QUERY_LENGTH", 8},
    {"STATIC_SERIAL_NOTIFY_LENGTH", 12},
    {"STATIC_SERIAL_QUERY_LENGTH", 12},
    {"SUBACK", 19},
    {"SUBSCRIBE", 18},
    {"TID_NORMAL", 0},
    {"TID_PREDEF", 1},
    {"TID_RESVD", 3},
    {"TID_SHORT", 2},
    {"TZSP_PORT_DEFAULT", 37008},
    {"UNSUBACK", 21},
    {"UNSUBSCRIBE", 20},
    {"WILLMSG", 9},
    {"WILLMSGREQ", 8},
    {"WILLMSGRESP", 29},
    {"WILLMSGUPD", 28},
    {"WILLTOPIC", 7},
    {"WILLTOPICREQ", 6},
    {"WILLTOPICRESP", 27},
    {"WILLTOPICUPD", 26},
};

}  // namespace

Value module_constant(std::string_view name) {
    const auto* found =
        std::lower_bound(std::begin(numbers), std::end(numbers), name,
                         [](const Number& one, std::string_view key) { return one.name < key; });
    if (found == std::end(numbers) || found->name != name) return {};
    return Value(Integer{found->value});
}

}  // namespace pkttest::language
