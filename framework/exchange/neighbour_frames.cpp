// The octets of ARP and neighbour discovery, read and written by hand: 42 and 86 octets without tags.
#include "framework/exchange/neighbour_frames.h"

#include "framework/packet/checksum.h"

namespace pkttest::exchange {

namespace {

constexpr std::size_t ipv6_size = 40;
constexpr std::size_t solicitation_size = 24;
constexpr std::uint8_t solicitation = 135, advertisement = 136;

std::uint16_t read16(std::span<const std::uint8_t> octets, std::size_t at) {
    return static_cast<std::uint16_t>(octets[at] << 8 | octets[at + 1]);
}

UnsignedInteger read_number(std::span<const std::uint8_t> octets) {
    UnsignedInteger value = 0;
    for (const std::uint8_t octet : octets) value = value << 8 | octet;
    return value;
}

void put(Octets& out, UnsignedInteger value, int octets) {
    while (octets-- > 0) out.push_back(static_cast<std::uint8_t>(value >> (8 * octets)));
}

void put_ethernet(Octets& out, std::uint64_t to, std::uint64_t from, const Octets& tags, std::uint16_t type) {
    put(out, to, 6);
    put(out, from, 6);
    out.insert(out.end(), tags.begin(), tags.end());
    put(out, type, 2);
}

Octets make_arp(std::uint16_t operation, std::uint64_t to, const Octets& tags, std::uint64_t sender_mac,
                UnsignedInteger sender, std::uint64_t target_mac, UnsignedInteger target) {
    Octets out;
    put_ethernet(out, to, sender_mac, tags, 0x0806);
    put(out, 0x0001'0800'0604, 6);
    put(out, operation, 2);
    put(out, sender_mac, 6);
    put(out, sender, 4);
    put(out, target_mac, 6);
    put(out, target, 4);
    return out;
}

struct Discovery {
    std::uint8_t type;
    std::uint32_t flags;
    std::uint64_t to_mac, from_mac;
    UnsignedInteger to, from, target;
    std::uint8_t option;  ///< 1: source, 2: target link-layer address.
};

Octets make_discovery(const Discovery& what, const Octets& tags) {
    Octets message;
    put(message, static_cast<unsigned>(what.type) << 24, 4);
    put(message, what.flags, 4);
    put(message, what.target, 16);
    put(message, static_cast<unsigned>(what.option) << 8 | 1, 2);
    put(message, what.from_mac, 6);
    Octets pseudo;
    put(pseudo, what.from, 16);
    put(pseudo, what.to, 16);
    put(pseudo, message.size(), 4);
    put(pseudo, 58, 4);
    const std::uint16_t sum = internet_checksum(message, checksum_partial(pseudo));
    message[2] = static_cast<std::uint8_t>(sum >> 8);
    message[3] = static_cast<std::uint8_t>(sum);
    Octets out;
    put_ethernet(out, what.to_mac, what.from_mac, tags, 0x86dd);
    put(out, 0x6000'0000, 4);
    put(out, message.size(), 2);
    put(out, 58 << 8 | 255, 2);
    put(out, what.from, 16);
    put(out, what.to, 16);
    out.insert(out.end(), message.begin(), message.end());
    return out;
}

bool read_arp(std::span<const std::uint8_t> body, NeighbourMessage& out) {
    if (body.size() < 28 || read_number(body.first(6)) != 0x0001'0800'0604) return false;
    const auto operation = read16(body, 6);
    out.asks = operation == 1;
    out.sender_mac = read_mac(body.subspan(8));
    out.sender = {false, read_number(body.subspan(14, 4))};
    out.target = {false, read_number(body.subspan(24, 4))};
    return operation == 1 || operation == 2;
}

/// The link-layer address in the options behind a discovery message; 0 where there is none.
std::uint64_t read_option(std::span<const std::uint8_t> options, std::uint8_t wanted) {
    while (options.size() >= 8 && options[1] != 0 && options[1] * 8u <= options.size()) {
        if (options[0] == wanted) return read_mac(options.subspan(2));
        options = options.subspan(options[1] * 8u);
    }
    return 0;
}

bool read_discovery(std::span<const std::uint8_t> body, NeighbourMessage& out) {
    if (body.size() < ipv6_size + solicitation_size || body[6] != 58 || body[7] != 255) return false;
    const auto message = body.subspan(ipv6_size);
    const IpAddress target{true, read_number(message.subspan(8, 16))};
    out.asks = message[0] == solicitation;
    out.target = target;
    out.sender = out.asks ? IpAddress{true, read_number(body.subspan(8, 16))} : target;
    out.sender_mac = read_option(message.subspan(solicitation_size), out.asks ? 1 : 2);
    if (out.sender_mac == 0) out.sender_mac = out.frame_source;
    return message[0] == solicitation || message[0] == advertisement;
}

}  // namespace

std::uint64_t read_mac(std::span<const std::uint8_t> octets) {
    return static_cast<std::uint64_t>(read_number(octets.first(6)));
}

std::uint64_t multicast_mac(const IpAddress& address) {
    if (address.v6) return 0x3333'0000'0000 | static_cast<std::uint32_t>(address.value);
    return 0x0100'5e00'0000 | (static_cast<std::uint32_t>(address.value) & 0x7fffff);
}

std::optional<std::size_t> find_type(std::span<const std::uint8_t> frame) {
    std::size_t at = 12;
    while (at + 6 <= frame.size() && (read16(frame, at) == 0x8100 || read16(frame, at) == 0x88a8)) at += 4;
    return at + 2 <= frame.size() ? std::optional(at) : std::nullopt;
}

IpAddress read_address(std::span<const std::uint8_t> octets) {
    return {octets.size() == 16, read_number(octets)};
}

std::optional<NeighbourMessage> read_neighbour_message(std::span<const std::uint8_t> frame) {
    const auto at = find_type(frame);
    if (!at) return std::nullopt;
    NeighbourMessage out;
    out.frame_source = read_mac(frame.subspan(6));
    const auto body = frame.subspan(*at + 2);
    const auto type = read16(frame, *at);
    const bool known = type == 0x0806 ? read_arp(body, out) : type == 0x86dd && read_discovery(body, out);
    if (!known) return std::nullopt;
    out.tags.assign(frame.begin() + 12, frame.begin() + static_cast<std::ptrdiff_t>(*at));
    return out;
}

Octets make_question(const IpAddress& target, const IpAddress& source, std::uint64_t source_mac,
                     const Octets& tags) {
    if (!target.v6) return make_arp(1, broadcast_mac, tags, source_mac, source.value, 0, target.value);
    const IpAddress group{true, static_cast<UnsignedInteger>(0xff02) << 112 | 0x1'ff00'0000 |
                                    (static_cast<std::uint32_t>(target.value) & 0xffffff)};
    return make_discovery(
        {solicitation, 0, multicast_mac(group), source_mac, group.value, source.value, target.value, 1},
        tags);
}

Octets make_reply(const NeighbourMessage& question, std::uint64_t mac) {
    const IpAddress& target = question.target;
    if (!target.v6)
        return make_arp(2, question.frame_source, question.tags, mac, target.value, question.sender_mac,
                        question.sender.value);
    const UnsignedInteger all_nodes = static_cast<UnsignedInteger>(0xff02) << 112 | 1;
    const bool probe = question.sender.is_unspecified();
    const IpAddress to = probe ? IpAddress{true, all_nodes} : question.sender;
    return make_discovery(
        {advertisement, probe ? 0x2000'0000u : 0x6000'0000u,
         probe ? multicast_mac(to) : question.frame_source, mac, to.value, target.value, target.value, 2},
        question.tags);
}

}  // namespace pkttest::exchange
