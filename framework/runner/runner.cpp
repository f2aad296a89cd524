// The runner: a run from its options to its exit code.
#include "framework/runner/runner.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <random>
#include <set>

#include "framework/runner/history.h"
#include "framework/runner/jobs.h"
#include "framework/runner/order.h"
#include "framework/runner/slow_watch.h"
#include "framework/runner/stop.h"

namespace pkttest::runner {

namespace {

std::string now_text() {
    const exchange::Time now = exchange::RealClock().now();
    const std::time_t seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now).count() % 1000;
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds), milliseconds);
}

std::uint64_t drawn_seed() {
    std::random_device device;
    return device() % 1'000'000'000 + 1;
}

std::string host_name() {
    char name[256] = {};
    gethostname(name, sizeof name - 1);
    return name;
}

std::string system_name() {
    utsname names{};
    uname(&names);
    return fmt::format("{} {} {}", names.sysname, names.release, names.machine);
}

/// What reports say of campaigns with mistakes: the first ones, with their places.
std::string reason_of(const std::vector<Mistake>& mistakes) {
    constexpr std::size_t most_named = 3;
    std::vector<std::string> named;
    std::size_t errors = 0;
    for (const Mistake& each : mistakes)
        if (each.is_error && errors++ < most_named)
            named.push_back(fmt::format("{}:{}:{}: {}", each.file, each.line, each.column, each.message));
    if (errors > most_named) named.push_back(fmt::format("{} more", errors - most_named));
    return fmt::format("the campaign has mistakes: {}", fmt::join(named, "; "));
}

/// How to read more about mistakes; empty where there is nothing more to read.
std::string codes_of(const std::vector<Mistake>& mistakes) {
    std::set<std::string> codes;
    for (const Mistake& each : mistakes)
        if (!each.code.empty()) codes.insert(each.code);
    return codes.empty() ? "" : fmt::format("more about them: pkttest explain {}\n", fmt::join(codes, " "));
}

std::string nothing_selected(std::size_t tests) {
    return fmt::format("no test was selected, of {}; `pkttest list` shows names, numbers and keywords",
                       tests);
}

RunStarted describe_run(const RunOptions& options, std::uint64_t seed, std::size_t selected) {
    std::random_device device;
    RunStarted out;
    out.run_id = fmt::format("{:08x}{:08x}", device(), device());
    out.started_at = now_text();
    out.hostname = host_name();
    out.version = PKTTEST_VERSION;
    out.system = system_name();
    out.seed = seed;
    out.command = options.command;
    out.selected = selected;
    return out;
}

/// The history, kept up with what happens.
class Follower {
 public:
    explicit Follower(const std::string& folder) : history_(folder) {}

    void take(const Event& event) {
        if (const auto* campaign = std::get_if<CampaignStarted>(&event)) campaign_ = campaign->file;
        const auto* test = std::get_if<TestFinished>(&event);
        if (test == nullptr || history_.folder().empty() || test->verdict == Verdict::interrupted) return;
        history_.note(campaign_, test->id, {test->verdict, static_cast<double>(test->duration_ns) / 1e6});
    }
    /// Says what is wrong where it cannot be written: --last-failed would not know of this run.
    void save(const TextSink& messages) const {
        try {
            history_.save();
        } catch (const std::system_error& wrong) {
            messages(fmt::format("pkttest: {}\n", wrong.what()));
        }
    }

 private:
    History history_;
    std::string campaign_;
};

/// Runs all in this process.
JobsEnd run_here(const RunContext& context, const Plan& plan, const Recording* recording,
                 const TextSink& messages) {
    SlowWatch watch(context.options.slow, messages);
    const EventSink events = [&](const Event& event) {
        if (const auto* test = std::get_if<TestStarted>(&event)) watch.begin(test->id);
        if (std::holds_alternative<TestFinished>(event)) watch.end();
        context.events(event);
    };
    const RunContext watched{context.options,  events,       context.stop,
                             context.services, context.seed, context.recorder};
    TestSequence sequence(watched, plan, recording);
    const Exit exit = sequence.run(0, plan.tests.size());
    return {exit, sequence.interrupted(), sequence.reason()};
}

