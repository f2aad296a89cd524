// Functions about IPv6 addresses, Scapy's in6_…: MAC addresses in them, 6to4 (RFC 3056), Teredo (RFC 4380),
// solicited nodes' groups (RFC 4291), link-scoped groups (RFC 4489), home agents (RFC 2526), RFC 1924's text.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/ipv6_address.h"

namespace pkttest::language {

UnsignedInteger ipv6_of(const Call& call, std::size_t parameter) {
    if (const auto* bytes = call[parameter].as<Bytes>(); bytes != nullptr && bytes->octets.size() == 16) {
        UnsignedInteger out = 0;
        for (const char c : bytes->octets) out = out << 8 | static_cast<unsigned char>(c);
        return out;
    }
    const auto address = call[parameter].is_text() ? parse_ipv6(call.octets(parameter)) : std::nullopt;
    if (!address) call.raise("OSError", fmt::format("{} is no IPv6 address", represent(call[parameter])));
    return *address;
}

Value ipv6_octets(UnsignedInteger address) {
    std::string out(16, '\0');
    for (std::size_t i = 16; i-- > 0; address >>= 8) out[i] = static_cast<char>(address & 0xff);
    return Value(Bytes{std::move(out)});
}

namespace {

constexpr std::uint64_t universal = std::uint64_t{2} << 56;  ///< The bit that is turned in an EUI-64.

/// An interface identifier of a MAC address.
Value run_mactoifaceid(Call& call) {
    const auto mac = parse_mac(call.octets(0));
    if (!mac) call.raise("ValueError", fmt::format("{} is no MAC address", represent(call[0])));
    std::uint64_t id = (*mac >> 24) << 40 | std::uint64_t{0xfffe} << 24 | (*mac & 0xffffff);
    Integer bit = -1;
    if (call.has(1) && call[1].to_integer(bit) && (bit == 0 || bit == 1))
        id = (id & ~universal) | (bit == 1 ? universal : 0);
    else
        id ^= universal;
    return Value(fmt::format("{:04X}:{:04X}:{:04X}:{:04X}", id >> 48, id >> 32 & 0xffff, id >> 16 & 0xffff,
                             id & 0xffff));
}

Value mac_in(std::uint64_t id) {
    if ((id >> 24 & 0xffff) != 0xfffe) return {};
    id ^= universal;
    return Value(mac_text((id >> 40) << 24 | (id & 0xffffff)));
}
Value run_ifaceidtomac(Call& call) {
    const auto address = parse_ipv6("::" + call.octets(0));
    return address ? mac_in(static_cast<std::uint64_t>(*address)) : Value();
}
Value run_addrtomac(Call& call) { return mac_in(static_cast<std::uint64_t>(ipv6_of(call, 0))); }

Value run_get6to4(Call& call) {
    const auto address = parse_ipv4(call.octets(0));
    if (!address) return {};
    return Value(ipv6_text((UnsignedInteger{0x2002} << 112) | (UnsignedInteger{*address} << 80)));
}
Value run_extract6to4(Call& call) {
    const auto address = call[0].is_text() ? parse_ipv6(call.octets(0)) : std::nullopt;
    if (!address || *address >> 112 != 0x2002) return {};
    return Value(ipv4_text(static_cast<std::uint32_t>(*address >> 80)));
}

/// Server, flags, the client's address and port, the last two without their cover.
Value run_teredo(Call& call) {
    const UnsignedInteger address = ipv6_of(call, 0);
    return Value::tuple({Value(ipv4_text(static_cast<std::uint32_t>(address >> 64))),
                         Value(Integer(static_cast<std::uint16_t>(address >> 48))),
                         Value(ipv4_text(~static_cast<std::uint32_t>(address))),
                         Value(Integer(static_cast<std::uint16_t>(~(address >> 32))))});
}

std::optional<std::uint32_t> group_id(const Value& given) {
    Integer number = 0;
    if (given.is_none()) return 0;
    if (given.to_integer(number)) return static_cast<std::uint32_t>(number);
    const std::string& octets = *given.octets();
    std::uint32_t out = 0;
    if (given.as<Bytes>() != nullptr) {
        for (const char c : octets) out = out << 8 | static_cast<unsigned char>(c);
        return octets.size() == 4 ? std::optional(out) : std::nullopt;
    }
    if (octets.size() != 8 || octets.find_first_not_of("0123456789abcdefABCDEF") != octets.npos)
        return std::nullopt;
    return static_cast<std::uint32_t>(std::stoul(octets, nullptr, 16));
}

Value run_link_scoped(Call& call) {
    const UnsignedInteger address = call[0].is_text() ? parse_ipv6(call.octets(0)).value_or(0) : 0;
    const Integer scope = call.integer(2, 2);
    Integer ignored = 0;
    if (call.has(1) && !call[1].to_integer(ignored) && call[1].octets() == nullptr) return {};
    const auto group = group_id(call[1]);
    const bool link_local = (address >> 118) == 0x3fa;
    if (!link_local || scope < 0 || scope > 2 || !group) return {};
    const auto first = (UnsignedInteger{0xff30} | static_cast<UnsignedInteger>(scope)) << 112;
    const auto id = static_cast<std::uint64_t>(address);
    return Value(ipv6_text(first | UnsignedInteger{0xff} << 96 | UnsignedInteger{id} << 32 | *group));
}

Value run_getha(Call& call) { return Value(ipv6_text((ipv6_of(call, 0) >> 64) << 64 | 0xfdfffffffffffffe)); }

/// A solicited node's group.
Value run_getnsma(Call& call) {
    const UnsignedInteger group = (UnsignedInteger{0xff02} << 112) | (UnsignedInteger{0x1ff} << 24);
    return ipv6_octets(group | (ipv6_of(call, 0) & 0xffffff));
}
Value run_getnsmac(Call& call) {
    return Value(mac_text(std::uint64_t{0x3333} << 32 | static_cast<std::uint32_t>(ipv6_of(call, 0))));
}

constexpr std::string_view digits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/// None for what is no address. Scapy leaves out the zeros at the front, which RFC 1924 has.
Value run_ptoc(Call& call) {
    if (call[0].is_text() && !parse_ipv6(call.octets(0))) return {};
    UnsignedInteger left = ipv6_of(call, 0);
    std::string out(20, '0');
    for (std::size_t i = 20; i-- > 0; left /= 85) out[i] = digits[static_cast<std::size_t>(left % 85)];
    if (PythonRules::hold()) out.erase(0, out.find_first_not_of('0'));
    return Value(std::move(out));
}
Value run_ctop(Call& call) {
    const std::string& text = call.octets(0);
    UnsignedInteger out = 0;
    if (text.size() != 20) return {};
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == digits.npos) return {};
        out = out * 85 + digit;
    }
    return Value(ipv6_text(out));
}
Value run_ptop(Call& call) { return Value(ipv6_text(ipv6_of(call, 0))); }

