// Radiotap (https://www.radiotap.org): what the radio knows of an 802.11 frame, each field there by a bit of
// `present`.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

// ---- names -------------------------------------------------------------------------------------------

static constexpr std::string_view present_names[] = {"TSFT",
                                                     "Flags",
                                                     "Rate",
                                                     "Channel",
                                                     "FHSS",
                                                     "dBm_AntSignal",
                                                     "dBm_AntNoise",
                                                     "Lock_Quality",
                                                     "TX_Attenuation",
                                                     "dB_TX_Attenuation",
                                                     "dBm_TX_Power",
                                                     "Antenna",
                                                     "dB_AntSignal",
                                                     "dB_AntNoise",
                                                     "RXFlags",
                                                     "TXFlags",
                                                     "b17",
                                                     "b18",
                                                     "ChannelPlus",
                                                     "MCS",
                                                     "A_MPDU",
                                                     "VHT",
                                                     "timestamp",
                                                     "HE",
                                                     "HE_MU",
                                                     "HE_MU_other_user",
                                                     "zero_length_psdu",
                                                     "L_SIG",
                                                     "TLV",
                                                     "RadiotapNS",
                                                     "VendorNS",
                                                     "Ext"};
static_assert(std::size(present_names) == 32);
static constexpr auto present_flags = [] {
    std::array<Name, 32> out{};
    for (std::size_t i = 0; i < 32; ++i) out[i] = {std::uint64_t{1} << i, present_names[i]};
    return out;
}();
static constexpr auto types = [] {
    std::array<Name, 32> out{};
    for (std::size_t i = 0; i < 32; ++i) out[i] = {i, present_names[i]};
    return out;
}();
static constexpr Name frame_flags[] = {{0x01, "CFP"},      {0x02, "ShortPreamble"}, {0x04, "wep"},
                                       {0x08, "fragment"}, {0x10, "FCS"},           {0x20, "pad"},
                                       {0x40, "badFCS"},   {0x80, "ShortGI"}};
static constexpr Name channel_flags[] = {{0x1, "res1"},
                                         {0x2, "res2"},
                                         {0x4, "res3"},
                                         {0x8, "res4"},
                                         {0x10, "Turbo"},
                                         {0x20, "CCK"},
                                         {0x40, "OFDM"},
                                         {0x80, "2GHz"},
                                         {0x100, "5GHz"},
                                         {0x200, "Passive"},
                                         {0x400, "Dynamic_CCK_OFDM"},
                                         {0x800, "GFSK"},
                                         {0x1000, "GSM"},
                                         {0x2000, "StaticTurbo"},
                                         {0x4000, "10MHz"},
                                         {0x8000, "5MHz"},
                                         {0x10000, "20MHz"},
                                         {0x20000, "40MHz_ext_channel_above"},
                                         {0x40000, "40MHz_ext_channel_below"},
                                         {0x80000, "res5"},
                                         {0x100000, "res6"},
                                         {0x200000, "res7"},
                                         {0x400000, "res8"},
                                         {0x800000, "res9"}};
static constexpr Name rx_flags[] = {{0x1, "res1"}, {0x2, "BAD_PLCP"}, {0x4, "res2"}};
static constexpr Name tx_flags[] = {{0x1, "TX_FAIL"}, {0x2, "CTS"},    {0x4, "RTS"},
                                    {0x8, "NOACK"},   {0x10, "NOSEQ"}, {0x20, "ORDER"}};
static constexpr Name known_mcs[] = {{0x01, "MCS_bandwidth"}, {0x02, "MCS_index"}, {0x04, "guard_interval"},
                                     {0x08, "HT_format"},     {0x10, "FEC_type"},  {0x20, "STBC_streams"},
                                     {0x40, "Ness"},          {0x80, "Ness_MSB"}};
