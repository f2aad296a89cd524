// Scapy's in6_ functions with chance in them: interface identifiers that change (RFC 4941) and prefixes of
// unique local addresses (RFC 4193).
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/ipv6_address.h"
#include "framework/packet/digest.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

constexpr UnsignedInteger upper_half = ~UnsignedInteger{0} << 64;

std::string octets_of_id(std::uint64_t id) {
    std::string out;
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(id >> shift);
    return out;
}
/// Four groups, as the lower half of an address.
std::string written(std::string_view octets) {
    std::uint64_t id = 0;
    for (const char c : octets) id = id << 8 | static_cast<std::uint8_t>(c);
    return ipv6_text(upper_half | id).substr(20);
}
std::uint64_t id_in(const Call& call, std::size_t parameter) {
    const auto address = parse_ipv6("::" + call.octets(parameter));
    if (!address) call.fail(parameter, "this is no interface identifier", "for example: 20b:93ff:feeb:2d3");
    return static_cast<std::uint64_t>(*address);
}

/// The new identifier, and the history value for the next.
Value run_randomized(Call& call) {
    const std::uint64_t previous = call.has(1) ? id_in(call, 1) : generator()();
    const auto hash = md5(octets_of_id(id_in(call, 0)) + octets_of_id(previous));
    std::string digest(hash.begin(), hash.end());
    digest[0] = static_cast<char>(digest[0] & ~0x04);
    return Value::tuple({Value(written(std::string_view(digest).substr(0, 8))),
                         Value(written(std::string_view(digest).substr(8, 8)))});
}

Value run_local_prefix(Call&) {
    const UnsignedInteger id = generator()() >> 24;
    return Value(ipv6_text(UnsignedInteger{0xfd} << 120 | id << 80));
}

}  // namespace

extern const Builtin builtin_in6_get_randomized_iface_id = {
    "in6_getRandomizedIfaceId",
    {{{"ifaceid", Kind::text}, optional("previous", Kind::text)}},
    Kind::list,
    "An interface identifier that changes, and the history value for the next.",
    run_randomized};
extern const Builtin builtin_in6_get_local_unique_prefix = {"in6_getLocalUniquePrefix",
                                                            {},
                                                            Kind::text,
                                                            "A random prefix of unique local addresses.",
                                                            run_local_prefix};

}  // namespace pkttest::language
