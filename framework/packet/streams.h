// Streams: packets as they come put together to what they carry, fragments to datagrams and TCP segments to
// the messages of the protocol above. The counterpart of Scapy's IPSession and TCPSession.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "framework/packet/packet.h"

namespace pkttest {

struct StreamRule;

/// Puts IPv4 and IPv6 fragments together.
class IpReassembly {
 public:
    /// The packet itself where it is no fragment; the whole one where this was the last that it waited for;
    /// nothing else.
    std::vector<Packet> add(const Packet& packet);
    /// Fragments of packets that never became whole.
    std::vector<Packet> rest() const;

 private:
    struct Datagram {
        std::vector<Packet> fragments;
        std::map<std::size_t, std::size_t> places;  ///< The end of each fragment by its offset.
        std::size_t octets = 0;                     ///< Of all of them.
        std::optional<std::size_t> end;             ///< Of the last one.
        bool is_spoiled = false;                    ///< Two overlap, or it could not be put together.
    };
    static bool is_complete(Datagram& datagram, std::size_t offset, std::size_t size, bool more);
    std::map<std::string, Datagram> waiting_;
};

/// Puts the segments of each direction of TCP connections in order (RFC 9293 3.10.7.4) and cuts what they
/// carry into messages: of protocols with a StreamRule one packet for each, however the segments were cut; of
/// all others one for each piece that came in order. Fragments are put together before.
class TcpReassembly {
 public:
    /// The packets that are complete with this one, in order: with the headers of the segment that completed
    /// them. Packets without TCP, and segments without data, as they are.
    std::vector<Packet> add(const Packet& packet);
    /// Messages that never became whole, with what there was of them.
    std::vector<Packet> rest();

 private:
    struct Stream {
        bool begun = false;
        /// The sequence number that comes next, counted on where the number on the wire begins again.
        std::uint64_t next = 0;
        std::map<std::uint64_t, std::string> early;  ///< Data ahead of it, by its sequence number.
        std::size_t early_octets = 0;
        std::string pending;  ///< In order, not yet a message.
        Packet headers;       ///< Of the last segment, TCP included.
        std::string asked;    ///< Kinds of requests of the other direction that wait for an answer.
    };
    static void begin(Stream& stream, std::uint32_t next);
    static void take(Stream& stream, std::uint32_t sequence, std::string data);
    static void keep(Stream& stream, std::uint64_t sequence, std::string data);
    void deliver(Stream& stream, bool at_end, std::vector<Packet>& out);
    std::size_t deliver_one(Stream& stream, std::string_view pending, bool at_end, std::vector<Packet>& out);
    void note_request(Stream& stream, const StreamRule& rule, std::span<const std::uint8_t> message);

    IpReassembly fragments_;
    std::map<std::string, Stream> streams_;
};

}  // namespace pkttest
