// Extensions of TLS hello messages (RFC 8446, 4.2; RFC 6066; RFC 7301; RFC 8422; RFC 5746; RFC 7627 and the
// IANA registry).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/random_defaults.h"
#include "protocols/tls_numbers.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{0, "server_name"},
                                 {1, "max_fragment_length"},
                                 {2, "client_certificate_url"},
                                 {3, "trusted_ca_keys"},
                                 {4, "truncated_hmac"},
                                 {5, "status_request"},
                                 {6, "user_mapping"},
                                 {7, "client_authz"},
                                 {8, "server_authz"},
                                 {9, "cert_type"},
                                 {10, "supported_groups"},
                                 {11, "ec_point_formats"},
                                 {13, "signature_algorithms"},
                                 {15, "heartbeat"},
                                 {16, "alpn"},
                                 {18, "signed_certificate_timestamp"},
                                 {19, "client_certificate_type"},
                                 {20, "server_certificate_type"},
                                 {21, "padding"},
                                 {22, "encrypt_then_mac"},
                                 {23, "extended_master_secret"},
                                 {28, "record_size_limit"},
                                 {35, "session_ticket"},
                                 {41, "pre_shared_key"},
                                 {42, "early_data_indication"},
                                 {43, "supported_versions"},
                                 {44, "cookie"},
                                 {45, "psk_key_exchange_modes"},
                                 {47, "certificate_authorities"},
                                 {48, "oid_filters"},
                                 {49, "post_handshake_auth"},
                                 {50, "signature_algorithms_cert"},
                                 {51, "key_share"},
                                 {13172, "next_protocol_negotiation"},
                                 {65281, "renegotiation_info"},
                                 {65486, "encrypted_server_name"}};

static constexpr int head = 4;
static Integer value_octets(const Layer& layer) { return header_octets(layer) - head; }
static constexpr Field type(int code) { return enumeration("type", 16, code, types); }
static constexpr Field len = bits("len", 16, {.compute = value_octets});
static constexpr Field length(std::string_view name, std::uint16_t width, std::string_view of) {
    return bits(name, width, {.length_of = {of}});
}
static constexpr Field value(std::string_view name, std::string_view length_field) {
    return octets(name, "", {.extent = octets_from(length_field)});
}
static constexpr Field numbers(std::string_view name, const Field& element, std::string_view length_field,
                               Default initial = {}) {
    return list(name, element, {.extent = octets_from(length_field)}, initial);
}
static constexpr Field structures(std::string_view name, std::string_view protocol,
                                  std::string_view length_field) {
    return layers(name, protocol, {.extent = octets_from(length_field)});
}

/// An extension has the octets that it says, whatever its fields take of them.
static std::int64_t extension_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("len")) + head;
}
static constexpr Protocol extension(std::string_view name, std::string_view title,
                                    std::span<const Field> fields, std::span<const Carrier> variant_of = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = variant_of,
                    .payload_size = no_payload,
                    .header_size = extension_octets});
}
static constexpr Protocol structure(std::string_view name, std::string_view title,
                                    std::span<const Field> fields, std::span<const Carrier> variant_of = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = variant_of,
                    .payload_size = no_payload});
}
template <std::uint64_t code>
static constexpr Carrier coded[] = {{"TLS_Ext_Unknown", "type", code}};

/// Where the meaning depends on the message that the extension stands in.
static constexpr std::uint64_t client_hello = 1, server_hello = 2, session_ticket = 4;
template <std::uint64_t code, std::uint64_t message>
static bool in_message(const Layer& layer) {
    return layer.integer("type") == code && layer.parent() != nullptr &&
           layer.parent()->integer("msgtype") == message;
}
template <std::uint64_t code, std::uint64_t message>
static constexpr Carrier coded_in[] = {{"TLS_Ext_Unknown", in_message<code, message>}};

static constexpr Field general_fields[] = {type(0), len, value("val", "len")};
extern constexpr Protocol tls_extension =
    extension("TLS_Ext_Unknown", "TLS Extension - Scapy Unknown", general_fields);

// ---- names, fragments, certificates (RFC 6066) ---------------------------------------------------------

static constexpr Name name_types[] = {{0, "host_name"}};
static constexpr Field server_name_fields[] = {enumeration("nametype", 8, 0, name_types),
                                               length("namelen", 16, "servername"),
                                               value("servername", "namelen")};
