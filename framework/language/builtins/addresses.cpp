// Functions about addresses: inet_aton and its like, mac2str, str2mac, Net.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/address.h"
#include "framework/packet/big_endian.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

constexpr auto text = Kind::text, octets = Kind::bytes;
constexpr Integer family_v4 = 2, family_v6 = 10;  // AF_INET and AF_INET6 of Linux.

UnsignedInteger from_big_endian(const std::string& value) {
    UnsignedInteger out = 0;
    for (const char c : value) out = out << 8 | static_cast<unsigned char>(c);
    return out;
}

Value to_octets(const Call& call, std::size_t parameter, bool v6) {
    const std::string& address = call.octets(parameter);
    if (const auto parsed = parse_ipv4(address); parsed && !v6) return Value(Bytes{big_endian(*parsed, 4)});
    if (const auto parsed = parse_ipv6(address); parsed && v6) return Value(Bytes{big_endian(*parsed, 16)});
    call.fail(parameter,
              fmt::format("{} is no {} address", represent(call[parameter]), v6 ? "IPv6" : "IPv4"));
}

Value from_octets(const Call& call, std::size_t parameter, bool v6) {
    const std::string& address = call.octets(parameter);
    if (address.size() != (v6 ? 16u : 4u))
        call.fail(parameter, fmt::format("an {} address has {} octets, here are {}", v6 ? "IPv6" : "IPv4",
                                         v6 ? 16 : 4, address.size()));
    const UnsignedInteger number = from_big_endian(address);
    return Value(v6 ? ipv6_text(number) : ipv4_text(static_cast<std::uint32_t>(number)));
}

bool is_v6(const Call& call) {
    const Integer family = call.integer(0);
    if (family != family_v4 && family != family_v6) call.fail(0, "the family is 2 (IPv4) or 10 (IPv6)");
    return family == family_v6;
}

Value run_aton(Call& call) { return to_octets(call, 0, false); }
Value run_ntoa(Call& call) { return from_octets(call, 0, false); }
Value run_pton(Call& call) { return to_octets(call, 1, is_v6(call)); }
Value run_ntop(Call& call) { return from_octets(call, 1, is_v6(call)); }

Value run_mac2str(Call& call) {
    const auto mac = parse_mac(call.octets(0));
    if (!mac) call.fail(0, fmt::format("{} is no MAC address", represent(call[0])));
    return Value(Bytes{big_endian(*mac, 6)});
}

Value run_str2mac(Call& call) {
    if (call.octets(0).size() != 6) call.fail(0, "a MAC address has 6 octets");
    return Value(mac_text(static_cast<std::uint64_t>(from_big_endian(call.octets(0)))));
}

/// The addresses of a network as texts.
class Addresses final : public ValueSet {
 public:
    Addresses(std::string network, SharedSet numbers, bool v6)
        : network_(std::move(network)), numbers_(std::move(numbers)), v6_(v6) {}
    std::optional<std::uint64_t> count() const override { return numbers_->count(); }
    Value at(std::uint64_t index) const override { return as_text(numbers_->at(index)); }
    bool contains(const Value& value) const override {
        if (!value.is_text()) return numbers_->contains(value);
        if (v6_) {
            const auto address = parse_ipv6(*value.octets());
            return address && numbers_->contains(Value(static_cast<Integer>(*address)));
        }
        const auto address = parse_ipv4(*value.octets());
        return address && numbers_->contains(Value(*address));
    }
    std::string represent() const override { return fmt::format("Net({})", represent_text(network_)); }
    /// A field makes numbers of addresses: then it is the numbers' set, checked at its first member.
    SharedSet map(const std::function<Value(const Value&)>& convert) const override {
        const Value first = convert(at(0));
        return first.as<Integer>() != nullptr ? numbers_ : choice_of({first});
    }

 private:
    Value as_text(const Value& address) const {
        Integer number = 0;
        address.to_integer(number);
        return Value(v6_ ? ipv6_text(static_cast<UnsignedInteger>(number))
                         : ipv4_text(static_cast<std::uint32_t>(number)));
    }

    std::string network_;
    SharedSet numbers_;
    bool v6_;
};

Value run_atol(Call& call) {
    const auto address = parse_ipv4(call.octets(0));
    if (!address) call.fail(0, fmt::format("{} is no IPv4 address", represent(call[0])));
    return Integer{*address};
}

Value run_ltoa(Call& call) {
    return Value(ipv4_text(static_cast<std::uint32_t>(call.integer_within(0, 0, 0xffffffff))));
}

Value run_itom(Call& call) {
    const auto bits = static_cast<unsigned>(call.integer_within(0, 0, 32));
    return Integer{0xffffffff00000000u >> bits & 0xffffffff};
}

Value run_net(Call& call) {
    const std::string& network = call.octets(0);
    const bool v6 = network.find(':') != std::string::npos;
    if (SharedSet numbers = address_set(network, v6))
        return Value(SharedSet(std::make_shared<Addresses>(network, std::move(numbers), v6)));
    if (parse_ipv4(network) || parse_ipv6(network)) return Value(choice_of({call[0]}));
    call.fail(0, fmt::format("{} is no network", represent(call[0])), "for example: \"192.0.2.0/24\"");
}

}  // namespace

extern const Builtin builtin_inet_aton = {
    "inet_aton", {{{"address", text}}}, octets, "The 4 octets of an IPv4 address.", run_aton};
extern const Builtin builtin_inet_ntoa = {
    "inet_ntoa", {{{"octets", octets}}}, text, "The IPv4 address of 4 octets.", run_ntoa};
extern const Builtin builtin_inet_pton = {"inet_pton",
                                          {{{"family", Kind::number}, {"address", text}}},
                                          octets,
                                          "The octets of an address; the family is 2 or 10.",
                                          run_pton};
extern const Builtin builtin_inet_ntop = {"inet_ntop",
                                          {{{"family", Kind::number}, {"octets", octets}}},
                                          text,
                                          "The address of octets; the family is 2 or 10.",
                                          run_ntop};
extern const Builtin builtin_mac2str = {
    "mac2str", {{{"address", text}}}, octets, "The 6 octets of a MAC address.", run_mac2str};
extern const Builtin builtin_str2mac = {
    "str2mac", {{{"octets", octets}}}, text, "The MAC address of 6 octets.", run_str2mac};
extern const Builtin builtin_atol = {
    "atol", {{{"address", text}}}, Kind::number, "The number of an IPv4 address.", run_atol};
extern const Builtin builtin_ltoa = {
    "ltoa", {{{"number", Kind::number}}}, text, "The IPv4 address of a number.", run_ltoa};
extern const Builtin builtin_itom = {
    "itom", {{{"bits", Kind::number}}}, Kind::number, "The mask of a prefix of so many bits.", run_itom};
extern const Builtin builtin_net6 = {
    "Net6", {{{"network", text}}}, Kind::values, "All addresses of an IPv6 network.", run_net};
extern const Builtin builtin_net = {
    "Net", {{{"network", text}}}, Kind::values, "All addresses of a network.", run_net};

}  // namespace pkttest::language
