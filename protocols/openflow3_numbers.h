// The numbers of OpenFlow 1.3 (OpenFlow Switch Specification 1.3.5, 7 and A) and their names.
#pragma once

#include "framework/packet/field.h"

namespace pkttest::protocols {

inline constexpr Name openflow3_message_types[] = {{0, "OFPT_HELLO"},
                                                   {1, "OFPT_ERROR"},
                                                   {2, "OFPT_ECHO_REQUEST"},
                                                   {3, "OFPT_ECHO_REPLY"},
                                                   {4, "OFPT_EXPERIMENTER"},
                                                   {5, "OFPT_FEATURES_REQUEST"},
                                                   {6, "OFPT_FEATURES_REPLY"},
                                                   {7, "OFPT_GET_CONFIG_REQUEST"},
                                                   {8, "OFPT_GET_CONFIG_REPLY"},
                                                   {9, "OFPT_SET_CONFIG"},
                                                   {10, "OFPT_PACKET_IN"},
                                                   {11, "OFPT_FLOW_REMOVED"},
                                                   {12, "OFPT_PORT_STATUS"},
                                                   {13, "OFPT_PACKET_OUT"},
                                                   {14, "OFPT_FLOW_MOD"},
                                                   {15, "OFPT_GROUP_MOD"},
                                                   {16, "OFPT_PORT_MOD"},
                                                   {17, "OFPT_TABLE_MOD"},
                                                   {18, "OFPT_MULTIPART_REQUEST"},
                                                   {19, "OFPT_MULTIPART_REPLY"},
                                                   {20, "OFPT_BARRIER_REQUEST"},
                                                   {21, "OFPT_BARRIER_REPLY"},
                                                   {22, "OFPT_QUEUE_GET_CONFIG_REQUEST"},
                                                   {23, "OFPT_QUEUE_GET_CONFIG_REPLY"},
                                                   {24, "OFPT_ROLE_REQUEST"},
                                                   {25, "OFPT_ROLE_REPLY"},
                                                   {26, "OFPT_GET_ASYNC_REQUEST"},
                                                   {27, "OFPT_GET_ASYNC_REPLY"},
                                                   {28, "OFPT_SET_ASYNC"},
                                                   {29, "OFPT_METER_MOD"}};
inline constexpr Name openflow3_multipart_types[] = {{0, "OFPMP_DESC"},
                                                     {1, "OFPMP_FLOW"},
                                                     {2, "OFPMP_AGGREGATE"},
                                                     {3, "OFPMP_TABLE"},
                                                     {4, "OFPMP_PORT_STATS"},
                                                     {5, "OFPMP_QUEUE"},
                                                     {6, "OFPMP_GROUP"},
                                                     {7, "OFPMP_GROUP_DESC"},
                                                     {8, "OFPMP_GROUP_FEATURES"},
                                                     {9, "OFPMP_METER"},
                                                     {10, "OFPMP_METER_CONFIG"},
                                                     {11, "OFPMP_METER_FEATURES"},
                                                     {12, "OFPMP_TABLE_FEATURES"},
                                                     {13, "OFPMP_PORT_DESC"},
                                                     {0xffff, "OFPMP_EXPERIMENTER"}};
inline constexpr Name openflow3_request_flags[] = {{1, "REQ_MORE"}};
inline constexpr Name openflow3_reply_flags[] = {{1, "REPLY_MORE"}};
inline constexpr Name openflow3_bands[] = {
    {1, "OFPMBT_DROP"}, {2, "OFPMBT_DSCP_REMARK"}, {0xffff, "OFPMBT_EXPERIMENTER"}};
inline constexpr Name openflow3_match_classes[] = {{0, "OFPXMC_NXM_0"},
                                                   {1, "OFPXMC_NXM_1"},
                                                   {0x8000, "OFPXMC_OPENFLOW_BASIC"},
                                                   {0xffff, "OFPXMC_EXPERIMENTER"}};
inline constexpr Name openflow3_match_fields[] = {
    {0, "OFB_IN_PORT"},      {1, "OFB_IN_PHY_PORT"},  {2, "OFB_METADATA"},     {3, "OFB_ETH_DST"},
    {4, "OFB_ETH_SRC"},      {5, "OFB_ETH_TYPE"},     {6, "OFB_VLAN_VID"},     {7, "OFB_VLAN_PCP"},
    {8, "OFB_IP_DSCP"},      {9, "OFB_IP_ECN"},       {10, "OFB_IP_PROTO"},    {11, "OFB_IPV4_SRC"},
    {12, "OFB_IPV4_DST"},    {13, "OFB_TCP_SRC"},     {14, "OFB_TCP_DST"},     {15, "OFB_UDP_SRC"},
    {16, "OFB_UDP_DST"},     {17, "OFB_SCTP_SRC"},    {18, "OFB_SCTP_DST"},    {19, "OFB_ICMPV4_TYPE"},
    {20, "OFB_ICMPV4_CODE"}, {21, "OFB_ARP_OP"},      {22, "OFB_ARP_SPA"},     {23, "OFB_ARP_TPA"},
    {24, "OFB_ARP_SHA"},     {25, "OFB_ARP_THA"},     {26, "OFB_IPV6_SRC"},    {27, "OFB_IPV6_DST"},
    {28, "OFB_IPV6_FLABEL"}, {29, "OFB_ICMPV6_TYPE"}, {30, "OFB_ICMPV6_CODE"}, {31, "OFB_IPV6_ND_TARGET"},
    {32, "OFB_IPV6_ND_SLL"}, {33, "OFB_IPV6_ND_TLL"}, {34, "OFB_MPLS_LABEL"},  {35, "OFB_MPLS_TC"},
    {36, "OFB_MPLS_BOS"},    {37, "OFB_PBB_ISID"},    {38, "OFB_TUNNEL_ID"},   {39, "OFB_IPV6_EXTHDR"}};
inline constexpr Name openflow3_match_types[] = {{0, "OFPMT_STANDARD"}, {1, "OFPMT_OXM"}};
inline constexpr Name openflow3_extension_headers[] = {{0x01, "NONEXT"}, {0x02, "ESP"},   {0x04, "AUTH"},
                                                       {0x08, "DEST"},   {0x10, "FRAG"},  {0x20, "ROUTER"},
                                                       {0x40, "HOP"},    {0x80, "UNREP"}, {0x100, "UNSEQ"}};
inline constexpr Name openflow3_table_properties[] = {{0, "OFPTFPT_INSTRUCTIONS"},
                                                      {1, "OFPTFPT_INSTRUCTIONS_MISS"},
                                                      {2, "OFPTFPT_NEXT_TABLES"},
                                                      {3, "OFPTFPT_NEXT_TABLES_MISS"},
                                                      {4, "OFPTFPT_WRITE_ACTIONS"},
                                                      {5, "OFPTFPT_WRITE_ACTIONS_MISS"},
                                                      {6, "OFPTFPT_APPLY_ACTIONS"},
                                                      {7, "OFPTFPT_APPLY_ACTIONS_MISS"},
                                                      {8, "OFPTFPT_MATCH"},
                                                      {10, "OFPTFPT_WILDCARDS"},
                                                      {12, "OFPTFPT_WRITE_SETFIELD"},
                                                      {13, "OFPTFPT_WRITE_SETFIELD_MISS"},
                                                      {14, "OFPTFPT_APPLY_SETFIELD"},
                                                      {15, "OFPTFPT_APPLY_SETFIELD_MISS"},
                                                      {0xfffe, "OFPTFPT_EXPERIMENTER"},
                                                      {0xffff, "OFPTFPT_EXPERIMENTER_MISS"}};

inline constexpr Name openflow3_capabilities[] = {
    {1, "FLOW_STATS"}, {2, "TABLE_STATS"},  {4, "PORT_STATS"},     {8, "GROUP_STATS"},     {16, "RESERVED"},
    {32, "IP_REASM"},  {64, "QUEUE_STATS"}, {128, "ARP_MATCH_IP"}, {0x100, "PORT_BLOCKED"}};
inline constexpr Name openflow3_fragment_handling[] = {
    {0, "FRAG_NORMAL"}, {1, "FRAG_DROP"}, {2, "FRAG_REASM"}, {3, "FRAG_MASK"}};
inline constexpr Name openflow3_buffers[] = {{0xffffffff, "NO_BUFFER"}};
inline constexpr Name openflow3_packet_reasons[] = {
    {0, "OFPR_NO_MATCH"}, {1, "OFPR_ACTION"}, {2, "OFPR_INVALID_TTL"}};
inline constexpr Name openflow3_tables[] = {{254, "MAX"}, {255, "ALL"}};
inline constexpr Name openflow3_removal_reasons[] = {
    {0, "OFPRR_IDLE_TIMEOUT"}, {1, "OFPRR_HARD_TIMEOUT"}, {2, "OFPRR_DELETE"}, {3, "OFPRR_GROUP_DELETE"}};
inline constexpr Name openflow3_port_reasons[] = {{0, "OFPPR_ADD"}, {1, "OFPPR_DELETE"}, {2, "OFPPR_MODIFY"}};
inline constexpr Name openflow3_ports[] = {
    {0xfffffff8, "IN_PORT"}, {0xfffffff9, "TABLE"},      {0xfffffffa, "NORMAL"}, {0xfffffffb, "FLOOD"},
    {0xfffffffc, "ALL"},     {0xfffffffd, "CONTROLLER"}, {0xfffffffe, "LOCAL"},  {0xffffffff, "ANY"}};
inline constexpr Name openflow3_flow_commands[] = {{0, "OFPFC_ADD"},
                                                   {1, "OFPFC_MODIFY"},
                                                   {2, "OFPFC_MODIFY_STRICT"},
                                                   {3, "OFPFC_DELETE"},
                                                   {4, "OFPFC_DELETE_STRICT"}};
inline constexpr Name openflow3_groups[] = {{0xffffff00, "MAX"}, {0xfffffffc, "ALL"}, {0xffffffff, "ANY"}};
inline constexpr Name openflow3_flow_flags[] = {{1, "SEND_FLOW_REM"},
                                                {2, "CHECK_OVERLAP"},
                                                {4, "RESET_COUNTS"},
                                                {8, "NO_PKT_COUNTS"},
                                                {16, "NO_BYT_COUNTS"}};
inline constexpr Name openflow3_group_commands[] = {
    {0, "OFPGC_ADD"}, {1, "OFPGC_MODIFY"}, {2, "OFPGC_DELETE"}};
inline constexpr Name openflow3_group_types[] = {
    {0, "OFPGT_ALL"}, {1, "OFPGT_SELECT"}, {2, "OFPGT_INDIRECT"}, {3, "OFPGT_FF"}};
inline constexpr Name openflow3_port_config[] = {{1, "PORT_DOWN"},    {2, "NO_STP"},    {4, "NO_RECV"},
                                                 {8, "NO_RECV_STP"},  {16, "NO_FLOOD"}, {32, "NO_FWD"},
                                                 {64, "NO_PACKET_IN"}};
inline constexpr Name openflow3_port_features[] = {
    {1, "10MB_HD"},      {2, "10MB_FD"},      {4, "100MB_HD"},   {8, "100MB_FD"},
    {16, "1GB_HD"},      {32, "1GB_FD"},      {64, "10GB_FD"},   {128, "40GB_FD"},
    {0x100, "100GB_FD"}, {0x200, "1TB_FD"},   {0x400, "OTHER"},  {0x800, "COPPER"},
    {0x1000, "FIBER"},   {0x2000, "AUTONEG"}, {0x4000, "PAUSE"}, {0x8000, "PAUSE_ASYM"}};
inline constexpr Name openflow3_table_mod_config[] = {{3, "OFPTC_DEPRECATED_MASK"}};
inline constexpr Name openflow3_roles[] = {
    {0, "OFPCR_ROLE_NOCHANGE"}, {1, "OFPCR_ROLE_EQUAL"}, {2, "OFPCR_ROLE_MASTER"}, {3, "OFPCR_ROLE_SLAVE"}};
inline constexpr Name openflow3_packet_in_masks[] = {{1, "NO_MATCH"}, {2, "ACTION"}, {4, "INVALID_TTL"}};
inline constexpr Name openflow3_port_status_masks[] = {{1, "ADD"}, {2, "DELETE"}, {4, "MODIFY"}};
inline constexpr Name openflow3_flow_removed_masks[] = {
    {1, "IDLE_TIMEOUT"}, {2, "HARD_TIMEOUT"}, {4, "DELETE"}, {8, "GROUP_DELETE"}};
inline constexpr Name openflow3_meter_commands[] = {
    {0, "OFPMC_ADD"}, {1, "OFPMC_MODIFY"}, {2, "OFPMC_DELETE"}};
inline constexpr Name openflow3_meter_flags[] = {{1, "KBPS"}, {2, "PKTPS"}, {4, "BURST"}, {8, "STATS"}};
inline constexpr Name openflow3_meters[] = {
    {0xffff0000, "MAX"}, {0xfffffffd, "SLOWPATH"}, {0xfffffffe, "CONTROLLER"}, {0xffffffff, "ALL"}};
inline constexpr Name openflow3_error_types[] = {{0, "OFPET_HELLO_FAILED"},
                                                 {1, "OFPET_BAD_REQUEST"},
                                                 {2, "OFPET_BAD_ACTION"},
                                                 {3, "OFPET_BAD_INSTRUCTION"},
                                                 {4, "OFPET_BAD_MATCH"},
                                                 {5, "OFPET_FLOW_MOD_FAILED"},
                                                 {6, "OFPET_GROUP_MOD_FAILED"},
                                                 {7, "OFPET_PORT_MOD_FAILED"},
                                                 {8, "OFPET_TABLE_MOD_FAILED"},
                                                 {9, "OFPET_QUEUE_OP_FAILED"},
                                                 {10, "OFPET_SWITCH_CONFIG_FAILED"},
                                                 {11, "OFPET_ROLE_REQUEST_FAILED"},
                                                 {12, "OFPET_METER_MOD_FAILED"},
                                                 {13, "OFPET_TABLE_FEATURES_FAILED"},
                                                 {0xffff, "OFPET_EXPERIMENTER"}};
inline constexpr Name openflow3_hello_codes[] = {{0, "OFPHFC_INCOMPATIBLE"}, {1, "OFPHFC_EPERM"}};
inline constexpr Name openflow3_request_codes[] = {
    {0, "OFPBRC_BAD_VERSION"},    {1, "OFPBRC_BAD_TYPE"},
    {2, "OFPBRC_BAD_MULTIPART"},  {3, "OFPBRC_BAD_EXPERIMENTER"},
    {4, "OFPBRC_BAD_EXP_TYPE"},   {5, "OFPBRC_EPERM"},
    {6, "OFPBRC_BAD_LEN"},        {7, "OFPBRC_BUFFER_EMPTY"},
    {8, "OFPBRC_BUFFER_UNKNOWN"}, {9, "OFPBRC_BAD_TABLE_ID"},
    {10, "OFPBRC_IS_SLAVE"},      {11, "OFPBRC_BAD_PORT"},
    {12, "OFPBRC_BAD_PACKET"},    {13, "OFPBRC_MULTIPART_BUFFER_OVERFLOW"}};
inline constexpr Name openflow3_action_codes[] = {{0, "OFPBAC_BAD_TYPE"},
                                                  {1, "OFPBAC_BAD_LEN"},
                                                  {2, "OFPBAC_BAD_EXPERIMENTER"},
                                                  {3, "OFPBAC_BAD_EXP_TYPE"},
                                                  {4, "OFPBAC_BAD_OUT_PORT"},
                                                  {5, "OFPBAC_BAD_ARGUMENT"},
                                                  {6, "OFPBAC_EPERM"},
                                                  {7, "OFPBAC_TOO_MANY"},
                                                  {8, "OFPBAC_BAD_QUEUE"},
                                                  {9, "OFPBAC_BAD_OUT_GROUP"},
                                                  {10, "OFPBAC_MATCH_INCONSISTENT"},
                                                  {11, "OFPBAC_UNSUPPORTED_ORDER"},
                                                  {12, "OFPBAC_BAD_TAG"},
                                                  {13, "OFPBAC_BAD_SET_TYPE"},
                                                  {14, "OFPBAC_BAD_SET_LEN"},
                                                  {15, "OFPBAC_BAD_SET_ARGUMENT"}};
inline constexpr Name openflow3_instruction_codes[] = {{0, "OFPBIC_UNKNOWN_INST"},
                                                       {1, "OFPBIC_UNSUP_INST"},
                                                       {2, "OFPBIC_BAD_TABLE_ID"},
                                                       {3, "OFPBIC_UNSUP_METADATA"},
                                                       {4, "OFPBIC_UNSUP_METADATA_MASK"},
                                                       {5, "OFPBIC_BAD_EXPERIMENTER"},
                                                       {6, "OFPBIC_BAD_EXP_TYPE"},
                                                       {7, "OFPBIC_BAD_LEN"},
                                                       {8, "OFPBIC_EPERM"}};
inline constexpr Name openflow3_match_codes[] = {
    {0, "OFPBMC_BAD_TYPE"},         {1, "OFPBMC_BAD_LEN"},          {2, "OFPBMC_BAD_TAG"},
    {3, "OFPBMC_BAD_DL_ADDR_MASK"}, {4, "OFPBMC_BAD_NW_ADDR_MASK"}, {5, "OFPBMC_BAD_WILDCARDS"},
    {6, "OFPBMC_BAD_FIELD"},        {7, "OFPBMC_BAD_VALUE"},        {8, "OFPBMC_BAD_MASK"},
    {9, "OFPBMC_BAD_PREREQ"},       {10, "OFPBMC_DUP_FIELD"},       {11, "OFPBMC_EPERM"}};
inline constexpr Name openflow3_flow_mod_codes[] = {{0, "OFPFMFC_UNKNOWN"},      {1, "OFPFMFC_TABLE_FULL"},
                                                    {2, "OFPFMFC_BAD_TABLE_ID"}, {3, "OFPFMFC_OVERLAP"},
                                                    {4, "OFPFMFC_EPERM"},        {5, "OFPFMFC_BAD_TIMEOUT"},
                                                    {6, "OFPFMFC_BAD_COMMAND"},  {7, "OFPFMFC_BAD_FLAGS"}};
inline constexpr Name openflow3_group_mod_codes[] = {
    {0, "OFPGMFC_GROUP_EXISTS"},      {1, "OFPGMFC_INVALID_GROUP"},  {2, "OFPGMFC_WEIGHT_UNSUPPORTED"},
    {3, "OFPGMFC_OUT_OF_GROUPS"},     {4, "OFPGMFC_OUT_OF_BUCKETS"}, {5, "OFPGMFC_CHAINING_UNSUPPORTED"},
    {6, "OFPGMFC_WATCH_UNSUPPORTED"}, {7, "OFPGMFC_LOOP"},           {8, "OFPGMFC_UNKNOWN_GROUP"},
    {9, "OFPGMFC_CHAINED_GROUP"},     {10, "OFPGMFC_BAD_TYPE"},      {11, "OFPGMFC_BAD_COMMAND"},
    {12, "OFPGMFC_BAD_BUCKET"},       {13, "OFPGMFC_BAD_WATCH"},     {14, "OFPFMFC_EPERM"}};
inline constexpr Name openflow3_port_mod_codes[] = {{0, "OFPPMFC_BAD_PORT"},
                                                    {1, "OFPPMFC_BAD_HW_ADDR"},
                                                    {2, "OFPPMFC_BAD_CONFIG"},
                                                    {3, "OFPPMFC_BAD_ADVERTISE"},
                                                    {4, "OFPPMFC_EPERM"}};
inline constexpr Name openflow3_table_mod_codes[] = {
    {0, "OFPTMFC_BAD_TABLE"}, {1, "OFPTMFC_BAD_CONFIG"}, {2, "OFPTMFC_EPERM"}};
inline constexpr Name openflow3_queue_codes[] = {
    {0, "OFPQOFC_BAD_PORT"}, {1, "OFPQOFC_BAD_QUEUE"}, {2, "OFPQOFC_EPERM"}};
inline constexpr Name openflow3_switch_config_codes[] = {
    {0, "OFPSCFC_BAD_FLAGS"}, {1, "OFPSCFC_BAD_LEN"}, {2, "OFPSCFC_EPERM"}};
inline constexpr Name openflow3_role_codes[] = {
    {0, "OFPRRFC_STALE"}, {1, "OFPRRFC_UNSUP"}, {2, "OFPRRFC_BAD_ROLE"}};
inline constexpr Name openflow3_meter_mod_codes[] = {
    {0, "OFPMMFC_UNKNOWN"},        {1, "OFPMMFC_METER_EXISTS"},   {2, "OFPMMFC_INVALID_METER"},
    {3, "OFPMMFC_UNKNOWN_METER"},  {4, "OFPMMFC_BAD_COMMAND"},    {5, "OFPMMFC_BAD_FLAGS"},
    {6, "OFPMMFC_BAD_RATE"},       {7, "OFPMMFC_BAD_BURST"},      {8, "OFPMMFC_BAD_BAND"},
    {9, "OFPMMFC_BAD_BAND_VALUE"}, {10, "OFPMMFC_OUT_OF_METERS"}, {11, "OFPMMFC_OUT_OF_BANDS"}};
inline constexpr Name openflow3_table_features_codes[] = {
    {0, "OFPTFFC_BAD_TABLE"}, {1, "OFPTFFC_BAD_METADATA"}, {2, "OFPTFFC_BAD_TYPE"},
    {3, "OFPTFFC_BAD_LEN"},   {4, "OFPTFFC_BAD_ARGUMENT"}, {5, "OFPTFFC_EPERM"}};
inline constexpr Name openflow3_queues[] = {{0xffffffff, "ALL"}};
inline constexpr Name openflow3_table_config[] = {{0, "OFPTC_NO_MASK"}, {3, "OFPTC_DEPRECATED_MASK"}};
inline constexpr Name openflow3_group_type_flags[] = {{1, "ALL"}, {2, "SELECT"}, {4, "INDIRECT"}, {8, "FF"}};
inline constexpr Name openflow3_group_capabilities[] = {
    {1, "SELECT_WEIGHT"}, {2, "SELECT_LIVENESS"}, {4, "CHAINING"}, {8, "CHAINING_CHECKS"}};
inline constexpr Name openflow3_action_flags[] = {{1, "OFPAT_OUTPUT"},
                                                  {2, "OFPAT_SET_VLAN_VID"},
                                                  {4, "OFPAT_SET_VLAN_PCP"},
                                                  {8, "OFPAT_STRIP_VLAN"},
                                                  {16, "OFPAT_SET_DL_SRC"},
                                                  {32, "OFPAT_SET_DL_DST"},
                                                  {64, "OFPAT_SET_NW_SRC"},
                                                  {128, "OFPAT_SET_NW_DST"},
                                                  {0x100, "OFPAT_SET_NW_TOS"},
                                                  {0x200, "OFPAT_SET_TP_SRC"},
                                                  {0x400, "OFPAT_SET_TP_DST"},
                                                  {0x800, "OFPAT_COPY_TTL_OUT"},
                                                  {0x1000, "OFPAT_COPY_TTL_IN"},
                                                  {0x2000, "OFPAT_SET_MPLS_LABEL"},
                                                  {0x4000, "OFPAT_DEC_MPLS_TC"},
                                                  {0x8000, "OFPAT_SET_MPLS_TTL"},
                                                  {0x10000, "OFPAT_DEC_MPLS_TTL"},
                                                  {0x20000, "OFPAT_PUSH_VLAN"},
                                                  {0x40000, "OFPAT_POP_VLAN"},
                                                  {0x80000, "OFPAT_PUSH_MPLS"},
                                                  {0x100000, "OFPAT_POP_MPLS"},
                                                  {0x200000, "OFPAT_SET_QUEUE"},
                                                  {0x400000, "OFPAT_GROUP"},
                                                  {0x800000, "OFPAT_SET_NW_TTL"},
                                                  {0x1000000, "OFPAT_DEC_NW_TTL"},
                                                  {0x2000000, "OFPAT_SET_FIELD"},
                                                  {0x4000000, "OFPAT_PUSH_PBB"},
                                                  {0x8000000, "OFPAT_POP_PBB"}};
inline constexpr Name openflow3_band_type_flags[] = {{2, "DROP"}, {4, "DSCP_REMARK"}};
inline constexpr Name openflow3_meter_capabilities[] = {
    {1, "KBPS"}, {2, "PKTPS"}, {4, "BURST"}, {8, "STATS"}};
inline constexpr Name openflow3_port_state[] = {{1, "LINK_DOWN"}, {2, "BLOCKED"}, {4, "LIVE"}};
inline constexpr Name openflow3_hello_elements[] = {{1, "OFPHET_VERSIONBITMAP"}};
inline constexpr Name openflow3_versions[] = {{1, "Type 0"},  {2, "OFv1.0"},  {4, "OFv1.1"}, {8, "OFv1.2"},
                                              {16, "OFv1.3"}, {32, "OFv1.4"}, {64, "OFv1.5"}};
inline constexpr Name openflow3_action_types[] = {
    {0, "OFPAT_OUTPUT"},        {1, "OFPAT_SET_VLAN_VID"},     {2, "OFPAT_SET_VLAN_PCP"},
    {3, "OFPAT_STRIP_VLAN"},    {4, "OFPAT_SET_DL_SRC"},       {5, "OFPAT_SET_DL_DST"},
    {6, "OFPAT_SET_NW_SRC"},    {7, "OFPAT_SET_NW_DST"},       {8, "OFPAT_SET_NW_TOS"},
    {9, "OFPAT_SET_TP_SRC"},    {10, "OFPAT_SET_TP_DST"},      {11, "OFPAT_COPY_TTL_OUT"},
    {12, "OFPAT_COPY_TTL_IN"},  {13, "OFPAT_SET_MPLS_LABEL"},  {14, "OFPAT_DEC_MPLS_TC"},
    {15, "OFPAT_SET_MPLS_TTL"}, {16, "OFPAT_DEC_MPLS_TTL"},    {17, "OFPAT_PUSH_VLAN"},
    {18, "OFPAT_POP_VLAN"},     {19, "OFPAT_PUSH_MPLS"},       {20, "OFPAT_POP_MPLS"},
    {21, "OFPAT_SET_QUEUE"},    {22, "OFPAT_GROUP"},           {23, "OFPAT_SET_NW_TTL"},
    {24, "OFPAT_DEC_NW_TTL"},   {25, "OFPAT_SET_FIELD"},       {26, "OFPAT_PUSH_PBB"},
    {27, "OFPAT_POP_PBB"},      {0xffff, "OFPAT_EXPERIMENTER"}};
inline constexpr Name openflow3_packet_lengths[] = {{0xffff, "NO_BUFFER"}};
inline constexpr Name openflow3_instruction_types[] = {
    {1, "OFPIT_GOTO_TABLE"},       {2, "OFPIT_WRITE_METADATA"}, {3, "OFPIT_WRITE_ACTIONS"},
    {4, "OFPIT_APPLY_ACTIONS"},    {5, "OFPIT_CLEAR_ACTIONS"},  {6, "OFPIT_METER"},
    {0xffff, "OFPIT_EXPERIMENTER"}};
inline constexpr Name openflow3_queue_properties[] = {{0, "OFPQT_NONE"}, {1, "OFPQT_MIN_RATE"}};

}  // namespace pkttest::protocols
