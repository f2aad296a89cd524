// Parameters of SCTP's chunks (RFC 9260, 3.3; RFC 4895, 3; RFC 5061, 4.2; RFC 3758, 3.1).
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/random_defaults.h"
#include "protocols/sctp.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{1, "heartbeat-info"},
                                 {5, "IPv4"},
                                 {6, "IPv6"},
                                 {7, "state-cookie"},
                                 {8, "unrecognized-param"},
                                 {9, "cookie-preservative"},
                                 {11, "hostname"},
                                 {12, "addrtypes"},
                                 {32768, "ecn-capable"},
                                 {32770, "random"},
                                 {32771, "chunk-list"},
                                 {32772, "requested-HMAC-functions"},
                                 {32776, "supported-extensions"},
                                 {49152, "fwd-tsn-supported"},
                                 {49153, "add-IP"},
                                 {49154, "del-IP"},
                                 {49155, "error-indication"},
                                 {49156, "set-primary-addr"},
                                 {49157, "success-indication"},
                                 {49158, "adaptation-layer"}};
static constexpr Name hmac_functions[] = {{0, "Reserved1"}, {1, "SHA-1"}, {2, "Reserved2"}, {3, "SHA-256"}};

/// A length counts the parameter's head, and leaves its padding out (RFC 9260, 3.2.1).
static constexpr int head = 4;
static constexpr Field type(int code) { return enumeration("type", 16, code, types); }
static constexpr Field len(std::string_view value, int before = head) {
    return bits("len", 16, {.length_of = {value, 1, before}});
}
static constexpr Field fixed_len(int octets) { return bits("len", 16, octets); }
static constexpr Extra padded{.extent = octets_from("len", 1, -head), .pad_to = 4};

static constexpr Protocol parameter(std::string_view name, std::string_view title,
                                    std::span<const Field> fields, std::span<const Carrier> variant_of = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = variant_of,
                    .payload_size = no_payload});
}
template <std::uint64_t code>
static constexpr Carrier coded[] = {{"SCTPChunkParam", "type", code}};

static constexpr Field general_fields[] = {type(0), len("data"), octets("data", "", padded)};
extern constexpr Protocol sctp_param = parameter("SCTPChunkParam", "SCTP parameter", general_fields);

static constexpr Field heartbeat_fields[] = {type(1), len("data"), octets("data", "", padded)};
extern constexpr Protocol sctp_param_heartbeat_info =
    parameter("SCTPChunkParamHeartbeatInfo", "SCTPChunkParamHeartbeatInfo", heartbeat_fields, coded<1>);

static constexpr Field ipv4_fields[] = {type(5), fixed_len(8), ipv4("addr", "127.0.0.1")};
extern constexpr Protocol sctp_param_ipv4 =
    parameter("SCTPChunkParamIPv4Addr", "SCTPChunkParamIPv4Addr", ipv4_fields, coded<5>);

static constexpr Field ipv6_fields[] = {type(6), fixed_len(20), ipv6("addr", "::1")};
extern constexpr Protocol sctp_param_ipv6 =
    parameter("SCTPChunkParamIPv6Addr", "SCTPChunkParamIPv6Addr", ipv6_fields, coded<6>);

static constexpr Field cookie_fields[] = {type(7), len("cookie"), octets("cookie", "", padded)};
extern constexpr Protocol sctp_param_state_cookie =
    parameter("SCTPChunkParamStateCookie", "SCTPChunkParamStateCookie", cookie_fields, coded<7>);

static constexpr Field unrecognized_fields[] = {type(8), len("param"), octets("param", "", padded)};
extern constexpr Protocol sctp_param_unrecognized = parameter(
    "SCTPChunkParamUnrocognizedParam", "SCTPChunkParamUnrocognizedParam", unrecognized_fields, coded<8>);

static constexpr Field preservative_fields[] = {type(9), fixed_len(8),
                                                bits("sug_cookie_inc", 32, {}, {.hex = true})};
extern constexpr Protocol sctp_param_cookie_preservative = parameter(
    "SCTPChunkParamCookiePreservative", "SCTPChunkParamCookiePreservative", preservative_fields, coded<9>);

static constexpr Field hostname_fields[] = {type(11), len("hostname"), octets("hostname", "", padded)};
extern constexpr Protocol sctp_param_hostname =
    parameter("SCTPChunkParamHostname", "SCTPChunkParamHostname", hostname_fields, coded<11>);

static constexpr Field addr_type = enumeration("addr_type", 16, 5, types);
static constexpr Field addr_types_fields[] = {type(12), len("addr_type_list"),
                                              list("addr_type_list", addr_type, padded, 5)};
