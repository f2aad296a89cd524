// Dispatch: the selectors' tables, and the long way where a header is short or several carriers share a
// value.
#include "framework/packet/dispatch.h"

#include <algorithm>
#include <limits>

namespace pkttest {

static constexpr std::size_t page_size = 256;

void Selector::add(const Candidate& candidate) {
    const auto index = static_cast<std::int32_t>(candidates_.size());
    first_.try_emplace(candidate.value, index);
    for (Candidate& other : candidates_)
        if (other.value == candidate.value && other.next < 0) {
            other.next = index;
            break;
        }
    candidates_.push_back(candidate);
}

namespace {

constexpr Selector::Test never{{}, 1};

/// The candidate's conditions as one test of two octets; `never` where they are more than that.
Selector::Test test_of(const Selector::Candidate& candidate, std::span<const Field> fields,
                       std::span<const std::int32_t> places, std::size_t octets) {
    if (candidate.fields[0] == Selector::no_field) return {};
    if (candidate.fields[1] != Selector::no_field || candidate.others[0].value > 0xffff) return never;
    const std::uint16_t other = candidate.fields[0];
    const auto place = ShortNumber::of(fields[other], places[other], octets);
    return place ? Selector::Test{place->bits(),
                                  place->bits_of(static_cast<std::uint64_t>(candidate.others[0].value))}
                 : never;
}

}  // namespace

void Selector::enter(std::size_t bits, std::size_t choice) {
    std::uint8_t& page = pages_[bits & 0xff];
    if (page == 0) {
        page = static_cast<std::uint8_t>(entries_.size() / page_size);
        entries_.resize(entries_.size() + page_size);
    }
    std::uint16_t& entry = entries_[std::size_t{page} << 8 | bits >> 8];
    if (entry == 0) entry = static_cast<std::uint16_t>(choice);
}

void Selector::settle(std::span<const Field> fields, std::span<const std::int32_t> places,
                      std::size_t octets) {
    constexpr std::size_t most_pages = 255;
    reach_ = std::max<std::size_t>(2, octets);
    choices_.assign({{}, {{}, never}});
    constexpr std::size_t left = 1;
    entries_.assign(page_size, 0);
    const auto place = ShortNumber::of(*field_, places[index_], octets);
    has_place_ = place.has_value();
    if (!has_place_) return;
    bits_ = place->bits();
    for (const auto& [first, count] : left_)
        for (std::uint64_t value = first; value - first < count && value <= place->mask; ++value)
            enter(place->bits_of(value), left);
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        const Candidate& candidate = candidates_[i];
        if (candidate.value > place->mask) continue;
        if (entries_.size() / page_size > most_pages || choices_.size() > 0xffff)
            return has_place_ = false, void();
        enter(place->bits_of(candidate.value), choices_.size());
        choices_.push_back({{candidate.protocol, candidate.rank},
                            test_of(candidate, fields, places, octets),
                            static_cast<std::int32_t>(i)});
    }
}

Selector::Found Selector::find(const Layer& layer) const {
    const auto first = first_.find(layer.integer(*field_));
    return first != first_.end() ? choose(first->second, layer) : Found{};
}

Selector::Found Selector::choose(std::int32_t first, const Layer& layer) const {
    for (std::int32_t index = first; index >= 0; index = candidates_[static_cast<std::size_t>(index)].next) {
        const Candidate& candidate = candidates_[static_cast<std::size_t>(index)];
        bool agrees = true;
        for (std::size_t i = 0; i < most_others && agrees; ++i)
            if (candidate.fields[i] != no_field)
                agrees =
                    layer.integer(layer.protocol().fields[candidate.fields[i]]) == candidate.others[i].value;
        if (agrees) return {candidate.protocol, candidate.rank};
    }
    return {};
}

/// Whether the selector leaves to `asked_first` what that is asked.
bool Dispatch::leaves(const Dispatch& asked_first) {
    if (!asked_first.tests.empty()) return false;
    if (&asked_first != this && (!asked_first.selectors.empty() || asked_first.fallback != nullptr))
        return false;
    for (const Range& range : asked_first.ranges) {
        if (selectors.size() != 1 || &selectors[0].field() != range.field) return false;
        selectors[0].leave(range.first, range.count);
    }
    return true;
}

void Dispatch::settle(std::span<const Field> fields, std::span<const std::int32_t> places, std::size_t octets,
                      const Dispatch* before) {
    tells_ = selectors.size() <= 2 && leaves(*this) && (before == nullptr || leaves(*before));
    asks = !tests.empty() || !ranges.empty();
    only = selectors.size() == 1 ? selectors.data() : nullptr;
    constexpr std::size_t more_than_any = std::numeric_limits<std::size_t>::max();
    for (Selector& selector : selectors) {
        selector.settle(fields, places, octets);
        reach = std::max(reach, selector.has_place() ? selector.reach() : more_than_any);
        tells_ = tells_ && selector.has_place() && selector.reach() <= octets;
    }
    if (only != nullptr) key_ = only->bits();
    for (Range& range : ranges) {
        const auto place = ShortNumber::of(
            *range.field, places[static_cast<std::size_t>(range.field - fields.data())], octets);
        range.place = place.value_or(ShortNumber{});
        reach = std::max(reach, place ? octets : more_than_any);
    }
}

const Protocol* Dispatch::look_up(const std::uint8_t* header, std::uint32_t key,
                                  const Protocol* unknown) const {
    const Selector::Choice* first = nullptr;
    for (const Selector& selector : selectors) {
        const std::size_t entry = selector.entry_at(header);
        if (entry == 0) continue;
        const Selector::Choice& choice = selector.choice(entry);
        // Two that are bound to something: then both must hold, and are asked each time.
        if (first != nullptr) key = 0;
        if (!choice.test.holds(header)) return unknown;
        if (first == nullptr || choice.found.rank < first->found.rank) first = &choice;
    }
    if (first == nullptr) return fallback;
    if (key != 0) keep(key, *first);
    return first->found.protocol;
}

void Dispatch::keep(std::uint32_t key, const Selector::Choice& choice) const {
    for (Guess& guess : guesses_) {
        if (guess.taken.exchange(true)) continue;
        guess.test = choice.test;
        guess.protocol = choice.found.protocol;
        guess.key.store(key, std::memory_order_release);
        break;
    }
}

const Protocol* Dispatch::find_anywhere(const Layer& layer) const {
    for (const Range& range : ranges)
        if ((layer.is_crafted() || layer.place(*range.field)) && range.holds(layer.integer(*range.field)))
            return range.protocol;
    Selector::Found first{fallback};
    for (const Selector& selector : selectors)
        if (const auto found = selector.find(layer); found.rank < first.rank) first = found;
    return first.protocol;
}

}  // namespace pkttest
