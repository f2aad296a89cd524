// The older header compression of 6LoWPAN: HC1, and HC2 for UDP (RFC 4944, 10).
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

// ---- addresses: prefix, interface, both or none of them (10.3.1) -----------------------------------------

struct Half {
    std::string_view prefix, interface;  ///< The fields that are 1 where it is left out.
};
static constexpr Half source_halves{"sp", "si"}, target_halves{"dp", "di"};
static constexpr UnsignedInteger link_local = UnsignedInteger{0xfe80} << 112;

static std::pair<bool, bool> written(const Field& field, const Layer& layer) {
    const auto& half = *static_cast<const Half*>(field.user);
    return {layer.integer(half.prefix) == 0, layer.integer(half.interface) == 0};
}
static const char* skip_address(const Field& field, const Layer& layer, Cursor& cursor) {
    const auto [prefix, interface] = written(field, layer);
    const std::size_t octets = 8u * (prefix ? 1 : 0) + 8u * (interface ? 1 : 0);
    if (cursor.octets_left() < octets) return "the layer ends inside an address";
    cursor.bit += octets * 8;
    return nullptr;
}
static const char* decode_address(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    std::size_t at = cursor.bit;
    if (const char* reason = skip_address(field, layer, cursor)) return reason;
    const auto [prefix, interface] = written(field, layer);
    const auto half = [&] {
        return UnsignedInteger{read_bits(cursor.data, std::exchange(at, at + 64), 64, false)};
    };
    UnsignedInteger address = prefix ? half() << 64 : link_local;
    if (interface) address |= half();
    out = Value(static_cast<Integer>(address));
    return nullptr;
}
static void encode_address(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    Integer value = 0;
    internal.to_integer(value);
    const auto address = static_cast<UnsignedInteger>(value);
    const auto [prefix, interface] = written(field, layer);
    if (prefix) out.put(address >> 64, 64);
    if (interface) out.put(address & ~std::uint64_t{0}, 64);
}
static constexpr Shape halves_shape = based_on<ipv6_shape>({
    .name = "compressed IPv6 address",
    .skip = skip_address,
    .decode = decode_address,
    .encode = encode_address,
});
static constexpr Field address(std::string_view name, const Half& half) {
    return custom(name, halves_shape, "::", {.user = &half});
}

// ---- HC2 for UDP (10.2), and the ports that it shortens ---------------------------------------------

static constexpr Name places[] = {{0, "In-line"}, {1, "Compressed"}};
static constexpr Field hc2_fields[] = {enumeration("sc", 1, 0, places), enumeration("dc", 1, 0, places),
                                       enumeration("lc", 1, 0, places), bits("res", 5)};
extern constexpr Protocol lowpan_hc2 = checked({.name = "LoWPAN_HC2_UDP",
                                                .title = "6LoWPAN HC1 UDP encoding",
                                                .fields = hc2_fields,
                                                .payload_size = no_payload});

static bool has_hc2(const Layer& layer) { return layer.integer("hc2") == 1 && layer.integer("nh") == 1; }
/// A bit of HC2: `sc` and `dc` are short ports, `lc` is a length that is left out.
static bool is_compressed(const Layer& layer, std::string_view what) {
    const Value hc2 = layer.get("hc2Field");
    const auto* found = hc2.as<LayerReference>();
    return found != nullptr && (*found->packet)[found->index].integer(what) == 1;
}
static bool has_short_source(const Layer& layer) { return is_compressed(layer, "sc"); }
static bool has_short_target(const Layer& layer) { return is_compressed(layer, "dc"); }
static bool has_length(const Layer& layer) { return has_hc2(layer) && !is_compressed(layer, "lc"); }
/// The flow label and each short port leave half an octet.
static bool ends_within_octet(const Layer& layer) {
    bool half = layer.integer("tc_fl") == 0;
    if (has_hc2(layer)) half = (half != has_short_source(layer)) != has_short_target(layer);
    return half;
}
static constexpr Field source_short = bits("udpSourcePort", 4), source_long = bits("udpSourcePort", 16),
                       target_short = bits("udpDestPort", 4), target_long = bits("udpDestPort", 16);
static constexpr Case sources[] = {{when(has_short_source), &source_short}, {{}, &source_long}};
static constexpr Case targets[] = {{when(has_short_target), &target_short}, {{}, &target_long}};

static constexpr Name interfaces[] = {{0, "In-line"}, {1, "Elided"}};
static constexpr Name zeros[] = {{0, "Not compressed"}, {1, "zero"}};
static constexpr Name next_headers[] = {{0, "not compressed"}, {1, "UDP"}, {2, "ICMP"}, {3, "TCP"}};
static constexpr Name more[] = {{0, "No more header compression bits"}, {1, "HC2 Present"}};
static constexpr Field fields[] = {
    bits("reserved", 8, 0x42, {.hex = true}),
    enumeration("sp", 1, 0, places),
    enumeration("si", 1, 0, interfaces),
    enumeration("dp", 1, 0, places),
    enumeration("di", 1, 0, interfaces),
    enumeration("tc_fl", 1, 0, zeros),
    enumeration("nh", 2, 0, next_headers),
    enumeration("hc2", 1, 0, more),
    layer("hc2Field", "LoWPAN_HC2_UDP", {.when = when(has_hc2), .extent = fixed(1)}),
    bits("hopLimit", 8),
    address("src", source_halves),
    address("dst", target_halves),
    bits("traffic_class", 8, 0, {.when = equals("tc_fl", 0)}),
    bits("flow_label", 20, 0, {.when = equals("tc_fl", 0)}),
    bits("nhField", 8, 59, {.when = equals("nh", 0)}),
    one_of("udpSourcePort", sources, {.when = when(has_hc2)}),
    one_of("udpDestPort", targets, {.when = when(has_hc2)}),
    bits("udpLength", 16, 0, {.when = when(has_length)}),
    bits("udpChecksum", 16, 0, {.when = when(has_hc2), .hex = true}),
    bits("pad", 4, 0, {.when = when(ends_within_octet)})};

/// HC2 has UDP's header: what it carries follows.
static const Protocol* guess(const Layer& layer) {
    if (has_hc2(layer)) return find_protocol("Raw");
    return nullptr;
}
static constexpr Carrier payloads[] = {{"UDP", "nh", 1},
                                       {"TCP", "nh", 3},
                                       {"UDP", {"nh", 0}, {"nhField", 17}},
                                       {"TCP", {"nh", 0}, {"nhField", 6}},
                                       {"IPv6", {"nh", 0}, {"nhField", 41}}};
static constexpr Carrier hc1_of[] = {Carrier("SixLoWPAN", [](const Layer& layer) {
    const auto octets = layer.header();
    return !octets.empty() && octets[0] == 0x42;
})};
extern constexpr Protocol lowpan_hc1 = checked({.name = "LoWPAN_HC1",
                                                .title = "LoWPAN_HC1 Compressed IPv6",
                                                .fields = fields,
                                                .payloads = payloads,
                                                .variant_of = hc1_of,
                                                .guess_payload = guess});

}  // namespace pkttest::protocols
