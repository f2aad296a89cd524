// Large files, which a second thread reads: every octet, in frames that lie across its pieces.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "framework/net/capture.h"
#include "framework/net/file_buffer.h"

namespace pkttest::net {
namespace {

/// A file of its own for each test, gone with it.
class LargeFile : public testing::Test {
 protected:
    ~LargeFile() override { std::filesystem::remove(path_); }
    const std::string path_ =
        std::filesystem::temp_directory_path() / ("pkttest-large-" + std::to_string(::getpid()));
};

/// From a few octets to more than a thread's headroom, and the largest frame.
std::size_t size_of(std::size_t frame) {
    constexpr std::size_t sizes[] = {60, 1514, 9000, 70'000, 64, 262'144, 1, 0, 333};
    return sizes[frame % std::size(sizes)];
}
std::uint8_t octet_of(std::size_t frame, std::size_t at) {
    return static_cast<std::uint8_t>(frame * 31 + at * 7 + at / 256);
}

constexpr std::size_t frames = 200;

void write_frames(const std::string& path) {
    CaptureWriter file(path, CaptureWriter::Format::pcap_microseconds);
    const auto interface = file.add_interface("large", 1);
    for (std::size_t i = 0; i < frames; ++i) {
        Frame frame;
        for (std::size_t at = 0; at < size_of(i); ++at) frame.bytes.push_back(octet_of(i, at));
        frame.wire_length = static_cast<std::uint32_t>(frame.bytes.size());
        file.write(interface, frame);
    }
    file.close();
}

TEST_F(LargeFile, IsReadWholeFrameByFrame) {
    write_frames(path_);
    ASSERT_GT(std::filesystem::file_size(path_), 6'000'000u);
    CaptureReader reader(path_);
    std::size_t count = 0;
    for (FrameView view; reader.next(view); ++count) {
        ASSERT_EQ(view.octets.size(), size_of(count)) << count;
        for (std::size_t at = 0; at < view.octets.size(); ++at)
            ASSERT_EQ(view.octets[at], octet_of(count, at)) << "frame " << count << ", octet " << at;
    }
    EXPECT_EQ(count, frames);
    EXPECT_EQ(reader.truncated(), "");
}

TEST_F(LargeFile, CutInAFrameSaysSo) {
    write_frames(path_);
    std::filesystem::resize_file(path_, std::filesystem::file_size(path_) - 100);
    CaptureReader reader(path_);
    std::size_t count = 0;
    for (FrameView view; reader.next(view);) ++count;
    EXPECT_LT(count, frames);
    EXPECT_NE(reader.truncated(), "");
}

TEST_F(LargeFile, MayBeLeftAfterAFewFrames) {
    write_frames(path_);
    for (std::size_t wanted : {0, 1, 40}) {
        CaptureReader reader(path_);
        FrameView view;
        for (std::size_t i = 0; i < wanted; ++i) EXPECT_TRUE(reader.next(view));
    }
}

TEST_F(LargeFile, IsPeekedIntoAndSkippedAcrossPieces) {
    write_frames(path_);
    FileReader whole(path_), parts(path_);
    const std::uint64_t size = std::filesystem::file_size(path_);
    while (parts.offset() + FileReader::largest < size) {
        const auto some = whole.take(FileReader::largest);
        ASSERT_EQ(some.size(), FileReader::largest);
        const auto first = parts.peek(100'000);
        ASSERT_TRUE(std::equal(first.begin(), first.end(), some.begin()));
        ASSERT_TRUE(parts.skip(300'001));
        const auto second = parts.take(FileReader::largest - 300'001);
        ASSERT_TRUE(std::equal(second.begin(), second.end(), some.begin() + 300'001));
    }
    EXPECT_FALSE(parts.skip(size));
    EXPECT_TRUE(parts.take(1).empty());
}

}  // namespace
}  // namespace pkttest::net
