// OSPF, version 3 (RFC 5340): the header and the five messages. LSAs stand in ospfv3_lsas.cpp.
#include "protocols/ospfv3.h"

#include "framework/packet/checksum.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/ospf_lsa.h"
#include "protocols/over_ip.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{1, "Hello"}, {2, "DBDesc"}, {3, "LSReq"}, {4, "LSUpd"}, {5, "LSAck"}};

static constexpr Field fields[] = {
    bits("version", 8, 3),
    enumeration("type", 8, 1, types),
    bits("len", 16, {.compute = whole_octets, .basis = Basis::sizes}),
    ipv4("src", "1.1.1.1"),
    ipv4("area"),
    bits("chksum", 16,
         {.compute = [](const Layer& layer) -> Integer { return transport_checksum(layer, 89); },
          .basis = Basis::sum,
          .hex = true}),
    bits("instance", 8),
    bits("reserved", 8),
};
static constexpr auto carriers = over_ipv6(89);
/// All OSPF routers.
static constexpr Told group[] = {{"IPv6", to_link_group(5)}};
static bool is_answer(const Layer& answer, const Layer& request) {
    return request.is("OSPFv3_Hdr") && answer.integer("area") == request.integer("area") &&
           answer.integer("instance") == request.integer("instance") && payload_answers(answer, request);
}
extern constexpr Protocol ospfv3 = {.name = "OSPFv3_Hdr",
                                    .title = "OSPFv3 header",
                                    .shown = "OSPFv3 Header",
                                    .fields = fields,
                                    .carried_by = carriers,
                                    .tells = group,
                                    .answers = is_answer};
static_assert(well_formed(ospfv3));

static constexpr Field neighbor = ipv4("");
static constexpr Name description_flags[] = {{1, "MS"}, {2, "M"}, {4, "I"}, {8, "R"}};

static constexpr Field hello_fields[] = {
    bits("intid", 32),
    bits("prio", 8, 1),
    flags("options", 24, 0, ospfv3_options),
    bits("hellointerval", 16, 10),
    bits("deadinterval", 16, 40),
    ipv4("router"),
    ipv4("backup"),
    list("neighbors", neighbor, {.extent = octets_by(ospf_list_octets<16, 20>)}),
};
static constexpr Carrier hello_carriers[] = {{"OSPFv3_Hdr", "type", 1}};
extern constexpr Protocol ospfv3_hello = {.name = "OSPFv3_Hello",
                                          .title = "OSPFv3 hello",
                                          .shown = "OSPFv3 Hello",
                                          .fields = hello_fields,
                                          .carried_by = hello_carriers};
static_assert(well_formed(ospfv3_hello));

static constexpr Field description_fields[] = {
    bits("reserved", 8),
    flags("options", 24, 0, ospfv3_options),
    bits("mtu", 16, 1500),
    bits("reserved2", 8),
    flags("dbdescr", 8, 0, description_flags),
    bits("ddseq", 32, 1),
    layers("lsaheaders", "OSPFv3_LSA_Hdr", {.extent = octets_by(ospf_list_octets<16, 12>)}),
};
static constexpr Carrier description_carriers[] = {{"OSPFv3_Hdr", "type", 2}};
extern constexpr Protocol ospfv3_description = {.name = "OSPFv3_DBDesc",
                                                .title = "OSPFv3 database description",
                                                .shown = "OSPFv3 Database Description",
                                                .fields = description_fields,
                                                .carried_by = description_carriers};
static_assert(well_formed(ospfv3_description));

static constexpr Field item_fields[] = {bits("reserved", 16),
                                        enumeration("type", 16, 0x2001, ospfv3_lsa_types, {.hex = true}),
                                        ipv4("id", "1.1.1.1"), ipv4("adrouter", "1.1.1.1")};
extern constexpr Protocol ospfv3_request_item = {.name = "OSPFv3_LSReq_Item",
                                                 .title = "OSPFv3 link state request item",
                                                 .shown = "OSPFv3 Link State Request (item)",
                                                 .fields = item_fields,
                                                 .payload_size = no_payload};
static_assert(well_formed(ospfv3_request_item));

static constexpr Field request_fields[] = {
    layers("requests", "OSPFv3_LSReq_Item", {.extent = octets_by(ospf_list_octets<16, 0>)})};
static constexpr Carrier request_carriers[] = {{"OSPFv3_Hdr", "type", 3}};
extern constexpr Protocol ospfv3_request = {.name = "OSPFv3_LSReq",
                                            .title = "OSPFv3 link state request",
                                            .shown = "OSPFv3 Link State Request (container)",
                                            .fields = request_fields,
                                            .carried_by = request_carriers};
static_assert(well_formed(ospfv3_request));

static constexpr Field update_fields[] = {
    bits("lsacount", 32, {.count_of = {"lsalist"}}),
    layers("lsalist", "OSPFv3_BaseLSA", {.extent = octets_by(ospf_list_octets<16, 4>)})};
static constexpr Carrier update_carriers[] = {{"OSPFv3_Hdr", "type", 4}};
extern constexpr Protocol ospfv3_update = {.name = "OSPFv3_LSUpd",
                                           .title = "OSPFv3 link state update",
                                           .shown = "OSPFv3 Link State Update",
                                           .fields = update_fields,
                                           .carried_by = update_carriers};
static_assert(well_formed(ospfv3_update));

static bool acknowledges(const Layer& answer, const Layer& request) {
    return request.is("OSPFv3_LSUpd") && lsa_acknowledged(answer, request);
}
static constexpr Field acknowledgement_fields[] = {
    layers("lsaheaders", "OSPFv3_LSA_Hdr", {.extent = octets_by(ospf_list_octets<16, 0>)})};
static constexpr Carrier acknowledgement_carriers[] = {{"OSPFv3_Hdr", "type", 5}};
extern constexpr Protocol ospfv3_acknowledgement = {.name = "OSPFv3_LSAck",
                                                    .title = "OSPFv3 link state acknowledgement",
                                                    .shown = "OSPFv3 Link State Acknowledgement",
                                                    .fields = acknowledgement_fields,
                                                    .carried_by = acknowledgement_carriers,
                                                    .answers = acknowledges};
static_assert(well_formed(ospfv3_acknowledgement));

}  // namespace pkttest::protocols
