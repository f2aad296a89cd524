// STUN (RFC 8489), its attributes, and those of ICE (RFC 8445).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "framework/packet/stream_rule.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr std::uint64_t magic_cookie = 0x2112a442;

/// A number that is sent XORed with the magic cookie's first octets (RFC 8489, 14.2).
static constexpr std::uint64_t mask_of(const Field& field) { return magic_cookie >> (32 - field.width); }

static Field uncrossed(Field field, const Shape& plain) {
    field.shape = &plain;
    return field;
}

template <const Shape& plain>
constexpr Shape crossed = based_on<plain>({
    .name = "XORed number",
    .decode = [](const Field& f, const Layer& l, Cursor& c, Value& out) -> const char* {
        const char* reason = plain.decode(f, l, c, out);
        Integer number = 0;
        if (reason == nullptr && out.to_integer(number))
            out = Value(number ^ static_cast<Integer>(mask_of(f)));
        return reason;
    },
    .encode =
        [](const Field& f, const Layer& l, const Value& v, BitWriter& out) {
            Integer number = 0;
            v.to_integer(number);
            plain.encode(f, l, Value(number ^ static_cast<Integer>(mask_of(f))), out);
        },
    .normalize = [](const Field& f, const Value& in,
                    Value& out) { return plain.normalize(uncrossed(f, plain), in, out); },
    .human = [](const Field& f, const Value& v) { return plain.human(uncrossed(f, plain), v); },
    .represent = [](const Field& f, const Value& v) { return plain.represent(uncrossed(f, plain), v); },
});

static constexpr Name families[] = {{1, "IPv4"}, {2, "IPv6"}};
static constexpr Name message_types[] = {{0x0001, "Binding request"},
                                         {0x0011, "Binding indication"},
                                         {0x0101, "Binding success response"},
                                         {0x0111, "Binding error response"}};

static constexpr Field type(std::uint16_t code) { return bits("type", 16, code, {.hex = true}); }
static constexpr Extra padded{.extent = octets_from("length"), .pad_to = 4};

static constexpr Field tlv_fields[] = {type(0), bits("length", 16, {.length_of = {"value"}}),
                                       octets("value", "", padded)};
extern constexpr Protocol stun_tlv = {
    .name = "STUNGenericTlv", .title = "STUN Generic TLV", .fields = tlv_fields, .payload_size = no_payload};
static_assert(well_formed(stun_tlv));

static constexpr Field username_fields[] = {type(0x0006), bits("length", 16, {.length_of = {"username"}}),
                                            octets("username", "", padded)};
static constexpr Carrier username_of[] = {{"STUNGenericTlv", "type", 0x0006}};
extern constexpr Protocol stun_username = {.name = "STUNUsername",
                                           .title = "STUN user name",
                                           .shown = "STUN Username",
                                           .fields = username_fields,
                                           .variant_of = username_of,
                                           .payload_size = no_payload};
static_assert(well_formed(stun_username));

static constexpr Field integrity_fields[] = {type(0x0008), bits("length", 16, 20), wide("hmac_sha1", 20)};
static constexpr Carrier integrity_of[] = {{"STUNGenericTlv", "type", 0x0008}};
extern constexpr Protocol stun_integrity = {.name = "STUNMessageIntegrity",
                                            .title = "STUN Message Integrity",
                                            .fields = integrity_fields,
                                            .variant_of = integrity_of,
                                            .payload_size = no_payload};
static_assert(well_formed(stun_integrity));

static constexpr Field priority_fields[] = {type(0x0024), bits("length", 16, 4), bits("priority", 32)};
static constexpr Carrier priority_of[] = {{"STUNGenericTlv", "type", 0x0024}};
extern constexpr Protocol stun_priority = {.name = "STUNPriority",
                                           .title = "STUN priority (ICE)",
                                           .shown = "STUN Priority",
                                           .fields = priority_fields,
                                           .variant_of = priority_of,
                                           .payload_size = no_payload};
static_assert(well_formed(stun_priority));

