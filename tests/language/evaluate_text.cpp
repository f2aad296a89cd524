// What an expression is worth, as a text.
#include "tests/language/evaluate_text.h"

#include <deque>

#include "framework/language/check/checker.h"
#include "framework/language/syntax/parser.h"

namespace pkttest::language {

std::string worth(std::string_view expression, Environment& variables) {
    // Functions made by the expression view into its source and tree.
    static std::deque<Sources> sources;
    static std::deque<Expr> trees;
    Diagnostics diagnostics;
    Sources& own = sources.emplace_back();
    const Expr& expr =
        trees.emplace_back(parse_expression(own, own.add("input", std::string(expression)), diagnostics));
    if (diagnostics.has_errors()) return "syntax error: " + diagnostics.all().front().message;
    try {
        return represent(evaluate(expr, variables));
    } catch (const EvaluationError& error) {
        std::string out = std::string("error: ") + error.what();
        for (const std::string& note : error.diagnostic().notes) out += " [" + note + "]";
        if (error.diagnostic().suggestion) out += " [did you mean " + *error.diagnostic().suggestion + "?]";
        return out;
    }
}

std::string worth(std::string_view expression) {
    static Environment variables;
    return worth(expression, variables);
}

std::string diagnose(std::string_view expression) {
    Sources sources;
    Diagnostics diagnostics;
    const std::uint32_t source = sources.add("input", std::string(expression));
    const Expr expr = parse_expression(sources, source, diagnostics);
    if (!diagnostics.has_errors()) check_expression(expr, {}, diagnostics);
    if (!diagnostics.has_errors()) {
        try {
            Environment variables;
            evaluate(expr, variables);
        } catch (const EvaluationError& error) {
            return render(error.diagnostic(), sources);
        }
    }
    return render(diagnostics.all(), sources);
}

}  // namespace pkttest::language
