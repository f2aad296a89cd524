// PacketTemplate: where a field lies and which sums it is in is found once, by trying; a change is added to
// them.
#include "framework/packet/packet_template.h"

#include <algorithm>
#include <bit>

#include "framework/packet/checksum.h"
#include "framework/packet/compiled.h"
#include "framework/packet/reads.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

constexpr std::uint32_t ones = 0xffff;  ///< Zero in one's complement, and the modulus.
constexpr std::uint16_t itself = 0xffff;

bool is_plain(const Protocol& protocol) {
    return protocol.post_build == nullptr && protocol.rules == nullptr && protocol.trailer == 0 &&
           std::none_of(protocol.fields.begin(), protocol.fields.end(),
                        [](const Field& field) { return field.rule != nullptr; });
}

/// Whether build() computes this field of a crafted layer: nobody has told it, nor the layer above.
bool is_computed(const Layer& layer, std::size_t index) {
    if (const Value* told = layer.slot().crafted->find(index)) return told->is_none();
    const auto* overrides = overrides_of(layer);
    return overrides == nullptr || !overrides->sets(index);
}

/// One member of each set, drawn once for all.
void settle(Packet& packet) {
    for (std::size_t i = 0; i < packet.size(); ++i) {
        if (!packet[i].is_crafted()) continue;
        for (const Field& field : packet[i].protocol().fields) {
            const Value value = packet[i].internal(field);
            if (value.set() != nullptr) packet.set_internal(i, field, value.set()->at(0));
        }
    }
}

/// What a number is in a sum that ends where the number does: itself modulo 0xffff.
std::uint32_t residue(UnsignedInteger value, unsigned width, bool little_endian) {
    if (little_endian) value = __builtin_bswap64(static_cast<std::uint64_t>(value)) >> (64 - width);
    const auto low = static_cast<std::uint64_t>(value);
    if (width <= 16) return static_cast<std::uint32_t>(low);
    if (width <= 64) return fold_checksum(low);
    return fold_checksum(std::uint64_t{fold_checksum(low)} +
                         fold_checksum(static_cast<std::uint64_t>(value >> 64)));
}

std::uint32_t difference(std::uint32_t after, std::uint32_t before) {
    return fold_checksum(after + (ones - before));
}

/// 2^shift times a change, for 2^16 is 1.
std::uint32_t times(std::uint32_t change, unsigned shift) {
    return (change << shift | change >> (16 - shift)) & ones;
}

UnsignedInteger mask_of(unsigned width) {
    return width >= 128 ? ~UnsignedInteger{0} : (UnsignedInteger{1} << width) - 1;
}

}  // namespace

PacketTemplate::PacketTemplate(const Packet& packet) : packet_(packet) {
    can_change_ = !packet.has_sets();
    settle(packet_);
    const Reads reads;
    octets_ = packet_.build();
    for (std::size_t i = 0; i < packet_.size(); ++i)
        can_change_ = can_change_ && is_plain(packet_[i].protocol());
    if (!can_change_) return;
    find_layers();
    for (std::size_t i = 0; i < packet_.size(); ++i) {
        places_.emplace_back(slots_[i].protocol->fields.size());
        for (std::size_t field = 0; field < places_[i].size(); ++field)
            if (!is_number(i, field) || reads.has(packet_[i].slot().crafted, field))
                places_[i][field].way = Way::refused;
    }
    for (std::size_t i = 0; i < packet_.size(); ++i)
        for (const auto& computed : compiled(*slots_[i].protocol).computed_addresses)
            find_computed(i, computed.field);
    for (std::size_t i = packet_.size(); i-- > 0;)
        for (const auto& computed : compiled(*slots_[i].protocol).computed) find_computed(i, computed.field);
    note_numbers();
}

void PacketTemplate::find_layers() {
    std::size_t start = 0;
    for (std::size_t i = 0; i < packet_.size(); ++i) {
        const std::size_t above = i + 1 < packet_.size() ? packet_.tail(i + 1).build().size() : 0;
        const std::size_t end = octets_.size() - above;
        slots_.push_back({&packet_[i].protocol(), static_cast<std::uint32_t>(start),
                          static_cast<std::uint32_t>(end - start), nullptr});
        start = end;
    }
}

