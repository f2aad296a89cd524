// GLBP, Cisco's gateway load balancing (unpublished; as Wireshark reads it): the header and its TLVs.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Field fields[] = {bits("version", 8, 1), bits("unknown1", 8),
                                   bits("group", 16, 1),  bits("unknown2", 16),
                                   mac("ownerid"),        layers("tlvs", "GLBPUnknown", {})};
static constexpr Carrier carriers[] = {
    {"UDP", {"sport", 3222}, {"dport", 3222}}, {"UDP", "dport", 3222, up}, {"UDP", "sport", 3222, up}};
extern constexpr Protocol glbp = {
    .name = "GLBP", .title = "Gateway Load Balancing Protocol", .fields = fields, .carried_by = carriers};
static_assert(well_formed(glbp));

static constexpr Name types[] = {{1, "Hello"}, {2, "Request/Response"}, {3, "Auth"}};
constexpr Field type(int number) { return enumeration("type", 8, number, types); }
static constexpr Field length = bits("length", 8, {.compute = header_octets});
constexpr Protocol tlv(std::string_view name, std::string_view title, std::span<const Field> fields,
                       std::span<const Carrier> variant_of) {
    return {.name = name, .title = title, .fields = fields, .variant_of = variant_of};
}

static constexpr Field unknown_fields[] = {type(0), length,
                                           octets("data", "", {.extent = octets_from("length", 1, -2)})};
extern constexpr Protocol glbp_unknown = tlv("GLBPUnknown", "GLBP TLV", unknown_fields, {});
static_assert(well_formed(glbp_unknown));

static constexpr Name group_states[] = {{4, "Listen"}, {8, "Speak"}, {16, "Standby"}, {32, "Active"}};
static constexpr Name families[] = {{1, "IPv4"}, {2, "IPv6"}};
static constexpr Field gateway4 = ipv4("address"), gateway6 = ipv6("address"),
                       gateway = octets("address", "", {.extent = octets_from("addrlen")});
static constexpr Case gateways[] = {
    {equals("addrtype", 1), &gateway4}, {equals("addrtype", 2), &gateway6}, {{}, &gateway}};
static constexpr Field hello_fields[] = {type(1),
                                         length,
                                         bits("unknown10", 8),
                                         enumeration("vgstate", 8, 32, group_states),
                                         bits("unknown11", 8),
                                         bits("priority", 8, 100),
                                         bits("unknown12", 16),
                                         bits("helloint", 32, 3000),
                                         bits("holdint", 32, 10000),
                                         bits("redirect", 16, 600),
                                         bits("timeout", 16, 14400),
                                         bits("unknown13", 16),
                                         enumeration("addrtype", 8, 1, families),
                                         bits("addrlen", 8, {.length_of = {"virtualip"}}),
                                         one_of("virtualip", gateways)};
static constexpr Carrier hello_of[] = {{"GLBPUnknown", "type", 1}};
extern constexpr Protocol glbp_hello = tlv("GLBPHello", "GLBP hello", hello_fields, hello_of);
static_assert(well_formed(glbp_hello));

static constexpr Name forwarder_states[] = {{4, "Listen"}, {32, "Active"}};
static constexpr Field forwarder_fields[] = {type(2),
                                             length,
                                             bits("forwarder", 8, 1),
                                             enumeration("vfstate", 8, 32, forwarder_states),
                                             bits("unknown21", 8),
                                             bits("priority", 8, 167),
                                             bits("weight", 8, 100),
                                             bits("unknown22", 56),
                                             mac("virtualmac")};
static constexpr Carrier forwarder_of[] = {{"GLBPUnknown", "type", 2}};
extern constexpr Protocol glbp_forwarder =
    tlv("GLBPForwarder", "GLBP request or response", forwarder_fields, forwarder_of);
static_assert(well_formed(glbp_forwarder));

static constexpr Name auth_types[] = {{0, "None"}, {1, "Plain text"}, {2, "MD5 string"}, {3, "MD5 chain"}};
static constexpr Field auth_fields[] = {type(3), length, enumeration("authtype", 8, 0, auth_types),
                                        bits("authlength", 8, {.length_of = {"authdata"}}),
                                        octets("authdata", "", {.extent = octets_from("authlength")})};
static constexpr Carrier auth_of[] = {{"GLBPUnknown", "type", 3}};
extern constexpr Protocol glbp_auth = tlv("GLBPAuth", "GLBP authentication", auth_fields, auth_of);
static_assert(well_formed(glbp_auth));

}  // namespace pkttest::protocols
