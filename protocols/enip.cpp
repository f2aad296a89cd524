// EtherNet/IP's encapsulation over TCP and UDP (ODVA, The CIP Networks Library, volume 2, 2). Numbers are
// little-endian but in socket addresses.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/stream_rule.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Field number(std::string_view name, std::uint16_t width, int initial = 0) {
    return bits(name, width, initial, {.little_endian = true});
}
static constexpr Name item_types[] = {
    {0x0000, "Null Address Item"},           {0x000c, "CIP Identity"},
    {0x0086, "CIP Security Information"},    {0x0087, "EtherNet/IP Capability"},
    {0x0088, "EtherNet/IP Usage"},           {0x00a1, "Connected Address Item"},
    {0x00b1, "Connected Data Item"},         {0x00b2, "Unconnected Data Item"},
    {0x0100, "List Services Response"},      {0x8000, "Socket Address Info O->T"},
    {0x8001, "Socket Address Info T->O"},    {0x8002, "Sequenced Address Item"},
    {0x8003, "Unconnected Message over UDP"}};
static constexpr Field type(std::string_view name) {
    return enumeration(name, 16, 0, item_types, {.little_endian = true});
}
static constexpr Field length(std::string_view name, std::string_view of, int add = 0) {
    return bits(name, 16, {.length_of = {of, 1, add}, .little_endian = true});
}
static constexpr Field count(std::string_view of) {
    return bits("itemCount", 16, {.count_of = {of}, .little_endian = true});
}
static constexpr Protocol item(std::string_view name, std::string_view title, std::span<const Field> fields) {
    return checked({.name = name, .title = title, .fields = fields, .payload_size = no_payload});
}

// ---- items (2-6) ------------------------------------------------------------------------------------

static constexpr Field data_fields[] = {type("typeId"), length("length", "data"),
                                        octets("data", "", {.extent = octets_from("length"), .hex = true})};
extern constexpr Protocol enip_item = item("ItemData", "Item Data", data_fields);

static Integer behind_length(const Layer& layer) { return header_octets(layer) - 4; }
static constexpr Field item_length =
    bits("itemLength", 16, {.compute = behind_length, .little_endian = true});
static constexpr Field service_fields[] = {type("itemTypeCode"), item_length, number("protocolVersion", 16),
                                           bits("flag", 16, 0, {.little_endian = true, .hex = true}),
                                           octets("serviceName", "", {.extent = fixed(16)})};
extern constexpr Protocol enip_service = item("ENIPListServicesItem", "EtherNet/IP service", service_fields);

static constexpr Field identity_fields[] = {
    type("itemTypeCode"),
    item_length,
    number("protocolVersion", 16),
    bits("sinFamily", 16),
    bits("sinPort", 16),
    ipv4("sinAddress"),
    bits("sinZero", 64),
    number("vendorId", 16),
    number("deviceType", 16),
    number("productCode", 16),
    bits("revisionMajor", 8),
    bits("revisionMinor", 8),
    number("status", 16),
    bits("serialNumber", 32, 0, {.little_endian = true, .hex = true}),
    bits("productNameLength", 8, {.length_of = {"productName"}}),
    octets("productName", "", {.extent = octets_from("productNameLength")}),
    bits("state", 8)};
extern constexpr Protocol enip_identity =
    item("ENIPListIdentityItem", "EtherNet/IP identity", identity_fields);

static constexpr Field interface_fields[] = {type("itemTypeCode"), length("itemLength", "itemData"),
                                             octets("itemData", "", {.extent = octets_from("itemLength")})};
extern constexpr Protocol enip_interface =
    item("ENIPListInterfacesItem", "EtherNet/IP interface", interface_fields);

// ---- the header (2-3) -------------------------------------------------------------------------------

static constexpr Name commands[] = {{0x01, "UnknownCommand"},  {0x04, "ListServices"},
                                    {0x63, "ListIdentity"},    {0x64, "ListInterfaces"},
                                    {0x65, "RegisterSession"}, {0x66, "UnregisterSession"},
                                    {0x6f, "SendRRData"},      {0x70, "SendUnitData"},
                                    {0x72, "IndicateStatus"},  {0x73, "Cancel"}};
