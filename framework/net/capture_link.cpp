// CaptureLink: the frames of a file, received by its own time.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "framework/net/replay_link.h"

namespace pkttest::net {

CaptureLink::CaptureLink(std::string name, const std::string& where) : name_(std::move(name)), where_(where) {
    CaptureReader reader(where_);
    Time first{0}, last{0};
    std::uint64_t backwards = 0;
    for (CapturedFrame each; reader.next(each);) {
        if (frames_.empty()) {
            link_type_ = each.link_type;
            first = each.frame.time;
        }
        if (each.link_type != link_type_)
            throw std::runtime_error(
                fmt::format("{} mixes the link types {} and {}", where_, link_type_, each.link_type));
        const Time relative = each.frame.time - first;
        backwards += relative < last ? 1 : 0;
        last = std::max(last, relative);
        each.frame.time = last;
        each.frame.direction = Direction::received;
        frames_.push_back(std::move(each.frame));
    }
    truncated_ = reader.truncated();
    if (reader.lost() > 0)
        lost_ = fmt::format("{} says that {} packets were lost when it was made", where_, reader.lost());
    for (const std::string& note : {truncated_, lost_})
        if (!note.empty()) notes_.push_back(note);
    if (backwards > 0)
        notes_.push_back(
            fmt::format("{} time stamps go back; their frames come with the one before", backwards));
}

LinkDescription CaptureLink::describe() const { return {name_, "pcap:" + where_, "capture", notes_}; }

std::string CaptureLink::blind_spot(Time) const {
    if (!lost_.empty()) return lost_;
    return position_ == frames_.size() ? truncated_ : "";
}

void CaptureLink::arm(std::string_view filter) {
    filter_ = Filter(filter, link_type_);
    counts_ = {};
    position_ = passed_;
    skip_unwanted();
}

void CaptureLink::skip_unwanted() {
    while (position_ < frames_.size() &&
           !filter_.matches(frames_[position_].bytes, frames_[position_].wire_length))
        ++position_;
}

void CaptureLink::send(std::span<const std::uint8_t> octets) {
    Frame frame;
    frame.bytes.assign(octets.begin(), octets.end());
    frame.wire_length = static_cast<std::uint32_t>(octets.size());
    frame.time = now_;
    frame.direction = Direction::sent;
    sent_.push_back(std::move(frame));
    ++counts_.sent;
}

std::optional<Frame> CaptureLink::take(Time now) {
    now_ = now;
    while (passed_ < position_ && frames_[passed_].time <= now) ++passed_;
    const bool received = position_ < frames_.size() && frames_[position_].time <= now;
    if (!sent_.empty() && (!received || sent_.front().time < frames_[position_].time)) {
        Frame frame = std::move(sent_.front());
        sent_.pop_front();
        return frame;
    }
    if (!received) return std::nullopt;
    Frame frame = std::move(frames_[position_++]);
    passed_ = position_;
    skip_unwanted();
    ++counts_.received;
    return frame;
}

std::optional<Time> CaptureLink::next_due() const {
    if (!sent_.empty()) return sent_.front().time;
    if (position_ < frames_.size()) return frames_[position_].time;
    return std::nullopt;
}

}  // namespace pkttest::net
