// TLS handshake messages (RFC 8446, 4; RFC 5246, 7.4; RFC 5077, RFC 6066, RFC 4680).
#include <algorithm>
#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/random_defaults.h"
#include "protocols/tls_numbers.h"

namespace pkttest::protocols {

static constexpr Name types[] = {
    {0, "hello_request"},        {1, "client_hello"},         {2, "server_hello"},
    {3, "hello_verify_request"}, {4, "session_ticket"},       {5, "end_of_early_data"},
    {6, "hello_retry_request"},  {8, "encrypted_extensions"}, {11, "certificate"},
    {12, "server_key_exchange"}, {13, "certificate_request"}, {14, "server_hello_done"},
    {15, "certificate_verify"},  {16, "client_key_exchange"}, {20, "finished"},
    {21, "certificate_url"},     {22, "certificate_status"},  {23, "supplemental_data"},
    {24, "key_update"}};

// ---- what messages are made of -------------------------------------------------------------------------

static constexpr int head = 4;
static Integer body_octets(const Layer& layer) { return header_octets(layer) - head; }
static constexpr Field type(int code) { return enumeration("msgtype", 8, code, types); }
static constexpr Field msglen = bits("msglen", 24, {.compute = body_octets});
static constexpr Field version = enumeration("version", 16, 0x0303, tls_versions);
static constexpr Field length(std::string_view name, std::uint16_t width, std::string_view of, int more = 0) {
    return bits(name, width, {.length_of = {of, 1, more}});
}
static constexpr Field value(std::string_view name, std::string_view length_field) {
    return octets(name, "", {.extent = octets_from(length_field)});
}
static constexpr Field random_bytes(int octets_there) {
    const Value* any = octets_there == 28 ? &any_28_octets : &any_32_octets;
    return octets("random_bytes", "", {.extent = fixed(octets_there), .hex = true, .start = any});
}
static constexpr Field suite = enumeration("cipher_suite", 16, 0, tls_cipher_suites);
static constexpr Name compressions[] = {{0, "null"}, {1, "deflate"}};
static constexpr Field compression = enumeration("compression", 8, 0, compressions);

/// A message that says more octets than there are is no message: it is encrypted, or goes on in another
/// record. Outside handshake records nothing is.
static std::int64_t message_octets(const Layer& layer) {
    const Layer* record = layer.parent();
    if (record != nullptr && record->is("TLS") && record->integer("type") != 22) return -1;
    if (layer.header().size() < head) return -1;
    const auto octets = static_cast<std::int64_t>(layer.integer("msglen")) + head;
    return octets > static_cast<std::int64_t>(layer.header().size()) ? -1 : octets;
}
/// What is left of the message behind `fixed_octets` of its body and what variable fields said.
template <int fixed_octets>
static std::int64_t left_octets(const Layer& layer) {
    std::int64_t left = static_cast<std::int64_t>(layer.integer("msglen")) - fixed_octets;
    for (const char* said : {"sidlen", "cipherslen", "complen", "cert_req_ctxt_len", "noncelen", "ticketlen"})
        left -= static_cast<std::int64_t>(layer.integer(said));
    return std::max<std::int64_t>(left, 0);
}
/// Extensions need not be there at all (RFC 5246, 7.4.1.2).
static constexpr int hello_octets = 38;
static bool has_extensions(const Layer& layer) {
    if (!layer.is_crafted()) return left_octets<hello_octets>(layer) > 0;
    const auto told = [&](std::string_view name) {
        return layer.slot().crafted->find(index_of(layer.protocol(), *find_field(layer.protocol(), name)));
    };
    const Value *list = told("ext"), *said = told("extlen");
    return (said != nullptr && !said->is_none()) ||
           (list != nullptr && list->items() != nullptr && !list->items()->empty());
}
static constexpr Field optional_extlen =
    bits("extlen", 16, {.when = when(has_extensions), .length_of = {"ext"}});
static constexpr Field optional_ext =
    layers("ext", "TLS_Ext_Unknown", {.when = when(has_extensions), .extent = octets_from("extlen")});
static constexpr Field extlen = length("extlen", 16, "ext");
static constexpr Field ext = layers("ext", "TLS_Ext_Unknown", {.extent = octets_from("extlen")});

template <std::uint64_t code>
static constexpr Carrier coded[] = {{"_TLSHandshake", "msgtype", code}};
static constexpr Protocol message(std::string_view name, std::string_view title,
                                  std::span<const Field> fields, std::span<const Carrier> variant_of = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = variant_of,
                    .payload_size = no_payload,
                    .header_size = message_octets});
}
static constexpr Protocol structure(std::string_view name, std::string_view title,
                                    std::span<const Field> fields, std::span<const Carrier> variant_of = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = variant_of,
                    .payload_size = no_payload});
}

