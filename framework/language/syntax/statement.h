// Statements: the tree of a test of a .uts campaign, which is Python. Plain data, as ast.h.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/source.h"

namespace pkttest::language {

/// What a statement is; beside each, which members of `Statement` it uses.
enum class StatementKind : std::uint8_t {
    expression,  ///< value: shown where it is not None.
    assign,      ///< `a = b, c = VALUE`: targets, in order; value.
    augmented,   ///< `a += VALUE`: targets: one; op; value.
    remove,      ///< `del a, p.ttl`: targets.
    assert_,     ///< value; second: the message or absent.
    pass,        ///< Also an import of what is there anyway.
    if_,         ///< value; body; otherwise (an elif is an if in it).
    while_,      ///< value; body; otherwise.
    for_,        ///< targets: one; value; body; otherwise.
    with,        ///< value; targets: one or none; body. Several managers are nested.
    try_,        ///< body; handlers; otherwise; finally.
    def,         ///< text: the name; value: a lambda whose body is absent; body; targets: its decorators;
                 ///< names: the variables of its own, those that it sets; yields.
    class_,      ///< text: the name; value: a tuple of its bases; body.
    return_,     ///< value or absent.
    yield,       ///< value or absent: what a function gives one by one.
    raise,       ///< value or absent.
    break_,
    continue_,
    global,     ///< names
    import,     ///< names: what is bound; text: the module.
    uncovered,  ///< text: the construct that is not covered.
};

struct Handler;

struct Statement {
    StatementKind kind = StatementKind::pass;
    Operator op = Operator::none;
    bool yields = false;  ///< It gives values one by one: a generator.
    Span span;            ///< Of its first line.
    std::string_view text;
    std::vector<Name> names;
    std::vector<Expr> targets;
    Expr value;
    Expr second;
    std::vector<Statement> body, otherwise, finally;
    std::vector<Handler> handlers;
};

/// `except TYPE as name:`
struct Handler {
    Expr type;  ///< Absent: anything.
    std::string_view name;
    std::vector<Statement> body;
};

/// Statements within statements, at most.
constexpr int deepest_block = 50;

/// The names that a function's lines set, but for its parameters and those that it says are global.
std::vector<Name> own_names(const std::vector<Statement>& body, const std::vector<Expr>& parameters);
/// Whether a function of these lines gives values one by one.
bool yields(const std::vector<Statement>& body);

/// Reads the lines of a test as Python's prompt does: a compound statement ends at an empty line or at the
/// end. What is no statement, or one that is not covered, becomes `uncovered` with its place; the lines
/// behind it are read nevertheless.
std::vector<Statement> parse_statements(Sources& sources, Span text);

}  // namespace pkttest::language
