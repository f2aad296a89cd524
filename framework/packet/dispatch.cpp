// Dispatch: the selectors' tables, and the long way where a header is short or several carriers share a
// value.
#include "framework/packet/dispatch.h"

#include <algorithm>
#include <limits>

namespace pkttest {

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

/// False where the field's bits lie elsewhere from header to header, or in more than two octets.
bool Selector::find_place(const Field& field, std::int32_t bit, std::size_t octets, Place& out) {
    if (bit < 0 || octets < 2 || (field.little_endian && field.width > 8)) return false;
    const std::size_t offset = std::min(static_cast<std::size_t>(bit) / 8, octets - 2);
    const std::size_t end = static_cast<std::size_t>(bit) - offset * 8 + field.width;
    if (end > 16) return false;
    out = {static_cast<std::uint32_t>(offset), static_cast<std::uint16_t>((1u << field.width) - 1),
           static_cast<std::uint16_t>(16 - end)};
    return true;
}

/// The candidate's conditions as one test of two octets; one that never holds where they are more than that.
Selector::Test Selector::test_of(const Candidate& candidate, std::span<const Field> fields,
                                 std::span<const std::int32_t> places, std::size_t octets) {
    if (candidate.fields[0] == 0xffff) return {{}, 0};
    Test test;
    if (candidate.fields[1] != 0xffff || candidate.others[0].value > 0xffff) return test;
    const std::uint16_t other = candidate.fields[0];
    if (find_place(fields[other], places[other], octets, test.place))
        test.value = static_cast<std::uint16_t>(candidate.others[0].value);
    return test;
}

void Selector::enter(std::size_t value, std::size_t choice) {
    constexpr std::size_t page_size = 256;
    std::uint8_t& page = pages_[value >> 8];
    if (page == 0) {
        if (entries_.empty()) entries_.resize(page_size);  // Page 0: no value's.
        page = static_cast<std::uint8_t>(entries_.size() / page_size);
        entries_.resize(entries_.size() + page_size);
    }
    std::uint16_t& entry = entries_[std::size_t{page} << 8 | (value & 0xff)];
    if (entry == 0) entry = static_cast<std::uint16_t>(choice);
}

void Selector::settle(std::span<const Field> fields, std::span<const std::int32_t> places,
                      std::size_t octets) {
    constexpr std::size_t most_pages = 255;
    reach_ = std::max<std::size_t>(2, octets);
    has_place_ = find_place(*field_, places[index_], octets, place_);
    choices_.assign(1, {});
    for (std::size_t i = 0; i < candidates_.size() && has_place_; ++i) {
        const Candidate& candidate = candidates_[i];
        if (candidate.value > place_.mask) continue;
        if (entries_.size() / 256 > most_pages || choices_.size() > 0xffff) return has_place_ = false, void();
        enter(static_cast<std::size_t>(candidate.value), choices_.size());
        choices_.push_back({test_of(candidate, fields, places, octets),
                            {candidate.protocol, candidate.rank},
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
        for (int i = 0; i < 2 && agrees; ++i)
            if (candidate.fields[i] != 0xffff)
                agrees =
                    layer.integer(layer.protocol().fields[candidate.fields[i]]) == candidate.others[i].value;
        if (agrees) return {candidate.protocol, candidate.rank};
    }
    return {};
}

void Dispatch::settle() {
    for (const Selector& selector : selectors)
        reach = std::max(reach,
                         selector.has_place() ? selector.reach() : std::numeric_limits<std::size_t>::max());
}

const Protocol* Dispatch::find_anywhere(const Layer& layer) const {
    Selector::Found first{fallback};
    for (const Selector& selector : selectors)
        if (const auto found = selector.find(layer); found.rank < first.rank) first = found;
    return first.protocol;
}

}  // namespace pkttest
