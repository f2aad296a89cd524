// BGP-4 (RFC 4271, RFC 2918, RFC 7313, RFC 5291): the header and all messages but UPDATE, which stands in
// bgp_update.cpp.
#include "protocols/bgp.h"

#include <algorithm>
#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/stream_rule.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{0, "NONE"},         {1, "OPEN"},      {2, "UPDATE"},
                                 {3, "NOTIFICATION"}, {4, "KEEPALIVE"}, {5, "ROUTE-REFRESH"}};
static constexpr std::string_view all_ones =
    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
static constexpr std::size_t header_octets = 19;

/// Octets up to the next message, which has a header of its own.
static Integer message_octets(const Layer& layer) {
    std::size_t octets = layer.header().size() + layer.payload().size();
    for (auto upper = layer.above(); upper; upper = upper->above())
        if (upper->is("BGPHeader") || upper->is("BGPKeepAlive"))
            return static_cast<Integer>(upper->slot().start - layer.slot().start);
    return static_cast<Integer>(octets);
}
/// Octets of the message that its header leaves behind `before`; without a header all that is there.
static std::int64_t octets_behind(const Layer& layer, std::int64_t before) {
    const auto header = layer.below();
    if (!header || !header->is("BGPHeader")) return static_cast<std::int64_t>(layer.header().size()) - before;
    return static_cast<std::int64_t>(header->integer("len") - header_octets) - before;
}

static constexpr Field header_fields[] = {wide("marker", 16, all_ones, {.hex = true}),
                                          bits("len", 16, {.compute = message_octets}),
                                          enumeration("type", 8, 4, types)};

static bool is_message(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() >= header_octets && std::all_of(octets.begin(), octets.begin() + all_ones.size(),
                                                         [](auto octet) { return octet == 0xff; });
}
static bool is_keep_alive(const Layer& layer) { return is_message(layer) && layer.integer("type") == 4; }
static bool is_other(const Layer& layer) { return is_message(layer) && layer.integer("type") != 4; }

static constexpr Carrier carriers[] = {{"TCP", "dport", 179, up}, {"TCP", "sport", 179}};
static constexpr Carrier below_messages[] = {{"TCP", "sport", 179, down}};
static constexpr Carrier header_of[] = {Carrier("BGP", is_other)};
static constexpr Carrier keep_alive_of[] = {Carrier("BGP", is_keep_alive), {"BGPHeader", "type", 4}};

extern constexpr Protocol bgp = {.name = "BGP",
                                 .title = "BGP message",
                                 .shown = "BGP",
                                 .fields = header_fields,
                                 .carried_by = carriers,
                                 .abstract = true};
static_assert(well_formed(bgp));
extern constexpr Protocol bgp_header = {.name = "BGPHeader",
                                        .title = "BGP message header",
                                        .shown = "HEADER",
                                        .fields = header_fields,
                                        .carried_by = below_messages,
                                        .variant_of = header_of};
static_assert(well_formed(bgp_header));
extern constexpr Protocol bgp_keep_alive = {.name = "BGPKeepAlive",
                                            .title = "BGP KEEPALIVE message",
                                            .shown = "KEEPALIVE",
                                            .fields = header_fields,
                                            .carried_by = below_messages,
                                            .variant_of = keep_alive_of,
                                            .carries = "BGP"};
static_assert(well_formed(bgp_keep_alive));

// ---- OPEN --------------------------------------------------------------------------------------------

/// A length and a first parameter's type of 255 announce two octets of length, here and in each parameter
/// (RFC 9072).
static bool is_extended(const Layer& layer) {
    const auto octets = layer.header();
    if (layer.is_crafted()) return layer.integer("opt_param_len") == 255;
    return octets.size() > 12 && octets[9] == 255 && octets[10] == 255;
}
static std::int64_t parameter_octets(const Layer& layer) {
    return static_cast<std::int64_t>(
        layer.integer(is_extended(layer) ? "ext_opt_param_len" : "opt_param_len"));
}
static constexpr Field open_fields[] = {
    bits("version", 8, 4),
    bits("my_as", 16),
    bits("hold_time", 16),
    ipv4("bgp_id"),
    bits("opt_param_len", 8, {.length_of = {"opt_params"}}),
    bits("ext_op_type", 8, 255, {.when = when(is_extended)}),
    bits("ext_opt_param_len", 16, {.when = when(is_extended), .length_of = {"opt_params"}}),
    layers("opt_params", "BGPOptParam", {.extent = octets_by(parameter_octets), .unbroken = true})};
static constexpr Carrier open_carriers[] = {{"BGPHeader", "type", 1}};
extern constexpr Protocol bgp_open = {.name = "BGPOpen",
                                      .title = "BGP OPEN message",
                                      .shown = "OPEN",
                                      .fields = open_fields,
                                      .carried_by = open_carriers,
                                      .carries = "BGP"};
static_assert(well_formed(bgp_open));

// ---- NOTIFICATION ------------------------------------------------------------------------------------

