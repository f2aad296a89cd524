// MergedRuns: the events of several runs, such as shards, as those of one.
//
// Reporters know one run: one RunStarted, one RunFinished. A first pass over all events finds out what the
// runs are together, a second one hands them on.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "framework/runner/event.h"

namespace pkttest::runner {

class MergedRuns {
 public:
    using Take = std::function<void(const Event&)>;

    /// First pass.
    void look(const Event& event);
    /// Second pass: hands on what is not the begin or end of a run, and the first run's begin for all of
    /// them.
    void pass(const Event& event, const Take& take);
    /// The end of all, unless no run had one. Tests are as selected by all, the time is the longest: shards
    /// run side by side.
    void end(const Take& take) const;

 private:
    std::optional<RunStarted> begin_;
    std::optional<RunFinished> last_;
    std::uint64_t begun_ = 0, finished_ = 0;
    bool handed_on_ = false;
};

}  // namespace pkttest::runner
