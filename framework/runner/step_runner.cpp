// StepRunner: steps one after the other, timed and kept.
#include "framework/runner/step_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace pkttest::runner {

using language::ClauseKind;
using language::EvaluationError;
using language::StepKind;

namespace {

/// Entries of a test beyond these are not kept: a repeat may run for hours.
constexpr std::size_t most_entries = 20'000;

}  // namespace

bool mentions(const language::Expr& expr, std::string_view name) {
    if (expr.kind == language::ExprKind::name && expr.text == name) return true;
    return std::any_of(expr.children.begin(), expr.children.end(),
                       [&](const language::Expr& child) { return mentions(child, name); });
}

StepRunner::StepRunner(CampaignFile& campaign, Links& links, Evidence& evidence,
                       language::Environment& variables, const RunOptions& options)
    : campaign_(campaign),
      links_(links),
      exchange_(links.exchange()),
      evidence_(evidence),
      variables_(variables),
      options_(options),
      failures_(campaign, evidence, exchange_) {}

StepRunner::Handler StepRunner::handler_of(StepKind kind) {
    switch (kind) {
        case StepKind::let:
        case StepKind::def:
            return &StepRunner::let;
        case StepKind::send:
            return &StepRunner::send;
        case StepKind::expect:
            return &StepRunner::expect;
        case StepKind::expect_no:
            return &StepRunner::expect_no;
        case StepKind::expect_any_order:
            return &StepRunner::expect_any_order;
        case StepKind::sr:
            return &StepRunner::sr;
        case StepKind::sr1:
            return &StepRunner::sr1;
        case StepKind::sniff:
            return &StepRunner::sniff;
        case StepKind::answer:
            return &StepRunner::answer;
        case StepKind::check:
        case StepKind::assert_:
            return &StepRunner::check;
        case StepKind::replay:
            return &StepRunner::replay;
        case StepKind::wait:
            return &StepRunner::wait;
        case StepKind::repeat:
            return &StepRunner::repeat;
        case StepKind::skip:
            return &StepRunner::skip;
        case StepKind::xfail:
            return &StepRunner::xfail;
        case StepKind::exec:
            return &StepRunner::exec;
        case StepKind::link:
        case StepKind::protocol:
        case StepKind::bind:
            break;
    }
    throw std::logic_error("this is no step of a test");
}

void StepRunner::run(const std::vector<Step>& steps) {
    for (const Step& step : steps) run_step(step);
}

/// Steps of an answer: they belong to the step that waits.
void StepRunner::run_quietly(const std::vector<Step>& steps) {
    for (const Step& step : steps) (this->*handler_of(step.kind))(step);
}

void StepRunner::run_step(const Step& step) {
    exchange_.check_limits();
    const exchange::Time began = exchange_.clock().now();
    const std::string reason_before = reason_;
    const std::size_t entries_before = entries_.size();
    const auto has_failed = [&] {
        return std::any_of(entries_.begin() + static_cast<std::ptrdiff_t>(entries_before), entries_.end(),
                           [](const Entry& entry) {
                               const auto* event = std::get_if<Event>(&entry);
                               return event != nullptr && std::holds_alternative<CheckFailed>(*event);
                           });
    };
    evidence_.set_step(campaign_.text(step.span));
    try {
        (this->*handler_of(step.kind))(step);
    } catch (const EvaluationError& error) {
        const bool excused = excuse(step, error);
        finish_step(step, began, false);
        if (!excused) throw;
        if (step.kind != StepKind::check) throw Ended{};
        return;
    } catch (const Skipped&) {
        finish_step(step, began, true);
        throw;
    } catch (...) {
        if (!broken_at_) broken_at_ = step.span;
        finish_step(step, began, false);
        throw;
    }
    finish_step(step, began, !has_failed());
}

void StepRunner::finish_step(const Step& step, exchange::Time began, bool ok) {
    take_frames();
    if (entries_.size() >= most_entries) return;
    StepFinished out;
    out.step.place = campaign_.place(step.span);
    const std::string_view whole = campaign_.sources.text(step.span);
    out.step.text = whole.substr(0, whole.find('\n'));
    out.step.start_ns = evidence_.since_start(began);
    out.step.duration_ns = (exchange_.clock().now() - began).count();
    out.step.ok = ok;
    entries_.emplace_back(Event(std::move(out)));
}

