// Regular expressions: PCRE2, given Python's patterns.
#include "framework/language/values/regex.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace pkttest::language {

namespace {

constexpr std::uint32_t most_steps = 2'000'000;      ///< Of a match.
constexpr std::uint32_t most_kibibytes = 64 * 1024;  ///< That a match may take.
constexpr std::size_t longest_pattern = 10'000;

[[noreturn]] void refuse(int code) {
    std::array<PCRE2_UCHAR, 256> text{};
    pcre2_get_error_message(code, text.data(), text.size());
    throw RegexError(reinterpret_cast<const char*>(text.data()));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hexadecimal(char c) { return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); }

/// Python's patterns as PCRE2 reads them: what is written otherwise is translated, what Python does not know
/// refused.
class Translation {
 public:
    Translation(std::string_view pattern, bool characters) : rest_(pattern), characters_(characters) {}

    std::string whole() {
        while (!rest_.empty()) {
            if (rest_[0] == '\\')
                escape();
            else if (in_class_)
                member();
            else if (rest_[0] == '[')
                begin_class();
            else if (rest_[0] == '(')
                group();
            else if (rest_.starts_with("{,"))
                repetition();
            else
                copy(1);
        }
        return std::move(out_);
    }

 private:
    void copy(std::size_t count) {
        out_.append(rest_.substr(0, count));
        rest_.remove_prefix(std::min(count, rest_.size()));
    }

    /// Of letters, Python knows few.
    void escape() {
        constexpr std::string_view known = "AbBdDsSwWafnrtv";
        const char c = rest_.size() > 1 ? rest_[1] : '\0';
        const bool is_letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (c == 'x') return number(2);
        if (c == 'u' && characters_) return number(4);
        if (c == 'U' && characters_) return number(8);
        if (c >= '1' && c <= '9' && !in_class_) return reference();
        if (c == 'Z' && !in_class_) {
            out_ += "\\z";
            rest_.remove_prefix(2);
        } else if (is_letter && known.find(c) == known.npos) {
            throw RegexError(fmt::format("\\{} means nothing in a pattern", c));
        } else {
            copy(2);
        }
    }

    /// \x41, \u00e9, \U0001f600: all digits must be there.
    void number(std::size_t digits) {
        const std::string_view number = rest_.substr(2, digits);
        if (number.size() < digits || !std::all_of(number.begin(), number.end(), is_hexadecimal))
            throw RegexError(fmt::format("\\{} takes {} hexadecimal digits", rest_[1], digits));
        out_ += fmt::format("\\x{{{}}}", number);
        rest_.remove_prefix(2 + digits);
    }

    /// \1 stands behind the group.
    void reference() {
        const std::size_t end = std::min(rest_.find_first_not_of("0123456789", 1), rest_.size());
        if (end > 3 || std::stoul(std::string(rest_.substr(1, end - 1))) > groups_)
            throw RegexError(fmt::format("there is no group {}", rest_.substr(1, end - 1)));
        copy(end);
    }

    /// The first ] of a class is one of its members.
    void begin_class() {
        copy(1);
        in_class_ = true;
        if (rest_.starts_with('^')) copy(1);
        if (rest_.starts_with(']')) copy(1);
    }

    /// [:alpha:] is nothing but characters.
    void member() {
        if (rest_[0] == '[') out_ += '\\';
        if (rest_[0] == ']') in_class_ = false;
        copy(1);
    }

    void group() {
        if (rest_.starts_with("(*")) throw RegexError("there is nothing to repeat");
        if (rest_.starts_with("(?")) {
            const std::string_view kind = rest_.substr(2);
            const auto begins = [&](std::initializer_list<std::string_view> all) {
                return std::any_of(all.begin(), all.end(),
                                   [&](std::string_view each) { return kind.starts_with(each); });
            };
            constexpr std::string_view flags = "imsx-";
            if (!begins({"P<", "P=", ":", "#", "=", "!", "<=", "<!", "(", ">"}) &&
                (kind.empty() || flags.find(kind[0]) == flags.npos))
                throw RegexError("this kind of group is not covered");
            const std::size_t end = kind.find_first_not_of(flags);
            if (end > 0 && end != kind.npos && kind[end] == ')') {
                if (out_.size() != flags_end_)
                    throw RegexError("flags for all of a pattern stand at its start");
                copy(2 + end + 1);
                flags_end_ = out_.size();
                return;
            }
            if (begins({"P<"})) ++groups_;
            return copy(2);
        }
        ++groups_;
        copy(1);
    }

