// VXLAN (RFC 7348) with its Generic Protocol Extension and Group Policy.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Name flag_names[] = {{0x01, "OAM"},      {0x02, "R"},  {0x04, "NextProtocol"},
                                      {0x08, "Instance"}, {0x10, "V1"}, {0x20, "V2"},
                                      {0x40, "R"},        {0x80, "G"}};
static constexpr Name next_protocols[] = {
    {0, "NotDefined"}, {1, "IPv4"}, {2, "IPv6"}, {3, "Ethernet"}, {4, "NSH"}};
static constexpr Name policy_names[] = {{0x08, "A"}, {0x40, "D"}};

static constexpr Field fields[] = {
    flags("flags", 8, 0x08, flag_names),
    bits("reserved0", 16, 0, {.when = any_bit("flags", 0x04)}),
    enumeration("NextProtocol", 8, 0, next_protocols, {.when = any_bit("flags", 0x04)}),
    bits("reserved1", 24, 0, {.when = no_bit("flags", 0x84)}),
    flags("gpflags", 8, 0, policy_names, {.when = any_bit("flags", 0x80)}),
    bits("gpid", 16, 0, {.when = any_bit("flags", 0x80)}),
    bits("vni", 24, {.hex = true}),
    bits("reserved2", 8, 0, {.hex = true}),
};
static constexpr Carrier carriers[] = {{"UDP", {"dport", 4789}, {"sport", 4789}, down},
                                       {"UDP", "dport", 4789, up},
                                       {"UDP", "dport", 4790, up},
                                       {"UDP", "dport", 6633, up},
                                       {"UDP", "dport", 8472, up},
                                       {"UDP", "dport", 48879, up},
                                       {"UDP", "sport", 4789, up},
                                       {"UDP", "sport", 4790, up},
                                       {"UDP", "sport", 6633, up},
                                       {"UDP", "sport", 8472, up}};

static std::string summarize(const Layer& layer) {
    if ((layer.integer("flags") & 0x80) != 0)
        return fmt::format("VXLAN (vni={} gpid={})", layer.text("vni"), layer.integer("gpid"));
    return fmt::format("VXLAN (vni={})", layer.text("vni"));
}
static constexpr Carrier payloads[] = {{"IP", {"flags", 0x0c}, {"NextProtocol", 1}},
                                       {"IPv6", {"flags", 0x0c}, {"NextProtocol", 2}},
                                       {"Ether", {"flags", 0x0c}, {"NextProtocol", 3}},
                                       {"Ether", "flags", 0x08},
                                       {"Ether", "flags", 0x88}};
extern constexpr Protocol vxlan = {.name = "VXLAN",
                                   .title = "Virtual eXtensible LAN",
                                   .shown = "VXLAN",
                                   .fields = fields,
                                   .carried_by = carriers,
                                   .payloads = payloads,
                                   .carries = "Ether",
                                   .summary = summarize};
static_assert(well_formed(vxlan));

}  // namespace pkttest::protocols
