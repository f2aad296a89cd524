// Links that play captures by virtual time: a file whose frames are all received, and a recorded exchange.
#pragma once

#include <deque>
#include <map>

#include "framework/net/bpf.h"
#include "framework/net/capture.h"
#include "framework/net/link.h"

namespace pkttest::net {

/// `pcap:FILE`: every frame is received at the capture's time relative to the first frame's, whatever its
/// direction was. send() records only.
class CaptureLink : public Link {
 public:
    /// `where` is the file's path. Throws as CaptureReader, and std::runtime_error where frames of different
    /// link types are mixed.
    CaptureLink(std::string name, const std::string& where);

    int link_type() const override { return link_type_; }
    LinkDescription describe() const override;
    bool is_virtual() const override { return true; }
    void arm(std::string_view filter) override;
    void send(std::span<const std::uint8_t> frame) override;
    std::optional<Frame> take(Time now) override;
    std::optional<Time> next_due() const override;
    Statistics statistics() const override { return counts_; }
    std::string blind_spot(Time since) const override;

 private:
    void skip_unwanted();

    std::string name_, where_;
    std::vector<std::string> notes_;
    std::string truncated_, lost_;  ///< Why frames are missing at the end, anywhere.
    int link_type_ = 1;
    Filter filter_;
    Time now_{0};
    std::vector<Frame> frames_;
    std::size_t passed_ = 0;    ///< Frames before this one are over.
    std::size_t position_ = 0;  ///< The next one that the filter lets through.
    std::deque<Frame> sent_;
    Statistics counts_;
};

/// One link of a recorded exchange: what was received then is received again at its time; what was sent
/// then tells when a send happened.
class RecordedLink : public Link {
 public:
    /// `frames`: those of one interface, in the order of the recording, with directions and times.
    RecordedLink(std::string name, int link_type, std::vector<Frame> frames);

    int link_type() const override { return link_type_; }
    LinkDescription describe() const override { return {name_, "recording", "capture", {}}; }
    bool is_virtual() const override { return true; }
    void arm(std::string_view filter) override;
    /// Takes the frame for the next recorded one with the same octets; where there is none, for the next
    /// recorded one.
    void send(std::span<const std::uint8_t> frame) override;
    std::optional<Frame> take(Time now) override;
    std::optional<Time> next_due() const override;
    Statistics statistics() const override { return counts_; }
    std::vector<std::uint8_t> hardware_address() const override { return hardware_address_; }
    std::string blind_spot(Time) const override { return blind_spot_; }

    /// When the frame of the last send() was sent then; nullopt where the recording has none for it. The
    /// exchange moves its virtual clock there.
    std::optional<Time> recorded_time_of_last_send() const { return last_send_; }
    /// Sends that the recording has no frame for.
    std::uint64_t unmatched_sends() const { return unmatched_; }
    /// The address that the link had when it was recorded; 02:00:00:00:00:01 unless it is set.
    void set_hardware_address(std::vector<std::uint8_t> address) { hardware_address_ = std::move(address); }
    /// What the link that was recorded said of its blind spot.
    void set_blind_spot(std::string why) { blind_spot_ = std::move(why); }

 private:
    /// A received frame, and the send of the same instant before it, which it may be an answer to.
    struct Arrival {
        Frame frame;
        std::optional<std::size_t> cause;  ///< Into recorded_sends_.
    };

    std::optional<std::size_t> match(std::span<const std::uint8_t> octets);
    Time due(const Arrival& arrival) const;

    std::string name_;
    int link_type_;
    Filter filter_;
    Time now_{0};
    std::deque<Arrival> received_;
    std::vector<Frame> recorded_sends_;
    std::vector<bool> used_;
    std::map<std::string_view, std::deque<std::size_t>> by_octets_;  ///< Into recorded_sends_.
    std::size_t next_unused_ = 0;
    std::deque<Frame> sent_;
    std::optional<Time> last_send_;
    std::uint64_t unmatched_ = 0;
    std::vector<std::uint8_t> hardware_address_;
    std::string blind_spot_;
    Statistics counts_;
};

}  // namespace pkttest::net
