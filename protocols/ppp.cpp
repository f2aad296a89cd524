// PPP (RFC 1661) with its HDLC-like framing (RFC 1662), and the direction octet of captures of it.
#include "protocols/ppp.h"

namespace pkttest::protocols {

/// A number of one octet is odd, the first of two is even (RFC 1661, 2). What is built has two.
static bool is_compressed(const Layer& layer) {
    return !layer.header().empty() && (layer.header()[0] & 1) != 0;
}
static constexpr Field short_number = enumeration("proto", 8, 0x21, ppp_protocols);
static constexpr Field full_number = enumeration("proto", 16, 0x21, ppp_protocols);
static constexpr Case numbers[] = {{when(is_compressed), &short_number}, {{}, &full_number}};
static constexpr Field fields[] = {one_of("proto", numbers)};
static constexpr Carrier carriers[] = {
    {"PPPoE", "code", 0}, {"HDLC"}, {"DIR_PPP"}, {"GRE_PPTP", "proto", 0x880b}};
static constexpr Carrier payloads[] = {
    {"IP", "proto", 0x21}, {"IPv6", "proto", 0x57}, {"MPLS", "proto", 0x281}};
extern constexpr Protocol ppp = {
    .name = "PPP", .title = "PPP Link Layer", .fields = fields, .carried_by = carriers, .payloads = payloads};
static_assert(well_formed(ppp));

/// The all-stations address, which is no protocol's number.
static bool has_address(const Layer& layer) { return !layer.header().empty() && layer.header()[0] == 0xff; }
static constexpr Field hdlc_fields[] = {bits("address", 8, 0xff, {.hex = true}),
                                        bits("control", 8, 0x03, {.hex = true})};
static constexpr Carrier hdlc_of[] = {Carrier("PPP", has_address)};
extern constexpr Protocol hdlc = {.name = "HDLC",
                                  .title = "HDLC-like framing of PPP",
                                  .shown = "HDLC",
                                  .fields = hdlc_fields,
                                  .variant_of = hdlc_of,
                                  .carries = "PPP"};
static_assert(well_formed(hdlc));

static constexpr Name directions[] = {{0, "received"}, {1, "sent"}};
static constexpr Field direction_fields[] = {enumeration("direction", 8, Default(), directions)};
extern constexpr Protocol dir_ppp = {.name = "DIR_PPP",
                                     .title = "PPP with its direction",
                                     .shown = "DIR_PPP",
                                     .fields = direction_fields,
                                     .carries = "PPP"};
static_assert(well_formed(dir_ppp));

}  // namespace pkttest::protocols
