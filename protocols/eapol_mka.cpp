// MACsec Key Agreement over EAPOL (IEEE 802.1X-2010, 11.11): parameter sets, the basic one first. A check
// value that no indicator announces stays octets.
#include "framework/packet/layer.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Field octet_string(std::string_view name, int octets_there) {
    return octets(name, "", {.extent = fixed(octets_there), .hex = true});
}
/// Behind the four octets that every set begins with, as far as its length says.
static constexpr Field rest_of_body(std::string_view name, int before) {
    return octets(name, "",
                  {.extent = octets_from("param_set_body_len", 1, -before), .pad_to = 4, .hex = true});
}

static constexpr Field basic_fields[] = {bits("mka_version_id", 8),
                                         bits("key_server_priority", 8),
                                         bits("key_server", 1),
                                         bits("macsec_desired", 1),
                                         bits("macsec_capability", 2),
                                         bits("param_set_body_len", 12, {.length_of = {"cak_name", 1, 28}}),
                                         layer("SCI", "MACsecSCI", {.extent = fixed(8), .unbroken = true}),
                                         octet_string("actor_member_id", 12),
                                         bits("actor_message_number", 32, 0, {.hex = true}),
                                         bits("algorithm_agility", 32, 0, {.hex = true}),
                                         rest_of_body("cak_name", 28)};
extern constexpr Protocol mka_basic = checked({.name = "MKABasicParamSet",
                                               .title = "Basic Parameter Set",
                                               .fields = basic_fields,
                                               .payload_size = no_payload});

// ---- the other sets --------------------------------------------------------------------------------------

static constexpr Name set_types[] = {{1, "Live Peer List"},  {2, "Potential Peer List"},
                                     {3, "MACsec SAK Use"},  {4, "Distributed SAK"},
                                     {5, "Distributed CAK"}, {6, "KMD"},
                                     {7, "Announcement"},    {255, "ICV Indicator"}};
static constexpr Field type(int code) { return enumeration("param_set_type", 8, code, set_types); }
static constexpr Field any_fields[] = {type(0), bits("flags", 12, 0, {.hex = true}),
                                       bits("param_set_body_len", 12, {.length_of = {"body"}}),
                                       rest_of_body("body", 0)};
extern constexpr Protocol mka_set = checked(
    {.name = "MKAParamSet", .title = "MKA parameter set", .fields = any_fields, .payload_size = no_payload});
template <std::uint64_t code>
static constexpr Carrier of_type[] = {{"MKAParamSet", "param_set_type", code}};
static constexpr Protocol parameter_set(std::string_view name, std::string_view title,
                                        std::span<const Field> fields, std::span<const Carrier> of) {
    return checked(
        {.name = name, .title = title, .fields = fields, .variant_of = of, .payload_size = no_payload});
}

static constexpr Field peer_fields[] = {octet_string("member_id", 12), octet_string("message_number", 4)};
extern constexpr Protocol mka_peer = checked({.name = "MKAPeerListTuple",
                                              .title = "Peer List Tuple",
                                              .fields = peer_fields,
                                              .payload_size = no_payload});
template <int code>
static constexpr Field peers_fields[] = {
    type(code), bits("pad", 8), bits("param_set_body_len", 16, {.length_of = {"member_id_message_num"}}),
    layers("member_id_message_num", "MKAPeerListTuple", {.extent = octets_from("param_set_body_len")})};
extern constexpr Protocol mka_live_peers =
    parameter_set("MKALivePeerListParamSet", "Live Peer List Parameter Set", peers_fields<1>, of_type<1>);
extern constexpr Protocol mka_potential_peers = parameter_set(
    "MKAPotentialPeerListParamSet", "Potential Peer List Parameter Set", peers_fields<2>, of_type<2>);

static constexpr Field use_fields[] = {type(3),
                                       bits("latest_key_an", 2),
                                       bits("latest_key_tx", 1),
                                       bits("latest_key_rx", 1),
                                       bits("old_key_an", 2),
                                       bits("old_key_tx", 1),
                                       bits("old_key_rx", 1),
                                       bits("plain_tx", 1),
                                       bits("plain_rx", 1),
                                       bits("X", 1),
                                       bits("delay_protect", 1),
                                       bits("param_set_body_len", 12, 40),
                                       octet_string("latest_key_key_server_member_id", 12),
                                       octet_string("latest_key_key_number", 4),
                                       octet_string("latest_key_lowest_acceptable_pn", 4),
                                       octet_string("old_key_key_server_member_id", 12),
                                       octet_string("old_key_key_number", 4),
                                       octet_string("old_key_lowest_acceptable_pn", 4)};
extern constexpr Protocol mka_use =
    parameter_set("MKASAKUseParamSet", "SAK Use Parameter Set", use_fields, of_type<3>);

/// A cipher suite other than GCM-AES-128 is named.
static constexpr int usual_octets = 28;
static constexpr Field key_fields[] = {
    type(4),
    bits("distributed_an", 2),
    bits("confidentiality_offset", 2),
    bits("unused", 4),
    bits("param_set_body_len", 16, usual_octets),
    octet_string("key_number", 4),
    octets("macsec_cipher_suite", "",
           {.when = from("param_set_body_len", usual_octets + 1), .extent = fixed(8), .hex = true}),
    octet_string("sak_aes_key_wrap", 24)};
extern constexpr Protocol mka_key =
    parameter_set("MKADistributedSAKParamSet", "Distributed SAK parameter set", key_fields, of_type<4>);

static constexpr Field association_fields[] = {
    type(5), bits("pad", 8), bits("param_set_body_len", 16, {.length_of = {"cak_key_name", 1, 24}}),
    octet_string("cak_aes_key_wrap", 24), rest_of_body("cak_key_name", 24)};
extern constexpr Protocol mka_association = parameter_set(
    "MKADistributedCAKParamSet", "Distributed CAK parameter set", association_fields, of_type<5>);

static constexpr Field check_fields[] = {type(255), bits("pad", 8), bits("param_set_body_len", 16, 16),
                                         octet_string("icv", 16)};
extern constexpr Protocol mka_check = parameter_set("MKAICVSet", "ICV", check_fields, of_type<255>);

// ---- the message -----------------------------------------------------------------------------------------

static constexpr Field message_fields[] = {
    optional_layer("basic_param_set", "MKABasicParamSet", {.unbroken = true}),
    layers("parameter_sets", "MKAParamSet", {.extent = rest()})};
static constexpr Carrier message_carriers[] = {{"EAPOL", "type", 5}};
extern constexpr Protocol mka_message =
    checked({.name = "MKAPDU", .title = "MKPDU", .fields = message_fields, .carried_by = message_carriers});

}  // namespace pkttest::protocols
