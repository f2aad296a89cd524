// Parts of a plan, the processes that run them, and their events put in order.
#include "framework/runner/jobs.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <memory>
#include <set>
#include <utility>

#include "framework/runner/event_octets.h"
#include "framework/runner/failures.h"
#include "framework/runner/slow_watch.h"
#include "framework/runner/stop.h"
#include "framework/runner/test_runner.h"
#include "framework/runner/worker_process.h"

namespace pkttest::runner {

namespace {

/// Octets of events that wait for their turn; beyond them, processes whose turn it is not are not read.
constexpr std::size_t most_waiting = std::size_t{256} << 20;
/// Parts a process, so that one with long tests is no hindrance to the others.
constexpr std::size_t parts_a_job = 4;
/// How long a test whose time is over may take to end by itself, and what its teardowns may take.
constexpr exchange::Duration grace = std::chrono::seconds(3), teardown_grace = 2 * teardown_limit;

/// Kinds of what a process tells.
constexpr char event_told = 'E', message_told = 'M', end_told = 'F', reason_told = 'R';

/// Tests of one campaign that one process runs, and where it is with them.
struct Part {
    std::size_t first = 0, end = 0;  ///< Of the plan's tests.
    std::vector<std::string> interfaces = {};
    std::unique_ptr<WorkerProcess> worker = nullptr;
    std::size_t next = 0;   ///< The test that comes, or the one that has begun.
    bool has_told = false;  ///< Something of it, at least that its campaign begins.
    bool has_begun = false, in_attempt = false;
    std::size_t worker_began = 0;  ///< With this test.
    exchange::Time attempt_began{0};
    bool hangs = false;                             ///< Its process was killed for that.
    std::vector<std::size_t> ended_processes = {};  ///< Tests in which one ended.
    bool told_end = false;                          ///< The process has done all that it should.
    bool done = false;
    std::deque<Event> waiting = {};
    std::size_t octets = 0;  ///< Of what waits, as it was told.
};

std::vector<Part> parts_of(const Plan& plan, const RunOptions& options) {
    std::vector<Part> out;
    const auto jobs = static_cast<std::size_t>(options.jobs);
    for (std::size_t first = 0; first < plan.tests.size();) {
        const CampaignFile& campaign = *plan.tests[first].campaign;
        const std::size_t end = plan.end_of_campaign(first), tests = end - first;
        const auto interfaces = live_interfaces(campaign.links, campaign.hosts, options);
        const bool whole = campaign.is_uts() || !interfaces.empty();
        // A lab takes a while to make.
        const std::size_t wanted = options.lab && !campaign.hosts.empty() ? jobs : parts_a_job * jobs;
        const std::size_t parts = whole || jobs == 1 ? 1 : std::min(tests, wanted);
        for (std::size_t i = 0; i < parts; ++i) {
            const std::size_t from = first + tests * i / parts;
            out.push_back({.first = from,
                           .end = first + tests * (i + 1) / parts,
                           .interfaces = interfaces,
                           .next = from});
        }
        first = end;
    }
    return out;
}

/// Lets the session of a new process run what has run before, for the variables that it set.
void run_again_before(const Plan& plan, const Part& part) {
    CampaignFile& campaign = *plan.tests[part.first].campaign;
    for (std::size_t i = part.first; i < part.next; ++i) campaign.leave_out(plan.tests[i]);
    for (const std::size_t i : part.ended_processes) campaign.unfinished.insert(plan.tests[i].test);
}

/// What runs in the process.
int run_part(const RunContext& context, const Plan& plan, const Recording* recording, const Part& part,
             const WorkerProcess::Tell& tell) {
    exchange::StopFlag stop;
    const Stoppable stoppable(stop);
    const TextSink messages = [&](const std::string& text) {
        tell(message_told, text.substr(0, text.find_last_not_of('\n') + 1));
    };
    SlowWatch watch(context.options.slow, messages);
    const EventSink events = [&](const Event& event) {
        if (const auto* test = std::get_if<TestStarted>(&event)) watch.begin(test->id);
        if (std::holds_alternative<TestFinished>(event)) watch.end();
        tell(event_told, to_octets(event));
    };
    const RunContext own{context.options, events, stop, context.services, context.seed, context.recorder};
    TestSequence sequence(own, plan, recording);
    if (plan.tests[part.first].campaign->is_uts()) run_again_before(plan, part);
    const Exit exit = sequence.run(part.next, part.end);
    tell(reason_told, sequence.reason());
    tell(end_told, std::to_string(sequence.failures()));
    return static_cast<int>(exit);
}

class Jobs {
 public:
    Jobs(const RunContext& context, const Plan& plan, const Recording* recording, const TextSink& messages)
        : context_(context),
          plan_(plan),
          recording_(recording),
          messages_(messages),
          parts_(parts_of(plan, context.options)) {}

