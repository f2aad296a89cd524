// Statements: Python's, line by line as its prompt reads them, over the parser's expressions.
#include <algorithm>
#include <optional>
#include <utility>

#include "framework/language/syntax/lexer.h"
#include "framework/language/syntax/parser_expression.h"
#include "framework/language/syntax/statement.h"

namespace pkttest::language {

namespace {

/// Leaves a statement that is not covered, or none at all.
struct Uncovered {
    std::string construct;
};

class StatementParser {
 public:
    StatementParser(Sources& sources, Span text)
        : sources_(sources),
          lexer_(Lexer::python(sources, text, diagnostics_)),
          reader_(sources, lexer_, diagnostics_),
          end_(text.end) {}

    std::vector<Statement> run() {
        std::vector<Statement> out;
        std::uint32_t begin = lexer_.position();
        while (begin < end_) {
            const std::size_t before = out.size();
            try {
                lexer_.seek(begin);
                reader_.restart();
                const std::size_t complaints = diagnostics_.all().size();
                if (token().kind != TokenKind::newline) top(out);
                if (diagnostics_.all().size() > complaints)
                    throw Uncovered{"a line that cannot be read: " + said()};
                begin = after_line(token().span.begin);
            } catch (const Uncovered& wrong) {
                out.resize(before);
                begin = leave(out.emplace_back(), begin, wrong.construct);
            } catch (const SyntaxError&) {
                out.resize(before);
                begin = leave(out.emplace_back(), begin, "a line that cannot be read: " + said());
            }
        }
        return out;
    }

 private:
    using Read = void (StatementParser::*)(Statement&);
    struct Form {
        std::string_view word;
        StatementKind kind;
        Read read;
        bool compound = false;
    };
    static const Form forms[];

    const Token& token() const { return reader_.token(); }
    bool at(std::string_view sign) const { return reader_.at(sign); }
    bool at_name(std::string_view name) const { return reader_.at_name(name); }
    bool at_end() const { return token().kind == TokenKind::end; }
    void advance() { reader_.advance(); }
    bool take(std::string_view sign) {
        if (!at(sign)) return false;
        advance();
        return true;
    }
    bool take_name(std::string_view name) {
        if (!at_name(name)) return false;
        advance();
        return true;
    }
    Expr expression() { return reader_.expression({"this line", "a value", ""}); }
    Expr expression_list() { return reader_.expression_list({"this line", "a value", ""}); }
    Name name() {
        if (token().kind != TokenKind::name) throw Uncovered{"a line that cannot be read"};
        const Name out{token().text, token().span};
        advance();
        return out;
    }
    Expr variable() {
        const Name named = name();
        Expr out;
        out.kind = ExprKind::name;
        out.text = named.text;
        out.span = named.span;
        return out;
    }
    std::string said() const {
        const auto& all = diagnostics_.all();
        return all.empty() ? "it is no expression" : all.back().message;
    }

    std::uint32_t line_start(std::uint32_t offset) const {
        const std::size_t newline =
            offset == 0 ? std::string_view::npos : lexer_.text().rfind('\n', offset - 1);
        return newline == std::string_view::npos ? 0 : static_cast<std::uint32_t>(newline + 1);
    }
    std::uint32_t after_line(std::uint32_t offset) const {
        const std::size_t newline = lexer_.text().find('\n', offset);
        return newline == std::string_view::npos ? end_ : static_cast<std::uint32_t>(newline + 1);
    }
    /// Columns from the line's start to the token.
    std::uint32_t indent() const {
        std::uint32_t columns = 0;
        for (std::uint32_t i = line_start(token().span.begin); i < token().span.begin; ++i)
            columns = lexer_.text()[i] == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
        return columns;
    }
    /// At the newline of a line with nothing on it, not even a comment or a blank.
    bool at_empty_line() const { return line_start(token().span.begin) == token().span.begin; }

    // A statement at the margin, with all of its lines.
    void top(std::vector<Statement>& out) {
        if (indent() != 0 && !std::exchange(first_, false))
            throw Uncovered{"an indented line without a block"};
        first_ = false;
        closed_ = compound_ = false;
        depth_ = 0;
        line(out);
        if (compound_ && !closed_ && !at_end() && token().kind != TokenKind::newline)
            throw Uncovered{"a line right behind a block, without an empty one between them"};
    }

