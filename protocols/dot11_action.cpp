// 802.11 action frames, and of them BSS transition management (IEEE 802.11-2020, 9.4.1.11, 9.4.2.36,
// 9.6.13.9 and 9.6.13.10): an access point asks a station to move, and names its neighbours.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Name categories[] = {{0, "Spectrum Management"},
                                      {1, "QoS"},
                                      {2, "DLS"},
                                      {3, "Block-Ack"},
                                      {4, "Public"},
                                      {5, "Radio Measurement"},
                                      {6, "FT"},
                                      {7, "HT"},
                                      {8, "SA Query"},
                                      {9, "Protected Dual of Public Action"},
                                      {10, "WNM"},
                                      {11, "Unprotected WNM"},
                                      {12, "TDLS"},
                                      {13, "Mesh"},
                                      {14, "Multihop"},
                                      {15, "Self-protected"},
                                      {16, "DMG"},
                                      {17, "Reserved Wi-Fi Alliance"},
                                      {18, "FST"},
                                      {19, "RobustAVStreaming"},
                                      {20, "Unprotected DMG"},
                                      {21, "VHT"},
                                      {126, "Vendor-specific Protected"},
                                      {127, "Vendor-specific"}};
static constexpr Field action_fields[] = {enumeration("category", 8, 0, categories)};
static constexpr Carrier action_of[] = {{"Dot11", {"type", 0}, {"subtype", 13}},
                                        {"Dot11FCS", {"type", 0}, {"subtype", 13}}};
extern constexpr Protocol dot11_action = {
    .name = "Dot11Action", .title = "802.11 Action", .fields = action_fields, .carried_by = action_of};
static_assert(well_formed(dot11_action));

static constexpr Name wnm_actions[] = {{0, "Event Request"},
                                       {1, "Event Report"},
                                       {2, "Diagnostic Request"},
                                       {3, "Diagnostic Report"},
                                       {4, "Location Configuration Request"},
                                       {5, "Location Configuration Response"},
                                       {6, "BSS Transition Management Query"},
                                       {7, "BSS Transition Management Request"},
                                       {8, "BSS Transition Management Response"},
                                       {9, "FMS Request"},
                                       {10, "FMS Response"},
                                       {11, "Collocated Interference Request"},
                                       {12, "Collocated Interference Report"},
                                       {13, "TFS Request"},
                                       {14, "TFS Response"},
                                       {15, "TFS Notify"},
                                       {16, "WNM Sleep Mode Request"},
                                       {17, "WNM Sleep Mode Response"},
                                       {18, "TIM Broadcast Request"},
                                       {19, "TIM Broadcast Response"},
                                       {20, "QoS Traffic Capability Update"},
                                       {21, "Channel Usage Request"},
                                       {22, "Channel Usage Response"},
                                       {23, "DMS Request"},
                                       {24, "DMS Response"},
                                       {25, "Timing Measurement Request"},
                                       {26, "WNM Notification Request"},
                                       {27, "WNM Notification Response"},
                                       {28, "WNM-Notify Response"}};
static constexpr Field wnm_fields[] = {enumeration("action", 8, 0, wnm_actions)};
static constexpr Carrier wnm_of[] = {{"Dot11Action", "category", 10}};
extern constexpr Protocol dot11_wnm = {
    .name = "Dot11WNM", .title = "802.11 WNM", .fields = wnm_fields, .carried_by = wnm_of};
static_assert(well_formed(dot11_wnm));

static constexpr Field value_octet = bits("value", 8);
static constexpr Field subelement_fields[] = {bits("type", 8),
                                              bits("len", 8, {.length_of = {.field = "value"}}),
                                              list("value", value_octet, {.extent = octets_from("len")})};
extern constexpr Protocol dot11_subelement = {
    .name = "SubelemTLV", .title = "802.11 subelement", .fields = subelement_fields};
static_assert(well_formed(dot11_subelement));

static constexpr Field duration_fields[] = {bits("id", 8, 4), bits("len", 8, 10),
                                            bits("TSF", 64, 0, {.little_endian = true}),
                                            bits("duration", 16, 0, {.little_endian = true})};
extern constexpr Protocol bss_termination_duration = {
    .name = "BSSTerminationDuration", .title = "BSS Termination Duration", .fields = duration_fields};
