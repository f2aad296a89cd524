// IPv6's extension headers (RFC 8200, clause 4) and the options of the hop-by-hop and destination headers.
#include "protocols/ipv6_extensions.h"

#include <fmt/format.h>

#include <array>

#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/numbers.h"
#include "protocols/over_ip.h"

namespace pkttest::protocols {

// ---- options -----------------------------------------------------------------------------------------

static constexpr Name option_types[] = {{0x00, "Pad1"},
                                        {0x01, "PadN"},
                                        {0x04, "Tunnel Encapsulation Limit"},
                                        {0x05, "Router Alert"},
                                        {0x06, "Quick-Start"},
                                        {0xc2, "Jumbo Payload"},
                                        {0xc9, "Home Address Option"}};

/// The name with what the type's highest bits ask of nodes that do not know it (RFC 8200, 4.2).
static std::string type_text(std::uint64_t type) {
    static constexpr std::string_view actions[] = {"00: skip", "01: discard", "10: discard+ICMP",
                                                   "11: discard+ICMP not mcast"};
    std::string name = fmt::format("{}", type);
    for (const Name& known : option_types)
        if (known.value == type) name = known.name;
    return fmt::format("{} [{}, {}]", name, actions[type >> 6 & 3],
                       (type & 0x20) != 0 ? "1: May change en-route" : "0: Don't change en-route");
}

static std::string_view type_name(const Layer&, std::uint64_t type) {
    static const auto texts = [] {
        std::array<std::string, 256> all;
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = type_text(i);
        return all;
    }();
    return texts[type & 0xff];
}

static constexpr Field type(int value) {
    return enumeration("otype", 8, value, option_types, {.name_by = type_name, .hex = true});
}

static constexpr Field unknown_fields[] = {type(1), bits("optlen", 8, {.length_of = {"optdata"}}),
                                           octets("optdata", "", {.extent = octets_from("optlen")})};
extern constexpr Protocol hbh_option = {.name = "HBHOptUnknown",
                                        .title = "Unknown IPv6 option",
                                        .shown = "Scapy6 Unknown Option",
                                        .fields = unknown_fields,
                                        .payload_size = no_payload};
static_assert(well_formed(hbh_option));

static constexpr Field pad1_fields[] = {type(0)};
static constexpr Carrier pad1_variant[] = {{"HBHOptUnknown", "otype", 0}, {"MIP6OptUnknown", "otype", 0}};
extern constexpr Protocol pad1 = {.name = "Pad1",
                                  .title = "Pad1",
                                  .fields = pad1_fields,
                                  .variant_of = pad1_variant,
                                  .payload_size = no_payload};
static_assert(well_formed(pad1));

static constexpr Carrier padn_variant[] = {{"HBHOptUnknown", "otype", 1}, {"MIP6OptUnknown", "otype", 1}};
extern constexpr Protocol padn = {.name = "PadN",
                                  .title = "PadN",
                                  .fields = unknown_fields,
                                  .variant_of = padn_variant,
                                  .payload_size = no_payload};
static_assert(well_formed(padn));

static constexpr Name alerts[] = {{0, "Datagram contains a MLD message"},
                                  {1, "Datagram contains RSVP message"},
                                  {2, "Datagram contains an Active Network message"},
                                  {68, "NSIS NATFW NSLP"},
                                  {69, "MPLS OAM"},
                                  {65535, "Reserved"}};
static constexpr Field alert_fields[] = {type(5), bits("optlen", 8, 2),
                                         enumeration("value", 16, Default(), alerts)};
static constexpr Carrier alert_variant[] = {{"HBHOptUnknown", "otype", 5}};
extern constexpr Protocol router_alert = {.name = "RouterAlert",
                                          .title = "Router alert (RFC 2711)",
                                          .shown = "Router Alert",
                                          .fields = alert_fields,
                                          .variant_of = alert_variant,
                                          .payload_size = no_payload};
static_assert(well_formed(router_alert));

static constexpr Field jumbo_fields[] = {type(0xc2), bits("optlen", 8, 4), bits("jumboplen", 32, Default())};
static constexpr Carrier jumbo_variant[] = {{"HBHOptUnknown", "otype", 0xc2}};
extern constexpr Protocol jumbo = {.name = "Jumbo",
                                   .title = "Jumbo payload (RFC 2675)",
                                   .shown = "Jumbo Payload",
                                   .fields = jumbo_fields,
                                   .variant_of = jumbo_variant,
                                   .payload_size = no_payload};
static_assert(well_formed(jumbo));

static constexpr Field home_fields[] = {type(0xc9), bits("optlen", 8, 16), ipv6("hoa")};
static constexpr Carrier home_variant[] = {{"HBHOptUnknown", "otype", 0xc9}};
extern constexpr Protocol hao = {.name = "HAO",
                                 .title = "Home Address Option",
                                 .fields = home_fields,
                                 .variant_of = home_variant,
                                 .payload_size = no_payload};
static_assert(well_formed(hao));

// ---- the options field pads each option to its alignment, and the header to 8 octets (RFC 8200 4.2) ---

static void put_padding(std::size_t octets, BitWriter& out) {
    if (octets == 0) return;
    out.put(octets == 1 ? 0 : 1, 8);
    if (octets == 1) return;
    out.put(octets - 2, 8);
    for (std::size_t i = 2; i < octets; ++i) out.put(0, 8);
}

static std::size_t padding_before(const AlignedOptions& form, std::string_view option, std::size_t position) {
    for (const Alignment& row : form.alignments)
        if (row.option == option) return (row.unit - (position - row.offset) % row.unit) % row.unit;
    return 0;
}

static void encode_options(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    const auto& form = *static_cast<const AlignedOptions*>(field.user);
    const std::size_t start = out.size() - form.start;
    const Value told = layer.get("autopad");
    const bool pads = told.is_none() || !(told == Value(0));
    if (const List* items = internal.items())
        for (const Value& item : *items) {
            const auto* option = item.as<LayerReference>();
            if (option == nullptr) continue;
            const std::string_view name = (*option->packet)[option->index].protocol().name;
            if (pads) put_padding(padding_before(form, name, out.size() - start), out);
            option->packet->build_into(out.buffer());
        }
    if (pads) put_padding((8 - (out.size() - start) % 8) % 8, out);
}

extern constexpr Shape aligned_options_shape = based_on<layers_shape>({
    .name = "options",
    .takes_lists = true,
    .encode = encode_options,
    .count = [](const Field& f, const Value& v) { return layers_shape.count(f, v); },
});

/// Takes no octets: 1 where options are padded by themselves, as the reference's phantom field.
extern constexpr Shape phantom_shape = {
    .name = "switch",
    .skip = [](const Field&, const Layer&, Cursor&) -> const char* { return nullptr; },
    .decode = [](const Field&, const Layer&, Cursor&, Value& out) -> const char* {
        return out = Value(1), nullptr;
    },
    .encode = [](const Field&, const Layer&, const Value&, BitWriter&) {},
    .normalize = [](const Field&, const Value& in, Value& out) -> std::optional<Problem> {
        Integer value = 0;
        if (!in.to_integer(value)) return Problem{"autopad takes 0 or 1"};
        return out = Value(value), std::nullopt;
    },
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& v) -> std::string { return v == Value(0) ? "Off" : "On"; },
    .random = [](const Field&) { return Value(1); }};

