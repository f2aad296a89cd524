// RADIUS's attributes (RFC 2865, 5; RFC 2866, 5; RFC 2869, 5; RFC 3579).
#include "framework/packet/layer.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{1, "User-Name"},
                                 {2, "User-Password"},
                                 {3, "CHAP-Password"},
                                 {4, "NAS-IP-Address"},
                                 {5, "NAS-Port"},
                                 {6, "Service-Type"},
                                 {7, "Framed-Protocol"},
                                 {8, "Framed-IP-Address"},
                                 {9, "Framed-IP-Netmask"},
                                 {10, "Framed-Routing"},
                                 {11, "Filter-Id"},
                                 {12, "Framed-MTU"},
                                 {13, "Framed-Compression"},
                                 {14, "Login-IP-Host"},
                                 {15, "Login-Service"},
                                 {16, "Login-TCP-Port"},
                                 {17, "Unassigned"},
                                 {18, "Reply-Message"},
                                 {19, "Callback-Number"},
                                 {20, "Callback-Id"},
                                 {21, "Unassigned"},
                                 {22, "Framed-Route"},
                                 {23, "Framed-IPX-Network"},
                                 {24, "State"},
                                 {25, "Class"},
                                 {26, "Vendor-Specific"},
                                 {27, "Session-Timeout"},
                                 {28, "Idle-Timeout"},
                                 {29, "Termination-Action"},
                                 {30, "Called-Station-Id"},
                                 {31, "Calling-Station-Id"},
                                 {32, "NAS-Identifier"},
                                 {33, "Proxy-State"},
                                 {34, "Login-LAT-Service"},
                                 {35, "Login-LAT-Node"},
                                 {36, "Login-LAT-Group"},
                                 {37, "Framed-AppleTalk-Link"},
                                 {38, "Framed-AppleTalk-Network"},
                                 {39, "Framed-AppleTalk-Zone"},
                                 {40, "Acct-Status-Type"},
                                 {41, "Acct-Delay-Time"},
                                 {42, "Acct-Input-Octets"},
                                 {43, "Acct-Output-Octets"},
                                 {44, "Acct-Session-Id"},
                                 {45, "Acct-Authentic"},
                                 {46, "Acct-Session-Time"},
                                 {47, "Acct-Input-Packets"},
                                 {48, "Acct-Output-Packets"},
                                 {49, "Acct-Terminate-Cause"},
                                 {50, "Acct-Multi-Session-Id"},
                                 {51, "Acct-Link-Count"},
                                 {52, "Acct-Input-Gigawords"},
                                 {53, "Acct-Output-Gigawords"},
                                 {54, "Unassigned"},
                                 {55, "Event-Timestamp"},
                                 {56, "Egress-VLANID"},
                                 {57, "Ingress-Filters"},
                                 {58, "Egress-VLAN-Name"},
                                 {59, "User-Priority-Table"},
                                 {60, "CHAP-Challenge"},
                                 {61, "NAS-Port-Type"},
                                 {62, "Port-Limit"},
                                 {63, "Login-LAT-Port"},
                                 {64, "Tunnel-Type"},
                                 {65, "Tunnel-Medium-Type"},
                                 {66, "Tunnel-Client-Endpoint"},
                                 {67, "Tunnel-Server-Endpoint"},
                                 {68, "Acct-Tunnel-Connection"},
                                 {69, "Tunnel-Password"},
                                 {70, "ARAP-Password"},
                                 {71, "ARAP-Features"},
                                 {72, "ARAP-Zone-Access"},
                                 {73, "ARAP-Security"},
                                 {74, "ARAP-Security-Data"},
                                 {75, "Password-Retry"},
                                 {76, "Prompt"},
                                 {77, "Connect-Info"},
                                 {78, "Configuration-Token"},
                                 {79, "EAP-Message"},
                                 {80, "Message-Authenticator"},
                                 {81, "Tunnel-Private-Group-ID"},
                                 {82, "Tunnel-Assignment-ID"},
                                 {83, "Tunnel-Preference"},
                                 {84, "ARAP-Challenge-Response"},
                                 {85, "Acct-Interim-Interval"},
                                 {86, "Acct-Tunnel-Packets-Lost"},
                                 {87, "NAS-Port-Id"},
                                 {88, "Framed-Pool"},
                                 {89, "CUI"},
                                 {90, "Tunnel-Client-Auth-ID"},
                                 {91, "Tunnel-Server-Auth-ID"},
                                 {92, "NAS-Filter-Rule"},
                                 {93, "Unassigned"},
                                 {94, "Originating-Line-Info"},
                                 {95, "NAS-IPv6-Address"},
                                 {96, "Framed-Interface-Id"},
                                 {97, "Framed-IPv6-Prefix"},
                                 {98, "Login-IPv6-Host"},
                                 {99, "Framed-IPv6-Route"},
                                 {100, "Framed-IPv6-Pool"},
                                 {101, "Error-Cause"},
                                 {102, "EAP-Key-Name"},
                                 {103, "Digest-Response"},
                                 {104, "Digest-Realm"},
                                 {105, "Digest-Nonce"},
                                 {106, "Digest-Response-Auth"},
                                 {107, "Digest-Nextnonce"},
                                 {108, "Digest-Method"},
                                 {109, "Digest-URI"},
                                 {110, "Digest-Qop"},
                                 {111, "Digest-Algorithm"},
                                 {112, "Digest-Entity-Body-Hash"},
                                 {113, "Digest-CNonce"},
                                 {114, "Digest-Nonce-Count"},
                                 {115, "Digest-Username"},
                                 {116, "Digest-Opaque"},
                                 {117, "Digest-Auth-Param"},
                                 {118, "Digest-AKA-Auts"},
                                 {119, "Digest-Domain"},
                                 {120, "Digest-Stale"},
                                 {121, "Digest-HA1"},
                                 {122, "SIP-AOR"},
                                 {123, "Delegated-IPv6-Prefix"},
                                 {124, "MIP6-Feature-Vector"},
                                 {125, "MIP6-Home-Link-Prefix"},
                                 {126, "Operator-Name"},
                                 {127, "Location-Information"},
                                 {128, "Location-Data"},
                                 {129, "Basic-Location-Policy-Rules"},
                                 {130, "Extended-Location-Policy-Rules"},
                                 {131, "Location-Capable"},
                                 {132, "Requested-Location-Info"},
                                 {133, "Framed-Management-Protocol"},
                                 {134, "Management-Transport-Protection"},
                                 {135, "Management-Policy-Id"},
                                 {136, "Management-Privilege-Level"},
                                 {137, "PKM-SS-Cert"},
                                 {138, "PKM-CA-Cert"},
                                 {139, "PKM-Config-Settings"},
                                 {140, "PKM-Cryptosuite-List"},
                                 {141, "PKM-SAID"},
                                 {142, "PKM-SA-Descriptor"},
                                 {143, "PKM-Auth-Key"},
                                 {144, "DS-Lite-Tunnel-Name"},
                                 {145, "Mobile-Node-Identifier"},
                                 {146, "Service-Selection"},
                                 {147, "PMIP6-Home-LMA-IPv6-Address"},
                                 {148, "PMIP6-Visited-LMA-IPv6-Address"},
                                 {149, "PMIP6-Home-LMA-IPv4-Address"},
                                 {150, "PMIP6-Visited-LMA-IPv4-Address"},
                                 {151, "PMIP6-Home-HN-Prefix"},
                                 {152, "PMIP6-Visited-HN-Prefix"},
                                 {153, "PMIP6-Home-Interface-ID"},
                                 {154, "PMIP6-Visited-Interface-ID"},
                                 {155, "PMIP6-Home-IPv4-HoA"},
                                 {156, "PMIP6-Visited-IPv4-HoA"},
                                 {157, "PMIP6-Home-DHCP4-Server-Address"},
                                 {158, "PMIP6-Visited-DHCP4-Server-Address"},
                                 {159, "PMIP6-Home-DHCP6-Server-Address"},
                                 {160, "PMIP6-Visited-DHCP6-Server-Address"},
                                 {161, "PMIP6-Home-IPv4-Gateway"},
                                 {162, "PMIP6-Visited-IPv4-Gateway"},
                                 {163, "EAP-Lower-Layer"},
                                 {164, "GSS-Acceptor-Service-Name"},
                                 {165, "GSS-Acceptor-Host-Name"},
                                 {166, "GSS-Acceptor-Service-Specifics"},
                                 {167, "GSS-Acceptor-Realm-Name"},
                                 {168, "Framed-IPv6-Address"},
                                 {169, "DNS-Server-IPv6-Address"},
                                 {170, "Route-IPv6-Information"},
                                 {171, "Delegated-IPv6-Prefix-Pool"},
                                 {172, "Stateful-IPv6-Address-Pool"},
                                 {173, "IPv6-6rd-Configuration"},
                                 {174, "Allowed-Called-Station-Id"},
                                 {175, "EAP-Peer-Id"},
                                 {176, "EAP-Server-Id"},
                                 {177, "Mobility-Domain-Id"},
                                 {178, "Preauth-Timeout"},
                                 {179, "Network-Id-Name"},
                                 {180, "EAPoL-Announcement"},
                                 {181, "WLAN-HESSID"},
                                 {182, "WLAN-Venue-Info"},
                                 {183, "WLAN-Venue-Language"},
                                 {184, "WLAN-Venue-Name"},
                                 {185, "WLAN-Reason-Code"},
                                 {186, "WLAN-Pairwise-Cipher"},
                                 {187, "WLAN-Group-Cipher"},
                                 {188, "WLAN-AKM-Suite"},
                                 {189, "WLAN-Group-Mgmt-Cipher"},
                                 {190, "WLAN-RF-Band"},
                                 {191, "Unassigned"}};

