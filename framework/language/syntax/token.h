// Token: a word, a literal or a sign of a step, as the lexer cuts it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "framework/language/syntax/span.h"
#include "framework/packet/value.h"

namespace pkttest::language {

enum class TokenKind : std::uint8_t {
    end,        ///< Of the text.
    newline,    ///< Ends a step; not inside brackets.
    name,       ///< Also the words of the language: they are words only where one can stand.
    integer,    ///< integer
    real,       ///< real
    duration,   ///< integer, nanoseconds
    text,       ///< text: unescaped
    bytes,      ///< text: the octets
    formatted,  ///< text: what stands between the quotes, as written; raw as the prefix says.
    sign,       ///< text: "(", "**", "=="
};

struct Token {
    TokenKind kind = TokenKind::end;
    bool raw = false;  ///< Of a formatted text: backslashes mean nothing.
    Span span;
    std::string_view text;
    Integer integer = 0;
    double real = 0;

    bool is(std::string_view sign) const { return kind == TokenKind::sign && reads(sign); }
    bool is_name(std::string_view name) const { return kind == TokenKind::name && reads(name); }
    /// Most comparisons fail, and at the first character.
    bool reads(std::string_view wanted) const {
        return text.size() == wanted.size() && text.front() == wanted.front() &&
               (text.size() == 1 || text == wanted);
    }
    bool ends_line() const { return kind == TokenKind::newline || kind == TokenKind::end; }
};

/// For messages: "the end of the line", "a text", or the word itself.
std::string describe(const Token& token);

/// Letters, digits, `_` and everything beyond ASCII.
bool starts_name(char c);
bool continues_name(char c);
bool is_digit(char c);

}  // namespace pkttest::language
