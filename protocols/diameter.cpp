// Diameter (RFC 6733): the header, and AVPs that hold text, octets, numbers, addresses or other AVPs.
#include "protocols/diameter.h"

#include <fmt/format.h>

#include "framework/packet/packet.h"
#include "framework/packet/stream_rule.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

static constexpr Name commands[] = {{257, "Capabilities-Exchange"},
                                    {258, "Re-Auth"},
                                    {260, "AA-Mobile-Node"},
                                    {262, "Home-Agent-MIP"},
                                    {265, "AA"},
                                    {268, "Diameter-EAP"},
                                    {271, "Accounting"},
                                    {272, "Credit-Control"},
                                    {274, "Abort-Session"},
                                    {275, "Session-Termination"},
                                    {280, "Device-Watchdog"},
                                    {282, "Disconnect-Peer"},
                                    {283, "User-Authorization"},
                                    {284, "Server-Assignment"},
                                    {285, "Location-Info"},
                                    {286, "Multimedia-Auth"},
                                    {287, "Registration-Termination"},
                                    {288, "Push-Profile"},
                                    {300, "User-Authorization"},
                                    {301, "Server-Assignment"},
                                    {302, "Location-Info"},
                                    {303, "Multimedia-Auth"},
                                    {304, "Registration-Termination"},
                                    {305, "Push-Profile"},
                                    {306, "User-Data"},
                                    {307, "Profile-Update"},
                                    {308, "Subscribe-Notifications"},
                                    {309, "Push-Notification"},
                                    {316, "Update-Location"},
                                    {317, "Cancel-Location"},
                                    {318, "Authentication-Information"},
                                    {319, "Insert-Subscriber-Data"},
                                    {320, "Delete-Subscriber-Data"},
                                    {321, "Purge-UE"},
                                    {322, "Reset"},
                                    {323, "Notify"},
                                    {324, "ME-Identity-Check"},
                                    {325, "MIP6"},
                                    {8388620, "Provide-Location"},
                                    {8388621, "Location-Report"},
                                    {8388622, "LCS-Routing-Info"},
                                    {8388635, "Spending-Limit"},
                                    {8388636, "Spending-Status-Notification"},
                                    {8388638, "Update-VCSG-Location"},
                                    {8388642, "Cancel-VCSG-Location"}};
static constexpr Name header_flags[] = {{0x10, "T"}, {0x20, "E"}, {0x40, "P"}, {0x80, "R"}};

std::string_view diameter_name(std::span<const Name> names, std::uint64_t value, std::string_view unknown) {
    for (const Name& each : names)
        if (each.value == value) return shown(fmt::format("{} ({})", each.name, value));
    return shown(fmt::format(fmt::runtime(unknown), value));
}

/// The letters of the set flags from the highest on, and hyphens; the low ones only where one is set.
static std::string letters_of(std::span<const Name> names, std::uint64_t flags) {
    std::string out;
    const std::uint64_t lowest = names.front().value;
    for (std::uint64_t bit = 0x80; bit != 0 && (bit >= lowest || flags % lowest != 0); bit >>= 1) {
        char letter = (flags & bit) != 0 ? 'x' : '-';
        for (const Name& each : names)
            if (each.value == bit && letter == 'x') letter = each.name[0];
        out += letter;
    }
    return out;
}
std::string_view diameter_flags_text(const Layer&, std::uint64_t flags) {
    return shown(fmt::format("{:#x} ({})", flags, letters_of(diameter_avp_flags, flags)));
}
static std::string_view header_flags_text(const Layer&, std::uint64_t flags) {
    const bool is_request = (flags & 0x80) != 0;
    return shown(fmt::format("{:#x} {} ({})", flags, is_request ? "Request" : "Answer",
                             letters_of(header_flags, flags)));
}
static std::string_view command_text(const Layer&, std::uint64_t code) {
    for (const Name& each : commands)
        if (each.value == code) return shown(fmt::format("{} ({})", code, each.name));
    return shown(fmt::format("{} (Unknown)", code));
}

static constexpr Field version = bits("version", 8, 1, {.hex = true}),
                       length = bits("drLen", 24, {.length_of = {"avpList", 1, 20}, .hex = true}),
                       hop = bits("drHbHId", 32, 0, {.hex = true}),
                       end = bits("drEtEId", 32, 0, {.hex = true}),
                       list_of_avps = layers("avpList", "AVP_Unknown",
                                             {.extent = octets_from("drLen", 1, -20), .stacked = true});
static constexpr Field fields[] = {version,
                                   length,
                                   flags("drFlags", 8, 0, header_flags, {.name_by = header_flags_text}),
                                   enumeration("drCode", 24, 0, commands, {.name_by = command_text}),
                                   enumeration("drAppId", 32, 0, diameter_applications),
                                   hop,
                                   end,
                                   list_of_avps};
