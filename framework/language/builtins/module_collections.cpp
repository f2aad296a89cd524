// Modules copy and itertools, OrderedDict, and what makes numbers of octets: int.from_bytes.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/big_integer.h"
#include "framework/packet/plain_text.h"

namespace pkttest::language {

namespace {

constexpr auto number = Kind::number, list = Kind::list;

/// A value of its own, with everything in it where `deep`.
Value copied(const Value& value, bool deep, Span where) {
    const auto inner = [&](const Value& item) { return deep ? copied(item, true, where) : item; };
    if (const List* items = value.items()) {
        List out;
        for (const Value& item : *items) out.push_back(inner(item));
        return value.is_tuple() ? Value::tuple(std::move(out)) : Value(std::move(out));
    }
    if (const auto* dictionary = value.as<std::shared_ptr<Dictionary>>()) {
        auto out = std::make_shared<Dictionary>();
        for (const auto& [key, item] : **dictionary) out->emplace_back(key, inner(item));
        return Value(std::move(out));
    }
    if (value.is_packet()) return Value(to_packet(value, where));
    if (const auto* set = to_unique(value)) {
        auto out = std::make_shared<UniqueValues>();
        for (const Value& item : set->items()) out->add(inner(item));
        return Value(std::shared_ptr<Object>(std::move(out)));
    }
    if (object_as<ScriptObject>(value) != nullptr)
        throw EvaluationError(where, fmt::format("a copy of {}", describe(value))).uncovered();
    return value;
}
Value run_copy(Call& call) { return copied(call[0], false, call.span); }
Value run_deepcopy(Call& call) { return copied(call[0], true, call.span); }

Value run_chain(Call& call) {
    List out;
    for (const Call::Argument& each : call.rest)
        for (Value& item : items_of(each.value, each.span)) out.push_back(std::move(item));
    check_item_count(out.size(), call.span);
    return object_value<Iterator>(std::move(out));
}
Value run_from_iterable(Call& call) {
    List out;
    for (const Value& each : call.items(0))
        for (Value& item : items_of(each, call.span)) out.push_back(std::move(item));
    check_item_count(out.size(), call.span);
    return object_value<Iterator>(std::move(out));
}

Value run_product(Call& call) {
    std::vector<List> columns;
    for (const Call::Argument& each : call.rest) columns.push_back(items_of(each.value, each.span));
    const auto once = columns;
    for (Integer left = call.has(1) ? call.integer_within(1, 1, 100) : 1; left > 1; --left)
        columns.insert(columns.end(), once.begin(), once.end());
    List rows{Value::tuple({})};
    for (const List& column : columns) {
        check_item_count(rows.size() * std::max<std::size_t>(column.size(), 1), call.span);
        List longer;
        for (const Value& row : rows)
            for (const Value& item : column) {
                List next = *row.items();
                next.push_back(item);
                longer.push_back(Value::tuple(std::move(next)));
            }
        rows = std::move(longer);
    }
    return object_value<Iterator>(std::move(rows));
}

Value run_islice(Call& call) {
    const bool bounded = call.stands(2);
    const Integer first = bounded ? call.integer(1, 0) : 0,
                  end = bounded ? call.integer(2, Integer(most_items)) : call.integer(1, Integer(most_items));
    const Integer step = call.integer(3, 1);
    if (first < 0 || step < 1) call.raise("ValueError", "islice counts upwards from 0");
    const List items = call.items(0);
    List out;
    for (Integer at = first; at < std::min(end, static_cast<Integer>(items.size())); at += step)
        out.push_back(items[static_cast<std::size_t>(at)]);
    return object_value<Iterator>(std::move(out));
}

Value run_combinations(Call& call) {
    const List items = call.items(0);
    const auto size = static_cast<std::size_t>(call.integer_within(1, 0, 1000));
    List out;
    std::vector<std::size_t> chosen(size);
    for (std::size_t i = 0; i < size; ++i) chosen[i] = i;
    for (bool more = size <= items.size(); more;) {
        List row;
        for (const std::size_t at : chosen) row.push_back(items[at]);
        out.push_back(Value::tuple(std::move(row)));
        check_item_count(out.size(), call.span);
        std::size_t i = size;
        while (i > 0 && chosen[i - 1] == items.size() - size + i - 1) --i;
        if ((more = i > 0)) ++chosen[i - 1];
        for (std::size_t j = i; more && j < size; ++j) chosen[j] = chosen[j - 1] + 1;
    }
    return object_value<Iterator>(std::move(out));
}

Value run_repeat(Call& call) {
    if (!call.has(1)) throw EvaluationError(call.span, "itertools.repeat without an end").uncovered();
    return object_value<Iterator>(
        List(static_cast<std::size_t>(call.integer_within(1, 0, most_items)), call[0]));
}

Value run_from_bytes(Call& call) {
    if (call[0].is_text()) call.raise("TypeError", "from_bytes takes bytes, not a text");
    std::string octets;
    for (const Value& item : call.items(0)) {
        Integer octet = 0;
        item.to_integer(octet);
        octets += static_cast<char>(octet);
    }
    const std::string order = call.octets(1, "big");
    if (order != "big" && order != "little")
        call.raise("ValueError", "the order of octets is 'big' or 'little'");
    if (order == "little") std::reverse(octets.begin(), octets.end());
    if (octets.size() > 15 && octets.find_first_not_of('\0') + 15 < octets.size()) {
        if (call.truth(2))
            throw EvaluationError(call.span, "a signed number of more than 127 bits").uncovered();
        const auto large = parse_big(hex_digits(octets), 16, false);
        if (!large) throw EvaluationError(call.span, "a number of so many octets").uncovered();
        return to_value(*large);
    }
    UnsignedInteger out = 0;
    for (const char c : octets) out = out << 8 | static_cast<unsigned char>(c);
    const bool negative = call.truth(2) && !octets.empty() && (octets[0] & 0x80) != 0;
    return negative ? static_cast<Integer>(out) - (Integer{1} << (8 * octets.size()))
                    : static_cast<Integer>(out);
}

Value run_fromkeys(Call& call) {
    auto out = std::make_shared<Dictionary>();
    for (Value& key : call.items(0)) set_item(*out, std::move(key), call[1]);
    return Value(std::move(out));
}

Value run_ordered(Call& call) {
    const Builtin* dict = find_builtin("dict");
    std::vector<GivenArgument> given;
    if (call.has(0)) given.push_back({{}, call[0], call.arguments[0].span, {}});
    for (auto& [name, value] : call.pairs) given.push_back({name, value, call.span, call.span});
    return call_builtin(*dict, nullptr, std::move(given), call.span, call.variables);
}

}  // namespace

extern const Builtin builtin_copy_copy = {
    "copy.copy", {{{"value"}}}, Kind::unknown, "A value of its own.", run_copy};
extern const Builtin builtin_copy_deepcopy = {"copy.deepcopy",
                                              {{{"value"}}},
                                              Kind::unknown,
                                              "A value of its own, with all that is in it.",
                                              run_deepcopy};
extern const Builtin builtin_itertools_chain = {
    "itertools.chain", {{rest_of("lists")}}, list, "One list after the other.", run_chain};
extern const Builtin builtin_chain_from_iterable = {
    "itertools.chain.from_iterable", {{{"lists"}}}, list, "One list after the other.", run_from_iterable};
extern const Builtin builtin_itertools_product = {"itertools.product",
                                                  {{rest_of("lists"), named("repeat", number)}},
                                                  list,
                                                  "Each of one list with each of the others.",
                                                  run_product};
extern const Builtin builtin_itertools_islice = {
    "itertools.islice",
    {{{"values"}, {"stop"}, optional("end"), optional("step", number)}},
    list,
    "Some of the values.",
    run_islice};
extern const Builtin builtin_itertools_combinations = {"itertools.combinations",
                                                       {{{"values"}, {"size", number}}},
                                                       list,
                                                       "All choices of so many.",
                                                       run_combinations};
extern const Builtin builtin_itertools_repeat = {
    "itertools.repeat", {{{"value"}, optional("times", number)}}, list, "A value, so often.", run_repeat};
extern const Builtin builtin_int_from_bytes = {
    "int.from_bytes",
    {{{"octets"}, optional("byteorder", Kind::text), named("signed")}},
    number,
    "The number that octets are.",
    run_from_bytes};
extern const Builtin builtin_dict_fromkeys = {"dict.fromkeys",
                                              {{{"keys"}, optional("value")}},
                                              Kind::dictionary,
                                              "A value for each key.",
                                              run_fromkeys};
extern const Builtin builtin_ordered_dict = {"collections.OrderedDict",
                                             {{optional("pairs"), pairs_of("entries")}},
                                             Kind::dictionary,
                                             "A dictionary.",
                                             run_ordered};

}  // namespace pkttest::language
