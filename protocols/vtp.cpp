// VLAN trunking (Cisco's "Understanding VLAN Trunk Protocol"): summaries, subsets, requests.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

// ---- one VLAN ----------------------------------------------------------------------------------------

static constexpr Name tlv_types[] = {{1, "Source-Routing Ring Number"},
                                     {2, "Source-Routing Bridge Number"},
                                     {3, "Spanning-Tree Protocol Type"},
                                     {4, "Parent VLAN"},
                                     {5, "Translationally Bridged VLANs"},
                                     {6, "Pruning"},
                                     {7, "Bridge Type"},
                                     {8, "Max ARE Hop Count"},
                                     {9, "Max STE Hop Count"},
                                     {10, "Backup CRF Mode"}};
/// The length counts words of two octets.
static constexpr Field tlv_fields[] = {enumeration("type", 8, 0, tlv_types), bits("length", 8),
                                       octets("value", Default(), {.extent = octets_from("length", 2)})};
extern constexpr Protocol vtp_tlv = {
    .name = "VTPVlanInfoTlv", .title = "VTP VLAN Info TLV", .fields = tlv_fields, .payload_size = no_payload};
static_assert(well_formed(vtp_tlv));

static constexpr Name states[] = {{0, "active"}, {1, "suspended"}};
static constexpr Name vlan_types[] = {
    {1, "Ethernet"}, {2, "FDDI"}, {3, "TrCRF"}, {4, "FDDI-net"}, {5, "TrBRF"}};
/// The name fills words of four octets; other VLANs than Ethernet's have TLVs behind it.
static std::int64_t name_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("vlannamelen") + 3) / 4 * 4;
}
static std::int64_t tlvs_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("len")) - 12 - name_octets(layer);
}
static constexpr Field vlan_fields[] = {
    bits("len", 8,
         {.compute = [](const Layer& layer) { return static_cast<Integer>(layer.header().size()); }}),
    enumeration("status", 8, 0, states),
    enumeration("type", 8, 1, vlan_types),
    bits("vlannamelen", 8, {.count_of = {"vlanname"}}),
    bits("vlanid", 16, 1),
    bits("mtu", 16, 1500),
    bits("dot10index", 32, {}, {.hex = true}),
    octets("vlanname", "default", {.extent = octets_by(name_octets), .pad_to = 4}),
    layers("tlvlist", "VTPVlanInfoTlv", {.when = differs("type", 1), .extent = octets_by(tlvs_octets)})};
extern constexpr Protocol vtp_vlan = {
    .name = "VTPVlanInfo", .title = "VTP VLAN Info", .fields = vlan_fields, .payload_size = no_payload};
static_assert(well_formed(vtp_vlan));

// ---- messages ----------------------------------------------------------------------------------------

static constexpr Name codes[] = {
    {1, "Summary Advertisement"}, {2, "Subset Advertisements"}, {3, "Advertisement Request"}, {4, "Join"}};
static constexpr When in_summary = equals("code", 1), in_subset = equals("code", 2);
static constexpr Field fields[] = {
    bits("ver", 8, 2),
    enumeration("code", 8, 1, codes),
    bits("followers", 8, 1, {.when = in_summary}),
    bits("seq", 8, 1, {.when = in_subset}),
    bits("reserved", 8, {.when = from("code", 3)}),
    bits("domnamelen", 8, {.count_of = {"domname"}}),
    octets("domname", "manbearpig", {.extent = fixed(32)}),
    bits("rev", 32, {.when = below("code", 3), .is_signed = true}),
    ipv4("uid", "192.168.0.1", {.when = in_summary}),
    octets("timestamp", "930301000000", {.when = in_summary, .extent = fixed(12)}),
    octets("md5", zeros(16), {.when = in_summary, .extent = fixed(16)}),
    layers("vlaninfo", "VTPVlanInfo", {.when = in_subset, .extent = rest()}),
    bits("startvalue", 16, {.when = equals("code", 3)})};
static constexpr Carrier carriers[] = {{"SNAP", "code", 0x2003}};
extern constexpr Protocol vtp = {.name = "VTP",
                                 .title = "VLAN Trunking Protocol",
                                 .shown = "VTP",
                                 .fields = fields,
                                 .carried_by = carriers};
static_assert(well_formed(vtp));

}  // namespace pkttest::protocols