    // What could not be read: its lines up to the next one at the margin, with the names that stand there.
    std::uint32_t leave(Statement& made, std::uint32_t begin, std::string construct) {
        std::uint32_t stop = after_line(std::max(begin, std::min(lexer_.token_start(), end_ - 1)));
        while (stop < end_ && std::string_view(" \t)]}").find(lexer_.text()[stop]) != std::string_view::npos)
            stop = after_line(stop);
        made.kind = StatementKind::uncovered;
        made.text = sources_.keep(std::move(construct));
        made.span = {lexer_.source(), begin, std::min(after_line(begin), end_)};
        const std::string_view text = lexer_.text();
        for (std::uint32_t at = begin; at < stop;) {
            std::uint32_t word = at;
            while (word < stop && continues_name(text[word])) ++word;
            if (word > at && starts_name(text[at]))
                made.names.push_back({text.substr(at, word - at), {lexer_.source(), at, word}});
            at = std::max(word, at + 1);
        }
        return stop;
    }

    // One logical line: a compound statement, or simple ones with `;` between them. Ends at its newline, or
    // behind a block.
    void line(std::vector<Statement>& out) {
        if (at("@")) return decorated(out);
        const Form* form = find_form();
        if (form != nullptr && form->compound) {
            compound_ = true;
            if (++depth_ > deepest_block) throw Uncovered{"blocks nested more than 50 levels deep"};
            read(out.emplace_back(), *form);
            --depth_;
            return;
        }
        do {
            if (token().ends_line()) break;
            form = find_form();
            if (form != nullptr && form->compound) throw Uncovered{"a block behind a semicolon"};
            Statement& made = out.emplace_back();
            form != nullptr ? read(made, *form) : plain(made);
        } while (take(";"));
        if (!token().ends_line()) reader_.fail_unexpected();
    }

    // `@f` lines and the function below them: targets of the `def`, from the outermost on.
    void decorated(std::vector<Statement>& out) {
        std::vector<Expr> decorators;
        const std::uint32_t outer = indent();
        while (take("@")) {
            decorators.push_back(expression());
            if (token().kind != TokenKind::newline) reader_.fail_unexpected();
            advance();
        }
        if (indent() != outer || !at_name("def")) throw Uncovered{"a decorator of what is no function"};
        line(out);
        out.back().targets = std::move(decorators);
    }

    const Form* find_form() {
        if (token().kind != TokenKind::name) return nullptr;
        for (const Form* form = forms; !form->word.empty(); ++form)
            if (form->word == token().text) return form;
        return nullptr;
    }

    void read(Statement& made, const Form& form) {
        made.kind = form.kind;
        const std::uint32_t begin = token().span.begin;
        made.span = token().span;
        advance();
        (this->*form.read)(made);
        const std::uint32_t stop = form.compound ? after_line(begin) : reader_.last_end();
        made.span = {lexer_.source(), begin, stop};
    }

    // ---- simple statements ---------------------------------------------------------------------------

    void plain(Statement& made) {
        static constexpr std::pair<std::string_view, Operator> augmented[] = {
            {"+=", Operator::add},     {"-=", Operator::subtract},      {"*=", Operator::multiply},
            {"/=", Operator::divide},  {"//=", Operator::floor_divide}, {"%=", Operator::modulo},
            {"**=", Operator::power},  {"<<=", Operator::shift_left},   {">>=", Operator::shift_right},
            {"&=", Operator::bit_and}, {"|=", Operator::bit_or},        {"^=", Operator::bit_xor},
        };
        const std::uint32_t begin = token().span.begin;
        made.kind = StatementKind::expression;
        made.value = expression_list();
        for (const auto& [sign, op] : augmented) {
            if (!at(sign)) continue;
            advance();
            made.kind = StatementKind::augmented;
            made.op = op;
            made.targets.push_back(std::exchange(made.value, expression_list()));
        }
        if (take(":")) {
            expression();
            if (at("=")) advance(), made.targets.push_back(std::exchange(made.value, expression_list()));
            made.kind = made.targets.empty() ? StatementKind::pass : StatementKind::assign;
        }
        while (take("=")) {
            made.kind = StatementKind::assign;
            made.targets.push_back(std::exchange(made.value, expression_list()));
        }
        for (const Expr& target : made.targets) check_target(target);
        made.span = {lexer_.source(), begin, reader_.last_end()};
    }

    static void check_target(const Expr& target) {
        const ExprKind kind = target.kind;
        if (kind == ExprKind::tuple || kind == ExprKind::list || kind == ExprKind::unpack)
            for (const Expr& part : target.children) check_target(part);
        else if (kind != ExprKind::name && kind != ExprKind::attribute && kind != ExprKind::subscript)
            throw Uncovered{"an assignment to what is no variable"};
    }

