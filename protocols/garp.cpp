// Attribute registration (IEEE 802.1D-2004, 12 and 10): GARP with its applications GVRP and GMRP.
#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

// ---- frames ------------------------------------------------------------------------------------------

static constexpr Field llc_fields[] = {bits("dsap", 8, {.hex = true}), bits("ssap", 8, {.hex = true}),
                                       bits("ctrl", 8)};
/// The addresses of the GARP applications (table 12-1).
static bool to_application(const Layer& dot3) { return dot3.integer("dst") >> 4 == 0x0180c200002; }
static constexpr Carrier llc_carriers[] = {Carrier("Dot3", to_application),
                                           {"Dot3", "dst", 0x0180c200002f, down}};
extern constexpr Protocol llc_garp = {.name = "LLC_GARP",
                                      .title = "Logical link control, GARP",
                                      .shown = "LLC",
                                      .fields = llc_fields,
                                      .carried_by = llc_carriers};
static_assert(well_formed(llc_garp));

// ---- attributes --------------------------------------------------------------------------------------

static constexpr Name events[] = {{0, "LeaveAll"},   {1, "JoinEmpty"}, {2, "JoinIn"},
                                  {3, "LeaveEmpty"}, {4, "LeaveIn"},   {5, "Empty"}};
static constexpr Field attribute_fields[] = {bits("len", 8, {.compute = whole_octets}),
                                             enumeration("event", 8, 0, events)};
extern constexpr Protocol garp_attribute = {
    .name = "GARP_ATTRIBUTE",
    .title = "GARP Attribute",
    .fields = attribute_fields,
    .payload_size = [](const Layer& layer) {
        return std::max<std::int64_t>(static_cast<std::int64_t>(layer.integer(attribute_fields[0])) - 2, 0);
    }};
static_assert(well_formed(garp_attribute));

/// The octets of the attributes from `at` on, before their end mark; -1 where there is none.
static std::int64_t attributes_octets(std::span<const std::uint8_t> octets, std::size_t at) {
    const std::size_t start = at;
    while (at < octets.size() && octets[at] != 0) at += octets[at];
    return at < octets.size() ? static_cast<std::int64_t>(at - start) : -1;
}
static constexpr Field message_fields[] = {
    bits("type", 8, 1),
    layers("attrs", "GARP_ATTRIBUTE",
           {.extent = octets_by([](const Layer& layer) { return attributes_octets(layer.header(), 1); }),
            .stacked = true}),
    bits("end_mark", 8)};
extern constexpr Protocol garp_message = {.name = "GARP_MESSAGE",
                                          .title = "GARP message",
                                          .shown = "GARP Message",
                                          .fields = message_fields,
                                          .payload_size = no_payload};
static_assert(well_formed(garp_message));

static std::int64_t messages_octets(const Layer& layer) {
    const auto octets = layer.header();
    std::size_t at = 2;
    while (at < octets.size() && octets[at] != 0) {
        const std::int64_t attributes = attributes_octets(octets, at + 1);
        if (attributes < 0) return -1;
        at += static_cast<std::size_t>(attributes) + 2;
    }
    return at < octets.size() ? static_cast<std::int64_t>(at - 2) : -1;
}
static constexpr Field fields[] = {bits("proto_id", 16, 1),
                                   layers("msgs", "GARP_MESSAGE", {.extent = octets_by(messages_octets)}),
                                   bits("end_mark", 8)};
static constexpr Carrier carriers[] = {{"LLC_GARP"}};
extern constexpr Protocol garp = {.name = "GARP",
                                  .title = "Generic Attribute Registration Protocol",
                                  .shown = "GARP",
                                  .fields = fields,
                                  .carried_by = carriers};
static_assert(well_formed(garp));

// ---- values: an attribute's length tells them apart ----------------------------------------------------

static constexpr Field vlan_fields[] = {bits("vlan", 16, 1)};
static constexpr Carrier vlan_carriers[] = {{"GARP_ATTRIBUTE", "len", 4, up}};
extern constexpr Protocol gvrp = {.name = "GVRP",
                                  .title = "GARP VLAN Registration Protocol",
                                  .shown = "GVRP",
                                  .fields = vlan_fields,
                                  .carried_by = vlan_carriers,
                                  .payload_size = no_payload};
static_assert(well_formed(gvrp));

static constexpr Field group_fields[] = {mac("addr", Default())};
static constexpr Carrier group_carriers[] = {{"GARP_ATTRIBUTE", "len", 8, up}};
extern constexpr Protocol gmrp_group = {.name = "GMRP_GROUP",
                                        .title = "GARP multicast registration: group",
                                        .shown = "GMRP Group",
                                        .fields = group_fields,
                                        .carried_by = group_carriers,
                                        .payload_size = no_payload};
static_assert(well_formed(gmrp_group));

static constexpr Name services[] = {{0, "All Groups"}, {1, "All Unregistered Groups"}};
static constexpr Field service_fields[] = {enumeration("event", 8, 0, services)};
static constexpr Carrier service_carriers[] = {{"GARP_ATTRIBUTE", "len", 3, up}};
extern constexpr Protocol gmrp_service = {.name = "GMRP_SERVICE",
                                          .title = "GARP multicast registration: service requirement",
                                          .shown = "GMRP Service",
                                          .fields = service_fields,
                                          .carried_by = service_carriers,
                                          .payload_size = no_payload};
static_assert(well_formed(gmrp_service));

}  // namespace pkttest::protocols
