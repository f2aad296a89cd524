// A campaign made tidy: its lines, blocks, comments and empty lines.
#include "framework/language/syntax/tidy.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "framework/language/syntax/tidy_line.h"

namespace pkttest::language {

namespace {

constexpr std::size_t step_width = 4;

/// A line as it will stand.
struct Written {
    std::string text;     ///< With its indentation; may hold line breaks.
    std::string comment;  ///< What ends it; aligned with its neighbours'.
    std::size_t indent = 0;
    bool is_comment = false;
    std::size_t columns = 0;  ///< Of a comment's first sign, as it stood.
    bool is_marked = false;   ///< `+` or `=`: an empty line stands above.
};

std::string_view without_end(std::string_view line) {
    while (!line.empty() && std::string_view(" \t\r\f").find(line.back()) != std::string_view::npos)
        line.remove_suffix(1);
    return line;
}

class Tidier {
 public:
    Tidier(Sources& sources, std::uint32_t source)
        : lexer_(sources, source, ignored_), text_(lexer_.text()) {}

    std::string run() {
        if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
        while (at_ < text_.size()) line();
        place_comments();
        return joined();
    }

 private:
    // ---- reading ---------------------------------------------------------------------------------------
    void line() {
        std::size_t begin = at_, columns = 0;
        for (; begin < text_.size() && (text_[begin] == ' ' || text_[begin] == '\t'); ++begin)
            columns = text_[begin] == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
        const std::size_t end = std::min(text_.find('\n', begin), text_.size());
        const std::string_view content = without_end(text_.substr(begin, end - begin));
        if (content.empty())
            lines_.emplace_back();
        else if (content.front() == '#')
            lines_.push_back({std::string(content), "", columns, true, columns, false});
        else if (columns == 0 && std::string_view("%+=~*").find(content.front()) != std::string_view::npos)
            marked(content);
        else
            return code(static_cast<std::uint32_t>(begin), columns);
        at_ = end + 1;
    }

    void marked(std::string_view content) {
        open_.clear();
        in_lab_ = false;
        const char mark = content.front();
        content.remove_prefix(1);
        const std::size_t blanks = std::min(content.find_first_not_of(" \t"), content.size());
        std::string text(1, mark);
        if (mark == '*') {  // Its blanks may lay out what is described.
            text.append(blanks == 0 && !content.empty() ? " " : "").append(content);
        } else if (mark == '~') {
            for (content.remove_prefix(blanks); !content.empty();) {
                const std::size_t word = std::min(content.find_first_of(" \t"), content.size());
                text.append(" ").append(content.substr(0, word));
                content.remove_prefix(std::min(content.find_first_not_of(" \t", word), content.size()));
            }
        } else {
            text.append(content.size() > blanks ? " " : "").append(content.substr(blanks));
        }
        lines_.push_back({text, "", 0, false, 0, mark == '+' || mark == '='});
    }

    void code(std::uint32_t begin, std::size_t columns) {
        while (!open_.empty() && open_.back() >= columns) open_.pop_back();
        if (columns == 0) open_.clear();
        const std::size_t indent = columns == 0 ? 0 : step_width * (open_.size() + 1);
        if (columns > 0) open_.push_back(columns);
        const TidyLine made = tidy_code(begin, indent);
        if (indent == 0) in_lab_ = made.text == "lab";
        lines_.push_back({std::string(indent, ' ') + made.text, made.comment, indent, false, columns, false});
        at_ = std::max<std::size_t>(made.end, at_ + 1);
    }

    /// What cannot be read stays as it is written.
    TidyLine tidy_code(std::uint32_t begin, std::size_t indent) {
        try {
            return is_words(begin, indent) ? tidy_words(lexer_, begin) : tidy_line(lexer_, begin, indent);
        } catch (const SyntaxError&) {
            const std::size_t end = std::min(text_.find('\n', begin), text_.size());
            TidyLine out;
            out.text = without_end(text_.substr(begin, end - begin));
            out.end = static_cast<decltype(out.end)>(end + 1);
            return out;
        }
    }

