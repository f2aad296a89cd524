// rdpcap and wrpcap for campaigns.
#include "framework/runner/services.h"

#include <filesystem>

#include "framework/exchange/first_protocol.h"
#include "framework/net/capture.h"

namespace pkttest::runner {

namespace {

constexpr int ethernet = 1, raw_ip = 101;

net::CapturedFrame to_frame(const Packet& packet) {
    net::CapturedFrame out;
    out.frame.bytes = packet.build();
    out.frame.wire_length = std::max(packet.wire_length, static_cast<std::uint32_t>(out.frame.bytes.size()));
    out.frame.time = packet.time;
    const bool bare = !packet.empty() && (packet[0].is("IP") || packet[0].is("IPv6"));
    out.link_type = bare ? raw_ip : ethernet;
    return out;
}

}  // namespace

List RunServices::read_capture(const std::string& path) {
    List out;
    for (const net::CapturedFrame& each : net::read_capture(path)) {
        const auto& octets = each.frame.bytes;
        Packet packet = Packet::dissect(octets, exchange::first_protocol(each.link_type, octets));
        packet.time = each.frame.time;
        packet.wire_length = each.frame.wire_length;
        out.emplace_back(std::move(packet));
    }
    return out;
}

void RunServices::write_capture(const std::string& path, const std::vector<Packet>& packets, bool append) {
    std::vector<net::CapturedFrame> frames;
    if (append && std::filesystem::exists(path)) frames = net::read_capture(path);
    for (const Packet& packet : packets)
        packet.for_each([&](const Packet& member) {
            frames.push_back(to_frame(member));
            return true;
        });
    const int link_type = frames.empty() ? ethernet : frames.front().link_type;
    const bool classic = !path.ends_with(".pcapng");
    net::CaptureWriter writer(
        path, classic ? net::CaptureWriter::Format::pcap : net::CaptureWriter::Format::pcapng);
    const auto interface = writer.add_interface("", link_type);
    for (const net::CapturedFrame& each : frames) writer.write(interface, each.frame);
    writer.close();
}

}  // namespace pkttest::runner
