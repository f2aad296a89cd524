// Dynamic trunking (Cisco's; no public standard: fields as its devices send them).
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

/// A TLV counts its head of 4 octets.
static constexpr Field text(std::string_view name, Default initial) {
    return octets(name, initial, {.extent = octets_from("length", 1, -4)});
}
static constexpr Protocol tlv(std::string_view name, std::string_view title, std::span<const Field> fields,
                              std::span<const Carrier> variant = {}) {
    return {
        .name = name, .title = title, .fields = fields, .variant_of = variant, .payload_size = no_payload};
}

static constexpr Field generic_fields[] = {bits("type", 16, 1, {.hex = true}),
                                           bits("length", 16, {.length_of = {"value", 1, 4}}),
                                           text("value", "")};
extern constexpr Protocol dtp_generic = tlv("DtpGenericTlv", "DTP Generic TLV", generic_fields);
static_assert(well_formed(dtp_generic));

static constexpr std::string_view zero("\0", 1);
static constexpr Field domain_fields[] = {
    bits("type", 16, 1), bits("length", 16, {.length_of = {"domain", 1, 4}}), text("domain", zero)};
static constexpr Carrier domain_of[] = {{"DtpGenericTlv", "type", 1}};
extern constexpr Protocol dtp_domain = tlv("DTPDomain", "DTP Domain", domain_fields, domain_of);
static_assert(well_formed(dtp_domain));

static constexpr Field status_fields[] = {
    bits("type", 16, 2), bits("length", 16, {.length_of = {"status", 1, 4}}), text("status", "\x03")};
static constexpr Carrier status_of[] = {{"DtpGenericTlv", "type", 2}};
extern constexpr Protocol dtp_status = tlv("DTPStatus", "DTP Status", status_fields, status_of);
static_assert(well_formed(dtp_status));

static constexpr Field type_fields[] = {
    bits("type", 16, 3), bits("length", 16, {.length_of = {"dtptype", 1, 4}}), text("dtptype", "\xa5")};
static constexpr Carrier type_of[] = {{"DtpGenericTlv", "type", 3}};
extern constexpr Protocol dtp_type = tlv("DTPType", "DTP Type", type_fields, type_of);
static_assert(well_formed(dtp_type));

static constexpr Field neighbor_fields[] = {bits("type", 16, 4), bits("len", 16, 10),
                                            mac("neighbor", Default())};
static constexpr Carrier neighbor_of[] = {{"DtpGenericTlv", "type", 4}};
extern constexpr Protocol dtp_neighbor = tlv("DTPNeighbor", "DTP Neighbor", neighbor_fields, neighbor_of);
static_assert(well_formed(dtp_neighbor));

static constexpr Field fields[] = {bits("ver", 8, 1), layers("tlvlist", "DtpGenericTlv", {.extent = rest()})};
static constexpr Carrier carriers[] = {{"SNAP", {"code", 0x2004}, {"OUI", 0x0c}}};
extern constexpr Protocol dtp = {.name = "DTP",
                                 .title = "Dynamic Trunking Protocol",
                                 .shown = "DTP",
                                 .fields = fields,
                                 .carried_by = carriers};
static_assert(well_formed(dtp));

}  // namespace pkttest::protocols
