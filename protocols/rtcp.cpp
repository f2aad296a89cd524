// RTCP (RFC 3550, 6): reports, source descriptions, goodbyes and messages of applications, several packets in
// one datagram. What feedback (RFC 4585) and extended reports (RFC 3611) hold stands in files of their own.
#include <algorithm>

#include "framework/packet/layer.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name packet_types[] = {{200, "Sender report"},
                                        {201, "Receiver report"},
                                        {202, "Source description"},
                                        {203, "BYE"},
                                        {204, "APP"},
                                        {205, "Transport feedback"},
                                        {206, "Payload feedback"},
                                        {207, "Extended report"}};
static constexpr Name item_types[] = {{0, "END"}, {1, "CNAME"}, {2, "NAME"}, {3, "EMAIL"}, {4, "PHONE"},
                                      {5, "LOC"}, {6, "TOOL"},  {7, "NOTE"}, {8, "PRIV"}};

static constexpr Field sender_fields[] = {
    bits("ntp_timestamp", 64, Default()), bits("rtp_timestamp", 32, Default()),
    bits("sender_packet_count", 32, Default()), bits("sender_octet_count", 32, Default())};
extern constexpr Protocol rtcp_sender = checked({.name = "SenderInfo",
                                                 .title = "RTCP sender information",
                                                 .shown = "Sender info",
                                                 .fields = sender_fields});

static constexpr Field report_fields[] = {bits("sourcesync", 32),
                                          bits("fraction_lost", 8, Default()),
                                          bits("cumulative_lost", 24, Default()),
                                          bits("highest_seqnum_recv", 32, Default()),
                                          bits("interarrival_jitter", 32, Default()),
                                          bits("last_SR_timestamp", 32, Default()),
                                          bits("delay_since_last_SR", 32, Default())};
extern constexpr Protocol rtcp_report =
    checked({.name = "ReceptionReport", .title = "Reception report", .fields = report_fields});

static constexpr Field item_fields[] = {enumeration("chunk_type", 8, Default(), item_types),
                                        bits("length", 8, {.length_of = {"value"}}),
                                        octets("value", Default(), {.extent = octets_from("length")})};
extern constexpr Protocol rtcp_item = checked({.name = "SDESItem",
                                               .title = "RTCP source description item",
                                               .shown = "SDES item",
                                               .fields = item_fields,
                                               .payload_size = no_payload});

/// Octets of a chunk's items, the item that ends them included where it has its length.
static std::size_t items_size(std::span<const std::uint8_t> chunk) {
    std::size_t at = 4;
    while (at + 1 < chunk.size() && chunk[at] != 0) at += 2 + chunk[at + 1];
    const bool ends_here = at % 4 == 3 && chunk.size() != at + 2;  // One zero is the end and all padding.
    if (at + 1 < chunk.size() && chunk[at + 1] == 0 && !ends_here) at += 2;
    return std::min(at, chunk.size()) - std::min<std::size_t>(4, chunk.size());
}
/// Zeros up to the next chunk, at a multiple of 4 octets.
static std::size_t chunk_padding(std::span<const std::uint8_t> chunk) {
    std::size_t at = std::min<std::size_t>(4, chunk.size()) + items_size(chunk), padding = 0;
    for (; at % 4 != 0 && at < chunk.size() && chunk[at] == 0; ++at) ++padding;
    return padding;
}
static std::int64_t items_octets(const Layer& layer) {
    return static_cast<std::int64_t>(items_size(layer.header()));
}
static std::int64_t padding_octets(const Layer& layer) {
    return static_cast<std::int64_t>(chunk_padding(layer.header()));
}
static constexpr Field chunk_fields[] = {bits("sourcesync", 32),
                                         layers("items", "SDESItem", {.extent = octets_by(items_octets)}),
                                         octets("pad", "", {.extent = octets_by(padding_octets)})};
extern constexpr Protocol rtcp_chunk = checked({.name = "SDESChunk",
                                                .title = "RTCP source description chunk",
                                                .shown = "SDES chunk",
                                                .fields = chunk_fields});

enum : std::uint64_t {
    sender_report = 200,
    receiver_report = 201,
    description = 202,
    goodbye = 203,
    application = 204,
    transport_feedback = 205,
    payload_feedback = 206,
    extended_report = 207
};

/// Report blocks, chunks or sources, counted in the octets; the commonest feedback.
static Integer block_count(const Layer& layer) {
    const auto octets = layer.header();
    const std::uint64_t type = layer.integer("packet_type");
    if (type == sender_report)
        return octets.size() < 28 ? 0 : static_cast<Integer>((octets.size() - 28) / 24);
    if (type == receiver_report)
        return octets.size() < 8 ? 0 : static_cast<Integer>((octets.size() - 8) / 24);
    if (type == goodbye) return octets[0] & 0x1f;  // Told apart from the reason while they were written.
    if (type == transport_feedback || type == payload_feedback) return 1;
    Integer count = 0;
    if (type == description)
        for (std::size_t at = 4; at + 4 <= octets.size(); ++count)
            at += 4 + items_size(octets.subspan(at)) + chunk_padding(octets.subspan(at));
    return count;
}
/// Another packet behind this one counts itself.
static Integer words(const Layer& layer) {
    const bool is_followed = layer.above() && layer.above()->is("RTCP");
    return (is_followed ? header_octets(layer) : whole_octets(layer)) / 4 - 1;
}
template <std::uint64_t... types>
static bool is_one_of(const Layer& layer) {
    const std::uint64_t type = layer.integer("packet_type");
    return ((type == types) || ...);
}
static constexpr auto is_report = is_one_of<sender_report, receiver_report>;
static constexpr auto is_feedback = is_one_of<transport_feedback, payload_feedback>;
static constexpr auto has_source = is_one_of<sender_report, receiver_report, application, transport_feedback,
                                             payload_feedback, extended_report>;
