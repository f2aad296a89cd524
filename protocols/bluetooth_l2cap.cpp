// Bluetooth: logical link control and adaptation (Core Specification 5.3, volume 3, A) and the security
// manager (volume 3, H).
#include "protocols/bluetooth.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

// ---- channels and signalling ------------------------------------------------------------------------

static constexpr Name hdr_cid[] = {{1, "control"}, {4, "attribute"}};
static constexpr Field l2cap_hdr_fields[] = {
    bits("len", 16, {.compute = payload_octets, .little_endian = true}),
    enumeration("cid", 16, 0, hdr_cid, {.little_endian = true})};
static constexpr Carrier l2cap_hdr_carriers[] = {{"HCI_ACL_Hdr"}};
extern constexpr Protocol bluetooth_l2cap_hdr =
    bluetooth_head("L2CAP_Hdr", "L2CAP header", l2cap_hdr_fields, l2cap_hdr_carriers);
static constexpr Name cmd_hdr_code[] = {{1, "rej"},
                                        {2, "conn_req"},
                                        {3, "conn_resp"},
                                        {4, "conf_req"},
                                        {5, "conf_resp"},
                                        {6, "disconn_req"},
                                        {7, "disconn_resp"},
                                        {8, "echo_req"},
                                        {9, "echo_resp"},
                                        {10, "info_req"},
                                        {11, "info_resp"},
                                        {18, "conn_param_update_req"},
                                        {19, "conn_param_update_resp"}};
/// A rejection answers all; a response has its request's identifier and the next code.
static bool answers_signal(const Layer& answer, const Layer& request) {
    if (!request.is("L2CAP_CmdHdr") || answer.integer("id") != request.integer("id")) return false;
    constexpr std::uint64_t reject = 1, echo_request = 8;
    const std::uint64_t said = answer.integer("code"), asked = request.integer("code");
    if (said == reject) return true;
    if (asked % 2 != 0 || said != asked + 1) return false;
    return asked == echo_request || payload_answers(answer, request);
}
static constexpr Field cmdhdr_fields[] = {
    enumeration("code", 8, 8, cmd_hdr_code), bits("id", 8),
    bits("len", 16, {.compute = payload_octets, .little_endian = true})};
static constexpr Carrier cmdhdr_carriers[] = {{"L2CAP_Hdr", "cid", 1, up}, {"L2CAP_Hdr", "cid", 5}};
extern constexpr Protocol bluetooth_l2cap_cmdhdr = answering(
    bluetooth_head("L2CAP_CmdHdr", "L2CAP command header", cmdhdr_fields, cmdhdr_carriers), answers_signal);
static constexpr Name conn_req_psm[] = {{1, "SDP"}, {3, "RFCOMM"}, {5, "telephony control"}};
static constexpr Field connreq_fields[] = {enumeration("psm", 16, 0, conn_req_psm, {.little_endian = true}),
                                           little("scid", 16)};
extern constexpr Protocol bluetooth_l2cap_connreq =
    bluetooth("L2CAP_ConnReq", "L2CAP Conn Req", connreq_fields, on<l2cap_cmdhdr_of, 2>);
static constexpr Name conn_resp_result[] = {{0, "success"},       {1, "pend"},          {2, "cr_bad_psm"},
                                            {3, "cr_sec_block"},  {4, "cr_no_mem"},     {5, "reserved"},
                                            {6, "cr_inval_scid"}, {7, "cr_scid_in_use"}};
static constexpr Name conn_resp_status[] = {
    {0, "no_info"}, {1, "authen_pend"}, {2, "author_pend"}, {3, "reserved"}};
static constexpr Field connresp_fields[] = {
    little("dcid", 16), little("scid", 16),
    enumeration("result", 16, 0, conn_resp_result, {.little_endian = true}),
    enumeration("status", 16, 0, conn_resp_status, {.little_endian = true})};
extern constexpr Protocol bluetooth_l2cap_connresp =
    answering(bluetooth("L2CAP_ConnResp", "L2CAP Conn Resp", connresp_fields, on<l2cap_cmdhdr_of, 3>),
              [](const Layer& answer, const Layer& request) {
                  return request.is("L2CAP_ConnReq") && answer.integer("scid") == request.integer("scid");
              });
static constexpr Field cmdrej_fields[] = {little("reason", 16)};
extern constexpr Protocol bluetooth_l2cap_cmdrej =
    bluetooth("L2CAP_CmdRej", "L2CAP Command Rej", cmdrej_fields, on<l2cap_cmdhdr_of, 1>);