static constexpr Name statuses[] = {
    {0, "success"},           {1, "invalid_cmd"},      {2, "no_resources"},          {3, "incorrect_data"},
    {100, "invalid_session"}, {101, "invalid_length"}, {105, "unsupported_prot_rev"}};
static constexpr Field fields[] = {enumeration("commandId", 16, 0, commands, {.little_endian = true}),
                                   bits("length", 16, {.compute = payload_octets, .little_endian = true}),
                                   bits("session", 32, 0, {.little_endian = true, .hex = true}),
                                   enumeration("status", 32, 0, statuses, {.little_endian = true}),
                                   number("senderContext", 64),
                                   number("options", 32)};
static constexpr Carrier carriers[] = {{"TCP", "dport", 44818},
                                       {"TCP", "sport", 44818, up},
                                       {"UDP", "dport", 44818},
                                       {"UDP", "sport", 44818, up}};
/// A reply repeats its request's context (2-3.6).
static bool enip_answers(const Layer& answer, const Layer& request) {
    return request.is("ENIPTCP") && answer.integer("commandId") == request.integer("commandId") &&
           answer.integer("senderContext") == request.integer("senderContext");
}
extern constexpr Protocol enip = checked({.name = "ENIPTCP",
                                          .title = "EtherNet/IP",
                                          .shown = "ENIPTCP",
                                          .fields = fields,
                                          .carried_by = carriers,
                                          .answers = enip_answers});

// ---- commands (2-4) ---------------------------------------------------------------------------------

template <unsigned id>
static constexpr Carrier of_command[] = {{"ENIPTCP", "commandId", id}};
template <unsigned id>
static constexpr Protocol command(std::string_view name, std::span<const Field> parts = {},
                                  std::string_view former = {}) {
    return checked(
        {.name = name, .title = name, .former = former, .fields = parts, .carried_by = of_command<id>});
}
static constexpr Field services[] = {
    count("items"), layers("items", "ENIPListServicesItem", {.extent = count_from("itemCount")})};
static constexpr Field identities[] = {
    count("items"), layers("items", "ENIPListIdentityItem", {.extent = count_from("itemCount")})};
static constexpr Field interfaces[] = {
    count("items"), layers("items", "ENIPListInterfacesItem", {.extent = count_from("itemCount")})};
static constexpr Field session[] = {number("protocolVersion", 16, 1), number("options", 16)};
static constexpr Name interface_names[] = {{0, "CIP"}};
static constexpr Field send_data[] = {
    enumeration("interface", 32, 0, interface_names, {.little_endian = true}), number("timeout", 16, 0xff),
    count("items"), layers("items", "ItemData", {.extent = count_from("itemCount")})};
extern constexpr Protocol enip_unknown = command<0x01>("ENIPUnknownCommand");
extern constexpr Protocol enip_services =
    command<0x04>("ENIPListServices", services, "ENIPListServicesReply");
extern constexpr Protocol enip_identities =
    command<0x63>("ENIPListIdentity", identities, "ENIPListIdentityReply");
extern constexpr Protocol enip_interfaces =
    command<0x64>("ENIPListInterfaces", interfaces, "ENIPListInterfacesReply");
extern constexpr Protocol enip_register = command<0x65>("ENIPRegisterSession", session);
extern constexpr Protocol enip_unregister = command<0x66>("ENIPUnregisterSession");
extern constexpr Protocol enip_send_rr = command<0x6f>("ENIPSendRRData", send_data);
extern constexpr Protocol enip_send_unit = command<0x70>("ENIPSendUnitData", send_data);

// ---- over TCP ----

extern constexpr StreamRule enip_stream = {
    .protocol = "ENIPTCP", .at = 2, .octets = 2, .add = 24, .is_little_endian = true};

}  // namespace pkttest::protocols
