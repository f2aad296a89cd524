// GTP version 1's messages and their information elements (3GPP TS 29.060, 7.3 to 7.7).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/random_defaults.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{1, "Cause"},
                                 {2, "IMSI"},
                                 {3, "RAI"},
                                 {4, "TLLI"},
                                 {5, "P_TMSI"},
                                 {8, "IE_ReorderingRequired"},
                                 {14, "Recovery"},
                                 {15, "SelectionMode"},
                                 {16, "TEIDI"},
                                 {17, "TEICP"},
                                 {19, "TeardownInd"},
                                 {20, "NSAPI"},
                                 {26, "ChargingChrt"},
                                 {27, "TraceReference"},
                                 {28, "TraceType"},
                                 {127, "ChargingId"},
                                 {128, "EndUserAddress"},
                                 {131, "AccessPointName"},
                                 {132, "ProtocolConfigurationOptions"},
                                 {133, "GSNAddress"},
                                 {134, "MSInternationalNumber"},
                                 {135, "QoS"},
                                 {148, "CommonFlags"},
                                 {149, "APNRestriction"},
                                 {151, "RatType"},
                                 {152, "UserLocationInformation"},
                                 {153, "MSTimeZone"},
                                 {154, "IMEI"},
                                 {181, "MSInfoChangeReportingAction"},
                                 {184, "BearerControlMode"},
                                 {191, "EvolvedAllocationRetentionPriority"},
                                 {255, "PrivateExtention"}};
static constexpr Name causes[] = {
    {0, "Request IMSI"},
    {1, "Request IMEI"},
    {2, "Request IMSI and IMEI"},
    {3, "No identity needed"},
    {4, "MS Refuses"},
    {5, "MS is not GPRS Responding"},
    {128, "Request accepted"},
    {129, "New PDP type due to network preference"},
    {130, "New PDP type due to single address bearer only"},
    {192, "Non-existent"},
    {193, "Invalid message format"},
    {194, "IMSI not known"},
    {195, "MS is GPRS Detached"},
    {196, "MS is not GPRS Responding"},
    {197, "MS Refuses"},
    {198, "Version not supported"},
    {199, "No resources available"},
    {200, "Service not supported"},
    {201, "Mandatory IE incorrect"},
    {202, "Mandatory IE missing"},
    {203, "Optional IE incorrect"},
    {204, "System failure"},
    {205, "Roaming restriction"},
    {206, "P-TMSI Signature mismatch"},
    {207, "GPRS connection suspended"},
    {208, "Authentication failure"},
    {209, "User authentication failed"},
    {210, "Context not found"},
    {211, "All dynamic PDP addresses are occupied"},
    {212, "No memory is available"},
    {213, "Reallocation failure"},
    {214, "Unknown mandatory extension header"},
    {215, "Semantic error in the TFT operation"},
    {216, "Syntactic error in TFT operation"},
    {217, "Semantic errors in packet filter(s)"},
    {218, "Syntactic errors in packet filter(s)"},
    {219, "Missing or unknown APN"},
    {220, "Unknown PDP address or PDP type"},
    {221, "PDP context without TFT already activated"},
    {222, "APN access denied : no subscription"},
    {223, "APN Restriction type incompatibility with currently active PDP Contexts"},
    {224, "MS MBMS Capabilities Insufficient"},
    {225, "Invalid Correlation : ID"},
    {226, "MBMS Bearer Context Superseded"},
    {227, "Bearer Control Mode violation"},
    {228, "Collision with network initiated request"}};
static constexpr Name truths[] = {{254, "False"}, {255, "True"}};
static constexpr Name selection_modes[] = {
    {0xfc, "MS or APN"}, {0xfd, "MS"}, {0xfe, "NET"}, {0xff, "FutureUse"}};
static constexpr Name access_types[] = {{1, "UTRAN"}, {2, "GETRAN"}, {3, "WLAN"}, {4, "GAN"}, {5, "HSPA"}};
static constexpr Name number_flags[] = {
    {0x01, "Extension"}, {0x08, "International Number"}, {0x80, "ISDN numbering"}};

// ---- digits and names ----------------------------------------------------------------------------------

