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

/// One run over a frame's octets.
class Dissector {
 public:
    explicit Dissector(Dissection& out) : out_(out), end_(out.table_.size), layer_(out.table_, 0) {}

    void run(const Protocol& first) {
        walk(&first);
        while (cuts_ > 0) {
            const Cut cut = cut_[--cuts_];
            if (cut.follower == nullptr)
                out_.add(padding_protocol(), cut.start, cut.length);
            else
                follow(cut);
        }
    }

 private:
    /// What a layer's length left out: padding, where no protocol is named.
    struct Cut {
        std::size_t start, length;
        const Protocol* follower;
    };

    void walk(const Protocol* protocol) {
        try {
            while (protocol != nullptr) protocol = step(protocol);
        } catch (const std::runtime_error&) {
            give_up_rule();
        }
    }
    void follow(const Cut& cut) {
        at_ = cut.start;
        end_ = cut.start + cut.length;
        layer_.table_.size = end_ + trailers_;
        walk(cut.follower);
    }

    /// Rules made at run time may fail: then the layer that they were asked about cannot be read.
    void give_up_rule() {
        Slot& slot = out_.slots_last();
        slot.length = static_cast<std::uint32_t>(end_ - slot.start);
        give_up(slot, "a rule of the protocol failed");
    }

    /// Adds one layer; the next one's protocol, nullptr at the end.
    const Protocol* step(const Protocol* protocol) {
        const std::size_t available = end_ - at_;
        Slot& slot = out_.add(*protocol, at_, available);
        move_to_last();
        const Compiled* table = &compiled(*protocol);
        if (table->specialises) {
            specialise(slot, layer_);
            protocol = slot.protocol;
            table = &compiled(*protocol);
        }
        const char* reason = nullptr;
        const std::int64_t length = length_of(*protocol, *table, available, reason);
        if (length < 0) return give_up(slot, reason);
        if (reason != nullptr) out_.malformed_ = reason;
        slot.length = static_cast<std::uint32_t>(length);
        at_ += slot.length;
        if (protocol->trailer != 0 && !leave_trailer(*protocol)) return give_up_trailer(slot);
        if (protocol->payload_size != nullptr) cut_padding(*protocol);
        if (at_ >= end_) return nullptr;
        if (out_.size() >= most_layers) return limit();
        const Protocol* found = next(*protocol, *table);
        return found != nullptr && found != &raw_protocol() ? found : rest_is_raw();
    }

    /// layer_ stands for the layer added last; it is changed in place, for a copy costs more than a step.
    void move_to_last() {
        layer_.table_.slots = out_.table_.slots;
        layer_.table_.count = out_.table_.count;
        layer_.index_ = out_.table_.count - 1;
    }

    /// header_length(), what is most common first.
    std::int64_t length_of(const Protocol& protocol, const Compiled& table, std::size_t available,
                           const char*& reason) const {
        if (table.is_fixed) {
            if (table.fixed_bits / 8 <= available) return static_cast<std::int64_t>(table.fixed_bits / 8);
        } else if (protocol.header_size != nullptr) {
            const std::int64_t octets = protocol.header_size(layer_);
            if (octets >= 0 && static_cast<std::size_t>(octets) <= available) return octets;
        }
        return header_length(layer_, available, reason);
    }

    const Protocol* give_up(Slot& slot, const char* reason) {
        if (slot.protocol != &raw_protocol()) out_.malformed_ = reason;
        slot.protocol = &raw_protocol();
        at_ = end_;
        return nullptr;
    }

    /// The octets behind the payload are no layer's.
    bool leave_trailer(const Protocol& protocol) {
        if (end_ - at_ < protocol.trailer) return false;
        end_ -= protocol.trailer;
        trailers_ += protocol.trailer;
        return true;
    }
    const Protocol* give_up_trailer(Slot& slot) {
        at_ -= slot.length;
        slot.length = static_cast<std::uint32_t>(end_ - at_);
        return give_up(slot, "the layer ends before its trailer");
    }

    const Protocol* limit() {
        out_.malformed_ = "more than 255 layers";
        return rest_is_raw();
    }

    const Protocol* next(const Protocol& protocol, const Compiled& table) const {
        if (protocol.guess_payload != nullptr)
            if (const Protocol* guess = protocol.guess_payload(layer_)) return guess;
        return table.payloads.find(layer_);
    }

    const Protocol* rest_is_raw() {
        out_.add(raw_protocol(), at_, end_ - at_);
        return nullptr;
    }

    /// What a layer's length leaves out comes behind everything else, the inner layers' first.
    void cut_padding(const Protocol& protocol) {
        if (cuts_ == most_paddings) return;
        const std::int64_t size = protocol.payload_size(layer_);
        if (size < 0 || static_cast<std::uint64_t>(size) >= end_ - at_) return;
        const std::size_t end = at_ + static_cast<std::size_t>(size);
        const Protocol* follower = protocol.follower.empty() ? nullptr : find_protocol(protocol.follower);
        cut_[cuts_++] = {end, end_ - end, follower};
        end_ = end;
        layer_.table_.size = end + trailers_;
    }

    Dissection& out_;
    std::size_t at_ = 0;
    std::size_t end_;
    std::size_t trailers_ = 0;  ///< Octets of trailers between `end_` and the frame's.
    Layer layer_;
    std::size_t cuts_ = 0;
    std::array<Cut, most_paddings> cut_;
};

Dissection::Dissection(std::span<const std::uint8_t> octets, const Protocol& first, const Layer* parent) {
    dissect(octets, first, parent);
}

void Dissection::dissect(std::span<const std::uint8_t> octets, const Protocol& first, const Layer* parent) {
    table_ = {octets.data(), octets.size(), slots_.data(), 0, parent};
    more_.clear();
    malformed_ = nullptr;
    Dissector(*this).run(first);
}

void Dissection::make_room() {
    if (more_.empty()) more_.assign(slots_.begin(), slots_.end());
    more_.resize(table_.count + 1);
    table_.slots = more_.data();
}

int Dissection::find(const Protocol& protocol, int nth) const {
    for (std::size_t i = 0; i < table_.count; ++i)
        if (table_.slots[i].protocol == &protocol && --nth == 0) return static_cast<int>(i);
    return -1;
}

}  // namespace pkttest
