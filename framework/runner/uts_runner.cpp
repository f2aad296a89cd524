// UtsRunner: keywords that skip, the time limit, and the events of a test.
#include "framework/runner/uts_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "framework/packet/value_set.h"
#include "framework/runner/failures.h"
#include "framework/runner/needs.h"

namespace pkttest::runner {

namespace {

constexpr std::size_t most_logged = std::size_t{1} << 20;

}  // namespace

void UtsRunner::log(std::string text) {
    if (logged_ > most_logged) return;
    logged_ += text.size() + 1;
    if (logged_ > most_logged) text = "more is not kept";
    context_.events(LogLine{std::move(text)});
}

Verdict UtsRunner::run(const PlannedTest& test) {
    if (const std::string keyword = unmet_keyword(test); !keyword.empty()) {
        finish_unrun(context_, test, Verdict::skipped, "keyword " + keyword);
        return Verdict::skipped;
    }
    const std::uint64_t retries = static_cast<std::uint64_t>(context_.options.retries);
    const Verdict verdict =
        run_attempts(context_, retries, [&](Attempt& attempt) { return run_once(test, attempt); });
    past_.push_back(&test);
    return verdict;
}

/// The time limit, from now on, and the random values of a test.
void UtsRunner::begin(const PlannedTest& test, std::uint64_t seed) {
    const exchange::Time began = exchange::RealClock().steady();
    const auto limit = context_.options.timeout;
    context_.services.check = [this, began, limit] {
        if (context_.stop.raised()) throw exchange::Stopped();
        if (limit.count() > 0 && exchange::RealClock().steady() - began > limit) throw exchange::OutOfTime();
    };
    seed_generator(test_seed(seed, test.listed.id));
}

/// A session as it was before the test that comes.
void UtsRunner::renew_session(std::uint64_t seed) {
    session_.emplace(campaign_.sources, context_.services);
    session_seed_ = seed;
    for (const PlannedTest* past : past_) run_unreported(*past, seed);
}

void UtsRunner::run_unreported(const PlannedTest& test, std::uint64_t seed) {
    begin(test, seed);
    context_.services.printed = [](std::string_view) {};
    try {
        if (campaign_.unfinished.contains(test.test)) return session_->give_up(*test.test);
        session_->run(*test.test, [](const std::string&) {});
    } catch (const exchange::OutOfTime&) {
        // What it has set until now stays.
    }
}

void UtsRunner::run_left_out(const PlannedTest& next) {
    const std::vector<PlannedTest>& all = campaign_.left_out;
    for (; left_out_ < all.size() && all[left_out_].listed.number < next.listed.number; ++left_out_) {
        if (!unmet_keyword(all[left_out_]).empty()) continue;
        past_.push_back(&all[left_out_]);
        run_unreported(all[left_out_], session_seed_);
    }
}

Verdict UtsRunner::run_once(const PlannedTest& test, Attempt& attempt) {
    TestStarted start = started(test);
    start.attempt = attempt.number;
    context_.events(std::move(start));
    const exchange::Time began = exchange::RealClock().steady();
    logged_ = 0;
    Ending ending = run_code(test, attempt);
    context_.services.check = nullptr;
    context_.services.printed = nullptr;
    if (ending.verdict == Verdict::passed) ending.verdict = passed_or_flaky(context_, attempt, ending.reason);
    TestFinished last;
    last.id = test.listed.id;
    last.verdict = ending.verdict;
    last.reason = ending.reason;
    last.rerun = rerun_command(context_, test, attempt.seed);
    last.duration_ns = (exchange::RealClock().steady() - began).count();
    context_.events(std::move(last));
    return ending.verdict;
}

UtsRunner::Ending UtsRunner::run_code(const PlannedTest& test, const Attempt& attempt) {
    const CampaignFile& campaign = *test.campaign;
    try {
        run_left_out(test);
        if (attempt.number > 1 || session_seed_ != attempt.seed) renew_session(attempt.seed);
        begin(test, attempt.seed);
        context_.services.printed = [&](std::string_view text) { log(std::string(text)); };
        const language::UtsResult result =
            session_->run(*test.test, [&](std::string text) { log(std::move(text)); });
        if (result.verdict == language::UtsResult::Verdict::passed) return {};
        if (result.verdict == language::UtsResult::Verdict::skipped) return {Verdict::skipped, result.reason};
        context_.events(CheckFailed{failure_of(campaign, language::EvaluationError(*result.diagnostic))});
        return {Verdict::failed, result.reason};
    } catch (const exchange::Stopped&) {
        return {Verdict::interrupted, "the run was stopped"};
    } catch (const exchange::OutOfTime&) {
        const std::string reason =
            fmt::format("the test took longer than {}", duration_text(context_.options.timeout));
        const language::Span where = session_->stopped_at().value_or(test.test->title.span);
        context_.events(CheckFailed{failure_at(campaign, where, reason)});
        return {Verdict::error, reason};
    } catch (const std::bad_alloc&) {
        const std::string reason = "this needs more memory than there is";
        context_.events(CheckFailed{failure_at(campaign, test.test->title.span, reason)});
        return {Verdict::error, reason};
    } catch (const std::exception& wrong) {
        context_.events(CheckFailed{failure_at(campaign, test.test->title.span, wrong.what())});
        return {Verdict::error, wrong.what()};
    }
}

}  // namespace pkttest::runner
