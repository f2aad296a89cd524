// HSRP, version 1 (RFC 2281) and version 2 (Cisco's, as Wireshark reads it), with Cisco's authentication
// TLVs.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

static constexpr Name opcodes[] = {{0, "Hello"}, {1, "Coup"}, {2, "Resign"}, {3, "Advertise"}};
static constexpr Name states[] = {{0, "Initial"}, {1, "Learn"},   {2, "Listen"},
                                  {4, "Speak"},   {8, "Standby"}, {16, "Active"}};
static constexpr Field fields[] = {bits("version", 8),
                                   enumeration("opcode", 8, 0, opcodes),
                                   enumeration("state", 8, 16, states),
                                   bits("hellotime", 8, 3),
                                   bits("holdtime", 8, 10),
                                   bits("priority", 8, 120),
                                   bits("group", 8, 1),
                                   bits("reserved", 8),
                                   octets("auth", std::string_view("cisco\0\0\0", 8), {.extent = fixed(8)}),
                                   ipv4("virtualIP", "192.168.1.1")};
static constexpr Carrier carriers[] = {{"UDP", {"sport", 1985}, {"dport", 1985}},
                                       {"UDP", "dport", 1985, up},
                                       {"UDP", "sport", 1985, up},
                                       {"UDP", "dport", 2029, up},
                                       {"UDP", "sport", 2029, up}};
extern constexpr Protocol hsrp = {.name = "HSRP",
                                  .title = "Hot Standby Router Protocol",
                                  .shown = "HSRP",
                                  .fields = fields,
                                  .carried_by = carriers};
static_assert(well_formed(hsrp));

static constexpr Name tlv_types[] = {{4, "MD5 authentication"}};
static constexpr Name algorithms[] = {{1, "MD5"}};
/// The length leaves out type and length.
static Integer tlv_length(const Layer& layer) { return static_cast<Integer>(layer.header().size()) - 2; }
static Integer source(const Layer& layer) {
    const auto ip = layer.below("IP");
    return ip ? static_cast<Integer>(ip->integer("src")) : 0;
}
static constexpr Field md5_fields[] = {
    enumeration("type", 8, 4, tlv_types),  bits("len", 8, {.compute = tlv_length}),
    enumeration("algo", 8, 0, algorithms), bits("padding", 8),
    bits("flags", 16, 0, {.hex = true}),   ipv4("sourceip", {}, {.compute = source}),
    bits("keyid", 32, 0, {.hex = true}),   octets("authdigest", zeros(16), {.extent = fixed(16)}),
};
/// As long as UDP says there is more than HSRP's 20 octets.
static constexpr Carrier md5_carriers[] = {Carrier("HSRP", [](const Layer& layer) {
    const auto udp = layer.below();
    return udp && udp->is("UDP") && udp->integer("len") > 28;
})};
extern constexpr Protocol hsrp_md5 = {
    .name = "HSRPmd5", .title = "HSRP MD5 Authentication", .fields = md5_fields, .carried_by = md5_carriers};
static_assert(well_formed(hsrp_md5));

// ---- advertisements of an interface (opcode 3), which are not in the RFC ----------------------------------

static bool is_advertisement(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() >= 16 && octets[0] == 0 && octets[1] == 3 && octets[2] == 0 && octets[3] == 1 &&
           octets[4] == 0 && (octets[5] == 10 || octets[5] == 14);
}
static constexpr Name interface_states[] = {{1, "Active"}, {2, "Passive"}};
static constexpr Field advertisement_fields[] = {bits("version", 8),
                                                 enumeration("opcode", 8, 3, opcodes),
                                                 bits("type", 16, 1),
                                                 bits("len", 16, 10),
                                                 enumeration("state", 8, 1, interface_states),
                                                 bits("reserved", 8),
                                                 bits("activegrp", 16),
                                                 bits("passivegrp", 16),
                                                 bits("reserved2", 32)};
static constexpr Carrier advertisement_of[] = {Carrier("HSRP", is_advertisement)};
static constexpr Carrier advertisement_carriers[] = {{"UDP", {"sport", 1985}, {"dport", 1985}, down}};
extern constexpr Protocol hsrp_advertisement = {.name = "HSRPAdvertise",
                                                .title = "HSRP interface advertisement",
                                                .fields = advertisement_fields,
                                                .carried_by = advertisement_carriers,
                                                .variant_of = advertisement_of};
static_assert(well_formed(hsrp_advertisement));

// ---- version 2: TLVs, of which the group's state is the first --------------------------------------------

/// Version 1 begins with a version of 0.
static bool is_version_2(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() >= 42 && octets[0] == 1 && octets[1] == 40;
}
static const Protocol* next_tlv(const Layer& layer) {
    return find_protocol(payload_octet(layer, 0) == 4 ? "HSRPmd5" : "HSRPv2TLV");
}
static constexpr Name v2_types[] = {
    {1, "Group State"}, {2, "Interface State"}, {3, "Text Authentication"}, {4, "MD5 Authentication"}};
static constexpr Name v2_states[] = {{1, "Init"},  {2, "Learn"},   {3, "Listen"},
                                     {4, "Speak"}, {5, "Standby"}, {6, "Active"}};
static constexpr Field gateway4 = ipv4("address", "192.168.1.1"), gateway6 = ipv6("address");
static constexpr Case gateways[] = {{equals("ipversion", 6), &gateway6}, {{}, &gateway4}};
static bool is_ipv4(const Layer& layer) { return layer.integer("ipversion") != 6; }
static constexpr Field v2_fields[] = {enumeration("type", 8, 1, v2_types),
                                      bits("len", 8, 40),
                                      bits("version", 8, 2),
                                      enumeration("opcode", 8, 0, opcodes),
                                      enumeration("state", 8, 6, v2_states),
                                      bits("ipversion", 8, 4),
                                      bits("group", 16, 1),
                                      mac("identifier"),
                                      bits("priority", 32, 100),
                                      bits("hellotime", 32, 3000),
                                      bits("holdtime", 32, 10000),
                                      one_of("virtualIP", gateways),
                                      octets("padding", "", {.when = when(is_ipv4), .extent = fixed(12)})};
static constexpr Carrier v2_of[] = {Carrier("HSRP", is_version_2)};
static constexpr Carrier v2_carriers[] = {{"UDP", {"sport", 1985}, {"dport", 1985}, down}};
extern constexpr Protocol hsrp_v2 = {.name = "HSRPv2",
                                     .title = "Hot Standby Router Protocol, version 2",
                                     .fields = v2_fields,
                                     .carried_by = v2_carriers,
                                     .variant_of = v2_of,
                                     .guess_payload = next_tlv};
static_assert(well_formed(hsrp_v2));

static constexpr Field tlv_fields[] = {enumeration("type", 8, 3, v2_types),
                                       bits("len", 8, {.length_of = {"value"}}),
                                       octets("value", "", {.extent = octets_from("len")})};
extern constexpr Protocol hsrp_tlv = {
    .name = "HSRPv2TLV", .title = "HSRP version 2 TLV", .fields = tlv_fields, .guess_payload = next_tlv};
static_assert(well_formed(hsrp_tlv));

}  // namespace pkttest::protocols
