// Mobile IPv6: options of the mobility header (RFC 6275 6.2, RFC 3963, RFC 4283, RFC 4285, RFC 4866, RFC
// 5568).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{2, "Binding Refresh Advice"},
                                 {3, "Alternate Care-of Address"},
                                 {4, "Nonce Indices"},
                                 {5, "Binding Authorization Data"},
                                 {6, "Mobile Network Prefix (RFC3963)"},
                                 {7, "Link-Layer Address (RFC4068)"},
                                 {8, "Mobile Node Identifier (RFC4283)"},
                                 {9, "Mobility Message Authentication (RFC4285)"},
                                 {10, "Replay Protection (RFC4285)"},
                                 {11, "CGA Parameters Request (RFC4866)"},
                                 {12, "CGA Parameters (RFC4866)"},
                                 {13, "Signature (RFC4866)"},
                                 {14, "Home Keygen Token (RFC4866)"},
                                 {15, "Care-of Test Init (RFC4866)"},
                                 {16, "Care-of Test (RFC4866)"}};
constexpr Field type(int number) { return enumeration("otype", 8, number, types); }
constexpr Carrier of_type(std::uint64_t number) { return {"MIP6OptUnknown", "otype", number}; }
constexpr Carrier of_type(std::uint64_t number, std::uint64_t octets) {
    return {"MIP6OptUnknown", {"otype", number}, {"olen", octets}};
}
constexpr Protocol option(std::string_view name, std::string_view title, std::span<const Field> fields,
                          std::span<const Carrier> variant_of) {
    return {
        .name = name, .title = title, .fields = fields, .variant_of = variant_of, .payload_size = no_payload};
}

static constexpr Field unknown_fields[] = {type(6), bits("olen", 8, {.length_of = {"odata"}}),
                                           octets("odata", "", {.extent = octets_from("olen")})};
extern constexpr Protocol mip_unknown =
    option("MIP6OptUnknown", "Scapy6 - Unknown Mobility Option", unknown_fields, {});
static_assert(well_formed(mip_unknown));

// Pad1 and PadN are those of IPv6's other options.

static constexpr Field advice_fields[] = {type(2), bits("olen", 8, 2), bits("rinter", 16)};
static constexpr Carrier advice_of[] = {of_type(2, 2)};
extern constexpr Protocol mip_advice =
    option("MIP6OptBRAdvice", "Mobile IPv6 Option - Binding Refresh Advice", advice_fields, advice_of);
static_assert(well_formed(mip_advice));

static constexpr Field care_of_fields[] = {type(3), bits("olen", 8, 16), ipv6("acoa")};
static constexpr Carrier care_of_of[] = {of_type(3, 16)};
extern constexpr Protocol mip_care_of =
    option("MIP6OptAltCoA", "MIPv6 Option - Alternate Care-of Address", care_of_fields, care_of_of);
static_assert(well_formed(mip_care_of));

static constexpr Field nonce_fields[] = {type(4), bits("olen", 8, 4), bits("hni", 16), bits("coni", 16)};
static constexpr Carrier nonce_of[] = {of_type(4)};
extern constexpr Protocol mip_nonce =
    option("MIP6OptNonceIndices", "MIPv6 Option - Nonce Indices", nonce_fields, nonce_of);
static_assert(well_formed(mip_nonce));

static constexpr Field auth_data_fields[] = {type(5), bits("olen", 8, 12),
                                             wide("authenticator", 12, 0, {.hex = true})};
static constexpr Carrier auth_data_of[] = {of_type(5)};
extern constexpr Protocol mip_auth_data = option(
    "MIP6OptBindingAuthData", "MIPv6 Option - Binding Authorization Data", auth_data_fields, auth_data_of);
static_assert(well_formed(mip_auth_data));

static constexpr Field network_fields[] = {type(6), bits("olen", 8, 18), bits("reserved", 8),
                                           bits("plen", 8, 64), ipv6("prefix")};
static constexpr Carrier network_of[] = {of_type(6, 18)};
extern constexpr Protocol mip_network =
    option("MIP6OptMobNetPrefix", "NEMO Option - Mobile Network Prefix", network_fields, network_of);
static_assert(well_formed(mip_network));

static constexpr Name link_codes[] = {{0, "Wildcard requesting resolution for all nearby AP"},
                                      {1, "LLA for the new AP"},
                                      {2, "LLA of the MN"},
                                      {3, "LLA of the NAR"},
                                      {4, "LLA of the src of TrSolPr or PrRtAdv msg"},
                                      {5, "AP identified by LLA belongs to current iface of router"},
                                      {6, "No preifx info available for AP identified by the LLA"},
                                      {7, "No fast handovers support for AP identified by the LLA"}};