static constexpr auto has_body =
    is_one_of<goodbye, application, transport_feedback, payload_feedback, extended_report>;

static std::int64_t packet_octets(const Layer& layer) {
    return std::min<std::int64_t>(static_cast<std::int64_t>(layer.integer("length") + 1) * 4,
                                  static_cast<std::int64_t>(layer.header().size()));
}
/// Octets at the packet's end that only fill it (RFC 3550, 6.4.1: the last one counts them).
static std::int64_t filling(const Layer& layer) {
    const std::int64_t end = packet_octets(layer);
    if (layer.integer("padding") == 0 || end <= 4) return 0;
    return std::min<std::int64_t>(layer.header()[static_cast<std::size_t>(end - 1)], end - 4);
}
template <int before>
static std::int64_t body_octets(const Layer& layer) {
    return std::max<std::int64_t>(packet_octets(layer) - filling(layer) - before, 0);
}
static std::int64_t behind_sources(const Layer& layer) {
    return body_octets<4>(layer) - static_cast<std::int64_t>(layer.integer("count")) * 4;
}
/// A goodbye may say why (6.6): a reason told, or octets left for one.
static bool has_reason(const Layer& layer) {
    if (layer.integer("packet_type") != goodbye) return false;
    return layer.is_crafted() ? !octets_in(layer, "reason").empty() : behind_sources(layer) > 0;
}
static std::int64_t reason_octets(const Layer& layer) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(layer.integer("reason_length")), 0,
                                    std::max<std::int64_t>(behind_sources(layer) - 1, 0));
}
static std::int64_t fill_octets(const Layer& layer) {
    if (layer.integer("packet_type") != goodbye) return filling(layer);
    const std::int64_t reason = has_reason(layer) ? 1 + reason_octets(layer) : 0;
    return std::max<std::int64_t>(behind_sources(layer) - reason, 0) + filling(layer);
}
/// Another packet of the same datagram, where this one's length ends with its fields (RFC 3550, 6.1).
static const Protocol* next_packet(const Layer& layer) {
    const auto rest = layer.payload();
    const bool ends = (layer.integer("length") + 1) * 4 == layer.header().size();
    const bool is_packet = rest.size() >= 4 && rest[0] >> 6 == 2 && rest[1] >= 200 && rest[1] <= 207;
    return find_protocol(ends && is_packet ? "RTCP" : "Raw");
}

static constexpr Name transport_formats[] = {{1, "Generic NACK"}, {3, "TMMBR"},
                                             {4, "TMMBN"},        {5, "RTCP-SR-REQ"},
                                             {6, "RAMS"},         {7, "TLLEI"},
                                             {8, "RTCP-ECN-FB"},  {9, "PAUSE-RESUME"},
                                             {11, "CCFB"},        {15, "Transport-wide congestion control"}};
static constexpr Name payload_formats[] = {{1, "PLI"},  {2, "SLI"},  {3, "RPSI"}, {4, "FIR"},
                                           {5, "TSTR"}, {6, "TSTN"}, {7, "VBCM"}, {8, "PSLEI"},
                                           {9, "ROI"},  {10, "LRR"}, {15, "AFB"}};
static std::string_view format_name(const Layer& layer, std::uint64_t value) {
    std::span<const Name> names;
    if (layer.integer("packet_type") == transport_feedback) names = transport_formats;
    if (layer.integer("packet_type") == payload_feedback) names = payload_formats;
    for (const Name& one : names)
        if (one.value == value) return one.name;
    return {};
}

static constexpr Field source = bits("source", 32);
static constexpr Field fields[] = {
    bits("version", 2, 2),
    bits("padding", 1),
    bits("count", 5, {.compute = block_count, .count_of = {"sources"}, .name_by = format_name}),
    enumeration("packet_type", 8, 0, packet_types),
    bits("length", 16, {.compute = words}),
    bits("sourcesync", 32, Default(), {.when = when(has_source)}),
    layer("sender_info", "SenderInfo",
          {.when = equals("packet_type", sender_report), .extent = fixed(20), .unbroken = true}),
    layers("report_blocks", "ReceptionReport", {.when = when(is_report), .extent = count_from("count")}),
    layers("sdes_chunks", "SDESChunk",
           {.when = equals("packet_type", description), .extent = count_from("count")}),
    list("sources", source, {.when = equals("packet_type", goodbye), .extent = count_from("count")}),
    bits("reason_length", 8, {.when = when(has_reason), .length_of = {"reason"}}),
    octets("reason", "", {.when = when(has_reason), .extent = octets_by(reason_octets)}),
    octets("name", "", {.when = equals("packet_type", application), .extent = fixed(4)}),
    octets("data", "", {.when = equals("packet_type", application), .extent = octets_by(body_octets<12>)}),
    bits("media_source", 32, {.when = when(is_feedback)}),
    layers("fci", "RTCPFeedback", {.when = when(is_feedback), .extent = octets_by(body_octets<12>)}),
    layers("xr_blocks", "RTCPXRBlock",
           {.when = equals("packet_type", extended_report), .extent = octets_by(body_octets<8>)}),
    octets("fill", "", {.when = when(has_body), .extent = octets_by(fill_octets)})};
static constexpr Carrier carriers[] = {{"UDP", "dport", 5005, up}, {"UDP", "sport", 5005, up}};
extern constexpr Protocol rtcp = checked({.name = "RTCP",
                                          .title = "RTP Control Protocol",
                                          .shown = "RTCP",
                                          .fields = fields,
                                          .carried_by = carriers,
                                          .guess_payload = next_packet});

}  // namespace pkttest::protocols
