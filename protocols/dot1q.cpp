// VLAN tags: IEEE 802.1Q, and 802.1ad's service tag.
#include <fmt/format.h>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

static constexpr Field fields[] = {
    bits("prio", 3),
    bits("dei", 1),
    bits("vlan", 12, 1),
    enumeration("type", 16, 0, ethertypes, {.hex = true}),
};

static std::string tag_summary(const Layer& layer) {
    const auto ether = layer.below();
    if (!ether || !ether->is("Ether"))
        return fmt::format("802.1q ({}) vlan {}", layer.text("type"), layer.integer("vlan"));
    return fmt::format("802.1q {} > {} ({}) vlan {}", mac_text(ether->integer("src")),
                       mac_text(ether->integer("dst")), layer.text("type"), layer.integer("vlan"));
}

/// A type of 1500 and below is a length: LLC follows (IEEE 802.3, 3.2.6).
static constexpr Carrier untyped[] = {{"LLC", {"type", 0, 1500}}};

/// Tags answer by their VLAN; what carries none is asked of the frame inside.
static bool tag_answers(const Layer& answer, const Layer& request) {
    const auto upper = answer.above();
    if (&answer.protocol() != &request.protocol()) return upper && answers(*upper, request);
    return answer.integer("type") == request.integer("type") &&
           answer.integer("vlan") == request.integer("vlan") && payload_answers(answer, request);
}

static constexpr Alias former_names[] = {{"id", "dei"}};

static constexpr Carrier dot1q_carriers[] = {{"Ether", "type", 0x8100},
                                             {"Dot1Q", "type", 0x8100},
                                             {"Dot1AD", "type", 0x8100},
                                             {"SNAP", "code", 0x8100},
                                             {"CookedLinux", "proto", 0x8100}};

extern constexpr Protocol dot1q = {
    .name = "Dot1Q",
    .title = "802.1Q VLAN tag",
    .shown = "802.1Q",
    .fields = fields,
    .carried_by = dot1q_carriers,
    .payloads = untyped,
    .aliases = former_names,
    .payload_octets = {.field = "type", .most = 1500},
    .summary = tag_summary,
    .answers = tag_answers,
};
static_assert(well_formed(dot1q));

static constexpr Carrier dot1ad_carriers[] = {{"Ether", "type", 0x88a8},
                                              {"Dot1AD", "type", 0x88a8},
                                              {"Dot1Q", "type", 0x88a8},
                                              {"CookedLinux", "proto", 0x88a8}};

extern constexpr Protocol dot1ad = {
    .name = "Dot1AD",
    .title = "802.1ad service VLAN tag",
    .shown = "802_1AD",
    .fields = fields,
    .carried_by = dot1ad_carriers,
    .payloads = untyped,
    .aliases = former_names,
    .payload_octets = {.field = "type", .most = 1500},
    .summary = tag_summary,
    .answers = tag_answers,
};
static_assert(well_formed(dot1ad));

}  // namespace pkttest::protocols
