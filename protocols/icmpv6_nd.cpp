// Neighbour discovery for IPv6 (RFC 4861, RFC 4191, RFC 3122): its messages. Options follow as layers.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/icmpv6.h"

namespace pkttest::protocols {

static constexpr Condition from_link{"hlim", 255};
static constexpr auto to_nodes = icmpv6_telling(from_link, to_link_group(all_nodes));
static constexpr auto to_routers = icmpv6_telling(from_link, to_link_group(all_routers));

/// Options follow where two octets or more are left; what no option claims is octets.
static const Protocol* first_option(const Layer& layer) {
    return find_protocol(layer.payload().size() > 1 ? "ICMPv6NDOptUnknown" : "Raw");
}

static std::string solicitation_summary(const Layer& layer) {
    return fmt::format("ICMPv6 Neighbor Discovery - Neighbor {} (tgt: {})",
                       layer.is("ICMPv6ND_NS") ? "Solicitation" : "Advertisement", layer.text("tgt"));
}
static std::string advertisement_summary(const Layer& layer) {
    return fmt::format(
        "ICMPv6 Neighbor Discovery - Router Advertisement Lifetime {} Hop Limit {} Preference {} "
        "Managed {} Other {} Home {}",
        layer.text("routerlifetime"), layer.text("chlim"), layer.text("prf"), layer.text("M"),
        layer.text("O"), layer.text("H"));
}
static void target_hashret(const Layer& layer, std::string& out) {
    out += layer.text("tgt");
    add_payload_hashret(layer, out);
}
static bool answers_solicitation(const Layer& answer, const Layer& request) {
    return request.is("ICMPv6ND_NS") && answer.get("tgt") == request.get("tgt");
}
static bool answers_router_solicitation(const Layer&, const Layer& request) {
    return request.is("ICMPv6ND_RS");
}

static constexpr Name preferences[] = {{0, "Medium (default)"}, {1, "High"}, {2, "Reserved"}, {3, "Low"}};

static constexpr Field nd_rs_fields[] = {icmpv6_type(133), bits("code", 8), icmpv6_checksum(),
                                         bits("res", 32)};
static constexpr Carrier nd_rs_variant[] = {{"_ICMPv6", "type", 133}};
extern constexpr Protocol nd_rs = {.name = "ICMPv6ND_RS",
                                   .title = "ICMPv6 Neighbor Discovery - Router Solicitation",
                                   .fields = nd_rs_fields,
                                   .carried_by = to_routers,
                                   .variant_of = nd_rs_variant,
                                   .guess_payload = first_option};
static_assert(well_formed(nd_rs));

static constexpr Field nd_ra_fields[] = {icmpv6_type(134),
                                         bits("code", 8),
                                         icmpv6_checksum(),
                                         bits("chlim", 8),
                                         bits("M", 1),
                                         bits("O", 1),
                                         bits("H", 1),
                                         enumeration("prf", 2, 1, preferences),
                                         bits("P", 1),
                                         bits("res", 2),
                                         bits("routerlifetime", 16, 1800),
                                         bits("reachabletime", 32),
                                         bits("retranstimer", 32)};
static constexpr Carrier nd_ra_variant[] = {{"_ICMPv6", "type", 134}};
extern constexpr Protocol nd_ra = {.name = "ICMPv6ND_RA",
                                   .title = "ICMPv6 Neighbor Discovery - Router Advertisement",
                                   .fields = nd_ra_fields,
                                   .carried_by = to_nodes,
                                   .variant_of = nd_ra_variant,
                                   .guess_payload = first_option,
                                   .summary = advertisement_summary,
                                   .answers = answers_router_solicitation};
static_assert(well_formed(nd_ra));

static constexpr Field nd_ns_fields[] = {icmpv6_type(135), bits("code", 8), icmpv6_checksum(),
                                         bits("res", 32), ipv6("tgt")};
static constexpr Carrier nd_ns_variant[] = {{"_ICMPv6", "type", 135}};
extern constexpr Protocol nd_ns = {.name = "ICMPv6ND_NS",
                                   .title = "ICMPv6 Neighbor Discovery - Neighbor Solicitation",
                                   .fields = nd_ns_fields,
                                   .carried_by = to_nodes,
                                   .variant_of = nd_ns_variant,
                                   .guess_payload = first_option,
                                   .summary = solicitation_summary,
                                   .hashret = target_hashret};
static_assert(well_formed(nd_ns));

static constexpr Field nd_na_fields[] = {icmpv6_type(136),
                                         bits("code", 8),
                                         icmpv6_checksum(),
                                         bits("R", 1, 1),
                                         bits("S", 1),
                                         bits("O", 1, 1),
                                         bits("res", 29, 0, {.hex = true}),
                                         ipv6("tgt")};
static constexpr Carrier nd_na_variant[] = {{"_ICMPv6", "type", 136}};
extern constexpr Protocol nd_na = {.name = "ICMPv6ND_NA",
                                   .title = "ICMPv6 Neighbor Discovery - Neighbor Advertisement",
                                   .fields = nd_na_fields,
                                   .carried_by = to_nodes,
                                   .variant_of = nd_na_variant,
                                   .guess_payload = first_option,
                                   .summary = solicitation_summary,
                                   .hashret = target_hashret,
                                   .answers = answers_solicitation};
static_assert(well_formed(nd_na));

static constexpr Field nd_redirect_fields[] = {icmpv6_type(137),  bits("code", 8),
                                               icmpv6_checksum(), bits("res", 32, 0, {.hex = true}),
                                               ipv6("tgt"),       ipv6("dst")};
static constexpr Carrier nd_redirect_variant[] = {{"_ICMPv6", "type", 137}};
extern constexpr Protocol nd_redirect = {.name = "ICMPv6ND_Redirect",
                                         .title = "ICMPv6 Neighbor Discovery - Redirect",
                                         .fields = nd_redirect_fields,
                                         .carried_by = to_nodes,
                                         .variant_of = nd_redirect_variant,
                                         .guess_payload = first_option};
static_assert(well_formed(nd_redirect));

static constexpr Field nd_ind_sol_fields[] = {icmpv6_type(141), bits("code", 8), icmpv6_checksum(),
                                              bits("reserved", 32, 0, {.hex = true})};
static constexpr Carrier nd_ind_sol_variant[] = {{"_ICMPv6", "type", 141}};
extern constexpr Protocol nd_ind_sol = {.name = "ICMPv6ND_INDSol",
                                        .title = "ICMPv6 Inverse Neighbor Discovery Solicitation",
                                        .fields = nd_ind_sol_fields,
                                        .carried_by = to_nodes,
                                        .variant_of = nd_ind_sol_variant,
                                        .guess_payload = first_option};
static_assert(well_formed(nd_ind_sol));

static constexpr Field nd_ind_adv_fields[] = {icmpv6_type(142), bits("code", 8), icmpv6_checksum(),
                                              bits("reserved", 32, 0, {.hex = true})};
static constexpr Carrier nd_ind_adv_variant[] = {{"_ICMPv6", "type", 142}};
extern constexpr Protocol nd_ind_adv = {.name = "ICMPv6ND_INDAdv",
                                        .title = "ICMPv6 Inverse Neighbor Discovery Advertisement",
                                        .fields = nd_ind_adv_fields,
                                        .carried_by = to_nodes,
                                        .variant_of = nd_ind_adv_variant,
                                        .guess_payload = first_option};
static_assert(well_formed(nd_ind_adv));

}  // namespace pkttest::protocols
