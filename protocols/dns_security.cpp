// DNS security records: DS (RFC 4034), DLV (RFC 4431), RRSIG, NSEC, DNSKEY (RFC 4034), NSEC3 (RFC 5155).
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/shape.h"
#include "protocols/dns.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

namespace {

// ---- type bit maps (RFC 4034 4.1.2): octets, or a list of types when given --------------------------------

/// The windows of 256 types, each as far as its last type.
constexpr Field one_type = enumeration("a type", 16, 0, dns_types);

std::string bitmap_of(const std::vector<unsigned>& types) {
    std::string out;
    for (auto at = types.begin(); at != types.end();) {
        const unsigned window = *at / 256;
        std::string bits;
        for (; at != types.end() && *at / 256 == window; ++at) {
            bits.resize(*at % 256 / 8 + 1);
            bits[*at % 256 / 8] = static_cast<char>(bits[*at % 256 / 8] | 0x80 >> (*at % 8));
        }
        out.push_back(static_cast<char>(window));
        out.push_back(static_cast<char>(bits.size()));
        out += bits;
    }
    return out;
}

const char* skip_bitmap(const Field& field, const Layer& layer, Cursor& cursor) {
    return octets_shape.skip(field, layer, cursor);
}
const char* decode_bitmap(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    return octets_shape.decode(field, layer, cursor, out);
}
void encode_bitmap(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    octets_shape.encode(field, layer, internal, out);
}
std::optional<Problem> normalize_bitmap(const Field& field, const Value& in, Value& internal) {
    if (in.items() == nullptr) return octets_shape.normalize(field, in, internal);
    std::vector<unsigned> types;
    for (const Value& item : *in.items()) {
        Value type;
        if (auto problem = integer_shape.normalize(one_type, item, type)) return problem;
        types.push_back(static_cast<unsigned>(*type.as<Integer>()));
    }
    std::sort(types.begin(), types.end());
    internal = Bytes{bitmap_of(types)};
    return std::nullopt;
}
Value same(const Field&, const Value& internal) { return internal; }
/// The types that the octets name; empty where they are none.
List types_in(std::string_view octets) {
    List out;
    while (octets.size() >= 2) {
        const auto window = static_cast<std::uint8_t>(octets[0]), size = static_cast<std::uint8_t>(octets[1]);
        if (octets.size() < size + 2u) return {};
        for (unsigned bit = 0; bit < size * 8u; ++bit) {
            if ((octets[2 + bit / 8] << (bit % 8) & 0x80) == 0) continue;
            const unsigned type = window * 256u + bit;
            const std::string_view name = name_of(one_type, type);
            out.push_back(name.empty() ? Value(Integer{type}) : Value(name));
        }
        octets.remove_prefix(size + 2u);
    }
    return out;
}
std::string represent_bitmap(const Field&, const Value& internal) {
    List types = internal.octets() != nullptr ? types_in(*internal.octets()) : List{};
    return represent(types.empty() ? internal : Value(std::move(types)));
}
Value random_bitmap(const Field&) { return Bytes{bitmap_of({1, 28, 46})}; }

constexpr Shape bitmap_shape = {.name = "type bit maps",
                                .takes_lists = true,
                                .skip = skip_bitmap,
                                .decode = decode_bitmap,
                                .encode = encode_bitmap,
                                .normalize = normalize_bitmap,
                                .human = same,
                                .represent = represent_bitmap,
                                .random = random_bitmap};

constexpr Name algorithms[] = {
    {0, "Reserved"},
    {1, "RSA/MD5"},
    {2, "Diffie-Hellman"},
    {3, "DSA/SHA-1"},
    {4, "Reserved"},
    {5, "RSA/SHA-1"},
    {6, "DSA-NSEC3-SHA1"},
    {7, "RSASHA1-NSEC3-SHA1"},
    {8, "RSA/SHA-256"},
    {9, "Reserved"},
    {10, "RSA/SHA-512"},
    {11, "Reserved"},
    {12, "GOST R 34.10-2001"},
    {13, "ECDSA Curve P-256 with SHA-256"},
    {14, "ECDSA Curve P-384 with SHA-384"},
    {15, "Ed25519"},
    {16, "Ed448"},
    {252, "Reserved for Indirect Keys"},
    {253, "Private algorithms - domain name"},
    {254, "Private algorithms - OID"},
    {255, "Reserved"},
};
constexpr Name digests[] = {
    {0, "Reserved"}, {1, "SHA-1"}, {2, "SHA-256"}, {3, "GOST R 34.11-94"}, {4, "SHA-384"}};
constexpr Name key_flags[] = {{0x0001, "S"}, {0x0100, "Z"}};
constexpr Name nsec3_flags[] = {{1, "Opt-Out"}};

constexpr Field algorithm = enumeration("algorithm", 8, 5, algorithms);
constexpr Field key_tag = bits("keytag", 16);
constexpr Field digest_type = enumeration("digesttype", 8, 5, digests);
constexpr Field digest = octets("digest", "", {.extent = rest()});
constexpr Field bitmaps = custom("typebitmaps", bitmap_shape, "", {.extent = rest()});
constexpr Field salt_length = bits("saltlength", 8, {.length_of = {"salt"}});
constexpr Field salt = octets("salt", "", {.extent = octets_from("saltlength")});

constexpr Field ds_fields[] = {record_owner,  record_type(43), record_flush, record_class, record_ttl,
                               record_length, key_tag,         algorithm,    digest_type,  digest};
constexpr Carrier ds_of[] = {Carrier("DNSRR", "type", 43)};

constexpr Field dlv_fields[] = {
    record_owner, record_type(32769), record_flush, record_class, record_ttl, record_length,
    key_tag,      algorithm,          digest_type,  digest};
constexpr Carrier dlv_of[] = {Carrier("DNSRR", "type", 32769)};

constexpr Field rrsig_fields[] = {record_owner,
                                  record_type(46),
                                  record_flush,
                                  record_class,
                                  record_ttl,
                                  record_length,
                                  enumeration("typecovered", 16, 1, dns_types),
                                  algorithm,
                                  bits("labels", 8),
                                  bits("originalttl", 32),
                                  bits("expiration", 32, 0, {.name_by = seconds_since_1970}),
                                  bits("inception", 32, 0, {.name_by = seconds_since_1970}),
                                  key_tag,
                                  domain_name("signersname"),
                                  octets("signature", "", {.extent = rest()})};
constexpr Carrier rrsig_of[] = {Carrier("DNSRR", "type", 46)};

constexpr Field nsec_fields[] = {
    record_owner,  record_type(47),         record_flush, record_class, record_ttl,
    record_length, domain_name("nextname"), bitmaps};
constexpr Carrier nsec_of[] = {Carrier("DNSRR", "type", 47)};

constexpr Field dnskey_fields[] = {record_owner,
                                   record_type(48),
                                   record_flush,
                                   record_class,
                                   record_ttl,
                                   record_length,
                                   flags("flags", 16, 256, key_flags),
                                   bits("protocol", 8, 3),
                                   algorithm,
                                   octets("publickey", "", {.extent = rest()})};
constexpr Carrier dnskey_of[] = {Carrier("DNSRR", "type", 48)};

constexpr Field nsec3_fields[] = {record_owner,
                                  record_type(50),
                                  record_flush,
                                  record_class,
                                  record_ttl,
                                  record_length,
                                  bits("hashalg", 8),
                                  enumeration("flags", 8, 0, nsec3_flags),
                                  bits("iterations", 16),
                                  salt_length,
                                  salt,
                                  bits("hashlength", 8, {.length_of = {"nexthashedownername"}}),
                                  octets("nexthashedownername", "", {.extent = octets_from("hashlength")}),
                                  bitmaps};
constexpr Carrier nsec3_of[] = {Carrier("DNSRR", "type", 50)};

constexpr Field nsec3param_fields[] = {
    record_owner,       record_type(51),  record_flush,           record_class, record_ttl, record_length,
    bits("hashalg", 8), bits("flags", 8), bits("iterations", 16), salt_length,  salt};
constexpr Carrier nsec3param_of[] = {Carrier("DNSRR", "type", 51)};

}  // namespace

