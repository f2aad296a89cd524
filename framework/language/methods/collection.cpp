// Methods of lists, sets, dictionaries and numbers, Python's. Those of lists of packets: packets.cpp.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/views.h"

namespace pkttest::language {

namespace {

constexpr auto number = Kind::number, list = Kind::list, none = Kind::none;

/// The list itself, to be changed; complains about tuples.
List& changed(const Call& call) {
    const auto* found = call.self->as<std::shared_ptr<List>>();
    if (found == nullptr)
        call.raise("AttributeError", fmt::format("a {} cannot be changed", call.self->kind()));
    return **found;
}

void put(const Call& call, List& into, List::iterator at, const Value& value) {
    check_item_count(into.size() + 1, call.span);
    check_depth(value, call.span, &into);
    into.insert(at, value);
}

Value append(Call& call) {
    if (object_as<UniqueValues>(*call.self) != nullptr)
        call.raise("AttributeError", "a set has add, not append");
    List& items = changed(call);
    put(call, items, items.end(), call[0]);
    return {};
}

Value add(Call& call) {
    const auto* object = call.self->as<std::shared_ptr<Object>>();
    if (object == nullptr) call.raise("AttributeError", "a list has append, not add");
    check_depth(call[0], call.span);
    static_cast<UniqueValues&>(**object).add(call[0]);
    return {};
}

/// The set itself, to be changed; complains about lists.
UniqueValues& changed_set(const Call& call) {
    auto* set = object_as<UniqueValues>(*call.self);
    if (set == nullptr)
        throw EvaluationError(call.span, fmt::format("{} of {}", call.name, describe(*call.self)))
            .uncovered();
    return *set;
}
Value set_of(const List& items) {
    auto out = std::make_shared<UniqueValues>();
    for (const Value& item : items) out->add(item);
    return Value(std::shared_ptr<Object>(std::move(out)));
}
Value set_update(Call& call) {
    for (const Call::Argument& more : call.rest)
        for (Value& item : items_of(more.value, more.span)) {
            check_item_count(changed_set(call).items().size() + 1, call.span);
            changed_set(call).add(std::move(item));
        }
    return {};
}
Value discard(Call& call) {
    changed_set(call).remove(call[0]);
    return {};
}
Value combined(Call& call, Operator op) {
    Value out = set_of(changed_set(call).items());
    for (const Call::Argument& more : call.rest)
        out = apply(op, out, set_of(items_of(more.value, more.span)), call.span);
    return out;
}
Value set_union(Call& call) { return combined(call, Operator::bit_or); }
Value intersection(Call& call) { return combined(call, Operator::bit_and); }
Value difference(Call& call) { return combined(call, Operator::subtract); }
bool is_within(const List& part, const Value& whole) {
    return std::all_of(part.begin(), part.end(),
                       [&](const Value& item) { return to_unique(whole)->contains(item); });
}
Value symmetric_difference(Call& call) { return combined(call, Operator::bit_xor); }
Value isdisjoint(Call& call) {
    const List others = call.items(0);
    return std::none_of(others.begin(), others.end(),
                        [&](const Value& item) { return changed_set(call).contains(item); });
}
Value issubset(Call& call) { return is_within(changed_set(call).items(), set_of(call.items(0))); }
Value issuperset(Call& call) { return is_within(call.items(0), (changed_set(call), *call.self)); }

Value extend(Call& call) {
    List& items = changed(call);
    for (const Value& value : call.items(0)) put(call, items, items.end(), value);
    return {};
}

/// A position as Python counts it, clamped.
std::ptrdiff_t clamped(Integer at, std::size_t size) {
    const auto length = static_cast<Integer>(size);
    return static_cast<std::ptrdiff_t>(std::clamp<Integer>(at < 0 ? at + length : at, 0, length));
}

Value insert(Call& call) {
    List& items = changed(call);
    put(call, items, items.begin() + clamped(call.integer(0), items.size()), call[1]);
    return {};
}

Value pop(Call& call) {
    List& items = changed(call);
    const auto at = clamped(call.integer(0, -1), items.size());
    if (static_cast<std::size_t>(at) >= items.size())
        call.raise("IndexError", "there is nothing to take out of this list");
    Value out = items[static_cast<std::size_t>(at)];
    items.erase(items.begin() + at);
    return out;
}

Value remove(Call& call) {
    if (auto* set = object_as<UniqueValues>(*call.self)) {
        if (!set->remove(call[0]))
            call.raise("KeyError", fmt::format("{} is not in the set", describe(call[0])));
        return {};
    }
    List& items = changed(call);
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Value& item) { return equal(item, call[0]); });
    if (found == items.end())
        call.raise("ValueError", fmt::format("{} is not in the list", describe(call[0])));
    items.erase(found);
    return {};
}

