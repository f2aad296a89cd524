// 802.11 elements (IEEE 802.11-2020, 9.4.2): each is a layer behind the management frame or the element
// before it. An exact form is taken only where the element's length fits it.
#include <fmt/format.h>

#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/computed.h"
#include "protocols/oui.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

static constexpr Name ids[] = {{0, "SSID"},
                               {1, "Supported Rates"},
                               {2, "FHset"},
                               {3, "DSSS Set"},
                               {4, "CF Set"},
                               {5, "TIM"},
                               {6, "IBSS Set"},
                               {7, "Country"},
                               {10, "Request"},
                               {11, "BSS Load"},
                               {12, "EDCA Set"},
                               {13, "TSPEC"},
                               {14, "TCLAS"},
                               {15, "Schedule"},
                               {16, "Challenge text"},
                               {32, "Power Constraint"},
                               {33, "Power Capability"},
                               {36, "Supported Channels"},
                               {42, "ERP"},
                               {45, "HT Capabilities"},
                               {46, "QoS Capability"},
                               {48, "RSN"},
                               {50, "Extended Supported Rates"},
                               {52, "Neighbor Report"},
                               {61, "HT Operation"},
                               {107, "Interworking"},
                               {127, "Extendend Capabilities"},
                               {191, "VHT Capabilities"},
                               {221, "Vendor Specific"},
                               // Written in former versions.
                               {1, "Rates"},
                               {3, "DSset"},
                               {4, "CFset"},
                               {6, "IBSSset"},
                               {16, "challenge"},
                               {33, "PowerCapability"},
                               {36, "Channels"},
                               {42, "ERPinfo"},
                               {45, "HTinfo"},
                               {48, "RSNinfo"},
                               {50, "ESRates"},
                               {127, "ExtendendCapatibilities"},
                               {191, "VHTCapabilities"},
                               {221, "Vendor"}};

static constexpr Field id(int initial) { return enumeration("ID", 8, initial, ids); }
static Integer element_octets(const Layer& layer) { return static_cast<Integer>(layer.header().size()) - 2; }
static constexpr Field len = bits("len", 8, {.compute = element_octets});

/// What is no UTF-8 as \xNN.
static std::string readable(std::string_view octets) {
    std::string out;
    char32_t code = 0;
    for (std::size_t size = 0; !octets.empty(); octets.remove_prefix(size)) {
        size = read_character(octets, code);
        out += size != 0 ? std::string(octets.substr(0, size))
                         : fmt::format("\\x{:02x}", static_cast<std::uint8_t>(octets[0]));
        size = std::max<std::size_t>(size, 1);
    }
    return out;
}
static std::string summarize(const Layer& layer) {
    if (layer.integer("ID") != 0) return {};
    const Value info = layer.get("info");
    return fmt::format("SSID='{}'", info.octets() != nullptr ? readable(*info.octets()) : "");
}
static constexpr std::string_view summary_with[] = {"Dot11"};

static constexpr Field fields[] = {id(0), bits("len", 8, {.length_of = {"info"}}),
                                   octets("info", "", {.extent = octets_from("len")})};
extern constexpr Protocol dot11_elt = {.name = "Dot11Elt",
                                       .title = "802.11 Information Element",
                                       .fields = fields,
                                       .carries = "Dot11Elt",
                                       .summary = summarize,
                                       .is_flat = true,
                                       .summary_needs = summary_with};
static_assert(well_formed(dot11_elt));

/// An element of this identifier whose length is this one.
template <unsigned element, unsigned octets>
static bool fits(const Layer& layer) {
    const auto bytes = layer.header();
    return bytes.size() >= 2 && bytes[0] == element && bytes[1] == octets;
}

static constexpr Field set_fields[] = {id(3), bits("len", 8, 1), bits("channel", 8)};
static constexpr Carrier set_of[] = {Carrier("Dot11Elt", fits<3, 1>)};
extern constexpr Protocol dot11_dsss = {.name = "Dot11EltDSSSet",
                                        .title = "802.11 DSSS Parameter Set",
                                        .fields = set_fields,
                                        .variant_of = set_of,
                                        .carries = "Dot11Elt",
                                        .is_flat = true};
static_assert(well_formed(dot11_dsss));

static constexpr Field erp_fields[] = {id(42),
                                       bits("len", 8, 1),
                                       bits("NonERP_Present", 1),
                                       bits("Use_Protection", 1),
                                       bits("Barker_Preamble_Mode", 1),
                                       bits("res", 5)};
