// The shape of CharEnumField, StrEnumField and StrFixedLenEnumField: octets that have names.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/plain_text.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

const OctetNames& names_of(const Field& field) { return *static_cast<const OctetNames*>(field.user); }

bool is_same(const Value& key, const Value& value) {
    return key.is_text() == value.is_text() && key.octets() != nullptr && value.octets() != nullptr &&
           *key.octets() == *value.octets();
}

/// A letter is taken as it is given, longer text by its name.
std::optional<Problem> normalize_letter(const Field& field, const Value& in, Value& internal) {
    if (in.octets() != nullptr && in.octets()->size() == 1) return internal = in, std::nullopt;
    Problem problem{fmt::format("{} takes a letter or its name, not {}", field.name, represent(in))};
    for (const auto& [key, name] : names_of(field).names) {
        if (in.is_text() && *in.octets() == name) return internal = key, std::nullopt;
        problem.candidates.push_back(name);
    }
    if (in.is_text()) problem.wrong = *in.octets();
    return problem;
}

std::optional<Problem> normalize_named(const Field& field, const Value& in, Value& internal) {
    if (names_of(field).are_letters) return normalize_letter(field, in, internal);
    return octets_shape.normalize(field, in, internal);
}

/// A letter's name stands alone, that of octets behind them.
std::string represent_named(const Field& field, const Value& internal) {
    const bool are_letters = names_of(field).are_letters;
    if (internal.octets() == nullptr) return represent(internal);
    const std::string shown =
        are_letters && internal.is_text() ? represent(internal) : represent_octets(*internal.octets());
    for (const auto& [key, name] : names_of(field).names) {
        if (are_letters && is_same(key, internal)) return name;
        if (!are_letters && *key.octets() == *internal.octets()) return fmt::format("{} ({})", shown, name);
    }
    return shown;
}

Value random_named(const Field& field) {
    const auto& names = names_of(field).names;
    return names.empty() ? octets_shape.random(field) : names.front().first;
}

}  // namespace

extern constexpr Shape named_octets_shape = based_on<octets_shape>({
    .name = "octets with names",
    .normalize = normalize_named,
    .represent = represent_named,
    .random = random_named,
    .count = [](const Field& f, const Value& v) { return octets_shape.count(f, v); },
});

}  // namespace pkttest
