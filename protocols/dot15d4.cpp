// Low-rate wireless networks (IEEE 802.15.4-2006, 7.2 and 7.3): frames with and without the check sequence,
// their addresses, beacons and commands.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

// ---- the frame --------------------------------------------------------------------------------------

static constexpr Name frame_types[] = {{0, "Beacon"}, {1, "Data"}, {2, "Ack"}, {3, "Command"}};
static constexpr Name address_modes[] = {{0, "None"}, {1, "Reserved"}, {2, "Short"}, {3, "Long"}};
static constexpr Name truths[] = {{0, "False"}, {1, "True"}};
static constexpr std::uint64_t ack = 2;

static constexpr Field truth(std::string_view name, int initial = 0) {
    return enumeration(name, 1, initial, truths);
}

/// The check sequence of 7.2.1.9: x^16 + x^12 + x^5 + 1, from 0, the lowest bit first.
static Integer check_sequence(const Layer& layer) {
    const auto header = layer.header();
    std::uint16_t crc = 0;
    for (const std::uint8_t octet : std::span(header.data(), header.size() + layer.payload().size())) {
        crc ^= octet;
        for (int bit = 0; bit < 8; ++bit) crc = static_cast<std::uint16_t>(crc >> 1 ^ ((crc & 1) * 0x8408));
    }
    return crc;
}
static constexpr Field with_check_sequence[] = {
    bits("fcf_reserved_1", 1),
    truth("fcf_panidcompress"),
    truth("fcf_ackreq"),
    truth("fcf_pending"),
    truth("fcf_security"),
    enumeration("fcf_frametype", 3, 0, frame_types),
    enumeration("fcf_srcaddrmode", 2, 0, address_modes),
    bits("fcf_framever", 2),
    enumeration("fcf_destaddrmode", 2, 2, address_modes),
    bits("fcf_reserved_2", 2),
    bits("seqnum", 8, 1),
    bits("fcs", 16, {}, {.compute = check_sequence, .little_endian = true, .hex = true})};

/// Acknowledgements have no addresses (7.2.2.3).
static void drop_address_mode(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) {
    if (layer.integer("fcf_frametype") == ack) out[start + 1] &= 0xf0;
}
static std::string summarize(const Layer& layer) {
    return fmt::format("802.15.4 {} ackreq({}) ( {} -> {} ) Seq#{}", layer.text("fcf_frametype"),
                       layer.text("fcf_ackreq"), layer.text("fcf_destaddrmode"),
                       layer.text("fcf_srcaddrmode"), layer.integer("seqnum"));
}
static bool acknowledges(const Layer& answer, const Layer& request) {
    return request.protocol().name.starts_with("Dot15d4") && answer.integer("fcf_frametype") == ack &&
           answer.integer("seqnum") == request.integer("seqnum") && request.integer("fcf_ackreq") == 1;
}
extern constexpr Protocol dot15d4 = checked({.name = "Dot15d4",
                                             .title = "802.15.4",
                                             .fields = std::span(with_check_sequence).first(11),
                                             .summary = summarize,
                                             .answers = acknowledges,
                                             .post_build = drop_address_mode});
extern constexpr Protocol dot15d4_fcs =
    checked({.name = "Dot15d4FCS",
             .title = "802.15.4 - FCS",
             .fields = with_check_sequence,
             .trailer = 2,
             .summary = summarize,
             .answers = acknowledges,
             .post_build = [](const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) {
                 if (layer.integer("fcf_frametype") != ack || (out[start + 1] & 0x0f) == 0) return;
                 out[start + 1] &= 0xf0;
                 const auto sum = static_cast<std::uint16_t>(check_sequence(layer));
                 if (const auto at = layer.trailer())
                     write_bits(out.data() + start - layer.slot().start + *at, 0, 16, sum, true);
             }});

// ---- addresses: short or long, as the frame says ----------------------------------------------------