extern constexpr Protocol tls_server_name = structure("ServerName", "HostName", server_name_fields);
/// The server answers with an empty extension.
static bool has_names(const Layer& layer) { return layer.is_crafted() || layer.integer("len") > 0; }
static constexpr Field server_names_fields[] = {
    type(0), len, bits("servernameslen", 16, {.when = when(has_names), .length_of = {"servernames"}}),
    layers("servernames", "ServerName", {.when = when(has_names), .extent = octets_from("servernameslen")})};
extern constexpr Protocol tls_server_names =
    extension("TLS_Ext_ServerName", "TLS Extension - Server Name", server_names_fields, coded<0>);

static constexpr Name fragment_lengths[] = {{1, "2^9"}, {2, "2^10"}, {3, "2^11"}, {4, "2^12"}};
static constexpr Field fragment_fields[] = {type(1), len, enumeration("maxfraglen", 8, 4, fragment_lengths)};
extern constexpr Protocol tls_max_fragment =
    extension("TLS_Ext_MaxFragLen", "TLS Extension - Max Fragment Length", fragment_fields, coded<1>);

template <int code>
static constexpr Field bare_fields[] = {type(code), len};
extern constexpr Protocol tls_client_url =
    extension("TLS_Ext_ClientCertURL", "TLS Extension - Client Certificate URL", bare_fields<2>, coded<2>);

static constexpr Name identifier_types[] = {
    {0, "pre_agreed"}, {1, "key_sha1_hash"}, {2, "x509_name"}, {3, "cert_sha1_hash"}};
template <int code>
static constexpr Field hash_fields[] = {enumeration("idtype", 8, code, identifier_types),
                                        octets("id", Default(), {.extent = fixed(20)})};
template <std::uint64_t code>
static constexpr Carrier identified[] = {{"TAPreAgreed", "idtype", code}};
static constexpr Field agreed_fields[] = {enumeration("idtype", 8, 0, identifier_types)};
extern constexpr Protocol tls_ta_agreed =
    structure("TAPreAgreed", "Trusted authority - pre_agreed", agreed_fields);
extern constexpr Protocol tls_ta_key =
    structure("TAKeySHA1Hash", "Trusted authority - key_sha1_hash", hash_fields<1>, identified<1>);
static constexpr Field ta_name_fields[] = {enumeration("idtype", 8, 2, identifier_types),
                                           length("dnlen", 16, "dn"), value("dn", "dnlen")};
extern constexpr Protocol tls_ta_name =
    structure("TAX509Name", "Trusted authority - x509_name", ta_name_fields, identified<2>);
extern constexpr Protocol tls_ta_certificate =
    structure("TACertSHA1Hash", "Trusted authority - cert_sha1_hash", hash_fields<3>, identified<3>);
static constexpr Field trusted_fields[] = {type(3), len, length("talen", 16, "ta"),
                                           structures("ta", "TAPreAgreed", "talen")};
extern constexpr Protocol tls_trusted =
    extension("TLS_Ext_TrustedCAInd", "TLS Extension - Trusted CA Indication", trusted_fields, coded<3>);

extern constexpr Protocol tls_truncated_hmac =
    extension("TLS_Ext_TruncatedHMAC", "TLS Extension - Truncated HMAC", bare_fields<4>, coded<4>);

static constexpr Name status_types[] = {{1, "ocsp"}};
static constexpr Field responder_fields[] = {length("respidlen", 16, "respid"), value("respid", "respidlen")};
extern constexpr Protocol tls_responder =
    structure("ResponderID", "Responder ID structure", responder_fields);
static constexpr Field status_request_fields[] = {
    length("respidlen", 16, "respid"), structures("respid", "ResponderID", "respidlen"),
    length("reqextlen", 16, "reqext"), value("reqext", "reqextlen")};
extern constexpr Protocol tls_status_request =
    structure("OCSPStatusRequest", "OCSPStatusRequest structure", status_request_fields);
static constexpr Field status_fields[] = {
    type(5), len, enumeration("stype", 8, Default(), status_types, {.when = when(has_names)}),
    layers("req", "OCSPStatusRequest", {.when = when(has_names), .extent = octets_from("len", 1, -1)})};
extern constexpr Protocol tls_status =
    extension("TLS_Ext_CSR", "TLS Extension - Certificate Status Request", status_fields, coded<5>);