/// In a record, types that nobody knows are most often what was encrypted: Raw.
static bool is_of_no_type(const Layer& layer) {
    constexpr std::uint32_t known = 0x01f1f93f;  // 0 to 5, 8, 11 to 16, 20 to 24
    const auto octets = layer.header();
    const auto record = layer.parent();
    const bool is_in_handshake = record != nullptr && record->is("TLS") && record->integer("type") == 22;
    return is_in_handshake && !octets.empty() && (octets[0] > 31 || (known >> octets[0] & 1) == 0);
}
static constexpr Field general_fields[] = {type(0), msglen, value("msg", "msglen")};
static constexpr Carrier encrypted[] = {Carrier("Raw", is_of_no_type)};
extern constexpr Protocol tls_handshake = [] {
    Protocol out = message("_TLSHandshake", "TLS Handshake Generic message", general_fields);
    out.variants = encrypted;
    return out;
}();

// ---- hello ---------------------------------------------------------------------------------------------

static constexpr Field bare_fields[] = {type(0), msglen};
extern constexpr Protocol tls_hello_request =
    message("TLSHelloRequest", "TLS Handshake - Hello Request", bare_fields, coded<0>);

static constexpr std::string_view usual_suites(
    "\xc0\x2b\xc0\x23\xc0\x2f\xc0\x27\x00\x9e\x00\x67\x00\x9c\x00\x3c\xc0\x09\xc0\x13\x00\x33\x00\x2f\x00"
    "\x0a",
    26);
static constexpr Field client_hello_fields[] = {
    type(1),
    msglen,
    version,
    bits("gmt_unix_time", 32),
    random_bytes(28),
    length("sidlen", 8, "sid"),
    value("sid", "sidlen"),
    length("cipherslen", 16, "ciphers"),
    list("ciphers", suite, {.extent = octets_from("cipherslen")}, usual_suites),
    length("complen", 8, "comp"),
    list("comp", compression, {.extent = octets_from("complen")}, 0),
    optional_extlen,
    optional_ext};
extern constexpr Protocol tls_client_hello =
    message("TLSClientHello", "TLS Handshake - Client Hello", client_hello_fields, coded<1>);

static constexpr Field client_hello_13_fields[] = {
    type(1),
    msglen,
    version,
    random_bytes(32),
    length("sidlen", 8, "sid"),
    value("sid", "sidlen"),
    length("cipherslen", 16, "ciphers"),
    list("ciphers", suite, {.extent = octets_from("cipherslen")}),
    length("complen", 8, "comp"),
    list("comp", compression, {.extent = octets_from("complen")}, 0),
    optional_extlen,
    optional_ext};
extern constexpr Protocol tls13_client_hello =
    message("TLS13ClientHello", "TLS 1.3 Handshake - Client Hello", client_hello_13_fields);

static constexpr Field one_compression = list("comp", compression, {.extent = fixed(1)}, 0);
static constexpr Field server_hello_fields[] = {type(2),
                                                msglen,
                                                version,
                                                bits("gmt_unix_time", 32),
                                                random_bytes(28),
                                                length("sidlen", 8, "sid"),
                                                value("sid", "sidlen"),
                                                enumeration("cipher", 16, Default(), tls_cipher_suites),
                                                one_compression,
                                                optional_extlen,
                                                optional_ext};
extern constexpr Protocol tls_server_hello =
    message("TLSServerHello", "TLS Handshake - Server Hello", server_hello_fields, coded<2>);

