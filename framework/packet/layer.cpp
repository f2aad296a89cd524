// Layer: reading fields, at fixed offsets directly, else by walking from where the fixed part ends.
#include "framework/packet/layer.h"

#include <algorithm>

#include "framework/packet/compiled.h"
#include "framework/packet/places.h"
#include "framework/packet/reads.h"
#include "framework/packet/rule.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

thread_local constinit Reads* Reads::active = nullptr;

const Value* Crafted::find(std::size_t field) const {
    for (const Entry& entry : entries)
        if (entry.field == field) return &entry.value;
    return nullptr;
}

void Crafted::set(std::size_t field, Value&& value) {
    const auto key = static_cast<std::uint16_t>(field);
    is_plain = is_plain && value.is_plain();
    if (entries.empty() || entries.back().field < key) return entries.emplace_back(key, std::move(value));
    std::size_t at = 0;
    while (entries[at].field < key) ++at;
    if (entries[at].field == key)
        entries[at].value = std::move(value);
    else
        entries.insert(at, {key, std::move(value)});
}

void Crafted::copy(const Crafted& other) {
    entries.append(other.entries.begin(), other.entries.end());
    is_plain = is_plain && other.is_plain;
}

void Crafted::unset(std::size_t field) {
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (entries[i].field == field) return entries.erase(i);
}

namespace {

/// Where the layers that are no padding end, and the padding that stands right behind them.
struct Ends {
    std::size_t layers = 0, padding = 0;
};
Ends ends_of(const LayerTable& table) {
    std::size_t count = table.count;
    while (count > 1 && table.slots[count - 1].protocol == &padding_protocol()) --count;
    Ends out;
    out.layers = out.padding = std::size_t{table.slots[count - 1].start} + table.slots[count - 1].length;
    for (std::size_t i = count; i < table.count && table.slots[i].start == out.padding; ++i)
        out.padding += table.slots[i].length;
    return out;
}

/// Whether layers' trailers stand before `end`: not where padding stands in between.
bool are_trailers_before(const LayerTable& table, std::size_t end) {
    const Ends ends = ends_of(table);
    return ends.padding == ends.layers || end != ends.layers;
}

}  // namespace

std::optional<std::size_t> Layer::trailer() const {
    std::size_t at = ends_of(table_).padding;
    for (std::size_t i = index_ + 1; i < table_.count; ++i) at += table_.slots[i].protocol->trailer;
    return at + protocol().trailer <= table_.size ? std::optional(at) : std::nullopt;
}

std::span<const std::uint8_t> Layer::payload() const {
    if (is_crafted()) return {};
    const Slot* const slots = table_.slots;
    const std::size_t start = slots[index_].start + slots[index_].length;
    std::size_t end = table_.size;
    // Padding that something follows stands within this layer.
    for (std::size_t i = table_.count; --i > index_ && slots[i].protocol == &padding_protocol();)
        end = slots[i].start;
    std::size_t trailers = 0;
    for (std::size_t i = 0; i <= index_; ++i) trailers += slots[i].protocol->trailer;
    if (trailers != 0 && are_trailers_before(table_, end)) end -= std::min(end, trailers);
    return {table_.data + start, end > start ? end - start : 0};
}

std::optional<Layer> Layer::below() const {
    if (index_ == 0) return std::nullopt;
    return Layer(table_, index_ - 1);
}

std::optional<Layer> Layer::above() const {
    if (index_ + 1 >= table_.count) return std::nullopt;
    return Layer(table_, index_ + 1);
}

std::optional<Layer> Layer::below(std::string_view protocol) const {
    for (std::size_t i = index_; i-- > 0;)
        if (table_.slots[i].protocol->name == protocol) return Layer(table_, i);
    return std::nullopt;
}

