// ERSPAN, types I to III: mirrored frames over GRE (draft-foschiano-erspan-03).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Carrier one_carriers[] = {{"GRE", {"proto", 0x88be}, {"seqnum_present", 0}}};
extern constexpr Protocol erspan_i = {.name = "ERSPAN_I",
                                      .title = "ERSPAN type I",
                                      .shown = "ERSPAN I",
                                      .carried_by = one_carriers,
                                      .carries = "Ether"};
static_assert(well_formed(erspan_i));

static constexpr Field two_fields[] = {
    bits("ver", 4), bits("vlan", 12),       bits("cos", 3),       bits("en", 2),
    bits("t", 1),   bits("session_id", 10), bits("reserved", 12), bits("index", 20),
};
static constexpr Carrier two_carriers[] = {{"GRE", {"proto", 0x88be}, {"seqnum_present", 1}}};
extern constexpr Protocol erspan_ii = {.name = "ERSPAN_II",
                                       .title = "ERSPAN type II",
                                       .shown = "ERSPAN II",
                                       .fields = two_fields,
                                       .carried_by = two_carriers,
                                       .carries = "Ether"};
static_assert(well_formed(erspan_ii));

static constexpr Name frame_types[] = {{0, "Ethernet"}, {2, "IP"}};
static constexpr Name granularities[] = {{0, "100us"}, {1, "100ns"}, {2, "IEEE 1588"}};
static constexpr Field three_fields[] = {
    bits("ver", 4, 2),
    bits("vlan", 12),
    bits("cos", 3),
    bits("bso", 2),
    bits("t", 1),
    bits("session_id", 10),
    bits("timestamp", 32, 0, {.hex = true}),
    bits("sgt_other", 16, 0, {.hex = true}),
    bits("p", 1),
    enumeration("ft", 5, 0, frame_types),
    bits("hw", 6),
    bits("d", 1),
    enumeration("gra", 2, 0, granularities),
    bits("o", 1),
};
/// The frame type says what is mirrored: 0 a frame, 2 an IP packet; the others are not assigned.
static const Protocol* mirrored(const Layer& layer) {
    if (layer.integer("o") != 0) return nullptr;
    return find_protocol(layer.integer("ft") == 0 ? "Ether" : layer.integer("ft") == 2 ? "IP" : "Raw");
}
static constexpr Carrier three_carriers[] = {{"GRE", "proto", 0x22eb}};
extern constexpr Protocol erspan_iii = {.name = "ERSPAN_III",
                                        .title = "ERSPAN type III",
                                        .shown = "ERSPAN III",
                                        .fields = three_fields,
                                        .carried_by = three_carriers,
                                        .carries = "Ether",
                                        .guess_payload = mirrored};
static_assert(well_formed(erspan_iii));

static constexpr Field platform_fields[] = {bits("platf_id", 6), bits("info1", 26),
                                            bits("info2", 32, 0, {.hex = true})};
static constexpr Carrier platform_carriers[] = {{"ERSPAN_III", "o", 1}};
extern constexpr Protocol erspan_platform = {.name = "ERSPAN_PlatformSpecific",
                                             .title = "ERSPAN platform-specific subheader",
                                             .shown = "PlatformSpecific",
                                             .fields = platform_fields,
                                             .carried_by = platform_carriers,
                                             .carries = "Ether"};
static_assert(well_formed(erspan_platform));

}  // namespace pkttest::protocols
