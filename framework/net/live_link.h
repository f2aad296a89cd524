// LiveLink: an interface of the system through packet sockets (packet(7)).
//
// Two sockets: one sends, the other sees all that passes, our own frames too, so that the evidence is whole;
// the kernel says which is which. A thread reads and stamps come from the kernel. The filter runs in user
// space on the frame as it stood on the wire, VLAN tag included; frames that we sent always pass it. The
// order of the frames is the kernel's. Time stamps are too; only in the first milliseconds after no program
// had asked for any may the kernel stamp a frame when it is read.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "framework/net/bpf.h"
#include "framework/net/descriptor.h"
#include "framework/net/link.h"

namespace pkttest::net {

class LiveLink : public Link {
 public:
    /// `interface` is the system's name of it; `network_namespace` a name (as `ip netns` has it) or a path,
    /// "" the calling thread's. Throws std::system_error: no such interface, no permission (with the
    /// capability and the command that grants it). Waits up to 5 s for the carrier of one that is up.
    LiveLink(std::string name, std::string interface, const std::string& network_namespace = "");
    ~LiveLink() override;

    int link_type() const override { return link_type_; }
    LinkDescription describe() const override;
    bool is_virtual() const override { return false; }
    void arm(std::string_view filter) override;
    void send(std::span<const std::uint8_t> frame) override;
    std::optional<Frame> take(Time now) override;
    int descriptor() const override { return ready_.get(); }
    Statistics statistics() const override;
    /// Also where the interface is down, or has no carrier, at the moment.
    std::string blind_spot(Time since) const override;
    std::size_t largest_frame() const override { return largest_frame_; }
    std::vector<std::uint8_t> hardware_address() const override { return hardware_address_; }
    /// 0 in another namespace: the tables that this process reads do not know it.
    int interface_index() const override { return is_here_ ? index_ : 0; }

 private:
    void read_interface();
    void note_offloads();
    void wait_until_running() const;
    std::string why_silent() const;
    void open_reader();
    [[noreturn]] void explain_send(int error, std::size_t length) const;
    void clear_ready();
    void count_drops() const;

    void read_loop();
    bool read_frame(std::vector<std::uint8_t>& buffer);
    bool note_failure(int error);
    void push(Frame&& frame);

    std::string name_, interface_;
    bool is_here_;  ///< In the caller's network namespace.
    Descriptor sender_, reader_, ready_, quit_;
    int index_ = 0;
    int link_type_ = 1;
    bool loopback_ = false;
    std::size_t mtu_ = 0;
    std::size_t largest_frame_ = 0;
    std::vector<std::uint8_t> hardware_address_;

    mutable std::mutex mutex_;  ///< Guards what follows.
    Filter filter_;
    Time armed_{0};
    std::vector<std::string> notes_;
    std::size_t queued_octets_ = 0;
    std::deque<Frame> queue_;
    mutable Statistics counts_;
    std::string failure_;  ///< Why frames could not be read, the last time.
    Time failed_at_{0};
    bool reader_failed_ = false;  ///< For good.
    std::thread thread_;
};

}  // namespace pkttest::net
