// Functions about IPv6 addresses, Scapy's in6_…: what kind one is (RFC 4291), its scope, common prefixes.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/ipv6_address.h"

namespace pkttest::language {

namespace {

/// Addresses of a prefix: the value of the highest bits.
struct Prefix {
    std::string_view function;
    std::uint16_t start;  ///< The address's first 16 bits, under the mask.
    std::uint16_t mask;
};
constexpr Prefix prefixes[] = {
    {"in6_islladdr", 0xfe80, 0xffc0},   {"in6_issladdr", 0xfec0, 0xffc0},  {"in6_isuladdr", 0xfc00, 0xfe00},
    {"in6_isgladdr", 0x2000, 0xe000},   {"in6_ismaddr", 0xff00, 0xff00},   {"in6_ismnladdr", 0xff01, 0xff0f},
    {"in6_ismlladdr", 0xff02, 0xff0f},  {"in6_ismsladdr", 0xff05, 0xff0f}, {"in6_ismgladdr", 0xff0e, 0xff0f},
    {"in6_isaddr6to4", 0x2002, 0xffff},
};

std::uint16_t first_of(UnsignedInteger address) { return static_cast<std::uint16_t>(address >> 112); }

/// Which of the table's kinds the function that is called asks for.
Value run_kind(Call& call) {
    const UnsignedInteger address = ipv6_of(call, 0);
    for (const Prefix& each : prefixes)
        if (each.function == call.name) return (first_of(address) & each.mask) == each.start;
    return false;
}

bool is_within(UnsignedInteger address, UnsignedInteger prefix, int length) {
    return length == 0 || address >> (128 - length) == prefix >> (128 - length);
}

Value run_isvalid(Call& call) { return call[0].is_text() && parse_ipv6(call.octets(0)).has_value(); }
Value run_isdocaddr(Call& call) { return is_within(ipv6_of(call, 0), UnsignedInteger{0x20010db8} << 96, 32); }
Value run_isteredo(Call& call) { return is_within(ipv6_of(call, 0), UnsignedInteger{0x20010000} << 96, 32); }
Value run_isllsnmaddr(Call& call) {
    return is_within(ipv6_of(call, 0), (UnsignedInteger{0xff02} << 112) | (UnsignedInteger{0x1ff} << 24),
                     104);
}
Value run_allnodes(Call& call) { return ipv6_of(call, 0) == ((UnsignedInteger{0xff02} << 112) | 1); }
Value run_allrouters(Call& call) { return ipv6_of(call, 0) == ((UnsignedInteger{0xff02} << 112) | 2); }

Value run_isincluded(Call& call) {
    return is_within(ipv6_of(call, 0), ipv6_of(call, 1), static_cast<int>(call.integer_within(2, 0, 128)));
}

Value run_iseui64(Call& call) { return (ipv6_of(call, 0) >> 24 & 0xffff) == 0xfffe; }

/// RFC 2526, for interface identifiers of EUI-64.
Value run_isanycast(Call& call) {
    constexpr std::uint64_t reserved = 0xfdffffffffffff80;
    return (static_cast<std::uint64_t>(ipv6_of(call, 0)) & reserved) == reserved;
}

Value run_common_plen(Call& call) {
    const UnsignedInteger different = ipv6_of(call, 0) ^ ipv6_of(call, 1);
    Integer out = 0;
    while (out < 128 && (different >> (127 - out) & 1) == 0) ++out;
    return out;
}

// Scapy's numbers for kinds and scopes.
constexpr int unicast = 0x01, multicast = 0x02, loopback = 0x10, link_local = 0x20, site_local = 0x40,
              six_to_four = 0x100, unspecified = 0x10000;

Value run_type(Call& call) {
    const UnsignedInteger address = ipv6_of(call, 0);
    const std::uint16_t first = first_of(address);
    if (address <= 1) return address == 1 ? loopback : unspecified;
    if ((first & 0xff00) == 0xff00) return multicast | ((first & 0x0f) == 2 ? link_local : 0);
    if ((first & 0xffc0) == 0xfe80) return unicast | link_local;
    return unicast | (first == 0x2002 ? six_to_four : 0);
}

Value run_scope(Call& call) {
    const UnsignedInteger address = ipv6_of(call, 0);
    const std::uint16_t first = first_of(address);
    const bool group = (first & 0xff00) == 0xff00;
    if (address == 1 || (group && (first & 0x0f) == 1)) return loopback;
    if ((first & 0xffc0) == 0xfe80 || (group && (first & 0x0f) == 2)) return link_local;
    if ((first & 0xffc0) == 0xfec0 || (group && (first & 0x0f) == 5)) return site_local;
    const bool global =
        (first & 0xe000) == 0x2000 || (first & 0xfe00) == 0xfc00 || (group && (first & 0x0f) == 0x0e);
    return global ? 0 : -1;
}

constexpr std::array<Parameter, Builtin::most_parameters> one = {{{"address"}}};
constexpr std::array<Parameter, Builtin::most_parameters> two = {{{"a"}, {"b"}}};
constexpr auto truth = Kind::truth, number = Kind::number;

}  // namespace

extern const Builtin builtin_in6_islladdr = {"in6_islladdr", one, truth, "Whether it is link-local.",
                                             run_kind};
extern const Builtin builtin_in6_issladdr = {"in6_issladdr", one, truth, "Whether it is site-local.",
                                             run_kind};
extern const Builtin builtin_in6_isuladdr = {"in6_isuladdr", one, truth, "Whether it is unique-local.",
                                             run_kind};
extern const Builtin builtin_in6_isgladdr = {"in6_isgladdr", one, truth, "Whether it is global.", run_kind};
extern const Builtin builtin_in6_ismaddr = {"in6_ismaddr", one, truth, "Whether it is a group's.", run_kind};
extern const Builtin builtin_in6_ismnladdr = {"in6_ismnladdr", one, truth, "A group's on the node.",
                                              run_kind};
extern const Builtin builtin_in6_ismlladdr = {"in6_ismlladdr", one, truth, "A group's on the link.",
                                              run_kind};
extern const Builtin builtin_in6_ismsladdr = {"in6_ismsladdr", one, truth, "A group's in the site.",
                                              run_kind};
extern const Builtin builtin_in6_ismgladdr = {"in6_ismgladdr", one, truth, "A group's, global.", run_kind};
extern const Builtin builtin_in6_isaddr6to4 = {"in6_isaddr6to4", one, truth, "Whether it is of 6to4.",
                                               run_kind};
extern const Builtin builtin_in6_isaddr_teredo = {"in6_isaddrTeredo", one, truth, "Whether it is of Teredo.",
                                                  run_isteredo};
extern const Builtin builtin_in6_isvalid = {"in6_isvalid", one, truth, "Whether it is an address.",
                                            run_isvalid};
extern const Builtin builtin_in6_isdocaddr = {"in6_isdocaddr", one, truth, "Whether it is for documents.",
                                              run_isdocaddr};
extern const Builtin builtin_in6_isllsnmaddr = {"in6_isllsnmaddr", one, truth, "A solicited node's group.",
                                                run_isllsnmaddr};
extern const Builtin builtin_in6_isaddrllallnodes = {"in6_isaddrllallnodes", one, truth, "ff02::1.",
                                                     run_allnodes};
extern const Builtin builtin_in6_isaddrllallservers = {"in6_isaddrllallservers", one, truth, "ff02::2.",
                                                       run_allrouters};
extern const Builtin builtin_in6_iseui64 = {"in6_iseui64", one, truth, "Whether it is made of a MAC address.",
                                            run_iseui64};
extern const Builtin builtin_in6_isanycast = {"in6_isanycast", one, truth,
                                              "Whether it is a reserved anycast.", run_isanycast};
extern const Builtin builtin_in6_isincluded = {"in6_isincluded",
                                               {{{"address"}, {"prefix"}, {"length", number}}},
                                               truth,
                                               "Whether it is in a prefix.",
                                               run_isincluded};
extern const Builtin builtin_in6_get_common_plen = {"in6_get_common_plen", two, number,
                                                    "The bits that two begin with.", run_common_plen};
extern const Builtin builtin_in6_get_addr_type = {"in6_getAddrType", one, number, "Its kind.", run_type};
extern const Builtin builtin_in6_getscope = {"in6_getscope", one, number, "Its scope.", run_scope};

}  // namespace pkttest::language
