// The watch's thread: sleeps until a test has run long enough, or another one runs.
#include "framework/runner/slow_watch.h"

#include <fmt/format.h>

namespace pkttest::runner {

SlowWatch::SlowWatch(std::chrono::milliseconds after, std::function<void(const std::string&)> say)
    : after_(after), say_(std::move(say)) {
    if (after_.count() > 0) thread_ = std::thread([this] { watch(); });
}

SlowWatch::~SlowWatch() {
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void SlowWatch::begin(std::string test) {
    if (after_.count() == 0) return;
    const std::lock_guard lock(mutex_);
    test_ = std::move(test);
    ++turn_;
    // Not woken: the thread looks when its time is over, and then sees whose turn it is.
}

void SlowWatch::watch() {
    std::unique_lock lock(mutex_);
    std::uint64_t seen = turn_;
    std::chrono::milliseconds waited{0};
    while (!changed_.wait_for(lock, after_, [this] { return over_; })) {
        if (seen != turn_ || test_.empty()) {
            seen = turn_, waited = std::chrono::milliseconds{0};
            continue;
        }
        waited += after_;
        const std::string text = fmt::format("slow: {} runs for more than {} s\n", test_,
                                             static_cast<double>(waited.count()) / 1000);
        lock.unlock();
        say_(text);
        lock.lock();
    }
}

}  // namespace pkttest::runner
