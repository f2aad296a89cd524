// ICMP (RFC 792, RFC 950, RFC 1191, RFC 4884) and what an ICMP error quotes of ICMP.
#include <fmt/format.h>

#include <array>

#include "framework/packet/checksum.h"
#include "framework/packet/packet.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/hash_parts.h"
#include "protocols/icmp_extensions.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{0, "echo-reply"},
                                 {3, "dest-unreach"},
                                 {4, "source-quench"},
                                 {5, "redirect"},
                                 {8, "echo-request"},
                                 {9, "router-advertisement"},
                                 {10, "router-solicitation"},
                                 {11, "time-exceeded"},
                                 {12, "parameter-problem"},
                                 {13, "timestamp-request"},
                                 {14, "timestamp-reply"},
                                 {15, "information-request"},
                                 {16, "information-response"},
                                 {17, "address-mask-request"},
                                 {18, "address-mask-reply"},
                                 {30, "traceroute"},
                                 {31, "datagram-conversion-error"},
                                 {32, "mobile-host-redirect"},
                                 {33, "ipv6-where-are-you"},
                                 {34, "ipv6-i-am-here"},
                                 {35, "mobile-registration-request"},
                                 {36, "mobile-registration-reply"},
                                 {37, "domain-name-request"},
                                 {38, "domain-name-reply"},
                                 {39, "skip"},
                                 {40, "photuris"}};

/// Codes mean something together with their type: these names serve writing, `code_name` reads.
struct Code {
    std::uint64_t type;
    Name code;
};
static constexpr Code codes[] = {{3, {0, "network-unreachable"}},
                                 {3, {1, "host-unreachable"}},
                                 {3, {2, "protocol-unreachable"}},
                                 {3, {3, "port-unreachable"}},
                                 {3, {4, "fragmentation-needed"}},
                                 {3, {5, "source-route-failed"}},
                                 {3, {6, "network-unknown"}},
                                 {3, {7, "host-unknown"}},
                                 {3, {9, "network-prohibited"}},
                                 {3, {10, "host-prohibited"}},
                                 {3, {11, "TOS-network-unreachable"}},
                                 {3, {12, "TOS-host-unreachable"}},
                                 {3, {13, "communication-prohibited"}},
                                 {3, {14, "host-precedence-violation"}},
                                 {3, {15, "precedence-cutoff"}},
                                 {5, {0, "network-redirect"}},
                                 {5, {1, "host-redirect"}},
                                 {5, {2, "TOS-network-redirect"}},
                                 {5, {3, "TOS-host-redirect"}},
                                 {11, {0, "ttl-zero-during-transit"}},
                                 {11, {1, "ttl-zero-during-reassembly"}},
                                 {12, {0, "ip-header-bad"}},
                                 {12, {1, "required-option-missing"}},
                                 {40, {0, "bad-spi"}},
                                 {40, {1, "authentication-failed"}},
                                 {40, {2, "decompression-failed"}},
                                 {40, {3, "decryption-failed"}},
                                 {40, {4, "need-authentification"}},
                                 {40, {5, "need-authorization"}}};

template <std::size_t... I>
static constexpr auto names_of_codes(std::index_sequence<I...>) {
    return std::array<Name, sizeof...(I)>{codes[I].code...};
}
static constexpr auto code_names = names_of_codes(std::make_index_sequence<std::size(codes)>());

static std::string_view code_name(const Layer& layer, std::uint64_t code) {
    for (const Code& row : codes)
        if (row.type == layer.integer("type") && row.code.value == code) return row.code.name;
    return {};
}

