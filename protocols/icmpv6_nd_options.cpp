// Options of neighbour discovery (RFC 4861 4.6, RFC 6275, RFC 4191, RFC 8106 and the IANA registry): each is
// a layer behind the message or the option before it.
#include <fmt/format.h>

#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/icmpv6.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

static const Protocol* next_option(const Layer& layer) {
    return find_protocol(layer.payload().size() > 1 ? "ICMPv6NDOptUnknown" : "Raw");
}
static std::string summary_of(const Layer& layer, std::string_view what, std::string detail) {
    (void)layer;
    return fmt::format("ICMPv6 Neighbor Discovery Option - {} {}", what, detail);
}
static std::string joined(const Layer& layer, std::string_view field) {
    std::string out;
    const Value value = layer.get(field);
    if (const List* items = value.items())
        for (const Value& item : *items)
            if (item.octets() != nullptr) out += (out.empty() ? "" : ", ") + *item.octets();
    return out;
}

static constexpr Name preferences[] = {{0, "Medium (default)"}, {1, "High"}, {2, "Reserved"}, {3, "Low"}};
static constexpr Name address_codes[] = {
    {1, "Old Care-Of Address"}, {2, "New Care-Of Address"}, {3, "NAR's IP address"}};
static constexpr Name link_layer_codes[] = {{0, "Wildcard requesting resolution for all nearby AP"},
                                            {1, "LLA for the new AP"},
                                            {2, "LLA of the MN"},
                                            {3, "LLA of the NAR"},
                                            {4, "LLA of the src of TrSolPr or PrRtAdv msg"},
                                            {5, "AP identified by LLA belongs to current iface of router"},
                                            {6, "No preifx info available for AP identified by the LLA"},
                                            {7, "No fast handovers support for AP identified by the LLA"}};
static constexpr Field address = ipv6("address");

/// An option counts units of 8 octets, its head included; a length of 0 makes the packet invalid (RFC
/// 4861 4.6).
static constexpr Field unknown_fields[] = {
    bits("type", 8, Default()), bits("len", 8, {.length_of = {"data", 8, 2}}),
    custom("data", nd_filled_shape, "", {.extent = octets_from("len", 8, -2)})};
extern constexpr Protocol nd_opt_unknown = {.name = "ICMPv6NDOptUnknown",
                                            .title = "ICMPv6 Neighbor Discovery Option - Scapy Unimplemented",
                                            .fields = unknown_fields,
                                            .guess_payload = next_option};
static_assert(well_formed(nd_opt_unknown));

static std::string nd_opt_src_lladdr_summary(const Layer& layer) {
    return summary_of(layer, "Source Link-Layer Address", layer.text("lladdr"));
}
static constexpr Field nd_opt_src_lladdr_fields[] = {bits("type", 8, 1), bits("len", 8, 1), mac("lladdr")};
static constexpr Carrier nd_opt_src_lladdr_variant[] = {{"ICMPv6NDOptUnknown", "type", 1}};
extern constexpr Protocol nd_opt_src_lladdr = {
    .name = "ICMPv6NDOptSrcLLAddr",
    .title = "ICMPv6 Neighbor Discovery Option - Source Link-Layer Address",
    .fields = nd_opt_src_lladdr_fields,
    .variant_of = nd_opt_src_lladdr_variant,
    .guess_payload = next_option,
    .summary = nd_opt_src_lladdr_summary};
static_assert(well_formed(nd_opt_src_lladdr));

