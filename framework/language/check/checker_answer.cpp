// The checker: answering machines, built-in ones and those of a campaign.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/check/checker_campaign.h"

namespace pkttest::language {

void CampaignChecker::check_answer(const Step& step, const Expr& with) {
    if (const Expr* pattern = step.value_of(ClauseKind::when)) {
        const Type type = expressions_.check_pattern(*pattern);
        expressions_.require(type, {Kind::packet, Kind::layer}, pattern->span,
                             "a pattern such as IP()/UDP()");
        if (is_machine(with)) {
            diagnostics_
                .error(with.span, fmt::format("{} knows itself what it answers", with.children[0].text))
                .notes.push_back("take out when and its pattern");
            return;
        }
        expressions_.open();
        if (const Clause* as = step.clause(ClauseKind::as)) bind(step, *as, false, {Kind::packet});
        if (const Expr* where = step.value_of(ClauseKind::where)) expressions_.check_where(*where, type);
        check_answer_body(step.body);
        expressions_.require(expressions_.check(with), {Kind::packet, Kind::layer, Kind::list}, with.span,
                             "a packet to answer with");
        expressions_.close();
        return;
    }
    if (!step.body.empty())
        diagnostics_.error(step.body.front().word, "a block stands below an answer of one's own, with when");
    if (with.kind == ExprKind::call && with.children[0].kind == ExprKind::name) {
        check_machine(with);
        return;
    }
    if (with.kind == ExprKind::name) {
        diagnostics_.error(with.span, fmt::format("an answering machine is called: {}()", with.text));
        return;
    }
    diagnostics_.error(with.span,
                       "an answering machine is wanted here, for example: answer on lan with ARP_am()");
}

/// What is done for each packet, before it is answered.
void CampaignChecker::check_answer_body(const std::vector<Step>& body) {
    forget_values(body);
    for (const Step& step : body) {
        const bool fits = step.kind == StepKind::let || step.kind == StepKind::def ||
                          step.kind == StepKind::check || step.kind == StepKind::assert_;
        if (!fits)
            diagnostics_.error(step.word, fmt::format("{} does not stand in an answer", to_text(step.kind)))
                .notes.push_back("let, def, check and assert do; what is sent stands behind with");
    }
    check_steps(body);
}

const CheckerContext::Machine* CampaignChecker::find_machine(std::string_view name) const {
    const auto found = std::find_if(context_.machines.begin(), context_.machines.end(),
                                    [&](const auto& each) { return each.name == name; });
    return found == context_.machines.end() ? nullptr : &*found;
}

bool CampaignChecker::is_machine(const Expr& with) const {
    return with.kind == ExprKind::call && with.children[0].kind == ExprKind::name &&
           find_machine(with.children[0].text) != nullptr;
}

void CampaignChecker::check_machine(const Expr& call) {
    const Expr& name = call.children[0];
    const CheckerContext::Machine* machine = find_machine(name.text);
    if (!expressions_.check_argument_order(call)) return;
    if (machine == nullptr) {
        std::vector<std::string_view> names;
        for (const auto& each : context_.machines) names.push_back(each.name);
        expressions_.unknown(name.span, fmt::format("no answering machine is named {}", name.text), name.text,
                             names);
        return;
    }
    for (std::size_t i = 1; i < call.children.size(); ++i) {
        const Expr& argument = call.children[i];
        if (argument.kind != ExprKind::keyword) {
            expressions_.check(argument);
            continue;
        }
        expressions_.check(argument.children[0]);
        if (std::find(machine->parameters.begin(), machine->parameters.end(), argument.text) ==
            machine->parameters.end())
            expressions_.unknown(argument.name_span,
                                 fmt::format("{} takes no argument named {}", machine->name, argument.text),
                                 argument.text, machine->parameters);
    }
}

}  // namespace pkttest::language
