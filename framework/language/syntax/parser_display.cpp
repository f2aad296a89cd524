// Expressions in brackets: tuples, lists, sets, dicts, comprehensions and generators.
#include <utility>

#include "framework/language/syntax/parser_expression.h"

namespace pkttest::language {

Expr ExpressionParser::element() {
    if (!at("*")) return expression({"a comma", "a value behind it", ""});
    return argument();
}

void ExpressionParser::elements(Expr& into, std::string_view close, Span open) {
    while (!at(close) && !token_.ends_line()) {
        into.children.push_back(element());
        if (!take(",")) break;
    }
    expect_close(close, open);
    into.span.end = last_end_;
    finish(into);
}

Expr ExpressionParser::parenthesized() {
    DepthGuard guard(*this);
    const Span open = here();
    advance();
    Expr made;
    made.kind = ExprKind::tuple;
    made.span = open;
    if (at(")")) {
        elements(made, ")", open);
        return made;
    }
    const bool starred = at("*");
    const bool named = lexer_.is_python() && token_.kind == TokenKind::name && ahead().is(":=");
    Expr first = starred ? element() : named ? captured("(") : expression({"(", "a value behind it", ""});
    if (at_name("for")) return comprehension(ExprKind::generator, std::move(first), open.begin, ")", open);
    if (!at(",") && !starred) {
        expect_close(")", open);
        first.span = {first.span.source, open.begin, last_end()};
        return first;
    }
    made.children.push_back(std::move(first));
    if (!take(",")) fail(here(), "a tuple of one has a comma: (*a,)");
    elements(made, ")", open);
    return made;
}

Expr ExpressionParser::list() {
    DepthGuard guard(*this);
    const Span open = here();
    advance();
    Expr made;
    made.kind = ExprKind::list;
    made.span = open;
    if (!at("]") && !token_.ends_line()) {
        Expr first = element();
        if (at_name("for")) return comprehension(ExprKind::list_of, std::move(first), open.begin, "]", open);
        made.children.push_back(std::move(first));
        if (!at("]") && !take(",")) expect_close("]", open);
    }
    elements(made, "]", open);
    return made;
}

Expr ExpressionParser::brace_item(bool& is_dict) {
    const std::uint32_t begin = here().begin;
    is_dict = at("**");
    if (at("*") || at("**")) return argument();
    Expr key = expression({"{", "a value behind it", ""});
    if (!take(":")) return key;
    is_dict = true;
    std::vector<Expr> both;
    both.reserve(2);
    both.push_back(std::move(key));
    both.push_back(expression({"a dict", "a value behind :", "{1: \"one\"}"}));
    return node(ExprKind::pair, begin, std::move(both));
}

Expr ExpressionParser::braces() {
    DepthGuard guard(*this);
    const Span open = here();
    advance();
    Expr made;
    made.kind = ExprKind::dict;
    made.span = open;
    while (!at("}") && !token_.ends_line()) {
        bool is_dict = false;
        const Span place = here();
        Expr item = brace_item(is_dict);
        if (made.children.empty()) {
            made.kind = is_dict ? ExprKind::dict : ExprKind::set;
            const ExprKind each = is_dict ? ExprKind::dict_of : ExprKind::set_of;
            if (at_name("for")) return comprehension(each, std::move(item), open.begin, "}", open);
        } else if (is_dict != (made.kind == ExprKind::dict)) {
            fail(place, "a dict has KEY: VALUE throughout, a set has values only");
        }
        made.children.push_back(std::move(item));
        if (!take(",")) break;
    }
    expect_close("}", open);
    made.span.end = last_end_;
    return std::move(finish(made));
}

// `close` is empty for a generator that is a call's argument: the call closes.
Expr ExpressionParser::comprehension(ExprKind kind, Expr element, std::uint32_t begin, std::string_view close,
                                     Span open) {
    std::vector<Expr> parts;
    parts.push_back(std::move(element));
    while (at_name("for")) parts.push_back(comprehension_clause());
    if (!close.empty()) expect_close(close, open);
    return node(kind, begin, std::move(parts));
}

Expr ExpressionParser::comprehension_clause() {
    static constexpr Wanted values = {"in", "values", "[p for p in packets]"};
    const std::uint32_t begin = here().begin;
    advance();
    std::vector<Expr> parts;
    parts.push_back(target());
    if (!at_name("in"))
        fail(here(), "for needs in and values behind its name", "for example: [p for p in packets]");
    advance();
    wanted_ = values;
    parts.push_back(disjunction());
    while (at_name("if")) {
        advance();
        wanted_ = {"if", "a condition", "[p for p in packets if TCP in p]"};
        parts.push_back(disjunction());
    }
    return node(ExprKind::comprehension, begin, std::move(parts));
}

Expr ExpressionParser::target() {
    const std::uint32_t begin = here().begin;
    const bool bracketed = take("(");
    const std::vector<Name> found = names({"for", "a name", "[p for p in packets]"});
    std::vector<Expr> parts;
    for (const Name& name : found) {
        Expr& part = parts.emplace_back();
        part.kind = ExprKind::name;
        part.span = name.span;
        part.text = name.text;
    }
    if (bracketed && !take(")")) fail(here(), "a ) is missing behind the names");
    if (parts.size() == 1) return std::move(parts.front());
    return node(ExprKind::tuple, begin, std::move(parts));
}

}  // namespace pkttest::language
