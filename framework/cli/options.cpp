// What values options take, and their names apart.
#include "framework/cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "framework/language/syntax/diagnostic.h"

namespace pkttest::cli {

namespace {

/// The number that a text is; false where it is none.
template <class Number>
bool reads(const std::string& text, Number& out) {
    const char* end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, out);
    return failed == std::errc() && stopped == end;
}

/// Those that begin with so many hyphens, without them.
std::vector<std::string> names_with(std::string_view names, std::size_t hyphens) {
    std::vector<std::string> out;
    while (!names.empty()) {
        const std::string_view name = names.substr(0, names.find(','));
        names.remove_prefix(std::min(name.size() + 1, names.size()));
        if (name.find_first_not_of('-') == hyphens) out.emplace_back(name.substr(hyphens));
    }
    return out;
}

}  // namespace

Wanted whole_number(std::int64_t smallest, std::int64_t largest) {
    const bool is_open = largest == std::numeric_limits<std::int64_t>::max();
    std::string what = is_open ? fmt::format("a whole number, {} or more", smallest)
                               : fmt::format("a whole number from {} to {}", smallest, largest);
    return {std::move(what), [=](const std::string& text) {
                std::int64_t number = 0;
                return reads(text, number) && number >= smallest && number <= largest;
            }};
}

Wanted seconds() {
    return {"a number of seconds", [](const std::string& text) {
                double number = 0;
                return reads(text, number) && number >= 0 && number < 1e9;
            }};
}

Wanted factor() {
    return {"a number above 0", [](const std::string& text) {
                double number = 0;
                return reads(text, number) && number > 0 && std::isfinite(number);
            }};
}

Wanted one_of(std::vector<std::string> words) {
    std::string what = fmt::format("{}", fmt::join(words, " or "));
    return {std::move(what), [words = std::move(words)](const std::string& text) {
                return std::find(words.begin(), words.end(), text) != words.end();
            }};
}

std::vector<std::string> Option::long_names() const { return names_with(names, 2); }
std::vector<std::string> Option::short_names() const { return names_with(names, 1); }

const Option& help_option() {
    static const Option help{"-h,--help", "Print this help message and exit", {}, true};
    return help;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
    const std::vector<std::string_view> views(candidates.begin(), candidates.end());
    const auto near = language::nearest(name, views);
    return near ? fmt::format("; did you mean {}?", *near) : "";
}

}  // namespace pkttest::cli
