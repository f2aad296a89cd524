// WireGuard's messages (www.wireguard.com/protocol).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Name wireguard_message_type[] = {
    {1, "initiate"}, {2, "respond"}, {3, "cookie reply"}, {4, "transport"}};
static constexpr Field wireguard_fields[] = {
    enumeration("message_type", 8, 1, wireguard_message_type),
    bits("reserved_zero", 24, 0),
};
static constexpr Carrier wireguard_carriers[] = {{"UDP", "dport", 51820, up}, {"UDP", "sport", 51820}};
extern constexpr Protocol wireguard = {
    .name = "Wireguard",
    .title = "Wireguard",
    .fields = wireguard_fields,
    .carried_by = wireguard_carriers,
};
static_assert(well_formed(wireguard));

static constexpr Field wireguard_initiation_fields[] = {
    bits("sender_index", 32, 0, {.little_endian = true, .hex = true}),
    octets("unencrypted_ephemeral", "", {.extent = fixed(32), .hex = true}),
    octets("encrypted_static", "", {.extent = fixed(48), .hex = true}),
    octets("encrypted_timestamp", "", {.extent = fixed(28), .hex = true}),
    octets("mac1", "", {.extent = fixed(16), .hex = true}),
    octets("mac2", "", {.extent = fixed(16), .hex = true}),
};
static constexpr Carrier wireguard_initiation_carriers[] = {{"Wireguard", "message_type", 1}};
extern constexpr Protocol wireguard_initiation = {
    .name = "WireguardInitiation",
    .title = "Wireguard Initiation",
    .fields = wireguard_initiation_fields,
    .carried_by = wireguard_initiation_carriers,
};
static_assert(well_formed(wireguard_initiation));

/// Who answers names the index that the other end chose (the protocol's paper, 5.4.3 and 5.4.7).
static bool names_sender(const Layer& answer, const Layer& request) {
    const bool has_sender = request.is("WireguardInitiation") || request.is("WireguardResponse");
    return has_sender && answer.integer("receiver_index") == request.integer("sender_index");
}
static constexpr Field wireguard_response_fields[] = {
    bits("sender_index", 32, 0, {.little_endian = true, .hex = true}),
    bits("receiver_index", 32, 0, {.little_endian = true, .hex = true}),
    octets("unencrypted_ephemeral", "", {.extent = fixed(32), .hex = true}),
    octets("encrypted_nothing", "", {.extent = fixed(16), .hex = true}),
    octets("mac1", "", {.extent = fixed(16), .hex = true}),
    octets("mac2", "", {.extent = fixed(16), .hex = true}),
};
static constexpr Carrier wireguard_response_carriers[] = {{"Wireguard", "message_type", 2}};
extern constexpr Protocol wireguard_response = {
    .name = "WireguardResponse",
    .title = "Wireguard Response",
    .fields = wireguard_response_fields,
    .carried_by = wireguard_response_carriers,
    .answers = names_sender,
};
static_assert(well_formed(wireguard_response));

static constexpr Field wireguard_transport_fields[] = {
    bits("receiver_index", 32, 0, {.little_endian = true, .hex = true}),
    bits("counter", 64, 0, {.little_endian = true, .hex = true}),
    octets("encrypted_encapsulated_packet", {}, {.hex = true}),
};
static constexpr Carrier wireguard_transport_carriers[] = {{"Wireguard", "message_type", 4}};
extern constexpr Protocol wireguard_transport = {
    .name = "WireguardTransport",
    .title = "Wireguard Transport",
    .fields = wireguard_transport_fields,
    .carried_by = wireguard_transport_carriers,
};
static_assert(well_formed(wireguard_transport));

static constexpr Field wireguard_cookie_reply_fields[] = {
    bits("receiver_index", 32, 0, {.little_endian = true, .hex = true}),
    octets("nonce", "", {.extent = fixed(24), .hex = true}),
    octets("encrypted_cookie", "", {.extent = fixed(32), .hex = true}),
};
static constexpr Carrier wireguard_cookie_reply_carriers[] = {{"Wireguard", "message_type", 3}};
extern constexpr Protocol wireguard_cookie_reply = {
    .name = "WireguardCookieReply",
    .title = "Wireguard Cookie Reply",
    .fields = wireguard_cookie_reply_fields,
    .carried_by = wireguard_cookie_reply_carriers,
    .answers = names_sender,
};
static_assert(well_formed(wireguard_cookie_reply));

}  // namespace pkttest::protocols
