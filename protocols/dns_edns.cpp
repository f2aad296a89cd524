// EDNS0 (RFC 6891): the OPT record and its options; client subnet (RFC 7871), algorithms understood (RFC
// 6975), cookie (RFC 7873), extended error (RFC 8914).
#include "protocols/dns.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/address.h"
#include "framework/packet/big_endian.h"
#include "framework/packet/layer.h"
#include "framework/packet/shape.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

namespace {

// ---- the client's network: as many octets as its prefix needs --------------------------------------------

constexpr std::uint64_t family_ipv6 = 2;

std::size_t octets_said(const Layer& layer) { return (layer.integer("source_plen") + 7) / 8; }

std::size_t octets_of_family(const Layer& layer) { return layer.integer("family") == family_ipv6 ? 16 : 4; }

const char* skip_subnet(const Field&, const Layer& layer, Cursor& cursor) {
    const std::size_t octets = std::min(octets_said(layer), octets_of_family(layer));
    if (octets > cursor.octets_left()) return "the network is shorter than its prefix";
    cursor.bit += octets * 8;
    return nullptr;
}

const char* decode_subnet(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::uint8_t* start = cursor.here();
    const std::size_t before = cursor.bit;
    if (const char* reason = skip_subnet(field, layer, cursor)) return reason;
    UnsignedInteger address = 0;
    const std::size_t octets = (cursor.bit - before) / 8;
    for (std::size_t i = 0; i < octets_of_family(layer); ++i)
        address = address << 8 | (i < octets ? start[i] : 0);
    out = Value(octets_of_family(layer) == 16 ? ipv6_text(address)
                                              : ipv4_text(static_cast<std::uint32_t>(address)));
    return nullptr;
}

/// The octets of an address; as many as hold something where no prefix is said.
void encode_subnet(const Field&, const Layer& layer, const Value& internal, BitWriter& out) {
    if (internal.octets() == nullptr) return;
    const auto v4 = parse_ipv4(*internal.octets());
    const auto v6 = v4 ? std::nullopt : parse_ipv6(*internal.octets());
    std::string octets = v4 ? big_endian(*v4, 4) : v6 ? big_endian(*v6, 16) : std::string();
    const bool said = !layer.internal(*find_field(layer.protocol(), "source_plen")).is_none();
    const std::size_t last = octets.find_last_not_of('\0');
    const std::size_t trimmed = last == std::string::npos ? 0 : last + 1;
    octets.resize(said ? std::min(octets_said(layer), octets.size()) : trimmed);
    out.put_octets(octets);
}

/// What is given is kept as octets, as in Scapy; what is read is text.
std::optional<Problem> normalize_subnet(const Field& field, const Value& in, Value& internal) {
    if (in.octets() == nullptr || (!parse_ipv4(*in.octets()) && !parse_ipv6(*in.octets())))
        return Problem{fmt::format("{} takes an address, not {}", field.name, represent(in)),
                       "for example: \"192.0.2.0\""};
    internal = Bytes{*in.octets()};
    return std::nullopt;
}

Value same(const Field&, const Value& internal) { return internal; }
std::string represent_subnet(const Field&, const Value& internal) { return represent(internal); }
Value random_subnet(const Field&) { return Value("192.0.2.0"); }

constexpr Shape subnet_shape = {.name = "network",
                                .skip = skip_subnet,
                                .decode = decode_subnet,
                                .encode = encode_subnet,
                                .normalize = normalize_subnet,
                                .human = same,
                                .represent = represent_subnet,
                                .random = random_subnet};

Integer prefix_of_address(const Layer& built) {
    const auto place = built.place(*find_field(built.protocol(), "scope_plen"));
    return place ? static_cast<Integer>(built.header().size() * 8 - place->second) : 0;
}

// ---- tables ------------------------------------------------------------------------------------------

constexpr Name option_names[] = {
    {0, "Reserved"},
    {1, "LLQ"},
    {2, "UL"},
    {3, "NSID"},
    {4, "Reserved"},
    {5, "DAU"},
    {6, "DHU"},
    {7, "N3U"},
    {8, "edns-client-subnet"},
    {10, "COOKIE"},
    {15, "Extended DNS Error"},
};
constexpr Name opt_flags[] = {{0x8000, "D0"}};
/// RFC 8914 4.
constexpr Name error_codes[] = {
    {0, "Other"},
    {1, "Unsupported DNSKEY Algorithm"},
    {2, "Unsupported DS Digest Type"},
    {3, "Stale Answer"},
    {4, "Forged Answer"},
    {5, "DNSSEC Indeterminate"},
    {6, "DNSSEC Bogus"},
    {7, "Signature Expired"},
    {8, "Signature Not Yet Valid"},
    {9, "DNSKEY Missing"},
    {10, "RRSIGs Missing"},
    {11, "No Zone Key Bit Set"},
    {12, "NSEC Missing"},
    {13, "Cached Error"},
    {14, "Not Ready"},
    {15, "Blocked"},
    {16, "Censored"},
    {17, "Filtered"},
    {18, "Prohibited"},
    {19, "Stale NXDOMAIN Answer"},
    {20, "Not Authoritative"},
    {21, "Not Supported"},
    {22, "No Reachable Authority"},
    {23, "Network Error"},
    {24, "Invalid Data"},
};

constexpr Field option_code(std::uint64_t code) {
    return enumeration("optcode", 16, Default(code), option_names);
}
constexpr Field option_length = bits("optlen", 16, {.compute = option_octets});
constexpr Field algorithm_code = bits("alg_code", 8);
constexpr Field algorithm_codes = list("alg_code", algorithm_code, {.extent = rest()});

constexpr Field opt_fields[] = {
    record_owner,
    record_type(41),
    bits("rclass", 16, 4096),
    bits("extrcode", 8),
    bits("version", 8),
    enumeration("z", 16, 0x8000, opt_flags),
    record_length,
    layers("rdata", "EDNS0TLV", {.extent = rest()}),
};
constexpr Field tlv_fields[] = {option_code(0), option_length, octets("optdata", "", {.extent = rest()})};
constexpr Field subnet_fields[] = {
    option_code(8),        option_length,
    bits("family", 16, 1), bits("source_plen", 8, {.compute = prefix_of_address}),
    bits("scope_plen", 8), custom("address", subnet_shape, "192.168.0.0"),
};
constexpr Field dau_fields[] = {option_code(5), option_length, algorithm_codes};
constexpr Field dhu_fields[] = {option_code(6), option_length, algorithm_codes};
constexpr Field n3u_fields[] = {option_code(7), option_length, algorithm_codes};
constexpr Field cookie_fields[] = {
    option_code(10),
    option_length,
    octets("client_cookie", "", {.extent = fixed(8)}),
    octets("server_cookie", "", {.extent = rest()}),
};
constexpr Field error_fields[] = {
    option_code(15),
    option_length,
    enumeration("info_code", 16, 0, error_codes),
    octets("extra_text", "", {.extent = rest()}),
};

constexpr Carrier opt_of[] = {Carrier("DNSRR", "type", 41)};
constexpr Carrier subnet_of[] = {Carrier("EDNS0TLV", "optcode", 8)};
constexpr Carrier dau_of[] = {Carrier("EDNS0TLV", "optcode", 5)};
constexpr Carrier dhu_of[] = {Carrier("EDNS0TLV", "optcode", 6)};
constexpr Carrier n3u_of[] = {Carrier("EDNS0TLV", "optcode", 7)};
constexpr Carrier cookie_of[] = {Carrier("EDNS0TLV", "optcode", 10)};
constexpr Carrier error_of[] = {Carrier("EDNS0TLV", "optcode", 15)};

}  // namespace

