// The parser's lines, blocks and steps. Internal to the front end.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "framework/language/syntax/parser_expression.h"
#include "framework/language/syntax/parser_forms.h"

namespace pkttest::language {

/// A line that holds something.
struct Line {
    std::uint32_t start = 0;  ///< Its first byte.
    std::uint32_t begin = 0;  ///< Its first byte that is no blank.
    int indent = 0;           ///< Columns; a tab goes to the next multiple of 8.
};

/// Reads one source line by line. What is wrong in a line is reported once, and reading goes on at the next.
class StepParser {
 public:
    StepParser(Sources& sources, std::uint32_t source, Diagnostics& diagnostics);

    /// The next line that is neither blank nor a comment; not passed by asking.
    std::optional<Line> peek_line();
    /// The line as text from its first non-blank, without its end; passes it.
    Name take_raw(const Line& line);
    /// Runs `read` for a line whose tokens stand ready. Where it throws, goes on at the next line that can
    /// begin a step.
    void guarded(const Line& line, const std::function<void()>& read);
    /// Calls `each` for the lines that are indented deeper than `parent`.
    void block(const Line& parent, Span word, std::string_view example,
               const std::function<void(const Line&)>& each);

    /// Reads a step, its clauses and body, and appends it.
    void step(const Line& line, std::vector<Step>& into);
    /// Reads an indented block of steps.
    void steps(const Line& parent, Span word, std::string_view example, std::vector<Step>& into);
    /// `link` or `let`, when the tokens stand at its word.
    Step assignment(const StepForm& form);
    /// `def name(parameters) = value`, when the tokens stand at `def`.
    Step definition();
    /// `needs root`, when the tokens stand at its word.
    void needs(std::vector<Need>& into);
    ForEach for_each();
    /// The line must be at its end; passes it.
    void end_line();

    ExpressionParser& expressions() { return expressions_; }
    Lexer& lexer() { return lexer_; }
    /// Where `needs` of a test's steps go.
    std::vector<Need>* test_needs = nullptr;
    std::optional<Retry>* test_retry = nullptr;
    /// `retry 2`, when the tokens stand at its word.
    void retry(std::optional<Retry>& into);

 private:
    void recover(const Line& line);
    Step read_step();
    Step expect_forms();
    Step read_as(const StepForm& form, Span word);
    void read_value(Step& step, const StepForm& form);
    void read_clauses(Step& step, const StepForm& form);
    void read_clause(Step& step, const StepForm& form);
    void read_values(Clause& clause, const ClauseForm& form);
    void read_body(const Line& line, Step& step);
    void group_member(const Line& line, Step& group);
    bool at_clause();
    const ClauseForm* pass_unknown_clause(const StepForm& form);
    [[noreturn]] void fail_unknown_step();
    Step misplaced_assignment();
    std::optional<Line> line_from(std::uint32_t start) const;

    const Token& token() const { return expressions_.token(); }
    Sources& sources_;
    Diagnostics& diagnostics_;
    Lexer lexer_;
    ExpressionParser expressions_;
    std::uint32_t cursor_ = 0;
    int depth_ = 0;
};

}  // namespace pkttest::language
