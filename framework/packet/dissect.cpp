// Dissect: from header to header, by the tables.
#include "framework/packet/dissect.h"

#include <map>
#include <mutex>
#include <stdexcept>
#include <string>

#include "framework/packet/compiled.h"
#include "framework/packet/places.h"
#include "framework/packet/runtime_protocol.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

constexpr std::size_t most_layers = 255;

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

/// By OctetsBy; no less than the fixed part.
std::int64_t told_header(const Compiled& table, const Layer& layer, std::size_t available) {
    if (table.fixed_octets > available) return static_cast<std::int64_t>(table.fixed_octets);
    return static_cast<std::int64_t>(table.header_octets(layer.header().data()));
}

}  // namespace

std::int64_t header_length(const Layer& layer, std::size_t available, const char*& reason) {
    const Protocol& protocol = layer.protocol();
    const Compiled& table = compiled(protocol);
    const std::size_t fixed = table.fixed_octets;
    if (table.is_fixed && fixed <= available) return static_cast<std::int64_t>(fixed);
    if (protocol.header_size == nullptr && !table.header.is_told)
        return walk_header(layer, available, reason);
    const std::int64_t octets =
        table.header.is_told ? told_header(table, layer, available) : protocol.header_size(layer);
    if (octets >= 0 && static_cast<std::size_t>(octets) <= available) return octets;
    if (octets < 0 || table.fixed_octets > available) return reason = "the header's length does not fit", -1;
    reason = "a length runs past the end";
    return static_cast<std::int64_t>(available);
}

void specialise(Slot& slot, const Layer& layer) {
    constexpr int deepest = 4;
    if (const ProtocolRules* rules = slot.protocol->rules; rules != nullptr && rules->dispatch != nullptr) {
        const Bytes octets{{layer.header().begin(), layer.header().end()}};
        const Value answer = rules->dispatch->ask(layer, {octets});
        const auto* exact = answer.as<const Protocol*>();
        slot.protocol = exact != nullptr ? *exact : &raw_protocol();
        return;
    }
    for (int depth = 0; depth < deepest; ++depth) {
        const Dispatch& variants = compiled(*slot.protocol).variants;
        const Protocol* exact = variants.empty() ? nullptr : variants.find(layer);
        if (exact == nullptr) break;
        slot.protocol = exact;
    }
    if (slot.protocol->abstract) slot.protocol = &raw_protocol();
}

namespace {

/// "IP: the header's length does not fit": the layer that octets were taken for, and why they are not it.
/// Each text is kept: there are as many as protocols have reasons.
const char* named(const Protocol& protocol, const char* reason) {
    static std::mutex mutex;
    static std::map<std::pair<std::string, const char*>, std::string> texts;
    const std::lock_guard lock(mutex);
    std::string& text = texts[{std::string(protocol.name), reason}];
    if (text.empty()) text = std::string(protocol.name) + ": " + reason;
    return text.c_str();
}

constexpr auto untold = Compiled::untold;

/// The payload's octets as a table tells them, more than there can be where that is less than the header;
/// `untold` where the field's value says nothing. The header's fixed part is there.
[[gnu::always_inline]] inline std::size_t told_payload(const Compiled::Octets& rule,
                                                       const std::uint8_t* header, std::size_t length) {
    const std::size_t value = rule.place.in(header);
    return value - rule.least > rule.span ? untold : rule.octets(value, length);
}

/// Whether a header tells that the payload is all that is `behind` it: as much, more, or nothing at all.
[[gnu::always_inline]] inline bool tells_all(const Compiled& table, const std::uint8_t* header,
                                             std::size_t length, std::size_t behind) {
    const Compiled::Octets& rule = table.payload;
    const std::size_t value = rule.place.in(header), size = rule.octets(value, length);
    if (size == behind) [[likely]]
        return true;
    return value - rule.least > rule.span ? !table.asks_ends : size > behind;
}

}  // namespace

