// Dispatch: which protocol follows, by what a layer's fields announce. Made once from the carriers of all
// tables. Internal to the packet library.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/short_number.h"

namespace pkttest {

/// Finds a protocol by a field's value, in two steps through tables.
class Selector {
 public:
    static constexpr std::size_t most_others = Carrier::most_conditions - 1;
    static constexpr std::uint16_t no_field = 0xffff;
    struct Candidate {
        const Protocol* protocol;
        std::uint64_t value;
        std::uint32_t rank;             ///< Its binding's place among all of the lower layer's.
        Condition others[most_others];  ///< The carrier's other conditions, by
        std::uint16_t fields[most_others] = {no_field, no_field, no_field};  ///< field index.
        std::int32_t next = -1;  ///< Another candidate of the same value; -1: none.
    };
    struct Found {
        const Protocol* protocol = nullptr;
        std::uint32_t rank = 0xffffffff;  ///< Of several, the one bound first counts.
    };
    /// A condition on two octets; with a mask of 0 a value of 0 always holds and one of 1 never.
    struct Test {
        ShortNumber::Bits bits;
        std::uint16_t value = 0;
        bool holds(const std::uint8_t* header) const { return bits.in(header) == value; }
    };
    /// What a value leads to.
    struct Choice {
        Found found;              ///< The one that is meant where
        Test test;                ///< this holds;
        std::int32_t first = -1;  ///< else the first candidate of the value to look at.
    };
    Selector(const Field& field, std::uint16_t index) : field_(&field), index_(index) {}
    const Field& field() const { return *field_; }
    std::uint16_t index() const { return index_; }
    void add(const Candidate& candidate);
    /// Values that somebody else is asked about: what they lead to holds never. Before settle().
    void leave(std::uint64_t first, std::uint64_t count) { left_.emplace_back(first, count); }
    /// Called once all candidates are there. `places`: the bit offsets of the carrier's fields that always
    /// lie at the same place, -1 for others; `octets`: how many octets those take.
    void settle(std::span<const Field> fields, std::span<const std::int32_t> places, std::size_t octets);
    /// Whether the field lies at one place, in 16 bits at most: what the functions below want, of headers of
    /// reach() octets.
    bool has_place() const { return has_place_; }
    std::size_t reach() const { return reach_; }
    const ShortNumber::Bits& bits() const { return bits_; }
    /// The field's bits.
    std::size_t bits_at(const std::uint8_t* header) const { return bits_.in(header); }
    /// Which choice() they lead to; 0: none.
    [[gnu::always_inline]] std::size_t entry_at(const std::uint8_t* header) const {
        const std::size_t bits = bits_at(header);
        // Page 0 is empty: one question, not two that ports chosen at random answer by chance.
        return entries_[std::size_t{pages_[bits & 0xff]} << 8 | bits >> 8];
    }
    const Choice& choice(std::size_t entry) const { return choices_[entry]; }
    /// `layer` is asked for where a value has several candidates.
    template <class Here>
    [[gnu::always_inline]] Found find_at(const std::uint8_t* header, const Here& layer) const {
        const std::size_t entry = entry_at(header);
        if (entry == 0) return {};
        const Choice& choice = choices_[entry];
        return choice.test.holds(header) ? choice.found : choose(choice.first, layer());
    }
    /// The same for any layer: crafted, short, or with the field anywhere.
    Found find(const Layer& layer) const;

 private:
    Found choose(std::int32_t candidate, const Layer& layer) const;
    void enter(std::size_t bits, std::size_t choice);