static constexpr Field confreq_fields[] = {little("dcid", 16), little("flags", 16)};
extern constexpr Protocol bluetooth_l2cap_confreq =
    bluetooth("L2CAP_ConfReq", "L2CAP Conf Req", confreq_fields, on<l2cap_cmdhdr_of, 4>);
static constexpr Name conf_resp_result[] = {{0, "success"}, {1, "unaccept"}, {2, "reject"}, {3, "unknown"}};
static constexpr Field confresp_fields[] = {
    little("scid", 16), little("flags", 16),
    enumeration("result", 16, 0, conf_resp_result, {.little_endian = true})};
extern constexpr Protocol bluetooth_l2cap_confresp =
    answering(bluetooth("L2CAP_ConfResp", "L2CAP Conf Resp", confresp_fields, on<l2cap_cmdhdr_of, 5>),
              [](const Layer&, const Layer& request) { return request.is("L2CAP_ConfReq"); });
static constexpr Field disconnreq_fields[] = {little("dcid", 16), little("scid", 16)};
extern constexpr Protocol bluetooth_l2cap_disconnreq =
    bluetooth("L2CAP_DisconnReq", "L2CAP Disconn Req", disconnreq_fields, on<l2cap_cmdhdr_of, 6>);
static constexpr Field disconnresp_fields[] = {little("dcid", 16), little("scid", 16)};
extern constexpr Protocol bluetooth_l2cap_disconnresp = answering(
    bluetooth("L2CAP_DisconnResp", "L2CAP Disconn Resp", disconnresp_fields, on<l2cap_cmdhdr_of, 7>),
    [](const Layer& answer, const Layer& request) {
        return answer.integer("scid") == request.integer("scid");
    });
static constexpr Name info_req_type[] = {{1, "CL_MTU"}, {2, "FEAT_MASK"}};
static constexpr Field inforeq_fields[] = {enumeration("type", 16, 0, info_req_type, {.little_endian = true}),
                                           octets("data", "", {})};
extern constexpr Protocol bluetooth_l2cap_inforeq =
    bluetooth("L2CAP_InfoReq", "L2CAP Info Req", inforeq_fields, on<l2cap_cmdhdr_of, 10>);
static constexpr Name info_resp_result[] = {{0, "success"}, {1, "not_supp"}};
static constexpr Field inforesp_fields[] = {
    little("type", 16), enumeration("result", 16, 0, info_resp_result, {.little_endian = true}),
    octets("data", "", {})};
extern constexpr Protocol bluetooth_l2cap_inforesp =
    answering(bluetooth("L2CAP_InfoResp", "L2CAP Info Resp", inforesp_fields, on<l2cap_cmdhdr_of, 11>),
              [](const Layer& answer, const Layer& request) {
                  return answer.integer("type") == request.integer("type");
              });
static constexpr Field connection_parameter_update_request_fields[] = {
    little("min_interval", 16), little("max_interval", 16), little("slave_latency", 16),
    little("timeout_mult", 16)};
extern constexpr Protocol bluetooth_l2cap_connection_parameter_update_request =
    bluetooth("L2CAP_Connection_Parameter_Update_Request", "L2CAP Connection Parameter Update Request",
              connection_parameter_update_request_fields, on<l2cap_cmdhdr_of, 18>);
static constexpr Field connection_parameter_update_response_fields[] = {little("move_result", 16)};
extern constexpr Protocol bluetooth_l2cap_connection_parameter_update_response =
    bluetooth("L2CAP_Connection_Parameter_Update_Response", "L2CAP Connection Parameter Update Response",
              connection_parameter_update_response_fields, on<l2cap_cmdhdr_of, 19>);

// ---- security manager -------------------------------------------------------------------------------

static constexpr Field sm_hdr_fields[] = {bits("sm_command", 8, Default())};
extern constexpr Protocol bluetooth_sm_hdr =
    bluetooth("SM_Hdr", "SM header", sm_hdr_fields, on<l2cap_hdr_of, 6>);
static constexpr Name pairing_request_iocap[] = {{0, "DisplayOnly"},
                                                 {1, "DisplayYesNo"},
                                                 {2, "KeyboardOnly"},
                                                 {3, "NoInputNoOutput"},
                                                 {4, "KeyboardDisplay"}};