static_assert(well_formed(bss_termination_duration));

/// The fixed octets of a neighbour report behind its length.
static constexpr std::int64_t fixed_octets = 13;
static constexpr Field neighbor_fields[] = {
    bits("type", 8),
    bits("len", 8, fixed_octets),
    mac("BSSID", "ff:ff:ff:ff:ff:ff"),
    word_bits("reserved", 18, 4),
    word_bits("FTM", 1, 4),
    word_bits("VHT", 1, 4),
    word_bits("HT", 1, 4),
    word_bits("mobility", 1, 4),
    word_bits("capabilities", 6, 4),
    word_bits("key_scope", 1, 4),
    word_bits("security", 1, 4),
    word_bits("AP_reach", 2, 4),
    bits("op_class", 8),
    bits("channel", 8),
    bits("phy_type", 8),
    layers("subelems", "SubelemTLV",
           {.when = from("len", fixed_octets + 1), .extent = octets_from("len", 1, -fixed_octets)})};
extern constexpr Protocol neighbor_report = {
    .name = "NeighborReport", .title = "Neighbor Report", .fields = neighbor_fields};
static_assert(well_formed(neighbor_report));

static constexpr std::uint64_t has_candidates = 1, has_termination = 8, has_url = 16;
static constexpr Name request_modes[] = {{has_candidates, "Preferred_Candidate_List_Included"},
                                         {2, "Abridged"},
                                         {4, "Disassociation_Imminent"},
                                         {has_termination, "BSS_Termination_Included"},
                                         {has_url, "ESS_Disassociation_Imminent"}};
static constexpr Field request_fields[] = {
    bits("token", 8),
    flags("mode", 8, 0, request_modes),
    bits("disassociation_timer", 16, 0, {.little_endian = true}),
    bits("validity_interval", 8),
    layer("termination_duration", "BSSTerminationDuration",
          {.when = any_bit("mode", has_termination), .extent = fixed(12)}),
    bits("url_len", 8, {.when = any_bit("mode", has_url), .length_of = {.field = "url"}}),
    octets("url", "", {.when = any_bit("mode", has_url), .extent = octets_from("url_len")}),
    layers("neighbor_report", "NeighborReport", {.when = any_bit("mode", has_candidates), .extent = rest()})};
static constexpr Carrier request_of[] = {{"Dot11WNM", "action", 7}};
extern constexpr Protocol dot11_bss_transition_request = {.name = "Dot11BSSTMRequest",
                                                          .title = "BSS Transition Management Request",
                                                          .fields = request_fields,
                                                          .carried_by = request_of};
static_assert(well_formed(dot11_bss_transition_request));

static constexpr std::uint64_t accepted = 0, candidates_follow = 6;
static constexpr Name statuses[] = {
    {accepted, "Accept"},
    {1, "Reject-Unspecified reject reason"},
    {2, "Reject-Insufficient Beacon or Probe Response frames received from all candidates"},
    {3, "Reject-Insufficient available capacity from all candidates"},
    {4, "Reject-BSS termination undesired"},
    {5, "Reject-BSS termination delay requested"},
    {candidates_follow, "Reject-STA BSS Transition Candidate List provided"},
    {7, "Reject-No suitable BSS transition candidates"},
    {8, "Reject-Leaving ESS"}};
static constexpr Field response_fields[] = {
    bits("token", 8), enumeration("status", 8, 0, statuses), bits("termination_delay", 8),
    mac("target", "ff:ff:ff:ff:ff:ff", {.when = equals("status", accepted)}),
    layers("neighbor_report", "NeighborReport",
           {.when = equals("status", candidates_follow), .extent = rest()})};
static constexpr Carrier response_of[] = {{"Dot11WNM", "action", 8}};
static bool answers_token(const Layer& answer, const Layer& request) {
    return request.is("Dot11BSSTMRequest") && answer.integer("token") == request.integer("token");
}
extern constexpr Protocol dot11_bss_transition_response = {.name = "Dot11BSSTMResponse",
                                                           .title = "BSS Transition Management Response",
                                                           .fields = response_fields,
                                                           .carried_by = response_of,
                                                           .answers = answers_token};
static_assert(well_formed(dot11_bss_transition_response));

}  // namespace pkttest::protocols
