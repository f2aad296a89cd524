// STAMP (RFC 8762) with its optional extensions (RFC 8972): the unauthenticated test packets.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

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

/// TLVs reach to the end of the UDP payload.
static constexpr Field tlvs = layers("tlv_objects", "STAMPTestTLV", {});

static constexpr Field sender_fields[] = {
    bits("seq", 32),     bits("ts", 64),  layer("err_estimate", "ErrorEstimate", {.unbroken = true}),
    bits("ssid", 16, 1), wide("mbz", 28), tlvs,
};
static constexpr Carrier sender_carriers[] = {{"UDP", "dport", 862}};
extern constexpr Protocol stamp_sender = {.name = "STAMPSessionSenderTestUnauthenticated",
                                          .title = "STAMP Session-Sender Test",
                                          .fields = sender_fields,
                                          .carried_by = sender_carriers};
static_assert(well_formed(stamp_sender));

static constexpr Field reflector_fields[] = {
    bits("seq", 32),
    bits("ts", 64),
    layer("err_estimate", "ErrorEstimate", {.unbroken = true}),
    bits("ssid", 16, 1),
    bits("ts_rx", 64),
    bits("seq_sender", 32),
    bits("ts_sender", 64),
    layer("err_estimate_sender", "ErrorEstimate", {.unbroken = true}),
    bits("mbz1", 16),
    bits("ttl_sender", 8, 255),
    bits("mbz2", 24, 0, {.hex = true}),
    tlvs,
};
static constexpr Carrier reflector_carriers[] = {{"UDP", "sport", 862}};
extern constexpr Protocol stamp_reflector = {.name = "STAMPSessionReflectorTestUnauthenticated",
                                             .title = "STAMP Session-Reflector Test",
                                             .fields = reflector_fields,
                                             .carried_by = reflector_carriers};
static_assert(well_formed(stamp_reflector));

}  // namespace pkttest::protocols