static constexpr Field type(std::int64_t number) { return enumeration("type", 8, number, types); }
static constexpr Field length = bits("len", 8, {.length_of = {"value", 1, 2}});
static constexpr Field length_of_number = bits("len", 8, 6);
static constexpr Extra as_long{.extent = octets_from("len", 1, -2)};

template <std::uint64_t number>
static constexpr Carrier attribute_of[] = {{"RadiusAttribute", "type", number}};
template <std::uint64_t number>
static constexpr Protocol attribute(std::string_view name, std::string_view title,
                                    std::span<const Field> fields) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = attribute_of<number>,
                    .payload_size = no_payload});
}

static constexpr Field attribute_fields[] = {type(1), length, octets("value", "", as_long)};
extern constexpr Protocol radius_attribute = checked({.name = "RadiusAttribute",
                                                      .title = "Radius Attribute",
                                                      .fields = attribute_fields,
                                                      .payload_size = no_payload});

/// `is_secret`: the octets mean nothing to a reader.
template <std::uint64_t code, bool is_secret>
static constexpr Field text_fields[] = {type(code), length,
                                        octets("value", "", {.extent = as_long.extent, .hex = is_secret})};
template <std::uint64_t code, bool is_secret = false>
static constexpr Protocol text(std::string_view name, std::string_view title) {
    return attribute<code>(name, title, text_fields<code, is_secret>);
}