/// Telephony digits, two in an octet, the first in the low half; 0xf fills (TS 29.002, TBCD-STRING).
static constexpr std::string_view digits = "0123456789*#abc";
static const char* skip_digits(const Field& field, const Layer& layer, Cursor& cursor) {
    return octets_shape.skip(field, layer, cursor);
}
static const char* decode_digits(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    Value packed;
    if (const char* reason = octets_shape.decode(field, layer, cursor, packed)) return reason;
    std::string text;
    for (const char octet : *packed.octets())
        for (const int half : {octet & 15, octet >> 4 & 15})
            if (half < 15) text += digits[static_cast<std::size_t>(half)];
    out = Value(Bytes{std::move(text)});
    return nullptr;
}
static void encode_digits(const Field& field, const Layer& layer, const Value& value, BitWriter& out) {
    std::string packed;
    const std::string text = value.octets() != nullptr ? *value.octets() : "";
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const std::size_t low = digits.find(text[i]);
        const std::size_t high = i + 1 < text.size() ? digits.find(text[i + 1]) : 15;
        packed += static_cast<char>((high & 15) << 4 | (low & 15));
    }
    octets_shape.encode(field, layer, Value(Bytes{std::move(packed)}), out);
}
static std::optional<Problem> normalize_digits(const Field& field, const Value& in, Value& out) {
    if (in.octets() == nullptr || in.octets()->find_first_not_of(digits) != std::string::npos)
        return Problem{std::string(field.name) + " takes digits, not " + represent(in),
                       "digits are 0 to 9, *, #, a, b and c"};
    if (field.extent.kind == Extent::Kind::fixed &&
        in.octets()->size() > static_cast<std::size_t>(field.extent.add) * 2)
        return Problem{std::string(field.name) + " has room for " + std::to_string(field.extent.add * 2) +
                       " digits, not for " + std::to_string(in.octets()->size())};
    out = Value(Bytes{*in.octets()});
    return std::nullopt;
}
static constexpr Shape digits_shape = based_on<octets_shape>({
    .name = "telephony digits",
    .skip = skip_digits,
    .decode = decode_digits,
    .encode = encode_digits,
    .normalize = normalize_digits,
    .random = [](const Field&) { return Value(Bytes{"1"}); },
});
static constexpr Field number(std::string_view name, const Extent& extent, Default initial = "") {
    return custom(name, digits_shape, initial, {.extent = extent});
}

/// Labels, each behind its length, written with dots (TS 23.003, 9.1).
static const char* decode_labels(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    Value packed;
    if (const char* reason = octets_shape.decode(field, layer, cursor, packed)) return reason;
    std::string_view left = *packed.octets();
    std::string text;
    while (!left.empty()) {
        const auto size = static_cast<std::size_t>(static_cast<std::uint8_t>(left.front()));
        text += left.substr(1, size);
        left.remove_prefix(std::min(left.size(), size + 1));
        if (!left.empty()) text += '.';
    }
    out = Value(Bytes{std::move(text)});
    return nullptr;
}
static void encode_labels(const Field&, const Layer&, const Value& value, BitWriter& out) {
    if (value.octets() == nullptr) return;
    std::string_view left = *value.octets();
    while (true) {
        const std::string_view label = left.substr(0, left.find('.'));
        out.put(static_cast<std::uint8_t>(label.size()), 8);
        out.put_octets(label);
        if (label.size() == left.size()) return;
        left.remove_prefix(label.size() + 1);
    }
}
static constexpr Shape labels_shape = based_on<octets_shape>({
    .name = "access point name",
    .skip = skip_digits,
    .decode = decode_labels,
    .encode = encode_labels,
    .random = [](const Field&) { return Value(Bytes{"internet"}); },
});

// ---- information elements (7.7) ------------------------------------------------------------------------

/// Types below 128 have a length of their own; those from 128 on say it behind the type.
static constexpr int head = 3;
static constexpr Field type(int code) { return enumeration("ietype", 8, code, types); }
static Integer value_octets(const Layer& layer) { return header_octets(layer) - head; }
static constexpr Field own_length = bits("length", 16, {.compute = value_octets});
static constexpr Field length(int octets) { return bits("length", 16, octets); }
static constexpr Field hex(std::string_view name, std::uint16_t width, Default initial = 0) {
    return bits(name, width, initial, {.hex = true});
}

static constexpr Field general_fields[] = {type(0), own_length,
                                           octets("data", "", {.extent = octets_from("length")})};
/// What is not known below 128 cannot be measured.
static std::int64_t measured(const Layer& layer) {
    return layer.integer("ietype") < 128 ? -1 : static_cast<std::int64_t>(layer.integer("length")) + head;
}
extern constexpr Protocol gtp_general_element = {.name = "IE_NotImplementedTLV",
                                                 .title = "IE not implemented",
                                                 .fields = general_fields,
                                                 .payload_size = no_payload,
                                                 .header_size = measured};
