// Encrypted 802.11 frames (IEEE 802.11-2020, 12): the heads of WEP, TKIP and CCMP. Nothing is deciphered.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

static constexpr Field unknown_fields[] = {octets("data", "", {})};
extern constexpr Protocol dot11_encrypted = {
    .name = "Dot11Encrypted", .title = "802.11 Encrypted (unknown algorithm)", .fields = unknown_fields};
static_assert(well_formed(dot11_encrypted));

/// Which head it is (12.5.2.2, 12.5.3.2): without an extended initialisation vector it is WEP's; TKIP repeats
/// an octet of its counter in a form that no weak key has; CCMP leaves the third octet zero.
enum class Head { none, wep, tkip, ccmp, unknown };
static Head head_of(const Layer& layer) {
    const auto octets = layer.header();
    if (octets.size() < 4) return Head::none;
    if ((octets[3] & 0x20) == 0 || octets.size() < 8) return Head::wep;
    if (octets[1] == ((octets[0] | 0x20) & 0x7f)) return Head::tkip;
    return octets[2] == 0 ? Head::ccmp : Head::unknown;
}
template <Head head>
static bool is(const Layer& layer) {
    return head_of(layer) == head;
}

/// The check value is the last 4 octets.
static std::int64_t data_octets(const Layer& layer) {
    const auto octets = static_cast<std::int64_t>(layer.header().size());
    return layer.is_crafted() ? 0 : octets - 8;
}
static constexpr Field wep_fields[] = {octets("iv", zeros(3), {.extent = fixed(3)}), bits("keyid", 8),
                                       octets("wepdata", Default(), {.extent = octets_by(data_octets)}),
                                       bits("icv", 32, Default())};
static constexpr Carrier wep_of[] = {Carrier("Dot11Encrypted", is<Head::wep>)};
extern constexpr Protocol dot11_wep = {
    .name = "Dot11WEP", .title = "802.11 WEP packet", .fields = wep_fields, .variant_of = wep_of};
static_assert(well_formed(dot11_wep));

static constexpr Field tkip_fields[] = {bits("TSC1", 8),
                                        bits("WEPSeed", 8),
                                        bits("TSC0", 8),
                                        bits("key_id", 2),
                                        bits("ext_iv", 1),
                                        bits("res", 5),
                                        bits("TSC2", 8, 0, {.when = equals("ext_iv", 1)}),
                                        bits("TSC3", 8, 0, {.when = equals("ext_iv", 1)}),
                                        bits("TSC4", 8, 0, {.when = equals("ext_iv", 1)}),
                                        bits("TSC5", 8, 0, {.when = equals("ext_iv", 1)}),
                                        octets("data", Default(), {})};
static constexpr Carrier tkip_of[] = {Carrier("Dot11Encrypted", is<Head::tkip>)};
extern constexpr Protocol dot11_tkip = {
    .name = "Dot11TKIP", .title = "802.11 TKIP packet", .fields = tkip_fields, .variant_of = tkip_of};
static_assert(well_formed(dot11_tkip));

static constexpr Field ccmp_fields[] = {bits("PN0", 8),
                                        bits("PN1", 8),
                                        bits("res0", 8),
                                        bits("key_id", 2),
                                        bits("ext_iv", 1),
                                        bits("res1", 5),
                                        bits("PN2", 8),
                                        bits("PN3", 8),
                                        bits("PN4", 8),
                                        bits("PN5", 8),
                                        octets("data", Default(), {})};
static constexpr Carrier ccmp_of[] = {Carrier("Dot11Encrypted", is<Head::ccmp>)};
extern constexpr Protocol dot11_ccmp = {
    .name = "Dot11CCMP", .title = "802.11 CCMP packet", .fields = ccmp_fields, .variant_of = ccmp_of};
static_assert(well_formed(dot11_ccmp));

}  // namespace pkttest::protocols