static std::string nd_opt_dst_lladdr_summary(const Layer& layer) {
    return summary_of(layer, "Destination Link-Layer Address", layer.text("lladdr"));
}
static constexpr Field nd_opt_dst_lladdr_fields[] = {bits("type", 8, 2), bits("len", 8, 1), mac("lladdr")};
static constexpr Carrier nd_opt_dst_lladdr_variant[] = {{"ICMPv6NDOptUnknown", "type", 2}};
extern constexpr Protocol nd_opt_dst_lladdr = {
    .name = "ICMPv6NDOptDstLLAddr",
    .title = "ICMPv6 Neighbor Discovery Option - Destination Link-Layer Address",
    .fields = nd_opt_dst_lladdr_fields,
    .variant_of = nd_opt_dst_lladdr_variant,
    .guess_payload = next_option,
    .summary = nd_opt_dst_lladdr_summary};
static_assert(well_formed(nd_opt_dst_lladdr));

static std::string nd_opt_prefix_info_summary(const Layer& layer) {
    return summary_of(
        layer, "Prefix Information",
        fmt::format("{}/{} On-link {} Autonomous Address {} Router Address {}", layer.text("prefix"),
                    layer.text("prefixlen"), layer.text("L"), layer.text("A"), layer.text("R")));
}
static constexpr Field nd_opt_prefix_info_fields[] = {
    bits("type", 8, 3),
    bits("len", 8, 4),
    bits("prefixlen", 8, 64),
    bits("L", 1, 1),
    bits("A", 1, 1),
    bits("R", 1),
    bits("res1", 5),
    bits("validlifetime", 32, 0xffffffff, {.hex = true}),
    bits("preferredlifetime", 32, 0xffffffff, {.hex = true}),
    bits("res2", 32, 0, {.hex = true}),
    ipv6("prefix")};
static constexpr Carrier nd_opt_prefix_info_variant[] = {{"ICMPv6NDOptUnknown", "type", 3}};
extern constexpr Protocol nd_opt_prefix_info = {
    .name = "ICMPv6NDOptPrefixInfo",
    .title = "ICMPv6 Neighbor Discovery Option - Prefix Information",
    .fields = nd_opt_prefix_info_fields,
    .variant_of = nd_opt_prefix_info_variant,
    .guess_payload = next_option,
    .summary = nd_opt_prefix_info_summary};
static_assert(well_formed(nd_opt_prefix_info));

static std::string nd_opt_mtu_summary(const Layer& layer) {
    return summary_of(layer, "MTU", layer.text("mtu"));
}
static constexpr Field nd_opt_mtu_fields[] = {bits("type", 8, 5), bits("len", 8, 1),
                                              bits("res", 16, 0, {.hex = true}), bits("mtu", 32, 1280)};
static constexpr Carrier nd_opt_mtu_variant[] = {{"ICMPv6NDOptUnknown", "type", 5}};
extern constexpr Protocol nd_opt_mtu = {.name = "ICMPv6NDOptMTU",
                                        .title = "ICMPv6 Neighbor Discovery Option - MTU",
                                        .fields = nd_opt_mtu_fields,
                                        .variant_of = nd_opt_mtu_variant,
                                        .guess_payload = next_option,
                                        .summary = nd_opt_mtu_summary};
static_assert(well_formed(nd_opt_mtu));

static constexpr Field nd_opt_shortcut_limit_fields[] = {
    bits("type", 8, 6), bits("len", 8, 1), bits("shortcutlim", 8, 40), bits("res1", 8), bits("res2", 32)};
static constexpr Carrier nd_opt_shortcut_limit_variant[] = {{"ICMPv6NDOptUnknown", "type", 6}};
extern constexpr Protocol nd_opt_shortcut_limit = {
    .name = "ICMPv6NDOptShortcutLimit",
    .title = "ICMPv6 Neighbor Discovery Option - NBMA Shortcut Limit",
    .fields = nd_opt_shortcut_limit_fields,
    .variant_of = nd_opt_shortcut_limit_variant,
    .guess_payload = next_option};
static_assert(well_formed(nd_opt_shortcut_limit));

