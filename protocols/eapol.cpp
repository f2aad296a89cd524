// EAP over LANs (IEEE 802.1X-2010, 11) and its key frames (IEEE 802.11-2016, 12.7.2).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name versions[] = {{1, "802.1X-2001"}, {2, "802.1X-2004"}, {3, "802.1X-2010"}};
static constexpr Name types[] = {{0, "EAP-Packet"},
                                 {1, "EAPOL-Start"},
                                 {2, "EAPOL-Logoff"},
                                 {3, "EAPOL-Key"},
                                 {4, "EAPOL-Encapsulated-ASF-Alert"},
                                 {5, "EAPOL-MKA"},
                                 {6, "EAPOL-Announcement (Generic)"},
                                 {7, "EAPOL-Announcement (Specific)"},
                                 {8, "EAPOL-Announcement-Req"}};
/// Everything behind the header; a frame made with padding right behind it counts that too.
static Integer octets_behind(const Layer& layer) {
    return static_cast<Integer>(layer.table().size - layer.slot().start - layer.slot().length);
}
static constexpr Field fields[] = {enumeration("version", 8, 1, versions), enumeration("type", 8, 0, types),
                                   bits("len", 16, {.compute = octets_behind})};
/// To the port access entity next to it (IEEE 802.1X-2010, 7.8), where nothing else is said.
static constexpr Carrier carriers[] = {{"Ether", {"type", 0x888e}, {"dst", 0x0180c2000003}, down},
                                       {"Ether", "type", 0x888e, up},
                                       {"Dot1Q", "type", 0x888e},
                                       {"CookedLinux", "proto", 0x888e},
                                       {"GRE", "proto", 0x888e},
                                       {"SNAP", "code", 0x888e}};

static void hash_type(const Layer& layer, std::string& out) {
    out += static_cast<char>(layer.integer(fields[1]));
    add_payload_hashret(layer, out);
}
static bool answers_packet(const Layer& answer, const Layer& request) {
    return request.is("EAPOL") && answer.integer("type") == 0 && request.integer("type") == 0 &&
           payload_answers(answer, request);
}
extern constexpr Protocol eapol = {
    .name = "EAPOL",
    .title = "EAP over LANs",
    .shown = "EAPOL",
    .fields = fields,
    .carried_by = carriers,
    .payload_octets = {.field = "len"},
    .summary = [](const Layer& layer) { return "EAPOL " + layer.text("type"); },
    .hashret = hash_type,
    .answers = answers_packet,
};
static_assert(well_formed(eapol));

static constexpr Name descriptors[] = {{1, "RC4"}, {2, "RSN"}};
static constexpr Name key_types[] = {{0, "Group/SMK"}, {1, "Pairwise"}};
static constexpr Name algorithms[] = {
    {1, "HMAC-MD5+ARC4"}, {2, "HMAC-SHA1-128+AES-128"}, {3, "AES-128-CMAC+AES-128"}};
static constexpr Field key_fields[] = {
    enumeration("key_descriptor_type", 8, 1, descriptors),
    bits("res2", 2),
    bits("smk_message", 1),
    bits("encrypted_key_data", 1),
    bits("request", 1),
    bits("error", 1),
    bits("secure", 1),
    bits("has_key_mic", 1, 1),
    bits("key_ack", 1),
    bits("install", 1),
    bits("res", 2),
    enumeration("key_type", 1, 0, key_types),
    enumeration("key_descriptor_type_version", 3, 0, algorithms),
    bits("key_length", 16),
    bits("key_replay_counter", 64),
    octets("key_nonce", "", {.extent = fixed(32), .hex = true}),
    octets("key_iv", "", {.extent = fixed(16), .hex = true}),
    octets("key_rsc", "", {.extent = fixed(8), .hex = true}),
    octets("key_id", "", {.extent = fixed(8), .hex = true}),
    octets("key_mic", "", {.extent = fixed(16), .hex = true}),
    bits("key_data_length", 16, {.length_of = {"key_data"}}),
    octets("key_data", "", {.extent = octets_from("key_data_length"), .hex = true}),
};
static constexpr Carrier key_carriers[] = {{"EAPOL", "type", 3}};
/// A key frame of the handshake is answered with one of the same descriptor and replay counter.
static bool answers_key(const Layer& answer, const Layer& request) {
    return request.is("EAPOL_KEY") &&
           answer.integer("key_descriptor_type") == request.integer("key_descriptor_type") &&
           request.integer("key_ack") == 1 && answer.integer("key_ack") == 0 &&
           answer.integer("key_replay_counter") == request.integer("key_replay_counter");
}
extern constexpr Protocol eapol_key = {.name = "EAPOL_KEY",
                                       .title = "EAPOL key frame",
                                       .fields = key_fields,
                                       .carried_by = key_carriers,
                                       .answers = answers_key};
static_assert(well_formed(eapol_key));

}  // namespace pkttest::protocols
