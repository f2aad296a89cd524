// ISAKMP (RFC 2408) as IKE, version 1, uses it (RFC 2407, RFC 2409): the header and its payloads.
#include "protocols/isakmp.h"

#include "framework/packet/packet.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name payload_types[] = {
    {0, "None"},    {1, "SA"},        {2, "Proposal"}, {3, "Transform"}, {4, "KE"},     {5, "ID"},
    {6, "CERT"},    {7, "CR"},        {8, "Hash"},     {9, "SIG"},       {10, "Nonce"}, {11, "Notification"},
    {12, "Delete"}, {13, "VendorID"}, {20, "NAT_D"},   {21, "NAT_OA"}};
static constexpr Name exchange_types[] = {{0, "None"},        {1, "base"},        {2, "identity prot."},
                                          {3, "auth only"},   {4, "aggressive"},  {5, "info"},
                                          {6, "transaction"}, {32, "quick mode"}, {33, "new group mode"}};
static constexpr Name header_flags[] = {{0x01, "encryption"}, {0x02, "commit"}, {0x04, "auth_only"},
                                        {0x08, "res3"},       {0x10, "res4"},   {0x20, "res5"},
                                        {0x40, "res6"},       {0x80, "res7"}};
static constexpr Name domains[] = {{0, "ISAKMP"}, {1, "IPSEC"}};
static constexpr Name situations[] = {{1, "identity"}, {2, "secrecy"}, {4, "integrity"}};
static constexpr Name protocols[] = {
    {1, "ISAKMP"}, {2, "IPSEC_AH"}, {3, "IPSEC_ESP"}, {4, "IPCOMP"}, {5, "GIGABEAM_RADIO"}};
static constexpr Name transforms[] = {{1, "KEY_IKE"}};
static constexpr Name identities[] = {{1, "IPv4_addr"},    {2, "FQDN"},       {3, "USER_FQDN"},
                                      {4, "IPv4_subnet"},  {5, "IPv6_addr"},  {6, "IPv6_subnet"},
                                      {7, "IPv4_range"},   {8, "IPv6_range"}, {9, "DER_ASN1_DN"},
                                      {10, "DER_ASN1_GN"}, {11, "Key"}};
static constexpr Name unused[] = {{0, "Unused"}};
static constexpr Name encodings[] = {{0, "NONE"},
                                     {1, "PKCS #7 wrapped X.509 certificate"},
                                     {2, "PGP Certificate"},
                                     {3, "DNS Signed Key"},
                                     {4, "X.509 Certificate - Signature"},
                                     {5, "X.509 Certificate - Key Exchange"},
                                     {6, "Kerberos Tokens"},
                                     {7, "Certificate Revocation List (CRL)"},
                                     {8, "Authority Revocation List (ARL)"},
                                     {9, "SPKI Certificate"},
                                     {10, "X.509 Certificate - Attribute"}};
static constexpr Name messages[] = {{1, "INVALID-PAYLOAD-TYPE"},
                                    {2, "DOI-NOT-SUPPORTED"},
                                    {3, "SITUATION-NOT-SUPPORTED"},
                                    {4, "INVALID-COOKIE"},
                                    {5, "INVALID-MAJOR-VERSION"},
                                    {6, "INVALID-MINOR-VERSION"},
                                    {7, "INVALID-EXCHANGE-TYPE"},
                                    {8, "INVALID-FLAGS"},
                                    {9, "INVALID-MESSAGE-ID"},
                                    {10, "INVALID-PROTOCOL-ID"},
                                    {11, "INVALID-SPI"},
                                    {12, "INVALID-TRANSFORM-ID"},
                                    {13, "ATTRIBUTES-NOT-SUPPORTED"},
                                    {14, "NO-PROPOSAL-CHOSEN"},
                                    {15, "BAD-PROPOSAL-SYNTAX"},
                                    {16, "PAYLOAD-MALFORMED"},
                                    {17, "INVALID-KEY-INFORMATION"},
                                    {18, "INVALID-ID-INFORMATION"},
                                    {19, "INVALID-CERT-ENCODING"},
                                    {20, "INVALID-CERTIFICATE"},
                                    {21, "CERT-TYPE-UNSUPPORTED"},
                                    {22, "INVALID-CERT-AUTHORITY"},
                                    {23, "INVALID-HASH-INFORMATION"},
                                    {24, "AUTHENTICATION-FAILED"},
                                    {25, "INVALID-SIGNATURE"},
                                    {26, "ADDRESS-NOTIFICATION"},
                                    {27, "NOTIFY-SA-LIFETIME"},
                                    {28, "CERTIFICATE-UNAVAILABLE"},
                                    {29, "UNSUPPORTED-EXCHANGE-TYPE"},
                                    {16384, "CONNECTED"},
                                    {24576, "RESPONDER-LIFETIME"},
                                    {24577, "REPLAY-STATUS"},
                                    {24578, "INITIAL-CONTACT"},
                                    {36136, "R-U-THERE"},
                                    {36137, "R-U-THERE-ACK"}};

