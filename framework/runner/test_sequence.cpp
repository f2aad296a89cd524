// Tests in their order: links opened and closed, verdicts counted, the rest left where a run ends early.
#include "framework/runner/test_sequence.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "framework/runner/needs.h"
#include "framework/runner/uts_runner.h"

namespace pkttest::runner {

std::size_t Plan::end_of_campaign(std::size_t i) const {
    while (!ends_campaign(i)) ++i;
    return i + 1;
}

CampaignStarted Plan::campaign_started(std::size_t i) const {
    const CampaignFile& campaign = *tests[i].campaign;
    CampaignStarted out{std::string(campaign.tree.title.text), campaign.path, campaign.sha256, {}};
    for (const language::Keyword& keyword : campaign.tree.keywords) out.keywords.emplace_back(keyword.text);
    return out;
}

std::string Plan::set_title(std::size_t i) const {
    return std::string(tests[i].campaign->tree.sets[tests[i].set].title.text);
}

std::string stopped_after(std::uint64_t failures) {
    return failures == 1 ? "stopped after the first failure"
                         : fmt::format("stopped after {} failures", failures);
}

Exit TestSequence::run(std::size_t first, std::size_t end) {
    while (first < end) {
        const std::size_t next = std::min(end, plan_.end_of_campaign(first));
        run_campaign(first, next);
        first = next;
    }
    if (interrupted_) return Exit::interrupted;
    if (environment_) return Exit::environment;
    return failures_ > 0 ? Exit::failed : Exit::passed;
}

std::string TestSequence::lab_hint(const CampaignFile& campaign, const std::exception& wrong) const {
    const auto* error = dynamic_cast<const std::system_error*>(&wrong);
    const bool no_interface = error != nullptr && error->code() == std::errc::no_such_device;
    if (!no_interface || context_.options.lab || campaign.hosts.empty()) return {};
    return "; the campaign has a lab, which --lab makes";
}

/// Where no test can run here, no link is opened and no lab is made for them.
bool TestSequence::leave_unmet(std::size_t first, std::size_t end) {
    const auto why = [&](const PlannedTest& test) {
        return unmet_need(test, nullptr, !context_.options.replay.empty());
    };
    for (std::size_t i = first; i < end; ++i)
        if (why(plan_.tests[i]).empty()) return false;
    run_tests(first, end,
              [&](const PlannedTest& test) { finish_unrun(context_, test, Verdict::skipped, why(test)); });
    if (plan_.ends_campaign(end - 1)) context_.events(CampaignFinished{plan_.tests[first].campaign->path});
    return true;
}

void TestSequence::run_campaign(std::size_t first, std::size_t end) {
    CampaignFile& campaign = *plan_.tests[first].campaign;
    if (plan_.begins_campaign(first)) context_.events(plan_.campaign_started(first));
    const EnteredScope entered(campaign.protocols);
    next_ = first;
    try {
        if (campaign.is_uts()) {
            UtsRunner runner(context_, campaign);
            run_tests(first, end, [&](const PlannedTest& test) { count(runner.run(test)); });
        } else {
            if (leave_unmet(first, end)) return;
            Evidence evidence;
            Links links(campaign.links, context_.options.lab ? campaign.hosts : std::vector<net::LabHost>{},
                        recording_, context_.options, context_.stop, evidence);
            for (LinkReady& link : links.describe()) context_.events(std::move(link));
            TestRunner runner(context_, links, evidence);
            run_tests(first, end, [&](const PlannedTest& test) { count(runner.run(test)); });
        }
    } catch (const std::exception& wrong) {
        environment_ = true;
        reason_ = wrong.what() + lab_hint(campaign, wrong);
        run_tests(next_, end, [&, why = reason_](const PlannedTest& test) {
            finish_unrun(context_, test, Verdict::error, why);
        });
    }
    if (plan_.ends_campaign(end - 1)) context_.events(CampaignFinished{campaign.path});
}

template <class RunTest>
void TestSequence::run_tests(std::size_t first, std::size_t end, const RunTest& run_test) {
    for (next_ = first; next_ < end; ++next_) {
        if (plan_.begins_set(next_)) context_.events(SetStarted{plan_.set_title(next_)});
        run_or_leave(plan_.tests[next_], run_test);
        if (plan_.ends_set(next_)) context_.events(SetFinished{plan_.set_title(next_)});
    }
}

template <class RunTest>
void TestSequence::run_or_leave(const PlannedTest& test, const RunTest& run_test) {
    const int limit = context_.options.fail_fast;
    if (context_.stop.raised()) {
        interrupted_ = true;
        reason_ = "the run was stopped";
        finish_unrun(context_, test, Verdict::interrupted, reason_);
    } else if (limit > 0 && failures_ >= static_cast<std::uint64_t>(limit)) {
        reason_ = stopped_after(failures_);
        finish_unrun(context_, test, Verdict::skipped, reason_);
    } else {
        run_test(test);
    }
}

void TestSequence::count(Verdict verdict) {
    const bool fine =
        verdict == Verdict::passed || verdict == Verdict::skipped || verdict == Verdict::expected_failure;
    if (verdict == Verdict::interrupted)
        interrupted_ = true;
    else if (!fine)
        ++failures_;
}

}  // namespace pkttest::runner
