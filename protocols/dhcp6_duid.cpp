// The identifiers that DHCPv6 clients and servers go by (RFC 8415, 11; RFC 6355).
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/value_set.h"
#include "protocols/dhcp6.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

static constexpr Name type_names[] = {{1, "Link-layer address plus time"},
                                      {2, "Vendor-assigned unique ID based on Enterprise Number"},
                                      {3, "Link-layer Address"},
                                      {4, "UUID"}};
static constexpr Name hwtype_names[] = {{0, "NET/ROM pseudo"},
                                        {1, "Ethernet (10Mb)"},
                                        {2, "Experimental Ethernet (3Mb)"},
                                        {3, "Amateur Radio AX.25"},
                                        {4, "Proteon ProNET Token Ring"},
                                        {5, "Chaos"},
                                        {6, "IEEE 802 Networks"},
                                        {7, "ARCNET"},
                                        {8, "Hyperchannel"},
                                        {9, "Lanstar"},
                                        {10, "Autonet Short Address"},
                                        {11, "LocalTalk"},
                                        {12, "LocalNet (IBM PCNet or SYTEK LocalNET)"},
                                        {13, "Ultra link"},
                                        {14, "SMDS"},
                                        {15, "Frame Relay"},
                                        {16, "Asynchronous Transmission Mode (ATM)"},
                                        {17, "HDLC"},
                                        {18, "Fibre Channel"},
                                        {19, "Asynchronous Transmission Mode (ATM)"},
                                        {20, "Serial Line"},
                                        {21, "Asynchronous Transmission Mode (ATM)"},
                                        {22, "MIL-STD-188-220"},
                                        {23, "Metricom"},
                                        {24, "IEEE 1394.1995"},
                                        {25, "MAPOS"},
                                        {26, "Twinaxial"},
                                        {27, "EUI-64"},
                                        {28, "HIPARP"},
                                        {29, "IP and ARP over ISO 7816-3"},
                                        {30, "ARPSec"},
                                        {31, "IPsec tunnel"},
                                        {32, "InfiniBand (TM)"},
                                        {33, "TIA-102 Project 25 Common Air Interface (CAI)"}};

// ---- the identifiers -----------------------------------------------------------------------------------

template <std::uint64_t type>
static constexpr Carrier identifier_of[] = {{"DUID", "type", type}};
template <std::uint64_t type>
static constexpr Protocol identifier(std::string_view name, std::string_view title,
                                     std::span<const Field> fields) {
    return checked({.name = name, .title = title, .fields = fields, .variant_of = identifier_of<type>});
}
static constexpr Field identifier_type(std::int64_t type) {
    return enumeration("type", 16, type, type_names);
}
static constexpr Field hardware = enumeration("hwtype", 16, 1, hwtype_names, {.hex = true});

static constexpr Field duid_fields[] = {identifier_type(0)};
extern constexpr Protocol duid =
    checked({.name = "DUID", .title = "DUID", .fields = duid_fields, .abstract = true});

static constexpr Field duid_llt_fields[] = {
    identifier_type(1), hardware, bits("timeval", 32, 0, {.name_by = seconds_since_2000}), mac("lladdr")};
extern constexpr Protocol duid_llt =
    identifier<1>("DUID_LLT", "DUID - Link-layer address plus time", duid_llt_fields);

static constexpr Field duid_en_fields[] = {
    identifier_type(2), enumeration("enterprisenum", 32, 311, enterprises), octets("id", "", {})};
extern constexpr Protocol duid_en =
    identifier<2>("DUID_EN", "DUID - Assigned by Vendor Based on Enterprise Number", duid_en_fields);

static constexpr Field duid_ll_fields[] = {identifier_type(3), hardware, mac("lladdr")};
extern constexpr Protocol duid_ll =
    identifier<3>("DUID_LL", "DUID - Based on Link-layer Address", duid_ll_fields);

static constexpr Field duid_uuid_fields[] = {identifier_type(4), custom("uuid", uuid_shape)};
extern constexpr Protocol duid_uuid = identifier<4>("DUID_UUID", "DUID - Based on UUID", duid_uuid_fields);

}  // namespace pkttest::protocols
