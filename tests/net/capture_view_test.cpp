// CaptureReader beside libpcap's own reader: the same frames, times and lengths, from whole files and cut
// ones.
#include <gtest/gtest.h>
#include <pcap/pcap.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "framework/net/capture.h"
#include "tests/net/temporary_file.h"

namespace pkttest::net {
namespace {

using Octets = std::vector<std::uint8_t>;

struct Seen {
    Octets octets;
    std::int64_t time;
    std::uint32_t wire_length;
    bool operator==(const Seen&) const = default;
};

/// A fraction of a second that is more than one.
constexpr std::int64_t no_time = -1;

/// libpcap's seconds are signed: files that say more than 2038 are meant all the same.
std::int64_t nanoseconds(const timeval& time) {
    constexpr std::int64_t second = 1'000'000'000, seconds = std::int64_t{1} << 32;
    if (time.tv_usec < 0 || time.tv_usec >= second) return no_time;
    return (time.tv_sec + (time.tv_sec < 0 ? seconds : 0)) * second + time.tv_usec;
}

/// `snap_length`: what the file says is the most, where libpcap cuts frames that are longer.
std::vector<Seen> by_libpcap(const std::string& path, std::size_t* snap_length = nullptr) {
    char error[PCAP_ERRBUF_SIZE];
    const std::unique_ptr<pcap_t, void (*)(pcap_t*)> file(
        pcap_open_offline_with_tstamp_precision(path.c_str(), PCAP_TSTAMP_PRECISION_NANO, error), pcap_close);
    std::vector<Seen> out;
    if (!file) return out;
    if (snap_length != nullptr) *snap_length = static_cast<std::size_t>(pcap_snapshot(file.get()));
    pcap_pkthdr* header = nullptr;
    const u_char* data = nullptr;
    while (pcap_next_ex(file.get(), &header, &data) == 1)
        out.push_back({Octets(data, data + header->caplen), nanoseconds(header->ts),
                       std::max(header->len, header->caplen)});
    return out;
}

std::vector<Seen> by_view(const std::string& path) {
    CaptureReader reader(path);
    std::vector<Seen> out;
    for (FrameView view; reader.next(view);)
        out.push_back({Octets(view.octets.begin(), view.octets.end()), view.time.count(), view.wire_length});
    return out;
}

std::vector<Seen> by_copy(const std::string& path) {
    std::vector<Seen> out;
    for (const CapturedFrame& each : read_capture(path))
        out.push_back({each.frame.bytes, each.frame.time.count(), each.frame.wire_length});
    return out;
}

/// A file of frames of all sizes, which cross the reader's buffer at every place.
std::string file_of(CaptureWriter::Format format, const std::string& path) {
    CaptureWriter writer(path, format);
    writer.add_interface("", 1);
    for (std::uint32_t i = 0; i < 2000; ++i) {
        Frame frame;
        frame.bytes.assign(i * 7 % 1500, static_cast<std::uint8_t>(i));
        frame.wire_length = static_cast<std::uint32_t>(frame.bytes.size()) + i % 2;
        frame.time = Time(1'700'000'000'000'000'000 + std::int64_t{i} * 1'000'003'000);
        writer.write(0, frame);
    }
    writer.close();
    return path;
}

TEST(CaptureView, IsWhatLibpcapReads) {
    using Format = CaptureWriter::Format;
    for (const Format format : {Format::pcap, Format::pcap_microseconds, Format::pcapng}) {
        const TemporaryFile file;
        const auto theirs = by_libpcap(file_of(format, file.path()));
        ASSERT_EQ(theirs.size(), 2000u);
        EXPECT_EQ(by_view(file.path()), theirs);
        EXPECT_EQ(by_copy(file.path()), theirs);
    }
}

TEST(CaptureView, EndsWhereTheFileIsCut) {
    const TemporaryFile file;
    file_of(CaptureWriter::Format::pcap, file.path());
    const auto whole = std::filesystem::file_size(file.path());
    for (const std::uintmax_t missing : {1u, 17u, 5000u}) {
        std::filesystem::resize_file(file.path(), whole - missing);
        EXPECT_EQ(by_view(file.path()), by_libpcap(file.path()));
        CaptureReader viewing(file.path()), copying(file.path());
        for (FrameView view; viewing.next(view);) continue;
        for (CapturedFrame frame; copying.next(frame);) continue;
        EXPECT_NE(viewing.truncated(), "");
        EXPECT_EQ(viewing.truncated(), copying.truncated());
    }
}

/// Whether libpcap's frame is ours, cut to what the file says is the most.
bool alike(const Seen& ours, const Seen& theirs, std::size_t most) {
    const std::size_t size = std::min(ours.octets.size(), most);
    const bool same_time = ours.time == theirs.time || theirs.time == no_time;
    return std::equal(ours.octets.begin(), ours.octets.begin() + static_cast<std::ptrdiff_t>(size),
                      theirs.octets.begin(), theirs.octets.end()) &&
           same_time && ours.wire_length >= theirs.wire_length;
}

/// Captures of the field, in the folder that the variable names. What libpcap refuses is left out.
TEST(CaptureView, ReadsCapturesOfTheFieldAsLibpcap) {
    const char* folder = std::getenv("PKTTEST_CAPTURES");
    if (folder == nullptr) GTEST_SKIP() << "PKTTEST_CAPTURES names no folder";
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string path = entry.path().string();
        std::size_t most = 0;
        const auto theirs = by_libpcap(path, &most);
        if (theirs.empty()) continue;
        ++files;
        const auto ours = by_view(path);
        ASSERT_EQ(ours.size(), theirs.size()) << path;
        for (std::size_t i = 0; i < ours.size(); ++i)
            EXPECT_TRUE(alike(ours[i], theirs[i], most)) << path << " frame " << i;
        EXPECT_TRUE(by_copy(path) == ours) << path;
    }
    EXPECT_GT(files, 0u);
}

}  // namespace
}  // namespace pkttest::net
