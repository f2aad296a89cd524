// Predicates for patterns: IP()/UDP()/prefix("GET "), DNSQR(qname=regex("example")), length((1, 20)).
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/regex.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

Value run_prefix(Call& call) {
    const std::string wanted = call.octets(0);
    return Value(predicate_of(fmt::format("prefix({})", represent(call[0])), [wanted](const Value& value) {
        return value.octets() != nullptr && value.octets()->starts_with(wanted);
    }));
}

/// Octets of text and bytes, items of lists.
std::optional<Integer> length_of(const Value& value) {
    if (value.octets() != nullptr) return static_cast<Integer>(value.octets()->size());
    if (value.items() != nullptr) return static_cast<Integer>(value.items()->size());
    return std::nullopt;
}

Value run_length(Call& call) {
    Integer least = 0, most = 0;
    const List* ends = call[0].items();
    const bool is_range =
        ends != nullptr && ends->size() == 2 && (*ends)[0].to_integer(least) && (*ends)[1].to_integer(most);
    if (!is_range) least = most = call.integer(0);
    if (least < 0 || most < least) call.fail(0, "this is no length", "for example: 10, (1, 20)");
    return Value(predicate_of(fmt::format("length({})", represent(call[0])), [=](const Value& value) {
        const auto length = length_of(value);
        return length && *length >= least && *length <= most;
    }));
}

Value run_regex(Call& call) {
    try {
        const Regex expression(call.octets(0));
        return Value(
            predicate_of(fmt::format("regex({})", represent(call[0])), [expression](const Value& value) {
                return value.octets() != nullptr &&
                       expression.match(*value.octets(), 0, Regex::Where::anywhere).has_value();
            }));
    } catch (const RegexError& wrong) {
        call.fail(0, fmt::format("this is no regular expression: {}", wrong.what()),
                  "for example: regex(\"^GET /[a-z]+\")");
    }
}

}  // namespace

extern const Builtin builtin_prefix = {.name = "prefix",
                                       .parameters = {{{"start", Kind::text}}},
                                       .result = Kind::values,
                                       .title = "In a pattern: text or bytes that begin so.",
                                       .run = run_prefix};
extern const Builtin builtin_length = {.name = "length",
                                       .parameters = {{{"length"}}},
                                       .result = Kind::values,
                                       .title = "In a pattern: so many octets or items, or from (a, b).",
                                       .run = run_length};
extern const Builtin builtin_regex = {.name = "regex",
                                      .parameters = {{{"expression", Kind::text}}},
                                      .result = Kind::values,
                                      .title = "In a pattern: text or bytes in which it is found.",
                                      .run = run_regex};

}  // namespace pkttest::language
