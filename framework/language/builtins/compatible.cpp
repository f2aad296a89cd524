// Small functions that Scapy's sessions have: octets and texts, validity of addresses, strings of octets.
#include <arpa/inet.h>
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/text_encoding.h"
#include "framework/packet/address.h"

namespace pkttest::language {

namespace {

Value run_orb(Call& call) {
    Integer number = 0;
    if (call[0].to_integer(number)) return call[0];
    if (call.octets(0).size() != 1) call.raise("TypeError", "orb takes one octet");
    return Integer{static_cast<unsigned char>(call.octets(0)[0])};
}
Value run_chb(Call& call) {
    return Value(Bytes{std::string(1, static_cast<char>(call.integer_within(0, 0, 255)))});
}
Value run_plain_str(Call& call) {
    if (call[0].as<Bytes>() != nullptr)
        return Value(decoded(call.octets(0), "utf8", "backslashreplace", call.span));
    return call[0].octets() != nullptr ? Value(call.octets(0)) : Value(to_text(call[0]));
}
Value run_bytes_encode(Call& call) {
    if (call[0].octets() != nullptr) return Value(Bytes{call.octets(0)});
    return call_builtin(*find_builtin("bytes"), nullptr, {{{}, call[0], call.span, {}}}, call.span,
                        call.variables);
}

Value each_octet(const Call& call, char (*combine)(char, char)) {
    const std::string &a = call.octets(0), &b = call.octets(1);
    std::string out;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) out += combine(a[i], b[i]);
    return Value(Bytes{std::move(out)});
}
Value run_strxor(Call& call) {
    return each_octet(call, [](char a, char b) { return static_cast<char>(a ^ b); });
}
Value run_strand(Call& call) {
    return each_octet(call, [](char a, char b) { return static_cast<char>(a & b); });
}

Value run_valid_mac(Call& call) { return call[0].is_text() && parse_mac(call.octets(0)).has_value(); }
/// One to four numbers, as inet_aton() takes them.
Value run_valid_ip(Call& call) {
    in_addr address = {};
    return call[0].octets() != nullptr && ::inet_aton(call.octets(0).c_str(), &address) != 0;
}
Value run_valid_ip6(Call& call) {
    return call[0].octets() != nullptr && parse_ipv6(call.octets(0)).has_value();
}
Value run_valid_net(Call& call) {
    const std::string& text = call.octets(0);
    return text.find('/') != text.npos && address_set(text, false) != nullptr;
}
Value run_valid_net6(Call& call) {
    const std::string& text = call.octets(0);
    return text.find('/') != text.npos && address_set(text, true) != nullptr;
}

Value run_lhex(Call& call) {
    Integer number = 0;
    if (call[0].to_integer(number)) return Value(format_value(Value(number), "#x", call.span));
    const List* items = call[0].items();
    if (items == nullptr) return call[0];
    std::string out;
    for (const Value& item : *items) {
        if (!item.to_integer(number)) throw EvaluationError(call.span, "lhex of such a list").uncovered();
        out += (out.empty() ? "" : ", ") + format_value(Value(number), "#x", call.span);
    }
    return Value(call[0].is_tuple() ? "(" + out + ")" : "[" + out + "]");
}

Value run_sane(Call& call) {
    std::string out;
    for (const char c : call.octets(0)) out += c >= 32 && c < 127 ? c : '.';
    return Value(std::move(out));
}

constexpr std::array<Parameter, Builtin::most_parameters> value = {{{"value"}}};
constexpr std::array<Parameter, Builtin::most_parameters> two = {{{"a"}, {"b"}}};
constexpr auto bytes = Kind::bytes, text = Kind::text, truth = Kind::truth;

}  // namespace

extern const Builtin builtin_orb = {"orb", value, Kind::number, "An octet's number.", run_orb};
extern const Builtin builtin_chb = {"chb", value, bytes, "The octet of a number.", run_chb};
extern const Builtin builtin_plain_str = {"plain_str", value, text, "Octets as text.", run_plain_str};
extern const Builtin builtin_bytes_encode = {"bytes_encode", value, bytes, "A text as octets.",
                                             run_bytes_encode};
extern const Builtin builtin_strxor = {"strxor", two, bytes, "Octets by exclusive or.", run_strxor};
extern const Builtin builtin_strand = {"strand", two, bytes, "Octets by and.", run_strand};
extern const Builtin builtin_valid_mac = {"valid_mac", value, truth, "Whether it is a MAC address.",
                                          run_valid_mac};
extern const Builtin builtin_valid_ip = {"valid_ip", value, truth, "Whether it is an IPv4 address.",
                                         run_valid_ip};
extern const Builtin builtin_valid_ip6 = {"valid_ip6", value, truth, "Whether it is an IPv6 address.",
                                          run_valid_ip6};
extern const Builtin builtin_valid_net = {"valid_net", value, truth, "Whether it is an IPv4 network.",
                                          run_valid_net};
extern const Builtin builtin_valid_net6 = {"valid_net6", value, truth, "Whether it is an IPv6 network.",
                                           run_valid_net6};
extern const Builtin builtin_lhex = {"lhex", value, text, "Numbers in hexadecimal.", run_lhex};
extern const Builtin builtin_sane = {"sane", value, text, "Octets as text, dots for what cannot be shown.",
                                     run_sane};

}  // namespace pkttest::language
