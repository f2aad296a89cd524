// Diameter's enumerated AVPs (RFC 6733, RFC 7155, RFC 8506 and others): numbers with names.
#include "protocols/diameter_enumerated.h"

namespace pkttest::protocols {

static constexpr Name values_6[] = {{0, "Unknown"},
                                    {1, "Login"},
                                    {2, "Framed"},
                                    {3, "Callback-Login"},
                                    {4, "Callback-Framed"},
                                    {5, "Outbound"},
                                    {6, "Administrative"},
                                    {7, "NAS-Prompt"},
                                    {8, "Authenticate-Only"},
                                    {9, "Callback-NAS-Prompt"},
                                    {10, "Call Check"},
                                    {11, "Callback Administrative"},
                                    {12, "Voice"},
                                    {13, "Fax"},
                                    {14, "Modem Relay"},
                                    {15, "IAPP-Register"},
                                    {16, "IAPP-AP-Check"},
                                    {17, "Authorize Only"},
                                    {18, "Framed-Management"}};
extern constexpr Protocol avp_6 = enumerated<6, values_6>("AVP_0_6", "Diameter Service-Type");
static constexpr Name values_7[] = {{1, "PPP"},
                                    {2, "SLIP"},
                                    {3, "ARAP"},
                                    {4, "Gandalf"},
                                    {5, "Xylogics"},
                                    {6, "X.75"},
                                    {7, "GPRS PDP Context"},
                                    {255, "Ascend-ARA"},
                                    {256, "MPP"},
                                    {257, "EURAW"},
                                    {258, "EUUI"},
                                    {259, "X25"},
                                    {260, "COMB"},
                                    {261, "FR"}};
extern constexpr Protocol avp_7 = enumerated<7, values_7>("AVP_0_7", "Diameter Framed-Protocol");
static constexpr Name values_10[] = {
    {0, "None"}, {1, "Send routing packets"}, {2, "Listen for routing packets"}, {3, "Send and Listen    "}};
extern constexpr Protocol avp_10 = enumerated<10, values_10>("AVP_0_10", "Diameter Framed-Routing");
static constexpr Name values_13[] = {{0, "None"}, {2, "IPX header compression"}, {3, "Stac-LZS compression"}};
extern constexpr Protocol avp_13 = enumerated<13, values_13>("AVP_0_13", "Diameter Framed-Compression");
static constexpr Name values_15[] = {{0, "Telnet"}, {1, "Rlogin"},  {2, "TCP-Clear"}, {3, "PortMaster"},
                                     {4, "LAT"},    {5, "X25-PAD"}, {6, "X25-T3POS"}, {7, "Unassigned"}};
extern constexpr Protocol avp_15 = enumerated<15, values_15>("AVP_0_15", "Diameter Login-Service");
static constexpr Name values_45[] = {
    {0, "None"}, {1, "RADIUS"}, {2, "Local"}, {3, "Remote"}, {4, "Diameter"}};
extern constexpr Protocol avp_45 = enumerated<45, values_45>("AVP_0_45", "Diameter Acct-Authentic");
static constexpr Name values_61[] = {{0, "Async"},
                                     {1, "Sync"},
                                     {2, "ISDN-Sync"},
                                     {3, "ISDN-Async-v120"},
                                     {4, "ISDN-Async-v110"},
                                     {5, "Virtual"},
                                     {6, "PIAFS"},
                                     {7, "HDLC-Clear-Channel"},
                                     {8, "X25"},
                                     {9, "X75"},
                                     {10, "G.3 Fax"},
                                     {11, "SDSL - Symmetric DSL"},
                                     {14, "IDSL - ISDN Digital Subscriber Line"},
                                     {15, "Ethernet"},
                                     {16, "xDSL - Digital Subscriber Line of unknown type"},
                                     {17, "Cable"},
                                     {18, "Wireless - Other"},
                                     {19, "Wireless - IEEE 802.11"},
                                     {20, "Token-Ring"},
                                     {21, "FDDI"},
                                     {22, "Wireless - CDMA2000"},
                                     {23, "Wireless - UMTS"},
                                     {24, "Wireless - 1X-EV"},
                                     {25, "IAPP"},
                                     {26, "FTTP - Fiber to the Premises"},
                                     {27, "Wireless - IEEE 802.16"},
                                     {28, "Wireless - IEEE 802.20"},
                                     {29, "Wireless - IEEE 802.22"},
                                     {30, "PPPoA - PPP over ATM"},
                                     {31, "PPPoEoA - PPP over Ethernet over ATM"},
                                     {32, "PPPoEoE - PPP over Ethernet over Ethernet"},
                                     {33, "PPPoEoVLAN - PPP over Ethernet over VLAN"},
                                     {34, "PPPoEoQinQ - PPP over Ethernet over IEEE 802.1QinQ"},
                                     {35, "xPON - Passive Optical Network"},
                                     {36, "Wireless - XGP"}};
extern constexpr Protocol avp_61 = enumerated<61, values_61>("AVP_0_61", "Diameter NAS-Port-Type");
static constexpr Name values_64[] = {{1, "PPTP"}, {2, "L2F"},  {3, "L2TP"},        {4, "ATMP"},
                                     {5, "VTP"},  {6, "AH"},   {7, "IP-IP-Encap"}, {8, "MIN-IP-IP"},
                                     {9, "ESP"},  {10, "GRE"}, {11, "DVS"},        {12, "IP-in-IP Tunneling"},
                                     {13, "VLAN"}};
extern constexpr Protocol avp_64 = enumerated<64, values_64>("AVP_0_64", "Diameter Tunnel-Type");
static constexpr Name values_65[] = {
    {1, "IPv4"},     {2, "IPv6"},           {3, "NSAP"},     {4, "HDLC"},   {5, "BBN"},
    {6, "IEEE-802"}, {7, "E-163"},          {8, "E-164"},    {9, "F-69"},   {10, "X-121"},
    {11, "IPX"},     {12, "Appletalk-802"}, {13, "Decnet4"}, {14, "Vines"}, {15, "E-164-NSAP"}};
extern constexpr Protocol avp_65 = enumerated<65, values_65>("AVP_0_65", "Diameter Tunnel-Medium-Type");
static constexpr Name values_72[] = {{1, "Only allow access to default zone"},
                                     {2, "Use zone filter inclusively"},
                                     {3, "Use zone filter exclusively"}};
extern constexpr Protocol avp_72 = enumerated<72, values_72>("AVP_0_72", "Diameter ARAP-Zone-Access");
static constexpr Name values_76[] = {{0, "No Echo"}, {1, "Echo"}};
extern constexpr Protocol avp_76 = enumerated<76, values_76>("AVP_0_76", "Diameter Prompt");
extern constexpr Protocol avp_258 =
    enumerated<258, diameter_applications>("AVP_0_258", "Diameter Auth-Application-Id");
static constexpr Name values_261[] = {
    {0, "Don't Care"},      {1, "All Session"}, {2, "All Realm"}, {3, "Realm and Application"},
    {4, "All Application"}, {5, "All Host"},    {6, "ALL_USER"}};
extern constexpr Protocol avp_261 = enumerated<261, values_261>("AVP_0_261", "Diameter Redirect-Host-Usage");
static constexpr Name values_266[] = {{9, "ciscoSystems"},
                                      {35, "Nortel Networks"},
                                      {43, "3Com"},
                                      {311, "Microsoft"},
                                      {323, "Tekelec"},
                                      {2636, "Juniper Networks, Inc."},
                                      {4526, "Netgear"},
                                      {5771, "Cisco Systems, Inc."},
                                      {5842, "Cisco Systems"},
                                      {8164, "Starent Networks"},
                                      {10415, "3GPP"},
                                      {13019, "ETSI"},
                                      {16885, "Nortel Networks"}};
extern constexpr Protocol avp_266 = enumerated<266, values_266>("AVP_0_266", "Diameter Vendor-Id");
static constexpr Name values_268[] = {{1001, "DIAMETER_MULTI_ROUND_AUTH"},
                                      {2001, "DIAMETER_SUCCESS"},
                                      {2002, "DIAMETER_LIMITED_SUCCESS"},
                                      {2003, "DIAMETER_FIRST_REGISTRATION"},
                                      {2004, "DIAMETER_SUBSEQUENT_REGISTRATION"},
                                      {2005, "DIAMETER_UNREGISTERED_SERVICE"},
                                      {2006, "DIAMETER_SUCCESS_SERVER_NAME_NOT_STORED"},
                                      {2007, "DIAMETER_SERVER_SELECTION"},
                                      {2008, "DIAMETER_SUCCESS_AUTH_SENT_SERVER_NOT_STORED"},
                                      {2009, "DIAMETER_SUCCESS_RELOCATE_HA"},
                                      {3001, "DIAMETER_COMMAND_UNSUPPORTED"},
                                      {3002, "DIAMETER_UNABLE_TO_DELIVER"},
                                      {3003, "DIAMETER_REALM_NOT_SERVED"},
                                      {3004, "DIAMETER_TOO_BUSY"},
                                      {3005, "DIAMETER_LOOP_DETECTED"},
                                      {3006, "DIAMETER_REDIRECT_INDICATION"},
                                      {3007, "DIAMETER_APPLICATION_UNSUPPORTED"},
                                      {3008, "DIAMETER_INVALID_HDR_BITS"},
                                      {3009, "DIAMETER_INVALID_AVP_BITS"},
                                      {3010, "DIAMETER_UNKNOWN_PEER"},
                                      {4001, "DIAMETER_AUTHENTICATION_REJECTED"},
                                      {4002, "DIAMETER_OUT_OF_SPACE"},
                                      {4003, "DIAMETER_ELECTION_LOST"},
                                      {4005, "DIAMETER_ERROR_MIP_REPLY_FAILURE"},
                                      {4006, "DIAMETER_ERROR_HA_NOT_AVAILABLE"},
                                      {4007, "DIAMETER_ERROR_BAD_KEY"},
                                      {4008, "DIAMETER_ERROR_MIP_FILTER_NOT_SUPPORTED"},
                                      {4010, "DIAMETER_END_USER_SERVICE_DENIED"},
                                      {4011, "DIAMETER_CREDIT_CONTROL_NOT_APPLICABLE"},
                                      {4012, "DIAMETER_CREDIT_LIMIT_REACHED"},
                                      {4013, "DIAMETER_USER_NAME_REQUIRED"},
                                      {4241, "DIAMETER_END_USER_SERVICE_DENIED"},
                                      {5001, "DIAMETER_AVP_UNSUPPORTED"},
                                      {5002, "DIAMETER_UNKNOWN_SESSION_ID"},
                                      {5003, "DIAMETER_AUTHORIZATION_REJECTED"},
                                      {5004, "DIAMETER_INVALID_AVP_VALUE"},
                                      {5005, "DIAMETER_MISSING_AVP"},
                                      {5006, "DIAMETER_RESOURCES_EXCEEDED"},
                                      {5007, "DIAMETER_CONTRADICTING_AVPS"},
                                      {5008, "DIAMETER_AVP_NOT_ALLOWED"},
                                      {5009, "DIAMETER_AVP_OCCURS_TOO_MANY_TIMES"},
                                      {5010, "DIAMETER_NO_COMMON_APPLICATION"},
                                      {5011, "DIAMETER_UNSUPPORTED_VERSION"},
                                      {5012, "DIAMETER_UNABLE_TO_COMPLY"},
                                      {5013, "DIAMETER_INVALID_BIT_IN_HEADER"},
                                      {5014, "DIAMETER_INVALID_AVP_LENGTH"},
                                      {5015, "DIAMETER_INVALID_MESSAGE_LENGTH"},
                                      {5016, "DIAMETER_INVALID_AVP_BIT_COMBO"},
                                      {5017, "DIAMETER_NO_COMMON_SECURITY"},
                                      {5018, "DIAMETER_RADIUS_AVP_UNTRANSLATABLE"},
                                      {5024, "DIAMETER_ERROR_NO_FOREIGN_HA_SERVICE"},
                                      {5025, "DIAMETER_ERROR_END_TO_END_MIP_KEY_ENCRYPTION"},
                                      {5030, "DIAMETER_USER_UNKNOWN"},
                                      {5031, "DIAMETER_RATING_FAILED"},
                                      {5032, "DIAMETER_ERROR_USER_UNKNOWN"},
                                      {5033, "DIAMETER_ERROR_IDENTITIES_DONT_MATCH"},
                                      {5034, "DIAMETER_ERROR_IDENTITY_NOT_REGISTERED"},
                                      {5035, "DIAMETER_ERROR_ROAMING_NOT_ALLOWED"},
                                      {5036, "DIAMETER_ERROR_IDENTITY_ALREADY_REGISTERED"},
                                      {5037, "DIAMETER_ERROR_AUTH_SCHEME_NOT_SUPPORTED"},
                                      {5038, "DIAMETER_ERROR_IN_ASSIGNMENT_TYPE"},
                                      {5039, "DIAMETER_ERROR_TOO_MUCH_DATA"},
                                      {5040, "DIAMETER_ERROR_NOT SUPPORTED_USER_DATA"},
                                      {5041, "DIAMETER_ERROR_MIP6_AUTH_MODE"},
                                      {5241, "DIAMETER_END_USER_NOT_FOUND"}};
extern constexpr Protocol avp_268 = enumerated<268, values_268>("AVP_0_268", "Diameter Result-Code");
static constexpr Name values_271[] = {
    {0, "REFUSE_SERVICE"}, {1, "TRY_AGAIN"}, {2, "ALLOW_SERVICE"}, {3, "TRY_AGAIN_ALLOW_SERVICE"}};
extern constexpr Protocol avp_271 =
    enumerated<271, values_271>("AVP_0_271", "Diameter Session-Server-Failover");
static constexpr Name values_273[] = {{0, "REBOOTING"}, {1, "BUSY"}, {2, "DO_NOT_WANT_TO_TALK_TO_YOU"}};
extern constexpr Protocol avp_273 = enumerated<273, values_273>("AVP_0_273", "Diameter Disconnect-Cause");
static constexpr Name values_274[] = {
    {1, "AUTHENTICATE_ONLY"}, {2, "AUTHORIZE_ONLY"}, {3, "AUTHORIZE_AUTHENTICATE"}};
extern constexpr Protocol avp_274 = enumerated<274, values_274>("AVP_0_274", "Diameter Auth-Request-Type");
static constexpr Name values_277[] = {{0, "STATE_MAINTAINED"}, {1, "NO_STATE_MAINTAINED"}};
extern constexpr Protocol avp_277 = enumerated<277, values_277>("AVP_0_277", "Diameter Auth-Session-State");
static constexpr Name values_285[] = {{0, "AUTHORIZE_ONLY"}, {1, "AUTHORIZE_AUTHENTICATE"}};
extern constexpr Protocol avp_285 = enumerated<285, values_285>("AVP_0_285", "Diameter Re-Auth-Request-Type");
static constexpr Name values_295[] = {{1, "DIAMETER_LOGOUT"},      {2, "DIAMETER_SERVICE_NOT_PROVIDED"},
                                      {3, "DIAMETER_BAD_ANSWER"},  {4, "DIAMETER_ADMINISTRATIVE"},
                                      {5, "DIAMETER_LINK_BROKEN"}, {6, "DIAMETER_AUTH_EXPIRED"},
                                      {7, "DIAMETER_USER_MOVED"},  {8, "DIAMETER_SESSION_TIMEOUT"}};
extern constexpr Protocol avp_295 = enumerated<295, values_295>("AVP_0_295", "Diameter Termination-Cause");
static constexpr Name values_298[] = {
    {2001, "DIAMETER_FIRST_REGISTRATION"},
    {2002, "DIAMETER_SUBSEQUENT_REGISTRATION"},
    {2003, "DIAMETER_UNREGISTERED_SERVICE"},
    {2004, "DIAMETER_SUCCESS_SERVER_NAME_NOT_STORED"},
    {2021, "DIAMETER_PDP_CONTEXT_DELETION_INDICATION"},
    {4100, "DIAMETER_USER_DATA_NOT_AVAILABLE"},
    {4101, "DIAMETER_PRIOR_UPDATE_IN_PROGRESS"},
    {4121, "DIAMETER_ERROR_OUT_OF_RESOURCES"},
    {4141, "DIAMETER_PCC_BEARER_EVENT"},
    {4181, "DIAMETER_AUTHENTICATION_DATA_UNAVAILABLE"},
    {4201, "DIAMETER_ERROR_ABSENT_USER"},
    {4221, "DIAMETER_ERROR_UNREACHABLE_USER"},
    {4222, "DIAMETER_ERROR_SUSPENDED_USER"},
    {4223, "DIAMETER_ERROR_DETACHED_USER"},
    {4224, "DIAMETER_ERROR_POSITIONING_DENIED"},
    {4225, "DIAMETER_ERROR_POSITIONING_FAILED"},
    {4226, "DIAMETER_ERROR_UNKNOWN_UNREACHABLE LCS_CLIENT"},
    {5001, "DIAMETER_ERROR_USER_UNKNOWN"},
    {5002, "DIAMETER_ERROR_IDENTITIES_DONT_MATCH"},
    {5003, "DIAMETER_ERROR_IDENTITY_NOT_REGISTERED"},
    {5004, "DIAMETER_ERROR_ROAMING_NOT_ALLOWED"},
    {5005, "DIAMETER_ERROR_IDENTITY_ALREADY_REGISTERED"},
    {5006, "DIAMETER_ERROR_AUTH_SCHEME_NOT_SUPPORTED"},
    {5007, "DIAMETER_ERROR_IN_ASSIGNMENT_TYPE"},
    {5008, "DIAMETER_ERROR_TOO_MUCH_DATA"},
    {5009, "DIAMETER_ERROR_NOT_SUPPORTED_USER_DATA"},
    {5010, "DIAMETER_MISSING_USER_ID"},
    {5011, "DIAMETER_ERROR_FEATURE_UNSUPPORTED"},
    {5041, "DIAMETER_ERROR_USER_NO_WLAN_SUBSCRIPTION"},
    {5042, "DIAMETER_ERROR_W-APN_UNUSED_BY_USER"},
    {5043, "DIAMETER_ERROR_W-DIAMETER_ERROR_NO_ACCESS_INDEPENDENT_SUBSCRIPTION"},
    {5044, "DIAMETER_ERROR_USER_NO_W-APN_SUBSCRIPTION"},
    {5045, "DIAMETER_ERROR_UNSUITABLE_NETWORK"},
    {5061, "INVALID_SERVICE_INFORMATION"},
    {5062, "FILTER_RESTRICTIONS"},
    {5063, "REQUESTED_SERVICE_NOT_AUTHORIZED"},
    {5064, "DUPLICATED_AF_SESSION"},
    {5065, "IP-CAN_SESSION_NOT_AVAILABLE"},
    {5066, "UNAUTHORIZED_NON_EMERGENCY_SESSION"},
    {5100, "DIAMETER_ERROR_USER_DATA_NOT_RECOGNIZED"},
    {5101, "DIAMETER_ERROR_OPERATION_NOT_ALLOWED"},
    {5102, "DIAMETER_ERROR_USER_DATA_CANNOT_BE_READ"},
    {5103, "DIAMETER_ERROR_USER_DATA_CANNOT_BE_MODIFIED"},
    {5104, "DIAMETER_ERROR_USER_DATA_CANNOT_BE_NOTIFIED"},
    {5105, "DIAMETER_ERROR_TRANSPARENT_DATA_OUT_OF_SYNC"},
    {5106, "DIAMETER_ERROR_SUBS_DATA_ABSENT"},
    {5107, "DIAMETER_ERROR_NO_SUBSCRIPTION_TO_DATA"},
    {5108, "DIAMETER_ERROR_DSAI_NOT_AVAILABLE"},
    {5120, "DIAMETER_ERROR_START_INDICATION"},
    {5121, "DIAMETER_ERROR_STOP_INDICATION"},
    {5122, "DIAMETER_ERROR_UNKNOWN_MBMS_BEARER_SERVICE"},
    {5123, "DIAMETER_ERROR_SERVICE_AREA"},
    {5140, "DIAMETER_ERROR_INITIAL_PARAMETERS"},
    {5141, "DIAMETER_ERROR_TRIGGER_EVENT"},
    {5142, "DIAMETER_BEARER_EVENT"},
    {5143, "DIAMETER_ERROR_BEARER_NOT_AUTHORIZED"},
    {5144, "DIAMETER_ERROR_TRAFFIC_MAPPING_INFO_REJECTED"},
    {5145, "DIAMETER_QOS_RULE_EVENT"},
    {5146, "DIAMETER_ERROR_TRAFFIC_MAPPING_INFO_REJECTED"},
    {5147, "DIAMETER_ERROR_CONFLICTING_REQUEST"},
    {5401, "DIAMETER_ERROR_IMPI_UNKNOWN"},
    {5402, "DIAMETER_ERROR_NOT_AUTHORIZED"},
    {5403, "DIAMETER_ERROR_TRANSACTION_IDENTIFIER_INVALID"},
    {5420, "DIAMETER_ERROR_UNKNOWN_EPS_SUBSCRIPTION"},
    {5421, "DIAMETER_ERROR_RAT_NOT_ALLOWED"},
    {5422, "DIAMETER_ERROR_EQUIPMENT_UNKNOWN"},
    {5423, "DIAMETER_ERROR_UNKNOWN_SERVING_NODE"},
    {5450, "DIAMETER_ERROR_USER_NO_NON_3GPP_SUBSCRIPTION"},
    {5451, "DIAMETER_ERROR_USER_NO_APN_SUBSCRIPTION"},
    {5452, "DIAMETER_ERROR_RAT_TYPE_NOT_ALLOWED"},
    {5470, "DIAMETER_ERROR_SUBSESSION"},
    {5490, "DIAMETER_ERROR_UNAUTHORIZED_REQUESTING_NETWORK"},
    {5510, "DIAMETER_ERROR_UNAUTHORIZED_REQUESTING_ENTITY"},
    {5511, "DIAMETER_ERROR_UNAUTHORIZED_SERVICE"},
    {5530, "DIAMETER_ERROR_INVALID_SME_ADDRESS"},
    {5531, "DIAMETER_ERROR_SC_CONGESTION"},
    {5532, "DIAMETER_ERROR_SM_PROTOCOL"}};
extern constexpr Protocol avp_298 =
    enumerated<298, values_298>("AVP_0_298", "Diameter Experimental-Result-Code");
static constexpr Name values_345[] = {{2, "HMAC-SHA-1"}};
extern constexpr Protocol avp_345 = enumerated<345, values_345>("AVP_0_345", "Diameter MIP-Algorithm-Type");
static constexpr Name values_346[] = {{1, "None"}, {2, "Timestamps"}, {3, "Nonces"}};
extern constexpr Protocol avp_346 = enumerated<346, values_346>("AVP_0_346", "Diameter MIP-Replay-Mode");
static constexpr Name values_375[] = {{0, "NO_ASSIGNMENT"},
                                      {1, "REGISTRATION"},
                                      {2, "RE_REGISTRATION"},
                                      {3, "UNREGISTERED_USER"},
                                      {4, "TIMEOUT_DEREGISTRATION"},
                                      {5, "USER_DEREGISTRATION"},
                                      {6, "TIMEOUT_DEREGISTRATION_STORE_SERVER_NAME"},
                                      {7, "USER_DEREGISTRATION_STORE_SERVER_NAME"},
                                      {8, "ADMINISTRATIVE_DEREGISTRATION"},
                                      {9, "AUTHENTICATION_FAILURE"},
                                      {10, "AUTHENTICATION_TIMEOUT"},
                                      {11, "DEREGISTRATION_TOO_MUCH_DATA"}};
extern constexpr Protocol avp_375 =
    enumerated<375, values_375>("AVP_0_375", "Diameter SIP-Server-Assignment-Type");
static constexpr Name values_377[] = {{0, "DIGEST"}};
extern constexpr Protocol avp_377 =
    enumerated<377, values_377>("AVP_0_377", "Diameter SIP-Authentication-Scheme");
static constexpr Name values_384[] = {{0, "PERMANENT_TERMINATION"},
                                      {1, "NEW_SIP_SERVER_ASSIGNED"},
                                      {2, "SIP_SERVER_CHANGE"},
                                      {3, "REMOVE_SIP_SERVER"}};
extern constexpr Protocol avp_384 = enumerated<384, values_384>("AVP_0_384", "Diameter SIP-Reason-Code");
static constexpr Name values_387[] = {
    {0, "REGISTRATION"}, {1, "DEREGISTRATION"}, {2, "REGISTRATION_AND_CAPABILITIES"}};
extern constexpr Protocol avp_387 =
    enumerated<387, values_387>("AVP_0_387", "Diameter SIP-User-Authorization-Type");
static constexpr Name values_392[] = {{0, "USER_DATA_NOT_AVAILABLE"}, {1, "USER_DATA_ALREADY_AVAILABLE"}};
extern constexpr Protocol avp_392 =
    enumerated<392, values_392>("AVP_0_392", "Diameter SIP-User-Data-Already-Available");
static constexpr Name values_403[] = {{5, "CHAP with MD5"}};
extern constexpr Protocol avp_403 = enumerated<403, values_403>("AVP_0_403", "Diameter CHAP-Algorithm");

}  // namespace pkttest::protocols
