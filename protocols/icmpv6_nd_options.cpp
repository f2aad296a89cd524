// Options of neighbour discovery (RFC 4861 4.6, RFC 6275, RFC 4191, RFC 8106 and the IANA registry): each is
// a layer behind the message or the option before it.
#include <fmt/format.h>

#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

/// The head that all options have; chooses the option by its type.
static constexpr Field head_fields[] = {bits("type", 8), octets("rest", "", {})};
extern constexpr Protocol nd_option = {
    .name = "_ICMPv6NDOpt", .title = "Neighbour discovery option", .fields = head_fields, .carries = "Raw"};
static_assert(well_formed(nd_option));

static const Protocol* next_option(const Layer& layer) {
    return find_protocol(layer.payload().size() > 1 ? "_ICMPv6NDOpt" : "Raw");
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

static constexpr Field unknown_fields[] = {bits("type", 8), bits("len", 8, {.length_of = {"data", 1, 2}}),
                                           octets("data", "", {.extent = octets_from("len", 1, -2)})};
extern constexpr Protocol nd_opt_unknown = {.name = "ICMPv6NDOptUnknown",
                                            .title = "Neighbour discovery option",
                                            .fields = unknown_fields,
                                            .guess_payload = next_option};
static_assert(well_formed(nd_opt_unknown));

static std::string nd_opt_src_lladdr_summary(const Layer& layer) {
    return summary_of(layer, "Source Link-Layer Address", layer.text("lladdr"));
}
static constexpr Field nd_opt_src_lladdr_fields[] = {bits("type", 8, 1), bits("len", 8, 1), mac("lladdr")};
static constexpr Carrier nd_opt_src_lladdr_variant[] = {{"_ICMPv6NDOpt", "type", 1}};
extern constexpr Protocol nd_opt_src_lladdr = {.name = "ICMPv6NDOptSrcLLAddr",
                                               .title = "Source link-layer address",
                                               .fields = nd_opt_src_lladdr_fields,
                                               .variant_of = nd_opt_src_lladdr_variant,
                                               .guess_payload = next_option,
                                               .summary = nd_opt_src_lladdr_summary};
static_assert(well_formed(nd_opt_src_lladdr));

static std::string nd_opt_dst_lladdr_summary(const Layer& layer) {
    return summary_of(layer, "Destination Link-Layer Address", layer.text("lladdr"));
}
static constexpr Field nd_opt_dst_lladdr_fields[] = {bits("type", 8, 2), bits("len", 8, 1), mac("lladdr")};
static constexpr Carrier nd_opt_dst_lladdr_variant[] = {{"_ICMPv6NDOpt", "type", 2}};
extern constexpr Protocol nd_opt_dst_lladdr = {.name = "ICMPv6NDOptDstLLAddr",
                                               .title = "Target link-layer address",
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
static constexpr Carrier nd_opt_prefix_info_variant[] = {{"_ICMPv6NDOpt", "type", 3}};
extern constexpr Protocol nd_opt_prefix_info = {.name = "ICMPv6NDOptPrefixInfo",
                                                .title = "Prefix information",
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
static constexpr Carrier nd_opt_mtu_variant[] = {{"_ICMPv6NDOpt", "type", 5}};
extern constexpr Protocol nd_opt_mtu = {.name = "ICMPv6NDOptMTU",
                                        .title = "MTU",
                                        .fields = nd_opt_mtu_fields,
                                        .variant_of = nd_opt_mtu_variant,
                                        .guess_payload = next_option,
                                        .summary = nd_opt_mtu_summary};
static_assert(well_formed(nd_opt_mtu));

static constexpr Field nd_opt_shortcut_limit_fields[] = {
    bits("type", 8, 6), bits("len", 8, 1), bits("shortcutlim", 8, 40), bits("res1", 8), bits("res2", 32)};
static constexpr Carrier nd_opt_shortcut_limit_variant[] = {{"_ICMPv6NDOpt", "type", 6}};
extern constexpr Protocol nd_opt_shortcut_limit = {.name = "ICMPv6NDOptShortcutLimit",
                                                   .title = "NBMA shortcut limit (RFC 2491)",
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
static constexpr Carrier nd_opt_adv_interval_variant[] = {{"_ICMPv6NDOpt", "type", 7}};
extern constexpr Protocol nd_opt_adv_interval = {.name = "ICMPv6NDOptAdvInterval",
                                                 .title = "Advertisement interval",
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
static constexpr Carrier nd_opt_ha_info_variant[] = {{"_ICMPv6NDOpt", "type", 8}};
extern constexpr Protocol nd_opt_ha_info = {.name = "ICMPv6NDOptHAInfo",
                                            .title = "Home agent information",
                                            .fields = nd_opt_ha_info_fields,
                                            .variant_of = nd_opt_ha_info_variant,
                                            .guess_payload = next_option,
                                            .summary = nd_opt_ha_info_summary};
static_assert(well_formed(nd_opt_ha_info));

static constexpr Field nd_opt_src_addr_list_fields[] = {
    bits("type", 8, 9), bits("len", 8, {.length_of = {"addrlist", 8, 8}}),
    octets("res", "\0\0\0\0\0\0", {.extent = fixed(6)}),
    list("addrlist", address, {.extent = octets_from("len", 8, -8)})};
static constexpr Carrier nd_opt_src_addr_list_variant[] = {{"_ICMPv6NDOpt", "type", 9}};
extern constexpr Protocol nd_opt_src_addr_list = {.name = "ICMPv6NDOptSrcAddrList",
                                                  .title = "Source address list (RFC 3122)",
                                                  .fields = nd_opt_src_addr_list_fields,
                                                  .variant_of = nd_opt_src_addr_list_variant,
                                                  .guess_payload = next_option};
static_assert(well_formed(nd_opt_src_addr_list));

static constexpr Field nd_opt_tgt_addr_list_fields[] = {
    bits("type", 8, 10), bits("len", 8, {.length_of = {"addrlist", 8, 8}}),
    octets("res", "\0\0\0\0\0\0", {.extent = fixed(6)}),
    list("addrlist", address, {.extent = octets_from("len", 8, -8)})};
static constexpr Carrier nd_opt_tgt_addr_list_variant[] = {{"_ICMPv6NDOpt", "type", 10}};
extern constexpr Protocol nd_opt_tgt_addr_list = {.name = "ICMPv6NDOptTgtAddrList",
                                                  .title = "Target address list (RFC 3122)",
                                                  .fields = nd_opt_tgt_addr_list_fields,
                                                  .variant_of = nd_opt_tgt_addr_list_variant,
                                                  .guess_payload = next_option};
static_assert(well_formed(nd_opt_tgt_addr_list));

static constexpr Field nd_opt_ip_addr_fields[] = {
    bits("type", 8, 17), bits("len", 8, 3), enumeration("optcode", 8, 1, address_codes),
    bits("plen", 8, 64), bits("res", 32),   ipv6("addr")};
static constexpr Carrier nd_opt_ip_addr_variant[] = {{"_ICMPv6NDOpt", "type", 17}};
extern constexpr Protocol nd_opt_ip_addr = {.name = "ICMPv6NDOptIPAddr",
                                            .title = "IP address (RFC 4068)",
                                            .fields = nd_opt_ip_addr_fields,
                                            .variant_of = nd_opt_ip_addr_variant,
                                            .guess_payload = next_option};
static_assert(well_formed(nd_opt_ip_addr));

static constexpr Field nd_opt_new_rtr_prefix_fields[] = {bits("type", 8, 18), bits("len", 8, 3),
                                                         bits("optcode", 8),  bits("plen", 8, 64),
                                                         bits("res", 32),     ipv6("prefix")};
static constexpr Carrier nd_opt_new_rtr_prefix_variant[] = {{"_ICMPv6NDOpt", "type", 18}};
extern constexpr Protocol nd_opt_new_rtr_prefix = {.name = "ICMPv6NDOptNewRtrPrefix",
                                                   .title = "New router prefix (RFC 4068)",
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
static constexpr Carrier nd_opt_lla_variant[] = {{"_ICMPv6NDOpt", "type", 19}};
extern constexpr Protocol nd_opt_lla = {.name = "ICMPv6NDOptLLA",
                                        .title = "Link-layer address (RFC 4068)",
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
static constexpr Carrier nd_opt_map_variant[] = {{"_ICMPv6NDOpt", "type", 23}};
extern constexpr Protocol nd_opt_map = {.name = "ICMPv6NDOptMAP",
                                        .title = "Mobility anchor point (RFC 4140)",
                                        .fields = nd_opt_map_fields,
                                        .variant_of = nd_opt_map_variant,
                                        .guess_payload = next_option};
static_assert(well_formed(nd_opt_map));

static std::string nd_opt_rdnss_summary(const Layer& layer) {
    return summary_of(layer, "Recursive DNS Server Option", joined(layer, "dns"));
}
static constexpr Field nd_opt_rdnss_fields[] = {
    bits("type", 8, 25), bits("len", 8, {.length_of = {"dns", 8, 8}}), bits("res", 16),
    bits("lifetime", 32, 0xffffffff), list("dns", address, {.extent = octets_from("len", 8, -8)})};
static constexpr Carrier nd_opt_rdnss_variant[] = {{"_ICMPv6NDOpt", "type", 25}};
extern constexpr Protocol nd_opt_rdnss = {.name = "ICMPv6NDOptRDNSS",
                                          .title = "Recursive DNS servers (RFC 8106)",
                                          .fields = nd_opt_rdnss_fields,
                                          .variant_of = nd_opt_rdnss_variant,
                                          .guess_payload = next_option,
                                          .summary = nd_opt_rdnss_summary};
static_assert(well_formed(nd_opt_rdnss));

static constexpr Field nd_opt_efa_fields[] = {bits("type", 8, 26), bits("len", 8, 1), bits("res", 48)};
static constexpr Carrier nd_opt_efa_variant[] = {{"_ICMPv6NDOpt", "type", 26}};
extern constexpr Protocol nd_opt_efa = {.name = "ICMPv6NDOptEFA",
                                        .title = "Expanded flags (RFC 5175)",
                                        .fields = nd_opt_efa_fields,
                                        .variant_of = nd_opt_efa_variant,
                                        .guess_payload = next_option};
static_assert(well_formed(nd_opt_efa));

}  // namespace pkttest::protocols