    void nothing(Statement&) {}
    void optional_value(Statement& made) {
        if (!token().ends_line() && !at(";")) made.value = expression_list();
        if (take_name("from")) expression();
    }
    void yielded(Statement& made) {
        if (at_name("from")) throw Uncovered{"yield from"};
        optional_value(made);
    }
    void assertion(Statement& made) {
        made.value = expression();
        if (take(",")) made.second = expression();
    }
    void removal(Statement& made) {
        Expr what = expression_list();
        if (what.kind == ExprKind::tuple)
            made.targets = std::move(what.children);
        else
            made.targets.push_back(std::move(what));
        for (const Expr& target : made.targets) check_target(target);
    }
    void name_list(Statement& made) {
        do made.names.push_back(name());
        while (take(","));
    }
    void no_such(Statement& made) { throw Uncovered{std::string(sources_.text(made.span))}; }

    Name dotted_name() {
        Name out = name();
        while (take(".")) out.span.end = name().span.end;
        out.text = sources_.text(out.span);
        return out;
    }
    // `import a.b as c`: names: pairs of what is imported and what it is called here.
    void import_module(Statement& made) {
        do {
            const Name module = dotted_name();
            made.names.push_back(module);
            made.names.push_back(
                take_name("as") ? name() : Name{module.text.substr(0, module.text.find('.')), module.span});
        } while (take(","));
    }
    void import_from(Statement& made) {
        while (take(".")) {
        }
        made.text = dotted_name().text;
        if (!take_name("import")) throw Uncovered{"an import that cannot be read"};
        if (take("*")) return;
        const bool bracket = take("(");
        do {
            if (at(")")) break;
            const Name what = name();
            made.names.push_back(what);
            made.names.push_back(take_name("as") ? name() : what);
        } while (take(","));
        if (bracket && !take(")")) throw Uncovered{"an import that cannot be read"};
    }

    // ---- compound statements -------------------------------------------------------------------------

    void block(std::vector<Statement>& out, std::uint32_t outer) {
        if (!take(":")) reader_.fail_unexpected();
        if (token().kind != TokenKind::newline) return line_in_block(out);
        std::optional<std::uint32_t> own;
        advance();
        while (true) {
            while (token().kind == TokenKind::newline) {
                if (at_empty_line()) {
                    closed_ = true;
                    break;
                }
                advance();
            }
            if (closed_ || at_end()) break;
            const std::uint32_t here = indent();
            if (own && here < *own) break;
            if (here <= outer) break;
            if (own && here > *own) throw Uncovered{"a line that is indented too far"};
            own = here;
            line(out);
            if (token().kind == TokenKind::newline && !closed_) advance();
        }
        if (!own) throw Uncovered{"a block without lines"};
    }
    void line_in_block(std::vector<Statement>& out) {
        line(out);
        if (token().kind == TokenKind::newline) advance();
        if (token().kind == TokenKind::newline && at_empty_line()) closed_ = true;
    }
    /// `else`, `except` … of a statement at this indent.
    bool continues(std::string_view word, std::uint32_t outer) {
        return !closed_ && at_name(word) && indent() == outer;
    }
    std::uint32_t begin_block() const { return indent_of(token().span.begin); }
    std::uint32_t indent_of(std::uint32_t offset) const {
        std::uint32_t columns = 0;
        for (std::uint32_t i = line_start(offset);
             i < end_ && (lexer_.text()[i] == ' ' || lexer_.text()[i] == '\t'); ++i)
            columns = lexer_.text()[i] == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
        return columns;
    }
    void else_block(Statement& made, std::uint32_t outer) {
        if (!continues("else", outer)) return;
        advance();
        block(made.otherwise, outer);
    }