static constexpr Carrier erp_of[] = {Carrier("Dot11Elt", fits<42, 1>)};
extern constexpr Protocol dot11_erp = {.name = "Dot11EltERP",
                                       .title = "802.11 ERP",
                                       .fields = erp_fields,
                                       .variant_of = erp_of,
                                       .carries = "Dot11Elt",
                                       .is_flat = true};
static_assert(well_formed(dot11_erp));

// ---- robust security network (9.4.2.24), and Microsoft's WPA before it -----------------------------------

static constexpr Name ciphers[] = {{0, "Use group cipher suite"},
                                   {1, "WEP-40"},
                                   {2, "TKIP"},
                                   {3, "OCB"},
                                   {4, "CCMP-128"},
                                   {5, "WEP-104"},
                                   {6, "BIP-CMAC-128"},
                                   {7, "Group addressed traffic not allowed"},
                                   {8, "GCMP-128"},
                                   {9, "GCMP-256"},
                                   {10, "CCMP-256"},
                                   {11, "BIP-GMAC-128"},
                                   {12, "BIP-GMAC-256"},
                                   {13, "BIP-CMAC-256"}};
static constexpr Field cipher_fields[] = {oui_field("oui", 0x000fac), enumeration("cipher", 8, 4, ciphers)};
extern constexpr Protocol rsn_cipher = {
    .name = "RSNCipherSuite", .title = "Cipher suite", .fields = cipher_fields, .payload_size = no_payload};
static_assert(well_formed(rsn_cipher));

static constexpr Name suites[] = {{0, "Reserved"},
                                  {1, "802.1X"},
                                  {2, "PSK"},
                                  {3, "FT-802.1X"},
                                  {4, "FT-PSK"},
                                  {5, "WPA-SHA256"},
                                  {6, "PSK-SHA256"},
                                  {7, "TDLS"},
                                  {8, "SAE"},
                                  {9, "FT-SAE"},
                                  {10, "AP-PEER-KEY"},
                                  {11, "WPA-SHA256-SUITE-B"},
                                  {12, "WPA-SHA384-SUITE-B"},
                                  {13, "FT-802.1X-SHA384"},
                                  {14, "FILS-SHA256"},
                                  {15, "FILS-SHA384"},
                                  {16, "FT-FILS-SHA256"},
                                  {17, "FT-FILS-SHA384"},
                                  {18, "OWE"}};
static constexpr Field suite_fields[] = {oui_field("oui", 0x000fac), enumeration("suite", 8, 1, suites)};
extern constexpr Protocol akm_suite = {
    .name = "AKMSuite", .title = "AKM suite", .fields = suite_fields, .payload_size = no_payload};
static_assert(well_formed(akm_suite));

static constexpr Field key_id = octets("pmkid", "", {.extent = fixed(16)});
static constexpr Field key_ids_fields[] = {
    bits("nb_pmkids", 16, {.count_of = {"pmkid_list"}, .little_endian = true}),
    list("pmkid_list", key_id, {.extent = count_from("nb_pmkids")})};
extern constexpr Protocol pmkid_list = {
    .name = "PMKIDListPacket", .title = "PMKIDs", .fields = key_ids_fields, .payload_size = no_payload};
static_assert(well_formed(pmkid_list));

static std::uint64_t word_at(std::span<const std::uint8_t> octets, std::size_t at) {
    return at + 1 < octets.size() ? octets[at] | octets[at + 1] << 8 : 0;
}
/// Where the two lists of suites of 4 octets end whose first count is at `at`.
static std::size_t suites_end(std::span<const std::uint8_t> octets, std::size_t at) {
    for (int lists = 0; lists < 2; ++lists) at += 2 + 4 * word_at(octets, at);
    return at;
}
static std::int64_t listed(const Layer& layer, std::string_view field) {
    const Value list = layer.get(field);
    return list.items() != nullptr ? static_cast<std::int64_t>(list.items()->size()) : 0;
}
/// Octets of the element behind its capabilities; below 0: it ends before. As many as there may be where
/// nobody said a length.
static std::int64_t behind_capabilities(const Layer& layer) {
    if (layer.is_crafted()) {
        const auto said = static_cast<std::int64_t>(layer.integer("len"));
        const std::int64_t suites = listed(layer, "pairwise_cipher_suites") + listed(layer, "akm_suites");
        return said != 0 ? said - 12 - 4 * suites : 0x100;
    }
    const auto octets = layer.header();
    const std::size_t length = octets.size() > 1 ? octets[1] + 2u : 0;
    return static_cast<std::int64_t>(length) - static_cast<std::int64_t>(suites_end(octets, 8) + 2);
}
static bool is_rsn(const Layer& layer) {
    const auto octets = layer.header();
    if (octets.size() < 2 || octets[0] != 48) return false;
    const std::int64_t left = behind_capabilities(layer);
    if (left == 0 || octets.size() < octets[1] + 2u) return left >= 0;
    const auto keys = static_cast<std::int64_t>(16 * word_at(octets, suites_end(octets, 8) + 2));
    return left == 2 + keys || left == 6 + keys;
}
static bool has_keys(const Layer& layer) { return behind_capabilities(layer) >= 2; }
static bool has_management_cipher(const Layer& layer) {
    const auto keys = layer.is_crafted() ? 0 : word_at(layer.header(), suites_end(layer.header(), 8) + 2);
    const std::int64_t left = behind_capabilities(layer) - 16 * static_cast<std::int64_t>(keys);
    return left >= 6 && (!layer.is_crafted() || left % 16 != 2);
}
static constexpr Field version = bits("version", 16, 1, {.little_endian = true});
static constexpr Field group = layer("group_cipher_suite", "RSNCipherSuite", {.extent = fixed(4)});
static constexpr Field pairwise_count =
    bits("nb_pairwise_cipher_suites", 16, {.count_of = {"pairwise_cipher_suites"}, .little_endian = true});