static_assert(well_formed(gtp_general_element));

template <std::uint64_t code>
static constexpr Carrier typed[] = {{"IE_NotImplementedTLV", "ietype", code}};
static constexpr Protocol element(std::string_view name, std::string_view title,
                                  std::span<const Field> fields, std::span<const Carrier> variant_of) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = variant_of,
                    .payload_size = no_payload});
}

static constexpr Field cause_fields[] = {type(1), enumeration("CauseValue", 8, 0, causes)};
extern constexpr Protocol gtp_cause = element("IE_Cause", "Cause", cause_fields, typed<1>);

static constexpr Field imsi_fields[] = {type(2), number("imsi", fixed(8), "997178154263367")};
extern constexpr Protocol gtp_imsi =
    element("IE_IMSI", "IMSI - Subscriber identity of the MS", imsi_fields, typed<2>);

static constexpr Field routing_fields[] = {type(3), number("MCC", fixed(2)), number("MNC", fixed(1)),
                                           bits("LAC", 16), bits("RAC", 8)};
extern constexpr Protocol gtp_routing =
    element("IE_Routing", "Routing Area Identity", routing_fields, typed<3>);

static constexpr Field reordering_fields[] = {type(8), enumeration("reordering_required", 8, 254, truths)};
extern constexpr Protocol gtp_reordering =
    element("IE_ReorderingRequired", "Recovery", reordering_fields, typed<8>);

static constexpr Field recovery_fields[] = {type(14), bits("restart_counter", 8, 24)};
extern constexpr Protocol gtp_recovery = element("IE_Recovery", "Recovery", recovery_fields, typed<14>);

static constexpr Field selection_fields[] = {type(15),
                                             enumeration("SelectionMode", 8, 0xfc, selection_modes)};
extern constexpr Protocol gtp_selection =
    element("IE_SelectionMode", "Selection Mode", selection_fields, typed<15>);

static constexpr Field teidi_fields[] = {type(16), bits("TEIDI", 32, {.hex = true, .start = &any_32_bits})};
extern constexpr Protocol gtp_teidi =
    element("IE_TEIDI", "Tunnel Endpoint Identifier Data", teidi_fields, typed<16>);

static constexpr Field teicp_fields[] = {type(17), bits("TEICI", 32, {.hex = true, .start = &any_32_bits})};
extern constexpr Protocol gtp_teicp =
    element("IE_TEICP", "Tunnel Endpoint Identifier Control Plane", teicp_fields, typed<17>);

static constexpr Field teardown_fields[] = {type(19), enumeration("indicator", 8, 255, truths)};
extern constexpr Protocol gtp_teardown =
    element("IE_Teardown", "Teardown Indicator", teardown_fields, typed<19>);

static constexpr Field nsapi_fields[] = {type(20), hex("sparebits", 4),
                                         bits("NSAPI", 4, {.hex = true, .start = &any_4_bits})};
extern constexpr Protocol gtp_nsapi = element("IE_NSAPI", "NSAPI", nsapi_fields, typed<20>);

static constexpr Field charging_fields[] = {type(26),
                                            hex("Ch_ChSpare", 4),
                                            hex("normal_charging", 1),
                                            hex("prepaid_charging", 1),
                                            hex("flat_rate_charging", 1),
                                            hex("hot_billing_charging", 1),
                                            hex("Ch_ChReserved", 8)};
extern constexpr Protocol gtp_charging =
    element("IE_ChargingCharacteristics", "Charging Characteristics", charging_fields, typed<26>);

static constexpr Field trace_fields[] = {type(27), hex("Trace_reference", 16)};
extern constexpr Protocol gtp_trace =
    element("IE_TraceReference", "Trace Reference", trace_fields, typed<27>);

static constexpr Field trace_type_fields[] = {type(28), hex("Trace_type", 16)};
extern constexpr Protocol gtp_trace_type =
    element("IE_TraceType", "Trace Type", trace_type_fields, typed<28>);

static constexpr Field charging_id_fields[] = {type(127),
                                               bits("Charging_id", 32, {.hex = true, .start = &any_32_bits})};
extern constexpr Protocol gtp_charging_id =
    element("IE_ChargingId", "Charging ID", charging_id_fields, typed<127>);

