// OpenFlow 1.3 (OpenFlow Switch Specification 1.3.5, 7.4.4): errors.
#include "protocols/openflow3.h"

namespace pkttest::protocols {

static constexpr auto et_hello_failed_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 0, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_hello_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_hello_failed =
    openflow_message("OFPETHelloFailed3", "OFPET_HELLO_FAILED", et_hello_failed_fields, of_kind3<1, 0>);

static constexpr auto et_bad_request_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 1, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_request_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_bad_request =
    openflow_message("OFPETBadRequest3", "OFPET_BAD_REQUEST", et_bad_request_fields, of_kind3<1, 1>);

static constexpr auto et_bad_action_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 2, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_action_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_bad_action =
    openflow_message("OFPETBadAction3", "OFPET_BAD_ACTION", et_bad_action_fields, of_kind3<1, 2>);

static constexpr auto et_bad_instruction_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 3, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_instruction_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_bad_instruction = openflow_message(
    "OFPETBadInstruction", "OFPET_BAD_INSTRUCTION", et_bad_instruction_fields, of_kind3<1, 3>);

static constexpr auto et_bad_match_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 4, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_match_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_bad_match =
    openflow_message("OFPETBadMatch", "OFPET_BAD_MATCH", et_bad_match_fields, of_kind3<1, 4>);

static constexpr auto et_flow_mod_failed_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 5, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_flow_mod_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_flow_mod_failed = openflow_message(
    "OFPETFlowModFailed3", "OFPET_FLOW_MOD_FAILED", et_flow_mod_failed_fields, of_kind3<1, 5>);

static constexpr auto et_group_mod_failed_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 6, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_group_mod_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_group_mod_failed = openflow_message(
    "OFPETGroupModFailed", "OFPET_GROUP_MOD_FAILED", et_group_mod_failed_fields, of_kind3<1, 6>);

static constexpr auto et_port_mod_failed_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 7, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_port_mod_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_port_mod_failed = openflow_message(
    "OFPETPortModFailed3", "OFPET_PORT_MOD_FAILED", et_port_mod_failed_fields, of_kind3<1, 7>);

static constexpr auto et_table_mod_failed_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 8, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_table_mod_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_table_mod_failed = openflow_message(
    "OFPETTableModFailed", "OFPET_TABLE_MOD_FAILED", et_table_mod_failed_fields, of_kind3<1, 8>);

static constexpr auto et_queue_op_failed_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 9, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_queue_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_queue_op_failed = openflow_message(
    "OFPETQueueOpFailed3", "OFPET_QUEUE_OP_FAILED", et_queue_op_failed_fields, of_kind3<1, 9>);

static constexpr auto et_switch_config_failed_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 10, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_switch_config_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_switch_config_failed = openflow_message(
    "OFPETSwitchConfigFailed", "OFPET_SWITCH_CONFIG_FAILED", et_switch_config_failed_fields, of_kind3<1, 10>);

static constexpr auto et_role_request_failed_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 11, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_role_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_role_request_failed = openflow_message(
    "OFPETRoleRequestFailed", "OFPET_ROLE_REQUEST_FAILED", et_role_request_failed_fields, of_kind3<1, 11>);

static constexpr auto et_meter_mod_failed_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 12, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_meter_mod_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_meter_mod_failed = openflow_message(
    "OFPETMeterModFailed", "OFPET_METER_MOD_FAILED", et_meter_mod_failed_fields, of_kind3<1, 12>);

static constexpr auto et_table_features_failed_fields =
    openflow3_fields<1>(enumeration("errtype", 16, 13, openflow3_error_types),
                        enumeration("errcode", 16, 0, openflow3_table_features_codes),
                        optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_table_features_failed =
    openflow_message("OFPETTableFeaturesFailed", "OFPET_TABLE_FEATURES_FAILED",
                     et_table_features_failed_fields, of_kind3<1, 13>);

static constexpr auto et_experimenter_fields = openflow3_fields<1>(
    enumeration("errtype", 16, 65535, openflow3_error_types), bits("exp_type", 16), bits("experimenter", 32),
    optional_layer("data", "OpenFlow", {.extent = up_to("len")}));
extern constexpr Protocol openflow3_et_experimenter =
    openflow_message("OFPETExperimenter", "OFPET_EXPERIMENTER", et_experimenter_fields, of_kind3<1, 65535>);

}  // namespace pkttest::protocols