static std::string nd_opt_adv_interval_summary(const Layer& layer) {
    return fmt::format("ICMPv6 Neighbor Discovery - Interval Advertisement {} milliseconds",
                       layer.text("advint"));
}
static constexpr Field nd_opt_adv_interval_fields[] = {bits("type", 8, 7), bits("len", 8, 1), bits("res", 16),
                                                       bits("advint", 32)};
static constexpr Carrier nd_opt_adv_interval_variant[] = {{"ICMPv6NDOptUnknown", "type", 7}};
extern constexpr Protocol nd_opt_adv_interval = {
    .name = "ICMPv6NDOptAdvInterval",
    .title = "ICMPv6 Neighbor Discovery - Interval Advertisement",
    .fields = nd_opt_adv_interval_fields,
    .variant_of = nd_opt_adv_interval_variant,
    .guess_payload = next_option,
    .summary = nd_opt_adv_interval_summary};
static_assert(well_formed(nd_opt_adv_interval));

static std::string nd_opt_ha_info_summary(const Layer& layer) {
    return fmt::format("ICMPv6 Neighbor Discovery - Home Agent Information {} {} seconds", layer.text("pref"),
                       layer.text("lifetime"));
}
static constexpr Field nd_opt_ha_info_fields[] = {bits("type", 8, 8), bits("len", 8, 1), bits("res", 16),
                                                  bits("pref", 16), bits("lifetime", 16, 1)};
static constexpr Carrier nd_opt_ha_info_variant[] = {{"ICMPv6NDOptUnknown", "type", 8}};
extern constexpr Protocol nd_opt_ha_info = {.name = "ICMPv6NDOptHAInfo",
                                            .title = "ICMPv6 Neighbor Discovery - Home Agent Information",
                                            .fields = nd_opt_ha_info_fields,
                                            .variant_of = nd_opt_ha_info_variant,
                                            .guess_payload = next_option,
                                            .summary = nd_opt_ha_info_summary};
static_assert(well_formed(nd_opt_ha_info));

static constexpr Field nd_opt_src_addr_list_fields[] = {
    bits("type", 8, 9), bits("len", 8, {.length_of = {"addrlist", 8, 8}}),
    octets("res", zeros(6), {.extent = fixed(6)}),
    list("addrlist", address, {.extent = octets_from("len", 8, -8)})};
static constexpr Carrier nd_opt_src_addr_list_variant[] = {{"ICMPv6NDOptUnknown", "type", 9}};
extern constexpr Protocol nd_opt_src_addr_list = {
    .name = "ICMPv6NDOptSrcAddrList",
    .title = "ICMPv6 Inverse Neighbor Discovery Option - Source Address List",
    .fields = nd_opt_src_addr_list_fields,
    .variant_of = nd_opt_src_addr_list_variant,
    .guess_payload = next_option};
static_assert(well_formed(nd_opt_src_addr_list));

static constexpr Field nd_opt_tgt_addr_list_fields[] = {
    bits("type", 8, 10), bits("len", 8, {.length_of = {"addrlist", 8, 8}}),
    octets("res", zeros(6), {.extent = fixed(6)}),
    list("addrlist", address, {.extent = octets_from("len", 8, -8)})};
static constexpr Carrier nd_opt_tgt_addr_list_variant[] = {{"ICMPv6NDOptUnknown", "type", 10}};
extern constexpr Protocol nd_opt_tgt_addr_list = {
    .name = "ICMPv6NDOptTgtAddrList",
    .title = "ICMPv6 Inverse Neighbor Discovery Option - Target Address List",
    .fields = nd_opt_tgt_addr_list_fields,
    .variant_of = nd_opt_tgt_addr_list_variant,
    .guess_payload = next_option};
static_assert(well_formed(nd_opt_tgt_addr_list));

static constexpr Field nd_opt_ip_addr_fields[] = {
    bits("type", 8, 17), bits("len", 8, 3), enumeration("optcode", 8, 1, address_codes),
    bits("plen", 8, 64), bits("res", 32),   ipv6("addr")};
