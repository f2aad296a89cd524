// IKEv2 (RFC 7296, 3.13 and 3.15): traffic selectors and configuration.
#include "protocols/computed.h"
#include "protocols/ikev2.h"
#include "protocols/ip_protocol_titles.h"

namespace pkttest::protocols {

using namespace ike2;

static constexpr Name selectors[] = {
    {7, "TS_IPV4_ADDR_RANGE"}, {8, "TS_IPV6_ADDR_RANGE"}, {9, "TS_FC_ADDR_RANGE"}};
static constexpr Name configurations[] = {
    {1, "CFG_REQUEST"}, {2, "CFG_REPLY"}, {3, "CFG_SET"}, {4, "CFG_ACK"}};
static constexpr Name attributes[] = {{1, "INTERNAL_IP4_ADDRESS"},
                                      {2, "INTERNAL_IP4_NETMASK"},
                                      {3, "INTERNAL_IP4_DNS"},
                                      {4, "INTERNAL_IP4_NBNS"},
                                      {6, "INTERNAL_IP4_DHCP"},
                                      {7, "APPLICATION_VERSION"},
                                      {8, "INTERNAL_IP6_ADDRESS"},
                                      {10, "INTERNAL_IP6_DNS"},
                                      {12, "INTERNAL_IP6_DHCP"},
                                      {13, "INTERNAL_IP4_SUBNET"},
                                      {14, "SUPPORTED_ATTRIBUTES"},
                                      {15, "INTERNAL_IP6_SUBNET"},
                                      {16, "MIP6_HOME_PREFIX"},
                                      {17, "INTERNAL_IP6_LINK"},
                                      {18, "INTERNAL_IP6_PREFIX"},
                                      {19, "HOME_AGENT_ADDRESS"},
                                      {20, "P_CSCF_IP4_ADDRESS"},
                                      {21, "P_CSCF_IP6_ADDRESS"},
                                      {22, "FTT_KAT"},
                                      {23, "EXTERNAL_SOURCE_IP4_NAT_INFO"},
                                      {24, "TIMEOUT_PERIOD_FOR_LIVENESS_CHECK"},
                                      {25, "INTERNAL_DNS_DOMAIN"},
                                      {26, "INTERNAL_DNSSEC_TA"}};

static constexpr Field selector_protocol = enumeration("IP_protocol_ID", 8, Default(), ip_protocol_titles),
                       start_port = bits("start_port", 16), end_port = bits("end_port", 16, 0xffff);
static constexpr Field raw_selector_fields[] = {enumeration("TS_type", 8, Default(), selectors),
                                                selector_protocol, length, octets("load", "", behind(4))};
extern constexpr Protocol ikev2_selector = checked({.name = "RawTrafficSelector",
                                                    .title = "IKEv2 Encrypted Traffic Selector",
                                                    .fields = raw_selector_fields});
template <std::uint64_t type>
static constexpr Carrier selector_type[] = {{"RawTrafficSelector", "TS_type", type}};
static constexpr Field ipv4_selector_fields[] = {enumeration("TS_type", 8, 7, selectors),
                                                 selector_protocol,
                                                 length,
                                                 start_port,
                                                 end_port,
                                                 ipv4("starting_address_v4", "192.168.0.1"),
                                                 ipv4("ending_address_v4", "192.168.0.255")};
extern constexpr Protocol ikev2_ipv4_selector = checked({.name = "IPv4TrafficSelector",
                                                         .title = "IKEv2 IPv4 Traffic Selector",
                                                         .fields = ipv4_selector_fields,
                                                         .variant_of = selector_type<7>,
                                                         .payload_size = no_payload});
static constexpr Field ipv6_selector_fields[] = {enumeration("TS_type", 8, 8, selectors),
                                                 selector_protocol,
                                                 length,
                                                 start_port,
                                                 end_port,
                                                 ipv6("starting_address_v6", "2001::"),
                                                 ipv6("ending_address_v6", "2001::")};
extern constexpr Protocol ikev2_ipv6_selector = checked({.name = "IPv6TrafficSelector",
                                                         .title = "IKEv2 IPv6 Traffic Selector",
                                                         .fields = ipv6_selector_fields,
                                                         .variant_of = selector_type<8>,
                                                         .payload_size = no_payload});
static constexpr Field fc_selector_fields[] = {enumeration("TS_type", 8, 9, selectors),
                                               selector_protocol,
                                               length,
                                               res,
                                               bits("starting_address_FC", 24, {.hex = true}),
                                               bits("res2", 8),
                                               bits("ending_address_FC", 24, {.hex = true}),
                                               bits("starting_R_CTL", 8),
                                               bits("ending_R_CTL", 8),
                                               bits("starting_type", 8),
                                               bits("ending_type", 8)};
extern constexpr Protocol ikev2_fc_selector = checked({.name = "EncryptedTrafficSelector",
                                                       .title = "IKEv2 Encrypted Traffic Selector",
                                                       .fields = fc_selector_fields,
                                                       .variant_of = selector_type<9>,
                                                       .payload_size = no_payload});
static constexpr Field ts_fields[] = {
    next_payload, res,
    length,       bits("number_of_TSs", 8, {.count_of = {"traffic_selector"}}),
    res2,         layers("traffic_selector", "RawTrafficSelector", behind(8))};
extern constexpr Protocol ikev2_tsi =
    payload("IKEv2_payload_TSi", "IKEv2 Traffic Selector - Initiator", ts_fields, announced<44>);
extern constexpr Protocol ikev2_tsr =
    payload("IKEv2_payload_TSr", "IKEv2 Traffic Selector - Responder", ts_fields, announced<45>);

/// The types whose values are addresses, by length: a request names a type and gives no value. A length that
/// is not told yet fits a value that is given.
template <std::uint64_t octets, std::uint64_t... types>
static bool is_attribute_address(const Layer& layer) {
    const std::uint64_t type = layer.integer("type"), length = layer.integer("length");
    const auto* crafted = layer.slot().crafted;
    const Value* value = crafted != nullptr ? crafted->find(2) : nullptr;
    const bool is_given = value != nullptr && value->octets() != nullptr && !value->octets()->empty();
    const bool is_open = is_given && crafted->find(1) == nullptr;
    return ((type == types) || ...) && (length == octets || is_open);
}
static constexpr Field value_ipv4 = ipv4("value", "127.0.0.1"), value_ipv6 = ipv6("value", "::1"),
                       value_octets = octets("value", "", {.extent = octets_from("length")});
static constexpr Case value_cases[] = {{when(is_attribute_address<4, 1, 2, 3, 4, 6, 20>), &value_ipv4},
                                       {when(is_attribute_address<16, 10, 12, 21>), &value_ipv6},
                                       {{}, &value_octets}};
static constexpr Field attribute_fields[] = {enumeration("type", 16, 1, attributes),
                                             bits("length", 16, {.length_of = {"value"}}),
                                             one_of("value", value_cases)};
extern constexpr Protocol ikev2_attribute = checked({.name = "ConfigurationAttribute",
                                                     .title = "IKEv2 Configuration Attribute",
                                                     .fields = attribute_fields,
                                                     .payload_size = no_payload});
static constexpr Field cp_fields[] = {
    next_payload, res,
    length,       enumeration("CFGType", 8, 1, configurations),
    res2,         layers("attributes", "ConfigurationAttribute", behind(8))};
extern constexpr Protocol ikev2_cp =
    payload("IKEv2_payload_CP", "IKEv2 Configuration", cp_fields, announced<47>);

}  // namespace pkttest::protocols
