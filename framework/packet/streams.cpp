// Streams: reassembly, one packet after the other.
#include "framework/packet/streams.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/find.h"
#include "framework/packet/fragments.h"
#include "framework/packet/stream_rule.h"

namespace pkttest {

namespace {

constexpr std::size_t most_pending = std::size_t{1} << 20;  ///< Octets that one stream keeps.
constexpr std::size_t most_requests = 4096;                 ///< That one stream keeps.
constexpr std::size_t most_fragments = 8192;                ///< Of one datagram: 65,535 octets by eights.

std::span<const std::uint8_t> octets_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The innermost layer of this name; nullopt where there is none.
std::optional<std::size_t> innermost(const Packet& packet, std::string_view name) {
    for (std::size_t i = packet.size(); i-- > 0;)
        if (packet[i].is(name)) return i;
    return std::nullopt;
}

/// Addresses and ports of one direction.
std::string stream_key(const Layer& tcp, bool back = false) {
    const auto ip = tcp.below();
    const auto address = [&](std::string_view name) { return ip ? ip->text(name) : ""; };
    return fmt::format("{} {} {} {}", address(back ? "dst" : "src"), address(back ? "src" : "dst"),
                       tcp.integer(back ? "dport" : "sport"), tcp.integer(back ? "sport" : "dport"));
}

/// The octets above a layer that the IP below counts; those of a frame's padding are none of them. nullopt
/// where it counts none, as before the network card cuts them (RFC 2675 and its like).
std::optional<std::size_t> counted_above(const Packet& packet, std::size_t layer) {
    std::uint64_t headers = 0;
    for (std::size_t i = layer + 1; i-- > 0;) {
        const bool is_v6 = packet[i].is("IPv6");
        headers += is_v6 ? 0 : packet[i].header().size();
        if (!is_v6 && !packet[i].is("IP")) continue;
        const std::uint64_t counted = packet[i].integer(is_v6 ? "plen" : "len");
        return counted == 0 ? std::nullopt : std::optional(counted - std::min(counted, headers));
    }
    return std::nullopt;
}

std::string octets_above(const Packet& packet, std::size_t layer) {
    const Octets octets = packet.tail(layer + 1).build();
    const std::size_t size = std::min(octets.size(), counted_above(packet, layer).value_or(octets.size()));
    return {octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size)};
}

Packet up_to(const Packet& packet, std::size_t layer) {
    Packet out(packet);
    out.remove_from(layer + 1);
    return out;
}

/// The innermost of these headers with octets above it.
Packet read_with(const Packet& headers, std::string_view octets) {
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

/// Of what the ports of the last header say; nullptr where there is none.
const StreamRule* rule_of(const Packet& headers) {
    const std::string_view name = guess_payload(headers[headers.size() - 1]).name;
    for (const StreamRule* rule : protocols::stream_rules())
        if (rule->protocol == name) return rule;
    return nullptr;
}

}  // namespace

std::int64_t StreamRule::size_of(std::span<const std::uint8_t> stream, std::uint8_t asked) const {
    if (message_size != nullptr) return message_size(stream, asked);
    const std::size_t head = std::size_t{at} + octets;
    if (stream.size() < head) return more;
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < octets; ++i)
        length = length << 8 | stream[is_little_endian ? head - 1 - i : at + i];
    const auto size = static_cast<std::int64_t>(length & mask) + add;
    return size < static_cast<std::int64_t>(head) ? other : size;
}

/// Whether no octet is missing with this fragment. Each fragment is looked at once, so that many of them, in
/// any order and overlapping, cost no more than their number.
bool IpReassembly::is_complete(Datagram& datagram, std::size_t offset, std::size_t size, bool more) {
    const auto after = datagram.places.upper_bound(offset);
    const bool meets_before = after != datagram.places.begin() && std::prev(after)->second > offset;
    const bool meets_after = after != datagram.places.end() && after->first < offset + size;
    if (meets_before || meets_after) datagram.is_spoiled = true;
    if (!datagram.places.emplace(offset, offset + size).second) return false;
    datagram.octets += size;
    if (!more) datagram.end = offset + size;
    return !datagram.is_spoiled && datagram.octets == datagram.end;
}

std::vector<Packet> IpReassembly::add(const Packet& packet) {
    const auto fragment = fragment_of(packet);
    if (!fragment) return {packet};
    Datagram& datagram = waiting_[fragment->key];
    const std::size_t size = fragment->octets.size();
    const auto known = datagram.places.find(fragment->offset);
    const bool is_twice = known != datagram.places.end() && known->second == fragment->offset + size;
    if (is_twice || datagram.fragments.size() >= most_fragments) return {};
    datagram.fragments.push_back(packet);
    if (!is_complete(datagram, fragment->offset, size, fragment->more)) return {};
    Defragmented joined = defragment(datagram.fragments);
    datagram.is_spoiled = joined.reassembled.empty();
    if (datagram.is_spoiled) return {};
    for (Packet& whole : joined.reassembled) whole.time = packet.time;
    waiting_.erase(fragment->key);
    return std::move(joined.reassembled);
}