extern constexpr Protocol dns_opt = {
    .name = "DNSRROPT",
    .title = "DNS OPT Resource Record",
    .fields = opt_fields,
    .variant_of = opt_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_opt));

extern constexpr Protocol edns_option = {
    .name = "EDNS0TLV",
    .title = "DNS EDNS0 TLV",
    .fields = tlv_fields,
    .payload_size = no_payload,
    .header_size = option_size,
};
static_assert(well_formed(edns_option));

extern constexpr Protocol edns_client_subnet = {
    .name = "EDNS0ClientSubnet",
    .title = "DNS EDNS0 Client Subnet",
    .fields = subnet_fields,
    .variant_of = subnet_of,
    .header_size = option_size,
};
static_assert(well_formed(edns_client_subnet));

extern constexpr Protocol edns_dau = {
    .name = "EDNS0DAU",
    .title = "DNSSEC Algorithm Understood (DAU)",
    .fields = dau_fields,
    .variant_of = dau_of,
    .header_size = option_size,
};
static_assert(well_formed(edns_dau));

extern constexpr Protocol edns_dhu = {
    .name = "EDNS0DHU",
    .title = "DS Hash Understood (DHU)",
    .fields = dhu_fields,
    .variant_of = dhu_of,
    .header_size = option_size,
};
static_assert(well_formed(edns_dhu));

extern constexpr Protocol edns_n3u = {
    .name = "EDNS0N3U",
    .title = "NSEC3 Hash Understood (N3U)",
    .fields = n3u_fields,
    .variant_of = n3u_of,
    .header_size = option_size,
};
static_assert(well_formed(edns_n3u));

extern constexpr Protocol edns_cookie = {
    .name = "EDNS0COOKIE",
    .title = "DNS EDNS0 COOKIE",
    .fields = cookie_fields,
    .variant_of = cookie_of,
    .header_size = option_size,
};
static_assert(well_formed(edns_cookie));

extern constexpr Protocol edns_extended_error = {
    .name = "EDNS0ExtendedDNSError",
    .title = "DNS EDNS0 Extended DNS Error",
    .fields = error_fields,
    .variant_of = error_of,
    .header_size = option_size,
};
static_assert(well_formed(edns_extended_error));

}  // namespace pkttest::protocols
