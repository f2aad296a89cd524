// The runner: a run from its options to its exit code.
#include "framework/runner/runner.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <set>

#include "framework/runner/history.h"
#include "framework/runner/order.h"
#include "framework/runner/slow_watch.h"
#include "framework/runner/test_runner.h"
#include "framework/runner/uts_runner.h"

namespace pkttest::runner {

namespace {

std::atomic<exchange::StopFlag*> running{nullptr};
std::atomic<bool> stop_requested{false};

/// Makes a flag the one that request_stop raises.
class Stoppable {
 public:
    explicit Stoppable(exchange::StopFlag& flag) {
        running = &flag;
        if (stop_requested) flag.raise();
    }
    Stoppable(const Stoppable&) = delete;
    Stoppable& operator=(const Stoppable&) = delete;
    ~Stoppable() {
        running = nullptr;
        stop_requested = false;
    }
};

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

/// One run: its tests in order, campaign by campaign.
class Run {
 public:
    Run(const RunContext& context, const Campaigns& campaigns, const Recording* recording,
        const TextSink& messages)
        : context_(context), tests_(campaigns.tests()), recording_(recording), messages_(messages) {}

    Exit all() {
        for (std::size_t first = 0; first < tests_.size();) {
            std::size_t end = first;
            while (end < tests_.size() && tests_[end].campaign == tests_[first].campaign) ++end;
            run_campaign(first, end);
            first = end;
        }
        if (interrupted_) return Exit::interrupted;
        if (environment_) return Exit::environment;
        return failures_ > 0 ? Exit::failed : Exit::passed;
    }
    bool interrupted() const { return interrupted_; }
    const std::string& reason() const { return reason_; }

 private:
    void run_campaign(std::size_t first, std::size_t end) {
        CampaignFile& campaign = *tests_[first].campaign;
        CampaignStarted began{std::string(campaign.tree.title.text), campaign.path, campaign.sha256, {}};
        for (const language::Keyword& keyword : campaign.tree.keywords)
            began.keywords.emplace_back(keyword.text);
        context_.events(began);
        const EnteredScope entered(campaign.protocols);
        try {
            if (campaign.is_uts()) {
                UtsRunner runner(context_, campaign);
                run_sets(first, end, [&](const PlannedTest& test) { count(runner.run(test)); });
                context_.events(CampaignFinished{campaign.path});
                return;
            }
            Evidence evidence;
            Links links(campaign.links, context_.options.lab ? campaign.hosts : std::vector<net::LabHost>{},
                        recording_, context_.options, context_.stop, evidence);
            for (LinkReady& link : links.describe()) context_.events(std::move(link));
            TestRunner runner(context_, links, evidence);
            run_sets(first, end, [&](const PlannedTest& test) { count(runner.run(test)); });
        } catch (const std::exception& wrong) {
            environment_ = true;
            messages_(fmt::format("pkttest: {}: {}\n", campaign.path, wrong.what()));
            reason_ = wrong.what();
            run_sets(std::max(first, next_), end, [&](const PlannedTest& test) {
                finish_unrun(context_, test, Verdict::error, wrong.what());
            });
        }
        context_.events(CampaignFinished{campaign.path});
    }

    template <class RunTest>
    void run_sets(std::size_t first, std::size_t end, const RunTest& run_test) {
        const auto title = [&](std::size_t i) {
            return std::string(tests_[i].campaign->tree.sets[tests_[i].set].title.text);
        };
        for (next_ = first; next_ < end; ++next_) {
            const std::size_t i = next_;
            if (i == first || tests_[i].set != tests_[i - 1].set) context_.events(SetStarted{title(i)});
            run_or_leave(tests_[i], run_test);
            if (i + 1 == end || tests_[i].set != tests_[i + 1].set) context_.events(SetFinished{title(i)});
        }
    }

    template <class RunTest>
    void run_or_leave(const PlannedTest& test, const RunTest& run_test) {
        const int limit = context_.options.fail_fast;
        if (context_.stop.raised()) {
            interrupted_ = true;
            reason_ = "the run was stopped";
            finish_unrun(context_, test, Verdict::interrupted, reason_);
        } else if (limit > 0 && failures_ >= static_cast<std::uint64_t>(limit)) {
            reason_ = fmt::format("stopped after {} failures", failures_);
            finish_unrun(context_, test, Verdict::skipped, reason_);
        } else {
            run_test(test);
        }
    }

    void count(Verdict verdict) {
        const bool fine =
            verdict == Verdict::passed || verdict == Verdict::skipped || verdict == Verdict::expected_failure;
        if (verdict == Verdict::interrupted)
            interrupted_ = true;
        else if (!fine)
            ++failures_;
    }

    const RunContext& context_;
    const std::vector<PlannedTest>& tests_;
    const Recording* recording_;
    const TextSink& messages_;
    std::size_t next_ = 0;
    std::uint64_t failures_ = 0;
    bool interrupted_ = false, environment_ = false;
    std::string reason_;
};

/// How to read more about mistakes; empty where there is nothing more to read.
std::string codes_of(const std::vector<Mistake>& mistakes) {
    std::set<std::string> codes;
    for (const Mistake& each : mistakes)
        if (!each.code.empty()) codes.insert(each.code);
    return codes.empty() ? "" : fmt::format("more about them: pkttest explain {}\n", fmt::join(codes, " "));
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

/// Keeps the history and the watch up with what happens.
class Follower {
 public:
    Follower(History& history, SlowWatch& watch) : history_(history), watch_(watch) {}

    void take(const Event& event) {
        if (const auto* campaign = std::get_if<CampaignStarted>(&event)) campaign_ = campaign->file;
        if (const auto* test = std::get_if<TestStarted>(&event)) watch_.begin(test->id);
        const auto* test = std::get_if<TestFinished>(&event);
        if (test == nullptr) return;
        watch_.end();
        if (!history_.folder().empty() && test->verdict != Verdict::interrupted)
            history_.note(campaign_, test->id, {test->verdict, static_cast<double>(test->duration_ns) / 1e6});
    }

 private:
    History& history_;
    SlowWatch& watch_;
    std::string campaign_;
};

/// Runs what is left to run when the campaigns are read; gives the exit code and says why it ended early.
Exit run_campaigns(const RunOptions& options, Campaigns& campaigns, RunServices& services,
                   const EventSink& take, const TextSink& messages, RunFinished& last) {
    exchange::StopFlag stop;
    const Stoppable stoppable(stop);
    History history(options.history);
    SlowWatch watch(options.slow, messages);
    Follower follower(history, watch);
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
    Run all(context, campaigns, recording.get(), messages);
    const Exit exit = all.all();
    last.interrupted = all.interrupted();
    last.reason = all.reason();
    history.save();
    return exit;
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
            messages(codes_of(campaigns.mistakes())), last.reason = "the campaign has mistakes";
        else if (campaigns.tests().empty())
            exit = Exit::nothing_selected, say("no test was selected");
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

void request_stop() {
    stop_requested = true;
    if (exchange::StopFlag* flag = running) flag->raise();
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
