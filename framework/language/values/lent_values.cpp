// Lists and packets that fields hold, lent to the scripts of .uts campaigns.
#include "framework/language/values/lent_values.h"

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

struct Loan {
    std::shared_ptr<Packet> packet;
    std::size_t layer;
    const Field* field;
    Value lent;
    Value before;  ///< What the packet has.

    bool is_of(const Packet& other, std::size_t where, const Field& what) const {
        return packet.get() == &other && layer == where && field == &what;
    }
};

thread_local std::vector<Loan> loans;

Value clone(const Value& value) {
    if (const auto* held = value.as<LayerReference>())
        return Value(LayerReference{std::make_shared<Packet>(*held->packet), held->index});
    if (!value.is_list()) return value;
    List out;
    out.reserve(value.items()->size());
    for (const Value& item : *value.items()) out.push_back(clone(item));
    return Value(std::move(out));
}

/// Whether a script has it or a part of it.
bool is_held(const Value& lent) {
    if (const auto* held = lent.as<LayerReference>()) return held->packet.use_count() > 1;
    const auto* list = lent.as<std::shared_ptr<List>>();
    if (list == nullptr) return false;
    return list->use_count() > 1 || std::any_of((*list)->begin(), (*list)->end(), is_held);
}

/// The newest first: a loan of a part holds what it is a part of.
void drop_ended() {
    for (std::size_t i = loans.size(); i-- > 0;)
        if (!is_held(loans[i].lent)) loans.erase(loans.begin() + static_cast<std::ptrdiff_t>(i));
}

bool is_still_there(const Loan& loan) {
    if (loan.layer >= loan.packet->size()) return false;
    const auto fields = (*loan.packet)[loan.layer].protocol().fields;
    return loan.field >= fields.data() && loan.field < fields.data() + fields.size();
}

/// No options are a new list whenever they are read.
bool is_made_when_read(const Field& field, const Value& value) {
    return field.shape == &tuples_shape && value.is_list() && value.items()->empty();
}

bool is_source(const Field& field) {
    return field.name == "src" && field.compute != nullptr &&
           (field.shape == &ipv4_shape || field.shape == &ipv6_shape);
}

/// The source of an IP packet that nobody has given; None where it rests on the host's routes.
Value source_of(const Packet& packet, std::size_t layer, const Field& field) {
    const Packet built = Packet::dissect(packet.build(), packet[0].protocol());
    Value source = layer < built.size() ? built[layer].get(field.name) : Value();
    return equal(source, Value("0.0.0.0")) || equal(source, Value("::")) ? Value() : source;
}

/// The field of a layer that has a source which nobody has given; nullptr where there is none.
const Field* open_source(const Layer& layer) {
    const Field* field = layer.is_crafted() ? find_field(layer.protocol(), "src") : nullptr;
    return field != nullptr && is_source(*field) && layer.get(*field).is_none() ? field : nullptr;
}

}  // namespace

Value lend(const std::shared_ptr<Packet>& packet, std::size_t layer, const Field& field) {
    const Layer here = (*packet)[layer];
    if (!PythonRules::hold()) return python_value(here, field);
    drop_ended();
    for (const Loan& loan : loans)
        if (loan.is_of(*packet, layer, field)) return loan.lent;
    Value value = python_value(here, field);
    if (value.is_none() && is_source(field)) {
        Value source = source_of(*packet, layer, field);
        if (!source.is_none()) return source;
        throw EvaluationError({}, "the source address that this host's routes tell").uncovered();
    }
    if (!value.is_list() && !value.is_packet()) return value;
    Value lent = clone(value);
    if (!is_made_when_read(field, value)) loans.push_back({packet, layer, &field, lent, std::move(value)});
    return lent;
}

namespace {

bool holds_packet(const Value& lent, const Packet& packet) {
    if (const auto* held = lent.as<LayerReference>()) return held->packet.get() == &packet;
    return lent.items() != nullptr &&
           std::any_of(lent.items()->begin(), lent.items()->end(),
                       [&](const Value& item) { return holds_packet(item, packet); });
}

}  // namespace

Value holder_of(const Packet& packet) {
    for (const Loan& loan : loans)
        if (holds_packet(loan.lent, packet)) return Value(LayerReference{loan.packet, loan.layer});
    return {};
}

void give_back() {
    for (std::size_t i = loans.size(); i-- > 0;) {
        Loan& loan = loans[i];
        if (equal(loan.lent, loan.before) || !is_still_there(loan)) continue;
        loan.before = clone(loan.lent);
        if (const auto problem = loan.packet->set(loan.layer, *loan.field, to_field(*loan.field, loan.lent)))
            throw EvaluationError({}, *problem).uncovered();
    }
}

void call_in(const Packet& packet, std::size_t layer, const Field& field) {
    std::erase_if(loans, [&](const Loan& loan) { return loan.is_of(packet, layer, field); });
}

Packet with_sources(const Packet& packet) {
    Packet out = packet;
    for (std::size_t i = 0; PythonRules::hold() && i < packet.size(); ++i)
        if (const Field* field = open_source(packet[i]))
            if (const Value source = source_of(packet, i, *field); !source.is_none())
                out.set(i, *field, source);
    return out;
}

void forget_lent_values() { loans.clear(); }

}  // namespace pkttest::language