static constexpr Field server_hello_13_fields[] = {type(2),
                                                   msglen,
                                                   version,
                                                   random_bytes(32),
                                                   length("sidlen", 8, "sid"),
                                                   value("sid", "sidlen"),
                                                   enumeration("cipher", 16, Default(), tls_cipher_suites),
                                                   one_compression,
                                                   optional_extlen,
                                                   optional_ext};
/// The drafts of version 1.3 wrote their own number.
static bool is_draft_13(const Layer& layer) {
    const std::uint64_t number = layer.integer("version");
    return number == 0x0304 || number > 0x7f00;
}
static constexpr Carrier server_hello_13_of[] = {{"TLSServerHello", is_draft_13}};
extern constexpr Protocol tls13_server_hello = message("TLS13ServerHello", "TLS 1.3 Handshake - Server Hello",
                                                       server_hello_13_fields, server_hello_13_of);
/// What makes a ServerHello a HelloRetryRequest (RFC 8446, 4.1.3): the SHA-256 of that name.
static constexpr std::string_view retry_random(
    "\xcf\x21\xad\x74\xe5\x9a\x61\x11\xbe\x1d\x8c\x02\x1e\x65\xb8\x91\xc2\xa2\x11\x16\x7a\xbb\x8c\x5e\x07"
    "\x9e\x09\xe2\xc8\xa8\x33\x9c",
    32);
static constexpr auto hello_retry_fields = [] {
    std::array<Field, std::size(server_hello_13_fields)> fields{};
    std::copy(std::begin(server_hello_13_fields), std::end(server_hello_13_fields), fields.begin());
    fields[3].initial = retry_random;
    fields[3].start = nullptr;
    return fields;
}();
extern constexpr Protocol tls13_hello_retry =
    message("TLS13HelloRetryRequest", "TLS 1.3 Handshake - Hello Retry Request", hello_retry_fields);

static constexpr Field verify_request_fields[] = {type(3), msglen, length("cookielen", 8, "cookie"),
                                                  value("cookie", "cookielen")};
extern constexpr Protocol tls_hello_verify =
    message("TLSHelloVerifyRequest", "TLS Handshake - Hello Verify Request", verify_request_fields, coded<3>);

static constexpr Field encrypted_extensions_fields[] = {type(8), msglen, extlen, ext};
extern constexpr Protocol tls_encrypted_extensions =
    message("TLSEncryptedExtensions", "TLS 1.3 Handshake - Encrypted Extensions", encrypted_extensions_fields,
            coded<8>);

// ---- certificates --------------------------------------------------------------------------------------

static constexpr Field certificate_entry_fields[] = {length("certlen", 24, "cert"), value("cert", "certlen")};
extern constexpr Protocol tls_certificate_entry =
    structure("_ASN1Cert", "TLS certificate", certificate_entry_fields);
static constexpr Field certificate_fields[] = {
    type(11), msglen, length("certslen", 24, "certs"),
    layers("certs", "_ASN1Cert", {.extent = octets_from("certslen")})};
extern constexpr Protocol tls_certificate =
    message("TLSCertificate", "TLS Handshake - Certificate", certificate_fields, coded<11>);

static constexpr Field entry_13_fields[] = {length("certlen", 24, "cert"), value("cert", "certlen"), extlen,
                                            ext};
extern constexpr Protocol tls13_certificate_entry =
    structure("_ASN1CertAndExt", "Certificate and Extensions", entry_13_fields);
static constexpr Field certificate_13_fields[] = {
    type(11),
    msglen,
    length("cert_req_ctxt_len", 8, "cert_req_ctxt"),
    value("cert_req_ctxt", "cert_req_ctxt_len"),
    length("certslen", 24, "certs"),
    layers("certs", "_ASN1CertAndExt", {.extent = octets_from("certslen")})};
extern constexpr Protocol tls13_certificate =
    message("TLS13Certificate", "TLS 1.3 Handshake - Certificate", certificate_13_fields);

static constexpr Name certificate_types[] = {{1, "rsa_sign"},
                                             {2, "dss_sign"},
                                             {3, "rsa_fixed_dh"},
                                             {4, "dss_fixed_dh"},
                                             {5, "rsa_ephemeral_dh_RESERVED"},
                                             {6, "dss_ephemeral_dh_RESERVED"},
                                             {20, "fortezza_dms_RESERVED"},
                                             {64, "ecdsa_sign"},
                                             {65, "rsa_fixed_ecdh"},
                                             {66, "ecdsa_fixed_ecdh"}};
