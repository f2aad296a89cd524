// Packet: stacking, copying, setting, sets and their product.
#include "framework/packet/packet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "framework/packet/compiled.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

/// Values of layers that went, kept for those that come: many packets are made to be built once. Without a
/// destructor, for packets with static storage go after it would have run.
struct Spares {
    std::array<Crafted*, 16> spare;
    std::size_t count;
    bool closed;
};
constinit thread_local Spares spares{};

struct CloseSpares {
    ~CloseSpares() {
        spares.closed = true;
        while (spares.count > 0) delete spares.spare[--spares.count];
    }
};

Crafted* allocate_crafted() {
    static thread_local CloseSpares at_end_of_thread;
    static_cast<void>(at_end_of_thread);
    return new Crafted;
}
Crafted* make_crafted() { return spares.count > 0 ? spares.spare[--spares.count] : allocate_crafted(); }
void free_crafted(Crafted* crafted) {
    if (crafted == nullptr) return;
    crafted->clear();  // Packets among the values come here too, so count afterwards.
    if (spares.closed || spares.count == spares.spare.size())
        delete crafted;
    else
        spares.spare[spares.count++] = crafted;
}
Crafted* copy_of(const Crafted* crafted) {
    if (crafted == nullptr) return nullptr;
    Crafted* out = make_crafted();
    out->copy(*crafted);
    return out;
}

}  // namespace

Packet::Packet(const Protocol& protocol) { slots_.emplace_back(&protocol, 0u, 0u, make_crafted()); }

Packet Packet::raw(std::string_view octets) {
    Packet out(raw_protocol());
    out.set_internal(0, raw_protocol().fields[0], Bytes{std::string(octets)});
    return out;
}

Packet Packet::dissect(std::span<const std::uint8_t> octets, const Protocol& first) {
    Packet out;
    out.octets_.assign(octets.begin(), octets.end());
    const Dissection found(out.octets_, first);
    out.slots_.append(found.table().slots, found.table().slots + found.size());
    out.malformed_ = found.malformed();
    return out;
}

namespace {

/// All values that a layer has, by field.
Crafted* values_of(const Layer& layer) {
    auto values = std::make_unique<Crafted>();
    for (const Field& field : layer.protocol().fields) {
        if (!layer.has(field)) continue;
        Value value = layer.internal(field);
        if (!value.is_none()) values->set(index_of(layer.protocol(), field), std::move(value));
    }
    return values.release();
}

}  // namespace

Packet Packet::nested(const Dissection& found) {
    Packet out;
    out.malformed_ = found.malformed();
    for (std::size_t i = 0; i < found.size(); ++i)
        out.slots_.push_back({&found[i].protocol(), 0, 0, values_of(found[i])});
    return out;
}

Packet Packet::of(const Layer& layer) {
    const LayerTable& table = layer.table();
    Packet out;
    out.octets_.assign(table.data, table.data + (table.data != nullptr ? table.size : 0));
    out.slots_.append(table.slots, table.slots + table.count);
    for (Slot& slot : out.slots_) slot.crafted = copy_of(slot.crafted);
    return out;
}

Packet::Packet(const Packet& other)
    : time(other.time),
      wire_length(other.wire_length),
      octets_(other.octets_),
      slots_(other.slots_),
      malformed_(other.malformed_),
      comment_(other.comment_ != nullptr ? std::make_unique<const std::string>(*other.comment_) : nullptr) {
    for (Slot& slot : slots_) slot.crafted = copy_of(slot.crafted);
}

Packet::Packet(Packet&& other) noexcept
    : time(other.time),
      wire_length(other.wire_length),
      octets_(std::move(other.octets_)),
      slots_(std::move(other.slots_)),
      malformed_(other.malformed_),
      comment_(std::move(other.comment_)) {
    other.slots_.clear();
}

Packet& Packet::operator=(Packet other) noexcept {
    std::swap(time, other.time);
    std::swap(wire_length, other.wire_length);
    octets_.swap(other.octets_);
    slots_.swap(other.slots_);
    std::swap(malformed_, other.malformed_);
    comment_.swap(other.comment_);
    return *this;
}

Packet::~Packet() {
    if (!slots_.empty()) release();
}

void Packet::release() {
    for (Slot& slot : slots_) free_crafted(slot.crafted);
    slots_.clear();
}

void Packet::set_comment(std::string text) {
    comment_ = text.empty() ? nullptr : std::make_unique<const std::string>(std::move(text));
}

