// SOCKS: version 4's requests and replies, version 5 (RFC 1928).
#include <cstring>

#include "framework/packet/find.h"
#include "framework/packet/layer.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

constexpr std::uint16_t port = 1080;

static constexpr Name versions[] = {{0, "v4 - Reply"}, {4, "v4 - Request"}, {5, "v5"}};
static constexpr Field socks_fields[] = {enumeration("vn", 8, 5, versions)};
static constexpr Carrier socks_carriers[] = {{"TCP", "sport", port}, {"TCP", "dport", port}};

/// Requests go to the server's port, replies come from it.
static const Protocol* guess(const Layer& layer) {
    const auto tcp = layer.below("TCP");
    const std::uint64_t version = layer.integer(socks_fields[0]);
    const bool to_server = !tcp || tcp->integer("dport") == port;
    const bool from_server = !tcp || tcp->integer("sport") == port;
    if (version == 4 && to_server) return find_protocol("SOCKS4Request");
    if (version == 0 && from_server) return find_protocol("SOCKS4Reply");
    if (version == 5 && !to_server) return find_protocol("SOCKS5Reply");
    return version == 5 || version == 4 || version == 0 ? find_protocol("SOCKS5Request") : nullptr;
}
extern constexpr Protocol socks = {.name = "SOCKS",
                                   .title = "SOCKS, its version",
                                   .shown = "SOCKS",
                                   .fields = socks_fields,
                                   .carried_by = socks_carriers,
                                   .guess_payload = guess};
static_assert(well_formed(socks));

/// The octets before the NUL that ends the user's name.
static std::int64_t user_octets(const Layer& layer) {
    const auto text = layer.header().subspan(std::min<std::size_t>(layer.header().size(), 7));
    const void* end = text.empty() ? nullptr : std::memchr(text.data(), 0, text.size());
    return end == nullptr ? static_cast<std::int64_t>(text.size())
                          : static_cast<const std::uint8_t*>(end) - text.data();
}
static constexpr Name commands4[] = {{1, "Connect"}, {2, "Bind"}};
static constexpr Field request4_fields[] = {
    enumeration("cd", 8, 1, commands4),
    bits("dstport", 16, 80),
    ipv4("dst"),
    octets("userid", "", {.extent = octets_by(user_octets)}),
    bits("null", 8),
};
static constexpr Carrier request4_carriers[] = {{"SOCKS", "vn", 4, down}};
extern constexpr Protocol socks4_request = {.name = "SOCKS4Request",
                                            .title = "SOCKS 4 - Request",
                                            .fields = request4_fields,
                                            .carried_by = request4_carriers};
static_assert(well_formed(socks4_request));

static constexpr Name replies4[] = {
    {90, "Request granted"},
    {91, "Request rejected"},
    {92, "Request rejected - SOCKS server cannot connect to identd"},
    {93, "Request rejected - user-ids mismatch"},
};
static constexpr Field reply4_fields[] = {enumeration("cd", 8, 90, replies4), bits("dstport", 16, 80),
                                          ipv4("dst")};
static constexpr Carrier reply4_carriers[] = {{"SOCKS", "vn", 0, down}};
extern constexpr Protocol socks4_reply = {.name = "SOCKS4Reply",
                                          .title = "SOCKS 4 - Reply",
                                          .fields = reply4_fields,
                                          .carried_by = reply4_carriers};
static_assert(well_formed(socks4_reply));

// ---- version 5 ---------------------------------------------------------------------------------------

static constexpr Name address_types[] = {{1, "IPv4"}, {3, "DomainName"}, {4, "IPv6"}};
static constexpr Field address4 = ipv4("addr");
static constexpr Field address_name = domain_name("addr");
static constexpr Field address6 = ipv6("addr");
static constexpr Field address_octets = octets("addr", "", {});
static constexpr Case addresses[] = {{equals("atyp", 3), &address_name},
                                     {equals("atyp", 4), &address6},
                                     {equals("atyp", 1), &address4},
                                     {{}, &address_octets}};
static constexpr Field atyp = enumeration("atyp", 8, 1, address_types);
/// Nothing by default: an address of zeros, or no name.
static constexpr Field any_address() {
    Field field = one_of("addr", addresses);
    field.initial = {};
    return field;
}
static constexpr Field address = any_address();

static constexpr Name commands5[] = {{1, "Connect"}, {2, "Bind"}, {3, "UDP associate"}};
static constexpr Field request5_fields[] = {enumeration("cd", 8, 0, commands5), bits("res", 8), atyp, address,
                                            bits("port", 16, 80)};
static constexpr Carrier five[] = {{"SOCKS", "vn", 5, down}};
extern constexpr Protocol socks5_request = {
    .name = "SOCKS5Request", .title = "SOCKS 5 - Request", .fields = request5_fields, .carried_by = five};
static_assert(well_formed(socks5_request));

static constexpr Name replies5[] = {
    {0, "succeeded"},           {1, "general server failure"}, {2, "connection not allowed by ruleset"},
    {3, "network unreachable"}, {4, "host unreachable"},       {5, "connection refused"},
    {6, "TTL expired"},         {7, "command not supported"},  {8, "address type not supported"}};
static constexpr Field reply5_fields[] = {enumeration("rep", 8, 0, replies5), bits("res", 8), atyp, address,
                                          bits("port", 16, 80)};
extern constexpr Protocol socks5_reply = {
    .name = "SOCKS5Reply", .title = "SOCKS 5 - Reply", .fields = reply5_fields, .carried_by = five};
static_assert(well_formed(socks5_reply));

static constexpr Field udp_fields[] = {bits("res", 16), bits("frag", 8), atyp, address, bits("port", 16, 80)};
static constexpr Carrier udp_carriers[] = {{"UDP", "dport", port, up}, {"UDP", "sport", port}};
/// What a datagram to this port carries (RFC 1928, 7).
static const Protocol* behind_port(const Layer& layer) {
    Packet datagram(*find_protocol("UDP"));
    const bool is_set = !datagram.set(0, "sport", Value(0)) && !datagram.set(0, "dport", layer.get("port"));
    return !is_set ? nullptr : &guess_payload(datagram[0]);
}
extern constexpr Protocol socks5_udp = {.name = "SOCKS5UDP",
                                        .title = "SOCKS 5 - UDP Header",
                                        .fields = udp_fields,
                                        .carried_by = udp_carriers,
                                        .guess_payload = behind_port};
static_assert(well_formed(socks5_udp));

}  // namespace pkttest::protocols