std::vector<Packet> IpReassembly::rest() const {
    std::vector<Packet> out;
    for (const auto& [key, datagram] : waiting_)
        out.insert(out.end(), datagram.fragments.begin(), datagram.fragments.end());
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
        if ((flags & syn) != 0) begin(stream = {}, sequence + 1);
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

void TcpReassembly::begin(Stream& stream, std::uint32_t next) {
    stream.begun = true;
    stream.next = (std::uint64_t{1} << 32) + next;
}

void TcpReassembly::take(Stream& stream, std::uint32_t sequence, std::string data) {
    if (!stream.begun) begin(stream, sequence);
    // Sequence numbers wrap: what lies behind is within half their range.
    const auto distance = static_cast<std::int32_t>(sequence - static_cast<std::uint32_t>(stream.next));
    keep(stream, stream.next + static_cast<std::uint64_t>(std::int64_t{distance}), std::move(data));
    while (!stream.early.empty() && stream.early.begin()->first <= stream.next) {
        const auto first = stream.early.begin();
        const std::uint64_t known = stream.next - first->first;
        if (known < first->second.size()) {
            stream.pending.append(first->second, known);
            stream.next += first->second.size() - known;
        }
        stream.early_octets -= first->second.size();
        stream.early.erase(first);
    }
}

/// Of two pieces that begin at the same number the longer one stays.
void TcpReassembly::keep(Stream& stream, std::uint64_t sequence, std::string data) {
    if (sequence > stream.next && sequence - stream.next + data.size() > most_pending) return;
    std::string& kept = stream.early[sequence];
    if (kept.size() >= data.size()) return;
    const bool has_room = stream.early_octets + data.size() <= most_pending || sequence <= stream.next;
    if (!has_room && kept.empty()) stream.early.erase(sequence);
    if (!has_room) return;
    stream.early_octets += data.size() - kept.size();
    kept = std::move(data);
}

void TcpReassembly::note_request(Stream& stream, const StreamRule& rule,
                                 std::span<const std::uint8_t> message) {
    const std::uint8_t kind = rule.request_kind != nullptr ? rule.request_kind(message) : 0;
    if (kind == 0) return;
    if (kind == StreamRule::answer) {
        stream.asked.erase(0, 1);
        return;
    }
    std::string& asked = streams_[stream_key(stream.headers[stream.headers.size() - 1], true)].asked;
    if (asked.size() < most_requests) asked += static_cast<char>(kind);
}

/// Octets delivered from the front of `pending`; 0 where the message is not whole yet.
std::size_t TcpReassembly::deliver_one(Stream& stream, std::string_view pending, bool at_end,
                                       std::vector<Packet>& out) {
    const bool may_wait = !at_end && pending.size() < most_pending;
    const StreamRule* rule = rule_of(stream.headers);
    const auto asked = static_cast<std::uint8_t>(stream.asked.empty() ? 0 : stream.asked.front());
    const std::int64_t told = rule != nullptr ? rule->size_of(octets_of(pending), asked) : StreamRule::other;
    const bool is_whole = told > 0 && static_cast<std::uint64_t>(told) <= pending.size();
    if (told != StreamRule::other && !is_whole && may_wait) return 0;
    if (is_whole) pending = pending.substr(0, static_cast<std::size_t>(told));
    if (is_whole) note_request(stream, *rule, octets_of(pending));
    const Packet whole = read_with(stream.headers, pending);
    const Packet read = whole.tail(1);
    const bool is_known = rule == nullptr && guess_payload(whole[0]).name != "Raw";
    const bool is_cut = is_known && !read.malformed().empty();
    if (is_cut && may_wait) return 0;
    const bool has_more = is_known && !is_cut && ends_in_more(read);
    const std::size_t left = has_more ? read[read.size() - 1].header().size() : 0;
    out.push_back(message(stream.headers, read, read.size() - (has_more ? 1 : 0)));
    return std::max<std::size_t>(pending.size() - left, 1);
}

void TcpReassembly::deliver(Stream& stream, bool at_end, std::vector<Packet>& out) {
    std::size_t done = 0;
    while (done < stream.pending.size()) {
        const std::string_view pending = std::string_view(stream.pending).substr(done);
        const std::size_t delivered = deliver_one(stream, pending, at_end, out);
        if (delivered == 0) break;
        done += delivered;
    }
    stream.pending.erase(0, done);
}

std::vector<Packet> TcpReassembly::rest() {
    std::vector<Packet> out = fragments_.rest();
    for (auto& [key, stream] : streams_) deliver(stream, true, out);
    return out;
}

}  // namespace pkttest
