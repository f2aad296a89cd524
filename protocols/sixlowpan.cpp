// IPv6 over 802.15.4: mesh, broadcast and fragmentation headers (RFC 4944, 5) and header compression (RFC
// 6282). Compressed headers stay layers of their own; what they carry follows them.
#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/random_defaults.h"

namespace pkttest::protocols {

// ---- dispatch (RFC 4944, 5.1) -----------------------------------------------------------------------

static constexpr Carrier carriers[] = {{"Ether", "type", 0xa0ed}};
/// Reads the dispatch octet and leaves it to the header that it announces.
extern constexpr Protocol lowpan =
    checked({.name = "SixLoWPAN", .title = "SixLoWPAN Dispatcher", .carried_by = carriers});
template <unsigned pattern, unsigned shift>
static constexpr Carrier dispatched[] = {Carrier("SixLoWPAN", [](const Layer& layer) {
    const auto octets = layer.header();
    return !octets.empty() && octets[0] >> shift == pattern;
})};

static constexpr Field uncompressed_fields[] = {bits("_type", 8, 0x41, {.hex = true})};
extern constexpr Protocol lowpan_uncompressed = checked({.name = "LoWPANUncompressedIPv6",
                                                         .title = "6LoWPAN Uncompressed IPv6",
                                                         .fields = uncompressed_fields,
                                                         .variant_of = dispatched<0x41, 0>,
                                                         .carries = "IPv6"});

static constexpr Field escape_fields[] = {bits("dispatch", 8, 0x7f)};
extern constexpr Protocol lowpan_escape = checked({.name = "SixLoWPAN_ESC",
                                                   .title = "SixLoWPAN Dispatcher ESC",
                                                   .fields = escape_fields,
                                                   .variant_of = dispatched<0x7f, 0>});

static constexpr Name kinds[] = {{0, "EUI-64"}, {1, "Short"}};
static constexpr Field source_16 = bits("src", 16, {.hex = true}), source_64 = bits("src", 64, {.hex = true}),
                       target_16 = bits("dst", 16, {.hex = true}), target_64 = bits("dst", 64, {.hex = true});
static constexpr Case sources[] = {{equals("v", 1), &source_16}, {{}, &source_64}};
static constexpr Case targets[] = {{equals("f", 1), &target_16}, {{}, &target_64}};
static constexpr Field mesh_fields[] = {bits("reserved", 2, 2),
                                        enumeration("v", 1, 0, kinds),
                                        enumeration("f", 1, 0, kinds),
                                        bits("hopsLeft", 4),
                                        bits("deepHopsLeft", 8, 0, {.when = equals("hopsLeft", 15)}),
                                        one_of("src", sources),
                                        one_of("dst", targets)};
extern constexpr Protocol lowpan_mesh = checked({.name = "LoWPANMesh",
                                                 .title = "6LoWPAN Mesh Packet",
                                                 .fields = mesh_fields,
                                                 .variant_of = dispatched<2, 6>,
                                                 .carries = "SixLoWPAN"});

static constexpr Field broadcast_fields[] = {bits("reserved", 8, 0x50, {.hex = true}), bits("seq", 8)};
extern constexpr Protocol lowpan_broadcast = checked({.name = "LoWPANBroadcast",
                                                      .title = "6LoWPAN Broadcast",
                                                      .fields = broadcast_fields,
                                                      .variant_of = dispatched<0x50, 0>,
                                                      .carries = "SixLoWPAN"});

static constexpr Field first_fields[] = {bits("reserved", 5, 0x18), bits("datagramSize", 11),
                                         bits("datagramTag", 16, {.hex = true})};
extern constexpr Protocol lowpan_first = checked({.name = "LoWPANFragmentationFirst",
                                                  .title = "6LoWPAN First Fragmentation Packet",
                                                  .fields = first_fields,
                                                  .variant_of = dispatched<0x18, 3>,
                                                  .carries = "SixLoWPAN"});
static constexpr Field subsequent_fields[] = {bits("reserved", 5, 0x1c), bits("datagramSize", 11),
                                              bits("datagramTag", 16, {.hex = true, .start = &any_16_bits}),
                                              bits("datagramOffset", 8)};
extern constexpr Protocol lowpan_subsequent = checked({.name = "LoWPANFragmentationSubsequent",
                                                       .title = "6LoWPAN Subsequent Fragmentation Packet",
                                                       .fields = subsequent_fields,
                                                       .variant_of = dispatched<0x1c, 3>});

// ---- compressed IPv6 (RFC 6282, 3) ------------------------------------------------------------------

/// Octets of an address that stand in the packet, the rest follows from its mode.
struct Inline {
    std::size_t first;  ///< Of a multicast address, behind its first one.
    std::size_t last;
};
static Inline inline_octets(const Layer& layer, bool is_source) {
    const std::uint64_t mode = layer.integer(is_source ? "sam" : "dam");
    const bool has_context = layer.integer(is_source ? "sac" : "dac") != 0;
    if (!is_source && layer.integer("m") != 0) {
        constexpr Inline multicast[] = {{0, 16}, {1, 5}, {1, 3}, {0, 1}};
        return has_context ? Inline{2, 4} : multicast[mode];
    }
    constexpr Inline unicast[] = {{0, 16}, {0, 8}, {0, 2}, {0, 0}};
    return has_context && mode == 0 ? Inline{0, 0} : unicast[mode];
}
/// The address around the octets that are not in the packet (3.2.1 to 3.2.4), without a context: link-local,
/// or of link-local scope.
static UnsignedInteger frame_of(const Layer& layer, bool is_source) {
    const std::uint64_t mode = layer.integer(is_source ? "sam" : "dam");
    const bool has_context = layer.integer(is_source ? "sac" : "dac") != 0;
    if (!is_source && layer.integer("m") != 0)
        return mode == 0 && !has_context ? 0 : UnsignedInteger{mode == 3 ? 0xff02u : 0xff00u} << 112;
    if (mode == 0) return 0;
    const UnsignedInteger prefix = has_context ? 0 : UnsignedInteger{0xfe80} << 112;
    return mode == 2 ? prefix | UnsignedInteger{0x000000fffe000000} : prefix;
}
template <bool is_source>
static const char* skip_address(const Field&, const Layer& layer, Cursor& cursor) {
    const Inline octets = inline_octets(layer, is_source);
    const std::size_t size = octets.first + octets.last;
    if (cursor.octets_left() < size) return "the layer ends inside an address";
    cursor.bit += size * 8;
    return nullptr;
}
template <bool is_source>
static const char* decode_address(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::uint8_t* at = cursor.here();
    if (const char* reason = skip_address<is_source>(field, layer, cursor)) return reason;
    const Inline octets = inline_octets(layer, is_source);
    UnsignedInteger address = frame_of(layer, is_source), last = 0;
    for (std::size_t i = 0; i < octets.first; ++i) address |= UnsignedInteger{at[i]} << (112 - 8 * i);
    for (std::size_t i = 0; i < octets.last; ++i) last = last << 8 | at[octets.first + i];
    out = Value(static_cast<Integer>(address | last));
    return nullptr;
}
template <bool is_source>
static void encode_address(const Field&, const Layer& layer, const Value& internal, BitWriter& out) {
    Integer value = 0;
    internal.to_integer(value);
    const auto address = static_cast<UnsignedInteger>(value);
    const Inline octets = inline_octets(layer, is_source);
    for (std::size_t i = 0; i < octets.first; ++i) out.put(address >> (112 - 8 * i) & 0xff, 8);
    for (std::size_t i = octets.last; i-- > 0;) out.put(address >> (8 * i) & 0xff, 8);
}
template <bool is_source>
static constexpr Shape address_shape = based_on<ipv6_shape>({
    .name = "compressed IPv6 address",
    .skip = skip_address<is_source>,
    .decode = decode_address<is_source>,
    .encode = encode_address<is_source>,
});

static constexpr Name next_headers[] = {{0, "Inline"}, {1, "Compressed"}};
static constexpr Name hop_limits[] = {
    {0, "Inline"}, {1, "Compressed/HL1"}, {2, "Compressed/HL64"}, {3, "Compressed/HL255"}};
static constexpr Name context_names[] = {{1, "Present (1)"}};
static constexpr Name states[] = {{0, "Stateless (0)"}, {1, "Stateful (1)"}};
static constexpr Name modes[] = {
    {0, "Unspecified (0)"}, {1, "1"}, {2, "16-bits inline (3)"}, {3, "Compressed (3)"}};
static constexpr Name multicasts[] = {{1, "multicast (1)"}};
static constexpr Name headers[] = {{0, "Hop-by-Hop Option Header"},
                                   {6, "TCP"},
                                   {17, "UDP"},
                                   {41, "IPv6"},
                                   {43, "Routing Header"},
                                   {44, "Fragment Header"},
                                   {50, "ESP Header"},
                                   {51, "AH Header"},
                                   {58, "ICMPv6"},
                                   {59, "No Next Header"},
                                   {60, "Destination Option Header"},
                                   {135, "Mobility Header"}};
static bool has_class(const Layer& layer) { return (layer.integer("tf") & 1) == 0; }
static constexpr Field compressed_fields[] = {
    bits("_reserved", 3, 3),
    bits("tf", 2),
    enumeration("nh", 1, 0, next_headers),
    enumeration("hlim", 2, 0, hop_limits),
    enumeration("cid", 1, 0, context_names),
    enumeration("sac", 1, 0, states),
    enumeration("sam", 2, 0, modes),
    enumeration("m", 1, 0, multicasts),
    enumeration("dac", 1, 0, states),
    enumeration("dam", 2, 0, modes),
    bits("sci", 4, 0, {.when = equals("cid", 1)}),
    bits("dci", 4, 0, {.when = equals("cid", 1)}),
    bits("tc_ecn", 2, 0, {.when = below("tf", 3)}),
    bits("tc_dscp", 6, 0, {.when = when([](const Layer& l) { return l.integer("tf") < 3 && has_class(l); })}),
    bits("rsv_wide", 4, 0, {.when = equals("tf", 0)}),
    bits("rsv", 2, 0, {.when = equals("tf", 1)}),
    bits("flowlabel", 20, 0, {.when = below("tf", 2)}),
    enumeration("nhField", 8, 59, headers, {.when = equals("nh", 0)}),
    bits("hopLimit", 8, 0, {.when = equals("hlim", 0)}),
    custom("src", address_shape<true>, "::"),
    custom("dst", address_shape<false>, "::")};

/// A fragment's payload goes on in the fragments behind it.
static const Protocol* guess_compressed(const Layer& layer) {
    if (layer.integer("nh") == 1) return find_protocol("LoWPAN_NHC");
    const auto lower = layer.below();
    return lower && lower->is("LoWPANFragmentationFirst") ? find_protocol("Raw") : nullptr;
}
static constexpr Carrier compressed_payloads[] = {
    {"UDP", "nhField", 17}, {"TCP", "nhField", 6}, {"IPv6", "nhField", 41}};
extern constexpr Protocol lowpan_iphc = checked({.name = "LoWPAN_IPHC",
                                                 .title = "LoWPAN IP Header Compression Packet",
                                                 .fields = compressed_fields,
                                                 .payloads = compressed_payloads,
                                                 .variant_of = dispatched<3, 5>,
                                                 .guess_payload = guess_compressed});

// ---- compressed next headers (RFC 6282, 4) ----------------------------------------------------------

static bool is_udp(const Layer& layer) {
    const auto octets = layer.header();
    return !octets.empty() && octets[0] >> 3 == 0x1e;
}
static bool is_extension(const Layer& layer) {
    const auto octets = layer.header();
    return !octets.empty() && octets[0] >> 4 == 0xe;
}
static constexpr Field next_fields[] = {bits("res", 8, 0, {.hex = true})};
static constexpr Carrier next_carriers[] = {{"LoWPAN_IPHC", "nh", 1, down}};
extern constexpr Protocol lowpan_nhc = checked(
    {.name = "LoWPAN_NHC", .title = "LOWPAN_NHC", .fields = next_fields, .carried_by = next_carriers});

static constexpr Field source_port_16 = bits("udpSourcePort", 16), source_port_8 = bits("udpSourcePort", 8),
                       source_port_4 = bits("udpSourcePort", 4), target_port_16 = bits("udpDestPort", 16),
                       target_port_8 = bits("udpDestPort", 8), target_port_4 = bits("udpDestPort", 4);
static constexpr Case source_ports[] = {
    {equals("P", 2), &source_port_8}, {equals("P", 3), &source_port_4}, {{}, &source_port_16}};
static constexpr Case target_ports[] = {
    {equals("P", 1), &target_port_8}, {equals("P", 3), &target_port_4}, {{}, &target_port_16}};
static constexpr Field udp_fields[] = {bits("res", 5, 0x1e),
                                       bits("C", 1),
                                       bits("P", 2),
                                       one_of("udpSourcePort", source_ports),
                                       one_of("udpDestPort", target_ports),
                                       bits("udpChecksum", 16, 0, {.when = equals("C", 0), .hex = true})};
static constexpr Carrier udp_of[] = {Carrier("LoWPAN_NHC", is_udp)};
static constexpr Carrier nhc_carriers[] = {{"LoWPAN_IPHC", "nh", 1, down}};
extern constexpr Protocol lowpan_udp = checked({.name = "LoWPAN_NHC_UDP",
                                                .title = "LoWPAN_NHC_UDP",
                                                .fields = udp_fields,
                                                .carried_by = nhc_carriers,
                                                .variant_of = udp_of});

static constexpr Name extensions[] = {
    {0, "Hop-by-hop Options Header"},       {1, "IPv6 Routing Header"},  {2, "IPv6 Fragment Header"},
    {3, "IPv6 Destination Options Header"}, {4, "IPv6 Mobility Header"}, {7, "IPv6 Header"}};
static constexpr Field extension_fields[] = {
    bits("res", 4, 0xe),
    enumeration("eid", 3, 0, extensions),
    bits("nh", 1),
    enumeration("nhField", 8, 59, headers, {.when = equals("nh", 0)}),
    bits("len", 8, {.length_of = {"data"}}),
    octets("data", "", {.extent = octets_from("len")})};
static constexpr Carrier extension_of[] = {Carrier("LoWPAN_NHC", is_extension)};
extern constexpr Protocol lowpan_extension =
    checked({.name = "LoWPAN_NHC_IPv6Ext",
             .title = "LoWPAN_NHC_IPv6Ext",
             .fields = extension_fields,
             .carried_by = nhc_carriers,
             .payloads = compressed_payloads,
             .variant_of = extension_of,
             .guess_payload = [](const Layer& layer) -> const Protocol* {
                 return layer.integer("nh") == 1 ? find_protocol("LoWPAN_NHC") : nullptr;
             }});

}  // namespace pkttest::protocols
