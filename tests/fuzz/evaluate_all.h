// Evaluates what a campaign says without sending anything: every expression of its declarations and steps, in
// order, as far as each goes.
#pragma once

#include "framework/language/evaluate/evaluator.h"

namespace pkttest::language {

inline void evaluate_all(const Expr& expr, Environment& variables) {
    if (!expr) return;
    try {
        evaluate(expr, variables);
    } catch (const EvaluationError&) {  // In the tester's words: that is what it should do.
    }
}

inline void evaluate_all(const std::vector<Step>& steps, Environment& variables) {
    for (const Step& step : steps) {
        if (step.names.empty()) {
            evaluate_all(step.value, variables);
        } else {
            try {
                assign(step.names, evaluate(step.value, variables), step.value.span, variables);
            } catch (const EvaluationError&) {
            }
        }
        for (const Clause& clause : step.clauses)
            for (const Expr& value : clause.values) evaluate_all(value, variables);
        evaluate_all(step.body, variables);
    }
}

inline void evaluate_all(const Campaign& campaign, Environment& variables) {
    evaluate_all(campaign.declarations, variables);
    evaluate_all(campaign.setup, variables);
    for (const Set& set : campaign.sets) {
        evaluate_all(set.declarations, variables);
        for (const Test& test : set.tests) {
            if (test.each) evaluate_all(test.each->values, variables);
            evaluate_all(test.steps, variables);
        }
    }
}

}  // namespace pkttest::language
