// Expressions' operands: names, literals, attributes, calls, subscripts, and what is said where one is
// missing.
#include <utility>

#include "framework/language/syntax/parser_expression.h"
#include "framework/language/syntax/parser_forms.h"

namespace pkttest::language {

bool ExpressionParser::at_operand() const {
    switch (token_.kind) {
        case TokenKind::end:
        case TokenKind::newline:
            return false;
        case TokenKind::name:
            return token_.text == "not" || !continues_expression(token_.text);
        case TokenKind::sign:
            return at("(") || at("[") || at("{") || at("-") || at("+") || at("~");
        default:
            return true;
    }
}

namespace {

struct Foreign {  // What other languages write, and what this one does.
    std::string_view sign, ours;
};
/// What other languages end a line or a word with.
constexpr Foreign foreign_ends[] = {{":", "blocks have no colon: the lines below them are indented"},
                                    {";", "a line holds one step, and nothing ends it"},
                                    {"//", "a comment begins with #"},
                                    {",", "several values stand in brackets"}};
constexpr Foreign foreign_signs[] = {{"&&", "and"}, {"||", "or"},  {"!", "not"}, {"=", "=="},
                                     {"===", "=="}, {"!==", "!="}, {"<>", "!="}, {"=>", ">="}};

}  // namespace

void ExpressionParser::fail_unexpected() {
    if (at("=") && !called_step_.empty())
        fail(here(), std::string(called_step_) + " is a step, not a function",
             "its clauses stand behind it, without = and commas: " + std::string(called_step_) +
                 " … on LINK as NAME");
    for (const Foreign& each : foreign_signs)
        if (at(each.sign))
            fail(here(), std::string(each.sign) + " is not an operator", {}, std::string(each.ours));
    for (const Foreign& each : foreign_ends)
        if (at(each.sign))
            fail(here(), std::string(each.sign) + " is not expected here", std::string(each.ours));
    const std::string what = describe(token_);
    if (token_.ends_line()) fail(here(), "the line ends too early");
    if (at_operand())
        fail(here(), "an operator is missing before " + what,
             ahead().is("(") ? "layers are stacked with /" : "");
    fail(here(), what + " is not expected here");
}

Expr ExpressionParser::literal(ExprKind kind) {
    const Token literal = token_;
    advance();
    Expr made = node(kind, literal.span.begin);
    made.text = literal.text;
    if (kind == ExprKind::real)
        made.real = literal.real;
    else
        made.integer = literal.integer;
    return made;
}

Expr ExpressionParser::atom() {
    switch (token_.kind) {
        case TokenKind::integer:
            return literal(ExprKind::integer);
        case TokenKind::real:
            return literal(ExprKind::real);
        case TokenKind::duration:
            return literal(ExprKind::duration);
        case TokenKind::text:
        case TokenKind::bytes:
        case TokenKind::formatted:
            return joined_texts();
        case TokenKind::name:
            if (!continues_expression(token_.text) && token_.text != "lambda") return name_atom();
            break;
        default:
            break;
    }
    if (at("(")) return parenthesized();
    if (at("[")) return list();
    if (at("{")) return braces();
    if (at("!") || at("=")) fail_unexpected();
    std::string message = std::string(wanted_.who) + " needs " + std::string(wanted_.what);
    if (!token_.ends_line()) message += ", not " + describe(token_);
    fail(here(), std::move(message),
         wanted_.example.empty() ? "" : "for example: " + std::string(wanted_.example));
}

Expr ExpressionParser::name_atom() {
    Expr made = literal(ExprKind::name);
    if (made.text == "None") made.kind = ExprKind::none;
    if (made.text == "True" || made.text == "False") {
        made.kind = ExprKind::boolean;
        made.integer = made.text == "True";
    }
    return made;
}

Expr ExpressionParser::postfix() {
    Expr value = atom();
    for (;;) {
        if (at("."))
            value = attribute(std::move(value));
        else if (at("("))
            value = call(std::move(value));
        else if (at("["))
            value = subscript(std::move(value));
        else
            return value;
    }
}

Expr ExpressionParser::attribute(Expr object) {
    const std::uint32_t begin = object.span.begin;
    advance();
    if (token_.kind != TokenKind::name)
        fail(here(), "a name must stand behind the dot", "for example: p[IP].ttl");
    const Token name = token_;
    advance();
    std::vector<Expr> children;
    children.push_back(std::move(object));
    Expr made = node(ExprKind::attribute, begin, std::move(children));
    made.text = name.text;
    made.name_span = name.span;
    return made;
}

void ExpressionParser::expect_close(std::string_view close, Span open) {
    if (take(close)) return;
    if (token_.ends_line())
        fail(open, std::string(sources_.text(open)) + " is never closed",
             "a " + std::string(close) + " is missing");
    for (const Foreign& each : foreign_signs)
        if (at(each.sign)) fail_unexpected();
    if (at_operand())
        fail(here(), "a comma or an operator is missing before " + describe(token_),
             std::string("or the ") + std::string(close) + " of the " + std::string(sources_.text(open)) +
                 " that is open here");
    fail(here(), describe(token_) + " is not expected here",
         "a " + std::string(close) + " is missing before it");
}

Expr ExpressionParser::call(Expr function) {
    DepthGuard guard(*this);
    const std::uint32_t begin = function.span.begin;
    const Span open = here();
    advance();
    std::vector<Expr> parts;
    parts.push_back(std::move(function));
    while (!at(")") && !token_.ends_line()) {
        const std::uint32_t first = here().begin;
        Expr given = argument();
        if (at_name("for") && given.kind != ExprKind::keyword)
            given = comprehension(ExprKind::generator, std::move(given), first, "", open);
        parts.push_back(std::move(given));
        if (!take(",")) break;
    }
    expect_close(")", open);
    return node(ExprKind::call, begin, std::move(parts));
}

Expr ExpressionParser::argument() {
    const std::uint32_t begin = here().begin;
    std::vector<Expr> value;
    if (at("*") || at("**")) {
        const ExprKind kind = at("*") ? ExprKind::unpack : ExprKind::unpack_pairs;
        advance();
        value.push_back(expression({"*", "a list", "f(*values)"}));
        return node(kind, begin, std::move(value));
    }
    if (token_.kind != TokenKind::name || !ahead().is("="))
        return expression({"a call", "a value", "IP(ttl=64)"});
    const Token name = token_;
    advance(), advance();
    const std::string who = std::string(name.text) + "=";
    value.push_back(token_.kind == TokenKind::name && ahead().is(":=") ? captured(who)
                                                                       : expression({who, "a value", ""}));
    Expr made = node(ExprKind::keyword, begin, std::move(value));
    made.text = name.text;
    made.name_span = name.span;
    return made;
}

Expr ExpressionParser::captured(const std::string& who) {
    const Token name = token_;
    advance(), advance();
    std::vector<Expr> value;
    value.push_back(expression({who, "a value", "IP(src=client := any)"}));
    Expr made = node(ExprKind::named, name.span.begin, std::move(value));
    made.text = name.text;
    made.name_span = name.span;
    return made;
}

Expr ExpressionParser::subscript(Expr object) {
    DepthGuard guard(*this);
    const std::uint32_t begin = object.span.begin;
    const Span open = here();
    advance();
    const std::uint32_t first = here().begin;
    if (at("]"))
        fail(here(), "what to take is missing between [ and ]", "for example: p[IP], packets[0], text[1:3]");
    std::vector<Expr> parts;
    parts.push_back(std::move(object));
    Expr item = subscript_item();
    if (at(",")) {
        std::vector<Expr> items;
        items.push_back(std::move(item));
        while (take(",") && !at("]")) items.push_back(subscript_item());
        item = node(ExprKind::tuple, first, std::move(items));
    }
    parts.push_back(std::move(item));
    expect_close("]", open);
    return node(ExprKind::subscript, begin, std::move(parts));
}

Expr ExpressionParser::slice_bound() {
    if (at(":") || at("]") || at(",")) {
        Expr absent = node(ExprKind::absent, here().begin);
        absent.span = {lexer_.source(), here().begin, here().begin};
        return absent;
    }
    return expression({"a slice", "a number", "text[1:3]"});
}

Expr ExpressionParser::subscript_item() {
    const std::uint32_t begin = here().begin;
    Expr first = slice_bound();
    if (!at(":")) return first;
    std::vector<Expr> bounds;
    bounds.reserve(3);
    bounds.push_back(std::move(first));
    while (bounds.size() < 3) {
        if (take(":"))
            bounds.push_back(slice_bound());
        else
            bounds.emplace_back();
    }
    return node(ExprKind::slice, begin, std::move(bounds));
}

std::vector<Name> ExpressionParser::names(const Wanted& wanted) {
    std::vector<Name> found;
    do {
        if (token_.kind != TokenKind::name)
            fail(here(),
                 std::string(wanted.who) + " needs " + std::string(wanted.what) +
                     (token_.ends_line() ? "" : ", not " + describe(token_)),
                 "for example: " + std::string(wanted.example));
        found.push_back({token_.text, token_.span});
        advance();
    } while (take(","));
    return found;
}

}  // namespace pkttest::language