static constexpr Field mapping_type = bits("umtype", 8);
static constexpr Field mapping_fields[] = {type(6), len, length("umlen", 8, "um"),
                                           numbers("um", mapping_type, "umlen")};
extern constexpr Protocol tls_ext_user_mapping =
    extension("TLS_Ext_UserMapping", "TLS Extension - User Mapping", mapping_fields, coded<6>);
extern constexpr Protocol tls_client_authz =
    extension("TLS_Ext_ClientAuthz", "TLS Extension - Client Authz", bare_fields<7>, coded<7>);
extern constexpr Protocol tls_server_authz =
    extension("TLS_Ext_ServerAuthz", "TLS Extension - Server Authz", bare_fields<8>, coded<8>);

static constexpr Name certificate_types[] = {{0, "X.509"}, {1, "OpenPGP"}};
static constexpr Field certificate_type = enumeration("certtypes", 8, 0, certificate_types);
static constexpr Field client_types_fields[] = {
    type(9), len, length("ctypeslen", 8, "ctypes"),
    numbers("ctypes", certificate_type, "ctypeslen", std::string_view("\0\1", 2))};
extern constexpr Protocol tls_client_types =
    extension("TLS_Ext_ClientCertType", "TLS Extension - Certificate Type (client version)",
              client_types_fields, coded<9>);
static constexpr Field server_type_fields[] = {type(9), len,
                                               enumeration("ctype", 8, Default(), certificate_types)};
extern constexpr Protocol tls_server_type =
    extension("TLS_Ext_ServerCertType", "TLS Extension - Certificate Type (server version)",
              server_type_fields, coded_in<9, server_hello>);

// ---- algorithms ----------------------------------------------------------------------------------------

static constexpr Field group = enumeration("ng", 16, 0, tls_groups);
static constexpr Field groups_fields[] = {type(10), len, length("groupslen", 16, "groups"),
                                          numbers("groups", group, "groupslen")};
extern constexpr Protocol tls_supported_groups =
    extension("TLS_Ext_SupportedGroups", "TLS Extension - Supported Groups", groups_fields, coded<10>);
extern constexpr Protocol tls_supported_curves =
    extension("TLS_Ext_SupportedEllipticCurves", "TLS Extension - Supported Groups", groups_fields);

static constexpr Name point_formats[] = {
    {0, "uncompressed"}, {1, "ansiX962_compressed_prime"}, {2, "ansiX962_compressed_char2"}};
static constexpr Field point_format = enumeration("nc", 8, 0, point_formats);
static constexpr Field formats_fields[] = {type(11), len, length("ecpllen", 8, "ecpl"),
                                           numbers("ecpl", point_format, "ecpllen", 0)};
extern constexpr Protocol tls_point_format = extension(
    "TLS_Ext_SupportedPointFormat", "TLS Extension - Supported Point Format", formats_fields, coded<11>);

static constexpr Field algorithm = enumeration("hash_sig", 16, 0, tls_signature_algorithms);
template <int code>
static constexpr Field algorithms_fields[] = {type(code), len, length("sig_algs_len", 16, "sig_algs"),
                                              numbers("sig_algs", algorithm, "sig_algs_len")};
extern constexpr Protocol tls_algorithms = extension(
    "TLS_Ext_SignatureAlgorithms", "TLS Extension - Signature Algorithms", algorithms_fields<13>, coded<13>);
extern constexpr Protocol tls_certificate_algorithms =
    extension("TLS_Ext_SignatureAlgorithmsCert", "TLS Extension - Signature Algorithms Cert",
              algorithms_fields<50>, coded<50>);

static constexpr Name heartbeat_modes[] = {{1, "peer_allowed_to_send"}, {2, "peer_not_allowed_to_send"}};
static constexpr Field heartbeat_fields[] = {type(15), len,
                                             enumeration("heartbeat_mode", 8, 2, heartbeat_modes)};
extern constexpr Protocol tls_heartbeat =
    extension("TLS_Ext_Heartbeat", "TLS Extension - Heartbeat", heartbeat_fields, coded<15>);

static constexpr Field name_fields[] = {length("len", 8, "protocol"), value("protocol", "len")};
extern constexpr Protocol tls_protocol_name = structure("ProtocolName", "Protocol Name", name_fields);
static constexpr Field alpn_fields[] = {type(16), len, length("protocolslen", 16, "protocols"),
                                        structures("protocols", "ProtocolName", "protocolslen")};
