// The parser's expressions: Python's, with its precedence, plus `matches`. Internal to the front end.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/lexer.h"

namespace pkttest::language {

/// What is missing where an expression should begin: "expect needs a pattern", and how it would look.
struct Wanted {
    std::string_view who;
    std::string_view what;
    std::string_view example;
};

/// Reads expressions from a lexer. An expression ends before the first token that can't go on with it, such
/// as a clause's word. Reports what is wrong and throws SyntaxError.
class ExpressionParser {
 public:
    ExpressionParser(Sources& sources, Lexer& lexer, Diagnostics& diagnostics)
        : sources_(sources), lexer_(lexer), diagnostics_(diagnostics) {}

    Expr expression(const Wanted& wanted);
    /// One, or a tuple without brackets: `let a, b = 1, 2`.
    Expr expression_list(const Wanted& wanted);
    /// `a, b` as names to bind or links.
    std::vector<Name> names(const Wanted& wanted);

    /// `(parameters) = value` behind the name of a function, as a lambda.
    Expr function(const Wanted& wanted);

    /// A text with `{value:form}` parts that stands in the source at `where`. Quotes are not looked for.
    Expr formatted(Span where, bool raw, int depth);

    /// `a` or `a, b` behind `for`.
    Expr target();
    /// A function's parameters up to `close`, which stays: a lambda whose body is absent.
    Expr parameters(std::string_view close);

    const Token& token() const { return token_; }
    /// The token behind the current one.
    const Token& ahead();
    void advance();
    /// Reads the first token from the lexer's place; forgets what was read ahead.
    void restart();
    bool at(std::string_view sign) const { return token_.is(sign); }
    bool at_name(std::string_view name) const { return token_.is_name(name); }
    /// Where the token before the current one ended.
    std::uint32_t last_end() const { return last_end_; }
    [[noreturn]] void fail(Span where, std::string message, std::string note = {},
                           std::string suggestion = {});
    /// Where a token stands that can't go on with what was read.
    [[noreturn]] void fail_unexpected();
    /// The step whose word a bracket stands right behind, as if it were a function; empty: none.
    void set_called_step(std::string_view word) { called_step_ = word; }
    /// Whether the current token can begin an operand.
    bool at_operand() const;

 private:
    friend class DepthGuard;
    Expr ternary();
    Expr lambda();
    Expr parameter(bool annotated);
    Expr disjunction();
    Expr conjunction();
    Expr logical(Operator op, std::string_view word, Expr (ExpressionParser::*operand)());
    Expr inversion();
    Expr comparison();
    Operator comparison_operator();
    Expr binary(int least);
    Expr unary();
    Expr power();
    Expr postfix();
    Expr attribute(Expr object);
    Expr call(Expr function);
    Expr argument();
    Expr captured(const std::string& who);
    Expr subscript(Expr object);
    Expr subscript_item();
    Expr slice_bound();
    Expr atom();
    Expr name_atom();
    Expr literal(ExprKind kind);
    Expr joined_texts();
    Expr text_piece();
    Expr parenthesized();
    Expr list();
    Expr braces();
    Expr brace_item(bool& is_dict);
    Expr element();
    Expr comprehension(ExprKind kind, Expr element, std::uint32_t begin, std::string_view close, Span open);
    Expr comprehension_clause();
    void elements(Expr& into, std::string_view close, Span open);
    void replacement(std::vector<Expr>& parts, Span where, std::uint32_t& at, bool raw, int depth);
    Expr embedded(Span where, int depth);
    std::uint32_t end_of_embedded(Span where, std::uint32_t begin);
    std::uint32_t end_of_format(Span where, std::uint32_t begin);

    bool take(std::string_view sign);
    void expect_close(std::string_view close, Span open);
    Expr node(ExprKind kind, std::uint32_t begin, std::vector<Expr> children = {});
    Expr& finish(Expr& expr);
    Span here() const { return token_.span; }

    Sources& sources_;
    Lexer& lexer_;
    Diagnostics& diagnostics_;
    Token token_;
    std::optional<Token> ahead_;
    std::uint32_t last_end_ = 0;
    int depth_ = 0;
    std::string_view called_step_;
    Wanted wanted_{"an expression", "a value", ""};
};

/// Counts nesting, so that no text overflows the stack.
class DepthGuard {
 public:
    explicit DepthGuard(ExpressionParser& parser);
    ~DepthGuard() { --parser_.depth_; }
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;

 private:
    ExpressionParser& parser_;
};

}  // namespace pkttest::language
