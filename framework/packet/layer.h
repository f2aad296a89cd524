// Layer: a handle that reads one layer's fields, whether the layer was received or crafted. It owns nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "framework/packet/bits.h"
#include "framework/packet/few.h"
#include "framework/packet/protocol.h"

namespace pkttest {

/// What a crafted layer has been told: values in internal form, by field index, sorted.
struct Crafted {
    struct Entry {
        std::uint16_t field;
        Value value;
    };
    FewOf<Entry, 4> entries;
    bool is_plain = true;  ///< No entry has ever been else than a number or None: no sets, no octets.
    const Value* find(std::size_t field) const;
    void set(std::size_t field, Value&& value);
    /// set() of a field behind all others, where there is room; false: nothing changed. The number is made a
    /// value where it stays: moved from one place to another, it waited for its own writing.
    bool append(std::uint16_t field, Integer number) {
        if (entries.is_full() || (!entries.empty() && entries.back().field >= field)) return false;
        entries.emplace_back(field, number);
        return true;
    }
    void copy(const Crafted& other);
    void clear() {
        if (is_plain) return entries.forget();
        entries.clear();
        is_plain = true;
    }
    void unset(std::size_t field);
};

/// Where a layer lies. Received layers have octets, crafted ones values.
struct Slot {
    const Protocol* protocol = nullptr;
    std::uint32_t start = 0;     ///< First octet, from the frame's.
    std::uint32_t length = 0;    ///< Octets of the header.
    Crafted* crafted = nullptr;  ///< nullptr: as received.
};

/// The layers of a packet over its octets, outermost first.
struct LayerTable {
    const std::uint8_t* data = nullptr;
    std::size_t size = 0;  ///< Octets of the frame, padding included.
    const Slot* slots = nullptr;
    std::size_t count = 0;
    const Layer* parent = nullptr;  ///< The layer whose field holds this one, while reading.
};

class Layer {
 public:
    Layer(const LayerTable& table, std::size_t index)
        : table_{table.data, apart(table.size), table.slots, apart(table.count), table.parent},
          index_(index) {}

    const Protocol& protocol() const { return *slot().protocol; }
    bool is(std::string_view name) const { return protocol().name == name; }
    std::size_t index() const { return index_; }
    const Slot& slot() const { return table_.slots[index_]; }
    const LayerTable& table() const { return table_; }
    bool is_crafted() const { return slot().crafted != nullptr; }

    /// The header's octets; empty for a crafted layer.
    std::span<const std::uint8_t> header() const {
        const Slot& here = slot();
        if (here.crafted != nullptr) return {};
        return {table_.data + here.start, here.length};
    }
    /// The octets behind the header that belong to this layer: padding layers and trailers are left out.
    std::span<const std::uint8_t> payload() const;

    /// The next layer below (outer) or above (inner); nullopt at the ends.
    std::optional<Layer> below() const;
    std::optional<Layer> above() const;
    /// The nearest layer below with this name.
    std::optional<Layer> below(std::string_view protocol) const;
    /// The layer whose field holds this one (a DNSRR's DNS), while it is being read; else nullptr.
    const Layer* parent() const { return table_.parent; }

    /// A field's internal value as a number; 0 where it is not there or no number. Costs no allocation for
    /// fields at fixed offsets.
    std::uint64_t integer(std::string_view field) const;
    std::uint64_t integer(const Field& field) const {
        const Slot& here = slot();
        const std::int32_t* places = here.protocol->fixed_bit;
        if (here.crafted != nullptr || places == nullptr || field.width > 64) return walked_integer(field);
        const std::int32_t bit = places[&field - here.protocol->fields.data()];
        if (bit < 0) return walked_integer(field);
        const auto first = static_cast<std::size_t>(bit);
        if (first + field.width > std::size_t{here.length} * 8) return 0;
        return read_bits(table_.data + here.start, first, field.width, field.little_endian);
    }
    /// A received field's octets where it lies at the same whole octets in every packet (an address); else
    /// empty. No allocation, no copy.
    std::span<const std::uint8_t> octets(const Field& field) const {
        const Slot& here = slot();
        const std::int32_t* places = here.protocol->fixed_bit;
        if (here.crafted != nullptr || places == nullptr) return {};
        const std::int32_t bit = places[&field - here.protocol->fields.data()];
        if (bit < 0 || bit % 8 != 0 || field.width % 8 != 0) return {};
        if (static_cast<std::size_t>(bit) + field.width > std::size_t{here.length} * 8) return {};
        return {table_.data + here.start + bit / 8, field.width / 8u};
    }
    /// The internal value; None where the field is absent, unset or cannot be read.
    Value internal(const Field& field) const;
    /// The value a user sees: addresses as text, flags with names.
    Value get(const Field& field) const;
    Value get(std::string_view field) const;
    /// The value as `show` prints it: "IPv4", "192.0.2.1"; empty where the field is not there.
    std::string text(std::string_view field) const;
    /// Where the octets behind the payload start (Protocol::trailer), from the frame's first; nullopt where
    /// they are not there.
    std::optional<std::size_t> trailer() const;
    /// Whether a conditional field applies.
    bool has(const Field& field) const;
    /// First and end bit of a received layer's field, from the layer's start; nullopt where it is not there.
    std::optional<std::pair<std::size_t, std::size_t>> place(const Field& field) const;

 private:
    /// Keeps the compiler from loading it together with its neighbour: where they were just written, one
    /// after the other, that load waits until both are in the cache.
    [[gnu::always_inline]] static std::size_t apart(std::size_t number) {
        asm("" : "+r"(number));
        return number;
    }
    std::uint64_t walked_integer(const Field& field) const;

    LayerTable table_;
    std::size_t index_;
};

/// Whether `answer` answers `request`: what their protocol says, else by the layers above (Scapy's
/// answers()).
bool answers(const Layer& answer, const Layer& request);
/// The same for the layers above both; two packets that end here do.
bool payload_answers(const Layer& answer, const Layer& request);
/// Appends the part of the layer and of those above it to a hash of request and answer.
void add_hashret(const Layer& layer, std::string& out);
/// As add_hashret from the layer above on.
void add_payload_hashret(const Layer& layer, std::string& out);

/// A field's internal value as `show` prints it: "IPv4", "192.0.2.1", "None".
std::string field_text(const Layer& layer, const Field& field, const Value& value);

/// Evaluates a condition on a layer.
bool holds(const When& when, const Layer& layer);

}  // namespace pkttest