static bool one_of(std::uint64_t value, std::initializer_list<std::uint64_t> values) {
    for (const std::uint64_t each : values)
        if (each == value) return true;
    return false;
}
static std::uint64_t type_of(const Layer& layer) { return layer.integer(layer.protocol().fields[0]); }
static bool has_id(const Layer& layer) {
    return one_of(type_of(layer), {0, 8, 13, 14, 15, 16, 17, 18, 37, 38});
}
static bool is_timestamp(const Layer& layer) { return one_of(type_of(layer), {13, 14}); }
static bool has_reserved(const Layer& layer) { return one_of(type_of(layer), {3, 11}); }
static bool has_length(const Layer& layer) { return one_of(type_of(layer), {3, 11, 12}); }
static bool has_mask(const Layer& layer) { return one_of(type_of(layer), {17, 18}); }
/// Octets of `unused`: two, four or none, by the type.
static std::int64_t unused_octets(const Layer& layer) {
    const std::uint64_t type = type_of(layer);
    if (one_of(type, {11, 12})) return 2;
    return one_of(type, {0, 3, 5, 8, 13, 14, 15, 16, 17, 18}) ? 0 : 4;
}

// `unused` is a number of that size; without octets it is empty bytes, as in the reference.
static const char* skip_unused(const Field&, const Layer& layer, Cursor& cursor) {
    const auto octets = static_cast<std::size_t>(unused_octets(layer));
    if (octets > cursor.octets_left()) return "the layer ends inside a field";
    cursor.bit += octets * 8;
    return nullptr;
}
static const char* decode_unused(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::size_t at = cursor.bit;
    if (const char* reason = skip_unused(field, layer, cursor)) return reason;
    const auto width = static_cast<unsigned>(cursor.bit - at);
    out = width == 0 ? Value(Bytes{}) : Value(static_cast<Integer>(read_bits(cursor.data, at, width, false)));
    return nullptr;
}
static void encode_unused(const Field&, const Layer& layer, const Value& internal, BitWriter& out) {
    Integer value = 0;
    internal.to_integer(value);
    if (const auto octets = static_cast<unsigned>(unused_octets(layer)))
        out.put(static_cast<UnsignedInteger>(value), octets * 8);
}
static std::optional<Problem> normalize_unused(const Field& field, const Value& in, Value& internal) {
    Integer value = 0;
    if (in.octets() == nullptr && !in.to_integer(value))
        return Problem{fmt::format("{} takes a number, not {}", field.name, in.kind())};
    internal = in.octets() != nullptr ? Value(Bytes{*in.octets()}) : Value(value);
    return std::nullopt;
}
static constexpr Shape unused_shape = {
    .name = "unused",
    .skip = skip_unused,
    .decode = decode_unused,
    .encode = encode_unused,
    .normalize = normalize_unused,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent =
        [](const Field&, const Value& internal) {
            return internal.octets() != nullptr ? represent_plain(*internal.octets()) : represent(internal);
        },
    .random = [](const Field&) { return Value(0); }};

static Integer checksum(const Layer& layer) {
    const auto header = layer.header();
    return internet_checksum({header.data(), header.size() + layer.payload().size()});
}

static constexpr Field fields[] = {
    enumeration("type", 8, 8, types),
    enumeration("code", 8, 0, code_names, {.input_names = true, .name_by = code_name}),
    bits("chksum", 16, {.compute = checksum, .basis = Basis::sum, .hex = true}),
    bits("id", 16, 0, {.when = when(has_id), .hex = true}),
    bits("seq", 16, 0, {.when = when(has_id), .hex = true}),
    bits("ts_ori", 32, 0, {.when = when(is_timestamp), .name_by = milliseconds_of_day}),
    bits("ts_rx", 32, 0, {.when = when(is_timestamp), .name_by = milliseconds_of_day}),
    bits("ts_tx", 32, 0, {.when = when(is_timestamp), .name_by = milliseconds_of_day}),
    ipv4("gw", "0.0.0.0", {.when = equals("type", 5)}),
    bits("ptr", 8, 0, {.when = equals("type", 12)}),
    bits("reserved", 8, 0, {.when = when(has_reserved)}),
    bits("length", 8, 0, {.when = when(has_length)}),
    ipv4("addr_mask", "0.0.0.0", {.when = when(has_mask)}),
    bits("nexthopmtu", 16, 0, {.when = equals("type", 3)}),
    custom("unused", unused_shape, ""),
    octets("extpad", "", {.when = when(has_length), .extent = fixed(0)}),
};

