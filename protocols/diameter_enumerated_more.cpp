// The rest of Diameter's enumerated AVPs: numbers with names.
#include "protocols/diameter_enumerated.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

static constexpr Name values_406[] = {{1, "PAP"}, {2, "CHAP"},      {3, "MS-CHAP-1"}, {4, "MS-CHAP-2"},
                                      {5, "EAP"}, {6, "Undefined"}, {7, "None"}};
extern constexpr Protocol avp_406 =
    enumerated<406, values_406>("AVP_0_406", "Diameter Accounting-Auth-Method");
static constexpr Name values_416[] = {
    {1, "INITIAL_REQUEST"}, {2, "UPDATE_REQUEST"}, {3, "TERMINATION_REQUEST"}, {4, "EVENT_REQUEST"}};
extern constexpr Protocol avp_416 = enumerated<416, values_416>("AVP_0_416", "Diameter CC-Request-Type");
static constexpr Name values_418[] = {{0, "FAILOVER_NOT_SUPPORTED"}, {1, "FAILOVER_SUPPORTED"}};
extern constexpr Protocol avp_418 = enumerated<418, values_418>("AVP_0_418", "Diameter CC-Session-Failover");
static constexpr Name values_422[] = {{0, "ENOUGH_CREDIT"}, {1, "NO_CREDIT"}};
extern constexpr Protocol avp_422 = enumerated<422, values_422>("AVP_0_422", "Diameter Check-Balance-Result");
static constexpr Name values_426[] = {{0, "CREDIT_AUTHORIZATION"}, {1, "RE_AUTHORIZATION"}};
extern constexpr Protocol avp_426 = enumerated<426, values_426>("AVP_0_426", "Diameter Credit-Control");
static constexpr Name values_427[] = {{0, "TERMINATE"}, {1, "CONTINUE"}, {2, "RETRY_AND_TERMINATE"}};
extern constexpr Protocol avp_427 =
    enumerated<427, values_427>("AVP_0_427", "Diameter Credit-Control-Failure-Handling");
static constexpr Name values_428[] = {{0, "TERMINATE_OR_BUFFER"}, {1, "CONTINUE"}};
extern constexpr Protocol avp_428 =
    enumerated<428, values_428>("AVP_0_428", "Diameter Direct-Debiting-Failure-Handling");
static constexpr Name values_433[] = {{0, "IPV4_ADDRESS"}, {1, "IPV6_ADDRESS"}, {2, "URL"}, {3, "SIP_URI"}};
extern constexpr Protocol avp_433 =
    enumerated<433, values_433>("AVP_0_433", "Diameter Redirect-Address-Type");
static constexpr Name values_436[] = {
    {0, "DIRECT_DEBITING"}, {1, "REFUND_ACCOUNT"}, {2, "CHECK_BALANCE"}, {3, "PRICE_ENQUIRY"}};
extern constexpr Protocol avp_436 = enumerated<436, values_436>("AVP_0_436", "Diameter Requested-Action");
static constexpr Name values_449[] = {{0, "TERMINATE"}, {1, "REDIRECT"}, {2, "RESTRICT_ACCESS"}};
extern constexpr Protocol avp_449 = enumerated<449, values_449>("AVP_0_449", "Diameter Final-Unit-Action");
static constexpr Name values_450[] = {{0, "END_USER_E164"},
                                      {1, "END_USER_IMSI"},
                                      {2, "END_USER_SIP_URI"},
                                      {3, "END_USER_NAI"},
                                      {4, "END_USER_PRIVATE"}};
extern constexpr Protocol avp_450 = enumerated<450, values_450>("AVP_0_450", "Diameter Subscription-Id-Type");
static constexpr Name values_452[] = {
    {0, "UNIT_BEFORE_TARIFF_CHANGE"}, {1, "UNIT_AFTER_TARIFF_CHANGE"}, {2, "UNIT_INDETERMINATE"}};
extern constexpr Protocol avp_452 = enumerated<452, values_452>("AVP_0_452", "Diameter Tariff-Change-Usage");
static constexpr Name values_454[] = {{0, "TIME"},          {1, "MONEY"},
                                      {2, "TOTAL-OCTETS"},  {3, "INPUT-OCTETS"},
                                      {4, "OUTPUT-OCTETS"}, {5, "SERVICE-SPECIFIC-UNITS"}};
extern constexpr Protocol avp_454 = enumerated<454, values_454>("AVP_0_454", "Diameter CC-Unit-Type");
static constexpr Name values_455[] = {{0, "MULTIPLE_SERVICES_NOT_SUPPORTED"},
                                      {1, "MULTIPLE_SERVICES_SUPPORTED"}};
extern constexpr Protocol avp_455 =
    enumerated<455, values_455>("AVP_0_455", "Diameter Multiple-Services-Indicator");
static constexpr Name values_459[] = {{0, "IMEISV"}, {1, "MAC"}, {2, "EUI64"}, {3, "MODIFIED_EUI64"}};
extern constexpr Protocol avp_459 =
    enumerated<459, values_459>("AVP_0_459", "Diameter User-Equipment-Info-Type");
