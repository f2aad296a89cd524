// Exchange: sends, receives and compares packets over several links, in one event loop and by one clock.
//
//     Exchange exchange(clock, stop);
//     exchange.add_link("lan", link);
//     exchange.begin_test();
//     exchange.send(request, 0);
//     Outcome outcome = exchange.expect({.pattern = reply, .links = {0}, .within = 1s});
//
// Every operation serves all links: frames are taken in, answering machines answer, addresses that are ours
// are resolved for whoever asks. A deadline bounds every operation; a raised stop flag ends it by Stopped,
// the test's limit by OutOfTime.
//
// What an expectation sees. Received frames go to one history of the test. A `send` opens a round where
// something was observed since the round's begin (expect, expect_no, sniff, sr); sends in a row belong to one
// round. The first round begins with the test. Each observation looks at the frames received since the
// begin of its round, on its links, that nobody has taken; those that came while other steps ran count.
// A frame that matched is taken. So the answers to one send may be expected one by one, in any order of their
// coming, and no packet of an earlier round is ever mistaken for an answer. Frames that we sent are never
// matched. sr looks at nothing before its own first packet.
//
// Layer 3. A packet without link layer on an Ethernet link gets one: our hardware address, and the next hop's
// (see addressing.h).
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "framework/exchange/addressing.h"
#include "framework/exchange/answering_machine.h"
#include "framework/exchange/clock.h"
#include "framework/exchange/observer.h"
#include "framework/exchange/stop.h"
#include "framework/net/bpf.h"
#include "framework/net/replay_link.h"
#include "framework/packet/match.h"

namespace pkttest::exchange {

/// How a link is used, beyond what it says itself.
struct LinkSettings {
    /// Memory links: answering machines are the device. They see what we send; what they answer is received.
    bool machines_are_device = false;
    /// Live links: the system's own addresses and routes of the interface hold for us too.
    bool uses_system_routes = false;
    /// Nobody is asked for hardware addresses unless a machine on the link may answer (memory, or its
    /// recording).
    bool asks_machines_only = false;
    /// Our own addresses on this link, "192.0.2.10/24", beside the system's.
    std::vector<std::string> own_addresses = {};
    /// Addresses of the device on this link, "192.0.2.1/24": next hop of everything outside the prefix.
    std::vector<std::string> device_addresses = {};
};

/// A received frame.
struct Received {
    std::uint64_t id = 0;  ///< As in FrameNotice.
    std::size_t link = 0;
    Time time{0};
    Packet packet;
    bool partial_checksum = false;
    bool taken = false;
};

/// What is waited for.
struct Expectation {
    Packet pattern = {};    ///< Without layers: any packet.
    MatchRules rules = {};  ///< exactly, ignoring.
    std::function<bool(const Packet&)> where = nullptr;
    std::vector<std::size_t> links = {};  ///< Any of these; empty: any.
    Duration within{0};                   ///< Unscaled; the exchange applies the time scale.
    std::uint64_t times = 1;              ///< So many packets.
    /// Not 0: from `times` to so many, counted to the end of the time.
    std::uint64_t most = 0;
    std::string filter = {};  ///< BPF; empty: all. Throws std::invalid_argument where it is wrong.
};

/// The frame that came closest to a pattern that nothing matched.
struct Miss {
    Received received;
    Comparison comparison;
    bool only_where = false;  ///< The pattern agreed; `where` did not.
};

struct Outcome {
    bool ok = false;
    std::vector<Received> matched;  ///< expect: what was taken; expect_no: the first offender.
    std::optional<Miss> nearest;    ///< Not ok: the nearest of those that passed by.
    std::uint64_t passed_by = 0;    ///< Frames looked at that did not match.
    std::uint64_t ignored = 0;      ///< expect_no: frames that matched and stand on the ignore-list.
    std::uint64_t dropped = 0;      ///< Lost on these links since the test began.
    Duration waited{0};
};

struct SendOptions {
    Duration every{0};        ///< Between two packets.
    std::uint64_t times = 1;  ///< The whole set so many times.
};

struct RequestOptions {
    Duration within = std::chrono::seconds(1);  ///< After the last packet of a round was sent.
    Duration every{0};
    std::uint64_t times = 1;  ///< Tries: unanswered packets are sent again.
    bool multi = false;       ///< A request may have several answers: waits to the end.
    bool first = false;       ///< sr1: the first answer ends it.
    std::string filter = {};
};

struct RequestResult {
    struct Pair {
        Packet sent;
        Received answer;
    };
    std::vector<Pair> answered;
    std::vector<Packet> unanswered;
    std::uint64_t passed_by = 0;
    std::optional<Received> other;  ///< The last frame that answered nothing.
    Duration waited{0};
};

/// A sniff keeps so many packets; std::length_error says that more came.
constexpr std::size_t most_sniffed = 1'000'000;

struct SniffOptions {
    Expectation what = {};  ///< `within` is how long; `times` the most packets, 0: no limit.
    std::function<bool(const Packet&)> stop = nullptr;  ///< Ends with the packet for which it is true.
};

struct LinkReport {
    std::string name;
    net::Statistics counts;  ///< Of this test.
};

class Exchange {
 public:
    /// Clock, flag and observer are the caller's and outlive the exchange. `time_scale` stretches every
    /// duration that an operation is given.
    Exchange(Clock& clock, StopFlag& stop, Observer* observer = nullptr, double time_scale = 1.0);
    ~Exchange();

