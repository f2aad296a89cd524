// Sending: from a packet to the frame on its link, with source, link layer and next hop filled in.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "framework/exchange/exchange.h"
#include "framework/exchange/first_protocol.h"
#include "framework/packet/address.h"

namespace pkttest::exchange {

namespace {

constexpr int resolution_tries = 2;
constexpr Duration resolution_wait = std::chrono::milliseconds(500);

/// A field of a crafted layer that nobody has set.
bool is_unset(const Layer& layer, std::string_view name) {
    const Field* field = find_field(layer.protocol(), name);
    return field != nullptr && layer.is_crafted() &&
           layer.slot().crafted->find(index_of(layer.protocol(), *field)) == nullptr;
}

void put_mac(Octets& frame, std::size_t at, std::uint64_t mac) {
    for (std::size_t i = 0; i < 6; ++i) frame[at + i] = static_cast<std::uint8_t>(mac >> (40 - 8 * i));
}

Octets with_ethernet(const Octets& payload, std::uint16_t type) {
    constexpr std::size_t header = 14;
    Octets frame(header + payload.size(), 0);
    frame[header - 2] = static_cast<std::uint8_t>(type >> 8);
    frame[header - 1] = static_cast<std::uint8_t>(type);
    std::copy(payload.begin(), payload.end(), frame.begin() + header);
    return frame;
}

/// The Ethernet type of a packet that begins above the link layer; 0 where it has none.
std::uint16_t ether_type(const Layer& first) {
    if (first.is("IP")) return 0x0800;
    if (first.is("IPv6")) return 0x86dd;
    return first.is("ARP") ? 0x0806 : 0;
}

IpAddress destination_of(const Layer& layer) {
    const Value value = layer.get("dst");
    const std::string* text = value.octets();
    const bool v6 = layer.is("IPv6");
    if (text == nullptr) return {v6, 0};
    return {v6, v6 ? parse_ipv6(*text).value_or(0) : parse_ipv4(*text).value_or(0)};
}

std::string text_of(const IpAddress& address) {
    return address.v6 ? ipv6_text(address.value) : ipv4_text(static_cast<std::uint32_t>(address.value));
}

/// An ARP request goes to everybody, a reply to the one that it names.
std::uint64_t arp_destination(std::span<const std::uint8_t> arp) {
    constexpr std::size_t operation = 7, target = 18;
    if (arp.size() < target + 6 || arp[operation] != 2) return broadcast_mac;
    const std::uint64_t mac = read_mac(arp.subspan(target));
    return mac != 0 ? mac : broadcast_mac;
}

}  // namespace

Exchange::Mark Exchange::here() { return {forgotten_ + history_.size(), clock_.now()}; }

/// Begins a round unless nothing was observed since the last one began; the mark of what is sent now.
Exchange::Mark Exchange::open_round() {
    serve_links();
    const Mark mark = here();
    if (observed_) {
        round_ = mark;
        opening_ = true;
        observed_ = false;
    }
    return mark;
}

std::uint64_t Exchange::send(const Packet& packet, std::size_t link, const SendOptions& options) {
    check_limits();
    open_round();
    std::uint64_t count = 0;
    const Duration every = scaled(options.every);
    Time due = clock_.steady();
    const auto send_one = [&](const Packet& member) {
        if (count > 0 && every.count() > 0) serve_until(due += every, nullptr);
        transmit(link, member);
        if (++count % 64 == 0 && every.count() == 0) serve_links();
        check_limits();
        return true;
    };
    for (std::uint64_t round = 0; round < options.times; ++round) packet.for_each(send_one);
    return count;
}

void Exchange::wait(Duration duration) { serve_until(clock_.steady() + scaled(duration), nullptr); }

/// Sends one member of a set; the packet as it stood on the wire.
Packet Exchange::transmit(std::size_t link, const Packet& member) {
    Port& port = *ports_[link];
    const Octets frame = frame_for(link, member);
    const std::size_t largest = port.link->largest_frame();
    if (largest > 0 && frame.size() > largest)
        throw std::invalid_argument(fmt::format("a frame of {} octets does not fit link {}, which takes {}",
                                                frame.size(), port.name, largest));
    if (port.addressing.is_ethernet()) {
        const auto way = read_way(frame);
        const auto message = way ? std::nullopt : read_neighbour_message(frame);
        const std::uint64_t source = frame.size() >= 12 ? read_mac(std::span(frame).subspan(6)) : 0;
        if (way) port.addressing.add_own(way->source, source);
        if (message) port.addressing.add_own(message->sender, source);
    }
    return put_on_link(link, frame, "");
}

/// Sends a frame and tells of it. Where machines are the device, they answer here.
Packet Exchange::put_on_link(std::size_t link, std::span<const std::uint8_t> octets, std::string_view note) {
    Port& port = *ports_[link];
    const Time before = clock_.now();
    Packet packet = Packet::dissect(octets, first_protocol(port.link->link_type(), octets));
    port.link->send(octets);
    if (const auto then =
            port.recorded != nullptr ? port.recorded->recorded_time_of_last_send() : std::nullopt)
        clock_.advance_to(*then);
    if (clock_.is_virtual() && opening_) round_.time = clock_.now();
    opening_ = false;
    packet.time = clock_.is_virtual() ? clock_.now() : before;
    const std::uint64_t id = notify(link, true, packet.time, packet, octets, note);
    if (port.settings.machines_are_device) run_machines(link, packet, id);
    return packet;
}

/// A machine's answers: sent, or received where machines are the device.
void Exchange::send_answers(std::size_t link, const std::vector<Packet>& answers, const Packet& request,
                            const std::string& machine) {
    Port& port = *ports_[link];
    const std::string note = fmt::format("answered by {}", machine);
    const auto frame = request.received();
    const auto send_one = [&](const Packet& member) {
        Octets octets = member.build();
        if (port.addressing.is_ethernet() && frame.size() >= 14 && !member.empty()) {
            const bool bare = ether_type(member[0]) != 0;
            if (bare) octets = with_ethernet(octets, ether_type(member[0]));
            if (const auto type = bare ? find_type(frame) : std::nullopt)
                octets.insert(octets.begin() + 12, frame.begin() + 12,
                              frame.begin() + static_cast<std::ptrdiff_t>(*type));
            const std::uint64_t asked = read_mac(frame);
            const bool to_group = (asked >> 40 & 1) != 0;
            const bool ether = !bare && member[0].is("Ether") && octets.size() >= 12;
            if (bare || (ether && is_unset(member[0], "dst"))) put_mac(octets, 0, read_mac(frame.subspan(6)));
            if (bare || (ether && is_unset(member[0], "src")))
                put_mac(octets, 6, to_group ? port.addressing.hardware_address() : asked);
        }
        if (!port.settings.machines_are_device) {
            if (const auto way = port.addressing.is_ethernet() ? read_way(octets) : std::nullopt)
                port.addressing.add_own(way->source, read_mac(std::span(octets).subspan(6)));
            put_on_link(link, octets, note);
            return true;
        }
        Packet answer = Packet::dissect(octets, first_protocol(port.link->link_type(), octets));
        answer.time = clock_.now();
        remember(link, std::move(answer), note);
        return true;
    };
    for (const Packet& answer : answers) answer.for_each(send_one);
}

/// Sets the source of the outermost IP layer where nobody has.
Packet Exchange::with_source(const Port& port, const Packet& member) const {
    for (std::size_t i = 0; i < member.size(); ++i) {
        const Layer layer = member[i];
        if (!layer.is("IP") && !layer.is("IPv6")) continue;
        const auto source =
            is_unset(layer, "src") ? port.addressing.source_for(destination_of(layer)) : std::nullopt;
        if (!source) break;
        Packet filled = member;
        filled.set(i, *find_field(layer.protocol(), "src"), Value(text_of(*source)));
        return filled;
    }
    return member;
}

/// The octets that go out for a packet.
Octets Exchange::frame_for(std::size_t link, const Packet& member) {
    const Port& port = *ports_[link];
    if (member.empty()) throw std::invalid_argument("a packet without layers cannot be sent");
    const Packet filled = with_source(port, member);
    Octets octets = filled.build();
    if (!port.addressing.is_ethernet()) {
        if (member[0].is("Ether"))
            throw std::invalid_argument(fmt::format("link {} carries no Ethernet frames", port.name));
        return octets;
    }
    const std::uint16_t type = ether_type(member[0]);
    if (type != 0) octets = with_ethernet(octets, type);
    if (type != 0 || (member[0].is("Ether") && octets.size() >= 14))
        fill_hardware_addresses(link, member, octets);
    return octets;
}

/// The addresses of the frame that the packet leaves open.
void Exchange::fill_hardware_addresses(std::size_t link, const Packet& member, Octets& frame) {
    const Addressing& addressing = ports_[link]->addressing;
    const bool bare = ether_type(member[0]) != 0;
    if (bare || is_unset(member[0], "src")) put_mac(frame, 6, addressing.hardware_address());
    if (!bare && !is_unset(member[0], "dst")) return;
    const auto type = find_type(frame);
    const auto way = read_way(frame);
    if (way)
        put_mac(frame, 0, resolve(link, *way));
    else if (type && frame[*type] == 0x08 && frame[*type + 1] == 0x06)
        put_mac(frame, 0, arp_destination(std::span(frame).subspan(*type + 2)));
    else
        put_mac(frame, 0, broadcast_mac);
}

/// The hardware address of the next hop; broadcast where nobody answers for it.
std::uint64_t Exchange::resolve(std::size_t link, const Way& way) {
    Port& port = *ports_[link];
    const IpAddress hop = port.addressing.next_hop(way.destination);
    const auto known = [&] { return port.addressing.find(hop).has_value(); };
    const auto answers_here = [&](const Machine& machine) { return machine.link == link; };
    const bool device = port.settings.machines_are_device;
    const bool anybody =
        !port.settings.asks_machines_only || std::any_of(machines_.begin(), machines_.end(), answers_here);
    const IpAddress asker = port.addressing.asker(hop, way.source);
    const Octets question = make_question(hop, asker, port.addressing.hardware_address(), way.tags);
    if (!known()) port.addressing.add_own(asker, port.addressing.hardware_address());
    for (int tries = 0; anybody && tries < resolution_tries && !known(); ++tries) {
        asked_ = hop;
        put_on_link(link, question, "address resolution");
        if (device) break;
        serve_until(clock_.steady() + scaled(resolution_wait), known);
    }
    asked_.reset();
    if (!known()) port.addressing.learn(hop, broadcast_mac);
    return *port.addressing.find(hop);
}

}  // namespace pkttest::exchange