static constexpr Field one_of_each(std::string_view name, std::string_view protocol, std::string_view count) {
    Field field = layers(name, protocol, {.extent = count_from(count)});
    field.initial = protocol;
    return field;
}
static constexpr Field pairwise =
    one_of_each("pairwise_cipher_suites", "RSNCipherSuite", "nb_pairwise_cipher_suites");
static constexpr Field akm_count =
    bits("nb_akm_suites", 16, {.count_of = {"akm_suites"}, .little_endian = true});
static constexpr Field akm = one_of_each("akm_suites", "AKMSuite", "nb_akm_suites");

/// BIP-CMAC-128, unless told otherwise.
static constexpr Field management_cipher = [] {
    Field field = layer("group_management_cipher_suite", "RSNCipherSuite",
                        {.when = when(has_management_cipher), .extent = fixed(4), .unbroken = true});
    field.initial = std::string_view("\0\x0f\xac\x06", 4);
    return field;
}();

static constexpr Field rsn_fields[] = {
    id(48),
    len,
    version,
    group,
    pairwise_count,
    pairwise,
    akm_count,
    akm,
    bits("mfp_capable", 1, 1),
    bits("mfp_required", 1, 1),
    bits("gtksa_replay_counter", 2),
    bits("ptksa_replay_counter", 2),
    bits("no_pairwise", 1),
    bits("pre_auth", 1),
    bits("reserved", 1),
    bits("ocvc", 1),
    bits("extended_key_id", 1),
    bits("pbac", 1),
    bits("spp_a_msdu_required", 1),
    bits("spp_a_msdu_capable", 1),
    bits("peer_key_enabled", 1),
    bits("joint_multiband_rsna", 1),
    layer("pmkids", "PMKIDListPacket", {.when = when(has_keys), .unbroken = true}),
    management_cipher};
static constexpr Carrier rsn_of[] = {Carrier("Dot11Elt", is_rsn)};
extern constexpr Protocol dot11_rsn = {.name = "Dot11EltRSN",
                                       .title = "802.11 RSN information",
                                       .fields = rsn_fields,
                                       .variant_of = rsn_of,
                                       .carries = "Dot11Elt",
                                       .is_flat = true};
static_assert(well_formed(dot11_rsn));

// ---- country (9.4.2.8) ---------------------------------------------------------------------------------

static constexpr Field triplet_fields[] = {bits("first_channel_number", 8, 1), bits("num_channels", 8, 24),
                                           bits("mtp", 8)};
extern constexpr Protocol country_triplet = {.name = "Dot11EltCountryConstraintTriplet",
                                             .title = "802.11 Country Constraint Triplet",
                                             .fields = triplet_fields,
                                             .payload_size = no_payload};
static_assert(well_formed(country_triplet));

/// The element's length is even.
static bool has_padding(const Layer& layer) {
    if (!layer.is_crafted()) return layer.integer("len") % 3 == 1;
    const Value triplets = layer.internal(*find_field(layer.protocol(), "descriptors"));
    return triplets.items() == nullptr || triplets.items()->size() % 2 == 0;
}
static std::int64_t triplet_octets(const Layer& layer) {
    const auto octets = static_cast<std::int64_t>(layer.integer("len"));
    return octets - 3 - octets % 3;
}
static bool is_country(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() >= 2 && octets[0] == 7 && octets[1] >= 3 && octets[1] % 3 != 2;
}
static constexpr Field country_fields[] = {
    id(7), len, octets("country_string", zeros(3), {.extent = fixed(3)}),
    layers("descriptors", "Dot11EltCountryConstraintTriplet", {.extent = octets_by(triplet_octets)}),
    bits("pad", 8, 0, {.when = when(has_padding)})};
