// Options of router advertisements that tell a host about its network: the captive portal (RFC 8910) and the
// prefix of NAT64 (RFC 8781); the packet that a redirect is about (RFC 4861 4.6.3); and options of octets,
// filled to whole units (RFC 4861 4.6).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/icmpv6.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

// ---- octets in whole units ------------------------------------------------------------------------------

static const char* decode_filled(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    if (const char* reason = octets_shape.decode(field, layer, cursor, out)) return reason;
    if (field.user == nullptr) return nullptr;
    std::string octets = *out.octets();
    octets.resize(octets.find_last_not_of('\0') + 1);
    out = Bytes{std::move(octets)};
    return nullptr;
}
static void encode_filled(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    octets_shape.encode(field, layer, internal, out);
    while (out.octets_of_layer() % 8 != 0) out.put(0, 8);
}
extern constexpr Shape nd_filled_shape =
    based_on<octets_shape>({.name = "octets", .decode = decode_filled, .encode = encode_filled});

static const Protocol* next_option(const Layer& layer) {
    return find_protocol(layer.payload().size() > 1 ? "ICMPv6NDOptUnknown" : "Raw");
}

// ---- captive portal -------------------------------------------------------------------------------------

static constexpr Field portal_fields[] = {
    bits("type", 8, 37), bits("len", 8, {.length_of = {"URI", 8, 2}}),
    custom("URI", nd_filled_shape, "", {.extent = octets_from("len", 8, -2), .user = &nd_filled_shape})};
static constexpr Carrier portal_of[] = {{"ICMPv6NDOptUnknown", "type", 37}};
extern constexpr Protocol nd_opt_captive_portal = {
    .name = "ICMPv6NDOptCaptivePortal",
    .title = "ICMPv6 Neighbor Discovery Option - Captive-Portal Option",
    .fields = portal_fields,
    .variant_of = portal_of,
    .guess_payload = next_option,
    .summary = [](const Layer& layer) {
        return fmt::format("ICMPv6 Neighbor Discovery Option - Captive-Portal Option {}", layer.text("URI"));
    }};
static_assert(well_formed(nd_opt_captive_portal));

// ---- the prefix of NAT64: the first 12 octets of an address ----------------------------------------------

static constexpr std::size_t prefix_octets = 12;
static const char* skip_prefix(const Field&, const Layer&, Cursor& cursor) {
    if (cursor.octets_left() < prefix_octets) return "the option ends inside its prefix";
    cursor.bit += prefix_octets * 8;
    return nullptr;
}
static const char* decode_prefix(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    std::array<std::uint8_t, 16> octets{};
    const std::uint8_t* start = cursor.here();
    if (const char* reason = skip_prefix(field, layer, cursor)) return reason;
    std::copy_n(start, prefix_octets, octets.begin());
    UnsignedInteger address = 0;
    for (const std::uint8_t octet : octets) address = address << 8 | octet;
    out = Value(static_cast<Integer>(address));
    return nullptr;
}
static void encode_prefix(const Field&, const Layer&, const Value& internal, BitWriter& out) {
    Integer address = 0;
    internal.to_integer(address);
    out.put(static_cast<UnsignedInteger>(address) >> 32, 96);
}
static constexpr Shape prefix_shape = based_on<ipv6_shape>(
    {.name = "IPv6 address", .skip = skip_prefix, .decode = decode_prefix, .encode = encode_prefix});

static constexpr Name prefix_lengths[] = {{0, "/96"}, {1, "/64"}, {2, "/56"},
                                          {3, "/48"}, {4, "/40"}, {5, "/32"}};
static constexpr Field pref64_fields[] = {bits("type", 8, 38), bits("len", 8, 2), bits("scaledlifetime", 13),
                                          enumeration("plc", 3, 0, prefix_lengths),
                                          custom("prefix", prefix_shape, "::", {}, 96)};
static constexpr Carrier pref64_of[] = {{"ICMPv6NDOptUnknown", "type", 38}};
static std::string pref64_summary(const Layer& layer) {
    const std::uint64_t code = layer.integer("plc");
    return fmt::format("ICMPv6 Neighbor Discovery Option - PREF64 Option {}{}", layer.text("prefix"),
                       code < 6 ? layer.text("plc") : fmt::format("[invalid PLC({})]", code));
}
extern constexpr Protocol nd_opt_pref64 = {.name = "ICMPv6NDOptPREF64",
                                           .title = "ICMPv6 Neighbor Discovery Option - PREF64 Option",
                                           .fields = pref64_fields,
                                           .variant_of = pref64_of,
                                           .guess_payload = next_option,
                                           .summary = pref64_summary};
static_assert(well_formed(nd_opt_pref64));

// ---- the redirected packet: as many whole units of it as there is room for ------------------------------

static const char* skip_packet(const Field& f, const Layer& l, Cursor& c) {
    return layer_shape.skip(f, l, c);
}
static const char* decode_packet(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    out = Bytes{};
    return layer_shape.decode(field, layer, cursor, out);
}
static void encode_packet(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    std::vector<std::uint8_t> octets;
    BitWriter whole(octets);
    layer_shape.encode(field, layer, internal, whole);
    out.put_octets({reinterpret_cast<const char*>(octets.data()), octets.size() / 8 * 8});
}
static constexpr Shape whole_units_shape = based_on<layer_shape>({
    .name = "layer",
    .skip = skip_packet,
    .decode = decode_packet,
    .encode = encode_packet,
    .represent =
        [](const Field& f, const Value& v) {
            return v.octets() != nullptr ? represent(Value(*v.octets())) : layer_shape.represent(f, v);
        },
});

static std::int64_t packet_octets(const Layer& layer) {
    return std::max<std::int64_t>(static_cast<std::int64_t>(layer.integer("len")) * 8 - 8, 0);
}
static constexpr Field redirected_packet = [] {
    Field field = optional_layer("pkt", "IPv6", {.extent = octets_by(packet_octets)});
    field.shape = &whole_units_shape;
    return field;
}();
static constexpr Field redirected_fields[] = {
    bits("type", 8, 4), bits("len", 8, {.length_of = {"pkt", 8, 8}}),
    octets("res", zeros(6), {.extent = fixed(6)}), redirected_packet};
static constexpr Carrier redirected_of[] = {{"ICMPv6NDOptUnknown", "type", 4}};
extern constexpr Protocol nd_opt_redirected = {
    .name = "ICMPv6NDOptRedirectedHdr",
    .title = "ICMPv6 Neighbor Discovery Option - Redirected Header",
    .fields = redirected_fields,
    .variant_of = redirected_of,
    .guess_payload = next_option};
static_assert(well_formed(nd_opt_redirected));

}  // namespace pkttest::protocols
