// PPP's network control protocols: IPCP (RFC 1332, RFC 1877), IPv6CP (RFC 5072), encryption (RFC 1968) and
// compression (RFC 1962).
#include "protocols/computed.h"
#include "protocols/oui.h"
#include "protocols/ppp.h"

namespace pkttest::protocols {

static constexpr Field len = bits("len", 8, {.compute = header_octets});
static constexpr Field data = octets("data", "", {.extent = octets_from("len", 1, -2)});

static constexpr Field options(std::string_view protocol) {
    return layers("options", protocol, {.extent = octets_from("len", 1, -4)});
}

// ---- IPCP --------------------------------------------------------------------------------------------

static constexpr Name ipcp_types[] = {{1, "IP-Addresses (Deprecated)"},
                                      {2, "IP-Compression-Protocol"},
                                      {3, "IP-Address"},
                                      {4, "Mobile-IPv4"},
                                      {129, "Primary-DNS-Address"},
                                      {130, "Primary-NBNS-Address"},
                                      {131, "Secondary-DNS-Address"},
                                      {132, "Secondary-NBNS-Address"}};
static constexpr Field ipcp_option_fields[] = {enumeration("type", 8, {}, ipcp_types), len, data};
extern constexpr Protocol ipcp_option = {.name = "PPP_IPCP_Option",
                                         .title = "PPP IPCP Option",
                                         .fields = ipcp_option_fields,
                                         .payload_size = no_payload};
static_assert(well_formed(ipcp_option));

/// An option with one address; more octets are kept as `garbage`.
template <int code>
struct AddressOption {
    static constexpr Field fields[] = {enumeration("type", 8, code, ipcp_types), len, ipv4("data"),
                                       octets("garbage", "", {.extent = octets_from("len", 1, -6)})};
    static constexpr Carrier of[] = {{"PPP_IPCP_Option", "type", code}};
    static constexpr Protocol make(std::string_view name, std::string_view title) {
        return {.name = name, .title = title, .fields = fields, .variant_of = of, .payload_size = no_payload};
    }
};
extern constexpr Protocol ipcp_address =
    AddressOption<3>::make("PPP_IPCP_Option_IPAddress", "PPP IPCP Option: IP Address");
static_assert(well_formed(ipcp_address));
extern constexpr Protocol ipcp_dns1 =
    AddressOption<129>::make("PPP_IPCP_Option_DNS1", "PPP IPCP Option: DNS1 Address");
static_assert(well_formed(ipcp_dns1));
extern constexpr Protocol ipcp_dns2 =
    AddressOption<131>::make("PPP_IPCP_Option_DNS2", "PPP IPCP Option: DNS2 Address");
static_assert(well_formed(ipcp_dns2));
extern constexpr Protocol ipcp_nbns1 =
    AddressOption<130>::make("PPP_IPCP_Option_NBNS1", "PPP IPCP Option: NBNS1 Address");
static_assert(well_formed(ipcp_nbns1));
extern constexpr Protocol ipcp_nbns2 =
    AddressOption<132>::make("PPP_IPCP_Option_NBNS2", "PPP IPCP Option: NBNS2 Address");
static_assert(well_formed(ipcp_nbns2));

static constexpr Field ipcp_fields[] = {control_code(1), control_id, control_len, options("PPP_IPCP_Option")};
static constexpr Carrier ipcp_carriers[] = {{"PPP", "proto", 0x8021}};
extern constexpr Protocol ipcp = {.name = "PPP_IPCP",
                                  .title = "PPP IP control protocol",
                                  .shown = "PPP_IPCP",
                                  .fields = ipcp_fields,
                                  .carried_by = ipcp_carriers,
                                  .answers = answers_configure};
static_assert(well_formed(ipcp));

// ---- IPv6CP ------------------------------------------------------------------------------------------

static constexpr Name ipv6cp_types[] = {{1, "Interface-Identifier"}, {2, "IPv6-Compression-Protocol"}};
static constexpr Field ipv6cp_option_fields[] = {enumeration("type", 8, {}, ipv6cp_types), len, data};
extern constexpr Protocol ipv6cp_option = {
    .name = "PPP_IPV6CP_Option", .title = "PPP IPv6CP option", .fields = ipv6cp_option_fields};
static_assert(well_formed(ipv6cp_option));

static constexpr Field interface_id_fields[] = {enumeration("type", 8, 1, ipv6cp_types), bits("len", 8, 10),
                                                bits("interface_id", 64, 0, {.hex = true})};
static constexpr Carrier interface_id_of[] = {{"PPP_IPV6CP_Option", {"type", 1}, {"len", 10}}};
extern constexpr Protocol ipv6cp_interface_id = {.name = "PPP_IPV6CP_Option_InterfaceID",
                                                 .title = "PPP IPv6CP option: interface identifier",
                                                 .fields = interface_id_fields,
                                                 .variant_of = interface_id_of};
static_assert(well_formed(ipv6cp_interface_id));

static constexpr Field ipv6cp_fields[] = {control_code(1), control_id, control_len,
                                          options("PPP_IPV6CP_Option")};
static constexpr Carrier ipv6cp_carriers[] = {{"PPP", "proto", 0x8057}};
extern constexpr Protocol ipv6cp = {.name = "PPP_IPV6CP",
                                    .title = "PPP IPv6 control protocol",
                                    .fields = ipv6cp_fields,
                                    .carried_by = ipv6cp_carriers,
                                    .answers = answers_configure};
static_assert(well_formed(ipv6cp));

// ---- encryption and compression ------------------------------------------------------------------------

static constexpr Name ecp_types[] = {{0, "OUI"}, {1, "DESE"}};
static constexpr Field ecp_option_fields[] = {enumeration("type", 8, {}, ecp_types), len, data};
extern constexpr Protocol ecp_option = {
    .name = "PPP_ECP_Option", .title = "PPP ECP Option", .fields = ecp_option_fields};
static_assert(well_formed(ecp_option));

static constexpr Name ccp_types[] = {{0, "OUI"},           {1, "Predictor-1"},  {2, "Predictor-2"},
                                     {3, "Puddle-Jumper"}, {16, "HP-PPC"},      {17, "Stac-LZS"},
                                     {18, "MPPE-MPPC"},    {19, "Gandalf-FZA"}, {20, "V42bis"},
                                     {21, "BSD-Compress"}, {26, "Deflate"}};
static constexpr Field ccp_option_fields[] = {enumeration("type", 8, {}, ccp_types), len, data};
extern constexpr Protocol ccp_option = {
    .name = "PPP_CCP_Option", .title = "PPP CCP option", .fields = ccp_option_fields};
static_assert(well_formed(ccp_option));

static constexpr Field oui = oui_field("oui", 0);
static constexpr Field subtype = bits("subtype", 8);
static constexpr Field oui_data = octets("data", "", {.extent = octets_from("len", 1, -6)});

static constexpr Field ecp_oui_fields[] = {enumeration("type", 8, 0, ecp_types), len, oui, subtype, oui_data};
static constexpr Carrier ecp_oui_of[] = {{"PPP_ECP_Option", "type", 0}};
extern constexpr Protocol ecp_oui = {.name = "PPP_ECP_Option_OUI",
                                     .title = "PPP ECP Option",
                                     .fields = ecp_oui_fields,
                                     .variant_of = ecp_oui_of,
                                     .payload_size = no_payload};
static_assert(well_formed(ecp_oui));

static constexpr Field ccp_oui_fields[] = {enumeration("type", 8, 0, ccp_types), len, oui, subtype, oui_data};
static constexpr Carrier ccp_oui_of[] = {{"PPP_CCP_Option", "type", 0}};
extern constexpr Protocol ccp_oui = {.name = "PPP_CCP_Option_OUI",
                                     .title = "PPP CCP option: a vendor's",
                                     .fields = ccp_oui_fields,
                                     .variant_of = ccp_oui_of};
static_assert(well_formed(ccp_oui));

static constexpr Name mppe_bits[] = {
    {0x01, "MPPC"}, {0x20, "40-bit"}, {0x40, "128-bit"}, {0x80, "56-bit"}, {0x01000000, "stateless"}};
static constexpr Field mppe_fields[] = {enumeration("type", 8, 18, ccp_types), bits("len", 8, 6),
                                        flags("supported", 32, 0, mppe_bits)};
static constexpr Carrier mppe_of[] = {{"PPP_CCP_Option", {"type", 18}, {"len", 6}}};
extern constexpr Protocol ccp_mppe = {.name = "PPP_CCP_Option_MPPE",
                                      .title = "PPP CCP option: MPPE and MPPC (RFC 3078, RFC 2118)",
                                      .fields = mppe_fields,
                                      .variant_of = mppe_of};
static_assert(well_formed(ccp_mppe));

static constexpr Field ecp_fields[] = {control_code(1), control_id, control_len, options("PPP_ECP_Option")};
static constexpr Carrier ecp_carriers[] = {{"PPP", "proto", 0x8053}};
extern constexpr Protocol ecp = {.name = "PPP_ECP",
                                 .title = "PPP encryption control protocol",
                                 .shown = "PPP_ECP",
                                 .fields = ecp_fields,
                                 .carried_by = ecp_carriers,
                                 .answers = answers_configure};
static_assert(well_formed(ecp));

static constexpr Field ccp_fields[] = {control_code(1), control_id, control_len, options("PPP_CCP_Option")};
static constexpr Carrier ccp_carriers[] = {{"PPP", "proto", 0x80fd}};
extern constexpr Protocol ccp = {.name = "PPP_CCP",
                                 .title = "PPP compression control protocol",
                                 .fields = ccp_fields,
                                 .carried_by = ccp_carriers,
                                 .answers = answers_configure};
static_assert(well_formed(ccp));

}  // namespace pkttest::protocols
