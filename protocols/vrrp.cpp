// VRRP, version 2 (RFC 3768) and version 3 (RFC 5798), and OpenBSD's CARP, which shares its protocol number.
#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/over_ip.h"

namespace pkttest::protocols {

static constexpr Field address4 = ipv4("");
static constexpr Field address6 = ipv6("");

static Integer own_checksum(const Layer& layer) { return internet_checksum(layer.header()); }

static constexpr Field fields[] = {
    bits("version", 4, 2),
    bits("type", 4, 1),
    bits("vrid", 8, 1),
    bits("priority", 8, 100),
    bits("ipcount", 8, {.count_of = {"addrlist"}}),
    bits("authtype", 8),
    bits("adv", 8, 1),
    bits("chksum", 16, {.compute = own_checksum, .basis = Basis::sum, .hex = true}),
    list("addrlist", address4, {.extent = count_from("ipcount")}),
    bits("auth1", 32),
    bits("auth2", 32)};
static constexpr auto carriers = over_ip(112);
extern constexpr Protocol vrrp = {.name = "VRRP",
                                  .title = "Virtual Router Redundancy Protocol",
                                  .shown = "VRRP",
                                  .fields = fields,
                                  .carried_by = carriers};
static_assert(well_formed(vrrp));

static bool is_on(const Layer& layer, std::string_view name) {
    const auto lower = layer.below();
    return lower && lower->is(name);
}
static constexpr Field list4 = list("addrlist", address4, {.extent = count_from("ipcount")});
static constexpr Field list6 = list("addrlist", address6, {.extent = count_from("ipcount")});
static constexpr Field list_of_unknown = octets("addrlist", "", {.extent = rest()});
static constexpr Case lists[] = {{when([](const Layer& layer) { return is_on(layer, "IP"); }), &list4},
                                 {when([](const Layer& layer) { return is_on(layer, "IPv6"); }), &list6},
                                 {{}, &list_of_unknown}};

static constexpr Field v3_fields[] = {
    bits("version", 4, 3),
    bits("type", 4, 1),
    bits("vrid", 8, 1),
    bits("priority", 8, 100),
    bits("ipcount", 8, {.count_of = {"addrlist"}}),
    bits("res", 4),
    bits("adv", 12, 100),
    bits("chksum", 16,
         {.compute = [](const Layer& layer) -> Integer { return transport_checksum(layer, 112); },
          .basis = Basis::sum,
          .hex = true}),
    one_of("addrlist", lists)};
static constexpr Carrier v3_of[] = {Carrier("VRRP", [](const Layer& layer) {
    return is_on(layer, "IPv6") || (layer.header().size() > 8 && layer.header()[0] == 0x31);
})};
static constexpr auto v3_carriers = over_ip(112, down);
extern constexpr Protocol vrrpv3 = {.name = "VRRPv3",
                                    .title = "Virtual Router Redundancy Protocol, version 3",
                                    .shown = "VRRPv3",
                                    .fields = v3_fields,
                                    .carried_by = v3_carriers,
                                    .variant_of = v3_of};
static_assert(well_formed(vrrpv3));

static constexpr Field carp_fields[] = {
    bits("version", 4, 4),
    bits("type", 4, 4),
    bits("vhid", 8, 1),
    bits("advskew", 8),
    bits("authlen", 8),
    bits("demotion", 8),
    bits("advbase", 8),
    bits("chksum", 16, {.compute = own_checksum, .basis = Basis::sum, .hex = true}),
    bits("counter1", 32, 0, {.hex = true}),
    bits("counter2", 32, 0, {.hex = true}),
    bits("hmac1", 32, 0, {.hex = true}),
    bits("hmac2", 32, 0, {.hex = true}),
    bits("hmac3", 32, 0, {.hex = true}),
    bits("hmac4", 32, 0, {.hex = true}),
    bits("hmac5", 32, 0, {.hex = true}),
};
/// CARP's advertisements are 36 octets and say 7 words of authentication where VRRP counts addresses.
static constexpr Carrier carp_of[] = {Carrier("VRRP", [](const Layer& layer) {
    const auto ip = layer.below();
    if (!ip || !ip->is("IP") || ip->integer("len") != ip->integer("ihl") * 4 + 36) return false;
    return layer.header().size() > 3 && layer.header()[3] != 5;
})};
static constexpr Carrier carp_carriers[] = {{"IP", {"proto", 112}, {"dst", 0xe0000012}, down},
                                            {"IPv6", "nh", 112, down}};
extern constexpr Protocol carp = {.name = "CARP",
                                  .title = "Common Address Redundancy Protocol",
                                  .shown = "CARP",
                                  .fields = carp_fields,
                                  .carried_by = carp_carriers,
                                  .variant_of = carp_of};
static_assert(well_formed(carp));

}  // namespace pkttest::protocols
