// CampaignChecker: what the checker does with campaign, sets, tests and steps. Internal to the checker: sets
// and the lab are checker.cpp's, steps and clauses checker_step.cpp's, answering machines
// checker_answer.cpp's.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "framework/language/check/checker.h"
#include "framework/language/check/checker_expression.h"
#include "framework/language/check/checker_protocol.h"

namespace pkttest::language {

class CampaignChecker {
 public:
    CampaignChecker(const CheckerContext& context, const Sources& sources, Diagnostics& diagnostics)
        : context_(context), sources_(sources), diagnostics_(diagnostics), expressions_(diagnostics) {}

    void run(const Campaign& campaign);

 private:
    void check_scope(const Scope& scope);
    void check_declaration(const Step& step);
    void check_definition(const Step& step);
    void check_let(const Step& step, const Type& type);
    void declare_link(const Step& step, const Type& type);

    void check_lab(const Lab& lab);
    void check_address(const Name& address);
    void check_link(const Name& name);

    void check_set(const Set& set);
    void check_test(const Test& test);
    void check_rows(const ForEach& each);

    void check_steps(const std::vector<Step>& steps);
    void check_step(const Step& step);
    void bind(const Step& step, const Clause& as, bool answer, const Type& type);
    void forget_values(const std::vector<Step>& body);
    static bool uses_links(StepKind kind);
    void check_missing_link(const Step& step);
    void check_value(const Step& step, const Type& value);
    void check_condition(const Expr& expr, const Type& type);
    void check_packets(const Expr& expr, const Type& type);
    void check_duration(const Expr& expr, const Type& type);
    void check_count(const Expr& expr, const Type& type);
    void check_times(const Step& step, const Expr& expr);
    void check_speed(const Expr& expr);
    void check_needs(const std::vector<Need>& needs);
    void check_links(const Clause& on);
    void check_clause(const Step& step, const Clause& clause, const Type& value);
    void check_filter(const Expr& filter);

    void check_answer(const Step& step, const Expr& with);
    void check_answer_body(const std::vector<Step>& body);
    const CheckerContext::Machine* find_machine(std::string_view name) const;
    bool is_machine(const Expr& with) const;
    void check_machine(const Expr& call);

    /// "it is declared in line 3", with the file where it is another one.
    std::string declared_at(Span first, Span again) const;

    const CheckerContext& context_;
    const Sources& sources_;
    Diagnostics& diagnostics_;
    ExpressionChecker expressions_;
    ProtocolChecker protocols_{expressions_, diagnostics_};
    std::map<std::string_view, Span> links_;
    bool within_group_ = false;
};

}  // namespace pkttest::language
