// EIGRP (RFC 7868): the header and its TLVs for IPv4 and IPv6.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"
#include "protocols/computed.h"
#include "protocols/over_ip.h"
#include "protocols/random_defaults.h"

namespace pkttest::protocols {

// ---- the header --------------------------------------------------------------------------------------

static constexpr Name opcodes[] = {{1, "Update"}, {2, "Request"}, {3, "Query"},      {4, "Replay"},
                                   {5, "Hello"},  {6, "IPX SAP"}, {10, "SIA Query"}, {11, "SIA Reply"}};
static constexpr Name flag_names[] = {{1, "init"}, {2, "cond-recv"}, {4, "unknown"}, {8, "update"}};

static Integer checksum(const Layer& layer) {
    return internet_checksum({layer.header().data(), static_cast<std::size_t>(whole_octets(layer))});
}
static std::string summarize(const Layer& layer) {
    const bool acknowledges = layer.integer("opcode") == 5 && layer.integer("ack") != 0;
    return fmt::format("EIGRP (AS={} Opcode={}{}{})", layer.text("asn"), layer.text("opcode"),
                       acknowledges ? " (ACK)" : "",
                       layer.integer("flags") != 0 ? " Flags=" + layer.text("flags") : "");
}
static constexpr Field fields[] = {
    bits("ver", 8, 2),
    enumeration("opcode", 8, 5, opcodes),
    bits("chksum", 16, {.compute = checksum, .basis = Basis::sum, .hex = true}),
    flags("flags", 32, 0, flag_names),
    bits("seq", 32),
    bits("ack", 32),
    bits("asn", 32, 100),
    layers("tlvlist", "EIGRPGeneric", {})};
static constexpr auto carriers = over_ip(88);
extern constexpr Protocol eigrp = {
    .name = "EIGRP", .title = "EIGRP", .fields = fields, .carried_by = carriers, .summary = summarize};
static_assert(well_formed(eigrp));

// ---- TLVs --------------------------------------------------------------------------------------------

constexpr Field type(int number) { return bits("type", 16, number, {.hex = true}); }
constexpr Protocol tlv(std::string_view name, std::string_view title, std::span<const Field> of_it,
                       std::span<const Carrier> variant_of) {
    return {
        .name = name, .title = title, .fields = of_it, .variant_of = variant_of, .payload_size = no_payload};
}

static constexpr Field generic_fields[] = {
    type(0), bits("len", 16, {.length_of = {"value", 1, 4}}),
    octets("value", std::string_view("\0", 1), {.extent = octets_from("len", 1, -4)})};
extern constexpr Protocol eigrp_generic = tlv("EIGRPGeneric", "EIGRP Generic TLV", generic_fields, {});
static_assert(well_formed(eigrp_generic));

static constexpr Field parameter_fields[] = {type(1),       bits("len", 16, 12), bits("k1", 8, 1),
                                             bits("k2", 8), bits("k3", 8, 1),    bits("k4", 8),
                                             bits("k5", 8), bits("reserved", 8), bits("holdtime", 16, 15)};
static constexpr Carrier parameter_of[] = {{"EIGRPGeneric", "type", 1}};
extern constexpr Protocol eigrp_parameter =
    tlv("EIGRPParam", "EIGRP Parameters", parameter_fields, parameter_of);
static_assert(well_formed(eigrp_parameter));

static constexpr Name auth_types[] = {{2, "MD5"}, {3, "SHA2-256"}};
static constexpr Field auth_fields[] = {
    type(2),
    bits("len", 16, {.length_of = {"authdata", 1, 24}}),
    enumeration("authtype", 16, 2, auth_types),
    bits("keysize", 16, {.length_of = {"authdata"}}),
    bits("keyid", 32, 1),
    octets("nullpad", std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0", 12), {.extent = fixed(12)}),
    octets("authdata", "", {.extent = octets_from("keysize"), .start = &any_16_characters})};
static constexpr Carrier auth_of[] = {{"EIGRPGeneric", "type", 2}};
extern constexpr Protocol eigrp_auth =
    tlv("EIGRPAuthData", "EIGRP Authentication Data", auth_fields, auth_of);
static_assert(well_formed(eigrp_auth));

static constexpr Field sequence_fields[] = {type(3), bits("len", 16, {.compute = header_octets}),
                                            bits("addrlen", 8, 4),
                                            ipv4("ipaddr", "192.168.0.1", {.when = equals("addrlen", 4)}),
                                            ipv6("ip6addr", "2001::", {.when = equals("addrlen", 16)})};
static constexpr Carrier sequence_of[] = {{"EIGRPGeneric", "type", 3}};
extern constexpr Protocol eigrp_sequence = tlv("EIGRPSeq", "EIGRP Sequence", sequence_fields, sequence_of);
static_assert(well_formed(eigrp_sequence));

static constexpr Field version_fields[] = {type(4), bits("len", 16, 8),
                                           custom("ios", version_shape, "v12.0", {}, 16),
                                           custom("eigrp", version_shape, "v1.2", {}, 16)};
static constexpr Carrier version_of[] = {{"EIGRPGeneric", "type", 4}};
extern constexpr Protocol eigrp_version =
    tlv("EIGRPSwVer", "EIGRP Software Version", version_fields, version_of);
static_assert(well_formed(eigrp_version));

static constexpr Field next_fields[] = {type(5), bits("len", 16, 8), bits("nms", 32, 2)};
static constexpr Carrier next_of[] = {{"EIGRPGeneric", "type", 5}};
extern constexpr Protocol eigrp_next = tlv("EIGRPNms", "EIGRP Next Multicast Sequence", next_fields, next_of);
static_assert(well_formed(eigrp_next));

static constexpr Name stub_flags[] = {{1, "connected"},    {2, "static"},         {4, "summary"},
                                      {8, "receive-only"}, {16, "redistributed"}, {32, "leak-map"}};
static constexpr Field stub_fields[] = {type(6), bits("len", 16, 6), flags("flags", 16, 13, stub_flags)};
static constexpr Carrier stub_of[] = {{"EIGRPGeneric", "type", 6}};
extern constexpr Protocol eigrp_stub = tlv("EIGRPStub", "EIGRP Stub Router", stub_fields, stub_of);
static_assert(well_formed(eigrp_stub));

// ---- routes ------------------------------------------------------------------------------------------

/// Octets of a destination: those that its length needs, for IPv6 one more (as routers send it).
static std::size_t octets_of_prefix(const Layer& layer, bool v6) {
    const std::size_t bits = layer.integer("prefixlen");
    return v6 ? std::min<std::size_t>(bits / 8 + 1, 16) : std::min<std::size_t>((bits + 7) / 8, 4);
}
/// The address that a destination is the beginning of.
static const Field& address_of(const Field& field) { return *static_cast<const Field*>(field.user); }
static std::size_t destination_octets(const Field& field, const Layer& layer) {
    return octets_of_prefix(layer, address_of(field).width == 128);
}

static const char* skip_destination(const Field& field, const Layer& layer, Cursor& cursor) {
    const std::size_t octets = destination_octets(field, layer);
    if (octets > cursor.octets_left()) return "the layer ends inside a destination";
    cursor.bit += octets * 8;
    return nullptr;
}
static const char* decode_destination(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::uint8_t* at = cursor.here();
    const std::size_t start = cursor.bit;
    if (const char* reason = skip_destination(field, layer, cursor)) return reason;
    std::uint8_t whole[16] = {};
    std::copy(at, at + (cursor.bit - start) / 8, whole);
    Cursor address{whole, 0, address_of(field).width};
    return address_of(field).shape->decode(address_of(field), layer, address, out);
}
static void encode_destination(const Field& field, const Layer& layer, const Value& internal,
                               BitWriter& out) {
    const std::size_t start = out.size();
    address_of(field).shape->encode(address_of(field), layer, internal, out);
    out.buffer().resize(start + destination_octets(field, layer));
}
/// The length asks for no address.
static std::optional<Problem> normalize_destination(const Field& field, const Value& in, Value& internal) {
    if (in.octets() != nullptr && in.octets()->empty()) return internal = Value(0), std::nullopt;
    return address_of(field).shape->normalize(address_of(field), in, internal);
}
static constexpr Shape destination_shape = {
    .name = "destination",
    .skip = skip_destination,
    .decode = decode_destination,
    .encode = encode_destination,
    .normalize = normalize_destination,
    .human = [](const Field& f, const Value& v) { return address_of(f).shape->human(address_of(f), v); },
    .represent = [](const Field& f,
                    const Value& v) { return address_of(f).shape->represent(address_of(f), v); },
    .random = [](const Field& f) { return address_of(f).shape->random(address_of(f)); }};

static constexpr Field whole4 = ipv4("dst"), whole6 = ipv6("dst");
constexpr Field destination(const Field& address, const char* initial) {
    return custom("dst", destination_shape, initial, {.user = &address});
}
/// Further destinations of the same metric (RFC 7868 6.6.1), behind `head` octets and the first one.
template <int head, bool v6>
static constexpr Field more =
    octets("more", "", {.extent = octets_by([](const Layer& layer) {
                            const auto first = static_cast<std::int64_t>(octets_of_prefix(layer, v6));
                            return std::max<std::int64_t>(
                                static_cast<std::int64_t>(layer.integer("len")) - head - first, 0);
                        })});

static constexpr Field internal4_fields[] = {type(0x102),
                                             bits("len", 16, {.compute = header_octets}),
                                             ipv4("nexthop", "192.168.0.0"),
                                             bits("delay", 32, 128000),
                                             bits("bandwidth", 32, 256),
                                             bits("mtu", 24, 1500),
                                             bits("hopcount", 8),
                                             bits("reliability", 8, 255),
                                             bits("load", 8),
                                             bits("reserved", 16, 0, {.hex = true}),
                                             bits("prefixlen", 8, 24),
                                             destination(whole4, "192.168.1.0"),
                                             more<25, false>};
static constexpr Carrier internal4_of[] = {{"EIGRPGeneric", "type", 0x102}};
extern constexpr Protocol eigrp_internal4 =
    tlv("EIGRPIntRoute", "EIGRP Internal Route", internal4_fields, internal4_of);
static_assert(well_formed(eigrp_internal4));

static constexpr Field internal6_fields[] = {type(0x402),
                                             bits("len", 16, {.compute = header_octets}),
                                             ipv6("nexthop"),
                                             bits("delay", 32, 128000),
                                             bits("bandwidth", 32, 256000),
                                             bits("mtu", 24, 1500),
                                             bits("hopcount", 8, 1),
                                             bits("reliability", 8, 255),
                                             bits("load", 8),
                                             bits("reserved", 16, 0, {.hex = true}),
                                             bits("prefixlen", 8, 16),
                                             destination(whole6, "2001::"),
                                             more<37, true>};
static constexpr Carrier internal6_of[] = {{"EIGRPGeneric", "type", 0x402}};
extern constexpr Protocol eigrp_internal6 =
    tlv("EIGRPv6IntRoute", "EIGRP for IPv6 Internal Route", internal6_fields, internal6_of);
static_assert(well_formed(eigrp_internal6));

static constexpr Name sources[] = {{1, "IGRP"},  {2, "EIGRP"}, {3, "Static Route"},   {4, "RIP"},
                                   {5, "Hello"}, {6, "OSPF"},  {7, "IS-IS"},          {8, "EGP"},
                                   {9, "BGP"},   {10, "IDRP"}, {11, "Connected Link"}};
static constexpr Name external_flags[] = {{1, "external"}, {2, "candidate-default"}};
static constexpr Field external4_fields[] = {type(0x103),
                                             bits("len", 16, {.compute = header_octets}),
                                             ipv4("nexthop", "192.168.0.0"),
                                             ipv4("originrouter", "192.168.0.1"),
                                             bits("originasn", 32),
                                             bits("tag", 32),
                                             bits("externalmetric", 32),
                                             bits("reserved", 16),
                                             enumeration("extprotocolid", 8, 3, sources),
                                             flags("flags", 8, 0, external_flags),
                                             bits("delay", 32),
                                             bits("bandwidth", 32, 256),
                                             bits("mtu", 24, 1500),
                                             bits("hopcount", 8),
                                             bits("reliability", 8, 255),
                                             bits("load", 8),
                                             bits("reserved2", 16, 0, {.hex = true}),
                                             bits("prefixlen", 8, 24),
                                             destination(whole4, "192.168.1.0"),
                                             more<45, false>};
static constexpr Carrier external4_of[] = {{"EIGRPGeneric", "type", 0x103}};
extern constexpr Protocol eigrp_external4 =
    tlv("EIGRPExtRoute", "EIGRP External Route", external4_fields, external4_of);
static_assert(well_formed(eigrp_external4));

static constexpr Field external6_fields[] = {type(0x403),
                                             bits("len", 16, {.compute = header_octets}),
                                             ipv6("nexthop"),
                                             ipv4("originrouter", "192.168.0.1"),
                                             bits("originasn", 32),
                                             bits("tag", 32),
                                             bits("externalmetric", 32),
                                             bits("reserved", 16),
                                             enumeration("extprotocolid", 8, 3, sources),
                                             flags("flags", 8, 0, external_flags),
                                             bits("delay", 32),
                                             bits("bandwidth", 32, 256000),
                                             bits("mtu", 24, 1500),
                                             bits("hopcount", 8, 1),
                                             bits("reliability", 8),
                                             bits("load", 8, 1),
                                             bits("reserved2", 16, 0, {.hex = true}),
                                             bits("prefixlen", 8, 8),
                                             destination(whole6, "::"),
                                             more<57, true>};
static constexpr Carrier external6_of[] = {{"EIGRPGeneric", "type", 0x403}};
extern constexpr Protocol eigrp_external6 =
    tlv("EIGRPv6ExtRoute", "EIGRP for IPv6 External Route", external6_fields, external6_of);
static_assert(well_formed(eigrp_external6));

}  // namespace pkttest::protocols
