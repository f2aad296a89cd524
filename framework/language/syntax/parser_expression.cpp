// Expressions: operators by precedence. Operands are in parser_operand.cpp, displays in parser_display.cpp.
#include "framework/language/syntax/parser_expression.h"

#include <algorithm>
#include <utility>

#include "framework/language/syntax/parser_forms.h"

namespace pkttest::language {

static constexpr int deepest = 120;

DepthGuard::DepthGuard(ExpressionParser& parser) : parser_(parser) {
    if (parser.depth_ >= deepest)
        parser.fail(parser.here(), "this expression is nested too deeply",
                    "name its parts with let: " + std::to_string(deepest) + " levels are the most");
    ++parser_.depth_;
}

void ExpressionParser::fail(Span where, std::string message, std::string note, std::string suggestion) {
    Diagnostic& error = diagnostics_.error(where, std::move(message));
    if (!note.empty()) error.notes.push_back(std::move(note));
    if (!suggestion.empty()) error.suggestion = std::move(suggestion);
    throw SyntaxError{};
}

void ExpressionParser::restart() {
    wanted_ = {"a line", "a value", ""};
    depth_ = 0;
    ahead_.reset();
    token_ = lexer_.next();
}

void ExpressionParser::advance() {
    last_end_ = token_.span.end;
    if (ahead_) {
        token_ = *ahead_;
        ahead_.reset();
    } else {
        token_ = lexer_.next();
    }
}

const Token& ExpressionParser::ahead() {
    if (!ahead_) ahead_ = lexer_.next();
    return *ahead_;
}

bool ExpressionParser::take(std::string_view sign) {
    if (!at(sign)) return false;
    advance();
    return true;
}

Expr& ExpressionParser::finish(Expr& expr) {
    std::uint16_t highest = 0;
    for (const Expr& child : expr.children) highest = std::max(highest, child.height);
    expr.height = static_cast<std::uint16_t>(highest + 1);
    if (expr.height > Expr::max_height)
        fail(expr.span, "this expression is too long", "name its parts with let");
    return expr;
}

Expr ExpressionParser::node(ExprKind kind, std::uint32_t begin, std::vector<Expr> children) {
    Expr made;
    made.kind = kind;
    made.span = {lexer_.source(), begin, last_end_};
    made.children = std::move(children);
    finish(made);
    return made;
}

// What an operator needs.
static Wanted behind(std::string_view sign) { return {sign, "a value behind it", ""}; }

static std::vector<Expr> pair_of(Expr first, Expr second) {
    std::vector<Expr> both;
    both.reserve(2);
    both.push_back(std::move(first));
    both.push_back(std::move(second));
    return both;
}

Expr ExpressionParser::expression(const Wanted& wanted) {
    const Wanted outer = std::exchange(wanted_, wanted);
    Expr result = ternary();
    wanted_ = outer;
    return result;
}

Expr ExpressionParser::expression_list(const Wanted& wanted) {
    const std::uint32_t begin = here().begin;
    Expr first = at("*") ? element() : expression(wanted);
    if (!at(",")) return first;
    std::vector<Expr> items;
    items.push_back(std::move(first));
    while (take(",")) {
        if (!at_operand() && !at("*")) break;
        items.push_back(element());
    }
    return node(ExprKind::tuple, begin, std::move(items));
}

Expr ExpressionParser::ternary() {
    DepthGuard guard(*this);
    if (at_name("lambda")) return lambda();
    const std::uint32_t begin = here().begin;
    Expr value = disjunction();
    if (!at_name("if")) return value;
    advance();
    wanted_ = {"if", "a condition behind it", ""};
    std::vector<Expr> parts = pair_of(std::move(value), disjunction());
    if (!at_name("else"))
        fail({lexer_.source(), begin, last_end_}, "a conditional expression needs else",
             "VALUE if CONDITION else VALUE");
    advance();
    wanted_ = behind("else");
    parts.push_back(ternary());
    return node(ExprKind::conditional, begin, std::move(parts));
}

Expr ExpressionParser::logical(Operator op, std::string_view word, Expr (ExpressionParser::*operand)()) {
    const std::uint32_t begin = here().begin;
    Expr first = (this->*operand)();
    if (!at_name(word)) return first;
    std::vector<Expr> operands;
    operands.push_back(std::move(first));
    while (at_name(word)) {
        advance();
        wanted_ = behind(word);
        operands.push_back((this->*operand)());
    }
    Expr made = node(ExprKind::logical, begin, std::move(operands));
    made.op = op;
    return made;
}

Expr ExpressionParser::disjunction() {
    return logical(Operator::logical_or, "or", &ExpressionParser::conjunction);
}
Expr ExpressionParser::conjunction() {
    return logical(Operator::logical_and, "and", &ExpressionParser::inversion);
}

Expr ExpressionParser::inversion() {
    if (!at_name("not")) return comparison();
    DepthGuard guard(*this);
    const std::uint32_t begin = here().begin;
    advance();
    wanted_ = behind("not");
    std::vector<Expr> operand;
    operand.push_back(inversion());
    Expr made = node(ExprKind::unary, begin, std::move(operand));
    made.op = Operator::logical_not;
    return made;
}

namespace {

struct Comparison {
    std::string_view text;
    Operator op;
};
constexpr Comparison comparisons[] = {
    {"==", Operator::equal},      {"!=", Operator::not_equal},    {"<", Operator::less},
    {"<=", Operator::less_equal}, {">", Operator::greater},       {">=", Operator::greater_equal},
    {"in", Operator::in},         {"matches", Operator::matches},
};

}  // namespace

// Takes the operator; `none` and nothing taken where there is no comparison.
Operator ExpressionParser::comparison_operator() {
    if (token_.kind != TokenKind::sign && token_.kind != TokenKind::name) return Operator::none;
    for (const Comparison& each : comparisons) {
        if (!token_.reads(each.text)) continue;
        advance();
        return each.op;
    }
    if (at_name("not") && ahead().is_name("in")) {
        advance(), advance();
        return Operator::not_in;
    }
    if (!at_name("is")) return Operator::none;
    advance();
    if (!at_name("not")) return Operator::is;
    advance();
    return Operator::is_not;
}

Expr ExpressionParser::comparison() {
    const std::uint32_t begin = here().begin;
    Expr left = binary(0);
    std::vector<Expr> parts;
    for (;;) {
        const Span sign = here();
        const Operator op = comparison_operator();
        if (op == Operator::none) break;
        if (parts.empty()) parts.push_back(std::move(left));
        wanted_ = behind(sources_.text({sign.source, sign.begin, last_end_}));
        std::vector<Expr> right;
        right.push_back(binary(0));
        Expr made = node(ExprKind::comparison, sign.begin, std::move(right));
        made.op = op;
        made.name_span = sign;
        parts.push_back(std::move(made));
    }
    return parts.empty() ? std::move(left) : node(ExprKind::compare, begin, std::move(parts));
}

namespace {

struct BinaryForm {
    std::string_view text;
    Operator op;
    int precedence;
};
constexpr BinaryForm binaries[] = {
    {"/", Operator::divide, 6},      {"+", Operator::add, 5},           {"-", Operator::subtract, 5},
    {"*", Operator::multiply, 6},    {"//", Operator::floor_divide, 6}, {"%", Operator::modulo, 6},
    {"<<", Operator::shift_left, 4}, {">>", Operator::shift_right, 4},  {"&", Operator::bit_and, 3},
    {"^", Operator::bit_xor, 2},     {"|", Operator::bit_or, 1},
};

const BinaryForm* find_binary(const Token& token) {
    if (token.kind != TokenKind::sign) return nullptr;
    const auto* found = std::find_if(std::begin(binaries), std::end(binaries),
                                     [&](const BinaryForm& form) { return token.reads(form.text); });
    return found == std::end(binaries) ? nullptr : found;
}

}  // namespace

Expr ExpressionParser::binary(int least) {
    const std::uint32_t begin = here().begin;
    Expr left = unary();
    for (;;) {
        const BinaryForm* form = find_binary(token_);
        if (form == nullptr || form->precedence < least) return left;
        const Span sign = here();
        advance();
        wanted_ = behind(sources_.text(sign));
        Expr right = binary(form->precedence + 1);
        left = node(ExprKind::binary, begin, pair_of(std::move(left), std::move(right)));
        left.op = form->op;
        left.name_span = sign;
    }
}

Expr ExpressionParser::unary() {
    const Operator op = at("-")   ? Operator::negative
                        : at("+") ? Operator::positive
                        : at("~") ? Operator::invert
                                  : Operator::none;
    if (op == Operator::none) return power();
    DepthGuard guard(*this);
    const std::uint32_t begin = here().begin;
    const std::string_view sign = token_.text;
    advance();
    wanted_ = behind(sign);
    std::vector<Expr> operand;
    operand.push_back(unary());
    Expr made = node(ExprKind::unary, begin, std::move(operand));
    made.op = op;
    return made;
}

Expr ExpressionParser::power() {
    const std::uint32_t begin = here().begin;
    Expr base = postfix();
    if (!at("**")) return base;
    DepthGuard guard(*this);
    const Span sign = here();
    advance();
    Expr exponent = unary();
    Expr made = node(ExprKind::binary, begin, pair_of(std::move(base), std::move(exponent)));
    made.op = Operator::power;
    made.name_span = sign;
    return made;
}

Expr ExpressionParser::lambda() {
    advance();
    Expr made = parameters(":");
    advance();
    made.children.back() = expression({"lambda", "a value", "lambda p: p.ttl > 1"});
    made.span.end = last_end_;
    return std::move(finish(made));
}

Expr ExpressionParser::parameters(std::string_view close) {
    const std::uint32_t begin = here().begin;
    std::vector<Expr> parts;
    while (!at(close)) {
        parts.push_back(parameter(close != ":"));
        if (take(",") || at(close)) continue;
        fail(here(), "the parameters end with " + std::string(close), "lambda p: p.ttl > 1");
    }
    parts.emplace_back();
    return node(ExprKind::lambda, begin, std::move(parts));
}

Expr ExpressionParser::function(const Wanted& wanted) {
    const std::string example = "for example: " + std::string(wanted.example);
    if (!take("("))
        fail(here(), std::string(wanted.who) + " needs ( and parameters behind its name", example);
    Expr made = parameters(")");
    advance();
    if (!take("="))
        fail(here(), std::string(wanted.who) + " needs = and a value behind its parameters", example);
    made.children.back() = expression(wanted);
    made.span.end = last_end_;
    return std::move(finish(made));
}

Expr ExpressionParser::parameter(bool annotated) {
    const std::uint32_t begin = here().begin;
    const ExprKind kind = at("*")    ? ExprKind::unpack
                          : at("**") ? ExprKind::unpack_pairs
                                     : ExprKind::parameter;
    if (kind != ExprKind::parameter) advance();
    // Behind a bare * stand parameters that are given by name.
    if (annotated && kind == ExprKind::unpack && at(",")) return node(kind, begin, {});
    if (token_.kind != TokenKind::name) fail(here(), "a parameter is a name", "lambda p: p.ttl > 1");
    const Token name = token_;
    advance();
    std::vector<Expr> children;
    if (annotated && take(":")) expression({":", "a type", ""});
    if (kind == ExprKind::parameter && take("=")) children.push_back(expression({"=", "a value", ""}));
    if (kind != ExprKind::parameter) children.push_back(node(ExprKind::name, name.span.begin));
    if (kind != ExprKind::parameter) children.back().text = name.text;
    Expr made = node(kind, begin, std::move(children));
    made.text = name.text;
    made.name_span = name.span;
    return made;
}

}  // namespace pkttest::language
