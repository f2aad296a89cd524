// Observer: is told of every frame of a test, in order. Reports and recordings are made from this alone.
#pragma once

#include <span>
#include <string_view>

#include "framework/exchange/clock.h"
#include "framework/packet/packet.h"

namespace pkttest::exchange {

struct FrameNotice {
    std::uint64_t id = 0;  ///< Counts from 0 in each test.
    std::size_t link = 0;
    std::string_view link_name;
    bool sent = false;
    Time time{0};
    const Packet& packet;
    std::span<const std::uint8_t> octets;
    std::string_view note;  ///< "answered by ARP_am", "address resolution"; often empty.
};

class Observer {
 public:
    virtual ~Observer() = default;
    virtual void frame(const FrameNotice&) {}
    /// An expectation took this received frame.
    virtual void matched(std::uint64_t /*id*/) {}
    /// A machine answered this frame; its answers come as frames of their own.
    virtual void answered(std::uint64_t /*id*/, std::string_view /*machine*/) {}
};

}  // namespace pkttest::exchange
