// Forms in which values were given: a set of one member, which is what the field takes it for.
#include "framework/language/values/given_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluator.h"
#include "framework/language/evaluate/operators.h"
#include "framework/packet/address.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

class GivenForm final : public ValueSet {
 public:
    GivenForm(Value given, Value member, std::string shown)
        : given(std::move(given)), member_(std::move(member)), shown_(std::move(shown)) {}
    std::optional<std::uint64_t> count() const override { return std::nullopt; }
    Value at(std::uint64_t) const override { return member_; }
    bool contains(const Value& value) const override { return value == member_; }
    std::string represent() const override { return pkttest::represent(given); }
    std::string shown() const override { return shown_; }
    SharedSet map(const std::function<Value(const Value&)>& convert) const override {
        return std::make_shared<GivenForm>(given, convert(member_), shown_);
    }
    const Value given;

 private:
    Value member_;
    std::string shown_;
};

Value copy_of(const Value& value) {
    if (value.items() == nullptr) return value;
    List out;
    for (const Value& item : *value.items()) out.push_back(copy_of(item));
    return value.is_tuple() ? Value::tuple(std::move(out)) : Value(std::move(out));
}

/// Options in a tuple are several, unless it is one option itself.
Value as_options(const Value& given) {
    if (!given.is_tuple() || given.items()->empty()) return given;
    return given.items()->front().items() != nullptr ? Value(List(*given.items())) : given;
}

/// What the reference keeps although it is no list of what the field holds: nobody means it.
void check_list(const Field& field, const Value& given) {
    const bool counted = field.shape == &list_shape || field.shape == &layers_shape;
    Integer ignored = 0;
    // (3600, "::1"): an address and its time.
    const bool is_pair = given.items()->size() == 2 && given.items()->front().to_integer(ignored);
    if (given.is_tuple() && field.shape->takes_lists && !(is_pair && !counted))
        throw EvaluationError({}, fmt::format("a tuple for the list {}", field.name)).uncovered();
    Value internal;
    if (counted || !given.is_list() || !field.shape->takes_lists || normalize(field, given, internal)) return;
    const Value usual = field.shape->human(field, internal);
    const List &items = *given.items(), *taken = usual.items();
    for (std::size_t i = 0; taken != nullptr && i < std::min(items.size(), taken->size()); ++i)
        if (items[i].as<Bytes>() != nullptr && (*taken)[i].is_text())
            throw EvaluationError({}, fmt::format("octets in {}, which holds text", field.name)).uncovered();
}

/// Scapy keeps numbers given for addresses, and builds mostly nothing of them.
void check_address(const Field& field, const Value& given) {
    const bool address =
        field.shape == &mac_shape || field.shape == &ipv4_shape || field.shape == &ipv6_shape;
    Integer ignored = 0;
    if (address && given.octets() == nullptr && given.set() == nullptr && given.to_integer(ignored))
        throw EvaluationError({}, fmt::format("a number for the address {}", field.name)).uncovered();
}

}  // namespace

Value in_given_form(const Field& field, const Value& given) {
    static constexpr std::size_t octets_of_address = 6;
    const bool address = given.octets() != nullptr && given.octets()->size() > octets_of_address &&
                         parse_mac(*given.octets()).has_value();
    const bool options = field.shape == &tuples_shape && given.items() != nullptr;
    Value internal;
    if (!PythonRules::hold()) return given;
    check_address(field, given);
    // Nothing is built of a packet without members.
    if (given.is_list() && given.items()->empty() && !field.shape->takes_lists)
        throw EvaluationError({}, fmt::format("an empty list for {}", field.name)).uncovered();
    if (given.items() != nullptr && !options) check_list(field, given);
    if (!address && !options) return given;
    if (normalize(field, options ? as_options(given) : given, internal)) return given;
    const Value usual = field.shape->human(field, internal);
    if (equal(usual, given) || (address && !usual.is_text())) return given;
    std::string shown = address ? *given.octets() : field.shape->represent(field, internal);
    if (options && shown == represent(internal)) shown = represent(given);
    return Value(
        SharedSet(std::make_shared<GivenForm>(copy_of(given), std::move(internal), std::move(shown))));
}

const Value* given_form(const Value& value) {
    const auto* form = dynamic_cast<const GivenForm*>(value.set());
    return form != nullptr ? &form->given : nullptr;
}

namespace {

bool equal_fields(const Layer& a, const Layer& b, const Field& field) {
    if (is_open(a, field) != is_open(b, field)) return false;
    const Value x = a.internal(field), y = b.internal(field);
    const Value *given_x = given_form(x), *given_y = given_form(y);
    if (given_x == nullptr && given_y == nullptr) return x == y;
    return equal(given_x != nullptr ? *given_x : a.get(field), given_y != nullptr ? *given_y : b.get(field));
}

}  // namespace

bool equal_packets(const LayerReference& a, const LayerReference& b) {
    const std::size_t layers = a.packet->size() - std::min(a.index, a.packet->size());
    if (layers != b.packet->size() - std::min(b.index, b.packet->size())) return false;
    for (std::size_t i = 0; i < layers; ++i) {
        const Layer x = (*a.packet)[a.index + i], y = (*b.packet)[b.index + i];
        if (&x.protocol() != &y.protocol()) return false;
        const auto& fields = x.protocol().fields;
        if (!std::all_of(fields.begin(), fields.end(),
                         [&](const Field& field) { return equal_fields(x, y, field); }))
            return false;
    }
    return true;
}

}  // namespace pkttest::language