static constexpr Name errors[] = {{1, "Message Header Error"},       {2, "OPEN Message Error"},
                                  {3, "UPDATE Message Error"},       {4, "Hold Timer Expired"},
                                  {5, "Finite State Machine Error"}, {6, "Cease"},
                                  {7, "ROUTE-REFRESH Message Error"}};
/// What a subcode means depends on the code: the names of each code that has subcodes begin at 0.
static constexpr Name subcodes[] = {{0, "Unspecific"},
                                    {1, "Connection Not Synchronized"},
                                    {2, "Bad Message Length"},
                                    {3, "Bad Message Type"},
                                    {0, "Reserved"},
                                    {1, "Unsupported Version Number"},
                                    {2, "Bad Peer AS"},
                                    {3, "Bad BGP Identifier"},
                                    {4, "Unsupported Optional Parameter"},
                                    {5, "Authentication Failure - Deprecated (RFC 4271)"},
                                    {6, "Unacceptable Hold Time"},
                                    {7, "Unsupported Capability"},
                                    {0, "Reserved"},
                                    {1, "Malformed Attribute List"},
                                    {2, "Unrecognized Well-known Attribute"},
                                    {3, "Missing Well-known Attribute"},
                                    {4, "Attribute Flags Error"},
                                    {5, "Attribute Length Error"},
                                    {6, "Invalid ORIGIN Attribute"},
                                    {7, "AS Routing Loop - Deprecated (RFC 4271)"},
                                    {8, "Invalid NEXT_HOP Attribute"},
                                    {9, "Optional Attribute Error"},
                                    {10, "Invalid Network Field"},
                                    {11, "Malformed AS_PATH"},
                                    {0, "Unspecified Error"},
                                    {1, "Receive Unexpected Message in OpenSent State"},
                                    {2, "Receive Unexpected Message in OpenConfirm State"},
                                    {3, "Receive Unexpected Message in Established State"},
                                    {0, "Unspecified Error"},
                                    {1, "Maximum Number of Prefixes Reached"},
                                    {2, "Administrative Shutdown"},
                                    {3, "Peer De-configured"},
                                    {4, "Administrative Reset"},
                                    {5, "Connection Rejected"},
                                    {6, "Other Configuration Change"},
                                    {7, "Connection Collision Resolution"},
                                    {8, "Out of Resources"},
                                    {9, "Hard Reset"},
                                    {10, "BFD Down"},
                                    {0, "Reserved"},
                                    {1, "Invalid Message Length"}};
static std::string_view subcode_name(const Layer& layer, std::uint64_t subcode) {
    constexpr std::array<std::uint64_t, 6> codes = {1, 2, 3, 5, 6, 7};
    std::size_t group = 0;
    for (const Name& name : subcodes) {
        if (name.value == 0) ++group;
        if (codes[group - 1] == layer.integer("error_code") && name.value == subcode) return name.name;
    }
    return {};
}

static constexpr Field notification_fields[] = {
    enumeration("error_code", 8, 0, errors),
    enumeration("error_subcode", 8, 0, subcodes, {.input_names = true, .name_by = subcode_name}),
    octets("data", Default(),
           {.extent = octets_by([](const Layer& layer) { return octets_behind(layer, 2); })})};
static constexpr Carrier notification_carriers[] = {{"BGPHeader", "type", 3}};
extern constexpr Protocol bgp_notification = {.name = "BGPNotification",
                                              .title = "BGP NOTIFICATION message",
                                              .shown = "NOTIFICATION",
                                              .fields = notification_fields,
                                              .carried_by = notification_carriers,
                                              .carries = "BGP"};
static_assert(well_formed(bgp_notification));

// ---- ROUTE-REFRESH and outbound route filters --------------------------------------------------------

static constexpr Name subtypes[] = {{0, "Route-Refresh"}, {1, "BoRR"}, {2, "EoRR"}, {255, "Reserved"}};
static constexpr Name refresh_times[] = {{1, "IMMEDIATE"}, {2, "DEFER"}};
static constexpr Name orf_types[] = {{0, "Reserved"}, {64, "Address Prefix ORF"}, {65, "CP-ORF"}};
static constexpr Name actions[] = {{0, "ADD"}, {1, "REMOVE"}, {2, "REMOVE-ALL"}};
static constexpr Name matches[] = {{0, "PERMIT"}, {1, "DENY"}};

/// Filters follow where the message is longer than 23 octets; nothing is known of one that is being built.
static bool has_filters(const Layer& layer) {
    const auto header = layer.below();
    const std::uint64_t length = header && header->is("BGPHeader") ? header->integer("len") : 0;
    return length == 0 || length > 23;
}
static constexpr Field refresh_fields[] = {
    bgp_afi(1), enumeration("subtype", 8, 0, subtypes), bgp_safi(1),
    optional_layer("orf_data", "BGPORF",
                   {.when = when(has_filters),
                    .extent = octets_by([](const Layer& layer) { return octets_behind(layer, 4); })})};
