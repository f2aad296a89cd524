// Links without a wire: memory, captures, recordings.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

#include "framework/net/memory_link.h"
#include "framework/net/replay_link.h"
#include "tests/net/temporary_file.h"

namespace pkttest::net {
namespace {

using Octets = std::vector<std::uint8_t>;

Frame make_frame(Octets bytes, std::int64_t time, Direction direction = Direction::received) {
    Frame out;
    out.wire_length = static_cast<std::uint32_t>(bytes.size());
    out.bytes = std::move(bytes);
    out.time = Time(time);
    out.direction = direction;
    return out;
}

Octets udp() {
    return octets(
        "ffffffffffff 020000000001 0800 4500001c00010000 4011 0000 c0000201 c0000202 0035 1234 0008 0000");
}
Octets arp() {
    return octets(
        "ffffffffffff 020000000001 0806 0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202");
}

TEST(MemoryLink, GivesFramesWhenTheyAreDue) {
    MemoryLink link("lan");
    link.arm("");
    link.deliver(make_frame({2}, 0), Time(20));
    link.deliver(make_frame({1}, 0), Time(10));
    EXPECT_EQ(link.next_due(), Time(10));
    EXPECT_FALSE(link.take(Time(9)));
    EXPECT_EQ(link.take(Time(30))->bytes, Octets{1});
    EXPECT_EQ(link.take(Time(30))->time, Time(20));
    EXPECT_FALSE(link.take(Time(30)));
    EXPECT_EQ(link.next_due(), std::nullopt);
    EXPECT_EQ(link.statistics().received, 2u);
}

TEST(MemoryLink, GivesBackWhatIsSentWithTheTimeOfTheLastLook) {
    MemoryLink link("lan");
    link.arm("tcp");
    EXPECT_FALSE(link.take(Time(5)));
    link.send(Octets{7});
    const auto frame = link.take(Time(5));
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->direction, Direction::sent);
    EXPECT_EQ(frame->time, Time(5));
    EXPECT_EQ(link.statistics().sent, 1u);
    EXPECT_EQ(link.statistics().received, 0u);
}

TEST(MemoryLink, FiltersWhatIsReceived) {
    MemoryLink link("lan");
    link.deliver(make_frame(arp(), 0), Time(1));
    link.arm("udp");
    link.deliver(make_frame(arp(), 0), Time(1));
    link.deliver(make_frame(udp(), 0), Time(2));
    EXPECT_EQ(link.take(Time(9))->bytes, udp());
    EXPECT_FALSE(link.take(Time(9)));
    EXPECT_THROW(link.arm("nonsense ("), std::invalid_argument);
}

std::string write_capture(const std::string& path) {
    CaptureWriter writer(path);
    writer.add_interface("lan", 1);
    writer.write(0, make_frame(arp(), 1'000'000'000'000));
    writer.write(0, make_frame(udp(), 1'000'000'000'500));
    writer.write(0, make_frame(udp(), 1'000'000'000'400));
    writer.close();
    return path;
}

TEST(CaptureLink, PlaysAFileFromItsFirstFrame) {
    const TemporaryFile file;
    CaptureLink link("lan", write_capture(file.path()));
    link.arm("");
    EXPECT_EQ(link.next_due(), Time(0));
    EXPECT_EQ(link.take(Time(0))->bytes, arp());
    EXPECT_EQ(link.next_due(), Time(500));
    EXPECT_FALSE(link.take(Time(499)));
    EXPECT_EQ(link.take(Time(500))->time, Time(500));
    // The one that goes back in time comes with the one before.
    EXPECT_EQ(link.take(Time(500))->time, Time(500));
    EXPECT_EQ(link.next_due(), std::nullopt);
    ASSERT_EQ(link.describe().notes.size(), 1u);
    EXPECT_EQ(link.describe().notes[0], "1 time stamps go back; their frames come with the one before");
}

TEST(CaptureLink, KeepsToTheFilterAndAnotherOneSeesWhatIsStillToCome) {
    const TemporaryFile file;
    CaptureLink link("lan", write_capture(file.path()));
    link.arm("tcp");
    EXPECT_EQ(link.next_due(), std::nullopt);
    EXPECT_FALSE(link.take(Time(100)));
    link.arm("");
    EXPECT_EQ(link.next_due(), Time(500));
    EXPECT_EQ(link.take(Time(600))->bytes, udp());
}

TEST(CaptureLink, IsBlindAtTheEndOfACutFile) {
    const TemporaryFile file;
    write_capture(file.path());
    ASSERT_EQ(
        ::truncate(file.path().c_str(), static_cast<off_t>(std::filesystem::file_size(file.path()) - 4)), 0);
    CaptureLink link("lan", file.path());
    link.arm("");
    EXPECT_EQ(link.blind_spot(Time(0)), "");
    while (link.take(Time(1000))) {
    }
    EXPECT_THAT(link.blind_spot(Time(0)), testing::HasSubstr("ends in the middle of a block"));
}

TEST(CaptureLink, IsBlindWhereItsStatisticsSayThatPacketsWereLost) {
    const TemporaryFile file(octets(
        "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"
        "01000000 14000000 0100 0000 00000000 14000000"
        "06000000 24000000 00000000 00000000 03000000 03000000 03000000 aabbcc00 24000000"
        "05000000 34000000 00000000 00000000 00000000 0500 0800 0700000000000000 0700 0800 0200000000000000"
        "00000000 34000000"));
    CaptureLink link("lan", file.path());
    link.arm("");
    EXPECT_EQ(link.blind_spot(Time(0)), file.path() + " says that 9 packets were lost when it was made");
    ASSERT_EQ(link.describe().notes.size(), 1u);
}

TEST(CaptureLink, RecordsWhatIsSent) {
    const TemporaryFile file;
    CaptureLink link("lan", write_capture(file.path()));
    link.arm("");
    EXPECT_TRUE(link.take(Time(100)));
    link.send(Octets{9});
    EXPECT_EQ(link.next_due(), Time(100));
    const auto sent = link.take(Time(100));
    ASSERT_TRUE(sent);
    EXPECT_EQ(sent->direction, Direction::sent);
    EXPECT_EQ(sent->bytes, Octets{9});
}

std::vector<Frame> recording() {
    return {make_frame({1}, 100, Direction::sent), make_frame({11}, 110),
            make_frame({2}, 200, Direction::sent), make_frame({3}, 300, Direction::sent),
            make_frame({33}, 330)};
}

TEST(RecordedLink, ReceivesAtTheRecordedTimes) {
    RecordedLink link("lan", 1, recording());
    link.arm("");
    EXPECT_EQ(link.next_due(), Time(110));
    EXPECT_FALSE(link.take(Time(109)));
    EXPECT_EQ(link.take(Time(110))->bytes, Octets{11});
    EXPECT_EQ(link.next_due(), Time(330));
}

TEST(RecordedLink, TellsWhenTheSameFrameWasSentThen) {
    RecordedLink link("lan", 1, recording());
    link.arm("");
    EXPECT_EQ(link.recorded_time_of_last_send(), std::nullopt);
    link.send(Octets{2});
    EXPECT_EQ(link.recorded_time_of_last_send(), Time(200));
    link.send(Octets{42});
    EXPECT_EQ(link.recorded_time_of_last_send(), Time(100));
    link.send(Octets{2});
    EXPECT_EQ(link.recorded_time_of_last_send(), Time(300));
    EXPECT_EQ(link.unmatched_sends(), 0u);
    link.send(Octets{2});
    EXPECT_EQ(link.recorded_time_of_last_send(), std::nullopt);
    EXPECT_EQ(link.unmatched_sends(), 1u);
}

TEST(RecordedLink, GivesSentAndReceivedFramesInTheirOrder) {
    RecordedLink link("lan", 1, recording());
    link.arm("");
    link.send(Octets{1});
    EXPECT_EQ(link.take(Time(400))->bytes, Octets{1});
    link.send(Octets{2});
    EXPECT_EQ(link.take(Time(400))->bytes, Octets{11});
    EXPECT_EQ(link.take(Time(400))->bytes, Octets{2});
    EXPECT_EQ(link.take(Time(400))->bytes, Octets{33});
    EXPECT_FALSE(link.take(Time(400)));
    EXPECT_EQ(link.statistics().sent, 2u);
    EXPECT_EQ(link.statistics().received, 2u);
}

TEST(RecordedLink, AnAnswerOfTheSameInstantWaitsForItsRequest) {
    RecordedLink link("lan", 1, {make_frame({1}, 100, Direction::sent), make_frame({11}, 100)});
    link.arm("");
    EXPECT_FALSE(link.take(Time(100)));  // What is flushed as stale before the request goes out.
    link.send(Octets{1});
    EXPECT_EQ(link.take(Time(100))->bytes, Octets{1});
    EXPECT_EQ(link.take(Time(100))->bytes, Octets{11});
}

TEST(RecordedLink, AnAnswerWhoseRequestIsNeverSentComesAllTheSame) {
    RecordedLink link("lan", 1, {make_frame({1}, 100, Direction::sent), make_frame({11}, 100)});
    link.arm("");
    EXPECT_EQ(link.next_due(), Time(101));
    EXPECT_EQ(link.take(Time(101))->bytes, Octets{11});
}

}  // namespace
}  // namespace pkttest::net