// ---- the header ------------------------------------------------------------------------------------------

static constexpr Field fields[] = {octets("init_cookie", "", {.extent = fixed(8)}),
                                   octets("resp_cookie", "", {.extent = fixed(8)}),
                                   enumeration("next_payload", 8, 0, payload_types),
                                   bits("version", 8, 0x10, {.hex = true}),
                                   enumeration("exch_type", 8, 0, exchange_types),
                                   flags("flags", 8, 0, header_flags),
                                   bits("id", 32),
                                   bits("length", 32, {.compute = whole_octets})};

/// What is encrypted is octets; a type that has no table is a payload all the same.
static const Protocol* any_payload(const Layer& layer) {
    if (layer.is("ISAKMP") && layer.integer("flags") % 2 == 1) return find_protocol("Raw");
    const std::uint64_t next = layer.integer("next_payload");
    const bool known = next <= 13 || next == 20 || next == 21;
    return next == 0 ? find_protocol("Raw") : known ? nullptr : find_protocol("ISAKMP_payload");
}

static constexpr Carrier carriers[] = {{"UDP", "sport", 500, up},
                                       {"UDP", "dport", 500, up},
                                       {"UDP", {"sport", 500}, {"dport", 500}, down},
                                       {"NON_ESP"}};
extern constexpr Protocol isakmp =
    checked({.name = "ISAKMP",
             .title = "Internet Security Association and Key Management Protocol",
             .shown = "ISAKMP",
             .fields = fields,
             .carried_by = carriers,
             .guess_payload = any_payload,
             .hashret = [](const Layer& layer, std::string& out) { out += octets_in(layer, "init_cookie"); },
             .answers =
                 [](const Layer& layer, const Layer& request) {
                     return request.is("ISAKMP") && layer.get("init_cookie") == request.get("init_cookie");
                 }});

// ---- payloads --------------------------------------------------------------------------------------------

static constexpr std::string_view lowers[] = {"ISAKMP",
                                              "ISAKMP_payload",
                                              "ISAKMP_payload_SA",
                                              "ISAKMP_payload_Proposal",
                                              "ISAKMP_payload_Transform",
                                              "ISAKMP_payload_KE",
                                              "ISAKMP_payload_ID",
                                              "ISAKMP_payload_CERT",
                                              "ISAKMP_payload_CR",
                                              "ISAKMP_payload_Hash",
                                              "ISAKMP_payload_SIG",
                                              "ISAKMP_payload_Nonce",
                                              "ISAKMP_payload_Notify",
                                              "ISAKMP_payload_Delete",
                                              "ISAKMP_payload_VendorID",
                                              "ISAKMP_payload_NAT_D",
                                              "ISAKMP_payload_NAT_OA"};
template <std::uint64_t number>
static constexpr auto announced = announced_by(lowers, number);
static constexpr Field next_payload = enumeration("next_payload", 8, Default(), payload_types),
                       res = bits("res", 8), length = bits("length", 16, Extra{.compute = header_octets});
/// What is left of the payload's length behind `octets` of it.
static constexpr Extra behind(int octets) { return {.extent = octets_from("length", 1, -octets)}; }

static constexpr Protocol payload(std::string_view name, std::string_view title,
                                  std::span<const Field> fields, std::span<const Carrier> carriers,
                                  std::span<const Alias> aliases = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .carried_by = carriers,
                    .aliases = aliases,
                    .guess_payload = any_payload});
}

