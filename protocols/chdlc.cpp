// Cisco HDLC (RFC 1547, 4.3.1) and SLARP, its keepalives and address requests.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Name addresses[] = {{0x0f, "unicast"}, {0x8f, "multicast"}};
static constexpr Field fields[] = {
    enumeration("address", 8, 0x0f, addresses),
    bits("control", 8),
    bits("proto", 16, 0x0800, {.hex = true}),
};
static constexpr Carrier payloads[] = {
    {"IP", "proto", 0x0800}, {"IPv6", "proto", 0x86dd}, {"Dot3", "proto", 0x6558}, {"STP", "proto", 0x4242}};
extern constexpr Protocol chdlc = {
    .name = "CHDLC", .title = "Cisco HDLC", .fields = fields, .payloads = payloads};
static_assert(well_formed(chdlc));

/// OSI's packets are preceded by an octet of padding, as Cisco's routers send them: the network layer
/// protocol identifier (ISO/IEC TR 9577) stands behind it.
static bool has_padding(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() > 5 && octets[2] == 0xfe && octets[3] == 0xfe && octets[5] >= 0x81 &&
           octets[5] <= 0x83;
}
static constexpr Field osi_fields[] = {enumeration("address", 8, 0x0f, addresses), bits("control", 8),
                                       bits("proto", 16, 0xfefe, {.hex = true}),
                                       bits("padding", 8, 3, {.hex = true})};
static constexpr Carrier osi_of[] = {Carrier("CHDLC", has_padding)};
extern constexpr Protocol chdlc_osi = {.name = "CHDLC_OSI",
                                       .title = "Cisco HDLC with a packet of OSI's",
                                       .fields = osi_fields,
                                       .variant_of = osi_of};
static_assert(well_formed(chdlc_osi));

static constexpr Name slarp_types[] = {{0, "request"}, {1, "reply"}, {2, "line keepalive"}};
static constexpr Field slarp_fields[] = {
    enumeration("type", 32, 2, slarp_types),
    ipv4("address", "192.168.0.1", {.when = below("type", 2)}),
    ipv4("mask", "255.255.255.0", {.when = below("type", 2)}),
    bits("unused", 16, 0, {.when = below("type", 2), .hex = true}),
    bits("mysequence", 32, 0, {.when = equals("type", 2)}),
    bits("yoursequence", 32, 0, {.when = equals("type", 2)}),
    bits("reliability", 16, 0xffff, {.when = equals("type", 2), .hex = true}),
};
static constexpr Carrier slarp_carriers[] = {{"CHDLC", "proto", 0x8035}};
extern constexpr Protocol slarp = {
    .name = "SLARP",
    .title = "Serial Line Address Resolution Protocol",
    .shown = "SLARP",
    .fields = slarp_fields,
    .carried_by = slarp_carriers,
    .answers =
        [](const Layer& answer, const Layer& request) {
            return request.is("SLARP") && answer.integer("type") == 1 && request.integer("type") == 0;
        },
};
static_assert(well_formed(slarp));

}  // namespace pkttest::protocols
