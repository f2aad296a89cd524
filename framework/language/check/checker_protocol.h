// The checker's view of `protocol` blocks and bindings. Internal to the checker.
#pragma once

#include "framework/language/check/checker_expression.h"
#include "framework/language/evaluate/environment.h"
#include "framework/packet/runtime_protocol.h"

namespace pkttest::language {

class EvaluationError;

/// Checks blocks and makes their protocols known while it lives, so that what follows is checked by their
/// tables.
class ProtocolChecker {
 public:
    ProtocolChecker(ExpressionChecker& expressions, Diagnostics& diagnostics)
        : expressions_(expressions), diagnostics_(diagnostics) {
        scope_.enter();
    }

    void check(const ProtocolForm& form);
    void check_binding(const Expr& binding);

 private:
    void check_field(const FieldForm& field);
    void check_shape(const Expr& shape);
    void check_rule(const Expr& expr, std::string_view rule);
    bool take_constants(const Expr& expr);
    bool take_constants(const FieldForm& field);
    void make(const ProtocolForm& form);
    void report(const EvaluationError& error);

    ExpressionChecker& expressions_;
    Diagnostics& diagnostics_;
    ProtocolScope scope_{ProtocolScope::Use::check};
    Environment constants_;  ///< Variables of the campaign whose values are certain.
    const ProtocolForm* form_ = nullptr;
};

}  // namespace pkttest::language
