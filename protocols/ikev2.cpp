// IKEv2 (RFC 7296): the header and its payloads; what is encrypted stays octets.
#include "protocols/ikev2.h"

#include "protocols/computed.h"

namespace pkttest::protocols {

using namespace ike2;

static constexpr Name exchange_types[] = {
    {34, "IKE_SA_INIT"},        {35, "IKE_AUTH"},         {36, "CREATE_CHILD_SA"}, {37, "INFORMATIONAL"},
    {38, "IKE_SESSION_RESUME"}, {43, "IKE_INTERMEDIATE"}, {44, "IKE_FOLLOWUP_KE"}};
static constexpr Name header_flags[] = {{0x01, "res0"},      {0x02, "res1"},    {0x04, "res2"},
                                        {0x08, "Initiator"}, {0x10, "Version"}, {0x20, "Response"},
                                        {0x40, "res6"},      {0x80, "res7"}};
static constexpr Name payload_flags[] = {{0x01, "res7"}, {0x02, "res6"}, {0x04, "res5"}, {0x08, "res4"},
                                         {0x10, "res3"}, {0x20, "res2"}, {0x40, "res1"}, {0x80, "critical"}};
static constexpr Name notifications[] = {{1, "UNSUPPORTED_CRITICAL_PAYLOAD"},
                                         {4, "INVALID_IKE_SPI"},
                                         {5, "INVALID_MAJOR_VERSION"},
                                         {7, "INVALID_SYNTAX"},
                                         {9, "INVALID_MESSAGE_ID"},
                                         {11, "INVALID_SPI"},
                                         {14, "NO_PROPOSAL_CHOSEN"},
                                         {17, "INVALID_KE_PAYLOAD"},
                                         {24, "AUTHENTICATION_FAILED"},
                                         {34, "SINGLE_PAIR_REQUIRED"},
                                         {35, "NO_ADDITIONAL_SAS"},
                                         {36, "INTERNAL_ADDRESS_FAILURE"},
                                         {37, "FAILED_CP_REQUIRED"},
                                         {38, "TS_UNACCEPTABLE"},
                                         {39, "INVALID_SELECTORS"},
                                         {40, "UNACCEPTABLE_ADDRESSES"},
                                         {41, "UNEXPECTED_NAT_DETECTED"},
                                         {42, "USE_ASSIGNED_HoA"},
                                         {43, "TEMPORARY_FAILURE"},
                                         {44, "CHILD_SA_NOT_FOUND"},
                                         {45, "INVALID_GROUP_ID"},
                                         {46, "AUTHORIZATION_FAILED"},
                                         {16384, "INITIAL_CONTACT"},
                                         {16385, "SET_WINDOW_SIZE"},
                                         {16386, "ADDITIONAL_TS_POSSIBLE"},
                                         {16387, "IPCOMP_SUPPORTED"},
                                         {16388, "NAT_DETECTION_SOURCE_IP"},
                                         {16389, "NAT_DETECTION_DESTINATION_IP"},
                                         {16390, "COOKIE"},
                                         {16391, "USE_TRANSPORT_MODE"},
                                         {16392, "HTTP_CERT_LOOKUP_SUPPORTED"},
                                         {16393, "REKEY_SA"},
                                         {16394, "ESP_TFC_PADDING_NOT_SUPPORTED"},
                                         {16395, "NON_FIRST_FRAGMENTS_ALSO"},
                                         {16396, "MOBIKE_SUPPORTED"},
                                         {16397, "ADDITIONAL_IP4_ADDRESS"},
                                         {16398, "ADDITIONAL_IP6_ADDRESS"},
                                         {16399, "NO_ADDITIONAL_ADDRESSES"},
                                         {16400, "UPDATE_SA_ADDRESSES"},
                                         {16401, "COOKIE2"},
                                         {16402, "NO_NATS_ALLOWED"},
                                         {16403, "AUTH_LIFETIME"},
                                         {16404, "MULTIPLE_AUTH_SUPPORTED"},
                                         {16405, "ANOTHER_AUTH_FOLLOWS"},
                                         {16406, "REDIRECT_SUPPORTED"},
                                         {16407, "REDIRECT"},
                                         {16408, "REDIRECTED_FROM"},
                                         {16409, "TICKET_LT_OPAQUE"},
                                         {16410, "TICKET_REQUEST"},
                                         {16411, "TICKET_ACK"},
                                         {16412, "TICKET_NACK"},
                                         {16413, "TICKET_OPAQUE"},
                                         {16414, "LINK_ID"},
                                         {16415, "USE_WESP_MODE"},
                                         {16416, "ROHC_SUPPORTED"},
                                         {16417, "EAP_ONLY_AUTHENTICATION"},
                                         {16418, "CHILDLESS_IKEV2_SUPPORTED"},
                                         {16419, "QUICK_CRASH_DETECTION"},
                                         {16420, "IKEV2_MESSAGE_ID_SYNC_SUPPORTED"},
                                         {16421, "IPSEC_REPLAY_COUNTER_SYNC_SUPPORTED"},
                                         {16422, "IKEV2_MESSAGE_ID_SYNC"},
                                         {16423, "IPSEC_REPLAY_COUNTER_SYNC"},
                                         {16424, "SECURE_PASSWORD_METHODS"},
                                         {16425, "PSK_PERSIST"},
                                         {16426, "PSK_CONFIRM"},
                                         {16427, "ERX_SUPPORTED"},
                                         {16428, "IFOM_CAPABILITY"},
                                         {16429, "SENDER_REQUEST_ID"},
                                         {16430, "IKEV2_FRAGMENTATION_SUPPORTED"},
                                         {16431, "SIGNATURE_HASH_ALGORITHMS"},
                                         {16432, "CLONE_IKE_SA_SUPPORTED"},
                                         {16433, "CLONE_IKE_SA"}};
static constexpr Name encodings[] = {{1, "PKCS #7 wrapped X.509 certificate"},
                                     {2, "PGP Certificate"},
                                     {3, "DNS Signed Key"},
                                     {4, "X.509 Certificate - Signature"},
                                     {6, "Kerberos Token"},
                                     {7, "Certificate Revocation List (CRL)"},
                                     {8, "Authority Revocation List (ARL)"},
                                     {9, "SPKI Certificate"},
                                     {10, "X.509 Certificate - Attribute"},
                                     {11, "Raw RSA Key"},
                                     {12, "Hash and URL of X.509 certificate"},
                                     {13, "Hash and URL of X.509 bundle"}};
static constexpr Name authentications[] = {{0, "Reserved"},
                                           {1, "RSA Digital Signature"},
                                           {2, "Shared Key Message Integrity Code"},
                                           {3, "DSS Digital Signature"},
                                           {9, "ECDSA with SHA-256 on the P-256 curve"},
                                           {10, "ECDSA with SHA-384 on the P-384 curve"},
                                           {11, "ECDSA with SHA-512 on the P-521 curve"},
                                           {12, "Generic Secure Password Authentication Method"},
                                           {13, "NULL Authentication"},
                                           {14, "Digital Signature"}};
static constexpr Name identities[] = {{1, "IPv4_addr"}, {2, "FQDN"},        {3, "Email_addr"},
                                      {5, "IPv6_addr"}, {9, "DER_ASN1_DN"}, {10, "DER_ASN1_GN"},
                                      {11, "Key"},      {12, "FC_NAME"},    {13, "NULL"}};

// ---- the header ------------------------------------------------------------------------------------------

static constexpr Field fields[] = {octets("init_SPI", "", {.extent = fixed(8)}),
                                   octets("resp_SPI", "", {.extent = fixed(8)}),
                                   enumeration("next_payload", 8, 0, payload_types),
                                   bits("version", 8, 0x20, {.hex = true}),
                                   enumeration("exch_type", 8, 0, exchange_types),
                                   flags("flags", 8, 0, header_flags),
                                   bits("id", 32),
                                   bits("length", 32, {.compute = whole_octets})};

/// A type that has no table is a payload all the same.
const Protocol* ike2::any_payload(const Layer& layer) {
    const std::uint64_t next = layer.integer("next_payload");
    const bool known = next == 2 || next == 3 || (next >= 33 && next <= 48) || next == 53;
    return next == 0 ? find_protocol("Raw") : known ? nullptr : find_protocol("IKEv2_payload");
}
/// The same ports as ISAKMP's, a greater version.
static bool is_version_2(const Layer& layer) {
    constexpr std::size_t version_at = 17;
    const auto octets = layer.header();
    return layer.index() > 0 && octets.size() > version_at && octets[version_at] >= 0x20;
}

static constexpr Carrier variant[] = {Carrier("ISAKMP", is_version_2)};
static constexpr Carrier carriers[] = {{"UDP", {"sport", 500}, {"dport", 500}, down}};
extern constexpr Protocol ikev2 =
    checked({.name = "IKEv2",
             .title = "Internet Key Exchange, version 2",
             .shown = "IKEv2",
             .fields = fields,
             .carried_by = carriers,
             .variant_of = variant,
             .guess_payload = any_payload,
             .hashret = [](const Layer& layer, std::string& out) { out += octets_in(layer, "init_SPI"); },
             .answers =
                 [](const Layer& layer, const Layer& request) {
                     return request.is("IKEv2") && layer.get("init_SPI") == request.get("init_SPI") &&
                            layer.integer("id") == request.integer("id");
                 }});

// ---- payloads --------------------------------------------------------------------------------------------

static constexpr Carrier last[] = {{"IKEv2", "next_payload", 0, down}};
static constexpr Field any_fields[] = {next_payload, flags("flags", 8, 0, payload_flags), length,
                                       octets("load", "", behind(4))};
extern constexpr Protocol ikev2_payload = payload("IKEv2_payload", "IKEv2 Payload", any_fields, last);

static constexpr Field load_fields[] = {next_payload, res, length, octets("load", "", behind(4))};
extern constexpr Protocol ikev2_nonce =
    payload("IKEv2_payload_Nonce", "IKEv2 Nonce", load_fields, announced<40>);
/// Its `next_payload` is the first one inside, so that nothing follows.
extern constexpr Protocol ikev2_encrypted = checked({.name = "IKEv2_payload_Encrypted",
                                                     .title = "IKEv2 Encrypted and Authenticated",
                                                     .fields = load_fields,
                                                     .carried_by = announced<46>,
                                                     .carries = "Raw"});
static constexpr Field fragment_fields[] = {next_payload,
                                            res,
                                            length,
                                            bits("frag_number", 16, 1),
                                            bits("frag_total", 16, 1),
                                            octets("load", "", behind(8))};
extern constexpr Protocol ikev2_fragment = checked({.name = "IKEv2_payload_Encrypted_Fragment",
                                                    .title = "IKEv2 Encrypted Fragment",
                                                    .fields = fragment_fields,
                                                    .carried_by = announced<53>,
                                                    .carries = "Raw"});

static constexpr Field vendor_fields[] = {next_payload, res, length, octets("vendorID", "", behind(4))};
extern constexpr Protocol ikev2_vendor =
    payload("IKEv2_payload_VendorID", "IKEv2 Vendor ID", vendor_fields, announced<43>);

static constexpr Field auth_fields[] = {next_payload, res,
                                        length,       enumeration("auth_type", 8, Default(), authentications),
                                        res2,         octets("load", "", behind(8))};
extern constexpr Protocol ikev2_auth =
    payload("IKEv2_payload_AUTH", "IKEv2 Authentication", auth_fields, announced<39>);

static constexpr Field ke_fields[] = {next_payload,     res,
                                      length,           enumeration("group", 16, 0, groups),
                                      bits("res2", 16), octets("load", "", behind(8))};
extern constexpr Protocol ikev2_ke =
    payload("IKEv2_payload_KE", "IKEv2 Key Exchange", ke_fields, announced<34>);

static constexpr Field cert_fields[] = {next_payload, res, length, enumeration("cert_type", 8, 0, encodings),
                                        octets("cert_data", "", behind(5))};
extern constexpr Protocol ikev2_cert =
    payload("IKEv2_payload_CERT", "IKEv2_payload_CERT", cert_fields, announced<37>);
extern constexpr Protocol ikev2_certreq =
    payload("IKEv2_payload_CERTREQ", "IKEv2 Certificate Request", cert_fields, announced<38>);

static constexpr Field eap_fields[] = {next_payload, res, length, optional_layer("eap", "EAP", behind(4))};
extern constexpr Protocol ikev2_eap =
    payload("IKEv2_payload_EAP", "IKEv2 extensible authentication", eap_fields, announced<48>);

/// An address where the length is an address's; a length that is not told yet fits.
template <std::uint64_t type, std::uint64_t size>
static bool is_address(const Layer& layer) {
    const std::uint64_t octets_told = layer.integer("length");
    return layer.integer("IDtype") == type && (octets_told == 0 || octets_told == 8 + size);
}
static constexpr Field id_ipv4 = ipv4("ID", "127.0.0.1"), id_ipv6 = ipv6("ID", "::1"),
                       id_octets = octets("ID", "", behind(8));
static constexpr Case id_cases[] = {
    {when(is_address<1, 4>), &id_ipv4}, {when(is_address<5, 16>), &id_ipv6}, {{}, &id_octets}};
static constexpr Field id_fields[] = {
    next_payload, res, length, enumeration("IDtype", 8, 1, identities), res2, one_of("ID", id_cases)};
extern constexpr Protocol ikev2_idi =
    payload("IKEv2_payload_IDi", "IKEv2 Identification - Initiator", id_fields, announced<35>);
extern constexpr Protocol ikev2_idr =
    payload("IKEv2_payload_IDr", "IKEv2 Identification - Responder", id_fields, announced<36>);

static std::int64_t notify_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("length")) - 8 -
           static_cast<std::int64_t>(layer.integer("SPIsize"));
}
static constexpr Field notify_fields[] = {next_payload,
                                          res,
                                          length,
                                          enumeration("proto", 8, Default(), protocols),
                                          bits("SPIsize", 8, {.length_of = {"SPI"}}),
                                          enumeration("type", 16, 0, notifications),
                                          octets("SPI", "", {.extent = octets_from("SPIsize")}),
                                          octets("load", "", {.extent = octets_by(notify_octets)})};
extern constexpr Protocol ikev2_notify =
    payload("IKEv2_payload_Notify", "IKEv2 Notify", notify_fields, announced<41>);

static Integer spi_size(const Layer& layer) {
    const auto count = layer.integer("SPInum");
    return count == 0 ? 0 : static_cast<Integer>((layer.header().size() - 8) / count);
}
static std::int64_t spi_count(const Layer& layer) {
    return layer.integer("SPIsize") == 0 ? 0 : static_cast<std::int64_t>(layer.integer("SPInum"));
}
static constexpr Field spi = octets("SPI", "", {.extent = octets_from("SPIsize")});
static constexpr Field delete_fields[] = {next_payload,
                                          res,
                                          length,
                                          enumeration("proto", 8, 0, protocols),
                                          bits("SPIsize", 8, {.compute = spi_size}),
                                          bits("SPInum", 16, {.count_of = {"SPI"}}),
                                          list("SPI", spi, {.extent = count_by(spi_count)})};
extern constexpr Protocol ikev2_delete =
    payload("IKEv2_payload_Delete", "IKEv2 Vendor ID", delete_fields, announced<42>);

}  // namespace pkttest::protocols