extern constexpr Protocol radius_user_name = text<1>("RadiusAttr_User_Name", "User-Name");
extern constexpr Protocol radius_user_password = text<2, true>("RadiusAttr_User_Password", "User-Password");
extern constexpr Protocol radius_state = text<24, true>("RadiusAttr_State", "State");

template <std::uint64_t code>
static constexpr Field number_fields[] = {type(code), length_of_number, bits("value", 32)};
template <std::uint64_t code>
static constexpr Protocol number(std::string_view name, std::string_view title) {
    return attribute<code>(name, title, number_fields<code>);
}

extern constexpr Protocol radius_nas_port = number<5>("RadiusAttr_NAS_Port", "NAS-Port");
extern constexpr Protocol radius_framed_mtu = number<12>("RadiusAttr_Framed_MTU", "Framed-MTU");
extern constexpr Protocol radius_login_tcp_port = number<16>("RadiusAttr_Login_TCP_Port", "Login-TCP-Port");
extern constexpr Protocol radius_session_timeout =
    number<27>("RadiusAttr_Session_Timeout", "Session-Timeout");
extern constexpr Protocol radius_idle_timeout = number<28>("RadiusAttr_Idle_Timeout", "Idle-Timeout");
extern constexpr Protocol radius_framed_apple_talk_link =
    number<37>("RadiusAttr_Framed_AppleTalk_Link", "Framed-AppleTalk-Link");
extern constexpr Protocol radius_framed_apple_talk_network =
    number<38>("RadiusAttr_Framed_AppleTalk_Network", "Framed-AppleTalk-Network");
extern constexpr Protocol radius_acct_delay_time =
    number<41>("RadiusAttr_Acct_Delay_Time", "Acct-Delay-Time");
extern constexpr Protocol radius_acct_input_octets =
    number<42>("RadiusAttr_Acct_Input_Octets", "Acct-Input-Octets");
extern constexpr Protocol radius_acct_output_octets =
    number<43>("RadiusAttr_Acct_Output_Octets", "Acct-Output-Octets");