    /// Links are known by name to the tester and by number here, 0 first. Arms the link.
    std::size_t add_link(std::string name, std::shared_ptr<net::Link> link, LinkSettings settings = {});
    /// Another link in its place, before a test: virtual links start anew.
    void replace_link(std::size_t index, std::shared_ptr<net::Link> link, LinkSettings settings = {});
    const LinkSettings& settings(std::size_t link) const { return ports_[link]->settings; }
    std::optional<std::size_t> find_link(std::string_view name) const;
    std::size_t link_count() const { return ports_.size(); }
    const std::string& link_name(std::size_t link) const { return ports_[link]->name; }
    net::Link& link(std::size_t index) { return *ports_[index]->link; }
    Addressing& addressing(std::size_t link) { return ports_[link]->addressing; }
    Clock& clock() { return clock_; }

    /// Forgets history, machines, neighbours and own addresses; frames received before now are stale. `limit`
    /// is by the system's clock, also on virtual links; 0: none.
    void begin_test(Duration limit = Duration{0});
    /// Another limit from now on, for teardowns; 0: none.
    void set_limit(Duration limit);
    /// Throws Stopped or OutOfTime where it is time for it; what else takes long in a test calls it.
    void check_limits() const;
    double time_scale() const { return time_scale_; }
    /// Takes in what has arrived, for evidence and counts. Never throws Stopped.
    void settle();
    std::vector<LinkReport> counts();
    std::uint64_t dropped(std::span<const std::size_t> links);
    /// Why packets of this test may have come that nobody looked at, drops aside: what a link says of itself,
    /// or more came than the history holds. Empty where there is no reason.
    std::string blind_spot() const;
    /// What the link says of itself alone.
    std::string blind_spot(std::size_t link) const { return ports_[link]->link->blind_spot(test_start_); }

    // ---- operations. All throw Stopped, OutOfTime, and std::system_error of links
    // ---------------------------

    /// Sends each member of the set; the number sent. std::invalid_argument: a frame longer than the link
    /// takes, a packet that no link layer can carry.
    std::uint64_t send(const Packet& packet, std::size_t link, const SendOptions& options = {});
    Outcome expect(const Expectation& expectation);
    /// All of them, whichever comes first; one deadline. Each frame goes to the first that it matches.
    std::vector<Outcome> expect_any_order(std::span<const Expectation> expectations, Duration within);
    /// ok where no packet matched for the whole duration; ends at the first one. What is on the ignore-list
    /// (noise.h) does not count unless the pattern names it.
    Outcome expect_no(const Expectation& expectation);
    Outcome sniff(const SniffOptions& options);
    RequestResult sr(std::span<const Packet> packets, std::size_t link, const RequestOptions& options);
    RequestResult sr(const Packet& packet, std::size_t link, const RequestOptions& options) {
        return sr(std::span(&packet, 1), link, options);
    }
    void wait(Duration duration);

