// Operators: comparison, membership, stacking, and going through values.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluator.h"
#include "framework/language/evaluate/operators.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/byte_array.h"
#include "framework/language/values/field_values.h"
#include "framework/language/values/given_form.h"
#include "framework/language/values/objects.h"
#include "framework/language/values/packet_list_value.h"
#include "framework/packet/find.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

static thread_local int python_rules = 0;

PythonRules::PythonRules() { ++python_rules; }
PythonRules::~PythonRules() { --python_rules; }
bool PythonRules::hold() { return python_rules > 0; }

bool are_apart(const Value& a, const Value& b) {
    return PythonRules::hold() && a.octets() != nullptr && b.octets() != nullptr &&
           a.is_text() != b.is_text();
}

std::string describe(const Value& value) {
    static constexpr std::size_t longest = 60;
    if (value.is_none()) return "None";
    std::string text = represent(value);
    if (text.size() > longest) text = text.substr(0, longest - 3) + "...";
    return fmt::format("{} {}", value.kind(), text);
}

namespace {

bool to_seconds(const Value& value, double& out) {
    if (value.to_real(out)) return true;
    if (const auto duration = to_duration(value))
        return out = static_cast<double>(duration->count()) / 1e9, true;
    return false;
}

template <class T>
int sign_of(const T& a, const T& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

/// A layer by protocol or by name in a packet.
bool has_layer(const LayerReference& packet, const Value& wanted, bool& known) {
    const Protocol* protocol = nullptr;
    if (const auto* given = wanted.as<const Protocol*>()) protocol = *given;
    if (wanted.is_text()) protocol = find_protocol(*wanted.octets());
    known = protocol != nullptr || wanted.is_text();
    if (protocol == nullptr && wanted.is_text() && PythonRules::hold())
        return has_shown_layer(packet, *wanted.octets());
    return protocol != nullptr && find_layer(packet, *protocol).has_value();
}

bool contains_octets(const Value& whole, const Value& part, Span where) {
    Integer octet = 0;
    if (are_apart(whole, part))
        throw EvaluationError(where, fmt::format("{} is not looked for in {}", part.kind(), whole.kind()))
            .as("TypeError");
    if (part.octets() != nullptr) return whole.octets()->find(*part.octets()) != std::string::npos;
    if (whole.as<Bytes>() != nullptr && part.to_integer(octet)) {
        if (octet < 0 || octet > 255)
            throw EvaluationError(where, "an octet is a number from 0 to 255").as("ValueError");
        return whole.octets()->find(static_cast<char>(octet)) != std::string::npos;
    }
    throw EvaluationError(where, fmt::format("in looks for text in text, not for {}", describe(part)))
        .as("TypeError");
}

/// "SA" in flags: all of these are set.
bool contains_flags(const Flags& flags, const Value& part) {
    Value wanted;
    Integer bits = 0;
    if (flags.field->shape->normalize(*flags.field, part, wanted) || !wanted.to_integer(bits)) return false;
    return (flags.bits & static_cast<std::uint64_t>(bits)) == static_cast<std::uint64_t>(bits);
}

bool contains(const Value& whole, const Value& part, Span where) {
    if (const auto* packet = whole.as<LayerReference>()) {
        bool known = false;
        const bool found = has_layer(*packet, part, known);
        if (known) return found;
        throw EvaluationError(where,
                              fmt::format("in looks for layers in a packet, not for {}", describe(part)));
    }
    if (object_as<ByteArray>(whole) != nullptr)
        return contains_octets(plain_octets(whole), plain_octets(part), where);
    if (whole.octets() != nullptr) return contains_octets(whole, plain_octets(part), where);
    if (const auto* set = to_unique(whole)) return set->contains(part);
    if (const auto* dictionary = whole.as<std::shared_ptr<Dictionary>>())
        return std::any_of((*dictionary)->begin(), (*dictionary)->end(),
                           [&](const auto& entry) { return equal(entry.first, part); });
    if (const List* items = whole.items())
        return std::any_of(items->begin(), items->end(),
                           [&](const Value& item) { return equal(item, part); });
    if (const ValueSet* set = whole.set()) return set->contains(part);
    if (const auto* flags = whole.as<Flags>()) return contains_flags(*flags, part);
    if (auto* object = object_as<ScriptObject>(whole))
        if (const auto items = object->take_items())
            return std::any_of(items->begin(), items->end(),
                               [&](const Value& item) { return equal(item, part); });
    const EvaluationError error(where, fmt::format("in does not look into {}", describe(whole)));
    throw kind_of(whole) == Kind::function ? error : error.as("TypeError");
}

bool is_same(const Value& a, const Value& b) {
    if (a.storage().index() != b.storage().index()) return false;
    if (const auto* packet = a.as<LayerReference>())
        return packet->packet == b.as<LayerReference>()->packet &&
               packet->index == b.as<LayerReference>()->index;
    if (const auto* dictionary = a.as<std::shared_ptr<Dictionary>>())
        return *dictionary == *b.as<std::shared_ptr<Dictionary>>();
    if (a.items() != nullptr) return a.items() == b.items();
    return equal(a, b);
}

bool matches_pattern(const Value& candidate, const Value& pattern, Span where) {
    if (candidate.is_none()) return false;
    if (pattern.set() != nullptr && !candidate.is_packet()) return pattern.set()->contains(candidate);
    const Packet wanted = to_packet(pattern, where);
    return matches(wanted, to_candidate(candidate, where));
}

}  // namespace

Packet to_candidate(const Value& value, Span where) {
    Packet packet = to_packet(value, where);
    for (std::size_t i = 0; i < packet.size(); ++i)
        if (packet[i].is_crafted()) return Packet::dissect(packet.build(), packet[0].protocol());
    return packet;
}

namespace {

bool equal_dictionaries(const Dictionary& a, const Dictionary& b) {
    const auto has = [&](const auto& entry) {
        return std::any_of(b.begin(), b.end(), [&](const auto& other) {
            return equal(entry.first, other.first) && equal(entry.second, other.second);
        });
    };
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), has);
}