static constexpr Carrier country_of[] = {Carrier("Dot11Elt", is_country)};
extern constexpr Protocol dot11_country = {.name = "Dot11EltCountry",
                                           .title = "802.11 Country",
                                           .fields = country_fields,
                                           .variant_of = country_of,
                                           .carries = "Dot11Elt",
                                           .is_flat = true};
static_assert(well_formed(dot11_country));

// ---- rates (9.4.2.3, 9.4.2.13) ---------------------------------------------------------------------------

/// Half megabits a second; the highest bit marks the rates that everybody has to know.
static std::string represent_rate(const Field&, const Value& value) {
    Integer rate = 0;
    value.to_integer(rate);
    const auto halves = static_cast<int>(rate & 0x7f);
    return fmt::format("{:.1f}{} Mbps", halves / 2.0, (rate & 0x80) != 0 ? "(B)" : "");
}
static constexpr Shape rate_shape = based_on<integer_shape>({.name = "rate", .represent = represent_rate});
static constexpr Field rate = custom("rate", rate_shape, 0, {}, 8);
static constexpr Field rates = [] {
    Field field = list("rates", rate, {.extent = octets_from("len")});
    field.initial = 130;
    return field;
}();
static constexpr Field rates_fields[] = {id(1), bits("len", 8, {.length_of = {"rates"}}), rates};
static constexpr Carrier rates_of[] = {{"Dot11Elt", "ID", 1}, {"Dot11Elt", "ID", 50}};
extern constexpr Protocol dot11_rates = {.name = "Dot11EltRates",
                                         .title = "802.11 Rates",
                                         .fields = rates_fields,
                                         .variant_of = rates_of,
                                         .carries = "Dot11Elt",
                                         .is_flat = true};
static_assert(well_formed(dot11_rates));

// ---- high throughput (9.4.2.55) --------------------------------------------------------------------------

static constexpr Name aggregates[] = {{0, "3839 o"}, {1, "7935 o"}};
static constexpr Name power_saves[] = {{0, "static SM"}, {1, "dynamic SM"}, {3, "disabled"}};
static constexpr Name widths[] = {{0, "20Mhz"}, {1, "20Mhz+40Mhz"}};
static constexpr Name antenna_selections[] = {{0x01, "res"},
                                              {0x02, "Transmit_Sounding_PPDUs"},
                                              {0x04, "Receive_ASEL"},
                                              {0x08, "Antenna_Indices_Feedback"},
                                              {0x10, "Explicit_CSI_Feedback"},
                                              {0x20, "Explicit_CSI_Feedback_Based_Transmit_ASEL"},
                                              {0x40, "Antenna_Selection"}};
