// Logical link control (IEEE 802.2) and its subnetwork access protocol (RFC 1042).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/numbers.h"
#include "protocols/oui.h"

namespace pkttest::protocols {

static constexpr Field llc_fields[] = {
    bits("dsap", 8, 0, {.hex = true}),
    bits("ssap", 8, 0, {.hex = true}),
    bits("ctrl", 8, 0),
};
/// 0x8870 is for frames too long for a length in its place; 0x7a in GRE is the reference's.
static constexpr Carrier llc_carriers[] = {{"Dot3", down},
                                           {"CookedLinux", "proto", 4},
                                           {"Ether", "type", 0x8870},
                                           {"Dot1Q", "type", 0x8870},
                                           {"Dot1AD", "type", 0x8870},
                                           {"GRE", "proto", 0x007a}};

extern constexpr Protocol llc = {
    .name = "LLC",
    .title = "Logical link control",
    .shown = "LLC",
    .fields = llc_fields,
    .carried_by = llc_carriers,
};
static_assert(well_formed(llc));

static constexpr Field snap_fields[] = {
    oui_field("OUI", 0),
    enumeration("code", 16, 0, ethertypes, {.hex = true}),
};
static constexpr Carrier snap_carriers[] = {{"LLC", {"dsap", 0xaa}, {"ssap", 0xaa}, {"ctrl", 3}}};

extern constexpr Protocol snap = {
    .name = "SNAP",
    .title = "Subnetwork access protocol",
    .shown = "SNAP",
    .fields = snap_fields,
    .carried_by = snap_carriers,
};
static_assert(well_formed(snap));

}  // namespace pkttest::protocols