/// A list, a range or a network that a field holds is the list, the tuple or the text that it was given. What
/// is written in another way may be the same all the same: addresses as text, networks.
bool equals_given(const Value& set, const Value& given) {
    if (set.set()->represent() == represent(given)) return true;
    Integer ignored = 0;
    if (given.is_none() || given.to_integer(ignored)) return false;
    const List* items = given.items();
    if (items != nullptr && std::none_of(items->begin(), items->end(),
                                         [](const Value& item) { return item.octets() != nullptr; }))
        return false;
    throw EvaluationError({}, fmt::format("whether {} equals {}", describe(set), describe(given)))
        .uncovered();
}

/// As ==, but that bytes and text differ, however deep they lie.
bool equal_in_python(const Value& a, const Value& b) {
    if (are_apart(a, b)) return false;
    if (a.set() != nullptr || b.set() != nullptr)
        return a.set() != nullptr ? equals_given(a, b) : equals_given(b, a);
    if (a.is_packet() && b.is_packet())
        return equal_packets(*a.as<LayerReference>(), *b.as<LayerReference>());
    // Scapy's lists of packets are no lists of Python's, and equal themselves alone.
    if (packet_list_name(a) != nullptr || packet_list_name(b) != nullptr) return a.items() == b.items();
    if ((a.is_list() && b.is_list()) || (a.is_tuple() && b.is_tuple()))
        return std::equal(a.items()->begin(), a.items()->end(), b.items()->begin(), b.items()->end(), equal);
    const auto* x = a.as<std::shared_ptr<Dictionary>>();
    const auto* y = b.as<std::shared_ptr<Dictionary>>();
    return x != nullptr && y != nullptr ? equal_dictionaries(**x, **y) : a == b;
}

}  // namespace

/// Scapy's flags raise where a text names one that they have not.
static void check_flags(const Value& flags, const Value& text) {
    const auto* known = PythonRules::hold() ? flags.as<Flags>() : nullptr;
    Value ignored;
    if (known == nullptr || known->field == nullptr || !text.is_text()) return;
    if (const auto problem = normalize(*known->field, text, ignored))
        throw EvaluationError({}, *problem).as("ValueError");
}

bool equal(const Value& a, const Value& b) {
    double x = 0, y = 0;
    check_flags(a, b);
    check_flags(b, a);
    if (const auto* object = object_as<ScriptObject>(a))
        if (const auto is = object->is_equal(b)) return *is;
    if (const auto* object = object_as<ScriptObject>(b))
        if (const auto is = object->is_equal(a)) return *is;
    for (const auto& [flags, set] : {std::pair(a.as<Flags>(), &b), std::pair(b.as<Flags>(), &a)})
        if (flags != nullptr && flags->field != nullptr && to_unique(*set) != nullptr)
            return flags_of_set(*flags->field, *set) == flags->bits;
    if ((to_duration(a) || to_duration(b)) && to_seconds(a, x) && to_seconds(b, y)) return x == y;
    return PythonRules::hold() ? equal_in_python(a, b) : a == b;
}

int order(const Value& a, const Value& b, Span where) {
    Integer x = 0, y = 0;
    double real_x = 0, real_y = 0;
    if (a.to_integer(x) && b.to_integer(y)) return sign_of(x, y);
    if (to_seconds(a, real_x) && to_seconds(b, real_y)) return sign_of(real_x, real_y);
    if (const auto large_a = to_big(a), large_b = to_big(b); large_a && large_b)
        return compare(*large_a, *large_b);
    if (a.octets() != nullptr && b.octets() != nullptr && !are_apart(a, b))
        return a.octets()->compare(*b.octets());
    if ((a.is_list() && b.is_list()) || (a.is_tuple() && b.is_tuple())) {
        const List &left = *a.items(), &right = *b.items();
        for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i)
            if (!equal(left[i], right[i])) return order(left[i], right[i], where);
        return sign_of(left.size(), right.size());
    }
    if (const auto* object = object_as<ScriptObject>(a))
        if (const auto sign = object->order_with(b, where)) return *sign;
    if (const auto* object = object_as<ScriptObject>(b))
        if (const auto sign = object->order_with(a, where)) return -*sign;
    const EvaluationError error(where, fmt::format("{} and {} have no order", describe(a), describe(b)));
    throw kind_of(a) == Kind::function || kind_of(b) == Kind::function ? error : error.as("TypeError");
}

