// The checker: campaign, sets, tests, steps and clauses. Expressions are checker_expression.cpp's.
#include "framework/language/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "framework/language/checker_expression.h"
#include "framework/packet/address.h"

namespace pkttest::language {

namespace {

std::string_view text_of(const Name& name) { return name.text; }

class CampaignChecker {
 public:
    CampaignChecker(const CheckerContext& context, Diagnostics& diagnostics)
        : context_(context), diagnostics_(diagnostics), expressions_(diagnostics) {}

    void run(const Campaign& campaign) {
        for (const std::string& name : context_.variables) expressions_.declare(name, {});
        check_scope(campaign);
        if (campaign.lab) check_lab(*campaign.lab);
        std::size_t tests = 0;
        for (const Set& set : campaign.sets) {
            expressions_.open();
            check_scope(set);
            check_set(set);
            expressions_.close();
            tests += set.tests.size();
        }
        if (tests == 0 && !diagnostics_.has_errors())
            diagnostics_.warning(campaign.title.span, "this campaign has no tests");
    }

 private:
    // ---- what campaign and set have in common ----------------------------------------------------------
    void check_scope(const Scope& scope) {
        for (const Step& declaration : scope.declarations) check_declaration(declaration);
        for (const auto* block : {&scope.setup, &scope.teardown}) {
            expressions_.open();
            check_steps(*block);
            expressions_.close();
        }
    }

    void check_declaration(const Step& step) {
        Type type = expressions_.check(step.value);
        if (step.kind == StepKind::link) {
            declare_link(step, type);
            return;
        }
        for (const Name& name : step.names) {
            Variable variable{.declared = name.span};
            const bool overridden = std::find(context_.variables.begin(), context_.variables.end(),
                                              name.text) != context_.variables.end();
            if (step.names.size() == 1 && !overridden) variable.type = type;
            expressions_.declare(name.text, std::move(variable));
        }
    }

    void declare_link(const Step& step, const Type& type) {
        expressions_.require(type, {Kind::text}, step.value.span,
                             "an interface's name, \"memory\" or \"pcap:FILE\"");
        for (const Name& name : step.names) {
            const auto [entry, fresh] = links_.emplace(name.text, name.span);
            if (!fresh)
                diagnostics_.error(name.span, fmt::format("the link {} is declared twice", name.text));
        }
    }

    // ---- lab -------------------------------------------------------------------------------------------
    void check_lab(const Lab& lab) {
        std::set<std::string_view> hosts;
        for (const LabHost& host : lab.hosts) {
            if (!hosts.insert(host.name.text).second)
                diagnostics_.error(host.name.span, fmt::format("the host {} is there twice", host.name.text));
            if (host.ports.empty())
                diagnostics_.error(host.name.span, fmt::format("the host {} is on no link", host.name.text));
            for (const LabPort& port : host.ports) {
                check_link(port.link);
                for (const Name& address : port.addresses) check_address(address);
            }
        }
    }

    void check_address(const Name& address) {
        const std::size_t slash = address.text.find('/');
        const std::string_view host = address.text.substr(0, slash);
        const bool v6 = host.find(':') != std::string_view::npos;
        const bool known = v6 ? parse_ipv6(host).has_value() : parse_ipv4(host).has_value();
        if (!known) {
            diagnostics_.error(address.span, fmt::format("{} is no address", host))
                .notes.push_back("for example: 192.0.2.1/24, 2001:db8::1/64");
            return;
        }
        if (slash == std::string_view::npos) {
            diagnostics_.error(address.span, fmt::format("{} has no prefix length", host))
                .notes.push_back(fmt::format("for example: {}/{}", host, v6 ? 64 : 24));
            return;
        }
        if (!address_set(address.text, v6))
            diagnostics_
                .error(address.span, fmt::format("{} is no prefix length", address.text.substr(slash + 1)))
                .notes.push_back(v6 ? "it lies between 0 and 128" : "it lies between 0 and 32");
    }

