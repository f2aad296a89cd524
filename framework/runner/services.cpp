// rdpcap and wrpcap for campaigns.
#include "framework/runner/services.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <stdexcept>

#include "framework/exchange/first_protocol.h"
#include "framework/language/values/objects.h"
#include "framework/net/capture.h"
#include "framework/packet/link_types.h"

namespace pkttest::runner {

namespace {

net::CapturedFrame to_frame(const Packet& packet) {
    net::CapturedFrame out;
    out.frame.bytes = packet.build();
    out.frame.wire_length = std::max(packet.wire_length, static_cast<std::uint32_t>(out.frame.bytes.size()));
    out.frame.time = packet.time;
    out.frame.comment = packet.comment();
    out.link_type = packet.empty() ? 1 : link_type_of(packet[0].protocol());
    return out;
}

net::CaptureWriter::Format format_of(std::string_view path, const language::CaptureOptions& options) {
    using Format = net::CaptureWriter::Format;
    if (path.ends_with(".gz")) path.remove_suffix(3);
    if (options.pcapng || path.ends_with(".pcapng")) return Format::pcapng;
    return options.microseconds ? Format::pcap_microseconds : Format::pcap;
}

}  // namespace

List RunServices::read_capture(const std::string& path, std::optional<std::size_t> count) {
    static constexpr std::size_t seldom = 4096;
    List out;
    net::CaptureReader reader(path);
    for (net::CapturedFrame each;
         out.size() < count.value_or(language::most_items + 1) && reader.next(each);) {
        if (out.size() % seldom == 0) check_time();
        if (out.size() == language::most_items)
            throw std::runtime_error(
                fmt::format("{} holds more than {} packets, the most of a list", path, language::most_items));
        const auto& octets = each.frame.bytes;
        Packet packet = Packet::dissect(octets, exchange::first_protocol(each.link_type, octets));
        packet.time = each.frame.time;
        packet.wire_length = each.frame.wire_length;
        packet.set_comment(each.frame.comment);
        out.emplace_back(std::move(packet));
    }
    return out;
}

void RunServices::write_capture(const std::string& path, const std::vector<Packet>& packets,
                                const language::CaptureOptions& options) {
    std::vector<net::CapturedFrame> frames;
    if (options.append && std::filesystem::exists(path)) frames = net::read_capture(path);
    for (const Packet& packet : packets)
        packet.for_each([&](const Packet& member) {
            frames.push_back(to_frame(member));
            if (options.link_type) frames.back().link_type = *options.link_type;
            return true;
        });
    const auto format = format_of(path, options);
    net::CaptureWriter writer(path, format, options.compressed);
    std::map<int, std::uint32_t> interfaces;  // A pcap file has one link type, its first frame's.
    if (frames.empty()) writer.add_interface("", options.link_type.value_or(1));
    for (const net::CapturedFrame& each : frames) {
        const bool shared = format != net::CaptureWriter::Format::pcapng && !interfaces.empty();
        const int link_type = shared ? interfaces.begin()->first : each.link_type;
        auto known = interfaces.find(link_type);
        if (known == interfaces.end())
            known = interfaces.emplace(link_type, writer.add_interface("", link_type)).first;
        writer.write(known->second, each.frame);
    }
    writer.close();
}

}  // namespace pkttest::runner
