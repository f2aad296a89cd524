// The checker: campaign, sets, tests, steps and clauses. Expressions are checker_expression.cpp's.
#include "framework/language/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "framework/language/checker_expression.h"
#include "framework/language/checker_protocol.h"
#include "framework/packet/address.h"
#include "framework/packet/protocol.h"

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
        check_needs(scope.needs);
        check_steps(scope.setup);  // Tests and teardown see what it sets.
        expressions_.open();
        check_steps(scope.teardown);
        expressions_.close();
    }

    void check_declaration(const Step& step) {
        if (step.kind == StepKind::protocol) return protocols_.check(*step.protocol);
        if (step.kind == StepKind::bind) return protocols_.check_binding(step.value);
        if (step.kind == StepKind::def) return check_definition(step);
        Type type = expressions_.check(step.value);
        if (step.kind == StepKind::link) {
            declare_link(step, type);
            return;
        }
        check_let(step, type);
        for (const Name& name : step.names) {
            Variable variable{.declared = name.span};
            const bool overridden = std::find(context_.variables.begin(), context_.variables.end(),
                                              name.text) != context_.variables.end();
            if (step.names.size() == 1 && !overridden) variable.type = type;
            expressions_.declare(name.text, std::move(variable));
        }
    }

    /// A function may call itself.
    void check_definition(const Step& step) {
        const Name& name = step.names.front();
        expressions_.declare(name.text, {.type = {Kind::function}, .declared = name.span});
        expressions_.check(step.value);
        if (find_protocol(name.text) != nullptr)
            diagnostics_.warning(name.span, fmt::format("this function hides the layer {}", name.text));
    }

    void check_let(const Step& step, const Type& type) {
        expressions_.check_names(step.names.size(), step.value, type);
        std::set<std::string_view> names;
        for (const Name& name : step.names) {
            if (!names.insert(name.text).second)
                diagnostics_.error(name.span, fmt::format("{} stands twice here", name.text));
            if (find_protocol(name.text) != nullptr)
                diagnostics_.warning(name.span, fmt::format("this variable hides the layer {}", name.text));
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
        check_needs(test.needs);
        expressions_.open();
        if (test.each) {
            const Type values = expressions_.check(test.each->values);
            expressions_.require(values,
                                 {Kind::list, Kind::text, Kind::bytes, Kind::dictionary, Kind::packet},
                                 test.each->values.span, "a list of values");
            check_rows(*test.each);
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
                    variable != nullptr && !variable->used && expressions_.whole())
                    diagnostics_.warning(name.span, fmt::format("{} is never read", name.text));
        expressions_.close();
    }

    /// Each row of a table has a value for each name.
    void check_rows(const ForEach& each) {
        if (each.values.kind != ExprKind::list && each.values.kind != ExprKind::tuple) return;
        for (const Expr& row : each.values.children)
            if (row.kind == ExprKind::tuple || row.kind == ExprKind::list || row.kind == ExprKind::integer)
                expressions_.check_names(each.names.size(), row,
                                         row.kind == ExprKind::integer ? Type{Kind::number} : Type{});
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
            if (const Clause* as = step.clause(ClauseKind::as);
                as != nullptr && step.kind == StepKind::repeat)
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
                expressions_.declare(
                    name.text, {.type = step.names.size() == 1 ? value : Type{}, .declared = name.span});
        if (const Clause* as = step.clause(ClauseKind::as);
            as != nullptr && step.kind != StepKind::answer && step.kind != StepKind::repeat)
            bind(
                step, *as, true,
                {step.kind == StepKind::expect || step.kind == StepKind::sr1 ? Kind::packet : Kind::unknown});
    }

    void bind(const Step& step, const Clause& as, bool answer, const Type& type) {
        const std::size_t most = step.kind == StepKind::sr ? 2 : 1;
        for (std::size_t i = 0; i < as.values.size(); ++i) {
            const Expr& name = as.values[i];
            if (i == most)
                diagnostics_.error(name.span, fmt::format("{} keeps what came under {}", to_text(step.kind),
                                                          most == 1 ? "one name" : "two names"));
            expressions_.declare(name.text,
                                 {.type = type, .declared = name.span, .answer = answer && i < most});
        }
    }

    /// What a block sets has another value each time.
    void forget_values(const std::vector<Step>& body) {
        for (const Step& step : body) {
            forget_values(step.body);
            if (step.kind != StepKind::let) continue;
            for (const Name& name : step.names)
                if (Variable* variable = expressions_.find(name.text)) variable->type = {};
        }
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
                .error(step.word, fmt::format("{} needs a link and none is declared", to_text(step.kind)))
                .notes.push_back("declare it in the campaign's header: link lan = \"eth1\"");
        } else if (links_.size() > 1) {
            std::string names;
            for (const auto& [link, span] : links_) names += (names.empty() ? "" : ", ") + std::string(link);
            diagnostics_.error(step.word, fmt::format("{} needs a link: on which one?", to_text(step.kind)))
                .notes.push_back(fmt::format("add `on` and one of: {}", names));
        }
    }

    void check_value(const Step& step, const Type& value) {
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
    void check_condition(const Expr& expr, const Type& type) {
        const bool literal_true = expr.kind == ExprKind::boolean && expr.integer != 0;
        const bool always = type.kind == Kind::layer || type.kind == Kind::function;
        if ((type.constant && type.kind != Kind::none && !literal_true) || always)
            diagnostics_.warning(expr.span, "this condition never changes");
    }

    void check_packets(const Expr& expr, const Type& type) {
        static constexpr auto kinds = {Kind::packet, Kind::layer, Kind::list, Kind::text, Kind::bytes};
        if (expr.kind == ExprKind::list)
            for (const Expr& part : expr.children)
                expressions_.require(expressions_.check(part), kinds, part.span, "a packet");
        else
            expressions_.require(type, kinds, expr.span, "a packet");
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
        if (type.constant && type.constant->as<double>() != nullptr)
            diagnostics_.error(expr.span, fmt::format("{} is no whole number", represent(*type.constant)));
    }

    /// A number; for `expect` also the least and the most.
    void check_times(const Step& step, const Expr& expr) {
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

    void check_speed(const Expr& expr) {
        const Type type = expressions_.check(expr);
        expressions_.require(type, {Kind::number}, expr.span, "a number");
        double speed = 1;
        if (type.constant && type.constant->to_real(speed) && !(speed > 0))
            diagnostics_.error(expr.span, "speed is above 0");
    }

    void check_needs(const std::vector<Need>& needs) {
        for (const Need& need : needs) {
            if (!need.link) continue;
            check_link(need.link);
            if (need.what.text != "IPv6")
                diagnostics_.error(need.what.span, fmt::format("{} is not of a link", need.what.text))
                    .notes.push_back("for example: needs IPv6 on lan");
        }
    }

    void check_links(const Clause& on) {
        std::set<std::string_view> names;
        for (const Expr& link : on.values) {
            check_link({link.text, link.span});
            if (!names.insert(link.text).second)
                diagnostics_.error(link.span, fmt::format("{} stands twice here", link.text));
        }
    }

    void check_clause(const Step& step, const Clause& clause, const Type& value) {
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
            diagnostics_.error(step.body.front().word,
                               "a block stands below an answer of one's own, with when");
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
    void check_answer_body(const std::vector<Step>& body) {
        forget_values(body);
        for (const Step& step : body) {
            const bool fits = step.kind == StepKind::let || step.kind == StepKind::def ||
                              step.kind == StepKind::check || step.kind == StepKind::assert_;
            if (!fits)
                diagnostics_
                    .error(step.word, fmt::format("{} does not stand in an answer", to_text(step.kind)))
                    .notes.push_back("let, def, check and assert do; what is sent stands behind with");
        }
        check_steps(body);
    }

    auto find_machine(std::string_view name) const {
        return std::find_if(context_.machines.begin(), context_.machines.end(),
                            [&](const auto& each) { return each.name == name; });
    }

    bool is_machine(const Expr& with) const {
        return with.kind == ExprKind::call && with.children[0].kind == ExprKind::name &&
               find_machine(with.children[0].text) != context_.machines.end();
    }

    void check_machine(const Expr& call) {
        const Expr& name = call.children[0];
        const auto machine = find_machine(name.text);
        if (!expressions_.check_argument_order(call)) return;
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
    ProtocolChecker protocols_{expressions_, diagnostics_};
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
