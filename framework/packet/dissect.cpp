// Dissect: from header to header, by the tables.
#include "framework/packet/dissect.h"

#include <stdexcept>

#include "framework/packet/compiled.h"
#include "framework/packet/places.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

constexpr std::size_t most_layers = 255;
constexpr std::size_t most_paddings = 16;

/// Field by field. Where even the fixed part is not all there, numbers must be whole, but octets may be
/// fewer.
std::int64_t walk_header(const Layer& layer, std::size_t available, const char*& reason) {
    const Compiled& table = compiled(layer.protocol());
    const bool is_short = table.fixed_bits > available * 8;
    Cursor cursor{layer.header().data(), is_short ? 0 : table.fixed_bits, available * 8};
    const auto fields = layer.protocol().fields.first(table.header_fields);
    Places places(layer);
    for (std::size_t i = is_short ? 0 : table.fixed_fields; i < fields.size(); ++i) {
        const bool is_there = layer.has(fields[i]);
        places.note(i, is_there ? std::optional(cursor.bit) : std::nullopt);
        if (!is_there) continue;
        cursor.align(fields[i].align_to);
        reason = fields[i].shape->skip(fields[i], layer, cursor);
        if (reason != nullptr) return -1;
    }
    reason = cursor.note;
    if (cursor.bit % 8 != 0) return reason = "the layer ends inside an octet", -1;
    return static_cast<std::int64_t>(cursor.bit / 8);
}

}  // namespace

std::int64_t header_length(const Layer& layer, std::size_t available, const char*& reason) {
    const Protocol& protocol = layer.protocol();
    const Compiled& table = compiled(protocol);
    if (table.is_fixed) {
        const std::size_t octets = table.fixed_bits / 8;
        return octets > available ? walk_header(layer, available, reason) : static_cast<std::int64_t>(octets);
    }
    if (protocol.header_size == nullptr) return walk_header(layer, available, reason);
    const std::int64_t octets = protocol.header_size(layer);
    if (octets >= 0 && static_cast<std::size_t>(octets) <= available) return octets;
    if (octets < 0 || table.fixed_bits / 8 > available)
        return reason = "the header's length does not fit", -1;
    reason = "a length runs past the end";
    return static_cast<std::int64_t>(available);
}

void specialise(Slot& slot, const Layer& layer) {
    constexpr int deepest = 4;
    for (int depth = 0; depth < deepest; ++depth) {
        const Dispatch& variants = compiled(*slot.protocol).variants;
        const Protocol* exact = variants.empty() ? nullptr : variants.find(layer);
        if (exact == nullptr) break;
        slot.protocol = exact;
    }
    if (slot.protocol->abstract) slot.protocol = &raw_protocol();
}

/// One run over a frame's octets. `layer_` stands for the layer added last and is changed in place: a handle
/// made for each layer would cost more than a step.
class Dissector {
 public:
    explicit Dissector(Dissection& out) : out_(out), end_(out.table_.size) {
        // One by one: as a whole they would be read back from what was stored a moment ago.
        layer_.table_.data = out.table_.data;
        layer_.table_.size = end_;
        layer_.table_.slots = out.slots_.data();
        layer_.table_.parent = out.table_.parent;
    }

    void run(const Protocol& first) {
        walk(first);
        while (cuts_ > 0) {
            const Cut cut = cut_[--cuts_];
            if (cut.follower == nullptr)
                add(padding_protocol(), cut.start, cut.length);
            else
                follow(cut);
        }
        out_.table_.slots = layer_.table_.slots;
        out_.table_.count = layer_.table_.count;
    }

 private:
    /// What a layer's length left out: padding, where no protocol is named.
    struct Cut {
        std::size_t start, length;
        const Protocol* follower;
    };

    void walk(const Protocol& first) {
        try {
            for (const Protocol* protocol = &first; protocol != nullptr;) protocol = step(*protocol);
        } catch (const std::runtime_error&) {
            give_up_rule();
        }
    }
    [[gnu::noinline]] void follow(const Cut& cut) {
        at_ = cut.start;
        end_ = cut.start + cut.length;
        layer_.table_.size = end_ + trailers_;
        walk(*cut.follower);
    }

    /// Adds one layer; the next one's protocol, nullptr at the end.
    [[gnu::always_inline]] const Protocol* step(const Protocol& announced) {
        const std::size_t start = at_, available = end_ - start;
        const std::uint8_t* header = layer_.table_.data + start;
        Slot& slot = add(announced, start, available);
        const Compiled* table = &compiled(announced);
        if (table->specialises &&
            (announced.abstract || table->variants.find(layer_, header, available) != nullptr))
            table = specialised(slot);
        const Protocol& protocol = *slot.protocol;
        std::size_t length = table->fixed_octets;
        if ((!table->is_fixed || length > available) && !measure(slot, protocol, available, length))
            return nullptr;
        slot.length = static_cast<std::uint32_t>(length);
        at_ = start + length;
        if (table->has_ends && !cut_ends(slot, protocol)) return nullptr;
        if (at_ >= end_) return nullptr;
        if (layer_.table_.count >= most_layers) return limit();
        const Protocol* found = protocol.guess_payload != nullptr ? protocol.guess_payload(layer_) : nullptr;
        if (found == nullptr) found = table->payloads.find(layer_, header, length);
        return found != nullptr && found != raw_ ? found : rest_is_raw();
    }