extern constexpr Protocol radius_acct_session_time =
    number<46>("RadiusAttr_Acct_Session_Time", "Acct-Session-Time");
extern constexpr Protocol radius_acct_input_packets =
    number<47>("RadiusAttr_Acct_Input_Packets", "Acct-Input-Packets");
extern constexpr Protocol radius_acct_output_packets =
    number<48>("RadiusAttr_Acct_Output_Packets", "Acct-Output-Packets");
extern constexpr Protocol radius_acct_link_count =
    number<51>("RadiusAttr_Acct_Link_Count", "Acct-Link-Count");
extern constexpr Protocol radius_acct_input_gigawords =
    number<52>("RadiusAttr_Acct_Input_Gigawords", "Acct-Input-Gigawords");
extern constexpr Protocol radius_acct_output_gigawords =
    number<53>("RadiusAttr_Acct_Output_Gigawords", "Acct-Output-Gigawords");
extern constexpr Protocol radius_egress_vlanid = number<56>("RadiusAttr_Egress_VLANID", "Egress-VLANID");
extern constexpr Protocol radius_port_limit = number<62>("RadiusAttr_Port_Limit", "Port-Limit");
extern constexpr Protocol radius_arap_security = number<73>("RadiusAttr_ARAP_Security", "ARAP-Security");
extern constexpr Protocol radius_password_retry = number<75>("RadiusAttr_Password_Retry", "Password-Retry");
extern constexpr Protocol radius_tunnel_preference =
    number<83>("RadiusAttr_Tunnel_Preference", "Tunnel-Preference");
extern constexpr Protocol radius_acct_interim_interval =
    number<85>("RadiusAttr_Acct_Interim_Interval", "Acct-Interim-Interval");
extern constexpr Protocol radius_acct_tunnel_packets_lost =
    number<86>("RadiusAttr_Acct_Tunnel_Packets_Lost", "Acct-Tunnel-Packets-Lost");
extern constexpr Protocol radius_management_privilege_level =
    number<136>("RadiusAttr_Management_Privilege_Level", "Management-Privilege-Level");
extern constexpr Protocol radius_mobility_domain_id =
    number<177>("RadiusAttr_Mobility_Domain_Id", "Mobility-Domain-Id");
extern constexpr Protocol radius_preauth_timeout =
    number<178>("RadiusAttr_Preauth_Timeout", "Preauth-Timeout");
extern constexpr Protocol radius_wlan_venue_info =
    number<182>("RadiusAttr_WLAN_Venue_Info", "WLAN-Venue-Info");
extern constexpr Protocol radius_wlan_reason_code =
    number<185>("RadiusAttr_WLAN_Reason_Code", "WLAN-Reason-Code");
extern constexpr Protocol radius_wlan_pairwise_cipher =
    number<186>("RadiusAttr_WLAN_Pairwise_Cipher", "WLAN-Pairwise-Cipher");
extern constexpr Protocol radius_wlan_group_cipher =
    number<187>("RadiusAttr_WLAN_Group_Cipher", "WLAN-Group-Cipher");
extern constexpr Protocol radius_wlan_akm_suite = number<188>("RadiusAttr_WLAN_AKM_Suite", "WLAN-AKM-Suite");
extern constexpr Protocol radius_wlan_group_mgmt_cipher =
    number<189>("RadiusAttr_WLAN_Group_Mgmt_Cipher", "WLAN-Group-Mgmt-Cipher");
extern constexpr Protocol radius_wlan_rf_band = number<190>("RadiusAttr_WLAN_RF_Band", "WLAN-RF-Band");

template <std::uint64_t code>
static constexpr Field address_fields[] = {type(code), length_of_number, ipv4("value")};
template <std::uint64_t code>
static constexpr Protocol address(std::string_view name, std::string_view title) {
    return attribute<code>(name, title, address_fields<code>);
}

extern constexpr Protocol radius_nas_ip_address = address<4>("RadiusAttr_NAS_IP_Address", "NAS-IP-Address");
extern constexpr Protocol radius_framed_ip_address =
    address<8>("RadiusAttr_Framed_IP_Address", "Framed-IP-Address");
extern constexpr Protocol radius_framed_ip_netmask =
    address<9>("RadiusAttr_Framed_IP_Netmask", "Framed-IP-Netmask");
