// ICMPv6 (RFC 4443): errors and echo, and what other messages share. Multicast listeners and neighbour
// discovery have files of their own.
#include "protocols/icmpv6.h"

#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/hash_parts.h"
#include "protocols/icmp_extensions.h"

namespace pkttest::protocols {

static constexpr auto carriers = over_ipv6(58);

/// What every message begins with; the type chooses the message.
static constexpr Field head_fields[] = {icmpv6_type(1), bits("code", 8), icmpv6_checksum()};
extern constexpr Protocol icmpv6_head = {.name = "_ICMPv6",
                                         .title = "ICMPv6 dummy class",
                                         .fields = head_fields,
                                         .carried_by = carriers,
                                         .abstract = true};
static_assert(well_formed(icmpv6_head));

static constexpr Field unknown_fields[] = {icmpv6_type(1), bits("code", 8), icmpv6_checksum(),
                                           octets("msgbody", "", {})};
extern constexpr Protocol icmpv6_unknown = {.name = "ICMPv6Unknown",
                                            .title = "ICMPv6 message",
                                            .shown = "Scapy6 ICMPv6 fallback class",
                                            .fields = unknown_fields,
                                            .carried_by = icmpv6_down};
static_assert(well_formed(icmpv6_unknown));

// ---- errors ------------------------------------------------------------------------------------------

static constexpr Name unreachable_codes[] = {
    {0, "No route to destination"},
    {1, "Communication with destination administratively prohibited"},
    {2, "Beyond scope of source address"},
    {3, "Address unreachable"},
    {4, "Port unreachable"}};
static std::int64_t quoted(const Layer& layer) { return quoted_octets(layer, 8); }
static constexpr Field destination_unreachable_fields[] = {icmpv6_type(1),
                                                           enumeration("code", 8, 0, unreachable_codes),
                                                           icmpv6_checksum(),
                                                           bits("length", 8),
                                                           bits("unused", 24, 0, {.hex = true}),
                                                           octets("extpad", "", {.extent = fixed(0)})};
static constexpr Carrier destination_unreachable_variant[] = {{"_ICMPv6", "type", 1}};
extern constexpr Protocol destination_unreachable = {.name = "ICMPv6DestUnreach",
                                                     .title = "ICMPv6 Destination Unreachable",
                                                     .fields = destination_unreachable_fields,
                                                     .carried_by = icmpv6_down,
                                                     .variant_of = destination_unreachable_variant,
                                                     .carries = "IPerror6",
                                                     .payload_size = quoted,
                                                     .follower = "ICMPExtension_Header"};
static_assert(well_formed(destination_unreachable));

static constexpr Field packet_too_big_fields[] = {icmpv6_type(2), bits("code", 8), icmpv6_checksum(),
                                                  bits("mtu", 32, 1280)};
static constexpr Carrier packet_too_big_variant[] = {{"_ICMPv6", "type", 2}};
extern constexpr Protocol packet_too_big = {.name = "ICMPv6PacketTooBig",
                                            .title = "ICMPv6 Packet Too Big",
                                            .fields = packet_too_big_fields,
                                            .carried_by = icmpv6_down,
                                            .variant_of = packet_too_big_variant,
                                            .carries = "IPerror6"};
static_assert(well_formed(packet_too_big));

static constexpr Name exceeded_codes[] = {{0, "hop limit exceeded in transit"},
                                          {1, "fragment reassembly time exceeded"}};
static constexpr Field hop_limit_exceeded_fields[] = {
    icmpv6_type(3),    enumeration("code", 8, 0, exceeded_codes), icmpv6_checksum(),
    bits("length", 8), bits("unused", 24, 0, {.hex = true}),      octets("extpad", "", {.extent = fixed(0)})};
static constexpr Carrier hop_limit_exceeded_variant[] = {{"_ICMPv6", "type", 3}};
extern constexpr Protocol hop_limit_exceeded = {.name = "ICMPv6TimeExceeded",
                                                .title = "ICMPv6 Time Exceeded",
                                                .fields = hop_limit_exceeded_fields,
                                                .carried_by = icmpv6_down,
                                                .variant_of = hop_limit_exceeded_variant,
                                                .carries = "IPerror6",
                                                .payload_size = quoted,
                                                .follower = "ICMPExtension_Header"};
static_assert(well_formed(hop_limit_exceeded));

static constexpr Name problem_codes[] = {{0, "erroneous header field encountered"},
                                         {1, "unrecognized Next Header type encountered"},
                                         {2, "unrecognized IPv6 option encountered"},
                                         {3, "first fragment has incomplete header chain"}};
static constexpr Field parameter_problem_fields[] = {icmpv6_type(4), enumeration("code", 8, 0, problem_codes),
                                                     icmpv6_checksum(), bits("ptr", 32, 6)};
static constexpr Carrier parameter_problem_variant[] = {{"_ICMPv6", "type", 4}};
extern constexpr Protocol parameter_problem = {.name = "ICMPv6ParamProblem",
                                               .title = "ICMPv6 Parameter Problem",
                                               .fields = parameter_problem_fields,
                                               .carried_by = icmpv6_down,
                                               .variant_of = parameter_problem_variant,
                                               .carries = "IPerror6"};
static_assert(well_formed(parameter_problem));

// ---- echo --------------------------------------------------------------------------------------------

static std::string echo_summary(const Layer& layer) {
    return fmt::format("ICMPv6 Echo {} (id: {:#x} seq: {:#x})",
                       layer.is("ICMPv6EchoReply") ? "Reply" : "Request", layer.integer("id"),
                       layer.integer("seq"));
}
static void echo_hashret(const Layer& layer, std::string& out) {
    hash_little(out, layer.integer("id"), 2);
    hash_little(out, layer.integer("seq"), 2);
    add_payload_hashret(layer, out);
}
static bool echo_answers(const Layer& answer, const Layer& request) {
    return request.is("ICMPv6EchoRequest") && answer.integer("id") == request.integer("id") &&
           answer.integer("seq") == request.integer("seq") && answer.get("data") == request.get("data");
}

static constexpr Field echo_request_v6_fields[] = {icmpv6_type(128),
                                                   bits("code", 8),
                                                   icmpv6_checksum(),
                                                   bits("id", 16, 0, {.hex = true}),
                                                   bits("seq", 16, 0, {.hex = true}),
                                                   octets("data", "", {})};
static constexpr Carrier echo_request_v6_variant[] = {{"_ICMPv6", "type", 128}};
extern constexpr Protocol echo_request_v6 = {.name = "ICMPv6EchoRequest",
                                             .title = "ICMPv6 Echo Request",
                                             .fields = echo_request_v6_fields,
                                             .carried_by = icmpv6_down,
                                             .variant_of = echo_request_v6_variant,
                                             .summary = echo_summary,
                                             .hashret = echo_hashret};
static_assert(well_formed(echo_request_v6));

static constexpr Field echo_reply_v6_fields[] = {icmpv6_type(129),
                                                 bits("code", 8),
                                                 icmpv6_checksum(),
                                                 bits("id", 16, 0, {.hex = true}),
                                                 bits("seq", 16, 0, {.hex = true}),
                                                 octets("data", "", {})};
static constexpr Carrier echo_reply_v6_variant[] = {{"_ICMPv6", "type", 129}};
extern constexpr Protocol echo_reply_v6 = {.name = "ICMPv6EchoReply",
                                           .title = "ICMPv6 Echo Reply",
                                           .fields = echo_reply_v6_fields,
                                           .carried_by = icmpv6_down,
                                           .variant_of = echo_reply_v6_variant,
                                           .summary = echo_summary,
                                           .hashret = echo_hashret,
                                           .answers = echo_answers};
static_assert(well_formed(echo_reply_v6));

}  // namespace pkttest::protocols
