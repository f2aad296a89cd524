// sr and sr1: requests and the answers to them, found by hashret and confirmed by answers().
#include <algorithm>

#include "framework/exchange/cut_frame.h"
#include "framework/exchange/exchange.h"

namespace pkttest::exchange {

/// A packet that was sent and what became of it.
struct Exchange::Request {
    Packet crafted;  ///< As the tester wrote it.
    Packet sent;     ///< As it stood on the wire.
    std::string hash;
    std::size_t answers = 0;
    bool undecided = false;  ///< A frame that was cut may have been the answer.
};

namespace {

/// So few requests are compared with every frame, whatever their hash is.
constexpr std::size_t few = 32;

bool has_no_link_layer(const Packet& packet) {
    return !packet.empty() && (packet[0].is("IP") || packet[0].is("IPv6"));
}

/// Without the link layer, as Scapy's layer 3 functions give packets.
Packet from_layer_3(const Packet& packet) {
    for (std::size_t i = 0; i < packet.size(); ++i)
        if (packet[i].is("IP") || packet[i].is("IPv6")) {
            Packet out = packet.tail(i);
            out.time = packet.time;
            return out;
        }
    return packet;
}

/// Alike for a request and its answers, and finer than hashret(): that leaves UDP's ports out.
std::string bucket_of(const Packet& packet) {
    std::string out = hashret(packet);
    for (std::size_t i = 0; i < packet.size(); ++i)
        if (const Layer layer = packet[i]; layer.is("UDP") || layer.is("UDPerror")) {
            out += std::to_string(layer.integer("sport") ^ layer.integer("dport"));
            break;
        }
    return out;
}

}  // namespace

/// Gives a frame to the request that it answers, if any.
void Exchange::accept_answer(Received& received, std::vector<Request>& requests,
                             const RequestOptions& options, RequestResult& result) {
    const std::string hash = requests.size() > few ? bucket_of(received.packet) : "";
    // Of a layer that is cut Raw is left, which would answer anything.
    const bool is_torn = is_cut(received.packet) && !received.packet.malformed().empty();
    for (Request& request : requests) {
        if (is_torn) break;
        if (request.answers > 0 && !options.multi) continue;
        if (requests.size() > few && request.hash != hash) continue;
        if (request.sent.empty() || !answers(received.packet, request.sent)) continue;
        ++request.answers;
        take(received);
        const bool bare = has_no_link_layer(request.crafted);
        RequestResult::Pair pair{bare ? from_layer_3(request.sent) : request.sent, received};
        if (bare) pair.answer.packet = from_layer_3(received.packet);
        result.answered.push_back(std::move(pair));
        return;
    }
    ++result.passed_by;
    result.other = received;
    if (!is_cut(received.packet)) return;
    for (Request& request : requests)
        if (request.answers == 0 && !request.undecided)
            request.undecided = may_answer(received.packet, request.sent);
}

RequestResult Exchange::sr(std::span<const Packet> packets, std::size_t link, const RequestOptions& options) {
    check_limits();
    RequestResult result;
    const net::Filter filter(options.filter, ports_[link]->link->link_type());
    const Time began = clock_.steady();
    const Mark mark = open_round();
    std::vector<Request> requests;
    for (const Packet& packet : packets)
        packet.for_each([&](const Packet& member) {
            requests.push_back({.crafted = member, .sent = {}, .hash = {}});
            return true;
        });
    std::size_t cursor = 0;
    const auto offer = [&](Received& received) {
        if (received.link != link || !filter.matches(received.packet.received(), received.packet.wire_length))
            return true;
        accept_answer(received, requests, options, result);
        return !(options.first && !result.answered.empty());
    };
    const auto all_answered = [&] {
        const bool ended = scan(mark, cursor, offer);
        return ended || (!options.multi && result.answered.size() >= requests.size());
    };
    for (std::uint64_t tries = 0; tries < std::max<std::uint64_t>(options.times, 1); ++tries) {
        bool sent_one = false;
        for (Request& request : requests) {
            if (request.answers > 0) continue;
            if (sent_one && options.every.count() > 0)
                serve_until(clock_.steady() + scaled(options.every), [&] { return all_answered(); });
            request.sent = transmit(link, request.crafted);
            if (requests.size() > few) request.hash = bucket_of(request.sent);
            sent_one = true;
            serve_links();
            if (all_answered()) break;
        }
        if (serve_until(clock_.steady() + scaled(options.within), all_answered)) break;
    }
    for (const Request& request : requests) {
        if (request.answers > 0 || request.sent.empty()) continue;
        result.unanswered.push_back(request.sent);
        undecided_ = undecided_ || request.undecided;
    }
    result.waited = clock_.steady() - began;
    observed_ = true;
    return result;
}

}  // namespace pkttest::exchange
