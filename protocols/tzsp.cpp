// TZSP, the TaZmen Sniffer Protocol: captured frames in UDP behind tags. Each tag is a layer behind the one
// before.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr std::uint64_t keepalive = 4;
static constexpr Name types[] = {
    {0, "RX_PACKET"}, {1, "TX_PACKET"}, {3, "CONFIG"}, {keepalive, "KEEPALIVE/NULL"}, {5, "PORT"}};
static constexpr Name encapsulations[] = {
    {1, "ETHERNET"}, {18, "IEEE 802.11"}, {119, "PRISM HEADER"}, {127, "WLAN AVS"}};
static constexpr Name tag_types[] = {{0, "PADDING"},
                                     {1, "END"},
                                     {10, "RAW_RSSI"},
                                     {11, "SNR"},
                                     {12, "DATA_RATE"},
                                     {13, "TIMESTAMP"},
                                     {15, "CONTENTION_FREE"},
                                     {16, "DECRYPTED"},
                                     {17, "FCS_ERROR"},
                                     {18, "RX_CHANNEL"},
                                     {40, "PACKET_COUNT"},
                                     {41, "RX_FRAME_LENGTH"},
                                     {60, "WLAN_RADIO_HDR_SERIAL"}};
static constexpr Name data_rates[] = {
    {0, "unknown"},  {2, "1 MB/s"},   {4, "2 MB/s"},           {10, "1 MB/s (legacy)"},   {11, "5.5 MB/s"},
    {12, "6 MB/s"},  {18, "9 MB/s"},  {20, "2 MB/s (legacy)"}, {22, "11 MB/s"},           {24, "12 MB/s"},
    {36, "18 MB/s"}, {44, "22 MB/s"}, {48, "24 MB/s"},         {55, "5.5 MB/s (legacy)"}, {66, "33 MB/s"},
    {72, "36 MB/s"}, {96, "48 MB/s"}, {108, "54 MB/s"},        {110, "11 MB/s (legacy)"}};
static constexpr Name yes_no[] = {{0, "no"}, {1, "yes"}};

/// Padding and end are an octet alone; all others have a length.
static const Protocol* next_tag(const Layer& layer) {
    switch (payload_octet(layer, 0)) {
        case -1:
            return nullptr;
        case 0:
            return find_protocol("TZSPTagPadding");
        case 1:
            return find_protocol("TZSPTagEnd");
        default:
            return find_protocol("TZSPTagUnknown");
    }
}
static const Protocol* first_tag(const Layer& layer) {
    return layer.integer("type") == keepalive ? find_protocol("Raw") : next_tag(layer);
}
/// Behind the tags stands what the header announced.
static const Protocol* captured(const Layer& layer) {
    const auto header = layer.below("TZSP");
    switch (header ? header->integer("encapsulated_protocol") : 0) {
        case 1:
            return find_protocol("Ether");
        case 18:
            return find_protocol("Dot11");
        case 119:
            return find_protocol("PrismHeader");
        default:
            return find_protocol("Raw");
    }
}

static constexpr Field fields[] = {
    bits("version", 8, 1),
    enumeration("type", 8, 0, types),
    enumeration("encapsulated_protocol", 16, 1, encapsulations),
};
/// No port is assigned; the one that is used is set, and not taken for this protocol.
static constexpr Carrier carriers[] = {{"UDP", "dport", 37008, down}};
extern constexpr Protocol tzsp = {.name = "TZSP",
                                  .title = "TaZmen Sniffer Protocol",
                                  .shown = "TZSP",
                                  .fields = fields,
                                  .carried_by = carriers,
                                  .guess_payload = first_tag};
static_assert(well_formed(tzsp));

static constexpr Field type(int number) { return enumeration("type", 8, number, tag_types); }
static constexpr Field len(int octets) { return bits("len", 8, octets); }

static constexpr Field padding_fields[] = {type(0)};
extern constexpr Protocol tzsp_padding = {.name = "TZSPTagPadding",
                                          .title = "TZSP padding",
                                          .shown = "TZSPTagPadding",
                                          .fields = padding_fields,
                                          .guess_payload = next_tag};
static_assert(well_formed(tzsp_padding));

static constexpr Field end_fields[] = {type(1)};
extern constexpr Protocol tzsp_end = {.name = "TZSPTagEnd",
                                      .title = "TZSP end of the tags",
                                      .shown = "TZSPTagEnd",
                                      .fields = end_fields,
                                      .guess_payload = captured};
static_assert(well_formed(tzsp_end));

