// Cisco discovery, version 2 (Cisco's "CDP frame format"; an LLC SNAP frame of Cisco's own).
#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/oui.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

static constexpr std::string_view unknown = "CDP Unknown command (send us a pcap file)";
static constexpr Name types[] = {{1, "Device ID"},
                                 {2, "Addresses"},
                                 {3, "Port ID"},
                                 {4, "Capabilities"},
                                 {5, "Software Version"},
                                 {6, "Platform"},
                                 {7, "IP Prefix"},
                                 {8, "Protocol Hello"},
                                 {9, "VTP Management Domain"},
                                 {10, "Native VLAN"},
                                 {11, "Duplex"},
                                 {12, unknown},
                                 {13, unknown},
                                 {14, "VoIP VLAN Reply"},
                                 {15, "VoIP VLAN Query"},
                                 {16, "Power"},
                                 {17, "MTU"},
                                 {18, "Trust Bitmap"},
                                 {19, "Untrusted Port CoS"},
                                 {20, "System Name"},
                                 {21, "System OID"},
                                 {22, "Management Address"},
                                 {23, "Location"},
                                 {24, unknown},
                                 {25, unknown},
                                 {26, "Power Available"}};
static constexpr Name capabilities[] = {
    {0x1, "Router"},      {0x2, "TransparentBridge"}, {0x4, "SourceRouteBridge"}, {0x8, "Switch"},
    {0x10, "Host"},       {0x20, "IGMPCapable"},      {0x40, "Repeater"},         {0x80, "Bit25"},
    {0x100, "Bit24"},     {0x200, "Bit23"},           {0x400, "Bit22"},           {0x800, "Bit21"},
    {0x1000, "Bit20"},    {0x2000, "Bit19"},          {0x4000, "Bit18"},          {0x8000, "Bit17"},
    {0x10000, "Bit16"},   {0x20000, "Bit15"},         {0x40000, "Bit14"},         {0x80000, "Bit13"},
    {0x100000, "Bit12"},  {0x200000, "Bit11"},        {0x400000, "Bit10"},        {0x800000, "Bit9"},
    {0x1000000, "Bit8"},  {0x2000000, "Bit7"},        {0x4000000, "Bit6"},        {0x8000000, "Bit5"},
    {0x10000000, "Bit4"}, {0x20000000, "Bit3"},       {0x40000000, "Bit2"},       {0x80000000, "Bit1"}};
static constexpr Name duplexes[] = {{0, "Half"}, {1, "Full"}};
static constexpr Name address_types[] = {{1, "NLPID"}, {2, "802.2"}};

static constexpr Field type(Default number) { return enumeration("type", 16, number, types, {.hex = true}); }
/// A TLV counts its head of 4 octets.
static constexpr Field length(std::string_view of, int before = 4) {
    return bits("len", 16, {.length_of = {of, 1, before}});
}
static constexpr Field octets_behind(std::string_view name, int before = 4, Default initial = "") {
    return octets(name, initial, {.extent = octets_from("len", 1, -before)});
}

static constexpr Field generic_fields[] = {type({}), length("val"), octets_behind("val")};
extern constexpr Protocol cdp_msg_generic = {.name = "CDPMsgGeneric",
                                             .title = "CDP Generic Message",
                                             .fields = generic_fields,
                                             .payload_size = no_payload};
static_assert(well_formed(cdp_msg_generic));
extern constexpr Protocol cdp_msg = {
    .name = "CDPMsg", .title = "CDP ", .fields = generic_fields, .payload_size = no_payload};
static_assert(well_formed(cdp_msg));

static constexpr Protocol tlv(std::string_view name, std::string_view title, std::span<const Field> fields,
                              std::span<const Carrier> variant) {
    return {
        .name = name, .title = title, .fields = fields, .variant_of = variant, .payload_size = no_payload};
}

// ---- text --------------------------------------------------------------------------------------------

static constexpr Field device_id_fields[] = {type(1), length("val"), octets_behind("val")};
static constexpr Carrier device_id_of[] = {{"CDPMsgGeneric", "type", 1}};
extern constexpr Protocol cdp_device_id = tlv("CDPMsgDeviceID", "Device ID", device_id_fields, device_id_of);
static_assert(well_formed(cdp_device_id));