    void check_link(const Name& name) {
        if (links_.contains(name.text)) return;
        std::vector<std::string_view> known;
        for (const auto& [link, span] : links_) known.push_back(link);
        if (known.empty())
            diagnostics_.error(name.span, fmt::format("the link {} is not declared", name.text))
                .notes.push_back(
                    fmt::format("declare it in the campaign's header: link {} = \"eth1\"", name.text));
        else
            expressions_.unknown(name.span, fmt::format("no link is named {}", name.text), name.text, known);
    }

    // ---- tests -----------------------------------------------------------------------------------------
    void check_set(const Set& set) {
        std::map<std::string_view, Span> titles;
        for (const Test& test : set.tests) {
            const auto [entry, fresh] = titles.emplace(text_of(test.title), test.title.span);
            if (!fresh)
                diagnostics_.error(test.title.span, fmt::format("a test of this set is named \"{}\" already",
                                                                test.title.text));
            check_test(test);
        }
    }

    void check_test(const Test& test) {
        expressions_.open();
        if (test.each) {
            const Type values = expressions_.check(test.each->values);
            expressions_.require(values,
                                 {Kind::list, Kind::text, Kind::bytes, Kind::dictionary, Kind::packet},
                                 test.each->values.span, "a list of values");
            for (const Name& name : test.each->names)
                expressions_.declare(name.text, {.declared = name.span});
        }
        if (test.title_text) expressions_.check(test.title_text);
        if (test.steps.empty() && !diagnostics_.has_errors())
            diagnostics_.error(test.title.span, "this test has no steps");
        check_steps(test.steps);
        if (test.each)
            for (const Name& name : test.each->names)
                if (const Variable* variable = expressions_.find(name.text);
                    variable != nullptr && !variable->used)
                    diagnostics_.warning(name.span, fmt::format("{} is never read", name.text));
        expressions_.close();
    }

