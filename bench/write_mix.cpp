// write_mix FILE [FRAMES]: the benchmarks' traffic as a pcap file, for peers that read files.
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "bench/mix.h"
#include "framework/net/capture.h"

int main(int count, char** arguments) try {
    if (count < 2) return std::fputs("usage: write_mix FILE [FRAMES]\n", stderr), 4;
    const std::size_t frames = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 200'000;
    const auto mix = pkttest::bench::make_mix(frames);
    pkttest::net::CaptureWriter file(arguments[1], pkttest::net::CaptureWriter::Format::pcap);
    const auto interface = file.add_interface("mix", 1);
    pkttest::net::Frame frame;
    for (std::size_t i = 0; i < mix.size(); ++i) {
        frame.bytes.assign(mix[i].begin(), mix[i].end());
        frame.wire_length = static_cast<std::uint32_t>(frame.bytes.size());
        file.write(interface, frame);
    }
    file.close();
    std::printf("%zu frames, %zu octets each on average\n", mix.size(), mix.octets.size() / mix.size());
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "write_mix: %s\n", error.what());
    return 3;
}
