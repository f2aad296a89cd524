// Module random: Python's numbers, those of its seeds included (MT19937, drawn as CPython draws).
#include <fmt/format.h>

#include <random>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/random_values.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

constexpr auto number = Kind::number;

/// The generator of the module's functions; a test that gives no seed begins with one of its own.
class Generator {
 public:
    void seed(UnsignedInteger value) {
        std::vector<std::uint32_t> key;
        do key.push_back(static_cast<std::uint32_t>(value));
        while ((value >>= 32) != 0);
        init_by_array(key);
    }
    std::uint32_t next() {
        if (at_ == size) refill();
        std::uint32_t y = state_[at_++];
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c5680U;
        y ^= y << 15 & 0xefc60000U;
        return y ^ y >> 18;
    }
    double real() {
        const double a = next() >> 5, b = next() >> 6;
        return (a * 67108864.0 + b) / 9007199254740992.0;
    }
    UnsignedInteger bits(unsigned count) {
        UnsignedInteger out = 0;
        for (unsigned done = 0; done < count; done += 32) {
            const unsigned left = count - done;
            out |= static_cast<UnsignedInteger>(left < 32 ? next() >> (32 - left) : next()) << done;
        }
        return out;
    }
    UnsignedInteger below(UnsignedInteger bound) {
        if (bound == 0) return 0;
        unsigned width = 0;
        for (UnsignedInteger left = bound; left != 0; left >>= 1) ++width;
        UnsignedInteger out = bits(width);
        while (out >= bound) out = bits(width);
        return out;
    }

 private:
    static constexpr std::size_t size = 624, middle = 397;

    void init(std::uint32_t value) {
        state_[0] = value;
        for (std::uint32_t i = 1; i < size; ++i)
            state_[i] = 1812433253U * (state_[i - 1] ^ state_[i - 1] >> 30) + i;
        at_ = size;
    }
    void init_by_array(const std::vector<std::uint32_t>& key) {
        init(19650218U);
        std::size_t i = 1, j = 0;
        const auto forward = [&] {
            if (++i < size) return;
            state_[0] = state_[size - 1];
            i = 1;
        };
        for (std::size_t k = std::max(size, key.size()); k > 0; --k) {
            state_[i] = (state_[i] ^ (state_[i - 1] ^ state_[i - 1] >> 30) * 1664525U) + key[j] +
                        static_cast<std::uint32_t>(j);
            j = (j + 1) % key.size();
            forward();
        }
        for (std::size_t k = size - 1; k > 0; --k) {
            state_[i] = (state_[i] ^ (state_[i - 1] ^ state_[i - 1] >> 30) * 1566083941U) -
                        static_cast<std::uint32_t>(i);
            forward();
        }
        state_[0] = 0x80000000U;
    }
    void refill() {
        for (std::size_t i = 0; i < size; ++i) {
            const std::uint32_t y = (state_[i] & 0x80000000U) | (state_[(i + 1) % size] & 0x7fffffffU);
            state_[i] = state_[(i + middle) % size] ^ y >> 1 ^ (y & 1 ? 0x9908b0dfU : 0U);
        }
        at_ = 0;
    }

    std::uint32_t state_[size] = {};
    std::size_t at_ = size;
};

Generator& mersenne() {
    thread_local Generator out = [] {
        Generator made;
        made.seed(generator()());
        return made;
    }();
    return out;
}

Value run_seed(Call& call) {
    Integer value = 0;
    if (call.has(0) && !call[0].to_integer(value))
        throw EvaluationError(call.span, fmt::format("random.seed of {}", describe(call[0]))).uncovered();
    mersenne().seed(call.has(0) ? static_cast<UnsignedInteger>(value < 0 ? -value : value) : generator()());
    if (PythonRules::hold())
        draw_from([](UnsignedInteger bound) {
            return mersenne().below(bound);
        });  // As Scapy's, whose module it is.
    return {};
}
Value run_random(Call&) { return mersenne().real(); }
Value run_uniform(Call& call) {
    const double a = *apply(Operator::multiply, call[0], Value(1.0), call.span).as<double>();
    const double b = *apply(Operator::multiply, call[1], Value(1.0), call.span).as<double>();
    return a + (b - a) * mersenne().real();
}
Value run_getrandbits(Call& call) {
    return static_cast<Integer>(mersenne().bits(static_cast<unsigned>(call.integer_within(0, 0, 126))));
}

