// TCP (RFC 9293) with its options (IANA registry), and the TCP header that an ICMP error quotes.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "framework/packet/checksum.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/numbers.h"
#include "protocols/over_ip.h"
#include "protocols/ports.h"

namespace pkttest::protocols {

static constexpr Name flag_names[] = {{0x001, "F"}, {0x002, "S"}, {0x004, "R"}, {0x008, "P"}, {0x010, "A"},
                                      {0x020, "U"}, {0x040, "E"}, {0x080, "C"}, {0x100, "N"}};

static constexpr Field u8[] = {bits("value", 8)};
static constexpr Field u16[] = {bits("value", 16)};
static constexpr Field edges[] = {bits("edge", 32)};
static constexpr Field two_u32[] = {bits("first", 32), bits("second", 32)};
static constexpr Field checksum_request[] = {bits("value", 8)};
static constexpr Field md5[] = {octets("digest", "", {.extent = fixed(16)})};

static constexpr Option options[] = {
    {.code = 0, .name = "EOL", .bare = true},
    {.code = 1, .name = "NOP", .bare = true},
    {.code = 2, .name = "MSS", .parts = u16},
    {.code = 3, .name = "WScale", .parts = u8},
    {.code = 4, .name = "SAckOK"},
    {.code = 5, .name = "SAck", .parts = edges, .repeats = true},
    {.code = 8, .name = "Timestamp", .parts = two_u32},
    {.code = 14, .name = "AltChkSum", .parts = checksum_request},
    {.code = 15, .name = "AltChkSumOpt"},
    {.code = 19, .name = "MD5", .parts = md5},
    {.code = 25, .name = "Mood"},
    {.code = 28, .name = "UTO", .parts = u16},
    {.code = 29, .name = "AO"},
    {.code = 34, .name = "TFO", .parts = two_u32},
};
static constexpr OptionTable option_table = {.options = options, .length_counts_header = true, .end_code = 0};

static Integer checksum(const Layer& layer) { return transport_checksum(layer, 6); }

/// A header length below the smallest leaves no options.
static std::int64_t option_octets(const Layer& layer) {
    return std::max<std::int64_t>(static_cast<std::int64_t>(layer.integer("dataofs")) * 4 - 20, 0);
}

static constexpr Field fields[] = {
    enumeration("sport", 16, 20, tcp_services),
    enumeration("dport", 16, 80, tcp_services),
    bits("seq", 32),
    bits("ack", 32),
    bits("dataofs", 4, {.length_of = {"options", 4, 20}}),
    bits("reserved", 3),
    flags("flags", 9, 0x02, flag_names),
    bits("window", 16, 8192),
    bits("chksum", 16, {.compute = checksum, .basis = Basis::sum, .hex = true}),
    bits("urgptr", 16),
    tuples("options", option_table, {.extent = octets_by(option_octets), .pad_to = 4}),
};

static std::string summary(const Layer& layer) { return port_summary(layer) + " " + layer.text("flags"); }

constexpr std::uint64_t syn = 0x02, rst = 0x04, ack = 0x10;

/// Octets of the segment behind its header, of a crafted one too.
static std::int64_t segment_octets(const Layer& layer) {
    if (!layer.is_crafted()) return static_cast<std::int64_t>(layer.payload().size());
    return static_cast<std::int64_t>(Packet::of(layer).tail(layer.index()).build().size()) - 20;
}
/// Ports cross over, and the numbers go on where the request's end, give or take two (Scapy's rule). Nothing
/// answers a reset; a SYN is answered by a SYN with an acknowledgement, not by a SYN alone.
static bool tcp_answers(const Layer& answer, const Layer& request) {
    const std::uint64_t said = answer.integer("flags"), asked = request.integer("flags");
    if (!crossed_ports(answer, request) || (asked & rst) != 0) return false;
    if ((said & syn) != 0 && ((said & ack) == 0 || (asked & syn) == 0)) return false;
    constexpr std::int64_t slack = 2;
    const auto distance = [](const Layer& a, std::string_view one, const Layer& b, std::string_view other) {
        return std::abs(static_cast<std::int64_t>(a.integer(one)) -
                        static_cast<std::int64_t>(b.integer(other)));
    };
    const bool opens = (asked & syn) != 0 && (asked & ack) == 0;
    if (!opens && distance(request, "ack", answer, "seq") > slack) return false;
    if ((said & rst) != 0 && (said & ack) == 0) return true;
    const std::int64_t ahead = distance(request, "seq", answer, "ack");
    return ahead <= slack || ahead <= slack + segment_octets(request);
}

static constexpr auto carriers = over_ip(6);

extern constexpr Protocol tcp = {
    .name = "TCP",
    .title = "Transmission Control Protocol",
    .shown = "TCP",
    .fields = fields,
    .carried_by = carriers,
    .summary = summary,
    .hashret = port_hashret,
    .answers = tcp_answers,
    .header_octets = {"dataofs", 4},
};
static_assert(well_formed(tcp));

static constexpr auto quoted_carriers = quoted(6);

extern constexpr Protocol tcp_error = {
    .name = "TCPerror",
    .title = "TCP in ICMP",
    .fields = fields,
    .carried_by = quoted_carriers,
    .carries_as = "TCP",
    .hashret = port_hashret,
    .answers = [](const Layer& answer, const Layer& request) { return same_ports(answer, request, "TCP"); },
    .header_octets = {"dataofs", 4},
};
static_assert(well_formed(tcp_error));

}  // namespace pkttest::protocols