extern constexpr Protocol tls_alpn = extension(
    "TLS_Ext_ALPN", "TLS Extension - Application Layer Protocol Negotiation", alpn_fields, coded<16>);
static constexpr Field npn_fields[] = {type(13172), len, structures("protocols", "ProtocolName", "len")};
extern constexpr Protocol tls_npn =
    extension("TLS_Ext_NPN", "TLS Extension - Next Protocol Negotiation", npn_fields, coded<13172>);

static constexpr Field padding_fields[] = {type(21), len, value("padding", "len")};
extern constexpr Protocol tls_padding =
    extension("TLS_Ext_Padding", "TLS Extension - Padding", padding_fields, coded<21>);
extern constexpr Protocol tls_encrypt_then_mac =
    extension("TLS_Ext_EncryptThenMAC", "TLS Extension - Encrypt-then-MAC", bare_fields<22>, coded<22>);
extern constexpr Protocol tls_extended_master_secret = extension(
    "TLS_Ext_ExtendedMasterSecret", "TLS Extension - Extended Master Secret", bare_fields<23>, coded<23>);
static constexpr Field record_limit_fields[] = {type(28), len, bits("record_size_limit", 16, Default())};
extern constexpr Protocol tls_record_limit =
    extension("TLS_Ext_RecordSizeLimit", "TLS Extension - Record Size Limit", record_limit_fields, coded<28>);
static constexpr Field ticket_fields[] = {type(35), len, value("ticket", "len")};
extern constexpr Protocol tls_session_ticket =
    extension("TLS_Ext_SessionTicket", "TLS Extension - Session Ticket", ticket_fields, coded<35>);
static constexpr Field renegotiation_fields[] = {type(65281), len,
                                                 length("reneg_conn_len", 8, "renegotiated_connection"),
                                                 value("renegotiated_connection", "reneg_conn_len")};
extern constexpr Protocol tls_renegotiation =
    extension("TLS_Ext_RenegotiationInfo", "TLS Extension - Renegotiation Indication", renegotiation_fields,
              coded<65281>);
static constexpr Field encrypted_name_fields[] = {
    type(65486),
    len,
    enumeration("cipher", 16, Default(), tls_cipher_suites),
    enumeration("key_exchange_group", 16, Default(), tls_groups),
    length("key_exchange_len", 16, "key_exchange"),
    value("key_exchange", "key_exchange_len"),
    length("record_digest_len", 16, "record_digest"),
    value("record_digest", "record_digest_len"),
    length("encrypted_sni_len", 16, "encrypted_sni"),
    value("encrypted_sni", "encrypted_sni_len")};
extern constexpr Protocol tls_encrypted_name =
    extension("TLS_Ext_EncryptedServerName", "TLS Extension - Encrypted Server Name", encrypted_name_fields,
              coded<65486>);

// ---- version 1.3 (RFC 8446, 4.2) -----------------------------------------------------------------------

static constexpr Field share_fields[] = {enumeration("group", 16, 23, tls_groups),
                                         length("kxlen", 16, "key_exchange"), value("key_exchange", "kxlen")};
extern constexpr Protocol tls_share = structure("KeyShareEntry", "Key Share Entry", share_fields);
static constexpr Field client_shares_fields[] = {
    type(51), len, length("client_shares_len", 16, "client_shares"),
    structures("client_shares", "KeyShareEntry", "client_shares_len")};
extern constexpr Protocol tls_client_shares =
    extension("TLS_Ext_KeyShare_CH", "TLS Extension - Key Share (for ClientHello)", client_shares_fields,
              coded_in<51, client_hello>);
static constexpr Field server_share_fields[] = {type(51), len, layer("server_share", "KeyShareEntry")};
extern constexpr Protocol tls_server_share =
    extension("TLS_Ext_KeyShare_SH", "TLS Extension - Key Share (for ServerHello)", server_share_fields,
              coded_in<51, server_hello>);
static constexpr Field retry_share_fields[] = {type(51), len,
                                               enumeration("selected_group", 16, Default(), tls_groups)};