static constexpr Field link_fields[] = {type(7), bits("olen", 8, 7), enumeration("ocode", 8, 2, link_codes),
                                        bits("pad", 8), mac("lla")};
static constexpr Carrier link_of[] = {of_type(7)};
extern constexpr Protocol mip_link =
    option("MIP6OptLLAddr", "MIPv6 Option - Link-Layer Address (MH-LLA)", link_fields, link_of);
static_assert(well_formed(mip_link));

static constexpr Name identifier_types[] = {{1, "NAI"}};
static constexpr Field identifier_fields[] = {type(8), bits("olen", 8, {.length_of = {"id", 1, 1}}),
                                              enumeration("subtype", 8, 1, identifier_types),
                                              octets("id", "", {.extent = octets_from("olen", 1, -1)})};
static constexpr Carrier identifier_of[] = {of_type(8)};
extern constexpr Protocol mip_identifier =
    option("MIP6OptMNID", "MIPv6 Option - Mobile Node Identifier", identifier_fields, identifier_of);
static_assert(well_formed(mip_identifier));

static constexpr Name auth_types[] = {{1, "MN-HA authentication mobility option"},
                                      {2, "MN-AAA authentication mobility option"}};
static constexpr Field auth_fields[] = {
    type(9), bits("olen", 8, {.length_of = {"authdata", 1, 5}}), enumeration("subtype", 8, 1, auth_types),
    bits("mspi", 32, Default()), octets("authdata", "AAAAAAAAAAAA", {.extent = octets_from("olen", 1, -5)})};
static constexpr Carrier auth_of[] = {of_type(9)};
extern constexpr Protocol mip_auth =
    option("MIP6OptMsgAuth", "MIPv6 Option - Mobility Message Authentication", auth_fields, auth_of);
static_assert(well_formed(mip_auth));

static constexpr Field replay_fields[] = {type(10), bits("olen", 8, 8),
                                          bits("timestamp", 64, 0, {.name_by = ntp_timestamp})};
static constexpr Carrier replay_of[] = {of_type(10, 8)};
extern constexpr Protocol mip_replay =
    option("MIP6OptReplayProtection", "MIPv6 option - Replay Protection", replay_fields, replay_of);
static_assert(well_formed(mip_replay));

static constexpr Field wanted_fields[] = {type(11), bits("olen", 8)};
static constexpr Carrier wanted_of[] = {of_type(11, 0)};
extern constexpr Protocol mip_cga_wanted =
    option("MIP6OptCGAParamsReq", "MIPv6 option - CGA Parameters Request", wanted_fields, wanted_of);
static_assert(well_formed(mip_cga_wanted));

static constexpr Field cga_fields[] = {type(12), bits("olen", 8, {.length_of = {"cgaparams"}}),
                                       octets("cgaparams", "", {.extent = octets_from("olen")})};
static constexpr Carrier cga_of[] = {of_type(12)};
extern constexpr Protocol mip_cga =
    option("MIP6OptCGAParams", "MIPv6 option - CGA Parameters", cga_fields, cga_of);
static_assert(well_formed(mip_cga));

static constexpr Field signature_fields[] = {type(13), bits("olen", 8, {.length_of = {"sig"}}),
                                             octets("sig", "", {.extent = octets_from("olen")})};
static constexpr Carrier signature_of[] = {of_type(13)};
extern constexpr Protocol mip_signature =
    option("MIP6OptSignature", "MIPv6 option - Signature", signature_fields, signature_of);
static_assert(well_formed(mip_signature));

static constexpr Field token_fields[] = {type(14), bits("olen", 8, {.length_of = {"hkt"}}),
                                         octets("hkt", "", {.extent = octets_from("olen")})};
static constexpr Carrier token_of[] = {of_type(14)};
extern constexpr Protocol mip_token =
    option("MIP6OptHomeKeygenToken", "MIPv6 option - Home Keygen Token", token_fields, token_of);
static_assert(well_formed(mip_token));

static constexpr Field test_init_fields[] = {type(15), bits("olen", 8)};
static constexpr Carrier test_init_of[] = {of_type(15, 0)};
extern constexpr Protocol mip_test_init =
    option("MIP6OptCareOfTestInit", "MIPv6 option - Care-of Test Init", test_init_fields, test_init_of);
static_assert(well_formed(mip_test_init));

static constexpr Field test_fields[] = {
    type(16), bits("olen", 8, {.length_of = {"cokt"}}),
    octets("cokt", std::string_view("\0\0\0\0\0\0\0\0", 8), {.extent = octets_from("olen")})};
static constexpr Carrier test_of[] = {of_type(16)};
extern constexpr Protocol mip_test =
    option("MIP6OptCareOfTest", "MIPv6 option - Care-of Test", test_fields, test_of);
static_assert(well_formed(mip_test));

}  // namespace pkttest::protocols
