// Link: a place where frames are sent and received. Memory, replay, lab and live links share this face.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pkttest::net {

/// Nanoseconds since the Unix epoch on real links, since the start of the run or as in the capture on virtual
/// ones.
using Time = std::chrono::nanoseconds;

enum class Direction : std::uint8_t { received, sent };

/// A frame as it stood on the wire, with what the kernel or the capture says of it.
struct Frame {
    std::vector<std::uint8_t> bytes;  ///< Captured octets, the VLAN tag put back where the kernel took it.
    std::uint32_t wire_length = 0;    ///< Octets on the wire; more than bytes.size() where the capture cut.
    Time time{0};                     ///< When it was received or sent, by the link's clock source.
    Direction direction = Direction::received;
    bool partial_checksum = false;  ///< The sender left the checksum to a card that never saw it (veth).
    std::string comment;            ///< pcapng opt_comment, else empty.
};

/// Counts since the link was armed.
struct Statistics {
    std::uint64_t received = 0;
    std::uint64_t sent = 0;
    std::uint64_t dropped = 0;  ///< Lost by the kernel or the card before the reader saw them.
};

/// What a link is, for the report.
struct LinkDescription {
    std::string name;                ///< The campaign's name: "lan".
    std::string where;               ///< "memory", "pcap:x.pcap", "eth1".
    std::string clock_source;        ///< "virtual", "capture", "kernel (nanoseconds)".
    std::vector<std::string> notes;  ///< Offloads found on, promiscuous mode changed, … one line each.
};

class Link {
 public:
    Link() = default;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    virtual ~Link() = default;

    /// The link type of its frames: a DLT_ value of libpcap (1 is Ethernet).
    virtual int link_type() const = 0;
    virtual LinkDescription describe() const = 0;

    /// True where time is virtual (memory, replay): the exchange's loop moves its clock instead of waiting.
    virtual bool is_virtual() const = 0;

    /// Starts the reader with a BPF filter in place ("" is none); nothing received before counts.
    /// Arming again replaces the filter. Throws std::system_error, std::invalid_argument for a wrong filter.
    virtual void arm(std::string_view filter) = 0;

    /// Sends one frame; returns when the kernel took it. Throws std::system_error with link and cause.
    virtual void send(std::span<const std::uint8_t> frame) = 0;

    /// The oldest frame not taken yet (sent ones too, so that the evidence is whole), without waiting. On a
    /// virtual link: only frames due at or before `now`.
    virtual std::optional<Frame> take(Time now) = 0;

    /// Virtual links: when the next frame is due; nullopt where none ever comes. Real links: nullopt.
    virtual std::optional<Time> next_due() const { return std::nullopt; }

    /// Real links: a descriptor that polls readable while take() has a frame; -1 on virtual links.
    virtual int descriptor() const { return -1; }

    virtual Statistics statistics() const = 0;

    /// Why frames may have come since then that take() never gives, counted drops aside, in a sentence: the
    /// interface was down, the capture is cut and was played to its end. Empty where there is no reason.
    virtual std::string blind_spot(Time /*since*/) const { return {}; }

    /// The largest frame that send() takes, in octets; 0 where there is no limit.
    virtual std::size_t largest_frame() const { return 0; }

    /// The hardware address of the interface, 6 octets; empty where it has none.
    virtual std::vector<std::uint8_t> hardware_address() const { return {}; }
    /// The index of the interface for route and neighbour look-ups; 0 where it has none.
    virtual int interface_index() const { return 0; }
};

}  // namespace pkttest::net