namespace {

/// Of sets, <= asks whether one is a part of the other; nullopt where they are none.
std::optional<bool> compare_sets(Operator op, const Value& a, const Value& b) {
    const UniqueValues *x = to_unique(a), *y = to_unique(b);
    if (x == nullptr || y == nullptr) return std::nullopt;
    if (op == Operator::greater || op == Operator::greater_equal) std::swap(x, y);
    const bool strict = op == Operator::less || op == Operator::greater;
    return std::all_of(x->items().begin(), x->items().end(),
                       [&](const Value& item) { return y->contains(item); }) &&
           (!strict || x->items().size() < y->items().size());
}

}  // namespace

bool compare(Operator op, const Value& x, const Value& y, Span where) {
    const Value a = drawn(x), b = op == Operator::in || op == Operator::not_in ? y : drawn(y);
    switch (op) {
        case Operator::equal:
            return equal(a, b);
        case Operator::not_equal:
            return !equal(a, b);
        case Operator::in:
            return contains(b, a, where);
        case Operator::not_in:
            return !contains(b, a, where);
        case Operator::is:
            return is_same(a, b);
        case Operator::is_not:
            return !is_same(a, b);
        case Operator::matches:
            return matches_pattern(a, b, where);
        case Operator::less:
        case Operator::less_equal:
        case Operator::greater:
        case Operator::greater_equal:
            if (const auto sets = compare_sets(op, a, b)) return *sets;
            break;
        default:
            break;
    }
    switch (op) {
        case Operator::less:
            return order(a, b, where) < 0;
        case Operator::less_equal:
            return order(a, b, where) <= 0;
        case Operator::greater:
            return order(a, b, where) > 0;
        default:
            return order(a, b, where) >= 0;
    }
}

std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
        out.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return out;
}

List items_of(const Value& value, Span where) {
    if (const List* items = value.items()) return *items;
    if (const auto* set = to_unique(value)) return set->items();
    if (auto* object = object_as<ScriptObject>(value))
        if (auto items = object->take_items()) return std::move(*items);
    List out;
    if (const auto* flags = value.as<Flags>()) {
        for (std::uint64_t left = flags->bits; left != 0; left &= left - 1)
            out.emplace_back(Flags{left & ~(left - 1), flags->field});
    } else if (value.is_text()) {
        check_item_count(value.octets()->size(), where);
        for (const std::string_view character : characters(*value.octets())) out.emplace_back(character);
    } else if (const auto* bytes = value.as<Bytes>()) {
        check_item_count(bytes->octets.size(), where);
        for (const char c : bytes->octets) out.emplace_back(Integer{static_cast<unsigned char>(c)});
    } else if (const auto* dictionary = value.as<std::shared_ptr<Dictionary>>()) {
        for (const auto& [key, item] : **dictionary) out.push_back(key);
    } else if (const auto* packet = value.as<LayerReference>()) {
        const Packet whole = packet->index == 0 ? *packet->packet : packet->packet->tail(packet->index);
        if (whole.empty()) return out;
        check_item_count(whole.member_count(), where);
        whole.for_each([&](const Packet& member) { return out.emplace_back(member), true; });
    } else if (const ValueSet* set = value.set(); set != nullptr && set->count()) {
        check_item_count(*set->count(), where);
        for (std::uint64_t i = 0; i < *set->count(); ++i) out.push_back(set->at(i));
    } else {
        const EvaluationError error(where, fmt::format("{} has no items to go through", describe(value)));
        throw kind_of(value) == Kind::function ? error : error.as("TypeError");
    }
    return out;
}

namespace {

Value stacked_lists(const Value& lower, const Value& upper, Span where) {
    const List first = lower.is_list() ? *lower.items() : List{lower};
    const List second = upper.is_list() ? *upper.items() : List{upper};
    check_item_count(first.size() * std::max<std::size_t>(second.size(), 1), where);
    List out;
    for (const Value& below : first)
        for (const Value& above : second) out.push_back(stack(below, above, where));
    return Value(std::move(out));
}

bool is_empty_payload(const Value& value) {
    if (const std::string* octets = value.octets()) return octets->empty();
    return value.is_packet() && value.as<LayerReference>()->packet->empty();
}

}  // namespace

Value stack(const Value& lower, const Value& upper, Span where) {
    if (lower.is_list() || upper.is_list()) return stacked_lists(lower, upper, where);
    const auto* below = lower.as<LayerReference>();
    if (is_empty_payload(upper) && below != nullptr) return lower;
    Packet above = to_packet(upper, where);
    if (below != nullptr && below->index == 0 && below->packet.use_count() == 1) {
        *below->packet /= std::move(above);
        return lower;
    }
    Packet whole = to_packet(lower, where);
    whole /= std::move(above);
    return Value(std::move(whole));
}

}  // namespace pkttest::language
