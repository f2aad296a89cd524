// Random numbers, addresses and strings.
#include "framework/packet/random_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "framework/packet/address.h"

namespace pkttest {

namespace {

constexpr double usual_length = 25;  ///< Of strings without a size, on average.

std::function<UnsignedInteger(UnsignedInteger)>& other_generator() {
    thread_local std::function<UnsignedInteger(UnsignedInteger)> other;
    return other;
}

/// 53 bits of two words, as CPython makes a number from 0 to 1.
double draw_real() {
    if (!draws_from_other()) return static_cast<double>(generator()() >> 11) * 0x1p-53;
    constexpr std::uint64_t word = 0xffffffff;
    const std::uint64_t high = draw_below(word) >> 5, low = draw_below(word) >> 6;
    return static_cast<double>(high << 26 | low) * 0x1p-53;
}

/// Two even draws make a normal one (Box and Muller).
double draw_normal() {
    const double angle = 2 * 3.14159265358979323846 * draw_real();
    return std::cos(angle) * std::sqrt(-2 * std::log1p(-draw_real()));
}

/// By rejection (Marsaglia and Tsang), for shapes below 1 by way of shape + 1.
double draw_gamma(double shape) {
    if (shape < 1) return draw_gamma(shape + 1) * std::pow(1 - draw_real(), 1 / shape);
    const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const double x = draw_normal(), v = std::pow(1 + c * x, 3);
        if (v > 0 && std::log1p(-draw_real()) < x * x / 2 + d - d * v + d * std::log(v)) return d * v;
    }
    return d;
}

Value whole(double number) {
    constexpr double most = 9e18;
    return Value(static_cast<Integer>(std::nearbyint(std::clamp(number, -most, most))));
}

auto between(Integer least, Integer most) {
    return [=](const Value& value) {
        Integer number = 0;
        return value.to_integer(number) && number >= least && number <= most;
    };
}

std::uint64_t width_of(Integer least, Integer most) { return static_cast<std::uint64_t>(most - least) + 1; }

/// All numbers below `size`, each once: a full-period generator over the next power of two, what is too large
/// left out.
struct Permutation {
    std::uint64_t size, mask, step = 0, factor = 0, state = 0;
    bool begun = false;

    explicit Permutation(std::uint64_t count) : size(count), mask(1) {
        while (size != 0 && mask < size - 1) mask = mask << 1 | 1;
        if (size == 0) mask = ~std::uint64_t{0};
    }
    std::uint64_t next() {
        if (!begun) {
            factor = (generator()() & mask & ~std::uint64_t{7}) | 5;
            step = generator()() | 1;
            state = generator()();
            begun = true;
        }
        do state = (state * factor + step) & mask;
        while (size != 0 && state >= size);
        return state;
    }
};

List edges(Integer least, Integer most) {
    List out;
    const auto add = [&](Integer number) {
        const bool known = std::find(out.begin(), out.end(), Value(number)) != out.end();
        if (number >= least && number <= most && !known) out.emplace_back(number);
    };
    for (const Integer number : {least, least + 1, Integer{-1}, Integer{0}, Integer{1}, most - 1, most})
        add(number);
    for (unsigned bit = 1; bit < 64; ++bit)
        for (const Integer sign : {1, -1})
            for (const Integer beside : {-1, 0, 1}) add(sign * (Integer{1} << bit) + beside);
    return out;
}

std::size_t length_of(std::optional<std::size_t> size) {
    return size ? *size : static_cast<std::size_t>(draw_exponential(1 / usual_length)) + 1;
}

/// "a-f", "*" or "1c" as ends; false where it is none of these.
bool parse_group(std::string_view text, unsigned most, unsigned& first, unsigned& last) {
    if (text == "*") return first = 0, last = most, true;
    const std::size_t dash = text.find('-');
    const auto number = [&](std::string_view digits, unsigned& out) {
        if (digits.empty() || digits.size() > 4) return false;
        out = 0;
        for (const char c : digits) {
            const int digit = c >= '0' && c <= '9'   ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (digit < 0) return false;
            out = out * 16 + static_cast<unsigned>(digit);
        }
        return out <= most;
    };
    if (!number(text.substr(0, dash), first)) return false;
    if (dash == text.npos) return last = first, true;
    return number(text.substr(dash + 1), last) && first <= last;
}

struct Group {
    unsigned first = 0, last = 0;
    std::uint64_t draw() const { return first == last ? first : first + draw_below(last - first + 1); }
};

/// Groups between colons.
std::optional<std::vector<Group>> parse_groups(std::string_view pattern, unsigned most) {
    std::vector<Group> out;
    while (true) {
        const std::size_t colon = pattern.find(':');
        Group& group = out.emplace_back();
        if (!parse_group(pattern.substr(0, colon), most, group.first, group.last)) return std::nullopt;
        if (colon == pattern.npos) return out;
        pattern.remove_prefix(colon + 1);
    }
}

SharedSet random_member(std::string name, SharedSet set, std::function<Value(UnsignedInteger)> as_text) {
    return random_of(
        std::move(name),
        [set, as_text] {
            Integer number = 0;
            set->at(draw_below(set->count().value_or(1))).to_integer(number);
            return as_text(static_cast<UnsignedInteger>(number));
        },
        [set](const Value& value) { return set->contains(value); });
}

}  // namespace

