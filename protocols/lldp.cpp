// Link layer discovery (IEEE 802.1AB): each TLV is a layer behind the one before.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/over_ethernet.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{0, "end of LLDPDU"},
                                 {1, "chassis id"},
                                 {2, "port id"},
                                 {3, "time to live"},
                                 {4, "port description"},
                                 {5, "system name"},
                                 {6, "system description"},
                                 {7, "system capabilities"},
                                 {8, "management address"},
                                 {127, "organisation specific TLV"}};
static constexpr Name families[] = {{0, "other"},
                                    {1, "IPv4"},
                                    {2, "IPv6"},
                                    {3, "NSAP"},
                                    {4, "HDLC"},
                                    {5, "BBN"},
                                    {6, "802"},
                                    {7, "E.163"},
                                    {8, "E.164"},
                                    {9, "F.69"},
                                    {10, "X.121"},
                                    {11, "IPX"},
                                    {12, "Appletalk"},
                                    {13, "Decnet IV"},
                                    {14, "Banyan Vines"},
                                    {15, "E.164 with NSAP"},
                                    {16, "DNS"},
                                    {17, "Distinguished Name"},
                                    {18, "AS Number"},
                                    {19, "XTP over IPv4"},
                                    {20, "XTP over IPv6"},
                                    {21, "XTP native mode XTP"},
                                    {22, "Fiber Channel World-Wide Port Name"},
                                    {23, "Fiber Channel World-Wide Node Name"},
                                    {24, "GWID"},
                                    {25, "AFI for L2VPN"},
                                    {26, "MPLS-TP Section Endpoint ID"},
                                    {27, "MPLS-TP LSP Endpoint ID"},
                                    {28, "MPLS-TP Pseudowire Endpoint ID"},
                                    {29, "MT IP Multi-Topology IPv4"},
                                    {30, "MT IP Multi-Topology IPv6"}};
static constexpr Name chassis_subtypes[] = {
    {0, "reserved"},    {1, "chassis component"}, {2, "interface alias"}, {3, "port component"},
    {4, "MAC address"}, {5, "network address"},   {6, "interface name"},  {7, "locally assigned"}};
static constexpr Name port_subtypes[] = {
    {0, "reserved"},        {1, "interface alias"}, {2, "port component"},   {3, "MAC address"},
    {4, "network address"}, {5, "interface name"},  {6, "agent circuit ID"}, {7, "locally assigned"}};
static constexpr Name numberings[] = {{1, "unknown"}, {2, "ifIndex"}, {3, "system port number"}};
static constexpr Name organisations[] = {{0x000ecf, "PROFIBUS International (PNO)"},
                                         {0x0080c2, "IEEE 802.1"},
                                         {0x00120f, "IEEE 802.3"},
                                         {0x0012bb, "TIA TR-41 Committee . Media Endpoint Discovery"},
                                         {0x30b216, "Hytec Geraetebau GmbH"}};

// ---- what all TLVs share -----------------------------------------------------------------------------

/// Indexed by type (802.1AB, table 8-1).
static constexpr std::string_view tlvs[] = {
    "LLDPDUEndOfLLDPDU",       "LLDPDUChassisID",          "LLDPDUPortID",
    "LLDPDUTimeToLive",        "LLDPDUPortDescription",    "LLDPDUSystemName",
    "LLDPDUSystemDescription", "LLDPDUSystemCapabilities", "LLDPDUManagementAddress"};
static const Protocol* next_tlv(const Layer& layer) {
    const int type = payload_octet(layer, 0) >> 1;
    if (type < 0) return nullptr;
    if (type == 127) return find_protocol("LLDPDUGenericOrganisationSpecific");
    return static_cast<std::size_t>(type) < std::size(tlvs) ? find_protocol(tlvs[type]) : nullptr;
}

static Integer length_behind(const Layer& layer) { return static_cast<Integer>(layer.header().size()) - 2; }
static constexpr Field type(int number) { return enumeration("_type", 7, number, types); }
static constexpr Field length = bits("_length", 9, {.compute = length_behind});

