// What Diameter's files share: how an AVP begins and ends.
#pragma once

#include <string>

#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

inline constexpr Name diameter_avp_flags[] = {{0x20, "P"}, {0x40, "M"}, {0x80, "V"}};
inline constexpr Name diameter_vendors[] = {{9, "ciscoSystems"}, {311, "Microsoft"}, {2636, "Juniper"},
                                            {8164, "Starent"},   {10415, "3GPP"},    {12645, "Vodafone"},
                                            {13019, "ETSI"}};

inline constexpr Name diameter_applications[] = {
    {0, "Diameter_Common_Messages"},
    {1, "NASREQ_Application"},
    {2, "Mobile_IPv4_Application"},
    {3, "Diameter_Base_Accounting"},
    {4, "Diameter_Credit_Control_Application"},
    {5, "EAP_Application"},
    {6, "Diameter_Session_Initiation_Protocol_(SIP)_Application"},
    {7, "Diameter_Mobile_IPv6_IKE___(MIP6I)"},
    {8, "Diameter_Mobile_IPv6_Auth__(MIP6A)"},
    {111, "ALU_Sy"},
    {555, "Sun_Ping_Application"},
    {16777216, "3GPP_Cx"},
    {16777217, "3GPP_Sh"},
    {16777222, "3GPP_Gq"},
    {16777223, "3GPP_Gmb"},
    {16777224, "3GPP_Gx"},
    {16777227, "Ericsson_MSI"},
    {16777228, "Ericsson_Zx"},
    {16777229, "3GPP_RX"},
    {16777231, "Diameter_e2e4_Application"},
    {16777232, "Ericsson_Charging-CIP"},
    {16777236, "3GPP_Rx"},
    {16777238, "3GPP_Gx"},
    {16777250, "3GPP_STa"},
    {16777251, "3GPP_S6a/S6d"},
    {16777252, "3GPP_S13/S13'"},
    {16777255, "3GPP_SLg"},
    {16777264, "3GPP_SWm"},
    {16777265, "3GPP_SWx"},
    {16777266, "3GPP_Gxx"},
    {16777267, "3GPP_S9"},
    {16777269, "Ericsson_HSI"},
    {16777272, "3GPP_S6b"},
    {16777291, "3GPP_SLh"},
    {16777292, "3GPP_SGmb"},
    {16777302, "3GPP_Sy"},
    {16777304, "Ericsson_Sy"},
    {16777315, "Ericsson_Diameter_Signalling_Controller_Application_(DSC)"},
    {4294967295, "Relay"}};

/// What show() writes for numbers with names: "Login (1)", and `unknown` as "99 (Unknown)".
std::string_view diameter_name(std::span<const Name> names, std::uint64_t value, std::string_view unknown);
template <const auto& names>
std::string_view diameter_value_text(const Layer&, std::uint64_t value) {
    return diameter_name(names, value, "{} (Unknown)");
}
template <const auto& names>
std::string_view diameter_vendor_text(const Layer&, std::uint64_t value) {
    return diameter_name(names, value, "Unknown_Vendor ({})");
}
/// "0x40 (-M-)": the flags that may be set, all eight where another one is.
std::string_view diameter_flags_text(const Layer&, std::uint64_t flags);

constexpr Field diameter_code(std::uint32_t code = 0) { return bits("avpCode", 32, code); }
inline constexpr Field diameter_flags =
                           flags("avpFlags", 8, 0, diameter_avp_flags, {.name_by = diameter_flags_text}),
                       diameter_length = bits("avpLen", 24, Extra{.compute = header_octets, .hex = true});

/// The vendor, where there is always one.
inline constexpr Field diameter_vendor =
    enumeration("avpVnd", 32, 0, diameter_vendors, {.name_by = diameter_vendor_text<diameter_vendors>});

/// The octets of an AVP's value: all behind its header, which is longer where it names a vendor.
std::int64_t diameter_value_octets(const Layer& layer);
/// Zeros behind an AVP up to a multiple of 4 octets.
std::int64_t diameter_padding(const Layer& layer);
void diameter_pad(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start);

/// Octets that begin with an address's family (RFC 6733, 4.3.1); takes and shows the text of the address,
/// too.
extern const Shape diameter_address_shape;
/// "192.0.2.1" with its family before it; other texts as they are.
std::string diameter_address(const std::string& text);

}  // namespace pkttest::protocols
