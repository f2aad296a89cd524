// Scapy's small conversions of texts and octets, and those of IS-IS's identifiers (ISO 10589): areas,
// systems, nodes, link state PDUs.
#include <fmt/format.h>

#include <random>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

Value in_binary(Call& call) {
    Integer left = call.integer_within(0, 0, INT64_MAX);
    std::string out;
    for (; left > 0; left /= 2) out.insert(out.begin(), left % 2 == 1 ? '1' : '0');
    return Value(out.empty() ? "0" : out);
}

Value in_hexadecimal(Call& call) { return Value(hex_digits(call.octets(0))); }

Value random_octets(Call& call, unsigned least) {
    std::string out(static_cast<std::size_t>(call.integer_within(0, 0, 1'000'000)), '\0');
    std::uniform_int_distribution<unsigned> octets(least, 255);
    for (char& octet : out) octet = static_cast<char>(octets(generator()));
    return Value(Bytes{std::move(out)});
}

// ---- identifiers of IS-IS ----------------------------------------------------------------------------

/// "1720.1600.8001.05-06": the octets that its digits are.
Value octets_of_identifier(Call& call) {
    std::string digits = call.octets(0);
    std::erase_if(digits, [](char c) { return c == '.' || c == '-'; });
    std::string out;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const int high = hex_digit(digits[i]), low = i + 1 < digits.size() ? hex_digit(digits[i + 1]) : -1;
        if (high < 0 || low < 0) call.raise("ValueError", "two digits an octet are needed");
        out += static_cast<char>(high << 4 | low);
    }
    return Value(Bytes{std::move(out)});
}

/// Octets in pairs with dots between them, from the octet `first` on; before the last ones stand `marks`.
std::string identifier_of(std::string_view octets, std::size_t first, std::string_view marks) {
    std::string out;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        const std::size_t left = octets.size() - i;
        if (left <= marks.size())
            out += marks[marks.size() - left];
        else if (i > 0 && (i - first) % 2 == 0)
            out += '.';
        out += fmt::format("{:02X}", static_cast<unsigned char>(octets[i]));
    }
    return out;
}

Value identifier(Call& call, std::size_t octets, std::string_view marks) {
    if (call.octets(0).size() != octets)
        call.raise("TypeError", fmt::format("this identifier has {} octets", octets));
    return Value(identifier_of(call.octets(0), 0, marks));
}

Value area(Call& call) { return Value(identifier_of(call.octets(0), 1, "")); }

constexpr auto bytes = Kind::bytes;
constexpr auto text = Kind::text;
constexpr std::array<Parameter, Builtin::most_parameters> of_text = {{{"text", text}}};
constexpr std::array<Parameter, Builtin::most_parameters> of_octets = {{{"octets", bytes}}};
constexpr std::array<Parameter, Builtin::most_parameters> of_number = {{{"number", Kind::number}}};
constexpr std::string_view to_octets = "The octets of an identifier of IS-IS.";
constexpr std::string_view to_identifier = "An identifier of IS-IS by its octets.";

}  // namespace

extern const Builtin builtin_binrepr = {"binrepr", of_number, text, "A number's binary digits.", in_binary};
extern const Builtin builtin_repr_hex = {"repr_hex", of_octets, text, "Two digits an octet.", in_hexadecimal};
extern const Builtin builtin_randstring = {"randstring", of_number, bytes, "So many random octets.",
                                           [](Call& call) { return random_octets(call, 0); }};
extern const Builtin builtin_zerofree_randstring = {"zerofree_randstring", of_number, bytes,
                                                    "So many random octets, none of them zero.",
                                                    [](Call& call) { return random_octets(call, 1); }};

extern const Builtin builtin_isis_area2str = {"isis_area2str", of_text, bytes, to_octets,
                                              octets_of_identifier};
extern const Builtin builtin_isis_sysid2str = {"isis_sysid2str", of_text, bytes, to_octets,
                                               octets_of_identifier};
extern const Builtin builtin_isis_nodeid2str = {"isis_nodeid2str", of_text, bytes, to_octets,
                                                octets_of_identifier};
extern const Builtin builtin_isis_lspid2str = {"isis_lspid2str", of_text, bytes, to_octets,
                                               octets_of_identifier};
extern const Builtin builtin_isis_str2area = {"isis_str2area", of_octets, text, to_identifier, area};
extern const Builtin builtin_isis_str2sysid = {"isis_str2sysid", of_octets, text, to_identifier,
                                               [](Call& call) { return identifier(call, 6, ""); }};
extern const Builtin builtin_isis_str2nodeid = {"isis_str2nodeid", of_octets, text, to_identifier,
                                                [](Call& call) { return identifier(call, 7, "."); }};
extern const Builtin builtin_isis_str2lspid = {"isis_str2lspid", of_octets, text, to_identifier,
                                               [](Call& call) { return identifier(call, 8, ".-"); }};

}  // namespace pkttest::language
