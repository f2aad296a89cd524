// ReadAhead: one piece is handed over while the next is read.
#include "framework/net/read_ahead.h"

#include <unistd.h>

#include <cerrno>

namespace pkttest::net {

ReadAhead::ReadAhead(int descriptor, std::size_t headroom, std::size_t piece)
    : descriptor_(descriptor), headroom_(headroom), piece_(piece), thread_([this] { run(); }) {}

ReadAhead::~ReadAhead() {
    stops_ = true;
    wanted_.release();
    thread_.join();
}

void ReadAhead::run() {
    for (bool more = true; more;) {
        wanted_.acquire();
        if (stops_) return;
        got_ = read_piece();
        more = got_ > 0;
        ready_.release();
    }
}

ssize_t ReadAhead::read_piece() {
    spare_.resize(headroom_ + piece_);
    for (;;) {
        const ssize_t got = ::read(descriptor_, spare_.data() + headroom_, piece_);
        if (got >= 0) return got;
        if (errno != EINTR) return -errno;
    }
}

ssize_t ReadAhead::next(std::vector<std::uint8_t>& buffer) {
    if (!thread_.joinable()) return 0;
    ready_.acquire();
    const ssize_t got = got_;
    if (got <= 0) {
        ready_.release();  // The thread has ended: the same answer for ever.
        return got;
    }
    buffer.swap(spare_);
    wanted_.release();
    return got;
}

}  // namespace pkttest::net