static constexpr Field software_version_fields[] = {type(5), length("val"), octets_behind("val")};
static constexpr Carrier software_version_of[] = {{"CDPMsgGeneric", "type", 5}};
extern constexpr Protocol cdp_software_version =
    tlv("CDPMsgSoftwareVersion", "Software Version", software_version_fields, software_version_of);
static_assert(well_formed(cdp_software_version));

static constexpr Field platform_fields[] = {type(6), length("val"), octets_behind("val")};
static constexpr Carrier platform_of[] = {{"CDPMsgGeneric", "type", 6}};
extern constexpr Protocol cdp_platform = tlv("CDPMsgPlatform", "Platform", platform_fields, platform_of);
static_assert(well_formed(cdp_platform));

static constexpr Field vtp_domain_fields[] = {type(9), length("val"), octets_behind("val")};
static constexpr Carrier vtp_domain_of[] = {{"CDPMsgGeneric", "type", 9}};
extern constexpr Protocol cdp_vtp_domain =
    tlv("CDPMsgVTPMgmtDomain", "VTP Management Domain", vtp_domain_fields, vtp_domain_of);
static_assert(well_formed(cdp_vtp_domain));

static constexpr Field unknown19_fields[] = {type(25), length("val"), octets_behind("val")};
static constexpr Carrier unknown19_of[] = {{"CDPMsgGeneric", "type", 25}};
extern constexpr Protocol cdp_unknown19 =
    tlv("CDPMsgUnknown19", "Unknown CDP Message", unknown19_fields, unknown19_of);
static_assert(well_formed(cdp_unknown19));

static constexpr Field port_id_fields[] = {type(3), length("iface"), octets_behind("iface", 4, "Port 1")};
static constexpr Carrier port_id_of[] = {{"CDPMsgGeneric", "type", 3}};
extern constexpr Protocol cdp_port_id = tlv("CDPMsgPortID", "Port ID", port_id_fields, port_id_of);
static_assert(well_formed(cdp_port_id));

// ---- addresses ---------------------------------------------------------------------------------------

static constexpr Field protocol_of(Default initial) {
    return octets("proto", initial, {.extent = octets_from("plen")});
}
static constexpr Field record_fields[] = {enumeration("ptype", 8, 1, address_types),
                                          bits("plen", 8, {.length_of = {"proto"}}), protocol_of(""),
                                          bits("addrlen", 16, {.length_of = {"addr"}}),
                                          octets("addr", Default(), {.extent = octets_from("addrlen")})};
extern constexpr Protocol cdp_address = {.name = "CDPAddrRecord",
                                         .title = "CDP address",
                                         .shown = "CDP Address",
                                         .fields = record_fields,
                                         .payload_size = no_payload};
static_assert(well_formed(cdp_address));

static bool is_ipv4(const Layer& layer) { return layer.get("proto") == Value(Bytes{"\xcc"}); }
static constexpr std::string_view ipv6_snap("\xaa\xaa\x03\0\0\0\x86\xdd", 8);
static bool is_ipv6(const Layer& layer) { return layer.get("proto") == Value(Bytes{std::string(ipv6_snap)}); }

static constexpr Field record_ipv4_fields[] = {enumeration("ptype", 8, 1, address_types), bits("plen", 8, 1),
                                               protocol_of("\xcc"), bits("addrlen", 16, 4), ipv4("addr")};
static constexpr Carrier record_ipv4_of[] = {Carrier("CDPAddrRecord", is_ipv4)};
extern constexpr Protocol cdp_address_ipv4 =
    tlv("CDPAddrRecordIPv4", "CDP Address IPv4", record_ipv4_fields, record_ipv4_of);
static_assert(well_formed(cdp_address_ipv4));

static constexpr Field record_ipv6_fields[] = {enumeration("ptype", 8, 2, address_types), bits("plen", 8, 8),
                                               protocol_of(ipv6_snap), bits("addrlen", 16, 16),
                                               ipv6("addr", "::1")};