static constexpr Field ht_fields[] = {
    id(45),
    len,
    word_bits("L_SIG_TXOP_Protection", 1, 2),
    word_bits("Forty_Mhz_Intolerant", 1, 2),
    word_bits("PSMP", 1, 2),
    word_bits("DSSS_CCK", 1, 2),
    word_bits("Max_A_MSDU", 1, 2, 0, aggregates),
    word_bits("Delayed_BlockAck", 1, 2),
    word_bits("Rx_STBC", 2, 2),
    word_bits("Tx_STBC", 1, 2),
    word_bits("Short_GI_40Mhz", 1, 2),
    word_bits("Short_GI_20Mhz", 1, 2),
    word_bits("Green_Field", 1, 2),
    word_bits("SM_Power_Save", 2, 2, 0, power_saves),
    word_bits("Supported_Channel_Width", 1, 2, 0, widths),
    word_bits("LDPC_Coding_Capability", 1, 2),
    bits("res1", 3),
    bits("Min_MPDCU_Start_Spacing", 3),
    bits("Max_A_MPDU_Length_Exponent", 2, 3),
    word_bits("res2", 27, 16),
    word_bits("TX_Unequal_Modulation", 1, 16),
    word_bits("TX_Max_Spatial_Streams", 2, 16),
    word_bits("TX_RX_MCS_Set_Not_Equal", 1, 16),
    word_bits("TX_MCS_Set_Defined", 1, 16),
    word_bits("res3", 6, 16),
    word_bits("RX_Highest_Supported_Data_Rate", 10, 16),
    word_bits("res4", 3, 16),
    word_bits("RX_MSC_Bitmask", 77, 16),
    word_bits("res5", 4, 2),
    word_bits("RD_Responder", 1, 2),
    word_bits("HTC_HT_Support", 1, 2),
    word_bits("MCS_Feedback", 2, 2),
    word_bits("res6", 5, 2),
    word_bits("PCO_Transition_Time", 2, 2),
    word_bits("PCO", 1, 2),
    word_bits("res7", 3, 4),
    word_bits("Channel_Estimation_Capability", 2, 4),
    word_bits("CSI_max_n_Rows_Beamformer_Supported", 2, 4),
    word_bits("Compressed_Steering_n_Beamformer_Antennas_Supported", 2, 4),
    word_bits("Noncompressed_Steering_n_Beamformer_Antennas_Supported", 2, 4),
    word_bits("CSI_n_Beamformer_Antennas_Supported", 2, 4),
    word_bits("Minimal_Grouping", 2, 4),
    word_bits("Explicit_Compressed_Beamforming_Feedback", 2, 4),
    word_bits("Explicit_Noncompressed_Beamforming_Feedback", 2, 4),
    word_bits("Explicit_Transmit_Beamforming_CSI_Feedback", 2, 4),
    word_bits("Explicit_Compressed_Steering", 1, 4),
    word_bits("Explicit_Noncompressed_Steering", 1, 4),
    word_bits("Explicit_CSI_Transmit_Beamforming", 1, 4),
    word_bits("Calibration", 2, 4),
    word_bits("Implicit_Trasmit_Beamforming", 1, 4),
    word_bits("Transmit_NDP", 1, 4),
    word_bits("Receive_NDP", 1, 4),
    word_bits("Transmit_Staggered_Sounding", 1, 4),
    word_bits("Receive_Staggered_Sounding", 1, 4),
    word_bits("Implicit_Transmit_Beamforming_Receiving", 1, 4),
    flags("ASEL", 8, 0, antenna_selections)};
static constexpr Carrier ht_of[] = {Carrier("Dot11Elt", fits<45, 26>)};
extern constexpr Protocol dot11_ht = {.name = "Dot11EltHTCapabilities",
                                      .title = "802.11 HT Capabilities",
                                      .fields = ht_fields,
                                      .variant_of = ht_of,
                                      .carries = "Dot11Elt",
                                      .is_flat = true};
static_assert(well_formed(dot11_ht));

// ---- vendors' (9.4.2.25) ----------------------------------------------------------------------------

static bool is_vendor(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() >= 2 && octets[0] == 221 && octets[1] >= 3;
}
/// Microsoft's element of type 1 whose lists fill it.
static bool is_wpa(const Layer& layer) {
    const auto octets = layer.header();
    constexpr std::uint8_t head[] = {0x00, 0x50, 0xf2, 0x01};
    if (!is_vendor(layer) || octets.size() < 6) return false;
    const bool is_whole = octets.size() >= octets[1] + 2u;
    return std::equal(std::begin(head), std::end(head), octets.begin() + 2) &&
           (!is_whole || suites_end(octets, 12) == octets[1] + 2u);
}
static bool is_other_vendor(const Layer& layer) { return is_vendor(layer) && !is_wpa(layer); }

static constexpr Field oui(int initial) { return oui_field("oui", initial); }
static constexpr Field vendor_fields[] = {id(221), bits("len", 8, {.length_of = {"info", 1, 3}}), oui(0),
                                          octets("info", "", {.extent = octets_from("len", 1, -3)})};
static constexpr Carrier vendor_of[] = {Carrier("Dot11Elt", is_other_vendor)};
extern constexpr Protocol dot11_vendor = {.name = "Dot11EltVendorSpecific",
                                          .title = "802.11 Vendor Specific",
                                          .fields = vendor_fields,
                                          .variant_of = vendor_of,
                                          .carries = "Dot11Elt",
                                          .is_flat = true};
static_assert(well_formed(dot11_vendor));

static constexpr Field wpa_fields[] = {id(221),   len,   oui(0x0050f2),  bits("type", 8, 1, {.hex = true}),
                                       version,   group, pairwise_count, pairwise,
                                       akm_count, akm};
static constexpr Carrier wpa_of[] = {Carrier("Dot11Elt", is_wpa)};
extern constexpr Protocol dot11_wpa = {.name = "Dot11EltMicrosoftWPA",
                                       .title = "802.11 Microsoft WPA",
                                       .fields = wpa_fields,
                                       .variant_of = wpa_of,
                                       .carries = "Dot11Elt",
                                       .is_flat = true};
static_assert(well_formed(dot11_wpa));

}  // namespace pkttest::protocols
