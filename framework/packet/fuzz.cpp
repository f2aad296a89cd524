// Fuzz: random values where nobody chose one; octets and bits changed at random.
#include <algorithm>
#include <numeric>

#include "framework/packet/compiled.h"
#include "framework/packet/random_values.h"

namespace pkttest {

namespace {

/// What the reference calls the values that it draws for a field of this size.
std::string draw_name(const Field& field) {
    if (field.shape == &ipv4_shape) return "RandIP()";
    if (field.shape == &ipv6_shape) return "RandIP6()";
    if (field.shape == &mac_shape) return "RandMAC()";
    if (field.shape == &octets_shape) return "RandBin()";
    switch (field.width) {
        case 8:
            return "RandByte()";
        case 16:
            return "RandShort()";
        case 32:
            return "RandInt()";
        case 64:
            return "RandLong()";
        default:
            return "RandNum()";
    }
}

bool is_free(const Layer& layer, const Field& field, std::size_t index) {
    const Compiled& table = compiled(layer.protocol());
    if (field.automatic() || table.defaults[index].is_none() || !layer.has(field)) return false;
    if (layer.slot().crafted->find(index) != nullptr) return false;
    const auto* overrides = overrides_of(layer);
    return overrides == nullptr || !overrides->sets(index);
}

Value fuzz_members(const Value& value) {
    if (const auto* one = value.as<LayerReference>()) return Value(fuzz(*one->packet, one->index));
    const List* items = value.items();
    if (items == nullptr) return value;
    List out;
    for (const Value& item : *items) out.push_back(item.is_packet() ? fuzz_members(item) : item);
    return value.is_tuple() ? Value::tuple(std::move(out)) : Value(std::move(out));
}

void fuzz_layer(Packet& packet, std::size_t layer) {
    const auto fields = packet[layer].protocol().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Field& field = fields[i];
        if (field.shape == &layers_shape || field.shape == &layer_shape) {
            if (const Value* told = packet[layer].slot().crafted->find(i))
                packet.set_internal(layer, field, fuzz_members(*told));
        } else if (is_free(packet[layer], field, i)) {
            packet.set_internal(
                layer, field,
                Value(random_of(
                    draw_name(field), [&field] { return field.shape->random(field); }, nullptr)));
        }
    }
}

std::size_t changes_in(std::size_t size, std::optional<std::size_t> count, double share) {
    const std::size_t wanted = count ? *count : static_cast<std::size_t>(static_cast<double>(size) * share);
    return std::min(std::max<std::size_t>(wanted, 1), size);
}

/// `count` different numbers below `size`, drawn in CPython's order: few of many until each is new, else out
/// of a list that closes up.
std::vector<std::size_t> places(std::size_t size, std::size_t count) {
    std::size_t listed = 21;
    if (count > 5) {
        std::size_t more = 1;
        while (more < count * 3) more *= 4;
        listed += more;
    }
    std::vector<std::size_t> all(size <= listed ? size : 0), out;
    std::iota(all.begin(), all.end(), std::size_t{0});
    while (out.size() < count) {
        const std::size_t left = all.empty() ? size : size - out.size(), drawn = draw_below(left);
        if (all.empty()) {
            if (std::find(out.begin(), out.end(), drawn) == out.end()) out.push_back(drawn);
        } else {
            out.push_back(all[drawn]);
            all[drawn] = all[left - 1];
        }
    }
    return out;
}

}  // namespace

Packet fuzz(const Packet& packet, std::size_t from) {
    Packet out = packet.tail(from);
    out.clear_cache();
    // The outermost layer first: what is random then decides which conditional fields there are.
    for (std::size_t i = 0; i < out.size(); ++i) fuzz_layer(out, i);
    return out;
}

Octets corrupt_bytes(Octets octets, std::optional<std::size_t> count, double share) {
    for (const std::size_t at : places(octets.size(), changes_in(octets.size(), count, share)))
        octets[at] = static_cast<std::uint8_t>(octets[at] + 1 + draw_below(255));
    return octets;
}

Octets corrupt_bits(Octets octets, std::optional<std::size_t> count, double share) {
    const std::size_t bits = octets.size() * 8;
    for (const std::size_t at : places(bits, changes_in(bits, count, share)))
        octets[at / 8] = static_cast<std::uint8_t>(octets[at / 8] ^ 1 << at % 8);
    return octets;
}

}  // namespace pkttest
