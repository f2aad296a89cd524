// Native types: calling them, and what they are asked for.
#include "framework/language/values/native_type.h"

#include <fmt/format.h>

#include <algorithm>

namespace pkttest::language {

std::string NativeType::represent() const { return fmt::format("<class '{}'>", table_.name); }

bool NativeType::equals(const Object& other) const {
    const auto* type = dynamic_cast<const NativeType*>(&other);
    return type != nullptr && &type->table_ == &table_;
}

std::optional<Value> NativeType::attribute(std::string_view name) const {
    if (name == "__name__") return Value(table_.name.substr(table_.name.rfind('.') + 1));
    for (const Builtin& function : table_.functions)
        if (function.name == name) return object_value<BuiltinObject>(function);
    return table_.constant != nullptr ? table_.constant(name) : std::nullopt;
}

Value NativeType::call(std::vector<GivenArgument> given, Span span, Environment&) const {
    NativeArguments arguments(table_.parameters.size());
    std::size_t position = 0;
    for (GivenArgument& each : given) {
        const auto named = std::find(table_.parameters.begin(), table_.parameters.end(), each.name);
        const std::size_t place =
            each.name.empty() ? position++ : static_cast<std::size_t>(named - table_.parameters.begin());
        if (place >= arguments.size())
            throw EvaluationError(span, fmt::format("{} takes no such argument", table_.name))
                .as("TypeError");
        arguments[place] = std::move(each.value);
    }
    return table_.make(arguments, span);
}

Value native_type(std::span<const NativeTable> tables, std::string_view name) {
    for (const NativeTable& table : tables)
        if (table.name == name) return object_value<NativeType>(table);
    return {};
}

}  // namespace pkttest::language
