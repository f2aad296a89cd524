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

/// The candidate's conditions as one test of two octets; one that never holds where they are more than that.
Selector::Test Selector::test_of(const Candidate& candidate, std::span<const Field> fields,
                                 std::span<const std::int32_t> places, std::size_t octets) {
    if (candidate.fields[0] == no_field || candidate.fields[1] != no_field ||
        candidate.others[0].value > 0xffff)
        return {};
    const std::uint16_t other = candidate.fields[0];
    const auto place = ShortNumber::of(fields[other], places[other], octets);
    return place ? Test{place->bits(), place->bits_of(candidate.others[0].value)} : Test{};
}

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
    choices_.assign(1, {});
    entries_.assign(page_size, 0);
    const auto place = ShortNumber::of(*field_, places[index_], octets);
    has_place_ = place.has_value();
    if (!has_place_) return;
    bits_ = place->bits();
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        const Candidate& candidate = candidates_[i];
        if (candidate.value > place->mask) continue;
        if (entries_.size() / page_size > most_pages || choices_.size() > 0xffff)
            return has_place_ = false, void();
        enter(place->bits_of(candidate.value), choices_.size());
        choices_.push_back({{candidate.protocol, candidate.rank},
                            candidate.fields[0] == no_field,
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

void Dispatch::settle(std::span<const Field> fields, std::span<const std::int32_t> places,
                      std::size_t octets) {
    asks = !tests.empty() || !ranges.empty();
    only = selectors.size() == 1 ? selectors.data() : nullptr;
    constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
    for (Selector& selector : selectors) {
        selector.settle(fields, places, octets);
        reach = std::max(reach, selector.has_place() ? selector.reach() : never);
    }
    for (Range& range : ranges) {
        const auto place = ShortNumber::of(
            *range.field, places[static_cast<std::size_t>(range.field - fields.data())], octets);
        range.place = place.value_or(ShortNumber{});
        reach = std::max(reach, place ? octets : never);
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
