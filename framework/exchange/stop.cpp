// StopFlag: an eventfd that stays readable once written.
#include "framework/exchange/stop.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace pkttest::exchange {

StopFlag::StopFlag() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "cannot make an eventfd");
}

StopFlag::~StopFlag() { close(descriptor_); }

void StopFlag::raise() noexcept {
    const int kept = errno;
    raised_.store(true, std::memory_order_relaxed);
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(descriptor_, &one, sizeof one);
    errno = kept;
}

void StopFlag::clear() noexcept {
    raised_.store(false, std::memory_order_relaxed);
    std::uint64_t count = 0;
    [[maybe_unused]] const auto taken = read(descriptor_, &count, sizeof count);
}

}  // namespace pkttest::exchange
