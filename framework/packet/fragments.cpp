// Fragments: cutting by octets of the built packet, joining by offset.
#include "framework/packet/fragments.h"

#include <algorithm>
#include <map>
#include <string>

#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

constexpr std::size_t header6 = 40, fragment_header6 = 8;

void set_number(Packet& packet, std::size_t layer, std::string_view field, std::uint64_t value) {
    packet.set_internal(layer, *find_field(packet[layer].protocol(), field),
                        Value(static_cast<Integer>(value)));
}

void unset(Packet& packet, std::size_t layer, std::initializer_list<std::string_view> fields) {
    for (const auto field : fields) packet.unset(layer, *find_field(packet[layer].protocol(), field));
}

std::string_view text_of(std::span<const std::uint8_t> octets) {
    return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

/// The packet as it goes out, every layer received: numbers and lengths can be read.
Packet built(const Packet& packet) {
    const Octets octets = packet.build();
    return packet.empty() ? Packet() : Packet::dissect(octets, packet[0].protocol());
}

std::optional<std::size_t> last_layer(const Packet& packet, std::string_view protocol) {
    std::optional<std::size_t> out;
    for (std::size_t i = 0; i < packet.size(); ++i)
        if (packet[i].is(protocol)) out = i;
    return out;
}

/// The layers up to `last` of a packet, changeable.
Packet head_of(const Packet& packet, std::size_t last) {
    Packet out = packet;
    out.remove_from(last + 1);
    return out;
}

// ---- cutting -----------------------------------------------------------------------------------------

Packet piece(const Packet& head, std::size_t ip, std::span<const std::uint8_t> payload, std::uint64_t frag,
             std::uint64_t flags) {
    Packet out = head;
    set_number(out, ip, "frag", frag);
    set_number(out, ip, "flags", flags);
    unset(out, ip, {"len", "chksum"});
    out /= Packet::raw(text_of(payload));
    return out;
}

bool precedes_fragment_header(const Layer& layer) {
    return layer.is("IPv6ExtHdrHopByHop") || layer.is("IPv6ExtHdrDestOpt") || layer.is("IPv6ExtHdrRouting") ||
           layer.is("IPv6ExtHdrSegmentRouting");
}

/// The last layer of the part that every fragment repeats (RFC 8200, 4.5): destination options count only
/// where a routing header follows.
std::size_t last_repeated(const Packet& packet, std::size_t ipv6) {
    std::size_t last = ipv6;
    for (std::size_t i = ipv6 + 1; i < packet.size() && precedes_fragment_header(packet[i]); ++i)
        if (!packet[i].is("IPv6ExtHdrDestOpt")) last = i;
    return last;
}

}  // namespace

std::vector<Packet> fragment(const Packet& packet, std::size_t size) {
    const std::size_t step = std::max<std::size_t>(size / 8 * 8, 8);
    const Packet whole = built(packet);
    const auto ip = last_layer(whole, "IP");
    if (!ip) return {packet};
    const auto payload = whole[*ip].payload();
    if (payload.size() <= step) return {packet};
    const Packet head = head_of(whole, *ip);
    const std::uint64_t first = whole[*ip].integer("frag"), flags = whole[*ip].integer("flags");
    std::vector<Packet> out;
    for (std::size_t at = 0; at < payload.size(); at += step) {
        const bool last = at + step >= payload.size();
        out.push_back(piece(head, *ip, payload.subspan(at, std::min(step, payload.size() - at)),
                            first + at / 8, last ? flags : flags | 1));
        out.back().time = packet.time;
    }
    return out;
}

std::vector<Packet> fragment6(const Packet& packet, std::size_t size) {
    const Packet whole = built(packet);
    const auto ip = last_layer(whole, "IPv6");
    if (!ip) return {packet};
    const auto given = last_layer(whole, "IPv6ExtHdrFragment");
    const std::size_t octets = header6 + whole[*ip].payload().size();
    if (octets <= size) return {packet};
    const std::size_t repeated = given ? *given - 1 : last_repeated(whole, *ip);
    const auto part = given ? whole[*given].payload() : whole[repeated].payload();
    const std::uint64_t next = whole[given.value_or(repeated)].integer("nh");
    const std::size_t head_octets =
        header6 + whole[*ip].payload().size() - whole[repeated].payload().size() + fragment_header6;
    const std::size_t step = std::max<std::size_t>(size > head_octets ? (size - head_octets) / 8 * 8 : 0, 8);
    Packet head = head_of(whole, repeated);
    set_number(head, repeated, "nh", 44);
    unset(head, *ip, {"plen"});
    const std::uint64_t id = given ? whole[*given].integer("id") : generator()() & 0xffffffff;
    std::vector<Packet> out;
    for (std::size_t at = 0; at < part.size(); at += step) {
        Packet header(*find_protocol("IPv6ExtHdrFragment"));
        set_number(header, 0, "nh", next);
        set_number(header, 0, "offset", at / 8);
        set_number(header, 0, "m", at + step < part.size());
        set_number(header, 0, "id", id);
        out.push_back(head / header /
                      Packet::raw(text_of(part.subspan(at, std::min(step, part.size() - at)))));
        out.back().time = packet.time;
    }
    return out;
}

