// One fixed run that holds every verdict, a nearest miss, retries and hostile texts; and long synthetic runs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "framework/runner/event.h"

namespace pkttest::reporters {

using Events = std::vector<runner::Event>;

/// What no report may let through: markup, the end of CDATA, ANSI sequences, control characters, bytes that
/// are no UTF-8, characters that XML can't hold.
extern const std::string hostile;

/// The fixed run.
Events sample_run();

/// The fixed run, broken off while its second test runs: no TestFinished, no RunFinished.
Events broken_run();

/// `count` tests in sets of 100, every tenth failed, each with steps, frames and a log line.
Events long_run(std::uint64_t count);

/// The same with nothing but verdicts.
Events short_log_run(std::uint64_t count);

}  // namespace pkttest::reporters
