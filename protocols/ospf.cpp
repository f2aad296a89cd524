// OSPF, version 2 (RFC 2328): the header and the five messages. LSAs stand in ospf_lsas.cpp, link-local
// signalling in ospf_lls.cpp.
#include "protocols/ospf.h"

#include <vector>

#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/ospf_lsa.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{1, "Hello"}, {2, "DBDesc"}, {3, "LSReq"}, {4, "LSUpd"}, {5, "LSAck"}};
static constexpr Name auth_types[] = {{0, "Null"}, {1, "Simple"}, {2, "Crypto"}};

/// The block of link-local signalling is not counted (RFC 5613 2).
static Integer length(const Layer& layer) {
    Integer octets = whole_octets(layer);
    for (auto upper = layer.above(); upper; upper = upper->above())
        if (upper->is("OSPF_LLS_Hdr")) octets -= whole_octets(*upper);
    return octets;
}
/// All that the length counts, but for the authentication data; none under cryptographic authentication (RFC
/// 2328 D.4).
static Integer checksum(const Layer& layer) {
    if (layer.integer("authtype") == 2) return 0;
    const auto end = layer.header().data() + length(layer);
    std::vector<std::uint8_t> octets(layer.header().data(), end);
    octets.erase(octets.begin() + 16, octets.begin() + 24);
    return internet_checksum(octets);
}

static constexpr Field fields[] = {
    bits("version", 8, 2),
    enumeration("type", 8, 1, types),
    bits("len", 16, {.compute = length}),
    ipv4("src", "1.1.1.1"),
    ipv4("area"),
    bits("chksum", 16, {.compute = checksum, .hex = true}),
    enumeration("authtype", 16, 0, auth_types),
    bits("authdata", 64, 0, {.when = differs("authtype", 2), .hex = true}),
    bits("reserved", 16, 0, {.when = equals("authtype", 2), .hex = true}),
    bits("keyid", 8, 1, {.when = equals("authtype", 2)}),
    bits("authdatalen", 8, 0, {.when = equals("authtype", 2)}),
    bits("seq", 32, 0, {.when = equals("authtype", 2), .hex = true}),
};
static constexpr Carrier carriers[] = {{"IP", "proto", 89, down}, {"IP", {"proto", 89}, {"frag", 0}, up}};
/// All OSPF routers.
static constexpr Told group[] = {{"IP", {"dst", 0xe0000005}}};

static void hash(const Layer& layer, std::string& out) {
    out += layer.text("area");
    add_payload_hashret(layer, out);
}
static bool is_answer(const Layer& answer, const Layer& request) {
    constexpr std::uint64_t acknowledgement = 5;
    return request.is("OSPF_Hdr") && answer.integer("type") == acknowledgement &&
           answer.integer("area") == request.integer("area") &&
           answer.integer("version") == request.integer("version") && payload_answers(answer, request);
}
extern constexpr Protocol ospf = {.name = "OSPF_Hdr",
                                  .title = "OSPF header",
                                  .shown = "OSPF Header",
                                  .fields = fields,
                                  .carried_by = carriers,
                                  .tells = group,
                                  .hashret = hash,
                                  .answers = is_answer};
static_assert(well_formed(ospf));

// ---- messages ----------------------------------------------------------------------------------------

static constexpr Field neighbor = ipv4("");
static constexpr Name description_flags[] = {{1, "MS"}, {2, "M"},  {4, "I"},  {8, "R"},
                                             {16, "4"}, {32, "3"}, {64, "2"}, {128, "1"}};

/// With the option L a block of link-local signalling follows, behind the digest of cryptographic
/// authentication.
static const Protocol* next(const Layer& layer) {
    const auto header = layer.below();
    if (header && header->integer("authtype") == 2) return find_protocol("Raw");
    return (layer.integer("options") & 0x10) != 0 ? find_protocol("OSPF_LLS_Hdr") : nullptr;
}

