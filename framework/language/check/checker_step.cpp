// The checker: steps, their values and clauses.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "framework/language/check/checker_campaign.h"

namespace pkttest::language {

void CampaignChecker::check_steps(const std::vector<Step>& steps) {
    bool skipped = false;
    for (const Step& step : steps) {
        if (skipped) {
            diagnostics_.warning(step.word, "this step is never reached: the test is skipped above");
            skipped = false;
        }
        check_step(step);
        if (step.kind == StepKind::skip && step.clause(ClauseKind::when) == nullptr)
            skipped = &step != &steps.back();
    }
}

void CampaignChecker::check_step(const Step& step) {
    if (step.kind == StepKind::def) return check_definition(step);
    const bool is_pattern =
        step.kind == StepKind::expect || step.kind == StepKind::expect_no || step.kind == StepKind::sniff;
    const Type value = !step.value  ? Type{}
                       : is_pattern ? expressions_.check_pattern(step.value)
                                    : expressions_.check(step.value);
    check_value(step, value);
    for (const Clause& clause : step.clauses) check_clause(step, clause, value);
    if (uses_links(step.kind) && step.clause(ClauseKind::on) == nullptr && !within_group_)
        check_missing_link(step);
    if (!step.body.empty() && step.kind != StepKind::answer) {
        forget_values(step.body);
        expressions_.open();
        if (const Clause* as = step.clause(ClauseKind::as); as != nullptr && step.kind == StepKind::repeat)
            bind(step, *as, false, {Kind::number});
        const bool outer = within_group_;
        within_group_ = step.kind == StepKind::expect_any_order && step.clause(ClauseKind::on) != nullptr;
        check_steps(step.body);
        within_group_ = outer;
        expressions_.close();
    }
    if (step.kind == StepKind::let) check_let(step, value);
    if (step.kind == StepKind::let)
        for (const Name& name : step.names)
            expressions_.declare(name.text,
                                 {.type = step.names.size() == 1 ? value : Type{}, .declared = name.span});
    if (const Clause* as = step.clause(ClauseKind::as);
        as != nullptr && step.kind != StepKind::answer && step.kind != StepKind::repeat)
        bind(step, *as, true,
             {step.kind == StepKind::expect || step.kind == StepKind::sr1 ? Kind::packet : Kind::unknown});
}

void CampaignChecker::bind(const Step& step, const Clause& as, bool answer, const Type& type) {
    const std::size_t most = step.kind == StepKind::sr ? 2 : 1;
    for (std::size_t i = 0; i < as.values.size(); ++i) {
        const Expr& name = as.values[i];
        if (i == most)
            diagnostics_.error(name.span, fmt::format("{} keeps what came under {}", to_text(step.kind),
                                                      most == 1 ? "one name" : "two names"));
        expressions_.declare(name.text, {.type = type, .declared = name.span, .answer = answer && i < most});
    }
}

/// What a block sets has another value each time.
void CampaignChecker::forget_values(const std::vector<Step>& body) {
    for (const Step& step : body) {
        forget_values(step.body);
        if (step.kind != StepKind::let) continue;
        for (const Name& name : step.names)
            if (Variable* variable = expressions_.find(name.text)) variable->type = {};
    }
}

bool CampaignChecker::uses_links(StepKind kind) {
    switch (kind) {
        case StepKind::send:
        case StepKind::expect:
        case StepKind::expect_no:
        case StepKind::sr:
        case StepKind::sr1:
        case StepKind::sniff:
        case StepKind::answer:
        case StepKind::replay:
            return true;
        default:
            return false;
    }
}

void CampaignChecker::check_missing_link(const Step& step) {
    if (links_.empty()) {
        diagnostics_.error(step.word, fmt::format("{} needs a link and none is declared", to_text(step.kind)))
            .notes.push_back("declare it in the campaign's header: link lan = \"eth1\"");
    } else if (links_.size() > 1) {
        std::string names;
        for (const auto& [link, span] : links_) names += (names.empty() ? "" : ", ") + std::string(link);
        diagnostics_.error(step.word, fmt::format("{} needs a link: on which one?", to_text(step.kind)))
            .notes.push_back(fmt::format("add `on` and one of: {}", names));
    }
}

void CampaignChecker::check_value(const Step& step, const Type& value) {
    const Span where = step.value.span;
    switch (step.kind) {
        case StepKind::send:
        case StepKind::sr:
            check_packets(step.value, value);
            break;
        case StepKind::answer:
            if (step.clause(ClauseKind::with) == nullptr)
                diagnostics_.error(step.word, "answer needs with and what to answer with")
                    .notes.push_back(
                        "for example: answer on lan when IP()/UDP() as q with "
                        "IP(dst=q[IP].src)/ICMP()");
            break;
        case StepKind::sr1:
            expressions_.require(value, {Kind::packet, Kind::layer, Kind::text, Kind::bytes}, where,
                                 "a packet");
            break;
        case StepKind::expect:
        case StepKind::expect_no:
        case StepKind::sniff:
            if (step.value)
                expressions_.require(value, {Kind::packet, Kind::layer, Kind::bytes, Kind::text}, where,
                                     "a pattern such as IP()/UDP()");
            break;
        case StepKind::check:
        case StepKind::assert_:
            check_condition(step.value, value);
            break;
        case StepKind::wait:
            check_duration(step.value, value);
            break;
        case StepKind::repeat:
            check_count(step.value, value);
            break;
        case StepKind::skip:
        case StepKind::xfail:
            expressions_.require(value, {Kind::text}, where, "a reason in quotes");
            break;
        case StepKind::exec:
            expressions_.require(value, {Kind::text}, where, "a command in quotes");
            break;
        case StepKind::replay:
            expressions_.require(value, {Kind::text, Kind::list, Kind::packet}, where,
                                 "a capture file's name");
            break;
        default:
            break;
    }
}

/// `check True` marks a place on purpose.
void CampaignChecker::check_condition(const Expr& expr, const Type& type) {
    const bool literal_true = expr.kind == ExprKind::boolean && expr.integer != 0;
    const bool always = type.kind == Kind::layer || type.kind == Kind::function;
    if ((type.constant && type.kind != Kind::none && !literal_true) || always)
        diagnostics_.warning(expr.span, "this condition never changes");
}

void CampaignChecker::check_packets(const Expr& expr, const Type& type) {
    static constexpr auto kinds = {Kind::packet, Kind::layer, Kind::list, Kind::text, Kind::bytes};
    if (expr.kind == ExprKind::list)
        for (const Expr& part : expr.children)
            expressions_.require(expressions_.check(part), kinds, part.span, "a packet");
    else
        expressions_.require(type, kinds, expr.span, "a packet");
}

void CampaignChecker::check_duration(const Expr& expr, const Type& type) {
    expressions_.require(type, {Kind::duration}, expr.span, "a duration such as 500ms or 2s");
    if (expr.kind == ExprKind::unary && expr.op == Operator::negative)
        diagnostics_.error(expr.span, "a duration can't be below zero");
}

void CampaignChecker::check_count(const Expr& expr, const Type& type) {
    expressions_.require(type, {Kind::number}, expr.span, "a whole number");
    Integer number = 1;
    if (type.constant && type.constant->to_integer(number) && number < 1)
        diagnostics_.error(expr.span, fmt::format("this is {}, it must be 1 or more", represent(number)));
    if (type.constant && type.constant->as<double>() != nullptr)
        diagnostics_.error(expr.span, fmt::format("{} is no whole number", represent(*type.constant)));
}

/// A number; for `expect` also the least and the most.
void CampaignChecker::check_times(const Step& step, const Expr& expr) {
    const Type type = expressions_.check(expr);
    if (step.kind != StepKind::expect || type.kind != Kind::list) return check_count(expr, type);
    if (!type.constant) return;
    const List& ends = *type.constant->items();
    Integer least = 0, most = 0;
    const bool numbers = ends.size() == 2 && ends[0].to_integer(least) && ends[1].to_integer(most);
    if (!numbers || least < 0 || most < 1 || most < least)
        diagnostics_.error(expr.span, "times takes a number, or the least and the most")
            .notes.push_back("for example: times 3, times (2, 4)");
}

void CampaignChecker::check_speed(const Expr& expr) {
    const Type type = expressions_.check(expr);
    expressions_.require(type, {Kind::number}, expr.span, "a number");
    double speed = 1;
    if (type.constant && type.constant->to_real(speed) && !(speed > 0))
        diagnostics_.error(expr.span, "speed is above 0");
}

void CampaignChecker::check_needs(const std::vector<Need>& needs) {
    static constexpr std::string_view conditions[] = {"root", "IPv6"};
    for (const Need& need : needs) {
        const auto near = need.link ? std::nullopt : one_letter_off(need.what.text, conditions);
        if (near)
            diagnostics_
                .warning(need.what.span, fmt::format("{} is the name of a program here", need.what.text))
                .suggestion = std::string(*near);
        if (!need.link) continue;
        check_link(need.link);
        if (need.what.text != "IPv6")
            diagnostics_.error(need.what.span, fmt::format("{} is not of a link", need.what.text))
                .notes.push_back("for example: needs IPv6 on lan");
    }
}

void CampaignChecker::check_links(const Clause& on) {
    std::set<std::string_view> names;
    for (const Expr& link : on.values) {
        check_link({link.text, link.span});
        if (!names.insert(link.text).second)
            diagnostics_.error(link.span, fmt::format("{} stands twice here", link.text));
    }
}

void CampaignChecker::check_clause(const Step& step, const Clause& clause, const Type& value) {
    switch (clause.kind) {
        case ClauseKind::on:
            check_links(clause);
            break;
        case ClauseKind::within:
        case ClauseKind::for_:
        case ClauseKind::every:
            check_duration(clause.values[0], expressions_.check(clause.values[0]));
            break;
        case ClauseKind::times:
            check_times(step, clause.values[0]);
            break;
        case ClauseKind::speed:
            check_speed(clause.values[0]);
            break;
        case ClauseKind::rewriting:
            expressions_.require(expressions_.check(clause.values[0]), {Kind::dictionary},
                                 clause.values[0].span, "a dictionary of addresses");
            break;
        case ClauseKind::filter:
            check_filter(clause.values[0]);
            break;
        case ClauseKind::where:
            if (step.kind != StepKind::answer) expressions_.check_where(clause.values[0], value);
            break;
        case ClauseKind::ignoring:
            if (step.clause(ClauseKind::exactly) == nullptr)
                diagnostics_.error(clause.word, "ignoring needs exactly")
                    .notes.push_back("without exactly only the fields that are written count");
            for (const Expr& field : clause.values) expressions_.check_ignored(field);
            break;
        case ClauseKind::when:
            if (step.kind != StepKind::answer) expressions_.check(clause.values[0]);
            break;
        case ClauseKind::with:
            check_answer(step, clause.values[0]);
            break;
        default:
            break;
    }
}

void CampaignChecker::check_filter(const Expr& filter) {
    const Type type = expressions_.check(filter);
    expressions_.require(type, {Kind::text}, filter.span, "a BPF filter in quotes");
    if (!type.constant || type.kind != Kind::text || !context_.filter_error) return;
    const std::string wrong = context_.filter_error(*type.constant->octets());
    if (!wrong.empty())
        diagnostics_.error(filter.span, fmt::format("this is no BPF filter: {}", wrong))
            .notes.push_back("for example: filter \"udp port 53 and host 192.0.2.1\"");
}

}  // namespace pkttest::language
