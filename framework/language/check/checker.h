// The checker: finds a campaign's mistakes before anything is sent, all of them at once. Errors are what
// cannot run or cannot mean what it says; warnings are what is most likely not meant.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/diagnostic.h"
#include "framework/language/syntax/source.h"

namespace pkttest::language {

/// What the checker must know of the parts that the language does not depend on.
struct CheckerContext {
    struct Machine {
        std::string_view name;  ///< "ARP_am"
        std::vector<std::string_view> parameters;
    };
    std::vector<Machine> machines;
    /// What is wrong with a BPF filter; empty where it is right. May be empty: filters are not looked at.
    std::function<std::string(std::string_view filter)> filter_error;
    /// Given at the command line.
    std::vector<std::string> links;
    std::vector<std::string> variables;
};

/// Adds every mistake of a campaign that was parsed, in the order of the text. What the parser reported
/// already is not reported again.
void check(const Campaign& campaign, const Sources& sources, const CheckerContext& context,
           Diagnostics& diagnostics);

/// Checks an expression in which `variables` are known: a command line's.
void check_expression(const Expr& expr, const CheckerContext& context, Diagnostics& diagnostics);

}  // namespace pkttest::language
