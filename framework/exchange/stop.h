// StopFlag: how a signal handler or another thread ends what an exchange is doing.
#pragma once

#include <atomic>

namespace pkttest::exchange {

/// Once raised, every operation of an exchange that uses it throws Stopped within 50 ms.
class StopFlag {
 public:
    /// Throws std::system_error where no descriptor can be had.
    StopFlag();
    StopFlag(const StopFlag&) = delete;
    StopFlag& operator=(const StopFlag&) = delete;
    ~StopFlag();

    /// Safe in a signal handler.
    void raise() noexcept;
    bool raised() const noexcept { return raised_.load(std::memory_order_relaxed); }
    void clear() noexcept;
    /// Polls readable while the flag is raised.
    int descriptor() const { return descriptor_; }

 private:
    std::atomic<bool> raised_{false};
    int descriptor_;
};

/// Thrown by an exchange's operations: the run is being stopped.
struct Stopped {};
/// Thrown by an exchange's operations: the test's own time limit is over.
struct OutOfTime {};

}  // namespace pkttest::exchange