/// Goes on as far as tables tell everything. Gives the layer at `start_` that asks for more; nullptr where
/// the last one is found.
[[gnu::always_inline]] inline const Protocol* Dissection::walk_told(const Protocol* protocol) {
    if (table_.count >= inline_slots - 1) return protocol;  // One is left for Raw.
    Slot* slot = slots_.data() + table_.count;
    Slot* const last = slots_.data() + inline_slots - 1;
    const std::uint8_t* const data = table_.data;
    const Protocol& raw = raw_protocol();
    std::size_t at = start_, left = end_ - at;
    const auto slot_of = [&](const Protocol& of, std::size_t length) {
        return Slot{&of, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(length), nullptr};
    };
    while (slot < last) {
        const Compiled* const table = protocol->compiled;
        if (table == nullptr) break;
        const std::uint8_t* const header = data + at;
        std::size_t length = table->told_octets;
        if (length > left) break;
        // Most have no options: then the next header does not wait for this one's length.
        if (!table->usual_header.holds(header)) [[unlikely]] {
            length = table->header_octets(header);
            if (length > left) break;
        }
        const std::size_t behind = left - length;
        if (table->tells_ends && !tells_all(*table, header, length, behind)) break;
        // A layer within one of its own kind (MPLS, VLAN tags) counts as unknown: step() finds it.
        const Protocol* const found = table->payloads.told(header, protocol);
        if (found == protocol) break;
        *slot++ = slot_of(*protocol, length);
        at += length;
        left = behind;
        protocol = found;
        if (protocol != nullptr && left > 0) continue;
        // Whether anything is left nobody can foresee: a slot that does not count costs less than a branch.
        protocol = nullptr;
        *slot = slot_of(raw, left);
        slot += left > 0 ? 1 : 0;
        break;
    }
    table_.count = static_cast<std::size_t>(slot - slots_.data());
    start_ = at;
    return protocol;
}

/// From layer to layer.
[[gnu::always_inline]] inline void Dissection::walk(const Protocol* protocol) try {
    do protocol = walk_told(protocol);
    while (protocol != nullptr && (protocol = step(protocol)) != nullptr);
} catch (const std::runtime_error&) {
    // Rules made at run time may fail: then the layer that they were asked about cannot be read.
    give_up(const_cast<Slot&>(table_.slots[table_.count - 1]), "a rule of the protocol failed");
}

Dissection::Dissection(std::span<const std::uint8_t> octets, const Protocol& first, const Layer* parent) {
    dissect(octets, first, parent);
}

void Dissection::dissect(std::span<const std::uint8_t> octets, const Protocol& first, const Layer* parent) {
    table_.data = octets.data();
    table_.size = end_ = octets.size();
    table_.slots = slots_.data();
    table_.count = 0;
    table_.parent = parent;
    malformed_ = nullptr;
    start_ = trailers_ = cuts_ = 0;
    walk(&first);
    if (cuts_ > 0) follow_cuts();
    table_.size = octets.size();
}

[[gnu::noinline]] void Dissection::follow_cuts() {
    while (cuts_ > 0) {
        const Cut cut = cut_[--cuts_];
        if (cut.follower == nullptr) {
            if (table_.count >= inline_slots) make_room(raw_protocol());
            add(padding_protocol(), table_.data + cut.start, cut.length);
            continue;
        }
        start_ = cut.start;
        end_ = cut.start + cut.length;
        table_.size = end_ + trailers_;
        walk(cut.follower);
    }
}

/// One layer, whatever it takes; gives what follows it, nullptr where it is the last.
[[gnu::noinline]] const Protocol* Dissection::step(const Protocol* protocol) {
    const auto layer = [this] { return last(); };
    const std::uint8_t* const header = table_.data + start_;
    std::size_t available = end_ - start_;
    if (table_.count >= inline_slots) [[unlikely]]
        protocol = make_room(*protocol);
    Slot& slot = add(*protocol, header, available);
    const Compiled* table = &compiled(*protocol);
    if (table->specialises &&
        (protocol->abstract || table->variants.find(layer, header, available) != nullptr)) {
        table = &specialised(slot);
        protocol = slot.protocol;
    }
    const std::size_t length = header_size(slot, *table, header, available);
    if (length == untold) return nullptr;
    slot.length = static_cast<std::uint32_t>(length);
    available -= length;
    if (table->has_ends) {
        if (!take_ends(slot, *table, header, available)) return nullptr;
        available = end_ - slot.start - length;
    }
    if (available == 0) return nullptr;
    const Protocol* found = table->guesses ? protocol->guess_payload(last()) : nullptr;
    if (found == nullptr) found = table->payloads.find(layer, header, length);
    start_ += length;
    if (found != nullptr) return found;
    if (table_.count >= inline_slots) [[unlikely]]
        make_room(raw_protocol());
    add(raw_protocol(), header + length, available);
    return nullptr;
}

/// The header's octets; `untold` where the layer cannot be read, or is all that is left.
std::size_t Dissection::header_size(Slot& slot, const Compiled& table, const std::uint8_t* header,
                                    std::size_t available) {
    std::size_t length = table.fixed_octets;
    if (table.header.is_told && length <= available) length = table.header_octets(header);
    const bool is_known = length <= available && !table.measures;
    return is_known ? length : measure(slot, available);
}

