// OpenFlow 1.0: actions, queues and statistics (OpenFlow Switch
// Specification 1.0.0, 5.2.2, 5.2.4, 5.3.4, 5.3.5).
#include "protocols/openflow.h"

namespace pkttest::protocols {

// ---- actions ----------------------------------------------------------------------------------------

static constexpr Name action_types[] = {
    {0, "OFPAT_OUTPUT"},     {1, "OFPAT_SET_VLAN_VID"}, {2, "OFPAT_SET_VLAN_PCP"}, {3, "OFPAT_STRIP_VLAN"},
    {4, "OFPAT_SET_DL_SRC"}, {5, "OFPAT_SET_DL_DST"},   {6, "OFPAT_SET_NW_SRC"},   {7, "OFPAT_SET_NW_DST"},
    {8, "OFPAT_SET_NW_TOS"}, {9, "OFPAT_SET_TP_SRC"},   {10, "OFPAT_SET_TP_DST"},  {11, "OFPAT_ENQUEUE"},
    {0xffff, "OFPAT_VENDOR"}};
static constexpr Field type(int initial) { return enumeration("type", 16, initial, action_types); }
static constexpr Field length(int initial) { return bits("len", 16, initial); }
static constexpr Field other_action[] = {type(0), bits("len", 16, {.length_of = {"load", 1, 4}}),
                                         octets("load", "", {.extent = octets_from("len", 1, -4)})};
extern constexpr Protocol openflow_action = openflow_part("OFPAT", other_action);

template <unsigned code>
static constexpr Carrier action_of[] = {{"OFPAT", "type", code}};

static constexpr Name max_lengths[] = {{0xffff, "NO_BUFFER"}};
static constexpr Field output[] = {type(0), length(8), openflow_port("port"),
                                   enumeration("max_len", 16, 0xffff, max_lengths)};
extern constexpr Protocol openflow_output =
    openflow_part("OFPATOutput", output, action_of<0>, "OFPAT_OUTPUT");
static constexpr Field set_vlan[] = {type(1), length(8), bits("vlan_vid", 16), openflow_pad("pad", 16)};
extern constexpr Protocol openflow_set_vlan =
    openflow_part("OFPATSetVLANVID", set_vlan, action_of<1>, "OFPAT_SET_VLAN_VID");
static constexpr Field set_priority[] = {type(2), length(8), bits("vlan_pcp", 8), openflow_pad("pad", 24)};
extern constexpr Protocol openflow_set_priority =
    openflow_part("OFPATSetVLANPCP", set_priority, action_of<2>, "OFPAT_SET_VLAN_PCP");
static constexpr Field strip_vlan[] = {type(3), length(8), openflow_pad("pad", 32)};
extern constexpr Protocol openflow_strip_vlan =
    openflow_part("OFPATStripVLAN", strip_vlan, action_of<3>, "OFPAT_STRIP_VLAN");
template <int code>
static constexpr Field set_mac[] = {type(code), length(16), mac("dl_addr"), openflow_pad("pad", 48)};
extern constexpr Protocol openflow_set_source =
    openflow_part("OFPATSetDlSrc", set_mac<4>, action_of<4>, "OFPAT_SET_DL_SRC");
extern constexpr Protocol openflow_set_target =
    openflow_part("OFPATSetDlDst", set_mac<5>, action_of<5>, "OFPAT_SET_DL_DST");
template <int code>
static constexpr Field set_ip[] = {type(code), length(8), ipv4("nw_addr")};
extern constexpr Protocol openflow_set_ip_source =
    openflow_part("OFPATSetNwSrc", set_ip<6>, action_of<6>, "OFPAT_SET_NW_SRC");
extern constexpr Protocol openflow_set_ip_target =
    openflow_part("OFPATSetNwDst", set_ip<7>, action_of<7>, "OFPAT_SET_NW_DST");
static constexpr Field set_tos[] = {type(8), length(8), bits("nw_tos", 8), openflow_pad("pad", 24)};
extern constexpr Protocol openflow_set_tos =
    openflow_part("OFPATSetNwToS", set_tos, action_of<8>, "OFPAT_SET_NW_TOS");
template <int code>
static constexpr Field set_port[] = {type(code), length(8), bits("tp_port", 16), openflow_pad("pad", 16)};
extern constexpr Protocol openflow_set_source_port =
    openflow_part("OFPATSetTpSrc", set_port<9>, action_of<9>, "OFPAT_SET_TP_SRC");
extern constexpr Protocol openflow_set_target_port =
    openflow_part("OFPATSetTpDst", set_port<10>, action_of<10>, "OFPAT_SET_TP_DST");
static constexpr Field enqueue[] = {type(11), length(16), openflow_port("port"), openflow_pad("pad", 48),
                                    bits("queue_id", 32)};
extern constexpr Protocol openflow_enqueue =
    openflow_part("OFPATEnqueue", enqueue, action_of<11>, "OFPAT_ENQUEUE");
static constexpr Field vendor_action[] = {type(0xffff), bits("len", 16, {.length_of = {"load", 1, 8}}),
                                          bits("vendor", 32),
                                          octets("load", "", {.extent = octets_from("len", 1, -8)})};
extern constexpr Protocol openflow_vendor_action =
    openflow_part("OFPATVendor", vendor_action, action_of<0xffff>, "OFPAT_VENDOR");

// ---- queues -----------------------------------------------------------------------------------------

static constexpr Name property_types[] = {{0, "OFPQT_NONE"}, {1, "OFPQT_MIN_RATE"}};
static constexpr Field property(int initial) { return enumeration("type", 16, initial, property_types); }
static constexpr Field other_property[] = {property(0), bits("len", 16, {.length_of = {"load", 1, 4}}),
                                           octets("load", "", {.extent = octets_from("len", 1, -4)})};
extern constexpr Protocol openflow_property = openflow_part("OFPQT", other_property);
template <unsigned code>
static constexpr Carrier property_of[] = {{"OFPQT", "type", code}};
static constexpr Field no_property[] = {property(0), length(8), openflow_pad("pad", 32)};
extern constexpr Protocol openflow_no_property =
    openflow_part("OFPQTNone", no_property, property_of<0>, "OFPQT_NONE");
static constexpr Field rate_property[] = {property(1), length(16), openflow_pad("pad", 32), bits("rate", 16),
                                          openflow_pad("pad2", 48)};
extern constexpr Protocol openflow_rate_property =
    openflow_part("OFPQTMinRate", rate_property, property_of<1>, "OFPQT_MIN_RATE");
static constexpr Field queue[] = {bits("queue_id", 32), bits("len", 16, {.length_of = {"properties", 1, 8}}),
                                  openflow_pad("pad", 16),
                                  layers("properties", "OFPQT", {.extent = octets_from("len", 1, -8)})};
extern constexpr Protocol openflow_queue = openflow_part("OFPPacketQueue", queue, {}, "OFP_PACKET_QUEUE");

template <unsigned type>
static constexpr Carrier of_type[] = {{"OpenFlow", {"version", 1}, {"type", type}}};
static constexpr Field queue_request[] = {openflow_version,      openflow_type(20),
                                          openflow_length,       openflow_transaction,
                                          openflow_port("port"), openflow_pad("pad", 16)};
extern constexpr Protocol openflow_queue_request = openflow_message(
    "OFPTQueueGetConfigRequest", "OFPT_QUEUE_GET_CONFIG_REQUEST", queue_request, of_type<20>);
static constexpr Field queue_reply[] = {openflow_version,
                                        openflow_type(21),
                                        openflow_length,
                                        openflow_transaction,
                                        openflow_port("port"),
                                        openflow_pad("pad", 48),
                                        layers("queues", "OFPPacketQueue", {.extent = up_to("len")})};
extern constexpr Protocol openflow_queue_reply =
    openflow_message("OFPTQueueGetConfigReply", "OFPT_QUEUE_GET_CONFIG_REPLY", queue_reply, of_type<21>);

// ---- statistics -------------------------------------------------------------------------------------

static constexpr Name stats_types[] = {{0, "OFPST_DESC"},       {1, "OFPST_FLOW"}, {2, "OFPST_AGGREGATE"},
                                       {3, "OFPST_TABLE"},      {4, "OFPST_PORT"}, {5, "OFPST_QUEUE"},
                                       {0xffff, "OFPST_VENDOR"}};
static constexpr Name reply_flags[] = {{1, "REPLY_MORE"}};
constexpr int request = 16, reply = 17;
/// The head of a request or a reply with what is behind it.
template <std::size_t count>
static constexpr std::array<Field, 6 + count> stats(int way, int kind, const Field (&parts)[count]) {
    std::array<Field, 6 + count> out = {openflow_version,
                                        openflow_type(way),
                                        openflow_length,
                                        openflow_transaction,
                                        enumeration("stats_type", 16, kind, stats_types),
                                        flags("flags", 16, 0, reply_flags)};
    for (std::size_t i = 0; i < count; ++i) out[6 + i] = parts[i];
    return out;
}
template <int way, unsigned kind>
static constexpr Carrier stats_of[] = {Carrier("OpenFlow", [](const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() > 9 && octets[0] == 1 && octets[1] == way && (octets[8] << 8 | octets[9]) == kind;
})};
template <int way, int kind>
static constexpr Field stats_head[] = {openflow_version,
                                       openflow_type(way),
                                       openflow_length,
                                       openflow_transaction,
                                       enumeration("stats_type", 16, kind, stats_types),
                                       flags("flags", 16, 0, reply_flags)};
static constexpr Field match = layer("match", "OFPMatch", {.extent = fixed(40), .unbroken = true});
static constexpr Field counter(std::string_view name) { return bits(name, 64); }

extern constexpr Protocol openflow_desc_request = openflow_message(
    "OFPTStatsRequestDesc", "OFPST_STATS_REQUEST_DESC", stats_head<request, 0>, stats_of<request, 0>);
static constexpr Field text(std::string_view name, int octets_of_it) {
    return octets(name, "", {.extent = fixed(octets_of_it)});
}
static constexpr auto description = stats(reply, 0,
                                          {text("mfr_desc", 256), text("hw_desc", 256), text("sw_desc", 256),
                                           text("serial_num", 32), text("dp_desc", 256)});
extern constexpr Protocol openflow_desc_reply =
    openflow_message("OFPTStatsReplyDesc", "OFPST_STATS_REPLY_DESC", description, stats_of<reply, 0>);

static constexpr Name tables[] = {{255, "ALL"}};
static constexpr auto flow_request = stats(request, 1,
                                           {match, enumeration("table_id", 8, 255, tables),
                                            openflow_pad("pad", 8), openflow_port("out_port", 0xffff)});
extern constexpr Protocol openflow_flow_request =
    openflow_message("OFPTStatsRequestFlow", "OFPST_STATS_REQUEST_FLOW", flow_request, stats_of<request, 1>);
static constexpr Field flow_fields[] = {
    bits("length", 16, {.compute = header_octets}),
    bits("table_id", 8),
    openflow_pad("pad1", 8),
    match,
    bits("duration_sec", 32),
    bits("duration_nsec", 32),
    bits("priority", 16),
    bits("idle_timeout", 16),
    bits("hard_timeout", 16),
    openflow_pad("pad2", 48),
    counter("cookie"),
    counter("packet_count"),
    counter("byte_count"),
    layers("actions", "OFPAT", {.extent = octets_from("length", 1, -88)})};
extern constexpr Protocol openflow_flow = openflow_part("OFPFlowStats", flow_fields, {}, "OFP_FLOW_STATS");
static constexpr auto flow_reply =
    stats(reply, 1, {layers("flow_stats", "OFPFlowStats", {.extent = up_to("len")})});
extern constexpr Protocol openflow_flow_reply =
    openflow_message("OFPTStatsReplyFlow", "OFPST_STATS_REPLY_FLOW", flow_reply, stats_of<reply, 1>);

static constexpr auto aggregate_request = stats(request, 2,
                                                {match, enumeration("table_id", 8, 255, tables),
                                                 openflow_pad("pad", 8), openflow_port("out_port", 0xffff)});
extern constexpr Protocol openflow_aggregate_request = openflow_message(
    "OFPTStatsRequestAggregate", "OFPST_STATS_REQUEST_AGGREGATE", aggregate_request, stats_of<request, 2>);
static constexpr auto aggregate_reply =
    stats(reply, 2,
          {counter("packet_count"), counter("byte_count"), bits("flow_count", 32), openflow_pad("pad", 32)});
extern constexpr Protocol openflow_aggregate_reply = openflow_message(
    "OFPTStatsReplyAggregate", "OFPST_STATS_REPLY_AGGREGATE", aggregate_reply, stats_of<reply, 2>);

extern constexpr Protocol openflow_table_request = openflow_message(
    "OFPTStatsRequestTable", "OFPST_STATS_REQUEST_TABLE", stats_head<request, 3>, stats_of<request, 3>);
static constexpr Name first_wildcards[] = {{1, "DL_VLAN_PCP"}, {2, "NW_TOS"}};
static constexpr Name second_wildcards[] = {{0x01, "IN_PORT"}, {0x02, "DL_VLAN"}, {0x04, "DL_SRC"},
                                            {0x08, "DL_DST"},  {0x10, "DL_TYPE"}, {0x20, "NW_PROTO"},
                                            {0x40, "TP_SRC"},  {0x80, "TP_DST"}};
static constexpr Field table_fields[] = {bits("table_id", 8),
                                         openflow_pad("pad", 24),
                                         octets("name", "OFP_TABLE_STATS", {.extent = fixed(32)}),
                                         flags("wildcards1", 12, 3, first_wildcards),
                                         bits("nw_dst_mask", 6, 63),
                                         bits("nw_src_mask", 6, 63),
                                         flags("wildcards2", 8, 255, second_wildcards),
                                         bits("max_entries", 32),
                                         bits("active_count", 32),
                                         counter("lookup_count"),
                                         counter("matched_count")};
extern constexpr Protocol openflow_table = openflow_part("OFPTableStats", table_fields);
static constexpr auto table_reply =
    stats(reply, 3, {layers("table_stats", "OFPTableStats", {.extent = up_to("len")})});
extern constexpr Protocol openflow_table_reply =
    openflow_message("OFPTStatsReplyTable", "OFPST_STATS_REPLY_TABLE", table_reply, stats_of<reply, 3>);

static constexpr auto port_request =
    stats(request, 4, {openflow_port("port_no", 0xffff), openflow_pad("pad", 48)});
extern constexpr Protocol openflow_port_request =
    openflow_message("OFPTStatsRequestPort", "OFPST_STATS_REQUEST_PORT", port_request, stats_of<request, 4>);
static constexpr Field port_counters[] = {
    openflow_port("port_no"), openflow_pad("pad", 48), counter("rx_packets"),   counter("tx_packets"),
    counter("rx_bytes"),      counter("tx_bytes"),     counter("rx_dropped"),   counter("tx_dropped"),
    counter("rx_errors"),     counter("tx_errors"),    counter("rx_frame_err"), counter("rx_over_err"),
    counter("rx_crc_err"),    counter("collisions")};
extern constexpr Protocol openflow_port_counters =
    openflow_part("OFPPortStats", port_counters, {}, "OFP_PORT_STATS");
static constexpr auto port_reply =
    stats(reply, 4, {layers("port_stats", "OFPPortStats", {.extent = up_to("len")})});
extern constexpr Protocol openflow_port_reply =
    openflow_message("OFPTStatsReplyPort", "OFPST_STATS_REPLY_PORT", port_reply, stats_of<reply, 4>);

static constexpr Name queues[] = {{0xffffffff, "ALL"}};
static constexpr Field queue_id = enumeration("queue_id", 32, 0xffffffff, queues);
static constexpr auto queue_stats_request =
    stats(request, 5, {openflow_port("port_no", 0xffff), openflow_pad("pad", 16), queue_id});
extern constexpr Protocol openflow_queue_stats_request = openflow_message(
    "OFPTStatsRequestQueue", "OFPST_STATS_REQUEST_QUEUE", queue_stats_request, stats_of<request, 5>);
static constexpr auto queue_stats_reply =
    stats(reply, 5,
          {openflow_port("port_no", 0xffff), openflow_pad("pad", 16), queue_id, counter("tx_bytes"),
           counter("tx_packets"), counter("tx_errors")});
extern constexpr Protocol openflow_queue_stats_reply =
    openflow_message("OFPTStatsReplyQueue", "OFPST_STATS_REPLY_QUEUE", queue_stats_reply, stats_of<reply, 5>);

static constexpr auto vendor_request = stats(request, 0xffff, {bits("vendor", 32)});
extern constexpr Protocol openflow_vendor_request = openflow_message(
    "OFPTStatsRequestVendor", "OFPST_STATS_REQUEST_VENDOR", vendor_request, stats_of<request, 0xffff>);
static constexpr auto vendor_reply = stats(reply, 0xffff, {bits("vendor", 32)});
extern constexpr Protocol openflow_vendor_reply = openflow_message(
    "OFPTStatsReplyVendor", "OFPST_STATS_REPLY_VENDOR", vendor_reply, stats_of<reply, 0xffff>);

}  // namespace pkttest::protocols
