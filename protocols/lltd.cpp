// Link Layer Topology Discovery (Microsoft, LLTD specification, 2010; [MS-LLTD]).
#include <fmt/format.h>

#include "framework/packet/address.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/interface_types.h"
#include "protocols/over_ethernet.h"

namespace pkttest::protocols {

// ---- header -----------------------------------------------------------------------------------------

static constexpr Name services[] = {
    {0, "Topology discovery"}, {1, "Quick discovery"}, {2, "QoS diagnostics"}};
static constexpr std::string_view discovery[] = {"Discover",
                                                 "Hello",
                                                 "Emit",
                                                 "Train",
                                                 "Probe",
                                                 "Ack",
                                                 "Query",
                                                 "QueryResp",
                                                 "Reset",
                                                 "Charge",
                                                 "Flat",
                                                 "QueryLargeTlv",
                                                 "QueryLargeTlvResp"};
static constexpr std::string_view quality[] = {
    "QosInitializeSink", "QosReady", "QosProbe",           "QosQuery",         "QosQueryResp",   "QosReset",
    "QosError",          "QosAck",   "QosCounterSnapshot", "QosCounterResult", "QosCounterLease"};
/// All of them: what a function means depends on the service.
static constexpr auto functions = [] {
    std::array<Name, std::size(discovery) + std::size(quality)> out{};
    for (std::size_t i = 0; i < std::size(discovery); ++i) out[i] = {i, discovery[i]};
    for (std::size_t i = 0; i < std::size(quality); ++i) out[std::size(discovery) + i] = {i, quality[i]};
    return out;
}();
static std::string_view function_name(const Layer& layer, std::uint64_t function) {
    const std::span<const std::string_view> names = layer.integer("tos") == 2
                                                        ? std::span<const std::string_view>(quality)
                                                        : std::span<const std::string_view>(discovery);
    const std::uint64_t service = layer.integer("tos");
    const bool is_named = service == 0 || service == 2 || (service == 1 && (function < 2 || function == 8));
    return is_named && function < names.size() ? names[function] : std::string_view();
}
static bool begins(const Layer& layer) { return (layer.integer("function") & ~std::uint64_t{8}) == 0; }
static bool goes_on(const Layer& layer) { return !begins(layer); }

/// Unset addresses are those of the Ethernet header.
static Integer ether_address(const Layer& layer, std::string_view field) {
    const auto ether = layer.below();
    return ether && ether->is("Ether") ? static_cast<Integer>(ether->integer(field)) : 0;
}
static constexpr Field address(std::string_view name, Integer (*from)(const Layer&)) {
    return mac(name, {}, {.compute = from});
}
static constexpr Field fields[] = {
    bits("version", 8, 1),
    enumeration("tos", 8, 0, services),
    bits("reserved", 8),
    enumeration("function", 8, 0, functions, {.input_names = true, .name_by = function_name}),
    address("real_dst", [](const Layer& layer) { return ether_address(layer, "dst"); }),
    address("real_src", [](const Layer& layer) { return ether_address(layer, "src"); }),
    bits("xid", 16, 0, {.when = when(begins)}),
    bits("seq", 16, 0, {.when = when(goes_on)})};

static std::string summarize(const Layer& layer) {
    const auto ether = layer.below();
    const std::string what = fmt::format("{} - {}", layer.text("tos"), layer.text("function"));
    if (!ether || !ether->is("Ether")) return "LLTD " + what;
    return fmt::format("LLTD {} > {} {}", ether->text("src"), ether->text("dst"), what);
}
/// A large TLV's response answers its query; responses have the number of what they answer.
static bool lltd_answers(const Layer& answer, const Layer& request) {
    if (!request.is("LLTD") || answer.integer("tos") != 0 || request.integer("tos") != 0) return false;
    const std::uint64_t said = answer.integer("function"), asked = request.integer("function");
    return ((said == 12 && asked == 11) || (said == 7 && asked == 6) || (said == 5 && asked == 2)) &&
           answer.integer("seq") == request.integer("seq");
}
/// The service and the function that are asked for; answers have their request's.
static void lltd_hash(const Layer& layer, std::string& out) {
    std::uint64_t service = layer.integer("tos"), function = layer.integer("function");
    if (service == 1 && function == 1)
        service = function = 0;
    else if (service == 0 && (function == 12 || function == 7 || function == 5))
        function = function == 12 ? 11 : function == 7 ? 6 : 2;
    out += {static_cast<char>(service), static_cast<char>(function)};
}
static constexpr auto carriers = over_ethernet(0x88d9);
extern constexpr Protocol lltd = checked({.name = "LLTD",
                                          .title = "LLTD",
                                          .fields = fields,
                                          .carried_by = carriers,
                                          .summary = summarize,
                                          .hashret = lltd_hash,
                                          .answers = lltd_answers});

// ---- messages ---------------------------------------------------------------------------------------

constexpr std::string_view summary_with[] = {"LLTD", "LLTDAttributeMachineName", "LLTDAttributeHostID"};
static constexpr Protocol message(std::string_view name, std::string_view title, std::span<const Field> parts,
                                  std::span<const Carrier> by, std::string_view carries = {},
                                  std::string (*tells)(const Layer&) = nullptr) {
    return checked({.name = name,
                    .title = title,
                    .fields = parts,
                    .carried_by = by,
                    .carries = carries,
                    .summary = tells,
                    .is_silent = name == "LLTDHello",
                    .summary_needs = summary_with});
}
template <unsigned function>
static constexpr Carrier of_function[] = {{"LLTD", {"tos", 0}, {"function", function}}};
template <unsigned function>
static constexpr Carrier of_either[] = {{"LLTD", {"tos", 1}, {"function", function}},
                                        {"LLTD", {"tos", 0}, {"function", function}, up}};

static constexpr Field hello[] = {bits("gen_number", 16), mac("current_mapper_address"),
                                  mac("apparent_mapper_address")};
extern constexpr Protocol lltd_hello =
    message("LLTDHello", "LLTD - Hello", hello, of_either<1>, "LLTDAttribute");

static constexpr Field station = mac("station");
static constexpr Field discover[] = {
    bits("gen_number", 16), bits("stations_count", 16, {.count_of = {"stations_list"}}),
    list("stations_list", station, {.extent = count_from("stations_count")})};
extern constexpr Protocol lltd_discover =
    message("LLTDDiscover", "LLTD - Discover", discover, of_either<0>, {}, [](const Layer& layer) {
        const std::string stations = layer.text("stations_list");
        return stations.size() > 2 ? "Stations: " + stations : std::string("No station");
    });

static constexpr Name emitted[] = {{0, "Train"}, {1, "Probe"}};
static constexpr Field emitee[] = {enumeration("type", 8, 0, emitted), bits("pause", 8),
                                   mac("src", Default()), mac("dst")};
extern constexpr Protocol lltd_emitee = checked(
    {.name = "LLTDEmiteeDesc", .title = "LLTD - Emitee Desc", .fields = emitee, .payload_size = no_payload});
static constexpr Field emit[] = {
    bits("descs_count", 16, {.count_of = {"descs_list"}}),
    layers("descs_list", "LLTDEmiteeDesc", {.extent = count_from("descs_count")})};
extern constexpr Protocol lltd_emit =
    message("LLTDEmit", "LLTD - Emit", emit, of_function<2>, {}, [](const Layer& layer) {
        std::string out;
        const Value list = layer.get("descs_list");
        for (const Value& item : list.items() != nullptr ? *list.items() : List()) {
            const auto* found = item.as<LayerReference>();
            if (found == nullptr) continue;
            const Layer one = (*found->packet)[found->index];
            out += fmt::format("{}{} > {}", out.empty() ? "" : ", ", one.is("Raw") ? "??" : one.text("src"),
                               one.is("Raw") ? "??" : one.text("dst"));
        }
        return out;
    });

static constexpr Name received[] = {{0, "Probe"}, {1, "ARP or ICMPv6"}};
static constexpr Field recvee[] = {enumeration("type", 16, 0, received), mac("real_src"), mac("ether_src"),
                                   mac("ether_dst")};
extern constexpr Protocol lltd_recvee = checked(
    {.name = "LLTDRecveeDesc", .title = "LLTD - Recvee Desc", .fields = recvee, .payload_size = no_payload});
static constexpr Name response_flags[] = {{1, "M"}, {2, "E"}};
static constexpr Field query_response[] = {
    flags("flags", 2, 0, response_flags), bits("descs_count", 14, {.count_of = {"descs_list"}}),
    layers("descs_list", "LLTDRecveeDesc", {.extent = count_from("descs_count")})};
extern constexpr Protocol lltd_query_response = message(
    "LLTDQueryResp", "LLTD - Query Response", query_response, of_function<7>, {}, [](const Layer& layer) {
        const std::uint64_t count = layer.integer("descs_count");
        return fmt::format("{} response{}", count, count > 1 ? "s" : "");
    });

static constexpr Name large_types[] = {{14, "Icon image"},          {17, "Friendly Name"},
                                       {19, "Hardware ID"},         {22, "AP Association Table"},
                                       {24, "Detailed Icon Image"}, {26, "Component Table"},
                                       {28, "Repeater AP Table"}};
static constexpr Field large_query[] = {enumeration("type", 8, 14, large_types), bits("offset", 24)};
extern constexpr Protocol lltd_large_query = message(
    "LLTDQueryLargeTlv", "LLTD - Query Large Tlv", large_query, of_function<11>, {}, [](const Layer& layer) {
        return fmt::format("{} (offset {})", layer.text("type"), layer.integer("offset"));
    });
static constexpr Name large_flags[] = {{1, "R"}, {2, "M"}};
static constexpr Field large_response[] = {flags("flags", 2, 0, large_flags),
                                           bits("len", 14, {.length_of = {"value"}}),
                                           octets("value", "", {.extent = octets_from("len")})};
extern constexpr Protocol lltd_large_response =
    message("LLTDQueryLargeTlvResp", "LLTD - Query Large Tlv Response", large_response, of_function<12>, {},
            [](const Layer& layer) {
                return fmt::format("{} bytes{}", layer.integer("len"),
                                   (layer.integer("flags") & 2) == 0 ? " (last)" : "");
            });

// ---- attributes of Hello ----------------------------------------------------------------------------

static constexpr Name types[] = {{0, "End Of Property"},      {1, "Host ID"},
                                 {2, "Characteristics"},      {3, "Physical Medium"},
                                 {7, "IPv4 Address"},         {8, "IPv6 Address"},
                                 {9, "802.11 Max Rate"},      {10, "Performance Counter Frequency"},
                                 {12, "Link Speed"},          {14, "Icon Image"},
                                 {15, "Machine Name"},        {18, "Device UUID"},
                                 {20, "QoS Characteristics"}, {21, "802.11 Physical Medium"},
                                 {24, "Detailed Icon Image"}, {25, "Sees-List Working Set"}};
static constexpr Field type(int initial) { return enumeration("type", 8, initial, types); }
static constexpr Field generic[] = {type(0), bits("len", 8, {.length_of = {"value"}}),
                                    octets("value", "", {.extent = octets_from("len")})};
extern constexpr Protocol lltd_attribute = checked({.name = "LLTDAttribute",
                                                    .title = "LLTD Attribute",
                                                    .fields = generic,
                                                    .carries = "LLTDAttribute",
                                                    .is_silent = true,
                                                    .is_flat = true});

template <unsigned code>
static constexpr Carrier of_type[] = {{"LLTDAttribute", "type", code}};
template <unsigned code>
static constexpr Protocol attribute(std::string_view name, std::string_view title,
                                    std::span<const Field> parts,
                                    std::string (*tells)(const Layer&) = nullptr) {
    return checked({.name = name,
                    .title = title,
                    .fields = parts,
                    .variant_of = of_type<code>,
                    .carries = code == 0 ? "" : "LLTDAttribute",
                    .summary = tells,
                    .is_silent = true,
                    .is_flat = true,
                    .summary_needs = summary_with});
}
static constexpr Field end[] = {type(0)};
extern constexpr Protocol lltd_end =
    attribute<0>("LLTDAttributeEOP", "LLTD Attribute - End Of Property", end);
static constexpr Field host[] = {type(1), bits("len", 8, 6), mac("mac")};
extern constexpr Protocol lltd_host =
    attribute<1>("LLTDAttributeHostID", "LLTD Attribute - Host ID", host,
                 [](const Layer& layer) { return "ID: " + layer.text("mac"); });
static constexpr Name characteristic_flags[] = {{1, "P"}, {2, "X"}, {4, "F"}, {8, "M"}, {16, "L"}};
static constexpr Field characteristics[] = {type(2), bits("len", 8, {.length_of = {"reserved2", 1, 2}}),
                                            flags("flags", 5, 0, characteristic_flags), bits("reserved1", 11),
                                            octets("reserved2", "", {.extent = octets_from("len", 1, -2)})};
extern constexpr Protocol lltd_characteristics =
    attribute<2>("LLTDAttributeCharacteristics", "LLTD Attribute - Characteristics", characteristics);
static constexpr Field medium[] = {type(3), bits("len", 8, 4), enumeration("medium", 32, 6, interface_types)};
extern constexpr Protocol lltd_medium =
    attribute<3>("LLTDAttributePhysicalMedium", "LLTD Attribute - Physical Medium", medium);
static constexpr Field v4[] = {type(7), bits("len", 8, 4), ipv4("ipv4")};
extern constexpr Protocol lltd_ipv4 =
    attribute<7>("LLTDAttributeIPv4Address", "LLTD Attribute - IPv4 Address", v4);
static constexpr Field v6[] = {type(8), bits("len", 8, 16), ipv6("ipv6")};
extern constexpr Protocol lltd_ipv6 =
    attribute<8>("LLTDAttributeIPv6Address", "LLTD Attribute - IPv6 Address", v6);
static constexpr Field max_rate[] = {type(9), bits("len", 8, 2), bits("rate", 16)};
extern constexpr Protocol lltd_max_rate =
    attribute<9>("LLTDAttribute80211MaxRate", "LLTD Attribute - 802.11 Max Rate", max_rate);
static constexpr Field frequency[] = {type(10), bits("len", 8, 8), bits("freq", 64)};
extern constexpr Protocol lltd_frequency = attribute<10>(
    "LLTDAttributePerformanceCounterFrequency", "LLTD Attribute - Performance Counter Frequency", frequency);
static constexpr Field speed[] = {type(12), bits("len", 8, 4), bits("speed", 32)};
extern constexpr Protocol lltd_speed =
    attribute<12>("LLTDAttributeLinkSpeed", "LLTD Attribute - Link Speed", speed);
static constexpr Field large[] = {type(14), bits("len", 8)};
static constexpr Carrier large_types_of[] = {{"LLTDAttribute", "type", 14}, {"LLTDAttribute", "type", 17},
                                             {"LLTDAttribute", "type", 19}, {"LLTDAttribute", "type", 22},
                                             {"LLTDAttribute", "type", 24}, {"LLTDAttribute", "type", 26},
                                             {"LLTDAttribute", "type", 28}};
extern constexpr Protocol lltd_large = checked({.name = "LLTDAttributeLargeTLV",
                                                .title = "LLTD Attribute - Large TLV",
                                                .fields = large,
                                                .variant_of = large_types_of,
                                                .carries = "LLTDAttribute",
                                                .is_silent = true,
                                                .is_flat = true});
static constexpr Field machine[] = {type(15), bits("len", 8, {.length_of = {"hostname"}}),
                                    custom("hostname", utf16_shape, "", {.extent = octets_from("len")})};
extern constexpr Protocol lltd_machine =
    attribute<15>("LLTDAttributeMachineName", "LLTD Attribute - Machine Name", machine,
                  [](const Layer& layer) { return "Hostname: " + represent(layer.get("hostname")); });
static constexpr Field uuid[] = {
    type(18), bits("len", 8, {.length_of = {"uuid"}}),
    octets("uuid", std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16), {.extent = octets_from("len")})};
