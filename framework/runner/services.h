// What expressions of a running test may ask for: captures, and whether time is left.
#pragma once

#include <functional>

#include "framework/language/evaluate/environment.h"

namespace pkttest::runner {

class RunServices : public language::Services {
 public:
    List read_capture(const std::string& path, std::optional<std::size_t> count) override;
    void write_capture(const std::string& path, const std::vector<Packet>& packets,
                       const language::CaptureOptions& options) override;
    void check_time() override {
        if (check) check();
    }
    bool print(std::string_view text) override {
        if (printed) printed(text);
        return printed != nullptr;
    }
    std::function<void(std::string_view)> printed;  ///< Takes what show() and print() write.
    std::function<void()> check;                    ///< Throws where the test must end.
};

}  // namespace pkttest::runner