    ShortNumber::Bits bits_;
    std::array<std::uint8_t, 256>
        pages_{};  ///< By the lower half of the field's bits: where their page is in `entries_`.
    std::vector<std::uint16_t> entries_;  ///< By the upper half: the choice; 0: none.
    std::vector<Choice> choices_;
    const Field* field_;
    std::uint16_t index_;
    bool has_place_ = false;
    std::size_t reach_ = 2;
    std::vector<Candidate> candidates_;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> left_;
    std::unordered_map<std::uint64_t, std::int32_t> first_;  ///< Candidate of a value.
};

/// A protocol for a field's values from `first` on, `count` of them.
struct Range {
    const Protocol* protocol;
    const Field* field;
    std::uint64_t first, count;
    ShortNumber place = {};
    bool holds(std::uint64_t value) const { return value - first < count; }
};

/// Which protocol a layer's fields announce: what is asked first, ranges, selectors in the order of the
/// bindings, then what needs no field.
struct Dispatch {
    std::vector<Range> ranges;
    std::vector<Selector> selectors;
    std::uint32_t bound = 0;  ///< Bindings so far.
    const Protocol* fallback = nullptr;
    std::vector<std::pair<bool (*)(const Layer&), const Protocol*>> tests;
    bool empty() const { return ranges.empty() && selectors.empty() && fallback == nullptr && tests.empty(); }
    /// Called once all bindings are there; as Selector::settle(). `before`: what is asked before this.
    void settle(std::span<const Field> fields, std::span<const std::int32_t> places, std::size_t octets,
                const Dispatch* before = nullptr);
    /// Whether told() may be asked: nothing but the tables of one or two selectors decides, about `before`
    /// too.
    bool tells() const { return tells_; }
    /// find() by the octets alone; `unknown` where they are not enough. What was found first is asked before
    /// the tables: a branch that depends on the header's octets only, so that a wrong guess is soon noticed
    /// and the next header does not wait for the tables of this one.
    [[gnu::always_inline]] const Protocol* told(const std::uint8_t* header, const Protocol* unknown) const {
        std::uint32_t key = 0;
        if (key_.mask != 0) {
            key = static_cast<std::uint32_t>(key_.in(header) | 0x10000);
        } else {
            for (const Selector& selector : selectors)
                key = key << 16 | static_cast<std::uint32_t>(selector.entry_at(header));
            if (key == 0) return fallback;
        }
#pragma GCC unroll 4
        for (const Guess& guess : guesses_)
            if (guess.key.load(std::memory_order_acquire) == key) [[likely]]
                return guess.test.holds(header) ? guess.protocol : unknown;
        return look_up(header, key, unknown);
    }
    const Protocol* find(const Layer& layer) const {
        const auto header = layer.header();
        return find([&]() -> const Layer& { return layer; }, header.data(), header.size());
    }
    /// `header`: the layer's `length` octets; 0 of a crafted layer. `layer()` gives it where it is needed.
    template <class Here>
    [[gnu::always_inline]] const Protocol* find(const Here& layer, const std::uint8_t* header,
                                                std::size_t length) const {
        if (asks) {
            for (const auto& [test, protocol] : tests)
                if (test(layer())) return protocol;
            if (length >= reach)
                for (const Range& range : ranges)
                    if (range.holds(range.place.in(header))) return range.protocol;
        }
        if (length < reach) return find_anywhere(layer());
        if (only != nullptr) {
            const Protocol* found = only->find_at(header, layer).protocol;
            return found != nullptr ? found : fallback;
        }
        Selector::Found first{fallback};
        for (const Selector& selector : selectors)
            if (const auto found = selector.find_at(header, layer); found.rank < first.rank) first = found;
        return first.protocol;
    }

 private:
    /// One of the choices that were made first.
    struct Guess {
        std::atomic<std::uint32_t> key = 0;  ///< Of the header; 0: none yet.
        std::atomic<bool> taken = false;
        Selector::Test test;
        const Protocol* protocol = nullptr;
    };
    [[gnu::noinline]] const Protocol* find_anywhere(const Layer& layer) const;
    [[gnu::noinline]] const Protocol* look_up(const std::uint8_t* header, std::uint32_t key,
                                              const Protocol* unknown) const;
    void keep(std::uint32_t key, const Selector::Choice& choice) const;
    bool leaves(const Dispatch& asked_first);

    bool asks = false;  ///< There are tests or ranges.
    bool tells_ = false;
    ShortNumber::Bits key_;          ///< The only selector's; else no mask.
    const Selector* only = nullptr;  ///< Where there is one.
    std::size_t reach = 0;  ///< Octets that all selectors look at; none are enough where one has no place.
    mutable std::array<Guess, 4> guesses_;  ///< Any thread may fill them, in any order.
};

}  // namespace pkttest
