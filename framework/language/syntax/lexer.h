// The lexer: cuts a step's text into tokens, on demand. It knows brackets (lines continue inside them),
// comments and literals; what a word means is the parser's business.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/diagnostic.h"
#include "framework/language/syntax/source.h"
#include "framework/language/syntax/token.h"

namespace pkttest::language {

/// Leaves a step that has been reported as wrong; the step's reader catches it and goes on at the next one.
struct SyntaxError {};

class Lexer {
 public:
    /// Reads the whole source.
    Lexer(Sources& sources, std::uint32_t source, Diagnostics& diagnostics);
    /// Reads a part of it in which line ends mean nothing: the expression in an f-string.
    Lexer(Sources& sources, Span part, Diagnostics& diagnostics);

    /// Reads a part of it as Python's: line ends mean something, durations and the words and markers that end
    /// a forgotten bracket do not.
    static Lexer python(Sources& sources, Span part, Diagnostics& diagnostics);
    bool is_python() const { return python_; }

    /// The next token. Reports and throws SyntaxError where there is none.
    Token next();
    /// The rest up to a blank, a comment or the line's end, as it stands; empty at the line's end.
    Name next_word();
    /// Goes on at `offset`, outside of all brackets.
    void seek(std::uint32_t offset);
    /// Where the token that was read last begins.
    std::uint32_t token_start() const { return token_start_; }
    std::uint32_t position() const { return at_; }
    std::uint32_t source() const { return source_; }
    std::string_view text() const { return text_; }
    /// Comments passed so far, in order.
    const std::vector<Name>& comments() const { return comments_; }
    /// Notes the comment that begins at `offset` and gives where it ends.
    std::uint32_t pass_comment(std::uint32_t offset);

 private:
    Token newline_or_end();
    Token name_or_text();
    Token name();
    Token sign();
    Token number();
    void refuse_address();
    Token based_integer(int base);
    Token decimal_integer(std::uint32_t end);
    /// The token with the number that its digits are.
    Token integer(Token token, std::string_view digits, int base);
    Token duration(std::uint32_t unit_begin);
    Token real(std::uint32_t end);
    Token quoted(std::uint32_t prefix_end);
    std::uint32_t end_of_quoted(std::uint32_t begin, std::string_view quote);
    void skip_blanks();
    bool leaves_brackets(std::uint32_t line) const;
    char peek(std::uint32_t ahead = 0) const { return at_ + ahead < end_ ? text_[at_ + ahead] : '\0'; }
    Token make(TokenKind kind);
    Span span(std::uint32_t begin, std::uint32_t end) const { return {source_, begin, end}; }
    [[noreturn]] void fail(Span where, std::string message, std::string note = {});

    Sources& sources_;
    Diagnostics& diagnostics_;
    std::uint32_t source_;
    std::string_view text_;
    std::uint32_t at_ = 0;
    std::uint32_t end_ = 0;
    std::uint32_t token_start_ = 0;
    int depth_ = 0;
    bool lines_matter_ = true;
    bool python_ = false;
    std::vector<Name> comments_;
};

/// What stands between quotes with its escapes resolved, as Python does: in text `\x41` is a character (kept
/// as UTF-8), in bytes an octet. `where` is the literal's content in the source. Wrong escapes are reported.
std::string_view unescape(Sources& sources, Span where, bool bytes, Diagnostics& diagnostics);

}  // namespace pkttest::language