extern constexpr Protocol radius_login_ip_host = address<14>("RadiusAttr_Login_IP_Host", "Login-IP-Host");
extern constexpr Protocol radius_framed_ipx_network =
    address<23>("RadiusAttr_Framed_IPX_Network", "Framed-IPX-Network");
extern constexpr Protocol radius_pmip6_home_lma_ipv4_address =
    address<149>("RadiusAttr_PMIP6_Home_LMA_IPv4_Address", "PMIP6-Home-LMA-IPv4-Address");
extern constexpr Protocol radius_pmip6_visited_lma_ipv4_address =
    address<150>("RadiusAttr_PMIP6_Visited_LMA_IPv4_Address", "PMIP6-Visited-LMA-IPv4-Address");
extern constexpr Protocol radius_pmip6_home_dhcp4_server_address =
    address<157>("RadiusAttr_PMIP6_Home_DHCP4_Server_Address", "PMIP6-Home-DHCP4-Server-Address");
extern constexpr Protocol radius_pmip6_visited_dhcp4_server_address =
    address<158>("RadiusAttr_PMIP6_Visited_DHCP4_Server_Address", "PMIP6-Visited-DHCP4-Server-Address");
extern constexpr Protocol radius_pmip6_home_ipv4_gateway =
    address<161>("RadiusAttr_PMIP6_Home_IPv4_Gateway", "PMIP6-Home-IPv4-Gateway");
extern constexpr Protocol radius_pmip6_visited_ipv4_gateway =
    address<162>("RadiusAttr_PMIP6_Visited_IPv4_Gateway", "PMIP6-Visited-IPv4-Gateway");

template <std::uint64_t code, const auto& names>
static constexpr Field enumerated_fields[] = {type(code), length_of_number,
                                              enumeration("value", 32, 0, names)};
template <std::uint64_t code, const auto& names>
static constexpr Protocol enumerated(std::string_view name, std::string_view title) {
    return attribute<code>(name, title, enumerated_fields<code, names>);
}

static constexpr Name service_type_names[] = {{1, "Login"},
                                              {2, "Framed"},
                                              {3, "Callback Login"},
                                              {4, "Callback Framed"},
                                              {5, "Outbound"},
                                              {6, "Administrative"},
                                              {7, "NAS Prompt"},
                                              {8, "Authenticate Only"},
                                              {9, "Callback NAS Prompt"},
                                              {10, "Call Check"},
                                              {11, "Callback Administrative"},
                                              {12, "Voice"},
                                              {13, "Fax"},
                                              {14, "Modem Relay"},
                                              {15, "IAPP-Register"},
                                              {16, "IAPP-AP-Check"},
                                              {17, "Authorize Only"},
                                              {18, "Framed-Management"},
                                              {19, "Additional-Authorization"}};
static constexpr Name framed_protocol_names[] = {{1, "PPP"},
                                                 {2, "SLIP"},
                                                 {3, "AppleTalk Remote Access Protocol (ARAP)"},
                                                 {4, "Gandalf proprietary SingleLink/MultiLink protocol"},
                                                 {5, "Xylogics proprietary IPX/SLIP"},
                                                 {6, "X.75 Synchronous"},
                                                 {7, "GPRS PDP Context"}};
static constexpr Name acct_status_type_names[] = {{1, "Start"},
                                                  {2, "Stop"},
                                                  {3, "Interim-Update"},
                                                  {4, "Unassigned"},
                                                  {5, "Unassigned"},
                                                  {6, "Unassigned"},
                                                  {7, "Accounting-On"},
                                                  {8, "Accounting-Off"},
                                                  {9, "Tunnel-Start"},
                                                  {10, "Tunnel-Stop"},
                                                  {11, "Tunnel-Reject"},
                                                  {12, "Tunnel-Link-Start"},
                                                  {13, "Tunnel-Link-Stop"},
                                                  {14, "Tunnel-Link-Reject"},
                                                  {15, "Failed"}};
