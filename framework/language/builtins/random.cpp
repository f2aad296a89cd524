// Random values, drawn anew at every build from the test's seeded generator: RandShort() and its like.
#include <fmt/format.h>

#include <limits>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/random_values.h"

namespace pkttest::language {

namespace {

struct Ends {
    Integer least, most;
};

/// The numbers of so many bits; with a sign where `name` has an S before the size.
template <int bits, bool with_sign>
constexpr Ends ends = with_sign ? Ends{-(Integer{1} << (bits - 1)), (Integer{1} << (bits - 1)) - 1}
                                : Ends{0, (Integer{1} << bits) - 1};

using Make = SharedSet (*)(std::string, Integer, Integer);

/// RandByte(): no arguments, the ends by its size.
template <Make make, int bits, bool with_sign>
Value run_sized(Call& call) {
    return Value(
        make(fmt::format("{}()", call.name), ends<bits, with_sign>.least, ends<bits, with_sign>.most));
}

/// The call again, with every argument's name.
std::string written(const Call& call) {
    const auto& parameters = find_builtin(call.name)->parameters;
    std::string out;
    for (std::size_t i = 0; i < call.arguments.size(); ++i)
        if (call.has(i))
            out += fmt::format("{}{}={}", out.empty() ? "" : ", ", parameters[i].name, represent(call[i]));
    return fmt::format("{}({})", call.name, out);
}

/// RandNum(1, 5).
template <Make make>
Value run_between(Call& call) {
    const Integer least = call.integer(0), most = call.integer(1);
    if (most < least) call.fail(1, "the end is below the start");
    if (least < -(Integer{1} << 63) || most >= Integer{1} << 64 || most - least >= Integer{1} << 64)
        call.fail("these numbers have more than 64 bits");
    return Value(make(written(call), least, most));
}

double real(const Call& call, std::size_t parameter) {
    Integer whole = 0;
    if (const double* number = call[parameter].as<double>()) return *number;
    call[parameter].to_integer(whole);
    return static_cast<double>(whole);
}

Value run_float(Call& call) { return Value(random_real(written(call), real(call, 0), real(call, 1))); }
Value run_gauss(Call& call) { return Value(random_gauss(written(call), real(call, 0), real(call, 1))); }

Value run_exponential(Call& call) {
    if (real(call, 0) <= 0) call.fail(0, "the rate is above 0");
    return Value(random_exponential(written(call), real(call, 0), call.integer(1, 0)));
}

Value run_gamma(Call& call) {
    if (real(call, 0) <= 0 || real(call, 1) <= 0) call.fail("both numbers are above 0");
    return Value(random_gamma(written(call), real(call, 0), real(call, 1)));
}

Value choice(const Call& call, List members) {
    if (members.empty()) call.fail(fmt::format("{} needs values to choose from", call.name));
    std::string out;
    for (const Value& member : members) out += (out.empty() ? "" : ", ") + represent(member);
    return Value(random_choice(fmt::format("RandChoice({})", out), std::move(members)));
}

Value run_choice(Call& call) {
    List members;
    for (const Call::Argument& argument : call.rest) members.push_back(argument.value);
    return choice(call, std::move(members));
}

Value run_keys(Call& call) { return choice(call, call.items(0)); }

/// An address by a template; `make` gives nothing where it is none.
Value address(const Call& call, SharedSet (*make)(std::string, std::string_view), std::string_view otherwise,
              const char* example) {
    if (SharedSet out = make(written(call), call.octets(0, otherwise))) return Value(std::move(out));
    call.fail(0, fmt::format("{} is no template of {}", represent(call[0]), call.name),
              fmt::format("for example: \"{}\"", example));
}
Value run_ip(Call& call) { return address(call, random_ipv4, "0.0.0.0/0", "192.0.2.0/24"); }
Value run_ip6(Call& call) { return address(call, random_ipv6, "**", "2001:db8::/32"); }
Value run_mac(Call& call) { return address(call, random_mac, "*", "02:00:00:*:*:*"); }

std::optional<std::size_t> size_of(const Call& call) {
    constexpr Integer longest = 65'535;
    if (call[0].set() != nullptr) {
        Integer drawn = 0;
        call[0].set()->at(0).to_integer(drawn);
        return static_cast<std::size_t>(std::clamp<Integer>(drawn, 0, longest));
    }
    if (!call.has(0)) return std::nullopt;
    return static_cast<std::size_t>(call.integer_within(0, 0, longest));
}

Value run_string(Call& call) {
    std::string characters = call.octets(1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    if (characters.empty()) call.fail(1, "RandString needs characters to choose from");
    return Value(random_string(written(call), size_of(call), std::move(characters)));
}

Value run_bin(Call& call) { return Value(random_octets(written(call), size_of(call))); }

Value run_terminated(Call& call) {
    constexpr std::size_t most_different = 255;
    if (call.octets(1).size() > most_different) call.fail(1, "the end is too long");
    return Value(random_terminated(written(call), size_of(call).value_or(0), call.octets(1)));
}

Value run_matching(Call& call) {
    if (SharedSet out = random_matching(written(call), call.octets(0))) return Value(std::move(out));
    call.fail(0, fmt::format("{} cannot be made a text of", represent(call[0])),
              "literals, ., [a-z], (a|b), *, +, ?, {2,3}, \\d, \\w and \\s are read");
}

Value run_oid(Call& call) {
    const std::string pattern = call.octets(0, "");
    if (SharedSet out =
            random_oid(written(call), call.has(0) ? std::optional<std::string_view>(pattern) : std::nullopt))
        return Value(std::move(out));
    call.fail(0, fmt::format("{} is no template of RandOID", represent(call[0])),
              "for example: \"1.3.6.*.0-9\"");
}
Value run_uuid(Call& call) { return Value(random_uuid(written(call))); }

Value run_incremental(Call& call) {
    return Value(incremental(written(call), call.integer(0, 0), call.integer(1, 1), call.integer(2, -1)));
}

constexpr auto number = Kind::number, text = Kind::text, values = Kind::values;
using Parameters = std::array<Parameter, Builtin::most_parameters>;
constexpr Parameters none = {}, between = {{{"min", number}, {"max", number}}},
                     edges = {{{"mn", number}, {"mx", number}}};

template <int bits, bool with_sign>
constexpr Builtin plain(std::string_view name) {
    return {name, none, values, "A random number of this size.", run_sized<random_number, bits, with_sign>};
}
template <int bits, bool with_sign>
constexpr Builtin each_once(std::string_view name) {
    return {name, none, values, "Every number of this size once, in no order.",
            run_sized<random_enumeration, bits, with_sign>};
}
template <int bits, bool with_sign>
constexpr Builtin edge(std::string_view name) {
    return {name, none, values, "Numbers of this size where programs break.",
            run_sized<random_edge, bits, with_sign>};
}

}  // namespace

extern const Builtin builtin_rand_byte = plain<8, false>("RandByte");
extern const Builtin builtin_rand_sbyte = plain<8, true>("RandSByte");
extern const Builtin builtin_rand_short = plain<16, false>("RandShort");
extern const Builtin builtin_rand_sshort = plain<16, true>("RandSShort");
extern const Builtin builtin_rand_int = plain<32, false>("RandInt");
extern const Builtin builtin_rand_sint = plain<32, true>("RandSInt");
extern const Builtin builtin_rand_long = plain<64, false>("RandLong");
extern const Builtin builtin_rand_slong = plain<64, true>("RandSLong");
extern const Builtin builtin_rand_enum_byte = each_once<8, false>("RandEnumByte");
extern const Builtin builtin_rand_enum_sbyte = each_once<8, true>("RandEnumSByte");
extern const Builtin builtin_rand_enum_short = each_once<16, false>("RandEnumShort");
extern const Builtin builtin_rand_enum_sshort = each_once<16, true>("RandEnumSShort");
extern const Builtin builtin_rand_enum_int = each_once<32, false>("RandEnumInt");
extern const Builtin builtin_rand_enum_sint = each_once<32, true>("RandEnumSInt");
extern const Builtin builtin_rand_enum_long = each_once<64, false>("RandEnumLong");
extern const Builtin builtin_rand_enum_slong = each_once<64, true>("RandEnumSLong");
extern const Builtin builtin_rand_sing_byte = edge<8, false>("RandSingByte");
extern const Builtin builtin_rand_sing_sbyte = edge<8, true>("RandSingSByte");
extern const Builtin builtin_rand_sing_short = edge<16, false>("RandSingShort");
extern const Builtin builtin_rand_sing_sshort = edge<16, true>("RandSingSShort");
extern const Builtin builtin_rand_sing_int = edge<32, false>("RandSingInt");
extern const Builtin builtin_rand_sing_sint = edge<32, true>("RandSingSInt");
extern const Builtin builtin_rand_sing_long = edge<64, false>("RandSingLong");
extern const Builtin builtin_rand_sing_slong = edge<64, true>("RandSingSLong");
extern const Builtin builtin_rand_num = {
    "RandNum", between, values, "A random number between two, ends included.", run_between<random_number>};
extern const Builtin builtin_rand_enum = {"RandEnum", between, values,
                                          "Every number between two once, in no order.",
                                          run_between<random_enumeration>};
extern const Builtin builtin_rand_sing_num = {
    "RandSingNum", edges, values, "Numbers between two where programs break.", run_between<random_edge>};
extern const Builtin builtin_rand_float = {"RandFloat", between, values,
                                           "A random number between two, with a fraction.", run_float};
extern const Builtin builtin_rand_num_gauss = {"RandNumGauss",
                                               {{{"mu", number}, {"sigma", number}}},
                                               values,
                                               "Normally distributed whole numbers.",
                                               run_gauss};
extern const Builtin builtin_rand_num_expo = {"RandNumExpo",
                                              {{{"lambd", number}, optional("base", number)}},
                                              values,
                                              "Exponentially distributed whole numbers.",
                                              run_exponential};
extern const Builtin builtin_rand_num_gamma = {"RandNumGamma",
                                               {{{"alpha", number}, {"beta", number}}},
                                               values,
                                               "Gamma distributed whole numbers.",
                                               run_gamma};
extern const Builtin builtin_rand_choice = {
    "RandChoice", {{rest_of("values")}}, values, "One of them.", run_choice};
extern const Builtin builtin_rand_enum_keys = {
    "RandEnumKeys", {{{"enum"}}}, values, "One of a dictionary's keys.", run_keys};
extern const Builtin builtin_rand_ip = {
    "RandIP", {{optional("iptemplate", text)}}, values, "A random IPv4 address.", run_ip};
extern const Builtin builtin_rand_ip6 = {
    "RandIP6", {{optional("ip6template", text)}}, values, "A random IPv6 address.", run_ip6};
extern const Builtin builtin_rand_mac = {
    "RandMAC", {{optional("template", text)}}, values, "A random MAC address.", run_mac};
extern const Builtin builtin_rand_string = {"RandString",
                                            {{optional("size"), optional("chars", text)}},
                                            values,
                                            "Random letters and digits.",
                                            run_string};
extern const Builtin builtin_rand_bin = {"RandBin", {{optional("size")}}, values, "Random octets.", run_bin};
extern const Builtin builtin_rand_term_string = {"RandTermString",
                                                 {{{"size"}, {"term", Kind::bytes}}},
                                                 values,
                                                 "Random octets, and what ends them.",
                                                 run_terminated};
extern const Builtin builtin_rand_reg_exp = {
    "RandRegExp", {{{"regexp", text}}}, values, "A text that a regular expression describes.", run_matching};
extern const Builtin builtin_rand_oid = {
    "RandOID", {{optional("fmt", text)}}, values, "A random object identifier.", run_oid};
extern const Builtin builtin_rand_uuid = {"RandUUID", none, values, "A random UUID.", run_uuid};
extern const Builtin builtin_incremental_value = {
    "IncrementalValue",
    {{optional("start", number), optional("step", number), optional("restart", number)}},
    values,
    "A number that grows at every build.",
    run_incremental};

}  // namespace pkttest::language
