// OpenBSD's packet filter log (pflog(4), LINKTYPE_PFLOG of the libpcap project).
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"

namespace pkttest::protocols {

static constexpr Name families[] = {{2, "IPv4"}, {24, "IPv6"}};
static constexpr Name actions[] = {{0, "pass"}, {1, "drop"},   {2, "scrub"},          {3, "no-scrub"},
                                   {4, "nat"},  {5, "no-nat"}, {6, "binat"},          {7, "no-binat"},
                                   {8, "rdr"},  {9, "no-rdr"}, {10, "syn-proxy-drop"}};
static constexpr Name reasons[] = {
    {0, "match"},           {1, "bad-offset"},    {2, "fragment"},     {3, "short"},      {4, "normalize"},
    {5, "memory"},          {6, "bad-timestamp"}, {7, "congestion"},   {8, "ip-options"}, {9, "proto-cksum"},
    {10, "state-mismatch"}, {11, "state-insert"}, {12, "state-limit"}, {13, "src-limit"}, {14, "syn-proxy"}};
static constexpr Name directions[] = {{0, "inout"}, {1, "in"}, {2, "out"}, {255, "unknown"}};

static constexpr Field plain_address = ipv4("address");
/// An IPv4 address in the room of an IPv6 one.
static constexpr Shape roomy_ipv4_shape = {
    .name = "IPv4 address",
    .skip = [](const Field&, const Layer&, Cursor& cursor) -> const char* {
        if (cursor.octets_left() < 16) return "the layer ends inside a field";
        cursor.bit += 128;
        return nullptr;
    },
    .decode =
        [](const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
            const std::size_t start = cursor.bit;
            const char* reason = ipv4_shape.decode(plain_address, layer, cursor, out);
            cursor.bit = start;
            return reason != nullptr ? reason : field.shape->skip(field, layer, cursor);
        },
    .encode =
        [](const Field&, const Layer&, const Value& internal, BitWriter& out) {
            Integer address = 0;
            internal.to_integer(address);
            out.put(static_cast<UnsignedInteger>(address) << 96, 128);
        },
    .normalize = [](const Field&, const Value& in,
                    Value& out) { return ipv4_shape.normalize(plain_address, in, out); },
    .human = [](const Field&, const Value& value) { return ipv4_shape.human(plain_address, value); },
    .represent = [](const Field&, const Value& value) { return ipv4_shape.represent(plain_address, value); },
    .random = [](const Field&) { return ipv4_shape.random(plain_address); }};
template <bool is_source>
static constexpr Field of_ipv4 = custom(is_source ? "saddr" : "daddr", roomy_ipv4_shape, "127.0.0.1", {}, 32);
template <bool is_source>
static constexpr Field of_ipv6 = ipv6(is_source ? "saddr" : "daddr", "::1");
template <bool is_source>
static constexpr Case address_cases[] = {{equals("addrfamily", 24), &of_ipv6<is_source>},
                                         {{}, &of_ipv4<is_source>}};

static constexpr Field number(std::string_view name) { return bits(name, 32, 0, {.is_signed = true}); }
static constexpr When is_long = from("hdrlen", 65);  ///< Headers were shorter once.
static constexpr Field fields[] = {bits("hdrlen", 8, 100),
                                   enumeration("addrfamily", 8, 2, families),
                                   enumeration("action", 8, 1, actions),
                                   enumeration("reason", 8, 0, reasons),
                                   octets("iface", "", {.extent = fixed(16)}),
                                   octets("ruleset", "", {.extent = fixed(16)}),
                                   number("rulenumber"),
                                   number("subrulenumber"),
                                   number("uid"),
                                   bits("pid", 32),
                                   number("ruleuid"),
                                   bits("rulepid", 32),
                                   enumeration("direction", 8, 255, directions),
                                   bits("rewritten", 8),
                                   enumeration("naddrfamily", 8, 2, families),
                                   octets("pad", "", {.extent = fixed(1)}),
                                   one_of("saddr", address_cases<true>, {.when = is_long}),
                                   one_of("daddr", address_cases<false>, {.when = is_long}),
                                   bits("sport", 16, 0, {.when = is_long}),
                                   bits("dport", 16, 0, {.when = is_long})};
static std::string summarize(const Layer& layer) {
    const Value iface = layer.get("iface");
    const std::string name = iface.octets() != nullptr ? iface.octets()->c_str() : "";
    return fmt::format("{} {} on {} by rule {}", layer.text("addrfamily"), layer.text("action"),
                       represent_plain(name), layer.text("rulenumber"));
}
static constexpr Carrier payloads[] = {{"IP", "addrfamily", 2}, {"IPv6", "addrfamily", 24}};
extern constexpr Protocol pflog = {
    .name = "PFLog", .title = "PFLog", .fields = fields, .payloads = payloads, .summary = summarize};
static_assert(well_formed(pflog));

}  // namespace pkttest::protocols