static constexpr Carrier carriers[] = {
    {"TCP", "dport", 3868}, {"TCP", "sport", 3868, up}, {"SCTPChunkData", "proto_id", 46, up}};
extern constexpr Protocol diameter =
    checked({.name = "DiamG",
             .title = "Diameter",
             .fields = fields,
             .carried_by = carriers,
             .hashret = [](const Layer& layer, std::string& out) { out += layer.text("drHbHId"); },
             .answers =
                 [](const Layer& layer, const Layer& request) {
                     return request.is("DiamG") && layer.integer("drFlags") < 0x80 &&
                            request.integer("drFlags") >= 0x80 &&
                            layer.integer("drCode") == request.integer("drCode") &&
                            layer.integer("drHbHId") == request.integer("drHbHId");
                 }});

// ---- AVPs ------------------------------------------------------------------------------------------------

std::int64_t diameter_value_octets(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("avpLen")) - (layer.integer("avpFlags") >= 0x80 ? 12 : 8);
}
std::int64_t diameter_padding(const Layer& layer) {
    return -static_cast<std::int64_t>(layer.integer("avpLen")) & 3;
}
void diameter_pad(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t) {
    if (!layer.above()) out.resize(out.size() + (-layer.header().size() & 3));
}

static constexpr Carrier avp(std::uint32_t code) { return {"AVP_Unknown", {"avpCode", code}, {"avpVnd", 0}}; }
static constexpr Carrier strlenfield_codes[] = {
    avp(1),   avp(11),  avp(18),  avp(19),  avp(20),  avp(22),  avp(30),  avp(31),  avp(50),  avp(66),
    avp(67),  avp(77),  avp(87),  avp(90),  avp(91),  avp(99),  avp(104), avp(110), avp(111), avp(263),
    avp(264), avp(269), avp(280), avp(281), avp(282), avp(283), avp(292), avp(293), avp(294), avp(296),
    avp(336), avp(348), avp(369), avp(370), avp(371), avp(385), avp(386), avp(388), avp(390), avp(393),
    avp(424), avp(435), avp(444), avp(461), avp(493), avp(506), avp(619)};
static constexpr Carrier octetstring_codes[] = {
    avp(2),   avp(9),   avp(25),  avp(33),  avp(34),  avp(35),  avp(36),  avp(39),  avp(44),
    avp(60),  avp(63),  avp(68),  avp(69),  avp(70),  avp(71),  avp(74),  avp(78),  avp(81),
    avp(82),  avp(84),  avp(88),  avp(89),  avp(94),  avp(97),  avp(100), avp(102), avp(121),
    avp(125), avp(320), avp(321), avp(335), avp(343), avp(344), avp(391), avp(404), avp(405),
    avp(411), avp(442), avp(460), avp(462), avp(463), avp(464), avp(488), avp(489), avp(490),
    avp(512), avp(524), avp(526), avp(527), avp(529), avp(539), avp(542), avp(550), avp(551)};
static constexpr Carrier unsigned32_codes[] = {
    avp(5),   avp(12),  avp(16),  avp(23),  avp(27),  avp(28),  avp(37),  avp(38),  avp(41),  avp(46),
    avp(51),  avp(62),  avp(73),  avp(75),  avp(83),  avp(85),  avp(86),  avp(259), avp(262), avp(265),
    avp(267), avp(270), avp(272), avp(276), avp(278), avp(291), avp(299), avp(318), avp(319), avp(323),
    avp(337), avp(338), avp(339), avp(340), avp(341), avp(367), avp(373), avp(374), avp(378), avp(382),
    avp(415), avp(420), avp(425), avp(432), avp(439), avp(441), avp(448), avp(453), avp(485), avp(491),
    avp(510), avp(523), avp(544), avp(553), avp(554), avp(555), avp(556), avp(558), avp(559), avp(561),
    avp(562), avp(563), avp(564), avp(565), avp(567), avp(569), avp(573)};
static constexpr Carrier time_codes[] = {avp(55), avp(451), avp(566), avp(568)};
static constexpr Carrier unsigned64_codes[] = {avp(96),  avp(124), avp(287), avp(363), avp(364),
                                               avp(365), avp(366), avp(412), avp(414), avp(417),
                                               avp(419), avp(421), avp(465)};
static constexpr Carrier address_codes[] = {avp(257), avp(333), avp(334), avp(487),
                                            avp(518), avp(520), avp(521)};
