// What expressions of a running test may ask for: captures, and whether time is left.
#pragma once

#include <functional>

#include "framework/language/environment.h"

namespace pkttest::runner {

class RunServices : public language::Services {
 public:
    List read_capture(const std::string& path) override;
    void write_capture(const std::string& path, const std::vector<Packet>& packets, bool append) override;
    void check_time() override {
        if (check) check();
    }
    std::function<void()> check;  ///< Throws where the test must end.
};

}  // namespace pkttest::runner
