// What TLS key exchange messages hold (RFC 5246, 7.4.3 and 7.4.7; RFC 8422, 5.4 and 5.7; RFC 4492, 5.4; RFC
// 4279, 2): parameters of finite fields, of curves, of RSA's export and of shared keys.
#include "framework/packet/layer.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/random_defaults.h"
#include "protocols/tls_numbers.h"

namespace pkttest::protocols {

static constexpr Field length(std::string_view name, std::uint16_t width, std::string_view of) {
    return bits(name, width, {.length_of = {of}});
}
static constexpr Field value(std::string_view name, std::string_view length_field) {
    return octets(name, "", {.extent = octets_from(length_field)});
}
static constexpr Protocol structure(std::string_view name, std::string_view title,
                                    std::span<const Field> fields, std::span<const Carrier> variant_of = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = variant_of,
                    .payload_size = no_payload});
}

// ---- which parameters these are: the key exchange that was agreed, in another message, says it ----

/// The octets behind values of so many octets' length each; nullopt where they are not whole.
static std::optional<std::span<const std::uint8_t>> behind(std::span<const std::uint8_t> octets,
                                                           std::initializer_list<std::size_t> widths) {
    for (const std::size_t width : widths) {
        if (octets.size() < width) return std::nullopt;
        std::size_t size = 0;
        for (std::size_t i = 0; i < width; ++i) size = size << 8 | octets[i];
        if (octets.size() < width + size) return std::nullopt;
        octets = octets.subspan(width + size);
    }
    return octets;
}
/// Whether nothing follows the parameters but a signature, with its algorithm (RFC 5246, 4.7) or without.
static bool ends(const std::optional<std::span<const std::uint8_t>>& rest) {
    if (!rest || rest->empty()) return rest.has_value();
    const auto without = behind(*rest, {2});
    const auto with = rest->size() > 2 ? behind(rest->subspan(2), {2}) : std::nullopt;
    return (without && without->empty()) || (with && with->empty());
}
static std::span<const std::uint8_t> from(const Layer& layer, std::size_t offset) {
    const auto octets = layer.header();
    return octets.subspan(std::min(offset, octets.size()));
}
static bool begins_with(const Layer& layer, std::uint8_t octet) {
    return !layer.header().empty() && layer.header()[0] == octet;
}

static bool is_named_curve(const Layer& layer) { return begins_with(layer, 3); }
static bool is_finite_field(const Layer& layer) { return ends(behind(from(layer, 0), {2, 2, 2})); }
static bool is_prime_curve(const Layer& layer) {
    return begins_with(layer, 1) && !is_finite_field(layer) &&
           ends(behind(from(layer, 1), {1, 1, 1, 1, 1, 1, 1}));
}
static bool is_binary_curve(const Layer& layer) {
    if (!begins_with(layer, 2) || is_finite_field(layer) || layer.header().size() < 4) return false;
    const auto curve = layer.header()[3] == 1 ? behind(from(layer, 4), {1, 1, 1, 1})
                                              : behind(from(layer, 4), {1, 1, 1, 1, 1, 1});
    return curve && curve->size() >= 2 && ends(behind(curve->subspan(2), {1}));
}
static bool is_export(const Layer& layer) {
    return !is_named_curve(layer) && !is_finite_field(layer) && ends(behind(from(layer, 0), {2, 2}));
}
static bool is_hint(const Layer& layer) {
    const auto rest = behind(from(layer, 0), {2});
    return !is_named_curve(layer) && rest && rest->empty();
}
/// What nothing tells is of a finite field.
static bool is_other(const Layer& layer) {
    return !is_named_curve(layer) && !is_prime_curve(layer) && !is_binary_curve(layer) && !is_export(layer) &&
           !is_hint(layer);
}
template <bool (*is)(const Layer&)>
static constexpr Carrier where[] = {{"ServerECDHNamedCurveParams", is}};

// ---- the server's ----

static constexpr Name curve_types[] = {{1, "explicit_prime"}, {2, "explicit_char2"}, {3, "named_curve"}};
static constexpr Field curve_type(int code) { return enumeration("curve_type", 8, code, curve_types); }
static constexpr Field named_curve_fields[] = {curve_type(3), enumeration("named_curve", 16, 23, tls_groups),
                                               length("pointlen", 8, "point"), value("point", "pointlen")};
extern constexpr Protocol tls_named_curve =
    structure("ServerECDHNamedCurveParams", "Server ECDH parameters - Named Curve", named_curve_fields);
static constexpr Field dh_fields[] = {length("dh_plen", 16, "dh_p"),   value("dh_p", "dh_plen"),
                                      length("dh_glen", 16, "dh_g"),   value("dh_g", "dh_glen"),
                                      length("dh_Yslen", 16, "dh_Ys"), value("dh_Ys", "dh_Yslen")};
extern constexpr Protocol tls_dh_params =
    structure("ServerDHParams", "Server FFDH parameters", dh_fields, where<is_other>);

