// hexdiff: two strings of octets aligned by the fewest changes, shown in rows.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "framework/packet/text.h"

namespace pkttest {

namespace {

using Span = std::span<const std::uint8_t>;

/// An octet of each side, one of them perhaps not there.
struct Pair {
    std::optional<std::uint8_t> a, b;
    bool operator==(const Pair&) const = default;
};

constexpr std::size_t row_size = 16;
/// Beyond so many comparisons octets are set beside one another in order.
constexpr std::size_t most_cells = 4'000'000;

/// How many changes make the first i octets of `a` the first j of `b`.
class Distances {
 public:
    Distances(Span a, Span b) : width_(b.size() + 1), cells_((a.size() + 1) * width_) {
        for (std::size_t i = 0; i <= a.size(); ++i)
            for (std::size_t j = 0; j <= b.size(); ++j) at(i, j) = distance(a, b, i, j);
    }
    std::uint32_t& at(std::size_t i, std::size_t j) { return cells_[i * width_ + j]; }

 private:
    std::uint32_t distance(Span a, Span b, std::size_t i, std::size_t j) {
        if (i == 0 || j == 0) return static_cast<std::uint32_t>(i + j);
        const std::uint32_t changed = at(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1);
        return std::min({changed, at(i - 1, j) + 1, at(i, j - 1) + 1});
    }
    std::size_t width_;
    std::vector<std::uint32_t> cells_;
};

std::vector<Pair> align(Span a, Span b) {
    Distances distances(a, b);
    std::vector<Pair> out;
    std::size_t i = a.size(), j = b.size();
    while (i > 0 || j > 0) {
        const std::uint32_t here = distances.at(i, j);
        const bool both = i > 0 && j > 0;
        if (both && here == distances.at(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1))
            out.push_back({a[--i], b[--j]});
        else if (i > 0 && here == distances.at(i - 1, j) + 1)
            out.push_back({a[--i], std::nullopt});
        else
            out.push_back({std::nullopt, b[--j]});
    }
    std::reverse(out.begin(), out.end());
    return out;
}

std::vector<Pair> side_by_side(Span a, Span b) {
    std::vector<Pair> out(std::max(a.size(), b.size()));
    for (std::size_t i = 0; i < a.size(); ++i) out[i].a = a[i];
    for (std::size_t i = 0; i < b.size(); ++i) out[i].b = b[i];
    return out;
}

std::string cells(std::span<const Pair> row, std::optional<std::uint8_t> Pair::*side) {
    std::string hex, text;
    for (std::size_t i = 0; i < row_size; ++i) {
        if (i == row_size / 2) hex += ' ';
        const auto octet = i < row.size() ? row[i].*side : std::nullopt;
        hex += octet ? fmt::format("{:02X} ", *octet) : "   ";
        if (i < row.size())
            text += !octet ? ' ' : *octet >= 0x20 && *octet < 0x7f ? static_cast<char>(*octet) : '.';
    }
    return hex + "  " + text;
}

void add_row(std::span<const Pair> row, std::size_t at, std::string& out) {
    const auto has = [&](std::optional<std::uint8_t> Pair::*side) {
        return std::any_of(row.begin(), row.end(),
                           [&](const Pair& pair) { return (pair.*side).has_value(); });
    };
    const bool same = std::all_of(row.begin(), row.end(), [](const Pair& pair) { return pair.a == pair.b; });
    if (same) {
        out += fmt::format("{:04x} {:04x}   {}\n", at, at, cells(row, &Pair::a));
        return;
    }
    if (has(&Pair::a)) out += fmt::format("{:04x}        {}\n", at, cells(row, &Pair::a));
    if (has(&Pair::b)) out += fmt::format("     {:04x}   {}\n", at, cells(row, &Pair::b));
}

}  // namespace

std::string hexdiff(Span a, Span b) {
    const bool small = (a.size() + 1) * (b.size() + 1) <= most_cells;
    const std::vector<Pair> pairs = small ? align(a, b) : side_by_side(a, b);
    std::string out;
    for (std::size_t at = 0; at < pairs.size(); at += row_size)
        add_row(std::span(pairs).subspan(at, std::min(row_size, pairs.size() - at)), at, out);
    return out;
}

}  // namespace pkttest
