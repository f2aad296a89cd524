// nearest(): what a mistyped name most likely means.
#include <algorithm>
#include <vector>

#include "framework/language/syntax/diagnostic.h"

namespace pkttest::language {

namespace {

constexpr int edit = 8;        // one letter more, less or other
constexpr int swap = 7;        // two neighbours swapped: the likeliest slip
constexpr int other_case = 1;  // a letter right but for its case

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int replace_cost(char a, char b) {
    if (a == b) return 0;
    return lower(a) == lower(b) ? other_case : edit;
}

bool swapped(std::string_view a, std::string_view b, std::size_t i, std::size_t j) {
    return i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
}

// The optimal string alignment distance, in units of `edit`.
int distance(std::string_view a, std::string_view b) {
    std::vector<int> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j) * edit;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i) * edit;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] =
                std::min({last[j] + edit, row[j - 1] + edit, last[j - 1] + replace_cost(a[i - 1], b[j - 1])});
            if (swapped(a, b, i, j)) row[j] = std::min(row[j], before[j - 2] + swap);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

// A third of the letters may be wrong, three at most; a single letter means nothing else.
int largest_distance(std::size_t length) {
    if (length < 2) return edit - 1;
    return std::clamp(static_cast<int>(length) / 3, 1, 3) * edit + edit - 1;
}

std::optional<std::string_view> nearest_within(std::string_view name,
                                               std::span<const std::string_view> candidates, int limit) {
    static constexpr std::size_t longest = 64;
    if (name.size() > longest) return std::nullopt;
    int best = limit + 1;
    std::optional<std::string_view> result;
    for (const std::string_view candidate : candidates) {
        const auto shorter = std::min(name.size(), candidate.size());
        if (static_cast<int>(std::max(name.size(), candidate.size()) - shorter) * edit > limit) continue;
        const int found = distance(name, candidate);
        if (found >= best || candidate == name) continue;
        best = found;
        result = candidate;
    }
    return result;
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view name, std::span<const std::string_view> candidates) {
    return nearest_within(name, candidates, largest_distance(name.size()));
}

std::optional<std::string_view> one_letter_off(std::string_view name,
                                               std::span<const std::string_view> candidates) {
    return nearest_within(name, candidates, edit + edit - 1);
}

}  // namespace pkttest::language
