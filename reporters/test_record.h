// TestRecord: what a reporter keeps of the test that runs, until it is written. Bounded: of what may come
// without end (frames, log lines, steps, failures), the head and the tail.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "framework/runner/event.h"

namespace pkttest::reporters {

/// The first `limit` elements, the last `limit` of the others, and how many in between were let go.
template <class T>
class HeadAndTail {
 public:
    explicit HeadAndTail(std::size_t limit) : limit_(limit) {}

    void push(T element) {
        if (head_.size() < limit_) return head_.push_back(std::move(element));
        tail_.push_back(std::move(element));
        if (tail_.size() <= limit_) return;
        tail_.pop_front();
        ++omitted_;
    }

    const std::vector<T>& head() const { return head_; }
    const std::deque<T>& tail() const { return tail_; }
    std::uint64_t omitted() const { return omitted_; }  ///< Between head and tail.
    bool empty() const { return head_.empty(); }

 private:
    std::size_t limit_;
    std::vector<T> head_;
    std::deque<T> tail_;
    std::uint64_t omitted_ = 0;
};

/// One attempt of one test.
struct TestRecord {
    /// `limit`: of each list, the elements kept at its head, and as many at its tail.
    explicit TestRecord(runner::TestStarted started, std::size_t limit)
        : start(std::move(started)), steps(limit), frames(limit), failures(limit), log(limit) {}

    /// Takes what belongs to the running test.
    void take(const runner::Event& event) {
        if (const auto* step = std::get_if<runner::StepFinished>(&event)) steps.push(step->step);
        if (const auto* frame = std::get_if<runner::FrameExchanged>(&event)) frames.push(frame->frame);
        if (const auto* failed = std::get_if<runner::CheckFailed>(&event)) failures.push(failed->failure);
        if (const auto* line = std::get_if<runner::LogLine>(&event)) log.push(line->text);
        if (const auto* finished = std::get_if<runner::TestFinished>(&event)) end = *finished;
    }

    runner::TestStarted start;
    HeadAndTail<runner::StepResult> steps;
    HeadAndTail<runner::FrameSeen> frames;
    HeadAndTail<runner::Failure> failures;
    HeadAndTail<std::string> log;
    runner::TestFinished end;
};

/// Follows a run's events and hands out each test's record when it ends.
class TestFollower {
 public:
    explicit TestFollower(std::size_t limit) : limit_(limit) {}

    /// The record that this event completes, if any.
    std::optional<TestRecord> take(const runner::Event& event) {
        if (const auto* started = std::get_if<runner::TestStarted>(&event)) {
            auto unfinished = cut_off();
            open_.emplace(*started, limit_);
            return unfinished;
        }
        const auto* finished = std::get_if<runner::TestFinished>(&event);
        if (finished && !open_) open_.emplace(never_begun(*finished), limit_);
        if (open_) open_->take(event);
        return finished ? std::exchange(open_, std::nullopt) : std::nullopt;
    }

    /// The test that was running when the report had to end, if any.
    std::optional<TestRecord> cut_off() {
        if (open_) {
            open_->end.id = open_->start.id;
            open_->end.verdict = runner::Verdict::interrupted;
            open_->end.reason = "the run ended while this test was running";
        }
        return std::exchange(open_, std::nullopt);
    }

 private:
    static runner::TestStarted never_begun(const runner::TestFinished& finished) {
        runner::TestStarted start;
        start.id = start.name = finished.id;
        start.classname = "pkttest";
        return start;
    }

    std::size_t limit_;
    std::optional<TestRecord> open_;
};

/// True where `next` is another attempt at the test that `start` began.
inline bool is_retry(const runner::TestStarted& next, const runner::TestStarted& start) {
    return next.attempt > 1 && next.id == start.id;
}

/// True for the verdicts that make a run fail (DESIGN section 7: exit codes 1 to 3).
inline bool is_unsuccessful(runner::Verdict verdict) {
    using enum runner::Verdict;
    return verdict != passed && verdict != skipped && verdict != expected_failure;
}

}  // namespace pkttest::reporters