/// Takes off what stands behind the payload, `left` octets behind the header. False where the layer cannot be
/// read.
bool Dissection::take_ends(Slot& slot, const Compiled& table, const std::uint8_t* header, std::size_t left) {
    const std::size_t size = table.tells_ends ? told_payload(table.payload, header, slot.length) : untold;
    if (size < left)
        leave_padding(*slot.protocol, slot.start + slot.length + size);
    else if (size == untold && table.asks_ends)
        return cut_ends(slot);
    return true;
}

[[gnu::always_inline]] inline Slot& Dissection::add(const Protocol& protocol, const std::uint8_t* start,
                                                    std::size_t length) {
    Slot& added = const_cast<Slot&>(table_.slots[table_.count++]);
    added = {&protocol, static_cast<std::uint32_t>(start - table_.data), static_cast<std::uint32_t>(length),
             nullptr};
    return added;
}

/// A place for one more slot than those inside; what stands there: the rest as Raw where there are too many.
[[gnu::noinline]] const Protocol* Dissection::make_room(const Protocol& announced) {
    if (table_.count == inline_slots) more_.assign(slots_.begin(), slots_.end());
    more_.resize(table_.count + 1);
    table_.slots = more_.data();
    if (table_.count < most_layers || &announced == &raw_protocol()) return &announced;
    malformed_ = "more than 255 layers";
    return &raw_protocol();
}

[[gnu::noinline]] const Compiled& Dissection::specialised(Slot& slot) const {
    specialise(slot, last());
    return compiled(*slot.protocol);
}

/// header_length(), what is most common first; `untold` where nothing follows.
[[gnu::noinline]] std::size_t Dissection::measure(Slot& slot, std::size_t available) {
    if (slot.protocol == &raw_protocol()) return untold;
    const Layer layer = last();
    if (const auto size = slot.protocol->header_size; size != nullptr) {
        const std::int64_t octets = size(layer);
        if (octets >= 0 && static_cast<std::size_t>(octets) <= available)
            return static_cast<std::size_t>(octets);
    }
    const char* reason = nullptr;
    const std::int64_t octets = header_length(layer, available, reason);
    if (octets < 0) return give_up(slot, reason), untold;
    if (reason != nullptr) malformed_ = named(*slot.protocol, reason);
    if (available >= compiled(*slot.protocol).fixed_octets) return static_cast<std::size_t>(octets);
    slot.length = static_cast<std::uint32_t>(octets);
    cut_ends(slot);
    return untold;
}

/// The layer cannot be read: its octets are Raw.
[[gnu::noinline]] void Dissection::give_up(Slot& slot, const char* reason) {
    if (slot.protocol != &raw_protocol()) malformed_ = named(*slot.protocol, reason);
    slot.protocol = &raw_protocol();
    slot.length = static_cast<std::uint32_t>(end_ - slot.start);
}

/// Takes off what stands behind the payload: trailer and padding. False where the layer cannot be read.
[[gnu::noinline]] bool Dissection::cut_ends(Slot& slot) {
    const Protocol& protocol = *slot.protocol;
    const std::size_t at = slot.start + slot.length;
    if (end_ - at < protocol.trailer) {
        give_up(slot, "the layer ends before its trailer");
        return false;
    }
    end_ -= protocol.trailer;
    trailers_ += protocol.trailer;
    const std::size_t left = end_ - at;
    const Compiled& table = compiled(protocol);
    std::size_t size = untold;
    if (table.payload.is_told && slot.length >= table.fixed_octets)
        size = told_payload(table.payload, table_.data + slot.start, slot.length);
    if (size == untold && protocol.payload_size != nullptr)
        size = static_cast<std::size_t>(protocol.payload_size(last()));
    if (size < left) leave_padding(protocol, at + size);
    return true;
}

/// What a layer's length leaves out comes behind everything else, the inner layers' first.
[[gnu::noinline]] void Dissection::leave_padding(const Protocol& protocol, std::size_t end) {
    if (cuts_ == most_cuts) return;
    const Protocol* follower = protocol.follower.empty() ? nullptr : find_protocol(protocol.follower);
    cut_[cuts_++] = {end, end_ - end, follower};
    end_ = end;
    table_.size = end + trailers_;
}

int Dissection::find(const Protocol& protocol, int nth) const {
    for (std::size_t i = 0; i < table_.count; ++i)
        if (table_.slots[i].protocol == &protocol && --nth == 0) return static_cast<int>(i);
    return -1;
}

}  // namespace pkttest
