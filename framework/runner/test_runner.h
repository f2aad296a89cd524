// TestRunner: one test after the other over a campaign's links, from setup to verdict.
#pragma once

#include <memory>

#include "framework/runner/campaigns.h"
#include "framework/runner/evidence.h"
#include "framework/runner/recording.h"
#include "framework/runner/services.h"
#include "framework/runner/step_runner.h"

namespace pkttest::runner {

/// What all tests of a run share.
struct RunContext {
    const RunOptions& options;
    const EventSink& events;
    exchange::StopFlag& stop;
    RunServices& services;
    std::uint64_t seed = 0;
    RecordingWriter* recorder = nullptr;  ///< nullptr: nothing is recorded.
};

/// What each teardown of a test may take.
constexpr exchange::Duration teardown_limit = std::chrono::seconds(10);

/// The seed of a test: of the run's and the test's id.
std::uint64_t test_seed(std::uint64_t run_seed, std::string_view id);
/// How often what fails is tried again: what the test says, else its set, else its campaign, else
/// `otherwise`.
std::uint64_t retries_of(const PlannedTest& test, std::uint64_t otherwise);
/// One of the runs of a test that --repeat, --retries and `retry` make.
struct Attempt {
    int number = 1;
    std::uint64_t seed = 0;      ///< The run's, further on with each repetition: other random values.
    bool after_failure = false;  ///< It tries again what failed.
    bool flaky = false;          ///< It passed, which --flaky fail counts as failed: no other one follows.
};
/// Makes them, up to the last or the first failure that is not tried again; gives the last one's verdict. One
/// that failed is tried again up to `retries` times.
Verdict run_attempts(const RunContext& context, std::uint64_t retries,
                     const std::function<Verdict(Attempt&)>& run_once);
/// What the verdict is of an attempt that passed: where --flaky fail says so failed, with `reason` and
/// `flaky` set.
Verdict passed_or_flaky(const RunContext& context, Attempt& attempt, std::string& reason);
/// The command that runs this test again, with the seed that it had.
std::string rerun_command(const RunContext& context, const PlannedTest& test, std::uint64_t seed);
TestStarted started(const PlannedTest& test);
/// TestStarted and TestFinished of a test that does not run.
void finish_unrun(const RunContext& context, const PlannedTest& test, Verdict verdict,
                  const std::string& reason);

class TestRunner {
 public:
    /// `evidence` is what the links' exchange tells of its frames.
    TestRunner(const RunContext& context, Links& links, Evidence& evidence)
        : context_(context), links_(links), evidence_(evidence) {}

    /// Runs it, again where it fails and may be tried again, and emits its events; throws nothing of what the
    /// test does wrong.
    Verdict run(const PlannedTest& test);

 private:
    struct Ending {
        Verdict verdict = Verdict::passed;
        std::string reason;
    };
    using Phase = std::function<void()>;

    Verdict run_once(const PlannedTest& test, Attempt& attempt);
    Ending run_phase(StepRunner& steps, const PlannedTest& test, const Phase& phase) const;
    void tear_down(StepRunner& steps, const PlannedTest& test, Ending& ending);
    Ending judge(const StepRunner& steps, Ending ending);
    void emit(const StepRunner& steps, bool in_full) const;
    TestFinished finished(const PlannedTest& test, const Ending& ending);
    void keep(const PlannedTest& test, TestFinished& finished);

    const RunContext& context_;
    Links& links_;
    Evidence& evidence_;
    std::uint64_t seed_ = 0;  ///< Of the attempt.
};

}  // namespace pkttest::runner
