// IP version 6 (RFC 8200), and the IPv6 header that an ICMPv6 error quotes.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/address.h"
#include "framework/packet/answer_rules.h"
#include "framework/packet/layer.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/hash_parts.h"
#include "protocols/numbers.h"
#include "protocols/over_ip.h"

namespace pkttest::protocols {

static Integer payload_length(const Layer& layer) { return static_cast<Integer>(layer.payload().size()); }
static Integer source(const Layer& layer) {
    return layer.internal(layer.protocol().fields[7]) == Value(1) ? 1 : 0;
}

static constexpr Field fields[] = {
    bits("version", 4, 6),
    bits("tc", 8),
    bits("fl", 20),
    bits("plen", 16, {.compute = payload_length, .basis = Basis::sizes}),
    enumeration("nh", 8, 59, next_headers),
    bits("hlim", 8, 64),
    ipv6("src", {}, {.compute = source}),
    ipv6("dst", "::1"),
};

/// A length of 0 stands for a jumbogram or for segmentation offload: everything belongs to it.
static std::int64_t payload_size(const Layer& layer) { return layer.integer(fields[4]) == 0 ? -1 : 0; }

static std::string ipv6_summary(const Layer& layer) {
    const auto address = [&](std::string_view field) {
        const Value value = layer.get(field);
        return value.octets() != nullptr ? *value.octets() : layer.text(field);
    };
    return fmt::format("{} > {} ({})", address("src"), address("dst"), layer.integer("nh"));
}

static bool is_icmpv6_error(const Layer& layer) {
    const std::string_view name = layer.protocol().name;
    return name == "ICMPv6DestUnreach" || name == "ICMPv6PacketTooBig" || name == "ICMPv6TimeExceeded" ||
           name == "ICMPv6ParamProblem";
}

static UnsignedInteger number_of(const Value& address) {
    Integer number = 0;
    address.to_integer(number);
    return static_cast<UnsignedInteger>(number);
}

/// Neighbour discovery is not answered from the address that is asked, nor is home agent discovery.
static bool answers_from_elsewhere(const Layer& upper) {
    static constexpr std::string_view names[] = {"ICMPv6ND_RS", "ICMPv6ND_RA",       "ICMPv6ND_NS",
                                                 "ICMPv6ND_NA", "ICMPv6HAADRequest", "ICMPv6HAADReply"};
    return std::find(std::begin(names), std::end(names), upper.protocol().name) != std::end(names);
}

static UnsignedInteger address_in(const Value& text) {
    const auto address = text.octets() != nullptr ? parse_ipv6(*text.octets()) : std::nullopt;
    return address ? static_cast<UnsignedInteger>(*address) : 0;
}

/// What a routing header puts in the destination's place.
static UnsignedInteger routed(const Layer& header, UnsignedInteger otherwise) {
    const Value addresses = header.get("addresses");
    const List* items = addresses.items();
    if (items == nullptr || items->empty()) return otherwise;
    if (header.is("IPv6ExtHdrSegmentRouting")) return address_in(items->front());
    UnsignedInteger out = 0;
    for (std::size_t i = 0; i + 1 < items->size(); ++i) out ^= address_in((*items)[i]);
    return out;
}

/// What a home address option puts in the source's place.
static std::optional<UnsignedInteger> home(const Layer& header) {
    const Value options = header.get("options");
    const List* items = options.items();
    if (items == nullptr) return std::nullopt;
    for (const Value& item : *items)
        if (const auto* option = item.as<LayerReference>())
            if (const Layer found = (*option->packet)[option->index]; found.is("HAO"))
                return address_in(found.get("hoa"));
    return std::nullopt;
}

static void ipv6_hashret(const Layer& layer, std::string& out) {
    const auto upper = layer.above();
    if (upper && is_icmpv6_error(*upper)) return add_payload_hashret(*upper, out);
    UnsignedInteger src = number_of(layer.internal(fields[6])), dst = number_of(layer.internal(fields[7]));
    bool extended = upper && upper->protocol().name.starts_with("IPv6ExtHdr");
    if (extended && upper->protocol().name.ends_with("Routing")) dst = routed(*upper, dst);
    if (extended && upper->is("IPv6ExtHdrDestOpt")) {
        const auto address = home(*upper);
        extended = address.has_value();
        src = address.value_or(src);
    }
    const std::uint64_t inside = layer.integer("nh");
    if (!answer_rules().outer_headers && (inside == 4 || inside == 41))
        return add_payload_hashret(layer, out);
    const bool crosses = answer_rules().addresses && answer_rules().sources && dst >> 120 != 0xff &&
                         !(upper && answers_from_elsewhere(*upper));
    if (crosses) hash_big(out, src ^ dst, 16);
    hash_big(out, extended ? upper->integer("nh") : layer.integer("nh"), 1);
    add_payload_hashret(layer, out);
}

static bool is_multicast(const Value& address) {
    Integer number = 0;
    return address.to_integer(number) && static_cast<UnsignedInteger>(number) >> 120 == 0xff;
}

/// An extension header that requests are looked behind.
static bool is_passed(const Layer& layer) {
    const std::string_view name = layer.protocol().name;
    return name == "IPv6ExtHdrFragment" || name == "IPv6ExtHdrRouting" ||
           name == "IPv6ExtHdrSegmentRouting" || name == "IPv6ExtHdrDestOpt";
}

/// What IPv6 carries. A message of ICMPv6 that no rule of its own tells about answers nothing.
static bool upper_answers(std::optional<Layer> answer, std::optional<Layer> request) {
    const bool is_extended = request && request->protocol().name.starts_with("IPv6ExtHdr");
    const auto number = [](const Layer& upper) { return upper.below()->integer("nh"); };
    if (answer && request && !is_extended && answer->is("Raw") && number(*answer) != number(*request))
        return false;
    if (request && is_passed(*request)) {
        if (request->is("IPv6ExtHdrDestOpt") && answer) answer = answer->above();
        request = request->above();
    } else if (answer && answer->is("IPv6ExtHdrDestOpt")) {
        answer = answer->above();
    }
    if (!answer || !request) return !answer && !request;
    const Protocol& said = answer->protocol();
    if (said.name.starts_with("ICMPv6") && said.answers == nullptr) return false;
    return answers(*answer, *request);
}

static bool ipv6_answers(const Layer& answer, const Layer& request) {
    if (!request.is("IPv6")) return false;
    const Value to = answer.internal(fields[7]), from = request.internal(fields[6]);
    const Value asked = request.internal(fields[7]);
    if (is_multicast(asked)) {
        if (!(to == (is_multicast(to) ? asked : from))) return false;
        return upper_answers(answer.above(), request.above());
    }
    if (!(to == from) && !is_multicast(to)) return false;
    const auto upper = answer.above();
    if (upper && is_icmpv6_error(*upper)) {
        const auto quoted = upper->above();
        return quoted && quoted->is("IPerror6") && answers(*quoted, request);
    }
    return upper_answers(upper, request.above());
}

static constexpr Carrier carriers[] = {{"Ether", "type", 0x86dd},
                                       {"Dot1Q", "type", 0x86dd},
                                       {"Dot1AD", "type", 0x86dd},
                                       {"SNAP", "code", 0x86dd},
                                       {"CookedLinux", "proto", 0x86dd},
                                       {"IP", {"proto", 41}, {"frag", 0}},
                                       {"IPv6", "nh", 41},
                                       {"IPerror6", "nh", 41},
                                       {"IPv6ExtHdrHopByHop", "nh", 41},
                                       {"IPv6ExtHdrDestOpt", "nh", 41},
                                       {"IPv6ExtHdrRouting", "nh", 41},
                                       {"IPv6ExtHdrFragment", {"nh", 41}, {"offset", 0}},
                                       {"AH", "nh", 41},
                                       {"Loopback", "type", 10, up},
                                       {"Loopback", "type", 0x0a000000, up},
                                       {"Loopback", "type", 24, up},
                                       {"Loopback", "type", 0x18000000, up},
                                       {"Loopback", "type", 0x1c000000, up},
                                       {"Loopback", "type", 0x1e000000, up},
                                       {"Loopback", "type", 28, up},
                                       {"Loopback", "type", 30}};

extern constexpr Protocol ipv6_protocol = {
    .name = "IPv6",
    .title = "Internet Protocol, version 6",
    .shown = "IPv6",
    .fields = fields,
    .carried_by = carriers,
    .payload_octets = {.field = "plen", .least = 1},
    .payload_size = payload_size,
    .summary = ipv6_summary,
    .hashret = ipv6_hashret,
    .answers = ipv6_answers,
};
static_assert(well_formed(ipv6_protocol));

/// What is behind the extension headers; `routed`: one of them is a routing header.
static std::optional<Layer> behind_extensions(const Layer& layer, bool& routed) {
    auto upper = layer.above();
    for (; upper && upper->protocol().name.starts_with("IPv6ExtHdr"); upper = upper->above())
        routed = routed || upper->is("IPv6ExtHdrRouting");
    return upper;
}

/// Whether the layers have the same values, as far as the request has been told them, but for what a router
/// may change or a quote may lack.
static bool has_values(const Layer& quoted, const Layer& asked) {
    static constexpr std::string_view others[] = {"options", "dataofs", "chksum", "cksum", "len"};
    const auto fields_quoted = quoted.protocol().fields, fields_asked = asked.protocol().fields;
    if (fields_quoted.size() != fields_asked.size()) return false;
    for (std::size_t i = 0; i < fields_asked.size(); ++i) {
        const Field& field = fields_asked[i];
        const bool counts = std::find(std::begin(others), std::end(others), field.name) == std::end(others);
        const Value wanted = counts ? asked.internal(field) : Value();
        if (!wanted.is_none() && !(wanted == quoted.internal(fields_quoted[i]))) return false;
    }
    return true;
}

static bool begins_alike(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
    const std::size_t size = std::min(a.size(), b.size());
    return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(size), b.begin());
}

