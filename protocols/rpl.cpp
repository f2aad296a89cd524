// RPL (RFC 6550, RFC 9009): its ICMPv6 messages and their options, which follow as layers. Metrics stand in
// rpl_metrics.cpp.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/icmpv6.h"
#include "protocols/ipv6_extensions.h"

namespace pkttest::protocols {

static constexpr Name codes[] = {{0, "DIS"},     {1, "DIO"}, {2, "DAO"},
                                 {3, "DAO-ACK"}, {7, "DCO"}, {8, "DCO-ACK"}};
static constexpr Field fields[] = {icmpv6_type(155), enumeration("code", 8, 0, codes), icmpv6_checksum()};
static constexpr auto carriers = icmpv6_telling(to_link_group(0x1a));
static constexpr Carrier rpl_of[] = {{"_ICMPv6", "type", 155}};
extern constexpr Protocol rpl = {
    .name = "ICMPv6RPL", .title = "RPL", .fields = fields, .carried_by = carriers, .variant_of = rpl_of};
static_assert(well_formed(rpl));

// ---- messages ----------------------------------------------------------------------------------------

constexpr Protocol message(std::string_view name, std::string_view title, std::span<const Field> fields,
                           std::span<const Carrier> carried_by,
                           bool (*answers)(const Layer&, const Layer&) = nullptr) {
    return {.name = name,
            .title = title,
            .fields = fields,
            .carried_by = carried_by,
            .carries = "RPLOptUnknown",
            .answers = answers};
}
static constexpr Field instance = bits("RPLInstanceID", 8, 50);
static constexpr Field dodag = ipv6("dodagid", "::", {.when = equals("D", 1)});

static constexpr Field dis_fields[] = {bits("flags", 8), bits("reserved", 8)};
static constexpr Carrier dis_carriers[] = {{"ICMPv6RPL", "code", 0}};
extern constexpr Protocol rpl_dis =
    message("RPLDIS", "DODAG Information Solicitation", dis_fields, dis_carriers);
static_assert(well_formed(rpl_dis));

static bool solicited(const Layer&, const Layer& request) { return request.is("RPLDIS"); }
static constexpr Name modes[] = {{0, "No Downward routes"},
                                 {1, "Non-Storing"},
                                 {2, "Storing with no multicast support"},
                                 {3, "Storing with multicast support"},
                                 {4, "P2P Route Discovery"}};
static constexpr Field dio_fields[] = {instance,
                                       bits("ver", 8),
                                       bits("rank", 16, 1),
                                       bits("G", 1, 1),
                                       bits("unused1", 1),
                                       enumeration("mop", 3, 1, modes),
                                       bits("prf", 3),
                                       bits("dtsn", 8, 240),
                                       bits("flags", 8),
                                       bits("reserved", 8),
                                       ipv6("dodagid", "::1")};
static constexpr Carrier dio_carriers[] = {{"ICMPv6RPL", "code", 1}};
extern constexpr Protocol rpl_dio =
    message("RPLDIO", "DODAG Information Object", dio_fields, dio_carriers, solicited);
static_assert(well_formed(rpl_dio));

static bool acknowledges_dao(const Layer& answer, const Layer& request) {
    return request.is("RPLDAO") && answer.integer("daoseq") == request.integer("daoseq");
}
static constexpr Field dao_fields[] = {
    instance, bits("K", 1), bits("D", 1), bits("flags", 6), bits("reserved", 8), bits("daoseq", 8, 1), dodag};
static constexpr Carrier dao_carriers[] = {{"ICMPv6RPL", "code", 2}};
extern constexpr Protocol rpl_dao =
    message("RPLDAO", "Destination Advertisement Object", dao_fields, dao_carriers);
static_assert(well_formed(rpl_dao));
static constexpr Field dao_ack_fields[] = {
    instance, bits("D", 1), bits("reserved", 7), bits("daoseq", 8, 1), bits("status", 8), dodag};
static constexpr Carrier dao_ack_carriers[] = {{"ICMPv6RPL", "code", 3}};
extern constexpr Protocol rpl_dao_ack =
    message("RPLDAOACK", "Destination Advertisement Object Acknowledgement", dao_ack_fields, dao_ack_carriers,
            acknowledges_dao);
static_assert(well_formed(rpl_dao_ack));

static bool acknowledges_dco(const Layer& answer, const Layer& request) {
    return request.is("RPLDCO") && answer.integer("dcoseq") == request.integer("dcoseq");
}
static constexpr Field dco_fields[] = {
    instance, bits("K", 1), bits("D", 1), bits("flags", 6), bits("status", 8), bits("dcoseq", 8, 1), dodag};
static constexpr Carrier dco_carriers[] = {{"ICMPv6RPL", "code", 7}};
extern constexpr Protocol rpl_dco = message("RPLDCO", "Destination Cleanup Object", dco_fields, dco_carriers);
static_assert(well_formed(rpl_dco));
static constexpr Field dco_ack_fields[] = {
    instance, bits("D", 1), bits("flags", 7), bits("dcoseq", 8, 1), bits("status", 8), dodag};
static constexpr Carrier dco_ack_carriers[] = {{"ICMPv6RPL", "code", 8}};
extern constexpr Protocol rpl_dco_ack = message("RPLDCOACK", "Destination Cleanup Object Acknowledgement",
                                                dco_ack_fields, dco_ack_carriers, acknowledges_dco);
static_assert(well_formed(rpl_dco_ack));

// ---- an address as far as the option reaches ---------------------------------------------------------
// Internal form: text; None where there is none.

static const char* decode_address(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    std::size_t octets = 0;
    const Cursor fresh{cursor.data, cursor.bit, cursor.end};
    if (const char* reason = measure_extent(field, layer, fresh, octets)) return reason;
    if (fresh.note != nullptr) return "the layer ends inside an address";
    UnsignedInteger address = 0;
    for (std::size_t i = 0; i < 16; ++i) address = address << 8 | (i < octets ? cursor.here()[i] : 0);
    if (octets > 0) out = Value(ipv6_text(address));
    cursor.bit += octets * 8;
    return nullptr;
}
static void encode_address(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    const auto address = internal.octets() != nullptr ? parse_ipv6(*internal.octets()) : std::nullopt;
    const Value told = layer.get(field.extent.field);
    const std::size_t start = out.size();
    if (address) out.put(*address, 128);
    const std::int64_t octets =
        static_cast<std::int64_t>(layer.integer(field.extent.field)) + field.extent.add;
    if (!told.is_none())
        out.buffer().resize(start + static_cast<std::size_t>(std::clamp<std::int64_t>(octets, 0, 255)));
}
static std::optional<Problem> normalize_address(const Field& field, const Value& in, Value& internal) {
    const std::string text = in.octets() != nullptr ? in.octets()->substr(0, in.octets()->find('/')) : "";
    const auto address = parse_ipv6(text);
    if (!address)
        return Problem{fmt::format("{} takes an IPv6 address, not {}", field.name, represent(in)),
                       "for example: 2001:db8::1"};
    internal = Value(ipv6_text(*address));
    return std::nullopt;
}
static constexpr Shape address_shape = {
    .name = "address",
    .skip =
        [](const Field& f, const Layer& l, Cursor& c) {
            Value ignored;
            return decode_address(f, l, c, ignored);
        },
    .decode = decode_address,
    .encode = encode_address,
    .normalize = normalize_address,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&,
                    const Value& v) { return v.octets() != nullptr ? *v.octets() : represent(v); },
    .random = [](const Field&) { return Value("2001:db8::1"); }};