static constexpr Carrier nd_opt_ip_addr_variant[] = {{"ICMPv6NDOptUnknown", "type", 17}};
extern constexpr Protocol nd_opt_ip_addr = {
    .name = "ICMPv6NDOptIPAddr",
    .title = "ICMPv6 Neighbor Discovery - IP Address Option (FH for MIPv6)",
    .fields = nd_opt_ip_addr_fields,
    .variant_of = nd_opt_ip_addr_variant,
    .guess_payload = next_option};
static_assert(well_formed(nd_opt_ip_addr));

static constexpr Field nd_opt_new_rtr_prefix_fields[] = {bits("type", 8, 18), bits("len", 8, 3),
                                                         bits("optcode", 8),  bits("plen", 8, 64),
                                                         bits("res", 32),     ipv6("prefix")};
static constexpr Carrier nd_opt_new_rtr_prefix_variant[] = {{"ICMPv6NDOptUnknown", "type", 18}};
extern constexpr Protocol nd_opt_new_rtr_prefix = {
    .name = "ICMPv6NDOptNewRtrPrefix",
    .title = "ICMPv6 Neighbor Discovery - New Router Prefix Information Option (FH for MIPv6)",
    .fields = nd_opt_new_rtr_prefix_fields,
    .variant_of = nd_opt_new_rtr_prefix_variant,
    .guess_payload = next_option};
static_assert(well_formed(nd_opt_new_rtr_prefix));

static constexpr Field nd_opt_lla_fields[] = {
    bits("type", 8, 19), bits("len", 8, {.compute = [](const Layer& layer) -> Integer {
                                  return (layer.header().size() + 7) / 8;
                              }}),
    enumeration("optcode", 8, 0, link_layer_codes), mac("lla"),
    octets("pad", "", {.extent = octets_by([](const Layer& layer) -> std::int64_t {
                           return layer.is_crafted()
                                      ? 0
                                      : std::max<std::int64_t>(
                                            static_cast<std::int64_t>(layer.integer("len")) * 8 - 9, 0);
                       })})};
static constexpr Carrier nd_opt_lla_variant[] = {{"ICMPv6NDOptUnknown", "type", 19}};
extern constexpr Protocol nd_opt_lla = {
    .name = "ICMPv6NDOptLLA",
    .title = "ICMPv6 Neighbor Discovery - Link-Layer Address (LLA) Option (FH for MIPv6)",
    .fields = nd_opt_lla_fields,
    .variant_of = nd_opt_lla_variant,
    .guess_payload = next_option};
static_assert(well_formed(nd_opt_lla));

static constexpr Field nd_opt_map_fields[] = {bits("type", 8, 23),
                                              bits("len", 8, 3),
                                              bits("dist", 4, 1),
                                              bits("pref", 4, 15),
                                              bits("R", 1, 1),
                                              bits("res", 7),
                                              bits("validlifetime", 32, 0xffffffff),
                                              ipv6("addr")};
static constexpr Carrier nd_opt_map_variant[] = {{"ICMPv6NDOptUnknown", "type", 23}};
extern constexpr Protocol nd_opt_map = {.name = "ICMPv6NDOptMAP",
                                        .title = "ICMPv6 Neighbor Discovery - MAP Option",
                                        .fields = nd_opt_map_fields,
                                        .variant_of = nd_opt_map_variant,
                                        .guess_payload = next_option};
static_assert(well_formed(nd_opt_map));

static std::string nd_opt_rdnss_summary(const Layer& layer) {
    return summary_of(layer, "Recursive DNS Server Option", joined(layer, "dns"));
}
static constexpr Field nd_opt_rdnss_fields[] = {
    bits("type", 8, 25), bits("len", 8, {.length_of = {"dns", 8, 8}}), bits("res", 16, Default()),
    bits("lifetime", 32, 0xffffffff), list("dns", address, {.extent = octets_from("len", 8, -8)})};