void StepRunner::take_frames() {
    const std::size_t count = evidence_.records().size();
    for (; frames_taken_ < count; ++frames_taken_)
        if (entries_.size() < most_entries) entries_.emplace_back(frames_taken_);
}

void StepRunner::fail(Failure failure) {
    if (reason_.empty()) reason_ = failure.message;
    entries_.emplace_back(Event(CheckFailed{std::move(failure)}));
}

/// A step that could not be carried out because an answer is missing has failed for that reason.
bool StepRunner::excuse(const Step& step, const EvaluationError& error) {
    for (const auto& [name, why] : unanswered_) {
        const Value* value = variables_.find(name);
        if (value == nullptr || !value->is_none() || !mentions(step.value, name)) continue;
        Failure failure = failures_.at(step.span, why);
        failure.details = error.what();
        fail(std::move(failure));
        return true;
    }
    return false;
}

std::vector<std::size_t> StepRunner::links_of(const Step& step) const {
    const language::Clause* on = step.clause(ClauseKind::on);
    std::vector<std::size_t> out;
    if (on == nullptr) {
        if (exchange_.link_count() != 1)
            throw EvaluationError(step.span, "the campaign has several links: say on which");
        return {0};
    }
    for (const language::Expr& name : on->values) {
        const auto found = exchange_.find_link(name.text);
        if (!found) throw EvaluationError(name.span, fmt::format("there is no link {}", name.text));
        out.push_back(*found);
    }
    return out;
}

std::string StepRunner::where_text(const Step& step) const {
    std::string out;
    for (const std::size_t link : links_of(step))
        out += (out.empty() ? " on " : ", ") + exchange_.link_name(link);
    return out;
}

exchange::Duration StepRunner::duration_of(const Step& step, ClauseKind kind, exchange::Duration otherwise) {
    const language::Expr* value = step.value_of(kind);
    return value != nullptr ? language::evaluate_duration(*value, variables_) : otherwise;
}

std::uint64_t StepRunner::count_of(const Step& step, std::uint64_t otherwise) {
    const language::Expr* value = step.value_of(ClauseKind::times);
    return value != nullptr ? language::evaluate_count(*value, variables_) : otherwise;
}

/// `times 3`, or the least and the most: `times (2, 4)`.
void StepRunner::set_times(const Step& step, exchange::Expectation& out) {
    const language::Expr* expr = step.value_of(ClauseKind::times);
    if (expr == nullptr) return;
    const Value value = language::evaluate(*expr, variables_);
    const List* ends = value.items();
    if (ends == nullptr) {
        out.times = language::evaluate_count(*expr, variables_);
        return;
    }
    Integer least = 0, most = 0;
    const bool numbers = ends->size() == 2 && (*ends)[0].to_integer(least) && (*ends)[1].to_integer(most);
    if (!numbers || least < 0 || most < 1 || most < least)
        throw EvaluationError(expr->span, "times takes a number, or the least and the most",
                              "for example: times 3, times (2, 4)");
    out.times = static_cast<std::uint64_t>(least);
    out.most = static_cast<std::uint64_t>(most);
}

std::string StepRunner::filter_of(const Step& step) {
    const language::Expr* value = step.value_of(ClauseKind::filter);
    return value != nullptr ? language::evaluate_text(*value, variables_) : "";
}

exchange::Expectation StepRunner::expectation_of(const Step& step, exchange::Duration within) {
    exchange::Expectation out;
    if (step.value) out.pattern = language::evaluate_packet(step.value, variables_);
    out.rules = language::match_rules(step);
    out.links = links_of(step);
    out.within = within;
    set_times(step, out);
    out.filter = filter_of(step);
    if (const language::Expr* where = step.value_of(ClauseKind::where))
        out.where = [this, where, pattern = out.pattern](const Packet& packet) {
            language::bind_captures(pattern, variables_);
            return language::holds_for(*where, packet, variables_);
        };
    return out;
}

/// Binds the nth name of `as`, where there is one.
void StepRunner::bind(const Step& step, std::size_t index, Value value) {
    const language::Clause* as = step.clause(ClauseKind::as);
    if (as != nullptr && index < as->values.size()) variables_.set(as->values[index].text, std::move(value));
}

}  // namespace pkttest::runner