/// A number of a layer that build() computes.
void PacketTemplate::find_computed(std::size_t layer, std::size_t index) {
    const Layer crafted = packet_[layer];
    const Field& field = crafted.protocol().fields[index];
    if (!crafted.is_crafted() || !is_computed(crafted, index)) return;
    places_[layer][index].way = Way::refused;
    const auto place = Layer(table(), layer).place(field);
    if (!place || field.basis == Basis::sizes) return;
    const std::size_t bit = slots_[layer].start * std::size_t{8} + place->first;
    computed_.push_back({layer, &field, {bit, field.width, field.little_endian}});
    only_sums_ = only_sums_ && field.basis == Basis::sum && field.width == 16 && !field.little_endian;
}

/// Whether a field is a plain number, and no length or count of something.
bool PacketTemplate::is_number(std::size_t layer, std::size_t index) const {
    const Field& field = slots_[layer].protocol->fields[index];
    return packet_[layer].is_crafted() && is_plain_number(field) && field.length_of.field.empty() &&
           field.count_of.field.empty();
}

// ---- a field's place ---------------------------------------------------------------------------------

void PacketTemplate::prepare(std::size_t layer, const Field& field, Place& place) {
    place.way = Way::refused;
    const auto where = Layer(table(), layer).place(field);
    if (!where) return;
    Integer value = 0;
    packet_[layer].internal(field).to_integer(value);
    place.bits = {slots_[layer].start * std::size_t{8} + where->first, field.width, field.little_endian};
    place.value = static_cast<UnsignedInteger>(value) & mask_of(field.width);
    place.residue = residue(place.value, field.width, field.little_endian);
    for (const Way way : {Way::steps, Way::all}) {
        place.way = way;
        if ((way == Way::all || (only_sums_ && find_steps(place))) && is_as_built(layer, field, place))
            return;
    }
    place.way = Way::refused;
}

/// Tries what a one in each number does to each sum behind it; false where that is no power of two.
bool PacketTemplate::find_steps(Place& place) {
    const Bits& bits = place.bits;
    if (bits.little_endian && (bits.width % 8 != 0 || bits.first % 8 != 0)) return false;
    const UnsignedInteger one = bits.little_endian ? UnsignedInteger{1} << (bits.width - 8) : 1;
    std::vector<bool> changes(computed_.size());
    place.first_step = static_cast<std::uint32_t>(steps_.size());
    for (std::size_t to = 0; to < computed_.size(); ++to) {
        const std::size_t before = steps_.size();
        bool known = add_step(bits, one, itself, to);
        write(bits, place.value);
        for (std::size_t from = 0; from < to && known; ++from) {
            if (!changes[from]) continue;
            known = add_step(computed_[from].bits, 1, from, to);
            write(computed_[from].bits, computed_[from].number);
        }
        if (!known) return false;
        changes[to] = steps_.size() > before;
        if (changes[to]) steps_.back().is_last = true;
    }
    place.end_of_steps = static_cast<std::uint32_t>(steps_.size());
    return true;
}

/// Adds the step from a number to a sum, where there is one. Leaves `value` in the number's place.
bool PacketTemplate::add_step(const Bits& bits, UnsignedInteger value, std::size_t from, std::size_t to) {
    write(bits, 0);
    const std::uint32_t without = try_sum(computed_[to]);
    write(bits, value);
    const std::uint32_t change = difference(try_sum(computed_[to]), without) % ones;
    if (change == 0) return true;
    if (!std::has_single_bit(change)) return false;
    steps_.push_back({static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(to),
                      static_cast<std::uint8_t>(std::countr_zero(change)), false});
    return true;
}

/// What the number would be the complement of, with the octets as they are.
std::uint32_t PacketTemplate::try_sum(const Computed& one) {
    const std::uint32_t number = compute(one);
    write(one.bits, one.number);
    return ones - (number & ones);
}