static constexpr Carrier nd_opt_rdnss_variant[] = {{"ICMPv6NDOptUnknown", "type", 25}};
extern constexpr Protocol nd_opt_rdnss = {
    .name = "ICMPv6NDOptRDNSS",
    .title = "ICMPv6 Neighbor Discovery Option - Recursive DNS Server Option",
    .fields = nd_opt_rdnss_fields,
    .variant_of = nd_opt_rdnss_variant,
    .guess_payload = next_option,
    .summary = nd_opt_rdnss_summary};
static_assert(well_formed(nd_opt_rdnss));

static constexpr Field nd_opt_efa_fields[] = {bits("type", 8, 26), bits("len", 8, 1), bits("res", 48)};
static constexpr Carrier nd_opt_efa_variant[] = {{"ICMPv6NDOptUnknown", "type", 26}};
extern constexpr Protocol nd_opt_efa = {.name = "ICMPv6NDOptEFA",
                                        .title = "ICMPv6 Neighbor Discovery Option - Expanded Flags Option",
                                        .fields = nd_opt_efa_fields,
                                        .variant_of = nd_opt_efa_variant,
                                        .guess_payload = next_option};
static_assert(well_formed(nd_opt_efa));

// A prefix takes as many octets as the length leaves it: none, 8 or 16 (RFC 4191 2.3).
static std::size_t prefix_octets(const Layer& layer) {
    const std::uint64_t units = layer.integer("len");
    return units == 0 ? 0 : static_cast<std::size_t>(units - 1) * 8;
}
static const char* skip_prefix(const Field&, const Layer& layer, Cursor& cursor) {
    if (prefix_octets(layer) > cursor.octets_left()) return "the layer ends inside a prefix";
    cursor.bit += prefix_octets(layer) * 8;
    return nullptr;
}
static const char* decode_prefix(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::uint8_t* at = cursor.here();
    if (const char* reason = skip_prefix(field, layer, cursor)) return reason;
    UnsignedInteger value = 0;
    for (std::size_t i = 0; i < 16; ++i) value = value << 8 | (i < prefix_octets(layer) ? at[i] : 0);
    out = static_cast<Integer>(value);
    return nullptr;
}
static void encode_prefix(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    const Field* length = find_field(layer.protocol(), "len");
    const bool told = layer.is_crafted() && !layer.internal(*length).is_none();
    if (internal.is_none() && !told) return;
    Octets octets;
    BitWriter writer(octets);
    ipv6_shape.encode(address, layer, internal, writer);
    (void)field;
    octets.resize(told ? prefix_octets(layer) : 16);
    out.put_octets({reinterpret_cast<const char*>(octets.data()), octets.size()});
}
static constexpr Shape prefix_shape = {
    .name = "IPv6 prefix",
    .skip = skip_prefix,
    .decode = decode_prefix,
    .encode = encode_prefix,
    .normalize = [](const Field&, const Value& in,
                    Value& out) { return ipv6_shape.normalize(address, in, out); },
    .human = [](const Field&, const Value& v) { return ipv6_shape.human(address, v); },
    .represent = [](const Field&, const Value& v) { return ipv6_shape.represent(address, v); },
    .random = [](const Field&) { return ipv6_shape.random(address); }};
static constexpr Field nd_opt_route_info_fields[] = {bits("type", 8, 24),
                                                     bits("len", 8, {.length_of = {"prefix", 8, 8}}),
                                                     bits("plen", 8, Default()),
                                                     bits("res1", 3),
                                                     enumeration("prf", 2, 0, preferences),
                                                     bits("res2", 3),
                                                     bits("rtlifetime", 32, 0xffffffff),
                                                     custom("prefix", prefix_shape)};
