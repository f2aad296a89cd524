// IKEv2 (RFC 7296, 3.3): proposals of a security association, and their transforms.
#include "protocols/ikev2.h"

namespace pkttest::protocols {

using namespace ike2;

static constexpr Name transform_types[] = {
    {1, "Encryption"}, {2, "PRF"}, {3, "Integrity"}, {4, "GroupDesc"}, {5, "Extended Sequence Number"}};
static constexpr Name ciphers[] = {{1, "DES-IV64"},
                                   {2, "DES"},
                                   {3, "3DES"},
                                   {4, "RC5"},
                                   {5, "IDEA"},
                                   {6, "CAST"},
                                   {7, "Blowfish"},
                                   {8, "3IDEA"},
                                   {9, "DES-IV32"},
                                   {12, "AES-CBC"},
                                   {13, "AES-CTR"},
                                   {14, "AES-CCM-8"},
                                   {15, "AES-CCM-12"},
                                   {16, "AES-CCM-16"},
                                   {18, "AES-GCM-8ICV"},
                                   {19, "AES-GCM-12ICV"},
                                   {20, "AES-GCM-16ICV"},
                                   {23, "Camellia-CBC"},
                                   {24, "Camellia-CTR"},
                                   {25, "Camellia-CCM-8ICV"},
                                   {26, "Camellia-CCM-12ICV"},
                                   {27, "Camellia-CCM-16ICV"},
                                   {28, "ChaCha20-Poly1305"},
                                   {32, "Kuzneychik-MGM-KTREE"},
                                   {33, "MAGMA-MGM-KTREE"}};
static constexpr Name functions[] = {
    {1, "PRF_HMAC_MD5"},      {2, "PRF_HMAC_SHA1"},     {3, "PRF_HMAC_TIGER"},
    {4, "PRF_AES128_XCBC"},   {5, "PRF_HMAC_SHA2_256"}, {6, "PRF_HMAC_SHA2_384"},
    {7, "PRF_HMAC_SHA2_512"}, {8, "PRF_AES128_CMAC"},   {9, "PRF_HMAC_STREEBOG_512"}};
static constexpr Name integrity[] = {{1, "HMAC-MD5-96"},   {2, "HMAC-SHA1-96"},  {3, "DES-MAC"},
                                     {4, "KPDK-MD5"},      {5, "AES-XCBC-96"},   {6, "HMAC-MD5-128"},
                                     {7, "HMAC-SHA1-160"}, {8, "AES-CMAC-96"},   {9, "AES-128-GMAC"},
                                     {10, "AES-192-GMAC"}, {11, "AES-256-GMAC"}, {12, "SHA2-256-128"},
                                     {13, "SHA2-384-192"}, {14, "SHA2-512-256"}};
static constexpr Name sequences[] = {{0, "No ESN"}, {1, "ESN"}};
static constexpr Name more_proposals[] = {{0, "last"}, {2, "Proposal"}};
static constexpr Name more_transforms[] = {{0, "last"}, {3, "Transform"}};

/// A key length is an attribute of type 14 in the short form; a user sees the number alone.
static constexpr std::int64_t key_length_attribute = 0x800e0000;
static std::optional<Problem> normalize_key_length(const Field& field, const Value& in, Value& internal) {
    Integer length = 0;
    if (in.to_integer(length) && length >= 0 && length <= 0xffff)
        return internal = Value(key_length_attribute | length), std::nullopt;
    return integer_shape.normalize(field, in, internal);
}
static Value human_key_length(const Field&, const Value& internal) {
    Integer number = 0;
    return internal.to_integer(number) && number >> 16 == key_length_attribute >> 16 ? Value(number & 0xffff)
                                                                                     : internal;
}
static constexpr Shape key_length_shape = based_on<integer_shape>({
    .name = "key length",
    .normalize = normalize_key_length,
    .human = human_key_length,
    .represent = [](const Field& f, const Value& v) { return represent(human_key_length(f, v)); },
});

/// There by the length, or because it has been set.
static bool has_key_length(const Layer& layer) {
    const Field* field = find_field(layer.protocol(), "key_length");
    return layer.integer("length") > 8 ||
           (layer.is_crafted() && layer.slot().crafted->find(index_of(layer.protocol(), *field)) != nullptr);
}
static std::int64_t more_attributes(const Layer& layer) {
    return std::max<std::int64_t>(static_cast<std::int64_t>(layer.integer("length")) - 12, 0);
}
static constexpr Field cipher = enumeration("transform_id", 16, 0, ciphers),
                       function = enumeration("transform_id", 16, 0, functions),
                       check = enumeration("transform_id", 16, 0, integrity),
                       group = enumeration("transform_id", 16, 0, groups),
                       sequence = enumeration("transform_id", 16, 0, sequences),
                       other = bits("transform_id", 16);
static constexpr Case transform_cases[] = {
    {equals("transform_type", 1), &cipher},   {equals("transform_type", 2), &function},
    {equals("transform_type", 3), &check},    {equals("transform_type", 4), &group},
    {equals("transform_type", 5), &sequence}, {{}, &other}};
static constexpr Field transform_fields[] = {
    enumeration("next_payload", 8, Default(), more_transforms),
    res,
    length,
    enumeration("transform_type", 8, Default(), transform_types),
    bits("res2", 8),
    one_of("transform_id", transform_cases),
    custom("key_length", key_length_shape, key_length_attribute, {.when = when(has_key_length)}, 32),
    octets("attributes", "", {.extent = octets_by(more_attributes)})};
static constexpr Carrier transform_carriers[] = {{"IKEv2_payload_Transform", "next_payload", 3}};
extern constexpr Protocol ikev2_transform =
    payload("IKEv2_payload_Transform", "IKE Transform", transform_fields, transform_carriers);

static std::int64_t transform_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("length")) - 8 -
           static_cast<std::int64_t>(layer.integer("SPIsize"));
}
static Integer transform_count(const Layer& layer) {
    const Value inside = layer.get("trans");
    const auto* packet = inside.as<LayerReference>();
    Integer count = 0;
    for (std::size_t i = 0; packet != nullptr && i < packet->packet->size(); ++i)
        count += (*packet->packet)[i].is("IKEv2_payload_Transform") ? 1 : 0;
    return count;
}
static constexpr Field proposal_fields[] = {
    enumeration("next_payload", 8, Default(), more_proposals),
    res,
    length,
    bits("proposal", 8, 1),
    enumeration("proto", 8, 1, protocols),
    bits("SPIsize", 8, {.length_of = {"SPI"}}),
    bits("trans_nb", 8, {.compute = transform_count}),
    octets("SPI", "", {.extent = octets_from("SPIsize")}),
    optional_layer("trans", "IKEv2_payload_Transform", {.extent = octets_by(transform_octets)})};
static constexpr Carrier proposal_carriers[] = {{"IKEv2_payload_Proposal", "next_payload", 2}};
extern constexpr Protocol ikev2_proposal =
    payload("IKEv2_payload_Proposal", "IKEv2 Proposal", proposal_fields, proposal_carriers);

static constexpr Field sa_fields[] = {next_payload, res, length,
                                      optional_layer("prop", "IKEv2_payload_Proposal", behind(4))};
extern constexpr Protocol ikev2_sa = payload("IKEv2_payload_SA", "IKEv2 SA", sa_fields, announced<33>);

}  // namespace pkttest::protocols
