// The lexer: blanks, comments, words and signs. Literals are in lexer_literal.cpp.
#include "framework/language/syntax/lexer.h"

#include <algorithm>
#include <utility>

#include "framework/language/syntax/parser_forms.h"

namespace pkttest::language {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool continues_name(char c) { return starts_name(c) || is_digit(c); }

std::string describe(const Token& token) {
    switch (token.kind) {
        case TokenKind::end:
            return "the end of the text";
        case TokenKind::newline:
            return "the end of the line";
        case TokenKind::text:
        case TokenKind::formatted:
            return "a text";
        case TokenKind::bytes:
            return "bytes";
        case TokenKind::integer:
        case TokenKind::real:
            return "a number";
        case TokenKind::duration:
            return "a duration";
        case TokenKind::name:
        case TokenKind::sign:
            break;
    }
    return std::string(token.text);
}

Lexer::Lexer(Sources& sources, std::uint32_t source, Diagnostics& diagnostics)
    : sources_(sources),
      diagnostics_(diagnostics),
      source_(source),
      text_(sources[source].text()),
      end_(static_cast<std::uint32_t>(text_.size())) {}

Lexer::Lexer(Sources& sources, Span part, Diagnostics& diagnostics)
    : Lexer(sources, part.source, diagnostics) {
    at_ = part.begin;
    end_ = part.end;
    lines_matter_ = false;
}

Lexer Lexer::python(Sources& sources, Span part, Diagnostics& diagnostics) {
    Lexer out(sources, part, diagnostics);
    out.lines_matter_ = out.python_ = true;
    return out;
}

void Lexer::fail(Span where, std::string message, std::string note) {
    Diagnostic& error = diagnostics_.error(where, std::move(message));
    if (!note.empty()) error.notes.push_back(std::move(note));
    throw SyntaxError{};
}

void Lexer::seek(std::uint32_t offset) {
    at_ = std::min(offset, end_);
    depth_ = 0;
}

std::uint32_t Lexer::pass_comment(std::uint32_t offset) {
    auto stop = static_cast<std::uint32_t>(std::min<std::size_t>(text_.find('\n', offset), end_));
    const std::uint32_t after = stop;
    if (stop > offset && text_[stop - 1] == '\r') --stop;
    if (comments_.empty() || comments_.back().span.begin < offset)
        comments_.push_back({text_.substr(offset, stop - offset), span(offset, stop)});
    return after;
}

void Lexer::skip_blanks() {
    for (; at_ < end_; ++at_) {
        const char c = text_[at_];
        if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
            at_ += peek(1) == '\r' ? 2 : 1;
        } else if (c == '#' && lines_matter_) {
            at_ = pass_comment(at_) - 1;
        } else if (c == '\n' && (depth_ > 0 || !lines_matter_)) {
            if (lines_matter_ && leaves_brackets(at_ + 1)) return;
        } else if (c != ' ' && c != '\t' && c != '\f' && c != '\r') {
            return;
        }
    }
}

// A bracket that was forgotten must not swallow the tests behind it: a marker in column one ends every step,
// and so does a line that reads as the beginning of one.
bool Lexer::leaves_brackets(std::uint32_t line) const {
    if (line >= end_ || python_) return false;
    static constexpr std::string_view markers = "%+=~*";
    if (markers.find(text_[line]) != std::string_view::npos)
        return line + 1 == end_ || text_[line + 1] == ' ' || text_[line + 1] == '\n';
    std::uint32_t begin = line;
    while (begin < end_ && (text_[begin] == ' ' || text_[begin] == '\t')) ++begin;
    std::uint32_t stop = begin;
    while (stop < end_ && continues_name(text_[stop])) ++stop;
    if (stop == begin || stop >= end_ || text_[stop] != ' ') return false;
    if (!begins_line(text_.substr(begin, stop - begin))) return false;
    const std::uint32_t second = stop + 1;
    stop = second;
    while (stop < end_ && continues_name(text_[stop])) ++stop;
    if (stop == second) return second < end_ && text_[second] == '"';
    return !continues_expression(text_.substr(second, stop - second)) || text_.substr(second, 3) == "in ";
}

Token Lexer::make(TokenKind kind) {
    Token token;
    token.kind = kind;
    token.span = span(token_start_, at_);
    token.text = text_.substr(token_start_, at_ - token_start_);
    return token;
}

