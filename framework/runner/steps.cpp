// Steps that need no packets: let, check, assert, wait, repeat, skip, xfail, exec.
#include <fmt/format.h>

#include <algorithm>

#include "framework/runner/step_runner.h"

namespace pkttest::runner {

using language::ClauseKind;
using language::EvaluationError;

namespace {

constexpr exchange::Duration default_exec_time = std::chrono::seconds(30);

}  // namespace

void StepRunner::let(const Step& step) {
    language::assign(step.names, language::evaluate(step.value, variables_), step.value.span, variables_);
}

void StepRunner::check(const Step& step) {
    const auto condition = language::evaluate_condition(step.value, variables_, language::match_rules(step));
    if (condition.holds) return;
    for (const auto& [name, why] : unanswered_) {
        const Value* value = variables_.find(name);
        const bool missing = value != nullptr && value->is_none();
        if (missing && mentions(step.value, name)) {
            Failure failure = failures_.at(step.span, why);
            failure.details = fmt::format("{} does not hold", campaign_.text(step.value.span));
            fail(std::move(failure));
            if (step.kind == language::StepKind::assert_) throw Ended{};
            return;
        }
    }
    std::optional<Packet> packet;
    if (condition.comparison && !step.value.children.empty())
        packet = language::evaluate_packet(step.value.children.front(), variables_);
    fail(failures_.untrue(step, condition, packet));
    if (step.kind == language::StepKind::assert_) throw Ended{};
}

void StepRunner::wait(const Step& step) {
    exchange_.wait(language::evaluate_duration(step.value, variables_));
}

void StepRunner::repeat(const Step& step) {
    const std::uint64_t count = language::evaluate_count(step.value, variables_);
    const exchange::Duration every = duration_of(step, ClauseKind::every, exchange::Duration{0});
    for (std::uint64_t i = 0; i < count; ++i) {
        if (i > 0 && every.count() > 0) exchange_.wait(every);
        exchange_.check_limits();
        bind(step, 0, Value(i));
        run(step.body);
    }
}

void StepRunner::skip(const Step& step) {
    const language::Expr* when = step.value_of(ClauseKind::when);
    if (when != nullptr && !language::is_true(language::evaluate(*when, variables_))) return;
    throw Skipped{language::evaluate_text(step.value, variables_)};
}

void StepRunner::xfail(const Step& step) {
    const language::Expr* when = step.value_of(ClauseKind::when);
    if (when != nullptr && !language::is_true(language::evaluate(*when, variables_))) return;
    expected_failure_ = language::evaluate_text(step.value, variables_);
}

void StepRunner::exec(const Step& step) {
    if (!options_.allow_exec)
        throw EvaluationError(step.span, "exec is refused", "allow it with --allow-exec");
    if (!options_.replay.empty()) return bind(step, 0, Value(""));
    const std::string command = language::evaluate_text(step.value, variables_);
    const exchange::Duration within = duration_of(step, ClauseKind::within, default_exec_time);
    try {
        bind(step, 0, Value(run_command(command, within, [this] { exchange_.wait(exchange::Duration{0}); })));
    } catch (const std::runtime_error& wrong) {
        const std::string_view what = wrong.what();
        const std::size_t line = what.find('\n');
        const std::string said(line < what.size() ? what.substr(line + 1) : "");
        throw EvaluationError(step.span, std::string(what.substr(0, line)), said);
    }
}

}  // namespace pkttest::runner
