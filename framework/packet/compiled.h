// Compiled: what is worked out once from a protocol's table so that nothing is looked up by name afterwards.
// Internal to the packet library.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "framework/packet/bits.h"
#include "framework/packet/dispatch.h"
#include "framework/packet/protocol.h"

namespace pkttest {

struct Compiled {
    /// OctetsBy, as every frame asks it.
    struct Octets {
        ShortNumber place;
        bool is_told = false;
        std::uint32_t unit = 0, least = 0, span = 0;  ///< `span`: the largest value is `least` and this.
        std::size_t header_mask = 0;                  ///< All ones where the header's octets are counted too.
        /// Behind a header of `header` octets, as a value in the span tells it.
        std::size_t octets(std::size_t value, std::size_t header) const {
            return value * unit - (header & header_mask);
        }
    };
    static constexpr auto untold = static_cast<std::size_t>(-1);
    /// `fixed_octets` where tables tell of most packets the lengths and what follows; else `untold`.
    std::size_t told_octets = untold;
    Selector::Test usual_header;   ///< Holds where `header` tells no more octets than the fixed ones.
    std::size_t fixed_octets = 0;  ///< Of the leading fields.
    bool is_fixed = false;         ///< There are no others.
    bool measures = false;         ///< Neither they nor `header` tell the header's length.
    bool specialises = false;      ///< `variants` has any.
    bool has_ends = false;         ///< Something may stand behind the payload: a trailer, padding.
    bool tells_ends = false;       ///< `payload` tells all of it.
    bool asks_ends = false;        ///< Where it doesn't, a function or a trailer does.
    bool guesses = false;          ///< A function is asked for the payload before `payloads`.
    Octets header, payload;
    /// The header's length as `header` tells it: fixed_octets of it are there.
    std::size_t header_octets(const std::uint8_t* octets) const {
        return std::max(header.place.in(octets)*header.unit, fixed_octets);
    }
    Dispatch payloads;
    Dispatch variants;

    std::vector<std::int32_t> fixed_bit;  ///< Per field: its bit offset where always the same; -1.
    std::size_t header_fields = 0;        ///< Fields before the payload; the others are the trailer.
    std::size_t fixed_fields = 0;         ///< Leading fields at fixed offsets.
    std::size_t fixed_bits = 0;           ///< Where they end.
    std::vector<const Field*> told_by;    ///< Per field: the one that its condition names; nullptr: none.
    std::vector<Value> defaults;          ///< Internal form.
    std::size_t stamped_fields = 0;       ///< Leading plain numbers that `stamp` holds.
    std::vector<std::uint8_t> stamp;      ///< The header's start with all defaults.
    /// Where a stamped field lies in a header, as the fields of a header are written most often.
    struct StampPlace {
        std::uint32_t octet = 0;        ///< The first that it has bits in.
        std::uint8_t whole_octets = 0;  ///< How many, in network order; 0: it has parts of some.
        std::uint8_t begin = 0;         ///< Bits of the first octet before it.
        std::uint16_t width = 0;        ///< In bits.
        bool little_endian = false;
        ShortNumber part;  ///< Of two octets, where it fits in them and has parts; else no mask.
        StampPlace(const Field& field, std::int32_t bit, std::size_t stamp_octets);
        /// `start`: the header's.
        void put(std::uint8_t* start, UnsignedInteger value) const {
            const auto small = static_cast<std::uint64_t>(value);
            std::uint8_t* const at = start + octet;
            if (whole_octets == 2) return put_big_endian(at, static_cast<std::uint16_t>(small));
            if (whole_octets == 4) return put_big_endian(at, static_cast<std::uint32_t>(small));
            if (whole_octets == 1) return static_cast<void>(*at = static_cast<std::uint8_t>(small));
            if (part.mask != 0) return part.put(start, small);
            if (whole_octets != 6) return write_bits(at, begin, width, value, little_endian);
            put_big_endian(at, static_cast<std::uint16_t>(small >> 32));
            put_big_endian(at + 2, static_cast<std::uint32_t>(small));
        }
    };
    std::vector<StampPlace> stamp_places;  ///< Per stamped field.
    bool empty_tail =
        false;  ///< Behind the stamp are only lists that are empty by default, and it measures them.
    /// A field with `compute`.
    struct Computed {
        std::uint16_t field;
        Integer (*compute)(const Layer& layer);
        const StampPlace* place;  ///< Where its number goes; nullptr: not always there, or a rule is asked.
    };
    std::vector<Computed> computed;
    /// Those of them that are addresses: they come before all others, for checksums count them.
    std::vector<Computed> computed_addresses;
    bool has_measures = false;

    struct Overrides {
        const Protocol* upper;
        std::vector<std::pair<std::uint16_t, UnsignedInteger>> values;
        std::vector<std::pair<StampPlace, UnsignedInteger>>
            patches;  ///< Those that the stamp says otherwise.
        bool sets(std::size_t field) const {
            for (const auto& [target, value] : values)
                if (target == field) return true;
            return false;
        }
        /// In this one's place where a field of the upper layer has a value.
        std::vector<Overrides> variants;
        const Told* told = nullptr;  ///< Of a variant: where it holds.
        /// The one that holds for a crafted layer.
        const Overrides& chosen(const Layer& layer) const;
    };
    std::vector<Overrides> overrides;  ///< Fields that an upper layer sets here.
    /// The same by a hash of the upper layer; as many places as a power of two.
    struct OverridesPlace {
        const Protocol* upper = nullptr;  ///< nullptr: no more.
        const Overrides* overrides = nullptr;
    };
    std::vector<OverridesPlace> override_places;
    const Overrides* overrides_by(const Protocol& upper) const;
};

/// What the layer above sets of a crafted layer's fields; nullptr: nothing.
const Compiled::Overrides* overrides_of(const LayerTable& table, std::size_t index);
inline const Compiled::Overrides* overrides_of(const Layer& layer) {
    return overrides_of(layer.table(), layer.index());
}
/// Whether a field's internal value is the number that stands in the octets: no steps, no fraction.
bool is_plain_number(const Field& field);
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
