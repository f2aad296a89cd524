// The exchange's loop: takes frames in from all links, lets machines answer, waits for the next one.
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "framework/exchange/exchange.h"
#include "framework/exchange/first_protocol.h"

namespace pkttest::exchange {

namespace {

/// Frames of one link before the next link has its turn.
constexpr int frames_a_turn = 256;
/// Frames that the history holds; older ones are forgotten.
constexpr std::size_t history_limit = 262'144;
/// Sent frames whose copies may still come back.
constexpr std::size_t own_limit = 4096;
/// How long what arrived before a deadline may take to be taken in after it.
constexpr Duration grace = std::chrono::milliseconds(100);

}  // namespace

void Exchange::check_limits() const {
    if (stop_.raised()) throw Stopped{};
    if (limit_.count() > 0 && RealClock().steady() >= limit_) throw OutOfTime{};
}

Duration Exchange::scaled(Duration duration) const {
    return Duration(static_cast<Duration::rep>(static_cast<double>(duration.count()) * time_scale_));
}

bool Exchange::serve_links() {
    bool came = false;
    for (std::size_t i = 0; i < ports_.size(); ++i) came = serve_port(i) || came;
    return came;
}

bool Exchange::serve_port(std::size_t index) {
    net::Link& link = *ports_[index]->link;
    const bool all = link.is_virtual() && !clock_.is_virtual();
    for (int count = 0; count < frames_a_turn; ++count) {
        auto frame = link.take(all ? Time::max() : clock_.now());
        if (!frame) return count > 0;
        take_in(index, std::move(*frame));
    }
    return true;
}

bool Exchange::serve_until(Time deadline, const std::function<bool()>& done) {
    for (;;) {
        check_limits();
        const bool came = serve_links();
        if (done && done()) return true;
        if (clock_.is_virtual()) {
            if (!came && !serve_virtual(deadline)) return false;
            continue;
        }
        const Time now = clock_.steady();
        if (now >= deadline && (!came || now >= deadline + grace)) return false;
        if (!came) wait_for_input(deadline);
    }
}

/// Moves the clock to the next frame; false when it came to the deadline first.
bool Exchange::serve_virtual(Time deadline) {
    Time due = Time::max();
    for (const auto& port : ports_) due = std::min(due, port->link->next_due().value_or(Time::max()));
    if (due > deadline || due <= clock_.now()) {
        clock_.advance_to(deadline);
        return false;
    }
    clock_.advance_to(due);
    return true;
}

void Exchange::wait_for_input(Time deadline) const {
    std::vector<pollfd> polled{{stop_.descriptor(), POLLIN, 0}};
    for (const auto& port : ports_)
        if (const int descriptor = port->link->descriptor(); descriptor >= 0)
            polled.push_back({descriptor, POLLIN, 0});
    if (limit_.count() > 0) deadline = std::min(deadline, limit_);
    const auto left = std::max(deadline - clock_.steady(), Duration{0}).count();
    const timespec timeout{left / 1'000'000'000, left % 1'000'000'000};
    if (ppoll(polled.data(), polled.size(), &timeout, nullptr) < 0 && errno != EINTR)
        throw std::system_error(errno, std::generic_category(), "cannot wait for frames");
}

void Exchange::settle() {
    const Time end = RealClock().steady() + grace;
    while (serve_links() && RealClock().steady() < end) {
    }
}

void Exchange::take_in(std::size_t link, net::Frame&& frame) {
    Port& port = *ports_[link];
    const bool is_sent = frame.direction == net::Direction::sent;
    if (is_sent && is_own_copy(port, frame)) return;
    if (!clock_.is_virtual() && !port.link->is_virtual() && frame.time < test_start_) return;
    Packet packet = Packet::dissect(frame.bytes, first_protocol(port.link->link_type(), frame.bytes));
    packet.time = frame.time;
    packet.wire_length = frame.wire_length;
    if (is_sent) {
        notify(link, true, frame.time, packet, frame.bytes, "sent by the system");
        return;
    }
    Received& received = remember(link, std::move(packet), "");
    received.partial_checksum = frame.partial_checksum;
    const auto message = port.addressing.is_ethernet() ? read_neighbour_message(frame.bytes) : std::nullopt;
    if (message) {
        port.addressing.learn(*message);
        received.taken = asked_ && !message->asks && message->sender == *asked_;
    }
    const bool answered =
        !port.settings.machines_are_device && run_machines(link, received.packet, received.id);
    if (answered || port.settings.machines_are_device || !message || !message->asks ||
        message->sender == message->target)
        return;
    if (const auto mac = port.addressing.find_own(message->target))
        put_on_link(link, make_reply(*message, *mac), "address resolution");
}

Received& Exchange::remember(std::size_t link, Packet&& packet, std::string_view note) {
    const std::uint64_t id = notify(link, false, packet.time, packet, packet.received(), note);
    if (history_.size() >= history_limit) {
        history_.pop_front();
        ++forgotten_;
    }
    Received& received = history_.emplace_back();
    received.id = id;
    received.link = link;
    received.time = packet.time;
    received.packet = std::move(packet);
    return received;
}

bool Exchange::run_machines(std::size_t link, const Packet& request, std::uint64_t id) {
    bool any = false;
    const MachinePlace place{ports_[link]->addressing.hardware_address()};
    for (Machine& machine : machines_) {
        if (machine.link != link || machine.ended) continue;
        const auto answers = machine.answerer->answer(request, place);
        if (answers.empty()) continue;
        if (machine.left > 0 && --machine.left == 0) machine.ended = true;
        if (observer_ != nullptr) observer_->answered(id, machine.name);
        send_answers(link, answers, request, machine.name);
        any = true;
    }
    return any;
}

bool Exchange::is_own_copy(Port& port, const net::Frame& frame) const {
    const auto found = std::find(port.own.begin(), port.own.end(), frame.bytes);
    if (found == port.own.end()) return false;
    port.own.erase(port.own.begin(), found + 1);
    return true;
}

std::uint64_t Exchange::notify(std::size_t link, bool sent, Time time, const Packet& packet,
                               std::span<const std::uint8_t> octets, std::string_view note) {
    const std::uint64_t id = next_id_++;
    Port& port = *ports_[link];
    if (sent && note != "sent by the system") {
        if (port.own.size() >= own_limit) port.own.pop_front();
        port.own.emplace_back(octets.begin(), octets.end());
    }
    if (observer_ != nullptr) observer_->frame({id, link, port.name, sent, time, packet, octets, note});
    return id;
}

}  // namespace pkttest::exchange
