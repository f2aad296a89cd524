// Execution: carries out statements. A test's own show what their expressions are worth.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "framework/language/evaluate/evaluator.h"
#include "framework/language/syntax/statement.h"

namespace pkttest::language {

/// Takes the value of an expression that stands alone, as Python's prompt shows it; not None.
using Display = std::function<void(const Value&)>;

enum class Flow : std::uint8_t { next, break_, continue_, return_ };

class Execution {
 public:
    Execution(Environment& variables, Display display)
        : variables_(variables), display_(std::move(display)) {}

    /// Throws EvaluationError; one that is_uncovered() says what is not covered, with its place.
    Flow run(const std::vector<Statement>& statements);
    Flow run(const Statement& statement);
    const Value& result() const { return result_; }  ///< Of `return`.
    /// Lets `yield` give values, which are kept.
    void collect(List& yielded) { yielded_ = &yielded; }

 private:
    Flow loop_while(const Statement& statement);
    Flow loop_for(const Statement& statement);
    Flow with(const Statement& statement);
    Flow attempt(const Statement& statement);
    Flow handle(const Statement& statement, const EvaluationError& error);
    void define(const Statement& statement);
    void assign(const Statement& statement);
    void augment(const Statement& statement);
    void import(const Statement& statement);
    void bind_import(const Name& what, const Name& as, std::string_view module);
    std::optional<Value> imported(std::string_view what, std::string_view module);
    void assertion(const Statement& statement);

    Environment& variables_;
    Display display_;
    Value result_;
    List* yielded_ = nullptr;
    const EvaluationError* handled_ = nullptr;
};

}  // namespace pkttest::language
