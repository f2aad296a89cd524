// Order: in which the selected tests run.
#pragma once

#include <vector>

#include "framework/runner/campaigns.h"
#include "framework/runner/history.h"

namespace pkttest::runner {

/// Campaigns, the sets of each, and the tests of each set in an order drawn from the seed. UTscapy's
/// campaigns keep theirs: a test of them may need what an earlier one sets.
void shuffle(std::vector<PlannedTest>& tests, std::uint64_t seed);

/// What failed when it last ran before all else, at each level: campaigns, sets, tests.
void put_failed_first(std::vector<PlannedTest>& tests, const History& history);

}  // namespace pkttest::runner
