// RSVP (RFC 2205, RFC 3209): the header, and objects as layers one behind the other, each in front of what it
// holds.
#include <vector>

#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/over_ip.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{1, "Path"},
                                 {2, "Reservation request"},
                                 {3, "Path error"},
                                 {4, "Reservation request error"},
                                 {5, "Path teardown"},
                                 {6, "Reservation teardown"},
                                 {7, "Reservation request acknowledgment"},
                                 {12, "Bundle"},
                                 {13, "Acknowledgment"},
                                 {15, "Summary refresh"},
                                 {20, "Hello"},
                                 {21, "Notify"}};
static constexpr Name classes[] = {{1, "Session"},
                                   {3, "HOP"},
                                   {4, "INTEGRITY"},
                                   {5, "TIME_VALUES"},
                                   {6, "ERROR_SPEC"},
                                   {7, "SCOPE"},
                                   {8, "STYLE"},
                                   {9, "FLOWSPEC"},
                                   {10, "FILTER_SPEC"},
                                   {11, "SENDER_TEMPLATE"},
                                   {12, "SENDER_TSPEC"},
                                   {13, "ADSPEC"},
                                   {14, "POLICY_DATA"},
                                   {15, "RESV_CONFIRM"},
                                   {16, "RSVP_LABEL"},
                                   {17, "HOP_COUNT"},
                                   {18, "STRICT_SOURCE_ROUTE"},
                                   {19, "LABEL_REQUEST"},
                                   {20, "EXPLICIT_ROUTE"},
                                   {21, "ROUTE_RECORD"},
                                   {22, "HELLO"},
                                   {23, "MESSAGE_ID"},
                                   {24, "MESSAGE_ID_ACK"},
                                   {25, "MESSAGE_ID_LIST"},
                                   {30, "DIAGNOSTIC"},
                                   {31, "ROUTE"},
                                   {32, "DIAG_RESPONSE"},
                                   {33, "DIAG_SELECT"},
                                   {34, "RECOVERY_LABEL"},
                                   {35, "UPSTREAM_LABEL"},
                                   {36, "LABEL_SET"},
                                   {37, "PROTECTION"},
                                   {38, "PRIMARY PATH ROUTE"},
                                   {42, "DSBM IP ADDRESS"},
                                   {43, "SBM_PRIORITY"},
                                   {44, "DSBM TIMER INTERVALS"},
                                   {45, "SBM_INFO"},
                                   {50, "S2L_SUB_LSP"},
                                   {63, "DETOUR"},
                                   {64, "CHALLENGE"},
                                   {65, "DIFF-SERV"},
                                   {66, "CLASSTYPE"},
                                   {67, "LSP_REQUIRED_ATTRIBUTES"},
                                   {128, "NODE_CHAR"},
                                   {129, "SUGGESTED_LABEL"},
                                   {130, "ACCEPTABLE_LABEL_SET"},
                                   {131, "RESTART_CA"},
                                   {132, "SESSION-OF-INTEREST"},
                                   {133, "LINK_CAPABILITY"},
                                   {134, "Capability Object"},
                                   {161, "RSVP_HOP_L2"},
                                   {162, "LAN_NHOP_L2"},
                                   {163, "LAN_NHOP_L3"},
                                   {164, "LAN_LOOPBACK"},
                                   {165, "TCLASS"},
                                   {192, "TUNNEL"},
                                   {193, "LSP_TUNNEL_INTERFACE_ID"},
                                   {194, "USER_ERROR_SPEC"},
                                   {195, "NOTIFY_REQUEST"},
                                   {196, "ADMIN-STATUS"},
                                   {197, "LSP_ATTRIBUTES"},
                                   {198, "ALARM_SPEC"},
                                   {199, "ASSOCIATION"},
                                   {200, "SECONDARY_EXPLICIT_ROUTE"},
                                   {201, "SECONDARY_RECORD_ROUTE"},
                                   {205, "FAST_REROUTE"},
                                   {207, "SESSION_ATTRIBUTE"},
                                   {225, "DCLASS"},
                                   {226, "PACKETCABLE EXTENSIONS"},
                                   {227, "ATM_SERVICECLASS"},
                                   {228, "CALL_OPS (ASON)"},
                                   {229, "GENERALIZED_UNI"},
                                   {230, "CALL_ID"},
                                   {231, "3GPP2_Object"},
                                   {232, "EXCLUDE_ROUTE"}};

/// The length stands behind the checksum: one that is still to be filled in counts.
static Integer checksum(const Layer& layer) {
    const auto whole = static_cast<std::size_t>(whole_octets(layer));
    std::vector<std::uint8_t> octets(layer.header().data(), layer.header().data() + whole);
    if (octets[6] == 0 && octets[7] == 0) {
        octets[6] = static_cast<std::uint8_t>(whole >> 8);
        octets[7] = static_cast<std::uint8_t>(whole);
    }
    return internet_checksum(octets);
}
static constexpr Field fields[] = {bits("Version", 4, 1),
                                   bits("Flags", 4, 1),
                                   enumeration("Class", 8, 1, types),
                                   bits("chksum", 16, {.compute = checksum, .hex = true}),
                                   bits("TTL", 8, 1),
                                   bits("dataofs", 8, 0, {.hex = true}),
                                   bits("Length", 16, {.compute = whole_octets})};
static constexpr auto carriers = over_ip(46);
extern constexpr Protocol rsvp = {
    .name = "RSVP", .title = "RSVP", .fields = fields, .carried_by = carriers, .carries = "RSVP_Object"};