extern constexpr Protocol lltd_uuid =
    attribute<18>("LLTDAttributeDeviceUUID", "LLTD Attribute - Device UUID", uuid);
static constexpr Name quality_flags[] = {{1, "E"}, {2, "Q"}, {4, "P"}};
static constexpr Field quality_of_service[] = {type(20), bits("len", 8, 4),
                                               flags("flags", 3, 0, quality_flags), bits("reserved1", 13),
                                               bits("reserved2", 16)};
extern constexpr Protocol lltd_quality = attribute<20>(
    "LLTDAttributeQOSCharacteristics", "LLTD Attribute - QoS Characteristics", quality_of_service);
static constexpr Name radios[] = {{0, "Unknown"},     {1, "FHSS 2.4 GHz"}, {2, "DSSS 2.4 GHz"},
                                  {3, "IR Baseband"}, {4, "OFDM 5 GHz"},   {5, "HRDSSS"},
                                  {6, "ERP"}};
static constexpr Field radio[] = {type(21), bits("len", 8, 1), enumeration("medium", 8, 0, radios)};
extern constexpr Protocol lltd_radio =
    attribute<21>("LLTDAttribute80211PhysicalMedium", "LLTD Attribute - 802.11 Physical Medium", radio);
static constexpr Field sees[] = {type(25), bits("len", 8, 2), bits("max_entries", 16)};
extern constexpr Protocol lltd_sees =
    attribute<25>("LLTDAttributeSeesList", "LLTD Attribute - Sees List Working Set", sees);

}  // namespace pkttest::protocols
