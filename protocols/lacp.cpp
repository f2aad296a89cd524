// Slow protocols of link aggregation: LACP and its marker (IEEE 802.1AX, 6.4 and 6.5; IEEE 802.3, 57A).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Name subtypes[] = {
    {0, "Unused"}, {1, "LACP"}, {2, "Marker Protocol"}, {3, "OAM"}, {10, "OSSP"}};
static constexpr Field slow_fields[] = {enumeration("subtype", 8, 0, subtypes)};
static constexpr Carrier slow_carriers[] = {{"Ether", {"type", 0x8809}, {"dst", 0x0180c2000002}}};
extern constexpr Protocol slow_protocol = {.name = "SlowProtocol",
                                           .title = "Slow protocol",
                                           .shown = "SlowProtocol",
                                           .fields = slow_fields,
                                           .carried_by = slow_carriers};
static_assert(well_formed(slow_protocol));

static constexpr Field lacp_fields[] = {
    bits("version", 8, 1),
    bits("actor_type", 8, 1),
    bits("actor_length", 8, 20),
    bits("actor_system_priority", 16),
    mac("actor_system", Default()),
    bits("actor_key", 16),
    bits("actor_port_priority", 16),
    bits("actor_port_number", 16),
    bits("actor_state", 8),
    octets("actor_reserved", "", {.extent = fixed(3), .hex = true}),
    bits("partner_type", 8, 2),
    bits("partner_length", 8, 20),
    bits("partner_system_priority", 16),
    mac("partner_system", Default()),
    bits("partner_key", 16),
    bits("partner_port_priority", 16),
    bits("partner_port_number", 16),
    bits("partner_state", 8),
    octets("partner_reserved", "", {.extent = fixed(3), .hex = true}),
    bits("collector_type", 8, 3),
    bits("collector_length", 8, 16),
    bits("collector_max_delay", 16),
    octets("collector_reserved", "", {.extent = fixed(12), .hex = true}),
    bits("terminator_type", 8),
    bits("terminator_length", 8),
    octets("reserved", "", {.extent = fixed(50), .hex = true}),
};
static constexpr Carrier lacp_carriers[] = {{"SlowProtocol", "subtype", 1}};
extern constexpr Protocol lacp = {.name = "LACP",
                                  .title = "Link Aggregation Control Protocol",
                                  .shown = "LACP",
                                  .fields = lacp_fields,
                                  .carried_by = lacp_carriers};
static_assert(well_formed(lacp));

static constexpr Name marker_types[] = {{1, "Marker Request"}, {2, "Marker Response"}};
static constexpr Field marker_fields[] = {
    bits("version", 8, 1),
    enumeration("marker_type", 8, 1, marker_types),
    bits("marker_length", 8, 16),
    bits("requester_port", 16),
    mac("requester_system", Default()),
    bits("requester_transaction_id", 32),
    octets("marker_reserved", "", {.extent = fixed(2), .hex = true}),
    bits("terminator_type", 8),
    bits("terminator_length", 8),
    octets("reserved", "", {.extent = fixed(90), .hex = true}),
};
static constexpr Carrier marker_carriers[] = {{"SlowProtocol", "subtype", 2}};
static bool marker_answers(const Layer& answer, const Layer& request) {
    return request.is("MarkerProtocol") && answer.integer("marker_type") == 2 &&
           request.integer("marker_type") == 1 &&
           answer.integer("requester_port") == request.integer("requester_port") &&
           answer.integer("requester_system") == request.integer("requester_system") &&
           answer.integer("requester_transaction_id") == request.integer("requester_transaction_id");
}
extern constexpr Protocol marker_protocol = {.name = "MarkerProtocol",
                                             .title = "Marker protocol",
                                             .shown = "MarkerProtocol",
                                             .fields = marker_fields,
                                             .carried_by = marker_carriers,
                                             .answers = marker_answers};
static_assert(well_formed(marker_protocol));

}  // namespace pkttest::protocols
