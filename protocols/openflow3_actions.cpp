// OpenFlow 1.3 (OpenFlow Switch Specification 1.3.5, 7.2): ports, actions, instructions, buckets, meter
// bands, queues.
#include "protocols/openflow3.h"

namespace pkttest::protocols {

/// Parts of a type that is not known are kept.
static constexpr Field general_fields[] = {bits("type", 16), openflow_length,
                                           octets("data", "", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_action = openflow_part(action, general_fields);
extern constexpr Protocol openflow3_instruction = openflow_part(instruction, general_fields);
extern constexpr Protocol openflow3_band = openflow_part(band, general_fields);
extern constexpr Protocol openflow3_hello_element = openflow_part(hello_element, general_fields);
extern constexpr Protocol openflow3_queue_property = openflow_part(queue_property, general_fields);

static constexpr Field port_fields[] = {enumeration("port_no", 32, 0, openflow3_ports),
                                        openflow_pad("pad1", 32),
                                        mac("hw_addr"),
                                        openflow_pad("pad2", 16),
                                        octets("port_name", "", {.extent = fixed(16)}),
                                        flags("config", 32, 0, openflow3_port_config),
                                        flags("state", 32, 0, openflow3_port_state),
                                        flags("curr", 32, 0, openflow3_port_features),
                                        flags("advertised", 32, 0, openflow3_port_features),
                                        flags("supported", 32, 0, openflow3_port_features),
                                        flags("peer", 32, 0, openflow3_port_features),
                                        bits("curr_speed", 32),
                                        bits("max_speed", 32)};
extern constexpr Protocol openflow3_port = openflow_part("OFPPort", port_fields, {}, "OFP_PHY_PORT");

static constexpr Field het_version_bitmap_fields[] = {enumeration("type", 16, 1, openflow3_hello_elements),
                                                      bits("len", 16, 8),
                                                      flags("bitmap", 32, 0, openflow3_versions)};
extern constexpr Protocol openflow3_het_version_bitmap =
    openflow_part("OFPHETVersionBitmap", het_version_bitmap_fields, openflow3_type_of<hello_element, 1>,
                  "OFPHET_VERSIONBITMAP");

static constexpr Field at_output_fields[] = {enumeration("type", 16, 0, openflow3_action_types),
                                             bits("len", 16, 16), enumeration("port", 32, 0, openflow3_ports),
                                             enumeration("max_len", 16, 65535, openflow3_packet_lengths),
                                             openflow_pad("pad", 48)};
extern constexpr Protocol openflow3_at_output =
    openflow_part("OFPATOutput3", at_output_fields, openflow3_type_of<action, 0>, "OFPAT_OUTPUT");

static constexpr Field at_set_vlanvid_fields[] = {enumeration("type", 16, 1, openflow3_action_types),
                                                  bits("len", 16, 8), bits("vlan_vid", 16),
                                                  openflow_pad("pad", 16)};
extern constexpr Protocol openflow3_at_set_vlanvid = openflow_part(
    "OFPATSetVLANVID3", at_set_vlanvid_fields, openflow3_type_of<action, 1>, "OFPAT_SET_VLAN_VID");

static constexpr Field at_set_vlanpcp_fields[] = {enumeration("type", 16, 2, openflow3_action_types),
                                                  bits("len", 16, 8), bits("vlan_pcp", 8),
                                                  openflow_pad("pad", 24)};
extern constexpr Protocol openflow3_at_set_vlanpcp = openflow_part(
    "OFPATSetVLANPCP3", at_set_vlanpcp_fields, openflow3_type_of<action, 2>, "OFPAT_SET_VLAN_PCP");

static constexpr Field at_strip_vlan_fields[] = {enumeration("type", 16, 3, openflow3_action_types),
                                                 bits("len", 16, 8), openflow_pad("pad", 32)};
extern constexpr Protocol openflow3_at_strip_vlan =
    openflow_part("OFPATStripVLAN3", at_strip_vlan_fields, openflow3_type_of<action, 3>, "OFPAT_STRIP_VLAN");

static constexpr Field at_set_dl_src_fields[] = {enumeration("type", 16, 4, openflow3_action_types),
                                                 bits("len", 16, 16), mac("dl_addr"),
                                                 openflow_pad("pad", 48)};
extern constexpr Protocol openflow3_at_set_dl_src =
    openflow_part("OFPATSetDlSrc3", at_set_dl_src_fields, openflow3_type_of<action, 4>, "OFPAT_SET_DL_SRC");

static constexpr Field at_set_dl_dst_fields[] = {enumeration("type", 16, 5, openflow3_action_types),
                                                 bits("len", 16, 16), mac("dl_addr"),
                                                 openflow_pad("pad", 48)};
extern constexpr Protocol openflow3_at_set_dl_dst =
    openflow_part("OFPATSetDlDst3", at_set_dl_dst_fields, openflow3_type_of<action, 5>, "OFPAT_SET_DL_DST");

static constexpr Field at_set_nw_src_fields[] = {enumeration("type", 16, 6, openflow3_action_types),
                                                 bits("len", 16, 8), ipv4("nw_addr")};
extern constexpr Protocol openflow3_at_set_nw_src =
    openflow_part("OFPATSetNwSrc3", at_set_nw_src_fields, openflow3_type_of<action, 6>, "OFPAT_SET_NW_SRC");

static constexpr Field at_set_nw_dst_fields[] = {enumeration("type", 16, 7, openflow3_action_types),
                                                 bits("len", 16, 8), ipv4("nw_addr")};
extern constexpr Protocol openflow3_at_set_nw_dst =
    openflow_part("OFPATSetNwDst3", at_set_nw_dst_fields, openflow3_type_of<action, 7>, "OFPAT_SET_NW_DST");

static constexpr Field at_set_nw_to_s_fields[] = {enumeration("type", 16, 8, openflow3_action_types),
                                                  bits("len", 16, 8), bits("nw_tos", 8),
                                                  openflow_pad("pad", 24)};
extern constexpr Protocol openflow3_at_set_nw_to_s =
    openflow_part("OFPATSetNwToS3", at_set_nw_to_s_fields, openflow3_type_of<action, 8>, "OFPAT_SET_NW_TOS");

static constexpr Field at_set_tp_src_fields[] = {enumeration("type", 16, 9, openflow3_action_types),
                                                 bits("len", 16, 8), bits("tp_port", 16),
                                                 openflow_pad("pad", 16)};
extern constexpr Protocol openflow3_at_set_tp_src =
    openflow_part("OFPATSetTpSrc3", at_set_tp_src_fields, openflow3_type_of<action, 9>, "OFPAT_SET_TP_SRC");

static constexpr Field at_set_tp_dst_fields[] = {enumeration("type", 16, 10, openflow3_action_types),
                                                 bits("len", 16, 8), bits("tp_port", 16),
                                                 openflow_pad("pad", 16)};
extern constexpr Protocol openflow3_at_set_tp_dst =
    openflow_part("OFPATSetTpDst3", at_set_tp_dst_fields, openflow3_type_of<action, 10>, "OFPAT_SET_TP_DST");

static constexpr Field at_set_mpls_label_fields[] = {enumeration("type", 16, 13, openflow3_action_types),
                                                     bits("len", 16, 8), bits("mpls_label", 32)};
extern constexpr Protocol openflow3_at_set_mpls_label = openflow_part(
    "OFPATSetMPLSLabel", at_set_mpls_label_fields, openflow3_type_of<action, 13>, "OFPAT_SET_MPLS_LABEL");

static constexpr Field at_set_mplstc_fields[] = {enumeration("type", 16, 14, openflow3_action_types),
                                                 bits("len", 16, 8), bits("mpls_tc", 8),
                                                 openflow_pad("pad", 24)};
extern constexpr Protocol openflow3_at_set_mplstc =
    openflow_part("OFPATSetMPLSTC", at_set_mplstc_fields, openflow3_type_of<action, 14>, "OFPAT_SET_MPLS_TC");

static constexpr Field at_copy_ttl_out_fields[] = {enumeration("type", 16, 11, openflow3_action_types),
                                                   bits("len", 16, 8), openflow_pad("pad", 32)};
extern constexpr Protocol openflow3_at_copy_ttl_out = openflow_part(
    "OFPATCopyTTLOut", at_copy_ttl_out_fields, openflow3_type_of<action, 11>, "OFPAT_COPY_TTL_OUT");

static constexpr Field at_copy_ttl_in_fields[] = {enumeration("type", 16, 12, openflow3_action_types),
                                                  bits("len", 16, 8), openflow_pad("pad", 32)};
extern constexpr Protocol openflow3_at_copy_ttl_in = openflow_part(
    "OFPATCopyTTLIn", at_copy_ttl_in_fields, openflow3_type_of<action, 12>, "OFPAT_COPY_TTL_IN");

static constexpr Field at_set_mplsttl_fields[] = {enumeration("type", 16, 15, openflow3_action_types),
                                                  bits("len", 16, 8), bits("mpls_ttl", 8),
                                                  openflow_pad("pad", 24)};
extern constexpr Protocol openflow3_at_set_mplsttl = openflow_part(
    "OFPATSetMPLSTTL", at_set_mplsttl_fields, openflow3_type_of<action, 15>, "OFPAT_SET_MPLS_TTL");

static constexpr Field at_dec_mplsttl_fields[] = {enumeration("type", 16, 16, openflow3_action_types),
                                                  bits("len", 16, 8), openflow_pad("pad", 32)};
extern constexpr Protocol openflow3_at_dec_mplsttl = openflow_part(
    "OFPATDecMPLSTTL", at_dec_mplsttl_fields, openflow3_type_of<action, 16>, "OFPAT_DEC_MPLS_TTL");

static constexpr Field at_push_vlan_fields[] = {enumeration("type", 16, 17, openflow3_action_types),
                                                bits("len", 16, 8), bits("ethertype", 16, 33024),
                                                openflow_pad("pad", 16)};
extern constexpr Protocol openflow3_at_push_vlan =
    openflow_part("OFPATPushVLAN", at_push_vlan_fields, openflow3_type_of<action, 17>, "OFPAT_PUSH_VLAN");

static constexpr Field at_pop_vlan_fields[] = {enumeration("type", 16, 18, openflow3_action_types),
                                               bits("len", 16, 8), openflow_pad("pad", 32)};
extern constexpr Protocol openflow3_at_pop_vlan =
    openflow_part("OFPATPopVLAN", at_pop_vlan_fields, openflow3_type_of<action, 18>, "OFPAT_POP_VLAN");

static constexpr Field at_push_mpls_fields[] = {enumeration("type", 16, 19, openflow3_action_types),
                                                bits("len", 16, 8), bits("ethertype", 16, 34887),
                                                openflow_pad("pad", 16)};
extern constexpr Protocol openflow3_at_push_mpls =
    openflow_part("OFPATPushMPLS", at_push_mpls_fields, openflow3_type_of<action, 19>, "OFPAT_PUSH_MPLS");

static constexpr Field at_pop_mpls_fields[] = {enumeration("type", 16, 20, openflow3_action_types),
                                               bits("len", 16, 8), bits("ethertype", 16, 34887),
                                               openflow_pad("pad", 16)};
extern constexpr Protocol openflow3_at_pop_mpls =
    openflow_part("OFPATPopMPLS", at_pop_mpls_fields, openflow3_type_of<action, 20>, "OFPAT_POP_MPLS");

static constexpr Field at_set_queue_fields[] = {enumeration("type", 16, 21, openflow3_action_types),
                                                bits("len", 16, 8),
                                                enumeration("queue_id", 32, 0, openflow3_queues)};
extern constexpr Protocol openflow3_at_set_queue =
    openflow_part("OFPATSetQueue", at_set_queue_fields, openflow3_type_of<action, 21>, "OFPAT_SET_QUEUE");

static constexpr Field at_group_fields[] = {enumeration("type", 16, 22, openflow3_action_types),
                                            bits("len", 16, 8),
                                            enumeration("group_id", 32, 0, openflow3_groups)};
extern constexpr Protocol openflow3_at_group =
    openflow_part("OFPATGroup", at_group_fields, openflow3_type_of<action, 22>, "OFPAT_GROUP");

static constexpr Field at_set_nw_ttl_fields[] = {enumeration("type", 16, 23, openflow3_action_types),
                                                 bits("len", 16, 8), bits("nw_ttl", 8),
                                                 openflow_pad("pad", 24)};
extern constexpr Protocol openflow3_at_set_nw_ttl =
    openflow_part("OFPATSetNwTTL", at_set_nw_ttl_fields, openflow3_type_of<action, 23>, "OFPAT_SET_NW_TTL");

static constexpr Field at_dec_nw_ttl_fields[] = {enumeration("type", 16, 24, openflow3_action_types),
                                                 bits("len", 16, 8), openflow_pad("pad", 32)};
extern constexpr Protocol openflow3_at_dec_nw_ttl =
    openflow_part("OFPATDecNwTTL", at_dec_nw_ttl_fields, openflow3_type_of<action, 24>, "OFPAT_DEC_NW_TTL");

static constexpr Field at_push_pbb_fields[] = {enumeration("type", 16, 26, openflow3_action_types),
                                               bits("len", 16, 8), bits("ethertype", 16, 35047),
                                               openflow_pad("pad", 16)};
extern constexpr Protocol openflow3_at_push_pbb =
    openflow_part("OFPATPushPBB", at_push_pbb_fields, openflow3_type_of<action, 26>, "OFPAT_PUSH_PBB");

static constexpr Field at_pop_pbb_fields[] = {enumeration("type", 16, 27, openflow3_action_types),
                                              bits("len", 16, 8), openflow_pad("pad", 32)};
extern constexpr Protocol openflow3_at_pop_pbb =
    openflow_part("OFPATPopPBB", at_pop_pbb_fields, openflow3_type_of<action, 27>, "OFPAT_POP_PBB");

static constexpr Field at_experimenter_fields[] = {enumeration("type", 16, 65535, openflow3_action_types),
                                                   openflow_length, bits("experimenter", 32),
                                                   octets("data", "", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_at_experimenter = openflow_part(
    "OFPATExperimenter", at_experimenter_fields, openflow3_type_of<action, 65535>, "OFPAT_EXPERIMENTER");

static constexpr Field it_goto_table_fields[] = {
    enumeration("type", 16, 1, openflow3_instruction_types), bits("len", 16, 8),
    enumeration("table_id", 8, 0, openflow3_tables), openflow_pad("pad", 24)};
extern constexpr Protocol openflow3_it_goto_table = openflow_part(
    "OFPITGotoTable", it_goto_table_fields, openflow3_type_of<instruction, 1>, "OFPIT_GOTO_TABLE");

static constexpr Field it_write_metadata_fields[] = {enumeration("type", 16, 2, openflow3_instruction_types),
                                                     bits("len", 16, 24), openflow_pad("pad", 32),
                                                     bits("metadata", 64), bits("metadata_mask", 64)};
extern constexpr Protocol openflow3_it_write_metadata =
    openflow_part("OFPITWriteMetadata", it_write_metadata_fields, openflow3_type_of<instruction, 2>,
                  "OFPIT_WRITE_METADATA");

static constexpr Field it_write_actions_fields[] = {enumeration("type", 16, 3, openflow3_instruction_types),
                                                    openflow_length, openflow_pad("pad", 32),
                                                    layers("actions", "OFPAT3", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_it_write_actions = openflow_part(
    "OFPITWriteActions", it_write_actions_fields, openflow3_type_of<instruction, 3>, "OFPIT_WRITE_ACTIONS");

static constexpr Field it_apply_actions_fields[] = {enumeration("type", 16, 4, openflow3_instruction_types),
                                                    openflow_length, openflow_pad("pad", 32),
                                                    layers("actions", "OFPAT3", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_it_apply_actions = openflow_part(
    "OFPITApplyActions", it_apply_actions_fields, openflow3_type_of<instruction, 4>, "OFPIT_APPLY_ACTIONS");

static constexpr Field it_clear_actions_fields[] = {enumeration("type", 16, 5, openflow3_instruction_types),
                                                    bits("len", 16, 8), openflow_pad("pad", 32)};
extern constexpr Protocol openflow3_it_clear_actions = openflow_part(
    "OFPITClearActions", it_clear_actions_fields, openflow3_type_of<instruction, 5>, "OFPIT_CLEAR_ACTIONS");

static constexpr Field it_meter_fields[] = {enumeration("type", 16, 6, openflow3_instruction_types),
                                            bits("len", 16, 8),
                                            enumeration("meter_id", 32, 1, openflow3_meters)};
extern constexpr Protocol openflow3_it_meter =
    openflow_part("OFPITMeter", it_meter_fields, openflow3_type_of<instruction, 6>, "OFPIT_METER");

static constexpr Field it_experimenter_fields[] = {
    enumeration("type", 16, 65535, openflow3_instruction_types), openflow_length, bits("experimenter", 32),
    octets("data", "", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_it_experimenter = openflow_part(
    "OFPITExperimenter", it_experimenter_fields, openflow3_type_of<instruction, 65535>, "OFPIT_EXPERIMENTER");

static constexpr Field bucket_fields[] = {openflow_length,
                                          bits("weight", 16),
                                          enumeration("watch_port", 32, 0, openflow3_ports),
                                          enumeration("watch_group", 32, 0, openflow3_groups),
                                          openflow_pad("pad", 32),
                                          layers("actions", "OFPAT3", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_bucket = openflow_part("OFPBucket", bucket_fields, {}, "OFP_BUCKET");

static constexpr Field mbt_drop_fields[] = {enumeration("type", 16, 1, openflow3_bands), bits("len", 16, 16),
                                            bits("rate", 32), bits("burst_size", 32),
                                            openflow_pad("pad", 32)};
extern constexpr Protocol openflow3_mbt_drop =
    openflow_part("OFPMBTDrop", mbt_drop_fields, openflow3_type_of<band, 1>, "OFPMBT_DROP");

static constexpr Field mbt_dscp_remark_fields[] = {enumeration("type", 16, 2, openflow3_bands),
                                                   bits("len", 16, 16),
                                                   bits("rate", 32),
                                                   bits("burst_size", 32),
                                                   bits("prec_level", 8),
                                                   openflow_pad("pad", 24)};
extern constexpr Protocol openflow3_mbt_dscp_remark = openflow_part(
    "OFPMBTDSCPRemark", mbt_dscp_remark_fields, openflow3_type_of<band, 2>, "OFPMBT_DSCP_REMARK");

static constexpr Field mbt_experimenter_fields[] = {enumeration("type", 16, 65535, openflow3_bands),
                                                    openflow_length,
                                                    bits("rate", 32),
                                                    bits("burst_size", 32),
                                                    bits("experimenter", 32),
                                                    octets("data", "", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_mbt_experimenter = openflow_part(
    "OFPMBTExperimenter", mbt_experimenter_fields, openflow3_type_of<band, 65535>, "OFPMBT_EXPERIMENTER");

static constexpr Field packet_queue_fields[] = {
    enumeration("queue_id", 32, 0, openflow3_queues), enumeration("port", 32, 0, openflow3_ports),
    openflow_length, openflow_pad("pad", 48), layers("properties", "OFPQT3", {.extent = up_to("len")})};
extern constexpr Protocol openflow3_packet_queue =
    openflow_part("OFPPacketQueue3", packet_queue_fields, {}, "OFP_PACKET_QUEUE");

static constexpr Field qt_min_rate_fields[] = {enumeration("type", 16, 1, openflow3_queue_properties),
                                               bits("len", 16, 16), openflow_pad("pad1", 32),
                                               bits("rate", 16), openflow_pad("pad2", 48)};
extern constexpr Protocol openflow3_qt_min_rate = openflow_part(
    "OFPQTMinRate3", qt_min_rate_fields, openflow3_type_of<queue_property, 1>, "OFPQT_MIN_RATE");

}  // namespace pkttest::protocols
