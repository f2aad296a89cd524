// MACsec's SecTAG (IEEE 802.1AE-2006, 9). What it protects stays octets.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

static constexpr Field sci_fields[] = {mac("system_identifier"), bits("port_identifier", 16)};
extern constexpr Protocol macsec_sci = {.name = "MACsecSCI",
                                        .title = "MACsec secure channel identifier",
                                        .shown = "SCI",
                                        .fields = sci_fields,
                                        .payload_size = no_payload};
static_assert(well_formed(macsec_sci));

/// An EtherType that was given stands in the open; received frames protect theirs.
static bool is_told(const Layer& layer);
static constexpr Field fields[] = {
    bits("Ver", 1),
    bits("ES", 1),
    bits("SC", 1),
    bits("SCB", 1),
    bits("E", 1),
    bits("C", 1),
    bits("AN", 2),
    bits("reserved", 2),
    bits("SL", 6),
    bits("PN", 32, 1),
    layer("SCI", "MACsecSCI", {.when = equals("SC", 1), .extent = fixed(8), .unbroken = true}),
    enumeration("type", 16, {}, ethertypes, {.when = when(is_told), .hex = true}),
};
static bool is_told(const Layer& layer) {
    return layer.is_crafted() && layer.slot().crafted->find(std::size(fields) - 1) != nullptr;
}
static std::string summarize(const Layer& layer) {
    std::string out = fmt::format("AN={}, PN={}", layer.integer("AN"), layer.integer("PN"));
    if (layer.integer("SC") != 0) out += ", SCI=" + layer.text("SCI");
    return out;
}
static constexpr Carrier carriers[] = {
    {"Ether", "type", 0x88e5}, {"Dot1Q", "type", 0x88e5}, {"Dot1AD", "type", 0x88e5}};
static constexpr Carrier payloads[] = {{"IP", "type", 0x0800}, {"IPv6", "type", 0x86dd}};
extern constexpr Protocol macsec = {.name = "MACsec",
                                    .title = "MACsec security tag",
                                    .shown = "802.1AE",
                                    .fields = fields,
                                    .carried_by = carriers,
                                    .payloads = payloads,
                                    .summary = summarize};
static_assert(well_formed(macsec));

}  // namespace pkttest::protocols
