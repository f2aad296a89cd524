// OSPF link-local signalling (RFC 5613).
#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Field tlv_fields[] = {bits("type", 16), bits("len", 16, {.length_of = {"val"}}),
                                       octets("val", "", {.extent = octets_from("len")})};
extern constexpr Protocol lls_tlv = {.name = "LLS_Generic_TLV",
                                     .title = "LLS TLV",
                                     .shown = "LLS Generic",
                                     .fields = tlv_fields,
                                     .payload_size = no_payload};
static_assert(well_formed(lls_tlv));

static constexpr Name option_names[] = {{1, "LR"}, {2, "RS"}};
static constexpr Field options_fields[] = {bits("type", 16, 1), bits("len", 16, 4),
                                           flags("options", 32, 0, option_names)};
static constexpr Carrier options_of[] = {{"LLS_Generic_TLV", {"type", 1}, {"len", 4}}};
extern constexpr Protocol lls_options = {.name = "LLS_Extended_Options",
                                         .title = "LLS extended options and flags",
                                         .shown = "LLS Extended Options and Flags",
                                         .fields = options_fields,
                                         .variant_of = options_of};
static_assert(well_formed(lls_options));

static Integer auth_length(const Layer& layer) { return static_cast<Integer>(layer.header().size()) - 4; }
static constexpr Field auth_fields[] = {
    bits("type", 16, 2), bits("len", 16, {.compute = auth_length}), bits("sequence", 32, 0, {.hex = true}),
    octets("authdata", std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16),
           {.extent = octets_from("len", 1, -4)})};
static constexpr Carrier auth_of[] = {{"LLS_Generic_TLV", "type", 2}};
extern constexpr Protocol lls_auth = {.name = "LLS_Crypto_Auth",
                                      .title = "LLS cryptographic authentication",
                                      .shown = "LLS Cryptographic Authentication",
                                      .fields = auth_fields,
                                      .variant_of = auth_of};
static_assert(well_formed(lls_auth));

/// Not used with cryptographic authentication (RFC 5613 2.2).
static Integer checksum(const Layer& layer) {
    const auto header = layer.below("OSPF_Hdr");
    return header && header->integer("authtype") == 2 ? 0 : internet_checksum(layer.header());
}
static constexpr Field fields[] = {
    bits("chksum", 16, {.compute = checksum, .hex = true}),
    bits("len", 16, Default(), {.length_of = {"llstlv", 4, 4}}),
    layers("llstlv", "LLS_Generic_TLV", {.extent = octets_from("len", 4, -4)}),
};
extern constexpr Protocol ospf_lls = {.name = "OSPF_LLS_Hdr",
                                      .title = "OSPF link-local signalling",
                                      .shown = "OSPF Link-local signaling",
                                      .fields = fields};
static_assert(well_formed(ospf_lls));

}  // namespace pkttest::protocols