bool draws_from_other() { return static_cast<bool>(other_generator()); }

double draw_exponential(double rate) { return -std::log1p(-draw_real()) / rate; }

std::uint64_t draw_below(std::uint64_t bound) {
    if (other_generator()) {
        const UnsignedInteger all = UnsignedInteger{1} << 64;
        return static_cast<std::uint64_t>(other_generator()(bound == 0 ? all : UnsignedInteger{bound}));
    }
    return bound == 0 ? generator()() : generator()() % bound;
}

void draw_from(std::function<UnsignedInteger(UnsignedInteger)> other) {
    other_generator() = std::move(other);
}

SharedSet random_number(std::string name, Integer least, Integer most) {
    const std::uint64_t width = width_of(least, most);
    return random_of(
        std::move(name), [=] { return Value(least + static_cast<Integer>(draw_below(width))); },
        between(least, most));
}

SharedSet random_enumeration(std::string name, Integer least, Integer most) {
    auto order = std::make_shared<Permutation>(width_of(least, most));
    return random_of(
        std::move(name), [=] { return Value(least + static_cast<Integer>(order->next())); },
        between(least, most));
}

SharedSet random_edge(std::string name, Integer least, Integer most) {
    return random_choice(std::move(name), edges(least, most));
}

SharedSet random_real(std::string name, double least, double most) {
    return random_of(
        std::move(name), [=] { return Value(least + (most - least) * draw_real()); }, nullptr);
}

SharedSet random_exponential(std::string name, double rate, Integer base) {
    return random_of(
        std::move(name), [=] { return whole(static_cast<double>(base) + draw_exponential(rate)); }, nullptr);
}

SharedSet random_gauss(std::string name, double mean, double deviation) {
    return random_of(
        std::move(name), [=] { return whole(mean + deviation * draw_normal()); }, nullptr);
}

SharedSet random_gamma(std::string name, double shape, double scale) {
    return random_of(
        std::move(name), [=] { return whole(draw_gamma(shape) * scale); }, nullptr);
}

SharedSet random_choice(std::string name, List members) {
    const SharedSet choice = choice_of(members);
    return random_of(
        std::move(name), [members = std::move(members)] { return members[draw_below(members.size())]; },
        [choice](const Value& value) { return choice->contains(value); });
}

SharedSet random_ipv4(std::string name, std::string_view pattern) {
    SharedSet set = address_set(pattern, false);
    if (set == nullptr) return nullptr;
    return random_member(std::move(name), std::move(set), [](UnsignedInteger address) {
        return Value(ipv4_text(static_cast<std::uint32_t>(address)));
    });
}

