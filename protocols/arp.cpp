// ARP (RFC 826). Its addresses are as long as hwlen and plen say; Ethernet's and IP's are read as such.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/address.h"
#include "framework/packet/big_endian.h"
#include "framework/packet/packet.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/protocol.h"
#include "framework/packet/value_set.h"
#include "protocols/computed.h"
#include "protocols/hash_parts.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

static constexpr Name operations[] = {
    {1, "who-has"},     {2, "is-at"},        {3, "RARP-req"},  {4, "RARP-rep"},  {5, "Dyn-RARP-req"},
    {6, "Dyn-RAR-rep"}, {7, "Dyn-RARP-err"}, {8, "InARP-req"}, {9, "InARP-rep"},
};
/// An address whose kind the type and length fields tell. Internal form: the octets; as text where they are
/// of another kind than Ethernet's and IP's.
static bool is_hardware(const Field& field) { return field.name.starts_with("hw"); }

/// Ethernet's and IP's addresses are there as a whole or not at all; others reach as far as there are octets.
static bool is_whole(const Field& field, const Layer& layer, std::size_t octets) {
    if (is_hardware(field)) return octets == 6 && layer.integer("hwtype") == 1;
    const std::uint64_t type = layer.integer("ptype");
    return (octets == 4 && type == 0x0800) || (octets == 16 && type == 0x86dd);
}

static const char* skip_address(const Field& field, const Layer& layer, Cursor& cursor) {
    const std::size_t octets = layer.integer(layer.protocol().fields[is_hardware(field) ? 2 : 3]);
    if (octets > cursor.octets_left()) {
        if (is_whole(field, layer, octets)) return "the layer ends inside an address";
        cursor.note = "an address runs past the end";
    }
    cursor.bit += std::min(octets, cursor.octets_left()) * 8;
    return nullptr;
}

static const char* decode_address(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const char* start = reinterpret_cast<const char*>(cursor.here());
    const std::size_t first = cursor.bit;
    if (const char* reason = skip_address(field, layer, cursor)) return reason;
    std::string octets(start, (cursor.bit - first) / 8);
    out = is_whole(field, layer, octets.size()) ? Value(Bytes{std::move(octets)}) : Value(std::move(octets));
    return nullptr;
}

static void encode_address(const Field&, const Layer&, const Value& internal, BitWriter& out) {
    if (const std::string* octets = internal.octets()) out.put_octets(*octets);
}

static std::optional<Problem> normalize_address(const Field& field, const Value& in, Value& internal) {
    if (const auto* bytes = in.as<Bytes>()) return internal = *bytes, std::nullopt;
    if (!in.is_text())
        return Problem{fmt::format("{} takes an address, not {} {}", field.name, in.kind(), represent(in))};
    const std::string& text = *in.octets();
    if (is_hardware(field)) {
        if (const auto mac = parse_mac(text)) return internal = Bytes{big_endian(*mac, 6)}, std::nullopt;
    } else {
        if (const auto four = parse_ipv4(text)) return internal = Bytes{big_endian(*four, 4)}, std::nullopt;
        if (const auto six = parse_ipv6(text)) return internal = Bytes{big_endian(*six, 16)}, std::nullopt;
        if (const auto set = address_set(text, false))
            return internal = Value(set->map([](const Value& v) { return v; })), std::nullopt;
    }
    return Problem{fmt::format("{} is no address for {}", represent_text(text), field.name),
                   is_hardware(field) ? "for example: \"02:00:00:00:00:01\"" : "for example: \"192.0.2.1\""};
}

static UnsignedInteger number_of(std::string_view octets) {
    UnsignedInteger out = 0;
    for (const char c : octets) out = out << 8 | static_cast<std::uint8_t>(c);
    return out;
}

static Value human_address(const Field& field, const Value& internal) {
    const std::string* octets = internal.octets();
    if (octets == nullptr) return internal;
    if (internal.is_text()) return Bytes{*octets};
    const UnsignedInteger number = octets->size() <= 16 ? number_of(*octets) : 0;
    if (is_hardware(field) && octets->size() == 6) return mac_text(static_cast<std::uint64_t>(number));
    if (!is_hardware(field) && octets->size() == 4) return ipv4_text(static_cast<std::uint32_t>(number));
    if (!is_hardware(field) && octets->size() == 16) return ipv6_text(number);
    return internal;
}

