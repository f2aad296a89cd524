// FlagValue: flags without a field of a layer.
#include <fmt/format.h>

#include <map>
#include <mutex>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/field_class.h"

namespace pkttest::language {

namespace {

/// The field with these names: kept, since the values point to it.
const Field& field_named(const Call& call, const Value& names) {
    static std::mutex mutex;
    static auto& kept = *new std::map<std::string, RuntimeField>;
    const std::lock_guard lock(mutex);
    const auto [at, is_new] = kept.try_emplace(represent(names));
    if (is_new)
        if (auto problem = make_field(
                *find_field_class("FlagsField"),
                {{"name", Value("flags")}, {"default", Value(0)}, {"size", Value(64)}, {"names", names}},
                at->second)) {
            kept.erase(at);
            throw EvaluationError(call.span, *problem);
        }
    return at->second.field;
}

Value run_flags(Call& call) {
    const Field& field = field_named(call, call[1]);
    Value internal;
    Integer bits = 0;
    if (const auto problem = normalize(field, call[0], internal)) throw EvaluationError(call.span, *problem);
    internal.to_integer(bits);
    return Value(Flags{static_cast<std::uint64_t>(bits), &field});
}

}  // namespace

extern const Builtin builtin_flag_value = {
    "FlagValue", {{{"value"}, {"names"}}}, Kind::number, "Flags with these names.", run_flags};

}  // namespace pkttest::language
