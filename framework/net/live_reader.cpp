// The thread that reads a live link: frames with what the kernel says of them.
#include <fmt/format.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

#include "framework/net/live_link.h"

namespace pkttest::net {

namespace {

constexpr std::size_t largest_read = std::size_t{512} * 1024;
/// What one link may hold unread; beyond it frames count as dropped.
constexpr std::size_t most_octets = std::size_t{512} * 1024 * 1024;
constexpr std::size_t most_frames = 2'000'000;
constexpr std::size_t addresses = 12;

/// Puts a tag that the kernel took out back behind the addresses.
void restore_tag(const tpacket_auxdata& data, Frame& frame) {
    if ((data.tp_status & TP_STATUS_VLAN_VALID) == 0 || frame.bytes.size() < addresses) return;
    const bool named = (data.tp_status & TP_STATUS_VLAN_TPID_VALID) != 0;
    const unsigned tpid = named ? data.tp_vlan_tpid : ETH_P_8021Q;
    const unsigned tci = data.tp_vlan_tci;
    const std::array<std::uint8_t, 4> tag = {
        static_cast<std::uint8_t>(tpid >> 8), static_cast<std::uint8_t>(tpid),
        static_cast<std::uint8_t>(tci >> 8), static_cast<std::uint8_t>(tci)};
    frame.bytes.insert(frame.bytes.begin() + addresses, tag.begin(), tag.end());
    frame.wire_length += tag.size();
}

Time to_time(const timespec& stamp) {
    return std::chrono::seconds(stamp.tv_sec) + std::chrono::nanoseconds(stamp.tv_nsec);
}

Time now() {
    timespec stamp{};
    ::clock_gettime(CLOCK_REALTIME, &stamp);
    return to_time(stamp);
}

void read_control(msghdr& message, Frame& frame) {
    for (cmsghdr* each = CMSG_FIRSTHDR(&message); each != nullptr; each = CMSG_NXTHDR(&message, each)) {
        if (each->cmsg_level == SOL_SOCKET && each->cmsg_type == SCM_TIMESTAMPNS) {
            timespec stamp{};
            std::memcpy(&stamp, CMSG_DATA(each), sizeof stamp);
            frame.time = to_time(stamp);
        }
        if (each->cmsg_level == SOL_PACKET && each->cmsg_type == PACKET_AUXDATA) {
            tpacket_auxdata data{};
            std::memcpy(&data, CMSG_DATA(each), sizeof data);
            frame.partial_checksum = (data.tp_status & TP_STATUS_CSUMNOTREADY) != 0;
            restore_tag(data, frame);
        }
    }
}

}  // namespace

void LiveLink::read_loop() {
    std::vector<std::uint8_t> buffer(largest_read);
    for (;;) {
        std::array<pollfd, 2> wait = {{{reader_.get(), POLLIN, 0}, {quit_.get(), POLLIN, 0}}};
        if (::poll(wait.data(), wait.size(), -1) < 0 && errno != EINTR) return;
        if (wait[1].revents != 0) return;
        // So many at once only, so that endless traffic does not keep the thread from its end.
        constexpr int burst = 256;
        for (int i = 0; i < burst && read_frame(buffer); ++i) {
        }
        if (reader_failed_) return;
    }
}

/// Reads one frame; false where there is none at the moment.
bool LiveLink::read_frame(std::vector<std::uint8_t>& buffer) {
    alignas(cmsghdr) std::array<char, 256> control{};
    sockaddr_ll from{};
    iovec piece{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_name = &from;
    message.msg_namelen = sizeof from;
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(reader_.get(), &message, MSG_DONTWAIT | MSG_TRUNC);
    if (got < 0) return note_failure(errno);
    const bool outgoing = from.sll_pkttype == PACKET_OUTGOING;
    // Loopback shows each frame twice, once each way.
    if (outgoing && loopback_) return true;
    Frame frame;
    const auto length = static_cast<std::size_t>(got);
    frame.bytes.assign(buffer.begin(),
                       buffer.begin() + static_cast<std::ptrdiff_t>(std::min(length, buffer.size())));
    frame.wire_length = static_cast<std::uint32_t>(length);
    frame.direction = outgoing ? Direction::sent : Direction::received;
    read_control(message, frame);
    push(std::move(frame));
    return true;
}

/// A link that goes down may come back: the reader stays. Anything else ends it.
bool LiveLink::note_failure(int error) {
    if (error == EAGAIN || error == EINTR) return false;
    const std::lock_guard lock(mutex_);
    const std::string note =
        error == ENETDOWN ? fmt::format("{} is or was down while it was read", interface_)
                          : fmt::format("{} cannot be read any more: {}", interface_, std::strerror(error));
    if (notes_.empty() || notes_.back() != note) notes_.push_back(note);
    failure_ = note;
    failed_at_ = now();
    reader_failed_ = error != ENETDOWN;
    return false;
}

void LiveLink::push(Frame&& frame) {
    const std::lock_guard lock(mutex_);
    if (frame.time < armed_) return;
    if (frame.direction == Direction::received && !filter_.matches(frame.bytes, frame.wire_length)) return;
    if (queue_.size() >= most_frames || queued_octets_ >= most_octets) {
        ++counts_.dropped;
        return;
    }
    queued_octets_ += frame.bytes.size();
    queue_.push_back(std::move(frame));
    if (queue_.size() > 1) return;
    const std::uint64_t one = 1;
    while (::write(ready_.get(), &one, sizeof one) < 0 && errno == EINTR) {
    }
}

}  // namespace pkttest::net