namespace {

/// The same for a field behind the payload.
const char* walk_to_trailer(const Layer& layer, std::size_t field, Cursor& cursor) {
    const auto start = layer.trailer();
    if (!start) return "the trailer is not there";
    cursor.bit = (*start - layer.slot().start) * 8;
    cursor.end = cursor.bit + layer.protocol().trailer * 8u;
    for (std::size_t i = compiled(layer.protocol()).header_fields; i < field; ++i)
        cursor.bit += layer.protocol().fields[i].width;
    return nullptr;
}

std::int64_t known_place(const Layer& layer, std::size_t field) {
    return layer.protocol().rules == nullptr ? Places::unknown : Places::of(layer, field);
}

/// Moves the cursor to the start of `field` of a received layer.
const char* walk_to(const Layer& layer, std::size_t field, Cursor& cursor) {
    const Compiled& table = compiled(layer.protocol());
    if (field >= table.header_fields) return walk_to_trailer(layer, field, cursor);
    if (table.fixed_bit[field] >= 0) {
        cursor.bit = static_cast<std::size_t>(table.fixed_bit[field]);
        return cursor.bit > cursor.end ? "the layer ends before a field" : nullptr;
    }
    cursor.bit = table.fixed_bits;
    if (cursor.bit > cursor.end) return "the layer ends inside its fixed part";
    if (const std::int64_t known = known_place(layer, field); known >= 0) {
        cursor.bit = static_cast<std::size_t>(known);
        cursor.align(layer.protocol().fields[field].align_to);
        return nullptr;
    }
    Places places(layer);
    for (std::size_t i = table.fixed_fields; i < field; ++i) {
        const Field& before = layer.protocol().fields[i];
        const bool is_there = layer.has(before);
        places.note(i, is_there ? std::optional(cursor.bit) : std::nullopt);
        if (!is_there) continue;
        cursor.align(before.align_to);
        if (const char* reason = before.shape->skip(before, layer, cursor)) return reason;
    }
    cursor.align(layer.protocol().fields[field].align_to);
    return nullptr;
}

Cursor start_of(const Layer& layer) { return {layer.header().data(), 0, layer.header().size() * 8}; }

/// What a crafted layer's field is: told, set by the layer above, or the default.
Value crafted_value(const Layer& layer, const Field& field) {
    const std::size_t index = index_of(layer.protocol(), field);
    Reads::note(layer.slot().crafted, index);
    if (const Value* told = layer.slot().crafted->find(index)) return *told;
    if (const auto* overrides = overrides_of(layer))
        for (const auto& [target, value] : overrides->values)
            if (target == index) return static_cast<Integer>(value);
    return compiled(layer.protocol()).defaults[index];
}

/// `told_by`: the field that `when` names.
bool holds_by(const When& when, const Layer& layer, const Field* told_by) {
    const std::uint64_t value = told_by != nullptr ? layer.integer(*told_by) : 0;
    switch (when.test) {
        case When::Test::always:
            return true;
        case When::Test::by:
            return when.rule != nullptr ? ask_truth(*when.rule, layer) : when.by(layer);
        case When::Test::equals:
            return value == when.value;
        case When::Test::differs:
            return value != when.value;
        case When::Test::any_bit:
            return (value & when.value) != 0;
        case When::Test::no_bit:
            return (value & when.value) == 0;
        case When::Test::below:
            return value < when.value;
        case When::Test::from:
            return value >= when.value;
    }
    return true;
}

}  // namespace

bool holds(const When& when, const Layer& layer) {
    return holds_by(when, layer, when.field.empty() ? nullptr : find_field(layer.protocol(), when.field));
}

bool Layer::has(const Field& field) const {
    if (!field.conditional()) return true;
    if (protocol().rules != nullptr && !is_crafted())
        if (const std::int64_t known = Places::of(*this, index_of(protocol(), field));
            known != Places::unknown)
            return known != Places::absent;
    return holds_by(field.when, *this, compiled(protocol()).told_by[index_of(protocol(), field)]);
}

std::uint64_t Layer::integer(std::string_view field) const {
    const Field* found = find_field(protocol(), field);
    return found != nullptr ? integer(*found) : 0;
}

std::uint64_t Layer::walked_integer(const Field& field) const {
    if (protocol().fixed_bit == nullptr && !is_crafted()) {
        compile(protocol());
        return integer(field);
    }
    Integer value = 0;
    const Value found = internal(field);
    if (found.set() != nullptr)
        found.set()->at(0).to_integer(value);
    else
        found.to_integer(value);
    return static_cast<std::uint64_t>(value);
}

Value Layer::internal(const Field& field) const {
    if (is_crafted()) return crafted_value(*this, field);
    if (!has(field)) return {};
    Cursor cursor = start_of(*this);
    Value out;
    // Behind what was cut nothing is left: octets are none, lists are empty, other fields have no value.
    if (walk_to(*this, index_of(protocol(), field), cursor) != nullptr) cursor.bit = cursor.end;
    if (field.shape->decode(field, *this, cursor, out) != nullptr) return {};
    return out;
}

Value Layer::get(const Field& field) const {
    const Value value = internal(field);
    if (value.is_none() || value.set() != nullptr) return value;
    if (field.shape == &one_of_shape && is_crafted()) {
        const Field& exact = chosen_field(field, *this);
        Value own;
        if (!normalize(exact, value, own) && own.set() == nullptr) return exact.shape->human(exact, own);
    }
    return field.shape->human(field, value);
}

Value Layer::get(std::string_view field) const {
    const Field* found = find_field(protocol(), field);
    return found != nullptr ? get(*found) : Value();
}

std::optional<std::pair<std::size_t, std::size_t>> Layer::place(const Field& field) const {
    if (is_crafted() || !has(field)) return std::nullopt;
    Cursor cursor = start_of(*this);
    if (walk_to(*this, index_of(protocol(), field), cursor) != nullptr) return std::nullopt;
    const std::size_t first = cursor.bit;
    if (field.shape->skip(field, *this, cursor) != nullptr) return std::nullopt;
    return std::pair{first, cursor.bit};
}

}  // namespace pkttest