/// Whether some values give what build() does. The field has its own value afterwards.
bool PacketTemplate::is_as_built(std::size_t layer, const Field& field, Place& place) {
    const UnsignedInteger every_second = ~UnsignedInteger{0} / 3, was = place.value;
    bool alike = true;
    for (const UnsignedInteger value : {UnsignedInteger{0}, UnsignedInteger{1}, every_second,
                                        every_second << 1, ~UnsignedInteger{0}, was}) {
        apply(place, value & mask_of(place.bits.width));
        packet_.set_internal(layer, field, static_cast<Integer>(place.value));
        alike = alike && packet_.build() == octets_;
    }
    if (alike) return true;
    octets_ = packet_.build();
    note_numbers();
    return false;
}

// ---- changing it -------------------------------------------------------------------------------------

bool PacketTemplate::set(std::size_t layer, const Field& field, UnsignedInteger value) {
    if (!can_change_ || layer >= slots_.size()) return false;
    const auto index = static_cast<std::size_t>(&field - slots_[layer].protocol->fields.data());
    if (index >= places_[layer].size()) return false;
    Place& place = places_[layer][index];
    if (place.way == Way::unknown) {
        bring_up_to_date();
        prepare(layer, field, place);
    }
    if (place.way == Way::refused) return false;
    apply(place, value & mask_of(place.bits.width));
    return true;
}

/// Tells the packet what has been changed in its octets.
void PacketTemplate::bring_up_to_date() {
    for (std::size_t layer = 0; layer < places_.size(); ++layer)
        for (std::size_t i = 0; i < places_[layer].size(); ++i)
            if (const Place& place = places_[layer][i]; place.way == Way::all || place.way == Way::steps)
                packet_.set_internal(layer, slots_[layer].protocol->fields[i],
                                     static_cast<Integer>(place.value));
}

void PacketTemplate::apply(Place& place, UnsignedInteger value) {
    const std::uint32_t after = residue(value, place.bits.width, place.bits.little_endian);
    const std::uint32_t change = difference(after, place.residue);
    place.value = value;
    place.residue = after;
    write(place.bits, value);
    if (place.way == Way::all) return compute_all();
    std::uint32_t sum = 0;
    for (std::uint32_t i = place.first_step; i < place.end_of_steps; ++i) {
        const Step& step = steps_[i];
        sum += times(step.from == itself ? change : computed_[step.from].change, step.shift);
        if (!step.is_last) continue;
        finish(computed_[step.to], sum);
        sum = 0;
    }
}

/// Adds to a sum and writes its complement. Where it is zero there are two ways to write it, and the protocol
/// knows which.
void PacketTemplate::finish(Computed& one, std::uint32_t change) {
    const std::uint32_t sum = fold_checksum(one.sum + change), before = one.number;
    if (sum != ones) {
        one.sum = sum;
        one.number = ones - sum;
        write(one.bits, one.number);
    } else {
        note(one, compute(one));
    }
    one.change = difference(one.number, before);
}

void PacketTemplate::compute_all() {
    for (const Computed& one : computed_) write(one.bits, 0);
    for (Computed& one : computed_) note(one, compute(one));
}

/// Works a number out from the octets and writes it.
std::uint32_t PacketTemplate::compute(const Computed& one) {
    write(one.bits, 0);
    const auto number = static_cast<UnsignedInteger>(one.field->compute(Layer(table(), one.layer)));
    write(one.bits, number);
    return static_cast<std::uint32_t>(number);
}

void PacketTemplate::note_numbers() {
    for (Computed& one : computed_)
        if (one.bits.width <= 64)
            note(one, static_cast<std::uint32_t>(
                          read_bits(octets_.data(), one.bits.first, one.bits.width, one.bits.little_endian)));
}

void PacketTemplate::note(Computed& one, std::uint32_t number) {
    one.number = number;
    one.sum = number == ones ? ones : ones - (number & ones);
}

}  // namespace pkttest