/// The fields that every type has, with those that it adds.
static std::int64_t header_size(const Layer& layer) {
    constexpr std::size_t common = 8, with_mask = 12, with_times = 20;
    const std::uint64_t type = number<fields, 0>(layer);
    const std::size_t octets = type < 13                        ? common
                               : one_of(type, {13, 14})         ? with_times
                               : one_of(type, {17, 18, 37, 38}) ? with_mask
                                                                : common;
    return layer.header().size() < octets ? -1 : static_cast<std::int64_t>(octets);
}

static bool is_error(std::uint64_t type) { return one_of(type, {3, 4, 5, 11, 12}); }
static std::int64_t payload_size(const Layer& layer) {
    return has_length(layer) ? quoted_octets(layer, 4) : -1;
}
static const Protocol* guess(const Layer& layer) {
    return is_error(layer.integer(fields[0])) ? find_protocol("IPerror") : nullptr;
}

static std::string icmp_summary(const Layer& layer) {
    const auto ip = layer.below();
    const std::string name = layer.text("type"), code = layer.text("code");
    if (!ip || !(ip->is("IP") || ip->is("IPv6"))) return fmt::format("ICMP {} {}", name, code);
    return fmt::format("ICMP {} > {} {} {}", ip->text("src"), ip->text("dst"), name, code);
}

static void icmp_hashret(const Layer& layer, std::string& out) {
    if (has_id(layer)) {
        hash_little(out, layer.integer("id"), 2);
        hash_little(out, layer.integer("seq"), 2);
    }
    add_payload_hashret(layer, out);
}

/// A reply's type goes with its request's (RFC 792): 8 and 0, 13 and 14, 15 and 16, 17 and 18; id and seq
/// agree.
static bool icmp_answers(const Layer& answer, const Layer& request) {
    static constexpr std::pair<std::uint64_t, std::uint64_t> pairs[] = {
        {8, 0}, {13, 14}, {15, 16}, {17, 18}, {33, 34}, {35, 36}, {37, 38}};
    if (!request.is("ICMP") || answer.integer("id") != request.integer("id") ||
        answer.integer("seq") != request.integer("seq"))
        return false;
    for (const auto& [asked, answered] : pairs)
        if (request.integer("type") == asked && answer.integer("type") == answered) return true;
    return false;
}

static constexpr Carrier carriers[] = {{"IP", {"proto", 1}, {"frag", 0}}, {"AH", "nh", 1}};

extern constexpr Protocol icmp = {
    .name = "ICMP",
    .title = "Internet Control Message Protocol",
    .shown = "ICMP",
    .fields = fields,
    .carried_by = carriers,
    .payload_size = payload_size,
    .follower = "ICMPExtension_Header",
    .guess_payload = guess,
    .summary = icmp_summary,
    .hashret = icmp_hashret,
    .answers = icmp_answers,
    .header_size = header_size,
};
static_assert(well_formed(icmp));

static bool quoted_answers(const Layer& answer, const Layer& request) {
    if (!request.is("ICMP") || answer.integer("type") != request.integer("type") ||
        answer.integer("code") != request.integer("code"))
        return false;
    return !has_id(answer) ||
           (answer.integer("id") == request.integer("id") && answer.integer("seq") == request.integer("seq"));
}

static constexpr Carrier quoted_carriers[] = {{"IPerror", {"proto", 1}, {"frag", 0}}};

extern constexpr Protocol icmp_error = {
    .name = "ICMPerror",
    .title = "ICMP in ICMP",
    .fields = fields,
    .carried_by = quoted_carriers,
    .hashret = icmp_hashret,
    .answers = quoted_answers,
};
static_assert(well_formed(icmp_error));

}  // namespace pkttest::protocols
