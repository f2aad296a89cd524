// Diameter's AVPs of 3GPP (TS 29.230), read by their types.
#include <array>
#include <utility>

#include "protocols/checked.h"
#include "protocols/diameter.h"
#include "protocols/diameter_avps_3gpp.h"
#include "protocols/diameter_avps_3gpp_more.h"

namespace pkttest::protocols {

static constexpr std::uint32_t vendor = 10415;

template <Kind... kinds>
static constexpr bool is_of(const DiameterAvp& avp) {
    return ((avp.kind == kinds) || ...);
}
template <Kind... kinds>
static constexpr std::size_t count_of() {
    std::size_t out = 0;
    for (const DiameterAvp& avp : diameter_3gpp_avps) out += is_of<kinds...>(avp) ? 1 : 0;
    for (const DiameterAvp& avp : diameter_3gpp_more_avps) out += is_of<kinds...>(avp) ? 1 : 0;
    return out;
}
static constexpr Carrier variant(const DiameterAvp& avp) {
    return {"AVP_Unknown", {"avpCode", avp.code}, {"avpVnd", vendor}};
}
template <std::size_t... at>
static constexpr std::array<Carrier, sizeof...(at)> all_alike(std::index_sequence<at...>) {
    return {((void)at, variant(diameter_3gpp_avps[0]))...};
}
/// The numbers of the AVPs that have one of these types.
template <Kind... kinds>
static constexpr auto codes = [] {
    auto out = all_alike(std::make_index_sequence<count_of<kinds...>()>());
    std::size_t at = 0;
    for (const DiameterAvp& avp : diameter_3gpp_avps)
        if (is_of<kinds...>(avp)) out[at++] = variant(avp);
    for (const DiameterAvp& avp : diameter_3gpp_more_avps)
        if (is_of<kinds...>(avp)) out[at++] = variant(avp);
    return out;
}();

static constexpr Extra to_length = {.extent = octets_from("avpLen", 1, -12)};

template <const auto& value>
static constexpr Field fields[] = {diameter_code(), diameter_flags, diameter_length, diameter_vendor, value};

static constexpr Field octet_value = octets("val", "", to_length),
                       address_value = custom("val", diameter_address_shape, {}, to_length),
                       grouped_value =
                           layers("val", "AVP_Unknown", {.extent = to_length.extent, .stacked = true}),
                       number_value = bits("val", 32), number64_value = bits("val", 64),
                       signed_value = bits("val", 32, 0, {.is_signed = true});

static constexpr Protocol avp(std::string_view name, std::span<const Field> of_it,
                              std::span<const Carrier> codes_of_it) {
    return checked({.name = name,
                    .title = name,
                    .fields = of_it,
                    .variant_of = codes_of_it,
                    .payload_size = diameter_padding,
                    .post_build = diameter_pad});
}

extern constexpr Protocol avp_3gpp_text = avp("AVPV_StrLenField", fields<octet_value>, codes<Kind::text>);
extern constexpr Protocol avp_3gpp_octets =
    avp("AVPV_OctetString", fields<octet_value>, codes<Kind::octets, Kind::digits>);
extern constexpr Protocol avp_3gpp_address = avp("AVPV_Address", fields<address_value>, codes<Kind::address>);
extern constexpr Protocol avp_3gpp_filter =
    avp("AVPV_IPFilterRule", fields<octet_value>, codes<Kind::filter>);
extern constexpr Protocol avp_3gpp_grouped = avp("AVPV_Grouped", fields<grouped_value>, codes<Kind::grouped>);
extern constexpr Protocol avp_3gpp_number =
    avp("AVPV_Unsigned32", fields<number_value>, codes<Kind::number, Kind::enumerated>);
extern constexpr Protocol avp_3gpp_time = avp("AVPV_Time", fields<number_value>, codes<Kind::time>);
extern constexpr Protocol avp_3gpp_signed =
    avp("AVPV_Integer32", fields<signed_value>, codes<Kind::signed_number>);
extern constexpr Protocol avp_3gpp_number64 =
    avp("AVPV_Unsigned64", fields<number64_value>, codes<Kind::number64>);

}  // namespace pkttest::protocols
