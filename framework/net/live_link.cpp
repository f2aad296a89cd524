// LiveLink: opening, sending, taking. The thread that reads is in live_reader.cpp.
#include "framework/net/live_link.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <system_error>

#include "framework/net/ethtool.h"
#include "framework/net/in_namespace.h"

namespace pkttest::net {

namespace {

constexpr int receive_buffer = 16 * 1024 * 1024;
constexpr std::size_t vlan_tag = 4;
constexpr int raw_ip = 12;

[[noreturn]] void fail(int error, const std::string& what) {
    throw std::system_error(error, std::generic_category(), what);
}

/// DLT_ of an interface's hardware type (ARPHRD_); -1 where its frames mean nothing here.
int to_link_type(unsigned hardware) {
    switch (hardware) {
        case ARPHRD_ETHER:
        case ARPHRD_LOOPBACK:
            return 1;
        case ARPHRD_NONE:
        case ARPHRD_PPP:
        case ARPHRD_TUNNEL:
        case ARPHRD_TUNNEL6:
        case ARPHRD_SIT:
        case ARPHRD_RAWIP:
            return raw_ip;
        case ARPHRD_IEEE80211:
            return 105;
        case ARPHRD_IEEE80211_RADIOTAP:
            return 127;
        default:
            return -1;
    }
}

Descriptor open_socket(const std::string& interface) {
    // Protocol 0: nothing is received before bind() has named interface and protocol.
    Descriptor out(::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (out.is_open()) return out;
    if (errno == EPERM || errno == EACCES)
        fail(errno,
             fmt::format("frames on {} need the capability CAP_NET_RAW; run with sudo, or once: sudo setcap "
                         "cap_net_raw,cap_net_admin+eip $(command -v pkttest)",
                         interface));
    fail(errno, fmt::format("cannot open a packet socket for {}", interface));
}

void set_option(int socket, int level, int option, int value, const std::string& what) {
    if (::setsockopt(socket, level, option, &value, sizeof value) != 0) fail(errno, what);
}

void bind_to(int socket, int index, int protocol, const std::string& interface) {
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(static_cast<std::uint16_t>(protocol));
    address.sll_ifindex = index;
    if (::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        fail(errno, fmt::format("cannot bind to {}", interface));
}

Descriptor open_event() {
    Descriptor out(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!out.is_open()) fail(errno, "cannot make an event descriptor");
    return out;
}

Time now() {
    timespec stamp{};
    ::clock_gettime(CLOCK_REALTIME, &stamp);
    return std::chrono::seconds(stamp.tv_sec) + std::chrono::nanoseconds(stamp.tv_nsec);
}

}  // namespace

LiveLink::LiveLink(std::string name, std::string interface, const std::string& network_namespace)
    : name_(std::move(name)),
      interface_(std::move(interface)),
      is_here_(network_namespace.empty()),
      ready_(open_event()),
      quit_(open_event()) {
    in_namespace(network_namespace, [this] {
        sender_ = open_socket(interface_);
        reader_ = open_socket(interface_);
        read_interface();
        note_offloads();
        wait_until_running();
        if (std::string why = why_silent(); !why.empty()) notes_.push_back(std::move(why));
    });
    open_reader();
    bind_to(sender_.get(), index_, 0, interface_);
}

LiveLink::~LiveLink() {
    if (!thread_.joinable()) return;
    const std::uint64_t one = 1;
    while (::write(quit_.get(), &one, sizeof one) < 0 && errno == EINTR) {
    }
    thread_.join();
}

void LiveLink::read_interface() {
    if (interface_.empty() || interface_.size() >= IFNAMSIZ)
        fail(ENODEV, fmt::format("{}: \"{}\" cannot be the name of an interface", name_, interface_));
    const auto ask = [this](unsigned long request) {
        ifreq query{};
        std::memcpy(query.ifr_name, interface_.data(), interface_.size());
        if (::ioctl(sender_.get(), request, &query) != 0)
            fail(errno, fmt::format("{}: there is no interface {}; `ip link` lists them", name_, interface_));
        return query;
    };
    index_ = ask(SIOCGIFINDEX).ifr_ifindex;
    loopback_ = (ask(SIOCGIFFLAGS).ifr_flags & IFF_LOOPBACK) != 0;
    mtu_ = static_cast<std::size_t>(ask(SIOCGIFMTU).ifr_mtu);
    const sockaddr hardware = ask(SIOCGIFHWADDR).ifr_hwaddr;
    link_type_ = to_link_type(hardware.sa_family);
    if (link_type_ < 0)
        fail(EPFNOSUPPORT, fmt::format("{}: {} is of hardware type {}, which is neither Ethernet nor IP",
                                       name_, interface_, hardware.sa_family));
    if (link_type_ == 1) {
        const auto* octets = reinterpret_cast<const std::uint8_t*>(hardware.sa_data);
        hardware_address_.assign(octets, octets + ETH_ALEN);
    }
    largest_frame_ = mtu_ + (link_type_ == 1 ? ETH_HLEN + vlan_tag : 0);
}

void LiveLink::note_offloads() {
    for (const Offload& each : offloads())
        if (is_on(sender_.get(), interface_, each))
            notes_.push_back(fmt::format("{} is on: {} (`ethtool -K {} {} off`)", each.name, each.consequence,
                                         interface_, each.name));
}

/// An interface that has just come up has its carrier seconds later, and until the system has seen it, throws
/// away what is sent.
void LiveLink::wait_until_running() const {
    constexpr auto longest = std::chrono::seconds(5);
    constexpr int pause = 10;  // Milliseconds.
    for (const Time end = now() + longest; now() < end; ::poll(nullptr, 0, pause)) {
        ifreq query{};
        std::memcpy(query.ifr_name, interface_.data(), interface_.size());
        if (::ioctl(sender_.get(), SIOCGIFFLAGS, &query) != 0) return;
        if ((query.ifr_flags & IFF_UP) == 0 || (query.ifr_flags & IFF_RUNNING) != 0) return;
    }
}

/// Why nothing can come at the moment; empty where something can.
std::string LiveLink::why_silent() const {
    ifreq query{};
    std::memcpy(query.ifr_name, interface_.data(), interface_.size());
    if (::ioctl(sender_.get(), SIOCGIFFLAGS, &query) != 0) return fmt::format("{} is gone", interface_);
    if ((query.ifr_flags & IFF_UP) == 0)
        return fmt::format("{} is down (`ip link set {} up`)", interface_, interface_);
    if (!has_carrier(sender_.get(), interface_))
        return fmt::format("{} has no carrier: no cable, or nobody at its other end", interface_);
    return {};
}

std::string LiveLink::blind_spot(Time since) const {
    {
        const std::lock_guard lock(mutex_);
        if (reader_failed_ || (!failure_.empty() && failed_at_ >= since)) return failure_;
    }
    return why_silent();
}

void LiveLink::open_reader() {
    const int socket = reader_.get();
    set_option(socket, SOL_PACKET, PACKET_AUXDATA, 1, "cannot ask for VLAN tags");
    set_option(socket, SOL_SOCKET, SO_TIMESTAMPNS, 1, "cannot ask for time stamps");
    if (::setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, &receive_buffer, sizeof receive_buffer) != 0)
        set_option(socket, SOL_SOCKET, SO_RCVBUF, receive_buffer, "cannot set the receive buffer");
    if (loopback_) return;
    packet_mreq membership{};
    membership.mr_ifindex = index_;
    membership.mr_type = PACKET_MR_PROMISC;
    // The kernel takes the membership back when the socket closes, also after a crash.
    if (::setsockopt(socket, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof membership) == 0)
        notes_.push_back(fmt::format("{} is promiscuous while the link is open", interface_));
    else
        notes_.push_back(
            fmt::format("{} could not be made promiscuous: {}", interface_, std::strerror(errno)));
}

LinkDescription LiveLink::describe() const {
    const std::lock_guard lock(mutex_);
    return {name_, interface_, "kernel (nanoseconds)", notes_};
}

void LiveLink::arm(std::string_view filter) {
    Filter compiled(filter, link_type_);
    {
        const std::lock_guard lock(mutex_);
        filter_ = std::move(compiled);
        armed_ = now();
        queue_.clear();
        queued_octets_ = 0;
        clear_ready();
        count_drops();
        counts_ = {};
    }
    if (thread_.joinable()) return;
    bind_to(reader_.get(), index_, ETH_P_ALL, interface_);
    thread_ = std::thread([this] { read_loop(); });
}

void LiveLink::send(std::span<const std::uint8_t> frame) {
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_ifindex = index_;
    if (link_type_ == raw_ip && !frame.empty())
        address.sll_protocol = htons(frame[0] >> 4 == 6 ? ETH_P_IPV6 : ETH_P_IP);
    for (int tries = 0;; ++tries) {
        const ssize_t put = ::sendto(sender_.get(), frame.data(), frame.size(), 0,
                                     reinterpret_cast<const sockaddr*>(&address), sizeof address);
        if (put >= 0) break;
        const int error = errno;
        if (error == EINTR) continue;
        constexpr int most_tries = 1000;
        if ((error != ENOBUFS && error != EAGAIN) || tries >= most_tries) explain_send(error, frame.size());
        // A full queue of the card tells no socket when it has room: it is asked each millisecond.
        pollfd room{sender_.get(), POLLOUT, 0};
        ::poll(&room, error == EAGAIN ? 1 : 0, 1);
    }
    const std::lock_guard lock(mutex_);
    ++counts_.sent;
}

void LiveLink::explain_send(int error, std::size_t length) const {
    const std::string who = fmt::format("{} ({})", name_, interface_);
    if (error == EMSGSIZE)
        fail(error, fmt::format("{}: a frame of {} octets is too long for the MTU of {}", who, length, mtu_));
    if (error == EPERM || error == EACCES)
        fail(error,
             fmt::format("{}: sending needs the capability CAP_NET_RAW; run with sudo, or once: sudo setcap "
                         "cap_net_raw,cap_net_admin+eip $(command -v pkttest)",
                         who));
    if (error == ENETDOWN)
        fail(error, fmt::format("{}: the interface is down (`ip link set {} up`)", who, interface_));
    if (error == ENXIO || error == ENODEV) fail(error, fmt::format("{}: the interface is gone", who));
    if (error == EINVAL)
        fail(error, fmt::format("{}: a frame of {} octets is too short for the link", who, length));
    fail(error, fmt::format("{}: a frame of {} octets could not be sent", who, length));
}

std::optional<Frame> LiveLink::take(Time) {
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return std::nullopt;
    Frame frame = std::move(queue_.front());
    queue_.pop_front();
    queued_octets_ -= frame.bytes.size();
    if (queue_.empty()) clear_ready();
    if (frame.direction == Direction::received) ++counts_.received;
    return frame;
}

void LiveLink::clear_ready() {
    std::uint64_t count = 0;
    while (::read(ready_.get(), &count, sizeof count) < 0 && errno == EINTR) {
    }
}

Statistics LiveLink::statistics() const {
    const std::lock_guard lock(mutex_);
    count_drops();
    return counts_;
}

/// The kernel's counters start anew with each look.
void LiveLink::count_drops() const {
    tpacket_stats stats{};
    socklen_t length = sizeof stats;
    if (::getsockopt(reader_.get(), SOL_PACKET, PACKET_STATISTICS, &stats, &length) == 0)
        counts_.dropped += stats.tp_drops;
}

}  // namespace pkttest::net