Value clear(Call& call) {
    if (auto* set = object_as<UniqueValues>(*call.self)) {
        *set = UniqueValues();
        return {};
    }
    changed(call).clear();
    return {};
}

Value index(Call& call) {
    const List items = items_of(*call.self, call.span);
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Value& item) { return equal(item, call[0]); });
    if (found == items.end())
        call.raise("ValueError", fmt::format("{} is not in the list", describe(call[0])));
    return static_cast<Integer>(found - items.begin());
}

Value count(Call& call) {
    const List items = items_of(*call.self, call.span);
    return static_cast<Integer>(
        std::count_if(items.begin(), items.end(), [&](const Value& item) { return equal(item, call[0]); }));
}

Value copy(Call& call) {
    return to_unique(*call.self) != nullptr ? set_of(to_unique(*call.self)->items())
                                            : Value(items_of(*call.self, call.span));
}

Value reverse(Call& call) {
    std::reverse(changed(call).begin(), changed(call).end());
    return {};
}

Value sort(Call& call) {
    const Builtin* sorted = find_builtin("sorted");
    std::vector<GivenArgument> given{{{}, *call.self, call.span, {}}};
    if (call.has(0)) given.push_back({"key", call[0], call.arguments[0].span, call.span});
    if (call.has(1)) given.push_back({"reverse", call[1], call.arguments[1].span, call.span});
    const Value out = call_builtin(*sorted, nullptr, std::move(given), call.span, call.variables);
    changed(call) = *out.items();
    return {};
}

constexpr Builtin list_table[] = {
    {"append", {{{"value"}}}, none, "Adds a value at the end.", append},
    {"add", {{{"value"}}}, none, "Adds a value to a set.", add},
    {"update", {{rest_of("values")}}, none, "Adds several values to a set.", set_update},
    {"discard", {{{"value"}}}, none, "Takes a value out of a set, if it is there.", discard},
    {"union", {{rest_of("values")}}, list, "A set with others' values.", set_union},
    {"intersection", {{rest_of("values")}}, list, "A set of what others have as well.", intersection},
    {"difference", {{rest_of("values")}}, list, "A set without others' values.", difference},
    {"symmetric_difference", {{{"values"}}}, list, "What one of both has.", symmetric_difference},
    {"isdisjoint", {{{"values"}}}, Kind::truth, "Whether they have nothing in common.", isdisjoint},
    {"issubset", {{{"values"}}}, Kind::truth, "Whether another has all values of a set.", issubset},
    {"issuperset", {{{"values"}}}, Kind::truth, "Whether a set has all values of another.", issuperset},
    {"extend", {{{"values"}}}, none, "Adds several values at the end.", extend},
    {"insert", {{{"position", number}, {"value"}}}, none, "Adds a value before a position.", insert},
    {"pop", {{optional("position", number)}}, Kind::unknown, "Takes the last value out.", pop},
    {"remove", {{{"value"}}}, none, "Takes a value out.", remove},
    {"clear", {}, none, "Takes everything out.", clear},
    {"index", {{{"value"}}}, number, "Where a value is.", index},
    {"count", {{{"value"}}}, number, "How often a value is there.", count},
    {"copy", {}, list, "A list of its own.", copy},
    {"reverse", {}, none, "Turns it round.", reverse},
    {"sort", {{named("key", Kind::function), named("reverse")}}, none, "Puts it in order.", sort},
};

// ---- dictionaries ------------------------------------------------------------------------------------

Dictionary& self(const Call& call) { return **call.self->as<std::shared_ptr<Dictionary>>(); }

Dictionary::iterator entry(const Call& call) {
    return std::find_if(self(call).begin(), self(call).end(),
                        [&](const auto& each) { return equal(each.first, call[0]); });
}

Value get(Call& call) {
    const auto found = entry(call);
    return found != self(call).end() ? found->second : call[1];
}

Value view(const Call& call, DictionaryView::Part part) {
    return view_of(*call.self->as<std::shared_ptr<Dictionary>>(), part);
}
Value keys(Call& call) { return view(call, DictionaryView::Part::keys); }
Value values(Call& call) { return view(call, DictionaryView::Part::values); }
Value items(Call& call) { return view(call, DictionaryView::Part::items); }

void put(const Call& call, const Value& key, const Value& item) {
    check_item_count(self(call).size() + 1, call.span);
    check_depth(item, call.span, &self(call));
    set_item(self(call), key, item);
}

