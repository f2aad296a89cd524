// Ethernet II and IEEE 802.3 frames (IEEE 802.3, clause 3). The preamble and the check sequence are the
// card's.
#include <fmt/format.h>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/hash_parts.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

/// Values up to 1500 of the third field are a length (IEEE 802.3, 3.2.6).
static constexpr int largest_length = 1500;

static constexpr Field ether_fields[] = {
    mac("dst", "ff:ff:ff:ff:ff:ff"),
    mac("src"),
    enumeration("type", 16, 0x9000, ethertypes, {.hex = true}),
};

static std::string ether_summary(const Layer& layer) {
    return fmt::format("{} > {} ({})", mac_text(layer.integer("src")), mac_text(layer.integer("dst")),
                       layer.text("type"));
}

/// What was announced as 802.3 is Ethernet II where the third field is too large for a length.
static constexpr Carrier ether_variant[] = {Carrier("Dot3", {"len", largest_length + 1, 0xffff})};

static void ether_hashret(const Layer& layer, std::string& out) {
    hash_little(out, layer.integer("type"), 2);
    add_payload_hashret(layer, out);
}

static bool ether_answers(const Layer& answer, const Layer& request) {
    return request.is("Ether") && answer.integer("type") == request.integer("type") &&
           payload_answers(answer, request);
}

extern constexpr Protocol ether = {
    .name = "Ether",
    .title = "Ethernet",
    .fields = ether_fields,
    .variant_of = ether_variant,
    .summary = ether_summary,
    .hashret = ether_hashret,
    .answers = ether_answers,
};
static_assert(well_formed(ether));

static constexpr Field dot3_fields[] = {
    mac("dst", "ff:ff:ff:ff:ff:ff"),
    mac("src"),
    bits("len", 16,
         {.compute = [](const Layer& layer) { return static_cast<Integer>(layer.payload().size()); }}),
};

/// A received frame is 802.3 by the value of its third field; it holds LLC.
static constexpr Carrier dot3_variant[] = {Carrier("Ether", {"type", 0, largest_length})};

static std::string dot3_summary(const Layer& layer) {
    return fmt::format("802.3 {} > {}", mac_text(layer.integer("src")), mac_text(layer.integer("dst")));
}

extern constexpr Protocol dot3 = {
    .name = "Dot3",
    .title = "802.3",
    .fields = dot3_fields,
    .variant_of = dot3_variant,
    .carries = "LLC",
    .payload_octets = {.field = "len"},
    .summary = dot3_summary,
};
static_assert(well_formed(dot3));

}  // namespace pkttest::protocols