static std::uint64_t in_frame(const Layer& layer, std::string_view field) {
    const auto frame = layer.below();
    return frame && frame->protocol().name.starts_with("Dot15d4") ? frame->integer(field) : 0;
}
static bool is_to_long(const Layer& layer) { return in_frame(layer, "fcf_destaddrmode") == 3; }
static bool is_from_long(const Layer& layer) { return in_frame(layer, "fcf_srcaddrmode") == 3; }
static bool has_source(const Layer& layer) { return in_frame(layer, "fcf_srcaddrmode") != 0; }
static bool has_destination(const Layer& layer) {
    return !layer.below() || in_frame(layer, "fcf_destaddrmode") != 0;
}
/// The source's network is named unless it is the destination's.
static bool has_source_network(const Layer& layer) {
    return has_source(layer) && in_frame(layer, "fcf_panidcompress") == 0;
}
static bool is_secured(const Layer& layer) { return in_frame(layer, "fcf_security") != 0; }

static constexpr Field network(std::string_view name, int initial, const When& when = {}) {
    return bits(name, 16, initial, {.when = when, .little_endian = true, .hex = true});
}
static constexpr Field to_short = network("dest_addr", 0xffff), from_short = network("src_addr", 0);
static constexpr Field to_long = bits("dest_addr", 64, 0xffff, {.little_endian = true, .hex = true}),
                       from_long = bits("src_addr", 64, 0, {.little_endian = true, .hex = true});
static constexpr Case to_cases[] = {{when(is_to_long), &to_long}, {{}, &to_short}};
static constexpr Case from_cases[] = {{when(is_from_long), &from_long}, {{}, &from_short}};
static constexpr Field destination = one_of("dest_addr", to_cases, {.when = when(has_destination)});
static constexpr Field source = one_of("src_addr", from_cases, {.when = when(has_source)});
static constexpr Field security =
    layer("aux_sec_header", "Dot15d4AuxSecurityHeader", {.when = when(is_secured), .unbroken = true});

static std::string address_text(const Layer& layer, std::string_view field, bool is_long) {
    const std::uint64_t address = layer.integer(field);
    if (!is_long || address <= 0xffff) return fmt::format("{:#x}", address);
    std::string out;
    for (int shift = 56; shift >= 0; shift -= 8)
        out += fmt::format("{}{:02x}", out.empty() ? "" : ":", address >> shift & 0xff);
    return out;
}
static std::string source_text(const Layer& layer) {
    return fmt::format("{:#x}:{}", layer.integer("src_panid"),
                       has_source(layer) ? address_text(layer, "src_addr", is_from_long(layer)) : "None");
}
static std::string destination_text(const Layer& layer) {
    return fmt::format("{:#x}:{}", layer.integer("dest_panid"),
                       address_text(layer, "dest_addr", is_to_long(layer)));
}

// ---- security (7.6.2) -------------------------------------------------------------------------------

static constexpr Name key_modes[] = {
    {0, "Implicit"}, {1, "1oKeyIndex"}, {2, "4o-KeySource-1oKeyIndex"}, {3, "8o-KeySource-1oKeyIndex"}};
static constexpr Name levels[] = {{0, "None"}, {1, "MIC-32"},     {2, "MIC-64"},     {3, "MIC-128"},
                                  {4, "ENC"},  {5, "ENC-MIC-32"}, {6, "ENC-MIC-64"}, {7, "ENC-MIC-128"}};
static constexpr Field key_source_4 =
    bits("sec_keyid_keysource", 32, 0, {.little_endian = true, .hex = true});
static constexpr Field key_source_8 =
    bits("sec_keyid_keysource", 64, 0, {.little_endian = true, .hex = true});
static constexpr Case key_sources[] = {{equals("sec_sc_keyidmode", 2), &key_source_4}, {{}, &key_source_8}};
static constexpr Field security_fields[] = {
    bits("sec_sc_reserved", 3),
    enumeration("sec_sc_keyidmode", 2, 0, key_modes),
    enumeration("sec_sc_seclevel", 3, 0, levels),
    bits("sec_framecounter", 32, 0, {.little_endian = true, .hex = true}),
    one_of("sec_keyid_keysource", key_sources, {.when = from("sec_sc_keyidmode", 2)}),
    bits("sec_keyid_keyindex", 8, 0xff, {.when = differs("sec_sc_keyidmode", 0), .hex = true})};
extern constexpr Protocol dot15d4_security = checked({.name = "Dot15d4AuxSecurityHeader",
                                                      .title = "802.15.4 Auxiliary Security Header",
                                                      .fields = security_fields,
                                                      .payload_size = no_payload});

// ---- data, beacons, acknowledgements ----------------------------------------------------------------

