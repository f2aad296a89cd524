// BenchWorld: two links without a wire, a device that a test scripts, a virtual clock and a record of events.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "framework/exchange/exchange.h"
#include "framework/exchange/machines/craft.h"
#include "framework/net/memory_link.h"

namespace pkttest::exchange {

using namespace std::chrono_literals;

/// A memory link whose sent frames go to a script, which delivers what it likes.
class ScriptedLink : public net::MemoryLink {
 public:
    using net::MemoryLink::MemoryLink;
    void send(std::span<const std::uint8_t> frame) override {
        net::MemoryLink::send(frame);
        if (script) script(Packet::dissect(frame, *find_protocol("Ether")));
    }
    void receive(const Packet& packet, Time due) {
        net::Frame frame;
        frame.bytes = packet.build();
        frame.wire_length = static_cast<std::uint32_t>(frame.bytes.size());
        frame.time = due;
        deliver(std::move(frame), due);
    }
    std::function<void(const Packet&)> script;
};

/// Keeps one line a frame: "lan > IP / UDP …" for sent, "lan < …" for received, with its note.
class Recorder : public Observer {
 public:
    void frame(const FrameNotice& notice) override {
        std::string line = std::string(notice.link_name) + (notice.sent ? " > " : " < ");
        line += summary(notice.packet);
        if (!notice.note.empty()) line += " (" + std::string(notice.note) + ")";
        lines.push_back(line);
        sent += notice.sent ? 1 : 0;
    }
    void matched(std::uint64_t id) override { matches.push_back(id); }
    void answered(std::uint64_t id, std::string_view machine) override {
        answers.push_back(std::to_string(id) + " " + std::string(machine));
    }
    std::vector<std::string> lines, answers;
    std::vector<std::uint64_t> matches;
    int sent = 0;
};

struct BenchWorld {
    /// `device`: answering machines are the device on both links.
    explicit BenchWorld(bool device = false, double time_scale = 1.0)
        : exchange(clock, stop, &recorder, time_scale) {
        exchange.add_link("lan", lan,
                          {.machines_are_device = device,
                           .asks_machines_only = device,
                           .device_addresses = {"192.0.2.1/24"}});
        exchange.add_link("wan", wan,
                          {.machines_are_device = device,
                           .asks_machines_only = device,
                           .device_addresses = {"198.51.100.1/24"}});
        exchange.begin_test();
    }

    VirtualClock clock;
    StopFlag stop;
    Recorder recorder;
    std::shared_ptr<ScriptedLink> lan = std::make_shared<ScriptedLink>("lan");
    std::shared_ptr<ScriptedLink> wan = std::make_shared<ScriptedLink>("wan");
    Exchange exchange;
};

constexpr std::size_t lan = 0, wan = 1;

/// Ether()/IP(src, dst)/UDP(dport)/payload with all addresses given, so that nothing is resolved.
inline Packet datagram(std::string_view destination, int port, std::string_view payload = "hello") {
    return craft("Ether", {{"src", "02:00:00:00:00:0a"}, {"dst", "02:00:00:00:00:0b"}}) /
           craft("IP", {{"src", "192.0.2.10"}, {"dst", destination}}) / craft("UDP", {{"dport", port}}) /
           Packet::raw(payload);
}
/// UDP(dport=port) as a pattern.
inline Packet udp_to(int port) { return craft("UDP", {{"dport", port}}); }

}  // namespace pkttest::exchange