    JobsEnd all() {
        while (front_ < parts_.size()) {
            hear_stop();
            start_parts();
            hand_on();
            if (front_ < parts_.size()) listen();
        }
        if (end_.interrupted)
            end_.exit = Exit::interrupted;
        else if (environment_)
            end_.exit = Exit::environment;
        else
            end_.exit = failures_ > 0 ? Exit::failed : Exit::passed;
        return std::move(end_);
    }

 private:
    void hear_stop() {
        if (stopped_ || !context_.stop.raised()) return;
        stopped_ = true;
        stopped_at_ = exchange::RealClock().steady();
        for (const Part& part : parts_)
            if (part.worker) part.worker->stop();
    }

    bool over() const {
        const int limit = context_.options.fail_fast;
        return stopped_ || (limit > 0 && failures_ >= static_cast<std::uint64_t>(limit));
    }

    /// Starts what can be started, in order. Where the run ends early, the rest does not run.
    void start_parts() {
        for (Part& part : parts_) {
            if (part.done || part.worker) continue;
            if (over())
                leave_unstarted(part);
            else if (can_start(part))
                start(part);
        }
    }

    bool can_start(const Part& part) const {
        const auto conflicts = [&](const Part& other) {
            return other.worker &&
                   std::any_of(other.interfaces.begin(), other.interfaces.end(),
                               [&](const std::string& name) {
                                   return std::find(part.interfaces.begin(), part.interfaces.end(), name) !=
                                          part.interfaces.end();
                               });
        };
        const auto running = std::count_if(parts_.begin(), parts_.end(),
                                           [](const Part& one) { return one.worker != nullptr; });
        return running < context_.options.jobs && std::none_of(parts_.begin(), parts_.end(), conflicts);
    }

    void start(Part& part) {
        begin(part);
        part.worker_began = part.next;
        part.worker = std::make_unique<WorkerProcess>([&](const WorkerProcess::Tell& tell) {
            return run_part(context_, plan_, recording_, part, tell);
        });
    }

    /// The tests of a part that does not run, or not any more.
    void leave(Part& part, Verdict verdict, const std::string& reason) {
        begin(part);
        const EventSink events = [&](const Event& event) { take(part, event, 0); };
        const RunContext context{context_.options,  events,        context_.stop,
                                 context_.services, context_.seed, context_.recorder};
        for (; part.next < part.end; close_test(part)) {
            finish_unrun(context, plan_.tests[part.next], verdict, reason);
            end_.reason = reason;
        }
        finish(part);
    }

    void leave_unstarted(Part& part) {
        end_.interrupted = end_.interrupted || stopped_;
        if (stopped_) return leave(part, Verdict::interrupted, "the run was stopped");
        leave(part, Verdict::skipped, stopped_after(failures_));
    }

    /// When a test that has begun must have ended, or all where the run was stopped; nullopt where it may
    /// take as long as it likes.
    std::optional<exchange::Time> latest_end(const Part& part) const {
        if (!part.worker || part.hangs) return std::nullopt;
        if (stopped_) return stopped_at_ + grace + teardown_grace;
        const exchange::Duration limit = context_.options.timeout;
        if (!part.in_attempt || limit.count() == 0) return std::nullopt;
        const PlannedTest& test = plan_.tests[part.next];
        const language::Campaign& tree = test.campaign->tree;
        const bool tears_down =
            !test.campaign->is_uts() && !(tree.teardown.empty() && tree.sets[test.set].teardown.empty());
        return part.attempt_began + limit + grace + (tears_down ? teardown_grace : exchange::Duration{0});
    }