/// Whether a router that saw `asked` may have quoted it so: the same octets, as far as both are there. TCP's
/// options may have been changed on the way.
static bool is_quote(const Layer& quoted, const Layer& asked) {
    static constexpr std::string_view kinds[][2] = {{"TCPerror", "TCP"}, {"UDPerror", "UDP"}};
    bool is_known = &quoted.protocol() == &asked.protocol() && !quoted.is("Raw");
    for (const auto& kind : kinds) is_known = is_known || (quoted.is(kind[0]) && asked.is(kind[1]));
    const bool is_cut = quoted.is("Raw") || asked.is("Raw");
    if (!is_known) return is_cut && (asked.is_crafted() || begins_alike(quoted.header(), asked.header()));
    return has_values(quoted, asked) && begins_alike(quoted.payload(), asked.payload());
}

/// The quoted datagram is the request as the router saw it; a routing header changes its destination.
static bool quoted_answers(const Layer& answer, const Layer& request) {
    if (!request.is("IPv6") || !(answer.internal(fields[6]) == request.internal(fields[6]))) return false;
    bool routed = false, any = false;
    const auto asked = behind_extensions(request, routed), quoted = behind_extensions(answer, any);
    if (!routed && !(answer.internal(fields[7]) == request.internal(fields[7]))) return false;
    if (!asked || !quoted) return true;
    return is_quote(*quoted, *asked);
}

extern constexpr Protocol ipv6_error = {
    .name = "IPerror6",
    .title = "IPv6 in ICMPv6",
    .fields = fields,
    .carries_as = "IPv6",
    .payload_octets = {.field = "plen", .least = 1},
    .payload_size = payload_size,
    .hashret = ipv6_hashret,
    .answers = quoted_answers,
};
static_assert(well_formed(ipv6_error));

}  // namespace pkttest::protocols