extern constexpr Protocol sctp_param_addr_types = parameter(
    "SCTPChunkParamSupportedAddrTypes", "SCTPChunkParamSupportedAddrTypes", addr_types_fields, coded<12>);

static constexpr Field bare_fields[] = {type(32768), fixed_len(head)};
extern constexpr Protocol sctp_param_ecn =
    parameter("SCTPChunkParamECNCapable", "SCTPChunkParamECNCapable", bare_fields, coded<32768>);

static constexpr Field random_fields[] = {
    type(32770), len("random"),
    octets("random", "", {.extent = padded.extent, .pad_to = padded.pad_to, .start = &any_32_octets})};
extern constexpr Protocol sctp_param_random =
    parameter("SCTPChunkParamRandom", "SCTPChunkParamRandom", random_fields, coded<32770>);

static constexpr Field chunk = enumeration("chunk", 8, {}, sctp_chunk_types);
static constexpr Field chunk_list_fields[] = {type(32771), len("chunk_list"),
                                              list("chunk_list", chunk, padded)};
extern constexpr Protocol sctp_param_chunk_list =
    parameter("SCTPChunkParamChunkList", "SCTPChunkParamChunkList", chunk_list_fields, coded<32771>);

static constexpr Field hmac_function = enumeration("HMAC_function", 16, 1, hmac_functions);
static constexpr Field hmac_fields[] = {type(32772), len("HMAC_functions_list"),
                                        list("HMAC_functions_list", hmac_function, padded, 1)};
extern constexpr Protocol sctp_param_hmac =
    parameter("SCTPChunkParamRequestedHMACFunctions", "SCTPChunkParamRequestedHMACFunctions", hmac_fields,
              coded<32772>);

static constexpr Field extensions_fields[] = {type(32776), len("supported_extensions"),
                                              list("supported_extensions", chunk, padded, "\x0f\xc1\x80")};
extern constexpr Protocol sctp_param_extensions =
    parameter("SCTPChunkParamSupportedExtensions", "SCTPChunkParamSupportedExtensions", extensions_fields,
              coded<32776>);

static constexpr Field forward_fields[] = {type(49152), fixed_len(head)};
extern constexpr Protocol sctp_param_forward =
    parameter("SCTPChunkParamFwdTSN", "SCTPChunkParamFwdTSN", forward_fields, coded<49152>);

// ---- dynamic addresses (RFC 5061, 4.2): an address parameter in a parameter ----------------------------

static constexpr Field correlation_id = bits("correlation_id", 32, {}, {.hex = true});
static constexpr Field address_v4 = ipv4("addr", "127.0.0.1"), address_v6 = ipv6("addr", "::1");
static constexpr Field address_other = octets("addr", "", {.extent = octets_from("addr_len", 1, -head)});
static constexpr Case addresses[] = {
    {equals("addr_type", 5), &address_v4}, {equals("addr_type", 6), &address_v6}, {{}, &address_other}};

template <int code>
static constexpr Field address_fields[] = {type(code),
                                           len("addr", 12),
                                           correlation_id,
                                           addr_type,
                                           bits("addr_len", 16, {.length_of = {"addr", 1, head}}),
                                           one_of("addr", addresses)};
extern constexpr Protocol sctp_param_add_ip =
    parameter("SCTPChunkParamAddIPAddr", "SCTPChunkParamAddIPAddr", address_fields<49153>, coded<49153>);
extern constexpr Protocol sctp_param_del_ip =
    parameter("SCTPChunkParamDelIPAddr", "SCTPChunkParamDelIPAddr", address_fields<49154>, coded<49154>);
extern constexpr Protocol sctp_param_primary = parameter(
    "SCTPChunkParamSetPrimaryAddr", "SCTPChunkParamSetPrimaryAddr", address_fields<49156>, coded<49156>);

static constexpr Field error_fields[] = {
    type(49155), len("error_causes", 8), correlation_id,
    octets("error_causes", "", {.extent = octets_from("len", 1, -8), .pad_to = 4})};
extern constexpr Protocol sctp_param_error =
    parameter("SCTPChunkParamErrorIndication", "SCTPChunkParamErrorIndication", error_fields, coded<49155>);

static constexpr Field success_fields[] = {type(49157), fixed_len(8), correlation_id};
extern constexpr Protocol sctp_param_success = parameter(
    "SCTPChunkParamSuccessIndication", "SCTPChunkParamSuccessIndication", success_fields, coded<49157>);

static constexpr Field adaptation_fields[] = {type(49158), fixed_len(8),
                                              bits("indication", 32, {}, {.hex = true})};
extern constexpr Protocol sctp_param_adaptation = parameter(
    "SCTPChunkParamAdaptationLayer", "SCTPChunkParamAdaptationLayer", adaptation_fields, coded<49158>);

}  // namespace pkttest::protocols
