// Build: headers one behind the other, lengths and counts as they become known, then what is computed, the
// innermost layer first.
#include <algorithm>

#include "framework/packet/compiled.h"
#include "framework/packet/packet.h"
#include "framework/packet/reads.h"
#include "framework/packet/runtime_protocol.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

/// One member of a set; None stays None.
Value resolve(const Value& value) {
    const ValueSet* set = value.set();
    return set != nullptr ? set->at(0) : value;
}

bool told(const Layer& layer, std::size_t field) {
    const Value* value = layer.slot().crafted->find(field);
    return value != nullptr && !value->is_none();
}

/// Writes a value that is no number itself; nothing where it stands for none.
[[gnu::noinline]] void put_other(const Compiled::StampPlace& place, const Value& value,
                                 std::uint8_t* header) {
    Integer number = 0;
    if (resolve(value).to_integer(number)) place.put(header, static_cast<UnsignedInteger>(number));
}

/// Writes the part of a crafted layer's header that is the same in every packet, with the numbers that were
/// told, at the end of a buffer. Whether that is the whole header: lists behind it have nothing in them, and
/// it counts them.
bool write_stamp(const Crafted& crafted, const Compiled& table, const Compiled::Overrides* overrides,
                 Octets& out) {
    const std::size_t start = out.size();
    out.insert(out.end(), table.stamp.begin(), table.stamp.end());
    std::uint8_t* header = out.data() + start;
    if (overrides != nullptr)
        for (const auto& [place, value] : overrides->patches) place.put(header, value);
    const std::size_t stamped = table.stamped_fields;
    const Compiled::StampPlace* const places = table.stamp_places.data();
    for (const auto& entry : crafted.entries) {
        if (entry.field >= stamped) return false;
        if (const auto* number = entry.value.as<Integer>())
            places[entry.field].put(header, static_cast<UnsignedInteger>(*number));
        else
            put_other(places[entry.field], entry.value, header);
    }
    return stamped == table.header_fields || table.empty_tail;
}

/// Writes what is behind the stamp of one crafted layer's header, at the end of a buffer.
class HeaderWriter {
 public:
    HeaderWriter(const Layer& layer, Octets& out, std::size_t start)
        : layer_(layer), table_(compiled(layer.protocol())), out_(out), start_(start) {}

    /// What stands behind the payload.
    void write_trailer() const {
        BitWriter writer(out_);
        const auto fields = layer_.protocol().fields;
        for (std::size_t i = table_.header_fields; i < fields.size(); ++i)
            fields[i].shape->encode(fields[i], layer_, value_of(i), writer);
    }

    void write() {
        const auto fields = layer_.protocol().fields.first(table_.header_fields);
        if (table_.has_measures) begins_.resize(fields.size() + 1);
        BitWriter writer(out_, start_);
        for (std::size_t i = table_.stamped_fields; i < fields.size(); ++i) {
            mark(i, writer);
            if (!layer_.has(fields[i])) continue;
            align(fields[i].align_to, writer);
            fields[i].shape->encode(fields[i], layer_, value_of(i), writer);
        }
        mark(fields.size(), writer);
        if (table_.has_measures) measure();
    }

 private:
    Value value_of(std::size_t field) const {
        const Reads::Pause written_not_asked;
        return resolve(layer_.internal(layer_.protocol().fields[field]));
    }