static_assert(well_formed(rsvp));

// ---- objects -----------------------------------------------------------------------------------------

/// Octets up to the next object.
static Integer object_octets(const Layer& layer) {
    for (auto upper = layer.above(); upper; upper = upper->above())
        if (upper->is("RSVP_Object")) return static_cast<Integer>(upper->slot().start - layer.slot().start);
    return whole_octets(layer);
}
/// What is known of the first kind of each class has its own layer, where the length is that kind's.
static const Protocol* content(const Layer& layer) {
    struct Known {
        std::uint64_t kind, least, most;
        std::string_view protocol;
    };
    static constexpr Known known[] = {{3, 12, 12, "RSVP_HOP"},
                                      {5, 8, 8, "RSVP_Time"},
                                      {12, 12, 65535, "RSVP_SenderTSPEC"},
                                      {19, 8, 8, "RSVP_LabelReq"},
                                      {207, 8, 65535, "RSVP_SessionAttrb"}};
    const std::uint64_t kind = layer.integer("Class"), length = layer.integer("Length");
    for (const Known& row : known)
        if (row.kind == kind && length >= row.least && length <= row.most) return find_protocol(row.protocol);
    return find_protocol("RSVP_Data");
}
static constexpr Field object_fields[] = {bits("Length", 16, {.compute = object_octets}),
                                          enumeration("Class", 8, 1, classes), bits("C_Type", 8, 1)};
extern constexpr Protocol rsvp_object = {
    .name = "RSVP_Object", .title = "RSVP_Object", .fields = object_fields, .guess_payload = content};
static_assert(well_formed(rsvp_object));

/// What the object's length leaves behind `before` octets; without an object all that is there.
template <int before>
std::int64_t rest_of_object(const Layer& layer) {
    const auto object = layer.below();
    if (!object || !object->is("RSVP_Object"))
        return static_cast<std::int64_t>(layer.header().size()) - before;
    return static_cast<std::int64_t>(object->integer("Length")) - 4 - before;
}
constexpr Protocol held(std::string_view name, std::string_view title, std::span<const Field> fields,
                        std::span<const Carrier> carried_by) {
    return {
        .name = name, .title = title, .fields = fields, .carried_by = carried_by, .carries = "RSVP_Object"};
}

static constexpr Field data_fields[] = {octets("Data", "", {.extent = octets_by(rest_of_object<0>)})};
static constexpr Carrier data_carriers[] = {{"RSVP_Object", "Class", 1, down}};
extern constexpr Protocol rsvp_data = held("RSVP_Data", "Data", data_fields, data_carriers);
static_assert(well_formed(rsvp_data));

static constexpr Field hop_fields[] = {ipv4("neighbor"), bits("inface", 32, 1)};
static constexpr Carrier hop_carriers[] = {{"RSVP_Object", "Class", 3, down}};
extern constexpr Protocol rsvp_hop = held("RSVP_HOP", "HOP", hop_fields, hop_carriers);
static_assert(well_formed(rsvp_hop));

static constexpr Field time_fields[] = {bits("refresh", 32, 1)};
static constexpr Carrier time_carriers[] = {{"RSVP_Object", "Class", 5, down}};
extern constexpr Protocol rsvp_time = held("RSVP_Time", "Time Val", time_fields, time_carriers);
static_assert(well_formed(rsvp_time));

static constexpr Field tspec_fields[] = {bits("Msg_Format", 8),
                                         bits("reserve", 8),
                                         bits("Data_Length", 16, 4),
                                         bits("Srv_hdr", 8, 1),
                                         bits("reserve2", 8),
                                         bits("Srv_Length", 16, 4),
                                         octets("Tokens", "", {.extent = octets_by(rest_of_object<8>)})};
static constexpr Carrier tspec_carriers[] = {{"RSVP_Object", "Class", 12, down}};
extern constexpr Protocol rsvp_tspec = held("RSVP_SenderTSPEC", "Sender_TSPEC", tspec_fields, tspec_carriers);
static_assert(well_formed(rsvp_tspec));

static constexpr Field label_fields[] = {bits("reserve", 16, 1), bits("L3PID", 16, 1)};
static constexpr Carrier label_carriers[] = {{"RSVP_Object", "Class", 19, down}};
extern constexpr Protocol rsvp_label = held("RSVP_LabelReq", "Label Req", label_fields, label_carriers);
static_assert(well_formed(rsvp_label));

/// The name fills whole words (RFC 3209 4.7.1).
static std::int64_t padding(const Layer& layer) {
    return rest_of_object<4>(layer) - static_cast<std::int64_t>(layer.integer("Name_length"));
}
static constexpr Field attribute_fields[] = {bits("Setup_priority", 8, 1),
                                             bits("Hold_priority", 8, 1),
                                             bits("flags", 8, 1),
                                             bits("Name_length", 8, {.length_of = {"Name"}}),
                                             octets("Name", "", {.extent = octets_from("Name_length")}),
                                             octets("pad", "", {.extent = octets_by(padding)})};
static constexpr Carrier attribute_carriers[] = {{"RSVP_Object", "Class", 207, down}};
extern constexpr Protocol rsvp_attribute =
    held("RSVP_SessionAttrb", "Session_Attribute", attribute_fields, attribute_carriers);
static_assert(well_formed(rsvp_attribute));

}  // namespace pkttest::protocols