std::optional<std::size_t> Packet::find(const Protocol& protocol, int nth, std::size_t from) const {
    for (std::size_t i = from; i < slots_.size(); ++i)
        if (slots_[i].protocol == &protocol && --nth == 0) return i;
    return std::nullopt;
}

Packet& Packet::operator/=(const Packet& upper) {
    const auto base = static_cast<std::uint32_t>(octets_.size());
    octets_.insert(octets_.end(), upper.octets_.begin(), upper.octets_.end());
    slots_.reserve(slots_.size() + upper.slots_.size());
    for (const Slot& slot : upper.slots_)
        slots_.push_back({slot.protocol, slot.start + base, slot.length, copy_of(slot.crafted)});
    return *this;
}

Packet& Packet::operator/=(Packet&& upper) {
    if (!upper.octets_.empty()) return *this /= std::as_const(upper);
    slots_.append(upper.slots_.begin(), upper.slots_.end());
    upper.slots_.clear();
    return *this;
}

Packet Packet::tail(std::size_t from) const {
    Packet out;
    std::uint32_t base = static_cast<std::uint32_t>(octets_.size());
    for (std::size_t i = from; i < slots_.size(); ++i)
        if (slots_[i].crafted == nullptr) base = std::min(base, slots_[i].start);
    out.octets_.assign(octets_.begin() + base, octets_.end());
    for (std::size_t i = from; i < slots_.size(); ++i) {
        const Slot& slot = slots_[i];
        out.slots_.push_back({slot.protocol, slot.crafted == nullptr ? slot.start - base : 0, slot.length,
                              copy_of(slot.crafted)});
    }
    if (has_trailers()) out.cut_octets();
    out.time = time;
    out.malformed_ = malformed_;
    return out;
}

/// Trailers of layers that are not here any more go.
void Packet::cut_octets() {
    std::size_t end = 0;
    for (const Slot& slot : slots_) end = std::max<std::size_t>(end, slot.start + slot.length);
    for (const Slot& slot : slots_) end += slot.protocol->trailer;
    if (end < octets_.size()) octets_.resize(end);
}

void Packet::remove_from(std::size_t from) {
    for (std::size_t i = from; i < slots_.size(); ++i) free_crafted(slots_[i].crafted);
    slots_.truncate(from);
    std::size_t end = 0;
    for (const Slot& slot : slots_)
        if (slot.crafted == nullptr) end = std::max<std::size_t>(end, slot.start + slot.length);
    octets_.resize(std::min(end, octets_.size()));
}

void Packet::craft(std::size_t index) {
    Slot& slot = slots_[index];
    if (slot.crafted != nullptr) return;
    slot.crafted = values_of((*this)[index]);
}

void Packet::clear_cache() {
    for (std::size_t i = 0; i < slots_.size(); ++i) craft(i);
}

std::optional<Problem> Packet::set(std::size_t layer, const Field& field, const Value& value) {
    Value internal;
    if (auto problem = normalize(field, value, internal)) return problem;
    if (const auto* number = internal.as<Integer>())
        set_internal(layer, field, *number);
    else
        set_internal(layer, field, std::move(internal));
    return std::nullopt;
}

void Packet::set_internal(std::size_t layer, const Field& field, Value internal) {
    craft(layer);
    slots_[layer].crafted->set(index_of(*slots_[layer].protocol, field), std::move(internal));
}

void Packet::set_internal(std::size_t layer, const Field& field, Integer number) {
    Slot& slot = slots_[layer];
    const std::size_t index = index_of(*slot.protocol, field);
    if (slot.crafted == nullptr || !slot.crafted->append(static_cast<std::uint16_t>(index), number))
        set_internal(layer, field, Value(number));
}

std::optional<Problem> Packet::set(std::size_t layer, std::string_view field, const Value& value) {
    for (std::size_t i = layer; i < slots_.size(); ++i)
        if (const Field* found = find_field(*slots_[i].protocol, field)) return set(i, *found, value);
    Problem problem{fmt::format("{} has no field named {}", slots_[layer].protocol->name, field),
                    {},
                    std::string(field),
                    {}};
    for (const Field& one : slots_[layer].protocol->fields) problem.candidates.emplace_back(one.name);
    return problem;
}

void Packet::unset(std::size_t layer, const Field& field) {
    craft(layer);
    slots_[layer].crafted->unset(index_of(*slots_[layer].protocol, field));
}