static constexpr Name codings[] = {{0, "BCC"}, {1, "LDPC"}};
static constexpr Name formats[] = {{0, "mixed"}, {1, "greenfield"}};
static constexpr Name intervals[] = {{0, "Long_GI"}, {1, "Short_GI"}};
static constexpr Name mcs_bandwidths[] = {{0, "20MHz"}, {1, "40MHz"}, {2, "ht40Mhz-"}, {3, "ht40MHz+"}};
static constexpr Name aggregate_flags[] = {
    {0x1, "Report0Subframe"}, {0x2, "Is0Subframe"}, {0x4, "KnownLastSubframe"},
    {0x8, "LastSubframe"},    {0x10, "CRCerror"},   {0x20, "EOFsubframe"},
    {0x40, "KnownEOF"},       {0x80, "res1"},       {0x100, "res2"},
    {0x200, "res3"},          {0x400, "res4"},      {0x800, "res5"},
    {0x1000, "res6"},         {0x2000, "res7"},     {0x4000, "res8"}};
static constexpr Name known_vht[] = {{0x1, "STBC"},           {0x2, "TXOP_PS_NOT_ALLOWED"},
                                     {0x4, "GuardInterval"},  {0x8, "SGINsysmDis"},
                                     {0x10, "LDPCextraOFDM"}, {0x20, "Beamformed"},
                                     {0x40, "Bandwidth"},     {0x80, "GroupID"},
                                     {0x100, "PartialAID"},   {0x200, "res1"},
                                     {0x400, "res2"},         {0x800, "res3"},
                                     {0x1000, "res4"},        {0x2000, "res5"},
                                     {0x4000, "res6"},        {0x8000, "res7"}};
static constexpr Name present_vht[] = {
    {0x1, "STBC"},           {0x2, "TXOP_PS_NOT_ALLOWED"}, {0x4, "GuardInterval"}, {0x8, "SGINsysmDis"},
    {0x10, "LDPCextraOFDM"}, {0x20, "Beamformed"},         {0x40, "res1"},         {0x80, "res2"}};
static constexpr auto vht_bandwidths = [] {
    std::array<Name, 26> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = {i, i == 0 ? "20MHz" : i < 4 ? "40MHz" : i < 11 ? "80MHz" : "160MHz"};
    return out;
}();
static constexpr Name time_units[] = {{0, "milliseconds"}, {1, "microseconds"}, {3, "nanoseconds"}};
static constexpr Name time_flags[] = {{0x1, "32-bit_counter"}, {0x2, "Accuracy"}, {0x4, "res1"},
                                      {0x8, "res2"},           {0x10, "res3"},    {0x20, "res4"},
                                      {0x40, "res5"},          {0x80, "res6"}};
static constexpr Name user_known[] = {
    {0x1, "user field position"},    {0x2, "STA-ID"}, {0x4, "NSTS"}, {0x8, "Tx Beamforming"},
    {0x10, "Spatial Configuration"}, {0x20, "MCS"},   {0x40, "DCM"}, {0x80, "Coding"}};
static constexpr Name signal_known[] = {{0x1, "rate"}, {0x2, "length"}};

// ---- extended presence, TLVs -----------------------------------------------------------------------------

static constexpr std::uint64_t more = 0x80000000;
static constexpr auto mask_flags = [] {
    constexpr std::string_view digits =
        "b0b1b2b3b4b5b6b7b8b9b10b11b12b13b14b15b16b17b18b19b20b21b22b23b24b25b26b27b28b29b30";
    std::array<Name, 32> out{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < 31; ++i) {
        const std::size_t length = i < 10 ? 2 : 3;
        out[i] = {std::uint64_t{1} << i, digits.substr(at, length)};
        at += length;
    }
    out[31] = {more, "Ext"};
    return out;
}();
static constexpr Field mask_fields[] = {flags("present", 32, 0, mask_flags, {.little_endian = true})};
extern constexpr Protocol radiotap_mask = {.name = "RadioTapExtendedPresenceMask",
                                           .title = "RadioTap Extended presence mask",
                                           .fields = mask_fields,
                                           .payload_size = no_payload};
