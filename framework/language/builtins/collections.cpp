// Functions about collections: range, list, tuple, dict, set, sorted, enumerate, zip, map, filter, any, all.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/views.h"

namespace pkttest::language {

namespace {

constexpr auto number = Kind::number, list = Kind::list, function = Kind::function;

Value run_range(Call& call) {
    const bool bounded = call.has(1);
    const Integer first = bounded ? call.integer(0) : 0, last = bounded ? call.integer(1) : call.integer(0);
    const Integer step = call.integer(2, 1);
    if (step == 0) call.fail(2, "a step is not 0");
    List out;
    for (Integer at = first; step > 0 ? at < last : at > last;) {
        check_item_count(out.size() + 1, call.span);
        out.emplace_back(at);
        if (__builtin_add_overflow(at, step, &at)) break;
    }
    if (!PythonRules::hold()) return Value(std::move(out));
    return object_value<Range>(first, last, step, std::move(out));
}

Value run_list(Call& call) { return Value(call.has(0) ? call.items(0) : List{}); }
Value run_tuple(Call& call) { return Value::tuple(call.has(0) ? call.items(0) : List{}); }

Value run_set(Call& call) {
    auto out = std::make_shared<UniqueValues>();
    if (call.has(0))
        for (Value& item : call.items(0)) out->add(std::move(item));
    return Value(std::shared_ptr<Object>(std::move(out)));
}

Value run_dict(Call& call) {
    auto out = std::make_shared<Dictionary>();
    if (const auto* dictionary = call[0].as<std::shared_ptr<Dictionary>>())
        *out = **dictionary;
    else if (call.has(0))
        *out = pairs_in(call.items(0), call.arguments[0].span);
    for (auto& [key, item] : call.pairs) set_item(*out, Value(key), std::move(item));
    return Value(std::move(out));
}

Value run_sorted(Call& call) {
    struct Keyed {
        Value key, item;
    };
    std::vector<Keyed> keyed;
    for (Value& item : call.items(0)) {
        Value key = call.has(1) ? call.invoke(call[1], {item}) : item;
        if (!keyed.empty()) order(keyed.front().key, key, call.span);  // Complains before anything is moved.
        keyed.push_back({std::move(key), std::move(item)});
    }
    const int sign = call.truth(2) ? -1 : 1;
    std::stable_sort(keyed.begin(), keyed.end(), [&](const Keyed& a, const Keyed& b) {
        return order(a.key, b.key, call.span) * sign < 0;
    });
    List out;
    for (Keyed& each : keyed) out.push_back(std::move(each.item));
    return Value(std::move(out));
}

Value run_reversed(Call& call) {
    List out = call.items(0);
    std::reverse(out.begin(), out.end());
    return once_through("reversed", std::move(out));
}

Value run_enumerate(Call& call) {
    Integer at = call.integer(1, 0);
    List out;
    for (Value& item : call.items(0)) out.push_back(Value::tuple({Value(at++), std::move(item)}));
    return once_through("enumerate", std::move(out));
}

/// The first of each list that `rest` has, the second of each …
std::vector<List> rows_of(const Call& call) {
    std::vector<List> columns;
    std::size_t shortest = call.rest.empty() ? 0 : most_items;
    for (const Call::Argument& argument : call.rest) {
        columns.push_back(items_of(argument.value, argument.span));
        shortest = std::min(shortest, columns.back().size());
    }
    std::vector<List> rows(call.rest.empty() ? 0 : shortest);
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const List& column : columns) rows[i].push_back(column[i]);
    return rows;
}

Value run_zip(Call& call) {
    List out;
    for (List& row : rows_of(call)) out.push_back(Value::tuple(std::move(row)));
    return once_through("zip", std::move(out));
}

Value run_map(Call& call) {
    List out;
    for (List& row : rows_of(call)) out.push_back(call.invoke(call[0], std::move(row)));
    return once_through("map", std::move(out));
}

Value run_filter(Call& call) {
    List out;
    for (Value& item : call.items(1))
        if (is_true(call.has(0) ? call.invoke(call[0], {item}) : item)) out.push_back(std::move(item));
    return once_through("filter", std::move(out));
}

Value run_any(Call& call) {
    const List items = call.items(0);
    return std::any_of(items.begin(), items.end(), is_true);
}
Value run_all(Call& call) {
    const List items = call.items(0);
    return std::all_of(items.begin(), items.end(), is_true);
}

Value run_iter(Call& call) {
    return object_as<Iterator>(call[0]) != nullptr ? call[0]
                                                   : object_value<Iterator>(call.items(0), "iterator");
}

Value run_next(Call& call) {
    auto* iterator = object_as<Iterator>(call[0]);
    if (iterator == nullptr) {
        const EvaluationError error(call.arguments[0].span,
                                    fmt::format("next takes an iterator, not {}", describe(call[0])),
                                    "iter() makes one");
        throw kind_of(call[0]) == Kind::function ? error.uncovered() : error.as("TypeError");
    }
    if (auto item = iterator->next()) return std::move(*item);
    if (call.arguments[1].span.end == 0)
        throw EvaluationError(call.span, "there is no next item").as("StopIteration");
    return call[1];
}

Value run_dunder_next(Call& call) {
    if (auto item = object_as<Iterator>(*call.self)->next()) return std::move(*item);
    call.raise("StopIteration", "there is no next item");
}
Value run_dunder_iter(Call& call) { return *call.self; }

constexpr Builtin iterator_methods[] = {
    {"__next__", {}, Kind::unknown, "The next item.", run_dunder_next},
    {"__iter__", {}, Kind::unknown, "Itself.", run_dunder_iter},
};

}  // namespace

