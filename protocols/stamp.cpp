// STAMP (RFC 8762) with its optional extensions (RFC 8972): the unauthenticated test packets.
#include "framework/packet/layer.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/computed.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

static constexpr Name synchronized[] = {{0, "No External Synchronization for the Time Source"},
                                        {1, "Clock Synchronized to UTC using an External Source"}};
static constexpr Name timestamp_formats[] = {{0, "NTP 64-bit Timestamp Format"},
                                             {1, "PTPv2 Truncated Timestamp Format"}};
static constexpr Field estimate_fields[] = {
    enumeration("S", 1, 0, synchronized),
    enumeration("Z", 1, 0, timestamp_formats),
    bits("scale", 6),
    bits("multiplier", 8, 1),
};
extern constexpr Protocol error_estimate = {
    .name = "ErrorEstimate",
    .title = "Error Estimate",
    .fields = estimate_fields,
    .payload_size = [](const Layer&) -> std::int64_t { return 0; },
};
static_assert(well_formed(error_estimate));

static constexpr Name tlv_flags[] = {{0x80, "U"}, {0x40, "M"}, {0x20, "I"}};
static constexpr Field tlv_fields[] = {
    flags("flags", 8, 0, tlv_flags),
    bits("type", 8, Default()),
    bits("len", 16, {.length_of = {"value"}}),
    octets("value", "", {.extent = octets_from("len")}),
};
extern constexpr Protocol stamp_tlv = {.name = "STAMPTestTLV",
                                       .title = "STAMP Test Packet - Generic TLV",
                                       .fields = tlv_fields,
                                       .payload_size = no_payload};
static_assert(well_formed(stamp_tlv));

// ---- timestamps: NTP's, or PTP's of 32 bits of seconds and 32 of nanoseconds (RFC 8762, 4.2.1) -------

constexpr Integer one_second = Integer{1} << 32;

/// NTP's seconds begin anew after 2^32.
static std::optional<Problem> normalize_seconds(const Field& field, const Value& in, Value& internal) {
    Integer seconds = 0;
    const bool is_whole = in.to_integer(seconds) && seconds >= 0;
    return fixed_point_shape.normalize(field, is_whole ? Value(seconds % one_second) : in, internal);
}
/// PTP's are read as one number; below 2^32 it would be a number of seconds, as it is written.
static std::optional<Problem> normalize_whole(const Field& field, const Value& in, Value& internal) {
    Integer number = 0;
    if (!in.to_integer(number) || number < one_second) return normalize_seconds(field, in, internal);
    return integer_shape.normalize(field, in, internal);
}
static Value human_whole(const Field& field, const Value& internal) {
    Integer number = 0;
    const bool is_small = internal.to_integer(number) && number < one_second;
    return is_small ? fixed_point_shape.human(field, internal) : internal;
}
static constexpr Shape ntp_shape =
    based_on<fixed_point_shape>({.name = "timestamp", .normalize = normalize_seconds});
static constexpr Shape ptp_shape =
    based_on<fixed_point_shape>({.name = "timestamp", .normalize = normalize_whole, .human = human_whole});
static constexpr FixedPoint half{32};

/// Whether the error estimate, `at` octets behind the layer's start, says that the timestamps are PTP's.
template <std::size_t at>
static bool is_of_ptp(const Layer& layer) {
    if (!layer.is_crafted()) return layer.header().size() > at && (layer.header()[at] & 0x40) != 0;
    const Value estimate = layer.get(at == 12 ? "err_estimate" : "err_estimate_sender");
    const auto* there = estimate.as<LayerReference>();
    return there != nullptr && (*there->packet)[there->index].integer("Z") != 0;
}
static constexpr Field of_ntp = custom("ts", ntp_shape, 0, {.name_by = ntp_date, .user = &half}, 64),
                       of_ptp = custom("ts", ptp_shape, 0, {.user = &half}, 64);
template <std::size_t at>
static constexpr Case clocks[] = {{when(is_of_ptp<at>), &of_ptp}, {{}, &of_ntp}};

/// TLVs reach to the end of the UDP payload.
static constexpr Field tlvs = layers("tlv_objects", "STAMPTestTLV", {});

static constexpr Field sender_fields[] = {
    bits("seq", 32),     one_of("ts", clocks<12>), layer("err_estimate", "ErrorEstimate", {.unbroken = true}),
    bits("ssid", 16, 1), wide("mbz", 28),          tlvs,
};
static constexpr Carrier sender_carriers[] = {{"UDP", "dport", 862}};
extern constexpr Protocol stamp_sender = {.name = "STAMPSessionSenderTestUnauthenticated",
                                          .title = "STAMP Session-Sender Test",
                                          .fields = sender_fields,
                                          .carried_by = sender_carriers};
static_assert(well_formed(stamp_sender));

static constexpr Field reflector_fields[] = {
    bits("seq", 32),
    one_of("ts", clocks<12>),
    layer("err_estimate", "ErrorEstimate", {.unbroken = true}),
    bits("ssid", 16, 1),
    one_of("ts_rx", clocks<12>),
    bits("seq_sender", 32),
    one_of("ts_sender", clocks<36>),
    layer("err_estimate_sender", "ErrorEstimate", {.unbroken = true}),
    bits("mbz1", 16),
    bits("ttl_sender", 8, 255),
    bits("mbz2", 24),
    tlvs,
};
static constexpr Carrier reflector_carriers[] = {{"UDP", "sport", 862}};
extern constexpr Protocol stamp_reflector = {.name = "STAMPSessionReflectorTestUnauthenticated",
                                             .title = "STAMP Session-Reflector Test",
                                             .fields = reflector_fields,
                                             .carried_by = reflector_carriers};
static_assert(well_formed(stamp_reflector));

}  // namespace pkttest::protocols
