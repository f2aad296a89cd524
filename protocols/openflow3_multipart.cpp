// OpenFlow 1.3 (OpenFlow Switch Specification 1.3.5, 7.3.5): multipart messages, and what they list.
#include "protocols/openflow3.h"

namespace pkttest::protocols {

static constexpr Field flow_stats_fields[] = {openflow_length,
                                              enumeration("table_id", 8, 0, openflow3_tables),
                                              openflow_pad("pad1", 8),
                                              bits("duration_sec", 32),
                                              bits("duration_nsec", 32),
                                              bits("priority", 16),
                                              bits("idle_timeout", 16),
                                              bits("hard_timeout", 16),
                                              flags("flags", 16, 0, openflow3_flow_flags),
                                              openflow_pad("pad2", 32),
                                              bits("cookie", 64),
                                              bits("packet_count", 64),
                                              bits("byte_count", 64),
                                              openflow3_match_field,
                                              layers("instructions", "OFPIT", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_flow_stats =
    openflow_part("OFPFlowStats3", flow_stats_fields, {}, "OFP_FLOW_STATS");

static constexpr Field table_stats_fields[] = {enumeration("table_id", 8, 0, openflow3_tables),
                                               openflow_pad("pad1", 24), bits("active_count", 32),
                                               bits("lookup_count", 64), bits("matched_count", 64)};
extern constexpr Protocol openflow3_table_stats =
    openflow_part("OFPTableStats3", table_stats_fields, {}, "OFP_TABLE_STATS");

static constexpr Field port_stats_fields[] = {enumeration("port_no", 32, 0, openflow3_ports),
                                              openflow_pad("pad", 32),
                                              bits("rx_packets", 64),
                                              bits("tx_packets", 64),
                                              bits("rx_bytes", 64),
                                              bits("tx_bytes", 64),
                                              bits("rx_dropped", 64),
                                              bits("tx_dropped", 64),
                                              bits("rx_errors", 64),
                                              bits("tx_errors", 64),
                                              bits("rx_frame_err", 64),
                                              bits("rx_over_err", 64),
                                              bits("rx_crc_err", 64),
                                              bits("collisions", 64),
                                              bits("duration_sec", 32),
                                              bits("duration_nsec", 32)};
extern constexpr Protocol openflow3_port_stats =
    openflow_part("OFPPortStats3", port_stats_fields, {}, "OFP_PORT_STATS");

static constexpr Field queue_stats_fields[] = {enumeration("port_no", 32, 0, openflow3_ports),
                                               enumeration("queue_id", 32, 0, openflow3_queues),
                                               bits("tx_bytes", 64),
                                               bits("tx_packets", 64),
                                               bits("tx_errors", 64),
                                               bits("duration_sec", 32),
                                               bits("duration_nsec", 32)};
extern constexpr Protocol openflow3_queue_stats =
    openflow_part("OFPQueueStats", queue_stats_fields, {}, "OFP_QUEUE_STATS");

static constexpr Field bucket_stats_fields[] = {bits("packet_count", 64), bits("byte_count", 64)};
extern constexpr Protocol openflow3_bucket_stats =
    openflow_part("OFPBucketStats", bucket_stats_fields, {}, "OFP_BUCKET_STATS");

static constexpr Field group_stats_fields[] = {
    openflow_length,
    openflow_pad("pad1", 16),
    enumeration("group_id", 32, 0, openflow3_groups),
    bits("ref_count", 32),
    openflow_pad("pad2", 32),
    bits("packet_count", 64),
    bits("byte_count", 64),
    bits("duration_sec", 32),
    bits("duration_nsec", 32),
    layers("bucket_stats", "OFPBucketStats", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_group_stats =
    openflow_part("OFPGroupStats", group_stats_fields, {}, "OFP_GROUP_STATS");

static constexpr Field group_desc_fields[] = {
    openflow_length, enumeration("type", 8, 0, openflow3_group_types), openflow_pad("pad", 8),
    enumeration("group_id", 32, 0, openflow3_groups),
    layers("buckets", "OFPBucket", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_group_desc =
    openflow_part("OFPGroupDesc", group_desc_fields, {}, "OFP_GROUP_DESC");

static constexpr Field meter_band_stats_fields[] = {bits("packet_band_count", 64),
                                                    bits("byte_band_count", 64)};
extern constexpr Protocol openflow3_meter_band_stats =
    openflow_part("OFPMeterBandStats", meter_band_stats_fields, {}, "OFP_METER_BAND_STATS");

static constexpr Field meter_stats_fields[] = {
    enumeration("meter_id", 32, 1, openflow3_meters),
    openflow_length,
    openflow_pad("pad", 48),
    bits("flow_count", 32),
    bits("packet_in_count", 64),
    bits("byte_in_count", 64),
    bits("duration_sec", 32),
    bits("duration_nsec", 32),
    layers("band_stats", "OFPMeterBandStats", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_meter_stats =
    openflow_part("OFPMeterStats", meter_stats_fields, {}, "OFP_METER_STATS");

static constexpr Field meter_config_fields[] = {openflow_length, flags("flags", 16, 0, openflow3_meter_flags),
                                                enumeration("meter_id", 32, 1, openflow3_meters),
                                                layers("bands", "OFPMBT", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_meter_config =
    openflow_part("OFPMeterConfig", meter_config_fields, {}, "OFP_METER_CONFIG");

static constexpr Field table_features_fields[] = {openflow_length,
                                                  enumeration("table_id", 8, 0, openflow3_tables),
                                                  openflow_pad("pad", 40),
                                                  octets("table_name", "", {.extent = fixed(32)}),
                                                  bits("metadata_match", 64),
                                                  bits("metadata_write", 64),
                                                  enumeration("config", 32, 0, openflow3_table_config),
                                                  bits("max_entries", 32),
                                                  layers("properties", "OFPTFPT", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_table_features =
    openflow_part("OFPTableFeatures", table_features_fields, {}, "OFP_TABLE_FEATURES");

static constexpr auto mp_request_desc_fields = openflow3_multipart<18, 0x0>("pad");
extern constexpr Protocol openflow3_mp_request_desc =
    openflow_message("OFPMPRequestDesc", "OFPMP_REQUEST_DESC", mp_request_desc_fields, of_kind3<18, 0x0>);

static constexpr auto mp_reply_desc_fields = openflow3_multipart<19, 0x0>(
    "pad", octets("mfr_desc", "", {.extent = fixed(256)}), octets("hw_desc", "", {.extent = fixed(256)}),
    octets("sw_desc", "", {.extent = fixed(256)}), octets("serial_num", "", {.extent = fixed(32)}),
    octets("dp_desc", "", {.extent = fixed(256)}));
extern constexpr Protocol openflow3_mp_reply_desc =
    openflow_message("OFPMPReplyDesc", "OFPMP_REPLY_DESC", mp_reply_desc_fields, of_kind3<19, 0x0>);

static constexpr auto mp_request_flow_fields = openflow3_multipart<18, 0x1>(
    "pad1", enumeration("table_id", 8, 255, openflow3_tables), openflow_pad("pad2", 24),
    enumeration("out_port", 32, 0xffffffff, openflow3_ports),
    enumeration("out_group", 32, 0xffffffff, openflow3_groups), openflow_pad("pad3", 32), bits("cookie", 64),
    bits("cookie_mask", 64), openflow3_match_field);
extern constexpr Protocol openflow3_mp_request_flow =
    openflow_message("OFPMPRequestFlow", "OFPMP_REQUEST_FLOW", mp_request_flow_fields, of_kind3<18, 0x1>);

static constexpr auto mp_reply_flow_fields =
    openflow3_multipart<19, 0x1>("pad1", layers("flow_stats", "OFPFlowStats3", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_reply_flow =
    openflow_message("OFPMPReplyFlow", "OFPMP_REPLY_FLOW", mp_reply_flow_fields, of_kind3<19, 0x1>);

static constexpr auto mp_request_aggregate_fields = openflow3_multipart<18, 0x2>(
    "pad1", enumeration("table_id", 8, 255, openflow3_tables), openflow_pad("pad2", 24),
    enumeration("out_port", 32, 0xffffffff, openflow3_ports),
    enumeration("out_group", 32, 0xffffffff, openflow3_groups), openflow_pad("pad3", 32), bits("cookie", 64),
    bits("cookie_mask", 64), openflow3_match_field);
extern constexpr Protocol openflow3_mp_request_aggregate = openflow_message(
    "OFPMPRequestAggregate", "OFPMP_REQUEST_AGGREGATE", mp_request_aggregate_fields, of_kind3<18, 0x2>);

static constexpr auto mp_reply_aggregate_fields =
    openflow3_multipart<19, 0x2>("pad1", bits("packet_count", 64), bits("byte_count", 64),
                                 bits("flow_count", 32), openflow_pad("pad2", 32));
extern constexpr Protocol openflow3_mp_reply_aggregate = openflow_message(
    "OFPMPReplyAggregate", "OFPMP_REPLY_AGGREGATE", mp_reply_aggregate_fields, of_kind3<19, 0x2>);

static constexpr auto mp_request_table_fields = openflow3_multipart<18, 0x3>("pad1");
extern constexpr Protocol openflow3_mp_request_table =
    openflow_message("OFPMPRequestTable", "OFPMP_REQUEST_TABLE", mp_request_table_fields, of_kind3<18, 0x3>);

static constexpr auto mp_reply_table_fields =
    openflow3_multipart<19, 0x3>("pad1", layers("table_stats", "OFPTableStats3", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_reply_table =
    openflow_message("OFPMPReplyTable", "OFPMP_REPLY_TABLE", mp_reply_table_fields, of_kind3<19, 0x3>);

static constexpr auto mp_request_port_stats_fields = openflow3_multipart<18, 0x4>(
    "pad1", enumeration("port_no", 32, 0xffffffff, openflow3_ports), openflow_pad("pad", 32));
extern constexpr Protocol openflow3_mp_request_port_stats = openflow_message(
    "OFPMPRequestPortStats", "OFPMP_REQUEST_PORT_STATS", mp_request_port_stats_fields, of_kind3<18, 0x4>);

static constexpr auto mp_reply_port_stats_fields =
    openflow3_multipart<19, 0x4>("pad1", layers("port_stats", "OFPPortStats3", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_reply_port_stats = openflow_message(
    "OFPMPReplyPortStats", "OFPMP_REPLY_PORT_STATS", mp_reply_port_stats_fields, of_kind3<19, 0x4>);

static constexpr auto mp_request_queue_fields =
    openflow3_multipart<18, 0x5>("pad1", enumeration("port_no", 32, 0xffffffff, openflow3_ports),
                                 enumeration("queue_id", 32, 0xffffffff, openflow3_queues));
extern constexpr Protocol openflow3_mp_request_queue =
    openflow_message("OFPMPRequestQueue", "OFPMP_REQUEST_QUEUE", mp_request_queue_fields, of_kind3<18, 0x5>);

static constexpr auto mp_reply_queue_fields =
    openflow3_multipart<19, 0x5>("pad1", layers("queue_stats", "OFPQueueStats", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_reply_queue =
    openflow_message("OFPMPReplyQueue", "OFPMP_REPLY_QUEUE", mp_reply_queue_fields, of_kind3<19, 0x5>);

static constexpr auto mp_request_group_fields = openflow3_multipart<18, 0x6>(
    "pad1", enumeration("group_id", 32, 0xffffffff, openflow3_groups), openflow_pad("pad2", 32));
extern constexpr Protocol openflow3_mp_request_group =
    openflow_message("OFPMPRequestGroup", "OFPMP_REQUEST_GROUP", mp_request_group_fields, of_kind3<18, 0x6>);

static constexpr auto mp_reply_group_fields =
    openflow3_multipart<19, 0x6>("pad1", layers("group_stats", "OFPGroupStats", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_reply_group =
    openflow_message("OFPMPReplyGroup", "OFPMP_REPLY_GROUP", mp_reply_group_fields, of_kind3<19, 0x6>);

static constexpr auto mp_request_group_desc_fields = openflow3_multipart<18, 0x7>("pad1");
extern constexpr Protocol openflow3_mp_request_group_desc = openflow_message(
    "OFPMPRequestGroupDesc", "OFPMP_REQUEST_GROUP_DESC", mp_request_group_desc_fields, of_kind3<18, 0x7>);

static constexpr auto mp_reply_group_desc_fields =
    openflow3_multipart<19, 0x7>("pad1", layers("group_descs", "OFPGroupDesc", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_reply_group_desc = openflow_message(
    "OFPMPReplyGroupDesc", "OFPMP_REPLY_GROUP_DESC", mp_reply_group_desc_fields, of_kind3<19, 0x7>);

static constexpr auto mp_request_group_features_fields = openflow3_multipart<18, 0x8>("pad1");
extern constexpr Protocol openflow3_mp_request_group_features =
    openflow_message("OFPMPRequestGroupFeatures", "OFPMP_REQUEST_GROUP_FEATURES",
                     mp_request_group_features_fields, of_kind3<18, 0x8>);

static constexpr auto mp_reply_group_features_fields = openflow3_multipart<19, 0x8>(
    "pad1", flags("types", 32, 0, openflow3_group_type_flags),
    flags("capabilities", 32, 0, openflow3_group_capabilities), bits("max_group_all", 32),
    bits("max_group_select", 32), bits("max_group_indirect", 32), bits("max_group_ff", 32),
    flags("actions_all", 32, 0, openflow3_action_flags),
    flags("actions_select", 32, 0, openflow3_action_flags),
    flags("actions_indirect", 32, 0, openflow3_action_flags),
    flags("actions_ff", 32, 0, openflow3_action_flags));
extern constexpr Protocol openflow3_mp_reply_group_features =
    openflow_message("OFPMPReplyGroupFeatures", "OFPMP_REPLY_GROUP_FEATURES", mp_reply_group_features_fields,
                     of_kind3<19, 0x8>);

static constexpr auto mp_request_meter_fields = openflow3_multipart<18, 0x9>(
    "pad1", enumeration("meter_id", 32, 0xffffffff, openflow3_meters), openflow_pad("pad2", 32));
extern constexpr Protocol openflow3_mp_request_meter =
    openflow_message("OFPMPRequestMeter", "OFPMP_REQUEST_METER", mp_request_meter_fields, of_kind3<18, 0x9>);

static constexpr auto mp_reply_meter_fields =
    openflow3_multipart<19, 0x9>("pad1", layers("meter_stats", "OFPMeterStats", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_reply_meter =
    openflow_message("OFPMPReplyMeter", "OFPMP_REPLY_METER", mp_reply_meter_fields, of_kind3<19, 0x9>);

static constexpr auto mp_request_meter_config_fields = openflow3_multipart<18, 0xa>(
    "pad1", enumeration("meter_id", 32, 0xffffffff, openflow3_meters), openflow_pad("pad2", 32));
extern constexpr Protocol openflow3_mp_request_meter_config =
    openflow_message("OFPMPRequestMeterConfig", "OFPMP_REQUEST_METER_CONFIG", mp_request_meter_config_fields,
                     of_kind3<18, 0xa>);

static constexpr auto mp_reply_meter_config_fields =
    openflow3_multipart<19, 0xa>("pad1", layers("meter_configs", "OFPMeterConfig", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_reply_meter_config = openflow_message(
    "OFPMPReplyMeterConfig", "OFPMP_REPLY_METER_CONFIG", mp_reply_meter_config_fields, of_kind3<19, 0xa>);

static constexpr auto mp_request_meter_features_fields = openflow3_multipart<18, 0xb>("pad1");
extern constexpr Protocol openflow3_mp_request_meter_features =
    openflow_message("OFPMPRequestMeterFeatures", "OFPMP_REQUEST_METER_FEATURES",
                     mp_request_meter_features_fields, of_kind3<18, 0xb>);

static constexpr auto mp_reply_meter_features_fields = openflow3_multipart<19, 0xb>(
    "pad1", bits("max_meter", 32), flags("band_types", 32, 0, openflow3_band_type_flags),
    flags("capabilities", 32, 0, openflow3_meter_capabilities), bits("max_bands", 8), bits("max_color", 8),
    openflow_pad("pad2", 16));
extern constexpr Protocol openflow3_mp_reply_meter_features =
    openflow_message("OFPMPReplyMeterFeatures", "OFPMP_REPLY_METER_FEATURES", mp_reply_meter_features_fields,
                     of_kind3<19, 0xb>);

static constexpr auto mp_request_table_features_fields = openflow3_multipart<18, 0xc>(
    "pad1", layers("table_features", "OFPTableFeatures", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_request_table_features =
    openflow_message("OFPMPRequestTableFeatures", "OFPMP_REQUEST_TABLE_FEATURES",
                     mp_request_table_features_fields, of_kind3<18, 0xc>);

static constexpr auto mp_reply_table_features_fields = openflow3_multipart<19, 0xc>(
    "pad1", layers("table_features", "OFPTableFeatures", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_reply_table_features =
    openflow_message("OFPMPReplyTableFeatures", "OFPMP_REPLY_TABLE_FEATURES", mp_reply_table_features_fields,
                     of_kind3<19, 0xc>);

static constexpr auto mp_request_port_desc_fields = openflow3_multipart<18, 0xd>(
    "pad1", enumeration("port_no", 32, 0, openflow3_ports), openflow_pad("pad", 32));
extern constexpr Protocol openflow3_mp_request_port_desc = openflow_message(
    "OFPMPRequestPortDesc", "OFPMP_REQUEST_PORT_DESC", mp_request_port_desc_fields, of_kind3<18, 0xd>);

static constexpr auto mp_reply_port_desc_fields =
    openflow3_multipart<19, 0xd>("pad1", layers("ports", "OFPPort", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_mp_reply_port_desc = openflow_message(
    "OFPMPReplyPortDesc", "OFPMP_REPLY_PORT_DESC", mp_reply_port_desc_fields, of_kind3<19, 0xd>);

static constexpr auto mp_request_experimenter_fields =
    openflow3_multipart<18, 0xffff>("pad1", bits("experimenter", 32), bits("exp_type", 32));
extern constexpr Protocol openflow3_mp_request_experimenter =
    openflow_message("OFPMPRequestExperimenter", "OFPST_REQUEST_EXPERIMENTER", mp_request_experimenter_fields,
                     of_kind3<18, 0xffff>);

static constexpr auto mp_reply_experimenter_fields =
    openflow3_multipart<19, 0xffff>("pad1", bits("experimenter", 32), bits("exp_type", 32));
extern constexpr Protocol openflow3_mp_reply_experimenter = openflow_message(
    "OFPMPReplyExperimenter", "OFPST_REPLY_EXPERIMENTER", mp_reply_experimenter_fields, of_kind3<19, 0xffff>);

}  // namespace pkttest::protocols