std::span<const Builtin> Iterator::methods() const { return iterator_methods; }

extern const Builtin builtin_range = {
    "range",
    {{{"start", number}, optional("stop", number), optional("step", number)}},
    list,
    "Numbers from a start, 0 where left out, to before a stop.",
    run_range};
extern const Builtin builtin_list = {
    "list", {{optional("values")}}, list, "A list of what can be gone through.", run_list};
extern const Builtin builtin_tuple = {
    "tuple", {{optional("values")}}, list, "The same as a tuple.", run_tuple};
extern const Builtin builtin_set = {"set", {{optional("values")}}, list, "Each value once.", run_set};
extern const Builtin builtin_frozenset = {
    "frozenset", {{optional("values")}}, list, "Each value once.", run_set};
extern const Builtin builtin_dict = {
    "dict", {{optional("pairs"), pairs_of("entries")}}, Kind::dictionary, "A dictionary of pairs.", run_dict};
extern const Builtin builtin_sorted = {
    "sorted", {{{"values"}, named("key", function), named("reverse")}}, list, "In order.", run_sorted};
extern const Builtin builtin_reversed = {
    "reversed", {{{"values"}}}, list, "The other way round.", run_reversed};
extern const Builtin builtin_enumerate = {
    "enumerate", {{{"values"}, optional("start", number)}}, list, "Each with its number.", run_enumerate};
extern const Builtin builtin_zip = {
    "zip", {{rest_of("lists")}}, list, "The first of each, the second of each …", run_zip};
extern const Builtin builtin_map = {
    "map", {{{"function"}, rest_of("lists")}}, list, "What a function makes of each.", run_map};
extern const Builtin builtin_filter = {
    "filter", {{{"function"}, {"values"}}}, list, "Those for which it holds.", run_filter};
extern const Builtin builtin_any = {"any",
                                    {{{"values"}}},
                                    Kind::truth,
                                    "Whether any is true. Without parentheses: any value, in a pattern.",
                                    run_any};
extern const Builtin builtin_all = {"all", {{{"values"}}}, Kind::truth, "Whether all are true.", run_all};
extern const Builtin builtin_iter = {
    "iter", {{{"values"}}}, Kind::unknown, "What next() goes through, an item a call.", run_iter};
extern const Builtin builtin_next = {
    "next", {{{"iterator"}, optional("default")}}, Kind::unknown, "The next item.", run_next};

}  // namespace pkttest::language
