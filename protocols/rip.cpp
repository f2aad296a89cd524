// RIP, versions 1 and 2 (RFC 1058, RFC 2453, RFC 4822), and RIPng (RFC 2080).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name commands[] = {{1, "req"},       {2, "resp"},        {3, "traceOn"},   {4, "traceOff"},
                                    {5, "sun"},       {6, "trigReq"},     {7, "trigResp"},  {8, "trigAck"},
                                    {9, "updateReq"}, {10, "updateResp"}, {11, "updateAck"}};
static constexpr Name families[] = {{2, "IP"}};
static constexpr Name metrics[] = {{16, "Unreach"}};
static constexpr Name auth_families[] = {{0xffff, "Auth"}};
static constexpr Name auth_types[] = {{1, "md5authdata"}, {2, "simple"}, {3, "md5"}};

static bool is_auth(const Layer& layer) {
    return payload_octet(layer, 0) == 0xff && payload_octet(layer, 1) == 0xff;
}
static bool is_response(const Layer& answer, const Layer& request) {
    return request.is(answer.protocol().name) && answer.integer("cmd") == 2 && request.integer("cmd") == 1;
}

static constexpr Field fields[] = {enumeration("cmd", 8, 1, commands), bits("version", 8, 1),
                                   bits("null", 16)};
static constexpr Carrier carriers[] = {
    {"UDP", {"sport", 520}, {"dport", 520}}, {"UDP", "dport", 520, up}, {"UDP", "sport", 520, up}};
extern constexpr Protocol rip = {.name = "RIP",
                                 .title = "Routing Information Protocol",
                                 .shown = "RIP header",
                                 .fields = fields,
                                 .carried_by = carriers,
                                 .answers = is_response};
static_assert(well_formed(rip));

static constexpr Field entry_fields[] = {
    enumeration("AF", 16, 2, families),   bits("RouteTag", 16), ipv4("addr"), ipv4("mask"), ipv4("nextHop"),
    enumeration("metric", 32, 1, metrics)};
static constexpr Carrier entry_carriers[] = {{"RIP"}, {"RIPEntry"}, {"RIPAuth"}};
extern constexpr Protocol rip_entry = {.name = "RIPEntry",
                                       .title = "RIP route",
                                       .shown = "RIP entry",
                                       .fields = entry_fields,
                                       .carried_by = entry_carriers};
static_assert(well_formed(rip_entry));

static constexpr Field auth_fields[] = {
    enumeration("AF", 16, 0xffff, auth_families),
    enumeration("authtype", 16, 2, auth_types),
    octets("password", Default(), {.when = equals("authtype", 2), .extent = fixed(16)}),
    bits("digestoffset", 16, 0, {.when = equals("authtype", 3)}),
    bits("keyid", 8, 0, {.when = equals("authtype", 3)}),
    bits("authdatalen", 8, 0, {.when = equals("authtype", 3)}),
    bits("seqnum", 32, 0, {.when = equals("authtype", 3)}),
    octets("zeropad", "", {.when = equals("authtype", 3), .extent = fixed(8)}),
    octets("authdata", "", {.when = equals("authtype", 1), .extent = rest()}),
};
static constexpr Carrier auth_carriers[] = {Carrier("RIP", is_auth), Carrier("RIPEntry", is_auth)};
extern constexpr Protocol rip_auth = {
    .name = "RIPAuth", .title = "RIP authentication", .fields = auth_fields, .carried_by = auth_carriers};
static_assert(well_formed(rip_auth));

static constexpr Name ng_metrics[] = {{16, "Unreach"}, {255, "next-hop entry"}};
static constexpr Field ng_fields[] = {enumeration("cmd", 8, 1, {commands, 2}), bits("ver", 8, 1),
                                      bits("null", 16)};
static constexpr Carrier ng_carriers[] = {
    {"UDP", {"sport", 521}, {"dport", 521}}, {"UDP", "dport", 521, up}, {"UDP", "sport", 521, up}};
extern constexpr Protocol ripng = {.name = "RIPng",
                                   .title = "Routing Information Protocol, next generation",
                                   .shown = "RIPng header",
                                   .fields = ng_fields,
                                   .carried_by = ng_carriers,
                                   .answers = is_response};
static_assert(well_formed(ripng));

static constexpr Field ng_entry_fields[] = {ipv6("prefix_or_nh"), bits("routetag", 16), bits("prefixlen", 8),
                                            enumeration("metric", 8, 1, ng_metrics)};
static constexpr Carrier ng_entry_carriers[] = {{"RIPng"}, {"RIPngEntry"}};
extern constexpr Protocol ripng_entry = {.name = "RIPngEntry",
                                         .title = "RIPng route",
                                         .shown = "RIPng entry",
                                         .fields = ng_entry_fields,
                                         .carried_by = ng_entry_carriers};
static_assert(well_formed(ripng_entry));

}  // namespace pkttest::protocols
