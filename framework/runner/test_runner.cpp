// TestRunner: phases, verdicts, and the events of a test.
#include "framework/runner/test_runner.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <new>
#include <sstream>

#include "framework/packet/value_set.h"
#include "framework/runner/needs.h"
#include "framework/runner/ownership.h"

namespace pkttest::runner {

namespace {

using language::EvaluationError;

/// Frames of a failed test that are shown field by field.
constexpr std::size_t frames_in_full = 500;
/// Frames of a test that a report gets at all.
constexpr std::size_t frames_in_report = 5000;

bool is_bad(Verdict verdict) {
    return verdict == Verdict::failed || verdict == Verdict::error || verdict == Verdict::inconclusive ||
           verdict == Verdict::unexpected_pass || verdict == Verdict::expected_failure;
}

bool is_failure(Verdict verdict) {
    return verdict == Verdict::failed || verdict == Verdict::error || verdict == Verdict::inconclusive;
}

/// While it lives, long expressions end where the run is stopped or the test's time is over.
class TimeCheck {
 public:
    TimeCheck(const RunContext& context, exchange::Time began) : services_(context.services) {
        services_.check = [&context, began, limit = context.options.timeout] {
            if (context.stop.raised()) throw exchange::Stopped();
            if (limit.count() > 0 && exchange::RealClock().steady() - began > limit)
                throw exchange::OutOfTime();
        };
    }
    TimeCheck(const TimeCheck&) = delete;
    TimeCheck& operator=(const TimeCheck&) = delete;
    ~TimeCheck() { services_.check = nullptr; }