    Slot& add(const Protocol& protocol, std::size_t start, std::size_t length) {
        const std::size_t index = layer_.table_.count;
        if (index >= Dissection::inline_slots) layer_.table_.slots = out_.make_room(index);
        Slot& added = const_cast<Slot&>(layer_.table_.slots[index]);
        added = {&protocol, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(length), nullptr};
        layer_.index_ = index;
        layer_.table_.count = index + 1;
        return added;
    }

    [[gnu::noinline]] const Compiled* specialised(Slot& slot) {
        specialise(slot, layer_);
        return &compiled(*slot.protocol);
    }

    /// header_length(), what is most common first; false where the layer cannot be read.
    bool measure(Slot& slot, const Protocol& protocol, std::size_t available, std::size_t& length) {
        if (protocol.header_size != nullptr) {
            const std::int64_t octets = protocol.header_size(layer_);
            length = static_cast<std::size_t>(octets);
            if (octets >= 0 && length <= available) return true;
        }
        length = measure_slowly(slot, available);
        return length != unreadable;
    }
    static constexpr auto unreadable = static_cast<std::size_t>(-1);
    [[gnu::noinline]] std::size_t measure_slowly(Slot& slot, std::size_t available) {
        const char* reason = nullptr;
        const std::int64_t octets = header_length(layer_, available, reason);
        if (octets < 0) return give_up(slot, reason), unreadable;
        if (reason != nullptr) out_.malformed_ = reason;
        return static_cast<std::size_t>(octets);
    }

    /// The layer cannot be read: its octets are Raw.
    [[gnu::noinline]] void give_up(Slot& slot, const char* reason) {
        if (slot.protocol != raw_) out_.malformed_ = reason;
        slot.protocol = raw_;
        slot.length = static_cast<std::uint32_t>(end_ - slot.start);
        at_ = end_;
    }

    /// Rules made at run time may fail: then the layer that they were asked about cannot be read.
    [[gnu::noinline]] void give_up_rule() {
        give_up(const_cast<Slot&>(layer_.slot()), "a rule of the protocol failed");
    }

    /// Takes off what stands behind the payload: trailer and padding. False where the layer cannot be read.
    bool cut_ends(Slot& slot, const Protocol& protocol) {
        if (protocol.trailer != 0 && !leave_trailer(protocol)) {
            give_up(slot, "the layer ends before its trailer");
            return false;
        }
        if (protocol.payload_size != nullptr) cut_padding(protocol);
        return true;
    }

    /// The octets behind the payload are no layer's.
    [[gnu::noinline]] bool leave_trailer(const Protocol& protocol) {
        if (end_ - at_ < protocol.trailer) return false;
        end_ -= protocol.trailer;
        trailers_ += protocol.trailer;
        return true;
    }

    /// What a layer's length leaves out comes behind everything else, the inner layers' first.
    void cut_padding(const Protocol& protocol) {
        const std::int64_t size = protocol.payload_size(layer_);
        if (size >= 0 && static_cast<std::uint64_t>(size) < end_ - at_)
            leave_padding(protocol, at_ + static_cast<std::size_t>(size));
    }
    [[gnu::noinline]] void leave_padding(const Protocol& protocol, std::size_t end) {
        if (cuts_ == most_paddings) return;
        const Protocol* follower = protocol.follower.empty() ? nullptr : find_protocol(protocol.follower);
        cut_[cuts_++] = {end, end_ - end, follower};
        end_ = end;
        layer_.table_.size = end + trailers_;
    }

    [[gnu::noinline]] const Protocol* limit() {
        out_.malformed_ = "more than 255 layers";
        return rest_is_raw();
    }
    const Protocol* rest_is_raw() {
        add(*raw_, at_, end_ - at_);
        return nullptr;
    }

    Dissection& out_;
    const Protocol* const raw_ = &raw_protocol();
    std::size_t at_ = 0;
    std::size_t end_;
    std::size_t trailers_ = 0;  ///< Octets of trailers between `end_` and the frame's.
    Layer layer_{LayerTable{}, 0};
    std::size_t cuts_ = 0;
    std::array<Cut, most_paddings> cut_;
};

Dissection::Dissection(std::span<const std::uint8_t> octets, const Protocol& first, const Layer* parent) {
    dissect(octets, first, parent);
}

void Dissection::dissect(std::span<const std::uint8_t> octets, const Protocol& first, const Layer* parent) {
    table_.data = octets.data();
    table_.size = octets.size();
    table_.parent = parent;
    malformed_ = nullptr;
    Dissector(*this).run(first);
}

Slot* Dissection::make_room(std::size_t used) {
    if (used == inline_slots) more_.assign(slots_.begin(), slots_.end());
    more_.resize(used + 1);
    return more_.data();
}

int Dissection::find(const Protocol& protocol, int nth) const {
    for (std::size_t i = 0; i < table_.count; ++i)
        if (table_.slots[i].protocol == &protocol && --nth == 0) return static_cast<int>(i);
    return -1;
}

}  // namespace pkttest