static constexpr Field equation_fields[] = {length("alen", 8, "a"), value("a", "alen"),
                                            length("blen", 8, "b"), value("b", "blen")};
extern constexpr Protocol tls_equation = structure("ECCurvePkt", "Elliptic Curve", equation_fields);
static constexpr Field prime_fields[] = {curve_type(1),
                                         length("plen", 8, "p"),
                                         value("p", "plen"),
                                         optional_layer("curve", "ECCurvePkt"),
                                         length("baselen", 8, "base"),
                                         value("base", "baselen"),
                                         length("orderlen", 8, "order"),
                                         value("order", "orderlen"),
                                         length("cofactorlen", 8, "cofactor"),
                                         value("cofactor", "cofactorlen"),
                                         length("pointlen", 8, "point"),
                                         value("point", "pointlen")};
extern constexpr Protocol tls_prime_curve =
    structure("ServerECDHExplicitPrimeParams", "Server ECDH parameters - Explicit Prime", prime_fields,
              where<is_prime_curve>);

static constexpr Name basis_types[] = {{1, "ec_basis_trinomial"}, {2, "ec_basis_pentanomial"}};
static constexpr Field trinomial_fields[] = {length("klen", 8, "k"), value("k", "klen")};
extern constexpr Protocol tls_trinomial =
    structure("ECTrinomialBasis", "EC Trinomial Basis", trinomial_fields);
static constexpr Field pentanomial_fields[] = {length("k1len", 8, "k1"), value("k1", "k1len"),
                                               length("k2len", 8, "k2"), value("k2", "k2len"),
                                               length("k3len", 8, "k3"), value("k3", "k3len")};
extern constexpr Protocol tls_pentanomial =
    structure("ECPentanomialBasis", "EC Pentanomial Basis", pentanomial_fields);
static constexpr Field trinomial = layer("basis", "ECTrinomialBasis"),
                       pentanomial = layer("basis", "ECPentanomialBasis");
static constexpr Case bases[] = {{equals("basis_type", 2), &pentanomial}, {{}, &trinomial}};
static constexpr Field binary_fields[] = {curve_type(2),
                                          bits("m", 16, Default()),
                                          enumeration("basis_type", 8, 1, basis_types),
                                          one_of("basis", bases),
                                          layer("curve", "ECCurvePkt"),
                                          length("baselen", 8, "base"),
                                          value("base", "baselen"),
                                          bits("order", 8, Default()),
                                          bits("cofactor", 8, Default()),
                                          length("pointlen", 8, "point"),
                                          value("point", "pointlen")};
extern constexpr Protocol tls_binary_curve =
    structure("ServerECDHExplicitChar2Params", "Server ECDH parameters - Explicit Char2", binary_fields,
              where<is_binary_curve>);

static constexpr Field export_fields[] = {length("rsamodlen", 16, "rsamod"), value("rsamod", "rsamodlen"),
                                          length("rsaexplen", 16, "rsaexp"), value("rsaexp", "rsaexplen")};
extern constexpr Protocol tls_rsa_params =
    structure("ServerRSAParams", "Server RSA_EXPORT parameters", export_fields, where<is_export>);
static constexpr Field hint_fields[] = {length("psk_identity_hint_len", 16, "psk_identity_hint"),
                                        value("psk_identity_hint", "psk_identity_hint_len")};
extern constexpr Protocol tls_psk_params =
    structure("ServerPSKParams", "Server PSK parameters", hint_fields, where<is_hint>);

// ---- the client's ----

static constexpr Field dh_public_fields[] = {length("dh_Yclen", 16, "dh_Yc"), value("dh_Yc", "dh_Yclen")};
extern constexpr Protocol tls_dh_public =
    structure("ClientDiffieHellmanPublic", "Client DH Public Value", dh_public_fields);
static constexpr Field ecdh_public_fields[] = {length("ecdh_Yclen", 8, "ecdh_Yc"),
                                               value("ecdh_Yc", "ecdh_Yclen")};
extern constexpr Protocol tls_ecdh_public =
    structure("ClientECDiffieHellmanPublic", "Client ECDH Public Value", ecdh_public_fields);
static constexpr Field protected_fields[] = {octets("load", "", {})};
extern constexpr Protocol tls_protected_secret =
    structure("_UnEncryptedPreMasterSecret", "RSA Encrypted PreMaster Secret (protected)", protected_fields);
/// As it is before a public key encrypts it.
static constexpr Field secret_fields[] = {enumeration("client_version", 16, 0x0303, tls_versions),
                                          octets("random", "", {.extent = fixed(46), .hex = true})};
extern constexpr Protocol tls_secret =
    structure("EncryptedPreMasterSecret", "RSA Encrypted PreMaster Secret", secret_fields);
static constexpr Field identity_fields[] = {length("psk_identity_len", 16, "psk_identity"),
                                            value("psk_identity", "psk_identity_len")};
extern constexpr Protocol tls_identity =
    structure("ClientPSKIdentity", "Client PSK identity", identity_fields);

}  // namespace pkttest::protocols
