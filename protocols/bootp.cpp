// BOOTP (RFC 951, 1542): what DHCP travels in. Behind the magic cookie (RFC 2131 3) DHCP's options follow as
// a layer of their own.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

namespace {

constexpr std::string_view magic_octets = "\x63\x82\x53\x63";

// ---- octets of a fixed size that a cut packet may hold in part ------------------------------------------

const char* skip_block(const Field& field, const Layer&, Cursor& cursor) {
    cursor.bit += std::min(static_cast<std::size_t>(field.extent.add), cursor.octets_left()) * 8;
    return nullptr;
}

const char* decode_block(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const char* start = reinterpret_cast<const char*>(cursor.here());
    const std::size_t before = cursor.bit;
    skip_block(field, layer, cursor);
    out = Bytes{std::string(start, (cursor.bit - before) / 8)};
    return nullptr;
}

/// chaddr also takes a MAC address as text.
std::optional<Problem> normalize_hardware(const Field& field, const Value& in, Value& internal) {
    const auto mac = in.is_text() ? parse_mac(*in.octets()) : std::nullopt;
    if (!mac) return octets_shape.normalize(field, in, internal);
    std::string octets;
    for (int shift = 40; shift >= 0; shift -= 8) octets.push_back(static_cast<char>(*mac >> shift));
    internal = Bytes{std::move(octets)};
    return std::nullopt;
}

std::string represent_hardware(const Field&, const Value& internal) {
    const std::string* octets = internal.octets();
    if (octets == nullptr) return represent(internal);
    const std::string address = octets->substr(0, 6), pad = octets->substr(address.size());
    return hex_digits(address, ":") + (pad == std::string(10, '\0')
                                           ? " (+ 10 nul pad)"
                                           : fmt::format(" (pad: {})", represent_octets(pad)));
}

constexpr Shape block_shape =
    based_on<octets_shape>({.name = "octets", .skip = skip_block, .decode = decode_block});
constexpr Shape hardware_shape = based_on<octets_shape>({.name = "hardware address",
                                                         .skip = skip_block,
                                                         .decode = decode_block,
                                                         .normalize = normalize_hardware,
                                                         .represent = represent_hardware});

// ---- the vendor area: the magic cookie, or octets ------------------------------------------------------

/// A layer above announces itself with a number, the cookie.
Value human_vendor(const Field&, const Value& internal) {
    Integer number = 0;
    return internal.to_integer(number) ? Value(Bytes{std::string(magic_octets)}) : internal;
}

void encode_vendor(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    const Value value = human_vendor(field, internal);
    if (value.octets() != nullptr) out.put_octets(*value.octets());
}

std::string represent_vendor(const Field& field, const Value& internal) {
    const Value value = human_vendor(field, internal);
    const bool magic = value.octets() != nullptr && *value.octets() == magic_octets;
    return magic ? represent(value) + " (DHCP magic)" : represent(value);
}

constexpr Shape vendor_shape = based_on<octets_shape>(
    {.name = "octets", .encode = encode_vendor, .human = human_vendor, .represent = represent_vendor});

// ---- the protocol ------------------------------------------------------------------------------------

constexpr std::int64_t fixed_part = 28;
constexpr std::size_t options_at = 236;

bool has_cookie(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() >= options_at + 4 &&
           std::equal(magic_octets.begin(), magic_octets.end(), octets.begin() + options_at,
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

/// A packet may be cut inside its fixed octets; without the cookie the vendor area is the rest.
std::int64_t header_size(const Layer& layer) {
    const auto octets = static_cast<std::int64_t>(layer.header().size());
    if (octets < fixed_part) return -1;
    return has_cookie(layer) ? static_cast<std::int64_t>(options_at) + 4 : octets;
}

const Protocol* guess_payload(const Layer& layer) {
    return has_cookie(layer) ? find_protocol("DHCP") : nullptr;
}

void hashret(const Layer& layer, std::string& out) {
    const std::uint64_t xid = layer.integer("xid");
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(xid >> shift));
}

bool bootp_answers(const Layer& layer, const Layer& request) {
    return request.is("BOOTP") && layer.integer("xid") == request.integer("xid");
}

constexpr Name operations[] = {{1, "BOOTREQUEST"}, {2, "BOOTREPLY"}};

/// What the other bits are for is not known.
constexpr auto flag_names = [] {
    std::array<Name, 16> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = {std::uint64_t{1} << i, i == 15 ? "B" : "?"};
    return out;
}();

constexpr Field fields[] = {
    enumeration("op", 8, 1, operations),
    enumeration("htype", 8, 1, hardware_types),
    bits("hlen", 8, 6),
    bits("hops", 8),
    bits("xid", 32, {.hex = true}),
    bits("secs", 16),
    flags("flags", 16, 0, flag_names),
    ipv4("ciaddr"),
    ipv4("yiaddr"),
    ipv4("siaddr"),
    ipv4("giaddr"),
    custom("chaddr", hardware_shape, "", {.extent = fixed(16)}),
    custom("sname", block_shape, "", {.extent = fixed(64)}),
    custom("file", block_shape, "", {.extent = fixed(128)}),
    custom("options", vendor_shape, "", {.extent = rest()}),
};

constexpr Carrier carried_by[] = {
    Carrier("UDP", {"dport", 68}, {"sport", 67}),
    Carrier("UDP", {"dport", 67}, {"sport", 68}),
    Carrier("UDP", {"dport", 67}, {"sport", 67}, up),
};

}  // namespace

extern constexpr Protocol bootp = {
    .name = "BOOTP",
    .title = "BOOTP",
    .fields = fields,
    .carried_by = carried_by,
    .guess_payload = guess_payload,
    .hashret = hashret,
    .answers = bootp_answers,
    .header_size = header_size,
};
static_assert(well_formed(bootp));

}  // namespace pkttest::protocols
