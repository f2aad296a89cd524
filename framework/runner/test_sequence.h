// TestSequence: planned tests one after the other, campaign by campaign, over links opened for each.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "framework/runner/test_runner.h"

namespace pkttest::runner {

/// All tests of a run in their order, and where campaigns and sets begin and end among them.
struct Plan {
    const std::vector<PlannedTest>& tests;

    bool begins_campaign(std::size_t i) const { return i == 0 || tests[i - 1].campaign != tests[i].campaign; }
    bool begins_set(std::size_t i) const { return begins_campaign(i) || tests[i - 1].set != tests[i].set; }
    bool ends_campaign(std::size_t i) const {
        return i + 1 == tests.size() || tests[i + 1].campaign != tests[i].campaign;
    }
    bool ends_set(std::size_t i) const { return ends_campaign(i) || tests[i + 1].set != tests[i].set; }
    /// Behind the last test of the campaign that test `i` is of.
    std::size_t end_of_campaign(std::size_t i) const;
    CampaignStarted campaign_started(std::size_t i) const;
    std::string set_title(std::size_t i) const;
};

/// Why tests do not run after so many failures (--fail-fast).
std::string stopped_after(std::uint64_t failures);

class TestSequence {
 public:
    /// `recording` is nullptr where nothing is replayed.
    TestSequence(const RunContext& context, const Plan& plan, const Recording* recording)
        : context_(context), plan_(plan), recording_(recording) {}

    /// Runs tests [first, end) and emits their events, with the begin and the end of what begins and ends
    /// among them.
    Exit run(std::size_t first, std::size_t end);
    std::uint64_t failures() const { return failures_; }
    bool interrupted() const { return interrupted_; }
    /// Why tests did not run; empty where all did.
    const std::string& reason() const { return reason_; }

 private:
    bool leave_unmet(std::size_t first, std::size_t end);
    void run_campaign(std::size_t first, std::size_t end);
    /// What to say behind an interface that is not there; empty where nothing helps.
    std::string lab_hint(const CampaignFile& campaign, const std::exception& wrong) const;
    template <class RunTest>
    void run_tests(std::size_t first, std::size_t end, const RunTest& run_test);
    template <class RunTest>
    void run_or_leave(const PlannedTest& test, const RunTest& run_test);
    void count(Verdict verdict);

    const RunContext& context_;
    const Plan plan_;
    const Recording* recording_;
    std::size_t next_ = 0;
    std::uint64_t failures_ = 0;
    bool interrupted_ = false, environment_ = false;
    std::string reason_;
};

}  // namespace pkttest::runner
