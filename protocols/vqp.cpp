// VLAN queries (Cisco's VMPS; no public standard: fields as its switches send them).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Name types[] = {
    {1, "requestPort"}, {2, "responseVLAN"}, {3, "requestReconfirm"}, {4, "responseReconfirm"}};
static constexpr Name actions[] = {{0, "none"}, {3, "accessDenied"}, {4, "shutdownPort"}, {5, "wrongDomain"}};
static constexpr Name unknowns[] = {{2, "inGoodResponse"}, {6, "inRequests"}};
static constexpr Field fields[] = {bits("const", 8, 1), enumeration("type", 8, 1, types),
                                   enumeration("errorcodeaction", 8, 0, actions),
                                   enumeration("unknown", 8, 2, unknowns), bits("seq", 32)};
static constexpr Carrier carriers[] = {
    {"UDP", {"sport", 1589}, {"dport", 1589}}, {"UDP", "dport", 1589, up}, {"UDP", "sport", 1589, up}};
static bool vqp_answers(const Layer& answer, const Layer& request) {
    const auto asked = request.integer("type");
    return request.is("VQP") && asked % 2 == 1 && answer.integer("type") == asked + 1 &&
           answer.integer("seq") == request.integer("seq");
}
extern constexpr Protocol vqp = {.name = "VQP",
                                 .title = "VLAN Query Protocol",
                                 .shown = "VQP",
                                 .fields = fields,
                                 .carried_by = carriers,
                                 .answers = vqp_answers};
static_assert(well_formed(vqp));

static constexpr Name data_types[] = {
    {3073, "clientIPAddress"}, {3074, "portName"},      {3075, "VLANName"}, {3076, "Domain"},
    {3077, "ethernetPacket"},  {3078, "ReqMACAddress"}, {3079, "unknown"},  {3080, "ResMACAddress"}};
/// 0 while it is being built.
static bool has_length(const Layer& layer, std::uint64_t octets) {
    return layer.integer("len") == 0 || layer.integer("len") == octets;
}
static bool is_ipv4(const Layer& layer) { return layer.integer("datatype") == 3073 && has_length(layer, 4); }
static bool is_mac(const Layer& layer) {
    return (layer.integer("datatype") == 3078 || layer.integer("datatype") == 3080) && has_length(layer, 6);
}
static constexpr Field data_ipv4 = ipv4("data"), data_mac = mac("data"),
                       data_octets = octets("data", "", {.extent = octets_from("len")});
static constexpr Case cases[] = {{when(is_ipv4), &data_ipv4}, {when(is_mac), &data_mac}, {{}, &data_octets}};
static constexpr Field entry_fields[] = {enumeration("datatype", 32, 0, data_types),
                                         bits("len", 16, {.length_of = {"data"}}), one_of("data", cases)};
static constexpr Carrier entry_carriers[] = {{"VQP"}, {"VQPEntry"}};
extern constexpr Protocol vqp_entry = {.name = "VQPEntry",
                                       .title = "VQP entry",
                                       .shown = "VQPEntry",
                                       .fields = entry_fields,
                                       .carried_by = entry_carriers};
static_assert(well_formed(vqp_entry));

}  // namespace pkttest::protocols