extern constexpr Protocol dns_ds = {
    .name = "DNSRRDS",
    .title = "DNS DS Resource Record",
    .fields = ds_fields,
    .variant_of = ds_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_ds));

extern constexpr Protocol dns_dlv = {
    .name = "DNSRRDLV",
    .title = "DNS DLV Resource Record",
    .fields = dlv_fields,
    .variant_of = dlv_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_dlv));

extern constexpr Protocol dns_rrsig = {
    .name = "DNSRRRSIG",
    .title = "DNS RRSIG Resource Record",
    .fields = rrsig_fields,
    .variant_of = rrsig_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_rrsig));

extern constexpr Protocol dns_nsec = {
    .name = "DNSRRNSEC",
    .title = "DNS NSEC Resource Record",
    .fields = nsec_fields,
    .variant_of = nsec_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_nsec));

extern constexpr Protocol dns_dnskey = {
    .name = "DNSRRDNSKEY",
    .title = "DNS DNSKEY Resource Record",
    .fields = dnskey_fields,
    .variant_of = dnskey_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_dnskey));

extern constexpr Protocol dns_nsec3 = {
    .name = "DNSRRNSEC3",
    .title = "DNS NSEC3 Resource Record",
    .fields = nsec3_fields,
    .variant_of = nsec3_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_nsec3));

extern constexpr Protocol dns_nsec3param = {
    .name = "DNSRRNSEC3PARAM",
    .title = "DNS NSEC3PARAM Resource Record",
    .fields = nsec3param_fields,
    .variant_of = nsec3param_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_nsec3param));

}  // namespace pkttest::protocols