    void mark(std::size_t field, const BitWriter& writer) {
        if (!begins_.empty()) begins_[field] = {writer.bits() - start_ * 8, writer.padding()};
    }
    /// Octets of a field that has been written, its padding left out (0 for those in the stamp: nobody
    /// measures plain numbers).
    std::size_t octets_of(std::size_t field) const {
        if (field < table_.stamped_fields) return 0;
        const Begin &here = begins_[field], &next = begins_[field + 1];
        return (next.bit - here.bit) / 8 - (next.padding - here.padding);
    }
    void align(unsigned octets, BitWriter& writer) const {
        while (octets > 1 && (writer.size() - start_) % octets != 0) writer.put(0, 8);
    }
    void measure() {
        const auto fields = layer_.protocol().fields;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const Field& field = fields[i];
            if (field.length_of.field.empty() && field.count_of.field.empty()) continue;
            if (told(layer_, i) || !layer_.has(field)) continue;
            put(i, measured(field));
        }
    }
    std::uint64_t measured(const Field& field) const {
        const bool by_length = !field.length_of.field.empty();
        const Measure& rule = by_length ? field.length_of : field.count_of;
        const std::size_t target = index_of(layer_.protocol(), *find_field(layer_.protocol(), rule.field));
        const std::int64_t size =
            static_cast<std::int64_t>(by_length ? octets_of(target) : count_of(target)) + rule.add;
        const std::int64_t number = std::max<std::int64_t>(size + rule.unit - 1, 0) / rule.unit;
        return static_cast<std::uint64_t>(
            field.rule != nullptr ? ask_number(*field.rule, layer_, {Value(number)}) : number);
    }
    std::size_t count_of(std::size_t field) const {
        const Field& what = layer_.protocol().fields[field];
        const Value value = value_of(field);
        return what.shape->count != nullptr ? what.shape->count(what, value) : (value.is_none() ? 0 : 1);
    }
    /// Overwrites an automatic field, wherever in the header it stands.
    void put(std::size_t field, std::uint64_t value) {
        std::uint8_t* const header = out_.data() + start_;
        const Field& what = layer_.protocol().fields[field];
        if (field < table_.stamped_fields)
            table_.stamp_places[field].put(header, value);
        else
            write_bits(header, begins_[field].bit, what.width, value, what.little_endian);
    }

    /// Where a field begins, and how much padding stands before it.
    struct Begin {
        std::size_t bit = 0;  ///< From the header's start.
        std::size_t padding = 0;
    };

    Layer layer_;
    const Compiled& table_;
    Octets& out_;
    std::size_t start_;  ///< Where the stamp begins.
    std::vector<Begin> begins_;
};

/// Where a number of a built layer starts, in bits; nullopt where it is not there.
std::optional<std::size_t> place_of(const Compiled& table, const Layer& built, const Field& field,
                                    std::size_t index) {
    if (const std::int32_t bit = table.fixed_bit[index]; bit >= 0) {
        const auto first = static_cast<std::size_t>(bit);
        if (first + field.width <= std::size_t{built.slot().length} * 8) return first;
    }
    const auto place = built.place(field);
    return place ? std::optional(place->first) : std::nullopt;
}

/// Writes a computed field that is not always there, or not at one place, or whose number a rule is asked
/// for.
void compute_elsewhere(const Layer& built, std::size_t index, std::uint8_t* data) {
    const Slot& slot = built.slot();
    const Field& field = slot.protocol->fields[index];
    if (!built.has(field)) return;
    const auto bit = place_of(compiled(*slot.protocol), built, field, index);
    if (!bit) return;
    Integer computed = field.compute(built);
    if (field.rule != nullptr) computed = ask_number(*field.rule, built, {Value(computed)});
    write_bits(data + slot.start, *bit, field.width, static_cast<UnsignedInteger>(computed),
               field.little_endian);
}

/// Fills some of a crafted layer's computed fields in the built octets.
void compute(const std::vector<Compiled::Computed>& fields, const Crafted& crafted, const Layer& built,
             const Compiled::Overrides* overrides, std::uint8_t* data) {
    std::uint8_t* const header = data + built.slot().start;
    const Crafted::Entry* told = crafted.entries.begin();
    const Crafted::Entry* const end = crafted.entries.end();
    for (const Compiled::Computed& computed : fields) {
        while (told != end && told->field < computed.field) ++told;
        const bool is_given = told != end && told->field == computed.field;
        if (is_given ? !told->value.is_none() : overrides != nullptr && overrides->sets(computed.field))
            continue;
        if (computed.place != nullptr)
            computed.place->put(header, static_cast<UnsignedInteger>(computed.compute(built)));
        else
            compute_elsewhere(built, computed.field, data);
    }
}

Bytes bytes_of(const std::uint8_t* octets, std::size_t size) {
    return {std::string(reinterpret_cast<const char*>(octets), size)};
}