static constexpr Field address_fields[] = {
    type(0x0020),
    bits("length", 16, 8),
    bits("RESERVED", 8),
    enumeration("address_family", 8, 1, families),
    custom("xport", crossed<integer_shape>, {}, {}, 16),
    custom("xip", crossed<ipv4_shape>, {}, {}, 32),
};
static constexpr Carrier address_of[] = {{"STUNGenericTlv", "type", 0x0020}};
extern constexpr Protocol stun_address = {.name = "STUNXorMappedAddress",
                                          .title = "STUN XOR Mapped Address",
                                          .fields = address_fields,
                                          .variant_of = address_of};
static_assert(well_formed(stun_address));

static constexpr Field candidate_fields[] = {type(0x0025), bits("length", 16, {.length_of = {"value"}}),
                                             octets("value", "", padded)};
static constexpr Carrier candidate_of[] = {{"STUNGenericTlv", "type", 0x0025}};
extern constexpr Protocol stun_candidate = {.name = "STUNUseCandidate",
                                            .title = "STUN Use Candidate",
                                            .fields = candidate_fields,
                                            .variant_of = candidate_of,
                                            .payload_size = no_payload};
static_assert(well_formed(stun_candidate));

static constexpr Field fingerprint_fields[] = {type(0x8028), bits("length", 16, 4),
                                               bits("crc_32", 32, {}, {.hex = true})};
static constexpr Carrier fingerprint_of[] = {{"STUNGenericTlv", "type", 0x8028}};
extern constexpr Protocol stun_fingerprint = {.name = "STUNFingerprint",
                                              .title = "STUN Fingerprint",
                                              .fields = fingerprint_fields,
                                              .variant_of = fingerprint_of,
                                              .payload_size = no_payload};
static_assert(well_formed(stun_fingerprint));

static constexpr Field controlling_fields[] = {type(0x802a), bits("length", 16, 8),
                                               bits("tie_breaker", 64, {}, {.hex = true})};
static constexpr Carrier controlling_of[] = {{"STUNGenericTlv", "type", 0x802a}};
extern constexpr Protocol stun_controlling = {.name = "STUNIceControlling",
                                              .title = "STUN ICE-controlling",
                                              .fields = controlling_fields,
                                              .variant_of = controlling_of,
                                              .payload_size = no_payload};
static_assert(well_formed(stun_controlling));

static constexpr Field network_fields[] = {type(0xc057), bits("length", 16, 4), bits("network_id", 16),
                                           bits("network_cost", 16, 999)};
static constexpr Carrier network_of[] = {{"STUNGenericTlv", "type", 0xc057}};
extern constexpr Protocol stun_network = {.name = "STUNGoogNetworkInfo",
                                          .title = "STUN Google Network Info",
                                          .fields = network_fields,
                                          .variant_of = network_of,
                                          .payload_size = no_payload};
static_assert(well_formed(stun_network));

static constexpr Field fields[] = {
    bits("RESERVED", 2),
    enumeration("stun_message_type", 14, {}, message_types),
    bits("length", 16, {.length_of = {"attributes"}}),
    bits("magic_cookie", 32, magic_cookie, {.hex = true}),
    wide("transaction_id", 12, {}, {.hex = true}),
    layers("attributes", "STUNGenericTlv", {.extent = octets_from("length")}),
};
static constexpr Carrier carriers[] = {
    {"UDP", "dport", 3478}, {"TCP", "dport", 3478}, {"UDP", "sport", 3478, up}, {"TCP", "sport", 3478, up}};
/// A response repeats the request's transaction (RFC 8489, 6.3.3).
static bool stun_answers(const Layer& answer, const Layer& request) {
    constexpr std::uint64_t response = 0x0100;
    return request.is("STUN") && (answer.integer("stun_message_type") & response) != 0 &&
           answer.get("transaction_id") == request.get("transaction_id");
}
extern constexpr Protocol stun = {.name = "STUN",
                                  .title = "Session Traversal Utilities for NAT",
                                  .shown = "STUN",
                                  .fields = fields,
                                  .carried_by = carriers,
                                  .answers = stun_answers};
static_assert(well_formed(stun));

// ---- over TCP ----

extern constexpr StreamRule stun_stream = {.protocol = "STUN", .at = 2, .octets = 2, .add = 20};

}  // namespace pkttest::protocols
