// Compiled: what is worked out once from a protocol's table so that nothing is looked up by name afterwards.
// Internal to the packet library.
#pragma once

#include <array>
#include <cstdint>
#include <span>
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
    };
    Selector(const Field& field, std::uint16_t index) : field_(&field), index_(index) {}
    std::uint16_t index() const { return index_; }
    void add(const Candidate& candidate);
    /// Tells where the field always lies, in bits; -1: not always at the same place.
    void set_place(std::int32_t bit);
    const Protocol* find(const Layer& layer) const {
        const std::uint64_t value = value_in(layer);
        const std::uint64_t mixed = mix(value);
        if ((filter_[mixed >> 60] >> (mixed >> 54 & 63) & 1) == 0) return nullptr;
        for (std::size_t at = mixed >> shift_;; at = (at + 1) & mask_) {
            const Bucket& here = buckets_[at];
            if (here.first < 0) return nullptr;
            if (here.value == value) return here.alone != nullptr ? here.alone : choose(here.first, layer);
        }
    }

 private:
    struct Bucket {
        std::uint64_t value = 0;
        const Protocol* alone = nullptr;  ///< Where the value alone decides.
        std::int32_t first = -1;
    };
    std::uint64_t value_in(const Layer& layer) const {
        const Slot& slot = layer.slot();
        if (octets_ == 0 || slot.crafted != nullptr || offset_ + octets_ > slot.length)
            return layer.integer(*field_);
        const std::uint8_t* at = layer.table().data + slot.start + offset_;
        return octets_ == 1 ? *at : static_cast<std::uint64_t>(at[0] << 8 | at[1]);
    }
    static std::uint64_t mix(std::uint64_t value) { return value * 0x9e3779b97f4a7c15u; }
    const Protocol* choose(std::int32_t candidate, const Layer& layer) const;
    void rehash();

    const Field* field_;
    std::uint16_t index_;
    std::uint32_t octets_ = 0;  ///< 1 or 2 where the field is as many octets at `offset_`; else 0.
    std::uint32_t offset_ = 0;
    unsigned shift_ = 62;
    std::size_t mask_ = 3;
    std::array<std::uint64_t, 16> filter_{};  ///< A bit for each value that is there: most ports are not.
    std::vector<Bucket> buckets_ = std::vector<Bucket>(4);
    std::vector<Candidate> candidates_;
};

/// Which protocol a layer's fields announce: selectors in the order of the bindings, then what needs no
/// field.
struct Dispatch {
    std::vector<Selector> selectors;
    const Protocol* fallback = nullptr;
    std::vector<std::pair<bool (*)(const Layer&), const Protocol*>> tests;
    bool empty() const { return selectors.empty() && fallback == nullptr && tests.empty(); }
    const Protocol* find(const Layer& layer) const {
        for (const auto& [asks, protocol] : tests)
            if (asks(layer)) return protocol;
        for (const Selector& selector : selectors)
            if (const Protocol* protocol = selector.find(layer)) return protocol;
        return fallback;
    }
};

struct Compiled {
    std::vector<std::int32_t> fixed_bit;  ///< Per field: its bit offset where always the same; -1.
    std::size_t header_fields = 0;        ///< Fields before the payload; the others are the trailer.
    std::size_t fixed_fields = 0;         ///< Leading fields at fixed offsets.
    std::size_t fixed_bits = 0;           ///< Where they end.
    bool is_fixed = false;                ///< All fields are.
    std::vector<Value> defaults;          ///< Internal form.
    std::size_t stamped_fields = 0;       ///< Leading plain numbers that `stamp` holds.
    std::vector<std::uint8_t> stamp;      ///< The header's start with all defaults.
    bool empty_tail =
        false;  ///< Behind the stamp are only lists that are empty by default, and it measures them.
    std::vector<std::uint16_t> computed;  ///< Fields with `compute`.
    bool has_measures = false;
    Dispatch payloads;
    Dispatch variants;
    bool specialises = false;  ///< `variants` has any.

    struct Overrides {
        const Protocol* upper;
        std::vector<std::pair<std::uint16_t, std::uint64_t>> values;
        bool sets(std::uint16_t field) const {
            for (const auto& [target, value] : values)
                if (target == field) return true;
            return false;
        }
    };
    std::vector<Overrides> overrides;  ///< Fields that an upper layer sets here, sorted by pointer.
    const Overrides* overrides_by(const Protocol& upper) const;
};

/// Made at the first call; cheap afterwards.
const Compiled& compile(const Protocol& protocol);
inline const Compiled& compiled(const Protocol& protocol) {
    return protocol.compiled != nullptr ? *protocol.compiled : compile(protocol);
}
namespace detail {
extern const Protocol* raw;
extern const Protocol* padding;
void find_raw_and_padding();
}  // namespace detail
inline const Protocol& raw_protocol() {
    if (detail::raw == nullptr) detail::find_raw_and_padding();
    return *detail::raw;
}
inline const Protocol& padding_protocol() {
    if (detail::padding == nullptr) detail::find_raw_and_padding();
    return *detail::padding;
}

}  // namespace pkttest
