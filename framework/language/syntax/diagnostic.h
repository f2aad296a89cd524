// Diagnostic: one thing that is wrong with a campaign, and how it is shown.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "framework/language/syntax/source.h"
#include "framework/language/syntax/span.h"

namespace pkttest::language {

enum class Severity : std::uint8_t { error, warning, note };

struct Diagnostic {
    Severity severity = Severity::error;
    Span span;
    std::string message;                    ///< One line: "vni has 24 bits, 0x1000000 does not fit".
    std::vector<std::string> notes;         ///< A line each: "the largest value is 0xffffff".
    std::optional<std::string> suggestion;  ///< The right name; shown as: did you mean "vni"?
};

/// What stages record into. They go on after an error; nothing after the 100th error is kept.
class Diagnostics {
 public:
    static constexpr std::size_t limit = 100;
    /// The diagnostic, to add notes to it; valid until the next one.
    Diagnostic& error(Span span, std::string message) {
        return add(Severity::error, span, std::move(message));
    }
    Diagnostic& warning(Span span, std::string message) {
        return add(Severity::warning, span, std::move(message));
    }
    Diagnostic& add(Severity severity, Span span, std::string message);
    bool has_errors() const { return errors_ > 0; }
    std::size_t error_count() const { return errors_; }  ///< Also those that are not kept.
    const std::vector<Diagnostic>& all() const { return all_; }
    /// In the order of the text, equal places in the order of their coming.
    void sort();

 private:
    std::vector<Diagnostic> all_;
    std::size_t errors_ = 0;
    Diagnostic overflow_;
};

/// The lines for people, the last newline included:
///
///     input:1:11: error: vni has 24 bits, 0x1000000 does not fit
///       VXLAN(vni=0x1000000)
///                 ^~~~~~~~~
///       the largest value is 0xffffff
std::string render(const Diagnostic& diagnostic, const Sources& sources, bool color = false);
std::string render(std::span<const Diagnostic> diagnostics, const Sources& sources, bool color = false);

/// The candidate that `name` most likely means; nothing where none is near. Counts insertions, deletions,
/// replacements and neighbours swapped; case counts little. Equal distances: the first candidate.
std::optional<std::string_view> nearest(std::string_view name, std::span<const std::string_view> candidates);
/// The candidate that is `name` but for one letter too many, too few or wrong, or two swapped.
std::optional<std::string_view> one_letter_off(std::string_view name,
                                               std::span<const std::string_view> candidates);

}  // namespace pkttest::language
