// BGP: reachability with labels (RFC 8277), of VPNs (RFC 4364, RFC 4659), of EVPN (RFC 7432) and of link
// state (RFC 9552).
#include <charconv>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/derived.h"
#include "protocols/prefix.h"

namespace pkttest::protocols {

// ---- labels and distinguishers -----------------------------------------------------------------------

/// Labels of 20 bits and 3 of traffic class each, the last one marked by its lowest bit; a withdrawn route
/// has one value for all (RFC 8277 2.4).
static std::int64_t label_octets(const Layer& layer) {
    const auto octets = layer.header();
    constexpr std::size_t size = 3;
    for (std::size_t at = 1; at + size <= octets.size(); at += size) {
        const bool withdrawn = octets[at] == 0x80 && octets[at + 1] == 0 && octets[at + 2] == 0;
        if ((octets[at + 2] & 1) != 0 || withdrawn) return static_cast<std::int64_t>(at + size - 1);
    }
    return static_cast<std::int64_t>(octets.size());
}
static std::uint64_t distinguisher_bits(const Layer& layer) {
    return find_field(layer.protocol(), "rd") != nullptr ? 64 : 0;
}
/// What the length, in bits, leaves for the prefix.
static std::int64_t prefix_bits(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("length")) - 8 * label_octets(layer) -
           static_cast<std::int64_t>(distinguisher_bits(layer));
}
static std::uint64_t length_of_route(const Field&, const Layer& layer) {
    const Value labels = layer.get("labels"), prefix = layer.get("prefix");
    std::uint64_t bits = 0;
    if (const std::string* text = prefix.octets()) {
        const std::size_t slash = text->find('/') + 1;
        std::from_chars(text->data() + slash, text->data() + text->size(), bits);
    }
    return bits + distinguisher_bits(layer) + 24 * (labels.items() != nullptr ? labels.items()->size() : 0);
}
static constexpr Derivation by_route = {length_of_route};
static constexpr Field length = derived("length", 8, by_route);
static constexpr Field label = bits("label", 24, 0, {.hex = true});
static constexpr Field labels = list("labels", label, {.extent = octets_by(label_octets)});
static constexpr Field distinguisher = bits("rd", 64, 0, {.hex = true});
static constexpr Field prefix4 =
    prefix("prefix", prefix_by_length_shape, prefix4_form, "0.0.0.0/0", {.extent = count_by(prefix_bits)});
static constexpr Field prefix6 =
    prefix("prefix", prefix_by_length_shape, prefix6_form, "::/0", {.extent = count_by(prefix_bits)});

constexpr Protocol route(std::string_view name, std::string_view title, std::span<const Field> fields) {
    return {.name = name, .title = title, .fields = fields, .payload_size = no_payload};
}
static constexpr Field labelled4_fields[] = {length, labels, prefix4};
extern constexpr Protocol bgp_labelled4 =
    route("BGPNLRI_LabeledIPv4", "labelled IPv4 prefix in BGP", labelled4_fields);
static_assert(well_formed(bgp_labelled4));
static constexpr Field labelled6_fields[] = {length, labels, prefix6};
extern constexpr Protocol bgp_labelled6 =
    route("BGPNLRI_LabeledIPv6", "labelled IPv6 prefix in BGP", labelled6_fields);
static_assert(well_formed(bgp_labelled6));
static constexpr Field vpn4_fields[] = {length, labels, distinguisher, prefix4};
extern constexpr Protocol bgp_vpn4 = route("BGPNLRI_VPNv4", "IPv4 prefix of a VPN in BGP", vpn4_fields);
static_assert(well_formed(bgp_vpn4));
static constexpr Field vpn6_fields[] = {length, labels, distinguisher, prefix6};
extern constexpr Protocol bgp_vpn6 = route("BGPNLRI_VPNv6", "IPv6 prefix of a VPN in BGP", vpn6_fields);
static_assert(well_formed(bgp_vpn6));

// ---- others ------------------------------------------------------------------------------------------

static constexpr Name evpn_types[] = {{1, "Ethernet Auto-Discovery"},
                                      {2, "MAC/IP Advertisement"},
                                      {3, "Inclusive Multicast Tag"},
                                      {4, "Ethernet Segment"},
                                      {5, "IP Prefix"},
                                      {6, "Selective Multicast Tag"}};
static constexpr Field evpn_fields[] = {enumeration("route_type", 8, 2, evpn_types),
                                        bits("length", 8, {.length_of = {"value"}}),
                                        octets("value", "", {.extent = octets_from("length")})};
extern constexpr Protocol bgp_evpn = route("BGPNLRI_EVPN", "EVPN route in BGP", evpn_fields);
static_assert(well_formed(bgp_evpn));

static constexpr Name state_types[] = {
    {1, "Node"}, {2, "Link"}, {3, "IPv4 Topology Prefix"}, {4, "IPv6 Topology Prefix"}};
static constexpr Field state_fields[] = {enumeration("type", 16, 1, state_types),
                                         bits("length", 16, {.length_of = {"value"}}),
                                         octets("value", "", {.extent = octets_from("length")})};
extern constexpr Protocol bgp_state = route("BGPNLRI_LinkState", "link state in BGP", state_fields);
static_assert(well_formed(bgp_state));

}  // namespace pkttest::protocols