/// Asks a protocol made at run time for its octets; gives the header's new length: what is behind it stays as
/// long as it was.
std::uint32_t post_build_by_rule(const Layer& crafted, const Slot& built, Octets& out, std::size_t base) {
    const std::size_t start = base + built.start;
    const std::size_t before = out.size();
    const std::size_t behind = before - start - built.length;
    const Value answer = crafted.protocol().rules->post_build->ask(
        crafted,
        {bytes_of(out.data() + start, built.length), bytes_of(out.data() + start + built.length, behind)});
    const std::string* octets = answer.octets();
    if (octets == nullptr) return built.length;
    out.resize(start);
    out.insert(out.end(), octets->begin(), octets->end());
    return static_cast<std::uint32_t>(octets->size() > behind ? octets->size() - behind : 0);
}

}  // namespace

bool Packet::has_trailers() const {
    unsigned octets = 0;
    for (const Slot& slot : slots_) octets += slot.protocol->trailer;
    return octets != 0;
}

void Packet::build_trailers(Octets& out) const {
    for (std::size_t i = slots_.size(); i-- > 0;) {
        const Layer layer = (*this)[i];
        if (layer.protocol().trailer == 0) continue;
        if (layer.is_crafted())
            HeaderWriter(layer, out, out.size()).write_trailer();
        else if (const auto start = layer.trailer())
            out.insert(out.end(), octets_.begin() + static_cast<std::ptrdiff_t>(*start),
                       octets_.begin() + static_cast<std::ptrdiff_t>(*start + layer.protocol().trailer));
    }
}

/// Before which layer the trailers stand: before the padding, unless it was received in front of them.
std::size_t Packet::trailers_before() const {
    std::size_t first = slots_.size();
    if (!has_trailers()) return first + 1;
    while (first > 1 && slots_[first - 1].protocol == &padding_protocol()) --first;
    if (first == slots_.size()) return first;
    const Slot& padding = slots_[first];
    const Slot& last = slots_[first - 1];
    const bool received = padding.start > 0 && last.start + last.length == padding.start;
    return received ? slots_.size() : first;
}

void Packet::build_into(Octets& out) const {
    if (holds_any_set()) return drawn().build_into(out);
    struct Part {
        const Compiled* table;
        const Compiled::Overrides* overrides;
    };
    const LayerTable own = table();
    const std::size_t base = out.size(), count = own.count;
    const std::size_t trailers = trailers_before();
    FewOf<Slot, 16> slots;
    FewOf<Part, 16> storage;
    Slot* const built = slots.extend(count);
    Part* const parts = storage.extend(count);
    bool any_crafted = false;
    for (std::size_t i = 0; i < count; ++i) {
        const Slot& slot = own.slots[i];
        if (i == trailers) build_trailers(out);
        const std::size_t start = out.size();
        const Compiled& table = compiled(*slot.protocol);
        parts[i] = {&table, nullptr};
        if (slot.crafted == nullptr) {
            out.insert(out.end(), octets_.begin() + slot.start, octets_.begin() + slot.start + slot.length);
        } else {
            any_crafted = true;
            parts[i].overrides = overrides_of(own, i);
            if (!write_stamp(*slot.crafted, table, parts[i].overrides, out))
                HeaderWriter((*this)[i], out, start).write();
        }
        built[i] = {slot.protocol, static_cast<std::uint32_t>(start - base),
                    static_cast<std::uint32_t>(out.size() - start), nullptr};
    }
    if (trailers == count) build_trailers(out);
    if (!any_crafted) return;
    const auto layer = [&](std::size_t i) {
        return Layer({out.data() + base, out.size() - base, built, count, nullptr}, i);
    };
    const auto fill = [&](std::size_t i, const std::vector<Compiled::Computed>& fields) {
        if (fields.empty() || own.slots[i].crafted == nullptr) return;
        compute(fields, *own.slots[i].crafted, layer(i), parts[i].overrides, out.data() + base);
    };
    for (std::size_t i = 0; i < count; ++i) fill(i, parts[i].table->computed_addresses);
    for (std::size_t i = count; i-- > 0;) {
        if (own.slots[i].crafted == nullptr) continue;
        fill(i, parts[i].table->computed);
        const Protocol& protocol = *own.slots[i].protocol;
        if (protocol.post_build != nullptr)
            protocol.post_build(layer(i), out, base + built[i].start);
        else if (protocol.rules != nullptr && protocol.rules->post_build != nullptr)
            built[i].length = post_build_by_rule((*this)[i], built[i], out, base);
    }
}

Octets Packet::build() const {
    Octets out;
    out.reserve(128);
    build_into(out);
    return out;
}

}  // namespace pkttest