static constexpr Name acct_authentic_names[] = {{1, "RADIUS"}, {2, "Local"}, {3, "Remote"}, {4, "Diameter"}};
static constexpr Name acct_terminate_cause_names[] = {{1, "User Request"},
                                                      {2, "Lost Carrier"},
                                                      {3, "Lost Service"},
                                                      {4, "Idle Timeout"},
                                                      {5, "Session Timeout"},
                                                      {6, "Admin Reset"},
                                                      {7, "Admin Reboot"},
                                                      {8, "Port Error"},
                                                      {9, "NAS Error"},
                                                      {10, "NAS Request"},
                                                      {11, "NAS Reboot"},
                                                      {12, "Port Unneeded"},
                                                      {13, "Port Preempted"},
                                                      {14, "Port Suspended"},
                                                      {15, "Service Unavailable"},
                                                      {16, "Callback"},
                                                      {17, "User Error"},
                                                      {18, "Host Request"},
                                                      {19, "Supplicant Restart"},
                                                      {20, "Reauthentication Failure"},
                                                      {21, "Port Reinitialized"},
                                                      {22, "Port Administratively Disabled"},
                                                      {23, "Lost Power"}};
static constexpr Name nas_port_type_names[] = {
    {0, "Async"},
    {1, "Sync"},
    {2, "ISDN Sync"},
    {3, "ISDN Async V.120"},
    {4, "ISDN Async V.110"},
    {5, "Virtual"},
    {6, "PIAFS"},
    {7, "HDLC Clear Channel"},
    {8, "X.25"},
    {9, "X.75"},
    {10, "G.3 Fax"},
    {11, "SDSL - Symmetric DSL"},
    {12, "ADSL-CAP - Asymmetric DSL, Carrierless Amplitude Phase Modulation"},
    {13, "ADSL-DMT - Asymmetric DSL, Discrete Multi-Tone"},
    {14, "IDSL - ISDN Digital Subscriber Line"},
    {15, "Ethernet"},
    {16, "xDSL - Digital Subscriber Line of unknown type"},
    {17, "Cable"},
    {18, "Wireles - Other"},
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
    {36, "Wireless - XGP"},
    {37, "WiMAX Pre-Release 8 IWK Function"},
    {38, "WIMAX-WIFI-IWK: WiMAX WIFI Interworking"},
    {39, "WIMAX-SFF: Signaling Forwarding Function for LTE/3GPP2"},
    {40, "WIMAX-HA-LMA: WiMAX HA and or LMA function"},
    {41, "WIMAX-DHCP: WIMAX DHCP service"},
    {42, "WIMAX-LBS: WiMAX location based service"},
    {43, "WIMAX-WVS: WiMAX voice service"}};

extern constexpr Protocol radius_service_type =
    enumerated<6, service_type_names>("RadiusAttr_Service_Type", "Service-Type");
extern constexpr Protocol radius_framed_protocol =
    enumerated<7, framed_protocol_names>("RadiusAttr_Framed_Protocol", "Framed-Protocol");
extern constexpr Protocol radius_acct_status_type =
    enumerated<40, acct_status_type_names>("RadiusAttr_Acct_Status_Type", "Acct-Status-Type");
extern constexpr Protocol radius_acct_authentic =
    enumerated<45, acct_authentic_names>("RadiusAttr_Acct_Authentic", "Acct-Authentic");
extern constexpr Protocol radius_acct_terminate_cause =
    enumerated<49, acct_terminate_cause_names>("RadiusAttr_Acct_Terminate_Cause", "Acct-Terminate-Cause");
extern constexpr Protocol radius_nas_port_type =
    enumerated<61, nas_port_type_names>("RadiusAttr_NAS_Port_Type", "NAS-Port-Type");

static constexpr Field vendor_fields[] = {type(26),
                                          bits("len", 8, {.length_of = {"value", 1, 8}}),
                                          bits("vendor_id", 32),
                                          bits("vendor_type", 8),
                                          bits("vendor_len", 8, {.length_of = {"value", 1, 2}}),
                                          octets("value", "", {.extent = octets_from("len", 1, -8)})};
extern constexpr Protocol radius_vendor_specific =
    attribute<26>("RadiusAttr_Vendor_Specific", "Vendor-Specific", vendor_fields);

static constexpr Field eap_message() {
    Field field = layer("value", "EAP", as_long);
    field.initial = "";
    return field;
}
static constexpr Field eap_fields[] = {type(79), length, eap_message()};
extern constexpr Protocol radius_eap_message =
    attribute<79>("RadiusAttr_EAP_Message", "EAP-Message", eap_fields);

static constexpr Field authenticator_fields[] = {type(80), bits("len", 8, 18),
                                                 octets("value", "", {.extent = fixed(16), .hex = true})};
extern constexpr Protocol radius_message_authenticator =
    attribute<80>("RadiusAttr_Message_Authenticator", "Message-Authenticator", authenticator_fields);

}  // namespace pkttest::protocols