/// The length tells which addresses there are.
template <int one, int both>
static constexpr When long_as = when([](const Layer& layer) {
    const std::uint64_t octets = layer.integer("length");
    return octets == one || octets == both;
});
static constexpr Field address_fields[] = {
    type(128),
    length(2),
    bits("SPARE", 4, 15),
    bits("PDPTypeOrganization", 4, 1),
    hex("PDPTypeNumber", 8),
    ipv4("PDPAddress", "0.0.0.0", {.when = long_as<6, 22>, .start = &any_ipv4}),
    ipv6("IPv6_PDPAddress", "::1", {.when = long_as<18, 22>})};
extern constexpr Protocol gtp_end_user_address =
    element("IE_EndUserAddress", "End User Address", address_fields, typed<128>);

static constexpr Field apn_fields[] = {
    type(131), own_length, custom("APN", labels_shape, "nternet", {.extent = octets_from("length")})};
extern constexpr Protocol gtp_apn =
    element("IE_AccessPointName", "Access Point Name", apn_fields, typed<131>);

static constexpr Field options_fields[] = {
    type(132), own_length, octets("Protocol_Configuration", "", {.extent = octets_from("length")})};
extern constexpr Protocol gtp_protocol_options =
    element("IE_ProtocolConfigurationOptions", "Protocol Configuration Options", options_fields, typed<132>);

/// Of a crafted element without a length, those addresses that were given.
template <int octets, std::size_t index>
static constexpr When given_or_long = when([](const Layer& layer) {
    const std::uint64_t told = layer.integer("length");
    if (!layer.is_crafted() || told != 0) return told == octets;
    return layer.slot().crafted->find(index) != nullptr;
});
static constexpr Field gsn_fields[] = {
    type(133), own_length, ipv4("ipv4_address", "0.0.0.0", {.when = given_or_long<4, 2>, .start = &any_ipv4}),
    ipv6("ipv6_address", "::1", {.when = given_or_long<16, 3>})};
extern constexpr Protocol gtp_gsn_address = element("IE_GSNAddress", "GSN Address", gsn_fields, typed<133>);

static constexpr Field ms_number_fields[] = {type(134), own_length, flags("flags", 8, 145, number_flags),
                                             number("digits", octets_from("length", 1, -1), "33607080910")};
extern constexpr Protocol gtp_ms_number =
    element("IE_MSInternationalNumber", "MS International Number", ms_number_fields, typed<134>);

static constexpr Field in_octet(int nth, std::string_view name, std::uint16_t width) {
    return bits(name, width, 0, {.when = from("length", static_cast<std::uint64_t>(nth)), .hex = width < 8});
}
static constexpr Field qos_fields[] = {type(135),
                                       own_length,
                                       bits("allocation_retention_prioiry", 8, 1),
                                       in_octet(2, "spare1", 2),
                                       in_octet(2, "delay_class", 3),
                                       in_octet(2, "reliability_class", 3),
                                       in_octet(3, "peak_troughput", 4),
                                       in_octet(3, "spare2", 1),
                                       in_octet(3, "precedence_class", 3),
                                       in_octet(4, "spare3", 3),
                                       in_octet(4, "mean_troughput", 5),
                                       in_octet(5, "traffic_class", 3),
                                       in_octet(5, "delivery_order", 2),
                                       in_octet(5, "delivery_of_err_sdu", 3),
                                       in_octet(6, "max_sdu_size", 8),
                                       in_octet(7, "max_bitrate_up", 8),
                                       in_octet(8, "max_bitrate_down", 8),
                                       in_octet(9, "redidual_ber", 4),
                                       in_octet(9, "sdu_err_ratio", 4),
                                       in_octet(10, "transfer_delay", 6),
                                       in_octet(10, "traffic_handling_prio", 2),
                                       in_octet(11, "guaranteed_bit_rate_up", 8),
                                       in_octet(12, "guaranteed_bit_rate_down", 8),
                                       in_octet(13, "spare4", 3),
                                       in_octet(13, "signaling_indication", 1),
                                       in_octet(13, "source_stats_desc", 4),
                                       in_octet(14, "max_bitrate_down_ext", 8),
                                       in_octet(15, "guaranteed_bitrate_down_ext", 8),
                                       in_octet(16, "max_bitrate_up_ext", 8),
                                       in_octet(17, "guaranteed_bitrate_up_ext", 8),
                                       in_octet(18, "max_bitrate_down_ext2", 8),
                                       in_octet(19, "guaranteed_bitrate_down_ext2", 8),
                                       in_octet(20, "max_bitrate_up_ext2", 8),
                                       in_octet(21, "guaranteed_bitrate_up_ext2", 8)};
