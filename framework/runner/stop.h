// What request_stop() stops: the flag of the run that goes on in this process.
#pragma once

#include "framework/exchange/stop.h"

namespace pkttest::runner {

/// Makes a flag the one that request_stop() raises; raised at once where a stop was requested before. The
/// latest of several counts. Its end forgets the request.
class Stoppable {
 public:
    explicit Stoppable(exchange::StopFlag& flag);
    Stoppable(const Stoppable&) = delete;
    Stoppable& operator=(const Stoppable&) = delete;
    ~Stoppable();
};

}  // namespace pkttest::runner
