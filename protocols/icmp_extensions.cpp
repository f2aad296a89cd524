// ICMP extensions: the header and its objects (RFC 4884), MPLS labels (RFC 4950), interfaces (RFC 5837, RFC
// 8335).
#include "protocols/icmp_extensions.h"

#include <algorithm>

#include "framework/packet/checksum.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/computed.h"
#include "protocols/derived.h"

namespace pkttest::protocols {

static constexpr std::size_t least_quoted = 128;

/// Version 2 and a right checksum.
static bool is_extension(std::span<const std::uint8_t> octets) {
    return octets.size() >= 4 && octets[0] >> 4 == 2 && internet_checksum(octets) == 0;
}

std::int64_t quoted_octets(const Layer& error, int unit) {
    const auto payload = error.payload();
    const std::size_t said = error.integer("length") * static_cast<std::size_t>(unit);
    const std::size_t octets = said != 0 ? said : least_quoted;
    if (octets + 4 > payload.size()) return -1;
    const auto behind = payload.subspan(octets);
    const bool follows = said != 0 ? behind[0] >> 4 == 2 : is_extension(behind);
    return follows ? static_cast<std::int64_t>(octets) : -1;
}

/// Pads the quoted datagram before its extension and says its length in the error's header, where that says
/// none.
static void fit_quoted(const Layer& extension, std::vector<std::uint8_t>& out, std::size_t start) {
    auto error = extension.below();
    while (error && find_field(error->protocol(), "length") == nullptr) error = error->below();
    if (!error || !error->protocol().name.starts_with("ICMP") || error->integer("length") != 0) return;
    const auto place = error->place(*find_field(error->protocol(), "length"));
    if (!place) return;
    const std::size_t unit = error->is("ICMP") ? 4 : 8;
    const std::size_t quoted = extension.slot().start - error->slot().start - error->slot().length;
    const std::size_t fitting = std::max((quoted + unit - 1) / unit * unit, least_quoted);
    out[start - extension.slot().start + error->slot().start + place->first / 8] =
        static_cast<std::uint8_t>(fitting / unit);
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(start), fitting - quoted, 0);
}

// ---- the header --------------------------------------------------------------------------------------

static Integer checksum(const Layer& layer) {
    return internet_checksum({layer.header().data(), static_cast<std::size_t>(whole_octets(layer))});
}
static constexpr Field header_fields[] = {
    bits("version", 4, 2), bits("reserved", 12),
    bits("chksum", 16, {.compute = checksum, .basis = Basis::sum, .hex = true})};
extern constexpr Protocol icmp_extension = {.name = "ICMPExtension_Header",
                                            .title = "ICMP Extension Header (RFC4884)",
                                            .former = "ICMPExtensionHeader",
                                            .fields = header_fields,
                                            .carries = "ICMPExtension_Object",
                                            .post_build = fit_quoted};
static_assert(well_formed(icmp_extension));

// ---- objects -----------------------------------------------------------------------------------------

static constexpr Name classes[] = {{1, "MPLS Label Stack"},
                                   {2, "Interface Information"},
                                   {3, "Interface Identification"},
                                   {4, "Extended Information"},
                                   {5, "Node Identification"}};
constexpr Field class_number(int number) { return enumeration("classnum", 8, number, classes); }
static constexpr Field length = bits("len", 16, {.compute = header_octets});
constexpr Protocol object(std::string_view name, std::string_view title, std::string_view former,
                          std::span<const Field> fields, std::span<const Carrier> variant_of) {
    return {.name = name,
            .title = title,
            .former = former,
            .fields = fields,
            .variant_of = variant_of,
            .carries = "ICMPExtension_Object"};
}

static constexpr Field object_fields[] = {length, class_number(0), bits("classtype", 8),
                                          octets("data", "", {.extent = octets_from("len", 1, -4)})};
extern constexpr Protocol icmp_object =
    object("ICMPExtension_Object", "ICMP Extension Object", "ICMPExtensionObject", object_fields, {});
static_assert(well_formed(icmp_object));

static constexpr Field mpls_fields[] = {length, class_number(1), bits("classtype", 8, 1),
                                        layers("stack", "MPLS", {.extent = octets_from("len", 1, -4)})};