template <unsigned type>
static constexpr Carrier of_type[] = {{"Dot15d4", "fcf_frametype", type},
                                      {"Dot15d4FCS", "fcf_frametype", type}};

extern constexpr Protocol dot15d4_ack =
    checked({.name = "Dot15d4Ack", .title = "802.15.4 Ack", .carried_by = of_type<2>});

static constexpr Field data_fields[] = {network("dest_panid", 0xffff, when(has_destination)), destination,
                                        network("src_panid", 0, when(has_source_network)), source, security};
/// 6LoWPAN, whose first octet may say that it is none (RFC 4944, 5.1); enciphered octets are not read.
static const Protocol* guess_data(const Layer& layer) {
    const int dispatch = payload_octet(layer, 0);
    return dispatch >= 0 && !is_secured(layer) ? find_protocol("SixLoWPAN") : nullptr;
}
extern constexpr Protocol dot15d4_data = checked(
    {.name = "Dot15d4Data",
     .title = "802.15.4 Data",
     .fields = data_fields,
     .carried_by = of_type<1>,
     .guess_payload = guess_data,
     .summary = [](const Layer& layer) {
         return fmt::format("802.15.4 Data ( {} -> {} )", source_text(layer), destination_text(layer));
     }});

static constexpr Field short_address = bits("address", 16, 0, {.little_endian = true, .hex = true});
static constexpr Field long_address = bits("address", 64, 0, {.little_endian = true, .hex = true});
static constexpr Field slot = bits("slot", 24, 0, {.little_endian = true, .hex = true});
static bool has_beacon_source(const Layer& layer) { return !layer.below() || has_source(layer); }
static constexpr Field beacon_fields[] = {
    network("src_panid", 0, when(has_beacon_source)),
    one_of("src_addr", from_cases, {.when = when(has_beacon_source)}),
    security,
    bits("sf_sforder", 4, 15),
    bits("sf_beaconorder", 4, 15),
    truth("sf_assocpermit"),
    truth("sf_pancoord"),
    bits("sf_reserved", 1),
    truth("sf_battlifeextend"),
    bits("sf_finalcapslot", 4, 15),
    truth("gts_spec_permit", 1),
    bits("gts_spec_reserved", 4),
    bits("gts_spec_desccount", 3, {.count_of = {"gts_list"}}),
    bits("gts_dir_reserved", 1, 0, {.when = differs("gts_spec_desccount", 0)}),
    bits("gts_dir_mask", 7, 0, {.when = differs("gts_spec_desccount", 0)}),
    list("gts_list", slot, {.extent = count_from("gts_spec_desccount")}),
    bits("pa_reserved_1", 1),
    bits("pa_num_long", 3, {.count_of = {"pa_long_addresses"}}),
    bits("pa_reserved_2", 1),
    bits("pa_num_short", 3, {.count_of = {"pa_short_addresses"}}),
    list("pa_short_addresses", short_address, {.extent = count_from("pa_num_short")}),
    list("pa_long_addresses", long_address, {.extent = count_from("pa_num_long")})};
extern constexpr Protocol dot15d4_beacon =
    checked({.name = "Dot15d4Beacon",
             .title = "802.15.4 Beacon",
             .fields = beacon_fields,
             .carried_by = of_type<0>,
             .summary = [](const Layer& layer) {
                 return fmt::format("802.15.4 Beacon ( {} ) assocPermit({}) panCoord({})", source_text(layer),
                                    layer.text("sf_assocpermit"), layer.text("sf_pancoord"));
             }});

// ---- commands (7.3) ---------------------------------------------------------------------------------

static constexpr Name commands[] = {{1, "AssocReq"},  {2, "AssocResp"},           {3, "DisassocNotify"},
                                    {4, "DataReq"},   {5, "PANIDConflictNotify"}, {6, "OrphanNotify"},
                                    {7, "BeaconReq"}, {8, "CoordRealign"},        {9, "GTSReq"}};
static constexpr Field command_fields[] = {network("dest_panid", 0xffff, when(has_destination)),
                                           destination,
                                           network("src_panid", 0, when(has_source_network)),
                                           source,
                                           security,
                                           enumeration("cmd_id", 8, 0, commands)};
