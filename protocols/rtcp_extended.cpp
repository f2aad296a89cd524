// The blocks of RTCP's extended reports (RFC 3611, 4): losses, receipt times, delays, statistics, voice over
// IP. Blocks of other types are kept as octets.
#include "framework/packet/layer.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

static constexpr Name block_types[] = {{1, "Loss RLE"},
                                       {2, "Duplicate RLE"},
                                       {3, "Packet Receipt Times"},
                                       {4, "Receiver Reference Time"},
                                       {5, "DLRR"},
                                       {6, "Statistics Summary"},
                                       {7, "VoIP Metrics"},
                                       {8, "RTCP XP"},
                                       {9, "Texas Instruments Extended VoIP Quality"},
                                       {10, "Post-repair Loss RLE"},
                                       {11, "Multicast Acquisition"},
                                       {12, "IDMS"},
                                       {13, "ECN Summary"},
                                       {14, "Measurement Information"},
                                       {15, "Packet Delay Variation"},
                                       {16, "Delay Metrics"},
                                       {17, "Burst/Gap Loss Summary Statistics"},
                                       {18, "Burst/Gap Discard Summary Statistics"},
                                       {19, "Frame Impairment Statistics Summary"},
                                       {20, "Burst/Gap Loss Metrics"},
                                       {21, "Burst/Gap Discard Metrics"},
                                       {22, "MPEG2 Transport Stream PSI-Independent Decodability"},
                                       {23, "De-Jitter Buffer Metrics"},
                                       {24, "Discard Count Metrics"},
                                       {25, "DRLE"},
                                       {26, "Bytes Discarded"},
                                       {27, "Synchronization Delay Metrics"},
                                       {28, "Synchronization Offset Metrics"},
                                       {29, "MOS Metrics"},
                                       {30, "Loss Concealment Metrics"}};
static constexpr Field type_of(unsigned type) { return enumeration("type", 8, type, block_types); }
/// In words of four octets behind the first.
static constexpr Field words_of(std::string_view field, int before) {
    return bits("length", 16, {.length_of = {field, 4, before}});
}

static constexpr Field unknown[] = {type_of(0), bits("specific", 8), words_of("data", 0),
                                    octets("data", "", {.extent = up_to("length", 4, 4), .pad_to = 4})};
extern constexpr Protocol rtcp_xr_block =
    checked({.name = "RTCPXRBlock", .title = "RTCP extended report block", .fields = unknown});

template <std::uint64_t type>
static constexpr Carrier of_type[] = {{"RTCPXRBlock", "type", type}};
static constexpr Protocol block(std::string_view name, std::string_view title, std::span<const Field> fields,
                                std::span<const Carrier> type) {
    return checked({.name = name, .title = title, .fields = fields, .variant_of = type});
}

// ---- run lengths and bits for each packet (4.1, 4.2)

static constexpr Field chunk = bits("chunk", 16, {.hex = true});
template <unsigned type>
static constexpr Field run_lengths[] = {
    type_of(type),          bits("reserved", 4),
    bits("thinning", 4),    words_of("chunks", 8),
    bits("sourcesync", 32), bits("begin_seq", 16),
    bits("end_seq", 16),    list("chunks", chunk, {.extent = up_to("length", 4, 4), .pad_to = 4})};
extern constexpr Protocol rtcp_xr_loss =
    block("RTCPXRLossRLE", "Loss report block", run_lengths<1>, of_type<1>);
extern constexpr Protocol rtcp_xr_duplicates =
    block("RTCPXRDuplicateRLE", "Duplicate report block", run_lengths<2>, of_type<2>);

// ---- times (4.3, 4.4, 4.5)

static constexpr Field receipt = bits("time", 32);
static constexpr Field receipts[] = {type_of(3),
                                     bits("reserved", 4),
                                     bits("thinning", 4),
                                     words_of("times", 8),
                                     bits("sourcesync", 32),
                                     bits("begin_seq", 16),
                                     bits("end_seq", 16),
                                     list("times", receipt, {.extent = up_to("length", 4, 4)})};
