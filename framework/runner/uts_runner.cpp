// UtsRunner: keywords that skip, the time limit, and the events of a test.
#include "framework/runner/uts_runner.h"

#include <fmt/format.h>

#include <algorithm>

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
    context_.events(started(test));
    const exchange::Time began = exchange::RealClock().steady();
    seed_generator(test_seed(context_.seed, test.listed.id));
    logged_ = 0;
    const auto limit = context_.options.timeout;
    context_.services.check = [&, began, limit] {
        if (context_.stop.raised()) throw exchange::Stopped();
        if (limit.count() > 0 && exchange::RealClock().steady() - began > limit) throw exchange::OutOfTime();
    };
    context_.services.printed = [&](std::string_view text) { log(std::string(text)); };
    const Ending ending = attempt(test);
    context_.services.check = nullptr;
    context_.services.printed = nullptr;
    TestFinished last;
    last.id = test.listed.id;
    last.verdict = ending.verdict;
    last.reason = ending.reason;
    last.rerun = rerun_command(context_, test, context_.seed);
    last.duration_ns = (exchange::RealClock().steady() - began).count();
    context_.events(std::move(last));
    return ending.verdict;
}

UtsRunner::Ending UtsRunner::attempt(const PlannedTest& test) {
    const CampaignFile& campaign = *test.campaign;
    try {
        const language::UtsResult result =
            session_.run(*test.test, [&](std::string text) { log(std::move(text)); });
        if (result.verdict == language::UtsResult::Verdict::passed) return {};
        if (result.verdict == language::UtsResult::Verdict::skipped) return {Verdict::skipped, result.reason};
        context_.events(CheckFailed{failure_of(campaign, language::EvaluationError(*result.diagnostic))});
        return {Verdict::failed, result.reason};
    } catch (const exchange::Stopped&) {
        return {Verdict::interrupted, "the run was stopped"};
    } catch (const exchange::OutOfTime&) {
        const std::string reason =
            fmt::format("the test took longer than {}", duration_text(context_.options.timeout));
        context_.events(CheckFailed{failure_at(campaign, test.test->title.span, reason)});
        return {Verdict::error, reason};
    } catch (const std::exception& wrong) {
        context_.events(CheckFailed{failure_at(campaign, test.test->title.span, wrong.what())});
        return {Verdict::error, wrong.what()};
    }
}

}  // namespace pkttest::runner
