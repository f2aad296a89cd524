// MPLS (RFC 3032), over IP and UDP too (RFC 4023, RFC 7510), and the Ethernet control word (RFC 4448, 4.6).
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/over_ethernet.h"

namespace pkttest::protocols {

static constexpr Field fields[] = {bits("label", 20, 3), bits("cos", 3), bits("s", 1, 1), bits("ttl", 8)};
static constexpr Carrier carriers[] = {
    {"Ether", "type", 0x8847}, {"Dot1Q", "type", 0x8847},        {"Dot1AD", "type", 0x8847},
    {"GRE", "proto", 0x8847},  {"CookedLinux", "proto", 0x8847}, {"IP", "proto", 137},
    {"IPv6", "nh", 137},       {"UDP", "dport", 6635},           {"Ether", "type", 0x8848, up},
    {"MPLS", "s", 0},          {"NSH", "nextproto", 5}};

/// A label that nobody writes is the explicit null of what follows (RFC 3032, 2.1).
static constexpr Carrier payloads[] = {{"IP", "label", 0, down}, {"IPv6", "label", 2, down}};

/// Nothing says what the last label carries but its first octets.
static const Protocol* guess(const Layer& layer) {
    if (layer.integer(fields[2]) == 0) return find_protocol("MPLS");
    switch (payload_octet(layer, 0) >> 4) {
        case 4:
            return find_protocol("IP");
        case 5:
            return find_protocol("BIER");
        case 6:
            return find_protocol("IPv6");
        default:
            return find_protocol(payload_octet(layer, 0) == 0 && payload_octet(layer, 1) == 0 ? "EoMCW"
                                                                                              : "Ether");
    }
}
extern constexpr Protocol mpls = {.name = "MPLS",
                                  .title = "MPLS label stack entry",
                                  .shown = "MPLS",
                                  .fields = fields,
                                  .carried_by = carriers,
                                  .payloads = payloads,
                                  .guess_payload = guess};
static_assert(well_formed(mpls));

static constexpr Field word_fields[] = {bits("zero", 4), bits("reserved", 12), bits("seq", 16)};
static constexpr Carrier word_carriers[] = {{"MPLS", down}};
extern constexpr Protocol control_word = {.name = "EoMCW",
                                          .title = "Ethernet over MPLS control word",
                                          .shown = "EoMCW",
                                          .fields = word_fields,
                                          .carried_by = word_carriers,
                                          .carries = "Ether"};
static_assert(well_formed(control_word));

}  // namespace pkttest::protocols