extern constexpr Protocol rtcp_xr_receipts =
    block("RTCPXRReceiptTimes", "Packet receipt times report block", receipts, of_type<3>);
static constexpr Field reference[] = {type_of(4), bits("reserved", 8), bits("length", 16, 2),
                                      bits("ntp_timestamp", 64)};
extern constexpr Protocol rtcp_xr_reference =
    block("RTCPXRReferenceTime", "Receiver reference time report block", reference, of_type<4>);
static constexpr Field delay[] = {bits("sourcesync", 32), bits("last_RR", 32),
                                  bits("delay_since_last_RR", 32)};
extern constexpr Protocol rtcp_xr_delay =
    checked({.name = "RTCPXRDelay", .title = "Delay since a receiver's last report", .fields = delay});
static constexpr Field delays[] = {type_of(5), bits("reserved", 8), words_of("delays", 0),
                                   layers("delays", "RTCPXRDelay", {.extent = up_to("length", 4, 4)})};
extern constexpr Protocol rtcp_xr_delays =
    block("RTCPXRDLRR", "Delays since the last receiver reports", delays, of_type<5>);

// ---- statistics (4.6, 4.7)

static constexpr Name hop_kinds[] = {{0, "none"}, {1, "IPv4 TTL"}, {2, "IPv6 hop limit"}};
static constexpr Name summarised[] = {{4, "losses"}, {2, "duplicates"}, {1, "jitter"}};
static constexpr Field statistics[] = {type_of(6),
                                       flags("flags", 3, 0, summarised),
                                       enumeration("hops", 2, 0, hop_kinds),
                                       bits("reserved", 3),
                                       bits("length", 16, 9),
                                       bits("sourcesync", 32),
                                       bits("begin_seq", 16),
                                       bits("end_seq", 16),
                                       bits("lost_packets", 32),
                                       bits("dup_packets", 32),
                                       bits("min_jitter", 32),
                                       bits("max_jitter", 32),
                                       bits("mean_jitter", 32),
                                       bits("dev_jitter", 32),
                                       bits("min_ttl", 8),
                                       bits("max_ttl", 8),
                                       bits("mean_ttl", 8),
                                       bits("dev_ttl", 8)};
extern constexpr Protocol rtcp_xr_statistics =
    block("RTCPXRStatistics", "Statistics summary report block", statistics, of_type<6>);

static constexpr Field level(std::string_view name) { return bits(name, 8, 127, {.is_signed = true}); }
static constexpr Field quality(std::string_view name) { return bits(name, 8, 127); }
static constexpr Field voice[] = {type_of(7),
                                  bits("reserved", 8),
                                  bits("length", 16, 8),
                                  bits("sourcesync", 32),
                                  bits("loss_rate", 8),
                                  bits("discard_rate", 8),
                                  bits("burst_density", 8),
                                  bits("gap_density", 8),
                                  bits("burst_duration", 16),
                                  bits("gap_duration", 16),
                                  bits("round_trip_delay", 16),
                                  bits("end_system_delay", 16),
                                  level("signal_level"),
                                  level("noise_level"),
                                  quality("rerl"),
                                  bits("gmin", 8, 16),
                                  quality("r_factor"),
                                  quality("external_r_factor"),
                                  quality("mos_lq"),
                                  quality("mos_cq"),
                                  bits("plc", 2),
                                  bits("jba", 2),
                                  bits("jb_rate", 4),
                                  bits("reserved2", 8),
                                  bits("jb_nominal", 16),
                                  bits("jb_maximum", 16),
                                  bits("jb_abs_max", 16)};
extern constexpr Protocol rtcp_xr_voice =
    block("RTCPXRVoIPMetrics", "Voice over IP metrics report block", voice, of_type<7>);

}  // namespace pkttest::protocols