extern constexpr Protocol gtp_qos = element("IE_QoS", "QoS", qos_fields, typed<135>);

static constexpr Field extension_code = bits("extension_header", 8);
static constexpr Field extensions_fields[] = {
    type(141), bits("length", 8, {.length_of = {"extension_headers"}}),
    list("extension_headers", extension_code, {.extent = octets_from("length")}, "\x40\xc0")};
extern constexpr Protocol gtp_extensions =
    element("IE_ExtensionHeaderList", "Extension Header List", extensions_fields, typed<141>);

static constexpr Field common_flags_fields[] = {type(148),
                                                own_length,
                                                bits("dual_addr_bearer_fl", 1),
                                                bits("upgrade_qos_supported", 1),
                                                bits("nrsn", 1),
                                                bits("no_qos_nego", 1),
                                                bits("mbms_cnting_info", 1),
                                                bits("ran_procedure_ready", 1),
                                                bits("mbms_service_type", 1),
                                                bits("prohibit_payload_compression", 1)};
extern constexpr Protocol gtp_common_flags =
    element("IE_CommonFlags", "Common Flags", common_flags_fields, typed<148>);

static constexpr Field restriction_fields[] = {type(149), length(1), bits("restriction_type_value", 8)};
extern constexpr Protocol gtp_restriction =
    element("IE_APNRestriction", "APN Restriction", restriction_fields, typed<149>);

static constexpr Field rat_fields[] = {type(151), length(1), enumeration("RAT_Type", 8, 0, access_types)};
extern constexpr Protocol gtp_rat = element("IE_RATType", "Rat Type", rat_fields, typed<151>);

static constexpr Field location_fields[] = {
    type(152),       own_length,     bits("type", 8, 1), number("MCC", fixed(2)), number("MNC", fixed(1)),
    bits("LAC", 16), bits("SAC", 16)};
extern constexpr Protocol gtp_location =
    element("IE_UserLocationInformation", "User Location Information", location_fields, typed<152>);

static constexpr Field zone_fields[] = {type(153), own_length, bits("timezone", 8), bits("spare", 6),
                                        hex("daylight_saving_time", 2)};
extern constexpr Protocol gtp_zone = element("IE_MSTimeZone", "MS Time Zone", zone_fields, typed<153>);

static constexpr Field imei_fields[] = {type(154), own_length, number("IMEI", octets_from("length"))};
extern constexpr Protocol gtp_imei = element("IE_IMEI", "IMEI", imei_fields, typed<154>);

static constexpr Field reporting_fields[] = {type(181), length(1), bits("Action", 8)};
extern constexpr Protocol gtp_reporting = element(
    "IE_MSInfoChangeReportingAction", "MS Info Change Reporting Action", reporting_fields, typed<181>);

static constexpr Field tunnel_fields[] = {type(182),     length(1),       bits("spare", 5),
                                          bits("EI", 1), bits("GCSI", 1), bits("DTI", 1)};
extern constexpr Protocol gtp_direct_tunnel =
    element("IE_DirectTunnelFlags", "Direct Tunnel Flags", tunnel_fields, typed<182>);

static constexpr Field bearer_fields[] = {type(184), length(1), bits("bearer_control_mode", 8)};
extern constexpr Protocol gtp_bearer =
    element("IE_BearerControlMode", "Bearer Control Mode", bearer_fields, typed<184>);

static constexpr Field priority_fields[] = {
    type(191), length(1), bits("spare1", 1), bits("PCI", 1), hex("PL", 4), bits("spare2", 1), bits("PVI", 1)};
extern constexpr Protocol gtp_priority =
    element("IE_EvolvedAllocationRetentionPriority", "Evolved Allocation/Retention Priority", priority_fields,
            typed<191>);

static constexpr Field gateway_fields[] = {type(251), length(4),
                                           ipv4("ipv4_address", "127.0.0.1", {.when = equals("length", 4)}),
                                           ipv6("ipv6_address", "::1", {.when = equals("length", 16)})};
extern constexpr Protocol gtp_gateway =
    element("IE_CharginGatewayAddress", "Chargin Gateway Address", gateway_fields, typed<251>);

static constexpr Field private_fields[] = {
    type(255), own_length, bits("extension_identifier", 8),
    octets("extention_value", "", {.extent = octets_from("length", 1, -1)})};
extern constexpr Protocol gtp_private =
    element("IE_PrivateExtension", "Private Extension", private_fields, typed<255>);

}  // namespace pkttest::protocols
