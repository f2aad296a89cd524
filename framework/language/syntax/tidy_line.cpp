// One line made tidy: which tokens stand apart, and which side by side.
#include "framework/language/syntax/tidy_line.h"

#include <algorithm>
#include <vector>

#include "framework/language/syntax/parser_forms.h"

namespace pkttest::language {

namespace {

constexpr std::size_t step_width = 4;

bool is_any(const Token& token, std::initializer_list<std::string_view> signs) {
    return token.kind == TokenKind::sign && std::find(signs.begin(), signs.end(), token.text) != signs.end();
}

bool opens(const Token& token) { return is_any(token, {"(", "[", "{"}); }
bool closes(const Token& token) { return is_any(token, {")", "]", "}"}); }

/// A bracket that is open, and what a colon means in it.
struct Bracket {
    char sign = 0;
    bool slices = false;
    int lambdas = 0;
};

class LineWriter {
 public:
    LineWriter(Lexer& lexer, std::uint32_t begin, std::size_t indent) : lexer_(lexer), indent_(indent) {
        lexer_.seek(begin);
        brackets_.emplace_back();
        last_end_ = begin;
    }

    TidyLine write() {
        for (Token token = lexer_.next();; token = lexer_.next()) {
            if (token.ends_line()) {
                finish(token);
                return std::move(out_);
            }
            if (closes(token) && brackets_.size() > 1) brackets_.pop_back();
            gap(token);
            note(token);
            out_.text += lexer_.text().substr(token.span.begin, token.span.end - token.span.begin);
            last_end_ = token.span.end;
            previous_ = token;
            ++count_;
        }
    }

 private:
    /// Blanks, line breaks and comments between the last token and this one.
    void gap(const Token& token) {
        const std::string_view between = lexer_.text().substr(last_end_, token.span.begin - last_end_);
        const bool breaks = between.find('\n') != std::string_view::npos;
        const bool separate = count_ > 0 && apart(token, !between.empty());
        if (breaks)
            break_line(between, token);
        else if (separate)
            out_.text += ' ';
        if (is_close_operator(token))
            spacing_ = breaks ? Spacing::as_written : separate ? Spacing::blanks : Spacing::none;
    }

    /// The breaks of a long line stay. Comments stand as deep as what is in the brackets.
    void break_line(std::string_view between, const Token& token) {
        const std::size_t depth = brackets_.size() - 1;
        const std::size_t inside = std::max<std::size_t>(closes(token) ? depth + 1 : depth, 1);
        bool first = true;
        for (std::size_t end = between.find('\n'); end != std::string_view::npos; end = between.find('\n')) {
            const std::string_view part = trimmed(between.substr(0, end));
            between.remove_prefix(end + 1);
            if (!first && !part.empty()) new_line(inside);
            if (!part.empty()) out_.text.append(!first ? "" : part == "\\" ? " " : "  ").append(part);
            first = false;
        }
        new_line(closes(token) ? depth : inside);
    }

    void new_line(std::size_t levels) { out_.text.append("\n").append(indent_ + step_width * levels, ' '); }

    static std::string_view trimmed(std::string_view text) {
        while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
        while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
            text.remove_suffix(1);
        return text;
    }

    void finish(const Token& end) {
        const std::string_view rest = lexer_.text().substr(last_end_, end.span.begin - last_end_);
        if (const auto comment = rest.find('#'); comment != std::string_view::npos)
            out_.comment = trimmed(rest.substr(comment));
        out_.end = lexer_.position();
    }

    /// Keeps the brackets, and what the words before mean.
    void note(const Token& token) {
        value_before_ = ends_value(token);
        if (opens(token))
            brackets_.push_back({token.text.front(), token.is("[") && ends_value(previous_), 0});
        if (token.is_name("lambda")) ++brackets_.back().lambdas;
        after_lambda_ = token.is(":") && brackets_.back().lambdas > 0;
        if (after_lambda_) --brackets_.back().lambdas;
        unary_ = is_any(token, {"-", "+", "~", "*", "**"}) && !ends_value(previous_);
    }

    /// A word that begins a step or a clause, or joins expressions, is no value.
    bool is_word(const Token& token) const {
        if (continues_expression(token.text) || token.text == "lambda") return true;
        return brackets_.size() == 1 &&
               (begins_line(token.text) || find_clause(token.text) != nullptr || token.text == "no");
    }

    bool ends_value(const Token& token) const {
        switch (token.kind) {
            case TokenKind::end:
            case TokenKind::newline:
                return false;
            case TokenKind::name:
                return !is_word(token);
            case TokenKind::sign:
                return closes(token);
            default:
                return true;
        }
    }

    /// Signs that stand close or with blanks as their author likes: IP()/UDP(), a / b.
    static bool is_close_operator(const Token& token) { return is_any(token, {"/", "//", "*", "**", "%"}); }

    bool apart(const Token& token, bool were_apart) const {
        if (opens(previous_) || closes(token) || is_any(token, {",", ";"})) return false;
        if (previous_.is(".") || token.is(".") || unary_) return false;
        if (previous_.is(",")) return true;
        if (is_close_operator(previous_))
            return spacing_ == Spacing::as_written ? were_apart : spacing_ == Spacing::blanks;
        if (is_close_operator(token) && value_before_) return were_apart;
        const bool keyword = brackets_.back().sign == '(' || brackets_.back().lambdas > 0;
        if ((token.is("=") || previous_.is("=")) && keyword) return false;
        if (token.is(":")) return false;
        if (previous_.is(":")) return after_lambda_ || !brackets_.back().slices;
        if (token.is("(") || token.is("[")) return !value_before_;
        return true;
    }

    enum class Spacing : std::uint8_t { none, blanks, as_written };

    Lexer& lexer_;
    std::size_t indent_;
    TidyLine out_;
    std::vector<Bracket> brackets_;
    std::uint32_t last_end_ = 0;
    Token previous_;
    Spacing spacing_ = Spacing::none;
    std::size_t count_ = 0;
    bool value_before_ = false, unary_ = false, after_lambda_ = false;
};

}  // namespace

TidyLine tidy_line(Lexer& lexer, std::uint32_t begin, std::size_t indent) {
    return LineWriter(lexer, begin, indent).write();
}

TidyLine tidy_words(Lexer& lexer, std::uint32_t begin) {
    lexer.seek(begin);
    TidyLine out;
    for (Name word = lexer.next_word(); word; word = lexer.next_word())
        out.text.append(out.text.empty() ? "" : " ").append(word.text);
    const std::string_view text = lexer.text();
    const std::uint32_t stop = lexer.position();
    out.end = static_cast<std::uint32_t>(std::min(text.find('\n', stop), text.size() - 1) + 1);
    const auto& comments = lexer.comments();
    if (!comments.empty() && comments.back().span.begin >= begin && comments.back().span.end <= out.end)
        out.comment = comments.back().text;
    return out;
}

}  // namespace pkttest::language