static constexpr Field certificate_type = enumeration("ctype", 8, 1, certificate_types);
static constexpr Field algorithm = enumeration("hash_sig", 16, 0, tls_signature_algorithms);
static constexpr Field authority_fields[] = {length("dnlen", 16, "dn"), value("dn", "dnlen")};
extern constexpr Protocol tls_authority =
    structure("_CertAuthority", "TLS certificate authority", authority_fields);
static constexpr Field certificate_request_fields[] = {
    type(13),
    msglen,
    length("ctypeslen", 8, "ctypes"),
    list("ctypes", certificate_type, {.extent = octets_from("ctypeslen")}, "\x01\x40"),
    length("sig_algs_len", 16, "sig_algs"),
    list("sig_algs", algorithm, {.extent = octets_from("sig_algs_len")}, "\x04\x03\x04\x01\x02\x01"),
    length("certauthlen", 16, "certauth"),
    layers("certauth", "_CertAuthority", {.extent = octets_from("certauthlen")})};
extern constexpr Protocol tls_certificate_request = message(
    "TLSCertificateRequest", "TLS Handshake - Certificate Request", certificate_request_fields, coded<13>);

static constexpr Field certificate_request_13_fields[] = {type(13),
                                                          msglen,
                                                          length("cert_req_ctxt_len", 8, "cert_req_ctxt"),
                                                          value("cert_req_ctxt", "cert_req_ctxt_len"),
                                                          extlen,
                                                          ext};
extern constexpr Protocol tls13_certificate_request = message(
    "TLS13CertificateRequest", "TLS 1.3 Handshake - Certificate Request", certificate_request_13_fields);

static constexpr Field signature_fields[] = {enumeration("sig_alg", 16, 0x0804, tls_signature_algorithms),
                                             length("sig_len", 16, "sig_val"), value("sig_val", "sig_len")};
extern constexpr Protocol tls_signature =
    structure("_TLSSignature", "TLS Digital Signature", signature_fields);
static constexpr Field certificate_verify_fields[] = {type(15), msglen,
                                                      optional_layer("sig", "_TLSSignature")};
extern constexpr Protocol tls_certificate_verify = message(
    "TLSCertificateVerify", "TLS Handshake - Certificate Verify", certificate_verify_fields, coded<15>);

static constexpr Name chain_types[] = {{0, "individual_certs"}, {1, "pkipath"}};
static constexpr Field url_fields[] = {length("urllen", 16, "url"), value("url", "urllen"),
                                       bits("hash_present", 8, {.length_of = {"hash", 20}}),
                                       octets("hash", "", {.extent = octets_from("hash_present", 20)})};
extern constexpr Protocol tls_url =
    structure("URLAndOptionalHash", "URLAndOptionHash structure for TLSCertificateURL", url_fields);
static constexpr Field certificate_url_fields[] = {
    type(21), msglen, enumeration("certchaintype", 8, Default(), chain_types), length("uahlen", 16, "uah"),
    layers("uah", "URLAndOptionalHash", {.extent = octets_from("uahlen")})};
extern constexpr Protocol tls_certificate_url =
    message("TLSCertificateURL", "TLS Handshake - Certificate URL", certificate_url_fields, coded<21>);

static constexpr Name status_types[] = {{1, "ocsp"}};
static constexpr Field certificate_status_fields[] = {
    type(22), msglen, enumeration("status_type", 8, 1, status_types), length("responselen", 24, "response"),
    optional_layer("response", "Raw", {.extent = octets_from("responselen")})};
extern constexpr Protocol tls_certificate_status = message(
    "TLSCertificateStatus", "TLS Handshake - Certificate Status", certificate_status_fields, coded<22>);

// ---- key exchange --------------------------------------------------------------------------------------

static constexpr Field server_exchange_fields[] = {type(12), msglen,
                                                   optional_layer("params", "ServerECDHNamedCurveParams"),
                                                   optional_layer("sig", "_TLSSignature")};
