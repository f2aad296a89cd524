// The shape of an address of which as many octets are there as its prefix fills (EIGRP: RFC 7868, 6.7.2).
#include <algorithm>

#include "framework/packet/rule.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

constexpr Field whole_ipv4 = ipv4("address"), whole_ipv6 = ipv6("address");

const Field& address_of(const Field& field) {
    return static_cast<const Prefix*>(field.user)->is_ipv6 ? whole_ipv6 : whole_ipv4;
}

/// IPv6's prefixes have an octet more than their bits fill.
std::size_t octets_of(const Field& field, const Layer& layer) {
    const bool is_ipv6 = static_cast<const Prefix*>(field.user)->is_ipv6;
    const std::int64_t bits =
        field.extent.rule != nullptr ? ask_number(*field.extent.rule, layer) : field.extent.add;
    const std::int64_t octets = is_ipv6 ? bits / 8 + 1 : (bits + 7) / 8;
    return static_cast<std::size_t>(std::clamp<std::int64_t>(octets, 1, is_ipv6 ? 16 : 4));
}

const char* skip_address(const Field& field, const Layer& layer, Cursor& cursor) {
    const std::size_t octets = octets_of(field, layer);
    if (octets > cursor.octets_left()) return "the layer ends inside an address";
    cursor.bit += octets * 8;
    return nullptr;
}

const char* decode_address(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    std::uint8_t whole[16] = {};
    const std::uint8_t* start = cursor.here();
    if (const char* reason = skip_address(field, layer, cursor)) return reason;
    std::copy_n(start, octets_of(field, layer), whole);
    Cursor address{whole, 0, sizeof whole * 8};
    return address_of(field).shape->decode(address_of(field), layer, address, out);
}

void encode_address(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    std::vector<std::uint8_t> whole;
    BitWriter writer(whole);
    address_of(field).shape->encode(address_of(field), layer, internal, writer);
    out.put_octets({reinterpret_cast<const char*>(whole.data()), octets_of(field, layer)});
}

/// The length asks for no address.
std::optional<Problem> normalize_address(const Field& field, const Value& in, Value& internal) {
    if (in.octets() != nullptr && in.octets()->empty()) return internal = Value(0), std::nullopt;
    return address_of(field).shape->normalize(address_of(field), in, internal);
}

}  // namespace

extern constexpr Shape address_prefix_shape = {
    .name = "address",
    .skip = skip_address,
    .decode = decode_address,
    .encode = encode_address,
    .normalize = normalize_address,
    .human = [](const Field& f, const Value& v) { return address_of(f).shape->human(address_of(f), v); },
    .represent = [](const Field& f,
                    const Value& v) { return address_of(f).shape->represent(address_of(f), v); },
    .random = [](const Field& f) { return address_of(f).shape->random(address_of(f)); }};

}  // namespace pkttest