 private:
    RunServices& services_;
};

/// Whether a character stands for itself in a shell.
constexpr auto is_plain = [] {
    std::array<bool, 256> out{};
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=,@%+";
    for (const char c : plain) out[static_cast<unsigned char>(c)] = true;
    return out;
}();

std::string shell_quoted(const std::string& text) {
    const auto plain = [](char c) { return is_plain[static_cast<unsigned char>(c)]; };
    if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return text;
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    return out + "'";
}

std::vector<LinkCounts> counts_of(exchange::Exchange& exchange) {
    std::vector<LinkCounts> out;
    for (const exchange::LinkReport& each : exchange.counts())
        out.push_back({each.name, each.counts.received, each.counts.sent, each.counts.dropped});
    return out;
}

}  // namespace

std::uint64_t test_seed(std::uint64_t run_seed, std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325 ^ run_seed;
    for (const unsigned char c : id) hash = (hash ^ c) * 0x100000001b3;
    return hash;
}

std::string rerun_command(const RunContext& context, const PlannedTest& test, std::uint64_t seed) {
    const RunOptions& options = context.options;
    std::string out = shell_quoted(options.program) + " run";
    for (const std::string& file : test.campaign->namesakes) out += " " + shell_quoted(file);
    out += fmt::format(" {} --test {}", shell_quoted(test.campaign->path), shell_quoted(test.listed.id));
    if (options.lab && test.campaign->tree.lab) out += " --lab";
    for (const auto& [name, where] : options.links) out += " --link " + shell_quoted(name + "=" + where);
    for (const auto& [name, value] : options.variables) out += " --set " + shell_quoted(name + "=" + value);
    if (!options.replay.empty()) out += " --replay " + shell_quoted(options.replay);
    if (options.time_scale != 1.0) out += fmt::format(" --time-scale {}", options.time_scale);
    if (options.allow_exec) out += " --allow-exec";
    return out + fmt::format(" --seed {}", seed);
}

std::uint64_t retries_of(const PlannedTest& test, std::uint64_t otherwise) {
    const language::Campaign& tree = test.campaign->tree;
    if (test.test == nullptr) return otherwise;
    for (const auto* retry : {&test.test->retry, &tree.sets[test.set].retry, &tree.retry})
        if (*retry) return (*retry)->times;
    return otherwise;
}

Verdict run_attempts(const RunContext& context, std::uint64_t retries,
                     const std::function<Verdict(Attempt&)>& run_once) {
    std::uint64_t runs_left = static_cast<std::uint64_t>(std::max(context.options.repeat, 1));
    std::uint64_t tries_left = 1 + retries;
    Attempt attempt{1, context.seed, false, false};
    for (;; ++attempt.number) {
        const Verdict verdict = run_once(attempt);
        const bool bad = is_failure(verdict);
        if (verdict == Verdict::interrupted || attempt.flaky || --(bad ? tries_left : runs_left) == 0)
            return verdict;
        attempt.after_failure = bad;
        if (bad) continue;
        tries_left = 1 + retries;
        if (context.recorder == nullptr) ++attempt.seed;  // A recording has one seed for all.
    }
}

Verdict passed_or_flaky(const RunContext& context, Attempt& attempt, std::string& reason) {
    if (!attempt.after_failure || !context.options.flaky_fails) return Verdict::passed;
    attempt.flaky = true;
    reason = "flaky: it passed, but not at the first attempt";
    return Verdict::failed;
}

TestStarted started(const PlannedTest& test) {
    const ListedTest& listed = test.listed;
    return {listed.number, listed.id, listed.classname, listed.name, listed.place, listed.keywords, 1};
}

void finish_unrun(const RunContext& context, const PlannedTest& test, Verdict verdict,
                  const std::string& reason) {
    context.events(started(test));
    context.events(
        TestFinished{test.listed.id, verdict, reason, 0, {}, "", rerun_command(context, test, context.seed)});
}

Verdict TestRunner::run(const PlannedTest& test) {
    const std::string why = unmet_need(test, &links_, !context_.options.replay.empty());
    if (!why.empty()) {
        finish_unrun(context_, test, Verdict::skipped, why);
        return Verdict::skipped;
    }
    const std::uint64_t retries = retries_of(test, static_cast<std::uint64_t>(context_.options.retries));
    return run_attempts(context_, retries, [&](Attempt& attempt) { return run_once(test, attempt); });
}

Verdict TestRunner::run_once(const PlannedTest& test, Attempt& attempt) {
    seed_ = attempt.seed;
    TestStarted start = started(test);
    start.attempt = attempt.number;
    context_.events(std::move(start));
    const exchange::Time began = exchange::RealClock().steady();
    CampaignFile& campaign = *test.campaign;
    const language::Set& set = campaign.tree.sets[test.set];
    language::Environment variables = language::Environment::starting_from(campaign.sets[test.set].variables);
    StepRunner steps(campaign, links_, evidence_, variables, context_.options);
    evidence_.begin(links_.exchange().clock().now());
    seed_generator(test_seed(seed_, test.listed.id));
    Ending ending = run_phase(steps, test, [&] {
        const TimeCheck time_check(context_, began);
        links_.begin_test(test.listed.id, context_.options.timeout);
        evidence_.begin(links_.exchange().clock().now());
        if (test.value)
            language::assign(test.test->each->names, *test.value, test.test->each->values.span, variables);
        steps.run(campaign.tree.setup);
        steps.run(set.setup);
        steps.run(test.test->steps);
    });
    tear_down(steps, test, ending);
    links_.exchange().settle();
    steps.take_frames();
    ending = judge(steps, std::move(ending));
    if (ending.verdict == Verdict::passed) ending.verdict = passed_or_flaky(context_, attempt, ending.reason);
    TestFinished last = finished(test, ending);
    keep(test, last);
    emit(steps, is_bad(ending.verdict));
    last.duration_ns = (exchange::RealClock().steady() - began).count();
    links_.exchange().end_machines(0);
    context_.events(std::move(last));
    return ending.verdict;
}

/// Runs a phase; what it throws becomes a verdict.
TestRunner::Ending TestRunner::run_phase(StepRunner& steps, const PlannedTest& test,
                                         const Phase& phase) const {
    const auto error = [&](const char* what) {
        const language::Span where = steps.broken_at().value_or(test.test->title.span);
        steps.add(CheckFailed{steps.failures().at(where, what)});
        return Ending{Verdict::error, what};
    };
    try {
        phase();
    } catch (const Ended&) {
    } catch (const Skipped& skipped) {
        return {Verdict::skipped, skipped.reason};
    } catch (const exchange::Stopped&) {
        return {Verdict::interrupted, "the run was stopped"};
    } catch (const exchange::OutOfTime&) {
        return error(
            fmt::format("the test took longer than {}", duration_text(context_.options.timeout)).c_str());
    } catch (const EvaluationError& wrong) {
        Failure failure = steps.failures().of(wrong);
        steps.add(CheckFailed{failure});
        return {Verdict::error, failure.message};
    } catch (const std::bad_alloc&) {
        return error("this needs more memory than there is");
    } catch (const std::exception& wrong) {
        return error(wrong.what());
    }
    return {};
}

/// Teardowns run whatever happened, also when the run is being stopped; they get a time of their own.
void TestRunner::tear_down(StepRunner& steps, const PlannedTest& test, Ending& ending) {
    const language::Campaign& tree = test.campaign->tree;
    if (tree.teardown.empty() && tree.sets[test.set].teardown.empty()) return;
    const bool stopped = context_.stop.raised();
    context_.stop.clear();
    for (const auto* teardown : {&tree.sets[test.set].teardown, &tree.teardown}) {
        links_.exchange().set_limit(teardown_limit);
        const Ending end = run_phase(steps, test, [&] { steps.run(*teardown); });
        if (ending.verdict == Verdict::passed && end.verdict == Verdict::error)
            ending = {Verdict::error, "in the teardown: " + end.reason};
    }
    if (stopped) context_.stop.raise();
}

TestRunner::Ending TestRunner::judge(const StepRunner& steps, Ending ending) {
    if (const std::string why = links_.lab_trouble(); !why.empty() && ending.verdict == Verdict::passed)
        ending = {Verdict::error, steps.failed() ? steps.reason() + "; " + why : why};
    if (ending.verdict == Verdict::passed && steps.failed()) ending = {Verdict::failed, steps.reason()};
    const std::uint64_t lost = links_.exchange().dropped({}) + links_.recorded_drops();
    if (ending.verdict == Verdict::passed && steps.has_negative_checks()) {
        std::string why = links_.exchange().blind_spot();
        if (lost > 0) why = fmt::format("{} packets were lost before they were seen", lost);
        if (!why.empty())
            ending = {Verdict::inconclusive, why + ": that nothing unexpected was seen says nothing"};
    }
    if (const auto& why = steps.expected_failure()) {
        if (ending.verdict == Verdict::failed) ending = {Verdict::expected_failure, *why};
        if (ending.verdict == Verdict::passed)
            ending = {Verdict::unexpected_pass, "expected to fail: " + *why};
    }
    return ending;
}

void TestRunner::emit(const StepRunner& steps, bool in_full) const {
    std::size_t frames = 0;
    for (const StepRunner::Entry& entry : steps.entries()) {
        if (const auto* event = std::get_if<Event>(&entry)) {
            context_.events(*event);
            continue;
        }
        if (++frames > frames_in_report) continue;
        const Evidence::Record& record = evidence_.records()[std::get<std::size_t>(entry)];
        const bool fields = in_full && frames <= frames_in_full;
        context_.events(
            FrameExchanged{evidence_.seen(record, links_.exchange().link_name(record.link), fields)});
    }
    if (frames > frames_in_report)
        context_.events(LogLine{fmt::format("{} more frames are not shown", frames - frames_in_report)});
}

TestFinished TestRunner::finished(const PlannedTest& test, const Ending& ending) {
    TestFinished out;
    out.id = test.listed.id;
    out.verdict = ending.verdict;
    out.reason = ending.reason;
    out.counts = counts_of(links_.exchange());
    out.rerun = rerun_command(context_, test, seed_);
    return out;
}

/// Writes the recording, and the capture of a failure.
void TestRunner::keep(const PlannedTest& test, TestFinished& last) {
    const std::string file = file_name_of(test.listed.number, test.listed.name) + ".pcapng";
    const std::string& folder = context_.options.captures;
    try {
        if (context_.recorder != nullptr)
            context_.recorder->write(test.listed.id, {file, evidence_.start(), links_.ports()},
                                     evidence_.records());
        if (folder.empty() || !is_bad(last.verdict)) return;
        make_folder(folder);
        write_capture(folder + "/" + file, links_.ports(), evidence_.records());
        last.capture = folder + "/" + file;
    } catch (const std::exception& wrong) {
        if (last.verdict == Verdict::passed) last.verdict = Verdict::error;
        if (last.reason.empty()) last.reason = wrong.what();
        context_.events(LogLine{fmt::format("cannot keep the packets: {}", wrong.what())});
    }
}

}  // namespace pkttest::runner
