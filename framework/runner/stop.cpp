// The flag that request_stop() raises.
#include "framework/runner/stop.h"

#include <atomic>

#include "framework/runner/runner.h"

namespace pkttest::runner {

namespace {

std::atomic<exchange::StopFlag*> running{nullptr};
std::atomic<bool> stop_requested{false};

}  // namespace

Stoppable::Stoppable(exchange::StopFlag& flag) {
    running = &flag;
    if (stop_requested) flag.raise();
}

Stoppable::~Stoppable() {
    running = nullptr;
    stop_requested = false;
}

void request_stop() {
    stop_requested = true;
    if (exchange::StopFlag* flag = running) flag->raise();
}

}  // namespace pkttest::runner
