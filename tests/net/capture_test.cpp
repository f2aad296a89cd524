// Captures: what is written is read again, by us and by the tools of the field; malformed files say why.
#include "framework/net/capture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "framework/net/file_buffer.h"
#include "tests/net/temporary_file.h"

namespace pkttest::net {
namespace {

using testing::HasSubstr;

Frame make_frame(std::vector<std::uint8_t> bytes, std::int64_t time,
                 Direction direction = Direction::received, std::string comment = "") {
    Frame out;
    out.wire_length = static_cast<std::uint32_t>(bytes.size());
    out.bytes = std::move(bytes);
    out.time = Time(time);
    out.direction = direction;
    out.comment = std::move(comment);
    return out;
}

std::vector<std::uint8_t> ethernet(std::uint8_t last) {
    auto out = octets("020000000002 020000000001 88b5");
    out.resize(60, last);
    return out;
}

constexpr std::int64_t moment = 1'700'000'000'123'456'789;

/// Three frames of two interfaces.
void write_sample(const std::string& path) {
    CaptureWriter writer(path);
    ASSERT_EQ(writer.add_interface("lan", 1), 0u);
    ASSERT_EQ(writer.add_interface("wan", 12), 1u);
    writer.write(0, make_frame(ethernet(1), moment, Direction::sent, "send 1"));
    writer.write(1, make_frame({0x45, 0, 0}, moment + 1));
    Frame cut = make_frame(ethernet(2), moment + 2);
    cut.wire_length = 1500;
    writer.write(0, cut);
    writer.close();
}

TEST(Capture, PcapngKeepsInterfacesTimesDirectionsCommentsAndLengths) {
    const TemporaryFile file;
    write_sample(file.path());
    const auto frames = read_capture(file.path());
    ASSERT_EQ(frames.size(), 3u);
    EXPECT_EQ(frames[0].frame.bytes, ethernet(1));
    EXPECT_EQ(frames[0].frame.time, Time(moment));
    EXPECT_EQ(frames[0].frame.direction, Direction::sent);
    EXPECT_EQ(frames[0].frame.comment, "send 1");
    EXPECT_EQ(frames[0].interface_name, "lan");
    EXPECT_EQ(frames[1].frame.bytes, (std::vector<std::uint8_t>{0x45, 0, 0}));
    EXPECT_EQ(frames[1].frame.direction, Direction::received);
    EXPECT_EQ(frames[1].frame.comment, "");
    EXPECT_EQ(frames[1].interface_name, "wan");
    EXPECT_EQ(frames[1].interface, 1u);
    EXPECT_EQ(frames[1].link_type, 12);
    EXPECT_EQ(frames[2].frame.wire_length, 1500u);
    EXPECT_EQ(frames[2].frame.time, Time(moment + 2));
}

TEST(Capture, NanosecondPcapKeepsTimesAndLengths) {
    const TemporaryFile file;
    CaptureWriter writer(file.path(), CaptureWriter::Format::pcap);
    writer.add_interface("", 1);
    EXPECT_THROW(writer.add_interface("", 1), std::invalid_argument);
    EXPECT_THROW(writer.write(1, Frame()), std::invalid_argument);
    writer.write(0, make_frame(ethernet(7), moment));
    writer.close();
    const auto frames = read_capture(file.path());
    ASSERT_EQ(frames.size(), 1u);
    EXPECT_EQ(frames[0].frame.bytes, ethernet(7));
    EXPECT_EQ(frames[0].frame.time, Time(moment));
}

TEST(Capture, ManyFramesCrossTheBuffersOfReaderAndWriter) {
    const TemporaryFile file;
    CaptureWriter writer(file.path());
    writer.add_interface("lan", 1);
    constexpr std::size_t count = 3000;
    for (std::size_t i = 0; i < count; ++i)
        writer.write(0, make_frame(std::vector<std::uint8_t>(14 + i, static_cast<std::uint8_t>(i)), moment));
    writer.close();
    const auto frames = read_capture(file.path());
    ASSERT_EQ(frames.size(), count);
    for (std::size_t i = 0; i < count; ++i)
        ASSERT_EQ(frames[i].frame.bytes, std::vector<std::uint8_t>(14 + i, static_cast<std::uint8_t>(i)));
}

TEST(Capture, TsharkReadsWhatIsWritten) {
    const TemporaryFile file;
    write_sample(file.path());
    const std::string out =
        output_of("tshark -r " + file.path() +
                  " -T fields -e frame.time_epoch -e frame.interface_name -e frame.cap_len -e frame.len -e "
                  "frame.packet_flags_direction -e frame.comment");
    if (out == "(absent)") GTEST_SKIP() << "tshark is not installed";
    EXPECT_EQ(out,
              "1700000000.123456789\tlan\t60\t60\t0x00000002\tsend 1\n"
              "1700000000.123456790\twan\t3\t3\t0x00000001\t\n"
              "1700000000.123456791\tlan\t60\t1500\t0x00000001\t\n");
}

TEST(Capture, TcpdumpReadsWhatIsWritten) {
    const TemporaryFile file;
    CaptureWriter writer(file.path(), CaptureWriter::Format::pcap);
    writer.add_interface("", 1);
    writer.write(0, make_frame(ethernet(7), moment));
    writer.close();
    const std::string out = output_of("tcpdump --nano -tt -e -n -r " + file.path());
    if (out == "(absent)") GTEST_SKIP() << "tcpdump is not installed";
    EXPECT_THAT(out,
                HasSubstr("1700000000.123456789 02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype Unknown "
                          "(0x88b5), length 60"));
}

// ---- files by hand
struct Sample {
    const char* name;
    const char* hex;
    std::int64_t time;
    const char* bytes;
    Direction direction = Direction::received;
};

constexpr Sample samples[] = {
    {"microseconds, little endian",
     "d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000"
     "01000000 02000000 03000000 03000000 aabbcc",
     1'000'002'000, "aabbcc"},
    {"microseconds, big endian",
     "a1b2c3d4 0002 0004 00000000 00000000 00040000 00000001"
     "00000001 00000002 00000003 00000003 aabbcc",
     1'000'002'000, "aabbcc"},
    {"nanoseconds, little endian",
     "4d3cb2a1 0200 0400 00000000 00000000 00000400 01000000"
     "01000000 02000000 03000000 03000000 aabbcc",
     1'000'000'002, "aabbcc"},
    {"nanoseconds, big endian",
     "a1b23c4d 0002 0004 00000000 00000000 00040000 00000001"
     "00000001 00000002 00000003 00000003 aabbcc",
     1'000'000'002, "aabbcc"},
    {"pcapng, big endian, milliseconds, sent",
     "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c"
     "00000001 00000020 0001 0000 00000000 0009 0001 03000000 0000 0000 00000020"
     "00000006 00000030 00000000 00000000 000007d1 00000003 00000003 aabbcc00 0002 0004 00000002 0000 0000"
     "00000030",
     2'001'000'000, "aabbcc", Direction::sent},
    {"pcapng, little endian, 2^-1 s, an unknown block between",
     "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"
     "01000000 20000000 0100 0000 00000000 0900 0100 81000000 0000 0000 20000000"
     "99000000 10000000 12345678 10000000"
     "06000000 24000000 00000000 00000000 03000000 03000000 03000000 aabbcc00 24000000",
     1'500'000'000, "aabbcc"},
    {"pcapng, a simple packet",
     "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"
     "01000000 14000000 0100 0000 00000000 14000000"
     "03000000 14000000 03000000 aabbcc00 14000000",
     0, "aabbcc"},
};

class ReadsSamples : public testing::TestWithParam<Sample> {};

TEST_P(ReadsSamples, TimeBytesAndDirection) {
    const TemporaryFile file(octets(GetParam().hex));
    const auto frames = read_capture(file.path());
    ASSERT_EQ(frames.size(), 1u) << GetParam().name;
    EXPECT_EQ(frames[0].frame.time, Time(GetParam().time)) << GetParam().name;
    EXPECT_EQ(frames[0].frame.bytes, octets(GetParam().bytes)) << GetParam().name;
    EXPECT_EQ(frames[0].frame.direction, GetParam().direction) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(Capture, ReadsSamples, testing::ValuesIn(samples));

TEST(Capture, EveryBeginningOfAFileEndsInOrder) {
    for (const Sample& sample : samples) {
        const auto whole = octets(sample.hex);
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const TemporaryFile file({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
            try {
                CaptureReader reader(file.path());
                CapturedFrame frame;
                EXPECT_FALSE(reader.next(frame)) << sample.name << ", " << length;
            } catch (const std::runtime_error& error) {
                EXPECT_LT(length, 24u) << sample.name << ": " << error.what();
            }
        }
    }
}

TEST(Capture, NoChangedOctetDoesMoreThanAnError) {
    for (const Sample& sample : samples) {
        const auto whole = octets(sample.hex);
        for (std::size_t at = 0; at < whole.size(); ++at)
            for (const std::uint8_t value : {0x00, 0x01, 0x0c, 0x7f, 0x80, 0xff}) {
                auto changed = whole;
                changed[at] = value;
                const TemporaryFile file(changed);
                try {
                    EXPECT_LE(read_capture(file.path()).size(), 2u) << sample.name << ", octet " << at;
                } catch (const std::runtime_error& error) {
                    EXPECT_THAT(error.what(), HasSubstr(file.path()));
                }
            }
    }
}

TEST(Capture, AFileThatEndsInAFrameSaysSo) {
    const auto whole = octets(samples[0].hex);
    const TemporaryFile file({whole.begin(), whole.end() - 1});
    CaptureReader reader(file.path());
    CapturedFrame frame;
    EXPECT_FALSE(reader.next(frame));
    EXPECT_EQ(reader.truncated(), file.path() + " ends in the middle of a record that begins at octet 24");
}

struct Malformed {
    const char* hex;
    const char* says;
};

#define SECTION "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"
#define INTERFACE "01000000 14000000 0100 0000 00000000 14000000"

constexpr Malformed malformed[] = {
    {"", "the file is empty"},
    {"0a0d", "no capture file, too short"},
    {"6869206d 6f6d2100", "neither pcap nor pcapng"},
    {"d4c3b2a1 0200", "no capture file, too short"},
    {"d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000 01000000 02000000 ffffffff ffffffff aabb",
     "malformed at octet 24: a frame of 4294967295 octets; 262144 is the most"},
    {"0a0d0d0a 1c000000 11111111 0100 0000 ffffffffffffffff 1c000000", "a section without byte order"},
    {"0a0d0d0a 1c000000 4d3c2b1a 0900 0000 ffffffffffffffff 1c000000", "pcapng version 9.0; 1 is known"},
    {SECTION "06000000 08000000 00000000 00000000", "malformed at octet 28: a block of 8 octets"},
    {SECTION "06000000 0d000000 00000000 00000000", "a block of 13 octets"},
    {SECTION "06000000 fcffffff 00000000 00000000", "a block of 4294967292 octets"},
    {SECTION "06000000 24000000 00000000 00000000 03000000 03000000 03000000 aabbcc00 24000000",
     "a packet of interface 0, which no block describes"},
    {SECTION INTERFACE "06000000 24000000 00000000 00000000 03000000 05000000 05000000 aabbcc00 24000000",
     "a packet that is longer than its block"},
    {SECTION INTERFACE "06000000 24000000 00000000 00000000 03000000 03000000 03000000 aabbcc00 28000000",
     "the two lengths of a block differ"},
    {SECTION INTERFACE
     "06000000 28000000 00000000 00000000 03000000 03000000 03000000 aabbcc00 01000900 28000000",
     "an option of a packet runs over the end of its block"},
    {SECTION "01000000 1c000000 0100 0000 00000000 0900 0100 40000000 1c000000",
     "a time resolution that no 64 bits hold"},
    {SECTION "01000000 10000000 00000000 10000000", "an interface block that is too short"},
    {SECTION "03000000 14000000 03000000 aabbcc00 14000000",
     "a packet of interface 0, which no block describes"},
};

class RefusesMalformed : public testing::TestWithParam<Malformed> {};

TEST_P(RefusesMalformed, WithTheReason) {
    const TemporaryFile file(octets(GetParam().hex));
    try {
        read_capture(file.path());
        FAIL() << "no error";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr(file.path()));
        EXPECT_THAT(error.what(), HasSubstr(GetParam().says));
    }
}

INSTANTIATE_TEST_SUITE_P(Capture, RefusesMalformed, testing::ValuesIn(malformed));

TEST(Capture, ANoFileNamesThePath) {
    try {
        CaptureReader reader("/nonexistent/x.pcap");
        FAIL() << "no error";
    } catch (const std::system_error& error) {
        EXPECT_EQ(std::string(error.what()), "cannot open /nonexistent/x.pcap: No such file or directory");
    }
}

TEST(Capture, AFullDiskShowsAtClose) {
    CaptureWriter writer("/dev/full");
    writer.add_interface("lan", 1);
    EXPECT_THROW(writer.close(), std::system_error);
}

}  // namespace
}  // namespace pkttest::net