static_assert(well_formed(radiotap_mask));

/// Another mask follows each one with the highest bit set.
static std::int64_t masks(const Layer& layer) {
    const auto octets = layer.header();
    std::int64_t count = 0;
    for (std::size_t at = 7; at < octets.size() && (octets[at] & 0x80) != 0; at += 4) ++count;
    return count;
}

static constexpr std::uint64_t vendor = 30;
static bool is_vendor(const Layer& layer) { return layer.integer("type") == vendor; }
static std::int64_t tlv_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("length")) - (is_vendor(layer) ? 8 : 0);
}
static constexpr Field tlv_fields[] = {
    enumeration("type", 16, 0, types, {.little_endian = true}),
    bits("length", 16, {}, {.count_of = {"data"}, .little_endian = true}),
    bits("oui", 24, 0, {.when = equals("type", vendor), .hex = true}),
    bits("subtype", 8, 0, {.when = equals("type", vendor)}),
    bits("presence_type", 16, 0, {.when = equals("type", vendor), .little_endian = true}),
    bits("reserved", 16, 0, {.when = equals("type", vendor), .little_endian = true}),
    octets("data", "", {.extent = octets_by(tlv_octets), .pad_to = 4})};
extern constexpr Protocol radiotap_tlv = {.name = "RadioTapTLV",
                                          .title = "RadioTap TLV",
                                          .shown = "RadioTapTLV",
                                          .fields = tlv_fields,
                                          .payload_size = no_payload};
static_assert(well_formed(radiotap_tlv));

// ---- the header ----------------------------------------------------------------------------------------

/// A field of bit `bit`, little-endian, at a multiple of `align` octets.
static constexpr Extra at(unsigned bit, std::uint8_t align = 1) {
    return {.when = any_bit("present", std::uint64_t{1} << bit), .align_to = align, .little_endian = true};
}
static constexpr Extra decibels(unsigned bit) {
    return {.when = any_bit("present", std::uint64_t{1} << bit), .is_signed = true};
}
static constexpr Field number(std::string_view name, std::uint16_t width, const Extra& extra) {
    return bits(name, width, 0, extra);
}
static constexpr Scale half_megabits = {0.5, 0};
static constexpr Field unit = bits("RU", 8);
static constexpr Extent four_units = fixed(4);

