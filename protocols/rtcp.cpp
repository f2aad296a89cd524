// RTCP (RFC 3550, 6): reports and source descriptions, several in one datagram.
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
                                               .fields = item_fields});

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

/// Report blocks or chunks, counted in the octets.
static Integer block_count(const Layer& layer) {
    const auto octets = layer.header();
    const std::uint64_t type = layer.integer("packet_type");
    if (type == 200) return octets.size() < 28 ? 0 : static_cast<Integer>((octets.size() - 28) / 24);
    if (type == 201) return octets.size() < 8 ? 0 : static_cast<Integer>((octets.size() - 8) / 24);
    Integer count = 0;
    if (type == 202)
        for (std::size_t at = 4; at + 4 <= octets.size(); ++count)
            at += 4 + items_size(octets.subspan(at)) + chunk_padding(octets.subspan(at));
    return count;
}
/// Another packet behind this one counts itself.
static Integer words(const Layer& layer) {
    const bool is_followed = layer.above() && layer.above()->is("RTCP");
    return (is_followed ? header_octets(layer) : whole_octets(layer)) / 4 - 1;
}
static bool is_report(const Layer& layer) {
    return layer.integer("packet_type") == 200 || layer.integer("packet_type") == 201;
}
/// Another packet of the same datagram, where this one's length ends with its fields (RFC 3550, 6.1).
static const Protocol* next_packet(const Layer& layer) {
    const auto rest = layer.payload();
    const bool ends = (layer.integer("length") + 1) * 4 == layer.header().size();
    const bool is_packet = rest.size() >= 4 && rest[0] >> 6 == 2 && rest[1] >= 200 && rest[1] <= 207;
    return find_protocol(ends && is_packet ? "RTCP" : "Raw");
}

static constexpr Field fields[] = {
    bits("version", 2, 2),
    bits("padding", 1),
    bits("count", 5, {.compute = block_count}),
    enumeration("packet_type", 8, 0, packet_types),
    bits("length", 16, {.compute = words}),
    bits("sourcesync", 32, Default(), {.when = when(is_report)}),
    layer("sender_info", "SenderInfo", {.when = equals("packet_type", 200), .extent = fixed(20)}),
    layers("report_blocks", "ReceptionReport", {.when = when(is_report), .extent = count_from("count")}),
    layers("sdes_chunks", "SDESChunk", {.when = equals("packet_type", 202), .extent = count_from("count")})};
static constexpr Carrier carriers[] = {{"UDP", "dport", 5005, up}, {"UDP", "sport", 5005, up}};
extern constexpr Protocol rtcp = checked({.name = "RTCP",
                                          .title = "RTP Control Protocol",
                                          .shown = "RTCP",
                                          .fields = fields,
                                          .carried_by = carriers,
                                          .guess_payload = next_packet});

}  // namespace pkttest::protocols