static constexpr Carrier record_ipv6_of[] = {Carrier("CDPAddrRecord", is_ipv6)};
extern constexpr Protocol cdp_address_ipv6 =
    tlv("CDPAddrRecordIPv6", "CDP Address IPv6", record_ipv6_fields, record_ipv6_of);
static_assert(well_formed(cdp_address_ipv6));

static constexpr Field count = bits("naddr", 32, {.count_of = {"addr"}});
static constexpr Field addresses = layers("addr", "CDPAddrRecord", {.extent = octets_from("len", 1, -8)});

static constexpr Field addr_fields[] = {type(2), length("addr", 8), count, addresses};
static constexpr Carrier addr_of[] = {{"CDPMsgGeneric", "type", 2}};
extern constexpr Protocol cdp_addresses = tlv("CDPMsgAddr", "Addresses", addr_fields, addr_of);
static_assert(well_formed(cdp_addresses));

static constexpr Field management_fields[] = {type(22), length("addr", 8), count, addresses};
static constexpr Carrier management_of[] = {{"CDPMsgGeneric", "type", 22}};
extern constexpr Protocol cdp_management =
    tlv("CDPMsgMgmtAddr", "Management Address", management_fields, management_of);
static_assert(well_formed(cdp_management));

// ---- numbers: of another length they are TLVs like any ------------------------------------------------

static constexpr Carrier of_length(int type, int length) {
    return {"CDPMsgGeneric",
            {"type", static_cast<std::uint64_t>(type)},
            {"len", static_cast<std::uint64_t>(length)}};
}
static constexpr Field capabilities_fields[] = {type(4), bits("len", 16, 8),
                                                flags("cap", 32, 0, capabilities)};
static constexpr Carrier capabilities_of[] = {of_length(4, 8)};
extern constexpr Protocol cdp_capabilities =
    tlv("CDPMsgCapabilities", "Capabilities", capabilities_fields, capabilities_of);
static_assert(well_formed(cdp_capabilities));

static constexpr Field ip_gateway_fields[] = {type(7), bits("len", 16, 8), ipv4("defaultgw", "192.168.0.1")};
static constexpr Carrier ip_gateway_of[] = {of_length(7, 8)};
extern constexpr Protocol cdp_ip_gateway =
    tlv("CDPMsgIPGateway", "IP Gateway", ip_gateway_fields, ip_gateway_of);
static_assert(well_formed(cdp_ip_gateway));

static constexpr Field ip_prefix_fields[] = {type(7), bits("len", 16, 9), ipv4("prefix", "192.168.0.1"),
                                             bits("plen", 8, 24)};
static constexpr Carrier ip_prefix_of[] = {of_length(7, 9)};
extern constexpr Protocol cdp_ip_prefix = tlv("CDPMsgIPPrefix", "IP Prefix", ip_prefix_fields, ip_prefix_of);
static_assert(well_formed(cdp_ip_prefix));

static constexpr Field native_vlan_fields[] = {type(10), bits("len", 16, 6), bits("vlan", 16, 1)};
static constexpr Carrier native_vlan_of[] = {of_length(10, 6)};
extern constexpr Protocol cdp_native_vlan =
    tlv("CDPMsgNativeVLAN", "Native VLAN", native_vlan_fields, native_vlan_of);
static_assert(well_formed(cdp_native_vlan));

static constexpr Field duplex_fields[] = {type(11), bits("len", 16, 5),
                                          enumeration("duplex", 8, 0, duplexes)};
static constexpr Carrier duplex_of[] = {of_length(11, 5)};
extern constexpr Protocol cdp_duplex = tlv("CDPMsgDuplex", "Duplex", duplex_fields, duplex_of);
static_assert(well_formed(cdp_duplex));

static constexpr Field voip_reply_fields[] = {type(14), bits("len", 16, 7), bits("status", 8, 1),
                                              bits("vlan", 16, 1)};
static constexpr Carrier voip_reply_of[] = {of_length(14, 7)};
extern constexpr Protocol cdp_voip_reply =
    tlv("CDPMsgVoIPVLANReply", "VoIP VLAN Reply", voip_reply_fields, voip_reply_of);