/// Runs what is left to run when the campaigns are read; gives the exit code and says why it ended early.
Exit run_campaigns(const RunOptions& options, Campaigns& campaigns, RunServices& services,
                   const EventSink& take, const TextSink& messages, RunFinished& last) {
    exchange::StopFlag stop;
    const Stoppable stoppable(stop);
    Follower follower(options.history);
    const EventSink events = [&](const Event& event) {
        follower.take(event);
        take(event);
    };
    std::unique_ptr<Recording> recording;
    std::unique_ptr<RecordingWriter> recorder;
    if (!options.replay.empty()) recording = std::make_unique<Recording>(options.replay);
    const std::uint64_t seed = options.seed != 0 ? options.seed
                               : recording       ? recording->seed()
                                                 : drawn_seed();
    if (!options.record.empty()) recorder = std::make_unique<RecordingWriter>(options.record, seed);
    const RunContext context{options, events, stop, services, seed, recorder.get()};
    if (options.shuffle) shuffle(campaigns.tests(), seed);
    events(describe_run(options, seed, campaigns.tests().size()));
    const Plan plan{campaigns.tests()};
    const JobsEnd end =
        (options.jobs > 0 ? run_in_processes : run_here)(context, plan, recording.get(), messages);
    last.interrupted = end.interrupted;
    last.reason = end.reason;
    follower.save(messages);
    return end.exit;
}

/// Rounds until one is not passed; the events of the others are dropped.
Exit run_until_fail(const RunOptions& options, Campaigns& campaigns, RunServices& services,
                    const EventSink& events, const TextSink& messages, RunFinished& last) {
    for (std::uint64_t round = 1;; ++round) {
        std::vector<Event> kept;
        const EventSink keep = [&](const Event& event) { kept.push_back(event); };
        const Exit exit = run_campaigns(options, campaigns, services, keep, messages, last);
        messages(fmt::format("round {}: {}\n", round, exit == Exit::passed ? "passed" : "ended"));
        if (exit == Exit::passed) continue;
        for (const Event& event : kept) events(event);
        return exit;
    }
}

}  // namespace

Exit run(const RunOptions& options, const EventSink& events, const TextSink& messages) {
    const exchange::Time began = exchange::RealClock().steady();
    RunServices services;
    RunFinished last;
    Exit exit = Exit::usage;
    bool begun = false;
    const EventSink sink = [&](const Event& event) {
        begun = begun || std::holds_alternative<RunStarted>(event);
        events(event);
    };
    const auto say = [&](const char* what) {
        messages(fmt::format("pkttest: {}\n", what));
        last.reason = what;
    };
    try {
        Campaigns campaigns(options, services, messages, false);
        if (campaigns.errors() > 0)
            messages(codes_of(campaigns.mistakes())), last.reason = reason_of(campaigns.mistakes());
        else if (campaigns.tests().empty())
            exit = Exit::nothing_selected, say(nothing_selected(campaigns.all_tests()).c_str());
        else
            exit = (options.until_fail ? run_until_fail : run_campaigns)(options, campaigns, services, sink,
                                                                         messages, last);
    } catch (const std::invalid_argument& wrong) {
        say(wrong.what());
    } catch (const std::exception& wrong) {
        exit = Exit::environment;
        say(wrong.what());
    }
    if (!begun) events(describe_run(options, options.seed, 0));
    last.finished_at = now_text();
    last.duration_ns = (exchange::RealClock().steady() - began).count();
    events(std::move(last));
    return exit;
}

CheckResult check(const RunOptions& options, const TextSink& messages, bool color) {
    RunServices services;
    CheckResult out;
    try {
        const Campaigns campaigns(options, services, messages, color);
        out.errors = campaigns.errors();
        out.warnings = campaigns.warnings();
        out.mistakes = campaigns.mistakes();
        for (const PlannedTest& test : campaigns.tests()) out.tests.push_back(test.listed);
    } catch (const std::exception& wrong) {
        messages(fmt::format("pkttest: {}\n", wrong.what()));
        out.mistakes.push_back({.message = wrong.what()});
        out.errors = 1;
    }
    return out;
}

}  // namespace pkttest::runner