    /// Kills processes whose test does not end although its time is over; gives the milliseconds to the next
    /// look, -1 where none is needed.
    int end_hanging() {
        const exchange::Time now = exchange::RealClock().steady();
        exchange::Duration left = exchange::Duration::max();
        for (Part& part : parts_) {
            const auto end = latest_end(part);
            if (!end) continue;
            left = std::min(left, std::max(*end - now, exchange::Duration{0}));
            if (*end > now) continue;
            part.hangs = true;
            part.worker->kill();
        }
        if (left == exchange::Duration::max()) return -1;
        const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
        return static_cast<int>(std::min<std::int64_t>(milliseconds, 60'000));
    }

    /// Waits for lines, and takes what comes.
    void listen() {
        std::vector<pollfd> polled{
            {context_.stop.descriptor(), static_cast<short>(stopped_ ? 0 : POLLIN), 0}};
        std::vector<Part*> heard;
        for (Part& part : parts_)
            if (part.worker && may_be_heard(part)) {
                polled.push_back({part.worker->descriptor(), POLLIN, 0});
                heard.push_back(&part);
            }
        if (heard.empty() || ::poll(polled.data(), polled.size(), end_hanging()) <= 0) return;
        for (std::size_t i = 0; i < heard.size(); ++i)
            if (polled[i + 1].revents != 0) hear(*heard[i]);
    }

    bool may_be_heard(const Part& part) const {
        return waiting_ < most_waiting || &part == &parts_[front_] || !parts_[front_].worker;
    }

    void hear(Part& part) {
        const bool goes_on = part.worker->read([&](char kind, std::string_view text) {
            if (kind == event_told) take(part, event_from_octets(text), text.size());
            if (kind == message_told) say(std::string(text) + "\n");
            if (kind == reason_told && !text.empty()) end_.reason = text;
            if (kind != end_told) return;
            part.told_end = true;
            failures_ += std::stoull(std::string(text));
        });
        if (!goes_on) end_worker(part);
    }

    void end_worker(Part& part) {
        const int status = part.worker->wait();
        part.worker.reset();
        const bool hung = std::exchange(part.hangs, false);
        if (!part.told_end || !WIFEXITED(status))
            return take_over(part, hung ? why_killed() : ending_text(status));
        const auto exit = static_cast<Exit>(WEXITSTATUS(status));
        end_.interrupted = end_.interrupted || exit == Exit::interrupted;
        environment_ = environment_ || exit == Exit::environment;
        close_test(part);
        finish(part);
    }

    std::string why_killed() const {
        if (stopped_) return "did not end although the run was stopped, and was killed";
        return fmt::format("did not end within {}, and was killed", duration_text(context_.options.timeout));
    }

    /// The process ended before its part was done.
    void take_over(Part& part, const std::string& how) {
        environment_ = true;
        const PlannedTest& test = plan_.tests[std::min(part.next, part.end - 1)];
        const std::string reason = fmt::format("the process that ran this test {}", how);
        if (!part.in_attempt) {
            say(fmt::format("pkttest: {}: {}\n", test.listed.id, reason));
        } else {
            const auto rerun = rerun_command(context_, test, context_.seed);
            take(part, CheckFailed{failure_at(*test.campaign, test.test->title.span, reason)}, 0);
            const auto took = exchange::RealClock().steady() - part.attempt_began;
            take(part, TestFinished{test.listed.id, Verdict::error, reason, took.count(), {}, "", rerun}, 0);
            part.ended_processes.push_back(part.next);
            ++failures_;
        }
        close_test(part);
        const bool came_further = part.next > part.worker_began;
        if (part.next < part.end && came_further) return;  // Gets another process.
        leave(part, Verdict::error, fmt::format("the process of this test's campaign {}", how));
    }

    void say(const std::string& text) {
        if (said_.insert(text).second) messages_(text);
    }

    void begin(Part& part) {
        if (!std::exchange(part.has_told, true) && plan_.begins_campaign(part.first))
            part.waiting.emplace_back(plan_.campaign_started(part.first));
    }

    void finish(Part& part) {
        if (plan_.ends_campaign(part.end - 1))
            part.waiting.emplace_back(CampaignFinished{plan_.tests[part.first].campaign->path});
        part.done = true;
    }

    /// An event of a part; where campaigns and sets begin and end is as planned.
    void take(Part& part, Event event, std::size_t octets) {
        if (std::holds_alternative<CampaignStarted>(event) || std::holds_alternative<SetStarted>(event) ||
            std::holds_alternative<SetFinished>(event) || std::holds_alternative<CampaignFinished>(event))
            return;
        if (std::holds_alternative<LinkReady>(event) &&
            (!plan_.begins_campaign(part.first) || part.has_begun || part.next > part.first))
            return;
        if (const auto* test = std::get_if<TestStarted>(&event)) {
            if (test->attempt == 1) close_test(part);
            if (!part.has_begun && plan_.begins_set(part.next))
                part.waiting.emplace_back(SetStarted{plan_.set_title(part.next)});
            part.has_begun = part.in_attempt = true;
            part.attempt_began = exchange::RealClock().steady();
        }
        if (std::holds_alternative<TestFinished>(event)) part.in_attempt = false;
        part.waiting.push_back(std::move(event));
        part.octets += octets;
        waiting_ += octets;
    }

    /// Ends the test that has begun, if one has: no further attempt comes.
    void close_test(Part& part) {
        if (!std::exchange(part.has_begun, false)) return;
        if (plan_.ends_set(part.next)) part.waiting.emplace_back(SetFinished{plan_.set_title(part.next)});
        part.in_attempt = false;
        ++part.next;
    }

    /// Emits what it is the turn of.
    void hand_on() {
        for (; front_ < parts_.size(); ++front_) {
            Part& part = parts_[front_];
            waiting_ -= std::exchange(part.octets, 0);
            for (; !part.waiting.empty(); part.waiting.pop_front()) context_.events(part.waiting.front());
            if (!part.done) return;
        }
    }

    const RunContext& context_;
    const Plan& plan_;
    const Recording* recording_;
    const TextSink& messages_;
    std::vector<Part> parts_;
    std::size_t front_ = 0;    ///< The part whose events are handed on.
    std::size_t waiting_ = 0;  ///< Octets of all that waits.
    std::uint64_t failures_ = 0;
    bool stopped_ = false, environment_ = false;
    exchange::Time stopped_at_{0};
    std::set<std::string> said_;
    JobsEnd end_;
};

}  // namespace

JobsEnd run_in_processes(const RunContext& context, const Plan& plan, const Recording* recording,
                         const TextSink& messages) {
    return Jobs(context, plan, recording, messages).all();
}

}  // namespace pkttest::runner