static constexpr Carrier refresh_carriers[] = {{"BGPHeader", "type", 5}};
extern constexpr Protocol bgp_route_refresh = {.name = "BGPRouteRefresh",
                                               .title = "BGP ROUTE-REFRESH message",
                                               .shown = "ROUTE-REFRESH",
                                               .fields = refresh_fields,
                                               .carried_by = refresh_carriers,
                                               .carries = "BGP"};
static_assert(well_formed(bgp_route_refresh));

static constexpr Field other_entries = layers("entries", "BGPORFEntry", {.extent = octets_from("orf_len")});
static constexpr Field prefix_entries =
    layers("entries", "BGPORFAddressPrefix", {.extent = octets_from("orf_len")});
static constexpr Field covering_entries =
    layers("entries", "BGPORFCoveringPrefix", {.extent = octets_from("orf_len")});
static constexpr Case entries[] = {{equals("orf_type", 64), &prefix_entries},
                                   {equals("orf_type", 65), &covering_entries},
                                   {{}, &other_entries}};
static constexpr Field orf_fields[] = {
    enumeration("when_to_refresh", 8, 0, refresh_times), enumeration("orf_type", 8, 0, orf_types),
    bits("orf_len", 16, {.length_of = {"entries"}}), one_of("entries", entries)};
extern constexpr Protocol bgp_orf = {.name = "BGPORF",
                                     .title = "BGP outbound route filters",
                                     .shown = "ORF",
                                     .fields = orf_fields,
                                     .carries = "BGPORF"};
static_assert(well_formed(bgp_orf));

static constexpr Field action = enumeration("action", 2, 0, actions);
static constexpr Field match = enumeration("match", 1, 0, matches);
/// An entry that removes all is its first octet alone (RFC 5291 4).
static constexpr When has_more = below("action", 2);

static constexpr Field entry_fields[] = {action, match, bits("reserved", 5),
                                         octets("value", "", {.when = has_more})};
extern constexpr Protocol bgp_orf_entry = {.name = "BGPORFEntry",
                                           .title = "BGP outbound route filter",
                                           .shown = "ORF entry",
                                           .fields = entry_fields};
static_assert(well_formed(bgp_orf_entry));

static bool is_for_ipv6(const Layer& layer) {
    const Layer* orf = layer.parent();
    return orf != nullptr && orf->parent() != nullptr && orf->parent()->integer("afi") == 2;
}
static constexpr Field prefix4 = optional_layer("prefix", "BGPNLRI_IPv4", {.when = has_more});
static constexpr Field prefix6 = optional_layer("prefix", "BGPNLRI_IPv6", {.when = has_more});
static constexpr Case prefixes[] = {{when(is_for_ipv6), &prefix6}, {{}, &prefix4}};
static constexpr Field prefix_orf_fields[] = {action,
                                              match,
                                              bits("reserved", 5),
                                              bits("sequence", 32, 0, {.when = has_more}),
                                              bits("min_len", 8, 0, {.when = has_more}),
                                              bits("max_len", 8, 0, {.when = has_more}),
                                              one_of("prefix", prefixes, {.when = has_more})};
extern constexpr Protocol bgp_orf_prefix = {.name = "BGPORFAddressPrefix",
                                            .title = "BGP address prefix filter (RFC 5292)",
                                            .shown = "Address Prefix ORF",
                                            .fields = prefix_orf_fields};
static_assert(well_formed(bgp_orf_prefix));

static constexpr Field covering_fields[] = {action,
                                            match,
                                            bits("reserved", 5),
                                            bits("sequence", 32, 0, {.when = has_more}),
                                            bits("min_len", 8, 0, {.when = has_more}),
                                            bits("max_len", 8, 0, {.when = has_more}),
                                            bits("rt", 64, 0, {.when = has_more}),
                                            bits("import_rt", 64, 0, {.when = has_more}),
                                            bits("route_type", 8, 0, {.when = has_more}),
                                            octets("host_addr", Default(), {.when = has_more})};
extern constexpr Protocol bgp_orf_covering = {.name = "BGPORFCoveringPrefix",
                                              .title = "BGP covering prefix filter (RFC 7543)",
                                              .shown = "CP-ORF",
                                              .fields = covering_fields};
static_assert(well_formed(bgp_orf_covering));

// ---- over TCP ----

/// The length stands behind a marker of ones (RFC 4271, 4.1).
static std::int64_t message_size(std::span<const std::uint8_t> stream, std::uint8_t) {
    constexpr std::size_t marker = 16, head = 19;
    const auto front = stream.first(std::min(marker, stream.size()));
    if (std::any_of(front.begin(), front.end(), [](std::uint8_t octet) { return octet != 0xff; }))
        return StreamRule::other;
    if (stream.size() < marker + 2) return StreamRule::more;
    const std::int64_t size = stream[marker] << 8 | stream[marker + 1];
    return size < static_cast<std::int64_t>(head) ? StreamRule::other : size;
}
extern constexpr StreamRule bgp_stream = {.protocol = "BGP", .message_size = message_size};

}  // namespace pkttest::protocols
