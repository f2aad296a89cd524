// gzip: what gzip(1) writes is read, what is written gzip(1) reads; damage is named; captures in it.
#include "framework/net/gzip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "framework/net/capture.h"
#include "tests/net/temporary_file.h"

namespace pkttest::net {
namespace {

using Data = std::vector<std::uint8_t>;

/// Octets that repeat themselves at short and long distances, and noise between.
Data sample(std::size_t size) {
    Data out;
    std::uint32_t noise = 7;
    while (out.size() < size) {
        noise = noise * 1664525 + 1013904223;
        const std::size_t run = noise >> 24;
        for (std::size_t i = 0; i < run && out.size() < size; ++i)
            out.push_back(static_cast<std::uint8_t>((noise & 1) != 0    ? i
                                                    : out.size() > 5000 ? out[out.size() - 5000]
                                                                        : noise >> (i % 16)));
    }
    return out;
}

std::string as_text(const Data& data) { return {data.begin(), data.end()}; }

class Gzip : public testing::TestWithParam<std::size_t> {};

TEST_P(Gzip, GivesBackWhatItTook) {
    const Data data = sample(GetParam());
    EXPECT_EQ(gunzip(gzip(data)), data);
}

TEST_P(Gzip, AgreesWithTheToolOfTheSystem) {
    const Data data = sample(GetParam());
    const TemporaryFile plain(data), packed(gzip(data));
    EXPECT_EQ(output_of("gzip -dc < " + packed.path()), as_text(data));
    for (const char* level : {"-1", "-9"}) {
        const std::string made = output_of(std::string("gzip ") + level + " -c " + plain.path());
        EXPECT_EQ(gunzip(Data(made.begin(), made.end())), data) << level;
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, Gzip, testing::Values(0, 1, 3, 300, 40'000, 300'000));

TEST(Gzip, IsSmallerWhereTheDataRepeats) { EXPECT_LT(gzip(Data(10'000, 'a')).size(), 200u); }

TEST(Gzip, GivesWhatACutFileHas) {
    const Data data = sample(20'000);
    Data packed = gzip(data);
    packed.resize(packed.size() / 2);
    const Data read = gunzip(packed);
    ASSERT_GT(read.size(), 1000u);
    EXPECT_TRUE(std::equal(read.begin(), read.end(), data.begin()));
}

struct Damage {
    const char* hex;
    const char* message;
};
class DamagedGzip : public testing::TestWithParam<Damage> {};
TEST_P(DamagedGzip, IsNamed) {
    try {
        gunzip(octets(GetParam().hex));
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), (std::string("the gzip data is damaged: ") + GetParam().message).c_str());
    }
}
constexpr Damage damages[] = {
    {"1f8c0800 00000000 0000", "a member begins with something else"},
    {"1f8b0700 00000000 0000", "another method than deflate"},
    {"1f8b0800 00000000 0000 07", "a block has no kind"},
    {"1f8b0800 00000000 0000 01 0100 0100", "a stored block has a wrong length"},
    {"1f8b0800 00000000 0000 0302 00", "a distance reaches before the start"},
};
INSTANTIATE_TEST_SUITE_P(Rows, DamagedGzip, testing::ValuesIn(damages));

TEST(CompressedCapture, IsReadAsAnyOther) {
    for (const auto format : {CaptureWriter::Format::pcap, CaptureWriter::Format::pcap_microseconds,
                              CaptureWriter::Format::pcapng}) {
        const TemporaryFile file;
        CaptureWriter writer(file.path(), format, true);
        const auto interface = writer.add_interface("", 1);
        Frame frame;
        frame.bytes = sample(200);
        frame.time = Time(1'700'000'000'123'456'789);
        for (int i = 0; i < 50; ++i) writer.write(interface, frame);
        writer.close();
        const auto frames = read_capture(file.path());
        ASSERT_EQ(frames.size(), 50u);
        EXPECT_EQ(frames[49].frame.bytes, frame.bytes);
        const bool exact = format != CaptureWriter::Format::pcap_microseconds;
        EXPECT_EQ(frames[49].frame.time.count() % 1'000'000'000, exact ? 123'456'789 : 123'456'000);
        EXPECT_THAT(output_of("file " + file.path()),
                    testing::AnyOf(testing::HasSubstr("gzip"), "(absent)", ""));
    }
}

}  // namespace
}  // namespace pkttest::net