Value update(Call& call) {
    Dictionary entries;
    if (const auto* more = call[0].as<std::shared_ptr<Dictionary>>())
        entries = **more;
    else if (call.has(0))
        entries = pairs_in(call.items(0), call.arguments[0].span);
    for (const auto& [key, item] : entries) put(call, key, item);
    for (const auto& [key, item] : call.pairs) put(call, Value(key), item);
    return {};
}

Value popitem(Call& call) {
    if (self(call).empty()) call.raise("KeyError", "the dictionary is empty");
    const auto [key, item] = self(call).back();
    self(call).pop_back();
    return Value::tuple({key, item});
}
Value dictionary_clear(Call& call) {
    self(call).clear();
    return {};
}

Value setdefault(Call& call) {
    if (entry(call) == self(call).end()) put(call, call[0], call[1]);
    return entry(call)->second;
}

Value dictionary_pop(Call& call) {
    const auto found = entry(call);
    if (found == self(call).end()) {
        if (call.stands(1)) return call[1];
        call.raise("KeyError", fmt::format("there is no key {}", represent(call[0])));
    }
    Value out = found->second;
    self(call).erase(found);
    return out;
}

Value dictionary_copy(Call& call) { return Value(std::make_shared<Dictionary>(self(call))); }

constexpr Builtin dictionary_table[] = {
    {"get", {{{"key"}, optional("default")}}, Kind::unknown, "A key's value, or the default.", get},
    {"keys", {}, list, "The keys.", keys},
    {"values", {}, list, "The values.", values},
    {"items", {}, list, "Keys with their values.", items},
    {"update", {{optional("other"), pairs_of("entries")}}, none, "Takes over another's entries.", update},
    {"popitem", {}, list, "Takes the last entry out.", popitem},
    {"clear", {}, none, "Takes everything out.", dictionary_clear},
    {"setdefault",
     {{{"key"}, optional("default")}},
     Kind::unknown,
     "A key's value, set where missing.",
     setdefault},
    {"pop", {{{"key"}, optional("default")}}, Kind::unknown, "Takes an entry out.", dictionary_pop},
    {"copy", {}, Kind::dictionary, "A dictionary of its own.", dictionary_copy},
};

// ---- numbers -----------------------------------------------------------------------------------------

Value bit_length(Call& call) {
    Integer value = 0, length = 0;
    call.self->to_integer(value);
    for (auto left = value < 0 ? -static_cast<UnsignedInteger>(value) : static_cast<UnsignedInteger>(value);
         left != 0; left >>= 1)
        ++length;
    return length;
}

Value to_bytes(Call& call) {
    Integer value = 0;
    if (!call.self->to_integer(value)) call.raise("AttributeError", "to_bytes is of whole numbers");
    const bool is_signed = call.truth(2);
    const auto size = static_cast<std::size_t>(call.has(0) ? call.integer_within(0, 0, 65'536) : 1);
    const std::string order = call.octets(1, "big");
    if (order != "big" && order != "little")
        call.raise("ValueError", "the order of octets is 'big' or 'little'");
    std::string out(size, '\0');
    Integer left = value;
    for (std::size_t i = 0; i < size; ++i, left >>= 8)
        out[order == "big" ? size - 1 - i : i] = static_cast<char>(left & 0xff);
    const bool negative = !out.empty() && (out[order == "big" ? 0 : size - 1] & 0x80) != 0;
    if (is_signed ? left != (negative ? -1 : 0) : left != 0 || value < 0)
        call.raise("OverflowError", fmt::format("{} does not fit {} octets", represent(value), size));
    return Value(Bytes{std::move(out)});
}

Value is_integer(Call& call) {
    const double* real = call.self->as<double>();
    if (real == nullptr) call.raise("AttributeError", "is_integer is of numbers with a fraction");
    return *real == static_cast<double>(static_cast<std::int64_t>(*real));
}

constexpr Builtin number_table[] = {
    {"bit_length", {}, number, "How many bits it has.", bit_length},
    {"to_bytes",
     {{optional("length", number), optional("byteorder", Kind::text), named("signed")}},
     Kind::bytes,
     "Its octets.",
     to_bytes},
    {"is_integer", {}, Kind::truth, "Whether it has no fraction.", is_integer},
};

}  // namespace

std::span<const Builtin> list_methods() {
    static const std::vector<Builtin> all = [] {
        std::vector<Builtin> out(std::begin(list_table), std::end(list_table));
        out.insert(out.end(), packet_list_methods().begin(), packet_list_methods().end());
        return out;
    }();
    return all;
}
std::span<const Builtin> dictionary_methods() { return dictionary_table; }
std::span<const Builtin> number_methods() { return number_table; }

}  // namespace pkttest::language