static constexpr Carrier below_tlvs[] = {{"Ether", "type", 0x88cc, down}, {"Dot1Q", "type", 0x88cc, down}};
static constexpr Carrier carriers[] = {{"Ether", "type", 0x88cc}, {"Dot1Q", "type", 0x88cc}};

static constexpr Protocol tlv(std::string_view name, std::string_view title, std::span<const Field> fields) {
    return {.name = name,
            .title = title,
            .fields = fields,
            .carried_by = below_tlvs,
            .guess_payload = next_tlv,
            .post_build = fill_frame};
}

extern constexpr Protocol lldpdu = {.name = "LLDPDU",
                                    .title = "Link Layer Discovery Protocol",
                                    .shown = "LLDPDU",
                                    .carried_by = carriers,
                                    .guess_payload = next_tlv,
                                    .post_build = fill_frame};
static_assert(well_formed(lldpdu));

// ---- identifiers -------------------------------------------------------------------------------------

/// The length with which an address is one; 0 while it is being built.
static bool fits(const Layer& layer, std::uint64_t octets) {
    const std::uint64_t said = layer.integer("_length");
    return said == 0 || said == octets;
}
template <int mac_subtype>
static bool is_mac(const Layer& layer) {
    return layer.integer("subtype") == mac_subtype && fits(layer, 7);
}
template <int network_subtype>
static bool is_ipv4(const Layer& layer) {
    return layer.integer("subtype") == network_subtype && layer.integer("family") == 1 && fits(layer, 6);
}
template <int network_subtype>
static bool is_ipv6(const Layer& layer) {
    return layer.integer("subtype") == network_subtype && layer.integer("family") == 2 && fits(layer, 18);
}
template <int network_subtype>
static std::int64_t id_octets(const Layer& layer) {
    const auto length = static_cast<std::int64_t>(layer.integer("_length"));
    return length - (layer.integer("subtype") == network_subtype ? 2 : 1);
}
static constexpr Field id_mac = mac("id"), id_ipv4 = ipv4("id"), id_ipv6 = ipv6("id");

static constexpr Field chassis_text = octets("id", "", {.extent = octets_by(id_octets<5>)});
static constexpr Case chassis_ids[] = {{when(is_mac<4>), &id_mac},
                                       {when(is_ipv4<5>), &id_ipv4},
                                       {when(is_ipv6<5>), &id_ipv6},
                                       {{}, &chassis_text}};
static constexpr Field chassis_fields[] = {
    type(1), length, enumeration("subtype", 8, 0, chassis_subtypes),
    enumeration("family", 8, 0, families, {.when = equals("subtype", 5)}), one_of("id", chassis_ids)};
extern constexpr Protocol lldp_chassis_id = tlv("LLDPDUChassisID", "LLDPDUChassisID", chassis_fields);
static_assert(well_formed(lldp_chassis_id));

static constexpr Field port_text = octets("id", "", {.extent = octets_by(id_octets<4>)});
static constexpr Case port_ids[] = {
    {when(is_mac<3>), &id_mac}, {when(is_ipv4<4>), &id_ipv4}, {when(is_ipv6<4>), &id_ipv6}, {{}, &port_text}};
static constexpr Field port_fields[] = {type(2), length, enumeration("subtype", 8, 0, port_subtypes),
                                        enumeration("family", 8, 0, families, {.when = equals("subtype", 4)}),
                                        one_of("id", port_ids)};
extern constexpr Protocol lldp_port_id = tlv("LLDPDUPortID", "LLDPDUPortID", port_fields);
static_assert(well_formed(lldp_port_id));

// ---- the others --------------------------------------------------------------------------------------

static constexpr Field ttl_fields[] = {type(3), bits("_length", 9, 2), bits("ttl", 16, 20)};
extern constexpr Protocol lldp_time_to_live = tlv("LLDPDUTimeToLive", "LLDPDUTimeToLive", ttl_fields);
static_assert(well_formed(lldp_time_to_live));

static constexpr Field end_fields[] = {type(0), bits("_length", 9)};
extern constexpr Protocol lldp_end = {.name = "LLDPDUEndOfLLDPDU",
                                      .title = "LLDP end",
                                      .shown = "LLDPDUEndOfLLDPDU",
                                      .fields = end_fields,
                                      .carried_by = below_tlvs,
                                      .payload_size = no_payload,
                                      .post_build = fill_frame};