    // ---- steps -----------------------------------------------------------------------------------------
    void check_steps(const std::vector<Step>& steps) {
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

    void check_step(const Step& step) {
        const Type value = step.value ? expressions_.check(step.value) : Type{};
        check_value(step, value);
        for (const Clause& clause : step.clauses) check_clause(step, clause);
        if (uses_links(step.kind) && step.clause(ClauseKind::on) == nullptr && !within_group_)
            check_missing_link(step);
        if (!step.body.empty()) {
            expressions_.open();
            if (const Clause* as = step.clause(ClauseKind::as);
                as != nullptr && step.kind == StepKind::repeat)
                bind(*as, false, {Kind::number});
            const bool outer = within_group_;
            within_group_ = step.kind == StepKind::expect_any_order && step.clause(ClauseKind::on) != nullptr;
            check_steps(step.body);
            within_group_ = outer;
            expressions_.close();
        }
        if (step.kind == StepKind::let)
            for (const Name& name : step.names)
                expressions_.declare(
                    name.text, {.type = step.names.size() == 1 ? value : Type{}, .declared = name.span});
        if (const Clause* as = step.clause(ClauseKind::as);
            as != nullptr && step.kind != StepKind::answer && step.kind != StepKind::repeat)
            bind(
                *as, true,
                {step.kind == StepKind::expect || step.kind == StepKind::sr1 ? Kind::packet : Kind::unknown});
    }

    void bind(const Clause& as, bool answer, const Type& type) {
        for (const Expr& name : as.values)
            expressions_.declare(name.text, {.type = type, .declared = name.span, .answer = answer});
    }

    static bool uses_links(StepKind kind) {
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

    void check_missing_link(const Step& step) {
        if (links_.empty()) {
            diagnostics_
                .error(step.word, fmt::format("{} wants a link and none is declared", to_text(step.kind)))
                .notes.push_back("declare it in the campaign's header: link lan = \"eth1\"");
        } else if (links_.size() > 1) {
            std::string names;
            for (const auto& [link, span] : links_) names += (names.empty() ? "" : ", ") + std::string(link);
            diagnostics_.error(step.word, fmt::format("on which link? {}", to_text(step.kind)))
                .notes.push_back(fmt::format("add `on` and one of: {}", names));
        }
    }

    void check_value(const Step& step, const Type& value) {
        const Span where = step.value.span;
        switch (step.kind) {
            case StepKind::send:
            case StepKind::sr:
                expressions_.require(value, {Kind::packet, Kind::layer, Kind::list, Kind::text, Kind::bytes},
                                     where, "a packet");
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
                if (value.constant && value.kind != Kind::none)
                    diagnostics_.warning(where, "this condition never changes");
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

    void check_duration(const Expr& expr, const Type& type) {
        expressions_.require(type, {Kind::duration}, expr.span, "a duration such as 500ms or 2s");
        if (expr.kind == ExprKind::unary && expr.op == Operator::negative)
            diagnostics_.error(expr.span, "a duration can't be below zero");
    }

    void check_count(const Expr& expr, const Type& type) {
        expressions_.require(type, {Kind::number}, expr.span, "a whole number");
        Integer number = 1;
        if (type.constant && type.constant->to_integer(number) && number < 1)
            diagnostics_.error(expr.span, fmt::format("this is {}, it must be 1 or more", represent(number)));
    }

    void check_clause(const Step& step, const Clause& clause) {
        switch (clause.kind) {
            case ClauseKind::on:
                for (const Expr& link : clause.values) check_link({link.text, link.span});
                break;
            case ClauseKind::within:
            case ClauseKind::for_:
            case ClauseKind::every:
                check_duration(clause.values[0], expressions_.check(clause.values[0]));
                break;
            case ClauseKind::times:
                check_count(clause.values[0], expressions_.check(clause.values[0]));
                break;
            case ClauseKind::filter:
                check_filter(clause.values[0]);
                break;
            case ClauseKind::where:
                if (step.kind != StepKind::answer) expressions_.check_where(clause.values[0]);
                break;
            case ClauseKind::ignoring:
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

    void check_filter(const Expr& filter) {
        const Type type = expressions_.check(filter);
        expressions_.require(type, {Kind::text}, filter.span, "a BPF filter in quotes");
        if (!type.constant || type.kind != Kind::text || !context_.filter_error) return;
        const std::string wrong = context_.filter_error(*type.constant->octets());
        if (!wrong.empty()) diagnostics_.error(filter.span, fmt::format("this is no BPF filter: {}", wrong));
    }

    // ---- answering machines ------------------------------------------------------------------------------
    void check_answer(const Step& step, const Expr& with) {
        if (const Expr* pattern = step.value_of(ClauseKind::when)) {
            expressions_.require(expressions_.check(*pattern), {Kind::packet, Kind::layer}, pattern->span,
                                 "a pattern such as IP()/UDP()");
            expressions_.open();
            if (const Clause* as = step.clause(ClauseKind::as)) bind(*as, false, {Kind::packet});
            if (const Expr* where = step.value_of(ClauseKind::where)) expressions_.check_where(*where);
            expressions_.require(expressions_.check(with), {Kind::packet, Kind::layer, Kind::list}, with.span,
                                 "a packet to answer with");
            expressions_.close();
            return;
        }
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

    void check_machine(const Expr& call) {
        const Expr& name = call.children[0];
        const auto machine = std::find_if(context_.machines.begin(), context_.machines.end(),
                                          [&](const auto& each) { return each.name == name.text; });
        if (machine == context_.machines.end()) {
            std::vector<std::string_view> names;
            for (const auto& each : context_.machines) names.push_back(each.name);
            expressions_.unknown(name.span, fmt::format("no answering machine is named {}", name.text),
                                 name.text, names);
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
                expressions_.unknown(
                    argument.name_span,
                    fmt::format("{} takes no argument named {}", machine->name, argument.text), argument.text,
                    machine->parameters);
        }
    }

    const CheckerContext& context_;
    Diagnostics& diagnostics_;
    ExpressionChecker expressions_;
    std::map<std::string_view, Span> links_;
    bool within_group_ = false;
};

}  // namespace

void check(const Campaign& campaign, const Sources&, const CheckerContext& context,
           Diagnostics& diagnostics) {
    CampaignChecker(context, diagnostics).run(campaign);
    diagnostics.sort();
}

void check_expression(const Expr& expr, const CheckerContext& context, Diagnostics& diagnostics) {
    ExpressionChecker checker(diagnostics);
    for (const std::string& name : context.variables) checker.declare(name, {});
    checker.check(expr);
}

}  // namespace pkttest::language
