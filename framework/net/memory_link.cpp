// MemoryLink: what is delivered is received, what is sent is recorded.
#include "framework/net/memory_link.h"

#include <algorithm>

namespace pkttest::net {

MemoryLink::MemoryLink(std::string name, int link_type) : name_(std::move(name)), link_type_(link_type) {}

void MemoryLink::deliver(Frame frame, Time due) {
    frame.time = due;
    frame.direction = Direction::received;
    frame.wire_length = std::max(frame.wire_length, static_cast<std::uint32_t>(frame.bytes.size()));
    if (filter_.matches(frame.bytes, frame.wire_length)) frames_.emplace(due, std::move(frame));
}

void MemoryLink::set_time(Time now) { now_ = now; }

void MemoryLink::arm(std::string_view filter) {
    filter_ = Filter(filter, link_type_);
    std::erase_if(frames_, [&](const auto& each) {
        const Frame& frame = each.second;
        return frame.direction == Direction::received && !filter_.matches(frame.bytes, frame.wire_length);
    });
    counts_ = {};
}

void MemoryLink::send(std::span<const std::uint8_t> octets) {
    Frame frame;
    frame.bytes.assign(octets.begin(), octets.end());
    frame.wire_length = static_cast<std::uint32_t>(octets.size());
    frame.time = now_;
    frame.direction = Direction::sent;
    frames_.emplace(now_, std::move(frame));
    ++counts_.sent;
}

std::optional<Frame> MemoryLink::take(Time now) {
    now_ = now;
    const auto first = frames_.begin();
    if (first == frames_.end() || first->first > now) return std::nullopt;
    Frame frame = std::move(first->second);
    frames_.erase(first);
    if (frame.direction == Direction::received) ++counts_.received;
    return frame;
}

std::optional<Time> MemoryLink::next_due() const {
    if (frames_.empty()) return std::nullopt;
    return frames_.begin()->first;
}

}  // namespace pkttest::net