constexpr Field address(std::string_view name, int before) {
    return custom(name, address_shape, {}, {.extent = octets_from("len", 1, -before)});
}

// ---- options -----------------------------------------------------------------------------------------

static constexpr Name option_types[] = {{0, "Pad1"},
                                        {1, "PadN"},
                                        {2, "DAG Metric Container"},
                                        {3, "Routing Information"},
                                        {4, "DODAG Configuration"},
                                        {5, "RPL Target"},
                                        {6, "Transit Information"},
                                        {7, "Solicited Information"},
                                        {8, "Prefix Information Option"},
                                        {9, "Target Descriptor"},
                                        {10, "P2P Route Discovery"}};
constexpr Field type(int number) { return enumeration("otype", 8, number, option_types); }
constexpr Protocol option(std::string_view name, std::string_view title, std::span<const Field> fields,
                          std::span<const Carrier> variant_of) {
    return {
        .name = name, .title = title, .fields = fields, .variant_of = variant_of, .carries = "RPLOptUnknown"};
}
constexpr Carrier of_type(std::uint64_t number) { return {"RPLOptUnknown", "otype", number}; }

static constexpr Field unknown_fields[] = {type(10), bits("len", 8, {.length_of = {"odata"}}),
                                           octets("odata", "", {.extent = octets_from("len")})};
extern constexpr Protocol rpl_unknown = option("RPLOptUnknown", "RPL Option", unknown_fields, {});
static_assert(well_formed(rpl_unknown));

static constexpr Field pad1_fields[] = {type(0)};
static constexpr Carrier pad1_of[] = {of_type(0)};
extern constexpr Protocol rpl_pad1 = option("RPLOptPad1", "Pad1", pad1_fields, pad1_of);
static_assert(well_formed(rpl_pad1));
static constexpr Field padn_fields[] = {type(1), bits("optlen", 8, {.length_of = {"optdata"}}),
                                        octets("optdata", "", {.extent = octets_from("optlen")})};
static constexpr Carrier padn_of[] = {of_type(1)};
extern constexpr Protocol rpl_padn = option("RPLOptPadN", "PadN", padn_fields, padn_of);
static_assert(well_formed(rpl_padn));

