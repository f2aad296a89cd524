// Selection of tests.
#include "framework/runner/selection.h"

#include <fnmatch.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>

#include "framework/runner/keyword_expression.h"
#include "framework/runner/shards.h"

namespace pkttest::runner {

namespace {

std::uint64_t parse_number(std::string_view text, std::string_view whole) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value == 0)
        throw std::invalid_argument("'" + std::string(whole) + "' is no list of test numbers such as 1,3-5");
    return value;
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view text) {
    return fnmatch(std::string(pattern).c_str(), std::string(text).c_str(), 0) == 0;
}

NumberSet::NumberSet(std::string_view text) {
    const std::string_view whole = text;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        const std::size_t dash = part.find('-');
        const std::uint64_t first = parse_number(part.substr(0, dash), whole);
        std::uint64_t last = first;
        if (dash != std::string_view::npos)
            last = dash + 1 == part.size() ? std::numeric_limits<std::uint64_t>::max()
                                           : parse_number(part.substr(dash + 1), whole);
        ranges_.emplace_back(first, last);
    }
}

bool NumberSet::contains(std::uint64_t number) const {
    return std::any_of(ranges_.begin(), ranges_.end(),
                       [&](const auto& range) { return range.first <= number && number <= range.second; });
}

namespace {

bool carries_any(const ListedTest& test, const std::vector<std::string>& expressions) {
    return std::any_of(expressions.begin(), expressions.end(), [&](const std::string& expression) {
        return keywords_fulfil(expression, test.keywords);
    });
}

bool is_named(const ListedTest& test, const std::vector<std::string>& globs) {
    return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
        return glob == test.id || glob == test.name || glob_matches(glob, test.id) ||
               glob_matches(glob, test.name);
    });
}

}  // namespace

bool is_taken_away(const Selection& selection, const ListedTest& test) {
    return carries_any(test, selection.without);
}

bool Selector::takes(const ListedTest& test) const {
    const Selection& asked = selection_;
    if (!asked.names.empty() && !is_named(test, asked.names)) return false;
    if (!asked.keywords.empty() && !carries_any(test, asked.keywords)) return false;
    if (is_taken_away(asked, test)) return false;
    if (!asked.numbers.empty() && !numbers_.contains(test.number)) return false;
    return asked.shards <= 0 || asked.shard_by_duration || is_in_shard(test, asked.shard, asked.shards);
}

}  // namespace pkttest::runner
