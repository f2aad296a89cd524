// UtsRunner: the tests of a .uts campaign, one after the other in one session of variables.
#pragma once

#include <optional>
#include <vector>

#include "framework/language/uts/uts.h"
#include "framework/runner/test_runner.h"

namespace pkttest::runner {

class UtsRunner {
 public:
    UtsRunner(const RunContext& context, CampaignFile& campaign) : context_(context), campaign_(campaign) {
        session_.emplace(campaign.sources, context.services);
        session_seed_ = context.seed;
    }

    /// Runs it and emits its events; throws nothing of what the test does wrong. Where it runs again, it does
    /// so in a session of its own, in which the tests before it have run before. Tests before it that the
    /// selection leaves out run first, unreported, so that their variables are there.
    Verdict run(const PlannedTest& test);

 private:
    struct Ending {
        Verdict verdict = Verdict::passed;
        std::string reason;
    };
    Verdict run_once(const PlannedTest& test, Attempt& attempt);
    Ending run_code(const PlannedTest& test, const Attempt& attempt);
    void begin(const PlannedTest& test, std::uint64_t seed);
    void renew_session(std::uint64_t seed);
    void run_unreported(const PlannedTest& test, std::uint64_t seed);
    void run_left_out(const PlannedTest& next);
    void log(std::string text);

    const RunContext& context_;
    CampaignFile& campaign_;
    std::optional<language::UtsSession> session_;
    std::uint64_t session_seed_ = 0;        ///< Of the tests that ran in it.
    std::vector<const PlannedTest*> past_;  ///< That have run, in order.
    std::size_t left_out_ = 0;              ///< How many of those left out have run.
    std::size_t logged_ = 0;                ///< Octets of this test's log.
};

}  // namespace pkttest::runner
