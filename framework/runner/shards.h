// Shards: the selected tests divided among several machines.
#pragma once

#include <cstddef>
#include <vector>

#include "framework/runner/campaigns.h"
#include "framework/runner/history.h"

namespace pkttest::runner {

/// Whether the test is the shard's by a stable hash of its id: a test that is added moves no other.
bool is_in_shard(const ListedTest& test, int shard, int shards);

/// Which shard each test is in, so that all take about as long by the history's times: the longest first,
/// each to the shard that has least. A test without a time counts as the mean of the others.
std::vector<int> shards_by_duration(const std::vector<PlannedTest>& tests, int shards,
                                    const History& history);

}  // namespace pkttest::runner
