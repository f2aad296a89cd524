// The forms of the language as tables: which steps and clauses there are, what each needs, what goes with
// what. Internal to the front end.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "framework/language/syntax/ast.h"

namespace pkttest::language {

/// What stands behind a clause's word.
enum class ClauseValue : std::uint8_t { nothing, expression, pattern, names, fields };

struct ClauseForm {
    ClauseKind kind;
    std::string_view word;
    ClauseValue value;
    std::string_view needs;    ///< "the name of a link"
    std::string_view example;  ///< "on lan"
};

/// What stands between a step's word and its clauses.
enum class StepValue : std::uint8_t { nothing, expression, optional_expression, assignment, declaration };

struct StepForm {
    StepKind kind;
    std::string_view word;  ///< As written in full: "expect no".
    StepValue value;
    std::uint32_t clauses;  ///< A bit for each ClauseKind.
    std::string_view needs;
    std::string_view example;
};

const ClauseForm& form_of(ClauseKind kind);
const ClauseForm* find_clause(std::string_view word);
std::span<const ClauseForm> all_clauses();
const StepForm& form_of(StepKind kind);
/// By its first word: "expect" for all that begin so.
const StepForm* find_step(std::string_view word);
constexpr bool allows(const StepForm& form, ClauseKind kind) {
    return form.clauses >> static_cast<unsigned>(kind) & 1;
}

/// Words that can begin a line of a test, of a block or of a header: for suggestions.
std::span<const std::string_view> step_words();
std::span<const std::string_view> header_words();
bool begins_line(std::string_view word);

/// Words that go on with an expression after an operand: `and`, `in`, `if` …
bool continues_expression(std::string_view word);

}  // namespace pkttest::language