static_assert(well_formed(lldp_end));

static constexpr Field port_description_fields[] = {
    type(4), length, octets("description", "", {.extent = octets_from("_length")})};
extern constexpr Protocol lldp_port_description =
    tlv("LLDPDUPortDescription", "LLDPDUPortDescription", port_description_fields);
static_assert(well_formed(lldp_port_description));

static constexpr Field system_name_fields[] = {type(5), length,
                                               octets("system_name", "", {.extent = octets_from("_length")})};
extern constexpr Protocol lldp_system_name = tlv("LLDPDUSystemName", "LLDPDUSystemName", system_name_fields);
static_assert(well_formed(lldp_system_name));

static constexpr Field system_description_fields[] = {
    type(6), length, octets("description", "", {.extent = octets_from("_length")})};
extern constexpr Protocol lldp_system_description =
    tlv("LLDPDUSystemDescription", "LLDPDUSystemDescription", system_description_fields);
static_assert(well_formed(lldp_system_description));

static constexpr Field capabilities_fields[] = {type(7),
                                                bits("_length", 9, 4),
                                                bits("reserved_5_available", 1),
                                                bits("reserved_4_available", 1),
                                                bits("reserved_3_available", 1),
                                                bits("reserved_2_available", 1),
                                                bits("reserved_1_available", 1),
                                                bits("two_port_mac_relay_available", 1),
                                                bits("s_vlan_component_available", 1),
                                                bits("c_vlan_component_available", 1),
                                                bits("station_only_available", 1),
                                                bits("docsis_cable_device_available", 1),
                                                bits("telephone_available", 1),
                                                bits("router_available", 1),
                                                bits("wlan_access_point_available", 1),
                                                bits("mac_bridge_available", 1),
                                                bits("repeater_available", 1),
                                                bits("other_available", 1),
                                                bits("reserved_5_enabled", 1),
                                                bits("reserved_4_enabled", 1),
                                                bits("reserved_3_enabled", 1),
                                                bits("reserved_2_enabled", 1),
                                                bits("reserved_1_enabled", 1),
                                                bits("two_port_mac_relay_enabled", 1),
                                                bits("s_vlan_component_enabled", 1),
                                                bits("c_vlan_component_enabled", 1),
                                                bits("station_only_enabled", 1),
                                                bits("docsis_cable_device_enabled", 1),
                                                bits("telephone_enabled", 1),
                                                bits("router_enabled", 1),
                                                bits("wlan_access_point_enabled", 1),
                                                bits("mac_bridge_enabled", 1),
                                                bits("repeater_enabled", 1),
                                                bits("other_enabled", 1)};
extern constexpr Protocol lldp_system_capabilities =
    tlv("LLDPDUSystemCapabilities", "LLDPDUSystemCapabilities", capabilities_fields);
static_assert(well_formed(lldp_system_capabilities));

static constexpr Field management_fields[] = {
    type(8),
    length,
    bits("_management_address_string_length", 8, {.length_of = {"management_address", 1, 1}}),
    enumeration("management_address_subtype", 8, 0, families),
    octets("management_address", "",
           {.extent = octets_from("_management_address_string_length", 1, -1), .hex = true}),
    enumeration("interface_numbering_subtype", 8, 1, numberings),
    bits("interface_number", 32),
    bits("_oid_string_length", 8, {.length_of = {"object_id"}}),
    octets("object_id", "", {.extent = octets_from("_oid_string_length"), .hex = true}),
};
extern constexpr Protocol lldp_management_address =
    tlv("LLDPDUManagementAddress", "LLDPDUManagementAddress", management_fields);
static_assert(well_formed(lldp_management_address));

static constexpr Field organisation_fields[] = {
    type(127), length, enumeration("org_code", 24, 0, organisations), bits("subtype", 8),
    octets("data", "", {.extent = octets_from("_length", 1, -4), .hex = true})};
extern constexpr Protocol lldp_organisation =
    tlv("LLDPDUGenericOrganisationSpecific", "LLDPDUGenericOrganisationSpecific", organisation_fields);
static_assert(well_formed(lldp_organisation));

}  // namespace pkttest::protocols
