// The same six fields of every frame of a file, and reading the file alone: pkttest, libtins, libpcap.
#include <benchmark/benchmark.h>
#include <pcap/pcap.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "bench/mix.h"
#include "bench/six_fields.h"
#include "framework/net/capture.h"

namespace pkttest::bench {

namespace {

constexpr std::size_t frames = 200'000;

/// The mix as a file, which the page cache holds; it goes with the program.
class MixFile {
 public:
    MixFile()
        : path_(std::filesystem::temp_directory_path() / ("pkttest-mix-" + std::to_string(::getpid()))) {
        net::CaptureWriter file(path_, net::CaptureWriter::Format::pcap_microseconds);
        const auto interface = file.add_interface("mix", 1);
        const Mix mix = make_mix(frames);
        net::Frame frame;
        for (std::size_t i = 0; i < mix.size(); ++i) {
            frame.bytes.assign(mix[i].begin(), mix[i].end());
            frame.wire_length = static_cast<std::uint32_t>(frame.bytes.size());
            frame.time = net::Time(static_cast<std::int64_t>(i) * 1000);
            file.write(interface, frame);
        }
        file.close();
    }
    MixFile(const MixFile&) = delete;
    MixFile& operator=(const MixFile&) = delete;
    ~MixFile() { std::filesystem::remove(path_); }
    const std::string& path() const { return path_; }

 private:
    std::string path_;
};

const std::string& path() {
    static const MixFile file;
    return file.path();
}

std::uint64_t fields_by_pkttest() {
    const Protocols of;
    Sum sum;
    Dissection frame;
    net::CaptureReader reader(path());
    for (net::FrameView view; reader.next(view);) read_frame(sum, frame, view.octets, of);
    return sum.value;
}

std::uint64_t fields_by_libtins() {
    Sum sum;
    Tins::FileSniffer sniffer(path());
    sniffer.sniff_loop([&](Tins::PDU& pdu) {
        read_frame(sum, pdu.rfind_pdu<Tins::EthernetII>());
        return true;
    });
    return sum.value;
}

/// Octets and times of all frames.
std::uint64_t read_by_pkttest() {
    std::uint64_t sum = 0;
    net::CaptureReader reader(path());
    for (net::FrameView view; reader.next(view);)
        sum += view.octets.size() + view.octets[0] + static_cast<std::uint64_t>(view.time.count() / 1000);
    return sum;
}

std::uint64_t read_by_libpcap() {
    char error[PCAP_ERRBUF_SIZE];
    pcap_t* file = pcap_open_offline(path().c_str(), error);
    if (file == nullptr) std::abort();
    std::uint64_t sum = 0;
    pcap_pkthdr* header = nullptr;
    const u_char* data = nullptr;
    while (pcap_next_ex(file, &header, &data) == 1)
        sum += header->caplen + data[0] +
               static_cast<std::uint64_t>(header->ts.tv_sec * 1'000'000 + header->ts.tv_usec);
    pcap_close(file);
    return sum;
}

void run(benchmark::State& state, std::uint64_t (*ours)(), std::uint64_t (*theirs)(), bool own) {
    if (ours() != theirs()) {
        std::fputs("pkttest and its peer read different things from the file\n", stderr);
        std::abort();
    }
    for (auto _ : state) benchmark::DoNotOptimize(own ? ours() : theirs());
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * frames));
}
void file_fields_pkttest(benchmark::State& state) { run(state, fields_by_pkttest, fields_by_libtins, true); }
void file_fields_libtins(benchmark::State& state) { run(state, fields_by_pkttest, fields_by_libtins, false); }
void file_read_pkttest(benchmark::State& state) { run(state, read_by_pkttest, read_by_libpcap, true); }
void file_read_libpcap(benchmark::State& state) { run(state, read_by_pkttest, read_by_libpcap, false); }

// By the clock: a large file is read by a second thread, whose time counts.
BENCHMARK(file_fields_pkttest)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(file_fields_libtins)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(file_read_pkttest)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(file_read_libpcap)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

}  // namespace pkttest::bench