static constexpr Carrier nd_opt_route_info_variant[] = {{"ICMPv6NDOptUnknown", "type", 24}};
static std::string nd_opt_route_info_summary(const Layer& layer) {
    return summary_of(
        layer, "Route Information Option",
        fmt::format("{}/{} Preference {}", layer.text("prefix"), layer.text("plen"), layer.text("prf")));
}
extern constexpr Protocol nd_opt_route_info = {
    .name = "ICMPv6NDOptRouteInfo",
    .title = "ICMPv6 Neighbor Discovery Option - Route Information Option",
    .fields = nd_opt_route_info_fields,
    .variant_of = nd_opt_route_info_variant,
    .guess_payload = next_option,
    .summary = nd_opt_route_info_summary};
static_assert(well_formed(nd_opt_route_info));

// The names end where padding with zero octets begins (RFC 8106 5.2): an empty name is padding.
static constexpr Field search_name = domain_name("name");
static const char* skip_names(const Field& field, const Layer& layer, Cursor& cursor) {
    std::size_t octets = 0;
    if (const char* reason = measure_extent(field, layer, cursor, octets)) return reason;
    cursor.bit += octets * 8;
    return nullptr;
}
static const char* decode_names(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    Cursor inner{cursor.data, cursor.bit, cursor.end};
    if (const char* reason = skip_names(field, layer, cursor)) return reason;
    inner.end = cursor.bit;
    List names;
    while (inner.octets_left() > 0 && *inner.here() != 0) {
        Value name;
        if (const char* reason = search_name.shape->decode(search_name, layer, inner, name)) return reason;
        names.push_back(name.octets() != nullptr ? Value(*name.octets()) : name);
    }
    out = Value(std::move(names));
    return nullptr;
}
static void encode_names(const Field&, const Layer& layer, const Value& internal, BitWriter& out) {
    const std::size_t start = out.size();
    if (const List* names = internal.items())
        for (const Value& name : *names) search_name.shape->encode(search_name, layer, name, out);
    while ((out.size() - start) % 8 != 0) out.put(0, 8);
}
static std::optional<Problem> normalize_names(const Field&, const Value& in, Value& internal) {
    const List single{in};
    List names;
    for (const Value& item : in.items() != nullptr ? *in.items() : single) {
        Value name;
        if (auto problem = search_name.shape->normalize(search_name, item, name)) return problem;
        names.push_back(name.octets() != nullptr ? Value(*name.octets()) : name);
    }
    internal = Value(std::move(names));
    return std::nullopt;
}
static constexpr Shape names_shape = {
    .name = "domain names",
    .takes_lists = true,
    .skip = skip_names,
    .decode = decode_names,
    .encode = encode_names,
    .normalize = normalize_names,
    .human = [](const Field&, const Value& v) { return v; },
    .represent = [](const Field&, const Value& v) { return represent(v); },
    .random = [](const Field&) { return Value(List{Value("example.com.")}); }};
static constexpr Field nd_opt_dnssl_fields[] = {
    bits("type", 8, 31), bits("len", 8, {.length_of = {"searchlist", 8, 8}}), bits("res", 16, Default()),
    bits("lifetime", 32, 0xffffffff),
    custom("searchlist", names_shape, {}, {.extent = octets_from("len", 8, -8)})};
static constexpr Carrier nd_opt_dnssl_variant[] = {{"ICMPv6NDOptUnknown", "type", 31}};
static std::string nd_opt_dnssl_summary(const Layer& layer) {
    return summary_of(layer, "DNS Search List Option", joined(layer, "searchlist"));
}
extern constexpr Protocol nd_opt_dnssl = {
    .name = "ICMPv6NDOptDNSSL",
    .title = "ICMPv6 Neighbor Discovery Option - DNS Search List Option",
    .fields = nd_opt_dnssl_fields,
    .variant_of = nd_opt_dnssl_variant,
    .guess_payload = next_option,
    .summary = nd_opt_dnssl_summary};
static_assert(well_formed(nd_opt_dnssl));

}  // namespace pkttest::protocols
