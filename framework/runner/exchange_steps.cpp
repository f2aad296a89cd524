// Steps that send and receive.
#include <fmt/format.h>

#include <algorithm>

#include "framework/net/bpf.h"
#include "framework/runner/step_runner.h"

namespace pkttest::runner {

using exchange::Duration;
using exchange::Expectation;
using exchange::Outcome;
using language::ClauseKind;
using language::EvaluationError;

namespace {

/// Where a step does not say how long.
constexpr Duration default_time = std::chrono::seconds(1);
constexpr Duration default_sniff_time = std::chrono::seconds(10);

}  // namespace

void StepRunner::send(const Step& step) {
    const std::vector<Packet> packets = language::evaluate_packets(step.value, variables_);
    const Duration every = duration_of(step, ClauseKind::every, Duration{0});
    const std::uint64_t times = count_of(step, 1);
    for (const std::size_t link : links_of(step)) {
        bool first = true;
        for (std::uint64_t round = 0; round < times; ++round)
            for (const Packet& packet : packets) {
                if (!first && every.count() > 0) exchange_.wait(every);
                exchange_.send(packet, link, {.every = every});
                first = false;
            }
    }
}

/// Binds what came, or says what did not.
void StepRunner::judge(const Step& step, const Outcome& outcome, const Expectation& expectation,
                       const std::string& text) {
    if (!outcome.ok) {
        fail(failures_.unmet(step, text, outcome, expectation));
        if (binds(step) || language::has_captures(expectation.pattern)) throw Ended{};
        return;
    }
    negative_checks_ = negative_checks_ || expectation.most > 0;
    if (expectation.times == 1 && expectation.most == 0)
        return bind(step, 0, Value(outcome.matched.front().packet));
    List packets;
    for (const exchange::Received& each : outcome.matched) packets.emplace_back(each.packet);
    bind(step, 0, Value(std::move(packets)));
}

/// What the pattern captured is that of the packet that was taken, not of the last one looked at.
void StepRunner::keep_captures(const Expectation& expectation, const Outcome& outcome) {
    if (!language::has_captures(expectation.pattern)) return;
    if (outcome.ok && !outcome.matched.empty())
        matches(expectation.pattern, outcome.matched.front().packet, expectation.rules);
    language::bind_captures(expectation.pattern, variables_);
}

void StepRunner::expect(const Step& step) {
    const Expectation expectation = expectation_of(step, duration_of(step, ClauseKind::within, default_time));
    const Outcome outcome = exchange_.expect(expectation);
    keep_captures(expectation, outcome);
    judge(step, outcome, expectation,
          fmt::format("expected {}{} within {}", campaign_.text(step.value.span), where_text(step),
                      duration_text(expectation.within)));
}

void StepRunner::expect_no(const Step& step) {
    const Expectation expectation = expectation_of(step, duration_of(step, ClauseKind::for_, default_time));
    const Outcome outcome = exchange_.expect_no(expectation);
    language::bind_captures(expectation.pattern, variables_);
    negative_checks_ = negative_checks_ || outcome.ok;
    if (outcome.ignored > 0)
        add(LogLine{fmt::format("{} frames on the ignore-list matched and did not count", outcome.ignored)});
    if (outcome.ok) return;
    fail(failures_.unwanted(step,
                            fmt::format("expected no {}{} for {}", campaign_.text(step.value.span),
                                        where_text(step), duration_text(expectation.within)),
                            outcome, expectation.pattern));
}

void StepRunner::expect_any_order(const Step& step) {
    const Duration within = duration_of(step, ClauseKind::within, default_time);
    std::vector<Step> body = step.body;
    for (Step& each : body)
        if (const auto* on = step.clause(ClauseKind::on);
            on != nullptr && each.clause(ClauseKind::on) == nullptr)
            each.clauses.push_back(*on);
    std::vector<Expectation> expectations;
    for (const Step& each : body) expectations.push_back(expectation_of(each, within));
    const auto outcomes = exchange_.expect_any_order(expectations, within);
    for (std::size_t i = 0; i < outcomes.size(); ++i) keep_captures(expectations[i], outcomes[i]);
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        judge(body[i], outcomes[i], expectations[i],
              fmt::format("expected in any order {}{} within {}", campaign_.text(body[i].value.span),
                          where_text(body[i]), duration_text(within)));
}

void StepRunner::sniff(const Step& step) {
    exchange::SniffOptions options;
    const std::uint64_t times = count_of(step, 0);
    options.what = expectation_of(
        step, duration_of(step, ClauseKind::for_, times > 0 ? default_sniff_time : default_time));
    options.what.times = times;
    const Outcome outcome = exchange_.sniff(options);
    negative_checks_ = negative_checks_ || times == 0 || outcome.matched.size() < times;
    List packets;
    for (const exchange::Received& each : outcome.matched) packets.emplace_back(each.packet);
    bind(step, 0, Value(std::move(packets)));
}

void StepRunner::sr(const Step& step) {
    exchange::RequestOptions options;
    options.within = duration_of(step, ClauseKind::within, default_time);
    options.every = duration_of(step, ClauseKind::every, Duration{0});
    options.times = count_of(step, 1);
    options.filter = filter_of(step);
    const auto packets = language::evaluate_packets(step.value, variables_);
    const auto result = exchange_.sr(packets, link_of(step), options);
    List answered, unanswered;
    for (const auto& pair : result.answered)
        answered.push_back(Value::tuple({Value(pair.sent), Value(pair.answer.packet)}));
    for (const Packet& packet : result.unanswered) unanswered.emplace_back(packet);
    const std::size_t missing = unanswered.size();
    negative_checks_ = negative_checks_ || missing > 0;
    bind(step, 0, Value(std::move(answered)));
    bind(step, 1, Value(std::move(unanswered)));
    if (!binds(step) && missing > 0)
        fail(failures_.at(step.span,
                          fmt::format("{} of {} packets had no answer on {} within {}", missing,
                                      missing + result.answered.size(), exchange_.link_name(link_of(step)),
                                      duration_text(options.within))));
}

void StepRunner::sr1(const Step& step) {
    exchange::RequestOptions options;
    options.within = duration_of(step, ClauseKind::within, default_time);
    options.times = count_of(step, 1);
    options.first = true;
    options.filter = filter_of(step);
    const auto packets = language::evaluate_packets(step.value, variables_);
    const auto result = exchange_.sr(packets, link_of(step), options);
    if (!result.answered.empty()) return bind(step, 0, Value(result.answered.front().answer.packet));
    bind(step, 0, Value());
    negative_checks_ = true;
    std::string why = fmt::format("no answer to {}{} within {}", campaign_.text(step.value.span),
                                  where_text(step), duration_text(options.within));
    why +=
        result.passed_by == 0 ? ": nothing came" : fmt::format(": {} other packets came", result.passed_by);
    if (result.other) why += fmt::format(", the last was {}", summary(result.other->packet));
    if (binds(step))
        for (const language::Expr& name : step.clause(ClauseKind::as)->values)
            unanswered_[std::string(name.text)] = why;
    else
        fail(failures_.at(step.span, why));
}

void StepRunner::answer(const Step& step) {
    const language::Expr* with = step.value_of(ClauseKind::with);
    const language::Expr* when = step.value_of(ClauseKind::when);
    const language::Expr* where = step.value_of(ClauseKind::where);
    const std::uint64_t times = count_of(step, 0);
    const bool is_call = with != nullptr && with->kind == language::ExprKind::call && !with->children.empty();
    const auto* built_in = is_call ? exchange::find_answering_machine(with->children.front().text) : nullptr;
    for (const std::size_t link : links_of(step)) {
        if (built_in != nullptr) {
            const exchange::MachineArguments arguments(language::evaluate_arguments(*with, variables_));
            try {
                exchange_.answer(link, std::string(built_in->name),
                                 exchange::open_machine(*built_in, arguments), times);
            } catch (const std::invalid_argument& wrong) {
                throw EvaluationError(with->span, wrong.what());
            }
            continue;
        }
        exchange::CustomMachine machine;
        if (when != nullptr) machine.pattern = language::evaluate_packet(*when, variables_);
        if (where != nullptr)
            machine.where = [this, where](const Packet& packet) {
                return language::holds_for(*where, packet, variables_);
            };
        machine.reply = [this, &step, with, pattern = machine.pattern](const Packet& request) {
            language::bind_captures(pattern, variables_);
            bind(step, 0, Value(request));
            run_quietly(step.body);
            return language::evaluate_packets(*with, variables_);
        };
        exchange_.answer(link, "answer", exchange::make_custom_machine(std::move(machine)), times);
    }
}

}  // namespace pkttest::runner