static_assert(well_formed(cdp_voip_reply));

static constexpr Field power_fields[] = {type(16), bits("len", 16, 6),
                                         bits("power", 16, 1337, {.name_by = milliwatts})};
static constexpr Carrier power_of[] = {of_length(16, 6)};
extern constexpr Protocol cdp_power = tlv("CDPMsgPower", "Power", power_fields, power_of);
static_assert(well_formed(cdp_power));

static constexpr Field mtu_fields[] = {type(17), bits("len", 16, 8), bits("mtu", 32, 1500)};
static constexpr Carrier mtu_of[] = {of_length(17, 8)};
extern constexpr Protocol cdp_mtu = tlv("CDPMsgMTU", "MTU", mtu_fields, mtu_of);
static_assert(well_formed(cdp_mtu));

static constexpr Field trust_fields[] = {type(18), bits("len", 16, 5),
                                         bits("trust_bitmap", 8, {.hex = true})};
static constexpr Carrier trust_of[] = {of_length(18, 5)};
extern constexpr Protocol cdp_trust = tlv("CDPMsgTrustBitmap", "Trust Bitmap", trust_fields, trust_of);
static_assert(well_formed(cdp_trust));

static constexpr Field cos_fields[] = {type(19), bits("len", 16, 5),
                                       bits("untrusted_port_cos", 8, {.hex = true})};
static constexpr Carrier cos_of[] = {of_length(19, 5)};
extern constexpr Protocol cdp_cos = tlv("CDPMsgUntrustedPortCoS", "Untrusted Port CoS", cos_fields, cos_of);
static_assert(well_formed(cdp_cos));

static constexpr Field hello_fields[] = {type(8), bits("len", 16, 32), oui_field("oui", 0x00000c),
                                         bits("protocol_id", 16, {.hex = true}), octets_behind("data", 9)};
static constexpr Carrier hello_of[] = {{"CDPMsgGeneric", "type", 8}};
extern constexpr Protocol cdp_hello = tlv("CDPMsgProtoHello", "Protocol Hello", hello_fields, hello_of);
static_assert(well_formed(cdp_hello));

static constexpr Field voip_query_fields[] = {type(15), length("unknown2", 7),
                                              bits("unknown1", 8, {.hex = true}), bits("vlan", 16, 1),
                                              octets_behind("unknown2", 7)};
static constexpr Carrier voip_query_of[] = {{"CDPMsgGeneric", "type", 15}};
extern constexpr Protocol cdp_voip_query =
    tlv("CDPMsgVoIPVLANQuery", "VoIP VLAN Query", voip_query_fields, voip_query_of);
static_assert(well_formed(cdp_voip_query));

// ---- the frame ---------------------------------------------------------------------------------------

/// An odd last octet counts as a signed number of 16 bits, not as the higher half of a word.
static Integer checksum(const Layer& layer) {
    std::vector<std::uint8_t> all(layer.header().begin(), layer.header().end());
    all.insert(all.end(), layer.payload().begin(), layer.payload().end());
    if (all.size() % 2 != 0) {
        const std::uint8_t last = all.back();
        all.insert(all.end() - 1, last <= 0x80 ? 0 : 0xff);
        all.back() = last <= 0x80 ? last : static_cast<std::uint8_t>(last - 1);
    }
    return internet_checksum(all);
}
static constexpr Field fields[] = {bits("vers", 8, 2), bits("ttl", 8, 180),
                                   bits("cksum", 16, {.compute = checksum, .hex = true}),
                                   layers("msg", "CDPMsgGeneric", {.extent = rest()})};
static constexpr Carrier carriers[] = {
    {"SNAP", {"code", 0x2000}, {"OUI", 0x0c}}, {"CHDLC", "proto", 0x2000}, {"GRE", "proto", 0x2000}};
extern constexpr Protocol cdp = {.name = "CDPv2_HDR",
                                 .title = "Cisco Discovery Protocol version 2",
                                 .fields = fields,
                                 .carried_by = carriers};
static_assert(well_formed(cdp));

}  // namespace pkttest::protocols
