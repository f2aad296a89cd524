// Dispatch: the selectors' tables, and the long way where a header is short or several carriers share a
// value.
#include "framework/packet/dispatch.h"

#include <algorithm>

namespace pkttest {

void Selector::add(const Candidate& candidate) {
    const auto index = static_cast<std::int32_t>(candidates_.size());
    for (Candidate& other : candidates_)
        if (other.value == candidate.value && other.next < 0) {
            other.next = index;
            break;
        }
    candidates_.push_back(candidate);
}

/// The candidate's conditions as one test of two octets; one that never holds where they are more than that.
Selector::PairTest Selector::test_of(const Candidate& candidate, std::span<const Field> fields,
                                     std::span<const std::int32_t> places, std::size_t octets) {
    if (candidate.fields[0] == 0xffff) return {0, 0, 0};
    if (candidate.fields[1] != 0xffff) return {};
    const Field& field = fields[candidate.fields[0]];
    const std::int32_t bit = places[candidate.fields[0]];
    if (bit < 0 || field.little_endian) return {};
    auto offset = static_cast<std::size_t>(bit) / 8;
    if (offset + 2 > octets) offset = octets - 2;
    const std::size_t first = static_cast<std::size_t>(bit) - offset * 8;
    const std::size_t end = first + field.width;
    if (end > 16 || candidate.others[0].value >> field.width != 0) return {};
    const auto mask = static_cast<std::uint16_t>((0xffffu >> first) & (0xffffu << (16 - end)));
    return {static_cast<std::uint32_t>(offset), mask,
            static_cast<std::uint16_t>(candidate.others[0].value << (16 - end))};
}

void Selector::settle(std::span<const Field> fields, std::span<const std::int32_t> places,
                      std::size_t octets) {
    const std::int32_t bit = places[index_];
    const bool whole = field_->width == 8 || (field_->width == 16 && !field_->little_endian);
    if (bit >= 0 && bit % 8 == 0 && whole) {
        offset_ = static_cast<std::uint32_t>(bit) / 8;
        octets_ = field_->width / 8u;
    }
    reach_ = std::max<std::size_t>(2, octets);
    while (candidates_.size() * 2 > (std::size_t{1} << (64 - shift_))) --shift_;
    buckets_.resize(std::size_t{1} << (64 - shift_));
    mask_ = buckets_.size() - 1;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        const Candidate& candidate = candidates_[i];
        const std::uint64_t mixed = mix(candidate.value);
        filter_[mixed >> 60] |= std::uint64_t{1} << (mixed >> 54 & 63);
        std::size_t at = mixed >> shift_;
        while (buckets_[at].first >= 0 && buckets_[at].value != candidate.value) at = (at + 1) & mask_;
        if (buckets_[at].first >= 0) continue;
        buckets_[at] = {candidate.value,
                        static_cast<std::int32_t>(i),
                        octets < 2 ? PairTest{} : test_of(candidate, fields, places, octets),
                        {candidate.protocol, candidate.rank}};
    }
}

Selector::Found Selector::choose_among(std::uint64_t value, const Layer& layer) const {
    for (std::size_t i = 0; i < candidates_.size(); ++i)
        if (candidates_[i].value == value) return choose(static_cast<std::int32_t>(i), layer);
    return {};
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

}  // namespace pkttest
