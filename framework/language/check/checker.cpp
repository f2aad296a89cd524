// The checker: campaign, sets, lab and tests.
#include "framework/language/check/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "framework/language/check/checker_campaign.h"
#include "framework/packet/address.h"
#include "framework/packet/protocol.h"

namespace pkttest::language {

void CampaignChecker::run(const Campaign& campaign) {
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

void CampaignChecker::check_scope(const Scope& scope) {
    for (const Step& declaration : scope.declarations) check_declaration(declaration);
    check_needs(scope.needs);
    check_steps(scope.setup);  // Tests and teardown see what it sets.
    expressions_.open();
    check_steps(scope.teardown);
    expressions_.close();
}

void CampaignChecker::check_declaration(const Step& step) {
    if (step.kind == StepKind::protocol) return protocols_.check(*step.protocol);
    if (step.kind == StepKind::bind) return protocols_.check_binding(step.value);
    if (step.kind == StepKind::def) return check_definition(step);
    Type type = expressions_.check_text_or_value(step.value);
    if (step.kind == StepKind::link) {
        declare_link(step, type);
        return;
    }
    check_let(step, type);
    for (const Name& name : step.names) {
        Variable variable{.declared = name.span};
        const bool overridden = std::find(context_.variables.begin(), context_.variables.end(), name.text) !=
                                context_.variables.end();
        if (step.names.size() == 1 && !overridden) variable.type = type;
        expressions_.declare(name.text, std::move(variable));
    }
}

/// A function may call itself.
void CampaignChecker::check_definition(const Step& step) {
    const Name& name = step.names.front();
    expressions_.declare(name.text, {.type = {Kind::function}, .declared = name.span});
    expressions_.check(step.value);
    if (find_protocol(name.text) != nullptr)
        diagnostics_.warning(name.span, fmt::format("this function hides the layer {}", name.text));
}

void CampaignChecker::check_let(const Step& step, const Type& type) {
    expressions_.check_names(step.names.size(), step.value, type);
    std::set<std::string_view> names;
    for (const Name& name : step.names) {
        if (!names.insert(name.text).second)
            diagnostics_.error(name.span, fmt::format("{} stands twice here", name.text));
        if (find_protocol(name.text) != nullptr)
            diagnostics_.warning(name.span, fmt::format("this variable hides the layer {}", name.text));
    }
}

void CampaignChecker::declare_link(const Step& step, const Type& type) {
    expressions_.require(type, {Kind::text}, step.value.span,
                         "an interface's name, \"memory\" or \"pcap:FILE\"");
    for (const Name& name : step.names) {
        const auto [entry, fresh] = links_.emplace(name.text, name.span);
        if (!fresh)
            diagnostics_.error(name.span, fmt::format("the link {} is declared twice", name.text))
                .notes.push_back(declared_at(entry->second, name.span));
    }
}

void CampaignChecker::check_lab(const Lab& lab) {
    std::map<std::string_view, Span> hosts;
    for (const LabHost& host : lab.hosts) {
        const auto [first, fresh] = hosts.emplace(host.name.text, host.name.span);
        if (!fresh)
            diagnostics_.error(host.name.span, fmt::format("the host {} is there twice", host.name.text))
                .notes.push_back(declared_at(first->second, host.name.span));
        if (host.ports.empty())
            diagnostics_.error(host.name.span, fmt::format("the host {} is on no link", host.name.text));
        for (const LabPort& port : host.ports) {
            check_link(port.link);
            for (const Name& address : port.addresses) check_address(address);
        }
    }
}

void CampaignChecker::check_address(const Name& address) {
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

void CampaignChecker::check_link(const Name& name) {
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

void CampaignChecker::check_set(const Set& set) {
    std::map<std::string_view, Span> titles;
    for (const Test& test : set.tests) {
        const auto [entry, fresh] = titles.emplace(test.title.text, test.title.span);
        if (!fresh)
            diagnostics_
                .error(test.title.span,
                       fmt::format("a test of this set is named \"{}\" already", test.title.text))
                .notes.push_back(declared_at(entry->second, test.title.span));
        check_test(test);
    }
}

void CampaignChecker::check_test(const Test& test) {
    check_needs(test.needs);
    expressions_.open();
    if (test.each) {
        const Type values = expressions_.check(test.each->values);
        expressions_.require(values, {Kind::list, Kind::text, Kind::bytes, Kind::dictionary, Kind::packet},
                             test.each->values.span, "a list of values");
        check_rows(*test.each);
        for (const Name& name : test.each->names) expressions_.declare(name.text, {.declared = name.span});
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
void CampaignChecker::check_rows(const ForEach& each) {
    if (each.values.kind != ExprKind::list && each.values.kind != ExprKind::tuple) return;
    for (const Expr& row : each.values.children)
        if (row.kind == ExprKind::tuple || row.kind == ExprKind::list || row.kind == ExprKind::integer)
            expressions_.check_names(each.names.size(), row,
                                     row.kind == ExprKind::integer ? Type{Kind::number} : Type{});
}

std::string CampaignChecker::declared_at(Span first, Span again) const {
    const int line = sources_.position(first).line;
    if (first.source == again.source) return fmt::format("the first one stands in line {}", line);
    return fmt::format("the first one stands in {}:{}", sources_[first.source].name(), line);
}

void check(const Campaign& campaign, const Sources& sources, const CheckerContext& context,
           Diagnostics& diagnostics) {
    CampaignChecker(context, sources, diagnostics).run(campaign);
    diagnostics.sort();
}

void check_expression(const Expr& expr, const CheckerContext& context, Diagnostics& diagnostics) {
    ExpressionChecker checker(diagnostics);
    for (const std::string& name : context.variables) checker.declare(name, {});
    checker.check(expr);
}

}  // namespace pkttest::language
