// DHCP (RFC 2131): the options of RFC 2132 and later ones, as they stand behind BOOTP's magic cookie.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"

namespace pkttest::protocols {

namespace {

// ---- classless static routes (RFC 3442): "198.51.100.0/24:192.0.2.1" ------------------------------------

struct Route {
    std::uint32_t network = 0;
    unsigned prefix = 0;
    std::uint32_t router = 0;
    unsigned octets() const { return (prefix + 7) / 8; }
};

const char* read_route(Cursor& cursor, Route& out) {
    const std::size_t left = cursor.octets_left();
    if (left < 1) return "the layer ends before a route";
    const std::uint8_t* at = cursor.here();
    out.prefix = at[0];
    if (out.prefix > 32) return "a route's prefix is longer than 32";
    const unsigned size = 1 + out.octets() + 4;
    if (left < size) return "the layer ends inside a route";
    for (unsigned i = 0; i < out.octets(); ++i)
        out.network |= static_cast<std::uint32_t>(at[1 + i]) << (24 - 8 * i);
    for (unsigned i = 0; i < 4; ++i) out.router = out.router << 8 | at[1 + out.octets() + i];
    cursor.bit += size * 8;
    return nullptr;
}

std::optional<Route> parse_route(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::size_t colon = text.find(':', slash == std::string_view::npos ? text.size() : slash);
    if (colon == std::string_view::npos) return std::nullopt;
    Route route;
    const std::string_view digits = text.substr(slash + 1, colon - slash - 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), route.prefix);
    const auto network = parse_ipv4(text.substr(0, slash));
    const auto router = parse_ipv4(text.substr(colon + 1));
    if (error != std::errc() || end != digits.data() + digits.size() || route.prefix > 32)
        return std::nullopt;
    if (!network || !router) return std::nullopt;
    route.network = *network;
    route.router = *router;
    return route;
}

const char* skip_route(const Field&, const Layer&, Cursor& cursor) {
    Route route;
    return read_route(cursor, route);
}

const char* decode_route(const Field&, const Layer&, Cursor& cursor, Value& out) {
    Route route;
    if (const char* reason = read_route(cursor, route)) return reason;
    out = Value(fmt::format("{}/{}:{}", ipv4_text(route.network), route.prefix, ipv4_text(route.router)));
    return nullptr;
}

void encode_route(const Field&, const Layer&, const Value& internal, BitWriter& out) {
    const auto route = internal.octets() != nullptr ? parse_route(*internal.octets()) : std::nullopt;
    if (!route) return;
    out.put(route->prefix, 8);
    if (route->prefix > 0) out.put(route->network >> (32 - 8 * route->octets()), 8 * route->octets());
    out.put(route->router, 32);
}

std::optional<Problem> normalize_route(const Field&, const Value& in, Value& internal) {
    if (!in.is_text() || !parse_route(*in.octets()))
        return Problem{fmt::format("{} is no route", represent(in)),
                       "for example: \"198.51.100.0/24:192.0.2.1\""};
    internal = in;
    return std::nullopt;
}

std::string represent_route(const Field&, const Value& internal) { return represent(internal); }

Value random_route(const Field&) { return Value("198.51.100.0/24:192.0.2.1"); }

constexpr Shape route_shape = based_on<octets_shape>({.name = "route",
                                                      .skip = skip_route,
                                                      .decode = decode_route,
                                                      .encode = encode_route,
                                                      .normalize = normalize_route,
                                                      .represent = represent_route,
                                                      .random = random_route});

// ---- the options -------------------------------------------------------------------------------------

constexpr Name message_types[] = {
    {1, "discover"},     {2, "offer"},        {3, "request"},           {4, "decline"},
    {5, "ack"},          {6, "nak"},          {7, "release"},           {8, "inform"},
    {9, "force_renew"},  {10, "lease_query"}, {11, "lease_unassigned"}, {12, "lease_unknown"},
    {13, "lease_active"}};

constexpr Field address[] = {ipv4("address")};
constexpr Field text[] = {octets("text", "", {.extent = rest()})};
constexpr Field number8[] = {bits("number", 8)};
constexpr Field number16[] = {bits("number", 16)};
constexpr Field number32[] = {bits("number", 32)};
constexpr Field message_type[] = {enumeration("type", 8, 1, message_types)};
constexpr Field codes[] = {bits("code", 8)};
constexpr Field routes[] = {custom("route", route_shape)};

constexpr Option options[] = {
    {.code = 0, .name = "pad", .bare = true},
    {1, "subnet_mask", address},
    {2, "time_zone", number32},
    {3, "router", address},
    {4, "time_server", address},
    {5, "IEN_name_server", address},
    {6, "name_server", address},
    {7, "log_server", address},
    {8, "cookie_server", address},
    {9, "lpr_server", address},
    {10, "impress-servers", address},
    {11, "resource-location-servers", address},
    {12, "hostname"},
    {13, "boot-size", number16},
    {14, "dump_path"},
    {15, "domain"},
    {16, "swap-server", address},
    {17, "root_disk_path"},
    {18, "extensions-path"},
    {19, "ip-forwarding", number8},
    {20, "non-local-source-routing", number8},
    {21, "policy-filter", address},
    {22, "max_dgram_reass_size", number16},
    {23, "default_ttl", number8},
    {24, "pmtu_timeout", number32},
    {25, "path-mtu-plateau-table", number16},
    {26, "interface-mtu", number16},
    {27, "all-subnets-local", number8},
    {28, "broadcast_address", address},
    {29, "perform-mask-discovery", number8},
    {30, "mask-supplier", number8},
    {31, "router-discovery", number8},
    {32, "router-solicitation-address", address},
    {33, "static-routes", address},
    {34, "trailer-encapsulation", number8},
    {35, "arp_cache_timeout", number32},
    {36, "ieee802-3-encapsulation", number8},
    {37, "tcp_ttl", number8},
    {38, "tcp_keepalive_interval", number32},
    {39, "tcp_keepalive_garbage", number8},
    {40, "NIS_domain", text},
    {41, "NIS_server", address},
    {42, "NTP_server", address},
    {43, "vendor_specific"},
    {44, "NetBIOS_server", address},
    {45, "NetBIOS_dist_server", address},
    {46, "NetBIOS_node_type", number8},
    {47, "netbios-scope"},
    {48, "font-servers", address},
    {49, "x-display-manager", address},
    {50, "requested_addr", address},
    {51, "lease_time", number32},
    {52, "dhcp-option-overload", number8},
    {53, "message-type", message_type},
    {54, "server_id", address},
    {.code = 55, .name = "param_req_list", .parts = codes, .repeats = true, .as_list = true},
    {56, "error_message"},
    {57, "max_dhcp_size", number16},
    {58, "renewal_time", number32},
    {59, "rebinding_time", number32},
    {60, "vendor_class_id", text},
    {61, "client_id", text},
    {62, "nwip-domain-name"},
    {64, "NISplus_domain"},
    {65, "NISplus_server", address},
    {66, "tftp_server_name"},
    {67, "boot-file-name", text},
    {68, "mobile-ip-home-agent", address},
    {69, "SMTP_server", address},
    {70, "POP3_server", address},
    {71, "NNTP_server", address},
    {72, "WWW_server", address},
    {73, "Finger_server", address},
    {74, "IRC_server", address},
    {75, "StreetTalk_server", address},
    {76, "StreetTalk_Dir_Assistance", address},
    {77, "user_class"},
    {78, "slp_service_agent"},
    {79, "slp_service_scope"},
    {81, "client_FQDN"},
    {82, "relay_agent_information"},
    {85, "nds-server", address},
    {86, "nds-tree-name", text},
    {87, "nds-context", text},
    {88, "bcms-controller-namesi"},
    {89, "bcms-controller-address", address},
    {91, "client-last-transaction-time", number32},
    {92, "associated-ip", address},
    {93, "pxe_client_architecture"},
    {94, "pxe_client_network_interface"},
    {97, "pxe_client_machine_identifier"},
    {98, "uap-servers", text},
    {100, "pcode", text},
    {101, "tcode", text},
    {112, "netinfo-server-address", address},
    {113, "netinfo-server-tag", text},
    {114, "default-url", text},
    {116, "auto-config", number8},
    {117, "name-service-search", number16},
    {118, "subnet-selection", address},
    {.code = 121, .name = "classless_static_routes", .parts = routes, .repeats = true, .as_list = true},
    {124, "vendor_class"},
    {125, "vendor_specific_information"},
    {128, "tftp_server_ip_address", address},
    {136, "pana-agent", address},
    {137, "v4-lost"},
    {138, "capwap-ac-v4", address},
    {141, "sip_ua_service_domains"},
    {146, "rdnss-selection"},
    {150, "tftp_server_address", address},
    {159, "v4-portparams"},
    {160, "v4-captive-portal", text},
    {161, "mud-url", text},
    {208, "pxelinux_magic"},
    {209, "pxelinux_configuration_file"},
    {210, "pxelinux_path_prefix"},
    {211, "pxelinux_reboot_time"},
    {212, "option-6rd"},
    {213, "v4-access-domain"},
    {.code = 255, .name = "end", .bare = true},
};

// What follows "end" is read on: servers pad with zeros behind it.
constexpr OptionTable option_table = {.options = options, .flat = true};

std::string summary(const Layer& layer) {
    const Value list = layer.get("options");
    if (list.items() == nullptr) return {};
    for (const Value& option : *list.items()) {
        const List* tuple = option.items();
        Integer type = 0;
        if (tuple == nullptr || tuple->size() < 2 || !((*tuple)[0] == Value("message-type"))) continue;
        if (!(*tuple)[1].to_integer(type)) continue;
        std::string name(name_of(message_type[0], static_cast<std::uint64_t>(type)));
        if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
        return "DHCP " + name;
    }
    return {};
}

constexpr Field fields[] = {tuples("options", option_table, {.extent = rest()})};

constexpr Carrier carried_by[] = {Carrier("BOOTP", "options", 0x63825363, down)};

}  // namespace

extern constexpr Protocol dhcp = {
    .name = "DHCP",
    .title = "DHCP options",
    .fields = fields,
    .carried_by = carried_by,
    .summary = summary,
};
static_assert(well_formed(dhcp));

}  // namespace pkttest::protocols
