// Two texts compared by lines: the longest common subsequence between their equal ends, shown as `diff -u`
// does.
#include "framework/cli/line_difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace pkttest::cli {

namespace {

constexpr std::size_t around = 3;
constexpr std::size_t most_cells = 50'000'000;

struct Row {
    char sign = ' ';
    std::string_view text;
};

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

using Lines = std::vector<std::string_view>;

/// All lines of both: kept, taken out, put in.
void compare(const Lines& a, const Lines& b, std::vector<Row>& out) {
    if ((a.size() + 1) * (b.size() + 1) > most_cells) {
        for (const auto line : a) out.push_back({'-', line});
        for (const auto line : b) out.push_back({'+', line});
        return;
    }
    const std::size_t width = b.size() + 1;
    std::vector<std::uint32_t> common((a.size() + 1) * width);
    for (std::size_t i = a.size(); i-- > 0;)
        for (std::size_t j = b.size(); j-- > 0;)
            common[i * width + j] = a[i] == b[j]
                                        ? common[(i + 1) * width + j + 1] + 1
                                        : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            out.push_back({' ', a[i]});
            ++i, ++j;
        } else if (j == b.size() ||
                   (i < a.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            out.push_back({'-', a[i++]});
        } else {
            out.push_back({'+', b[j++]});
        }
    }
}

std::vector<Row> rows_of(std::string_view before, std::string_view after) {
    Lines a = lines_of(before), b = lines_of(after);
    std::vector<Row> out;
    std::size_t equal = 0;
    while (equal < a.size() && equal < b.size() && a[equal] == b[equal]) out.push_back({' ', a[equal++]});
    std::size_t tail = 0;
    while (tail < a.size() - equal && tail < b.size() - equal &&
           a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    const auto middle = [&](const Lines& all) {
        return Lines(all.begin() + static_cast<std::ptrdiff_t>(equal),
                     all.end() - static_cast<std::ptrdiff_t>(tail));
    };
    compare(middle(a), middle(b), out);
    for (std::size_t i = a.size() - tail; i < a.size(); ++i) out.push_back({' ', a[i]});
    return out;
}

/// The rows that a change or its surroundings reach.
std::vector<bool> shown_rows(const std::vector<Row>& rows) {
    std::vector<bool> shown(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].sign != ' ')
            for (std::size_t j = i - std::min(i, around); j < std::min(rows.size(), i + around + 1); ++j)
                shown[j] = true;
    return shown;
}

}  // namespace

std::string line_difference(std::string_view name, std::string_view before, std::string_view after) {
    if (before == after) return {};
    const std::vector<Row> rows = rows_of(before, after);
    const std::vector<bool> shown = shown_rows(rows);
    std::string out = fmt::format("--- {0}\n+++ {0}\n", name);
    std::size_t line_before = 1, line_after = 1;
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t end = i, count_before = 0, count_after = 0;
        for (; end < rows.size() && shown[end] == shown[i]; ++end) {
            count_before += rows[end].sign != '+' ? 1 : 0;
            count_after += rows[end].sign != '-' ? 1 : 0;
        }
        if (shown[i]) {
            out += fmt::format("@@ -{},{} +{},{} @@\n", line_before, count_before, line_after, count_after);
            for (std::size_t row = i; row < end; ++row)
                out += fmt::format("{}{}\n", rows[row].sign, rows[row].text);
        }
        line_before += count_before;
        line_after += count_after;
        i = end;
    }
    const bool same_lines =
        std::none_of(rows.begin(), rows.end(), [](const Row& row) { return row.sign != ' '; });
    if (same_lines) out += "\\ only the line end of the last line differs\n";
    return out;
}

}  // namespace pkttest::cli
