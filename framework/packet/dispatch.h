// Dispatch: which protocol follows, by what a layer's fields announce. Made once from the carriers of all
// tables. Internal to the packet library.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest {

/// Finds a protocol by a field's value, in one probe.
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
    Found find(const Layer& layer) const {
        const Slot& slot = layer.slot();
        if (slot.crafted != nullptr || reach_ > slot.length)
            return choose_among(layer.integer(*field_), layer);
        const std::uint8_t* header = layer.table().data + slot.start;
        std::uint64_t value = 0;
        if (octets_ == 2) {
            value = pair_at(header + offset_);
        } else if (octets_ == 1) {
            value = header[offset_];
        } else {
            value = layer.integer(*field_);
        }
        const std::uint64_t mixed = mix(value);
        if ((filter_[mixed >> 60] >> (mixed >> 54 & 63) & 1) == 0) return {};
        for (std::size_t at = mixed >> shift_;; at = (at + 1) & mask_) {
            const Bucket& here = buckets_[at];
            if (here.first < 0) return {};
            if (here.value != value) continue;
            if ((pair_at(header + here.test.offset) & here.test.mask) == here.test.value) return here.found;
            return choose(here.first, layer);
        }
    }

 private:
    /// A condition on two octets of the header.
    struct PairTest {
        std::uint32_t offset = 0;
        std::uint16_t mask = 0;
        std::uint16_t value = 1;  ///< With a mask of 0: never.
    };
    struct Bucket {
        std::uint64_t value = 0;
        std::int32_t first = -1;
        PairTest test;  ///< Where it holds,
        Found found;    ///< this is the one.
    };
    static std::uint64_t pair_at(const std::uint8_t* at) {
        return static_cast<std::uint64_t>(at[0] << 8 | at[1]);
    }
    static std::uint64_t mix(std::uint64_t value) { return value * 0x9e3779b97f4a7c15u; }
    Found choose(std::int32_t candidate, const Layer& layer) const;
    Found choose_among(std::uint64_t value, const Layer& layer) const;
    static PairTest test_of(const Candidate& candidate, std::span<const Field> fields,
                            std::span<const std::int32_t> places, std::size_t octets);

    const Field* field_;
    std::uint16_t index_;
    std::uint32_t octets_ = 0;  ///< 1 or 2 where the field is as many octets at `offset_`; else 0.
    std::uint32_t offset_ = 0;
    std::size_t reach_ = 2;  ///< Octets of the header that find() looks at.
    unsigned shift_ = 62;
    std::size_t mask_ = 3;
    std::array<std::uint64_t, 16> filter_{};  ///< A bit for each value that is there: most ports are not.
    std::vector<Bucket> buckets_;
    std::vector<Candidate> candidates_;
};

/// Which protocol a layer's fields announce: selectors in the order of the bindings, then what needs no
/// field.
struct Dispatch {
    std::vector<Selector> selectors;
    std::uint32_t bound = 0;  ///< Bindings so far.
    const Protocol* fallback = nullptr;
    std::vector<std::pair<bool (*)(const Layer&), const Protocol*>> tests;
    bool empty() const { return selectors.empty() && fallback == nullptr && tests.empty(); }
    const Protocol* find(const Layer& layer) const {
        for (const auto& [asks, protocol] : tests)
            if (asks(layer)) return protocol;
        Selector::Found first{fallback};
        for (const Selector& selector : selectors)
            if (const auto found = selector.find(layer); found.rank < first.rank) first = found;
        return first.protocol;
    }
};

}  // namespace pkttest