static constexpr Name values_480[] = {
    {1, "Event Record"}, {2, "Start Record"}, {3, "Interim Record"}, {4, "Stop Record"}};
extern constexpr Protocol avp_480 =
    enumerated<480, values_480>("AVP_0_480", "Diameter Accounting-Record-Type");
static constexpr Name values_483[] = {
    {0, "Reserved"}, {1, "DELIVER_AND_GRANT"}, {2, "GRANT_AND_STORE"}, {3, "GRANT_AND_LOSE"}};
extern constexpr Protocol avp_483 =
    enumerated<483, values_483>("AVP_0_483", "Diameter Accounting-Realtime-Required");
static constexpr Name values_494[] = {{0, "Reserved"}, {1, "IP6_AUTH_MN_AAA"}};
extern constexpr Protocol avp_494 = enumerated<494, values_494>("AVP_0_494", "Diameter MIP6-Auth-Mode");
static constexpr Name values_513[] = {{1, "ICMP"}, {2, "IGMP"}, {4, "IPv4"},
                                      {6, "TCP"},  {17, "UDP"}, {132, "SCTP"}};
extern constexpr Protocol avp_513 = enumerated<513, values_513>("AVP_0_513", "Diameter Protocol");
static constexpr Name values_514[] = {{0, "IN"}, {1, "OUT"}, {2, "BOTH"}};
extern constexpr Protocol avp_514 = enumerated<514, values_514>("AVP_0_514", "Diameter Direction");
static constexpr Name values_517[] = {{0, "False"}, {1, "True"}};
extern constexpr Protocol avp_517 = enumerated<517, values_517>("AVP_0_517", "Diameter Negated");
static constexpr Name values_534[] = {{0, "False"}, {1, "True"}};
extern constexpr Protocol avp_534 = enumerated<534, values_534>("AVP_0_534", "Diameter Use-Assigned-Address");
static constexpr Name values_535[] = {
    {0, "CS0"},   {8, "CS1"},   {10, "AF11"}, {12, "AF12"}, {14, "AF13"},   {16, "CS2"},  {18, "AF21"},
    {20, "AF22"}, {22, "AF23"}, {24, "CS3"},  {26, "AF31"}, {28, "AF32"},   {30, "AF33"}, {32, "CS4"},
    {34, "AF41"}, {36, "AF42"}, {38, "AF43"}, {40, "CS5"},  {46, "EF_PHB"}, {48, "CS6"},  {56, "CS7"}};
extern constexpr Protocol avp_535 = enumerated<535, values_535>("AVP_0_535", "Diameter Diffserv-Code-Point");
static constexpr Name values_536[] = {{0, "Don't Fragment"}, {1, "More Fragments"}};
extern constexpr Protocol avp_536 = enumerated<536, values_536>("AVP_0_536", "Diameter Fragmentation-Flag");
extern constexpr Protocol avp_538 = enumerated<538, ip_options>("AVP_0_538", "Diameter IP-Option-Type");
static constexpr Name values_541[] = {{0, "EOL"},           {1, "NOP"},  {2, "MSS"},       {3, "WScale"},
                                      {4, "SAckOK"},        {5, "SAck"}, {8, "Timestamp"}, {14, "AltChkSum"},
                                      {15, "AltChkSumOpt"}, {25, "Mood"}};
extern constexpr Protocol avp_541 = enumerated<541, values_541>("AVP_0_541", "Diameter TCP-Option-Type");
static constexpr Name values_546[] = {{0, "echo-reply"},
                                      {3, "dest-unreach"},
                                      {4, "source-quench"},
                                      {5, "redirect"},
                                      {8, "echo-request"},
                                      {9, "router-advertisement"},
                                      {10, "router-solicitation"},
                                      {11, "time-exceeded"},
                                      {12, "parameter-problem"},
                                      {13, "timestamp-request"},
                                      {14, "timestamp-reply"},
                                      {15, "information-request"},
                                      {16, "information-response"},
                                      {17, "address-mask-request"},
                                      {18, "address-mask-reply"}};
extern constexpr Protocol avp_546 = enumerated<546, values_546>("AVP_0_546", "Diameter ICMP-Type-Number");
static constexpr Name values_547[] = {{0, "TBD"}};
extern constexpr Protocol avp_547 = enumerated<547, values_547>("AVP_0_547", "Diameter ICMP-Code");
static constexpr Name values_570[] = {{0, "UTC"}, {1, "LOCAL"}, {2, "OFFSET"}};
extern constexpr Protocol avp_570 = enumerated<570, values_570>("AVP_0_570", "Diameter Timezone-Flag");
static constexpr Name values_575[] = {{0, "QoS_Desired"},
                                      {1, "QoS_Available"},
                                      {2, "QoS_Delivered"},
                                      {3, "Minimum_QoS"},
                                      {4, "QoS_Authorized"}};
extern constexpr Protocol avp_575 = enumerated<575, values_575>("AVP_0_575", "Diameter QoS-Semantics");

}  // namespace pkttest::protocols
