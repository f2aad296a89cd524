// Bidirectional Forwarding Detection (RFC 5880, RFC 5881, RFC 5883, RFC 7130, RFC 7881).
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Name auth_types[] = {{0, "Reserved"},   {1, "Simple Password"},
                                      {2, "Keyed MD5"},  {3, "Meticulous Keyed MD5"},
                                      {4, "Keyed SHA1"}, {5, "Meticulous Keyed SHA1"}};

static Integer header_octets(const Layer& layer) { return static_cast<Integer>(layer.header().size()); }
static std::int64_t key_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("auth_len")) - (layer.integer("auth_type") > 1 ? 8 : 3);
}
static bool is_md5(const Layer& layer) { return (layer.integer("auth_type") | 1) == 3; }
static bool is_sha1(const Layer& layer) { return (layer.integer("auth_type") | 1) == 5; }

static constexpr Field md5_key = wide("auth_key", 16);
static constexpr Field sha1_key = wide("auth_key", 20);
static constexpr Field password = octets("auth_key", "password", {.extent = octets_by(key_octets)});
static constexpr Case keys[] = {{when(is_md5), &md5_key}, {when(is_sha1), &sha1_key}, {{}, &password}};

static constexpr Field auth_fields[] = {enumeration("auth_type", 8, 1, auth_types),
                                        bits("auth_len", 8, {.compute = header_octets}),
                                        bits("auth_keyid", 8, 1),
                                        bits("reserved", 8, 0, {.when = from("auth_type", 2), .hex = true}),
                                        bits("sequence_number", 32, 0, {.when = from("auth_type", 2)}),
                                        one_of("auth_key", keys)};
extern constexpr Protocol bfd_auth = {
    .name = "OptionalAuth", .title = "BFD authentication", .fields = auth_fields};
static_assert(well_formed(bfd_auth));

static constexpr Name diagnostics[] = {{0, "No Diagnostic"},
                                       {1, "Control Detection Time Expired"},
                                       {2, "Echo Function Failed"},
                                       {3, "Neighbor Signaled Session Down"},
                                       {4, "Forwarding Plane Reset"},
                                       {5, "Path Down"},
                                       {6, "Concatenated Path Down"},
                                       {7, "Administratively Down"},
                                       {8, "Reverse Concatenated Path Down"},
                                       {9, "Mis-Connectivity Defect"}};
static constexpr Name states[] = {{0, "AdminDown"}, {1, "Down"}, {2, "Init"}, {3, "Up"}};
static constexpr Name flag_names[] = {{1, "M"}, {2, "D"}, {4, "A"}, {8, "C"}, {16, "F"}, {32, "P"}};

static constexpr Field fields[] = {
    bits("version", 3, 1),
    enumeration("diag", 5, 0, diagnostics),
    enumeration("sta", 2, 3, states),
    flags("flags", 6, 0, flag_names),
    bits("detect_mult", 8, 3),
    bits("len", 8, {.compute = header_octets}),
    bits("my_discriminator", 32, 0x11111111),
    bits("your_discriminator", 32, 0x22222222),
    bits("min_tx_interval", 32, 1000000000),
    bits("min_rx_interval", 32, 1000000000),
    bits("echo_rx_interval", 32, 1000000000),
    optional_layer("optional_auth", "OptionalAuth", {.when = any_bit("flags", 4)}),
};
static constexpr Carrier carriers[] = {{"UDP", {"sport", 3784}, {"dport", 3784}},
                                       {"UDP", "dport", 3784, up},
                                       {"UDP", "sport", 3784, up},
                                       {"UDP", "dport", 4784, up},
                                       {"UDP", "sport", 4784, up},
                                       {"UDP", "dport", 6784, up},
                                       {"UDP", "sport", 6784, up},
                                       {"UDP", "dport", 7784, up},
                                       {"UDP", "sport", 7784, up}};

static std::string summarize(const Layer& layer) {
    return fmt::format("BFD (my_disc={},your_disc={},state={})", layer.text("my_discriminator"),
                       layer.text("your_discriminator"), layer.text("sta"));
}
/// Each end names the other's discriminator.
static bool is_peer(const Layer& answer, const Layer& request) {
    return request.is("BFD") && answer.integer("your_discriminator") == request.integer("my_discriminator");
}
extern constexpr Protocol bfd = {.name = "BFD",
                                 .title = "Bidirectional Forwarding Detection",
                                 .shown = "BFD",
                                 .fields = fields,
                                 .carried_by = carriers,
                                 .summary = summarize,
                                 .answers = is_peer};
static_assert(well_formed(bfd));

}  // namespace pkttest::protocols
