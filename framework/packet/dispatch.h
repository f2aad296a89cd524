// Dispatch: which protocol follows, by what a layer's fields announce. Made once from the carriers of all
// tables. Internal to the packet library.
#pragma once

#include <endian.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest {

/// Finds a protocol by a field's value, in two steps through tables.
class Selector {
 public:
    struct Candidate {
        const Protocol* protocol;
        std::uint64_t value;
        Condition others[2];      ///< The carrier's other conditions, by
        std::uint16_t fields[2];  ///< field index; 0xffff: none.
        std::int32_t next;        ///< Another candidate of the same value; -1: none.
        std::uint32_t rank;       ///< Its binding's place among all of the lower layer's.
    };
    struct Found {
        const Protocol* protocol = nullptr;
        std::uint32_t rank = 0xffffffff;  ///< Of several, the one bound first counts.
    };
    Selector(const Field& field, std::uint16_t index) : field_(&field), index_(index) {}
    std::uint16_t index() const { return index_; }
    void add(const Candidate& candidate);
    /// Called once all candidates are there. `places`: the bit offsets of the carrier's fields that always
    /// lie at the same place, -1 for others; `octets`: how many octets those take.
    void settle(std::span<const Field> fields, std::span<const std::int32_t> places, std::size_t octets);
    /// Whether the field lies at one place, in 16 bits at most: what find_at() wants.
    bool has_place() const { return has_place_; }
    /// Octets of the header that find_at() looks at.
    std::size_t reach() const { return reach_; }
    /// `header`: the layer's octets, reach() of them at least.
    [[gnu::always_inline]] Found find_at(const std::uint8_t* header, const Layer& layer) const {
        const std::size_t value = place_.in(header);
        const std::size_t page = pages_[value >> 8];
        if (page == 0) return {};
        const std::size_t entry = entries_[page << 8 | (value & 0xff)];
        if (entry == 0) return {};
        const Choice& choice = choices_[entry];
        if (choice.test.place.in(header) == choice.test.value) return choice.found;
        return choose(choice.first, layer);
    }
    /// The same for any layer: crafted, short, or with the field anywhere.
    Found find(const Layer& layer) const;

 private:
    /// Up to 16 bits that lie within two octets of the header.
    struct Place {
        std::uint32_t offset = 0;
        std::uint16_t mask = 0;  ///< Of the two octets shifted right by `shift`.
        std::uint16_t shift = 0;
        std::size_t in(const std::uint8_t* header) const {
            std::uint16_t pair;
            std::memcpy(&pair, header + offset, sizeof pair);
            return static_cast<std::size_t>(be16toh(pair)) >> shift & mask;
        }
    };
    /// A condition on such bits.
    struct Test {
        Place place;
        std::uint16_t value = 1;  ///< With a mask of 0: never.
    };
    struct Choice {
        Test test;           ///< Where it holds,
        Found found;         ///< this is the one;
        std::int32_t first;  ///< else the first candidate of the value to look at.
    };
    Found choose(std::int32_t candidate, const Layer& layer) const;
    void enter(std::size_t value, std::size_t choice);
    static bool find_place(const Field& field, std::int32_t bit, std::size_t octets, Place& out);
    static Test test_of(const Candidate& candidate, std::span<const Field> fields,
                        std::span<const std::int32_t> places, std::size_t octets);

    Place place_;
    std::array<std::uint8_t, 256>
        pages_{};                         ///< By a value's upper octet: where its page is in `entries_`; 0.
    std::vector<std::uint16_t> entries_;  ///< By its lower octet: the choice; 0: none.
    std::vector<Choice> choices_;
    const Field* field_;
    std::uint16_t index_;
    bool has_place_ = false;
    std::size_t reach_ = 2;
    std::vector<Candidate> candidates_;
    std::unordered_map<std::uint64_t, std::int32_t> first_;  ///< Candidate of a value.
};

/// Which protocol a layer's fields announce: selectors in the order of the bindings, then what needs no
/// field.
struct Dispatch {
    std::vector<Selector> selectors;
    std::uint32_t bound = 0;  ///< Bindings so far.
    const Protocol* fallback = nullptr;
    std::vector<std::pair<bool (*)(const Layer&), const Protocol*>> tests;
    bool empty() const { return selectors.empty() && fallback == nullptr && tests.empty(); }
    /// Called once all selectors are settled.
    void settle();
    const Protocol* find(const Layer& layer) const {
        const auto header = layer.header();
        return find(layer, header.data(), header.size());
    }
    /// `header`: the layer's `length` octets; 0 of a crafted layer.
    [[gnu::always_inline]] const Protocol* find(const Layer& layer, const std::uint8_t* header,
                                                std::size_t length) const {
        for (const auto& [asks, protocol] : tests)
            if (asks(layer)) return protocol;
        if (length < reach) return find_anywhere(layer);
        Selector::Found first{fallback};
        for (const Selector& selector : selectors)
            if (const auto found = selector.find_at(header, layer); found.rank < first.rank) first = found;
        return first.protocol;
    }

 private:
    const Protocol* find_anywhere(const Layer& layer) const;

    std::size_t reach = 0;  ///< Octets that all selectors look at; none are enough where one has no place.
};

}  // namespace pkttest
