// Which tests a Selection takes: globs, keywords, numbers, shards.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "framework/runner/runner.h"

namespace pkttest::runner {

/// Shell globs over a whole text: `*`, `?`, `[a-z]`, `[!a-z]`. Without one of them the text must be equal.
bool glob_matches(std::string_view pattern, std::string_view text);

/// "1,3-5,9-": inclusive ranges, an open end reaches to the last. Throws std::invalid_argument.
class NumberSet {
 public:
    explicit NumberSet(std::string_view text);
    bool contains(std::uint64_t number) const;

 private:
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges_;
};

/// Whether a keyword that it has takes it away (-K).
bool is_taken_away(const Selection& selection, const ListedTest& test);

/// What a Selection takes, which must live as long; a shard by hash, not one by duration.
class Selector {
 public:
    /// Throws std::invalid_argument where the numbers are none.
    explicit Selector(const Selection& selection) : selection_(selection), numbers_(selection.numbers) {}
    /// Throws std::invalid_argument where a keyword expression is wrong.
    bool takes(const ListedTest& test) const;

 private:
    const Selection& selection_;
    NumberSet numbers_;
};

}  // namespace pkttest::runner