    /// {,3} is {0,3}.
    void repetition() {
        const std::size_t end = rest_.find_first_not_of("0123456789", 2);
        if (end != rest_.npos && end > 2 && rest_[end] == '}') {
            out_ += "{0";
            rest_.remove_prefix(1);
        }
        copy(1);
    }

    std::string_view rest_;
    std::string out_;
    bool characters_, in_class_ = false;
    std::size_t groups_ = 0;
    std::size_t flags_end_ = 0;  ///< Where those for all of the pattern end.
};

std::uint32_t options_of(unsigned flags) {
    std::uint32_t out = PCRE2_NEVER_BACKSLASH_C;
    if ((flags & Regex::ignore_case) != 0) out |= PCRE2_CASELESS;
    if ((flags & Regex::multi_line) != 0) out |= PCRE2_MULTILINE;
    if ((flags & Regex::dot_all) != 0) out |= PCRE2_DOTALL;
    if ((flags & Regex::verbose) != 0) out |= PCRE2_EXTENDED;
    if ((flags & Regex::characters) == 0) return out;
    out |= PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
    if ((flags & Regex::ascii) == 0) out |= PCRE2_UCP;
    return out;
}

template <class T>
T fact(const pcre2_code& code, std::uint32_t what) {
    T out{};
    pcre2_pattern_info(&code, what, &out);
    return out;
}

std::vector<std::pair<std::string, std::size_t>> names_of(const pcre2_code& code) {
    std::vector<std::pair<std::string, std::size_t>> out;
    const auto count = fact<std::uint32_t>(code, PCRE2_INFO_NAMECOUNT);
    const auto size = fact<std::uint32_t>(code, PCRE2_INFO_NAMEENTRYSIZE);
    PCRE2_SPTR entry = count > 0 ? fact<PCRE2_SPTR>(code, PCRE2_INFO_NAMETABLE) : nullptr;
    for (std::uint32_t i = 0; i < count; ++i, entry += size)
        out.emplace_back(reinterpret_cast<const char*>(entry + 2), std::size_t{entry[0]} << 8 | entry[1]);
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return out;
}

}  // namespace

Regex::Regex(std::string_view pattern, unsigned flags) {
    if (pattern.size() > longest_pattern) throw RegexError("this pattern is too long");
    const std::string text = Translation(pattern, (flags & characters) != 0).whole();
    int problem = 0;
    std::size_t place = 0;
    pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                                     options_of(flags), &problem, &place, nullptr);
    if (code == nullptr) refuse(problem);
    code_ = {code, pcre2_code_free};
    group_count_ = fact<std::uint32_t>(*code, PCRE2_INFO_CAPTURECOUNT);
    names_ = names_of(*code);
}

std::optional<Regex::Match> Regex::match(std::string_view text, std::size_t from, Where where) const {
    const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(
        pcre2_match_data_create_from_pattern(code_.get(), nullptr), pcre2_match_data_free);
    const std::unique_ptr<pcre2_match_context, decltype(&pcre2_match_context_free)> limits(
        pcre2_match_context_create(nullptr), pcre2_match_context_free);
    pcre2_set_match_limit(limits.get(), most_steps);
    pcre2_set_heap_limit(limits.get(), most_kibibytes);
    std::uint32_t options = where == Where::anywhere ? 0 : PCRE2_ANCHORED;
    if (where == Where::whole) options |= PCRE2_ENDANCHORED;
    const int found = pcre2_match(code_.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                                  options, data.get(), limits.get());
    if (found == PCRE2_ERROR_NOMATCH) return std::nullopt;
    if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_HEAPLIMIT)
        throw RegexError("this pattern takes too long here");
    if (found < 0) refuse(found);
    Match out;
    const std::size_t* ends = pcre2_get_ovector_pointer(data.get());
    static_assert(nowhere == PCRE2_UNSET);
    for (std::size_t i = 0; i <= group_count_; ++i) out.groups.emplace_back(ends[2 * i], ends[2 * i + 1]);
    return out;
}

}  // namespace pkttest::language