static constexpr Name preferences[] = {{0, "Medium (default)"}, {1, "High"}, {2, "Reserved"}, {3, "Low"}};
static constexpr Field route_fields[] = {type(3),
                                         bits("len", 8, {.length_of = {"prefix", 1, 6}}),
                                         bits("plen", 8, Default()),
                                         bits("res1", 3),
                                         enumeration("prf", 2, 0, preferences),
                                         bits("res2", 3),
                                         bits("rtlifetime", 32, 0xffffffff),
                                         address("prefix", 6)};
static constexpr Carrier route_of[] = {of_type(3)};
extern constexpr Protocol rpl_route = option("RPLOptRIO", "Routing Information", route_fields, route_of);
static_assert(well_formed(rpl_route));

static constexpr Field configuration_fields[] = {type(4),
                                                 bits("len", 8, 14),
                                                 bits("flags", 4),
                                                 bits("A", 1),
                                                 bits("PCS", 3),
                                                 bits("DIOIntDoubl", 8, 20),
                                                 bits("DIOIntMin", 8, 3),
                                                 bits("DIORedun", 8, 10),
                                                 bits("MaxRankIncrease", 16),
                                                 bits("MinRankIncrease", 16, 256),
                                                 bits("OCP", 16, 1),
                                                 bits("reserved", 8),
                                                 bits("DefLifetime", 8, 255),
                                                 bits("LifetimeUnit", 16, 65535)};
static constexpr Carrier configuration_of[] = {of_type(4)};
extern constexpr Protocol rpl_configuration =
    option("RPLOptDODAGConfig", "DODAG Configuration", configuration_fields, configuration_of);
static_assert(well_formed(rpl_configuration));

static constexpr Field target_fields[] = {type(5), bits("len", 8, {.length_of = {"prefix", 1, 2}}),
                                          bits("flags", 8), bits("plen", 8), address("prefix", 2)};
static constexpr Carrier target_of[] = {of_type(5)};
extern constexpr Protocol rpl_target = option("RPLOptTgt", "RPL Target", target_fields, target_of);
static_assert(well_formed(rpl_target));

static constexpr Field transit_fields[] = {type(6),
                                           bits("len", 8, {.length_of = {"parentaddr", 1, 4}}),
                                           bits("E", 1),
                                           bits("flags", 7),
                                           bits("pathcontrol", 8),
                                           bits("pathseq", 8),
                                           bits("pathlifetime", 8, 255),
                                           address("parentaddr", 4)};
static constexpr Carrier transit_of[] = {of_type(6)};
extern constexpr Protocol rpl_transit =
    option("RPLOptTIO", "Transit Information", transit_fields, transit_of);
static_assert(well_formed(rpl_transit));

static constexpr Field solicited_fields[] = {
    type(7),      bits("len", 8, 19), bits("RPLInstanceID", 8), bits("V", 1),  bits("I", 1),
    bits("D", 1), bits("flags", 5),   ipv6("dodagid", "::1"),   bits("ver", 8)};
static constexpr Carrier solicited_of[] = {of_type(7)};
extern constexpr Protocol rpl_solicited =
    option("RPLOptSolInfo", "Solicited Information", solicited_fields, solicited_of);
static_assert(well_formed(rpl_solicited));

static constexpr Field prefix_fields[] = {type(8),
                                          bits("len", 8, 30),
                                          bits("plen", 8, 64),
                                          bits("L", 1),
                                          bits("A", 1),
                                          bits("R", 1),
                                          bits("reserved1", 5),
                                          bits("validlifetime", 32, 0xffffffff),
                                          bits("preflifetime", 32, 0xffffffff),
                                          bits("reserved2", 32),
                                          ipv6("prefix", "::1")};
static constexpr Carrier prefix_of[] = {of_type(8)};
extern constexpr Protocol rpl_prefix = option("RPLOptPIO", "Prefix Information", prefix_fields, prefix_of);
static_assert(well_formed(rpl_prefix));

static constexpr Field descriptor_fields[] = {type(9), bits("len", 8, 4), bits("descriptor", 32)};
static constexpr Carrier descriptor_of[] = {of_type(9)};
extern constexpr Protocol rpl_descriptor =
    option("RPLOptTgtDesc", "RPL Target Descriptor", descriptor_fields, descriptor_of);
static_assert(well_formed(rpl_descriptor));

static constexpr Field metrics_fields[] = {
    type(2), bits("len", 8, {.length_of = {"options"}}), custom("autopad", phantom_shape, 0),
    layers("options", "DAGMCObjUnknown", {.extent = octets_from("len")})};
static constexpr Carrier metrics_of[] = {of_type(2)};
extern constexpr Protocol rpl_metrics =
    option("RPLOptDAGMC", "DAG Metric Container", metrics_fields, metrics_of);
static_assert(well_formed(rpl_metrics));

}  // namespace pkttest::protocols