static std::string represent_address(const Field& field, const Value& internal) {
    const Value human = human_address(field, internal);
    if (human.is_text()) return *human.octets();
    return human.octets() != nullptr ? represent_plain(*human.octets()) : represent(human);
}

static Value random_address(const Field& field) {
    return Bytes{big_endian(generator()(), is_hardware(field) ? 6 : 4)};
}

static constexpr Shape address_shape = {.name = "address",
                                        .skip = skip_address,
                                        .decode = decode_address,
                                        .encode = encode_address,
                                        .normalize = normalize_address,
                                        .human = human_address,
                                        .represent = represent_address,
                                        .random = random_address};

static constexpr Field fields[] = {
    enumeration("hwtype", 16, 1, hardware_types, {.hex = true}),
    enumeration("ptype", 16, 0x0800, ethertypes, {.hex = true}),
    bits("hwlen", 8, {.length_of = {"hwsrc"}}),
    bits("plen", 8, {.length_of = {"psrc"}}),
    enumeration("op", 16, 1, operations),
    custom("hwsrc", address_shape, "00:00:00:00:00:00"),
    custom("psrc", address_shape, "0.0.0.0"),
    custom("hwdst", address_shape, "00:00:00:00:00:00"),
    custom("pdst", address_shape, "0.0.0.0"),
};

static std::string text_of(const Layer& layer, const Field& field) {
    return represent_address(field, layer.internal(field));
}

static std::string arp_summary(const Layer& layer) {
    const std::uint64_t op = layer.integer("op");
    if (op == 1)
        return fmt::format("ARP who has {} says {}", text_of(layer, fields[8]), text_of(layer, fields[6]));
    if (op == 2)
        return fmt::format("ARP is at {} says {}", text_of(layer, fields[5]), text_of(layer, fields[6]));
    return fmt::format("ARP {} {} > {}", layer.text("op"), text_of(layer, fields[6]),
                       text_of(layer, fields[8]));
}

static constexpr Carrier carriers[] = {{"Ether", "type", 0x0806},
                                       {"Dot1Q", "type", 0x0806},
                                       {"Dot1AD", "type", 0x0806},
                                       {"SNAP", "code", 0x0806},
                                       {"CookedLinux", "proto", 0x0806}};

/// Request and answer share the types; an answer's op is one higher (RFC 826, RFC 903).
static void arp_hashret(const Layer& layer, std::string& out) {
    hash_big(out, layer.integer("hwtype"), 2);
    hash_big(out, layer.integer("ptype"), 2);
    hash_big(out, (layer.integer("op") + 1) / 2, 2);
}
static bool arp_answers(const Layer& answer, const Layer& request) {
    if (!request.is("ARP") || answer.integer("op") != request.integer("op") + 1) return false;
    return answer.internal(fields[6]) == request.internal(fields[8]);
}

/// All four addresses. Where one that must be whole is cut, the layer cannot be read.
static std::int64_t header_size(const Layer& layer) {
    const std::size_t hardware = number<fields, 2>(layer), protocol = number<fields, 3>(layer);
    std::size_t octets = 8 + 2 * (hardware + protocol);
    if (octets <= layer.header().size()) return static_cast<std::int64_t>(octets);
    octets = 8;
    for (const Field& field : std::span(fields).last<4>()) {
        const std::size_t size = is_hardware(field) ? hardware : protocol;
        octets += size;
        if (octets > layer.header().size())
            return is_whole(field, layer, size) ? -1 : static_cast<std::int64_t>(octets);
    }
    return static_cast<std::int64_t>(octets);
}

extern constexpr Protocol arp = {
    .name = "ARP",
    .title = "Address Resolution Protocol",
    .shown = "ARP",
    .fields = fields,
    .carried_by = carriers,
    .carries = "Padding",
    .summary = arp_summary,
    .hashret = arp_hashret,
    .answers = arp_answers,
    .header_size = header_size,
};
static_assert(well_formed(arp));

}  // namespace pkttest::protocols
