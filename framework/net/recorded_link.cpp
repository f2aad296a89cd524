// RecordedLink: one link of a recorded exchange, played again.
#include "framework/net/replay_link.h"

namespace pkttest::net {

namespace {

std::string_view text_of(std::span<const std::uint8_t> octets) {
    return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

}  // namespace

RecordedLink::RecordedLink(std::string name, int link_type, std::vector<Frame> frames)
    : name_(std::move(name)), link_type_(link_type), hardware_address_{2, 0, 0, 0, 0, 1} {
    for (Frame& frame : frames) {
        if (frame.direction == Direction::sent) {
            recorded_sends_.push_back(std::move(frame));
            continue;
        }
        const bool same_instant = !recorded_sends_.empty() && recorded_sends_.back().time == frame.time;
        const auto cause = same_instant ? std::optional(recorded_sends_.size() - 1) : std::nullopt;
        received_.push_back({std::move(frame), cause});
    }
    used_.resize(recorded_sends_.size());
    for (std::size_t i = 0; i < recorded_sends_.size(); ++i)
        by_octets_[text_of(recorded_sends_[i].bytes)].push_back(i);
}

void RecordedLink::arm(std::string_view filter) {
    filter_ = Filter(filter, link_type_);
    counts_ = {};
}

/// The recorded frame that stands for these octets; nullopt where all are used up.
std::optional<std::size_t> RecordedLink::match(std::span<const std::uint8_t> octets) {
    const auto found = by_octets_.find(text_of(octets));
    if (found != by_octets_.end()) {
        auto& candidates = found->second;
        while (!candidates.empty() && used_[candidates.front()]) candidates.pop_front();
        if (!candidates.empty()) return candidates.front();
    }
    while (next_unused_ < used_.size() && used_[next_unused_]) ++next_unused_;
    return next_unused_ < used_.size() ? std::optional(next_unused_) : std::nullopt;
}

void RecordedLink::send(std::span<const std::uint8_t> octets) {
    Frame frame;
    frame.bytes.assign(octets.begin(), octets.end());
    frame.wire_length = static_cast<std::uint32_t>(octets.size());
    frame.time = now_;
    frame.direction = Direction::sent;
    last_send_.reset();
    if (const auto index = match(octets)) {
        used_[*index] = true;
        last_send_ = recorded_sends_[*index].time;
        frame.time = *last_send_;
    } else {
        ++unmatched_;
    }
    sent_.push_back(std::move(frame));
    ++counts_.sent;
}

/// When a received frame is due: one of the same instant as the send before it waits for that send.
Time RecordedLink::due(const Arrival& arrival) const {
    const bool waits = arrival.cause && !used_[*arrival.cause];
    return arrival.frame.time + Time(waits ? 1 : 0);
}

std::optional<Frame> RecordedLink::take(Time now) {
    now_ = now;
    while (!received_.empty() && due(received_.front()) <= now &&
           !filter_.matches(received_.front().frame.bytes, received_.front().frame.wire_length))
        received_.pop_front();
    const bool received = !received_.empty() && due(received_.front()) <= now;
    const bool sent = !sent_.empty() && sent_.front().time <= now;
    if (!received && !sent) return std::nullopt;
    if (sent && (!received || sent_.front().time <= received_.front().frame.time)) {
        Frame frame = std::move(sent_.front());
        sent_.pop_front();
        return frame;
    }
    Frame frame = std::move(received_.front().frame);
    received_.pop_front();
    ++counts_.received;
    return frame;
}

std::optional<Time> RecordedLink::next_due() const {
    std::optional<Time> first;
    if (!received_.empty()) first = due(received_.front());
    if (!sent_.empty() && (!first || sent_.front().time < *first)) first = sent_.front().time;
    return first;
}

}  // namespace pkttest::net