// ---- joining -----------------------------------------------------------------------------------------

namespace {

/// A fragment and the packet that it is.
struct Piece : Fragment {
    std::size_t index = 0;
};

/// What fragments of one packet have in common; empty where it is no fragment.
std::string key_of(const Packet& packet, std::size_t& layer) {
    if (const auto ip = last_layer(packet, "IP")) {
        layer = *ip;
        const Layer here = packet[*ip];
        if (here.integer("frag") == 0 && (here.integer("flags") & 1) == 0) return {};
        return represent(Value(List{here.get("src"), here.get("dst"), here.get("proto"), here.get("id")}));
    }
    const auto header = last_layer(packet, "IPv6ExtHdrFragment");
    const auto ip = last_layer(packet, "IPv6");
    if (!header || !ip) return {};
    layer = *header;
    return represent(Value(List{packet[*ip].get("src"), packet[*ip].get("dst"), packet[*header].get("id")}));
}

/// Of a packet whose layers are received.
std::optional<Fragment> fragment_in(const Packet& packet) {
    std::size_t layer = 0;
    std::string key = key_of(packet, layer);
    if (key.empty()) return std::nullopt;
    const Layer here = packet[layer];
    const bool six = here.is("IPv6ExtHdrFragment");
    return Fragment{std::move(key), here.integer(six ? "offset" : "frag") * 8,
                    six ? here.integer("m") != 0 : (here.integer("flags") & 1) != 0,
                    std::string(text_of(here.payload()))};
}

/// The pieces' octets from 0 to the end; nullopt where one is missing or two overlap.
std::optional<std::string> joined(std::vector<Piece>& pieces) {
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.offset < b.offset; });
    const auto twice = std::unique(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
        return a.offset == b.offset && a.more == b.more && a.octets == b.octets;
    });
    pieces.erase(twice, pieces.end());
    std::string out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].offset != out.size() || pieces[i].more != (i + 1 < pieces.size())) return std::nullopt;
        out += pieces[i].octets;
    }
    return out;
}

/// The first fragment's headers over all the octets, read anew.
Packet reassembled(const Packet& first, const std::string& octets, std::chrono::nanoseconds time) {
    const bool six = !last_layer(first, "IP");
    const std::size_t layer = six ? *last_layer(first, "IPv6ExtHdrFragment") : *last_layer(first, "IP");
    Packet out = head_of(first, six ? layer - 1 : layer);
    if (six) {
        const std::uint64_t next = first[layer].integer("nh");
        set_number(out, layer - 1, "nh", next);
        unset(out, *last_layer(out, "IPv6"), {"plen"});
    } else {
        set_number(out, layer, "flags", first[layer].integer("flags") & ~std::uint64_t{1});
        unset(out, layer, {"len", "chksum"});
    }
    out = built(out / Packet::raw(octets));
    out.time = time;
    return out;
}

}  // namespace

std::optional<Fragment> fragment_of(const Packet& packet) { return fragment_in(built(packet)); }

Defragmented defragment(std::span<const Packet> packets) {
    Defragmented out;
    std::vector<Packet> read;
    std::map<std::string, std::vector<Piece>> groups;
    std::vector<std::string> order;
    read.reserve(packets.size());
    for (std::size_t i = 0; i < packets.size(); ++i) {
        read.push_back(built(packets[i]));
        auto fragment = fragment_in(read.back());
        if (!fragment) {
            out.whole.push_back(packets[i]);
            continue;
        }
        auto& group = groups[fragment->key];
        if (group.empty()) order.push_back(fragment->key);
        group.push_back({std::move(*fragment), i});
    }
    for (const std::string& key : order) {
        std::vector<Piece> pieces = groups[key];
        if (const auto octets = joined(pieces)) {
            out.reassembled.push_back(
                reassembled(read[pieces.front().index], *octets, packets[pieces.back().index].time));
            continue;
        }
        for (const Piece& one : groups[key]) out.incomplete.push_back(packets[one.index]);
    }
    return out;
}

}  // namespace pkttest
