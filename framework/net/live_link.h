// LiveLink: an interface of the system through packet sockets (packet(7)).
//
// Two sockets: one sends, the other sees all that passes, our own frames too, so that the evidence is whole;
// the kernel says which is which. A thread reads and stamps come from the kernel. The filter runs in user
// space on the frame as it stood on the wire, VLAN tag included.
#pragma once

#include <atomic>
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
    /// capability and the command that grants it).
    LiveLink(std::string name, std::string interface, const std::string& network_namespace = "");
    ~LiveLink() override;

    int link_type() const override { return link_type_; }
    LinkDescription describe() const override { return {name_, interface_, clock_, notes_}; }
    bool is_virtual() const override { return false; }
    void arm(std::string_view filter) override;
    void send(std::span<const std::uint8_t> frame) override;
    std::optional<Frame> take(Time now) override;
    int descriptor() const override { return ready_.get(); }
    Statistics statistics() const override;
    std::size_t largest_frame() const override { return largest_frame_; }
    std::vector<std::uint8_t> hardware_address() const override { return hardware_address_; }
    int interface_index() const override { return index_; }

 private:
    void open_in(const std::string& network_namespace);
    void open_here();
    void open_reader();
    void read_interface();
    void note_offloads();
    void read_loop();
    void read_frames(std::vector<std::uint8_t>& buffer);
    bool read_frame(std::vector<std::uint8_t>& buffer);
    void push(Frame&& frame);
    void count_drops() const;

    std::string name_, interface_, clock_ = "kernel (nanoseconds)";
    std::vector<std::string> notes_;
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
    bool is_armed_ = false;
    std::deque<Frame> queue_;
    mutable Statistics counts_;
    std::thread thread_;
};

}  // namespace pkttest::net
