// OpenFlow 1.3 (OpenFlow Switch Specification 1.3.5, 7): the messages, one by one.
#include "protocols/openflow3.h"

namespace pkttest::protocols {

static constexpr auto t_hello_fields =
    openflow3_fields<0>(layers("elements", "OFPHET", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_t_hello =
    openflow_message("OFPTHello3", "OFPT_HELLO", t_hello_fields, of_type3<0>);

static constexpr auto t_echo_request_fields = openflow3_fields<2>();
extern constexpr Protocol openflow3_t_echo_request =
    openflow_message("OFPTEchoRequest3", "OFPT_ECHO_REQUEST", t_echo_request_fields, of_type3<2>);

static constexpr auto t_echo_reply_fields = openflow3_fields<3>();
extern constexpr Protocol openflow3_t_echo_reply =
    openflow_message("OFPTEchoReply3", "OFPT_ECHO_REPLY", t_echo_reply_fields, of_type3<3>);

static constexpr auto t_experimenter_fields =
    openflow3_fields<4>(bits("experimenter", 32), bits("exp_type", 32));
extern constexpr Protocol openflow3_t_experimenter =
    openflow_message("OFPTExperimenter", "OFPT_EXPERIMENTER", t_experimenter_fields, of_type3<4>);

static constexpr auto t_features_request_fields = openflow3_fields<5>();
extern constexpr Protocol openflow3_t_features_request =
    openflow_message("OFPTFeaturesRequest3", "OFPT_FEATURES_REQUEST", t_features_request_fields, of_type3<5>);

static constexpr auto t_features_reply_fields =
    openflow3_fields<6>(bits("datapath_id", 64), bits("n_buffers", 32), bits("n_tables", 8, 1),
                        bits("auxiliary_id", 8), openflow_pad("pad", 16),
                        flags("capabilities", 32, 0, openflow3_capabilities), openflow_pad("reserved", 32));
extern constexpr Protocol openflow3_t_features_reply =
    openflow_message("OFPTFeaturesReply3", "OFPT_FEATURES_REPLY", t_features_reply_fields, of_type3<6>);

static constexpr auto t_get_config_request_fields = openflow3_fields<7>();
extern constexpr Protocol openflow3_t_get_config_request = openflow_message(
    "OFPTGetConfigRequest3", "OFPT_GET_CONFIG_REQUEST", t_get_config_request_fields, of_type3<7>);

static constexpr auto t_get_config_reply_fields =
    openflow3_fields<8>(enumeration("flags", 16, 0, openflow3_fragment_handling), bits("miss_send_len", 16));
extern constexpr Protocol openflow3_t_get_config_reply =
    openflow_message("OFPTGetConfigReply3", "OFPT_GET_CONFIG_REPLY", t_get_config_reply_fields, of_type3<8>);

static constexpr auto t_set_config_fields = openflow3_fields<9>(
    enumeration("flags", 16, 0, openflow3_fragment_handling), bits("miss_send_len", 16, 128));
extern constexpr Protocol openflow3_t_set_config =
    openflow_message("OFPTSetConfig3", "OFPT_SET_CONFIG", t_set_config_fields, of_type3<9>);

static constexpr auto t_packet_in_fields = openflow3_fields<10>(
    enumeration("buffer_id", 32, 0xffffffff, openflow3_buffers), bits("total_len", 16),
    enumeration("reason", 8, 0, openflow3_packet_reasons), enumeration("table_id", 8, 0, openflow3_tables),
    bits("cookie", 64), openflow3_match_field, openflow_pad("pad", 16),
    optional_layer("data", "Ether", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_t_packet_in =
    openflow_message("OFPTPacketIn3", "OFPT_PACKET_IN", t_packet_in_fields, of_type3<10>);

static constexpr auto t_flow_removed_fields = openflow3_fields<11>(
    bits("cookie", 64), bits("priority", 16), enumeration("reason", 8, 0, openflow3_removal_reasons),
    enumeration("table_id", 8, 0, openflow3_tables), bits("duration_sec", 32), bits("duration_nsec", 32),
    bits("idle_timeout", 16), bits("hard_timeout", 16), bits("packet_count", 64), bits("byte_count", 64),
    openflow3_match_field);
extern constexpr Protocol openflow3_t_flow_removed =
    openflow_message("OFPTFlowRemoved3", "OFPT_FLOW_REMOVED", t_flow_removed_fields, of_type3<11>);

static constexpr auto t_port_status_fields =
    openflow3_fields<12>(enumeration("reason", 8, 0, openflow3_port_reasons), openflow_pad("pad", 56),
                         layer("desc", "OFPPort", {.extent = fixed(64), .unbroken = true}));
extern constexpr Protocol openflow3_t_port_status =
    openflow_message("OFPTPortStatus3", "OFPT_PORT_STATUS", t_port_status_fields, of_type3<12>);

static constexpr auto t_packet_out_fields =
    openflow3_fields<13>(enumeration("buffer_id", 32, 0xffffffff, openflow3_buffers),
                         enumeration("in_port", 32, 0xfffffffd, openflow3_ports),
                         bits("actions_len", 16, {.length_of = {"actions"}}), openflow_pad("pad", 48),
                         layers("actions", "OFPAT3", {.extent = octets_from("actions_len")}),
                         optional_layer("data", "Ether", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_t_packet_out =
    openflow_message("OFPTPacketOut3", "OFPT_PACKET_OUT", t_packet_out_fields, of_type3<13>);

static constexpr auto t_flow_mod_fields = openflow3_fields<14>(
    bits("cookie", 64), bits("cookie_mask", 64), enumeration("table_id", 8, 0, openflow3_tables),
    enumeration("cmd", 8, 0, openflow3_flow_commands), bits("idle_timeout", 16), bits("hard_timeout", 16),
    bits("priority", 16), enumeration("buffer_id", 32, 0xffffffff, openflow3_buffers),
    enumeration("out_port", 32, 0xffffffff, openflow3_ports),
    enumeration("out_group", 32, 0xffffffff, openflow3_groups), flags("flags", 16, 0, openflow3_flow_flags),
    openflow_pad("pad", 16), openflow3_match_field,
    layers("instructions", "OFPIT", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_t_flow_mod =
    openflow_message("OFPTFlowMod3", "OFPT_FLOW_MOD", t_flow_mod_fields, of_type3<14>);

static constexpr auto t_group_mod_fields =
    openflow3_fields<15>(enumeration("cmd", 16, 0, openflow3_group_commands),
                         enumeration("group_type", 8, 0, openflow3_group_types), openflow_pad("pad", 8),
                         enumeration("group_id", 32, 0, openflow3_groups),
                         layers("buckets", "OFPBucket", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_t_group_mod =
    openflow_message("OFPTGroupMod", "OFPT_GROUP_MOD", t_group_mod_fields, of_type3<15>);

static constexpr auto t_port_mod_fields = openflow3_fields<16>(
    enumeration("port_no", 32, 0, openflow3_ports), openflow_pad("pad1", 32), mac("hw_addr"),
    openflow_pad("pad2", 16), flags("config", 32, 0, openflow3_port_config),
    flags("mask", 32, 0, openflow3_port_config), flags("advertise", 32, 0, openflow3_port_features),
    openflow_pad("pad3", 32));
extern constexpr Protocol openflow3_t_port_mod =
    openflow_message("OFPTPortMod3", "OFPT_PORT_MOD", t_port_mod_fields, of_type3<16>);

static constexpr auto t_table_mod_fields =
    openflow3_fields<17>(enumeration("table_id", 8, 0, openflow3_tables), openflow_pad("pad", 24),
                         enumeration("config", 32, 0, openflow3_table_mod_config));
extern constexpr Protocol openflow3_t_table_mod =
    openflow_message("OFPTTableMod", "OFPT_TABLE_MOD", t_table_mod_fields, of_type3<17>);

static constexpr auto t_barrier_request_fields = openflow3_fields<20>();
extern constexpr Protocol openflow3_t_barrier_request =
    openflow_message("OFPTBarrierRequest3", "OFPT_BARRIER_REQUEST", t_barrier_request_fields, of_type3<20>);

static constexpr auto t_barrier_reply_fields = openflow3_fields<21>();
extern constexpr Protocol openflow3_t_barrier_reply =
    openflow_message("OFPTBarrierReply3", "OFPT_BARRIER_REPLY", t_barrier_reply_fields, of_type3<21>);

static constexpr auto t_queue_get_config_request_fields =
    openflow3_fields<22>(enumeration("port_no", 32, 0xffffffff, openflow3_ports), openflow_pad("pad", 32));
extern constexpr Protocol openflow3_t_queue_get_config_request =
    openflow_message("OFPTQueueGetConfigRequest3", "OFPT_QUEUE_GET_CONFIG_REQUEST",
                     t_queue_get_config_request_fields, of_type3<22>);

static constexpr auto t_queue_get_config_reply_fields =
    openflow3_fields<23>(enumeration("port", 32, 0, openflow3_ports), openflow_pad("pad", 32),
                         layers("queues", "OFPPacketQueue3", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_t_queue_get_config_reply = openflow_message(
    "OFPTQueueGetConfigReply3", "OFPT_QUEUE_GET_CONFIG_REPLY", t_queue_get_config_reply_fields, of_type3<23>);

static constexpr auto t_role_request_fields = openflow3_fields<24>(
    enumeration("role", 32, 0, openflow3_roles), openflow_pad("pad", 32), bits("generation_id", 64));
extern constexpr Protocol openflow3_t_role_request =
    openflow_message("OFPTRoleRequest", "OFPT_ROLE_REQUEST", t_role_request_fields, of_type3<24>);

static constexpr auto t_role_reply_fields = openflow3_fields<25>(
    enumeration("role", 32, 0, openflow3_roles), openflow_pad("pad", 32), bits("generation_id", 64));
extern constexpr Protocol openflow3_t_role_reply =
    openflow_message("OFPTRoleReply", "OFPT_ROLE_REPLY", t_role_reply_fields, of_type3<25>);

static constexpr auto t_get_async_request_fields = openflow3_fields<26>();
extern constexpr Protocol openflow3_t_get_async_request = openflow_message(
    "OFPTGetAsyncRequest", "OFPT_GET_ASYNC_REQUEST", t_get_async_request_fields, of_type3<26>);

static constexpr auto t_get_async_reply_fields =
    openflow3_fields<27>(flags("packet_in_mask_master", 32, 0, openflow3_packet_in_masks),
                         flags("packet_in_mask_slave", 32, 0, openflow3_packet_in_masks),
                         flags("port_status_mask_master", 32, 0, openflow3_port_status_masks),
                         flags("port_status_mask_slave", 32, 0, openflow3_port_status_masks),
                         flags("flow_removed_mask_master", 32, 0, openflow3_flow_removed_masks),
                         flags("flow_removed_mask_slave", 32, 0, openflow3_flow_removed_masks));
extern constexpr Protocol openflow3_t_get_async_reply =
    openflow_message("OFPTGetAsyncReply", "OFPT_GET_ASYNC_REPLY", t_get_async_reply_fields, of_type3<27>);

static constexpr auto t_set_async_fields =
    openflow3_fields<28>(flags("packet_in_mask_master", 32, 0, openflow3_packet_in_masks),
                         flags("packet_in_mask_slave", 32, 0, openflow3_packet_in_masks),
                         flags("port_status_mask_master", 32, 0, openflow3_port_status_masks),
                         flags("port_status_mask_slave", 32, 0, openflow3_port_status_masks),
                         flags("flow_removed_mask_master", 32, 0, openflow3_flow_removed_masks),
                         flags("flow_removed_mask_slave", 32, 0, openflow3_flow_removed_masks));
extern constexpr Protocol openflow3_t_set_async =
    openflow_message("OFPTSetAsync", "OFPT_SET_ASYNC", t_set_async_fields, of_type3<28>);

static constexpr auto t_meter_mod_fields = openflow3_fields<29>(
    enumeration("cmd", 16, 0, openflow3_meter_commands), flags("flags", 16, 0, openflow3_meter_flags),
    enumeration("meter_id", 32, 1, openflow3_meters), layers("bands", "OFPMBT", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_t_meter_mod =
    openflow_message("OFPTMeterMod", "OFPT_METER_MOD", t_meter_mod_fields, of_type3<29>);

}  // namespace pkttest::protocols