extern constexpr Protocol dot15d4_command =
    checked({.name = "Dot15d4Cmd",
             .title = "802.15.4 Command",
             .fields = command_fields,
             .carried_by = of_type<3>,
             .summary = [](const Layer& layer) {
                 return fmt::format("802.15.4 Command {} ( {} -> {} )", layer.text("cmd_id"),
                                    source_text(layer), destination_text(layer));
             }});

template <unsigned command>
static constexpr Carrier of_command[] = {{"Dot15d4Cmd", "cmd_id", command}};
template <unsigned command>
static constexpr Protocol argument(std::string_view name, std::string_view title,
                                   std::span<const Field> fields, std::string (*summary)(const Layer&)) {
    return {.name = name,
            .title = title,
            .fields = fields,
            .carried_by = of_command<command>,
            .summary = summary};
}
static constexpr Field association[] = {
    bits("allocate_address", 1), bits("security_capability", 1),      bits("reserved2", 1),
    bits("reserved1", 1),        bits("receiver_on_when_idle", 1),    bits("power_source", 1),
    bits("device_type", 1),      bits("alternate_pan_coordinator", 1)};
extern constexpr Protocol dot15d4_association = checked(argument<1>(
    "Dot15d4CmdAssocReq", "802.15.4 Association Request Payload", association, [](const Layer& layer) {
        return fmt::format("802.15.4 Association Request Payload ( Alt PAN Coord: {} Device Type: {} )",
                           layer.integer("alternate_pan_coordinator"), layer.integer("device_type"));
    }));
static constexpr Name association_statuses[] = {
    {0, "successful"}, {1, "PAN_at_capacity"}, {2, "PAN_access_denied"}};
static constexpr Field association_response[] = {
    network("short_address", 0xffff), enumeration("association_status", 8, 0, association_statuses)};
extern constexpr Protocol dot15d4_association_response =
    checked(argument<2>("Dot15d4CmdAssocResp", "802.15.4 Association Response Payload", association_response,
                        [](const Layer& layer) {
                            return fmt::format(
                                "802.15.4 Association Response Payload ( Association Status: {} Assigned "
                                "Address: {:#x} )",
                                layer.text("association_status"), layer.integer("short_address"));
                        }));
static constexpr Name leave_reasons[] = {{1, "coord_wishes_device_to_leave"}, {2, "device_wishes_to_leave"}};
static constexpr Field disassociation[] = {enumeration("disassociation_reason", 8, 2, leave_reasons)};
extern constexpr Protocol dot15d4_disassociation = checked(argument<3>(
    "Dot15d4CmdDisassociation", "802.15.4 Disassociation Notification Payload", disassociation,
    [](const Layer& layer) {
        return fmt::format("802.15.4 Disassociation Notification Payload ( Disassociation Reason {} )",
                           layer.text("disassociation_reason"));
    }));
static constexpr Field realignment[] = {network("panid", 0xffff), network("coord_address", 0),
                                        bits("channel", 8), network("dev_address", 0xffff)};
/// One more octet is the channel's page.
static const Protocol* page_alone(const Layer& layer) {
    return layer.payload().size() == 1 ? find_protocol("Dot15d4CmdCoordRealignPage") : nullptr;
}
extern constexpr Protocol dot15d4_realignment =
    checked({.name = "Dot15d4CmdCoordRealign",
             .title = "802.15.4 Coordinator Realign Command",
             .fields = realignment,
             .carried_by = of_command<8>,
             .guess_payload = page_alone,
             .summary = [](const Layer& layer) {
                 return fmt::format("802.15.4 Coordinator Realign Payload ( PAN ID: {:#x} : channel {} )",
                                    layer.integer("panid"), layer.integer("channel"));
             }});
static constexpr Field page[] = {bits("channel_page", 8)};
extern constexpr Protocol dot15d4_page = checked(
    {.name = "Dot15d4CmdCoordRealignPage", .title = "802.15.4 Coordinator Realign Page", .fields = page});
static constexpr Field slot_request[] = {bits("reserved", 2), bits("charact_type", 1), bits("gts_dir", 1),
                                         bits("gts_len", 4)};
extern constexpr Protocol dot15d4_slot_request = checked(
    argument<9>("Dot15d4CmdGTSReq", "802.15.4 GTS request command", slot_request, [](const Layer& layer) {
        return fmt::format("802.15.4 GTS Request Command ( {} : {} )", layer.integer("gts_len"),
                           layer.integer("gts_dir"));
    }));

}  // namespace pkttest::protocols