/// A server that asks again names a group, and sends no share.
static bool is_retry(const Layer& layer) {
    return in_message<51, server_hello>(layer) && layer.integer("len") == 2;
}
static constexpr Carrier retry_share_of[] = {{"TLS_Ext_KeyShare_SH", is_retry}};
extern constexpr Protocol tls_retry_share =
    extension("TLS_Ext_KeyShare_HRR", "TLS Extension - Key Share (for HelloRetryRequest)", retry_share_fields,
              retry_share_of);

static constexpr Field identity_fields[] = {length("identity_len", 16, "identity"),
                                            value("identity", "identity_len"),
                                            bits("obfuscated_ticket_age", 32)};
extern constexpr Protocol tls_psk_identity = structure("PSKIdentity", "PSK Identity", identity_fields);
static constexpr Field binder_fields[] = {length("binder_len", 8, "binder"), value("binder", "binder_len")};
extern constexpr Protocol tls_psk_binder = structure("PSKBinderEntry", "PSK Binder Entry", binder_fields);
static constexpr Field client_psk_fields[] = {type(41),
                                              len,
                                              length("identities_len", 16, "identities"),
                                              structures("identities", "PSKIdentity", "identities_len"),
                                              length("binders_len", 16, "binders"),
                                              structures("binders", "PSKBinderEntry", "binders_len")};
extern constexpr Protocol tls_client_psk =
    extension("TLS_Ext_PreSharedKey_CH", "TLS Extension - Pre Shared Key (for ClientHello)",
              client_psk_fields, coded_in<41, client_hello>);
static constexpr Field server_psk_fields[] = {type(41), len, bits("selected_identity", 16, Default())};
extern constexpr Protocol tls_server_psk =
    extension("TLS_Ext_PreSharedKey_SH", "TLS Extension - Pre Shared Key (for ServerHello)",
              server_psk_fields, coded_in<41, server_hello>);

extern constexpr Protocol tls_early_data =
    extension("TLS_Ext_EarlyDataIndication", "TLS Extension - Early Data", bare_fields<42>, coded<42>);
template <int code>
static constexpr Field early_data_fields[] = {type(code), len, bits("max_early_data_size", 32)};
extern constexpr Protocol tls_ticket_early_data =
    extension("TLS_Ext_EarlyDataIndicationTicket", "TLS Extension - Ticket Early Data Info",
              early_data_fields<42>, coded_in<42, session_ticket>);
extern constexpr Protocol tls_early_data_info =
    extension("TLS_Ext_TicketEarlyDataInfo", "TLS Extension - Ticket Early Data Info", early_data_fields<46>,
              coded<46>);

static constexpr Field version = enumeration("version", 16, 0, tls_versions);
static constexpr Field client_versions_fields[] = {type(43), len, length("versionslen", 8, "versions"),
                                                   numbers("versions", version, "versionslen")};
extern constexpr Protocol tls_client_versions =
    extension("TLS_Ext_SupportedVersion_CH", "TLS Extension - Supported Versions (for ClientHello)",
              client_versions_fields, coded_in<43, client_hello>);
static constexpr Field server_version_fields[] = {type(43), len, version};
extern constexpr Protocol tls_server_version =
    extension("TLS_Ext_SupportedVersion_SH", "TLS Extension - Supported Versions (for ServerHello)",
              server_version_fields, coded_in<43, server_hello>);

static constexpr Field cookie_fields[] = {
    type(44), len, length("cookielen", 16, "cookie"),
    octets("cookie", "", {.extent = octets_from("cookielen"), .start = &any_32_octets})};
extern constexpr Protocol tls_cookie =
    extension("TLS_Ext_Cookie", "TLS Extension - Cookie", cookie_fields, coded<44>);

static constexpr Name psk_modes[] = {{0, "psk_ke"}, {1, "psk_dhe_ke"}};
static constexpr Field psk_mode = enumeration("kxmode", 8, 0, psk_modes);
static constexpr Field psk_modes_fields[] = {type(45), len, length("kxmodeslen", 8, "kxmodes"),
                                             numbers("kxmodes", psk_mode, "kxmodeslen")};
extern constexpr Protocol tls_psk_modes = extension(
    "TLS_Ext_PSKKeyExchangeModes", "TLS Extension - PSK Key Exchange Modes", psk_modes_fields, coded<45>);

extern constexpr Protocol tls_post_handshake =
    extension("TLS_Ext_PostHandshakeAuth", "TLS Extension - Post Handshake Auth", bare_fields<49>, coded<49>);

}  // namespace pkttest::protocols