static constexpr Carrier mpls_of[] = {{"ICMPExtension_Object", {"classnum", 1}, {"classtype", 1}}};
extern constexpr Protocol icmp_mpls = object("ICMPExtension_MPLS", "ICMP Extension Object - MPLS (RFC4950)",
                                             "ICMPExtensionMPLS", mpls_fields, mpls_of);
static_assert(well_formed(icmp_mpls));

// ---- interface information (RFC 5837) ----------------------------------------------------------------

/// The family is that of the address that was given.
static std::uint64_t family_of_address(const Field&, const Layer& layer) {
    return !layer.get("ip4").is_none() ? 1 : !layer.get("ip6").is_none() ? 2 : 0;
}
static constexpr Derivation by_address = {family_of_address};
template <int family>
bool has_address(const Layer& layer) {
    if (layer.integer("has_ipaddr") == 0) return false;
    const std::uint64_t told = layer.integer("afi");
    return layer.is_crafted() && told == 0 ? !layer.get(family == 1 ? "ip4" : "ip6").is_none()
                                           : told == family;
}

/// A name has its length before it, that octet included, and fills whole words.
static void encode_name(const Field&, const Layer&, const Value& internal, BitWriter& out) {
    const std::string name = internal.octets() != nullptr ? internal.octets()->substr(0, 63) : "";
    out.put_octets(name + std::string((4 - (name.size() + 1) % 4) % 4, '\0'));
}
static Value human_name(const Field&, const Value& internal) {
    if (internal.octets() == nullptr) return internal;
    return Value(Bytes{internal.octets()->substr(0, internal.octets()->find_last_not_of('\0') + 1)});
}
static constexpr Shape name_shape = based_on<octets_shape>({
    .name = "interface name",
    .encode = encode_name,
    .human = human_name,
    .represent = [](const Field& f, const Value& v) { return octets_shape.represent(f, human_name(f, v)); },
});

static constexpr Name roles[] = {{0, "incoming"}, {1, "sub-IP component"}, {2, "outgoing"}, {3, "next hop"}};
static constexpr Name families[] = {{1, "IPv4"}, {2, "IPv6"}};
static constexpr Field interface_fields[] = {
    length,
    class_number(2),
    enumeration("interface_role", 2, 0, roles),
    bits("reserved", 2),
    bits("has_ifindex", 1),
    bits("has_ipaddr", 1),
    bits("has_ifname", 1),
    bits("has_mtu", 1),
    bits("ifindex", 32, 0, {.when = equals("has_ifindex", 1)}),
    derived("afi", 16, by_address, families, {.when = equals("has_ipaddr", 1)}),
    bits("reserved2", 16, 0, {.when = equals("has_ipaddr", 1)}),
    ipv4("ip4", {}, {.when = when(has_address<1>)}),
    ipv6("ip6", {}, {.when = when(has_address<2>)}),
    bits("ifname_len", 8, {.when = equals("has_ifname", 1), .length_of = {"ifname", 1, 1}}),
    custom("ifname", name_shape, "",
           {.when = equals("has_ifname", 1), .extent = octets_from("ifname_len", 1, -1)}),
    bits("mtu", 32, 0, {.when = equals("has_mtu", 1)}),
    octets("data", "", {.extent = octets_by([](const Layer& layer) {
                            return static_cast<std::int64_t>(layer.integer("len")) - 4 -
                                   4 * static_cast<std::int64_t>(layer.integer("has_ifindex") +
                                                                 layer.integer("has_ipaddr")) -
                                   (has_address<1>(layer)   ? 4
                                    : has_address<2>(layer) ? 16
                                                            : 0) -
                                   static_cast<std::int64_t>(layer.integer("ifname_len")) -
                                   4 * static_cast<std::int64_t>(layer.integer("has_mtu"));
                        })})};
static constexpr Carrier interface_of[] = {{"ICMPExtension_Object", "classnum", 2}};
extern constexpr Protocol icmp_interface = object(
    "ICMPExtension_InterfaceInformation", "ICMP Extension Object - Interface Information Object (RFC5837)",
    "ICMPExtensionInterfaceInformation", interface_fields, interface_of);
static_assert(well_formed(icmp_interface));

}  // namespace pkttest::protocols
