// HSRP, version 1 (RFC 2281) with Cisco's MD5 authentication TLV.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

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
                                   octets("auth", "cisco", {.extent = fixed(8)}),
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
    bits("keyid", 32, 0, {.hex = true}),   octets("authdigest", "", {.extent = fixed(16)}),
};
/// As long as UDP says there is more than HSRP's 20 octets.
static constexpr Carrier md5_carriers[] = {Carrier("HSRP", [](const Layer& layer) {
    const auto udp = layer.below();
    return udp && udp->is("UDP") && udp->integer("len") > 28;
})};
extern constexpr Protocol hsrp_md5 = {
    .name = "HSRPmd5", .title = "HSRP MD5 Authentication", .fields = md5_fields, .carried_by = md5_carriers};
static_assert(well_formed(hsrp_md5));

}  // namespace pkttest::protocols