static constexpr Field unknown_fields[] = {type(255), bits("len", 8, {.length_of = {"data"}}),
                                           octets("data", "", {.extent = octets_from("len"), .hex = true})};
extern constexpr Protocol tzsp_unknown = {.name = "TZSPTagUnknown",
                                          .title = "TZSP tag",
                                          .shown = "TZSPTagUnknown",
                                          .fields = unknown_fields,
                                          .guess_payload = next_tag};
static_assert(well_formed(tzsp_unknown));

template <std::uint64_t number, std::uint64_t octets>
static constexpr Carrier typed[] = {{"TZSPTagUnknown", {"type", number}, {"len", octets}}};
static constexpr Protocol tag(std::string_view name, std::string_view title, std::span<const Field> table,
                              std::span<const Carrier> variant_of) {
    return checked(
        {.name = name, .title = title, .fields = table, .variant_of = variant_of, .guess_payload = next_tag});
}

static constexpr Field rssi_fields[] = {type(10), len(1), bits("raw_rssi", 8)};
extern constexpr Protocol tzsp_rssi =
    tag("TZSPTagRawRSSIByte", "TZSPTagRawRSSIByte", rssi_fields, typed<10, 1>);
static constexpr Field rssi_short_fields[] = {type(10), len(2), bits("raw_rssi", 16)};
extern constexpr Protocol tzsp_rssi_short =
    tag("TZSPTagRawRSSIShort", "TZSPTagRawRSSIShort", rssi_short_fields, typed<10, 2>);

static constexpr Field snr_fields[] = {type(11), len(1), bits("snr", 8)};
extern constexpr Protocol tzsp_snr = tag("TZSPTagSNRByte", "TZSPTagSNRByte", snr_fields, typed<11, 1>);
static constexpr Field snr_short_fields[] = {type(11), len(2), bits("snr", 16)};
extern constexpr Protocol tzsp_snr_short =
    tag("TZSPTagSNRShort", "TZSPTagSNRShort", snr_short_fields, typed<11, 2>);

static constexpr Field rate_fields[] = {type(12), len(1), enumeration("data_rate", 8, 0, data_rates)};
extern constexpr Protocol tzsp_rate = tag("TZSPTagDataRate", "TZSPTagDataRate", rate_fields, typed<12, 1>);

static constexpr Field timestamp_fields[] = {type(13), len(4), bits("timestamp", 32)};
extern constexpr Protocol tzsp_timestamp =
    tag("TZSPTagTimestamp", "TZSPTagTimestamp", timestamp_fields, typed<13, 4>);

static constexpr Field contention_fields[] = {type(15), len(1), enumeration("contention_free", 8, 0, yes_no)};
extern constexpr Protocol tzsp_contention =
    tag("TZSPTagContentionFree", "TZSPTagContentionFree", contention_fields, typed<15, 1>);

static constexpr Field decrypted_fields[] = {type(16), len(1), enumeration("decrypted", 8, 1, yes_no)};
extern constexpr Protocol tzsp_decrypted =
    tag("TZSPTagDecrypted", "TZSPTagDecrypted", decrypted_fields, typed<16, 1>);

static constexpr Field error_fields[] = {type(17), len(1), enumeration("fcs_error", 8, 0, yes_no)};
extern constexpr Protocol tzsp_error = tag("TZSPTagError", "TZSPTagError", error_fields, typed<17, 1>);

static constexpr Field channel_fields[] = {type(18), len(1), bits("rx_channel", 8)};
extern constexpr Protocol tzsp_channel =
    tag("TZSPTagRXChannel", "TZSPTagRXChannel", channel_fields, typed<18, 1>);

static constexpr Field count_fields[] = {type(40), len(4), bits("packet_count", 32)};
extern constexpr Protocol tzsp_count =
    tag("TZSPTagPacketCount", "TZSPTagPacketCount", count_fields, typed<40, 4>);

static constexpr Field frame_length_fields[] = {type(41), len(2), bits("rx_frame_length", 16)};
extern constexpr Protocol tzsp_frame_length =
    tag("TZSPTagRXFrameLength", "TZSPTagRXFrameLength", frame_length_fields, typed<41, 2>);

static constexpr Carrier serial_of[] = {{"TZSPTagUnknown", "type", 60}};
static constexpr Field serial_fields[] = {type(60), bits("len", 8, {.length_of = {"sensor_id"}}),
                                          octets("sensor_id", "", {.extent = octets_from("len")})};
extern constexpr Protocol tzsp_serial =
    tag("TZSPTagWlanRadioHdrSerial", "TZSPTagWlanRadioHdrSerial", serial_fields, serial_of);

}  // namespace pkttest::protocols