static constexpr Carrier grouped_codes[] = {
    avp(260), avp(279), avp(284), avp(297), avp(322), avp(325), avp(326), avp(328), avp(329),
    avp(331), avp(332), avp(347), avp(368), avp(372), avp(376), avp(379), avp(380), avp(381),
    avp(383), avp(389), avp(401), avp(402), avp(413), avp(423), avp(430), avp(431), avp(434),
    avp(437), avp(440), avp(443), avp(445), avp(446), avp(456), avp(457), avp(458), avp(486),
    avp(492), avp(508), avp(509), avp(511), avp(515), avp(516), avp(519), avp(522), avp(525),
    avp(528), avp(531), avp(537), avp(540), avp(543), avp(545), avp(548), avp(549), avp(552),
    avp(557), avp(560), avp(572), avp(574), avp(576), avp(577), avp(578), avp(618)};
static constexpr Carrier ipfilterrule_codes[] = {avp(342), avp(400), avp(438)};
static constexpr Carrier qosfilterrule_codes[] = {avp(407)};
static constexpr Carrier integer32_codes[] = {avp(429), avp(530), avp(532), avp(533), avp(571)};
static constexpr Carrier integer64_codes[] = {avp(447)};

static constexpr Protocol avp_of(std::string_view name, std::span<const Field> of_it,
                                 std::span<const Carrier> codes = {}) {
    return checked({.name = name,
                    .title = name,
                    .fields = of_it,
                    .variant_of = codes,
                    .payload_size = diameter_padding,
                    .post_build = diameter_pad});
}

static constexpr Field flagged_vendor = [] {
    Field field = diameter_vendor;
    field.when = any_bit("avpFlags", 0x80);
    return field;
}();
static constexpr Field unknown_fields[] = {diameter_code(), diameter_flags, diameter_length, flagged_vendor,
                                           octets("val", "", {.extent = octets_by(diameter_value_octets)})};
extern constexpr Protocol avp_unknown = avp_of("AVP_Unknown", unknown_fields);

static constexpr Extra to_length = {.extent = octets_from("avpLen", 1, -8)};
static constexpr Field octet_fields[] = {diameter_code(), diameter_flags, diameter_length,
                                         octets("val", "", to_length)};
extern constexpr Protocol avp_text = avp_of("AVPNV_StrLenField", octet_fields, strlenfield_codes);
extern constexpr Protocol avp_octets = avp_of("AVPNV_OctetString", octet_fields, octetstring_codes);
static constexpr Field address_fields[] = {diameter_code(), diameter_flags, diameter_length,
                                           custom("val", diameter_address_shape, {}, to_length)};
extern constexpr Protocol avp_address = avp_of("AVPNV_Address", address_fields, address_codes);
extern constexpr Protocol avp_filter = avp_of("AVPNV_IPFilterRule", octet_fields, ipfilterrule_codes);
extern constexpr Protocol avp_quality = avp_of("AVPNV_QoSFilterRule", octet_fields, qosfilterrule_codes);
static constexpr Field grouped_fields[] = {
    diameter_code(), diameter_flags, diameter_length,
    layers("val", "AVP_Unknown", {.extent = octets_from("avpLen", 1, -8), .stacked = true})};
extern constexpr Protocol avp_grouped = avp_of("AVPNV_Grouped", grouped_fields, grouped_codes);
static constexpr Field unsigned32_fields[] = {diameter_code(), diameter_flags, diameter_length,
                                              bits("val", 32)};
extern constexpr Protocol avp_unsigned32 = avp_of("AVPNV_Unsigned32", unsigned32_fields, unsigned32_codes);
extern constexpr Protocol avp_time = avp_of("AVPNV_Time", unsigned32_fields, time_codes);
static constexpr Field integer32_fields[] = {diameter_code(), diameter_flags, diameter_length,
                                             bits("val", 32, 0, {.is_signed = true})};
extern constexpr Protocol avp_integer32 = avp_of("AVPNV_Integer32", integer32_fields, integer32_codes);
static constexpr Field unsigned64_fields[] = {diameter_code(), diameter_flags, diameter_length,
                                              bits("val", 64)};
extern constexpr Protocol avp_unsigned64 = avp_of("AVPNV_Unsigned64", unsigned64_fields, unsigned64_codes);
static constexpr Field integer64_fields[] = {diameter_code(), diameter_flags, diameter_length,
                                             bits("val", 64, 0, {.is_signed = true})};
extern constexpr Protocol avp_integer64 = avp_of("AVPNV_Integer64", integer64_fields, integer64_codes);

// ---- over TCP ----

extern constexpr StreamRule diameter_stream = {.protocol = "DiamG", .at = 1, .octets = 3};

}  // namespace pkttest::protocols
