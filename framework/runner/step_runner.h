// StepRunner: carries out the steps of one test over an exchange, and keeps what a report tells of them.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "framework/runner/failures.h"

namespace pkttest::runner {

/// Thrown by `skip`.
struct Skipped {
    std::string reason;
};
/// Thrown where a failure ends the test.
struct Ended {};

class StepRunner {
 public:
    /// What happened, in order: an event, or the number of a frame in the evidence.
    using Entry = std::variant<Event, std::size_t>;

    StepRunner(CampaignFile& campaign, Links& links, Evidence& evidence, language::Environment& variables,
               const RunOptions& options);

    /// Throws Skipped, Ended, and what exchange and evaluator throw.
    void run(const std::vector<language::Step>& steps);
    /// Takes frames that came since the last step into the entries.
    void take_frames();

    const std::vector<Entry>& entries() const { return entries_; }
    void add(Event event) { entries_.emplace_back(std::move(event)); }
    void fail(Failure failure);
    bool failed() const { return !reason_.empty(); }
    /// The first failure's message.
    const std::string& reason() const { return reason_; }
    /// Why failing is expected; nullopt where it is not.
    const std::optional<std::string>& expected_failure() const { return expected_failure_; }
    /// A step relied on packets that did not come, which says nothing where they may have been lost: expect
    /// no, a count with an upper bound, a sniff to the end of its time, requests without answer.
    bool has_negative_checks() const { return negative_checks_; }
    const FailureWriter& failures() const { return failures_; }
    /// The step, the innermost one, that something other than a wrong value has ended; nullopt: none.
    const std::optional<language::Span>& broken_at() const { return broken_at_; }

 private:
    using Step = language::Step;
    using Handler = void (StepRunner::*)(const Step&);
    static Handler handler_of(language::StepKind kind);

    void run_step(const Step& step);
    void finish_step(const Step& step, exchange::Time began, bool ok);
    bool excuse(const Step& step, const language::EvaluationError& error);
    std::vector<std::size_t> links_of(const Step& step) const;
    std::size_t link_of(const Step& step) const { return links_of(step).front(); }
    std::string where_text(const Step& step) const;
    exchange::Duration duration_of(const Step& step, language::ClauseKind kind, exchange::Duration otherwise);
    std::uint64_t count_of(const Step& step, std::uint64_t otherwise);
    void set_times(const Step& step, exchange::Expectation& out);
    std::string filter_of(const Step& step);
    void run_quietly(const std::vector<Step>& steps);
    exchange::Expectation expectation_of(const Step& step, exchange::Duration within);
    void bind(const Step& step, std::size_t index, Value value);
    bool binds(const Step& step) const { return step.clause(language::ClauseKind::as) != nullptr; }

    // steps.cpp
    void let(const Step& step);
    void check(const Step& step);
    void wait(const Step& step);
    void repeat(const Step& step);
    void skip(const Step& step);
    void xfail(const Step& step);
    void exec(const Step& step);
    // exchange_steps.cpp
    void send(const Step& step);
    void expect(const Step& step);
    void expect_no(const Step& step);
    void expect_any_order(const Step& step);
    void sniff(const Step& step);
    void sr(const Step& step);
    void sr1(const Step& step);
    void answer(const Step& step);
    void replay(const Step& step);  // replay_step.cpp
    void keep_captures(const exchange::Expectation& expectation, const exchange::Outcome& outcome);
    void judge(const Step& step, const exchange::Outcome& outcome, const exchange::Expectation& expectation,
               const std::string& text);
    // replay_step.cpp
    double speed_of(const Step& step);
    void replay_on(std::size_t link, const Step& step, const std::vector<Packet>& packets);

    CampaignFile& campaign_;
    Links& links_;
    exchange::Exchange& exchange_;
    Evidence& evidence_;
    language::Environment& variables_;
    const RunOptions& options_;
    FailureWriter failures_;
    std::vector<Entry> entries_;
    std::size_t frames_taken_ = 0;
    std::string reason_;
    std::optional<std::string> expected_failure_;
    std::optional<language::Span> broken_at_;
    bool negative_checks_ = false;
    /// What `sr1 … as NAME` had no answer for, by NAME.
    std::map<std::string, std::string, std::less<>> unanswered_;
};

/// Whether a name stands anywhere in an expression.
bool mentions(const language::Expr& expr, std::string_view name);

/// Runs a command by /bin/sh and gives its output; throws std::runtime_error where it fails or takes longer.
/// `serve` is called all the while.
std::string run_command(const std::string& command, exchange::Duration within,
                        const std::function<void()>& serve);

}  // namespace pkttest::runner
