// Steps and their clauses, as the tables of parser_forms say.
#include "framework/language/syntax/parser_step.h"

#include <algorithm>
#include <utility>

#include "framework/language/syntax/foreign_words.h"

namespace pkttest::language {

namespace {

/// "on, every, times"; empty where it has none.
std::string clauses_of(const StepForm& form) {
    std::string out;
    for (const ClauseForm& clause : all_clauses())
        if (allows(form, clause.kind)) out.append(out.empty() ? "" : ", ").append(clause.word);
    return out;
}

/// A word that stands behind a number where other languages write durations.
bool is_unit(std::string_view word) {
    static constexpr std::string_view units[] = {
        "us",   "ms",     "s",       "sec", "secs", "second", "seconds",     "min",
        "mins", "minute", "minutes", "h",   "hour", "hours",  "millisecond", "milliseconds"};
    return std::find(std::begin(units), std::end(units), word) != std::end(units);
}

}  // namespace

void StepParser::steps(const Line& parent, Span word, std::string_view example, std::vector<Step>& into) {
    block(parent, word, example, [&](const Line& line) { step(line, into); });
}

void StepParser::step(const Line& line, std::vector<Step>& into) {
    guarded(line, [&] {
        if (expressions_.at_name("needs") && test_needs != nullptr) {
            needs(*test_needs);
            end_line();
            return;
        }
        if (expressions_.at_name("retry") && test_retry != nullptr) {
            retry(*test_retry);
            end_line();
            return;
        }
        Step made = read_step();
        end_line();
        read_body(line, made);
        into.push_back(std::move(made));
    });
}

Step StepParser::read_step() {
    if (token().kind != TokenKind::name) fail_unknown_step();
    const Span word = token().span;
    const Token& next = expressions_.ahead();
    const bool assigns = next.is("=") || next.is("+=") || next.is("-=");
    if (assigns && !begins_line(token().text)) return misplaced_assignment();
    if (expressions_.at_name("expect")) return expect_forms();
    const StepForm* form = find_step(token().text);
    if (form == nullptr || form->kind == StepKind::link) fail_unknown_step();
    if (form->kind == StepKind::def) return definition();
    if (form->value == StepValue::declaration)
        expressions_.fail(word, std::string(form->word) + " stands in the campaign's header",
                          "all tests share it");
    if (form->value == StepValue::assignment) return assignment(*form);
    expressions_.advance();
    return read_as(*form, word);
}

Step StepParser::expect_forms() {
    const Span word = token().span;
    expressions_.advance();
    if (expressions_.at_name("no")) {
        const Span whole = join(word, token().span);
        expressions_.advance();
        return read_as(form_of(StepKind::expect_no), whole);
    }
    if (!expressions_.at_name("in")) return read_as(form_of(StepKind::expect), word);
    Span last = token().span;
    for (const std::string_view each : {"in", "any", "order"}) {
        if (!expressions_.at_name(each))
            expressions_.fail(token().span, "a group begins with expect in any order", {},
                              "expect in any order");
        last = token().span;
        expressions_.advance();
    }
    return read_as(form_of(StepKind::expect_any_order), join(word, last));
}

Step StepParser::read_as(const StepForm& form, Span word) {
    Step step;
    step.kind = form.kind;
    step.word = word;
    if (allows(form, ClauseKind::exactly) && expressions_.at_name("exactly") && at_clause())
        read_clause(step, form);
    read_value(step, form);
    read_clauses(step, form);
    step.span = {word.source, word.begin, expressions_.last_end()};
    return step;
}

// A clause's word at the place of a value is a clause where a value follows it: `sniff on lan`, but `check
// on`.
bool StepParser::at_clause() {
    if (token().kind != TokenKind::name) return false;
    const ClauseForm* form = find_clause(token().text);
    if (form == nullptr) return false;
    const Token& next = expressions_.ahead();
    if (next.kind == TokenKind::name) return !continues_expression(next.text);
    if (next.kind == TokenKind::sign) return form->value == ClauseValue::nothing && next.is("(");
    return !next.ends_line() || form->value == ClauseValue::nothing;
}

void StepParser::read_value(Step& step, const StepForm& form) {
    const bool is_called = expressions_.at("(") && token().span.begin == step.word.end;
    expressions_.set_called_step(is_called ? form.word : std::string_view());
    if (form.value == StepValue::nothing) return;
    if (form.value == StepValue::optional_expression && (token().ends_line() || at_clause())) return;
    const Wanted wanted{form.word, form.needs, form.example};
    if (at_clause() && !(form.kind == StepKind::repeat && expressions_.at_name("times")))
        expressions_.fail(step.word, std::string(wanted.who) + " needs " + std::string(wanted.what),
                          "for example: " + std::string(wanted.example));
    step.value = expressions_.expression(wanted);
    if (form.kind == StepKind::repeat && expressions_.at_name("times")) expressions_.advance();
}

void StepParser::read_clauses(Step& step, const StepForm& form) {
    while (!token().ends_line()) read_clause(step, form);
}

void StepParser::read_clause(Step& step, const StepForm& form) {
    const ClauseForm* clause_form = token().kind == TokenKind::name ? find_clause(token().text) : nullptr;
    const bool is_known = clause_form != nullptr;
    if (!is_known) clause_form = pass_unknown_clause(form);
    if (clause_form == nullptr) return;
    Clause clause;
    clause.kind = clause_form->kind;
    clause.word = token().span;
    expressions_.advance();
    if (!is_known && expressions_.at("=")) expressions_.advance();
    read_values(clause, *clause_form);
    clause.span = {clause.word.source, clause.word.begin, expressions_.last_end()};
    const std::string word(clause_form->word);
    if (!allows(form, clause.kind)) {
        Diagnostic& error = diagnostics_.error(clause.word, std::string(form.word) + " takes no " + word);
        if (clause.kind == ClauseKind::within && allows(form, ClauseKind::for_)) error.suggestion = "for";
        if (clause.kind == ClauseKind::for_ && allows(form, ClauseKind::within)) error.suggestion = "within";
        if (const std::string list = clauses_of(form); !error.suggestion && !list.empty())
            error.notes.push_back("its clauses are " + list);
    } else if (step.clause(clause.kind) != nullptr) {
        if (is_known) diagnostics_.error(clause.word, word + " stands twice in this step");
    } else {
        step.clauses.push_back(std::move(clause));
    }
}

void StepParser::read_values(Clause& clause, const ClauseForm& form) {
    const Wanted wanted{form.word, form.needs, form.example};
    if (form.value == ClauseValue::nothing) return;
    if (form.value == ClauseValue::names) {
        for (const Name& name : expressions_.names(wanted)) {
            Expr& value = clause.values.emplace_back();
            value.kind = ExprKind::name;
            value.span = name.span;
            value.text = name.text;
        }
        return;
    }
    do {
        Expr value = expressions_.expression(wanted);
        const bool names_field = value.kind == ExprKind::name || (value.kind == ExprKind::attribute &&
                                                                  value.children[0].kind == ExprKind::name);
        if (form.value == ClauseValue::fields && !names_field)
            expressions_.fail(value.span, "ignoring needs fields by layer and name",
                              "for example: ignoring IP.id, IP.chksum");
        clause.values.push_back(std::move(value));
        if (form.value != ClauseValue::fields || !expressions_.at(",")) return;
        expressions_.advance();
    } while (true);
}

/// What other than a clause stands here: the clause that is meant. Without one, goes on before the next
/// clause, which may set what later lines read, and gives nullptr.
const ClauseForm* StepParser::pass_unknown_clause(const StepForm& form) {
    std::vector<std::string_view> allowed;
    for (const ClauseForm& clause : all_clauses())
        if (allows(form, clause.kind)) allowed.push_back(clause.word);
    const std::string list = clauses_of(form);
    const bool a_word = token().kind == TokenKind::name && !continues_expression(token().text);
    const Token& next = expressions_.ahead();
    if (!a_word || next.is("(") || next.is("/") || next.is(".") || next.is("["))
        expressions_.fail_unexpected();
    const std::string message = std::string(token().text) + " is not a clause of " + std::string(form.word);
    if (is_unit(token().text))
        expressions_.fail(token().span, message, "a duration is one word: 500ms, 2s, 1min");
    Diagnostic& error = diagnostics_.error(token().span, message);
    const std::string_view ours = foreign_clause(token().text);
    const bool is_allowed = std::find(allowed.begin(), allowed.end(), ours) != allowed.end();
    if (const auto meant = is_allowed ? std::optional(ours) : nearest(token().text, allowed)) {
        error.suggestion = *meant;
        return find_clause(*meant);
    }
    if (!list.empty()) error.notes.push_back("its clauses are " + list);
    do expressions_.advance();
    while (!token().ends_line() && !at_clause());
    if (token().ends_line()) throw SyntaxError();  // Whether the step lacks one cannot be said.
    return nullptr;
}

void StepParser::fail_unknown_step() {
    const Token first = token();
    const std::string_view ours = foreign_step(first.text);
    const std::string_view hint =
        ours.empty() ? "a line of a test begins with a step, such as check, send or let" : ours;
    if (first.kind != TokenKind::name)
        expressions_.fail(first.span, describe(first) + " begins no step", std::string(hint));
    static constexpr std::string_view header_only[] = {"link", "lab", "setup", "teardown", "include"};
    if (std::find(std::begin(header_only), std::end(header_only), first.text) != std::end(header_only))
        expressions_.fail(first.span, std::string(first.text) + " does not stand in a test or a block",
                          "it stands before the first test");
    if (first.text == "needs")
        expressions_.fail(first.span, "needs does not stand in a block", "it stands in a header or a test");
    if (first.text == "for")
        expressions_.fail(first.span, "for stands right below the title of its test",
                          "within a test: repeat N as i runs its block with i from 0 on");
    const Token next = expressions_.ahead();
    if (next.is(",") && ours.empty())
        expressions_.fail(first.span, std::string(first.text) + " begins no step",
                          "several names are set with let a, b = VALUES, or by a step that keeps as a, b");
    const bool statement = next.kind == TokenKind::sign && !next.is("-") && !next.is("{");
    if (statement || next.ends_line())
        expressions_.fail(first.span, std::string(first.text) + " begins no step", std::string(hint));
    const auto meant = ours.empty() ? nearest(first.text, step_words()) : std::nullopt;
    expressions_.fail(first.span, std::string(first.text) + " is not a step", meant ? "" : std::string(hint),
                      std::string(meant.value_or("")));
}

Step StepParser::assignment(const StepForm& form) {
    Step step;
    step.kind = form.kind;
    step.word = token().span;
    expressions_.advance();
    const std::string example = "for example: " + std::string(form.example);
    step.names = expressions_.names({form.word, form.needs, form.example});
    if (form.kind == StepKind::link && step.names.size() > 1)
        expressions_.fail(step.names[1].span, "link names one link", example);
    if (!expressions_.at("="))
        expressions_.fail(token().span,
                          std::string(form.word) + " needs = behind the name" +
                              (token().ends_line() ? "" : ", not " + describe(token())),
                          example);
    expressions_.advance();
    step.value = expressions_.expression_list({"=", "a value behind it", form.example});
    step.span = {step.word.source, step.word.begin, expressions_.last_end()};
    return step;
}

Step StepParser::definition() {
    const StepForm& form = form_of(StepKind::def);
    Step step;
    step.kind = StepKind::def;
    step.word = token().span;
    expressions_.advance();
    if (token().kind != TokenKind::name)
        expressions_.fail(token().span, "def needs a name", "for example: " + std::string(form.example));
    step.names.push_back({token().text, token().span});
    const bool is_test = token().text.starts_with("test_");
    expressions_.advance();
    step.value = expressions_.function(
        {"def", "a value", is_test ? "= NAME OF A TEST, with its steps below" : form.example});
    step.span = {step.word.source, step.word.begin, expressions_.last_end()};
    return step;
}

// `name = value` says what is meant: the name is kept, so that nothing else complains about it.
Step StepParser::misplaced_assignment() {
    Step step;
    step.kind = StepKind::let;
    step.word = token().span;
    const std::string name(token().text);
    step.names.push_back({token().text, token().span});
    diagnostics_.error(token().span, "a variable is set with let").suggestion = "let " + name + " = ...";
    expressions_.advance();
    expressions_.advance();
    step.value = expressions_.expression_list({"=", "a value behind it", ""});
    step.span = {step.word.source, step.word.begin, expressions_.last_end()};
    return step;
}

void StepParser::read_body(const Line& line, Step& step) {
    const std::optional<Line> next = peek_line();
    const bool has_body = next && next->indent > line.indent;
    if (step.kind == StepKind::repeat || (step.kind == StepKind::answer && has_body))
        steps(line, step.word, {}, step.body);
    if (step.kind != StepKind::expect_any_order) return;
    block(line, step.word, {}, [&](const Line& member) { group_member(member, step); });
}

void StepParser::group_member(const Line& line, Step& group) {
    guarded(line, [&] {
        Span word = token().span;
        word.end = word.begin;
        if (expressions_.at_name("expect")) {
            word = token().span;
            expressions_.advance();
        } else if (token().kind == TokenKind::name && find_step(token().text) != nullptr) {
            expressions_.fail(token().span, "only patterns stand in a group",
                              "for example: expect IP()/UDP() on lan");
        }
        if (expressions_.at_name("no"))
            expressions_.fail(token().span, "expect no does not stand in a group");
        group.body.push_back(read_as(form_of(StepKind::expect), word));
        end_line();
    });
}

}  // namespace pkttest::language
