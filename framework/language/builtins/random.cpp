// Random values, drawn anew at every build from the test's seeded generator: RandShort() and its like.
#include <fmt/format.h>

#include "framework/language/evaluation.h"
#include "framework/packet/address.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

std::uint64_t draw_below(std::uint64_t bound) { return bound == 0 ? generator()() : generator()() % bound; }

Value random_number(std::string name, Integer least, Integer most) {
    const auto width = static_cast<std::uint64_t>(most - least) + 1;
    return Value(random_of(
        std::move(name), [=] { return Value(least + static_cast<Integer>(draw_below(width))); },
        [=](const Value& value) {
            Integer number = 0;
            return value.to_integer(number) && number >= least && number <= most;
        }));
}

Value run_byte(Call& call) { return random_number(fmt::format("{}()", call.name), 0, 0xff); }
Value run_short(Call& call) { return random_number(fmt::format("{}()", call.name), 0, 0xffff); }
Value run_int(Call& call) { return random_number(fmt::format("{}()", call.name), 0, 0xffffffff); }
Value run_long(Call& call) {
    return random_number(fmt::format("{}()", call.name), 0, Integer{~std::uint64_t{0}});
}

Value run_number(Call& call) {
    const Integer least = call.integer(0), most = call.integer(1);
    if (most < least) call.fail(1, "the end is below the start");
    if (least < -(Integer{1} << 63) || most > Integer{~std::uint64_t{0}} ||
        most - least > Integer{~std::uint64_t{0}})
        call.fail("these numbers have more than 64 bits");
    return random_number(fmt::format("RandNum({}, {})", represent(least), represent(most)), least, most);
}

Value run_choice(Call& call) {
    List members;
    for (const Call::Argument& argument : call.rest) members.push_back(argument.value);
    if (members.empty()) call.fail("RandChoice needs values to choose from");
    const SharedSet choice = choice_of(members);
    return Value(random_of(
        "RandChoice()", [members] { return members[draw_below(members.size())]; },
        [choice](const Value& value) { return choice->contains(value); }));
}

Value run_ip(Call& call) {
    const SharedSet addresses = address_set(call.octets(0, "0.0.0.0/0"), false);
    if (addresses == nullptr) call.fail(0, "this is no IPv4 network", "for example: \"192.0.2.0/24\"");
    return Value(random_of(
        "RandIP()", [addresses] { return addresses->at(draw_below(*addresses->count())); },
        [addresses](const Value& value) { return addresses->contains(value); }));
}

Value run_ip6(Call&) {
    return Value(random_of(
        "RandIP6()",
        [] {
            const auto high = static_cast<UnsignedInteger>(generator()());
            return Value(ipv6_text(high << 64 | generator()()));
        },
        nullptr));
}

Value run_mac(Call&) {
    return Value(random_of(
        "RandMAC()", [] { return Value(mac_text(generator()() & 0xfeffffffffff)); }, nullptr));
}

std::size_t length_of(const Call& call) {
    return static_cast<std::size_t>(call.has(0) ? call.integer_within(0, 0, 65'535) : 16);
}

Value run_string(Call& call) {
    const std::string characters =
        call.octets(1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    if (characters.empty()) call.fail(1, "RandString needs characters to choose from");
    return Value(random_of(
        "RandString()",
        [characters, length = length_of(call)] {
            std::string out;
            for (std::size_t i = 0; i < length; ++i) out += characters[draw_below(characters.size())];
            return Value(Bytes{std::move(out)});
        },
        [](const Value& value) { return value.octets() != nullptr; }));
}

Value run_bin(Call& call) {
    return Value(random_of(
        "RandBin()",
        [length = length_of(call)] {
            std::string out;
            for (std::size_t i = 0; i < length; ++i) out += static_cast<char>(generator()());
            return Value(Bytes{std::move(out)});
        },
        [](const Value& value) { return value.octets() != nullptr; }));
}

constexpr auto number = Kind::number, text = Kind::text, values = Kind::values;

}  // namespace

extern const Builtin builtin_rand_byte = {"RandByte", {}, values, "8 random bits.", run_byte};
extern const Builtin builtin_rand_short = {"RandShort", {}, values, "16 random bits.", run_short};
extern const Builtin builtin_rand_int = {"RandInt", {}, values, "32 random bits.", run_int};
extern const Builtin builtin_rand_long = {"RandLong", {}, values, "64 random bits.", run_long};
extern const Builtin builtin_rand_num = {"RandNum",
                                         {{{"min", number}, {"max", number}}},
                                         values,
                                         "A random number between two, ends included.",
                                         run_number};
extern const Builtin builtin_rand_choice = {
    "RandChoice", {{rest_of("values")}}, values, "One of them.", run_choice};
extern const Builtin builtin_rand_ip = {
    "RandIP", {{optional("network", text)}}, values, "A random IPv4 address.", run_ip};
extern const Builtin builtin_rand_ip6 = {"RandIP6", {}, values, "A random IPv6 address.", run_ip6};
extern const Builtin builtin_rand_mac = {"RandMAC", {}, values, "A random MAC address, no group's.", run_mac};
extern const Builtin builtin_rand_string = {"RandString",
                                            {{optional("size", number), optional("characters", text)}},
                                            values,
                                            "Random letters and digits.",
                                            run_string};
extern const Builtin builtin_rand_bin = {
    "RandBin", {{optional("size", number)}}, values, "Random octets.", run_bin};

}  // namespace pkttest::language