    /// A machine on a link, until end_machines or begin_test. `times` answers, 0: no limit.
    void answer(std::size_t link, std::string name, std::unique_ptr<Answerer> machine,
                std::uint64_t times = 0);
    std::size_t machine_count() const { return machines_.size(); }
    /// Only the first `count` machines go on.
    void end_machines(std::size_t count);

 private:
    struct Port {
        std::string name;
        std::shared_ptr<net::Link> link;
        LinkSettings settings;
        Addressing addressing;
        const net::RecordedLink* recorded = nullptr;  ///< The link, where it knows when a send was.
        net::Statistics before;                       ///< Counts when the test began.
        std::deque<Octets> own;                       ///< Sent, their copies not seen yet.
    };
    struct Machine {
        std::size_t link;
        std::string name;
        std::unique_ptr<Answerer> answerer;
        std::uint64_t left;  ///< Answers; 0: no limit.
        bool ended = false;
    };
    class Watch;
    struct Request;
    /// False ends the scan.
    using Visit = std::function<bool(Received&)>;
    /// Where an observation begins to look.
    struct Mark {
        std::size_t index = 0;  ///< Into the history, forgotten frames counted.
        Time time{0};
    };

    // exchange_loop.cpp
    Duration scaled(Duration duration) const;
    bool serve_links();
    bool serve_port(std::size_t index);
    /// True as soon as `done` is; false when the deadline is over.
    bool serve_until(Time deadline, const std::function<bool()>& done);
    bool serve_virtual(Time deadline);
    void wait_for_input(Time deadline) const;
    void take_in(std::size_t link, net::Frame&& frame);
    Received& remember(std::size_t link, Packet&& packet, std::string_view note);
    bool run_machines(std::size_t link, const Packet& request, std::uint64_t id);
    bool is_own_copy(Port& port, const net::Frame& frame) const;
    std::uint64_t notify(std::size_t link, bool sent, Time time, const Packet& packet,
                         std::span<const std::uint8_t> octets, std::string_view note);

    // exchange_send.cpp
    Mark open_round();
    Mark here();
    Packet transmit(std::size_t link, const Packet& member);
    Packet put_on_link(std::size_t link, std::span<const std::uint8_t> octets, std::string_view note);
    void send_answers(std::size_t link, const std::vector<Packet>& answers, const Packet& request,
                      const std::string& machine);
    Octets frame_for(std::size_t link, const Packet& member);
    Packet with_source(const Port& port, const Packet& member) const;
    void fill_hardware_addresses(std::size_t link, const Packet& member, Octets& frame);
    std::uint64_t resolve(std::size_t link, const Way& way);

    // exchange_expect.cpp
    bool scan(const Mark& mark, std::size_t& cursor, const Visit& visit);
    void take(Received& received);
    void find_nearest(const Watch& watch, const Mark& mark, Outcome& outcome);
    void finish(Watch& watch, const Mark& mark, Outcome& outcome, Time began);

    // exchange_request.cpp
    void accept_answer(Received& received, std::vector<Request>& requests, const RequestOptions& options,
                       RequestResult& result);

    Clock& clock_;
    StopFlag& stop_;
    Observer* observer_;
    double time_scale_;
    std::vector<std::unique_ptr<Port>> ports_;
    std::vector<Machine> machines_;
    std::deque<Received> history_;
    std::size_t forgotten_ = 0;  ///< Frames that the history no longer holds.
    std::size_t unseen_ = 0;     ///< Of those, frames that an observation would have looked at.
    bool undecided_ = false;     ///< Whether a frame that was cut may have been what should not come.
    std::uint64_t next_id_ = 0;
    Time test_start_{0};
    Mark round_;
    bool observed_ = true;            ///< Something was observed since the round began.
    bool opening_ = false;            ///< The round's first packet is not out yet.
    std::optional<IpAddress> asked_;  ///< What address resolution waits for.
    Time limit_{0};                   ///< By the system's steady clock; 0: none.
};

}  // namespace pkttest::exchange
