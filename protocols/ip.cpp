// IP version 4 (RFC 791), and the IP header that an ICMP error quotes.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/address.h"
#include "framework/packet/answer_rules.h"
#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/hash_parts.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

static constexpr Name flag_names[] = {{1, "MF"}, {2, "DF"}, {4, "evil"}};

static Integer total_length(const Layer& layer) {
    return static_cast<Integer>(layer.header().size() + layer.payload().size());
}
static Integer header_checksum(const Layer& layer) { return internet_checksum(layer.header()); }
/// Without routes the only address that a source can be told of is its own loopback.
static Integer source(const Layer& layer) { return layer.integer("dst") >> 24 == 127 ? 0x7f000001 : 0; }

/// A header length below the smallest leaves no options.
static std::int64_t option_octets(const Layer& layer) {
    return std::max<std::int64_t>(static_cast<std::int64_t>(layer.integer("ihl")) * 4 - 20, 0);
}

static constexpr Field fields[] = {
    bits("version", 4, 4),
    bits("ihl", 4, {.length_of = {"options", 4, 20}}),
    bits("tos", 8, 0, {.hex = true}),
    bits("len", 16, {.compute = total_length, .basis = Basis::sizes}),
    bits("id", 16, 1),
    flags("flags", 3, 0, flag_names),
    bits("frag", 13),
    bits("ttl", 8, 64),
    enumeration("proto", 8, 0, ip_protocols),
    bits("chksum", 16, {.compute = header_checksum, .basis = Basis::sum, .hex = true}),
    ipv4("src", {}, {.compute = source}),
    ipv4("dst", "127.0.0.1"),
    layers("options", "IPOption", {.extent = octets_by(option_octets), .pad_to = 4}),
};

static std::string ip_summary(const Layer& layer) {
    const std::uint64_t fragment = layer.integer("frag");
    return fmt::format("{} > {} {}{}", layer.text("src"), layer.text("dst"), layer.text("proto"),
                       fragment != 0 ? fmt::format(" frag:{}", fragment) : "");
}

/// Scapy's rule: an ICMP error counts for the datagram that it quotes; otherwise the addresses cross over.
static bool is_icmp_error(const Layer& layer) {
    if (!layer.is("ICMP")) return false;
    const std::uint64_t type = layer.integer("type");
    return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
}

static bool is_tunnel(const Layer& layer) {
    const std::uint64_t inside = layer.integer("proto");
    return inside == 4 || inside == 41;
}

static void ip_hashret(const Layer& layer, std::string& out) {
    const auto upper = layer.above();
    if (upper && is_icmp_error(*upper)) return add_payload_hashret(*upper, out);
    const AnswerRules& rules = answer_rules();
    if (!rules.outer_headers && is_tunnel(layer)) return add_payload_hashret(layer, out);
    constexpr std::uint64_t local_names = 0xe00000fb;
    const bool is_told = !layer.internal(fields[10]).is_none();
    const std::uint64_t src = is_told ? layer.integer("src") : static_cast<std::uint64_t>(source(layer));
    const std::uint64_t dst = layer.integer("dst");
    if (dst != local_names && rules.addresses && rules.sources) hash_big(out, src ^ dst, 4);
    hash_big(out, layer.integer("proto"), 1);
    add_payload_hashret(layer, out);
}

static bool is_broadcast(std::uint64_t address) { return address == 0xffffffff || address >> 28 == 0xe; }

static bool ip_answers(const Layer& answer, const Layer& request) {
    const auto upper = answer.above();
    if (!answer_rules().outer_headers && is_tunnel(answer)) return upper && answers(*upper, request);
    if (!request.is("IP")) return false;
    if (!answer_rules().outer_headers && is_tunnel(request)) {
        const auto inner = request.above();
        return inner && answers(answer, *inner);
    }
    if (answer_rules().addresses && answer.integer("dst") != request.integer("src") &&
        !is_broadcast(answer.integer("dst")))
        return false;
    if (upper && is_icmp_error(*upper)) {
        const auto quoted = upper->above();
        return quoted && quoted->is("IPerror") && answers(*quoted, request);
    }
    if (!answer_rules().addresses)
        return answer.integer("proto") == request.integer("proto") && payload_answers(answer, request);
    if (!is_broadcast(request.integer("dst")) && answer.integer("src") != request.integer("dst"))
        return false;
    return answer.integer("proto") == request.integer("proto") && payload_answers(answer, request);
}

static constexpr Carrier carriers[] = {
    {"Ether", "type", 0x0800},
    {"Dot1Q", "type", 0x0800},
    {"Dot1AD", "type", 0x0800},
    {"SNAP", "code", 0x0800},
    {"CookedLinux", "proto", 0x0800},
    {"Loopback", "type", 2},
    {"Loopback", "type", 0x02000000, up},
    {"IP", {"frag", 0}, {"proto", 4}},
    {"IPv6", "nh", 4},
    {"IPv6ExtHdrFragment", "nh", 4},
    {"AH", "nh", 4},
    {"ICMP", down},
};

extern constexpr Protocol ip = {
    .name = "IP",
    .title = "Internet Protocol, version 4",
    .shown = "IP",
    .fields = fields,
    .carried_by = carriers,
    // A length of 0 is what segmentation offload leaves: everything belongs to the datagram.
    .payload_octets = {.field = "len", .with_header = true},
    .summary = ip_summary,
    .hashret = ip_hashret,
    .answers = ip_answers,
    .header_octets = {"ihl", 4},
};
static_assert(well_formed(ip));

/// The quoted datagram is the request as the router saw it.
static bool quoted_answers(const Layer& answer, const Layer& request) {
    if (!request.is("IP") || answer.integer("dst") != request.integer("dst") ||
        answer.integer("src") != request.integer("src") ||
        answer.integer("proto") != request.integer("proto"))
        return false;
    return payload_answers(answer, request);
}

static constexpr Carrier quoted_carriers[] = {{"IPerror", {"frag", 0}, {"proto", 4}}};
extern constexpr Protocol ip_error = {
    .name = "IPerror",
    .title = "IP in ICMP",
    .fields = fields,
    .carried_by = quoted_carriers,
    .carries_as = "IP",
    .payload_octets = {.field = "len", .with_header = true},
    .hashret = ip_hashret,
    .answers = quoted_answers,
    .header_octets = {"ihl", 4},
};
static_assert(well_formed(ip_error));

}  // namespace pkttest::protocols
