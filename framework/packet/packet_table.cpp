// make_table: what packets say, in rows and columns of text.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "framework/packet/address.h"
#include "framework/packet/packet_list.h"

namespace pkttest {

namespace {

using Entries = std::span<const std::array<std::string, 3>>;

std::optional<Integer> as_number(const std::string& text) {
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return Integer{out};
}

std::optional<Integer> as_address(const std::string& text) {
    const auto out = parse_ipv4(text);
    return out ? std::optional(Integer{*out}) : std::nullopt;
}

/// Sorted by `key` where all have one.
bool sort_by(std::vector<std::string>& texts, std::optional<Integer> (*key)(const std::string&)) {
    if (!std::all_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return key(text).has_value(); }))
        return false;
    std::stable_sort(texts.begin(), texts.end(),
                     [&](const std::string& a, const std::string& b) { return *key(a) < *key(b); });
    return true;
}

std::vector<std::string> sorted_part(Entries entries, std::size_t part) {
    std::vector<std::string> out;
    for (const auto& entry : entries)
        if (std::find(out.begin(), out.end(), entry[part]) == out.end()) out.push_back(entry[part]);
    if (!sort_by(out, as_number) && !sort_by(out, as_address)) std::sort(out.begin(), out.end());
    return out;
}

/// A style's cells: what stands before, between and behind them.
class Table {
 public:
    Table(Entries entries, TableStyle style)
        : style_(style), columns_(sorted_part(entries, 0)), rows_(sorted_part(entries, 1)) {
        for (const auto& [x, y, z] : entries) {
            std::size_t& width = widths_[x];
            width = std::max({width, x.size(), z.size()});
            label_ = std::max(label_, y.size());
            cells_[{x, y}] = z;
        }
    }

    std::string text() const {
        std::string out = line() + first("");
        for (const std::string& x : columns_) out += cell(x, widths_.at(x));
        out += end() + line();
        for (const std::string& y : rows_) {
            out += first(y);
            for (const std::string& x : columns_) {
                const auto found = cells_.find({x, y});
                out += cell(found != cells_.end() ? found->second : "-", widths_.at(x));
            }
            out += end();
        }
        return out + line();
    }

 private:
    std::string first(const std::string& text) const {
        return style_ == TableStyle::tex ? text + " " : cell(text, label_);
    }
    std::string cell(const std::string& text, std::size_t width) const {
        if (style_ == TableStyle::tex) return fmt::format("& {} ", text);
        return fmt::format("{:<{}} {}", text, width, style_ == TableStyle::lined ? "| " : "");
    }
    std::string end() const { return style_ == TableStyle::tex ? "\\\\\n" : "\n"; }
    std::string line() const {
        if (style_ == TableStyle::plain) return {};
        if (style_ == TableStyle::tex) return "\\hline\n";
        std::string out(label_ + 1, '-');
        for (const std::string& x : columns_) out += "+" + std::string(widths_.at(x) + 2, '-');
        return out + "+\n";
    }

    TableStyle style_;
    std::vector<std::string> columns_, rows_;
    std::map<std::string, std::size_t> widths_;
    std::map<std::pair<std::string, std::string>, std::string> cells_;
    std::size_t label_ = 0;
};

}  // namespace

std::string make_table(Entries entries, TableStyle style) { return Table(entries, style).text(); }

}  // namespace pkttest