Value run_cidr2mask(Call& call) {
    const auto bits = static_cast<int>(call.integer(0));
    if (bits < 0 || bits > 128) call.raise("Scapy_Exception", "a mask has 0 to 128 bits");
    return ipv6_octets(bits == 0 ? 0 : ~UnsignedInteger{0} << (128 - bits));
}

Value run_and(Call& call) { return ipv6_octets(ipv6_of(call, 0) & ipv6_of(call, 1)); }
Value run_or(Call& call) { return ipv6_octets(ipv6_of(call, 0) | ipv6_of(call, 1)); }
Value run_xor(Call& call) { return ipv6_octets(ipv6_of(call, 0) ^ ipv6_of(call, 1)); }

constexpr std::array<Parameter, Builtin::most_parameters> one = {{{"address"}}};
constexpr std::array<Parameter, Builtin::most_parameters> two = {{{"a"}, {"b"}}};
constexpr auto text = Kind::text, bytes = Kind::bytes;

}  // namespace

extern const Builtin builtin_in6_mactoifaceid = {"in6_mactoifaceid",
                                                 {{{"mac", text}, optional("ulbit")}},
                                                 text,
                                                 "The interface identifier of a MAC address.",
                                                 run_mactoifaceid};
extern const Builtin builtin_in6_ifaceidtomac = {"in6_ifaceidtomac",
                                                 {{{"identifier", text}}},
                                                 text,
                                                 "The MAC address in an interface identifier, or None.",
                                                 run_ifaceidtomac};
extern const Builtin builtin_in6_addrtomac = {"in6_addrtomac", one, text,
                                              "The MAC address in an address, or None.", run_addrtomac};
extern const Builtin builtin_in6_get6to4_prefix = {
    "in6_get6to4Prefix", {{{"address", text}}}, text, "The 6to4 prefix of an IPv4 address.", run_get6to4};
extern const Builtin builtin_in6_6to4_extract_addr = {"in6_6to4ExtractAddr", one, text,
                                                      "The IPv4 address in one of 6to4.", run_extract6to4};
extern const Builtin builtin_teredo_addr_extract_info = {"teredoAddrExtractInfo", one, Kind::list,
                                                         "What is in an address of Teredo.", run_teredo};
extern const Builtin builtin_in6_get_link_scoped = {"in6_getLinkScopedMcastAddr",
                                                    {{{"address"}, optional("grpid"), optional("scope")}},
                                                    text,
                                                    "A group made of a link-local address.",
                                                    run_link_scoped};
extern const Builtin builtin_in6_getha = {"in6_getha", one, text, "The home agents' anycast of a prefix.",
                                          run_getha};
extern const Builtin builtin_in6_getnsma = {"in6_getnsma", one, bytes,
                                            "The solicited node's group of an address.", run_getnsma};
extern const Builtin builtin_in6_getnsmac = {"in6_getnsmac", one, text, "The MAC address of a group.",
                                             run_getnsmac};
extern const Builtin builtin_in6_ptoc = {"in6_ptoc", one, text, "An address in 20 characters.", run_ptoc};
extern const Builtin builtin_in6_ctop = {
    "in6_ctop", {{{"text", text}}}, text, "An address of 20 characters.", run_ctop};
extern const Builtin builtin_in6_ptop = {"in6_ptop", one, text, "An address in its shortest form.", run_ptop};
extern const Builtin builtin_in6_cidr2mask = {
    "in6_cidr2mask", {{{"bits", Kind::number}}}, bytes, "The mask of so many bits.", run_cidr2mask};
extern const Builtin builtin_in6_and = {"in6_and", two, bytes, "Both addresses' common bits.", run_and};
extern const Builtin builtin_in6_or = {"in6_or", two, bytes, "Both addresses' bits.", run_or};
extern const Builtin builtin_in6_xor = {"in6_xor", two, bytes, "The bits in which they differ.", run_xor};

}  // namespace pkttest::language
