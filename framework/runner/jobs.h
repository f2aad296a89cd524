// Jobs: the tests of a run in several processes at once, their events in the order of the plan, as if one
// process had run them.
//
// Tests are dealt out in parts: a campaign of UTscapy's is one, as its tests share a session, and so is a
// campaign with live links, which no two processes use at once. The tests of other campaigns, whose links are
// their process's own (memory, a capture, a lab of its own), are divided.
#pragma once

#include <string>

#include "framework/runner/test_sequence.h"

namespace pkttest::runner {

/// How tests in several processes ended.
struct JobsEnd {
    Exit exit = Exit::passed;
    bool interrupted = false;
    std::string reason;  ///< Why tests did not run; empty where all did.
};

/// Runs all tests of the plan in at most `context.options.jobs` processes at once, at least one. A process
/// that ends before its part is done, or hangs, makes the test that it was in an error and the exit
/// Exit::environment; the tests behind it get another process, in which the tests of the same session run
/// again first. To be called while no other thread runs.
JobsEnd run_in_processes(const RunContext& context, const Plan& plan, const Recording* recording,
                         const TextSink& messages);

}  // namespace pkttest::runner
