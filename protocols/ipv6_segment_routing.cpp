// IPv6 segment routing header (RFC 8754) and its TLVs (IANA segment-routing-header-tlvs).
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/computed.h"
#include "protocols/ipv6_extensions.h"
#include "protocols/numbers.h"
#include "protocols/over_ip.h"

namespace pkttest::protocols {

// ---- TLVs --------------------------------------------------------------------------------------------

static constexpr Name tlv_types[] = {
    {0, "Pad1 TLV"}, {1, "Ingress Node TLV"}, {2, "Egress Node TLV"}, {4, "PadN TLV"}, {5, "HMAC TLV"}};
constexpr Field type(int number) { return enumeration("type", 8, number, tlv_types); }

static constexpr Field tlv_fields[] = {type(0), bits("len", 8, {.length_of = {"value"}}),
                                       octets("value", "", {.extent = octets_from("len")})};
extern constexpr Protocol srh_tlv = {.name = "IPv6ExtHdrSegmentRoutingTLV",
                                     .title = "IPv6 Option Header Segment Routing - Generic TLV",
                                     .fields = tlv_fields};
static_assert(well_formed(srh_tlv));

constexpr Protocol tlv(std::string_view name, std::string_view title, std::span<const Field> fields,
                       std::span<const Carrier> variant_of) {
    return {
        .name = name, .title = title, .fields = fields, .variant_of = variant_of, .payload_size = no_payload};
}

static constexpr Field pad1_fields[] = {type(0)};
static constexpr Carrier pad1_of[] = {{"IPv6ExtHdrSegmentRoutingTLV", "type", 0}};
extern constexpr Protocol srh_pad1 = tlv(
    "IPv6ExtHdrSegmentRoutingTLVPad1", "IPv6 Option Header Segment Routing - Pad1 TLV", pad1_fields, pad1_of);
static_assert(well_formed(srh_pad1));

static constexpr Field padn_fields[] = {
    type(4), bits("len", 8, {.length_of = {"padding"}}),
    octets("padding", std::string_view("\0", 1), {.extent = octets_from("len")})};
static constexpr Carrier padn_of[] = {{"IPv6ExtHdrSegmentRoutingTLV", "type", 4}};
extern constexpr Protocol srh_padn = tlv(
    "IPv6ExtHdrSegmentRoutingTLVPadN", "IPv6 Option Header Segment Routing - PadN TLV", padn_fields, padn_of);
static_assert(well_formed(srh_padn));

static constexpr Field ingress_fields[] = {type(1), bits("len", 8, 18), bits("reserved", 8), bits("flags", 8),
                                           ipv6("ingress_node", "::1")};
static constexpr Carrier ingress_of[] = {{"IPv6ExtHdrSegmentRoutingTLV", {"type", 1}, {"len", 18}}};
extern constexpr Protocol srh_ingress =
    tlv("IPv6ExtHdrSegmentRoutingTLVIngressNode", "IPv6 Option Header Segment Routing - Ingress Node TLV",
        ingress_fields, ingress_of);
static_assert(well_formed(srh_ingress));

static constexpr Field egress_fields[] = {type(2), bits("len", 8, 18), bits("reserved", 8), bits("flags", 8),
                                          ipv6("egress_node", "::1")};
static constexpr Carrier egress_of[] = {{"IPv6ExtHdrSegmentRoutingTLV", {"type", 2}, {"len", 18}}};
extern constexpr Protocol srh_egress =
    tlv("IPv6ExtHdrSegmentRoutingTLVEgressNode", "IPv6 Option Header Segment Routing - Egress Node TLV",
        egress_fields, egress_of);
static_assert(well_formed(srh_egress));

static constexpr Field hmac_fields[] = {type(5),
                                        bits("len", 8, {.length_of = {"hmac", 1, 6}}),
                                        bits("D", 1),
                                        bits("reserved", 15),
                                        bits("hmackeyid", 32),
                                        octets("hmac", "", {.extent = octets_from("len", 1, -6)})};
static constexpr Carrier hmac_of[] = {{"IPv6ExtHdrSegmentRoutingTLV", "type", 5}};
extern constexpr Protocol srh_hmac = tlv(
    "IPv6ExtHdrSegmentRoutingTLVHMAC", "IPv6 Option Header Segment Routing - HMAC TLV", hmac_fields, hmac_of);
static_assert(well_formed(srh_hmac));

// ---- the header --------------------------------------------------------------------------------------

/// The header takes units of 8 octets: where nobody told its length, padding fills the last one.
static void encode_tlvs(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    const std::size_t start = out.size();
    layers_shape.encode(field, layer, internal, out);
    const std::size_t missing = (8 - (out.size() - start) % 8) % 8;
    if (missing == 0 || !layer.get("len").is_none()) return;
    if (missing == 1) return out.put(0, 8);
    out.put(4, 8);
    out.put(missing - 2, 8);
    out.put_octets(std::string(missing - 2, '\0'));
}
static constexpr Shape tlvs_shape = based_on<layers_shape>({
    .name = "TLVs",
    .takes_lists = true,
    .encode = encode_tlvs,
    .count = [](const Field& f, const Value& v) { return layers_shape.count(f, v); },
});

static Integer units(const Layer& layer) { return static_cast<Integer>(layer.header().size() / 8) - 1; }
static std::int64_t tlv_octets(const Layer& layer) {
    return 8 * static_cast<std::int64_t>(layer.integer("len")) -
           16 * static_cast<std::int64_t>(layer.integer("lastentry") + 1);
}
static constexpr Field tlvs_field = [] {
    Field field = custom("tlv_objects", tlvs_shape, {}, {.extent = octets_by(tlv_octets)});
    field.protocol = "IPv6ExtHdrSegmentRoutingTLV";
    return field;
}();
static constexpr Field address = ipv6("address");
static constexpr Field addresses_field = [] {
    Field field = list("addresses", address, {.extent = count_from("lastentry", 1, 1)});
    field.initial = "::1";
    return field;
}();

static constexpr Field fields[] = {enumeration("nh", 8, 59, next_headers),
                                   bits("len", 8, {.compute = units}),
                                   bits("type", 8, 4),
                                   bits("segleft", 8, {.count_of = {"addresses", 1, -1}}),
                                   bits("lastentry", 8, {.count_of = {"addresses", 1, -1}}),
                                   bits("unused1", 1),
                                   bits("protected", 1),
                                   bits("oam", 1),
                                   bits("alert", 1),
                                   bits("hmac", 1),
                                   bits("unused2", 3),
                                   bits("tag", 16),
                                   addresses_field,
                                   tlvs_field};
static constexpr auto carriers = over_ipv6(43, down);
static constexpr Carrier payloads[] = {{"IP", "nh", 4}, {"IPv6", "nh", 41}, {"Ether", "nh", 143}};
static constexpr Carrier variant_of[] = {{"IPv6ExtHdrRouting", "type", 4}};
extern constexpr Protocol segment_routing = {.name = "IPv6ExtHdrSegmentRouting",
                                             .title = "IPv6 Option Header Segment Routing",
                                             .fields = fields,
                                             .carried_by = carriers,
                                             .payloads = payloads,
                                             .variant_of = variant_of,
                                             .guess_payload = quoted_transport,
                                             .hashret = hash_through,
                                             .answers = answers_through};
static_assert(well_formed(segment_routing));

}  // namespace pkttest::protocols