Integer drawn(const Call& call, Integer first, Integer end, Integer step) {
    const Integer count = step > 0 ? (end - first + step - 1) / step : (end - first + step + 1) / step;
    if (step == 0 || count <= 0) call.raise("ValueError", "there is nothing to draw from");
    return first + step * static_cast<Integer>(mersenne().below(static_cast<UnsignedInteger>(count)));
}
Value run_randint(Call& call) { return drawn(call, call.integer(0), call.integer(1) + 1, 1); }
Value run_randrange(Call& call) {
    return call.has(1) ? drawn(call, call.integer(0), call.integer(1), call.integer(2, 1))
                       : drawn(call, 0, call.integer(0), 1);
}

Value run_choice(Call& call) {
    const List items = call.items(0);
    if (items.empty()) call.raise("IndexError", "there is nothing to choose from");
    return items[static_cast<std::size_t>(mersenne().below(items.size()))];
}
Value run_shuffle(Call& call) {
    const auto* list = call[0].as<std::shared_ptr<List>>();
    if (list == nullptr) call.raise("TypeError", "shuffle takes a list");
    for (std::size_t i = (*list)->size(); i-- > 1;)
        std::swap((**list)[i], (**list)[static_cast<std::size_t>(mersenne().below(i + 1))]);
    return {};
}
Value run_randbytes(Call& call) {
    const auto size = static_cast<std::size_t>(call.integer_within(0, 0, 1 << 20));
    std::string out;
    for (std::size_t i = 0; i < size; i += 4) {
        const auto part = static_cast<std::uint32_t>(
            mersenne().bits(static_cast<unsigned>(std::min<std::size_t>(size - i, 4) * 8)));
        for (std::size_t j = i; j < std::min(i + 4, size); ++j)
            out += static_cast<char>(part >> 8 * (j - i) & 0xff);
    }
    return Value(Bytes{std::move(out)});
}

}  // namespace

extern const Builtin builtin_random_seed = {
    "random.seed", {{optional("seed")}}, Kind::none, "Begins anew with a seed.", run_seed};
extern const Builtin builtin_random_random = {
    "random.random", {}, number, "A number from 0 to below 1.", run_random};
extern const Builtin builtin_random_uniform = {
    "random.uniform", {{{"a", number}, {"b", number}}}, number, "A number between two.", run_uniform};
extern const Builtin builtin_random_getrandbits = {
    "random.getrandbits", {{{"bits", number}}}, number, "A number of so many bits.", run_getrandbits};
extern const Builtin builtin_random_randint = {"random.randint",
                                               {{{"a", number}, {"b", number}}},
                                               number,
                                               "A whole number, both ends included.",
                                               run_randint};
extern const Builtin builtin_random_randrange = {
    "random.randrange",
    {{{"start", number}, optional("stop", number), optional("step", number)}},
    number,
    "A whole number of a range.",
    run_randrange};
extern const Builtin builtin_random_choice = {
    "random.choice", {{{"values"}}}, Kind::unknown, "One of several values.", run_choice};
extern const Builtin builtin_random_shuffle = {
    "random.shuffle", {{{"values"}}}, Kind::none, "Puts a list in another order.", run_shuffle};
extern const Builtin builtin_random_randbytes = {
    "random.randbytes", {{{"size", number}}}, Kind::bytes, "So many octets.", run_randbytes};

}  // namespace pkttest::language
