// Methods of sets of values, Scapy's: what a random value or a network yields.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/values_class.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

/// A member: of random values the next one, of others any of them.
Value one_of(Call& call) {
    const ValueSet& set = *call.self->set();
    const auto count = set.count();
    if (set.is_random() || !count) return set.at(0);
    if (*count == 0) call.fail("there are no values in it");
    const Value index = call_builtin(*find_builtin("RandNum"), nullptr,
                                     {{{}, Value(0), call.span, {}}, {{}, Value(*count - 1), call.span, {}}},
                                     call.span, call.variables);
    Integer drawn = 0;
    index.set()->at(0).to_integer(drawn);
    return set.at(static_cast<std::uint64_t>(drawn));
}

/// The values as they stand: a sequence goes on with the next one.
Value fixed(Call& call) { return call.self->set()->at(0); }

/// The expression that makes them again.
Value command_of(Call& call) { return Value(call.self->set()->represent()); }

constexpr Builtin table[] = {
    {"command", {}, Kind::text, "The call that makes random values again.", command_of},
    {"_fix", {}, Kind::unknown, "The next of random values.", fixed},
    {"choice", {}, Kind::unknown, "Any of them.", one_of},
};

}  // namespace

std::span<const Builtin> values_methods() { return table; }

std::string_view class_of(const ValueSet& set) {
    const std::string text = set.represent();
    const Builtin* function = find_builtin(text.substr(0, text.find('(')));
    return function != nullptr ? function->name : std::string_view();
}

bool is_random_of(const ValueSet& set, std::string_view name) {
    const std::string_view own = class_of(set);
    if (own == name) return true;
    static constexpr std::string_view numbers[] = {"RandByte", "RandSByte", "RandShort", "RandSShort",
                                                   "RandInt",  "RandSInt",  "RandLong",  "RandSLong"};
    return name == "RandNum" && std::find(std::begin(numbers), std::end(numbers), own) != std::end(numbers);
}

std::optional<Value> values_attribute(const ValueSet& set, std::string_view name) {
    const auto count = set.count();
    if (name == "__class__" && !class_of(set).empty())
        return object_value<BuiltinObject>(*find_builtin(class_of(set)));
    if (!class_of(set).starts_with("Net") || !count || *count == 0) return std::nullopt;
    if (name == "count") return Value(*count);
    const Builtin* number_of = find_builtin("atol");
    const Value address = name == "start" ? set.at(0) : name == "stop" ? set.at(*count - 1) : Value();
    if (address.octets() == nullptr || address.octets()->find(':') != std::string::npos || !number_of)
        return std::nullopt;
    Environment none;
    return call_builtin(*number_of, nullptr, {{{}, address, {}, {}}}, {}, none);
}

}  // namespace pkttest::language
