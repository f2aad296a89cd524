// Clock: the system's two clocks.
#include "framework/exchange/clock.h"

#include <ctime>

namespace pkttest::exchange {

static Time read(clockid_t which) {
    timespec time{};
    clock_gettime(which, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

Time RealClock::now() const { return read(CLOCK_REALTIME); }
Time RealClock::steady() const { return read(CLOCK_MONOTONIC); }

}  // namespace pkttest::exchange
