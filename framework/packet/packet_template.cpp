// PacketTemplate: where the layers lie is found once; a change writes bits and computes again.
#include "framework/packet/packet_template.h"

#include <algorithm>

#include "framework/packet/compiled.h"

namespace pkttest {

namespace {

bool is_plain(const Protocol& protocol) {
    const auto fields = protocol.fields;
    return protocol.post_build == nullptr && protocol.rules == nullptr && protocol.trailer == 0 &&
           std::none_of(fields.begin(), fields.end(),
                        [](const Field& field) { return field.conditional() || field.rule != nullptr; });
}

/// Whether build() computes this field of a crafted layer: nobody has told it, nor the layer above.
bool is_computed(const Layer& layer, std::uint16_t index) {
    if (const Value* told = layer.slot().crafted->find(index)) return told->is_none();
    const auto upper = layer.above();
    const auto* overrides = upper ? compiled(layer.protocol()).overrides_by(upper->protocol()) : nullptr;
    return overrides == nullptr || !overrides->sets(index);
}

}  // namespace

PacketTemplate::PacketTemplate(const Packet& packet) : octets_(packet.build()) {
    can_change_ = !packet.has_sets();
    for (std::size_t i = 0; i < packet.size(); ++i)
        can_change_ = can_change_ && packet[i].is_crafted() && is_plain(packet[i].protocol());
    if (!can_change_) return;
    std::size_t start = 0;
    for (std::size_t i = 0; i < packet.size(); ++i) {
        const std::size_t above = i + 1 < packet.size() ? packet.tail(i + 1).build().size() : 0;
        const std::size_t end = octets_.size() - above;
        slots_.push_back({&packet[i].protocol(), static_cast<std::uint32_t>(start),
                          static_cast<std::uint32_t>(end - start), nullptr});
        start = end;
    }
    for (std::size_t i = 0; i < packet.size(); ++i)
        find_computed(packet, i, compiled(packet[i].protocol()).computed_addresses);
    for (std::size_t i = packet.size(); i-- > 0;)
        find_computed(packet, i, compiled(packet[i].protocol()).computed);
}

void PacketTemplate::find_computed(const Packet& packet, std::size_t layer,
                                   const std::vector<std::uint16_t>& fields) {
    const Layer crafted = packet[layer];
    for (const std::uint16_t index : fields) {
        const Field& field = crafted.protocol().fields[index];
        if (!is_computed(crafted, index)) continue;
        if (const auto place = Layer(table(), layer).place(field))
            computed_.push_back({layer, &field, place->first});
    }
}

void PacketTemplate::put(const Computed& one, UnsignedInteger value) {
    write_bits(octets_.data() + slots_[one.layer].start, one.bit, one.field->width, value,
               one.field->little_endian);
}

bool PacketTemplate::set(std::size_t layer, const Field& field, UnsignedInteger value) {
    if (!can_change_ || layer >= slots_.size() || field.automatic()) return false;
    const Protocol& protocol = *slots_[layer].protocol;
    const Compiled& compiled_table = compiled(protocol);
    const std::size_t index = index_of(protocol, field);
    if (index >= compiled_table.stamped_fields) return false;
    write_bits(octets_.data() + slots_[layer].start,
               static_cast<std::size_t>(compiled_table.fixed_bit[index]), field.width, value,
               field.little_endian);
    for (const Computed& one : computed_) put(one, 0);
    for (const Computed& one : computed_)
        put(one, static_cast<UnsignedInteger>(one.field->compute(Layer(table(), one.layer))));
    return true;
}

}  // namespace pkttest