static constexpr Field fields[] = {
    bits("version", 8),
    bits("pad", 8),
    bits("len", 16, {}, {.compute = header_octets, .little_endian = true}),
    flags("present", 32, 0, present_flags, {.little_endian = true}),
    layers("Ext", "RadioTapExtendedPresenceMask",
           {.when = any_bit("present", more), .extent = count_by(masks)}),
    number("mac_timestamp", 64, at(0, 8)),
    flags("Flags", 8, 0, frame_flags, at(1)),
    scaled("Rate", 8, half_megabits, at(2)),
    number("ChannelFrequency", 16, at(3, 2)),
    flags("ChannelFlags", 16, 0, std::span(channel_flags).first(16), at(3)),
    number("FHSS_hop_set", 8, at(4)),
    number("FHSS_hop_pattern", 8, at(4)),
    number("dBm_AntSignal", 8, decibels(5)),
    number("dBm_AntNoise", 8, decibels(6)),
    number("Lock_Quality", 16, at(7, 2)),
    number("TX_Attenuation", 16, at(8, 2)),
    number("dB_TX_Attenuation", 16, at(9, 2)),
    number("dBm_TX_Power", 8, decibels(10)),
    number("Antenna", 8, at(11)),
    number("dB_AntSignal", 8, at(12)),
    number("dB_AntNoise", 8, at(13)),
    flags("RXFlags", 16, 0, rx_flags, at(14, 2)),
    flags("TXFlags", 16, 0, tx_flags, at(15, 2)),
    number("RTS_retries", 8, at(16)),
    number("data_retries", 8, at(17)),
    flags("ChannelPlusFlags", 32, 0, channel_flags, at(18, 4)),
    number("ChannelPlusFrequency", 16, at(18)),
    number("ChannelPlusNumber", 8, at(18)),
    number("ChannelPlusMaxPower", 8, at(18)),
    flags("knownMCS", 8, 0, known_mcs, at(19)),
    number("Ness_LSB", 1, at(19)),
    number("STBC_streams", 2, at(19)),
    enumeration("FEC_type", 1, 0, codings, at(19)),
    enumeration("HT_format", 1, 0, formats, at(19)),
    enumeration("guard_interval", 1, 0, intervals, at(19)),
    enumeration("MCS_bandwidth", 2, 0, mcs_bandwidths, at(19)),
    number("MCS_index", 8, at(19)),
    number("A_MPDU_ref", 32, at(20, 4)),
    flags("A_MPDU_flags", 32, 0, aggregate_flags, at(20)),
    flags("KnownVHT", 16, 0, known_vht, at(21, 2)),
    flags("PresentVHT", 8, 0, present_vht, at(21)),
    enumeration("VHT_bandwidth", 8, 0, vht_bandwidths, at(21)),
    octets("mcs_nss", "0", {.when = any_bit("present", 1u << 21), .extent = fixed(5)}),
    number("GroupID", 8, at(21)),
    number("PartialAID", 16, at(21)),
    number("timestamp", 64, at(22, 8)),
    number("ts_accuracy", 16, at(22)),
    number("ts_position", 4, at(22)),
    enumeration("ts_unit", 4, 0, time_units, at(22)),
    flags("ts_flags", 8, 0, time_flags, at(22)),
    number("he_data1", 16, at(23, 2)),
    number("he_data2", 16, at(23)),
    number("he_data3", 16, at(23)),
    number("he_data4", 16, at(23)),
    number("he_data5", 16, at(23)),
    number("he_data6", 16, at(23)),
    number("hemu_flags1", 16, at(24, 2)),
    number("hemu_flags2", 16, at(24)),
    list("RU_channel1", unit, {.when = any_bit("present", 1u << 24), .extent = four_units}),
    list("RU_channel2", unit, {.when = any_bit("present", 1u << 24), .extent = four_units}),
    bits("hemuou_per_user_1", 16, 0x7fff, at(25, 2)),
    bits("hemuou_per_user_2", 16, 0x003f, at(25)),
    number("hemuou_per_user_position", 8, at(25)),
    flags("hemuou_per_user_known", 8, 0, user_known, at(25)),
    number("zero_length_psdu", 8, at(26)),
    flags("lsig_data1", 16, 0, signal_known, at(27, 2)),
    word_bits("lsig_length", 12, 2, 0, {}, at(27)),
    word_bits("lsig_rate", 4, 2, 0, {}, at(27)),
    layers("tlvs", "RadioTapTLV",
           {.when = any_bit("present", 1u << 28), .extent = up_to("len"), .align_to = 4}),
    octets("notdecoded", "", {.extent = up_to("len")}),
};

static const Protocol* guess(const Layer& layer) {
    const bool has_check_sequence = (layer.integer("Flags") & 0x10) != 0;
    return find_protocol(has_check_sequence ? "Dot11FCS" : "Dot11");
}
static std::int64_t header_size(const Layer& layer) {
    const auto octets = static_cast<std::int64_t>(layer.integer("len"));
    return octets >= 8 ? octets : -1;
}

static constexpr Alias former_names[] = {{"Channel", "ChannelFrequency"},
                                         {"ChannelFlags2", "ChannelPlusFlags"},
                                         {"ChannelNumber", "ChannelPlusNumber"}};
extern constexpr Protocol radiotap = {.name = "RadioTap",
                                      .title = "RadioTap",
                                      .fields = fields,
                                      .aliases = former_names,
                                      .guess_payload = guess,
                                      .header_size = header_size};
static_assert(well_formed(radiotap));

}  // namespace pkttest::protocols
