// Streams: reassembly, one packet after the other.
#include "framework/packet/streams.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/find.h"
#include "framework/packet/fragments.h"

namespace pkttest {

namespace {

constexpr std::size_t most_pending = std::size_t{1} << 20;  ///< Octets that one stream keeps.
constexpr std::size_t most_fragments = 8192;                ///< Of one datagram: 65,535 octets by eights.

/// The innermost layer of this name; nullopt where there is none.
std::optional<std::size_t> innermost(const Packet& packet, std::string_view name) {
    for (std::size_t i = packet.size(); i-- > 0;)
        if (packet[i].is(name)) return i;
    return std::nullopt;
}

/// Alike for the fragments of one datagram; empty where the packet is no fragment.
std::string fragment_key(const Packet& packet) {
    if (const auto at = innermost(packet, "IP")) {
        const Layer ip = packet[*at];
        if ((ip.integer("flags") & 1) == 0 && ip.integer("frag") == 0) return {};
        return fmt::format("{} {} {} {}", ip.text("src"), ip.text("dst"), ip.integer("proto"),
                           ip.integer("id"));
    }
    const auto at = innermost(packet, "IPv6ExtHdrFragment");
    const auto ip = innermost(packet, "IPv6");
    if (!at || !ip) return {};
    return fmt::format("{} {} {}", packet[*ip].text("src"), packet[*ip].text("dst"),
                       packet[*at].integer("id"));
}

/// Addresses and ports of one direction.
std::string stream_key(const Layer& tcp) {
    const auto ip = tcp.below();
    return fmt::format("{} {} {} {}", ip ? ip->text("src") : "", ip ? ip->text("dst") : "",
                       tcp.integer("sport"), tcp.integer("dport"));
}

std::string octets_above(const Packet& packet, std::size_t layer) {
    std::size_t end = packet.size();
    while (end > layer + 1 && packet[end - 1].is("Padding")) --end;
    Packet above = packet.tail(layer + 1);
    above.remove_from(end - layer - 1);
    const Octets octets = above.build();
    return {octets.begin(), octets.end()};
}

Packet up_to(const Packet& packet, std::size_t layer) {
    Packet out(packet);
    out.remove_from(layer + 1);
    return out;
}

/// The innermost of these headers with octets above it.
Packet read_with(const Packet& headers, const std::string& octets) {
    Octets all = headers.tail(headers.size() - 1).build();
    all.insert(all.end(), octets.begin(), octets.end());
    return Packet::dissect(all, headers[headers.size() - 1].protocol());
}

/// Whether the last layer is no part of the message before it.
bool ends_in_more(const Packet& read) {
    if (read.size() < 2) return false;
    const Layer last = read[read.size() - 1];
    return last.is("Padding") || (last.is("Raw") && carries_nothing(read[read.size() - 2].protocol()));
}

Packet message(const Packet& headers, const Packet& read, std::size_t layers) {
    Packet above(read);
    above.remove_from(layers);
    Packet out = headers / above;
    out.time = headers.time;
    return out;
}

}  // namespace

std::vector<Packet> IpReassembly::add(const Packet& packet) {
    const std::string key = fragment_key(packet);
    if (key.empty()) return {packet};
    auto& pieces = waiting_[key];
    if (pieces.size() < most_fragments) pieces.push_back(packet);
    Defragmented joined = defragment(pieces);
    if (joined.reassembled.empty()) return {};
    for (Packet& whole : joined.reassembled) whole.time = packet.time;
    waiting_.erase(key);
    return std::move(joined.reassembled);
}

std::vector<Packet> IpReassembly::rest() const {
    std::vector<Packet> out;
    for (const auto& [key, pieces] : waiting_) out.insert(out.end(), pieces.begin(), pieces.end());
    return out;
}

std::vector<Packet> TcpReassembly::add(const Packet& packet) {
    std::vector<Packet> out;
    for (const Packet& whole : fragments_.add(packet)) {
        const auto at = innermost(whole, "TCP");
        const std::string data = at ? octets_above(whole, *at) : std::string();
        if (!at) {
            out.push_back(whole);
            continue;
        }
        const Layer tcp = whole[*at];
        constexpr std::uint64_t fin = 1, syn = 2, rst = 4;
        const std::uint64_t flags = tcp.integer("flags");
        Stream& stream = streams_[stream_key(tcp)];
        const auto sequence = static_cast<std::uint32_t>(tcp.integer("seq"));
        if ((flags & syn) != 0) {
            stream = {};
            stream.begun = true;
            stream.next = sequence + 1;
        }
        stream.headers = up_to(whole, *at);
        const bool at_end = (flags & (fin | rst)) != 0;
        if (data.empty()) {
            if (at_end) deliver(stream, true, out);
            out.push_back(whole);
        } else {
            take(stream, (flags & syn) != 0 ? sequence + 1 : sequence, data);
            deliver(stream, at_end, out);
        }
    }
    return out;
}

void TcpReassembly::take(Stream& stream, std::uint32_t sequence, std::string data) {
    if (!stream.begun) {
        stream.begun = true;
        stream.next = sequence;
    }
    // Sequence numbers wrap: what lies behind is within half their range.
    const auto distance = [&](std::uint32_t number) {
        return static_cast<std::int32_t>(number - stream.next);
    };
    if (distance(sequence) > 0) {
        const auto end = static_cast<std::size_t>(distance(sequence)) + data.size();
        if (end <= most_pending) stream.early[sequence] = std::move(data);
        return;
    }
    while (true) {
        const auto known = static_cast<std::size_t>(-std::int64_t{distance(sequence)});
        if (known < data.size()) {
            stream.pending += data.substr(known);
            stream.next += static_cast<std::uint32_t>(data.size() - known);
        }
        const auto following = std::find_if(stream.early.begin(), stream.early.end(),
                                            [&](const auto& piece) { return distance(piece.first) <= 0; });
        if (following == stream.early.end()) return;
        sequence = following->first;
        data = std::move(following->second);
        stream.early.erase(following);
    }
}

void TcpReassembly::deliver(Stream& stream, bool at_end, std::vector<Packet>& out) {
    while (!stream.pending.empty()) {
        const Packet whole = read_with(stream.headers, stream.pending);
        const bool is_known = guess_payload(whole[0]).name != "Raw";
        const Packet read = whole.tail(1);
        const bool is_cut = is_known && !read.malformed().empty();
        if (is_cut && !at_end && stream.pending.size() < most_pending) return;
        const bool has_more = is_known && !is_cut && ends_in_more(read);
        const std::size_t left = has_more ? read[read.size() - 1].header().size() : 0;
        out.push_back(message(stream.headers, read, read.size() - (has_more ? 1 : 0)));
        stream.pending.erase(0, std::max<std::size_t>(stream.pending.size() - left, 1));
    }
}

std::vector<Packet> TcpReassembly::rest() {
    std::vector<Packet> out = fragments_.rest();
    for (auto& [key, stream] : streams_) deliver(stream, true, out);
    return out;
}

}  // namespace pkttest
