// Several runs as one.
#include "framework/runner/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pkttest::runner {

void MergedRuns::look(const Event& event) {
    if (const auto* run = std::get_if<RunStarted>(&event)) {
        ++begun_;
        if (!begin_) {
            begin_ = *run;
            return;
        }
        begin_->selected += run->selected;
        begin_->started_at = std::min(begin_->started_at, run->started_at);
        if (run->hostname != begin_->hostname && begin_->hostname.find(run->hostname) == std::string::npos)
            begin_->hostname += ", " + run->hostname;
        if (run->command != begin_->command && begin_->command.find(run->command) == std::string::npos)
            begin_->command += "; " + run->command;
    }
    if (const auto* run = std::get_if<RunFinished>(&event)) {
        ++finished_;
        if (!last_) {
            last_ = *run;
            return;
        }
        last_->finished_at = std::max(last_->finished_at, run->finished_at);
        last_->duration_ns = std::max(last_->duration_ns, run->duration_ns);
        last_->interrupted = last_->interrupted || run->interrupted;
        if (last_->reason.empty()) last_->reason = run->reason;
    }
}

void MergedRuns::pass(const Event& event, const Take& take) {
    if (std::holds_alternative<RunFinished>(event)) return;
    if (!std::holds_alternative<RunStarted>(event)) return take(event);
    if (!std::exchange(handed_on_, true)) take(*begin_);
}

void MergedRuns::end(const Take& take) const {
    if (!last_) return;
    RunFinished out = *last_;
    if (finished_ < begun_ && out.reason.empty())
        out.reason = fmt::format("{} of {} runs did not come to their end", begun_ - finished_, begun_);
    take(out);
}

}  // namespace pkttest::runner
