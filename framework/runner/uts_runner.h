// UtsRunner: the tests of a .uts campaign, one after the other in one session of variables.
#pragma once

#include "framework/language/uts.h"
#include "framework/runner/test_runner.h"

namespace pkttest::runner {

class UtsRunner {
 public:
    UtsRunner(const RunContext& context, CampaignFile& campaign)
        : context_(context), session_(campaign.sources, context.services) {}

    /// Runs it and emits its events; throws nothing of what the test does wrong.
    Verdict run(const PlannedTest& test);

 private:
    struct Ending {
        Verdict verdict = Verdict::passed;
        std::string reason;
    };
    Ending attempt(const PlannedTest& test);
    void log(std::string text);

    const RunContext& context_;
    language::UtsSession session_;
    std::size_t logged_ = 0;  ///< Octets of this test's log.
};

}  // namespace pkttest::runner