Token Lexer::next() {
    skip_blanks();
    token_start_ = at_;
    if (at_ >= end_ || text_[at_] == '\n') return newline_or_end();
    const char c = text_[at_];
    if (starts_name(c)) return name_or_text();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (c == '"' || c == '\'') return quoted(at_);
    return sign();
}

Token Lexer::newline_or_end() {
    if (at_ >= end_) return make(TokenKind::end);
    ++at_;
    depth_ = 0;
    Token token = make(TokenKind::newline);
    token.span.end = token.span.begin;
    return token;
}

Name Lexer::next_word() {
    skip_blanks();
    token_start_ = at_;
    while (at_ < end_ && std::string_view(" \t\r\n#").find(text_[at_]) == std::string_view::npos) ++at_;
    return {text_.substr(token_start_, at_ - token_start_), span(token_start_, at_)};
}

static bool is_text_prefix(std::string_view word) {
    static constexpr std::string_view prefixes[] = {"r", "b", "f", "u", "rb", "br", "rf", "fr"};
    std::string small(word);
    for (char& c : small) c = static_cast<char>(c | 0x20);
    return std::find(std::begin(prefixes), std::end(prefixes), small) != std::end(prefixes);
}

Token Lexer::name_or_text() {
    std::uint32_t stop = at_;
    while (stop < end_ && stop - at_ < 3 && continues_name(text_[stop])) ++stop;
    const bool quote_follows = stop < end_ && (text_[stop] == '"' || text_[stop] == '\'');
    if (quote_follows && is_text_prefix(text_.substr(at_, stop - at_))) return quoted(stop);
    return name();
}

// Signs that text processors put in place of ASCII ones.
static std::string_view ascii_for(std::string_view rest) {
    struct Replacement {
        std::string_view typographic, ascii;
    };
    static constexpr Replacement replacements[] = {
        {"\u201c", "\""}, {"\u201d", "\""}, {"\u201e", "\""}, {"\u2018", "'"}, {"\u2019", "'"},
        {"\u2013", "-"},  {"\u2014", "-"},  {"\u2212", "-"},  {"\u00d7", "*"}, {"\u00a0", " "},
    };
    for (const Replacement& each : replacements)
        if (rest.starts_with(each.typographic)) return each.ascii;
    return {};
}

Token Lexer::name() {
    while (at_ < end_ && continues_name(text_[at_])) {
        const std::string_view ascii =
            static_cast<unsigned char>(text_[at_]) < 0x80 ? "" : ascii_for(text_.substr(at_, 4));
        if (!ascii.empty()) {
            const std::uint32_t length = static_cast<unsigned char>(text_[at_]) >= 0xe0 ? 3 : 2;
            fail(span(at_, at_ + length), "this character is not part of the language",
                 "write " + (ascii == " " ? "a plain blank" : std::string(ascii)) + " instead");
        }
        ++at_;
    }
    return make(TokenKind::name);
}

Token Lexer::sign() {
    static constexpr std::string_view signs[] = {
        "===", "!==", "**=", "//=", "<<=", ">>=", "<>", "=>", "**", "//", "<<", ">>", "<=", ">=",
        "==",  "!=",  ":=",  "->",  "+=",  "-=",  "*=", "/=", "%=", "&=", "|=", "^=", "&&", "||",
    };
    static constexpr std::string_view seconds = "*/<>=&|";
    static constexpr std::string_view single = "()[]{},:.+-*/%<>&|^~=;!@";
    std::uint32_t length = single.find(peek()) == std::string_view::npos ? 0 : 1;
    if (seconds.find(peek(1)) != std::string_view::npos) {
        const std::string_view rest = text_.substr(at_, std::min<std::uint32_t>(3, end_ - at_));
        for (const std::string_view sign : signs)
            if (sign.size() > length && rest.starts_with(sign))
                length = static_cast<std::uint32_t>(sign.size());
    }
    const char c = peek();
    if (length > 0) {
        at_ += length;
        if (c == '(' || c == '[' || c == '{') ++depth_;
        if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
        return make(TokenKind::sign);
    }
    ++at_;
    fail(span(token_start_, at_), "this character is not part of the language");
}

}  // namespace pkttest::language