// ---- headers -----------------------------------------------------------------------------------------

static constexpr Alignment alignments[] = {{"RouterAlert", 2, 0}, {"Jumbo", 4, 2}, {"HAO", 8, 6}};
static constexpr AlignedOptions aligned = {alignments, 2};
static constexpr Field option_header_fields[] = {
    enumeration("nh", 8, 59, next_headers),
    bits("len", 8, {.length_of = {"options", 8, -6}}),
    autopad,
    aligned_options("HBHOptUnknown", aligned, octets_from("len", 8, 6)),
};

void hash_through(const Layer& layer, std::string& out) { add_payload_hashret(layer, out); }
bool answers_through(const Layer& answer, const Layer& request) {
    const auto upper = answer.above();
    const auto lower =
        &answer.protocol() == &request.protocol() ? request.above() : std::optional<Layer>(request);
    return upper && lower && answers(*upper, *lower);
}

const Protocol* quoted_transport(const Layer& layer) {
    const std::uint64_t number = layer.integer("nh");
    if ((number != 6 && number != 17) || layer.integer("offset") != 0) return nullptr;
    auto lower = layer.below();
    while (lower && lower->protocol().name.starts_with("IPv6ExtHdr")) lower = lower->below();
    if (!lower || !lower->is("IPerror6")) return nullptr;
    return find_protocol(number == 6 ? "TCPerror" : "UDPerror");
}

static constexpr auto hop_carriers = over_ipv6(0);
extern constexpr Protocol hop_by_hop = {.name = "IPv6ExtHdrHopByHop",
                                        .title = "IPv6 Extension Header - Hop-by-Hop Options Header",
                                        .fields = option_header_fields,
                                        .carried_by = hop_carriers,
                                        .guess_payload = quoted_transport,
                                        .hashret = hash_through,
                                        .answers = answers_through};
static_assert(well_formed(hop_by_hop));

static constexpr auto destination_carriers = over_ipv6(60);
extern constexpr Protocol destination_options = {
    .name = "IPv6ExtHdrDestOpt",
    .title = "IPv6 Extension Header - Destination Options Header",
    .fields = option_header_fields,
    .carried_by = destination_carriers,
    .guess_payload = quoted_transport,
    .hashret = hash_through,
    .answers = answers_through};
static_assert(well_formed(destination_options));

static constexpr Field address = ipv6("address");
static constexpr Field routing_fields[] = {
    enumeration("nh", 8, 59, next_headers),
    bits("len", 8, {.length_of = {"addresses", 8}}),
    bits("type", 8),
    bits("segleft", 8, {.count_of = {"addresses"}}),
    bits("reserved", 32),
    list("addresses", address, {.extent = octets_from("len", 8)}),
};
static constexpr auto routing_carriers = over_ipv6(43);
extern constexpr Protocol routing = {.name = "IPv6ExtHdrRouting",
                                     .title = "IPv6 Option Header Routing",
                                     .fields = routing_fields,
                                     .carried_by = routing_carriers,
                                     .guess_payload = quoted_transport,
                                     .hashret = hash_through,
                                     .answers = answers_through};
static_assert(well_formed(routing));

static constexpr Field fragment_fields[] = {enumeration("nh", 8, 59, next_headers),
                                            bits("res1", 8),
                                            bits("offset", 13),
                                            bits("res2", 2),
                                            bits("m", 1),
                                            bits("id", 32, Default())};
static constexpr auto fragment_carriers = over_ipv6(44);
extern constexpr Protocol fragment = {.name = "IPv6ExtHdrFragment",
                                      .title = "IPv6 Extension Header - Fragmentation header",
                                      .fields = fragment_fields,
                                      .carried_by = fragment_carriers,
                                      .guess_payload = quoted_transport,
                                      .hashret = hash_through,
                                      .answers = answers_through};
static_assert(well_formed(fragment));

}  // namespace pkttest::protocols
