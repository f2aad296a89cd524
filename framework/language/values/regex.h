// Regular expressions as Python's module re has them, with a limit on how long a match may take.
//
//     const Regex pattern("a(\\d+)", 0);                       // throws RegexError
//     if (const auto found = pattern.match(text, 0, Regex::Where::anywhere)) found->groups[0];
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct pcre2_real_code_8;  // PCRE2's.

namespace pkttest::language {

/// A pattern that cannot be read, or one that takes too long.
class RegexError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

class Regex {
 public:
    /// Python's, and whether pattern and text are UTF-8: else every octet is a character.
    enum Flag : unsigned {
        ignore_case = 2,
        multi_line = 8,
        dot_all = 16,
        verbose = 64,
        ascii = 256,
        characters = 1 << 16
    };
    enum class Where : std::uint8_t { start, whole, anywhere };
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    /// Begin and end of the match and of each group; `nowhere` for one that took no part.
    struct Match {
        std::vector<std::pair<std::size_t, std::size_t>> groups;
    };

    /// Throws RegexError.
    explicit Regex(std::string_view pattern, unsigned flags = 0);

    /// From an octet of the text on. Throws RegexError where it takes too long.
    std::optional<Match> match(std::string_view text, std::size_t from, Where where) const;
    std::size_t group_count() const { return group_count_; }
    /// Names of groups with their numbers.
    const std::vector<std::pair<std::string, std::size_t>>& names() const { return names_; }

 private:
    std::shared_ptr<const pcre2_real_code_8> code_;
    std::size_t group_count_ = 0;
    std::vector<std::pair<std::string, std::size_t>> names_;
};

}  // namespace pkttest::language