SharedSet random_ipv6(std::string name, std::string_view pattern) {
    std::optional<std::vector<Group>> groups;
    if (const std::size_t slash = pattern.find('/'); slash != pattern.npos) {
        const SharedSet network = address_set(pattern, true);
        Integer base = 0;
        if (network == nullptr || !network->at(0).to_integer(base)) return nullptr;
        const auto bits = static_cast<unsigned>(std::atoi(std::string(pattern.substr(slash + 1)).c_str()));
        groups.emplace(8);
        for (unsigned i = 0; i < 8; ++i) {
            const auto fixed =
                static_cast<unsigned>(static_cast<UnsignedInteger>(base) >> (112 - 16 * i)) & 0xffff;
            const unsigned free_bits = 16 - std::clamp<unsigned>(bits > 16 * i ? bits - 16 * i : 0, 0, 16);
            (*groups)[i] = {fixed, fixed | ((1u << free_bits) - 1)};
        }
    } else {
        return random_ipv6_groups(std::move(name), pattern == "*" ? "**" : pattern);
    }
    if (!groups) return nullptr;
    return random_of(
        std::move(name),
        [groups = *groups] {
            UnsignedInteger address = 0;
            for (const Group& group : groups) address = address << 16 | group.draw();
            return Value(ipv6_text(address));
        },
        nullptr);
}

SharedSet random_mac(std::string name, std::string_view pattern) {
    auto groups = parse_groups(pattern, 0xff);
    if (!groups || groups->size() > 6) return nullptr;
    groups->resize(6, Group{0, 0xff});
    return random_of(
        std::move(name),
        [groups = *groups] {
            std::uint64_t address = 0;
            for (const Group& group : groups) address = address << 8 | group.draw();
            return Value(mac_text(address));
        },
        nullptr);
}

SharedSet random_octets(std::string name, std::optional<std::size_t> size) {
    return random_of(
        std::move(name),
        [size] {
            std::string out(length_of(size), '\0');
            for (char& octet : out) octet = static_cast<char>(draw_below(256));
            return Value(Bytes{std::move(out)});
        },
        [](const Value& value) { return value.octets() != nullptr; });
}

SharedSet random_string(std::string name, std::optional<std::size_t> size, std::string characters) {
    return random_of(
        std::move(name),
        [size, characters = std::move(characters)] {
            std::string out(length_of(size), '\0');
            for (char& octet : out) octet = characters[draw_below(characters.size())];
            return Value(Bytes{std::move(out)});
        },
        [](const Value& value) { return value.octets() != nullptr; });
}

SharedSet random_terminated(std::string name, std::size_t size, std::string end) {
    return random_of(
        std::move(name),
        [size, end = std::move(end)] {
            std::string out;
            while (out.size() < size) {
                const auto octet = static_cast<char>(draw_below(256));
                if (end.find(octet) == std::string::npos) out += octet;
            }
            return Value(Bytes{out + end});
        },
        nullptr);
}

SharedSet random_uuid(std::string name) {
    return random_of(
        std::move(name),
        [] {
            const std::uint64_t high = (generator()() & ~std::uint64_t{0xf000}) | 0x4000;
            const std::uint64_t low = (generator()() >> 2) | std::uint64_t{1} << 63;
            return Value(fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, high >> 16 & 0xffff,
                                     high & 0xffff, low >> 48, low & 0xffffffffffff));
        },
        nullptr);
}

SharedSet incremental(std::string name, Integer start, Integer step, Integer restart) {
    auto next = std::make_shared<Integer>(start);
    return random_of(
        std::move(name),
        [=] {
            const Integer now = *next;
            *next = restart >= 0 && now == restart ? start : now + step;
            return Value(now);
        },
        nullptr);
}

}  // namespace pkttest
