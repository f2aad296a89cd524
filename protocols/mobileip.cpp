// Mobile IPv4: registration (RFC 5944) and data through UDP tunnels (RFC 3519).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{1, "RRQ"}, {3, "RRP"}, {4, "Tunnel Data"}};
static constexpr Field fields[] = {enumeration("type", 8, 1, types)};
static constexpr Carrier carriers[] = {
    {"UDP", {"sport", 434}, {"dport", 434}}, {"UDP", "dport", 434, up}, {"UDP", "sport", 434, up}};
extern constexpr Protocol mobile_ip = {
    .name = "MobileIP", .title = "Mobile IP (RFC3344)", .fields = fields, .carried_by = carriers};
static_assert(well_formed(mobile_ip));

static void identification(const Layer& layer, std::string& out) { out += layer.text("homeaddr"); }
/// The low half of the identification comes back (RFC 5944 5.7).
static bool is_reply(const Layer& answer, const Layer& request) {
    return request.is("MobileIPRRQ") && answer.integer("homeaddr") == request.integer("homeaddr") &&
           (answer.integer("id") & 0xffffffff) == (request.integer("id") & 0xffffffff);
}

static constexpr Field request_fields[] = {bits("flags", 8, 0, {.hex = true}),
                                           bits("lifetime", 16, 180),
                                           ipv4("homeaddr"),
                                           ipv4("haaddr"),
                                           ipv4("coaddr"),
                                           bits("id", 64)};
static constexpr Carrier request_carriers[] = {{"MobileIP", "type", 1}};
extern constexpr Protocol mobile_ip_request = {.name = "MobileIPRRQ",
                                               .title = "Mobile IP Registration Request (RFC3344)",
                                               .fields = request_fields,
                                               .carried_by = request_carriers,
                                               .hashret = identification};
static_assert(well_formed(mobile_ip_request));

static constexpr Name codes[] = {{0, "registration accepted"},
                                 {1, "registration accepted, but simultaneous mobility bindings unsupported"},
                                 {64, "foreign agent: reason unspecified"},
                                 {65, "foreign agent: administratively prohibited"},
                                 {66, "foreign agent: insufficient resources"},
                                 {67, "foreign agent: mobile node failed authentication"},
                                 {68, "foreign agent: home agent failed authentication"},
                                 {69, "foreign agent: requested lifetime too long"},
                                 {70, "foreign agent: poorly formed request"},
                                 {71, "foreign agent: poorly formed reply"},
                                 {72, "foreign agent: requested encapsulation unavailable"},
                                 {77, "foreign agent: invalid care-of address"},
                                 {78, "foreign agent: registration timeout"},
                                 {80, "foreign agent: home network unreachable"},
                                 {81, "foreign agent: home agent host unreachable"},
                                 {82, "foreign agent: home agent port unreachable"},
                                 {88, "foreign agent: home agent unreachable"},
                                 {128, "home agent: reason unspecified"},
                                 {129, "home agent: administratively prohibited"},
                                 {130, "home agent: insufficient resources"},
                                 {131, "home agent: mobile node failed authentication"},
                                 {132, "home agent: foreign agent failed authentication"},
                                 {133, "home agent: registration identification mismatch"},
                                 {134, "home agent: poorly formed request"},
                                 {135, "home agent: too many simultaneous mobility bindings"},
                                 {136, "home agent: unknown home agent address"}};
static constexpr Field reply_fields[] = {enumeration("code", 8, 0, codes), bits("lifetime", 16, 180),
                                         ipv4("homeaddr"), ipv4("haaddr"), bits("id", 64)};
static constexpr Carrier reply_carriers[] = {{"MobileIP", "type", 3}};
extern constexpr Protocol mobile_ip_reply = {.name = "MobileIPRRP",
                                             .title = "Mobile IP Registration Reply (RFC3344)",
                                             .fields = reply_fields,
                                             .carried_by = reply_carriers,
                                             .hashret = identification,
                                             .answers = is_reply};
static_assert(well_formed(mobile_ip_reply));

static constexpr Field tunnel_fields[] = {bits("nexthdr", 8, 4), bits("res", 16)};
static constexpr Carrier tunnel_carriers[] = {{"MobileIP", "type", 4}};
static constexpr Carrier tunnelled[] = {{"IP", "nexthdr", 4}, {"GRE", "nexthdr", 47}};
extern constexpr Protocol mobile_ip_tunnel = {.name = "MobileIPTunnelData",
                                              .title = "Mobile IP Tunnel Data Message (RFC3519)",
                                              .fields = tunnel_fields,
                                              .carried_by = tunnel_carriers,
                                              .payloads = tunnelled};
static_assert(well_formed(mobile_ip_tunnel));

}  // namespace pkttest::protocols
