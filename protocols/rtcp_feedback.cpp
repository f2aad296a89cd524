// What RTCP's feedback packets hold (RFC 4585, 6; RFC 5104, 4), estimates of the receiver's bandwidth
// (draft-alvestrand-rmcat-remb) and of the transport's congestion (draft-holmer-rmcat-transport-wide-cc).
#include "framework/packet/layer.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

static constexpr Field unknown[] = {octets("data", "", {.extent = rest()})};
extern constexpr Protocol rtcp_feedback =
    checked({.name = "RTCPFeedback", .title = "RTCP feedback", .fields = unknown});

/// Whether the packet around it is of this type and format.
template <std::uint64_t type, std::uint64_t format>
static bool asked(const Layer& layer) {
    const Layer* packet = layer.parent();
    return packet != nullptr && packet->integer("packet_type") == type && packet->integer("count") == format;
}
template <std::uint64_t type, std::uint64_t format>
static constexpr Carrier of_format[] = {{"RTCPFeedback", asked<type, format>}};
static constexpr Protocol feedback(std::string_view name, std::string_view title,
                                   std::span<const Field> fields, std::span<const Carrier> format) {
    return checked({.name = name, .title = title, .fields = fields, .variant_of = format});
}

static constexpr Field nack[] = {bits("pid", 16), bits("blp", 16, {.hex = true})};
extern constexpr Protocol rtcp_nack =
    feedback("RTCPNack", "Generic negative acknowledgement", nack, of_format<205, 1>);
static constexpr Field bit_rate[] = {bits("sourcesync", 32), bits("exponent", 6), bits("mantissa", 17),
                                     bits("overhead", 9)};
extern constexpr Protocol rtcp_tmmbr =
    feedback("RTCPTmmbr", "Temporary maximum media stream bit rate request", bit_rate, of_format<205, 3>);
extern constexpr Protocol rtcp_tmmbn = feedback(
    "RTCPTmmbn", "Temporary maximum media stream bit rate notification", bit_rate, of_format<205, 4>);

static constexpr Field slice[] = {bits("first", 13), bits("number", 13), bits("picture_id", 6)};
extern constexpr Protocol rtcp_sli = feedback("RTCPSli", "Slice loss indication", slice, of_format<206, 2>);
static constexpr Field selection[] = {bits("pb", 8), bits("zero", 1), bits("payload_type", 7),
                                      octets("bit_string", "", {.extent = rest()})};
extern constexpr Protocol rtcp_rpsi =
    feedback("RTCPRpsi", "Reference picture selection indication", selection, of_format<206, 3>);
static constexpr Field intra[] = {bits("sourcesync", 32), bits("seq", 8), bits("reserved", 24)};
extern constexpr Protocol rtcp_fir = feedback("RTCPFir", "Full intra request", intra, of_format<206, 4>);
static constexpr Field trade_off[] = {bits("sourcesync", 32), bits("seq", 8), bits("reserved", 19),
                                      bits("index", 5)};
extern constexpr Protocol rtcp_tstr =
    feedback("RTCPTstr", "Temporal-spatial trade-off request", trade_off, of_format<206, 5>);
extern constexpr Protocol rtcp_tstn =
    feedback("RTCPTstn", "Temporal-spatial trade-off notification", trade_off, of_format<206, 6>);
static constexpr Field back_channel[] = {
    bits("sourcesync", 32),
    bits("seq", 8),
    bits("zero", 1),
    bits("payload_type", 7),
    bits("length", 16, {.length_of = {"message"}}),
    octets("message", "", {.extent = octets_from("length"), .pad_to = 4})};
extern constexpr Protocol rtcp_vbcm =
    feedback("RTCPVbcm", "H.271 video back channel message", back_channel, of_format<206, 7>);

static bool is_remb(const Layer& layer) {
    const auto octets = layer.header();
    return asked<206, 15>(layer) && octets.size() >= 8 &&
           std::string_view(reinterpret_cast<const char*>(octets.data()), 4) == "REMB";
}
static constexpr Carrier estimates[] = {{"RTCPFeedback", is_remb}};
static constexpr Field source = bits("source", 32);
static constexpr Field estimate[] = {
    octets("id", "REMB", {.extent = fixed(4)}), bits("count", 8, {.count_of = {"sources"}}),
    bits("exponent", 6), bits("mantissa", 18), list("sources", source, {.extent = count_from("count")})};
extern constexpr Protocol rtcp_remb =
    feedback("RTCPRemb", "Receiver estimated maximum bitrate", estimate, estimates);

// ---- transport-wide congestion control: a status for each packet, a delta for each that arrived ----

/// Packets that a chunk tells of: a run's length, or 14 of one bit, or 7 of two.
static std::uint64_t statuses(unsigned chunk) {
    if ((chunk & 0x8000) == 0) return chunk & 0x1fff;
    return (chunk & 0x4000) == 0 ? 14 : 7;
}
static std::int64_t chunk_octets(const Layer& layer) {
    const auto octets = layer.header();
    const std::uint64_t told = layer.integer("status_count");
    std::size_t at = 8;
    for (std::uint64_t so_far = 0; so_far < told && at + 2 <= octets.size(); at += 2)
        so_far += statuses(static_cast<unsigned>(octets[at] << 8 | octets[at + 1]));
    return static_cast<std::int64_t>(at) - 8;
}
static constexpr Field chunk = bits("chunk", 16, {.hex = true});
static constexpr Field congestion[] = {bits("base_seq", 16),
                                       bits("status_count", 16),
                                       bits("reference_time", 24, {.is_signed = true}),
                                       bits("feedback_count", 8),
                                       list("chunks", chunk, {.extent = octets_by(chunk_octets)}),
                                       octets("deltas", "", {.extent = rest()})};
extern constexpr Protocol rtcp_twcc =
    feedback("RTCPTwcc", "Transport-wide congestion control feedback", congestion, of_format<205, 15>);

}  // namespace pkttest::protocols