extern constexpr Protocol tls_server_exchange =
    message("TLSServerKeyExchange", "TLS Handshake - Server Key Exchange", server_exchange_fields, coded<12>);

static constexpr Field done_fields[] = {type(14), msglen};
extern constexpr Protocol tls_hello_done =
    message("TLSServerHelloDone", "TLS Handshake - Server Hello Done", done_fields, coded<14>);

/// What it holds depends on the agreed key exchange, which no record says.
static constexpr Field client_exchange_fields[] = {
    type(16), msglen, optional_layer("exchkeys", "Raw", {.extent = octets_from("msglen")})};
extern constexpr Protocol tls_client_exchange =
    message("TLSClientKeyExchange", "TLS Handshake - Client Key Exchange", client_exchange_fields, coded<16>);
static constexpr Field finished_fields[] = {type(20), msglen, value("vdata", "msglen")};
extern constexpr Protocol tls_finished =
    message("TLSFinished", "TLS Handshake - Finished", finished_fields, coded<20>);

// ---- tickets and the rest ------------------------------------------------------------------------------

static constexpr Field ticket_fields[] = {type(4), msglen, bits("lifetime", 32, 0xffffffffu),
                                          length("ticketlen", 16, "ticket"), value("ticket", "ticketlen")};
extern constexpr Protocol tls_new_ticket =
    message("TLSNewSessionTicket", "TLS Handshake - New Session Ticket", ticket_fields, coded<4>);

static constexpr Field ticket_13_fields[] = {
    type(4),
    msglen,
    bits("ticket_lifetime", 32, 0xffffffffu),
    bits("ticket_age_add", 32, {.start = &any_32_bits}),
    length("noncelen", 8, "ticket_nonce"),
    octets("ticket_nonce", "", {.extent = octets_from("noncelen"), .start = &any_32_octets}),
    length("ticketlen", 16, "ticket"),
    value("ticket", "ticketlen"),
    extlen,
    ext};
extern constexpr Protocol tls13_new_ticket =
    message("TLS13NewSessionTicket", "TLS 1.3 Handshake - New Session Ticket", ticket_13_fields);

static constexpr Field early_data_end_fields[] = {type(5), msglen};
extern constexpr Protocol tls13_end_of_early_data =
    message("TLS13EndOfEarlyData", "TLS 1.3 Handshake - End Of Early Data", early_data_end_fields, coded<5>);

static constexpr Name update_requests[] = {{0, "update_not_requested"}, {1, "update_requested"}};
static constexpr Field update_fields[] = {type(24), msglen,
                                          enumeration("request_update", 8, 0, update_requests)};
extern constexpr Protocol tls13_key_update =
    message("TLS13KeyUpdate", "TLS 1.3 Handshake - Key Update", update_fields, coded<24>);

static constexpr Field entry_fields[] = {bits("sdtype", 16, Default()), length("len", 16, "data"),
                                         value("data", "len")};
extern constexpr Protocol tls_supplemental_entry =
    structure("SupDataEntry", "Supplemental Data Entry - Generic", entry_fields);
static constexpr Field mapping_fields[] = {bits("version", 8, Default()), length("len", 16, "data"),
                                           value("data", "len")};
extern constexpr Protocol tls_user_mapping =
    structure("UserMappingData", "User Mapping Data", mapping_fields);
static constexpr Field mapping_entry_fields[] = {
    bits("sdtype", 16, Default()), length("len", 16, "data", 2), length("dlen", 16, "data"),
    layers("data", "UserMappingData", {.extent = octets_from("dlen")})};
static constexpr Carrier mapping_of[] = {{"SupDataEntry", "sdtype", 0}};
extern constexpr Protocol tls_mapping_entry =
    structure("SupDataEntryUM", "Supplemental Data Entry - User Mapping", mapping_entry_fields, mapping_of);
static constexpr Field supplemental_fields[] = {
    type(23), msglen, length("sdatalen", 24, "sdata"),
    layers("sdata", "SupDataEntry", {.extent = octets_from("sdatalen")})};
extern constexpr Protocol tls_supplemental =
    message("TLSSupplementalData", "TLS Handshake - Supplemental Data", supplemental_fields, coded<23>);

}  // namespace pkttest::protocols
