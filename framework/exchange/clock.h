// Clock: what time it is for an exchange. Real links run by the system's clock, memory and replay links by a
// virtual one that moves only when somebody waits.
#pragma once

#include "framework/net/link.h"

namespace pkttest::exchange {

using net::Time;
using Duration = std::chrono::nanoseconds;

class Clock {
 public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    virtual bool is_virtual() const = 0;
    /// Now, on the base of the frames' time stamps.
    virtual Time now() const = 0;
    /// Now, for deadlines: never goes back, whatever happens to the system's time.
    virtual Time steady() const = 0;
    /// Virtual clocks: goes on to `time`; never back. Real clocks do nothing.
    virtual void advance_to(Time time) = 0;
    /// Virtual clocks: begins again at `time`, also an earlier one. Real clocks do nothing.
    virtual void restart(Time time) = 0;
};

/// Stamps by CLOCK_REALTIME, as the kernel stamps frames; deadlines by CLOCK_MONOTONIC.
class RealClock : public Clock {
 public:
    bool is_virtual() const override { return false; }
    Time now() const override;
    Time steady() const override;
    void advance_to(Time) override {}
    void restart(Time) override {}
};

/// Stands still until it is moved.
class VirtualClock : public Clock {
 public:
    bool is_virtual() const override { return true; }
    Time now() const override { return now_; }
    Time steady() const override { return now_; }
    void advance_to(Time time) override { now_ = time > now_ ? time : now_; }
    void restart(Time time) override { now_ = time; }

 private:
    Time now_{0};
};

}  // namespace pkttest::exchange