static constexpr Carrier last[] = {{"ISAKMP", "next_payload", 0, down}};
static constexpr Field load_fields[] = {next_payload, res, length, octets("load", "", behind(4))};
extern constexpr Protocol isakmp_payload = payload("ISAKMP_payload", "ISAKMP payload", load_fields, last);

static constexpr Alias load_is_ke[] = {{"load", "ke"}}, load_is_nonce[] = {{"load", "nonce"}},
                       load_is_vendor[] = {{"load", "VendorID"}}, load_is_data[] = {{"load", "IdentData"}},
                       old_domain[] = {{"DOI", "doi"}};
static constexpr Field ke_fields[] = {next_payload, res, length, octets("ke", "", behind(4))};
extern constexpr Protocol isakmp_ke =
    payload("ISAKMP_payload_KE", "ISAKMP Key Exchange", ke_fields, announced<4>, load_is_ke);
extern constexpr Protocol isakmp_hash =
    payload("ISAKMP_payload_Hash", "ISAKMP Hash", load_fields, announced<8>);
extern constexpr Protocol isakmp_sig =
    payload("ISAKMP_payload_SIG", "ISAKMP signature", load_fields, announced<9>);
static constexpr Field nonce_fields[] = {next_payload, res, length, octets("nonce", "", behind(4))};
extern constexpr Protocol isakmp_nonce =
    payload("ISAKMP_payload_Nonce", "ISAKMP Nonce", nonce_fields, announced<10>, load_is_nonce);
static constexpr Field vendor_fields[] = {next_payload, res, length, octets("VendorID", "", behind(4))};
extern constexpr Protocol isakmp_vendor =
    payload("ISAKMP_payload_VendorID", "ISAKMP Vendor ID", vendor_fields, announced<13>, load_is_vendor);
extern constexpr Protocol isakmp_nat_d =
    payload("ISAKMP_payload_NAT_D", "ISAKMP NAT detection (RFC 3947)", load_fields, announced<20>);

static constexpr Field transform_fields[] = {next_payload,
                                             res,
                                             length,
                                             bits("transform_count", 8),
                                             enumeration("transform_id", 8, 1, transforms),
                                             bits("res2", 16),
                                             custom("transforms", isakmp_attributes_shape, {}, behind(8))};
static constexpr Alias transform_aliases[] = {{"num", "transform_count"}, {"id", "transform_id"}};
extern constexpr Protocol isakmp_transform =
    payload("ISAKMP_payload_Transform", "IKE Transform", transform_fields, announced<3>, transform_aliases);

static Integer transform_count(const Layer& layer) {
    const Value inside = layer.get("trans");
    const auto* packet = inside.as<LayerReference>();
    Integer count = 0;
    for (std::size_t i = 0; packet != nullptr && i < packet->packet->size(); ++i)
        count += (*packet->packet)[i].is("ISAKMP_payload_Transform") ? 1 : 0;
    return count;
}
static std::int64_t transform_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("length")) - 8 -
           static_cast<std::int64_t>(layer.integer("SPIsize"));
}
static constexpr Field proposal_fields[] = {
    next_payload,
    res,
    length,
    bits("proposal", 8, 1),
    enumeration("proto", 8, 1, protocols),
    bits("SPIsize", 8, {.length_of = {"SPI"}}),
    bits("trans_nb", 8, {.compute = transform_count}),
    octets("SPI", "", {.extent = octets_from("SPIsize")}),
    optional_layer("trans", "ISAKMP_payload_Transform", {.extent = octets_by(transform_octets)})};
extern constexpr Protocol isakmp_proposal =
    payload("ISAKMP_payload_Proposal", "IKE proposal", proposal_fields, announced<2>);

static constexpr Field sa_fields[] = {next_payload,
                                      res,
                                      length,
                                      enumeration("doi", 32, 1, domains),
                                      enumeration("situation", 32, 1, situations),
                                      optional_layer("prop", "ISAKMP_payload_Proposal", behind(12))};
extern constexpr Protocol isakmp_sa =
    payload("ISAKMP_payload_SA", "ISAKMP SA", sa_fields, announced<1>, old_domain);