    void if_statement(Statement& made) {
        const std::uint32_t outer = begin_block();
        made.value = expression();
        block(made.body, outer);
        if (!continues("elif", outer)) return else_block(made, outer);
        if (++depth_ > deepest_block) throw Uncovered{"blocks nested more than 50 levels deep"};
        Statement& inner = made.otherwise.emplace_back();
        inner.kind = StatementKind::if_;
        inner.span = token().span;
        advance();
        if_statement(inner);
        --depth_;
    }
    void while_statement(Statement& made) {
        const std::uint32_t outer = begin_block();
        made.value = expression();
        block(made.body, outer);
        else_block(made, outer);
    }
    /// `a`, `a, b`, `i, (a, b)`.
    Expr loop_target() {
        Expr out;
        out.kind = ExprKind::tuple;
        out.span = token().span;
        bool several = false;
        do {
            if (at_name("in") || at(")")) break;
            if (!take("(")) {
                out.children.push_back(variable());
                continue;
            }
            if (++depth_ > deepest_block) throw Uncovered{"names in so many brackets"};
            out.children.push_back(loop_target());
            --depth_;
            if (!take(")")) reader_.fail_unexpected();
        } while (take(",") && (several = true));
        if (out.children.empty()) reader_.fail_unexpected();
        return several ? out : Expr(std::move(out.children.front()));
    }
    void for_statement(Statement& made) {
        const std::uint32_t outer = begin_block();
        made.targets.push_back(loop_target());
        if (!take_name("in")) reader_.fail_unexpected();
        made.value = expression_list();
        block(made.body, outer);
        else_block(made, outer);
    }
    void with_statement(Statement& made) {
        const std::uint32_t outer = begin_block();
        Statement* inner = &made;
        while (true) {
            inner->value = expression();
            if (take_name("as")) inner->targets.push_back(variable());
            if (!take(",")) break;
            Statement& next = inner->body.emplace_back();
            next.kind = StatementKind::with;
            next.span = token().span;
            inner = &next;
        }
        block(inner->body, outer);
    }
    void try_statement(Statement& made) {
        const std::uint32_t outer = begin_block();
        block(made.body, outer);
        while (continues("except", outer)) {
            advance();
            Handler& handler = made.handlers.emplace_back();
            if (!at(":")) handler.type = expression();
            if (take_name("as")) handler.name = name().text;
            block(handler.body, outer);
        }
        else_block(made, outer);
        if (continues("finally", outer)) advance(), block(made.finally, outer);
        if (made.handlers.empty() && made.finally.empty()) throw Uncovered{"try without except"};
    }
    void definition(Statement& made) {
        const std::uint32_t outer = begin_block();
        made.text = name().text;
        if (!take("(")) reader_.fail_unexpected();
        made.value = reader_.parameters(")");
        if (!take(")")) reader_.fail_unexpected();
        if (take("->")) expression();
        block(made.body, outer);
        made.names = own_names(made.body, made.value.children);
        made.yields = yields(made.body);
    }
    void class_definition(Statement& made) {
        const std::uint32_t outer = begin_block();
        made.text = name().text;
        made.value.kind = ExprKind::tuple;
        if (take("(")) {
            while (!at(")")) {
                made.value.children.push_back(expression());
                if (!take(",")) break;
            }
            if (!take(")")) reader_.fail_unexpected();
        }
        block(made.body, outer);
    }

    Sources& sources_;
    Diagnostics diagnostics_;
    Lexer lexer_;
    ExpressionParser reader_;
    std::uint32_t end_;
    bool closed_ = false;    ///< An empty line ended the statement.
    bool compound_ = false;  ///< The statement has a block.
    bool first_ = true;      ///< Blanks before the first line of a test do not count.
    int depth_ = 0;
};

constexpr StatementParser::Form StatementParser::forms[] = {
    {"pass", StatementKind::pass, &StatementParser::nothing},
    {"break", StatementKind::break_, &StatementParser::nothing},
    {"continue", StatementKind::continue_, &StatementParser::nothing},
    {"return", StatementKind::return_, &StatementParser::optional_value},
    {"raise", StatementKind::raise, &StatementParser::optional_value},
    {"assert", StatementKind::assert_, &StatementParser::assertion},
    {"del", StatementKind::remove, &StatementParser::removal},
    {"global", StatementKind::global, &StatementParser::name_list},
    {"import", StatementKind::import, &StatementParser::import_module},
    {"from", StatementKind::import, &StatementParser::import_from},
    {"nonlocal", StatementKind::uncovered, &StatementParser::no_such},
    {"yield", StatementKind::yield, &StatementParser::yielded},
    {"async", StatementKind::uncovered, &StatementParser::no_such},
    {"await", StatementKind::uncovered, &StatementParser::no_such},
    {"if", StatementKind::if_, &StatementParser::if_statement, true},
    {"while", StatementKind::while_, &StatementParser::while_statement, true},
    {"for", StatementKind::for_, &StatementParser::for_statement, true},
    {"with", StatementKind::with, &StatementParser::with_statement, true},
    {"try", StatementKind::try_, &StatementParser::try_statement, true},
    {"def", StatementKind::def, &StatementParser::definition, true},
    {"class", StatementKind::class_, &StatementParser::class_definition, true},
    {},
};

}  // namespace

std::vector<Statement> parse_statements(Sources& sources, Span text) {
    return StatementParser(sources, text).run();
}

}  // namespace pkttest::language
