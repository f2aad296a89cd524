// SlowWatch: says of a test that runs for long that it does, while it does.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace pkttest::runner {

class SlowWatch {
 public:
    /// `say` is called from a thread of the watch, each time a test has run for another `after`; 0: never.
    SlowWatch(std::chrono::milliseconds after, std::function<void(const std::string&)> say);
    SlowWatch(const SlowWatch&) = delete;
    SlowWatch& operator=(const SlowWatch&) = delete;
    ~SlowWatch();

    void begin(std::string test);
    void end() { begin({}); }

 private:
    void watch();

    const std::chrono::milliseconds after_;
    const std::function<void(const std::string&)> say_;
    std::mutex mutex_;  ///< Guards what follows.
    std::condition_variable changed_;
    std::string test_;  ///< Empty: none runs.
    std::uint64_t turn_ = 0;
    bool over_ = false;
    std::thread thread_;
};

}  // namespace pkttest::runner
