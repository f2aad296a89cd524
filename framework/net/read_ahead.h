// ReadAhead: the pieces of a large file, read on a thread of its own while the piece before is looked at.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <semaphore>
#include <thread>
#include <vector>

namespace pkttest::net {

class ReadAhead {
 public:
    /// Reads `descriptor`, which stays the caller's and open, in pieces of `piece` octets, each with
    /// `headroom` octets free before it.
    ReadAhead(int descriptor, std::size_t headroom, std::size_t piece);
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;
    ~ReadAhead();

    /// Puts the next piece in `buffer`, behind the headroom, and takes the buffer for a later one. Octets of
    /// the piece; 0 at the end of the file, for ever after; below 0: an error's number.
    ssize_t next(std::vector<std::uint8_t>& buffer);

 private:
    void run();
    ssize_t read_piece();

    const int descriptor_;
    const std::size_t headroom_, piece_;
    std::vector<std::uint8_t> spare_;
    ssize_t got_ = 0;
    std::atomic<bool> stops_ = false;
    std::binary_semaphore wanted_{1}, ready_{0};
    std::thread thread_;
};

}  // namespace pkttest::net