static constexpr Name pairing_request_oob[] = {{0, "Not Present"}, {1, "Present (from remote device)"}};
static constexpr Field pairing_request_fields[] = {enumeration("iocap", 8, 3, pairing_request_iocap),
                                                   enumeration("oob", 8, 0, pairing_request_oob),
                                                   bits("authentication", 8),
                                                   bits("max_key_size", 8, 16),
                                                   bits("initiator_key_distribution", 8),
                                                   bits("responder_key_distribution", 8)};
extern constexpr Protocol bluetooth_sm_pairing_request =
    bluetooth("SM_Pairing_Request", "Pairing Request", pairing_request_fields, on<sm_hdr_of, 1>);
static constexpr Field pairing_response_fields[] = {enumeration("iocap", 8, 3, pairing_request_iocap),
                                                    enumeration("oob", 8, 0, pairing_request_oob),
                                                    bits("authentication", 8),
                                                    bits("max_key_size", 8, 16),
                                                    bits("initiator_key_distribution", 8),
                                                    bits("responder_key_distribution", 8)};
extern constexpr Protocol bluetooth_sm_pairing_response =
    bluetooth("SM_Pairing_Response", "Pairing Response", pairing_response_fields, on<sm_hdr_of, 2>);
static constexpr Field confirm_fields[] = {octets("confirm", zeros(16), {.extent = fixed(16)})};
extern constexpr Protocol bluetooth_sm_confirm =
    bluetooth("SM_Confirm", "Pairing Confirm", confirm_fields, on<sm_hdr_of, 3>);
static constexpr Field random_fields[] = {octets("random", zeros(16), {.extent = fixed(16)})};
extern constexpr Protocol bluetooth_sm_random =
    bluetooth("SM_Random", "Pairing Random", random_fields, on<sm_hdr_of, 4>);
static constexpr Field failed_fields[] = {bits("reason", 8, 0, {.hex = true})};
extern constexpr Protocol bluetooth_sm_failed =
    bluetooth("SM_Failed", "Pairing Failed", failed_fields, on<sm_hdr_of, 5>);
static constexpr Field encryption_information_fields[] = {octets("ltk", zeros(16), {.extent = fixed(16)})};
extern constexpr Protocol bluetooth_sm_encryption_information = bluetooth(
    "SM_Encryption_Information", "Encryption Information", encryption_information_fields, on<sm_hdr_of, 6>);
static constexpr Field master_identification_fields[] = {handle("ediv"),
                                                         octets("rand", zeros(8), {.extent = fixed(8)})};
extern constexpr Protocol bluetooth_sm_master_identification = bluetooth(
    "SM_Master_Identification", "Master Identification", master_identification_fields, on<sm_hdr_of, 7>);
static constexpr Field identity_information_fields[] = {octets("irk", zeros(16), {.extent = fixed(16)})};
extern constexpr Protocol bluetooth_sm_identity_information = bluetooth(
    "SM_Identity_Information", "Identity Information", identity_information_fields, on<sm_hdr_of, 8>);
static constexpr Field identity_address_information_fields[] = {
    enumeration("atype", 8, 0, bluetooth_address_types), little_mac("address")};
extern constexpr Protocol bluetooth_sm_identity_address_information =
    bluetooth("SM_Identity_Address_Information", "Identity Address Information",
              identity_address_information_fields, on<sm_hdr_of, 9>);
static constexpr Field signing_information_fields[] = {octets("csrk", zeros(16), {.extent = fixed(16)})};
extern constexpr Protocol bluetooth_sm_signing_information =
    bluetooth("SM_Signing_Information", "Signing Information", signing_information_fields, on<sm_hdr_of, 10>);
static constexpr Field public_key_fields[] = {octets("key_x", zeros(32), {.extent = fixed(32)}),
                                              octets("key_y", zeros(32), {.extent = fixed(32)})};
extern constexpr Protocol bluetooth_sm_public_key =
    bluetooth("SM_Public_Key", "Public Key", public_key_fields, on<sm_hdr_of, 12>);
static constexpr Field dhkey_check_fields[] = {octets("dhkey_check", zeros(16), {.extent = fixed(16)})};
extern constexpr Protocol bluetooth_sm_dhkey_check =
    bluetooth("SM_DHKey_Check", "DHKey Check", dhkey_check_fields, on<sm_hdr_of, 13>);

}  // namespace pkttest::protocols
