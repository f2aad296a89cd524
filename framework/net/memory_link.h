// MemoryLink: an Ethernet link without a wire. What is sent is recorded, what is delivered is received.
#pragma once

#include <deque>
#include <map>

#include "framework/net/bpf.h"
#include "framework/net/link.h"

namespace pkttest::net {

class MemoryLink : public Link {
 public:
    explicit MemoryLink(std::string name, int link_type = 1);

    /// A frame is received at `due`. Frames with the same time keep their order.
    void deliver(Frame frame, Time due);
    /// The time that sent frames are stamped with; take() sets it too.
    void set_time(Time now);

    int link_type() const override { return link_type_; }
    LinkDescription describe() const override { return {name_, "memory", "virtual", {}}; }
    bool is_virtual() const override { return true; }
    void arm(std::string_view filter) override;
    void send(std::span<const std::uint8_t> frame) override;
    std::optional<Frame> take(Time now) override;
    std::optional<Time> next_due() const override;
    Statistics statistics() const override { return counts_; }
    std::vector<std::uint8_t> hardware_address() const override { return {2, 0, 0, 0, 0, 1}; }

 private:
    std::string name_;
    int link_type_;
    Filter filter_;
    Time now_{0};
    std::multimap<Time, Frame> frames_;
    Statistics counts_;
};

}  // namespace pkttest::net
