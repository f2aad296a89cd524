// Addresses in Diameter's AVPs: octets behind the number of their family (RFC 6733, 4.3.1).
#include "framework/packet/address.h"
#include "framework/packet/big_endian.h"
#include "framework/packet/shape.h"
#include "protocols/diameter.h"

namespace pkttest::protocols {

std::string diameter_address(const std::string& text) {
    std::string out;
    if (const auto ipv4 = parse_ipv4(text)) {
        out.assign("\0\1", 2);
        out += big_endian(*ipv4, 4);
    } else if (const auto ipv6 = parse_ipv6(text)) {
        out.assign("\0\2", 2);
        out += big_endian(*ipv6, 16);
    } else {
        out = text;
    }
    return out;
}

static std::string shown(const std::string& octets) {
    const std::string_view address = std::string_view(octets).substr(std::min<std::size_t>(2, octets.size()));
    UnsignedInteger number = 0;
    for (const char octet : address) number = number << 8 | static_cast<unsigned char>(octet);
    if (octets.starts_with(std::string_view("\0\1", 2)) && address.size() == 4)
        return ipv4_text(static_cast<std::uint32_t>(number));
    if (octets.starts_with(std::string_view("\0\2", 2)) && address.size() == 16) return ipv6_text(number);
    return represent(Value(Bytes{octets}));
}

constinit const Shape diameter_address_shape = based_on<octets_shape>({
    .name = "address",
    .normalize = [](const Field& f, const Value& in, Value& internal) -> std::optional<Problem> {
        if (!in.is_text()) return octets_shape.normalize(f, in, internal);
        return internal = Value(Bytes{diameter_address(*in.octets())}), std::nullopt;
    },
    .represent =
        [](const Field& f, const Value& v) {
            return v.octets() != nullptr ? shown(*v.octets()) : octets_shape.represent(f, v);
        },
    .random = [](const Field&) { return Value(Bytes{diameter_address("192.0.2.1")}); },
});

}  // namespace pkttest::protocols
