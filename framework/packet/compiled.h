// Compiled: what is worked out once from a protocol's table so that nothing is looked up by name afterwards.
// Internal to the packet library.
#pragma once

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
        const Carrier* carrier;  ///< Its other conditions are still to be tested.
        std::uint16_t fields[3];
        std::int32_t next;  ///< Another candidate of the same value; -1: none.
    };
    Selector(const Field& field, std::uint16_t index) : field_(&field), index_(index) {}
    std::uint16_t index() const { return index_; }
    void add(const Candidate& candidate);
    const Protocol* find(const Layer& layer) const;

 private:
    std::size_t bucket(std::uint64_t value) const { return (value * 0x9e3779b97f4a7c15u) >> shift_; }
    void rehash();

    const Field* field_;
    std::uint16_t index_;
    unsigned shift_ = 62;
    std::vector<std::int32_t> buckets_ = std::vector<std::int32_t>(4, -1);
    std::vector<Candidate> candidates_;
};

/// Which protocol a layer's fields announce: selectors in the order of the bindings, then what needs no
/// field.
struct Dispatch {
    std::vector<Selector> selectors;
    const Protocol* fallback = nullptr;
    const Protocol* find(const Layer& layer) const;
};

struct Compiled {
    std::vector<std::int32_t> fixed_bit;  ///< Per field: its bit offset where always the same; -1.
    std::size_t fixed_fields = 0;         ///< Leading fields at fixed offsets.
    std::size_t fixed_bits = 0;           ///< Where they end.
    bool is_fixed = false;                ///< All fields are.
    std::vector<Value> defaults;          ///< Internal form.
    std::size_t stamped_fields = 0;       ///< Leading plain numbers that `stamp` holds.
    std::vector<std::uint8_t> stamp;      ///< The header's start with all defaults.
    std::vector<std::uint16_t> computed;  ///< Fields with `compute`.
    bool has_measures = false;
    Dispatch payloads;
    Dispatch variants;

    struct Overrides {
        const Protocol* upper;
        std::vector<std::pair<std::uint16_t, std::uint64_t>> values;
    };
    std::vector<Overrides> overrides;  ///< Fields that an upper layer sets here, sorted by pointer.
    const Overrides* overrides_by(const Protocol& upper) const;
};

/// Made at the first call; cheap afterwards.
const Compiled& compile(const Protocol& protocol);
inline const Compiled& compiled(const Protocol& protocol) {
    return protocol.compiled != nullptr ? *protocol.compiled : compile(protocol);
}
const Protocol& raw_protocol();
const Protocol& padding_protocol();

}  // namespace pkttest