namespace {

/// A field that holds a set, and which member of it is built.
struct Axis {
    std::size_t layer;
    std::size_t field;
    SharedSet set;
    std::uint64_t count;
};

std::vector<Axis> axes_of(const Packet& packet) {
    std::vector<Axis> out;
    for (std::size_t i = 0; i < packet.size(); ++i) {
        if (!packet[i].is_crafted()) continue;
        for (const auto& entry : packet[i].slot().crafted->entries)
            if (const auto* set = entry.value.as<SharedSet>())
                if (const auto count = (*set)->count()) out.push_back({i, entry.field, *set, *count});
    }
    return out;
}

/// Visits the product of the axes from `from` on; false where the visitor stopped it.
bool visit_product(Packet& member, const std::vector<Axis>& axes, std::size_t from,
                   const std::function<bool(const Packet&)>& visit) {
    if (from == axes.size()) return visit(member);
    const Axis& axis = axes[from];
    const Field& field = member[axis.layer].protocol().fields[axis.field];
    for (std::uint64_t i = 0; i < axis.count; ++i) {
        member.set_internal(axis.layer, field, axis.set->at(i));
        if (!visit_product(member, axes, from + 1, visit)) return false;
    }
    return true;
}

}  // namespace

void Packet::for_each(const std::function<bool(const Packet&)>& visit) const {
    const auto visit_drawn = [&](const Packet& member) {
        return member.holds_any_set() ? visit(member.drawn()) : visit(member);
    };
    const auto axes = axes_of(*this);
    if (axes.empty()) {
        visit_drawn(*this);
        return;
    }
    Packet member(*this);
    visit_product(member, axes, 0, visit_drawn);
}

std::uint64_t Packet::member_count() const {
    std::uint64_t total = 1;
    for (const Axis& axis : axes_of(*this))
        if (__builtin_mul_overflow(total, axis.count, &total)) return ~std::uint64_t{0};
    return total;
}

bool Packet::holds_any_set() const {
    for (const Slot& slot : slots_) {
        if (slot.crafted == nullptr || slot.crafted->is_plain) continue;
        for (const Crafted::Entry& entry : slot.crafted->entries)
            if (entry.value.set() != nullptr) return true;
    }
    return false;
}

Packet Packet::drawn() const {
    Packet out(*this);
    // From the last field of the innermost layer on, as the reference draws: seeds give the same packets.
    for (std::size_t layer = out.slots_.size(); layer-- > 0;) {
        if (out.slots_[layer].crafted == nullptr) continue;
        auto& entries = out.slots_[layer].crafted->entries;
        for (std::size_t i = entries.size(); i-- > 0;)
            if (Value& value = entries[i].value; value.set() != nullptr) value = value.set()->at(0);
    }
    return out;
}

bool Packet::has_sets() const { return !axes_of(*this).empty(); }

bool operator==(const Packet& a, const Packet& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (&a[i].protocol() != &b[i].protocol()) return false;
        for (const Field& field : a[i].protocol().fields)
            if (!(a[i].internal(field) == b[i].internal(field))) return false;
    }
    return true;
}

bool payload_answers(const Layer& answer, const Layer& request) {
    const auto upper = answer.above();
    const auto lower = request.above();
    if (!upper) return !lower || lower->is("Padding");
    if (upper->is("Padding") || upper->is("Raw")) return true;  // Octets answer anything.
    return lower && answers(*upper, *lower);
}

bool answers(const Layer& answer, const Layer& request) {
    if (answer.protocol().answers != nullptr) return answer.protocol().answers(answer, request);
    if (answer.is("Raw")) return true;
    return &answer.protocol() == &request.protocol() && payload_answers(answer, request);
}

bool answers(const Packet& answer, const Packet& request) {
    for (std::size_t i = 0; i < answer.size(); ++i)
        if (!request.empty() && &answer[i].protocol() == &request[0].protocol())
            return answers(answer[i], request[0]);
    for (std::size_t i = 0; i < request.size(); ++i)
        if (!answer.empty() && &request[i].protocol() == &answer[0].protocol())
            return answers(answer[0], request[i]);
    return false;
}

void add_hashret(const Layer& layer, std::string& out) {
    if (layer.protocol().hashret != nullptr)
        layer.protocol().hashret(layer, out);
    else
        add_payload_hashret(layer, out);
}

void add_payload_hashret(const Layer& layer, std::string& out) {
    if (const auto upper = layer.above()) add_hashret(*upper, out);
}

std::string hashret(const Packet& packet) {
    std::string out;
    if (!packet.empty()) add_hashret(packet[0], out);
    return out;
}

}  // namespace pkttest