static constexpr Field hello_fields[] = {
    ipv4("mask", "255.255.255.0"),
    bits("hellointerval", 16, 10),
    flags("options", 8, 0, ospf_options),
    bits("prio", 8, 1),
    bits("deadinterval", 32, 40),
    ipv4("router"),
    ipv4("backup"),
    list("neighbors", neighbor, {.extent = octets_by(ospf_list_octets<24, 20>)}),
};
static constexpr Carrier hello_carriers[] = {{"OSPF_Hdr", "type", 1}};
extern constexpr Protocol ospf_hello = {.name = "OSPF_Hello",
                                        .title = "OSPF hello",
                                        .shown = "OSPF Hello",
                                        .fields = hello_fields,
                                        .carried_by = hello_carriers,
                                        .guess_payload = next};
static_assert(well_formed(ospf_hello));

static constexpr Field description_fields[] = {
    bits("mtu", 16, 1500),
    flags("options", 8, 0, ospf_options),
    flags("dbdescr", 8, 0, description_flags),
    bits("ddseq", 32, 1),
    layers("lsaheaders", "OSPF_LSA_Hdr", {.extent = octets_by(ospf_list_octets<24, 8>)}),
};
static constexpr Carrier description_carriers[] = {{"OSPF_Hdr", "type", 2}};
extern constexpr Protocol ospf_description = {.name = "OSPF_DBDesc",
                                              .title = "OSPF database description",
                                              .shown = "OSPF Database Description",
                                              .fields = description_fields,
                                              .carried_by = description_carriers,
                                              .guess_payload = next};
static_assert(well_formed(ospf_description));

static constexpr Field item_fields[] = {enumeration("type", 32, 1, ospf_lsa_types), ipv4("id", "1.1.1.1"),
                                        ipv4("adrouter", "1.1.1.1")};
extern constexpr Protocol ospf_request_item = {.name = "OSPF_LSReq_Item",
                                               .title = "OSPF link state request item",
                                               .shown = "OSPF Link State Request (item)",
                                               .fields = item_fields,
                                               .payload_size = no_payload};
static_assert(well_formed(ospf_request_item));

static constexpr Field request_fields[] = {
    layers("requests", "OSPF_LSReq_Item", {.extent = octets_by(ospf_list_octets<24, 0>)})};
static constexpr Carrier request_carriers[] = {{"OSPF_Hdr", "type", 3}};
extern constexpr Protocol ospf_request = {.name = "OSPF_LSReq",
                                          .title = "OSPF link state request",
                                          .shown = "OSPF Link State Request (container)",
                                          .fields = request_fields,
                                          .carried_by = request_carriers};
static_assert(well_formed(ospf_request));

static constexpr Field update_fields[] = {
    bits("lsacount", 32, {.count_of = {"lsalist"}}),
    layers("lsalist", "OSPF_BaseLSA", {.extent = octets_by(ospf_list_octets<24, 4>)})};
static constexpr Carrier update_carriers[] = {{"OSPF_Hdr", "type", 4}};
extern constexpr Protocol ospf_update = {.name = "OSPF_LSUpd",
                                         .title = "OSPF link state update",
                                         .shown = "OSPF Link State Update",
                                         .fields = update_fields,
                                         .carried_by = update_carriers};
static_assert(well_formed(ospf_update));

static bool acknowledges(const Layer& answer, const Layer& request) {
    return request.is("OSPF_LSUpd") && lsa_acknowledged(answer, request);
}
static constexpr Field acknowledgement_fields[] = {
    layers("lsaheaders", "OSPF_LSA_Hdr", {.extent = octets_by(ospf_list_octets<24, 0>)})};
static constexpr Carrier acknowledgement_carriers[] = {{"OSPF_Hdr", "type", 5}};
extern constexpr Protocol ospf_acknowledgement = {.name = "OSPF_LSAck",
                                                  .title = "OSPF link state acknowledgement",
                                                  .shown = "OSPF Link State Acknowledgement",
                                                  .fields = acknowledgement_fields,
                                                  .carried_by = acknowledgement_carriers,
                                                  .answers = acknowledges};
static_assert(well_formed(ospf_acknowledgement));

}  // namespace pkttest::protocols