    bool is_words(std::uint32_t begin, std::size_t indent) const {
        const std::string_view rest = text_.substr(begin);
        const auto end = std::find_if_not(rest.begin(), rest.end(),
                                          [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
        const std::string_view word(rest.begin(), end);
        if (word == "needs") return true;
        return in_lab_ && indent == 2 * step_width && word != "run" && word != "start";
    }

    // ---- writing ---------------------------------------------------------------------------------------
    /// A comment of its own line stands as the code below it, or as the code above where that is how it
    /// stood.
    void place_comments() {
        const Written* above = nullptr;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            Written& line = lines_[i];
            if (line.is_comment) {
                const Written* below = code_below(i);
                if (line.columns == 0)
                    line.indent = 0;
                else if (below != nullptr && below->columns == line.columns)
                    line.indent = below->indent;
                else if (above != nullptr && above->columns == line.columns)
                    line.indent = above->indent;
                else
                    line.indent = below != nullptr ? below->indent : above != nullptr ? above->indent : 0;
                line.text.insert(0, line.indent, ' ');
            } else if (!line.text.empty()) {
                above = &line;
            }
        }
    }

    const Written* code_below(std::size_t from) const {
        for (std::size_t i = from + 1; i < lines_.size(); ++i)
            if (!lines_[i].is_comment && !lines_[i].text.empty()) return &lines_[i];
        return nullptr;
    }

    /// Where the last of a text's lines ends, in characters.
    static std::size_t width(const std::string& text) {
        const std::size_t line = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
        return static_cast<std::size_t>(
            std::count_if(text.begin() + static_cast<std::ptrdiff_t>(line), text.end(),
                          [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
    }

    /// Comments that end lines below one another stand in one column.
    std::size_t comment_column(std::size_t at) const {
        std::size_t first = at, column = 0;
        while (first > 0 && !lines_[first - 1].comment.empty()) --first;
        for (std::size_t i = first; i < lines_.size() && !lines_[i].comment.empty(); ++i)
            column = std::max(column, width(lines_[i].text) + 2);
        return column;
    }

    /// An empty line above `+` and `=`, and above comments that stand right on them.
    bool wants_gap(std::size_t at) const {
        while (at < lines_.size() && lines_[at].is_comment && lines_[at].indent == 0) ++at;
        return at < lines_.size() && lines_[at].is_marked;
    }

    std::string joined() const {
        std::string out;
        bool empty_above = true;
        bool comment_above = false;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Written& line = lines_[i];
            if (line.text.empty()) {
                if (!empty_above) out += '\n';
                empty_above = true;
                comment_above = false;
                continue;
            }
            if (!empty_above && !comment_above && wants_gap(i)) out += '\n';
            out += line.text;
            if (!line.comment.empty()) {
                const std::size_t column = comment_column(i);
                out.append(column - width(line.text), ' ').append(line.comment);
            }
            out += '\n';
            empty_above = false;
            comment_above = line.is_comment && line.indent == 0;
        }
        while (out.ends_with("\n\n")) out.pop_back();
        return out;
    }

    Diagnostics ignored_;
    Lexer lexer_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<std::size_t> open_;  ///< Columns of the lines that hold this one.
    std::vector<Written> lines_;
    bool in_lab_ = false;
};

}  // namespace

/// A line that was moved may be read in another way, with its neighbours: what comes out is looked at again.
/// A text that comes to no rest stays as it is.
std::string tidy(Sources& sources, std::uint32_t source) {
    constexpr int most_rounds = 8;
    Sources made;
    std::string text = Tidier(sources, source).run();
    for (int round = 0; round < most_rounds; ++round) {
        std::string next = Tidier(made, made.add("tidy", text)).run();
        if (next == text) return text;
        text = std::move(next);
    }
    return std::string(sources[source].text());
}

}  // namespace pkttest::language