/// An address where the length is an address's; a length that is not told yet fits.
template <std::uint64_t type, std::uint64_t octets>
static bool is_address(const Layer& layer) {
    const std::uint64_t length = layer.integer("length");
    return layer.integer("IDtype") == type && (length == 0 || length == 8 + octets);
}
static constexpr Field ident_ipv4 = ipv4("IdentData", "127.0.0.1"), ident_ipv6 = ipv6("IdentData"),
                       ident_octets = octets("IdentData", "", behind(8));
static constexpr Case ident_cases[] = {
    {when(is_address<1, 4>), &ident_ipv4}, {when(is_address<5, 16>), &ident_ipv6}, {{}, &ident_octets}};
static constexpr Field id_fields[] = {next_payload,
                                      res,
                                      length,
                                      enumeration("IDtype", 8, 1, identities),
                                      enumeration("ProtoID", 8, 0, unused),
                                      enumeration("Port", 16, 0, unused),
                                      one_of("IdentData", ident_cases)};
extern constexpr Protocol isakmp_id =
    payload("ISAKMP_payload_ID", "ISAKMP Identification", id_fields, announced<5>, load_is_data);

static constexpr Field nat_ipv4 = ipv4("address"), nat_ipv6 = ipv6("address"),
                       nat_octets = octets("address", "", behind(8));
static constexpr Case nat_cases[] = {
    {when(is_address<1, 4>), &nat_ipv4}, {when(is_address<5, 16>), &nat_ipv6}, {{}, &nat_octets}};
static constexpr Field nat_oa_fields[] = {next_payload,     res,
                                          length,           enumeration("IDtype", 8, 1, identities),
                                          bits("res2", 24), one_of("address", nat_cases)};
extern constexpr Protocol isakmp_nat_oa =
    payload("ISAKMP_payload_NAT_OA", "ISAKMP NAT original address (RFC 3947)", nat_oa_fields, announced<21>);

static constexpr Field cert_fields[] = {next_payload, res, length, enumeration("encoding", 8, 4, encodings),
                                        octets("cert", "", behind(5))};
extern constexpr Protocol isakmp_cert =
    payload("ISAKMP_payload_CERT", "ISAKMP certificate", cert_fields, announced<6>);
extern constexpr Protocol isakmp_cr =
    payload("ISAKMP_payload_CR", "ISAKMP certificate request", cert_fields, announced<7>);

static std::int64_t notify_octets(const Layer& layer) { return transform_octets(layer) - 4; }
static constexpr Field notify_fields[] = {next_payload,
                                          res,
                                          length,
                                          enumeration("doi", 32, 0, domains),
                                          enumeration("proto", 8, 1, protocols),
                                          bits("SPIsize", 8, {.length_of = {"SPI"}}),
                                          enumeration("notify_msg_type", 16, 0, messages),
                                          octets("SPI", "", {.extent = octets_from("SPIsize")}),
                                          octets("notify_data", "", {.extent = octets_by(notify_octets)})};
extern constexpr Protocol isakmp_notify =
    payload("ISAKMP_payload_Notify", "ISAKMP notification", notify_fields, announced<11>, old_domain);

static Integer spi_size(const Layer& layer) {
    const auto count = layer.integer("SPIcount");
    return count == 0 ? 0 : static_cast<Integer>((layer.header().size() - 12) / count);
}
static std::int64_t spi_count(const Layer& layer) {
    return layer.integer("SPIsize") == 0 ? 0 : static_cast<std::int64_t>(layer.integer("SPIcount"));
}
static constexpr Field spi = octets("SPI", "", {.extent = octets_from("SPIsize")});
static constexpr Field delete_fields[] = {next_payload,
                                          res,
                                          length,
                                          enumeration("doi", 32, 0, domains),
                                          enumeration("proto", 8, 1, protocols),
                                          bits("SPIsize", 8, {.compute = spi_size}),
                                          bits("SPIcount", 16, {.count_of = {"SPIs"}}),
                                          list("SPIs", spi, {.extent = count_by(spi_count)})};
extern constexpr Protocol isakmp_delete =
    payload("ISAKMP_payload_Delete", "ISAKMP delete", delete_fields, announced<12>, old_domain);

}  // namespace pkttest::protocols
