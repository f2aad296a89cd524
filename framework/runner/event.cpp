// Verdicts by name, as reports and records write them.
#include "framework/runner/event.h"

#include <iterator>

namespace pkttest::runner {

static constexpr std::string_view verdict_names[] = {
    "passed",           "failed",          "error",        "skipped",
    "expected failure", "unexpected pass", "inconclusive", "interrupted",
};

std::string_view to_text(Verdict verdict) {
    const auto index = static_cast<std::size_t>(verdict);
    return index < std::size(verdict_names) ? verdict_names[index] : "unknown";
}

std::optional<Verdict> verdict_from_text(std::string_view text) {
    for (std::size_t index = 0; index < std::size(verdict_names); ++index)
        if (verdict_names[index] == text) return static_cast<Verdict>(index);
    return std::nullopt;
}

}  // namespace pkttest::runner
